//! `duben extract`: clean articles out, a file at a time in the order of the library.

use std::io::{self, Read, Write};

use super::end;
use crate::article::{self, Extraction, Json, Place};
use crate::cli::args::{Extract, Format};
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::unread::Unread;
use crate::cli::{Found, complain, start};
use crate::disk::Entry;
use crate::library::{self, Long, Skipped};
use crate::text::Clean;

/// Extracts and prints file by file, so that the memory holds one file and not the library, and of a long file
/// a part.
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
    let mut printer = Printer { format: extract.format, place: Place::First, out };
    for (index, entry) in plan.files.iter().enumerate() {
        let printed = match Long::open(&*shelf.disk, entry, shelf.options) {
            Some(long) => printer.long(entry, long)?,
            None => match library::read_file(&*shelf.disk, &plan, index, shelf.options).outcome {
                Ok(read) => Ok(printer.whole(entry, read)?),
                Err(skipped) => Err(skipped),
            },
        };
        match printed {
            Ok(()) => found = Found::Something,
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

/// Prints what files gave.
struct Printer<'a> {
    format: Format,
    /// Where the next article will stand.
    place: Place,
    out: &'a mut dyn Write,
}

impl Printer<'_> {
    /// Prints a file that was read at once.
    fn whole(&mut self, entry: &Entry, mut read: Extraction) -> Result<(), Failure> {
        let warnings = std::mem::take(&mut read.warnings);
        let mut json = self.begin(entry)?;
        self.push(json.as_mut(), read)?;
        self.end(entry, json, &warnings)
    }

    /// Prints a long file as it is read. Where that fails midway, the object of the file is ended, and
    /// the fault is what is said of it.
    fn long(&mut self, entry: &Entry, mut long: Long) -> Result<Result<(), Skipped>, Failure> {
        let mut json = self.begin(entry)?;
        let mut printed = Ok(());
        for piece in long.by_ref() {
            match piece {
                Ok(read) => self.push(json.as_mut(), read)?,
                Err(skipped) => {
                    printed = Err(skipped);
                    break;
                }
            }
        }
        self.end(entry, json, &long.warnings())?;
        Ok(printed)
    }

    fn begin(&self, entry: &Entry) -> Result<Option<Json>, Failure> {
        let json = || Json::begin(&library::shown(entry.name())).map_err(io::Error::from);
        Ok((self.format == Format::Jsonl).then(json).transpose()?)
    }

    fn push(&mut self, json: Option<&mut Json>, read: Extraction) -> Result<(), Failure> {
        if let Some(json) = json {
            self.out.write_all(&json.push(read).map_err(io::Error::from)?)?;
            return Ok(());
        }
        let print = if self.format == Format::Md { article::markdown } else { article::plain };
        for article in &read.articles {
            write!(self.out, "{}", print(article, self.place))?;
            self.place = Place::Later;
        }
        Ok(())
    }

    fn end(
        &mut self,
        entry: &Entry,
        json: Option<Json>,
        warnings: &[Clean],
    ) -> Result<(), Failure> {
        if let Some(json) = json {
            self.out.write_all(&json.end(warnings).map_err(io::Error::from)?)?;
            return Ok(());
        }
        // JSON carries the warnings; the other forms have no place for them.
        for warning in warnings {
            complain(&format!("{}: {warning}", library::shown(&entry.path)));
        }
        Ok(())
    }
}
