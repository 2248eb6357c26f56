//! The folder in which a library is kept ready to be opened: one catalog, and packs that it names.
//! In come bytes, out come bytes that lie in files. Refuses to know what they say.
//!
//! A crash at any point leaves the old state or the new one: packs only grow, the catalog is
//! replaced whole once they are on the disk, and what it does not name the next writer removes. One
//! process writes, known by a lock that the kernel frees when the process ends, however it ends;
//! others read what they opened and never wait.

mod grams;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use rustix::fs::{Access, FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use symbolic_common::ByteView;

use super::Fault;
use super::fault::reason;

const CATALOG: &str = "catalog";
/// The catalog while it is written.
const NEXT: &str = "catalog.next";
const LOCK: &str = "lock";
/// What was found out about all of it and would take long to find out again.
const ASIDE: &str = "names";
/// The same while it is written.
const ASIDE_NEXT: &str = "names.next";
/// What the two files of a pack end in: articles, and their folded text.
const PACKED: &str = "packed";
const FOLDED: &str = "folded";

/// The folder of one library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    path: PathBuf,
}

/// Why nothing can be written.
#[derive(Debug)]
pub enum NoWriter {
    /// Another process is writing.
    Busy,
    /// The folder cannot be written.
    Fault(Fault),
}

impl Cache {
    /// The library that is kept in `path`. Nothing is created before it is written.
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The catalog; `None` where there is none that can be read.
    pub fn catalog(&self) -> Option<Bytes> {
        map(&File::open(self.path.join(CATALOG)).ok()?)
    }

    /// The two files of a pack, articles and folded text; `None` where one is not there.
    pub fn pack(&self, name: &str) -> Option<(Bytes, Bytes)> {
        let open = |ending| map(&File::open(pack_path(&self.path, name, ending)).ok()?);
        Some((open(PACKED)?, open(FOLDED)?))
    }

    /// What was kept aside; `None` where there is nothing that can be read. It may be of another state
    /// of the library.
    pub fn aside(&self) -> Option<Bytes> {
        map(&File::open(self.path.join(ASIDE)).ok()?)
    }

    /// Keeps something aside of a library that is kept, in the place of what was. Where another
    /// process is writing, or it cannot be written, it is let be: it can be found out again.
    pub fn keep_aside(&self, bytes: &[u8]) {
        if self.catalog().is_some()
            && let Ok(_writer) = self.writer()
        {
            let next = self.path.join(ASIDE_NEXT);
            let kept =
                write_new(&next, bytes).and_then(|()| fs::rename(&next, self.path.join(ASIDE)));
            if kept.is_err() {
                let _ = fs::remove_file(next);
            }
        }
    }

    /// Whether nothing can be written there, as where a server offers it ready-made.
    pub fn is_read_only(&self) -> bool {
        let is_refused = |error: &Errno| *error != Errno::NOENT;
        let lock = self.path.join(LOCK);
        rustix::fs::access(&self.path, Access::WRITE_OK).is_err_and(|error| is_refused(&error))
            || rustix::fs::open(lock, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())
                .is_err_and(|error| is_refused(&error))
    }

    /// The right to write, which only one process has at a time.
    pub fn writer(&self) -> Result<Writer, NoWriter> {
        let fault = |error: io::Error| NoWriter::Fault(cannot_write(&self.path, &error));
        if !self.path.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path).map_err(fault)?;
        }
        Ok(Writer { path: self.path.clone(), _lock: lock(&self.path.join(LOCK), &self.path)? })
    }

    /// The bytes on the disk of all that is kept.
    pub fn size(&self) -> u64 {
        bytes_of(files(&self.path).map(|(path, _)| path)) + self.grams_size()
    }

    /// When the catalog was written, in seconds since 1970.
    pub fn written(&self) -> Option<u64> {
        let modified = fs::metadata(self.path.join(CATALOG)).ok()?.modified().ok()?;
        modified.duration_since(std::time::UNIX_EPOCH).ok().map(|since| since.as_secs())
    }
}

/// Writes a file whole, onto the disk.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Takes a lock that the kernel frees when the process ends.
fn lock(path: &Path, folder: &Path) -> Result<File, NoWriter> {
    let fault = |error: io::Error| NoWriter::Fault(cannot_write(folder, &error));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    let lock = options.open(path).map_err(fault)?;
    match rustix::fs::flock(&lock, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(lock),
        Err(Errno::WOULDBLOCK) => Err(NoWriter::Busy),
        Err(error) => Err(fault(error.into())),
    }
}

/// The folders below `path` in which libraries are kept.
pub fn all(path: &Path) -> Vec<Cache> {
    let folders = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    let mut folders: Vec<PathBuf> = folders
        .map(|folder| folder.path())
        .filter(|folder| folder.join(LOCK).is_file() || folder.join(CATALOG).is_file())
        .collect();
    folders.sort_unstable();
    folders.into_iter().map(Cache::at).collect()
}

/// The right to write into a cache; it ends with the value.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    _lock: File,
}

impl Writer {
    /// Begins a pack of a name that no other has.
    pub fn pack(&self) -> Result<Pack, Fault> {
        let name = ulid::Ulid::generate().to_string().to_lowercase();
        let create = |ending| {
            let path = pack_path(&self.path, &name, ending);
            let mut options = OpenOptions::new();
            options.read(true).append(true).create_new(true).mode(0o600);
            options.open(path).map(Arc::new).map_err(|error| cannot_write(&self.path, &error))
        };
        let (packed, folded) = (create(PACKED)?, create(FOLDED)?);
        Ok(Pack { folder: self.path.clone(), name, packed, folded })
    }

    /// Puts the catalog in the place of the old one, once all that it names is on the disk, and
    /// removes the packs that are not among `named`.
    pub fn publish(
        &self,
        catalog: &[u8],
        pack: Option<&Pack>,
        named: &[&str],
    ) -> Result<(), Fault> {
        self.replace(catalog, pack).map_err(|error| cannot_write(&self.path, &error))?;
        self.sweep(named);
        Ok(())
    }

    fn replace(&self, catalog: &[u8], pack: Option<&Pack>) -> io::Result<()> {
        if let Some(pack) = pack {
            pack.packed.sync_all()?;
            pack.folded.sync_all()?;
        }
        let next = self.path.join(NEXT);
        write_new(&next, catalog)?;
        fs::rename(&next, self.path.join(CATALOG))?;
        // Some file systems cannot sync a folder; the rename is in order all the same.
        let _ = File::open(&self.path).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Removes a pack that no catalog will name. Who has it open reads on.
    pub fn discard(&self, pack: &Pack) {
        for ending in [PACKED, FOLDED] {
            let _ = fs::remove_file(pack_path(&self.path, &pack.name, ending));
        }
    }

    /// Removes the packs that are not among `named`, and what an earlier writer left.
    pub fn sweep(&self, named: &[&str]) {
        for (path, name) in files(&self.path) {
            let is_pack = name.ends_with(PACKED) || name.ends_with(FOLDED);
            let is_named = name.split('.').next().is_some_and(|name| named.contains(&name));
            if [NEXT, ASIDE_NEXT].contains(&&*name) || is_pack && !is_named {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Removes all that is kept; gives how many bytes that freed.
    pub fn clear(self) -> Result<u64, Fault> {
        self.remove_all().map_err(|error| cannot_write(&self.path, &error))
    }

    fn remove_all(&self) -> io::Result<u64> {
        let mut freed = 0;
        // The catalog first: without it the rest is nothing.
        for pass in [CATALOG, ""] {
            for (path, name) in files(&self.path) {
                if pass.is_empty() || name == pass {
                    freed += fs::metadata(&path)?.len();
                    fs::remove_file(path)?;
                }
            }
        }
        // Not where the reader keeps other files beside.
        let _ = fs::remove_dir(&self.path);
        Ok(freed)
    }
}

/// The files of ours in a folder, and their names.
fn files(path: &Path) -> impl Iterator<Item = (PathBuf, String)> {
    let items = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    items.filter_map(|item| {
        let name = item.file_name().into_string().ok()?;
        let is_pack = name.rsplit_once('.').is_some_and(|(stem, ending)| {
            (ending == PACKED || ending == FOLDED) && ulid::Ulid::from_string(stem).is_ok()
        });
        let is_ours = is_pack || [CATALOG, NEXT, LOCK, ASIDE, ASIDE_NEXT].contains(&name.as_str());
        is_ours.then(|| (item.path(), name))
    })
}

fn bytes_of(paths: impl Iterator<Item = PathBuf>) -> u64 {
    paths.filter_map(|path| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum()
}

fn pack_path(folder: &Path, name: &str, ending: &str) -> PathBuf {
    folder.join(format!("{name}.{ending}"))
}

/// A pack that grows.
#[derive(Clone, Debug)]
pub struct Pack {
    folder: PathBuf,
    name: String,
    packed: Arc<File>,
    folded: Arc<File>,
}

impl Pack {
    /// What a catalog names it by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Appends to both files. After an error the end of either may be anything.
    pub fn append(&self, packed: &[u8], folded: &[u8]) -> Result<(), Fault> {
        let written = (&*self.packed).write_all(packed);
        let written = written.and_then(|()| (&*self.folded).write_all(folded));
        written.map_err(|error| cannot_write(&self.folder, &error))
    }

    /// What was appended so far; `None` where the system cannot map it.
    pub fn read(&self) -> Option<(Bytes, Bytes)> {
        Some((map(&self.packed)?, map(&self.folded)?))
    }
}

fn cannot_write(folder: &Path, error: &io::Error) -> Fault {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room for it",
        _ => "give another folder with --index-dir, or read without an index with --no-cache",
    };
    Fault::new("cannot write the index in", folder, &reason(error), Some(hint))
}

/// Maps a file: its pages are read when they are touched, shared by all who read it, and given
/// back when the memory is short.
fn map(file: &File) -> Option<Bytes> {
    if file.metadata().ok()?.len() == 0 {
        return Some(Bytes::new());
    }
    ByteView::map_file_ref(file).ok().map(Bytes::from_owner)
}

#[cfg(test)]
mod tests;
