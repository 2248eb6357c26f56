//! The folder in which tantivy keeps the grams of a large library, beside its packs: opened, told
//! of, removed. Refuses to know what is in its files.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};

use super::{Cache, NoWriter, bytes_of, cannot_write, lock};
use crate::disk::Fault;

const GRAMS: &str = "grams";

impl Cache {
    /// The folder of the grams, to be read or, by one process at a time, written; `None` where
    /// there is none.
    pub fn grams(&self) -> Option<MmapDirectory> {
        MmapDirectory::open(self.path.join(GRAMS)).ok()
    }

    /// The folder of the grams, made where there is none.
    pub fn make_grams(&self) -> Result<MmapDirectory, Fault> {
        let path = self.path.join(GRAMS);
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&path);
        let opened = made.and_then(|()| MmapDirectory::open(path).map_err(io::Error::other));
        opened.map_err(|error| cannot_write(&self.path, &error))
    }

    /// The bytes on the disk of the grams.
    pub fn grams_size(&self) -> u64 {
        bytes_of(grams_files(&self.path))
    }

    /// Removes the grams; gives how many bytes that freed.
    pub fn clear_grams(&self) -> Result<u64, NoWriter> {
        let folder = self.path.join(GRAMS);
        if !folder.is_dir() {
            return Ok(0);
        }
        let fault = |error: io::Error| NoWriter::Fault(cannot_write(&self.path, &error));
        // Held until all is gone: tantivy takes the same lock.
        let _lock = lock(&folder.join(&INDEX_WRITER_LOCK.filepath), &self.path)?;
        let freed = self.grams_size();
        for path in grams_files(&self.path) {
            fs::remove_file(path).map_err(fault)?;
        }
        // Not where the reader keeps other files beside.
        let _ = fs::remove_dir(folder);
        Ok(freed)
    }
}

/// The files of tantivy: of a segment, by its number of 32 hexadecimal digits, what names the
/// segments, and locks.
fn grams_files(path: &Path) -> impl Iterator<Item = PathBuf> {
    let items = fs::read_dir(path.join(GRAMS)).into_iter().flatten().filter_map(Result::ok);
    items.filter_map(|item| {
        let name = item.file_name().into_string().ok()?;
        let stem = name.split('.').next().unwrap_or_default();
        let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_its = is_segment || name == "meta.json" || name.starts_with('.');
        is_its.then(|| item.path())
    })
}
