//! A hit to one line around it. In come an article and its hits, out comes clean text cut where a
//! sentence or a clause begins and ends, and where the hits lie in it.

use std::ops::Range;

use crate::article::{Article, BlockKind};
use crate::text::{Clean, Shown, grapheme, han};

/// One line of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The line; `…` stands where a sentence was cut.
    pub text: Clean,
    /// The hit that it was made for, in bytes of `text`; empty where there was none.
    pub hit: Range<usize>,
    /// All hits in the line, that one among them.
    pub marks: Vec<Range<usize>>,
}

/// The line around `hits[which]`. `hits` are code points as [`super::hits_in`] gives them; `reach`
/// is the most code points on either side, and what the left side leaves over goes to the right.
/// Without such a hit it is the beginning of the first paragraph.
pub fn snippet(article: &Article, hits: &[(u32, u32)], which: usize, reach: usize) -> Snippet {
    let Some(&(from, to)) = hits.get(which) else { return beginning(article, reach) };
    let Some(block) = article.blocks().get(article.block_at(from)) else {
        return Snippet::default();
    };
    let text = article.block_text(block);
    let inside = |offset| {
        article.byte_of(offset).clamp(block.bytes.start, block.bytes.end) - block.bytes.start
    };
    let hit = inside(from)..inside(to);
    let start = cut_before(&text.as_str()[..hit.start], reach);
    let taken = text.as_str()[start.at..hit.start].chars().count();
    let reach = reach + (reach - taken.min(reach));
    let mut end = cut_after(&text.as_str()[hit.end..], reach);
    end.at += hit.end;
    let first = from - taken as u32;
    let within = |&&(from, to): &&(u32, u32)| from >= first && to > from;
    let later = hits.iter().skip(hits.partition_point(|hit| hit.0 < first)).filter(within);
    let line = &text.as_str()[start.at..end.at];
    let marks = bytes_in(line, later.map(|&(from, to)| (from - first, to - first)));
    let shift = if start.marked { "…".len() } else { 0 };
    let moved = |range: Range<usize>| range.start + shift..range.end + shift;
    Snippet {
        text: line_of(text.slice(start.at..end.at), &start, &end),
        hit: moved(hit.start - start.at..hit.end - start.at),
        marks: marks.into_iter().map(moved).collect(),
    }
}

fn beginning(article: &Article, reach: usize) -> Snippet {
    let mut blocks = article.blocks().iter();
    let block = blocks.find(|block| block.kind == BlockKind::Body).or(article.blocks().first());
    let text = block.map(|block| article.block_text(block)).unwrap_or_default();
    let end = cut_after(text.as_str(), reach * 2);
    let start = Cut { at: 0, marked: false };
    let text = line_of(text.slice(0..end.at), &start, &end);
    Snippet { text, ..Snippet::default() }
}

/// A place to cut at, in bytes, and whether it is to be marked as a cut.
struct Cut {
    at: usize,
    marked: bool,
}

/// Where the line begins in the text before a hit: at the farthest beginning of a sentence within
/// reach, else of a clause, else right there.
fn cut_before(before: &str, reach: usize) -> Cut {
    let mut farthest = before.char_indices().rev().take(reach).map(|(at, _)| at);
    let edge = farthest.by_ref().last().unwrap_or(before.len());
    if edge == 0 {
        return Cut { at: 0, marked: false };
    }
    let (beyond, window) = before.split_at(edge);
    if let Some(at) = boundaries(beyond, window, ends_sentence).next() {
        return Cut { at: edge + at, marked: false };
    }
    let clause = boundaries(beyond, window, ends_clause).next().map(|at| edge + at);
    Cut { at: clause.unwrap_or_else(|| grapheme::floor(before, edge)), marked: true }
}

/// Where the line ends in the text after a hit: at the farthest end of a sentence within reach,
/// else of a clause, else right there.
fn cut_after(after: &str, reach: usize) -> Cut {
    let Some((edge, _)) = after.char_indices().nth(reach) else {
        return Cut { at: after.len(), marked: false };
    };
    let window = &after[..edge];
    if let Some(at) = boundaries("", window, ends_sentence).last() {
        return Cut { at, marked: false };
    }
    let clause = boundaries("", window, ends_clause).last();
    Cut { at: clause.unwrap_or_else(|| grapheme::floor(after, edge)), marked: true }
}

/// The places in `window` behind an end, its closing quotes and spaces. The end itself may stand
/// in the text `beyond`, which comes before.
fn boundaries(beyond: &str, window: &str, is_end: fn(char) -> bool) -> impl Iterator<Item = usize> {
    let trails = |c: char| han::is_closing(c) || c.is_whitespace();
    let mut ended = beyond.trim_end_matches(trails).ends_with(is_end);
    window.char_indices().filter_map(move |(at, c)| {
        let follows = is_end(c) || trails(c);
        let here = ended && !follows;
        ended = is_end(c) || (ended && follows);
        here.then_some(at)
    })
}

fn ends_sentence(c: char) -> bool {
    han::ends_sentence(c) || c == '\n'
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

/// Turns code points of a short line into bytes, as far as they lie in it.
fn bytes_in(line: &str, ranges: impl Iterator<Item = (u32, u32)>) -> Vec<Range<usize>> {
    let places: Vec<usize> =
        line.char_indices().map(|(at, _)| at).chain(std::iter::once(line.len())).collect();
    let inside =
        |(from, to): (u32, u32)| Some(*places.get(from as usize)?..*places.get(to as usize)?);
    ranges.map_while(inside).collect()
}

fn line_of(text: Shown<'_>, start: &Cut, end: &Cut) -> Clean {
    let mark = |cut: &Cut| Shown::literal(if cut.marked { "…" } else { "" });
    let line = Clean::concat([mark(start), text, mark(end)]);
    // Line breaks inside a paragraph become spaces, byte for byte, so that ranges hold.
    Clean::line(&line)
}

#[cfg(test)]
mod tests;
