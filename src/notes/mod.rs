//! What the reader adds to the articles: bookmarks, highlights, notes, tags and how far they have
//! read. In come articles and the lines of the log, out come marks that know their passage, and
//! new lines. Refuses to know where the log lies and what time it is.

pub mod anchor;
pub mod calendar;
mod condense;
pub mod exchange;
mod facts;
mod ink;
pub mod ledger;
pub mod links;
pub mod log;
pub mod places;
pub mod print;
pub mod record;
pub mod searches;
pub mod tags;

pub use anchor::{Finder, Found};
pub use condense::condense;
pub use facts::Marked;
pub use ink::Ink;
pub use log::{Change, Mark, Notebook};
pub use places::{Reach, Whereabouts, places, seek};
pub use record::{Batch, Data, Document, Extent, Kind, Record, Selector};
