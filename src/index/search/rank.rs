//! Weights to an order. In come the articles that are found, each with its weight, out they come
//! as they were asked for.
//!
//! The weight is BM25 (Robertson and Zaragoza 2009, section 3.4) over exact substrings, raised
//! where the parts stand close together and, a little, where the article is new. It orders; it
//! never decides what is found.

use std::cmp::Reverse;

use super::{Found, Order};
use crate::index::corpus::Corpus;
use crate::index::engine::Collection;
use crate::index::query::Field;

/// How soon more of the same term counts for less, and how much long articles are held back: the
/// usual values of BM25.
const SATURATION: f64 = 1.2;
const LENGTH_WEIGHT: f64 = 0.75;

/// What the newest article has before one without a date, and in how many years half of it goes.
const RECENCY: f64 = 0.05;
const RECENCY_YEARS: f64 = 5.0;

/// An article on its way into order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weighed {
    /// Not negative. There may be a million of them.
    pub(super) weight: f32,
    pub(super) index: u32,
    /// See [`Found`].
    pub(super) hits: u32,
    pub(super) best: u32,
    pub(super) terms_in_title: u32,
}

/// What weights are measured by.
pub struct Scale {
    articles: f64,
    mean_bytes: f64,
}

impl Scale {
    /// What holds in a corpus.
    pub fn of(corpus: &Corpus) -> Self {
        let articles = corpus.len() as f64;
        Self { articles, mean_bytes: (corpus.bytes() as f64 / articles.max(1.0)).max(1.0) }
    }

    /// How much a term tells that stands in so few articles.
    pub fn rarity(&self, holding: usize) -> f64 {
        let holding = (holding as f64).min(self.articles);
        (1.0 + (self.articles - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// What a term adds that stands so often in an article of so many bytes.
    pub fn weight(&self, rarity: f64, often: u32, bytes: u32) -> f32 {
        let (often, length) = (f64::from(often), f64::from(bytes) / self.mean_bytes);
        let damping = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
        (rarity * often * (SATURATION + 1.0) / (often + damping)) as f32
    }
}

/// Articles, which come in the order of the library, in the order that is asked for.
pub(super) fn rank(
    collection: &dyn Collection,
    mut weighed: Vec<Weighed>,
    order: Order,
) -> Vec<Found> {
    let days: Vec<u32> = weighed.iter().map(|one| day(collection, one.index)).collect();
    let newest = days.iter().copied().max().unwrap_or_default();
    for (one, &day) in weighed.iter_mut().zip(&days) {
        one.weight *= (1.0 + RECENCY * recency(day, newest)) as f32;
    }
    let mut list: Vec<Packed> = weighed.iter().map(Packed::of).collect();
    drop(weighed);
    if order != Order::Position {
        list.sort_unstable();
    }
    match order {
        Order::Relevance | Order::Position => {}
        Order::Date => list.sort_by_cached_key(|one| Reverse(day(collection, one.index()))),
        Order::Source => {
            let source = |one: &Packed| {
                let name = collection.said(one.index() as usize, Field::Source);
                (name.is_empty(), name)
            };
            list.sort_by(|one, other| source(one).cmp(&source(other)));
        }
    }
    list.into_iter().map(Packed::found).collect()
}

/// The date of an article as a number; 0 where it has no year.
fn day(collection: &dyn Collection, index: u32) -> u32 {
    collection.day(index as usize).filter(|&day| day >= 10_000).unwrap_or_default()
}

/// From 1 for the newest down to 0 for those of no known year.
fn recency(day: u32, newest: u32) -> f64 {
    if day == 0 {
        return 0.0;
    }
    let years = f64::from(newest / 10_000) - f64::from(day / 10_000);
    RECENCY_YEARS / (RECENCY_YEARS + years)
}

/// An article that was found, as a number that is the smaller the sooner it comes: those with more
/// of the query in their title, then the weightier, then those that the library has first. There
/// may be a million at each key that is typed: so they are compared without a jump, and what is
/// said of each moves along, as fetching it afterwards would wait for memory a million times.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u128);

/// More parts in a title are not told apart.
const TITLES_MAX: u32 = 15;

impl Packed {
    fn of(one: &Weighed) -> Self {
        let titles = TITLES_MAX - one.terms_in_title.min(TITLES_MAX);
        // The bits of numbers that are not negative are ordered as they are. The first is the sign;
        // 28 after it hold the exponent and a millionth, and weights that differ by less are one.
        let weight = !(one.weight.to_bits() << 1) >> 4;
        let parts = [titles << 28 | weight, one.index, one.hits, one.best];
        Self(parts.into_iter().fold(0, |packed, part| packed << 32 | u128::from(part)))
    }

    const fn index(self) -> u32 {
        (self.0 >> 64) as u32
    }

    const fn found(self) -> Found {
        Found {
            index: self.index() as usize,
            hits: (self.0 >> 32) as u32,
            best: self.0 as u32,
            terms_in_title: TITLES_MAX - (self.0 >> 124) as u32,
        }
    }
}
