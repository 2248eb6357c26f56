//! The search pane: the query with its caret, the count, and the articles found with a snippet
//! each.

use std::ops::Range;

use ratatui::style::Style;

use super::part::{Canvas, fill, put};
use super::theme::{Role, Theme};
use crate::app::screen::search::Stage;
use crate::app::{App, Editor};
use crate::article::{Article, BlockKind};
use crate::index::{self, Order};
use crate::layout::{self, Area, Panes};
use crate::text::{Clean, Shown};

/// The lines that a found article takes.
const ROWS: usize = 2;

/// Draws the pane, where it is open, and tells where the caret of the query stands.
pub fn draw(
    app: &App,
    panes: &Panes,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    if let Some(area) = panes.results {
        results(app, area, theme, canvas);
    }
    let area = panes.bar?;
    let count = Clean::line(&count(app));
    let wide = canvas.policy.text(&count) as u16;
    let right = area.right();
    let mut left_of_count = right;
    if area.width > wide + 12 {
        left_of_count = right - wide - 1;
        let role = if app.search.problem.is_some() { Role::StatusError } else { Role::Dim };
        put(canvas, left_of_count, area.y, right, count.shown(), theme.style(role));
    }
    let role = if app.search.is_offered() { Role::Selection } else { Role::Input };
    let style = theme.style(role);
    let x = put(
        canvas,
        area.x,
        area.y,
        left_of_count,
        Shown::literal("/"),
        theme.style(Role::StatusKey),
    );
    let room = Area { x, width: left_of_count.saturating_sub(x + 1), ..area };
    let caret = input(canvas, room, &app.search.input, style);
    if let Some(problem) = &app.search.problem {
        wrong(&app.search.input, &problem.place, room, theme, canvas);
    }
    (app.search.stage == Stage::Typing && app.overlay.is_none()).then_some((caret, area.y))
}

/// Sets off the part of the query that is wrong, as far as it is seen.
pub fn wrong(
    editor: &Editor,
    place: &Range<usize>,
    room: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let text = editor.lines().next().unwrap_or_default();
    let byte = |offset| text.as_str().char_indices().nth(offset).map_or(text.len(), |(at, _)| at);
    let hidden = hidden(canvas, room, editor);
    let (from, to) = (byte(place.start).max(hidden), byte(place.end).max(hidden));
    let cells = canvas.policy.text(text.slice(hidden..from).as_str()) as u16;
    let x = room.x.saturating_add(cells).min(room.right());
    let style = theme.style(Role::Input).patch(theme.style(Role::StatusError));
    put(canvas, x, room.y, room.right(), text.slice(from..to), style);
}

/// Draws a line of input, scrolled so that the caret is inside, and returns the caret's column.
pub fn input(canvas: &mut Canvas<'_>, area: Area, editor: &Editor, style: Style) -> u16 {
    let text = editor.lines().next().unwrap_or_default();
    let (_, byte) = editor.caret();
    let before = text.slice(0..byte);
    let hidden = hidden(canvas, area, editor);
    put(canvas, area.x, area.y, area.right(), text.slice(hidden..text.len()), style);
    let cells = canvas.policy.text(before.slice(hidden..byte).as_str()) as u16;
    (area.x + cells).min(canvas.buffer.area.right().saturating_sub(1))
}

/// How many bytes of a line of input are scrolled out on the left.
fn hidden(canvas: &Canvas<'_>, area: Area, editor: &Editor) -> usize {
    let text = editor.lines().next().unwrap_or_default();
    let before = text.slice(0..editor.caret().1);
    let mut hidden = 0;
    // Cut graphemes from the left until the caret fits with a cell to spare.
    for (at, _) in crate::text::grapheme::graphemes(&text) {
        hidden = at;
        let cells = canvas.policy.text(before.slice(at..before.as_str().len()).as_str());
        if cells + 1 < usize::from(area.width).max(2) {
            break;
        }
    }
    hidden
}

fn count(app: &App) -> String {
    let search = &app.search;
    let says = search.problem.as_ref().map(|problem| problem.says.to_string());
    if search.query.is_empty() {
        return says.unwrap_or_default();
    }
    // What is being typed is looked for as far as it can be read.
    let found = found(app);
    match says {
        Some(says) => format!("{says} · {found}"),
        None => found,
    }
}

fn found(app: &App) -> String {
    let search = &app.search;
    if search.is_waiting() {
        return "…".to_owned();
    }
    let (hits, articles) = (search.results.total_hits, search.results.found.len());
    let position =
        search.cursor.map(|cursor| format!("{}/", search.rank(cursor) + 1)).unwrap_or_default();
    let order = match search.order {
        Order::Relevance => String::new(),
        _ => format!("{} · ", search.order_name()),
    };
    let millis = search.micros.div_ceil(1000);
    match articles {
        0 if search.may_be_pinyin() && app.library.has_too_many_pairs() => {
            "没有找到 · 库太大，只按拼音读标题".to_owned()
        }
        0 => "没有找到".to_owned(),
        _ => format!("{order}{position}{hits} 处 · {articles} 篇 · {millis}ms"),
    }
}

/// What words of letters were read as, a row; gives what is left.
fn readings(app: &App, mut area: Area, theme: &Theme, canvas: &mut Canvas<'_>) -> Area {
    let Some(spelt) = app.search.spelt.first().filter(|_| area.height > ROWS as u16) else {
        return area;
    };
    let line = match app.search.picked.and_then(|picked| spelt.reading.best.get(picked)) {
        Some(best) => format!("{} → {} {}  C-g 下一种", spelt.word, best.text, best.hits),
        None => spelt.line(),
    };
    let line = Clean::line(&line);
    let line = layout::elide(line.shown(), area.width, canvas.policy);
    put(canvas, area.x, area.y, area.right(), line.shown(), theme.style(Role::Dim));
    area.y += 1;
    area.height -= 1;
    area
}

fn results(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    let area = readings(app, area, theme, canvas);
    let found = &app.search.results.found;
    let fits = (usize::from(area.height) / ROWS).max(1);
    let window = layout::list_window(found.len(), app.search.selected, fits);
    let mut y = area.y;
    for (index, found) in found.iter().enumerate().take(window.end).skip(window.first) {
        let Some(article) = app.article_at(found.index()) else { continue };
        let style = theme.style(if index == app.search.selected {
            Role::ListSelected
        } else {
            Role::Source
        });
        let line = Area { y, height: 1, ..area };
        fill(canvas, line, style);
        let facts = [article.source.as_ref(), article.date.as_ref()];
        let facts: Vec<&str> = facts.into_iter().flatten().map(Clean::as_str).collect();
        let count = Clean::line(&format!(" {} · {} ", facts.join(" "), found.hits));
        let wide = canvas.policy.text(&count) as u16;
        let right = if area.width > wide + 10 { area.right() - wide } else { area.right() };
        let title = article.label();
        let title = layout::elide(title.shown(), (right - area.x).saturating_sub(1), canvas.policy);
        put(canvas, area.x, y, right, title.shown(), style);
        if right < area.right() {
            put(canvas, right, y, area.right(), count.shown(), style);
        }
        if y + 1 < area.bottom() {
            snippet(app, &article, found, Area { y: y + 1, height: 1, ..area }, theme, canvas);
        }
        y += ROWS as u16;
    }
}

/// The best hit, or where that stands in the title, which the row above shows, the first behind it.
/// Behind the last where there is none.
fn beside_title(article: &Article, hits: &[(u32, u32)], found: &index::Found) -> usize {
    let is_title = |&(start, _): &(u32, u32)| {
        let block = article.blocks().get(article.block_at(start));
        block.is_some_and(|block| block.kind == BlockKind::Title)
    };
    let best = found.best as usize;
    match hits.get(best) {
        Some(hit) if is_title(hit) => {
            hits.iter().position(|hit| !is_title(hit)).unwrap_or(hits.len())
        }
        _ => best,
    }
}

/// The passage around the best hit, the hit set off; of an article of which only the title is found,
/// how it begins.
fn snippet(
    app: &App,
    article: &Article,
    found: &index::Found,
    line: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let hits = index::hits_in(article, &app.search.query);
    let reach = usize::from(line.width) / 5;
    let snippet = index::snippet(article, &hits, beside_title(article, &hits, found), reach);
    let style = theme.style(Role::Dim);
    let mut x = line.x + 2;
    let mut at = 0;
    for mark in &snippet.marks {
        let before = snippet.text.slice(at..mark.start);
        x = put(canvas, x, line.y, line.right(), before, style);
        let hit = snippet.text.slice(mark.clone());
        x = put(canvas, x, line.y, line.right(), hit, theme.style(Role::MatchInList));
        at = mark.end;
    }
    let after = snippet.text.slice(at..snippet.text.len());
    put(canvas, x, line.y, line.right(), after, style);
}
