//! An article as a run of lines, made on demand. In comes an article and the measure, out come the
//! lines from any place on, and the places up and down from there. Never sets the whole article:
//! what is asked for is set piece by piece.
//!
//! The run: an inferred title, the blocks of the head, the meta line, an empty line, the blocks.

mod kept;

use std::rc::Rc;
use std::sync::Arc;

use super::lines::{Gap, Line, LineKind, Measure, set, set_aside};
use super::pieces::{self, Piece, Position};
use super::wrap::spread::Spread;
use crate::article::{Article, Block, BlockKind};
use crate::text::{Clean, Shown};
pub use kept::Kept;
use kept::Stacks;

/// A line of the run, whatever the width: the line that holds a character, or one of the lines
/// without text above it. After a change of width it is still a place, with the same text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// A character of the line, in code points; places that come from a [`Flow`] hold its first.
    /// This is what an anchor keeps.
    pub offset: u32,
    /// How many lines above that line, where lines without text stand there (title, meta, empty).
    /// At the end of the text they are those after the last line, counted from below.
    pub above: u16,
}

/// By their order in the run.
impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.offset.cmp(&other.offset).then(other.above.cmp(&self.above))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// An article set to a measure. Cheap to make; asking twice for the same lines costs once.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    article: &'a Article,
    measure: Measure,
    meta: Clean,
    /// How many blocks the head has.
    head: usize,
    stacks: Stacks,
}

/// The lines of one piece, with the lines without text that stand above and below it.
#[derive(Debug)]
struct Stack {
    piece: Option<Piece>,
    /// The first code point of the piece after it; `u32::MAX` where there is none.
    end: u32,
    lines: Vec<Line>,
    /// How many lines stand above the text.
    above: usize,
    /// How many lines are above the text or text.
    text_end: usize,
}

impl<'a> Flow<'a> {
    /// Sets `article` to `measure`.
    pub fn new(article: &'a Article, measure: Measure) -> Self {
        Self::with(article, measure, Stacks::default())
    }

    /// Sets `article` to `measure`, and need not set again what `kept` has of it.
    pub fn resume(article: &'a Arc<Article>, measure: Measure, kept: &Kept) -> Self {
        Self::with(article, measure, kept.stacks(article, measure))
    }

    fn with(article: &'a Article, measure: Measure, stacks: Stacks) -> Self {
        let head = article.blocks().iter().take_while(|block| block.kind.is_head()).count();
        Self { article, measure, meta: meta(article), head, stacks }
    }

    /// The first line.
    pub fn first(&self) -> Place {
        self.stack_at(0).place(0)
    }

    /// The last line.
    pub fn last(&self) -> Place {
        let stack = self.stack_at(u32::MAX);
        stack.place(stack.lines.len().saturating_sub(1))
    }

    /// The first line of the last screen of `rows`: from there the end stands at the bottom.
    pub fn last_top(&self, rows: usize) -> Place {
        self.step(self.last(), 1 - rows.max(1) as isize).0
    }

    /// The line that holds the code point `offset`.
    pub fn place_of(&self, offset: u32) -> Place {
        let (stack, row) = self.locate(Place { offset, above: 0 });
        stack.place(row)
    }

    /// The line at a place; `None` where the article has no line at all.
    pub fn line_at(&self, place: Place) -> Option<Line> {
        let (stack, row) = self.locate(place);
        stack.lines.get(row).cloned()
    }

    /// Up to `rows` lines from `place` on.
    pub fn lines_from(&self, place: Place, rows: usize) -> Vec<Line> {
        let (mut stack, row) = self.locate(place);
        let mut lines = stack.lines[row.min(stack.lines.len())..].to_vec();
        while lines.len() < rows {
            let Some(next) = self.after(&stack) else { break };
            stack = next;
            lines.extend_from_slice(&stack.lines);
        }
        lines.truncate(rows);
        lines
    }

    /// The place `by` lines down (up where negative) and how far that is: less than asked where
    /// the run ends.
    pub fn step(&self, place: Place, by: isize) -> (Place, isize) {
        let (mut stack, mut row) = self.locate(place);
        let mut left = by;
        loop {
            let below = stack.lines.len().saturating_sub(row + 1) as isize;
            let wanted = left.clamp(-(row as isize), below);
            row = row.saturating_add_signed(wanted);
            left -= wanted;
            let next = match left {
                0 => None,
                1.. => self.after(&stack),
                _ => self.before(&stack),
            };
            let Some(next) = next else { return (stack.place(row), by - left) };
            stack = next;
            row = if left > 0 { 0 } else { stack.lines.len().saturating_sub(1) };
            left -= left.signum();
        }
    }

    /// The text of a line of this run.
    pub fn text(&self, line: &Line) -> Shown<'_> {
        let bytes = line.bytes.clone();
        match line.kind {
            LineKind::Text(_) => self.article.text().slice(bytes),
            LineKind::InferredTitle => self.inferred_title().slice(bytes),
            LineKind::Meta => self.meta.slice(bytes),
            LineKind::Blank => Shown::default(),
        }
    }

    /// The measure that the lines are set to.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    fn stack_at(&self, offset: u32) -> Rc<Stack> {
        self.stacks.holding(offset).unwrap_or_else(|| self.stack(pieces::at(self.article, offset)))
    }

    fn after(&self, stack: &Stack) -> Option<Rc<Stack>> {
        let piece = stack.piece.as_ref().filter(|_| stack.end < u32::MAX)?;
        self.stacks
            .holding(stack.end)
            .or_else(|| Some(self.stack(Some(pieces::after(self.article, piece)?))))
    }

    fn before(&self, stack: &Stack) -> Option<Rc<Stack>> {
        let piece = stack.piece.as_ref()?;
        self.stacks
            .holding(piece.start.checked_sub(1)?)
            .or_else(|| Some(self.stack(Some(pieces::before(self.article, piece)?))))
    }

    fn stack(&self, piece: Option<Piece>) -> Rc<Stack> {
        let end = match &piece {
            Some(piece) if piece.position == Position::Within => {
                self.article.offset_of(piece.bytes.end)
            }
            Some(piece) => {
                self.article.blocks().get(piece.block + 1).map_or(u32::MAX, |next| next.start)
            }
            None => u32::MAX,
        };
        let mut lines = match &piece {
            Some(piece) if piece.index == 0 => self.above(piece.block),
            _ => Vec::new(),
        };
        let above = lines.len();
        if let Some(piece) = &piece {
            lines.extend(set(self.article, piece, self.measure));
        }
        let text_end = lines.len();
        if end == u32::MAX {
            lines.extend(self.below());
        }
        let stack = Rc::new(Stack { piece, end, lines, above, text_end });
        self.stacks.keep(&stack);
        stack
    }

    /// The stack that holds a place, and the row of it.
    fn locate(&self, place: Place) -> (Rc<Stack>, usize) {
        let stack = self.stack_at(place.offset);
        let row = stack.row(place, self.article.chars());
        (stack, row)
    }

    /// The lines without text above a block.
    fn above(&self, index: usize) -> Vec<Line> {
        let Some(block) = self.article.blocks().get(index) else { return Vec::new() };
        let mut lines = Vec::new();
        if index == 0 {
            lines.extend(self.aside(self.inferred_title(), LineKind::InferredTitle, 0, 0));
        }
        if index == self.head {
            lines.extend(self.aside(self.meta.shown(), LineKind::Meta, index, block.start));
        }
        let is_below_head = index == self.head && (index > 0 || !lines.is_empty());
        if is_below_head || self.is_set_off(index, block) {
            lines.push(Line {
                kind: LineKind::Blank,
                block: index,
                start: block.start,
                end: block.start,
                bytes: 0..0,
                indent_cells: 0,
                cells: 0,
                spread: Spread::default(),
            });
        }
        lines
    }

    /// The lines without text after the last block: those of the head where the article is
    /// nothing but a head.
    fn below(&self) -> Vec<Line> {
        let (count, chars) = (self.article.blocks().len(), self.article.chars());
        let mut lines = Vec::new();
        if count == 0 {
            lines.extend(self.aside(self.inferred_title(), LineKind::InferredTitle, 0, 0));
        }
        if count == self.head {
            lines.extend(self.aside(
                self.meta.shown(),
                LineKind::Meta,
                count.saturating_sub(1),
                chars,
            ));
        }
        lines
    }

    fn aside(&self, text: Shown, kind: LineKind, block: usize, anchor: u32) -> Vec<Line> {
        if text.as_str().is_empty() {
            return Vec::new();
        }
        set_aside(text.as_str(), kind, block, anchor, self.measure).collect()
    }

    /// Whether a block below the head has an empty line before it.
    fn is_set_off(&self, index: usize, block: &Block) -> bool {
        index > self.head
            && (self.measure.gap == Gap::EmptyLine
                || block.kind == BlockKind::Heading
                || block.kind.is_head())
    }

    fn inferred_title(&self) -> Shown<'a> {
        match &self.article.inferred_title {
            Some(title) if self.article.part(BlockKind::Title).is_none() => title.shown(),
            _ => Shown::default(),
        }
    }
}

impl Stack {
    /// Whether its piece holds the code point `offset`; beyond the text the last one does.
    fn holds(&self, offset: u32) -> bool {
        let begins = self.piece.as_ref().is_none_or(|piece| piece.start <= offset);
        begins && (offset < self.end || self.end == u32::MAX)
    }

    fn place(&self, row: usize) -> Place {
        let above = match row {
            _ if row < self.above => self.above - row,
            _ if row < self.text_end => 0,
            _ => self.lines.len().saturating_sub(row),
        };
        let offset = self.lines.get(row).map_or(0, |line| line.start);
        Place { offset, above: u16::try_from(above).unwrap_or(u16::MAX) }
    }

    /// The row of a place that this stack holds; `chars` is the end of the article's text.
    fn row(&self, place: Place, chars: u32) -> usize {
        let above = usize::from(place.above);
        let below = self.lines.len() - self.text_end;
        if above > 0 && below > 0 && place.offset >= chars {
            return self.lines.len() - above.min(below);
        }
        let text = &self.lines[self.above..self.text_end];
        match text.partition_point(|line| line.start <= place.offset) {
            0 | 1 => self.above - above.min(self.above),
            after => self.above + after - 1,
        }
    }
}

/// Date, source and author, those that there are.
fn meta(article: &Article) -> Clean {
    const SEPARATOR: Shown = Shown::literal(" · ");
    let mut meta = Clean::default();
    for part in [&article.date, &article.source, &article.author].into_iter().flatten() {
        if !meta.is_empty() {
            meta.push(SEPARATOR);
        }
        meta.push(part.shown());
    }
    meta
}

#[cfg(test)]
mod tests;
