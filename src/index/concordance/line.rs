//! A hit to one line of a concordance. In come an article and where a search found something in its
//! folded text, out come the clean text of the hit and of what stands beside it, cut to cells or to
//! characters, never inside a grapheme.

use std::ops::Range;

use memchr::{memchr_iter, memrchr};

use crate::article::Article;
use crate::index::corpus::Corpus;
use crate::index::places::Hit;
use crate::text::width::WidthPolicy;
use crate::text::{Clean, Shown, fold, grapheme};

/// A hit in the paragraph that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The hit, in code points of the clean text of its article.
    pub range: (u32, u32),
    paragraph: Shown<'a>,
    /// The hit in bytes of the paragraph, at bounds of graphemes.
    hit: Range<usize>,
}

/// The cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Up to the hit, the blank before it left out.
    pub before_cells: u16,
    /// From the first cell of the hit on.
    pub after_cells: u16,
}

/// One line. Line ends within a paragraph are blanks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands before the hit; it ends beside it.
    pub before: Clean,
    /// The cells that stay empty before that.
    pub indent_cells: u16,
    pub hit: Clean,
    /// What stands behind it.
    pub after: Clean,
}

/// The hit `hit` of the article with this index in `corpus`; `None` where the corpus was not made
/// of this article. Only its own paragraph is folded again, however long the article is.
pub fn passage<'a>(
    corpus: &Corpus,
    index: usize,
    article: &'a Article,
    hit: Hit,
) -> Option<Passage<'a>> {
    let folded = corpus.articles().get(index)?;
    let (start, end) = (hit.start as usize, hit.end as usize);
    let before = corpus.article_text(index).get(folded.body as usize..start)?;
    let line = memrchr(b'\n', before).map_or(0, |at| at + 1);
    let block = article.blocks().get(memchr_iter(b'\n', before).count())?;
    let paragraph = article.block_text(block);
    let folded = fold::fold_with_map(paragraph.as_str());
    let from = before.len() - line;
    let range = from..from + end.checked_sub(start)?;
    folded.text.get(range.clone())?;
    let (from, to) = folded.source(range.start, range.end);
    let bytes = |offset| article.byte_of(block.start + offset).saturating_sub(block.bytes.start);
    let (from_byte, to_byte) = (bytes(from), bytes(to));
    let text = paragraph.as_str();
    let start = grapheme::floor(text, from_byte);
    let end = match grapheme::floor(text, to_byte) {
        floor if floor < to_byte => floor + grapheme::first_len(&text[floor..]),
        floor => floor,
    };
    Some(Passage {
        range: (block.start + from, block.start + to),
        paragraph,
        hit: start..end.max(start),
    })
}

impl Passage<'_> {
    /// The line of this hit: its first character is at the same cell whatever stands before it.
    pub fn line(&self, room: Room, policy: WidthPolicy) -> Line {
        let text = self.paragraph.as_str();
        let (start, before_cells) = cut_before(text, self.hit.start, room.before_cells, policy);
        let (hit_end, hit_cells) = cut_after(text, self.hit.clone(), room.after_cells, policy);
        // A blank stands behind the hit.
        let left = room.after_cells.saturating_sub(hit_cells + 1);
        let rest = hit_end..if hit_end < self.hit.end { hit_end } else { text.len() };
        let (end, _) = cut_after(text, rest, left, policy);
        Line {
            before: self.shown(start..self.hit.start),
            indent_cells: room.before_cells.saturating_sub(before_cells),
            hit: self.shown(self.hit.start..hit_end),
            after: self.shown(hit_end..end),
        }
    }

    /// The hit with at most `reach` code points of its paragraph on either side, whatever cells they
    /// take.
    pub fn around(&self, reach: usize) -> Line {
        let text = self.paragraph.as_str();
        let farthest = text[..self.hit.start].char_indices().rev().take(reach).last();
        let start = grapheme::floor(text, farthest.map_or(self.hit.start, |(at, _)| at));
        let after = text[self.hit.end..].char_indices().nth(reach);
        let end = grapheme::floor(text, after.map_or(text.len(), |(at, _)| self.hit.end + at));
        Line {
            before: self.shown(start..self.hit.start),
            indent_cells: 0,
            hit: self.shown(self.hit.clone()),
            after: self.shown(self.hit.end..end.max(self.hit.end)),
        }
    }

    fn shown(&self, bytes: Range<usize>) -> Clean {
        Clean::line(self.paragraph.slice(bytes).as_str())
    }
}

/// Where the text that fits into `cells` before byte `end` begins, and the cells it takes.
fn cut_before(text: &str, end: usize, cells: u16, policy: WidthPolicy) -> (usize, u16) {
    // Marks of no width make a grapheme longer, so a few more are looked at than there are cells.
    let near = text[..end].char_indices().rev().take(usize::from(cells) * 2 + 16).last();
    let near = grapheme::floor(text, near.map_or(end, |(at, _)| at));
    let widths: Vec<(usize, u16)> = grapheme::graphemes(&text[near..end])
        .map(|(at, symbol)| (near + at, cells_of(symbol, policy)))
        .collect();
    let (mut start, mut taken) = (end, 0);
    for &(at, wide) in widths.iter().rev() {
        if taken + wide > cells {
            break;
        }
        (start, taken) = (at, taken + wide);
    }
    (start, taken)
}

/// Where the text from `range.start` on that fits into `cells` ends, at `range.end` at the latest,
/// and the cells it takes.
fn cut_after(text: &str, range: Range<usize>, cells: u16, policy: WidthPolicy) -> (usize, u16) {
    let (mut end, mut taken) = (range.start, 0);
    for (at, symbol) in grapheme::graphemes(&text[range.clone()]) {
        let wide = cells_of(symbol, policy);
        if taken + wide > cells {
            break;
        }
        (end, taken) = (range.start + at + symbol.len(), taken + wide);
    }
    (end, taken)
}

/// A line end is shown as a blank.
fn cells_of(symbol: &str, policy: WidthPolicy) -> u16 {
    if symbol == "\n" { 1 } else { policy.grapheme(symbol) }
}
