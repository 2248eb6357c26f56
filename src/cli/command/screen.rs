//! `duben screen`: presses keys headless and prints the screen, for tests and for the manual.

use std::io::Write;

use crate::cli::args::{Drawn, Screen};
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, start};
use crate::disk::{self, store};
use crate::layout::Size;
use crate::run::{Queries, Session};
use crate::text::width::{Ambiguous, WidthPolicy};

/// Presses the keys and prints what the reader would see. Notes are kept only where a data
/// directory is named, so that a picture never depends on who takes it.
pub fn screen(given: &Given, screen: &Screen, out: &mut dyn Write) -> Result<Found, Failure> {
    let mut start = start::start(given, &screen.paths)?;
    if given.common.data_dir.is_none() {
        start.journal = Ok(Box::new(store::Memory::default()));
        start.queries = Queries::default();
    }
    if let Some(fault) = disk::missing(&start.shelf.roots) {
        return Err(fault.into());
    }
    let (cols, rows) = screen.size;
    let policy = WidthPolicy::all(start.ambiguous.unwrap_or(Ambiguous::Narrow));
    let mut session = Session::open(start, Size { cols, rows }, policy);
    session.press(&screen.keys).map_err(|bad| {
        Failure::new(
            format!("{bad} is no key"),
            "keys are written as in vim: gg, <C-d>, <CR>, <lt>",
        )
    })?;
    let drawn = match screen.format {
        Drawn::Text => session.screen(),
        Drawn::Ansi => session.ansi(),
        Drawn::Svg => session.svg(),
    };
    write!(out, "{drawn}")?;
    if screen.styles {
        write!(out, "\n{}", session.styles())?;
    }
    Ok(Found::Something)
}
