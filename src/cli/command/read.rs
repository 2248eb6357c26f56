//! `duben [PATH]…`: opens the reader.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::cli::Found;
use crate::cli::args::Typed;
use crate::cli::failure::Failure;
use crate::cli::start::{self, Given};
use crate::disk;
use crate::run;

/// Opens the reader. A path that is not there is said before the screen changes.
pub fn read(given: &Given, paths: &[PathBuf]) -> Result<Found, Failure> {
    let start = start::start(given, paths)?;
    if let Some(fault) = disk::missing(&start.shelf.roots) {
        let meant = paths.first().filter(|first| **first == fault.path);
        let meant = meant.and_then(|word| command_meant(word));
        return Err(meant.unwrap_or_else(|| fault.into()));
    }
    let ended = run::read(start).map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    Ok(match ended {
        run::Ended::Left => Found::Something,
        run::Ended::Killed(code) => Found::Killed(code),
    })
}

/// Says which command a word was meant to be that is no file: one where at most every third letter is
/// another, is missing, or stands before the one that it belongs behind.
fn command_meant(word: &Path) -> Option<Failure> {
    let word = word.to_str()?;
    let program = Typed::command();
    let names = program.get_subcommands().filter(|known| !known.is_hide_set());
    let name = names
        .map(clap::Command::get_name)
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, name)| distance * 3 <= name.len())
        .min()?
        .1;
    let sentence = format!("there is no file and no command called {word:?}");
    Some(Failure::new(sentence, format!("`duben {name}` is a command")))
}
