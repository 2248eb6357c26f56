//! A query over a collection to results. In come folded text and a query, out come exact counts
//! and the articles in the order that is asked for. It can be cancelled at any time.
//!
//! `select` walks the tree and asks `scan` for its literals, which asks the engine where there is
//! one; `rank` reads the places of all leaves in the articles that are left.

mod line;
mod near;
mod rank;
mod scan;
mod select;

pub use line::{Line, holds};
pub use near::near;

use super::engine::Collection;
use super::places::{self, Hit};
use super::query::{Node, Query};
use crate::article::ArticleId;
use select::Selection;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The articles, in the order that was asked for.
    pub found: Vec<Found>,
    /// The hits in all of them. Places that overlap are one hit.
    pub total_hits: usize,
}

/// An article in which everything that was asked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub article: ArticleId,
    /// Its place in the order in which the corpus was built.
    pub index: usize,
    /// Where what is asked for stands in its text, in order, not overlapping: of alternatives all
    /// that stand there. Empty where it stands only in a title that was made for it, or is said
    /// beside the text.
    pub hits: Vec<Hit>,
    /// Which of `hits` begins the closest group of different parts of the query; 0 where there is
    /// no hit.
    pub best: usize,
    /// How many parts of the query stand in the title.
    pub terms_in_title: usize,
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
    let mut selection = Selection::new(collection, cancelled);
    let found = selection.all(query.all())?;
    let leaves = query.leaves();
    let mut terms = Vec::new();
    for leaf in &leaves {
        terms.push(rank::Term::of(leaf, &found, &mut selection)?);
    }
    let mut found = rank::rank(collection, terms, &found, order, cancelled)?;
    if leaves.iter().any(|leaf| matches!(leaf, Node::Pattern(_))) {
        for found in &mut found {
            if cancelled() {
                return None;
            }
            found.hits = read(collection, query, found.index);
            found.best = found.best.min(found.hits.len().saturating_sub(1));
        }
    }
    let total_hits = found.iter().map(|one| one.hits.len()).sum();
    Some(Results { found, total_hits })
}

/// The hits as they stand in the article itself: expressions match its clean text.
fn read(collection: &dyn Collection, query: &Query, index: usize) -> Vec<Hit> {
    let Some(article) = collection.article(index) else { return Vec::new() };
    let body = collection.corpus().articles().get(index).map_or(0, |folded| folded.body);
    places::folded(&article, body, &places::hits_in(&article, query))
}

#[cfg(test)]
mod tests;
