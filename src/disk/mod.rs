//! The only door to files. In come paths, out come lists of files, bytes, and faults that say in
//! one sentence what went wrong. Knows nothing of text, encodings or formats.

pub mod archive;
pub mod cache;
mod dir;
mod fault;
mod inflate;
mod memory;
pub mod output;
mod reader;
mod runs;
pub mod store;
pub mod tool;
mod unpacked;

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archive::Member;
pub use dir::Folders;
pub use fault::Fault;
pub use memory::Memory;
pub use reader::Reader;
pub use runs::{Run, Runs};
use tool::Tool;
pub use unpacked::Unpacked;

/// The first of `roots` that is not there, so that a misspelt path is told at once.
pub fn missing(roots: &[PathBuf]) -> Option<Fault> {
    roots
        .iter()
        .find(|root| std::fs::symlink_metadata(root).is_err())
        .map(|root| Fault::missing(root))
}

/// Where the files of a library lie.
pub trait Disk: Send + Sync {
    /// Lists the files at and below `roots`, in the order in which they are to be read. What
    /// cannot be listed is a fault; the rest is listed all the same.
    fn list(&self, roots: &[PathBuf]) -> Listing;

    /// Reads the whole of a file.
    fn read(&self, entry: &Entry) -> Result<Vec<u8>, Fault>;

    /// Opens a file to be read in parts.
    fn open(&self, path: &Path) -> Result<Reader, Fault>;

    /// Opens a file to be read in runs of whole lines; `None` where it is short, lies in an archive,
    /// or cannot be opened.
    fn runs(&self, entry: &Entry) -> Option<Runs> {
        let reader = entry.member.is_none().then(|| self.open(&entry.path))?.ok()?;
        Runs::new(reader, &entry.path)
    }

    /// What tells a file from a later state of it, and of an archive all that is in it; `None`
    /// where there is nothing to tell it by.
    fn stamp(&self, _entry: &Entry) -> Option<Stamp> {
        None
    }

    /// Sends bytes through a program and gives what it wrote; `None` where the disk has no
    /// programs, the program is not there, or it failed.
    fn pipe(&self, _tool: &Tool, _input: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// What a file is known by that was read before: who changes it changes this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was written last, in nanoseconds since 1970.
    pub modified_ns: u64,
    /// Its number on its file system, which it keeps when it is renamed.
    pub inode: u64,
}

/// What lies at and below the roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files, each once.
    pub files: Vec<Entry>,
    /// What could not be listed.
    pub faults: Vec<Fault>,
}

/// A file that may be read. Its name may hold anything but NUL; it is shown cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path as it was given, or the given folder's path with the way down to the file.
    pub path: PathBuf,
    /// The root that it was found under; the path itself where the file was given by name.
    pub root: Arc<Path>,
    /// The folder it lies in: the way down from the root, or the root's own name.
    pub folder: Arc<OsString>,
    /// Where it lies in an archive; its path is then the archive's path and its name in there.
    pub member: Option<Member>,
}

impl Entry {
    /// A file by its path alone, to be read.
    pub fn given(path: &Path) -> Self {
        Self { path: path.into(), root: path.into(), folder: Arc::default(), member: None }
    }

    /// The name of the file; of the file inside where it is compressed as `.gz`.
    pub fn name(&self) -> &OsStr {
        let name = self.path.file_name().unwrap_or_default();
        let bytes = name.as_bytes();
        match bytes.len().checked_sub(".gz".len()).map(|at| bytes.split_at(at)) {
            Some((name, ending)) if !name.is_empty() && ending.eq_ignore_ascii_case(b".gz") => {
                OsStr::from_bytes(name)
            }
            _ => name,
        }
    }

    /// Whether the reader named this very file, so that it is to be read whatever it is called.
    pub fn is_given(&self) -> bool {
        self.path == *self.root
    }
}
