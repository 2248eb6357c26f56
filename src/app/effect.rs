//! Work to be done outside, as plain data that tests compare. `run` does it and answers with an
//! `Outcome`, if there is anything to say.

use std::path::PathBuf;

use crate::article::ArticleId;
use crate::index::Query;
use crate::notes::Record;

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Search the library; of several only the newest counts.
    Search { generation: u64, query: Query },
    /// Find the words of a text.
    Words { generation: u64, text: String },
    /// Read the file at `path` as it stands, of which `article` was made.
    Original { generation: u64, path: PathBuf, article: ArticleId },
    /// Write these records to the log and make sure that they are on the disk.
    Save(Vec<Record>),
    /// Hand the text to the terminal's clipboard.
    Copy(String),
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

/// Who has the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseUse {
    Reader,
    Terminal,
}
