//! Files that lie in memory: standard input, the built-in sample, tests. In come names and bytes,
//! out comes a disk that knows them and nothing else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Disk, Entry, Fault, Listing, Reader};

/// Named bytes, listed in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Vec<(PathBuf, Arc<[u8]>)>,
}

impl Memory {
    /// A disk that holds these files.
    pub fn new<P: Into<PathBuf>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        let file = |(path, bytes): (P, B)| (path.into(), Arc::from(bytes.into()));
        Self { files: files.into_iter().map(file).collect() }
    }
}

impl Disk for Memory {
    /// Without roots everything is listed, each file as if it had been given by name.
    fn list(&self, roots: &[PathBuf]) -> Listing {
        let mut listing = Listing::default();
        let paths = || self.files.iter().map(|(path, _)| path.as_path());
        if roots.is_empty() {
            listing.files.extend(paths().map(|path| entry(path, path)));
        }
        for root in roots {
            let before = listing.files.len();
            listing.files.extend(
                paths().filter(|path| path.starts_with(root)).map(|path| entry(path, root)),
            );
            if listing.files.len() == before {
                listing.faults.push(Fault::missing(root));
            }
        }
        listing
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>, Fault> {
        self.find(&entry.path).map(|bytes| bytes.to_vec())
    }

    fn open(&self, path: &Path) -> Result<Reader, Fault> {
        self.find(path).map(|bytes| Reader::of_bytes(Arc::clone(bytes)))
    }
}

impl Memory {
    fn find(&self, wanted: &Path) -> Result<&Arc<[u8]>, Fault> {
        let found = self.files.iter().find(|(path, _)| path == wanted);
        found.map(|(_, bytes)| bytes).ok_or_else(|| Fault::missing(wanted))
    }
}

fn entry(path: &Path, root: &Path) -> Entry {
    let folder = path.parent().and_then(|parent| parent.strip_prefix(root).ok());
    let folder = match folder {
        Some(below) if below != Path::new("") => below.as_os_str(),
        _ if path == root => path.parent().and_then(Path::file_name).unwrap_or_default(),
        _ => root.file_name().unwrap_or_default(),
    };
    let folder = Arc::new(OsString::from(folder));
    Entry { path: path.into(), root: root.into(), folder, member: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_choose_and_folders_are_named() {
        let disk = Memory::new([("报/甲.txt", "一"), ("报/三月/乙.txt", "二"), ("丙.txt", "三")]);
        let listed = |roots: &[&str]| {
            let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
            let listing = disk.list(&roots);
            let files: Vec<String> = listing
                .files
                .iter()
                .map(|e| format!("{} in {}", e.path.display(), e.folder.display()))
                .collect();
            (files.join("; "), listing.faults.len())
        };
        assert_eq!(listed(&["报"]), ("报/甲.txt in 报; 报/三月/乙.txt in 三月".to_owned(), 0));
        assert_eq!(listed(&["丙.txt", "丁"]), ("丙.txt in ".to_owned(), 1));
        assert_eq!(listed(&[]).0, "报/甲.txt in 报; 报/三月/乙.txt in 三月; 丙.txt in ");
    }

    #[test]
    fn reads_what_it_holds() {
        let disk = Memory::new([("甲.txt", "一")]);
        let listing = disk.list(&[]);
        assert_eq!(disk.read(&listing.files[0]), Ok("一".as_bytes().to_vec()));
        let other = Entry { path: "乙.txt".into(), ..listing.files[0].clone() };
        assert_eq!(disk.read(&other), Err(Fault::missing(Path::new("乙.txt"))));
    }
}
