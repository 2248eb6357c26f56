//! The collection. In come files, out comes a library: articles, each once, the sources they
//! belong to, and what could not be read and why. Refuses to know the screen and how it is loaded
//! over threads.

mod build;
mod concordance;
mod copies;
mod filter;
pub mod grams;
mod kept;
mod load;
mod sample;
mod sources;
mod table;
mod tally;

use std::borrow::Cow;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub use build::Builder;
pub use concordance::COLUMNS;
pub use kept::{Broken, FORMAT, Kept, Key, Known};
pub use load::{Loaded, Long, Options, Plan, Taken, open, plan, read_file, take_file};
pub use sample::sample;
pub use sources::Source;
pub use table::Sink;
pub use table::{File, Part, Place, Row};
use table::{Segment, Table};
use tally::Facets;
pub use tally::{Count, Span, Tally};

use grams::Indexed;

use crate::article::{Article, ArticleId};
use crate::disk::Fault;
use crate::index::{self, Corpus, Extent, Pairs};
use crate::text::{Clean, Shown, decode};

/// The collection as it was read. It never changes: a later state is another library, which
/// shares the bytes. Articles lie in the order of the files, and within a file in its order;
/// indices hold for this library alone, ids for all.
///
/// What lists show lies at hand as rows; an article itself is made from its bytes when it is asked
/// for, and the last few are remembered.
#[derive(Default)]
pub struct Library {
    table: Arc<Table>,
    segments: Vec<Arc<Segment>>,
    rows: Vec<RowEntry>,
    /// What the rows point into.
    also: Vec<Place>,
    copies: Vec<usize>,
    sources: Vec<Source>,
    skipped: Vec<Skipped>,
    /// Indices of the articles that are no copy of another.
    shown: Vec<usize>,
    /// Indices of articles in the order of their ids.
    by_id: Vec<usize>,
    recent: Mutex<Vec<(usize, Arc<Article>)>>,
    /// Whether bytes were met that are not what they were.
    damaged: AtomicBool,
    corpus: OnceLock<Arc<Corpus>>,
    /// The dates of all articles as numbers; 0 where there is none.
    days: OnceLock<Vec<u32>>,
    facets: OnceLock<Facets>,
    /// What finds literals in it faster than a scan, once it is there.
    indexed: OnceLock<Indexed>,
    /// None where it is too large.
    pairs: OnceLock<Option<Pairs>>,
    /// A folded string that was found nowhere; empty where none was looked for in vain.
    absent: Mutex<String>,
}

/// An article that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RowEntry {
    /// Which entry of the table.
    entry: u32,
    /// The row of the better copy; `u32::MAX` where there is none.
    copy_of: u32,
    /// Which of [`Library::copies`] and [`Library::also`].
    copies: (u32, u32),
    also: (u32, u32),
}

impl RowEntry {
    const fn has_no_copies(&self) -> bool {
        self.copy_of == u32::MAX && self.copies.0 == self.copies.1
    }
}

/// How many articles are remembered: as many as a screen of results shows, twice.
const RECENT_MAX: usize = 64;

/// A file or folder that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it lies.
    pub path: PathBuf,
    /// Why, in one sentence with the path in it.
    pub reason: Clean,
    /// What can be done about it.
    pub hint: Option<Cow<'static, str>>,
    /// What that hangs on.
    pub because: Because,
}

/// What it hangs on that a file was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// What is in it: as long as it is not changed, nothing is to be read in it.
    Content,
    /// Rights, devices, programs: another time it may be read.
    Circumstances,
}

impl Library {
    /// The number of articles.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The articles as lists show them, in the order of the files.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + DoubleEndedIterator {
        self.rows.iter().map(|listed| {
            // Every row is made for an entry.
            let entry = &self.table.entries[listed.entry as usize];
            Row { library: self, listed, entry }
        })
    }

    /// The article with this index as lists show it.
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let listed = self.rows.get(index)?;
        let entry = self.table.entries.get(listed.entry as usize)?;
        Some(Row { library: self, listed, entry })
    }

    /// The article with this index. Takes the time that copying its text takes; `None` too where
    /// its bytes are damaged.
    pub fn article(&self, index: usize) -> Option<Arc<Article>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let at = recent.iter().position(|(known, _)| *known == index);
        let article = match at {
            Some(at) => recent.remove(at).1,
            None => match self.restore(index) {
                Some(article) => Arc::new(article),
                None => {
                    self.damaged.fetch_or(index < self.rows.len(), Ordering::Relaxed);
                    return None;
                }
            },
        };
        recent.truncate(RECENT_MAX - 1);
        recent.insert(0, (index, Arc::clone(&article)));
        Some(article)
    }

    fn restore(&self, index: usize) -> Option<Article> {
        let entry = self.row(index)?.entry;
        let bytes = self.segments.get(entry.folded.segment as usize)?.packed_of(entry)?;
        Article::restore(bytes)
    }

    /// Whether these articles can be read: their bytes are what they were.
    pub fn are_whole(&self, mut indices: impl Iterator<Item = usize>) -> bool {
        let are_whole = indices.all(|index| {
            let entry = self.row(index).map(|row| row.entry);
            entry.is_none_or(|entry| {
                let segment = self.segments.get(entry.folded.segment as usize);
                segment.is_some_and(|segment| segment.packed_of(entry).is_some())
            })
        });
        self.damaged.fetch_or(!are_whole, Ordering::Relaxed);
        are_whole
    }

    /// Whether the folded text is what it was. Reads all of it the first time.
    pub fn is_sound(&self) -> bool {
        let is_sound = self.segments.iter().all(|segment| segment.is_sound());
        self.damaged.fetch_or(!is_sound, Ordering::Relaxed);
        is_sound
    }

    /// Whether bytes were met that are not what they were: it has to be made anew from its files.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// The names of the packs that it lies in; `None` where a part of it lies in memory alone.
    pub fn packs(&self) -> Option<Vec<&str>> {
        let names: Vec<&str> = self.segments.iter().map(|segment| segment.name.as_str()).collect();
        (!names.contains(&"")).then_some(names)
    }

    /// What is searched in an article: the title that was made for it, and its own folded text, each
    /// line closed. Empty where its bytes are damaged.
    pub fn folded(&self, index: usize) -> (&str, &str) {
        let entry = self.row(index).map(|row| row.entry);
        let text = entry.and_then(|entry| {
            let segment = self.segments.get(entry.folded.segment as usize)?;
            let text = std::str::from_utf8(segment.folded_of(entry)?).ok()?;
            text.split_at_checked(entry.folded.body as usize)
        });
        text.unwrap_or_default()
    }

    /// The folded text of all articles, for searching.
    pub fn corpus(&self) -> &Arc<Corpus> {
        self.corpus.get_or_init(|| {
            let texts = self.segments.iter().map(|segment| segment.folded.clone());
            let folded = self.rows().map(|row| row.entry.folded).collect();
            Arc::new(Corpus::new(texts, folded))
        })
    }

    fn days(&self) -> &[u32] {
        self.days.get_or_init(|| {
            let day = |row: Row<'_>| row.date().and_then(|date| index::day_of(date.as_str()));
            self.rows().map(|row| day(row).unwrap_or_default()).collect()
        })
    }

    /// Makes ready what the first search would wait for; it reads no text.
    pub fn prepare_search(&self) {
        self.corpus();
        self.days();
        self.facets();
    }

    /// Searches it with an index from now on; the first that comes stays.
    pub fn search_with(&self, indexed: Indexed) {
        // Else the first search would wait for them.
        self.prepare_search();
        self.corpus().gather_titles();
        let _ = self.indexed.set(indexed);
    }

    /// What it is searched with; `None` where it is scanned.
    pub fn indexed(&self) -> Option<&Indexed> {
        self.indexed.get()
    }

    /// Remembers that a folded string stands nowhere: while more is typed behind it, nothing is looked
    /// for.
    pub fn remember_absent(&self, literal: &str) {
        if !self.is_absent(literal) {
            literal.clone_into(&mut self.absent.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Whether it is known that a folded string stands nowhere: it holds one that does not.
    fn is_absent(&self, literal: &str) -> bool {
        let absent = self.absent.lock().unwrap_or_else(PoisonError::into_inner);
        !absent.is_empty() && literal.contains(absent.as_str())
    }

    /// The pairs of Han in the folded text; `None` where they are not gathered, or cannot be.
    pub fn pairs(&self) -> Option<&Pairs> {
        self.pairs.get()?.as_ref()
    }

    /// Gathers them where that is not done, a second for 100 MB; those of the titles alone where the
    /// text has more than `bytes_max` bytes.
    pub fn gather_pairs(&self, bytes_max: usize) {
        self.pairs.get_or_init(|| Pairs::of(self.corpus(), bytes_max));
    }

    /// Whether that was done.
    pub fn has_pairs(&self) -> bool {
        self.pairs.get().is_some()
    }

    /// Whether they were to be gathered and are too many, so that at most its titles are read as
    /// pinyin.
    pub fn has_too_many_pairs(&self) -> bool {
        let is_all = |pairs: &Pairs| pairs.extent() == Extent::All;
        self.pairs.get().is_some_and(|pairs| !pairs.as_ref().is_some_and(is_all))
    }

    /// The indices of the articles that are listed: all but those folded under a better copy.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The index of the copy that is listed for an article: its own where it is no copy.
    pub fn head_of(&self, index: usize) -> usize {
        self.row(index).and_then(|row| row.copy_of()).unwrap_or(index)
    }

    /// The indices of the article that is listed for this one, and of all its copies.
    pub fn copies_of(&self, index: usize) -> impl Iterator<Item = usize> {
        let head = self.head_of(index);
        let copies = self.row(head).map(|row| row.copies()).unwrap_or_default();
        std::iter::once(head).chain(copies.iter().copied())
    }

    /// Whether an article has copies or is one.
    pub fn has_copies(&self, id: ArticleId) -> bool {
        let row = self.by_id(id).and_then(|index| self.row(index));
        row.is_some_and(|row| row.copy_of().is_some() || !row.copies().is_empty())
    }

    /// The files that gave at least one article, in the order of the listing.
    pub fn files(&self) -> impl ExactSizeIterator<Item = File<'_>> {
        let table = &*self.table;
        table.files.iter().map(move |file| File { table, file })
    }

    /// The sources, in the order in which they were first met.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What was left out, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The index of the article with this id.
    pub fn by_id(&self, id: ArticleId) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&Some(id), |&index| self.id(index));
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
        let id = |index: usize| self.id(index);
        let from = self.by_id.partition_point(|&index| id(index) < Some(first));
        let to = self.by_id.partition_point(|&index| id(index) <= Some(last));
        &self.by_id[from..to]
    }

    /// The title of an article, the name of its file where it has none; empty beyond the end.
    pub fn title(&self, index: usize) -> Shown<'_> {
        let Some(row) = self.row(index) else { return Shown::default() };
        row.title().unwrap_or_else(|| row.file().name())
    }

    fn id(&self, index: usize) -> Option<ArticleId> {
        self.row(index).map(|row| row.id())
    }

    /// Where an entry of the table lies.
    fn place_of(&self, entry: usize) -> Place {
        let file = self.table.entries[entry].file as usize;
        let first = self.table.files[file].entries.0 as usize;
        Place { file, number: entry.saturating_sub(first) }
    }
}

impl PartialEq for Library {
    /// Whether both list the same articles, files and sources, wherever their bytes lie.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || self.rows().eq(other.rows())
                && self.files().eq(other.files())
                && self.sources == other.sources
                && self.skipped == other.skipped
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Library({} articles in {} files)", self.rows.len(), self.table.files.len())
    }
}

impl From<Fault> for Skipped {
    fn from(fault: Fault) -> Self {
        let mut sentence = fault.sentence;
        if fault.path.to_str().is_none() {
            // The disk does not know encodings: it could only show what is UTF-8 in the path.
            sentence = sentence.replace(&fault.path.display().to_string(), &shown(&fault.path));
        }
        let (path, reason) = (fault.path, Clean::line(&sentence));
        let hint = fault.hint.map(Cow::Borrowed);
        Self { path, reason, hint, because: Because::Circumstances }
    }
}

/// A path, or a part of one, fit to be shown.
pub fn shown(path: impl AsRef<Path>) -> Clean {
    Clean::line(&decode::name(path.as_ref().as_os_str().as_bytes()))
}

#[cfg(test)]
mod tests;
