//! Tables that are tables. In come the blocks of a page and where its tables, rows and cells begin and
//! end, out come the rows, a block each. A table whose cells hold paragraphs only lays out the page.

use std::ops::Range;

use super::element::Kind;
use super::walk::Block;
use crate::article::formats::table;

/// Stands before each cell while the text of a row is gathered.
pub const CELL: char = '\u{2064}';

/// A longer cell holds a paragraph, in characters.
const CELL_MAX: usize = 60;

/// The tables that are open.
#[derive(Debug, Default)]
pub struct Tables(Vec<Table>);

#[derive(Debug, Default)]
struct Table {
    /// The blocks of each row that may be one.
    rows: Vec<Range<usize>>,
    /// How many of them have two cells that are not empty.
    full: usize,
    /// Rows that are none: they hold one cell, or paragraphs.
    others: usize,
    /// How many blocks there were before each cell of the open row.
    cells: Vec<usize>,
}

impl Tables {
    /// A table begins.
    pub fn begin(&mut self) {
        self.0.push(Table::default());
    }

    /// A row begins.
    pub fn begin_row(&mut self) {
        if let Some(table) = self.0.last_mut() {
            table.cells.clear();
        }
    }

    /// A cell begins behind `blocks` blocks.
    pub fn begin_cell(&mut self, blocks: usize) {
        if let Some(table) = self.0.last_mut() {
            table.cells.push(blocks);
        }
    }

    /// Whether the open cell holds blocks already, of which there are `blocks` now.
    pub fn holds_blocks(&self, blocks: usize) -> bool {
        self.0.last().and_then(|table| table.cells.last()).is_some_and(|&first| first < blocks)
    }

    /// A row ends.
    pub fn end_row(&mut self, blocks: &[Block]) {
        let Some(table) = self.0.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        let Some(&first) = cells.first() else { return };
        let row = first..blocks.len();
        let ends = cells.iter().skip(1).copied().chain([row.end]);
        let alone = cells.iter().zip(ends).all(|(&cell, end)| end <= cell + 1);
        let many = cells.len() > 1;
        match blocks.get(row.clone()) {
            Some([block]) if many && (block.row.is_some() || is_cell(block)) => {
                table.full +=
                    usize::from(block.row.as_ref().is_some_and(|row| row.contains(table::BETWEEN)));
                table.rows.push(row);
            }
            Some(found @ [_, _, ..]) if alone && found.iter().all(is_cell) => {
                table.full += 1;
                table.rows.push(row);
            }
            None | Some([]) => {}
            Some(_) => table.others += 1,
        }
    }

    /// A table ends: where it is one, its rows become blocks. A block that went into its row stays
    /// behind empty.
    pub fn end(&mut self, blocks: &mut [Block]) {
        let Some(table) = self.0.pop() else { return };
        if table.full < 2 || table.others >= table.rows.len() {
            return;
        }
        for row in table.rows {
            let Some((first, others)) = blocks[row].split_first_mut() else { continue };
            if first.row.is_none() {
                let texts = std::iter::once(&*first).chain(&*others).map(|block| block.text.trim());
                let line = table::row(texts.clone());
                let text = texts.collect::<Vec<_>>().join(" ");
                (first.text, first.row) = (text, Some(line));
            }
            first.kind = Kind::Row;
            for other in others {
                other.kind = Kind::Row;
                other.text.clear();
                other.parted = None;
            }
        }
    }
}

fn is_cell(block: &Block) -> bool {
    block.kind == Kind::Text && !block.hidden && is_short(&block.text)
}

fn is_short(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.contains('\n') && cell.chars().nth(CELL_MAX).is_none()
}

/// The line of a row whose cells were gathered as one text; `None` where it is no row.
pub fn line(text: &str) -> Option<String> {
    let (_, cells) = text.split_once(CELL)?;
    let cells: Vec<&str> = cells.split(CELL).map(str::trim).collect();
    (cells.len() > 1 && cells.iter().all(|cell| is_short(cell))).then(|| table::row(cells))
}
