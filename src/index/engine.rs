//! What a search asks of the world: the library behind it, and the engine that finds candidates.
//!
//! A query is a tree of conditions (`query`); whatever it is made of comes down to folded strings,
//! *literals*, and conditions on single articles. There is one seam: for one literal, which
//! articles hold it. Without an engine the folded text is scanned, which finds the places along
//! with the articles; an engine names the articles, and the same scan then looks at those alone.
//! All else is common: combining (`search::select`), places and distances, ranks and counts come
//! from the text of the articles, so every engine gives the same hits by construction.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::corpus::Corpus;
use super::query::{self, Field};
use super::search::Matches;
use crate::article::Article;

/// Finds the articles of a literal without reading all text.
pub trait Engine {
    /// The articles in whose folded text `literal` may stand. `None` where scanning is the better
    /// way. The literal is folded, not empty, and holds no newline.
    fn articles_with(&self, literal: &str) -> Option<Candidates>;

    /// All places of `literal` in the folded text, where they are known without looking.
    fn places_of(&self, _literal: &str) -> Option<Rc<Matches>> {
        None
    }
}

/// Articles in which a literal may stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Their indices, ascending: none is missing, some may be too many.
    pub articles: Vec<u32>,
    /// How often it stands in the whole folded text of each, exactly; 0 where that is not known.
    /// Empty where it is known of none.
    pub counts: Vec<u32>,
}

/// The articles that are searched. Indices are those of its corpus.
pub trait Collection {
    /// Their folded text.
    fn corpus(&self) -> &Corpus;

    /// What finds candidates, if the text is not to be scanned.
    fn engine(&self) -> Option<&dyn Engine> {
        None
    }

    /// What is said of an article in a field, as it is shown; empty where nothing is.
    fn said(&self, index: usize, field: Field) -> &str;

    /// The dates of all articles as [`query::day_of`] has them, 0 where there is none. There may be
    /// a million at each key that is typed: they lie side by side.
    fn days(&self) -> Cow<'_, [u32]> {
        let day = |index| query::day_of(self.said(index, Field::Date)).unwrap_or_default();
        (0..self.corpus().len()).map(day).collect()
    }

    /// The article itself: for regular expressions, which match its clean text. `None` where it
    /// cannot be read; then it matches none.
    fn article(&self, index: usize) -> Option<Arc<Article>>;
}
