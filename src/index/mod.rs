//! Articles to hits. In come articles and what the reader typed, out come which articles hold it,
//! where, and a line to show. Refuses to know files, the screen, or any engine's types.
//!
//! Every answer is exact: a query is found wherever its folded form is a part of the folded text.

#[cfg(test)]
mod brute;
pub mod concordance;
mod corpus;
mod engine;
pub mod gist;
pub mod grams;
pub mod names;
mod pinyin;
mod places;
mod query;
mod search;
mod snippet;

pub use corpus::{Corpus, Folded};
pub use engine::{Candidates, Collection, Engine};
pub use pinyin::{Extent, Known, Pairs, Pinyin, Sound, Spelt, Voice, is_pinyin, read, spelt_query};
pub use places::{Hit, hits_in};
pub use query::{
    BadQuery, Fact, Field, Near, Node, Query, Reason, State, Subject, day_of, name_key,
};
pub use search::{Found, Line, Order, Results, arrange, counts, holds, near, search};
pub use snippet::{Snippet, snippet};
