//! `duben search --kwic`: a line a hit, the hits below one another, or a table of them.

use std::io::Write;

use crate::cli::args::{Color, Search};
use crate::cli::failure::Failure;
use crate::cli::may_colour;
use crate::cli::start::{self, Given};
use crate::index::Results;
use crate::index::concordance::Place;
use crate::layout::{self, LineColumns};
use crate::library::{COLUMNS, Library};
use crate::run;
use crate::text::width::{Ambiguous, WidthPolicy};
use crate::text::{Clean, Shown};

/// The cells of a line where there is no terminal to fill.
const USUAL_CELLS: u16 = 100;

/// The digits of an id that `show` needs to know it by.
const ID_CELLS: u16 = 8;

/// Prints the hits as they are to be ordered.
pub fn kwic(
    given: &Given,
    library: &Library,
    results: &Results,
    search: &Search,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let order = search.kwic.order.into();
    let places = library.arranged(results, order, &|| false).unwrap_or_default();
    let places = places.into_iter().take(search.limit.unwrap_or(usize::MAX));
    if search.kwic.tsv {
        writeln!(out, "{COLUMNS}")?;
        for row in places.filter_map(|place| library.tabulated(results, place, search.context)) {
            writeln!(out, "{row}")?;
        }
        return Ok(());
    }
    let cells = search.kwic.width.or_else(run::columns).unwrap_or(USUAL_CELLS);
    let ambiguous = start::ambiguous(&given.common, &given.config).unwrap_or(Ambiguous::Narrow);
    let sheet = Sheet::new(cells, WidthPolicy::all(ambiguous), search.color);
    for place in places {
        if let Some(line) = sheet.line(library, results, place) {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// Where the columns stand.
struct Sheet {
    /// 0 where there is no room for it.
    id_cells: usize,
    columns: LineColumns,
    policy: WidthPolicy,
    colour: bool,
}

impl Sheet {
    fn new(cells: u16, policy: WidthPolicy, color: Color) -> Self {
        let beside_id = layout::line_columns(cells.saturating_sub(ID_CELLS + 1));
        let (id_cells, columns) = match beside_id.facts_cells {
            0 => (0, layout::line_columns(cells)),
            _ => (usize::from(ID_CELLS), beside_id),
        };
        Self { id_cells, columns, policy, colour: may_colour(color) }
    }

    fn line(&self, library: &Library, results: &Results, place: Place) -> Option<String> {
        let index = results.found.get(place.found as usize)?.index();
        let (row, article) = (library.row(index)?, library.article(index)?);
        let line = library.passage(results, place, &article)?.line(self.columns.room, self.policy);
        let cells = |text: &Clean| self.policy.text(text);
        let hit_cells = cells(&line.hit) + 1 + cells(&line.after);
        let blanks = |count: usize| " ".repeat(count);
        let indent = blanks(usize::from(line.indent_cells));
        let (hit, after) = (self.set_off(&line.hit), &line.after);
        let text = format!("{indent}{} {hit} {after}", line.before);
        let facts = [row.date(), row.source(), Some(library.title(index))];
        let facts: Vec<&str> = facts.into_iter().flatten().map(Shown::as_str).collect();
        let facts = Clean::line(&facts.join(" "));
        let facts = layout::elide(facts.shown(), self.columns.facts_cells, self.policy);
        let gap = blanks(usize::from(self.columns.room.after_cells).saturating_sub(hit_cells) + 1);
        let id = row.id().to_string();
        let id =
            if self.id_cells > 0 { format!("{} ", &id[..self.id_cells]) } else { String::new() };
        Some(format!("{id}{text}{gap}{facts}"))
    }

    fn set_off(&self, hit: &Clean) -> String {
        if self.colour { format!("\x1b[1;31m{hit}\x1b[0m") } else { hit.to_string() }
    }
}
