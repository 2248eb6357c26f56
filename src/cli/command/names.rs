//! `duben names`: who and what the articles speak of, a name a line.

use std::io::Write;

use serde_json::json;

use super::end;
use crate::cli::args::Names;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, start};
use crate::index::names::{Kind, Name};
use crate::run::{self, Watch};

/// Nobody calls it off, and a pipe wants no progress.
struct Prompt;

impl Watch for Prompt {}

/// Lists names: kind, name, how often it is met, in how many articles; people first, then places,
/// then organisations, of each the most frequent first.
pub fn names(given: &Given, wanted: &Names, out: &mut dyn Write) -> Result<Found, Failure> {
    let shelf = start::shelf(given, &wanted.paths)?;
    let (mut library, failure) = start::library(&shelf)?;
    if !library.is_sound() {
        library = start::mended(&shelf);
    }
    let cache = shelf.index.as_ref().map(|index| &index.cache);
    let names = run::names(&library, cache, &Prompt).unwrap_or_default();
    let mut found = Found::Nothing;
    for kind in Kind::ALL {
        if wanted.kind.is_some_and(|only| kind != only.into()) {
            continue;
        }
        let of_kind = names.iter().filter(|name| name.kind == kind);
        for name in of_kind.take(wanted.limit.unwrap_or(usize::MAX)) {
            write(name, wanted, out)?;
            found = Found::Something;
        }
    }
    end(found, failure)
}

fn write(name: &Name, wanted: &Names, out: &mut dyn Write) -> Result<(), Failure> {
    let Name { text, kind, times, articles } = name;
    let kind = kind.name();
    if wanted.json {
        let row = json!({ "name": text, "kind": kind, "times": times, "articles": articles });
        writeln!(out, "{row}")?;
    } else {
        writeln!(out, "{kind}\t{text}\t{times}\t{articles}")?;
    }
    Ok(())
}
