//! A query over a collection to results. In come folded text and a query, out come exact counts
//! and the articles, at first as they lie in the library: so they are counted by what is said of
//! them as fast as the memory gives it, and put into another order last. It can be cancelled at any
//! time.
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
pub use rank::arrange;
pub use scan::Matches;

use super::engine::Collection;
use super::places::{Hit, hits_of};
use super::query::{Node, Query};
use rank::Recency;
use select::Selection;
use terms::Term;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// What was looked for.
    pub query: Query,
    /// The articles; as they lie in the library until they are put into another order.
    pub found: Vec<Found>,
    /// The hits in all of them. Places that overlap are one hit.
    pub total_hits: usize,
}

/// An article in which everything that was asked for stands. There may be a million at each key
/// that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    index: u32,
    /// How many hits it has: in how many places of its text, not overlapping, what is asked for
    /// stands, of alternatives all that stand there. 0 where it stands only in a title that was made
    /// for it, or is said beside the text.
    pub hits: u32,
    /// Which of its hits begins the closest group of different parts of the query; 0 where there is
    /// no hit.
    pub best: u32,
    /// The smaller the sooner it comes, where more relevant articles come first.
    rank: u32,
}

impl Found {
    /// Its place in the order in which the corpus was built.
    pub const fn index(&self) -> usize {
        self.index as usize
    }
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

/// Finds `query`, the articles as they lie in the library; `None` where it was cancelled, about
/// which it asks every few milliseconds. An empty query finds nothing.
pub fn search(
    collection: &dyn Collection,
    query: &Query,
    cancelled: &dyn Fn() -> bool,
) -> Option<Results> {
    if query.is_empty() {
        return Some(Results::default());
    }
    let found = match query.all() {
        [Node::Literal(literal)] => single::find(collection, literal, cancelled)?,
        _ => find(collection, query, cancelled)?,
    };
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

fn find(
    collection: &dyn Collection,
    query: &Query,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let mut selection = Selection::new(collection, cancelled);
    let found = selection.all(query.all())?;
    let leaves = query.leaves();
    let mut terms = Vec::new();
    for leaf in &leaves {
        terms.push(Term::of(leaf, &found, &mut selection)?);
    }
    let recency = Recency::among(collection, found.iter().copied());
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
    Some(weighed.into_iter().map(|one| recency.rank(one)).collect())
}

impl Results {
    /// The same in another order than that of the library. `collection` is the one that was
    /// searched.
    #[must_use]
    pub fn arranged(mut self, collection: &dyn Collection, order: Order) -> Self {
        arrange(collection, &mut self.found, order);
        self
    }

    /// The hits in the folded text of one of [`Results::found`], in order. `collection` is the one
    /// that was searched.
    pub fn hits(&self, collection: &dyn Collection, found: usize) -> Vec<Hit> {
        let index = self.found.get(found).map(Found::index);
        index.map_or_else(Vec::new, |index| hits_of(collection, &self.query, index))
    }
}

#[cfg(test)]
mod tests;
