//! A paragraph, or a line that stands by itself, and what it is. It goes from the formats and from
//! `reflow` to `compose`, which makes articles of it.

use super::metadata::credit::byline;
use super::metadata::surname::is_name;

/// What is known of a short line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The title of a web page, which holds one article.
    Title,
    /// The headline of an article.
    Headline,
    /// A heading of Markdown or HTML with its level, 1 to 6.
    Level(u8),
    /// A headline or a heading: its neighbours decide.
    Either,
    /// The same in a text that is set in columns, where most are headlines.
    InColumn,
    /// A heading inside an article.
    Heading,
    /// The name of the book over the first of its articles.
    Kicker,
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
    pub const fn or_may_begin(self) -> Self {
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
    /// How many lines of a column it was set in; 1 where it is a line of its own.
    pub lines: usize,
    /// How wide that column is, in quarter ems; 0 where it is not known.
    pub measure: u32,
}

impl Piece {
    /// A piece inside its frame.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), frame: Frame::Continues, lines: 1, measure: 0 }
    }

    /// Whether it is a byline, or a bare name where one stands.
    pub fn names_author(&self) -> bool {
        self.is_byline() || self.role == Role::Attribution && is_name(&self.text, 3)
    }

    /// Whether it says nothing but who wrote what follows.
    pub fn is_byline(&self) -> bool {
        self.role == Role::Attribution && byline(&self.text).is_some()
    }
}

/// Whether two columns, both known, differ by more than the widths of the signs in their lines make: in
/// quarter ems.
pub const fn measure_changes(above: u32, below: u32) -> bool {
    const LEAST: u32 = 6;
    above > 0 && below > 0 && above.abs_diff(below) >= LEAST
}
