//! Motion by words. In come where the words of a stretch of text begin, out come places; a stretch
//! whose words are not known is asked for. Refuses to know how words are told.

use super::motion;
use crate::app::Command;
use crate::article::Article;
use crate::text::{grapheme, han};

/// Code points of a stretch: what words are asked for at a time.
const STRETCH: u32 = 2048;

/// Code points in which a stretch ends behind a sign or a space, where a word ends in any case.
const SLACK: usize = 256;

/// Where the words of a stretch begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// From this code point of the article up to that.
    pub stretch: (u32, u32),
    /// Code points of the article, in order.
    starts: Vec<u32>,
}

impl Words {
    /// Takes the starts of words as code points of the stretch.
    pub fn new(article: &Article, stretch: (u32, u32), starts: &[u32]) -> Self {
        let text = article.text().as_str();
        let is_whole = |&start: &u32| {
            let byte = article.byte_of(start);
            grapheme::floor(text, byte) == byte
        };
        let starts = starts.iter().map(|start| stretch.0 + start);
        Self { stretch, starts: starts.filter(is_whole).collect() }
    }

    /// The word at `offset`, with the white space after it.
    pub fn at(&self, offset: u32) -> (u32, u32) {
        let next = self.starts.partition_point(|&start| start <= offset);
        let start = next.checked_sub(1).map_or(self.stretch.0, |index| self.starts[index]);
        (start, self.starts.get(next).copied().unwrap_or(self.stretch.1))
    }
}

/// The stretch that holds `offset`: its block, or a part of a very long one. It hangs on the text
/// alone.
pub fn stretch(article: &Article, offset: u32) -> (u32, u32) {
    let Some(block) = article.blocks().get(article.block_at(offset)) else { return (0, 0) };
    let (start, end) = (block.start, article.block_end(block));
    let inside = offset.min(end.saturating_sub(1)).saturating_sub(start);
    let cut = |index: u32| cut(article, start, end, index);
    let index = inside / STRETCH;
    if cut(index) > start + inside {
        (cut(index - 1), cut(index))
    } else {
        (cut(index), cut(index + 1))
    }
}

/// Where the stretch number `index` of a block begins.
fn cut(article: &Article, start: u32, end: u32, index: u32) -> u32 {
    let at = start + index * STRETCH;
    if index == 0 || at >= end {
        return at.min(end);
    }
    let rest = &article.text()[article.byte_of(at)..];
    let parts = |c: char| !han::is_han(c) && !c.is_alphanumeric();
    let behind = rest.chars().take(SLACK).position(parts).map_or(0, |chars| chars as u32 + 1);
    motion::floor(article, at + behind).min(end)
}

/// Where to look for the word that a command leads to.
pub fn probe(article: &Article, caret: u32, command: Command) -> u32 {
    match command {
        Command::PreviousWord => motion::solid_before(article, caret),
        Command::WordEnd => {
            let next = motion::solid_from(article, motion::right(article, caret));
            next.min(motion::last(article))
        }
        _ => caret,
    }
}

/// Where a step by one word leads, told by the words around its [`probe`].
pub fn step(article: &Article, words: &Words, caret: u32, command: Command) -> u32 {
    let probe = probe(article, caret, command);
    let (start, end) = words.at(probe);
    match command {
        Command::NextWord => motion::solid_from(article, end).min(motion::last(article)).max(caret),
        Command::PreviousWord => start.min(caret),
        Command::WordEnd => motion::solid_before(article, end).max(probe),
        _ => caret,
    }
}
