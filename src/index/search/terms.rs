//! The parts of a query in the articles that are found. In come the places of its literals, out
//! come the weights of articles, how many hits they have, those that overlap made one, and where
//! the parts stand closest together.

use std::rc::Rc;

use super::near::near;
use super::rank::{Scale, Weighed};
use super::scan::{BREATH, Matches};
use super::select::{Known, Selection};
use crate::index::corpus::{Corpus, Folded};
use crate::index::places::Hit;
use crate::index::query::Node;

/// Terms this many bytes apart (twenty Han) get half of what neighbours get.
const NEARNESS: f32 = 60.0;

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

/// The articles `found`, each with its weight; `None` where it was cancelled.
pub(super) fn weigh(
    corpus: &Corpus,
    mut terms: Vec<Term>,
    found: &[u32],
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Weighed>> {
    let scale = Scale::of(corpus);
    let rarities: Vec<f64> = terms.iter().map(|term| scale.rarity(term.holding)).collect();
    let mut weighed = Vec::with_capacity(found.len());
    let mut places = Vec::new();
    let mut window = Window::of(terms.len());
    for (step, &index) in found.iter().enumerate() {
        if step % BREATH == 0 && cancelled() {
            return None;
        }
        let Some(article) = corpus.articles().get(index as usize) else { continue };
        let text = corpus.article_text(index as usize);
        places.clear();
        let mut one = Weighed { index, ..Weighed::default() };
        for (number, (term, &rarity)) in terms.iter_mut().zip(&rarities).enumerate() {
            let (mut often, mut is_in_title) = (0, false);
            term.places(index, article, text, &mut |hit| {
                often += 1;
                is_in_title |= article.is_title(hit);
                // A title that was made for the article has no place in its text.
                if hit.start >= article.body {
                    places.push((hit.start, hit.end, number));
                }
            });
            one.terms_in_title += u32::from(is_in_title);
            one.weight += scale.weight(rarity, often, article.length);
        }
        take(&mut one, &mut places, &mut window);
        weighed.push(one);
    }
    Some(weighed)
}

/// Counts places, `(start, end, term)`, as hits, those that overlap as one.
fn take(one: &mut Weighed, places: &mut [(u32, u32, usize)], window: &mut Window) {
    places.sort_unstable();
    let group = window.closest(places);
    if let Some(group) = &group {
        one.weight *= 1.0 + NEARNESS / (NEARNESS + group.gap_bytes as f32);
    }
    let group_start = group.map_or(0, |group| group.start);
    let mut open: Option<u32> = None;
    for &(start, end, _) in &*places {
        match &mut open {
            Some(last) if start < *last => *last = end.max(*last),
            _ => {
                one.best += u32::from(open.is_some_and(|last| last <= group_start));
                one.hits += 1;
                open = Some(end);
            }
        }
    }
}

/// The closest places in which all terms stand that stand in the article.
struct Group {
    start: u32,
    /// From its first byte to the end of its last term, without the terms themselves.
    gap_bytes: u32,
}

/// For each term, how often it stands between the ends of a window, and its bytes.
struct Window {
    counts: Vec<usize>,
    lengths: Vec<u32>,
}

impl Window {
    fn of(terms: usize) -> Self {
        Self { counts: vec![0; terms], lengths: vec![0; terms] }
    }

    /// Slides over places in order, `(start, end, term)`, holding each term once at least. A single
    /// term has no group.
    fn closest(&mut self, places: &[(u32, u32, usize)]) -> Option<Group> {
        if self.lengths.len() < 2 {
            return None;
        }
        self.counts.fill(0);
        self.lengths.fill(0);
        for &(start, end, term) in places {
            self.lengths[term] = end - start;
        }
        let term_bytes: u32 = self.lengths.iter().sum();
        let present = self.lengths.iter().filter(|&&length| length > 0).count();
        if present < 2 {
            return None;
        }
        let (mut missing, mut first) = (present, 0);
        let mut best: Option<Group> = None;
        for &(_, end, term) in places {
            missing -= usize::from(self.counts[term] == 0);
            self.counts[term] += 1;
            while missing == 0 {
                let (start, _, leaving) = places[first];
                let gap_bytes = (end - start).saturating_sub(term_bytes);
                if best.as_ref().is_none_or(|best| gap_bytes < best.gap_bytes) {
                    best = Some(Group { start, gap_bytes });
                }
                self.counts[leaving] -= 1;
                missing += usize::from(self.counts[leaving] == 0);
                first += 1;
            }
        }
        best
    }
}
