//! The members of a zip archive. In comes a file that can be read in parts, out come the names in
//! its directory and, one at a time, the bytes of a member. Names are data: none ever becomes a
//! path of the file system. What a header claims of a size is not believed.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use zip::read::{ZipArchiveMetadata, ZipReadOptions};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::inflate::inflate;

/// The most bytes of a directory that are read: about half a million members.
const DIRECTORY_MAX: u64 = 64 << 20;

/// Why an archive or a member cannot be read: what stands after `cannot read "file":`.
pub type Reason = &'static str;

/// The directory of an archive.
#[derive(Clone)]
pub struct Archive {
    directory: Arc<ZipArchiveMetadata>,
}

/// Where a file lies in an archive.
#[derive(Clone)]
pub struct Member {
    /// The path of the archive.
    pub path: Arc<Path>,
    pub(super) archive: Archive,
    pub(super) index: usize,
}

impl Archive {
    /// Reads the directory. An archive whose members would need more bytes than it has is refused:
    /// they lie on top of one another, as those of a bomb do.
    pub fn open<R: Read + Seek>(mut reader: R) -> Result<Self, Reason> {
        let size = reader.seek(SeekFrom::End(0)).map_err(|_| DAMAGED)?;
        reader.rewind().map_err(|_| DAMAGED)?;
        // The directory is found from the end; the bytes skipped on the way cost nothing.
        let capped = Capped { reader: &mut reader, left: DIRECTORY_MAX };
        let opened = ZipArchive::new(capped).map(|archive| archive.metadata());
        let directory = match opened.map_err(|error| reason(&error)) {
            Ok(directory) => directory,
            Err(DAMAGED) if is_cut(&mut reader, size) => return Err(CUT),
            Err(why) => return Err(why),
        };
        let archive = Self { directory };
        let sizes = (0..archive.directory.len()).filter_map(|index| {
            archive.directory.entry(index).ok().map(|entry| entry.compressed_size())
        });
        if sizes.fold(0_u64, u64::saturating_add) > size {
            return Err("its members overlap, as those of a bomb do");
        }
        Ok(archive)
    }

    /// The files in the archive: their numbers and names. Folders and links are left out. A name
    /// is what the archive holds: any bytes, in any encoding, separated by `/`.
    pub fn files(&self) -> impl Iterator<Item = (usize, Vec<u8>)> {
        (0..self.directory.len()).filter_map(|index| {
            let entry = self.directory.entry(index).ok()?;
            let is_file = !entry.is_dir() && !entry.is_symlink();
            is_file.then(|| (index, entry.name_raw().to_vec()))
        })
    }

    /// Reads a member.
    pub fn read<R: Read + Seek>(&self, index: usize, reader: &mut R) -> Result<Vec<u8>, Reason> {
        let entry = self.directory.entry(index).map_err(|error| reason(&error))?;
        if entry.encrypted() {
            return Err("it is encrypted");
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err("it is compressed by a method that duben does not know");
        }
        let compressed = entry.compressed_size();
        let mut file =
            entry.with_reader(reader, ZipReadOptions::new()).map_err(|error| reason(&error))?;
        inflate(&mut file, compressed)
    }
}

const DAMAGED: Reason = "it is a damaged zip archive";
const CUT: Reason = "it is an incomplete zip archive: its end is missing";

/// Whether the record that ends every archive is missing (APPNOTE 4.3.16); a comment of at most
/// 65535 bytes may stand behind it.
fn is_cut<R: Read + Seek>(reader: &mut R, size: u64) -> bool {
    let mut tail = Vec::new();
    let read = reader
        .seek(SeekFrom::Start(size.saturating_sub(22 + 0xffff)))
        .and_then(|_| reader.take(22 + 0xffff).read_to_end(&mut tail));
    let end = memchr::memmem::rfind(&tail, b"PK\x05\x06");
    read.is_ok() && end.is_none_or(|at| tail.len() - at < 22)
}

fn reason(error: &ZipError) -> Reason {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => {
            "its directory is larger than 64 MiB"
        }
        _ => DAMAGED,
    }
}

/// Two members are one where they lie at the same place; the directories are not compared.
impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, self.index) == (&other.path, other.index)
    }
}

impl Eq for Member {}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.path.display(), self.index)
    }
}

/// A reader that gives up after so many bytes.
struct Capped<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        let wanted = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.reader.read(&mut buffer[..wanted])?;
        self.left -= read as u64;
        Ok(read)
    }
}

impl<R: Seek> Seek for Capped<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.reader.seek(to)
    }
}

/// An archive of these files.
#[cfg(test)]
pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[cfg(test)]
mod tests;
