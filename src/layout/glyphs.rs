//! Positions to cells and back, on one line. In comes a line of a flow and a code point offset or
//! a cell, out comes the other. Both are by grapheme, so a wide one is never halved.

use std::ops::Range;

use super::flow::Flow;
use super::lines::{Line, LineKind};
use super::wrap::spread::Places;
use crate::text::grapheme::graphemes;

impl Flow<'_> {
    /// The first cell of the grapheme that holds the code point `offset`, counted from the left
    /// edge of the line with its indent. The cell after the text where the offset lies behind the
    /// line, the first cell of the text where it lies before it.
    pub fn cell_of(&self, line: &Line, offset: u32) -> u16 {
        let found = self.glyphs(line).find(|glyph| offset < glyph.end);
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

    /// The graphemes of a line that holds text, from left to right; none of another.
    pub fn glyphs(&self, line: &Line) -> impl Iterator<Item = Glyph> {
        let text = match line.kind {
            LineKind::Text(_) => self.text(line).as_str(),
            LineKind::InferredTitle | LineKind::Meta | LineKind::Blank => "",
        };
        let policy = self.measure().policy;
        let spread = line.spread;
        let (mut cell, mut start, mut places) = (line.indent_cells, line.start, Places::default());
        graphemes(text).map(move |(at, grapheme)| {
            let cells = policy.grapheme(grapheme);
            if spread.cells() > 0
                && let Some(place) = places.before(grapheme)
            {
                cell = cell.saturating_add(spread.at(place));
            }
            let end = start + grapheme.chars().count() as u32;
            let glyph = Glyph { bytes: at..at + grapheme.len(), start, end, cell, cells };
            (start, cell) = (end, cell.saturating_add(cells));
            glyph
        })
    }
}

/// A grapheme on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Where it lies in the text of the line.
    pub bytes: Range<usize>,
    /// Its first code point in the article's text.
    pub start: u32,
    /// After its last.
    pub end: u32,
    /// Its first cell, counted from the left edge of the line with its indent.
    pub cell: u16,
    /// Cells that it takes.
    pub cells: u16,
}
