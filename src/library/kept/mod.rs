//! A library as it is kept beside its files. In comes a catalog, out come the library at once, and
//! later what of it still holds: of which files nothing has to be read again. Refuses to know where
//! the bytes lie.

mod catalog;
mod fixed;

use std::collections::{HashMap, HashSet};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

pub use catalog::{Broken, FORMAT, catalog};

use super::copies::Verdicts;
use super::{Library, Plan, Skipped};
use crate::article::Sketch;
use crate::disk::{Entry, Stamp};

/// What a catalog is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// The files and folders as they were given: they stand in the names of files.
    pub roots: Vec<PathBuf>,
    /// Where those lie.
    pub places: Vec<PathBuf>,
    /// How files were read: what the reader asked for, and what there was to read them with.
    pub reading: String,
    /// Which program turned them into articles.
    pub program: String,
}

impl Key {
    /// A name for the folder in which such a library is kept.
    pub fn name(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for place in &self.places {
            hasher.update(place.as_os_str().as_bytes());
            hasher.update(b"\0");
        }
        hasher.update(self.reading.as_bytes());
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// Whether both are of the same files, read alike, whoever read them.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        (&self.places, &self.reading) == (&other.places, &other.reading)
    }
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The number of the file in the library that was kept.
    Read(usize),
    /// The number among those in which nothing was to be read.
    Refused(usize),
}

/// A file in which nothing was to be read, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) stamp: Option<Stamp>,
    pub(super) skipped: Skipped,
}

/// What was kept of a library.
#[derive(Debug)]
pub struct Kept {
    /// What it is of.
    pub key: Key,
    /// The library as it was.
    pub library: Arc<Library>,
    /// One for each file of the library.
    pub(super) stamps: Vec<Option<Stamp>>,
    pub(super) refusals: Vec<Refusal>,
    /// What only a new state needs.
    rest: Bytes,
}

impl Kept {
    /// Reads a catalog; `pack` gives the bytes of the pack of a name.
    pub fn read(
        catalog: &Bytes,
        pack: &dyn Fn(&str) -> Option<(Bytes, Bytes)>,
    ) -> Result<Self, Broken> {
        catalog::read(catalog, pack)
    }

    /// What tells a catalog from others, without reading it.
    pub fn mark_of(catalog: &Bytes) -> Option<u32> {
        catalog::mark(catalog)
    }

    /// What is known of the files of a plan; `stamps` are those of its files as they lie now.
    pub fn compare(
        &self,
        plan: &Plan,
        roots: &[PathBuf],
        stamps: &[Option<Stamp>],
    ) -> Vec<Option<Known>> {
        let by_path = self.by_path();
        let mut known: Vec<Option<Known>> = Vec::with_capacity(plan.files.len());
        for (entry, stamp) in plan.files.iter().zip(stamps) {
            let same = by_path.get(self.path_of(entry, roots).as_path());
            let same = same.filter(|&&known| stamp.is_some() && self.stamp(known) == *stamp);
            known.push(same.copied());
        }
        self.find_renamed(plan, stamps, &mut known);
        known
    }

    /// Finds files again that are called otherwise now, but end alike: that tells their format. Of
    /// archives only the whole has a stamp.
    fn find_renamed(&self, plan: &Plan, stamps: &[Option<Stamp>], known: &mut [Option<Known>]) {
        let mut gone: HashMap<Stamp, Option<usize>> = HashMap::new();
        let taken: Vec<Known> = known.iter().flatten().copied().collect();
        let mut is_taken = vec![false; self.stamps.len()];
        for known in taken {
            if let Known::Read(file) = known {
                is_taken[file] = true;
            }
        }
        for (file, stamp) in self.stamps.iter().enumerate().filter(|(file, _)| !is_taken[*file]) {
            let Some(stamp) = *stamp else { continue };
            // Two files of one stamp are members of an archive, or links.
            gone.entry(stamp).and_modify(|one| *one = None).or_insert(Some(file));
        }
        if gone.is_empty() {
            return;
        }
        for ((entry, stamp), known) in plan.files.iter().zip(stamps).zip(known) {
            let (None, None, Some(stamp)) = (&entry.member, &known, stamp) else { continue };
            let Some(&Some(file)) = gone.get(stamp) else { continue };
            let was = self.library.table.files.get(file).map(|file| self.library.table.path(file));
            if was.is_some_and(|was| was.extension() == entry.path.extension()) {
                *known = Some(Known::Read(file));
                gone.insert(*stamp, None);
            }
        }
    }

    /// Whether the files are what they were: then the library is what it was.
    pub fn is_fresh(&self, plan: &Plan, roots: &[PathBuf], known: &[Option<Known>]) -> bool {
        let mut skipped = plan.skipped.clone();
        let (mut files, mut refusals) = (0, 0);
        for (known, entry) in known.iter().zip(&plan.files) {
            match known {
                Some(Known::Read(file)) if *file == files => {
                    let was = self.library.table.files.get(files);
                    if was.map(|was| self.library.table.path(was)) != Some(&*entry.path) {
                        return false;
                    }
                    files += 1;
                }
                Some(Known::Refused(number)) if *number == refusals => {
                    skipped.extend(self.refusals.get(refusals).map(|one| one.skipped.clone()));
                    refusals += 1;
                }
                _ => return false,
            }
        }
        roots == self.key.roots
            && (files, refusals) == (self.stamps.len(), self.refusals.len())
            && skipped == self.library.skipped
    }

    /// The bytes of all files that were read, as far as they are known.
    pub fn source_bytes(&self) -> u64 {
        let files = self.stamps.iter().flatten();
        let archives: HashSet<&Stamp> = files.collect();
        archives.iter().map(|stamp| stamp.bytes).sum()
    }

    /// How many files are not what they were, new or gone.
    pub fn stale(&self, known: &[Option<Known>]) -> usize {
        let missing = known.iter().filter(|known| known.is_none()).count();
        let found = known.len() - missing;
        missing + (self.stamps.len() + self.refusals.len()).saturating_sub(found + missing)
    }

    /// The sketches of all entries of the library, and which articles hold which.
    pub(super) fn rest(&self) -> Option<(Vec<Sketch>, Verdicts)> {
        catalog::read_rest(&self.rest, self.library.table.entries.len())
    }

    fn stamp(&self, known: Known) -> Option<Stamp> {
        match known {
            Known::Read(file) => self.stamps.get(file).copied().flatten(),
            Known::Refused(number) => self.refusals.get(number).and_then(|one| one.stamp),
        }
    }

    fn by_path(&self) -> HashMap<&Path, Known> {
        let table = &self.library.table;
        let read = table.files.iter().enumerate();
        let read = read.map(|(number, file)| (table.path(file), Known::Read(number)));
        let refused = self.refusals.iter().enumerate();
        let refused = refused.map(|(number, one)| (&*one.skipped.path, Known::Refused(number)));
        read.chain(refused).collect()
    }

    /// The path of a file as it would have been when the roots were given as they were then.
    fn path_of(&self, entry: &Entry, roots: &[PathBuf]) -> PathBuf {
        let number = roots.iter().position(|root| **root == *entry.root);
        let root = number.and_then(|number| self.key.roots.get(number));
        match (root, entry.path.strip_prefix(&entry.root)) {
            (Some(root), Ok(way)) if way == Path::new("") => root.clone(),
            (Some(root), Ok(way)) if *root != *entry.root => root.join(way),
            _ => entry.path.clone(),
        }
    }
}
