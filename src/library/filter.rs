//! A library and some words to the articles whose title holds them. Says nothing of their text.

use super::Library;
use crate::index::Query;

impl Library {
    /// The indices of the articles whose title holds what `query` asks for, in the library's
    /// order; all where it is empty.
    pub fn titled(&self, query: &Query) -> Vec<usize> {
        let matches = |title: &str| {
            query.required().iter().all(|term| title.contains(term))
                && !query.excluded().iter().any(|term| title.contains(term))
        };
        let rows = self.rows().enumerate();
        rows.filter(|(_, row)| matches(row.folded_title())).map(|(at, _)| at).collect()
    }
}
