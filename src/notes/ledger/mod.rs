//! All marks side by side, ready to be narrowed and put in order as one types. In come marks and
//! where they are, out come the numbers of those that a query asks for. Refuses to know which of them
//! are on the screen, and how they are saved.
//!
//! A mark keeps its number as long as the ledger lives, deleted or not, so that what is chosen stays
//! chosen. What many keys would compute anew is kept beside it: its folded words, when it was made,
//! its tags and colour as numbers.

mod order;
mod sheet;
mod sift;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::log::{Mark, Notebook};
use super::places::Whereabouts;
use super::record::Kind;
use crate::article::ArticleId;
use crate::index::{Sound, State, day_of};
use crate::text::Clean;
use crate::text::fold::fold;
pub use order::Order;
use sheet::Sheet;
pub use sift::Facts;

/// About what tags and the ends of fields add to the words of a mark, in bytes.
const LINE_MORE: usize = 16;

/// All marks but the reading positions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
    by_id: FxHashMap<String, u32>,
    /// Quote, note and tags of each entry.
    words: Sheet,
    documents: Vec<Document>,
    by_article: FxHashMap<ArticleId, Vec<u32>>,
    /// The title of each document.
    titles: Sheet,
    /// Tags and colours, folded, each once.
    labels: Vec<String>,
    /// The numbers of labels, by each way in which they are written.
    by_label: FxHashMap<String, u32>,
    /// The labels of all entries, one after the other.
    labelled: Vec<u32>,
    /// Counts the changes.
    version: u64,
}

/// A mark.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    mark: Arc<Mark>,
    /// Whether it is not deleted.
    is_shown: bool,
    /// Its newest line among the words.
    line: u32,
    document: u32,
    /// When it was made, in digits: 20260102030405; 0 where the log does not say.
    made: u64,
    kind: Kind,
    has_note: bool,
    /// Its tags, a part of `labelled`.
    tags: Range<u32>,
    color: u32,
    place: Place,
}

/// Where a mark is, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// The index of its article in the library.
    article: Option<u32>,
    /// Where it begins there, in code points.
    start: u32,
    state: Option<State>,
}

/// An article that marks were made in, under one title.
#[derive(Clone, Debug, PartialEq)]
struct Document {
    title: Clean,
    path: Clean,
    article: ArticleId,
}

impl Ledger {
    /// The ledger of a notebook; 100,000 marks take a tenth of a second.
    pub fn of(notebook: &Notebook) -> Self {
        Self::beside(notebook, || Words::of(notebook))
    }

    /// The same, with [`Words::of`] this notebook asked for at the end: they may be made meanwhile.
    pub fn beside(notebook: &Notebook, words: impl FnOnce() -> Words) -> Self {
        Sound::prepare();
        let mut ledger = Self::default();
        // The colour of those that have none.
        ledger.label("");
        for (mark, line) in notebook.all().zip(0..) {
            ledger.enter(mark, line);
        }
        ledger.words = words().0;
        ledger
    }

    /// Takes in what a notebook says of these marks now.
    pub fn update<'a>(&mut self, notebook: &Notebook, ids: impl IntoIterator<Item = &'a str>) {
        for id in ids {
            match notebook.get(id).filter(|mark| mark.kind != Kind::Progress) {
                Some(mark) => self.write(mark),
                None => {
                    if let Some(entry) = self.entry_of(id) {
                        entry.is_shown = false;
                        self.version += 1;
                    }
                }
            }
        }
    }

    /// Takes in where a mark is; `None` where that is not known.
    pub fn place(&mut self, id: &str, whereabouts: Option<&Whereabouts>) {
        self.version += 1;
        if let Some(entry) = self.entry_of(id) {
            entry.place = Place::of(&entry.mark, whereabouts);
        }
    }

    /// Forgets where all marks are.
    pub fn forget_places(&mut self) {
        self.version += 1;
        for entry in &mut self.entries {
            entry.place = Place::of(&entry.mark, None);
        }
    }

    /// A number that is another one once anything has changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The mark of a number, unless it is deleted.
    pub fn mark(&self, number: u32) -> Option<&Arc<Mark>> {
        let entry = self.entries.get(number as usize)?;
        entry.is_shown.then_some(&entry.mark)
    }

    /// How many numbers there are, of deleted marks too.
    pub fn numbers(&self) -> usize {
        self.entries.len()
    }

    /// The article that a mark is in, by its index in the library, where that is known.
    pub fn article(&self, number: u32) -> Option<usize> {
        self.entries.get(number as usize)?.place.article.map(|index| index as usize)
    }

    fn entry_of(&mut self, id: &str) -> Option<&mut Entry> {
        let number = *self.by_id.get(id)?;
        self.entries.get_mut(number as usize)
    }

    fn write(&mut self, mark: &Arc<Mark>) {
        let number = self.by_id.get(&mark.id).copied().unwrap_or(self.entries.len() as u32);
        let line = self.words.push(number, fields(mark));
        self.enter(mark, line);
    }

    /// Takes in a mark whose words are, or will be, in this line.
    fn enter(&mut self, mark: &Arc<Mark>, line: u32) {
        self.version += 1;
        let number = match self.by_id.get(&mark.id) {
            Some(&number) => number,
            None => {
                let number = self.entries.len() as u32;
                self.by_id.insert(mark.id.clone(), number);
                number
            }
        };
        let before = self.entries.get(number as usize).map(|entry| entry.place);
        let entry = Entry {
            is_shown: true,
            line,
            document: self.document(mark),
            made: digits(&mark.created),
            kind: mark.kind,
            has_note: !mark.note.trim().is_empty(),
            tags: self.tags(mark),
            color: self.label(&mark.color),
            place: before.unwrap_or_else(|| Place::of(mark, None)),
            mark: Arc::clone(mark),
        };
        match self.entries.get_mut(number as usize) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    fn document(&mut self, mark: &Mark) -> u32 {
        let of_article = self.by_article.entry(mark.document.article).or_default();
        let is_it = |&&number: &&u32| {
            let document = &self.documents[number as usize];
            (&document.title, &document.path) == (&mark.document.title, &mark.document.path)
        };
        if let Some(&known) = of_article.iter().find(is_it) {
            return known;
        }
        let number = self.documents.len() as u32;
        of_article.push(number);
        let super::record::Document { article, title, path } = mark.document.clone();
        self.titles.push(number, [title.as_str()]);
        self.documents.push(Document { title, path, article });
        number
    }

    fn tags(&mut self, mark: &Mark) -> Range<u32> {
        let start = self.labelled.len() as u32;
        for tag in &mark.tags {
            let label = self.label(tag);
            self.labelled.push(label);
        }
        start..self.labelled.len() as u32
    }

    /// The number of a tag or colour.
    fn label(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.by_label.get(text) {
            return known;
        }
        let folded = fold(text);
        let number = match self.by_label.get(&folded) {
            Some(&known) => known,
            None => {
                self.labels.push(folded.clone());
                self.labels.len() as u32 - 1
            }
        };
        self.by_label.insert(text.to_owned(), number);
        self.by_label.insert(folded, number);
        number
    }
}

/// The folded words of all marks of a notebook.
pub struct Words(Sheet);

impl Words {
    /// The words of this notebook.
    pub fn of(notebook: &Notebook) -> Self {
        let texts = notebook.all().map(|mark| mark.words().len() + mark.note.len() + LINE_MORE);
        let mut words = Sheet::default();
        words.reserve(texts.sum());
        for (mark, number) in notebook.all().zip(0..) {
            words.push(number, fields(mark));
        }
        Self(words)
    }
}

/// What of a mark is looked through.
fn fields(mark: &Mark) -> impl Iterator<Item = &str> {
    let lines = mark.words().lines().chain(mark.note.lines());
    lines.chain(mark.tags.iter().map(Clean::as_str))
}

impl Place {
    fn of(mark: &Mark, whereabouts: Option<&Whereabouts>) -> Self {
        let stored = mark.selector.start;
        let start = match whereabouts {
            Some(Whereabouts::Sought { found, .. }) => found.range().map_or(stored, |at| at.start),
            _ => stored,
        };
        let article = whereabouts.and_then(Whereabouts::article).map(|index| index as u32);
        Self { article, start, state: whereabouts.map(Whereabouts::state) }
    }
}

impl Entry {
    /// The day on which it was made, as [`day_of`] has it.
    fn day(&self) -> u32 {
        (self.made / 1_000_000) as u32
    }
}

/// A time in RFC 3339 as a number that grows with it, to the second.
fn digits(time: &str) -> u64 {
    let Some(day) = time.get(..10).and_then(day_of) else { return 0 };
    let digits = time[10..].bytes().take(9).filter(u8::is_ascii_digit);
    let clock = digits.fold(0, |clock, digit| clock * 10 + u64::from(digit - b'0'));
    u64::from(day) * 1_000_000 + clock
}

#[cfg(test)]
mod tests;
