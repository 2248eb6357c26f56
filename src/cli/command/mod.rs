//! The commands, one a file: each takes what was typed and writes what was asked for.

mod bench;
mod exchange;
mod extract;
mod index;
mod info;
mod itself;
mod kwic;
mod list;
mod names;
mod notes;
mod read;
mod screen;
mod search;
mod show;

pub use bench::bench;
pub use extract::{extract, pdf_text};
pub use index::index;
pub use info::info;
pub use itself::{completions, config, doctor, keys, man};
pub use list::list;
pub use names::names;
pub use notes::notes;
pub use read::read;
pub use screen::screen;
pub use search::search;
pub use show::show;

use super::Found;
use super::failure::Failure;

/// What a command came to when all it could do is done: a path that could not be read is an error
/// in the end.
fn end(found: Found, failure: Option<Failure>) -> Result<Found, Failure> {
    failure.map_or(Ok(found), Err)
}
