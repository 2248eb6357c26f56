//! The order in which the blocks of a page are read. In come lines with their columns, blank lines
//! between blocks, out comes the order of the blocks. Refuses to know which article a block belongs
//! to, but by where its text stops and goes on.
//!
//! pdftotext prints the last column of an article behind the article beside it. A column that
//! stops in mid-sentence goes on where another begins so, in the same measure.

use std::cmp::Ordering;
use std::ops::Range;

use super::headline::HEADLINES;
use super::headline::shape::{is_bare, is_first_over};
use super::paragraph::Reflow;
use crate::article::line::{EM, Line};
use crate::article::metadata::credit;
use crate::article::sign;
use crate::text::pairs::Pairs;

/// More blocks, or more lines, are no page of a newspaper.
const MOST: usize = 400;
const LINES: usize = 5000;

/// How a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// With a headline.
    Head,
    /// With the first line of a paragraph.
    First,
    /// With any other line.
    Other,
}

/// Blocks that are read one after another.
#[derive(Default)]
pub struct Chain {
    pub blocks: Vec<Range<usize>>,
    /// It stands where another stops in mid-sentence, and begins an article.
    pub cuts: bool,
}

impl Chain {
    /// The block in which it ends.
    fn last(&self) -> Range<usize> {
        self.blocks.last().cloned().unwrap_or_default()
    }
}

impl Reflow<'_> {
    /// The blocks in the order in which they are read; `None` where they stand so.
    pub fn order(&self) -> Option<Vec<Chain>> {
        if self.lines.len() > LINES {
            return None;
        }
        self.in_blocks().or_else(|| self.around_inserted())
    }

    /// The text without the headline that a program printed in the middle of one of its sentences, which
    /// follows it.
    fn around_inserted(&self) -> Option<Vec<Chain>> {
        /// The part of its words that the text says.
        const TOLD: f64 = 0.5;
        let last = self.lines.len().checked_sub(1)?;
        let mut inserted = (1..last).filter(|&at| self.is_inserted(at));
        let at = inserted.next()?;
        // Where lines stop so again, that is how they are broken; where a headline stands above, this
        // is none.
        if inserted.next().is_some()
            || !self.lines[last].ended()
            || !self.wrapped_headlines(0).is_empty()
        {
            return None;
        }
        let around = [0..at, at + 1..self.lines.len()];
        let texts = around.iter().cloned().flatten().map(|at| self.lines[at].text);
        let told = Pairs::of(std::iter::once(self.lines[at].text)).share(texts);
        let text = Chain { blocks: around.into(), cuts: false };
        let headline = Chain { blocks: std::iter::once(at..at + 1).collect(), cuts: false };
        (told >= TOLD).then(|| vec![text, headline])
    }

    /// Whether line `at` stands between two lines of one sentence and is no part of it: it stops early,
    /// where a text that is set narrower beside a picture does so in its next line as well.
    fn is_inserted(&self, at: usize) -> bool {
        let [last, line, next] = &self.lines[at - 1..=at + 1] else { return false };
        line.width + 3 * EM <= line.column
            && is_cut(last)
            && !line.ended()
            && !self.verse[at]
            && is_bare(line)
            && next.wrapped
            && next.width.abs_diff(line.width) > EM * 3 / 2
            && !next.lacks_indent()
            && self.is_headlike(at)
            && sign::numbering(line.text).is_none()
            && !self.reports(at + 1)
            && credit::byline(next.text).is_none()
            && self.heads_block(at) == 0
    }

    /// The order of the blocks between blank lines; `None` where they stand so.
    fn in_blocks(&self) -> Option<Vec<Chain>> {
        if !self.habits.in_blocks {
            return None;
        }
        let blocks = self.blocks();
        if !(3..=MOST).contains(&blocks.len()) {
            return None;
        }
        let mut chains: Vec<Chain> = Vec::new();
        let mut here = 0;
        for block in &blocks {
            let start = self.start(block);
            if start == Start::Head || chains.is_empty() {
                let cuts = chains.get(here).is_some_and(|chain| self.is_torn(&chain.last()));
                chains.push(Chain { cuts, ..Chain::default() });
                here = chains.len() - 1;
            } else if let Some(other) = self.chain_for(&chains, here, block, start) {
                here = other;
            }
            chains[here].blocks.push(block.clone());
        }
        let moved = !chains.iter().flat_map(|chain| &chain.blocks).eq(&blocks);
        moved.then_some(chains)
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
        let next = self.lines.get(block.start + 1).filter(|_| block.len() > 1);
        if self.heads_block(block.start) > 0 {
            Start::Head
        } else if next.is_some_and(|next| is_first_over(line, next)) || self.reports(block.start) {
            Start::First
        } else {
            Start::Other
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
        let line = &self.lines[block.start];
        if start == Start::Head || line.is_meta() || self.verse[block.start] {
            return None;
        }
        let wants_torn = start == Start::Other;
        let ends = |chain: &Chain| self.is_torn(&chain.last());
        if ends(&chains[here]) == wants_torn {
            return None;
        }
        let measure = self.measure(block);
        let fits = |chain: &Chain| {
            let last = chain.last();
            let fills =
                || !line.ended() && line.width.abs_diff(self.lines[last.end - 1].column) <= EM;
            // The end of a paragraph is short, and told by what stands below it.
            let is_rest = || {
                block.len() > 2
                    && self.measure(&last) == measure
                    && self.measure(&chains[here].last()) != measure
            };
            ends(chain) == wants_torn
                && if wants_torn { fills() || is_rest() } else { self.measure(&last) == measure }
        };
        let text = |range: &Range<usize>| self.lines[range.clone()].iter().map(|line| line.text);
        let own = Pairs::of(text(block).collect::<Vec<_>>().into_iter());
        let share = |at: usize| own.share(chains[at].blocks.iter().flat_map(text));
        let found = (0..chains.len()).filter(|&at| at != here && fits(&chains[at]));
        let best = found.max_by(|&a, &b| share(a).total_cmp(&share(b)))?;
        // Its words are those of the article that it belongs to; where it says none of either, its
        // measure tells.
        let is_set_so = |at: usize| self.measure(&chains[at].last()) == measure;
        let is_own = match share(best).total_cmp(&share(here)) {
            Ordering::Greater => true,
            Ordering::Equal => is_set_so(best) && !is_set_so(here),
            Ordering::Less => false,
        };
        is_own.then_some(best)
    }

    /// Whether a block stops in mid-sentence at the edge of its column, and is no headline.
    fn is_torn(&self, block: &Range<usize>) -> bool {
        is_cut(&self.lines[block.end - 1]) && self.heads_block(block.start) != block.len()
    }

    /// How wide a block is set, in ems.
    fn measure(&self, block: &Range<usize>) -> u32 {
        let column = self.lines[block.end - 1].column;
        (column + EM / 2) / EM
    }

    /// Whether headlines stand below a column that stops in mid-sentence.
    pub fn is_below_torn(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1).map(|last| &self.lines[last]) else { return false };
        self.lines[at].after_blank
            && self.habits.in_blocks
            && is_cut(last)
            && self.heads_block(at) > 0
    }

    /// How many headlines a block begins with, though the one above stops in mid-sentence: lines that end
    /// no sentence, over one that is short by an indent. In a text nothing stands so.
    pub fn heads_block(&self, at: usize) -> usize {
        let is_head =
            |at: &usize| !self.lines[*at].ended() && !self.verse[*at] && self.is_headlike(*at);
        let count = (at..self.lines.len()).take(HEADLINES).take_while(is_head).count();
        let opens = |at: usize| {
            let [first, second, ..] = &self.lines[at.min(self.lines.len())..] else { return false };
            let over =
                |edge: u32| (EM * 3 / 2..=EM * 5 / 2).contains(&edge.saturating_sub(first.width));
            let is_full = second.is_full()
                || self
                    .lines
                    .get(at + 2)
                    .is_some_and(|third| third.width.abs_diff(second.width) <= EM / 2);
            let is_first = (!first.after_blank || sign::may_open_report(first.text))
                && !second.after_blank
                && !first.ended()
                && is_full
                && over(second.width);
            let is_headed = || {
                let last = &self.lines[at - 1];
                is_bare(last) || last.width > second.width + EM
            };
            first.wrapped
                && (self.reports(at)
                    || credit::byline(first.text).is_some()
                    || is_first && is_headed())
        };
        (1..=count).find(|&taken| opens(at + taken)).unwrap_or(0)
    }
}

/// Whether a line stops in mid-sentence at the edge of its column; it may have lost its indent.
fn is_cut(line: &Line<'_>) -> bool {
    line.wrapped
        && !line.ended()
        && !line.is_meta()
        && (line.width + EM >= line.column || line.lacks_indent())
}
