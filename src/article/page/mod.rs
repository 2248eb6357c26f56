//! A page of text to articles. In come the lines of a page, or pieces that a format has told apart;
//! out come articles and what was dropped. Refuses to know which format the page was in.

mod clutter;
mod cohesion;
mod column;
mod compose;
mod line;
mod reflow;
pub mod sign;
pub mod space;
mod stranded;
mod verse;

pub use compose::compose;
pub use reflow::{Position, role_of};

use super::Article;
use crate::text::Clean;

/// How many articles a page may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Articles {
    /// One: a record, a web page.
    One,
    /// As many as there are.
    Many,
}

/// What is known of a short line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The headline of an article.
    Headline,
    /// A heading of Markdown or HTML with its level, 1 to 6.
    Level(u8),
    /// A headline or a heading: its neighbours decide.
    Either,
    /// A heading inside an article.
    Heading,
}

/// What a piece of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Body,
    Headline(Rank),
    Verse,
    List,
    Quote,
    Code,
    Caption,
    /// A credit that stands by itself.
    Attribution,
    /// A line that states facts of the page; not text.
    Meta,
}

/// Whether a text frame of the page begins with a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// It does.
    Begins,
    /// It may: 近日， on a wrapped page, where the words have to tell.
    MayBegin,
    #[default]
    Continues,
}

impl Frame {
    /// What is certain stays.
    const fn or_may_begin(self) -> Self {
        match self {
            Self::Begins => Self::Begins,
            Self::MayBegin | Self::Continues => Self::MayBegin,
        }
    }
}

/// A paragraph, or a line that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub role: Role,
    pub text: String,
    pub frame: Frame,
}

impl Piece {
    /// A piece inside its frame.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), frame: Frame::Continues }
    }
}

/// What a page gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// The lines that are no article's.
    pub dropped: Vec<Clean>,
}

/// Reads the articles of a page of plain text.
pub fn read(text: &Clean, articles: Articles) -> Page {
    let mut dropped = Vec::new();
    let pieces = pieces(text, &mut dropped);
    compose(pieces, articles, dropped)
}

/// The pieces of plain text; lines that are no text are added to `dropped`.
pub fn pieces(text: &str, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let mut lines = line::lines(text);
    column::set(&mut lines);
    let lines = clutter::sort(lines, dropped);
    reflow::reflow(&lines, Position::Top)
}

/// The paragraphs in a stretch of text that a format has cut out of a page.
pub fn paragraphs(text: &str) -> Vec<Piece> {
    let mut lines = line::lines(text);
    column::set(&mut lines);
    reflow::reflow(&lines, Position::Inside)
}

/// Drops the lines of the page's furniture from pieces that a format has told apart.
pub fn without_clutter(pieces: Vec<Piece>, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    clutter::sort_pieces(pieces, dropped)
}

#[cfg(test)]
mod tests;
