//! What a search asks of the notebook: the articles that the reader has marked so.

use super::log::{Mark, Notebook};
use super::record::Kind;
use crate::article::ArticleId;
use crate::index::Fact;
use crate::text::fold::fold;

impl Notebook {
    /// The articles of which `fact` is true; one that has several such marks comes several times.
    pub fn articles(&self, fact: &Fact) -> Vec<ArticleId> {
        let article = |mark: &Mark| mark.document.article;
        if *fact == Fact::IsRead {
            return self.positions().filter(|mark| mark.read).map(article).collect();
        }
        let holds = |mark: &&Mark| match fact {
            Fact::HasNote => !mark.note.trim().is_empty(),
            Fact::HasBookmark => mark.kind == Kind::Bookmark,
            Fact::HasHighlight => mark.kind == Kind::Highlight,
            Fact::Tagged(tag) => mark.tags.iter().any(|own| fold(own) == *tag),
            Fact::IsRead => false,
        };
        self.marks().into_iter().filter(holds).map(article).collect()
    }
}
