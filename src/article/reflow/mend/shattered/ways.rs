//! The lines that the parts of a shattered page make. In come the parts and the columns of the page,
//! out comes where each line ends. Refuses to know what the lines say.
//!
//! A page may change its column between two lines, and pays for it: else any stretch of parts would
//! fill one column or another.

use super::{Part, SLACK};
use crate::article::line::{EM, Ending};

/// What it costs to go on in another column: as much as a headline and the last line above it.
const CHANGE: u32 = 20;

/// The most parts that one line is broken into.
const PARTS: usize = 14;

/// The cheapest way to make lines of the parts: what it costs, and where each line ends.
pub fn fit(parts: &[Part], columns: &[u32]) -> (u32, Vec<usize>) {
    let mut ways = Ways::new(parts.len(), columns);
    for from in 0..parts.len() {
        ways.change(from);
        let mut width = 0;
        for to in from + 1..=parts.len().min(from + PARTS) {
            let last = &parts[to - 1];
            width += last.width;
            if to > from + 1 && width > ways.widest + EM {
                break;
            }
            ways.set(from, &parts[from..to], width);
            if !last.goes_on {
                break;
            }
        }
    }
    ways.best()
}

/// The cheapest ways to set the first parts of a page, so that the next stands in one of its columns.
struct Ways<'c> {
    columns: &'c [u32],
    widest: u32,
    /// For each number of parts and each column.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    cost: u32,
    /// Where the last line begins, and in which column it stands.
    from: (usize, usize),
    /// Whether the next line may be the first of a paragraph: this one ends one, or fills nothing.
    opens: bool,
}

impl<'c> Ways<'c> {
    fn new(parts: usize, columns: &'c [u32]) -> Self {
        let widest = columns.iter().copied().max().unwrap_or(0);
        let step = Step { cost: u32::MAX / 2, from: (0, 0), opens: true };
        let mut steps = vec![step; (parts + 1) * columns.len()];
        steps[..columns.len()].fill(Step { cost: 0, ..step });
        Self { columns, widest, steps }
    }

    fn slot(&self, parts: usize, column: usize) -> usize {
        parts * self.columns.len() + column
    }

    /// Goes on in another column where that is cheaper.
    fn change(&mut self, at: usize) {
        let slots = self.slot(at, 0)..self.slot(at + 1, 0);
        let Some(best) = self.steps[slots.clone()].iter().copied().min_by_key(|step| step.cost)
        else {
            return;
        };
        for step in &mut self.steps[slots] {
            if best.cost + CHANGE < step.cost {
                *step = Step { cost: best.cost + CHANGE, ..best };
            }
        }
    }

    /// Makes the parts in `line`, from the one at `start` on, one line of each column.
    fn set(&mut self, start: usize, line: &[Part], width: u32) {
        let Some((last, others)) = line.split_last() else { return };
        let goes_past = others.iter().any(|part| part.ending == Ending::Sentence);
        for (at, &column) in self.columns.iter().enumerate() {
            let before = self.steps[self.slot(start, at)];
            let cost = match last.ending {
                _ if width.abs_diff(column) <= SLACK => 0,
                // The first line of a paragraph has lost its indent, but not the room for it.
                _ if before.opens && (width + 2 * EM).abs_diff(column) <= SLACK => 1,
                Ending::Sentence if width <= column => 7,
                _ if width > column + EM => 14,
                // A headline has no sentence before it on its line.
                Ending::Open if goes_past => 30,
                Ending::Clause => 22,
                Ending::Sentence | Ending::Open => 15,
            };
            let cost = before.cost + cost + 30 * u32::from(last.must_go_on);
            let slot = self.slot(start + line.len(), at);
            if cost < self.steps[slot].cost {
                let opens = last.ending == Ending::Sentence || width + SLACK < column;
                self.steps[slot] = Step { cost, from: (start, at), opens };
            }
        }
    }

    /// What the cheapest way through costs, and where its lines end.
    fn best(&self) -> (u32, Vec<usize>) {
        let parts = self.steps.len() / self.columns.len().max(1);
        let Some(parts) = parts.checked_sub(1) else { return (0, Vec::new()) };
        let cheapest = |at: usize| {
            (0..self.columns.len()).min_by_key(|&column| self.steps[self.slot(at, column)].cost)
        };
        let mut here = (parts, cheapest(parts).unwrap_or_default());
        let cost = self.steps[self.slot(here.0, here.1)].cost;
        let mut ends = Vec::new();
        while here.0 > 0 {
            ends.push(here.0);
            here = self.steps[self.slot(here.0, here.1)].from;
        }
        ends.reverse();
        (cost, ends)
    }
}
