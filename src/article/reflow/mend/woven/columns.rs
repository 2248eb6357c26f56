//! The columns that rows are woven of. In come rows, out come the lines of each column. Refuses rows
//! that are no wrapped text.

use std::ops::Range;

use super::LEAST;
use super::row::{Row, SLACK, Stretch, Width};
use crate::article::form::EM;
use crate::article::line::{self, Ending};
use crate::text::han::{is_cjk_punctuation, is_han};

/// Narrower columns are verse, or the cells of a table.
pub const NARROWEST: u32 = 7 * EM;

/// No column is wider beside another.
const WIDEST: u32 = 36 * EM;

/// The widths of columns that stand side by side, in quarter ems.
#[derive(PartialEq, Eq)]
pub struct Columns(Vec<u32>);

/// Rows put in order.
pub struct Block<'a> {
    pub rows: usize,
    /// The stretches of each column.
    pub columns: Vec<Vec<Stretch<'a>>>,
    /// How many more stretches reach the edge than do not.
    pub filled: i32,
}

impl Columns {
    /// The columns of the rows in `window`.
    pub fn of(window: &[Row<'_>]) -> Option<Self> {
        // What is left of each row.
        let mut rest: Vec<Range<usize>> = window.iter().map(|row| 0..row.words()).collect();
        let mut columns = Vec::new();
        while let Some(column) = first_column(window, &rest) {
            columns.push(column);
            for (row, rest) in window.iter().zip(&mut rest) {
                rest.start = behind(row, rest.clone(), column);
            }
        }
        if columns.is_empty() {
            return None;
        }
        let last = window.iter().zip(rest).filter(|(_, rest)| !rest.is_empty());
        let widths: Vec<Width> = last.map(|(row, rest)| row.stretch(rest).width).collect();
        columns.push(edge(&widths)?);
        Some(Self(columns))
    }

    /// Parts the rows as far as they fit; `None` where they are no wrapped text.
    pub fn unweave<'a>(&self, rows: &[Row<'a>]) -> Option<Block<'a>> {
        let mut block = Block { rows: 0, columns: vec![Vec::new(); self.0.len()], filled: 0 };
        for row in rows {
            let Some(stretches) = self.fit(row).filter(|found| self.are_lines(found)) else {
                break;
            };
            let goes_on = || block.columns[0].last().is_some_and(|last| !last.ended());
            // Only the last column may be lower than the others.
            let count = stretches.iter().flatten().count();
            if count + 1 < self.0.len() || count < 2 && !goes_on() {
                break;
            }
            for (column, stretch) in block.columns.iter_mut().zip(stretches) {
                column.extend(stretch);
            }
            block.rows += 1;
        }
        let filled = |(stretches, &column): (&Vec<Stretch<'_>>, &u32)| {
            let full = stretches.iter().filter(|stretch| reaches(stretch, column)).count();
            2 * full as i32 - stretches.len() as i32
        };
        block.filled = block.columns.iter().zip(&self.0).map(filled).sum();
        (block.rows >= LEAST && self.is_prose(&block)).then_some(block)
    }

    /// Whether no more than half of the stretches of a row stop before the edge in mid-sentence.
    fn are_lines(&self, stretches: &[Option<Stretch<'_>>]) -> bool {
        let found = || {
            stretches.iter().zip(&self.0).filter_map(|(one, &column)| Some((one.as_ref()?, column)))
        };
        let stops = |(stretch, column): &(&Stretch<'_>, u32)| price(stretch, *column) >= STOPS;
        2 * found().filter(stops).count() <= found().count()
    }

    /// Whether the stretches of a block are lines of wrapped text: most reach the edge, and do so in
    /// mid-sentence; those of a table or of couplets are short or end there.
    fn is_prose(&self, block: &Block<'_>) -> bool {
        let (mut all, mut full, mut open, mut clauses) = (0, 0, 0, 0);
        for (stretches, &column) in block.columns.iter().zip(&self.0) {
            for stretch in stretches {
                all += 1;
                full += usize::from(reaches(stretch, column));
                open += usize::from(line::ending(stretch.text) == Ending::Open);
                let inner = stretch.text.trim_end_matches(['，', '。', '；', '、']);
                clauses += usize::from(inner.contains(['，', '。', '、', '“', '《']));
            }
        }
        full * 10 >= all * 6 && open * 2 >= all && clauses * 4 >= all
    }

    /// The stretches of a row in the columns, the cheapest way; `None` where it does not fit them.
    fn fit<'a>(&self, row: &Row<'a>) -> Option<Vec<Option<Stretch<'a>>>> {
        /// What it costs to leave a column empty; none is before one that is not.
        const EMPTY: u32 = 5;
        let words = row.words();
        if words == 0 {
            return None;
        }
        // What the first words cost in the first columns, and with how many words before the last of
        // those; no words in it where it is as many.
        let mut ways: Vec<Vec<Option<(u32, usize)>>> = vec![vec![None; words + 1]];
        ways[0][0] = Some((0, 0));
        for (at, &column) in self.0.iter().enumerate() {
            let mut next: Vec<Option<(u32, usize)>> = vec![None; words + 1];
            for (from, way) in ways[at].iter().enumerate() {
                let Some((cost, _)) = *way else { continue };
                let mut take = |to: usize, cost: u32| {
                    if next[to].is_none_or(|(least, _)| cost < least) {
                        next[to] = Some((cost, from));
                    }
                };
                if from == words {
                    take(from, cost + EMPTY);
                }
                for to in from + 1..=words {
                    let stretch = row.stretch(from..to);
                    if stretch.width.exceeds(column) {
                        break;
                    }
                    take(to, cost + price(&stretch, column));
                }
            }
            ways.push(next);
        }
        let mut to = words;
        let mut found: Vec<Option<Stretch<'a>>> = vec![None; self.0.len()];
        for at in (0..self.0.len()).rev() {
            let (_, from) = ways[at + 1][to]?;
            if from < to {
                found[at] = Some(row.stretch(from..to));
            }
            to = from;
        }
        Some(found)
    }
}

/// Whether a line reaches the edge of its column, with an indent that it has lost or without.
fn reaches(stretch: &Stretch<'_>, column: u32) -> bool {
    stretch.width.fills(column) || stretch.width.fills(column - 2 * EM)
}

/// What a line costs that stops before the edge in mid-sentence.
const STOPS: u32 = 10;

/// What it costs to take a stretch for a line of a column. A full line costs nothing, the first of a
/// paragraph is short by an indent, the last one ends.
fn price(stretch: &Stretch<'_>, column: u32) -> u32 {
    let width = stretch.width;
    let blanks = inner_blanks(stretch.text);
    if width.fills(column) {
        blanks + width.miss(column)
    } else if width.fills(column - 2 * EM) {
        blanks + 3
    } else if stretch.ended() {
        blanks + 4
    } else {
        blanks + STOPS
    }
}

/// What the blanks within a line cost: there are some beside figures and letters, seldom behind a sign,
/// and hardly any between two Han.
fn inner_blanks(text: &str) -> u32 {
    let mut words = text.split_whitespace();
    let Some(mut last) = words.next() else { return 0 };
    let mut cost = 0;
    for word in words {
        cost += match (last.ends_with(is_han), word.starts_with(is_han)) {
            (true, true) => 4,
            (false, true) if last.ends_with(is_cjk_punctuation) => 2,
            _ => 0,
        };
        last = word;
    }
    cost
}

/// The width of the first column in what is `rest` of the rows: the least at which blanks stand in most
/// of them, with something behind.
fn first_column(window: &[Row<'_>], rest: &[Range<usize>]) -> Option<u32> {
    let mut prefixes: Vec<Vec<Width>> = Vec::with_capacity(window.len());
    for (row, rest) in window.iter().zip(rest) {
        let ends = rest.start + 1..rest.end.max(rest.start + 1);
        prefixes.push(ends.map(|end| row.stretch(rest.start..end).width).collect());
    }
    let left = rest.iter().filter(|rest| !rest.is_empty()).count();
    let count = |is_at: &dyn Fn(&Width) -> bool| {
        prefixes.iter().filter(|row| row.iter().any(is_at)).count()
    };
    let full = |column: u32| count(&|width| width.fills(column));
    // The first line of a paragraph is short by its indent.
    let all = |column: u32| count(&|width| width.fills(column) || width.fills(column - 2 * EM));
    if left < LEAST || left * 2 < window.len() {
        return None;
    }
    let least = (left * 3).div_ceil(4).max(LEAST - 1);
    let first =
        (NARROWEST..WIDEST).find(|&column| full(column) * 2 >= left && all(column) >= least)?;
    let widths: Vec<Width> = prefixes
        .iter()
        .filter_map(|row| row.iter().copied().find(|width| width.fills(first + SLACK)))
        .collect();
    Some(nearest(&widths, first))
}

/// The width from `first` on which stretches that reach an edge miss least.
fn nearest(widths: &[Width], first: u32) -> u32 {
    let missed =
        |column: u32| widths.iter().map(|width| width.miss(column).min(SLACK)).sum::<u32>();
    (first..first + 2 * SLACK).min_by_key(|&column| missed(column)).unwrap_or(first)
}

/// The first word behind the first column.
fn behind(row: &Row<'_>, rest: Range<usize>, column: u32) -> usize {
    let cheapest = (rest.start + 1..=rest.end)
        .take_while(|&end| !row.stretch(rest.start..end).width.exceeds(column))
        .min_by_key(|&end| price(&row.stretch(rest.start..end), column));
    cheapest.unwrap_or(rest.end)
}

/// The edge that most of the lines of the last column reach; `None` where hardly half of them do.
fn edge(widths: &[Width]) -> Option<u32> {
    let support = |column: u32| widths.iter().filter(|width| width.fills(column)).count();
    let column = (NARROWEST..WIDEST).rev().max_by_key(|&column| support(column))?;
    let is_edge = support(column) * 2 >= widths.len() && widths.len() + 1 >= LEAST;
    is_edge.then(|| nearest(widths, column.saturating_sub(SLACK)))
}
