//! Rows that only moved. In come the cells that are shown and those that are wanted, out comes the
//! band of rows to scroll first, where that takes fewer bytes than painting the rows anew. Weighs
//! bytes by estimate; refuses to write them.
//!
//! No pane is known here: pieces of rows vote for how far they moved, so that a text beside a list
//! that stands still is found too. Whole rows are scrolled, and what had to stand still is painted
//! again where that pays.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use super::glyph::look;
use super::pen::Look;

/// Cells of the pieces that are looked for in other rows.
const PIECE: usize = 8;

/// Changed rows below which nothing is looked for: a caret, a typed character, a counter.
const FEW_ROWS: usize = 3;

/// The bytes that a scroll must save at least; it takes about 17 itself.
const WORTHWHILE: i32 = 32;

/// About what a move of the cursor takes, in bytes.
const MOVE: i32 = 5;

/// About what another look takes, in bytes.
const RESTYLE: i32 = 6;

/// About what the end of a row that is erased takes, in bytes.
const ERASE: i32 = 6;

/// Which way the content goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// A band of rows whose content moves. The rows that come free are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scroll {
    pub rows: Range<u16>,
    pub way: Way,
    /// How far, in rows; less than the band has.
    pub by: u16,
}

impl Scroll {
    /// Finds the scroll that saves most. Both buffers have the same area.
    pub fn find(shown: &Buffer, wanted: &Buffer) -> Option<Self> {
        let width = usize::from(wanted.area.width);
        let changed = changed_rows(shown, wanted)?;
        let cells = changed.start * width..changed.end * width;
        let page = Page {
            shown: glances(&shown.content[cells.clone()]),
            wanted: glances(&wanted.content[cells]),
            width,
        };
        let (way, by) = page.movement()?;
        let band = page.best_band(way, by)?;
        let row = |row: usize| (changed.start + row) as u16;
        Some(Self { rows: row(band.start)..row(band.end), way, by: by as u16 })
    }

    /// Does to the cells what the terminal does to its own.
    pub fn apply(&self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let rows = usize::from(self.rows.start) * width..usize::from(self.rows.end) * width;
        let by = usize::from(self.by) * width;
        let band = &mut shown.content[rows];
        let free = match self.way {
            Way::Up => {
                band.rotate_left(by);
                band.len() - by..band.len()
            }
            Way::Down => {
                band.rotate_right(by);
                0..by
            }
        };
        band[free].iter_mut().for_each(Cell::reset);
    }
}

/// From the first to the last row that changed, where those are more than a few.
fn changed_rows(shown: &Buffer, wanted: &Buffer) -> Option<Range<usize>> {
    let width = usize::from(wanted.area.width);
    let rows = shown.content.chunks(width).zip(wanted.content.chunks(width));
    let mut changed = rows.enumerate().filter(|(_, (shown, wanted))| shown != wanted);
    let first = changed.next()?.0;
    let (count, last) = changed.fold((1, first), |(count, _), (row, _)| (count + 1, row));
    (count >= FEW_ROWS).then_some(first..last + 1)
}

/// What a cell shows, short enough to be compared at once; two that differ may rarely look the
/// same here, which makes an estimate worse and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Glance {
    symbol: u32,
    look: u16,
    bytes: u16,
}

impl Glance {
    const BLANK: Self = Self { symbol: b' ' as u32, look: 0, bytes: 1 };
}

fn glances(cells: &[Cell]) -> Vec<Glance> {
    let mut last = (Look::default(), 0);
    let glance = |cell: &Cell| {
        let symbol = cell.symbol();
        let look = look(cell, symbol);
        if look != last.0 {
            last = (look, look_code(look));
        }
        Glance { symbol: symbol_code(symbol), look: last.1, bytes: symbol.len() as u16 }
    };
    cells.iter().map(glance).collect()
}

fn symbol_code(symbol: &str) -> u32 {
    match *symbol.as_bytes() {
        [a] => a.into(),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        ref bytes => bytes.iter().fold(0, |code, &byte| (code ^ u32::from(byte)).wrapping_mul(31)),
    }
}

/// 0 for the default look alone, as far as 16 bits can tell.
fn look_code(look: Look) -> u16 {
    if look == Look::default() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    (look.fg, look.bg, look.modifier).hash(&mut hasher);
    hasher.finish() as u16 | 1
}

/// The changed part of the screen, before and after.
struct Page {
    shown: Vec<Glance>,
    wanted: Vec<Glance>,
    width: usize,
}

impl Page {
    /// How far most of what changed has moved.
    fn movement(&self) -> Option<(Way, usize)> {
        let (shown, wanted) = (self.pieces(&self.shown), self.pieces(&self.wanted));
        let height = self.wanted.len() / self.width;
        let mut up = vec![0; height];
        let mut down = vec![0; height];
        for (shown, wanted) in shown.chunks(height).zip(wanted.chunks(height)) {
            for (to, piece) in wanted.iter().enumerate() {
                if piece.is_none() || *piece == shown[to] {
                    continue;
                }
                for (from, before) in shown.iter().enumerate() {
                    if before == piece && from > to {
                        up[from - to] += 1;
                    } else if before == piece {
                        down[to - from] += 1;
                    }
                }
            }
        }
        let votes = up.iter().map(|votes| (*votes, Way::Up)).enumerate();
        let votes = votes.chain(down.iter().map(|votes| (*votes, Way::Down)).enumerate());
        // Of as many votes the smaller step.
        let best = votes.max_by_key(|&(by, (votes, _))| (votes, height - by))?;
        let (by, (votes, way)) = best;
        (votes > 0).then_some((way, by))
    }

    /// The pieces of all rows, column by column; `None` for a blank one.
    fn pieces(&self, glances: &[Glance]) -> Vec<Option<u64>> {
        let columns = (0..self.width).step_by(PIECE);
        let piece = |row: &[Glance], x: usize| {
            let piece = &row[x..self.width.min(x + PIECE)];
            let is_blank = piece.iter().all(|glance| *glance == Glance::BLANK);
            (!is_blank).then(|| piece.iter().copied().fold(0, mix))
        };
        columns.flat_map(|x| glances.chunks(self.width).map(move |row| piece(row, x))).collect()
    }

    /// The band that saves most when it is scrolled, counted in rows of the page.
    ///
    /// A band that ends before row `e` gains what its rows gain from those `by` rows further on,
    /// and its last `by` rows what they gain from being blank. With sums from the top, the best
    /// first row for every end is known on the way down.
    fn best_band(&self, way: Way, by: usize) -> Option<Range<usize>> {
        let height = self.wanted.len() / self.width;
        let blank = vec![Glance::BLANK; self.width];
        // Going down is going up in a mirror.
        let at = |row: usize| if way == Way::Up { row } else { height - 1 - row };
        let mut moved = vec![0; height + 1];
        let mut freed = vec![0; height + 1];
        for row in 0..height {
            let wanted = self.row(&self.wanted, at(row));
            let kept = bytes(self.row(&self.shown, at(row)), wanted);
            let from = row + by;
            let gain = if from < height {
                kept - bytes(self.row(&self.shown, at(from)), wanted)
            } else {
                0
            };
            moved[row + 1] = moved[row] + gain;
            freed[row + 1] = freed[row] + kept - bytes(&blank, wanted);
        }
        let mut start = 0;
        let mut best = (WORTHWHILE, 0..0);
        for end in by + 1..=height {
            let rest = end - by;
            if moved[rest - 1] < moved[start] {
                start = rest - 1;
            }
            let gain = moved[rest] - moved[start] + freed[end] - freed[rest];
            if gain > best.0 {
                best = (gain, start..end);
            }
        }
        let (_, Range { start, end }) = best;
        match way {
            _ if end == 0 => None,
            Way::Up => Some(start..end),
            Way::Down => Some(height - end..height - start),
        }
    }

    fn row<'a>(&self, glances: &'a [Glance], row: usize) -> &'a [Glance] {
        &glances[row * self.width..][..self.width]
    }
}

/// One step of a hash that only has to be fast.
fn mix(code: u64, glance: Glance) -> u64 {
    let next = u64::from(glance.symbol) << 16 | u64::from(glance.look);
    (code.rotate_left(23) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// About how many bytes it takes to turn one row into another.
fn bytes(shown: &[Glance], wanted: &[Glance]) -> i32 {
    if shown == wanted {
        return 0;
    }
    let text =
        wanted.iter().rposition(|glance| *glance != Glance::BLANK).map_or(0, |last| last + 1);
    let mut sum = 0;
    let mut kept = usize::MAX;
    let mut look = None;
    for (shown, wanted) in shown.iter().zip(wanted).take(text) {
        if shown == wanted {
            kept = kept.saturating_add(1);
            continue;
        }
        // The second cell of a wide glyph is kept, and no gap.
        sum += i32::from(wanted.bytes);
        sum += if kept > 1 { MOVE } else { 0 };
        sum += if look.is_some_and(|look| look != wanted.look) { RESTYLE } else { 0 };
        look = Some(wanted.look);
        kept = 0;
    }
    let is_cleared = shown[text..].iter().all(|glance| *glance == Glance::BLANK);
    sum + if is_cleared { 0 } else { ERASE }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    const LINES: [&str; 8] = [
        "水边的石头排成一行",
        "船从上面的桥下过来",
        "灯还没有点起来",
        "老人数着对岸的窗子",
        "一共是十二扇",
        "有一扇总是开着的",
        "风从那里进去",
        "第二天又从那里出来",
    ];

    /// A page of which each row is told by a digit, the number of a line, or stands for itself.
    fn page(rows: &str, column: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, rows.len() as u16));
        for (y, row) in (0..).zip(rows.bytes()) {
            let sign = [row];
            let text = match row {
                b'1'..=b'8' => LINES[usize::from(row - b'1')],
                _ => std::str::from_utf8(&sign).unwrap(),
            };
            buffer.set_string(column, y, text, Style::new());
        }
        buffer
    }

    fn check(before: &str, after: &str, expected: Option<(Range<u16>, Way, u16)>) {
        let expected = expected.map(|(rows, way, by)| Scroll { rows, way, by });
        let found = Scroll::find(&page(before, 0), &page(after, 0));
        assert_eq!(found, expected, "{before} {after}");
    }

    #[test]
    fn rows_that_moved_are_found_between_rows_that_did_not() {
        check("#123456=", "#234567=", Some((1..7, Way::Up, 1)));
        check("#123456=", "#45678 =", Some((1..7, Way::Up, 3)));
        check("#123456=", "#712345=", Some((1..7, Way::Down, 1)));
        check("#123456=", "#781234=", Some((1..7, Way::Down, 2)));
    }

    #[test]
    fn a_list_that_stands_still_beside_the_text_is_no_hindrance() {
        let beside = |text: &str| {
            let mut page = page(text, 6);
            for (y, name) in ["甲", "乙", "丙"].iter().enumerate() {
                page.set_string(0, y as u16, name, Style::new());
            }
            page
        };
        let scroll = Scroll::find(&beside("123456"), &beside("234567"));
        assert_eq!(scroll, Some(Scroll { rows: 0..6, way: Way::Up, by: 1 }));
    }

    #[test]
    fn nothing_is_scrolled_where_that_does_not_pay() {
        check("1234", "1234", None);
        check("1234", "1324", None);
        check("1234", "5678", None);
        check("abcd", "bcde", None);
        check("    ", "1234", None);
        check("1234", "    ", None);
    }

    #[test]
    fn the_cells_move_as_the_rows_of_the_terminal_do() {
        let mut buffer = page("1234", 0);
        buffer.set_style(Rect::new(0, 1, 24, 1), Style::new().bg(Color::Red));
        Scroll { rows: 1..4, way: Way::Up, by: 1 }.apply(&mut buffer);
        assert_eq!(buffer, page("134 ", 0));
        Scroll { rows: 0..3, way: Way::Down, by: 2 }.apply(&mut buffer);
        assert_eq!(buffer, page("  1 ", 0));
    }
}
