//! Articles to lines. In comes an article and the width of a pane, out come the lines of the part
//! that is looked at, and the way between a position in the text and a cell. Pure; refuses to know
//! the screen, the keys and what is done with the lines.

mod flow;
mod glyphs;
mod lines;
mod page;
mod panes;
mod pieces;
mod wrap;

#[cfg(test)]
mod samples;

pub use flow::{Flow, Kept, Place};
pub use lines::{Align, Gap, Indent, Line, LineKind, Measure};
pub use page::{Columns, PageOptions, Pitch};
pub use panes::{
    Area, CALENDAR_DAYS_CELLS, CALENDAR_WEEK_CELLS, LineColumns, Pane, PaneOptions, Panes,
    SearchPane, Size, View, calendar_weeks, concordance, inside, line_columns, list_parts,
    list_window, note, overlay, panes, popup, popup_rows, popup_width,
};
pub use wrap::{elide, wrap};
