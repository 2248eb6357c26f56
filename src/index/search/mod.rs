//! A query over a collection to results. In come folded text and a query, out come exact counts
//! and the articles in the order that is asked for. It can be cancelled at any time.
//!
//! `select` walks the tree and asks `scan` for its literals, which asks the engine where there is
//! one; `terms` reads the places of all leaves in the articles that are left; `single` counts where
//! one literal is all that is asked; `rank` puts articles in order.

mod line;
mod near;
mod rank;
mod scan;
mod select;
mod single;
mod terms;

pub use line::{Line, holds};
pub use near::near;
pub(super) use rank::Scale;

use super::engine::Collection;
use super::places::{Hit, hits_of};
use super::query::{Node, Query};
use rank::Weighed;
use select::Selection;
use terms::Term;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// What was looked for.
    pub query: Query,
    /// The articles, in the order that was asked for.
    pub found: Vec<Found>,
    /// The hits in all of them. Places that overlap are one hit.
    pub total_hits: usize,
}

/// An article in which everything that was asked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place in the order in which the corpus was built.
    pub index: usize,
    /// How many hits it has: in how many places of its text, not overlapping, what is asked for
    /// stands, of alternatives all that stand there. 0 where it stands only in a title that was made
    /// for it, or is said beside the text.
    pub hits: u32,
    /// Which of its hits begins the closest group of different parts of the query; 0 where there is
    /// no hit.
    pub best: u32,
    /// How many parts of the query stand in the title; 15 where there are more.
    pub terms_in_title: u32,
}

/// The order of results. Where it says nothing of two of them, the better comes first, then the
/// one that comes first in the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Those with the most parts of the query in their title, then by how much they speak of them
    /// and how close together, a little by date.
    #[default]
    Relevance,
    /// The newest first; those without a year last.
    Date,
    /// By the name of the source; those without one last.
    Source,
    /// As they lie in the library.
    Position,
}

/// Finds `query`; `None` where it was cancelled, about which it asks every few milliseconds. An
/// empty query finds nothing.
pub fn search(
    collection: &dyn Collection,
    query: &Query,
    order: Order,
    cancelled: &dyn Fn() -> bool,
) -> Option<Results> {
    if query.is_empty() {
        return Some(Results::default());
    }
    let weighed = match query.all() {
        [Node::Literal(literal)] => single::weigh(collection, literal, cancelled)?,
        _ => weigh(collection, query, cancelled)?,
    };
    let found = rank::rank(collection, weighed, order);
    let total_hits = found.iter().map(|one| one.hits as usize).sum();
    Some(Results { query: query.clone(), found, total_hits })
}

/// The articles that hold a literal, which is folded, in the order of the library, each with how
/// often it stands there; `None` where it was cancelled.
pub fn counts(
    collection: &dyn Collection,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<(u32, u32)>> {
    single::counts(collection, literal, cancelled)
}

fn weigh(
    collection: &dyn Collection,
    query: &Query,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Weighed>> {
    let mut selection = Selection::new(collection, cancelled);
    let found = selection.all(query.all())?;
    let leaves = query.leaves();
    let mut terms = Vec::new();
    for leaf in &leaves {
        terms.push(Term::of(leaf, &found, &mut selection)?);
    }
    let mut weighed = terms::weigh(collection.corpus(), terms, &found, cancelled)?;
    // Expressions match the clean text, which has to be read.
    if leaves.iter().any(|leaf| matches!(leaf, Node::Pattern(_))) {
        for one in &mut weighed {
            if cancelled() {
                return None;
            }
            one.hits = hits_of(collection, query, one.index as usize).len() as u32;
            one.best = one.best.min(one.hits.saturating_sub(1));
        }
    }
    Some(weighed)
}

impl Results {
    /// The hits in the folded text of one of [`Results::found`], in order. `collection` is the one
    /// that was searched.
    pub fn hits(&self, collection: &dyn Collection, found: usize) -> Vec<Hit> {
        let index = self.found.get(found).map(|found| found.index);
        index.map_or_else(Vec::new, |index| hits_of(collection, &self.query, index))
    }
}

#[cfg(test)]
mod tests;
