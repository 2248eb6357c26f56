//! The journal of notes. In come whole lines, out come the segments of all sessions. Refuses to
//! know what the lines say.
//!
//! Each session appends to a file of its own, so no lock is needed and network file systems and
//! sync tools do no harm. A line is acknowledged only when it has been written and synced.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::Fault;

/// What the files of the log end in.
const EXTENSION: &str = "jsonl";

/// The file of one session's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The name of the file.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Where the reader's lines are kept.
pub trait Journal {
    /// Reads the segments of all sessions, by name, and tells what could not be read.
    fn load(&self) -> (Vec<Segment>, Vec<Fault>);

    /// Appends one line, given without its end. `Ok` means that it is on the disk. After an error
    /// the same line may be appended again.
    fn append(&mut self, line: &str) -> Result<(), Fault>;
}

/// A journal in a directory.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
    segment: PathBuf,
}

impl Directory {
    /// The journal in `path`, as the session of this name writes it; see [`session_name`].
    /// Nothing is created before the first line.
    pub fn new(path: PathBuf, session: &str) -> Self {
        let segment = path.join(format!("{session}.{EXTENSION}"));
        Self { path, segment }
    }

    fn fault(&self, error: &io::Error) -> Fault {
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room and try again; the note is still in memory"
            }
            _ => "try again, or give another directory with --data-dir",
        };
        Fault::new("save to", &self.segment, error, hint)
    }

    /// Opens the segment anew for each line: it may have been moved away since, and lines written
    /// to a file without a name would be lost.
    fn write(&self, line: &str) -> io::Result<()> {
        create_directory(&self.path)?;
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.segment)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(not_regular());
        }
        let length = metadata.len();
        let guard = if ends_in_newline(&mut file, length)? { "" } else { "\n" };
        let whole = format!("{guard}{line}\n");
        let written = file
            .write_all(whole.as_bytes())
            .and_then(|()| file.sync_data())
            .and_then(|()| if length == 0 { sync_directory(&self.path) } else { Ok(()) });
        if written.is_err() {
            // Should this fail too, the guard keeps the torn line apart from the next.
            let _ = file.set_len(length);
        }
        written
    }
}

impl Journal for Directory {
    fn load(&self) -> (Vec<Segment>, Vec<Fault>) {
        let mut segments = Vec::new();
        let mut faults = Vec::new();
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (segments, faults),
            Err(error) => {
                faults.push(Fault::new("read notes in", &self.path, &error, ""));
                return (segments, faults);
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    faults.push(Fault::new("read all notes in", &self.path, &error, ""));
                    continue;
                }
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || path.extension().is_none_or(|end| end != EXTENSION) {
                continue;
            }
            match read_regular(&path) {
                Ok(bytes) => segments.push(Segment { name, bytes }),
                Err(error) => faults.push(Fault::new("read notes in", &path, &error, "")),
            }
        }
        segments.sort_by(|a, b| a.name.cmp(&b.name));
        faults.sort_by(|a, b| a.sentence.cmp(&b.sentence));
        (segments, faults)
    }

    fn append(&mut self, line: &str) -> Result<(), Fault> {
        if line.contains('\n') {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "a record must be one line");
            return Err(self.fault(&error));
        }
        self.write(line).map_err(|error| self.fault(&error))
    }
}

/// An empty file has no torn line either.
fn ends_in_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else { return Ok(true) };
    file.seek(SeekFrom::Start(last))?;
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    Ok(byte == [b'\n'])
}

/// Makes a directory that only its owner can enter, and its parents.
fn create_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), sync_directory)
}

/// Makes a new name in a directory last. Some file systems cannot, and then nothing can be done.
fn sync_directory(path: &Path) -> io::Result<()> {
    match File::open(path).and_then(|directory| directory.sync_all()) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Reads a file that is one: opening a pipe or a device would block, or never end.
pub(super) fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(not_regular()) }
}

fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")
}

/// A journal that ends with the program: for headless sessions and tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// What other sessions wrote.
    pub others: Vec<Segment>,
    /// What this session wrote.
    pub lines: Vec<String>,
}

impl Journal for Memory {
    fn load(&self) -> (Vec<Segment>, Vec<Fault>) {
        let bytes = self.lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
        let own = Segment { name: format!("memory.{EXTENSION}"), bytes };
        (self.others.iter().cloned().chain([own]).collect(), Vec::new())
    }

    fn append(&mut self, line: &str) -> Result<(), Fault> {
        self.lines.push(line.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
