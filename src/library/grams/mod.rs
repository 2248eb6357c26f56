//! An index of the grams of a large library, kept by tantivy. In comes a literal, out come the
//! articles in which all its grams stand, and how often up to two characters do; all else is asked
//! of their text. Refuses to know where its files lie, and never decides alone: articles that it
//! does not hold are looked for without it.

mod build;
mod fields;
mod segment;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use tantivy::directory::Directory;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Index, SegmentReader, TERMINATED, TantivyError};

#[cfg(test)]
use build::Update;
pub use build::update;
use fields::Fields;

use super::Library;
use crate::disk::Fault;
use crate::index::grams::{Cover, Gram};
use crate::index::{Candidates, Engine};

/// Why there is no index, or none that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Another process is writing it.
    Busy,
    /// It is damaged.
    Damaged,
    /// Another version of duben made it.
    Outdated,
    /// It could not be written.
    Unwritten(Fault),
}

/// An index that was opened for one state of a library.
pub struct Indexed {
    fields: Fields,
    parts: Vec<Part>,
    /// The articles that it does not hold, by index.
    missing: Vec<u32>,
    /// How many it holds that the library does not.
    gone: usize,
    articles: usize,
}

/// A part of the index, and which article each of its documents is; `u32::MAX` where it is none of
/// the library.
struct Part {
    reader: SegmentReader,
    articles: Vec<u32>,
}

/// Whether bytes are compared with what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// This process wrote them.
    Written,
    /// They come from elsewhere: all of them are read.
    Found,
}

impl Indexed {
    /// Opens the index in `directory` for a library. It may be of an older or a newer state of it.
    pub fn open(
        directory: Box<dyn Directory>,
        library: &Library,
        trust: Trust,
    ) -> Result<Self, Trouble> {
        let (index, fields) = fields::open_or_make(directory)?;
        if trust == Trust::Found && !index.validate_checksum()?.is_empty() {
            return Err(Trouble::Damaged);
        }
        let rows = library.rows().enumerate();
        let mut by_print: HashMap<u64, u32> =
            rows.map(|(index, row)| (row.entry.print, index as u32)).collect();
        let (mut parts, mut gone) = (Vec::new(), 0);
        for segment in index.searchable_segments()? {
            let reader = SegmentReader::open(&segment)?;
            let mut articles = vec![u32::MAX; reader.max_doc() as usize];
            let column = reader.fast_fields().u64("print")?;
            for doc in reader.doc_ids_alive() {
                let index = column.first(doc).and_then(|print| by_print.remove(&print));
                match (index, articles.get_mut(doc as usize)) {
                    (Some(index), Some(article)) => *article = index,
                    _ => gone += 1,
                }
            }
            parts.push(Part { reader, articles });
        }
        let mut missing: Vec<u32> = by_print.into_values().collect();
        missing.sort_unstable();
        Ok(Self { fields, parts, missing, gone, articles: library.len() })
    }

    /// Whether it holds all articles of the library, and no others.
    pub fn is_current(&self) -> bool {
        self.missing.is_empty() && self.gone == 0
    }

    /// How many articles of the library it does not hold.
    pub fn missing(&self) -> usize {
        self.missing.len()
    }
}

impl Engine for Indexed {
    /// Those that it does not hold come with those in which the literal may stand. `None` too where
    /// the index cannot be read.
    fn articles_with(&self, literal: &str) -> Option<Candidates> {
        let Some(cover) = Cover::of(literal) else { return Some(Candidates::default()) };
        let missing = self.missing.iter().map(|&article| (article, 0)).collect();
        let mut found = Found { counted: missing, all: self.articles };
        for part in &self.parts {
            part.find(&self.fields, &cover, &mut found).ok()?;
        }
        Some(found.into_order())
    }
}

impl Part {
    fn find(&self, fields: &Fields, cover: &Cover, found: &mut Found) -> tantivy::Result<()> {
        let (field, grams): (Field, &[Gram]) = match cover {
            Cover::One(one) => (fields.ones, std::slice::from_ref(one)),
            Cover::Pairs(pairs) => (fields.pairs, pairs),
        };
        let index = self.reader.inverted_index(field)?;
        let mut lists = Vec::new();
        for gram in grams {
            let term = Term::from_field_text(field, &gram.chars().collect::<String>());
            match index.read_postings(&term, IndexRecordOption::WithFreqs)? {
                Some(list) => lists.push(list),
                None => return Ok(()),
            }
        }
        match lists.as_mut_slice() {
            [list] => self.take_counted(list, counts_of(grams), found),
            lists => self.take_common(lists, found),
        }
        Ok(())
    }

    fn take_counted(&self, list: &mut SegmentPostings, counts: Counts, found: &mut Found) {
        let mut doc = list.doc();
        found.counted.reserve(list.size_hint() as usize);
        while doc != TERMINATED {
            self.take(doc, if counts == Counts::Hits { list.term_freq() } else { 0 }, found);
            doc = list.advance();
        }
    }

    /// The documents that stand in all lists: the shortest leads, the others skip to where it is.
    fn take_common(&self, lists: &mut [SegmentPostings], found: &mut Found) {
        lists.sort_by_key(DocSet::size_hint);
        let Some((shortest, others)) = lists.split_first_mut() else { return };
        let mut doc = shortest.doc();
        'next: while doc != TERMINATED {
            for list in &mut *others {
                let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
                if at != doc {
                    doc = shortest.seek(at);
                    continue 'next;
                }
            }
            self.take(doc, 0, found);
            doc = shortest.advance();
        }
    }

    fn take(&self, doc: DocId, count: u32, found: &mut Found) {
        if let Some(&article) = self.articles.get(doc as usize)
            && article != u32::MAX
            // What is gone keeps its postings until its part of the index is written anew.
            && !self.reader.alive_bitset().is_some_and(|alive| alive.is_deleted(doc))
        {
            found.counted.push((article, count));
        }
    }
}

/// What the counts of a list of documents are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// As many as there are hits.
    Hits,
    /// Perhaps more: of two characters that are alike two pairs stand in a row of three, and one
    /// hit.
    Grams,
}

/// Whether the one gram of a literal stands as often as the literal is hit.
fn counts_of(grams: &[Gram]) -> Counts {
    let mut chars = grams.iter().flat_map(|gram| gram.chars());
    if chars.next() == chars.next() { Counts::Grams } else { Counts::Hits }
}

/// Articles that were found, part by part, and how often; 0 where that is not known.
struct Found {
    counted: Vec<(u32, u32)>,
    /// How many articles there are.
    all: usize,
}

impl Found {
    /// Sorts few; many are marked in a row of all, which takes no longer than to walk along it.
    fn into_order(mut self) -> Candidates {
        const FEW: usize = 64;
        const ABSENT: u32 = u32::MAX;
        if self.counted.is_sorted() || self.counted.len() * FEW < self.all {
            self.counted.sort_unstable();
            let (articles, counts) = self.counted.into_iter().unzip();
            return Candidates { articles, counts };
        }
        let found = self.counted.len();
        let mut marks = vec![ABSENT; self.all];
        for (article, count) in self.counted {
            if let Some(mark) = marks.get_mut(article as usize) {
                *mark = count;
            }
        }
        let is_found = |&(_, count): &(u32, u32)| count != ABSENT;
        let mut candidates = Candidates::default();
        candidates.articles.reserve(found);
        candidates.counts.reserve(found);
        for (article, count) in (0..).zip(marks).filter(is_found) {
            candidates.articles.push(article);
            candidates.counts.push(count);
        }
        candidates
    }
}

/// The prints of all articles in an index.
fn prints_of(index: &Index) -> Result<HashSet<u64>, Trouble> {
    let mut prints = HashSet::new();
    for segment in index.searchable_segments()? {
        let reader = SegmentReader::open(&segment)?;
        let column = reader.fast_fields().u64("print")?;
        prints.extend(reader.doc_ids_alive().filter_map(|doc| column.first(doc)));
    }
    Ok(prints)
}

impl From<TantivyError> for Trouble {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(_) => Self::Damaged,
            TantivyError::IncompatibleIndex(_) | TantivyError::SchemaError(_) => Self::Outdated,
            error => {
                let hint = "search goes on without it; `duben index clear` removes it";
                let sentence = format!("cannot write the index: {error}");
                Self::Unwritten(Fault { path: PathBuf::new(), sentence, hint: Some(hint) })
            }
        }
    }
}

impl fmt::Debug for Indexed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Indexed({} of {} articles)", self.articles - self.missing.len(), self.articles)
    }
}

#[cfg(test)]
mod tests;
