//! What the articles of a library are counted by: columns, side by side in the order of the library.
//! Refuses to know what was found.

use std::collections::HashMap;

use super::super::sources::{full_date, name_of};
use super::super::{Library, RowEntry};
use crate::index::{Field, Found, name_key};
use crate::text::Clean;

/// What articles are counted by, so that nothing is looked up in a map or in several places: there
/// may be a million at each key that is typed.
#[derive(Debug)]
pub struct Facets {
    /// For each source, those that have nothing but copies last: its name, and the field of a query
    /// that asks for it.
    pub sources: Vec<(Clean, String)>,
    /// The months that there are, in order: year × 100 + month, 0 for none.
    pub months: Vec<u32>,
    /// For each article the index of the copy that is listed for it; [`ALONE`] where it has no
    /// copies and is none.
    heads: Vec<u32>,
    articles: Vec<Facet>,
}

/// What an article is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Which of the sources.
    pub source: u32,
    /// Which of the months.
    pub month: u32,
}

/// What has no head.
pub const ALONE: u32 = u32::MAX;

impl Facet {
    /// Of an article that is not in the library.
    pub const UNKNOWN: Self = Self { source: u32::MAX, month: u32::MAX };
}

impl Facets {
    /// What is said of all articles.
    pub fn of(library: &Library) -> Self {
        let (sources, of_each_source) = sources(library);
        let month = |date: &str| {
            let (year, month) = (date.get(..4)?.parse::<u32>(), date.get(5..7)?.parse::<u32>());
            Some(year.ok()? * 100 + month.ok()?)
        };
        let month = |row| full_date(row).and_then(month).unwrap_or_default();
        let of_each: Vec<u32> = library.rows().map(month).collect();
        let mut months = of_each.clone();
        months.sort_unstable();
        months.dedup();
        let facet = |(&source, month): (&u32, &u32)| Facet {
            source,
            month: months.binary_search(month).unwrap_or_default() as u32,
        };
        let articles = of_each_source.iter().zip(&of_each).map(facet).collect();
        let head = |(index, row): (usize, &RowEntry)| {
            if row.has_no_copies() { ALONE } else { library.head_of(index) as u32 }
        };
        let heads = library.rows.iter().enumerate().map(head).collect();
        Self { sources, months, heads, articles }
    }

    /// The copy that is listed for an article.
    pub fn head(&self, found: &Found) -> u32 {
        self.heads.get(found.index()).copied().unwrap_or(ALONE)
    }

    /// What an article is counted by.
    pub fn facet(&self, found: &Found) -> Facet {
        self.articles.get(found.index()).copied().unwrap_or(Facet::UNKNOWN)
    }
}

/// The sources by name, and which one each article says.
fn sources(library: &Library) -> (Vec<(Clean, String)>, Vec<u32>) {
    let mut of_each = vec![u32::MAX; library.len()];
    for (number, source) in (0..).zip(library.sources()) {
        for &index in &source.articles {
            of_each[index] = number;
        }
    }
    let names = library.sources().iter().map(|source| source.name.clone());
    let mut names: Vec<Clean> = names.collect();
    let mut numbers: HashMap<String, u32> =
        names.iter().map(|name| name_key(name)).zip(0..).collect();
    // The copies are in no list of sources.
    for (row, source) in library.rows().zip(&mut of_each).filter(|(_, source)| **source == u32::MAX)
    {
        let name = name_of(row);
        *source = *numbers.entry(name_key(name.as_str())).or_insert_with(|| {
            names.push(Clean::concat([name]));
            names.len() as u32 - 1
        });
    }
    let field = |name: Clean| (name.clone(), Field::Source.whole(&name));
    (names.into_iter().map(field).collect(), of_each)
}
