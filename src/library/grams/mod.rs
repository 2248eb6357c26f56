//! An index of the grams of a large library, kept by tantivy. In comes a literal, out come the
//! articles in which it stands; all else is asked of their text. Refuses to know where its files
//! lie, and never decides alone: articles that it does not hold are looked for without it.

mod build;
mod fields;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use tantivy::directory::Directory;
use tantivy::query::{EnableScoring, PhraseQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, Index, SegmentReader, TERMINATED, TantivyError};

#[cfg(test)]
use build::Update;
pub use build::update;
use fields::Fields;

use super::Library;
use crate::disk::Fault;
use crate::index::Engine;
use crate::index::grams::Cover;

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
    /// Those that it does not hold come with those in which the literal stands. `None` too where
    /// the index cannot be read.
    fn articles_with(&self, literal: &str) -> Option<Vec<u32>> {
        let Some(cover) = Cover::of(literal) else { return Some(Vec::new()) };
        let mut found = Found { articles: self.missing.clone(), all: self.articles };
        for part in &self.parts {
            part.find(&self.fields, &cover, &mut found).ok()?;
        }
        Some(found.into_order())
    }
}

impl Part {
    fn find(&self, fields: &Fields, cover: &Cover<'_>, found: &mut Found) -> tantivy::Result<()> {
        let term = |field, text: &str| Term::from_field_text(field, text);
        let query: Box<dyn Query> = match cover {
            Cover::One(one) => {
                Box::new(TermQuery::new(term(fields.ones, one), IndexRecordOption::Basic))
            }
            Cover::Pairs(pairs) => match pairs.as_slice() {
                [(_, pair)] => {
                    Box::new(TermQuery::new(term(fields.pairs, pair), IndexRecordOption::Basic))
                }
                pairs => {
                    let terms = pairs.iter().map(|&(at, pair)| (at, term(fields.pairs, pair)));
                    Box::new(PhraseQuery::new_with_offset(terms.collect()))
                }
            },
        };
        let schema = self.reader.schema();
        let weight = query.weight(EnableScoring::disabled_from_schema(schema))?;
        let mut docs = weight.scorer(&self.reader, 1.0)?;
        let mut doc = docs.doc();
        while doc != TERMINATED {
            if let Some(&article) = self.articles.get(doc as usize)
                && article != u32::MAX
            {
                found.articles.push(article);
            }
            doc = docs.advance();
        }
        Ok(())
    }
}

/// Articles that were found, part by part.
struct Found {
    articles: Vec<u32>,
    /// How many articles there are.
    all: usize,
}

impl Found {
    /// Sorts few; many are marked in a row of all, which takes no longer than to walk along it.
    fn into_order(mut self) -> Vec<u32> {
        const FEW: usize = 64;
        if self.articles.len() * FEW < self.all {
            self.articles.sort_unstable();
            return self.articles;
        }
        let mut is_found = vec![false; self.all];
        for article in self.articles {
            if let Some(mark) = is_found.get_mut(article as usize) {
                *mark = true;
            }
        }
        (0..).zip(is_found).filter(|&(_, is_found)| is_found).map(|(article, _)| article).collect()
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
