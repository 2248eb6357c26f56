//! The journal of notes. In come whole lines, out come the segments of all sessions. Refuses to
//! know what the lines say.
//!
//! Each session appends to a file of its own, so no lock is needed and network file systems and
//! sync tools do no harm. A line is acknowledged only when it has been written and synced.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::FlockOperation;

use super::pieces::read_all;
use super::{Attic, Extents, Fault, Follower, Piece};

/// What the files of the log end in.
pub(super) const EXTENSION: &str = "jsonl";

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
    /// How many bytes there are to read, about, told without reading them.
    fn size(&self) -> u64;

    /// Reads the segments of all sessions, by name, and hands their lines over in pieces. Tells how far
    /// each was read, and what could not be.
    fn read(&self, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>);

    /// Appends lines, given without their ends, in one go. `Ok` means that all are on the disk. After
    /// an error the same lines may be appended again.
    fn append_all(&mut self, lines: &[&str]) -> Result<(), Fault>;

    /// Appends one line.
    fn append(&mut self, line: &str) -> Result<(), Fault> {
        self.append_all(&[line])
    }

    /// Follows what other sessions write beyond what was `read`; `None` where there are no others.
    fn follow(&self, read: Extents) -> Option<Follower>;

    /// What keeps it in order; `None` where nothing lasts.
    fn attic(&self) -> Option<Attic>;
}

/// A journal in a directory.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
    segment: PathBuf,
    /// Where copies of it are laid by.
    copies: Option<PathBuf>,
    /// Holds the lock that says that the session is not over.
    alive: Option<Arc<File>>,
}

impl Directory {
    /// The journal in `path`, as the session of this name writes it; see [`super::session_name`].
    /// Copies of it are laid into `copies`. Nothing is created before the first line.
    pub fn new(path: PathBuf, copies: Option<PathBuf>, session: &str) -> Self {
        let segment = path.join(format!("{session}.{EXTENSION}"));
        Self { path, segment, copies, alive: None }
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

    /// Opens the segment anew each time: it may have been moved away since, and lines written to a
    /// file without a name would be lost. Many lines wait for the disk once.
    fn write(&mut self, lines: &[&str]) -> io::Result<()> {
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
        if self.alive.is_none() || length == 0 {
            self.alive = locked(&self.segment).map(Arc::new);
        }
        let guard = if ends_in_newline(&mut file, length)? { "" } else { "\n" };
        let whole = format!("{guard}{}\n", lines.join("\n"));
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
    fn size(&self) -> u64 {
        let (segments, _) = segment_paths(&self.path);
        let sizes = segments.iter().filter_map(|(_, path)| fs::metadata(path).ok());
        sizes.map(|metadata| metadata.len()).sum()
    }

    fn read(&self, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>) {
        read_all(&self.path, take)
    }

    fn append_all(&mut self, lines: &[&str]) -> Result<(), Fault> {
        if lines.iter().any(|line| line.contains('\n')) {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "a record must be one line");
            return Err(self.fault(&error));
        }
        if lines.is_empty() {
            return Ok(());
        }
        self.write(lines).map_err(|error| self.fault(&error))
    }

    fn follow(&self, read: Extents) -> Option<Follower> {
        let own = self.segment.file_name()?.to_string_lossy().into_owned();
        Some(Follower::new(&self.path, own, read))
    }

    fn attic(&self) -> Option<Attic> {
        Some(Attic::new(self.path.clone(), self.copies.clone()))
    }
}

/// The names and paths of the segments in a folder, by name, and what kept others from being
/// listed. A folder that is not there has none.
pub(super) fn segment_paths(folder: &Path) -> (Vec<(String, PathBuf)>, Vec<io::Error>) {
    let (mut paths, mut errors) = (Vec::new(), Vec::new());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (paths, errors),
        Err(error) => return (paths, vec![error]),
    };
    for entry in entries {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with('.') && path.extension().is_some_and(|end| end == EXTENSION) {
                    paths.push((name, path));
                }
            }
            Err(error) => errors.push(error),
        }
    }
    paths.sort_unstable();
    (paths, errors)
}

/// A lock on the segment, which the kernel frees when the process ends, however it ends. A file
/// system without locks has none, and nobody there takes a session for over by them.
fn locked(segment: &Path) -> Option<File> {
    let file = File::open(segment).ok()?;
    rustix::fs::flock(&file, FlockOperation::NonBlockingLockShared).ok()?;
    Some(file)
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
pub(super) fn create_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), sync_directory)
}

/// Makes a new name in a directory last. Some file systems cannot, and then nothing can be done.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
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

pub(super) fn not_regular() -> io::Error {
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
    fn size(&self) -> u64 {
        let others = self.others.iter().map(|segment| segment.bytes.len());
        others.chain(self.lines.iter().map(|line| line.len() + 1)).sum::<usize>() as u64
    }

    fn read(&self, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>) {
        let own = self.lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
        let own = Piece { segment: format!("memory.{EXTENSION}").into(), bytes: own };
        let others = self.others.iter().map(|Segment { name, bytes }| Piece {
            segment: name.as_str().into(),
            bytes: bytes.clone(),
        });
        others.chain([own]).for_each(take);
        (Extents::new(), Vec::new())
    }

    fn append_all(&mut self, lines: &[&str]) -> Result<(), Fault> {
        self.lines.extend(lines.iter().map(|&line| line.to_owned()));
        Ok(())
    }

    fn follow(&self, _: Extents) -> Option<Follower> {
        None
    }

    fn attic(&self) -> Option<Attic> {
        None
    }
}

#[cfg(test)]
mod tests;
