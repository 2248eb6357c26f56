//! Text to rows of a width. In comes clean text, out come the byte ranges of its rows: filled
//! greedily, broken where `breaks` allows, ragged right. Refuses to know articles.

pub mod balance;
pub mod breaks;
pub mod kinsoku;
pub mod spread;

use std::ops::Range;

use breaks::{Atom, Atoms, atoms};
use kinsoku::{Break, verdict};

use crate::text::grapheme::graphemes;
use crate::text::width::WidthPolicy;
use crate::text::{Clean, Shown};

/// One row of wrapped text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its text in bytes, without the spaces and the line end after it.
    pub bytes: Range<usize>,
    /// Empty cells before it. Less than was asked where the width leaves no room for text.
    pub indent_cells: u16,
    /// Cells that the text takes. With the indent that is at most the width, but for a single
    /// grapheme that is wider than the width: it has a row of its own and does not fit.
    pub cells: u16,
}

/// The indents of a paragraph, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indents {
    /// Before its first row.
    pub first: u16,
    /// Before the rows after that.
    pub rest: u16,
}

/// The least room that an indent leaves to the text, in cells; else it falls away. It is what one
/// Han between two marks that may not be parted from it takes.
const LEAST_ROOM: u16 = 6;

/// Wraps `text` to `width_cells`; every line of it begins with `first_indent_cells`.
///
/// ```text
/// 10 cells, indent 4    "他说：“好。”"  ->  "····他说：" "“好。”"
/// ```
pub fn wrap(
    text: Shown,
    width_cells: u16,
    first_indent_cells: u16,
    policy: WidthPolicy,
) -> Vec<Row> {
    let indents = Indents { first: first_indent_cells, rest: 0 };
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.as_str().split('\n') {
        rows.extend(
            fill(line, width_cells, indents, policy)
                .map(|row| Row { bytes: start + row.bytes.start..start + row.bytes.end, ..row }),
        );
        start += line.len() + 1;
    }
    rows
}

/// The longest prefix of `text` that takes no more than `cells`, whole graphemes.
pub fn cut(text: Shown, cells: u16, policy: WidthPolicy) -> Shown {
    let mut used = 0;
    let end = graphemes(text.as_str()).find_map(|(at, grapheme)| {
        used += u32::from(policy.grapheme(grapheme));
        (used > u32::from(cells)).then_some(at)
    });
    end.map_or(text, |end| text.slice(0..end))
}

/// `text` where it takes no more than `cells`, else as much of it as fits before an ellipsis.
pub fn elide(text: Shown, cells: u16, policy: WidthPolicy) -> Clean {
    const ELLIPSIS: Shown = Shown::literal("…");
    let whole = cut(text, cells, policy);
    let room = cells.checked_sub(policy.grapheme(ELLIPSIS.as_str()));
    match room {
        Some(room) if whole != text => {
            let part = cut(text, room, policy);
            Clean::concat([part.slice(0..part.as_str().trim_end().len()), ELLIPSIS])
        }
        _ => Clean::concat([whole]),
    }
}

/// The rows of one line of text, which holds no line end; an empty one is one empty row.
pub fn fill(line: &str, width_cells: u16, indents: Indents, policy: WidthPolicy) -> Rows<'_> {
    Rows {
        line,
        policy,
        width: width_cells,
        indent: affordable(indents.first, width_cells),
        rest: affordable(indents.rest, width_cells),
        atoms: atoms(line),
        held: None,
        start: 0,
        tip: Mark::default(),
        used: 0,
        turn: None,
        is_over: false,
    }
}

/// `indent`, or none where it leaves no room for text.
fn affordable(indent: u16, width: u16) -> u16 {
    if width.saturating_sub(indent) < LEAST_ROOM { 0 } else { indent }
}

/// A place in the row that is being filled.
#[derive(Clone, Copy, Default)]
struct Mark {
    /// Byte offset after the last grapheme that is not a space.
    end: usize,
    /// Cells from the start of the row to there.
    cells: u32,
}

/// Where the row may end.
#[derive(Clone, Copy)]
struct Turn {
    tip: Mark,
    /// Byte offset at which the next row begins.
    next: usize,
    /// Cells from the start of the row to there, spaces and all.
    used: u32,
}

/// See [`fill`].
pub struct Rows<'a> {
    line: &'a str,
    policy: WidthPolicy,
    width: u16,
    /// Of the row that is being filled.
    indent: u16,
    /// Of the rows after the first.
    rest: u16,
    atoms: Atoms<'a>,
    /// The grapheme that did not fit into the row before.
    held: Option<Atom>,
    /// Byte offset of the row that is being filled.
    start: usize,
    tip: Mark,
    /// Cells from the start of the row on, spaces and all.
    used: u32,
    /// The last place in the row where a break is allowed.
    turn: Option<Turn>,
    is_over: bool,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while let Some(atom) = self.held.take().or_else(|| self.atoms.next()) {
            let grapheme = &self.line[atom.start..atom.end];
            let cells = u32::from(self.policy.grapheme(grapheme));
            if atom.before == Break::Allowed && atom.start > self.start {
                self.turn = Some(Turn { tip: self.tip, next: atom.start, used: self.used });
            }
            // Spaces hang over the edge: they are not seen at the end of a row.
            if atom.is_space() {
                self.used += cells;
                continue;
            }
            if self.used + cells > self.room() && atom.start > self.start {
                self.held = Some(atom);
                let turn = self.turn.take().unwrap_or_else(|| self.emergency(atom.start));
                return Some(self.end_row(turn));
            }
            self.used += cells;
            self.tip = Mark { end: atom.end, cells: self.used };
        }
        if self.is_over {
            return None;
        }
        self.is_over = true;
        Some(self.row(self.tip))
    }
}

impl Rows<'_> {
    fn room(&self) -> u32 {
        u32::from(self.width.saturating_sub(self.indent))
    }

    fn row(&self, tip: Mark) -> Row {
        Row {
            bytes: self.start..tip.end.max(self.start),
            indent_cells: self.indent,
            cells: tip.cells as u16,
        }
    }

    fn end_row(&mut self, turn: Turn) -> Row {
        let row = self.row(turn.tip);
        self.start = turn.next;
        self.indent = self.rest;
        self.used -= turn.used;
        self.tip = if self.tip.end > turn.next {
            Mark { end: self.tip.end, cells: self.tip.cells - turn.used }
        } else {
            Mark { end: turn.next, cells: 0 }
        };
        row
    }

    /// Where to break a row that has no allowed break before byte `end`: a long URL, a flood of
    /// marks. After the last grapheme that fits and that the Chinese rules let part from the
    /// next; after the last that fits where there is none; after the first where none fits.
    fn emergency(&self, end: usize) -> Turn {
        let mut here = Turn { tip: Mark { end: self.start, cells: 0 }, next: end, used: 0 };
        let (mut best, mut last) = (None, None);
        let mut before: (Option<char>, Option<char>) = (None, None);
        for (offset, grapheme) in graphemes(&self.line[self.start..]) {
            here.next = self.start + offset;
            if here.next > end || (here.tip.cells > self.room() && last.is_some()) {
                break;
            }
            let after = here.next + grapheme.len();
            let base = grapheme.chars().next().unwrap_or_default();
            if let (a2, Some(a)) = before
                && !is_space(grapheme)
            {
                last = Some(here);
                let b2 = self.line[after..].chars().next();
                if verdict(a2, a, base, b2) != Some(Break::Forbidden) {
                    best = last;
                }
            }
            before = (before.1, Some(base));
            here.used += u32::from(self.policy.grapheme(grapheme));
            if !is_space(grapheme) {
                here.tip = Mark { end: after, cells: here.used };
            }
        }
        best.or(last).unwrap_or(here)
    }
}

/// A grapheme that is not seen at the end of a row.
fn is_space(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    chars.next().is_some_and(char::is_whitespace) && chars.next().is_none()
}

#[cfg(test)]
mod tests;
