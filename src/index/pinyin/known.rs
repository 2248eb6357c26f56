//! A collection of which it is known where some strings stand. In comes any collection, out comes the
//! same that need not be asked for these. Refuses to know how it came to be known.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::index::corpus::Corpus;
use crate::index::engine::{Candidates, Collection, Engine};
use crate::index::query::Field;
use crate::index::search::Matches;

/// A collection and what is known of it.
pub struct Known<'a> {
    pub collection: &'a dyn Collection,
    pub strings: Vec<(&'a str, Rc<Matches>)>,
}

impl Collection for Known<'_> {
    fn corpus(&self) -> &Corpus {
        self.collection.corpus()
    }

    fn engine(&self) -> Option<&dyn Engine> {
        Some(self)
    }

    fn said(&self, index: usize, field: Field) -> &str {
        self.collection.said(index, field)
    }

    fn days(&self) -> Cow<'_, [u32]> {
        self.collection.days()
    }

    fn article(&self, index: usize) -> Option<Arc<Article>> {
        self.collection.article(index)
    }
}

impl Engine for Known<'_> {
    fn articles_with(&self, literal: &str) -> Option<Candidates> {
        match self.places_of(literal) {
            Some(known) => {
                let articles = known.articles.clone();
                Some(Candidates { articles, counts: Vec::new() })
            }
            None => self.collection.engine()?.articles_with(literal),
        }
    }

    fn places_of(&self, literal: &str) -> Option<Rc<Matches>> {
        let known = self.strings.iter().find(|(text, _)| *text == literal);
        known.map(|(_, matches)| Rc::clone(matches))
    }
}
