//! Hits to the lines of a concordance. In come the results of a search, out come its hits in the
//! order in which they are read; `line` makes the lines that are shown, one at a time. Refuses to
//! know how many of them are.
//!
//! Contexts are compared in the folded text, so that what search takes for alike stands together,
//! and within the paragraph of the hit: what stands before and behind it there is another text.

mod line;

use std::cmp::Ordering;

pub use line::{Passage, Room, passage};

use super::engine::Collection;
use super::places::Hit;
use super::search::Results;

/// A hit of some results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which of [`Results::found`].
    pub found: u32,
    /// Which of its hits.
    pub hit: u32,
}

/// What the lines are ordered by. Hits that are alike in it stay in the order of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The results: the best article first.
    #[default]
    Found,
    /// What stands before the hit, read backwards from it.
    Left,
    /// What stands behind it.
    Right,
    /// The day of the article, the oldest first; those without one come last.
    Date,
    /// The source of the article.
    Source,
}

/// How far contexts are compared, in code points of the folded text: farther than any screen shows.
const REACH: usize = 64;

/// How many of them are compared at once, as one number.
const PACKED: usize = 6;

/// How many articles are looked up between two questions whether to go on.
const BREATH: usize = 256;

/// The hits of `results` in an order; `None` where it was cancelled. `fact` tells by its index what
/// an article is ordered by, where it is ordered by its date or source.
pub fn arrange<'a>(
    collection: &dyn Collection,
    results: &Results,
    order: Order,
    fact: &dyn Fn(usize) -> Option<&'a str>,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Place>> {
    match order {
        Order::Found => Some(hits(results)),
        Order::Date | Order::Source => Some(by_fact(results, fact)),
        Order::Left => by_context(collection, results, Side::Left, cancelled),
        Order::Right => by_context(collection, results, Side::Right, cancelled),
    }
}

/// The hits of `results` in their own order.
pub fn hits(results: &Results) -> Vec<Place> {
    places(results, 0..results.found.len())
}

/// The hits of these of the found articles, in the order of each article.
fn places(results: &Results, found: impl Iterator<Item = usize>) -> Vec<Place> {
    let mut places = Vec::with_capacity(results.total_hits);
    for number in found {
        let hits = results.found.get(number).map_or(0, |found| found.hits);
        places.extend((0..hits).map(|hit| Place { found: number as u32, hit }));
    }
    places
}

fn by_fact<'a>(results: &Results, fact: &dyn Fn(usize) -> Option<&'a str>) -> Vec<Place> {
    let facts = results.found.iter().map(|found| fact(found.index()));
    let mut order: Vec<(usize, Option<&str>)> = facts.enumerate().collect();
    order.sort_by_key(|&(_, fact)| (fact.is_none(), fact));
    places(results, order.into_iter().map(|(number, _)| number))
}

/// Which context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn by_context(
    collection: &dyn Collection,
    results: &Results,
    side: Side,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Place>> {
    let corpus = collection.corpus();
    let context = |place: Place, hit: Hit| {
        let found = results.found.get(place.found as usize);
        found.map_or("", |found| side.context(corpus.article_text(found.index()), hit))
    };
    let mut keyed = Vec::with_capacity(results.total_hits);
    for found in 0..results.found.len() {
        if found % BREATH == 0 && cancelled() {
            return None;
        }
        for (number, hit) in (0..).zip(results.hits(collection, found)) {
            let place = Place { found: found as u32, hit: number };
            keyed.push((side.packed(context(place, hit)), place, hit));
        }
    }
    keyed.sort_unstable_by(|&(a, one, at), &(b, other, beside)| {
        // Most are told apart by the number; the text of the others is looked up again.
        let beyond = || side.compare(context(one, at), context(other, beside));
        a.cmp(&b).then_with(beyond).then(one.cmp(&other))
    });
    Some(keyed.into_iter().map(|(_, place, _)| place).collect())
}

impl Side {
    /// What stands at this side of a hit in the folded text of its article, as far as its paragraph
    /// and [`REACH`] go.
    fn context(self, text: &[u8], hit: Hit) -> &str {
        const BYTES: usize = REACH * 4;
        let is_end = |&byte: &u8| byte == b'\n';
        let (start, end) = (hit.start as usize, hit.end as usize);
        let bytes = match self {
            Self::Left => {
                let near = text.get(start.saturating_sub(BYTES)..start).unwrap_or_default();
                let near = near.rsplit(is_end).next().unwrap_or_default();
                // The window may begin inside a character.
                let whole = near.iter().position(|byte| byte & 0xc0 != 0x80).unwrap_or(near.len());
                &near[whole..]
            }
            Self::Right => {
                let near = text.get(end..text.len().min(end + BYTES)).unwrap_or_default();
                near.split(is_end).next().unwrap_or_default()
            }
        };
        let valid = |bytes| std::str::from_utf8(bytes);
        valid(bytes).or_else(|error| valid(&bytes[..error.valid_up_to()])).unwrap_or_default()
    }

    /// The first characters away from the hit as a number; numbers are ordered as contexts are.
    fn packed(self, context: &str) -> u128 {
        let pack = |c: Option<char>| c.map_or(0, |c| u128::from(u32::from(c)) + 1);
        let packed = |chars: &mut dyn Iterator<Item = char>| {
            (0..PACKED).fold(0, |key, _| key << 21 | pack(chars.next()))
        };
        match self {
            Self::Left => packed(&mut context.chars().rev()),
            Self::Right => packed(&mut context.chars()),
        }
    }

    fn compare(self, one: &str, other: &str) -> Ordering {
        match self {
            Self::Left => one.chars().rev().take(REACH).cmp(other.chars().rev().take(REACH)),
            Self::Right => one.chars().take(REACH).cmp(other.chars().take(REACH)),
        }
    }
}

#[cfg(test)]
mod tests;
