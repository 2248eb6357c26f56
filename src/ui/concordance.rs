//! The concordance: a line a hit, the hits below one another, and where each is from.

use super::part::{Canvas, fill, frame, put, rule};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::index::Found;
use crate::index::concordance::{Order, Place};
use crate::layout::{self, Area, LineColumns};
use crate::text::{Clean, Shown};

/// Draws it over the whole screen but the status; it has no caret.
pub fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let areas = layout::concordance(app.size);
    let status = u16::from(app.size.rows > 1);
    let whole = Area { x: 0, y: 0, width: app.size.cols, height: app.size.rows };
    fill(canvas, Area { height: whole.height - status, ..whole }, theme.style(Role::Text));
    if areas.framed {
        frame(canvas, whole, theme.style(Role::Border));
    }
    if areas.head.height > 0 {
        head(app, areas.head, theme, canvas);
    }
    let list = &app.concordance;
    let height = usize::from(areas.rows.height);
    let window = layout::list_window(list.places.len(), list.selected, height);
    let columns = layout::line_columns(areas.rows.width);
    let shown = list.places.iter().enumerate().take(window.end).skip(window.first);
    for (y, (index, &place)) in (areas.rows.y..areas.rows.bottom()).zip(shown) {
        let line = Area { y, height: 1, ..areas.rows };
        let base = if index == list.selected { Role::ListSelected } else { Role::List };
        row(app, place, columns, line, (base, theme), canvas);
    }
    if let Some(area) = areas.facts {
        facts(app, area, theme, canvas);
    }
}

/// What is listed, how many and in which order; which of them is selected.
fn head(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    let list = &app.concordance;
    let (hits, articles) = (list.places.len(), list.results.found.len());
    let order = if list.is_waiting() { "正在排序…" } else { order_name(list.order) };
    let number = (list.selected + 1).min(hits);
    let position = Clean::line(&format!(" {number}/{hits} "));
    let wide = canvas.policy.text(&position) as u16;
    let right = area.right().saturating_sub(wide).max(area.x);
    let says = format!(" {}  {articles} 篇 · {order} ", app.search.input.text());
    let says = Clean::line(&says);
    let title = layout::elide(says.shown(), right - area.x, canvas.policy);
    let style = theme.style(Role::BorderFocus);
    put(canvas, area.x, area.y, right, title.shown(), style);
    put(canvas, right, area.y, area.right(), position.shown(), style);
}

const fn order_name(order: Order) -> &'static str {
    match order {
        Order::Found => "按检索次序",
        Order::Left => "按左文",
        Order::Right => "按右文",
        Order::Date => "按日期",
        Order::Source => "按来源",
    }
}

fn row(
    app: &App,
    place: Place,
    columns: LineColumns,
    area: Area,
    (base, theme): (Role, &Theme),
    canvas: &mut Canvas<'_>,
) {
    let style = theme.style(base);
    fill(canvas, area, style);
    let results = &app.concordance.results;
    let index = results.found.get(place.found as usize).map(Found::index);
    let Some(article) = index.and_then(|index| app.concordance.library.article(index)) else {
        return;
    };
    let Some(passage) = app.concordance.library.passage(results, place, &article) else { return };
    let line = passage.line(columns.room, app.policy);
    let x = area.x + line.indent_cells;
    put(canvas, x, area.y, area.right(), line.before.shown(), style);
    let x = area.x + columns.room.before_cells + 1;
    let hit = theme.over(base, Role::MatchInList);
    let x = put(canvas, x, area.y, area.right(), line.hit.shown(), hit);
    put(canvas, x + 1, area.y, area.right(), line.after.shown(), style);
    if let Some(row) = index.and_then(|index| app.concordance.library.row(index))
        && columns.facts_cells > 0
    {
        let says = Clean::line(&said([row.date(), row.source(), row.title()]));
        let says = layout::elide(says.shown(), columns.facts_cells, canvas.policy);
        let x = area.right() - columns.facts_cells;
        let style = if base == Role::List { theme.style(Role::Dim) } else { style };
        put(canvas, x, area.y, area.right(), says.shown(), style);
    }
}

/// Where the selected line is from.
fn facts(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    rule(canvas, area.x, area.y - 1, area.right(), theme.style(Role::Border));
    let list = &app.concordance;
    let place = list.current().and_then(|place| list.results.found.get(place.found as usize));
    let Some(row) = place.and_then(|found| app.concordance.library.row(found.index())) else {
        return;
    };
    let (label, path) = (row.label(), Some(row.file().name()));
    let says = said([Some(label.shown()), row.source(), row.date(), row.author(), path]);
    let says = layout::elide(Clean::line(&says).shown(), area.width, canvas.policy);
    put(canvas, area.x, area.y, area.right(), says.shown(), theme.style(Role::Text));
}

fn said<const N: usize>(facts: [Option<Shown<'_>>; N]) -> String {
    let facts: Vec<&str> = facts.into_iter().flatten().map(Shown::as_str).collect();
    facts.join(" ")
}
