//! Positions to cells and back, on one line. In comes a line of a flow and a code point offset or
//! a cell, out comes the other. Both are by grapheme, so a wide one is never halved.

use super::flow::Flow;
use super::lines::{Line, LineKind};
use crate::text::grapheme::graphemes;

impl Flow<'_> {
    /// The first cell of the grapheme that holds the code point `offset`, counted from the left
    /// edge of the line with its indent. The cell after the text where the offset lies behind the
    /// line, the first cell of the text where it lies before it.
    pub fn cell_of(&self, line: &Line, offset: u32) -> u16 {
        let glyphs = self.glyphs(line);
        let found = glyphs.into_iter().find(|glyph| offset < glyph.end);
        found.map_or(line.indent_cells.saturating_add(line.cells), |glyph| glyph.cell)
    }

    /// The first code point of the grapheme that covers `cell`, or of the nearest one where the
    /// cell lies beside the text: the position is always one of this line.
    pub fn offset_at(&self, line: &Line, cell: u16) -> u32 {
        let mut nearest = line.start;
        for glyph in self.glyphs(line) {
            if glyph.cell > cell {
                break;
            }
            // What takes no cell is part of what stands before it.
            if glyph.cells > 0 {
                nearest = glyph.start;
            }
        }
        nearest
    }

    fn glyphs(&self, line: &Line) -> impl IntoIterator<Item = Glyph> {
        let text = match line.kind {
            LineKind::Text(_) => self.text(line).as_str(),
            LineKind::InferredTitle | LineKind::Meta | LineKind::Blank => "",
        };
        let policy = self.measure().policy;
        let (mut cell, mut start) = (line.indent_cells, line.start);
        graphemes(text).map(move |(_, grapheme)| {
            let cells = policy.grapheme(grapheme);
            let end = start + grapheme.chars().count() as u32;
            let glyph = Glyph { start, end, cell, cells };
            (start, cell) = (end, cell.saturating_add(cells));
            glyph
        })
    }
}

/// A grapheme on a line: its code points and its cells.
struct Glyph {
    start: u32,
    end: u32,
    cell: u16,
    cells: u16,
}
