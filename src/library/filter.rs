//! What the index asks of a library, and the articles whose title holds what a query asks for.

use std::borrow::Cow;
use std::sync::Arc;

use super::Library;
use super::sources::name_of;
use crate::article::Article;
use crate::index::{self, Candidates, Collection, Corpus, Engine, Field, Line, Query};
use crate::text::Shown;

impl Collection for Library {
    fn corpus(&self) -> &Corpus {
        Self::corpus(self)
    }

    fn engine(&self) -> Option<&dyn Engine> {
        Some(self)
    }

    fn said(&self, index: usize, field: Field) -> &str {
        let Some(row) = self.row(index) else { return "" };
        let said = match field {
            // As the list of sources names it.
            Field::Source => Some(name_of(row)),
            Field::Author => row.author(),
            Field::Date => row.date(),
            Field::Path => Some(row.file().name()),
        };
        said.map_or("", Shown::as_str)
    }

    fn days(&self) -> Cow<'_, [u32]> {
        Cow::Borrowed(Self::days(self))
    }

    fn article(&self, index: usize) -> Option<Arc<Article>> {
        Self::article(self, index)
    }
}

impl Engine for Library {
    fn articles_with(&self, literal: &str) -> Option<Candidates> {
        if self.is_absent(literal) {
            return Some(Candidates::default());
        }
        self.indexed()?.articles_with(literal)
    }
}

impl Library {
    /// The indices of the articles whose title holds what `query` asks for, in the library's
    /// order; all where it is empty.
    pub fn titled(&self, query: &Query) -> Vec<usize> {
        let holds = |index: usize| {
            self.row(index).is_some_and(|row| {
                let said = |field| Collection::said(self, index, field);
                let shown = row.title().map_or("", Shown::as_str);
                let (folded, id) = (row.folded_title(), row.id());
                index::holds(query, Line { shown, folded, id, said: &said })
            })
        };
        (0..self.len()).filter(|&index| holds(index)).collect()
    }
}
