//! The article pane: its lines, and over them hits, selection and marks; signs in the gutter; the
//! scroll bar.

mod bar;

use bar::{Seen, Ticks};

use super::part::{Canvas, fill, put};
use super::theme::{Role, Theme};
use super::{Open, chrome};
use crate::app::App;
use crate::app::screen::marks::sign_at;
use crate::app::screen::reading::{Placed, Reading};
use crate::article::{Article, BlockKind, Part};
use crate::layout::{self, Area, Flow, Line, LineKind, Panes};
use crate::notes::{Found, Kind};
use crate::text::{Clean, Shown};

/// Draws the article and tells where its caret stands.
pub fn draw(
    app: &App,
    open: Option<&Open<'_>>,
    panes: &Panes,
    area: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let Some(Open { article, reading, flow }) = open else {
        draw_nothing(app, area, theme, canvas);
        return None;
    };
    let lines = flow.lines_from(reading.top, panes.page.lines());
    let over = Over::of(app, reading, article, &lines);
    let mut cursor = None;
    for (row, line) in (0..).map_while(|index| panes.page.row(index)).zip(&lines) {
        let y = row.y;
        let base = role_in(app, line);
        draw_line(flow, line, &over, base, row, theme, canvas);
        if line.wants_bullet(article) {
            put(canvas, row.x, y, row.right(), Shown::literal("-"), theme.style(Role::Dim));
        }
        if row.x > area.x {
            let gutter = Area { x: area.x, width: row.x - area.x, ..row };
            draw_gutter(reading, line, gutter, theme, canvas);
        }
        let sign = sign_of_line(app, line);
        put(canvas, row.x, y, row.x + line.indent_cells, sign, theme.style(Role::Dim));
        let holds_caret = line.start <= reading.caret && reading.caret <= line.end;
        if holds_caret && line.has_text() && cursor.is_none_or(|_| reading.caret < line.end) {
            let cell = flow.cell_of(line, reading.caret);
            cursor = Some((row.x + cell.min(row.width.saturating_sub(1)), y));
        }
    }
    if panes.framed {
        let seen = Seen { article, flow, reading, lines: panes.page.lines() };
        let marks = Ticks { hits: over.hits, current: over.current, marks: &reading.marks };
        bar::draw(&seen, &marks, area, theme, canvas);
    }
    cursor
}

/// The role of a line of the article, or of a line of its file.
fn role_in(app: &App, line: &Line) -> Role {
    match part_of(app, line) {
        None => role_of(line.kind),
        Some(Part::Dropped) => Role::Dropped,
        Some(Part::This | Part::Other) => Role::Text,
    }
}

/// What became of a line of the file, where the file is shown.
fn part_of(app: &App, line: &Line) -> Option<Part> {
    let sheet = app.sheet.as_ref()?;
    sheet.original.line_at(line.start).map(|line| line.part)
}

/// The sign before a line of the file that is not the article's: told without colours too.
fn sign_of_line(app: &App, line: &Line) -> Shown<'static> {
    match part_of(app, line).filter(|_| line.cells > 0) {
        Some(Part::Dropped) => Shown::literal("-"),
        Some(Part::Other) => Shown::literal(":"),
        Some(Part::This) | None => Shown::default(),
    }
}

/// Why there is no article: the library is being read, or nothing of it could be.
fn draw_nothing(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    let mut rows = area.y..area.bottom();
    for text in chrome::empty_text(app) {
        for line in layout::wrap(text.shown(), area.width.saturating_sub(2), 0, canvas.policy) {
            let Some(y) = rows.next() else { return };
            let line = text.slice(line.bytes);
            put(canvas, area.x + 1, y, area.right(), line, theme.style(Role::Dim));
        }
    }
}

/// What lies over the text, as ranges of code points.
struct Over<'a> {
    selection: Option<(u32, u32)>,
    hits: &'a [(u32, u32)],
    current: Option<(u32, u32)>,
    /// Those that touch the screen.
    marks: Vec<&'a Placed>,
}

/// A role, and the ink over it.
type Look = (Role, Option<Role>);

impl<'a> Over<'a> {
    fn of(app: &'a App, reading: &'a Reading, article: &Article, lines: &[Line]) -> Self {
        let (start, end) =
            (lines.first().map_or(0, |line| line.start), lines.last().map_or(0, |line| line.end));
        let is_seen = |placed: &&Placed| placed.start < end && placed.end > start;
        let here = app.search.cursor.filter(|cursor| {
            let found = app.search.results.found.get(cursor.found);
            found.is_some_and(|found| Some(found.index()) == reading.article)
        });
        Self {
            selection: reading.selection(article),
            hits: &reading.hits,
            current: here.and_then(|cursor| reading.hits.get(cursor.hit).copied()),
            marks: reading.marks.iter().filter(is_seen).collect(),
        }
    }

    /// The look of the character at `offset`, where something lies over it. Of marks the shortest
    /// counts.
    fn look(&self, offset: u32) -> Option<Look> {
        let covers = |&(start, end): &(u32, u32)| start <= offset && offset < end;
        if self.selection.as_ref().is_some_and(covers) {
            return Some((Role::Selection, None));
        }
        if self.current.as_ref().is_some_and(covers) {
            return Some((Role::HitCurrent, None));
        }
        let next = self.hits.partition_point(|&(start, _)| start <= offset);
        if next.checked_sub(1).is_some_and(|index| covers(&self.hits[index])) {
            return Some((Role::Hit, None));
        }
        let before = self.marks.partition_point(|placed| placed.start <= offset);
        let here = self.marks[..before].iter().filter(|placed| offset < placed.end);
        here.min_by_key(|placed| placed.end - placed.start).map(|placed| {
            let role = match placed.mark.kind {
                Kind::Note => Role::MarkNote,
                _ => Role::MarkHighlight,
            };
            (role, bar::ink_of(placed))
        })
    }
}

fn draw_line(
    flow: &Flow<'_>,
    line: &Line,
    over: &Over<'_>,
    base: Role,
    row: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let text = flow.text(line);
    let mut x = row.x + line.indent_cells;
    if !line.has_text() {
        put(canvas, x, row.y, row.right(), text, theme.style(base));
        return;
    }
    // One put a run of characters that look alike and stand side by side. What lies over the text
    // on both sides of cells that opened in it lies over them too.
    let style = |look: Option<Look>| {
        look.map_or(theme.style(base), |(role, ink)| theme.marked(base, role, ink))
    };
    let (mut run, mut look) = (0..0, over.look(line.start));
    let mut end = x;
    for glyph in flow.glyphs(line) {
        let (next, at) = (over.look(glyph.start), row.x + glyph.cell);
        if next != look || at > end {
            put(canvas, x, row.y, row.right(), text.slice(run.clone()), style(look));
            if next == look && next.is_some() {
                let width = at.min(row.right()).saturating_sub(end);
                fill(canvas, Area { x: end, width, ..row }, style(look));
            }
            (x, run.start, look) = (at, glyph.bytes.start, next);
        }
        (run.end, end) = (glyph.bytes.end, at + glyph.cells);
    }
    put(canvas, x, row.y, row.right(), text.slice(run), style(look));
}

const fn role_of(kind: LineKind) -> Role {
    match kind {
        LineKind::Text(BlockKind::Title) => Role::Title,
        LineKind::Text(BlockKind::Subtitle | BlockKind::Kicker) => Role::Subtitle,
        LineKind::Text(BlockKind::Heading) => Role::Heading,
        LineKind::Text(BlockKind::Caption) => Role::Caption,
        LineKind::Text(BlockKind::Attribution) => Role::Attribution,
        LineKind::Text(BlockKind::Quote) => Role::Quote,
        LineKind::Text(BlockKind::Code) => Role::Code,
        LineKind::Text(BlockKind::Body | BlockKind::Verse | BlockKind::List) | LineKind::Blank => {
            Role::Text
        }
        LineKind::InferredTitle | LineKind::Meta => Role::Meta,
    }
}

/// The sign of the first mark that begins in the line, or of one that covers it, and before it how
/// many begin there, where it is not the only one and the gutter has two cells.
fn draw_gutter(
    reading: &Reading,
    line: &Line,
    gutter: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    if !line.has_text() {
        return;
    }
    let end = line.end.max(line.start + 1);
    let touching =
        |placed: &&Placed| placed.start < end && placed.end.max(placed.start + 1) > line.start;
    let mut marks = reading.marks.iter().filter(touching);
    let mut beginning = marks.clone().filter(|placed| placed.start >= line.start);
    let Some(placed) = beginning.next().or_else(|| marks.next()) else { return };
    let more = beginning.count();
    let role = bar::role_of(placed);
    let is_sure = matches!(placed.found, Found::Exact(_) | Found::Moved(_));
    let letter = placed.mark.letter().filter(|_| is_sure);
    let letter = letter.map(|letter| Clean::line(&letter.to_string()));
    let sign = Shown::literal(sign_at(&placed.mark, &placed.found));
    let text = letter.as_ref().map_or(sign, Clean::shown);
    let (x, y, style) =
        (gutter.right() - 1, gutter.y, theme.marked(role, role, bar::ink_of(placed)));
    put(canvas, x, y, x + 1, text, style);
    if let Some(count) = count_of(more + 1).filter(|_| gutter.width > 1) {
        put(canvas, x - 1, y, x, count, theme.style(Role::Dim));
    }
}

/// How many marks begin in a line, if several do, in one cell.
fn count_of(marks: usize) -> Option<Shown<'static>> {
    const COUNTS: [&str; 8] = ["2", "3", "4", "5", "6", "7", "8", "9"];
    let index = marks.checked_sub(2)?;
    Some(Shown::literal(COUNTS[index.min(COUNTS.len() - 1)]))
}
