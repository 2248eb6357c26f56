//! A query against one line of text: a title among titles.

use super::near::near;
use crate::article::ArticleId;
use crate::index::places::Hit;
use crate::index::query::{Field, Node, Query, name_key};
use crate::text::fold;

/// A line of text and whose it is.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// As it is shown, and folded.
    pub shown: &'a str,
    pub folded: &'a str,
    /// The article.
    pub id: ArticleId,
    /// What is said of the article; see [`crate::index::Collection::said`].
    pub said: &'a dyn Fn(Field) -> &'a str,
}

/// Whether all that `query` asks of a text holds of this line, and all else of its article. An
/// empty query holds.
pub fn holds(query: &Query, line: Line<'_>) -> bool {
    query.all().iter().all(|node| line.fits(node))
}

impl Line<'_> {
    fn fits(self, node: &Node) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.fits(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.fits(node)),
            Node::Not(node) => !self.fits(node),
            Node::Literal(literal) | Node::Title(literal) => self.folded.contains(literal),
            Node::Near(asked) => {
                let (first, second) = (self.places(&asked.first), self.places(&asked.second));
                !near(&first, &second, asked.chars, self.folded.as_bytes()).is_empty()
            }
            Node::Pattern(pattern) => pattern.matches(self.shown),
            Node::Said(field, literal) => fold::fold((self.said)(*field)).contains(literal),
            Node::Whole(field, key) => name_key((self.said)(*field)) == *key,
            Node::Dated(dates) => dates.hold((self.said)(Field::Date)),
            Node::Marked(marked) => marked.holds(self.id),
        }
    }

    fn places(self, literals: &[String]) -> Vec<Hit> {
        let mut places: Vec<Hit> = Vec::new();
        for literal in literals {
            let hit = |(start, _)| Hit { start: start as u32, end: (start + literal.len()) as u32 };
            places.extend(self.folded.match_indices(literal.as_str()).map(hit));
        }
        places.sort_unstable();
        places
    }
}
