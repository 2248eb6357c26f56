//! `duben notes`: the reader's bookmarks and notes without the screen.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{end, exchange};
use crate::article::ArticleId;
use crate::cli::args::{Add, Notes};
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, complain, start};
use crate::disk::store::{self, Directory, Journal};
use crate::index::{self, Fact, Order, Query};
use crate::library::Library;
use crate::notes::{
    self, Change, Data, Document, Finder, Ink, Kind, Mark, Notebook, Reach, Whereabouts, print,
    tags,
};
use crate::run;
use crate::text::Clean;

/// Runs one of the commands for notes.
pub fn notes(given: &Given, notes: Notes, out: &mut dyn Write) -> Result<Found, Failure> {
    match notes {
        Notes::List { paths, json } => list(given, &paths, json, out),
        Notes::Add(add) => self::add(given, &add, out),
        Notes::Export(export) => exchange::export(given, &export, out),
        Notes::Import(import) => exchange::import(given, &import, out),
        Notes::UndoImport => exchange::undo_import(given, out),
        Notes::Doctor => doctor(given, out),
    }
}

pub(super) fn journal(given: &Given) -> Result<Directory, Failure> {
    let places = &given.places;
    let path = places.notes().map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    Ok(Directory::new(path, places.backup(), &store::session_name()))
}

/// Reads the notebook; what of it cannot be read is said.
pub(super) fn read(given: &Given) -> Result<Notebook, Failure> {
    let (notebook, faults) = run::notes(&journal(given)?);
    for fault in &faults {
        complain(fault);
    }
    Ok(notebook)
}

fn list(
    given: &Given,
    paths: &[PathBuf],
    json: bool,
    out: &mut dyn Write,
) -> Result<Found, Failure> {
    let notebook = read(given)?;
    // Where a passage is now can be said only of a library that was named or set.
    let has_library = !paths.is_empty() || !given.config.library.is_empty();
    let (library, failure) = if has_library {
        start::library(&start::shelf(given, paths)?)?
    } else {
        (Arc::default(), None)
    };
    let marks = notebook.marks();
    let places = if has_library { places(&library, &notebook) } else { BTreeMap::new() };
    for mark in &marks {
        let state = places.get(&mark.id).map(Whereabouts::name);
        let row = print::row(mark, state);
        if json {
            let row = serde_json::to_string(&row).map_err(std::io::Error::from)?;
            writeln!(out, "{row}")?;
        } else {
            let day = mark.created.get(..10).unwrap_or("-");
            let state = state.unwrap_or("-");
            let quote = mark.words().replace('\n', " ");
            let note = mark.note.replace('\n', " ");
            writeln!(
                out,
                "{}\t{day}\t{state}\t{}\t{quote}\t{note}\t{}\t{}",
                mark.kind.name(),
                mark.document.title,
                mark.color,
                tags::shown(&mark.tags),
            )?;
        }
    }
    end(if marks.is_empty() { Found::Nothing } else { Found::Something }, failure)
}

/// The articles of a library of which a fact is true, the same as in the reader: marks are not
/// looked for in all of a large library.
pub(super) fn articles(library: &Library, notebook: &Notebook, fact: &Fact) -> Vec<ArticleId> {
    let marks: Vec<Arc<Mark>> = notebook.holding(fact).map(Arc::clone).collect();
    let places = notes::places(library, &marks, Reach::Near, &|| false).unwrap_or_default();
    notebook.articles(fact, library, &places)
}

/// Where all marks are; whatever it takes, as a program that asks wants to know.
pub(super) fn places(library: &Library, notebook: &Notebook) -> BTreeMap<String, Whereabouts> {
    let marks: Vec<Arc<Mark>> = notebook.all().map(Arc::clone).collect();
    notes::places(library, &marks, Reach::Everywhere, &|| false).unwrap_or_default()
}

/// The name in the log of a colour as it was typed.
fn ink(color: &str) -> Result<Clean, Failure> {
    let known = || Ink::ALL.map(Ink::name).join(", ");
    let ink = Ink::of(color).ok_or_else(|| {
        Failure::new(format!("there is no colour {color:?}"), format!("known are {}", known()))
    })?;
    Ok(Clean::line(ink.name()))
}

/// Adds a note to the only passage that reads like the quote.
fn add(given: &Given, add: &Add, out: &mut dyn Write) -> Result<Found, Failure> {
    let color = add.color.as_deref().map(ink).transpose()?;
    let paths = std::slice::from_ref(&add.path);
    let shelf = start::shelf(given, paths)?;
    let (mut library, failure) = start::library(&shelf)?;
    if !library.is_sound() || !library.are_whole(0..library.len()) {
        library = start::mended(&shelf);
    }
    let query = Query::exactly(&add.at);
    let results = index::search(&*library, &query, &|| false).unwrap_or_default();
    let results = results.arranged(&*library, Order::Relevance);
    let mut places = results.found.iter().flat_map(|found| {
        let article = library.article(found.index());
        let hits = article.map(|article| index::hits_in(&article, &query)).unwrap_or_default();
        hits.into_iter().map(|hit| (found.index(), hit))
    });
    let home = places
        .next()
        .and_then(|(index, hit)| Some((library.row(index)?, library.article(index)?, hit)));
    let Some((home, article, (first, last))) = home else {
        complain(&format!("no passage reads {:?}\nhint: `duben search` finds what does", add.at));
        return end(Found::Nothing, failure);
    };
    let others = places.count();
    if others > 0 {
        let sentence = format!("{} passages read {:?}", others + 1, add.at);
        return Err(Failure::new(sentence, "quote more of the passage, or name one file"));
    }
    let document = Document::of(&article, home.file().name());
    let data = Data {
        kind: Some(Kind::Note),
        document: Some(document),
        selector: Some(Finder::new(&article).passage(first, last)),
        note: Some(Clean::text(&add.note)),
        tags: Some(add.tags.iter().map(|tag| Clean::line(tag)).collect()),
        color,
        ..Data::default()
    };
    let mut journal = journal(given)?;
    let (notebook, _) = run::notes(&journal);
    let record = notebook.record(Change::add(data), &store::session_name(), &run::now().wall);
    journal.append(&record.line()).map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    writeln!(out, "{}", record.id)?;
    end(Found::Something, failure)
}

/// Reads the whole log and tells of every line that could not be read, by file and line, and what
/// else lies by.
fn doctor(given: &Given, out: &mut dyn Write) -> Result<Found, Failure> {
    let folder = given.places.notes().map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    let journal = journal(given)?;
    let (notebook, faults) = run::notes(&journal);
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    let positions = notebook.positions().count();
    let (marks, lines) = (notebook.all().count(), faults.len());
    let folder = shown(&folder);
    writeln!(
        out,
        "{folder}: {marks} marks, {positions} reading positions, {lines} lines that cannot be read (kept as they are)"
    )?;
    if let Some(attic) = journal.attic() {
        let (archived, copies) = (attic.archived(), attic.copies());
        if archived > 0 {
            writeln!(
                out,
                "{folder}/archive: {archived} older files that one newer file stands for"
            )?;
        }
        if let (Some(last), Some(folder)) = (copies.last(), attic.copies_folder()) {
            writeln!(
                out,
                "{}: {} copies, the last of {last}; one that is put among the notes is read with them",
                shown(folder),
                copies.len()
            )?;
        }
    }
    Ok(if faults.is_empty() { Found::Something } else { Found::Nothing })
}

fn shown(path: &Path) -> Clean {
    Clean::line(&path.display().to_string())
}
