//! Many words at once. In come words and a corpus, out comes where each stands and how often, in one
//! pass over the text, however many they are.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::index::corpus::Corpus;

/// Words to be counted together.
pub struct Many {
    automaton: AhoCorasick,
}

impl Many {
    /// Words, which are folded; `None` where they are too many to be looked for together.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        AhoCorasick::new(words).ok().map(|automaton| Self { automaton })
    }

    /// For each of the words the articles in this range that hold it, ascending, with how often it
    /// stands there: the same numbers as [`crate::index::counts()`] gives.
    pub fn count(&self, corpus: &Corpus, articles: Range<usize>) -> Vec<Vec<(u32, u32)>> {
        let mut counts: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.automaton.patterns_len()];
        // Where each was met last ends: one that begins before overlaps itself.
        let mut ends = vec![0; counts.len()];
        for index in articles {
            let text = corpus.article_text(index);
            for found in self.automaton.find_overlapping_iter(text) {
                let word = found.pattern().as_usize();
                match counts[word].last_mut() {
                    Some((last, _)) if *last as usize == index && found.start() < ends[word] => {
                        continue;
                    }
                    Some((last, times)) if *last as usize == index => *times += 1,
                    _ => counts[word].push((index as u32, 1)),
                }
                ends[word] = found.end();
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, BlockKind};
    use crate::index::brute::Shelf;
    use crate::index::counts;
    use crate::text::Clean;

    proptest! {
        /// Of few characters, so that words overlap one another and themselves.
        #[test]
        fn words_are_counted_together_as_they_are_alone(
            texts in prop::collection::vec("[甲乙丙]{0,24}", 1..6),
            words in prop::collection::btree_set("[甲乙丙]{1,4}", 1..8),
            cut in 0..6_usize,
        ) {
            let article = |text: &String| Article::new([(BlockKind::Body, Clean::line(text))]);
            let shelf = Shelf::of(texts.iter().map(article));
            let corpus = &shelf.corpus;
            let many = Many::of(words.iter().map(String::as_str)).expect("few words");
            let cut = cut.min(corpus.len());
            let mut counted = many.count(corpus, 0..cut);
            for (first, rest) in counted.iter_mut().zip(many.count(corpus, cut..corpus.len())) {
                first.extend(rest);
            }
            for (word, counted) in words.iter().zip(counted) {
                prop_assert_eq!(Some(counted), counts(&shelf, word, &|| false));
            }
        }
    }
}
