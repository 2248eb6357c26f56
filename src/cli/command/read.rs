//! `duben [PATH]…`: opens the reader.

use std::path::PathBuf;

use crate::cli::Found;
use crate::cli::failure::Failure;
use crate::cli::start::{self, Given};
use crate::disk;
use crate::run;

/// Opens the reader. A path that is not there is said before the screen changes.
pub fn read(given: &Given, paths: &[PathBuf]) -> Result<Found, Failure> {
    let start = start::start(given, paths)?;
    if let Some(fault) = disk::missing(&start.shelf.roots) {
        return Err(fault.into());
    }
    let ended = run::read(start).map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    Ok(match ended {
        run::Ended::Left => Found::Something,
        run::Ended::Killed(code) => Found::Killed(code),
    })
}
