//! What stands in the cells of a row, and how it is drawn so that it takes them on any terminal.
//! Text that would not print is blank here. Refuses to know where the pen stands.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier};

use super::pen::{Look, Pen, SEEN_ON_BLANK};
use crate::text::width::{Ambiguous, WidthPolicy};

/// What stands in one or more cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Its first column.
    pub x: u16,
    /// The cells that it was laid out in, at least 1.
    pub cells: u16,
    pub symbol: &'a str,
    pub look: Look,
}

/// The glyphs of a row. Their cells add up to the row.
pub fn glyphs(row: &[Cell]) -> Vec<Glyph<'_>> {
    let mut glyphs = Vec::with_capacity(row.len());
    let mut x = 0;
    while let Some(cell) = row.get(x) {
        let cells = cell.cell_width().max(1);
        let rest = row.get(x + 1..x + usize::from(cells));
        let is_whole = rest.is_some_and(|rest| rest.iter().all(|cell| cell.symbol() == " "));
        let symbol = if is_whole && is_printable(cell.symbol()) { cell.symbol() } else { " " };
        // A glyph that something was painted over, or that the edge cuts, leaves its first cell.
        let cells = if symbol == " " { 1 } else { cells };
        glyphs.push(Glyph { x: x as u16, cells, symbol, look: look(cell, symbol) });
        x += usize::from(cells);
    }
    glyphs
}

/// Only text goes to the terminal, even if a control character got into a cell.
fn is_printable(symbol: &str) -> bool {
    !symbol.is_empty() && !symbol.chars().any(char::is_control)
}

pub fn look(cell: &Cell, symbol: &str) -> Look {
    if symbol == " " && !cell.modifier.intersects(SEEN_ON_BLANK) {
        Look { fg: Color::Reset, bg: cell.bg, modifier: Modifier::empty() }
    } else {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// Whether the cells of a glyph are blanked before it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    AsItIs,
    Cleared,
}

/// Whether all terminals of this policy agree on a glyph's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Certain,
    Uncertain,
}

/// How a glyph is drawn.
pub struct Stroke<'a> {
    text: &'a str,
    pub certainty: Certainty,
    pub ground: Ground,
    /// The column after the last one that it may run over.
    pub end: u16,
}

impl<'a> Glyph<'a> {
    pub fn is_plain_blank(&self) -> bool {
        self.symbol == " " && self.look.is_plain_on_blank()
    }

    /// Decides how to draw the glyph so that it never wraps at the end of the row and leaves
    /// nothing of what stood there before.
    pub fn stroke(&self, policy: WidthPolicy, row_cells: u16) -> Stroke<'a> {
        let first = self.symbol.chars().next().unwrap_or(' ');
        let is_single = first.len_utf8() == self.symbol.len();
        if is_single && is_certain(first, policy) {
            let end = self.x.saturating_add(self.cells);
            let certainty = Certainty::Certain;
            return Stroke { text: self.symbol, certainty, ground: Ground::AsItIs, end };
        }
        let end = self.x.saturating_add(most_cells(self.symbol, policy).max(self.cells));
        let fits = end <= row_cells;
        let text = if fits { self.symbol } else { &self.symbol[..first.len_utf8()] };
        let is_kept = fits || most_cells(text, policy) <= self.cells;
        let is_steady = self.cells == 1
            || is_wide_everywhere(first)
            || (is_single && policy.shows(first) == Some(Ambiguous::Wide));
        Stroke {
            text: if is_kept { text } else { "" },
            certainty: Certainty::Uncertain,
            ground: if is_steady && is_kept { Ground::AsItIs } else { Ground::Cleared },
            end: end.min(row_cells),
        }
    }
}

impl Stroke<'_> {
    pub fn paint(&self, glyph: &Glyph<'_>, pen: &mut Pen, row_cells: u16) {
        if glyph.symbol == " " {
            pen.set_blank_look(glyph.look);
        } else {
            pen.set_look(glyph.look);
        }
        match self.certainty {
            Certainty::Certain => pen.write(self.text, glyph.cells, row_cells),
            Certainty::Uncertain => pen.write_uncertain(self.text),
        }
    }
}

/// The most cells that a terminal may give a cluster: those of its characters one by one.
pub fn most_cells(symbol: &str, policy: WidthPolicy) -> u16 {
    let mut buffer = [0; 4];
    symbol.chars().map(|c| policy.grapheme(c.encode_utf8(&mut buffer))).fold(0, u16::saturating_add)
}

/// Whether a single character takes the same cells on every terminal that the policy is right for.
pub fn is_certain(c: char, policy: WidthPolicy) -> bool {
    matches!(c, ' '..='~') || is_wide_everywhere(c) || policy.shows(c) == Some(Ambiguous::Narrow)
}

/// East Asian Wide characters that every terminal measured shows in two cells. Emoji are left
/// out, as their widths came with later versions of Unicode, and so are the hexagrams, which
/// became wide in Unicode 16.
const fn is_wide_everywhere(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{3029}' | '\u{3030}'..='\u{303e}' | '\u{3041}'..='\u{3096}'
        | '\u{309b}'..='\u{3247}' | '\u{3250}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}
