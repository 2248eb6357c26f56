//! The real file system. In come paths given by the reader, out come the regular files at and
//! below them in natural order, and their bytes. Pipes, sockets and devices are never opened.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType, Metadata};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Mode, OFlags};

use super::{Disk, Entry, Fault, Listing, Reader, Stamp};

/// Folders and files by path. Hidden files and folders (`.git` among them) are passed over unless
/// they are given by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The largest file that is read, in bytes.
    pub largest_file: u64,
}

impl Default for Folders {
    fn default() -> Self {
        Self { largest_file: 1 << 30 }
    }
}

impl Disk for Folders {
    fn list(&self, roots: &[PathBuf]) -> Listing {
        let mut walk = Walk::default();
        for root in roots {
            walk.root(root);
        }
        walk.listing
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>, Fault> {
        let path = &entry.path;
        let (file, len) = open(path)?;
        if len > self.largest_file {
            return Err(self.too_large(path));
        }
        let bytes = self.read_all(file, len).map_err(|error| Fault::of_system(path, &error))?;
        if bytes.len() as u64 > self.largest_file {
            return Err(self.too_large(path));
        }
        Ok(bytes)
    }

    fn open(&self, path: &Path) -> Result<Reader, Fault> {
        open(path).map(|(file, _)| Reader::of_file(file))
    }

    fn stamp(&self, entry: &Entry) -> Option<Stamp> {
        let path = entry.member.as_ref().map_or(entry.path.as_path(), |member| &member.path);
        let known = fs::metadata(path).ok()?;
        let modified = known.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        let modified_ns = u64::try_from(modified.as_nanos()).ok()?;
        Some(Stamp { bytes: known.len(), modified_ns, inode: known.ino() })
    }
}

impl Folders {
    fn read_all(self, file: fs::File, len: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(len as usize).map_err(|_| io::ErrorKind::OutOfMemory)?;
        // It may grow while it is read, and some files claim to be empty and are not.
        file.take(self.largest_file.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn too_large(self, path: &Path) -> Fault {
        let why = format!("it is larger than {}", in_units(self.largest_file));
        Fault::new("cannot read", path, &why, Some("split it, or raise the limit for one file"))
    }
}

/// Opens a regular file, and gives its length in bytes.
fn open(path: &Path) -> Result<(fs::File, u64), Fault> {
    let fault = |error: io::Error| Fault::of_system(path, &error);
    // Asked before opening, as opening alone may rewind a tape or wake a writer.
    let known = fs::metadata(path).map_err(fault)?;
    if !known.is_file() {
        return Err(not_a_file(path, known.file_type()));
    }
    // The file may have been replaced by a pipe since it was asked about; then opening must
    // not wait for a writer, and no terminal may become ours.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::open(path, flags, Mode::empty());
    let file = fs::File::from(file.map_err(|error| fault(error.into()))?);
    let opened = file.metadata().map_err(fault)?;
    if !opened.is_file() {
        return Err(not_a_file(path, opened.file_type()));
    }
    Ok((file, opened.len()))
}

/// A folder to be listed.
struct Folder {
    path: PathBuf,
    root: Arc<Path>,
    /// What the files in it give as their folder.
    name: Arc<OsString>,
}

impl Folder {
    fn below(&self, path: PathBuf) -> Self {
        let way = path.strip_prefix(&self.root).unwrap_or(&path).as_os_str().to_owned();
        Self { path, root: Arc::clone(&self.root), name: Arc::new(way) }
    }
}

/// The state of one listing. Folders wait on a stack and not in calls, as they may lie ten
/// thousand deep.
#[derive(Default)]
struct Walk {
    listing: Listing,
    /// Device and inode of every folder listed: a loop of links is cut at its second round.
    folders: HashSet<(u64, u64)>,
    /// The same of files given by name, which are not listed again with their folder.
    given: HashSet<(u64, u64)>,
    waiting: Vec<Folder>,
    /// Folders behind links come last, so that a file has its own path where it has one.
    linked: Vec<Folder>,
}

impl Walk {
    fn root(&mut self, path: &Path) {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.fault(Fault::of_system(path, &error)),
        };
        if metadata.is_dir() {
            return self.root_folder(path);
        }
        if !metadata.is_file() {
            return self.fault(not_a_file(path, metadata.file_type()));
        }
        if self.given.insert(identity(&metadata)) {
            let folder = name_of(path.parent().filter(|p| *p != Path::new("")));
            let (path, root) = (path.into(), path.into());
            self.listing.files.push(Entry { path, root, folder, member: None });
        }
    }

    fn root_folder(&mut self, path: &Path) {
        let before = (self.listing.files.len(), self.listing.faults.len(), self.folders.len());
        let name = name_of(Some(path));
        self.waiting.push(Folder { path: path.into(), root: path.into(), name });
        while let Some(folder) = self.waiting.pop().or_else(|| self.linked.pop()) {
            if let Err(error) = self.folder(&folder) {
                self.fault(Fault::of_system(&folder.path, &error));
            }
        }
        let after = (self.listing.files.len(), self.listing.faults.len());
        if (before.0, before.1) == after && self.folders.len() > before.2 {
            self.fault(Fault::empty(path));
        }
    }

    /// Lists one folder: its files at once, its folders to wait in order.
    fn folder(&mut self, folder: &Folder) -> io::Result<()> {
        if !self.folders.insert(identity(&fs::metadata(&folder.path)?)) {
            return Ok(());
        }
        let mut names = Vec::new();
        for item in fs::read_dir(&folder.path)? {
            match item.and_then(|item| Ok((item.file_name(), item.file_type()?))) {
                Ok((name, kind)) if !is_hidden(&name) => names.push((name, kind)),
                Ok(_) => {}
                Err(error) => self.fault(Fault::of_system(&folder.path, &error)),
            }
        }
        names.sort_unstable_by(|a, b| natural(&a.0, &b.0));
        let (mut below, mut linked) = (Vec::new(), Vec::new());
        for (name, kind) in names {
            let path = folder.path.join(&name);
            if kind.is_dir() {
                below.push(folder.below(path));
            } else if kind.is_symlink() {
                linked.extend(self.link(folder, path));
            } else {
                self.file(folder, path, kind);
            }
        }
        // Both are taken from the end.
        self.waiting.extend(below.into_iter().rev());
        linked.reverse();
        linked.append(&mut self.linked);
        self.linked = linked;
        Ok(())
    }

    /// Follows a link: a file is listed here, a folder later.
    fn link(&mut self, folder: &Folder, path: PathBuf) -> Option<Folder> {
        match fs::metadata(&path) {
            Ok(target) if target.is_dir() => return Some(folder.below(path)),
            Ok(target) => self.file(folder, path, target.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let hint = Some("mend or remove the link");
                self.fault(Fault::new("cannot follow", &path, "the link leads nowhere", hint));
            }
            Err(error) => self.fault(Fault::of_system(&path, &error)),
        }
        None
    }

    fn file(&mut self, folder: &Folder, path: PathBuf, kind: FileType) {
        if !kind.is_file() {
            return self.fault(not_a_file(&path, kind));
        }
        let is_given = !self.given.is_empty()
            && fs::metadata(&path).is_ok_and(|known| self.given.contains(&identity(&known)));
        if !is_given {
            let (root, folder) = (Arc::clone(&folder.root), Arc::clone(&folder.name));
            self.listing.files.push(Entry { path, root, folder, member: None });
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.listing.faults.push(fault);
    }
}

/// The folder's own name, also where it was given as `.` or `..`; the working folder's where it
/// was not given at all.
fn name_of(folder: Option<&Path>) -> Arc<OsString> {
    let folder = folder.unwrap_or(Path::new("."));
    let name = folder.file_name().map(OsStr::to_owned).or_else(|| {
        folder.canonicalize().ok().and_then(|full| full.file_name().map(OsStr::to_owned))
    });
    Arc::new(name.unwrap_or_else(|| folder.as_os_str().to_owned()))
}

fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

/// Whether a name begins with a dot: such files are not for readers.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_bytes().first() == Some(&b'.')
}

fn not_a_file(path: &Path, kind: FileType) -> Fault {
    let why = match () {
        () if kind.is_fifo() => "it is a named pipe",
        () if kind.is_socket() => "it is a socket",
        () if kind.is_dir() => "it is a folder now",
        () => "it is a device",
    };
    Fault::new("cannot read", path, why, Some("only plain files are read"))
}

pub(super) fn in_units(bytes: u64) -> String {
    match bytes {
        0..0x400 => format!("{bytes} bytes"),
        0x400..0x10_0000 => format!("{} KiB", bytes >> 10),
        0x10_0000..0x4000_0000 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}

/// Compares names as a reader does: `2.txt` before `10.txt`, case only where nothing else tells
/// them apart. Total: different names are never equal.
pub(super) fn natural(a: &OsStr, b: &OsStr) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(&x), Some(&y)) = (left.first(), right.first()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (take_number(&mut left), take_number(&mut right));
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (left, right) = (&left[1..], &right[1..]);
            x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase())
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Takes the leading digits off `text` and gives them without their leading zeros.
fn take_number<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    *text = rest;
    &number[number.iter().position(|&digit| digit != b'0').unwrap_or(end)..]
}

#[cfg(test)]
mod tests;
