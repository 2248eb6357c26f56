//! What a search asks of the notebook: the articles that the reader has marked so.

use super::ink::Ink;
use super::log::{Mark, Notebook};
use super::record::Kind;
use crate::article::ArticleId;
use crate::index::Fact;
use crate::text::fold::fold;

/// What the reader has marked in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub bookmarks: usize,
    pub highlights: usize,
    pub notes: usize,
    /// Whether it was read to its end.
    pub is_read: bool,
}

impl Marked {
    /// Counts the marks of an article, each as what it is.
    pub fn of<'a>(marks: impl IntoIterator<Item = &'a Mark>, is_read: bool) -> Self {
        let mut marked = Self { is_read, ..Self::default() };
        for mark in marks {
            match mark.kind {
                Kind::Bookmark => marked.bookmarks += 1,
                Kind::Highlight => marked.highlights += 1,
                Kind::Note => marked.notes += 1,
                Kind::Progress => {}
            }
        }
        marked
    }
}

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
            Fact::Coloured(color) => is_coloured(mark, color),
            Fact::IsRead | Fact::HasCome(_) => false,
        };
        self.all().map(|mark| &**mark).filter(holds).map(article).collect()
    }
}

/// Whether a mark has a colour of this name, which is folded.
fn is_coloured(mark: &Mark, color: &str) -> bool {
    is_colour(&fold(&mark.color), color)
}

/// Whether two folded names mean one colour: by any name that its ink has, else as they stand.
pub(super) fn is_colour(name: &str, wanted: &str) -> bool {
    name == wanted || Ink::of(wanted).is_some_and(|ink| Ink::of(name) == Some(ink))
}
