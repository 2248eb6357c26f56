//! Work to be done outside, as plain data that tests compare. `run` does it and answers with an
//! `Outcome`, if there is anything to say.

use std::path::PathBuf;
use std::sync::Arc;

use crate::article::{Article, ArticleId};
use crate::index::concordance::{self, Place};
use crate::index::{Order, Pinyin, Query, Results};
use crate::library::Library;
use crate::notes::exchange::Format;
use crate::notes::searches::Saved;
use crate::notes::{Batch, Mark, Reach};

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Search the library; of several only the newest counts.
    Search { generation: u64, asked: Asked },
    /// Put hits in order; of several only the newest counts.
    Arrange { generation: u64, arrangement: Arrangement },
    /// Read the words of a query as pinyin, and search for what they are read as.
    Spell { generation: u64, asked: Asked, pinyin: Pinyin },
    /// Gather the names of a library; of several only the newest count.
    Names { generation: u64, library: Arc<Library> },
    /// Find out what an article of a library is about; of several only the newest counts.
    Gist { generation: u64, library: Arc<Library>, article: ArticleId },
    /// Find the words of a text.
    Words { generation: u64, text: String },
    /// Read the file at `path` as it stands, of which `article` was made.
    Original { generation: u64, path: PathBuf, article: ArticleId },
    /// Find the articles of this library that marks belong to.
    Place { generation: u64, library: Arc<Library>, marks: Vec<Arc<Mark>>, reach: Reach },
    /// Find marks in an article, of this index.
    Seek { generation: u64, index: usize, article: Arc<Article>, marks: Vec<Arc<Mark>> },
    /// Write these records to the log and make sure that they are on the disk.
    Save(Batch),
    /// Keep a query, or forget one.
    Keep(Asking),
    /// Hand the text to the terminal's clipboard.
    Copy(String),
    /// Write to a file, at a path as it was typed.
    Write { path: String, what: Written, existing: Existing },
    /// Leave the screen to the reader's own editor, with this text.
    Edit(String),
    /// Read the files of the library again.
    Reload,
    /// Paint the whole screen.
    Redraw,
    /// Ask the terminal how wide its characters are, and tell.
    Calibrate,
    /// Take the mouse, or leave it to the terminal.
    Mouse(MouseUse),
    /// Stop until the shell says go on.
    Suspend,
    /// Leave.
    Quit,
}

/// What is to be kept of queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// It was asked.
    Remember(String),
    /// It was given a name.
    Save(Saved),
    /// The search of this name has none any more.
    Forget(String),
}

/// Hits and the order that they are to be put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// The library that the results are of.
    pub library: Arc<Library>,
    pub results: Arc<Results>,
    pub order: concordance::Order,
}

/// What is searched, and how the articles are to come.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub query: Query,
    pub order: Order,
}

/// What is written to a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Text(String),
    /// As Markdown, as it is read again.
    Markdown(Arc<Article>),
    /// As plain text, as it is read again.
    Plain(Arc<Article>),
    /// As a table of tab-separated values: these of the hits, with their articles.
    Table {
        library: Arc<Library>,
        results: Arc<Results>,
        places: Arc<Vec<Place>>,
    },
    /// Marks in a form of other programs; into a folder where the form is one.
    Marks(Arc<Exported>),
}

/// Marks that are written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub format: Format,
    /// The library that they are in.
    pub library: Arc<Library>,
    /// Each with the index of its article, where that is known; those of one article follow each
    /// other.
    pub marks: Vec<(Arc<Mark>, Option<usize>)>,
    /// The day on which articles are cited, YYYY-MM-DD.
    pub day: String,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Keep,
    Replace,
}

/// Who has the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseUse {
    Reader,
    Terminal,
}
