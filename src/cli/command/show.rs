//! `duben show`: one article, clean.

use std::io::Write;

use serde_json::json;

use super::end;
use crate::article::cite::Reference;
use crate::article::{self, Article};
use crate::cli::args::Show;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, complain, start};
use crate::disk::Entry;
use crate::index::Query;
use crate::layout::{Align, Flow, Gap, Indent, Measure};
use crate::library::{self, Library};
use crate::run::{self, Shelf};
use crate::text::width::WidthPolicy;

/// Prints the article of an id or a title.
pub fn show(given: &Given, show: &Show, out: &mut dyn Write) -> Result<Found, Failure> {
    let shelf = start::shelf(given, &show.paths)?;
    let (mut library, failure) = start::library(&shelf)?;
    let mut index = one(&library, &show.id)?;
    library.are_whole(index.into_iter());
    if library.is_damaged() {
        library = start::mended(&shelf);
        index = one(&library, &show.id)?;
    }
    let Some((index, article)) = index.and_then(|index| Some((index, library.article(index)?)))
    else {
        complain(&format!(
            "there is no article {:?}\nhint: `duben list` gives ids and titles",
            show.id
        ));
        return end(Found::Nothing, failure);
    };
    if let Some(style) = show.cite {
        let path = library.row(index).map_or("", |row| row.file().name().as_str());
        let reference = Reference::new(&article, path, &run::now().day);
        writeln!(out, "{}", reference.cite(style.into()))?;
    } else if show.raw {
        raw(&shelf, &library, index, out)?;
    } else if show.json {
        writeln!(out, "{}", value(&library, index, &article))?;
    } else if let Some(width) = show.width {
        wrapped(&article, width.max(1), out)?;
    } else {
        write!(out, "{}", article::plain(&article, article::Place::First))?;
    }
    end(Found::Something, failure)
}

/// The article as `extract` has it, with its id and file.
fn value(library: &Library, index: usize, article: &Article) -> serde_json::Value {
    let path = library.row(index).map_or("", |row| row.file().name().as_str());
    json!({ "path": path, "article": article::record(article) })
}

/// The only article that an id or a title means.
pub(super) fn one(library: &Library, id: &str) -> Result<Option<usize>, Failure> {
    let by_id = library.by_prefix(id);
    let matched = match by_id {
        [] => library.titled(&Query::exactly(id)),
        _ => by_id.to_vec(),
    };
    match matched.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        many => {
            let titles: Vec<String> = many
                .iter()
                .take(8)
                .filter_map(|&index| {
                    let id = library.row(index)?.id();
                    Some(format!("{id} {}", library.title(index).as_str()))
                })
                .collect();
            let sentence = format!("{id:?} may be {} articles", many.len());
            Err(Failure::new(sentence, format!("give more of the id:\n{}", titles.join("\n"))))
        }
    }
}

/// What the article was made of, as it stands in its file.
fn raw(shelf: &Shelf, library: &Library, index: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(row) = library.row(index) else { return Ok(()) };
    let (name, bytes) = library::open(&*shelf.disk, &Entry::given(row.file().path()))?;
    let original = article::original(&name, &bytes, shelf.options.encoding, row.id());
    let Some(original) = original.ok().flatten() else {
        let sentence =
            format!("cannot show \"{}\": it was changed meanwhile", row.file().name().as_str());
        return Err(Failure::new(sentence, "try again"));
    };
    let text = original.page.text();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    write!(out, "{text}{end}")?;
    Ok(())
}

/// The article as the reader would see it on a screen of this width.
fn wrapped(article: &Article, width_cells: u16, out: &mut dyn Write) -> Result<(), Failure> {
    let policy = WidthPolicy::NARROW;
    let (indent, gap, align) = (Indent::TwoHan, Gap::None, Align::Ragged);
    let flow = Flow::new(article, Measure { width_cells, policy, indent, gap, align });
    let mut place = flow.first();
    loop {
        if let Some(line) = flow.line_at(place) {
            let bullet = if line.wants_bullet(article) { "-" } else { "" };
            let blanks = usize::from(line.indent_cells);
            writeln!(out, "{bullet:blanks$}{}", flow.text(&line).as_str())?;
        }
        let (next, moved) = flow.step(place, 1);
        if moved == 0 {
            return Ok(());
        }
        place = next;
    }
}
