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
use tantivy::postings::SegmentPostings;
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
/// the library, or was taken out.
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
        let mut found = Found::among(self.articles);
        found.take(self.missing.iter().map(|&article| (article, 0)));
        for part in &self.parts {
            match &cover {
                Cover::One(gram) => part.take_one(self.fields.ones, *gram, &mut found),
                Cover::Pairs(pairs) => match pairs.as_slice() {
                    [gram] => part.take_one(self.fields.pairs, *gram, &mut found),
                    grams => part.take_common(self.fields.pairs, grams, &mut found),
                },
            }
            .ok()?;
        }
        Some(found.into_order())
    }
}

impl Part {
    /// The documents that stand in the list of a gram, block by block.
    fn take_one(&self, field: Field, gram: Gram, found: &mut Found) -> tantivy::Result<()> {
        let list = self.reader.inverted_index(field)?;
        let list = list.read_block_postings(&term(field, gram), IndexRecordOption::WithFreqs)?;
        let Some(mut list) = list else { return Ok(()) };
        let counts = counts_of(gram);
        found.expect(list.doc_freq() as usize);
        while !list.docs().is_empty() {
            let counted = list.docs().iter().zip(list.freqs());
            found.take(counted.filter_map(|(&doc, &freq)| {
                Some((self.article(doc)?, if counts == Counts::Hits { freq } else { 0 }))
            }));
            list.advance();
        }
        Ok(())
    }

    /// The documents that stand in all lists: the shortest leads, the others skip to where it is.
    fn take_common(&self, field: Field, grams: &[Gram], found: &mut Found) -> tantivy::Result<()> {
        let index = self.reader.inverted_index(field)?;
        let mut lists: Vec<SegmentPostings> = Vec::new();
        for &gram in grams {
            match index.read_postings(&term(field, gram), IndexRecordOption::Basic)? {
                Some(list) => lists.push(list),
                None => return Ok(()),
            }
        }
        lists.sort_by_key(DocSet::size_hint);
        let Some((shortest, others)) = lists.split_first_mut() else { return Ok(()) };
        found.expect(shortest.size_hint() as usize);
        let mut doc = shortest.doc();
        'next: while doc != TERMINATED {
            for list in &mut *others {
                let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
                if at != doc {
                    doc = shortest.seek(at);
                    continue 'next;
                }
            }
            found.take(self.article(doc).map(|article| (article, 0)));
            doc = shortest.advance();
        }
        Ok(())
    }

    /// Which article a document is, if it is one of the library. What is gone keeps its postings
    /// until its part of the index is written anew.
    fn article(&self, doc: DocId) -> Option<u32> {
        self.articles.get(doc as usize).copied().filter(|&article| article != u32::MAX)
    }
}

fn term(field: Field, gram: Gram) -> Term {
    Term::from_field_text(field, &gram.chars().collect::<String>())
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
fn counts_of(gram: Gram) -> Counts {
    let mut chars = gram.chars();
    if chars.next() == chars.next() { Counts::Grams } else { Counts::Hits }
}

/// Articles that were found, part by part, and how often; 0 where that is not known.
struct Found {
    /// Few are listed as they come.
    few: Vec<(u32, u32)>,
    /// Many are marked in a row of all articles, each with one more than its count: to walk along it
    /// takes no longer than to sort them. Empty as long as they are few.
    marks: Vec<u32>,
    all: usize,
}

impl Found {
    /// Fewer than one in so many articles are few.
    const FEW: usize = 64;

    /// Nothing as yet, among so many articles.
    const fn among(all: usize) -> Self {
        Self { few: Vec::new(), marks: Vec::new(), all }
    }

    /// Makes ready for so many more, or less.
    fn expect(&mut self, more: usize) {
        if self.marks.is_empty() && (self.few.len() + more) * Self::FEW > self.all {
            self.marks = vec![0; self.all];
            let few = std::mem::take(&mut self.few);
            self.take(few);
        }
    }

    fn take(&mut self, counted: impl IntoIterator<Item = (u32, u32)>) {
        if self.marks.is_empty() {
            return self.few.extend(counted);
        }
        for (article, count) in counted {
            if let Some(mark) = self.marks.get_mut(article as usize) {
                *mark = count.saturating_add(1);
            }
        }
    }

    fn into_order(mut self) -> Candidates {
        if self.marks.is_empty() {
            self.few.sort_unstable();
            let (articles, counts) = self.few.into_iter().unzip();
            return Candidates { articles, counts };
        }
        let found = self.marks.iter().map(|&mark| usize::from(mark > 0)).sum();
        let (mut articles, mut counts) = (vec![0; found + 1], vec![0; found + 1]);
        let mut next = 0;
        for (article, mark) in (0..).zip(self.marks) {
            // Written over where it is not one of them: half of them are, and none could guess which.
            (articles[next], counts[next]) = (article, mark.wrapping_sub(1));
            next += usize::from(mark > 0);
        }
        articles.truncate(found);
        counts.truncate(found);
        Candidates { articles, counts }
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
