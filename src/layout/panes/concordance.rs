//! The screen of a concordance, and the columns of its lines. In come sizes in cells, out come areas
//! and the room of a line.

use super::{Area, FRAME_COLS, FRAME_ROWS, Size};
use crate::index::concordance::Room;

/// Where a concordance stands: it takes the whole screen but the status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConcordanceArea {
    /// Whether a line is drawn around it.
    pub framed: bool,
    /// The row of the title; none on a screen of few rows.
    pub head: Area,
    /// A row a line.
    pub rows: Area,
    /// The row that tells whole where the selected line is from, with a rule above it; none on a
    /// screen of few rows.
    pub facts: Option<Area>,
}

/// From this height on the selected line is told whole.
const FACTS_ROWS: u16 = 10;

/// Cuts the screen.
pub fn concordance(size: Size) -> ConcordanceArea {
    let framed = size.cols >= FRAME_COLS && size.rows >= FRAME_ROWS;
    let (edge, status) = (u16::from(framed), u16::from(size.rows > 1));
    let width = size.cols.saturating_sub(2 * edge);
    let head = Area { x: edge, y: 0, width, height: u16::from(size.rows > 2) };
    let height = size.rows - head.height - status;
    let mut rows = Area { x: edge, y: head.height, width, height };
    let mut facts = None;
    if height >= FACTS_ROWS {
        rows.height -= 2;
        facts = Some(Area { y: rows.bottom() + 1, height: 1, ..rows });
    }
    ConcordanceArea { framed, head, rows, facts }
}

/// The columns of a line: up to the hit, a blank, from the hit on, a blank, where it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumns {
    pub room: Room,
    /// 0 where there is no such column.
    pub facts_cells: u16,
}

/// Below this width a line is the hit and what stands beside it.
const LEAST_CELLS: u16 = 50;
/// The most cells that tell where a line is from.
const FACTS_CELLS: u16 = 34;

/// Cuts a line of `cells`.
pub fn line_columns(cells: u16) -> LineColumns {
    let facts_cells = if cells < LEAST_CELLS { 0 } else { (cells / 4).min(FACTS_CELLS) };
    let blanks = if facts_cells > 0 { 2 } else { 1 };
    let text = cells.saturating_sub(facts_cells + blanks);
    // What follows is read more than what comes before, and the hit is a part of it.
    let before_cells = text * 2 / 5;
    LineColumns { room: Room { before_cells, after_cells: text - before_cells }, facts_cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_on_the_screen_above_the_status() {
        for cols in 0..130 {
            for rows in 0..40 {
                let cut = concordance(Size { cols, rows });
                let status = u16::from(rows > 1);
                for area in [Some(cut.head), Some(cut.rows), cut.facts].into_iter().flatten() {
                    assert!(area.right() <= cols && area.bottom() <= rows - status, "{cut:?}");
                }
                assert_eq!(cut.rows.height > 0, rows > 0, "{cols}x{rows}");
            }
        }
    }

    #[test]
    fn the_columns_fill_the_line() {
        for cells in 0..200 {
            let LineColumns { room, facts_cells } = line_columns(cells);
            let blanks = 1 + u16::from(facts_cells > 0);
            let filled = room.before_cells + room.after_cells + facts_cells + blanks;
            assert_eq!(filled, cells.max(1), "{cells}");
        }
    }
}
