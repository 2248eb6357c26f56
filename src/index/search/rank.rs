//! Places to an order. In come the places of each part of a query, out come articles, best first,
//! with their hits made one where places overlap.
//!
//! The weight is BM25 (Robertson and Zaragoza 2009, section 3.4) over exact substrings, raised
//! where the parts stand close together and, a little, where the article is new. It orders; it
//! never decides what is found.

use std::cmp::Ordering;
use std::rc::Rc;

use super::near::near;
use super::scan::{BREATH, Matches};
use super::select::{Known, Selection};
use super::{Found, Order};
use crate::index::corpus::Folded;
use crate::index::engine::Collection;
use crate::index::places::{Hit, unite};
use crate::index::query::{self, Field, Node};

/// How soon more of the same term counts for less, and how much long articles are held back: the
/// usual values of BM25.
const SATURATION: f64 = 1.2;
const LENGTH_WEIGHT: f64 = 0.75;

/// Terms this many bytes apart (twenty Han) get half of what neighbours get.
const NEARNESS: f64 = 60.0;

/// What the newest article has before one without a date, and in how many years half of it goes.
const RECENCY: f64 = 0.05;
const RECENCY_YEARS: f64 = 5.0;

/// A part of a query that has places in the text.
pub(super) struct Term {
    sides: [Vec<Walk>; 2],
    kind: Kind,
    /// How many articles hold it, as far as that is known.
    holding: usize,
}

enum Kind {
    Literal,
    Title,
    /// One of the first side and one of the second with so many characters between.
    Near(u32),
}

/// One literal and how far its matches have been walked.
struct Walk {
    matches: Rc<Matches>,
    holding: usize,
    nth: usize,
}

impl Term {
    /// The part of a query that `leaf` is; an expression has no places in folded text. `None` where
    /// it was cancelled.
    pub(super) fn of<'a>(
        leaf: &'a Node,
        found: &[u32],
        selection: &mut Selection<'a>,
    ) -> Option<Self> {
        let (sides, kind): ([&[String]; 2], Kind) = match leaf {
            Node::Literal(literal) => ([std::slice::from_ref(literal), &[]], Kind::Literal),
            Node::Title(literal) => ([std::slice::from_ref(literal), &[]], Kind::Title),
            Node::Near(near) => ([&near.first, &near.second], Kind::Near(near.chars)),
            _ => ([&[], &[]], Kind::Literal),
        };
        let mut walks = |literals: &'a [String]| -> Option<Vec<Walk>> {
            let walk = |literal: &'a String| {
                let Known { matches, holding } = selection.known(literal, found)?;
                Some(Walk { matches, holding, nth: 0 })
            };
            literals.iter().map(walk).collect()
        };
        let sides = [walks(sides[0])?, walks(sides[1])?];
        let held = |side: &[Walk]| -> usize { side.iter().map(|walk| walk.holding).sum() };
        let holding = match kind {
            Kind::Near(_) => held(&sides[0]).min(held(&sides[1])),
            Kind::Literal | Kind::Title => held(&sides[0]),
        };
        Some(Self { sides, kind, holding })
    }

    /// How much a term tells that stands in so few articles.
    fn rarity(&self, all: usize) -> f64 {
        let (all, holding) = (all as f64, self.holding.min(all) as f64);
        (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// Gives its places in an article; the articles are asked for in order.
    fn places(&mut self, index: u32, article: &Folded, text: &[u8], give: &mut dyn FnMut(Hit)) {
        self.sides.iter_mut().flatten().for_each(|walk| walk.advance(index));
        let [first, second] = &self.sides;
        match self.kind {
            Kind::Literal => first.iter().flat_map(|walk| walk.places(index)).for_each(give),
            Kind::Title => {
                let places = first.iter().flat_map(|walk| walk.places(index));
                places.filter(|&hit| article.is_title(hit)).for_each(give);
            }
            Kind::Near(chars) => {
                let (first, second) = (in_order(first, index), in_order(second, index));
                near(&first, &second, chars, text).into_iter().for_each(give);
            }
        }
    }
}

impl Walk {
    fn advance(&mut self, index: u32) {
        let behind = self.matches.articles[self.nth..].iter().take_while(|&&at| at < index);
        self.nth += behind.count();
    }

    fn places(&self, index: u32) -> impl Iterator<Item = Hit> {
        let is_here = self.matches.articles.get(self.nth) == Some(&index);
        self.matches.nth(if is_here { self.nth } else { usize::MAX })
    }
}

fn in_order(side: &[Walk], index: u32) -> Vec<Hit> {
    let mut places: Vec<Hit> = side.iter().flat_map(|walk| walk.places(index)).collect();
    places.sort_unstable();
    places
}

/// The articles `found` with their hits, in order.
pub(super) fn rank(
    collection: &dyn Collection,
    mut terms: Vec<Term>,
    found: &[u32],
    order: Order,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let corpus = collection.corpus();
    let rarities: Vec<f64> = terms.iter().map(|term| term.rarity(corpus.len())).collect();
    let mean_bytes = (corpus.bytes() as f64 / corpus.len().max(1) as f64).max(1.0);
    let day = |&index: &u32| query::day_of(collection.said(index as usize, Field::Date));
    let days: Vec<Option<u32>> = found.iter().map(day).collect();
    let newest = days.iter().flatten().copied().max().unwrap_or_default();
    let mut weighed = Vec::with_capacity(found.len());
    let mut places = Vec::new();
    for (step, (&index, &day)) in found.iter().zip(&days).enumerate() {
        if step % BREATH == 0 && cancelled() {
            return None;
        }
        let Some(article) = corpus.articles().get(index as usize) else { continue };
        let text = corpus.article_text(index as usize);
        places.clear();
        let length = text.len() as f64 / mean_bytes;
        let mut one = Weighed::of(article, index, day);
        for (number, (term, rarity)) in terms.iter_mut().zip(&rarities).enumerate() {
            let (mut often, mut is_in_title) = (0.0, false);
            term.places(index, article, text, &mut |hit| {
                often += 1.0;
                is_in_title |= article.is_title(hit);
                // A title that was made for the article has no place in its text.
                if hit.start >= article.body {
                    places.push((hit.start, hit.end, number));
                }
            });
            one.found.terms_in_title += usize::from(is_in_title);
            let damping = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
            one.weight += rarity * often * (SATURATION + 1.0) / (often + damping);
        }
        one.take(&mut places, terms.len());
        one.weight *= 1.0 + RECENCY * recency(one.day, newest);
        weighed.push(one);
    }
    sort(&mut weighed, collection, order);
    Some(weighed.into_iter().map(|one| one.found).collect())
}

/// From 1 for the newest down to 0 for those of no known year.
fn recency(day: Option<u32>, newest: u32) -> f64 {
    let Some(day) = day.filter(|&day| day >= 10_000) else { return 0.0 };
    let years = f64::from(newest / 10_000) - f64::from(day / 10_000);
    RECENCY_YEARS / (RECENCY_YEARS + years)
}

/// An article on its way into order.
struct Weighed {
    weight: f64,
    day: Option<u32>,
    found: Found,
}

impl Weighed {
    fn of(article: &Folded, index: u32, day: Option<u32>) -> Self {
        let (article, index) = (article.id, index as usize);
        let found = Found { article, index, hits: Vec::new(), best: 0, terms_in_title: 0 };
        Self { weight: 0.0, day, found }
    }

    /// Takes its places, `(start, end, term)`, as hits.
    fn take(&mut self, places: &mut [(u32, u32, usize)], terms: usize) {
        if terms > 1 {
            places.sort_unstable();
        }
        let group = closest(places, terms);
        if let Some(group) = &group {
            self.weight *= 1.0 + NEARNESS / (NEARNESS + f64::from(group.gap_bytes));
        }
        let united = unite(places.iter().map(|&(start, end, _)| (start, end)));
        self.found.hits = united.into_iter().map(|(start, end)| Hit { start, end }).collect();
        let before = |group: Group| self.found.hits.partition_point(|hit| hit.end <= group.start);
        self.found.best = group.map_or(0, before);
    }

    fn better(&self, other: &Self) -> Ordering {
        let titles = other.found.terms_in_title.cmp(&self.found.terms_in_title);
        titles
            .then(other.weight.total_cmp(&self.weight))
            .then(self.found.index.cmp(&other.found.index))
    }
}

fn sort(weighed: &mut [Weighed], collection: &dyn Collection, order: Order) {
    let year = |one: &Weighed| one.day.filter(|&day| day >= 10_000);
    let source = |one: &Weighed| {
        let name = collection.said(one.found.index, Field::Source);
        (name.is_empty(), name)
    };
    match order {
        Order::Relevance => weighed.sort_unstable_by(Weighed::better),
        Order::Date => {
            weighed.sort_unstable_by(|a, b| year(b).cmp(&year(a)).then_with(|| a.better(b)));
        }
        Order::Source => {
            weighed.sort_unstable_by(|a, b| source(a).cmp(&source(b)).then_with(|| a.better(b)));
        }
        Order::Position => weighed.sort_unstable_by_key(|one| one.found.index),
    }
}

/// The closest places in which all terms stand that stand in the article.
struct Group {
    start: u32,
    /// From its first byte to the end of its last term, without the terms themselves.
    gap_bytes: u32,
}

/// Slides a window over places in order, `(start, end, term)`, that holds each term once at least.
/// A single term has no group.
fn closest(places: &[(u32, u32, usize)], terms: usize) -> Option<Group> {
    if terms < 2 {
        return None;
    }
    let (mut counts, mut lengths) = (vec![0_usize; terms], vec![0; terms]);
    for &(start, end, term) in places {
        lengths[term] = end - start;
    }
    let term_bytes: u32 = lengths.iter().sum();
    let present = lengths.iter().filter(|&&length| length > 0).count();
    if present < 2 {
        return None;
    }
    let (mut missing, mut first) = (present, 0);
    let mut best: Option<Group> = None;
    for &(_, end, term) in places {
        missing -= usize::from(counts[term] == 0);
        counts[term] += 1;
        while missing == 0 {
            let (start, _, leaving) = places[first];
            let gap_bytes = (end - start).saturating_sub(term_bytes);
            if best.as_ref().is_none_or(|best| gap_bytes < best.gap_bytes) {
                best = Some(Group { start, gap_bytes });
            }
            counts[leaving] -= 1;
            missing += usize::from(counts[leaving] == 0);
            first += 1;
        }
    }
    best
}
