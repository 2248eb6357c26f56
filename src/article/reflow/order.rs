//! The order in which the blocks of a page are read. In come lines with their columns, blank lines
//! between blocks, out comes the order of the blocks. Refuses to know which article a block belongs
//! to, but by where its text stops and goes on.
//!
//! pdftotext prints the last column of an article behind the article beside it. A column that
//! stops in mid-sentence goes on where another begins so, in the same measure.

use std::ops::Range;

use super::headline::HEADLINES;
use super::headline::shape::is_first_over;
use super::paragraph::Reflow;
use crate::article::line::{EM, Line};
use crate::article::metadata::credit;
use crate::text::pairs::Pairs;

/// More blocks are no page of a newspaper.
const MOST: usize = 400;

/// How a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// With a headline.
    Head,
    /// With the first line of a paragraph.
    First,
    /// With a full line: in the middle of a paragraph.
    Inside,
    /// With a line that tells nothing.
    Unknown,
}

/// Blocks that are read one after another.
#[derive(Default)]
struct Chain {
    blocks: Vec<Range<usize>>,
}

impl Reflow<'_> {
    /// The blocks in the order in which they are read; `None` where they stand so.
    pub fn order(&self) -> Option<Vec<Range<usize>>> {
        let blocks = self.blocks();
        if !(3..=MOST).contains(&blocks.len()) || !self.habits.in_blocks {
            return None;
        }
        let mut chains: Vec<Chain> = Vec::new();
        let mut here = 0;
        for block in &blocks {
            let start = self.start(block);
            if start == Start::Head || chains.is_empty() {
                chains.push(Chain::default());
                here = chains.len() - 1;
            } else if let Some(other) = self.chain_for(&chains, here, block, start) {
                here = other;
            }
            chains[here].blocks.push(block.clone());
        }
        let order: Vec<Range<usize>> = chains.into_iter().flat_map(|chain| chain.blocks).collect();
        (order != blocks).then_some(order)
    }

    /// The lines between blank ones.
    fn blocks(&self) -> Vec<Range<usize>> {
        let starts = (1..self.lines.len()).filter(|&at| self.lines[at].after_blank);
        let edges: Vec<usize> =
            std::iter::once(0).chain(starts).chain([self.lines.len()]).collect();
        edges.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    fn start(&self, block: &Range<usize>) -> Start {
        let line = &self.lines[block.start];
        if self.heads_block(block.start) > 0 {
            return Start::Head;
        }
        let Some(next) = self.lines.get(block.start + 1).filter(|_| block.len() > 1) else {
            return Start::Unknown;
        };
        if !line.wrapped || line.is_meta() || self.verse[block.start] {
            Start::Unknown
        } else if is_first_over(line, next) || self.reports(block.start) {
            Start::First
        } else if is_even(line, next) {
            Start::Inside
        } else {
            Start::Unknown
        }
    }

    /// The chain with which a block goes on that does not go on with that of `here`.
    fn chain_for(
        &self,
        chains: &[Chain],
        here: usize,
        block: &Range<usize>,
        start: Start,
    ) -> Option<usize> {
        let wants = match start {
            Start::Inside => true,
            Start::First => false,
            Start::Head | Start::Unknown => return None,
        };
        let torn = |chain: &Chain| chain.blocks.last().is_some_and(|last| self.is_torn(last));
        if torn(&chains[here]) == wants {
            return None;
        }
        let text = |range: &Range<usize>| self.lines[range.clone()].iter().map(|line| line.text);
        let own = Pairs::of(text(block).collect::<Vec<_>>().into_iter());
        let fits = |chain: &Chain| {
            torn(chain) == wants
                && chain.blocks.last().is_some_and(|last| self.measure(last) == self.measure(block))
        };
        let share = |chain: &Chain| own.share(chain.blocks.iter().flat_map(text));
        let found = (0..chains.len()).filter(|&at| at != here && fits(&chains[at]));
        found.max_by(|&a, &b| share(&chains[a]).total_cmp(&share(&chains[b])))
    }

    /// Whether a block stops in mid-sentence at the edge of its column.
    fn is_torn(&self, block: &Range<usize>) -> bool {
        let line = &self.lines[block.end - 1];
        line.wrapped && !line.ended() && !line.is_meta() && line.width + EM >= self.edge(block)
    }

    /// How wide a block is set, in ems.
    fn measure(&self, block: &Range<usize>) -> u32 {
        (self.edge(block) + EM / 2) / EM
    }

    fn edge(&self, block: &Range<usize>) -> u32 {
        let line = &self.lines[block.end - 1];
        line.column
    }

    /// Whether headlines stand below a column that stops in mid-sentence.
    pub fn is_below_torn(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1).map(|last| &self.lines[last]) else { return false };
        self.lines[at].after_blank
            && self.habits.in_blocks
            && last.wrapped
            && !last.ended()
            && last.width + EM >= last.column
            && self.heads_block(at) > 0
    }

    /// How many headlines a block begins with, though the one above stops in mid-sentence: lines that end
    /// no sentence, over one that is short by an indent. In a text nothing stands so.
    pub fn heads_block(&self, at: usize) -> usize {
        let is_head = |at: &usize| {
            let line = &self.lines[*at];
            !line.ended() && !self.verse[*at] && self.is_headlike(*at)
        };
        let count = (at..self.lines.len()).take(HEADLINES).take_while(is_head).count();
        let opens = |at: usize| {
            let [first, second, ..] = &self.lines[at.min(self.lines.len())..] else { return false };
            first.wrapped
                && (self.reports(at)
                    || credit::byline(first.text).is_some()
                    || !first.after_blank && !second.after_blank && is_first_over(first, second))
        };
        (1..=count).find(|&taken| opens(at + taken)).unwrap_or(0)
    }
}

/// Whether two lines are as wide as each other.
fn is_even(one: &Line<'_>, other: &Line<'_>) -> bool {
    one.width.abs_diff(other.width) <= EM
}
