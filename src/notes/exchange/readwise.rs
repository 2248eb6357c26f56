//! The CSV that Readwise takes in: Highlight, Title, Author, URL, Note, Location, Date. Only
//! Highlight must be there. What Readwise itself writes has other names, and columns for colour and
//! tags, which are read too. A cell that a spreadsheet would take for a formula gets an apostrophe
//! (OWASP, CSV injection), which is taken off again.

use super::{Entry, Imported, Incoming};
use crate::text::Clean;

const COLUMNS: [&str; 7] = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"];

pub fn export(entries: &[Entry]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let author = |entry: &Entry| entry.author();
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    for entry in entries {
        let mark = entry.mark;
        let tags: Vec<_> = mark
            .tags
            .iter()
            .map(|tag| format!(".{}", tag.replace(char::is_whitespace, "-")))
            .collect();
        let note = [tags.join(" "), mark.note.as_str().to_owned()];
        let note: Vec<_> = note.into_iter().filter(|part| !part.is_empty()).collect();
        rows.push([
            armoured(&mark.selector.exact),
            armoured(entry.title()),
            armoured(&author(entry)),
            entry.url().to_owned(),
            armoured(&note.join("\n")),
            mark.selector.start.to_string(),
            mark.created.as_str().replace('T', " ").trim_end_matches('Z').to_owned(),
        ]);
    }
    for row in rows {
        writer.write_record(row).expect("memory takes all, and every row has seven cells");
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn armoured(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => cell,
    }
}

pub fn import(text: &str) -> Result<Imported, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| format!("it is no CSV: {error}"))?;
    let column =
        |name: &str| headers.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
    let [highlight, title, _, _, note, location, date] = COLUMNS.map(column);
    let (title, date) = (title.or(column("Book Title")), date.or(column("Highlighted at")));
    let (color, tags) = (column("Color"), column("Tags"));
    let highlight = highlight.ok_or("it has no column Highlight")?;
    let mut imported = Imported::default();
    for (number, row) in (1..).zip(reader.records()) {
        let read = row.map_err(|error| format!("it is no row of CSV: {error}")).and_then(|row| {
            let cell = |column: Option<usize>| {
                column.and_then(|at| row.get(at)).map(bare).unwrap_or_default()
            };
            let exact = cell(Some(highlight));
            if exact.trim().is_empty() {
                return Err("what it quotes is empty".to_owned());
            }
            let key = format!("readwise:{}\n{}\n{exact}", cell(title), cell(location));
            let (mut all, note) = tags_and_note(cell(note));
            all.extend(
                cell(tags).split(',').map(str::trim).filter(|t| !t.is_empty()).map(Clean::line),
            );
            let mut mark = Incoming::passage(key, cell(title), exact, &note);
            mark.data.tags = (!all.is_empty()).then_some(all);
            mark.data.color = Some(Clean::line(cell(color).trim())).filter(|c| !c.is_empty());
            let date = cell(date).trim();
            mark.data.created =
                (!date.is_empty()).then(|| Clean::line(&date.replacen(' ', "T", 1)));
            Ok(mark)
        });
        imported.take(number, read);
    }
    Ok(imported)
}

/// Readwise takes words that begin with a dot, at the start of a note, for tags.
fn tags_and_note(note: &str) -> (Vec<Clean>, String) {
    let mut rest = note.trim_start();
    let mut tags = Vec::new();
    while let Some(after) = rest.strip_prefix('.') {
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        if end == 0 {
            break;
        }
        tags.push(Clean::line(&after[..end]));
        rest = after[end..].trim_start();
    }
    if tags.is_empty() { (tags, note.to_owned()) } else { (tags, rest.to_owned()) }
}
