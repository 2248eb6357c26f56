//! The page inside the article pane. In come the pane and how the reader wants a page, out come its
//! columns and the way between the number of a line and its row. Refuses to know the text.

use super::panes::{Area, View};

/// How many columns of text stand side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    #[default]
    One,
    /// Two where each has room for twelve Han.
    Two,
    /// Two where each has room for twenty-four.
    Auto,
}

/// The rows from one line of text to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pitch {
    #[default]
    Single,
    /// An empty row between two lines.
    Double,
}

impl Pitch {
    const fn rows(self) -> u16 {
        match self {
            Self::Single => 1,
            Self::Double => 2,
        }
    }
}

/// How the reader wants a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// The widest line of text in cells; 0 stands for no limit.
    pub measure_cells: u16,
    /// Empty cells at either side of the text, besides those that the pane keeps for itself.
    pub margin_cells: u16,
    pub columns: Columns,
    pub pitch: Pitch,
}

/// The lines of text on the screen: down the first column, then down the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// All columns and what is between them. Signs of marks stand in the cell before a column.
    pub area: Area,
    /// The width of a column in cells.
    pub width: u16,
    /// How many columns there are, at least one.
    pub columns: u16,
    pitch: Pitch,
}

/// The cells between two columns; the last of them takes the signs of marks.
const BETWEEN: u16 = 4;
/// The narrowest column of two, in cells: where they are asked for, and where the room decides.
const LEAST: u16 = 24;
const LEAST_AUTO: u16 = 48;
/// The cells of text that margins leave at least; else they fall away.
const LEAST_INSIDE: u16 = 20;

/// The page in the article pane: a gutter before it, a margin after it, the measure at most.
pub fn page(pane: Area, view: View, options: PageOptions) -> Page {
    let (mut gutter, mut margin) = match pane.width {
        0..=3 => (0, 0),
        4..=9 => (1, 0),
        _ => (2, 1),
    };
    let extra = options.margin_cells;
    if u32::from(pane.width) >= u32::from(gutter + margin + LEAST_INSIDE) + 2 * u32::from(extra) {
        (gutter, margin) = (gutter + extra, margin + extra);
    }
    let room = pane.width - gutter - margin;
    let least = match options.columns {
        Columns::One => u16::MAX,
        Columns::Two => LEAST,
        Columns::Auto => LEAST_AUTO,
    };
    let half = room.saturating_sub(BETWEEN) / 2;
    let (columns, most) = if half >= least { (2, half) } else { (1, room) };
    let width = if options.measure_cells == 0 { most } else { most.min(options.measure_cells) };
    let whole = columns * width + (columns - 1) * BETWEEN;
    // In zen the text stands in the middle; beside the list it stays at the left, where the eye is.
    let indent = if view == View::Zen { (room - whole) / 2 } else { 0 };
    let area = Area { x: pane.x + gutter + indent, width: whole, ..pane };
    Page { area, width, columns, pitch: options.pitch }
}

impl Page {
    /// How many lines it holds.
    pub fn lines(self) -> usize {
        usize::from(self.columns) * usize::from(self.lines_of_column())
    }

    /// The row of line number `index` of the page.
    pub fn row(self, index: usize) -> Option<Area> {
        let index = u16::try_from(index).ok()?;
        let column = index.checked_div(self.lines_of_column())?;
        let x = self.area.x + column * (self.width + BETWEEN);
        let y = self.area.y + index % self.lines_of_column() * self.pitch.rows();
        (column < self.columns).then_some(Area { x, y, width: self.width, height: 1 })
    }

    /// The line of which a cell of the screen is nearest, and the cell in the line: an empty row
    /// belongs to the line above, the cells between two columns to the nearer one.
    pub fn line_under(self, x: u16, y: u16) -> Option<(usize, u16)> {
        if y < self.area.y || y >= self.area.bottom() {
            return None;
        }
        let from_left = x.saturating_sub(self.area.x);
        let pace = self.width + BETWEEN;
        let column = ((from_left + BETWEEN / 2) / pace).min(self.columns.saturating_sub(1));
        let line = (y - self.area.y) / self.pitch.rows();
        let index = usize::from(column) * usize::from(self.lines_of_column()) + usize::from(line);
        Some((index, from_left.saturating_sub(column * pace)))
    }

    fn lines_of_column(self) -> u16 {
        self.area.height.div_ceil(self.pitch.rows())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn options() -> impl Strategy<Value = PageOptions> {
        let columns = prop_oneof![Just(Columns::One), Just(Columns::Two), Just(Columns::Auto)];
        let pitch = prop_oneof![Just(Pitch::Single), Just(Pitch::Double)];
        (0..120_u16, 0..20_u16, columns, pitch).prop_map(
            |(measure_cells, margin_cells, columns, pitch)| PageOptions {
                measure_cells,
                margin_cells,
                columns,
                pitch,
            },
        )
    }

    proptest! {
        #[test]
        fn every_line_has_a_row_of_its_own(
            pane in (0..9_u16, 0..4_u16, 0..250_u16, 0..80_u16), options in options(),
            view in prop_oneof![Just(View::Panes), Just(View::Zen)],
        ) {
            let (x, y, width, height) = pane;
            let pane = Area { x, y, width, height };
            let page = page(pane, view, options);
            prop_assert!(page.area.right() <= pane.right() && page.area.bottom() <= pane.bottom());
            let rows: Vec<Area> = (0..page.lines()).filter_map(|index| page.row(index)).collect();
            prop_assert_eq!((rows.len(), page.row(rows.len())), (page.lines(), None));
            for (index, row) in rows.iter().enumerate() {
                prop_assert!(row.x >= page.area.x && row.right() <= page.area.right());
                prop_assert!(row.y >= page.area.y && row.bottom() <= page.area.bottom());
                for cell in 0..row.width {
                    prop_assert_eq!(page.line_under(row.x + cell, row.y), Some((index, cell)));
                }
            }
        }
    }

    #[test]
    fn a_wide_pane_has_two_columns() {
        let columns = |width, columns| {
            let pane = Area { width, height: 3, ..Area::default() };
            let options = PageOptions { measure_cells: 80, columns, ..PageOptions::default() };
            let page = page(pane, View::Panes, options);
            (page.columns, page.width)
        };
        assert_eq!(columns(200, Columns::One), (1, 80));
        assert_eq!(columns(102, Columns::Auto), (1, 80));
        assert_eq!(columns(103, Columns::Auto), (2, 48));
        assert_eq!(columns(54, Columns::Two), (1, 51));
        assert_eq!(columns(55, Columns::Two), (2, 24));
        assert_eq!(columns(200, Columns::Two), (2, 80));
    }

    #[test]
    fn an_empty_row_stands_between_lines() {
        let pane = Area { width: 40, height: 5, ..Area::default() };
        let options = PageOptions { pitch: Pitch::Double, ..PageOptions::default() };
        let page = page(pane, View::Panes, options);
        let rows: Vec<u16> = (0..9).map_while(|index| page.row(index)).map(|row| row.y).collect();
        assert_eq!(rows, [0, 2, 4]);
        assert_eq!(page.line_under(5, 3), Some((1, 3)));
        assert_eq!(page.line_under(5, 5), None);
    }
}
