//! The collection. In come files, out comes a library: articles, each once, the sources they
//! belong to, and what could not be read and why. Refuses to know the screen and how it is loaded
//! over threads.

mod build;
mod copies;
mod filter;
mod likeness;
mod load;
mod sample;
mod sources;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use build::Builder;
pub use load::{Loaded, Options, Plan, open, plan, read_file};
pub use sample::sample;
pub use sources::Source;

use crate::article::{Article, ArticleId};
use crate::disk::Fault;
use crate::index::Results;
use crate::text::{Clean, Shown, decode};

/// The collection as it was read. It never changes: a later state is another library, which
/// shares the articles. Articles lie in the order of the files, and within a file in its order;
/// indices hold for this library alone, ids for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    articles: Vec<Placed>,
    files: Vec<Arc<File>>,
    sources: Vec<Source>,
    skipped: Vec<Skipped>,
    /// Indices of the articles that are no copy of another.
    shown: Vec<usize>,
    /// Indices of articles in the order of their ids.
    by_id: Vec<usize>,
}

/// An article and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The article.
    pub article: Arc<Article>,
    /// Where it was first met.
    pub place: Place,
    /// Where the same text lies again; it is listed once.
    pub also: Vec<Place>,
    /// The index of the better copy that it is folded under, which holds it whole or nearly.
    pub copy_of: Option<usize>,
    /// The indices of the copies that are folded under it.
    pub copies: Vec<usize>,
    /// What [`Library::title`] gives, folded: the picker looks through all of them at every key.
    folded_title: Arc<str>,
}

/// Where an article lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index in [`Library::files`].
    pub file: usize,
    /// Its number in the file, from 0.
    pub number: usize,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it lies.
    pub path: PathBuf,
    /// The path, fit to be shown.
    pub name: Clean,
    /// The folder it lies in, fit to be shown; see [`crate::disk::Entry::folder`].
    pub folder: Clean,
    /// How many lines were no article's.
    pub dropped_lines: usize,
    /// What the reader should know of it.
    pub warnings: Vec<Clean>,
}

/// A file or folder that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it lies.
    pub path: PathBuf,
    /// Why, in one sentence with the path in it.
    pub reason: Clean,
    /// What can be done about it.
    pub hint: Option<&'static str>,
}

impl Library {
    /// The articles, in the order of the files.
    pub fn articles(&self) -> &[Placed] {
        &self.articles
    }

    /// The indices of the articles that are listed: all but those folded under a better copy.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The index of the copy that is listed for an article: its own where it is no copy.
    pub fn head_of(&self, index: usize) -> usize {
        self.articles.get(index).and_then(|placed| placed.copy_of).unwrap_or(index)
    }

    /// Whether an article has copies or is one.
    pub fn has_copies(&self, id: ArticleId) -> bool {
        let placed = self.by_id(id).and_then(|index| self.articles.get(index));
        placed.is_some_and(|placed| placed.copy_of.is_some() || !placed.copies.is_empty())
    }

    /// The results of a search without those that say the same again: of an article and its copies
    /// the first found is listed, and another only where it holds more hits.
    pub fn without_copies(&self, mut results: Results) -> Results {
        let mut hits: HashMap<usize, usize> = HashMap::new();
        results.found.retain(|found| {
            let head = self.head_of(found.index);
            if head == found.index && self.articles.get(head).is_none_or(|a| a.copies.is_empty()) {
                return true;
            }
            match hits.entry(head) {
                Entry::Vacant(free) => {
                    free.insert(found.hits.len());
                    true
                }
                Entry::Occupied(mut most) if found.hits.len() > *most.get() => {
                    most.insert(found.hits.len());
                    true
                }
                Entry::Occupied(_) => false,
            }
        });
        results.total_hits = results.found.iter().map(|found| found.hits.len()).sum();
        results
    }

    /// The files that gave at least one article, in the order of the listing.
    pub fn files(&self) -> &[Arc<File>] {
        &self.files
    }

    /// The sources, in the order in which they were first met.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What was left out, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The article with this index.
    pub fn article(&self, index: usize) -> Option<&Arc<Article>> {
        self.articles.get(index).map(|placed| &placed.article)
    }

    /// The index of the article with this id.
    pub fn by_id(&self, id: ArticleId) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&id, |&index| self.articles[index].article.id);
        at.ok().map(|at| self.by_id[at])
    }

    /// The indices of the articles whose id begins with these hexadecimal digits, by id; none
    /// where `prefix` is empty or is no such number.
    pub fn by_prefix(&self, prefix: &str) -> &[usize] {
        let digits = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bound = |digit: &str| {
            let missing = 16_usize.checked_sub(prefix.len())?;
            ArticleId::parse(&(prefix.to_owned() + &digit.repeat(missing)))
        };
        let (true, Some(first), Some(last)) = (digits, bound("0"), bound("f")) else { return &[] };
        let id = |index: usize| self.articles[index].article.id;
        let from = self.by_id.partition_point(|&index| id(index) < first);
        let to = self.by_id.partition_point(|&index| id(index) <= last);
        &self.by_id[from..to]
    }

    /// The title of an article, the name of its file where it has none; empty beyond the end.
    pub fn title(&self, index: usize) -> Shown<'_> {
        let Some(placed) = self.articles.get(index) else { return Shown::default() };
        placed.article.title().unwrap_or_else(|| self.files[placed.place.file].name.shown())
    }

    /// The file that an article was first met in.
    pub fn file_of(&self, placed: &Placed) -> Option<&File> {
        self.files.get(placed.place.file).map(Arc::as_ref)
    }
}

impl From<Fault> for Skipped {
    fn from(fault: Fault) -> Self {
        let mut sentence = fault.sentence;
        if fault.path.to_str().is_none() {
            // The disk does not know encodings: it could only show what is UTF-8 in the path.
            sentence = sentence.replace(&fault.path.display().to_string(), &shown(&fault.path));
        }
        Self { path: fault.path, reason: Clean::line(&sentence), hint: fault.hint }
    }
}

/// A path, or a part of one, fit to be shown.
pub fn shown(path: impl AsRef<Path>) -> Clean {
    Clean::line(&decode::name(path.as_ref().as_os_str().as_bytes()))
}

#[cfg(test)]
mod tests;
