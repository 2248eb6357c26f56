//! The source list: sources with their counts, articles below them, the open one marked.

use super::part::{Canvas, put};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::screen::sources::Row;
use crate::layout::{self, Area, Pane};
use crate::text::{Clean, Shown};

/// Draws the rows that fit and tells where the selected one stands.
pub fn draw(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let rows = app.sources.rows();
    let selected = app.sources.selected();
    let window = layout::list_window(rows.len(), selected, usize::from(area.height));
    let mut cursor = None;
    for (y, index) in (area.y..area.bottom()).zip(window.first..window.end) {
        let role = match (index == selected, app.focus) {
            (true, Pane::Sources) => Role::ListSelected,
            (true, Pane::Article) => Role::ListSelectedUnfocused,
            (false, _) if matches!(rows[index], Row::Source(_)) => Role::Source,
            (false, _) => Role::List,
        };
        let style = theme.style(role);
        let line = Area { y, height: 1, ..area };
        super::part::fill(canvas, line, style);
        match rows[index] {
            Row::Source(source) => draw_source(app, source, line, style, canvas),
            Row::Article(article) => draw_article(app, article, line, style, canvas),
        }
        if index == selected {
            cursor = Some((area.x, y));
        }
    }
    cursor
}

fn draw_source(
    app: &App,
    index: usize,
    line: Area,
    style: ratatui::style::Style,
    canvas: &mut Canvas<'_>,
) {
    let Some(source) = app.library.sources().get(index) else { return };
    let sign =
        if app.sources.is_closed(index) { Shown::literal("+ ") } else { Shown::literal("- ") };
    let count = Clean::line(&format!(" ({})", source.articles.len()));
    let wide = canvas.policy.text(&count) as u16;
    let x = put(canvas, line.x, line.y, line.right(), sign, style);
    let room = line.right().saturating_sub(x + wide);
    let name = layout::elide(source.name.shown(), room, canvas.policy);
    put(canvas, x, line.y, line.right(), name.shown(), style);
    put(
        canvas,
        line.right().saturating_sub(wide).max(x),
        line.y,
        line.right(),
        count.shown(),
        style,
    );
}

fn draw_article(
    app: &App,
    index: usize,
    line: Area,
    style: ratatui::style::Style,
    canvas: &mut Canvas<'_>,
) {
    let Some(row) = app.library.row(index) else { return };
    let is_open = app.reading.article == Some(index);
    let sign = match (app.is_read(index), is_open, row.copy_of()) {
        (false, true, None) => "  > ",
        (false, false, None) => "    ",
        (true, true, None) => " v> ",
        (true, false, None) => " v  ",
        (false, true, Some(_)) => "   >= ",
        (false, false, Some(_)) => "    = ",
        (true, true, Some(_)) => " v >= ",
        (true, false, Some(_)) => " v  = ",
    };
    let x = put(canvas, line.x, line.y, line.right(), Shown::literal(sign), style);
    let copies = match row.copies().len() {
        0 => Clean::default(),
        copies => Clean::line(&format!(" ＋{copies}")),
    };
    let wide = canvas.policy.text(&copies) as u16;
    let right = line.right().saturating_sub(wide).max(x);
    let title = row.label();
    let title = layout::elide(title.shown(), right - x.min(right), canvas.policy);
    put(canvas, x, line.y, right, title.shown(), style);
    put(canvas, right, line.y, line.right(), copies.shown(), style);
}
