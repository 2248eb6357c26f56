//! What a search asks of the notebook: the articles that the reader has marked so. In come a fact
//! and where marks are now, out come the ids of articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ink::Ink;
use super::log::{Mark, Notebook};
use super::places::Whereabouts;
use super::record::Kind;
use crate::article::ArticleId;
use crate::index::Fact;
use crate::library::Library;
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
    /// The articles of a library of which `fact` is true: those that such marks have come to, as
    /// `places` tells by their ids, and those under whose ids they were made, there or not. One that
    /// has several such marks comes several times. Who has read an article has read its copies.
    pub fn articles(
        &self,
        fact: &Fact,
        library: &Library,
        places: &BTreeMap<String, Whereabouts>,
    ) -> Vec<ArticleId> {
        // Most marks are where they were made, and are not looked up.
        let come = places.iter().filter_map(|(id, place)| {
            let row = library.row(place.come_to()?)?;
            self.get(id).filter(|mark| holds(mark, fact)).map(|_| row.id())
        });
        let mut articles: Vec<ArticleId> =
            self.holding(fact).map(|mark| mark.document.article).chain(come).collect();
        if *fact == Fact::IsRead {
            let indices = articles.iter().filter_map(|&id| library.by_id(id));
            let copies = indices.flat_map(|index| library.copies_of(index));
            let copies: Vec<ArticleId> =
                copies.filter_map(|index| library.row(index)).map(|row| row.id()).collect();
            articles.extend(copies);
        }
        articles
    }

    /// The marks that make `fact` true, in no order to speak of.
    pub fn holding(&self, fact: &Fact) -> impl Iterator<Item = &Arc<Mark>> {
        let is_position = *fact == Fact::IsRead;
        let positions = is_position.then(|| self.finished()).into_iter().flatten();
        let marks = (!is_position).then(|| self.all()).into_iter().flatten();
        positions.chain(marks.filter(move |mark| holds(mark, fact)))
    }
}

/// Whether a mark makes it true of the article that it is in.
fn holds(mark: &Mark, fact: &Fact) -> bool {
    if mark.kind == Kind::Progress {
        return *fact == Fact::IsRead && mark.read;
    }
    match fact {
        Fact::HasNote => !mark.note.trim().is_empty(),
        Fact::HasBookmark => mark.kind == Kind::Bookmark,
        Fact::HasHighlight => mark.kind == Kind::Highlight,
        Fact::Tagged(tag) => mark.tags.iter().any(|own| fold(own) == *tag),
        Fact::Coloured(color) => is_coloured(mark, color),
        Fact::IsRead | Fact::HasCome(_) => false,
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
