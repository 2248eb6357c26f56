//! The results of a search by source and by date. In come results, out they come without copies,
//! and exact counts, each with what narrows the query to it.
//!
//! A count is what is found once the query is narrowed to it: an article that stands in two sources
//! counts in both.

mod copies;
mod facets;

use std::ops::AddAssign;

use super::Library;
use crate::index::{Found, Order, Results};
use crate::text::Clean;
use copies::Copies;
pub(super) use facets::Facets;
use facets::{ALONE, Facet};

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
    /// An article with so many hits.
    const fn one(hits: u32) -> Self {
        Self { hits: hits as usize, articles: 1 }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, more: Self) {
        self.hits += more.hits;
        self.articles += more.articles;
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

/// What was found, by source and by month.
struct Counts {
    sources: Vec<Count>,
    months: Vec<Count>,
    /// Those beside each other mostly say the same: they are put to the others at once.
    run: (Facet, Count),
}

impl Counts {
    fn of(facets: &Facets) -> Self {
        let none = Count::default();
        let (sources, months) = (vec![none; facets.sources.len()], vec![none; facets.months.len()]);
        Self { sources, months, run: (Facet::UNKNOWN, none) }
    }

    fn add(&mut self, facet: Facet, hits: u32) {
        if facet != self.run.0 {
            self.close();
            self.run.0 = facet;
        }
        self.run.1 += Count::one(hits);
    }

    /// Puts what was counted last to the rest.
    fn close(&mut self) {
        let (Facet { source, month }, count) = self.run;
        self.run.1 = Count::default();
        let counts = [self.sources.get_mut(source as usize), self.months.get_mut(month as usize)];
        for counted in counts.into_iter().flatten() {
            *counted += count;
        }
    }
}

impl Library {
    pub(super) fn facets(&self) -> &Facets {
        self.facets.get_or_init(|| Facets::of(self))
    }

    /// What a search found, in an order and without what says the same again: of an article and its
    /// copies the first is listed, and another only where it holds more hits.
    pub fn without_copies(&self, results: Results, order: Order) -> Results {
        self.sift(results, order).0
    }

    /// The same, and counted by what the articles say. They are counted first: what is known of them
    /// lies side by side as long as they are in no other order than the library's.
    pub fn sift(&self, mut results: Results, order: Order) -> (Results, Tally) {
        let facets = self.facets();
        let mut copies = Copies::among(&results.found, facets, self, order);
        let is_alone = |found: &&Found| facets.head(found) == ALONE;
        let mut counts = Counts::of(facets);
        for found in results.found.iter().filter(is_alone) {
            counts.add(facets.facet(found), found.hits);
        }
        counts.close();
        if !copies.is_empty() {
            let mut is_listed = vec![false; self.len()];
            copies.listed(|_| 0, |one| is_listed[one.index] = true);
            results.found.retain(|found| {
                is_alone(&found) || is_listed.get(found.index()).copied().unwrap_or_default()
            });
            results.total_hits = results.found.iter().map(|found| found.hits as usize).sum();
        }
        copies.listed(
            |facet| facet.source,
            |one| counts.sources[one.facet.source as usize] += Count::one(one.hits),
        );
        let sources = self.shares(&counts.sources);
        let tally = Tally { sources, ..self.dated(counts.months, &mut copies) };
        (results.arranged(self, order), tally)
    }

    /// The sources in which something was found.
    fn shares(&self, counts: &[Count]) -> Vec<Share> {
        let met = self.facets().sources.iter().zip(counts).filter(|(_, count)| count.articles > 0);
        let share = |((name, field), &count): (&(Clean, String), &Count)| Share {
            name: name.clone(),
            field: field.clone(),
            count,
        };
        let mut shares: Vec<Share> = met.map(share).collect();
        shares.sort_by_key(|share| std::cmp::Reverse((share.count.hits, share.count.articles)));
        shares
    }

    /// The same by date, of which `counts` are those of articles without copies.
    fn dated(&self, mut counts: Vec<Count>, copies: &mut Copies) -> Tally {
        let months = &self.facets().months;
        let mut is_met: Vec<bool> = counts.iter().map(|count| count.articles > 0).collect();
        for copied in copies.iter() {
            is_met[copied.facet.month as usize] = true;
        }
        let mut years =
            months.iter().zip(&is_met).filter(|(month, is_met)| **month > 0 && **is_met);
        let first = years.next().map(|(month, _)| month / 100);
        let is_one_year = years.next_back().is_none_or(|(month, _)| Some(month / 100) == first);
        // A year as its first month.
        let span = |month: u32| if is_one_year { month } else { month / 100 * 100 };
        let first_of = |&month: &u32| months.partition_point(|&other| other < span(month)) as u32;
        let firsts: Vec<u32> = months.iter().map(first_of).collect();
        let of_span = |facet: Facet| firsts[facet.month as usize];
        copies.listed(of_span, |one| counts[of_span(one.facet) as usize] += Count::one(one.hits));
        let mut met = months.iter().zip(counts).filter(|(_, count)| count.articles > 0).peekable();
        let undated = met.next_if(|(month, _)| **month == 0).map(|(_, count)| count);
        let mut dates: Vec<Span> = Vec::new();
        for (&month, count) in met {
            let (year, month) = ((month / 100) as u16, (span(month) % 100) as u8);
            match dates.last_mut() {
                Some(last) if (last.year, last.month) == (year, month) => last.count += count,
                _ => dates.push(Span { year, month, count }),
            }
        }
        Tally { dates, undated: undated.unwrap_or_default(), ..Tally::default() }
    }
}

#[cfg(test)]
mod tests;
