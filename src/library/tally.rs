//! The results of a search by source and by date. In come results, out come exact counts, each with
//! what narrows the query to it.

use std::collections::BTreeMap;

use super::sources::full_date;
use super::{Library, Source};
use crate::index::Results;
use crate::text::Clean;

/// How the hits of a search are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The sources, the one with the most hits first.
    pub sources: Vec<Share>,
    /// The years in their order, or the months where all lie in one year; those without a hit are
    /// left out.
    pub dates: Vec<Span>,
    /// What has no year.
    pub undated: Count,
}

/// Hits and the articles that they are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub hits: usize,
    pub articles: usize,
}

/// A source and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub name: Clean,
    /// The field of a query that asks for it.
    pub field: String,
    pub count: Count,
}

/// A year or a month and what was found in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub year: u16,
    /// 0 for a year.
    pub month: u8,
    pub count: Count,
}

impl Count {
    fn add(&mut self, hits: usize) {
        self.hits += hits;
        self.articles += 1;
    }
}

impl Span {
    /// The field of a query that asks for it.
    pub fn field(self) -> String {
        format!("date:{}", self.label())
    }

    /// `2023`, or `2023-05`.
    pub fn label(self) -> String {
        let Self { year, month, .. } = self;
        if month == 0 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
    }
}

/// What articles are counted by, so that no name is looked at when they are.
#[derive(Debug)]
pub(super) struct Facets {
    /// For each source: the field of a query that asks for it.
    fields: Vec<String>,
    /// For each article: which of the sources.
    sources: Vec<u32>,
    /// For each article: year × 100 + month, 0 where it has no year.
    months: Vec<u32>,
}

impl Facets {
    pub(super) fn of(library: &Library) -> Self {
        let mut sources = vec![u32::MAX; library.len()];
        for (number, source) in (0..).zip(library.sources()) {
            for &index in &source.articles {
                sources[index] = number;
            }
        }
        for index in 0..library.len() {
            sources[index] = sources[library.head_of(index)];
        }
        let month = |date: &str| {
            let (year, month) = (date.get(..4)?.parse::<u32>(), date.get(5..7)?.parse::<u32>());
            Some(year.ok()? * 100 + month.ok()?)
        };
        let months = library.rows().map(|row| full_date(row).and_then(month).unwrap_or_default());
        let fields = library.sources().iter().map(|source| field(library, source)).collect();
        Self { fields, months: months.collect(), sources }
    }
}

impl Library {
    /// Counts results by what their articles say.
    pub fn tally(&self, results: &Results) -> Tally {
        let facets = self.facets.get_or_init(|| Facets::of(self));
        let mut sources = vec![Count::default(); self.sources().len()];
        let mut months: BTreeMap<u32, Count> = BTreeMap::new();
        for found in &results.found {
            let hits = found.hits.len();
            let number = facets.sources.get(found.index).copied().unwrap_or(u32::MAX);
            if let Some(count) = sources.get_mut(number as usize) {
                count.add(hits);
            }
            let month = facets.months.get(found.index).copied().unwrap_or_default();
            months.entry(month).or_default().add(hits);
        }
        let undated = months.remove(&0).unwrap_or_default();
        let counted = self.sources().iter().zip(&facets.fields).zip(sources);
        let mut sources: Vec<Share> = counted
            .filter(|(_, count)| count.articles > 0)
            .map(|((source, field), count)| Share {
                name: source.name.clone(),
                field: field.clone(),
                count,
            })
            .collect();
        sources.sort_by_key(|share| std::cmp::Reverse((share.count.hits, share.count.articles)));
        Tally { sources, dates: spans(&months), undated }
    }
}

/// A source is named by what its articles say, else by their folder, else by their file.
fn field(library: &Library, source: &Source) -> String {
    let mut rows = source.articles.iter().filter_map(|&index| library.row(index));
    let is_said = rows.any(|row| row.source().is_some_and(|said| said.as_str() == &*source.name));
    let field = if is_said { "source" } else { "in" };
    // A quotation mark would end the phrase.
    let parts = source.name.split(['"', '“', '”', '＂']);
    let name = parts.max_by_key(|part| part.len()).unwrap_or_default().trim();
    format!("{field}:\"{name}\"")
}

fn spans(months: &BTreeMap<u32, Count>) -> Vec<Span> {
    let year = |month: u32| (month / 100) as u16;
    let first = months.keys().next().copied().map(year);
    let last = months.keys().next_back().copied().map(year);
    let is_one_year = first == last;
    let mut spans: Vec<Span> = Vec::new();
    for (&month, &count) in months {
        let span = Span {
            year: year(month),
            month: if is_one_year { (month % 100) as u8 } else { 0 },
            count,
        };
        match spans.last_mut() {
            Some(last) if (last.year, last.month) == (span.year, span.month) => {
                last.count.hits += count.hits;
                last.count.articles += count.articles;
            }
            _ => spans.push(span),
        }
    }
    spans
}
