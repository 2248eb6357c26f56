//! `duben notes export` and `import`: the reader's notes to other programs and back.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::end;
use super::notes::{journal, places, read};
use crate::article::ArticleId;
use crate::cli::args::{Export, Import};
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, complain, start};
use crate::disk::output::Unwritten;
use crate::disk::store::{self, Journal};
use crate::disk::{Disk, Entry as File, Folders};
use crate::index::{self, Order, Query};
use crate::library::{self, Library};
use crate::notes::exchange::{self, Articles, Entry, Format, Incoming, folder};
use crate::notes::{
    Change, Data, Document, Finder, Found as Place, Mark, Notebook, Selector, Whereabouts,
};
use crate::run::{self, Unmerged};
use crate::text::Clean;

/// Prints all marks in a form, or writes them to files.
pub fn export(given: &Given, export: &Export, out: &mut dyn Write) -> Result<Found, Failure> {
    let format = Format::from(export.format);
    if export.to.is_some() && !format.is_folder() {
        let sentence = format!("{} is one text and no folder", format.name());
        return Err(Failure::new(sentence, "leave --to out, and send the output to a file"));
    }
    let notebook = read(given)?;
    let marks = notebook.marks();
    let (library, failure) = if export.paths.is_empty() && given.config.library.is_empty() {
        (Arc::default(), None)
    } else {
        start::library(&start::shelf(given, &export.paths)?)?
    };
    let places = places(&library, &notebook);
    let index = |mark: &Mark| places.get(&mark.id).and_then(Whereabouts::article);
    let placed = marks.iter().map(|&mark| (mark, index(mark)));
    let articles = Articles::of(&library, placed, &run::now().day);
    let entries: Vec<Entry> = marks.iter().map(|&mark| articles.entry(mark)).collect();
    match &export.to {
        Some(to) => write_files(&folder::files(format, &entries), to, out)?,
        None => write!(out, "{}", exchange::export(format, &entries))?,
    }
    end(if marks.is_empty() { Found::Nothing } else { Found::Something }, failure)
}

/// Writes each file anew with what is there already in it; tells what was written.
fn write_files(files: &[folder::File], to: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let mut written = Vec::new();
    let done = run::merge_files(files, to, &mut |path| written.push(library::shown(path)));
    for path in &written {
        writeln!(out, "{path}")?;
    }
    done.map_err(|(path, why)| {
        let name = library::shown(&path);
        match why {
            Unmerged::Unreadable(fault) => {
                Failure::new(fault.sentence, "nothing was written to it")
            }
            Unmerged::NoText => {
                Failure::new(format!("{name} is not UTF-8"), "move it away, and export again")
            }
            Unmerged::Unwritten(why) => Failure::new(
                format!("cannot write {name}: {}", said(&why)),
                "what was written before it is listed above",
            ),
        }
    })
}

fn said(why: &Unwritten) -> &str {
    match why {
        Unwritten::Exists => "something else came there meanwhile",
        Unwritten::NoFolder => "there is no such folder",
        Unwritten::NoFile => "it is a folder or a device",
        Unwritten::Denied => "permission denied",
        Unwritten::Full => "the disk is full",
        Unwritten::Other(reason) => reason,
    }
}

/// Adds the marks of a file, each at its passage. One that was taken in before is passed over, and so
/// is one that was deleted since, unless it is asked for.
pub fn import(given: &Given, import: &Import, out: &mut dyn Write) -> Result<Found, Failure> {
    let name = library::shown(&import.file);
    let bytes = Folders::default()
        .read(&File::given(&import.file))
        .map_err(|fault| Failure::new(fault.sentence, fault.hint.unwrap_or_default()))?;
    let format = import.format.map(Format::from);
    let format = format.or_else(|| exchange::guess(&name, &bytes)).ok_or_else(|| {
        let sentence = format!("{name}: it cannot be told which program wrote it");
        Failure::new(sentence, "say so with --format")
    })?;
    let imported = exchange::import(format, &bytes)
        .map_err(|why| Failure::new(format!("{name}: {why}"), "another --format may fit"))?;
    let (library, failure) = start::library(&start::shelf(given, &import.paths)?)?;
    let mut journal = journal(given)?;
    let (mut notebook, _) = run::notes(&journal);
    let session = store::session_name();
    let mut faults = imported.faults;
    let (mut known, mut deleted) = (0, 0);
    let mut fresh = Vec::new();
    for (number, incoming) in imported.marks {
        let id = incoming.id();
        let is_deleted = notebook.knows(&id) && notebook.get(&id).is_none();
        if notebook.knows(&id) && !(import.again && is_deleted) {
            known += 1;
            deleted += usize::from(is_deleted);
        } else {
            fresh.push((number, incoming));
        }
    }
    let mut lines = Vec::new();
    let homes = homes(&library, &fresh);
    for ((number, incoming), home) in fresh.into_iter().zip(homes) {
        let Some((home, selector)) = home else {
            faults.push((number, "no article has its passage, or several have".to_owned()));
            continue;
        };
        let id = incoming.id();
        // Said even where it is not known when: it tells what came with this import.
        let created = incoming.data.created.or_else(|| Some(Clean::default()));
        let data =
            Data { document: Some(home), selector: Some(selector), created, ..incoming.data };
        let record = notebook.record(Change::edit(id, data), &session, &run::now().wall);
        lines.push(record.line());
        notebook.apply(record);
    }
    let added = lines.len();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    journal.append_all(&lines).map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    faults.sort();
    for (number, why) in &faults {
        complain(&format!("{name}: record {number}: {why}"));
    }
    writeln!(out, "{added} added, {known} known already, {} left out", faults.len())?;
    if added > 0 {
        writeln!(out, "`duben notes undo-import` takes them back")?;
    }
    if deleted > 0 {
        complain(&format!("{deleted} of them were deleted since; --again takes them in again"));
    }
    end(if added + known > 0 { Found::Something } else { Found::Nothing }, failure)
}

/// Deletes what the last import took in, all of it at once. What the reader has changed since stays.
pub fn undo_import(given: &Given, out: &mut dyn Write) -> Result<Found, Failure> {
    let mut journal = journal(given)?;
    let (mut notebook, _) = run::notes(&journal);
    let (same, changed) = notebook.last_import();
    let kept = changed.len();
    if same.is_empty() {
        complain("there is no import to take back");
        return Ok(Found::Nothing);
    }
    let ids: Vec<String> = same.into_iter().map(|mark| mark.id.clone()).collect();
    let (session, wall) = (store::session_name(), run::now().wall);
    let mut lines = Vec::with_capacity(ids.len());
    for id in ids {
        let record = notebook.record(Change::Delete(id), &session, &wall);
        lines.push(record.line());
        notebook.apply(record);
    }
    let deleted = lines.len();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    journal.append_all(&lines).map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    writeln!(out, "{deleted} deleted, {kept} kept that were changed since")?;
    Ok(Found::Something)
}

/// For each mark the article that it belongs to and its passage there, where both are sure.
fn homes(library: &Library, fresh: &[(usize, Incoming)]) -> Vec<Option<(Document, Selector)>> {
    // As if they were marks whose articles have changed: that is what anchoring is for.
    let mut strangers = Notebook::default();
    for (_, incoming) in fresh {
        let document = Document {
            article: incoming.article.unwrap_or_else(|| ArticleId::of(&incoming.key)),
            title: incoming.title.clone(),
            path: incoming.path.clone(),
        };
        let data = Data { document: Some(document), ..incoming.data.clone() };
        let record = strangers.record(Change::edit(incoming.id(), data), "import", "");
        strangers.apply(record);
    }
    let places = places(library, &strangers);
    let mut titles: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, row) in library.rows().enumerate() {
        if let Some(title) = row.title() {
            let is_other = |other: &mut Option<usize>| *other = None;
            titles.entry(title.as_str()).and_modify(is_other).or_insert(Some(index));
        }
    }
    let home = |(_, incoming): &(usize, Incoming)| {
        let selector = incoming.data.selector.as_ref()?;
        places
            .get(&incoming.id())
            .and_then(Whereabouts::article)
            .and_then(|index| passage(library, index, incoming, selector))
            .or_else(|| the_only_one(library, selector))
            .or_else(|| only_place(library, (*titles.get(incoming.title.as_str())?)?, selector))
    };
    fresh.iter().map(home).collect()
}

/// The passage in an article, where it is sure.
fn passage(
    library: &Library,
    index: usize,
    incoming: &Incoming,
    selector: &Selector,
) -> Option<(Document, Selector)> {
    let article = library.article(index)?;
    let mut selector = selector.clone();
    if let Some((start, end)) = incoming.units {
        let point = |unit| exchange::units_to_points(article.text(), unit);
        (selector.start, selector.end) = (point(start), point(end));
    }
    let finder = Finder::new(&article);
    match finder.find(&selector) {
        Place::Exact(range) | Place::Moved(range) | Place::Edited(range) => {
            let path = library.row(index)?.file().name();
            Some((Document::of(&article, path), finder.again(&selector, &range)))
        }
        Place::Uncertain(_) | Place::Orphan => None,
    }
}

/// The passage where the library has it once, whatever its article is called.
fn the_only_one(library: &Library, selector: &Selector) -> Option<(Document, Selector)> {
    let query = Query::exactly(&selector.exact);
    let results = index::search(library, &query, &|| false)?;
    let results = library.without_copies(results, Order::Relevance);
    let [found] = &results.found[..] else { return None };
    only_place(library, found.index(), selector)
}

/// The passage where an article has it once. Where the article is the only one of its title, it may
/// stand in others too.
fn only_place(
    library: &Library,
    index: usize,
    selector: &Selector,
) -> Option<(Document, Selector)> {
    let article = library.article(index)?;
    let hits = index::hits_in(&article, &Query::exactly(&selector.exact));
    let [(start, end)] = hits[..] else { return None };
    let finder = Finder::new(&article);
    let path = library.row(index)?.file().name();
    Some((Document::of(&article, path), finder.again(selector, &(start..end))))
}
