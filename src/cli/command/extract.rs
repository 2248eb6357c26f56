//! `duben extract`: clean articles out, a file at a time in the order of the library.

use std::io::{self, Read, Write};

use super::end;
use crate::article::{self, Place};
use crate::cli::args::{Extract, Format};
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::unread::Unread;
use crate::cli::{Found, complain, start};
use crate::library::{self, Skipped};
use crate::text::Clean;

/// Extracts and prints file by file, so that the memory holds one file and not the library.
pub fn extract(given: &Given, extract: &Extract, out: &mut dyn Write) -> Result<Found, Failure> {
    let shelf = start::shelf(given, &extract.paths)?;
    let plan = library::plan(&*shelf.disk, &shelf.roots);
    let mut unread = Unread::default();
    let mut leave_out = |skipped: Skipped| {
        if shelf.roots.contains(&skipped.path) {
            unread.hold(skipped);
        } else {
            unread.say(&skipped);
        }
    };
    plan.skipped.iter().cloned().for_each(&mut leave_out);
    let mut found = Found::Nothing;
    let mut place = Place::First;
    for (index, entry) in plan.files.iter().enumerate() {
        let name = library::shown(entry.name());
        match library::read_file(&*shelf.disk, &plan, index, shelf.options).outcome {
            Ok(extraction) => {
                found = Found::Something;
                // JSON carries the warnings; the other forms have no place for them.
                if extract.format != Format::Jsonl {
                    for warning in &extraction.warnings {
                        complain(&format!("{}: {warning}", library::shown(&entry.path)));
                    }
                }
                place = print_one(&name, &extraction, extract.format, place, out)?;
            }
            Err(skipped) => leave_out(skipped),
        }
    }
    end(found, unread.end().map(Failure::from))
}

/// Prints the text layer of the PDF that `input` holds. Run as a program of its own, since on bad
/// input the library panics or runs out of stack.
pub fn pdf_text(input: &mut dyn Read, out: &mut dyn Write) -> Result<Found, Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let Some(layer) = article::pdf::layer(&bytes) else {
        return Err(Failure::new("there is no PDF with text on standard input", ""));
    };
    out.write_all(layer.as_bytes())?;
    Ok(Found::Something)
}

/// Prints what one file gave, and says where the articles of the next file will stand.
fn print_one(
    name: &Clean,
    extraction: &article::Extraction,
    format: Format,
    mut place: Place,
    out: &mut dyn Write,
) -> Result<Place, Failure> {
    let print = match format {
        Format::Jsonl => {
            // Through a string: the serialiser writes in the smallest pieces.
            let line = serde_json::to_string(&article::json(name, extraction));
            writeln!(out, "{}", line.map_err(io::Error::from)?)?;
            return Ok(place);
        }
        Format::Md => article::markdown,
        Format::Txt => article::plain,
    };
    for article in &extraction.articles {
        write!(out, "{}", print(article, place))?;
        place = Place::Later;
    }
    Ok(place)
}
