//! A mark, and what the reader does to it. Refuses to know how the log keeps either.

use crate::article::ArticleId;
use crate::notes::ink::Ink;
use crate::notes::record::{Data, Document, Kind, Selector};
use crate::text::Clean;

/// A bookmark, highlight or note, or how far an article has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name in the log.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The article it was made in.
    pub document: Document,
    /// The passage or place.
    pub selector: Selector,
    /// What the reader called it; see [`Mark::letter`].
    pub name: Clean,
    /// Markdown, empty where there is none.
    pub note: Clean,
    /// In the reader's order.
    pub tags: Vec<Clean>,
    /// The name of its colour, empty where it has none.
    pub color: Clean,
    /// Whether the article has been read to its end; only of [`Kind::Progress`].
    pub read: bool,
    /// The words as they were when the reader marked them, where they have changed since and nobody
    /// has confirmed that; else empty.
    pub was: Clean,
    /// The hash of a text of which the reader has said that the passage is not in it, empty where
    /// nothing was said; see [`crate::notes::anchor::text_hash`].
    pub refused: String,
    /// When it was made, RFC 3339; empty where the log does not say.
    pub created: Clean,
    /// When it was last changed, RFC 3339.
    pub changed: Clean,
}

impl Mark {
    /// The words that the reader marked, or confirmed last.
    pub fn words(&self) -> &Clean {
        if self.was.is_empty() { &self.selector.exact } else { &self.was }
    }

    /// The ink it is in, where it has one that this program knows.
    pub fn ink(&self) -> Option<Ink> {
        Ink::of(&self.color)
    }

    /// The letter a–z that a bookmark is called by.
    pub fn letter(&self) -> Option<char> {
        let mut chars = self.name.chars();
        let letter = chars.next().filter(char::is_ascii_lowercase)?;
        chars.next().is_none().then_some(letter)
    }
}

/// What the reader does to a mark, before it has a time in the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Makes a mark with these fields.
    Add(Box<Data>),
    /// Sets these fields. With none it takes a delete back.
    Edit(String, Box<Data>),
    /// Takes a delete back.
    Restore(String),
    /// Deletes the mark.
    Delete(String),
}

impl Change {
    /// Makes a mark with these fields.
    pub fn add(data: Data) -> Self {
        Self::Add(Box::new(data))
    }

    /// Sets these fields of a mark. With none it takes a delete back.
    pub fn edit(id: String, data: Data) -> Self {
        Self::Edit(id, Box::new(data))
    }

    /// The mark that it changes; `None` for one that makes a mark.
    pub fn id(&self) -> Option<String> {
        match self {
            Self::Add(_) => None,
            Self::Edit(id, _) | Self::Restore(id) | Self::Delete(id) => Some(id.clone()),
        }
    }

    /// Remembers how far an article has been read. An article has one such mark, whichever
    /// session wrote it.
    ///
    /// `day` is the local one, `2026-01-31`.
    pub fn progress(document: Document, selector: Selector, read: bool, day: &str) -> Self {
        let id = progress_id(document.article);
        let data = Data {
            kind: Some(Kind::Progress),
            document: Some(document),
            selector: Some(selector),
            read: Some(read),
            day: Some(Clean::line(day)),
            ..Data::default()
        };
        Self::edit(id, data)
    }
}

/// What the name of a reading position begins with.
pub(super) const PROGRESS: &str = "progress-";

pub(super) fn progress_id(article: ArticleId) -> String {
    format!("{PROGRESS}{article}")
}
