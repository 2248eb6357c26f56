//! What happens, from outside: a command, typed text, the mouse, a new size, the time, the answer
//! to an effect. Parts of the application never send each other actions; they call methods.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Indexing;
use super::command::Command;
use crate::article::Original;
use crate::index::concordance::Place;
use crate::index::gist::Gist;
use crate::index::names::Name;
use crate::index::{Results, Spelt};
use crate::layout::Size;
use crate::library::{Library, Tally};
use crate::notes::ledger::Ledger;
use crate::notes::searches::Saved;
use crate::notes::{Found, Notebook, Record, Selector, Whereabouts};
use crate::text::Clean;
use crate::text::width::WidthPolicy;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A command was asked for, with the count typed before it.
    Do(Command, Option<u32>),
    /// Text was typed or pasted.
    Text(String),
    /// The keys typed so far mean nothing yet; empty when they came to something.
    Pending(Clean),
    /// The mouse did something at a cell.
    Mouse(Mouse, u16, u16),
    /// The screen has this size.
    Resize(Size),
    /// It is now this time. Comes before the actions it holds for.
    At(Moment),
    /// An effect came to something.
    Done(Box<Outcome>),
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    Press,
    /// The second press at the same cell in quick succession.
    DoublePress,
    /// The third.
    TriplePress,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// A point in time; empty before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// In universal time, as RFC 3339 writes it.
    pub wall: String,
    /// Hours and minutes in local time, `09:41`.
    pub clock: String,
    /// The day in local time, `2026-01-01`.
    pub day: String,
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// So many files of the library have been read.
    Reading { done: usize, total: usize },
    /// So many hundredths of one long file are read.
    ReadingLong { percent: u8 },
    /// The library is being indexed, or no longer; searches scan it meanwhile.
    Indexing(Option<Indexing>),
    /// The library is there.
    Loaded(Arc<Library>),
    /// The notes of all sessions, as they are on the disk, and the same side by side.
    Notes(Box<Notebook>, Box<Ledger>),
    /// What other sessions wrote since.
    Others(Vec<Record>),
    /// What a search found.
    Found { generation: u64, results: Results, tally: Tally, words: Vec<String>, micros: u64 },
    /// What the words of a query were read as, and what that search found.
    Spelt { generation: u64, spelt: Vec<Spelt>, results: Results, tally: Tally, micros: u64 },
    /// The hits of the concordance in the order that was asked for.
    Arranged { generation: u64, places: Vec<Place> },
    /// So many percent of the text have been looked through for names.
    Gathering { generation: u64, percent: u8 },
    /// The names of the library.
    Names { generation: u64, names: Vec<Name> },
    /// What an article is about.
    Gist { generation: u64, gist: Gist },
    /// Where the words of a block begin, in code points of the block.
    Words { generation: u64, starts: Vec<u32> },
    /// A file as it stood, or why it cannot be shown.
    Original { generation: u64, original: Result<Box<Original>, Clean> },
    /// Where marks are, by their ids.
    Placed { generation: u64, places: BTreeMap<String, Whereabouts> },
    /// Where marks are in the article of this index.
    Sought { generation: u64, index: usize, marks: Vec<Sought> },
    /// The oldest records that were to be saved are on the disk.
    Saved,
    /// They could not be written.
    NotSaved { why: Clean },
    /// The text was handed to the clipboard; what the reader should know of it.
    Copied { how: Clean },
    /// A file was written; what the reader should know of it.
    Written { how: Clean },
    /// What became of the text in the reader's own editor, or why nothing did.
    Edited(Result<String, Clean>),
    /// What this terminal does with ambiguous characters.
    Width(WidthPolicy),
    /// The same, as the reader wished to know it.
    Calibrated(WidthPolicy),
    /// What was asked in earlier sessions, the newest last, and the searches with a name.
    Queries { history: Vec<String>, saved: Vec<Saved> },
    /// Something was done; what the reader should know of it.
    Told(Clean),
    /// Something went wrong, in a sentence.
    Failed(Clean),
}

/// Where a mark was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The mark.
    pub id: String,
    pub found: Found,
    /// What stands there now, where it is not what stood there.
    pub now: Clean,
    /// A selector of the same passage as the text has it now, where it is another.
    pub fresh: Option<Selector>,
}
