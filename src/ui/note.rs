//! The note being written: the passage above, the text below, wrapped by our own rules and drawn
//! with our own widths. The cursor stands on the caret every frame, where an input method composes.

use super::part::{Canvas, overlay, put};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::screen::marks::ink;
use crate::app::screen::note::{Note, Target};
use crate::layout;
use crate::notes::{Ink, tags};
use crate::text::Clean;

/// What is written on, in ink and with its tags.
fn title(app: &App, note: &Note) -> Clean {
    let mark = match &note.target {
        Target::Mark(id) => app.marks.notebook.get(id),
        Target::Passage { .. } => None,
    };
    let ink = mark.and_then(|mark| ink(mark)).map_or("", Ink::word);
    let tags = mark.map(|mark| tags::shown(&mark.tags)).unwrap_or_default();
    let facts = ["批注", ink, &tags].into_iter().filter(|fact| !fact.is_empty());
    Clean::line(&format!(" {} ", facts.collect::<Vec<_>>().join(" ")))
}

/// Draws the overlay and tells where the caret stands.
pub fn draw(app: &App, note: &Note, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let area = layout::note(app.size);
    overlay(canvas, area.outer, title(app, note).shown(), theme);
    let quote = Clean::line(&note.quote);
    let rows = layout::wrap(quote.shown(), area.quote.width, 0, canvas.policy);
    for (y, row) in (area.quote.y..area.quote.bottom()).zip(&rows) {
        let is_last = y + 1 == area.quote.bottom();
        let to = if is_last { quote.len() } else { row.bytes.end };
        let line = layout::elide(quote.slice(row.bytes.start..to), area.quote.width, canvas.policy);
        put(canvas, area.quote.x, y, area.quote.right(), line.shown(), theme.style(Role::Quote));
    }
    let (lines, caret_line) = note.lines(area.text.width, canvas.policy);
    let window = layout::list_window(lines.len(), caret_line, usize::from(area.text.height));
    for (y, line) in (area.text.y..area.text.bottom()).zip(&lines[window.first..window.end]) {
        put(canvas, area.text.x, y, area.text.right(), line.text.shown(), theme.style(Role::Input));
    }
    let line = lines.get(caret_line)?;
    let (_, byte) = note.editor.caret();
    let before = line.text.slice(0..byte.saturating_sub(line.bytes.start));
    let cell = canvas.policy.text(before.as_str()) as u16;
    let x = (area.text.x + cell).min(app.size.cols.saturating_sub(1));
    let y = area.text.y + (caret_line - window.first) as u16;
    (y < app.size.rows).then_some((x, y))
}
