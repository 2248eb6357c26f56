//! A library and some words to the articles whose title holds them. Says nothing of their text.

use super::Library;
use crate::index::Query;
use crate::text::fold;

impl Library {
    /// The indices of the articles whose title holds what `query` asks for, in the library's
    /// order; all where it is empty.
    pub fn titled(&self, query: &Query) -> Vec<usize> {
        let mut folded = String::new();
        let mut matches = |index: usize| {
            folded.clear();
            fold::fold_into(self.title(index).as_str(), &mut folded);
            query.required().iter().all(|term| folded.contains(term))
                && !query.excluded().iter().any(|term| folded.contains(term))
        };
        (0..self.articles().len()).filter(|&index| matches(index)).collect()
    }
}
