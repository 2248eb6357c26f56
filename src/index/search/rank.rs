//! Weights to an order. In come the articles that are found, each with its weight, out they come
//! with a rank, and in the order that is asked for.
//!
//! The weight is BM25 (Robertson and Zaragoza 2009, section 3.4) over exact substrings, raised
//! where the parts stand close together and, a little, where the article is new. It orders; it
//! never decides what is found.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Found, Order};
use crate::index::corpus::Corpus;
use crate::index::engine::Collection;
use crate::index::query::Field;

/// How soon more of the same term counts for less, and how much long articles are held back: the
/// usual values of BM25.
const SATURATION: f32 = 1.2;
const LENGTH_WEIGHT: f32 = 0.75;

/// What the newest article has before one without a date, and in how many years half of it goes.
const RECENCY: f32 = 0.05;
const RECENCY_YEARS: f32 = 5.0;

/// An article on its way into order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weighed {
    pub(super) index: u32,
    /// See [`Found`].
    pub(super) hits: u32,
    pub(super) best: u32,
    /// Not negative.
    pub(super) weight: f32,
    /// How many parts of the query stand in the title.
    pub(super) terms_in_title: u32,
}

/// What weights are measured by.
pub struct Scale {
    articles: f64,
    mean_bytes: f32,
}

impl Scale {
    /// What holds in a corpus.
    pub fn of(corpus: &Corpus) -> Self {
        let articles = corpus.len() as f64;
        let mean_bytes = (corpus.bytes() as f64 / articles.max(1.0)).max(1.0) as f32;
        Self { articles, mean_bytes }
    }

    /// How much a term tells that stands in so few articles.
    pub fn rarity(&self, holding: usize) -> f64 {
        let holding = (holding as f64).min(self.articles);
        (1.0 + (self.articles - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// What a term adds that stands so often in an article of so many bytes.
    pub fn weight(&self, rarity: f64, often: u32, bytes: u32) -> f32 {
        let (often, length) = (often as f32, bytes as f32 / self.mean_bytes);
        let damping = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
        rarity as f32 * often * (SATURATION + 1.0) / (often + damping)
    }
}

/// How new articles are among those that are found.
pub(super) struct Recency<'a> {
    days: Cow<'a, [u32]>,
    newest: u32,
}

impl<'a> Recency<'a> {
    pub(super) fn among(collection: &'a dyn Collection, found: impl Iterator<Item = u32>) -> Self {
        let mut recency = Self { days: collection.days(), newest: 0 };
        recency.newest = found.map(|index| recency.year(index)).max().unwrap_or_default();
        recency
    }

    /// 0 where it is not known.
    fn year(&self, index: u32) -> u32 {
        self.days.get(index as usize).map_or(0, |day| day / 10_000)
    }

    /// From 1 for the newest down to 0 for those of no known year.
    fn of(&self, index: u32) -> f32 {
        match self.year(index) {
            0 => 0.0,
            year => RECENCY_YEARS / (RECENCY_YEARS + self.newest.saturating_sub(year) as f32),
        }
    }

    /// An article with its rank.
    pub(super) fn rank(&self, one: Weighed) -> Found {
        let Weighed { index, hits, best, weight, terms_in_title } = one;
        let weight = weight * (1.0 + RECENCY * self.of(index));
        Found { index, hits, best, rank: rank(terms_in_title, weight) }
    }
}

/// More parts in a title are not told apart.
const TITLES_MAX: u32 = 15;

/// A rank has three bytes, by each of which millions are sorted in one go. Four bits are left to
/// what stands in titles; of the bits of a weight, which are ordered as weights are, the twenty that
/// tell 2⁻⁴³ from 2²¹, and a sixteen-thousandth.
const WEIGHT_BITS: u32 = 20;
const FRACTION_BITS: u32 = 14;
const LEAST_WEIGHT: u32 = (127 - 43) << FRACTION_BITS;

/// The smaller the sooner it comes: those with more of the query in their title, then the weightier.
fn rank(terms_in_title: u32, weight: f32) -> u32 {
    let most = (1 << WEIGHT_BITS) - 1;
    let weight = weight.to_bits() >> (f32::MANTISSA_DIGITS - 1 - FRACTION_BITS);
    let weight = weight.saturating_sub(LEAST_WEIGHT).min(most);
    TITLES_MAX.saturating_sub(terms_in_title) << WEIGHT_BITS | (most - weight)
}

/// Puts articles that were found in a collection, and lie as they do there, into another order; all
/// sorts are stable.
pub fn arrange(collection: &dyn Collection, found: &mut [Found], order: Order) {
    if order == Order::Position {
        return;
    }
    radsort::sort_by_key(found, |one| one.rank);
    match order {
        Order::Relevance | Order::Position => {}
        Order::Date => {
            let days = collection.days();
            let day = |one: &Found| days.get(one.index()).copied().filter(|&day| day >= 10_000);
            radsort::sort_by_key(found, |one| !day(one).unwrap_or_default());
        }
        Order::Source => {
            let sources = sources(collection, found);
            let place = |one: &Found| sources.get(collection.said(one.index(), Field::Source));
            radsort::sort_by_cached_key(found, |one| place(one).copied().unwrap_or_default());
        }
    }
}

/// The sources of some articles, each with its place among them by name; that without a name comes
/// last. They are few, and articles many.
fn sources<'a>(collection: &'a dyn Collection, found: &[Found]) -> HashMap<&'a str, u32> {
    let names = found.iter().map(|one| collection.said(one.index(), Field::Source));
    let mut names: Vec<&str> = names.collect::<HashSet<&str>>().into_iter().collect();
    names.sort_unstable_by_key(|&name| (name.is_empty(), name));
    names.into_iter().zip(0..).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_rank_has_three_bytes_and_the_order_of_titles_then_weights(
            one in (0..20_u32, 1e-9..100_f32), other in (0..20_u32, 1e-9..100_f32),
        ) {
            let ranks = rank(one.0, one.1).cmp(&rank(other.0, other.1));
            let titles = other.0.min(TITLES_MAX).cmp(&one.0.min(TITLES_MAX));
            prop_assert_eq!(ranks, titles.then(ranks));
            if titles.is_eq() && (one.1 / other.1 - 1.0).abs() > 1e-4 {
                prop_assert_eq!(ranks, other.1.total_cmp(&one.1));
            }
            prop_assert!(rank(one.0, one.1) < 1 << 24);
            prop_assert_eq!(rank(0, 0.0), (1 << 24) - 1);
        }
    }
}
