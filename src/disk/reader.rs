//! An open file, read in parts. In comes a file of the system or bytes in memory, out come the
//! bytes at any place. Knows nothing of what they mean.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

/// An open file.
#[derive(Debug)]
pub struct Reader(Kind);

#[derive(Debug)]
enum Kind {
    File(BufReader<File>),
    Bytes(Cursor<Arc<[u8]>>),
}

impl Reader {
    /// Reads a file of the system.
    pub(super) fn of_file(file: File) -> Self {
        Self(Kind::File(BufReader::new(file)))
    }

    /// Reads bytes that are shared and not copied.
    pub(super) fn of_bytes(bytes: Arc<[u8]>) -> Self {
        Self(Kind::Bytes(Cursor::new(bytes)))
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::File(file) => file.read(buffer),
            Kind::Bytes(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.0 {
            Kind::File(file) => file.seek(to),
            Kind::Bytes(bytes) => bytes.seek(to),
        }
    }
}
