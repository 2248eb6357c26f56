//! Archives as folders. In comes a disk, out comes one on which a .zip file is the files in it and
//! a gzip file is what it holds, and which has programs at hand. Members are read when asked for.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{Archive, Member, Reason};
use super::dir::{is_hidden, natural};
use super::tool::{Program, Tool};
use super::{Disk, Entry, Fault, Listing, Reader, Stamp, inflate};

/// A disk whose archives are open.
#[derive(Clone, Debug)]
pub struct Unpacked<D> {
    disk: D,
    /// The path of duben itself, which is a program too.
    own: Option<PathBuf>,
}

impl<D> Unpacked<D> {
    /// Opens the archives of `disk`. `own` is the path of the program that runs.
    pub fn new(disk: D, own: Option<PathBuf>) -> Self {
        Self { disk, own }
    }
}

impl<D: Disk> Disk for Unpacked<D> {
    fn list(&self, roots: &[PathBuf]) -> Listing {
        let Listing { files, faults } = self.disk.list(roots);
        let mut listing = Listing { files: Vec::with_capacity(files.len()), faults };
        for entry in files {
            match self.archive(&entry) {
                None => listing.files.push(entry),
                Some(Ok(archive)) => list_members(&entry, &archive, &mut listing),
                Some(Err(why)) => listing.faults.push(cannot_read(&entry.path, why)),
            }
        }
        listing
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>, Fault> {
        let bytes = match &entry.member {
            None => match self.disk.read(entry) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    return self.member(&entry.path).map_or(Err(fault), |m| self.read(&m));
                }
            },
            Some(member) => {
                let mut reader = self.disk.open(&member.path)?;
                let bytes = member.archive.read(member.index, &mut reader);
                bytes.map_err(|why| cannot_read(&entry.path, why))?
            }
        };
        if inflate::is_gzip(&bytes) {
            return inflate::gunzip(&bytes).map_err(|why| cannot_read(&entry.path, why));
        }
        Ok(bytes)
    }

    fn open(&self, path: &Path) -> Result<Reader, Fault> {
        self.disk.open(path)
    }

    fn stamp(&self, entry: &Entry) -> Option<Stamp> {
        self.disk.stamp(entry)
    }

    fn pipe(&self, tool: &Tool, input: &[u8]) -> Option<Vec<u8>> {
        let program = match tool.program {
            Program::Installed(name) => OsStr::new(name),
            Program::Own => self.own.as_ref()?.as_os_str(),
        };
        tool.pipe(program, input)
    }
}

impl<D: Disk> Unpacked<D> {
    /// The member of an archive that `path` alone means.
    fn member(&self, path: &Path) -> Option<Entry> {
        let archive = path.ancestors().skip(1).find(|above| has_ending(above, "zip"))?;
        let listing = self.list(&[archive.to_owned()]);
        listing.files.into_iter().find(|entry| entry.member.is_some() && entry.path == path)
    }

    /// The archive that a file is by its name and its first bytes; `None` where it is none.
    fn archive(&self, entry: &Entry) -> Option<Result<Archive, Reason>> {
        if !has_ending(&entry.path, "zip") {
            return None;
        }
        let mut reader = self.disk.open(&entry.path).ok()?;
        let mut first = [0; 2];
        std::io::Read::read_exact(&mut reader, &mut first).ok()?;
        (&first == b"PK").then(|| Archive::open(reader))
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

fn cannot_read(path: &Path, why: Reason) -> Fault {
    let hint = match why {
        _ if why.contains("encrypted") => Some("unpack it with its password first"),
        _ if why.contains("bomb") => Some("unpack it yourself if you trust it"),
        _ if why.contains("method") => Some("unpack it with the program that made it"),
        _ if why.contains("damaged") || why.contains("incomplete") || why.contains("short") => {
            Some("fetch or copy it again")
        }
        _ => None,
    };
    Fault::new("cannot read", path, why, hint)
}

/// Lists the files of an archive as those of a folder are listed: folder by folder, in natural
/// order, without what is hidden.
fn list_members(entry: &Entry, archive: &Archive, listing: &mut Listing) {
    let path: Arc<Path> = entry.path.as_path().into();
    let mut files: Vec<(PathBuf, usize)> = archive
        .files()
        .filter_map(|(index, name)| Some((path_of_member(&path, &name)?, index)))
        .collect();
    if files.is_empty() {
        let hint = Some("hidden files and links in it are left out");
        return listing.faults.push(Fault::new(
            "nothing to read in",
            &path,
            "the archive holds no files",
            hint,
        ));
    }
    files.sort_by(|a, b| {
        let parent = |path: &Path| path.parent().map(|p| p.as_os_str().to_owned());
        let by_folder =
            natural(&parent(&a.0).unwrap_or_default(), &parent(&b.0).unwrap_or_default());
        by_folder.then_with(|| natural(a.0.as_os_str(), b.0.as_os_str()))
    });
    let mut folders: HashSet<Arc<OsString>> = HashSet::new();
    for (file, index) in files {
        if has_ending(&file, "zip") {
            let why = "it is an archive inside an archive";
            let hint = Some("unpack the outer one first");
            listing.faults.push(Fault::new("cannot read", &file, why, hint));
            continue;
        }
        let folder = folder_of(entry, &file);
        let folder = folders.get(&folder).map_or_else(|| Arc::new(folder.clone()), Arc::clone);
        folders.insert(Arc::clone(&folder));
        let member = Member { path: Arc::clone(&path), archive: archive.clone(), index };
        let root = Arc::clone(&entry.root);
        listing.files.push(Entry { path: file, root, folder, member: Some(member) });
    }
}

/// The archive's path with the name of a member below it; `None` where it is hidden. The name is
/// taken apart and put together again: it leads nowhere, whatever it holds.
fn path_of_member(archive: &Path, name: &[u8]) -> Option<PathBuf> {
    let mut path = archive.as_os_str().as_bytes().to_vec();
    let mut is_named = false;
    for part in name.split(|&byte| byte == b'/') {
        if part.is_empty() || part == b"." || part == b".." {
            continue;
        }
        // What the Finder of macOS adds to every archive.
        if is_hidden(OsStr::from_bytes(part)) || part == b"__MACOSX" {
            return None;
        }
        path.push(b'/');
        path.extend_from_slice(part);
        is_named = true;
    }
    is_named.then(|| OsString::from_vec(path).into())
}

/// What a member gives as its folder: the way down from the root, or the root's own name.
fn folder_of(archive: &Entry, file: &Path) -> OsString {
    let folder = file.parent().unwrap_or(file);
    match folder.strip_prefix(&archive.root) {
        Ok(way) if way != Path::new("") => way.as_os_str().to_owned(),
        _ => archive.path.file_name().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
