//! A query to the articles in which it holds. In comes its tree, out come their indices, and the
//! places of its literals as far as they were met on the way.

use std::collections::HashMap;
use std::rc::Rc;

use super::near::near;
use super::scan::{self, BREATH, Matches};
use crate::index::corpus::Corpus;
use crate::index::engine::Collection;
use crate::index::places::Hit;
use crate::index::query::{Field, Near, Node, Pattern, name_key};
use crate::text::fold;

/// A search on its way.
pub(super) struct Selection<'a> {
    collection: &'a dyn Collection,
    cancelled: &'a dyn Fn() -> bool,
    /// The literals whose places in all articles that may still be found are known.
    known: HashMap<&'a str, Known>,
}

/// The places of a literal, and how many hold it of the articles that were asked about. Without an
/// engine the places may be of others too; the number is the same with any engine.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) matches: Rc<Matches>,
    pub(super) holding: usize,
}

/// Whether all articles that may be found lie in those that are asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Whole,
    Part,
}

/// The articles that are asked about: all, or these.
type Within<'a> = Option<&'a [u32]>;

impl<'a> Selection<'a> {
    pub(super) fn new(collection: &'a dyn Collection, cancelled: &'a dyn Fn() -> bool) -> Self {
        Self { collection, cancelled, known: HashMap::new() }
    }

    /// The articles in which all of `nodes` hold; `None` where it was cancelled.
    pub(super) fn all(&mut self, nodes: &'a [Node]) -> Option<Vec<u32>> {
        self.each(nodes, None, Scope::Whole)
    }

    /// The places of a literal in the articles found, and perhaps in others.
    pub(super) fn known(&mut self, literal: &'a str, found: &[u32]) -> Option<Known> {
        self.find(literal, Some(found), Scope::Whole)?;
        self.known.get(literal).cloned()
    }

    fn corpus(&self) -> &'a Corpus {
        self.collection.corpus()
    }

    /// Those in which each holds: the one that is likely to leave fewest comes first.
    fn each(&mut self, nodes: &'a [Node], within: Within<'_>, scope: Scope) -> Option<Vec<u32>> {
        let mut nodes: Vec<&Node> = nodes.iter().collect();
        nodes.sort_by_key(|node| (cost(node), std::cmp::Reverse(length(node))));
        let mut left: Option<Vec<u32>> = None;
        for node in nodes {
            let narrower = self.one(node, left.as_deref().or(within), scope)?;
            left = Some(narrower);
        }
        Some(left.unwrap_or_else(|| self.every(within)))
    }

    /// Those in which one holds at least.
    fn any(&mut self, nodes: &'a [Node], within: Within<'_>, scope: Scope) -> Option<Vec<u32>> {
        let mut found = Vec::new();
        for node in nodes {
            // A part that narrows what is asked about on its way sees not all that may be found.
            let is_plain = matches!(node, Node::Literal(_) | Node::Title(_));
            let scope = if is_plain { scope } else { Scope::Part };
            found.extend(self.one(node, within, scope)?);
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn one(&mut self, node: &'a Node, within: Within<'_>, scope: Scope) -> Option<Vec<u32>> {
        match node {
            Node::All(nodes) => self.each(nodes, within, scope),
            Node::Any(nodes) => self.any(nodes, within, scope),
            Node::Not(node) => {
                let without = self.one(node, within, Scope::Part)?;
                let mut every = self.every(within);
                every.retain(|index| without.binary_search(index).is_err());
                Some(every)
            }
            Node::Literal(literal) => Some(held(&*self.find(literal, within, scope)?, within)),
            Node::Title(literal) => {
                let matches = self.find(literal, within, scope)?;
                let articles = self.corpus().articles();
                self.keep(&held(&matches, within), |index| {
                    let article = articles.get(index as usize);
                    matches.within(index).any(|hit| article.is_some_and(|at| at.is_title(hit)))
                })
            }
            Node::Near(near) => self.near(near, within, scope),
            Node::Pattern(pattern) => self.pattern(pattern, within),
            Node::Said(field, literal) => {
                let mut folded = String::new();
                self.said(*field, within, |said| {
                    folded.clear();
                    fold::fold_into(said, &mut folded);
                    folded.contains(literal)
                })
            }
            Node::Whole(field, key) => self.said(*field, within, |said| name_key(said) == *key),
            Node::Dated(dates) => {
                let days = self.collection.days();
                let day = |index: u32| days.get(index as usize).copied().unwrap_or_default();
                self.keep(&self.every(within), |index| dates.hold_day(day(index)))
            }
            Node::Marked(marked) => {
                let articles = self.corpus().articles();
                self.keep(&self.every(within), |index| {
                    articles.get(index as usize).is_some_and(|article| marked.holds(article.id))
                })
            }
        }
    }

    /// Where a literal stands: at least all its places in the articles `within`.
    fn find(&mut self, literal: &'a str, within: Within<'_>, scope: Scope) -> Option<Rc<Matches>> {
        if let Some(known) = self.known.get(literal) {
            return Some(Rc::clone(&known.matches));
        }
        let known = self.collection.engine().and_then(|engine| engine.places_of(literal));
        let matches = match known {
            Some(known) => known,
            None => Rc::new(scan::find(self.collection, literal, within, self.cancelled)?),
        };
        if scope == Scope::Whole {
            let holding = held(&matches, within).len();
            self.known.insert(literal, Known { matches: Rc::clone(&matches), holding });
        }
        Some(matches)
    }

    fn near(&mut self, asked: &'a Near, within: Within<'_>, scope: Scope) -> Option<Vec<u32>> {
        let (first, held) = self.side(&asked.first, within, scope)?;
        let (second, held) = self.side(&asked.second, Some(&held), scope)?;
        let corpus = self.corpus();
        self.keep(&held, |index| {
            let (first, second) = (places(&first, index), places(&second, index));
            !near(&first, &second, asked.chars, corpus.article_text(index as usize)).is_empty()
        })
    }

    /// The places of any of these literals, and the articles in which they stand.
    fn side(
        &mut self,
        literals: &'a [String],
        within: Within<'_>,
        scope: Scope,
    ) -> Option<(Vec<Rc<Matches>>, Vec<u32>)> {
        let (mut side, mut held) = (Vec::new(), Vec::new());
        for literal in literals {
            let matches = self.find(literal, within, scope)?;
            held.extend_from_slice(&matches.articles);
            side.push(matches);
        }
        held.sort_unstable();
        held.dedup();
        let held = within.map_or_else(|| held.clone(), |within| scan::common(&held, within));
        Some((side, held))
    }

    fn pattern(&mut self, pattern: &'a Pattern, within: Within<'_>) -> Option<Vec<u32>> {
        let candidates = self.each(pattern.needs(), within, Scope::Part)?;
        let collection = self.collection;
        let mut kept = Vec::new();
        for index in candidates {
            if (self.cancelled)() {
                return None;
            }
            let article = collection.article(index as usize);
            let matches = article.is_some_and(|article| {
                let mut blocks = article.blocks().iter();
                blocks.any(|block| pattern.matches(article.block_text(block).as_str()))
            });
            if matches {
                kept.push(index);
            }
        }
        Some(kept)
    }

    /// The articles of which something is said that passes the test. Many say the same: each
    /// spelling is tested once.
    fn said(
        &self,
        field: Field,
        within: Within<'_>,
        mut test: impl FnMut(&str) -> bool,
    ) -> Option<Vec<u32>> {
        let mut tested: HashMap<&str, bool> = HashMap::new();
        self.keep(&self.every(within), |index| {
            let said = self.collection.said(index as usize, field);
            *tested.entry(said).or_insert_with(|| test(said))
        })
    }

    fn every(&self, within: Within<'_>) -> Vec<u32> {
        within.map_or_else(|| (0..self.corpus().len() as u32).collect(), <[u32]>::to_vec)
    }

    /// The articles that pass the test.
    fn keep(&self, articles: &[u32], mut test: impl FnMut(u32) -> bool) -> Option<Vec<u32>> {
        let mut kept = Vec::new();
        for chunk in articles.chunks(BREATH) {
            if (self.cancelled)() {
                return None;
            }
            kept.extend(chunk.iter().copied().filter(|&index| test(index)));
        }
        Some(kept)
    }
}

/// The articles of `within` that hold a literal.
fn held(matches: &Matches, within: Within<'_>) -> Vec<u32> {
    match within {
        Some(within) => scan::common(&matches.articles, within),
        None => matches.articles.clone(),
    }
}

/// The places of several literals in one article, in order.
pub(super) fn places(side: &[Rc<Matches>], index: u32) -> Vec<Hit> {
    let mut places: Vec<Hit> = side.iter().flat_map(|matches| matches.within(index)).collect();
    places.sort_unstable();
    places
}

/// What costs more comes later, when fewer articles are left.
const fn cost(node: &Node) -> u8 {
    match node {
        Node::Marked(_) => 0,
        Node::Literal(_) | Node::Title(_) => 1,
        Node::All(_) | Node::Any(_) => 2,
        Node::Near(_) => 3,
        Node::Dated(_) | Node::Said(..) | Node::Whole(..) => 4,
        Node::Not(_) => 5,
        Node::Pattern(_) => 6,
    }
}

/// The longest literal is most likely the rarest.
fn length(node: &Node) -> usize {
    match node {
        Node::Literal(literal) | Node::Title(literal) => literal.len(),
        _ => 0,
    }
}
