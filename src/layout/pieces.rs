//! Very long blocks in pieces. In comes an article and a code point offset, out comes the bounded
//! piece of its block that holds it. Refuses to know widths: the cuts depend on the text alone, so
//! that places stay where they are when the window changes.
//!
//! Cut number k lies in the last `WINDOW` code points before the k-th multiple of `GRID`, so a
//! piece is found without its predecessors.

use std::ops::Range;

use super::wrap::breaks::atoms;
use super::wrap::kinsoku::Break;
use crate::article::Article;
use crate::text::{grapheme, han};

/// Code points between the ends of the windows in which a block may be cut.
const GRID: u32 = 3072;

/// Code points of such a window. No piece is longer than `GRID + 2 * WINDOW` = 4096.
const WINDOW: u32 = 512;

/// A block, or a part of a very long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The index of its block.
    pub block: usize,
    /// Its number in the block.
    pub index: u32,
    /// Where it lies in the article's text, in bytes. Ends with the newline it was cut after.
    pub bytes: Range<usize>,
    /// Its first character, in code points from the start of the article's text.
    pub start: u32,
    /// Whether it is the last of its block.
    pub position: Position,
}

/// Where a piece stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Within,
    Last,
}

/// A place in the text, counted both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    byte: usize,
    offset: u32,
}

/// The piece that holds the code point `offset`; the last one where it lies beyond the text.
/// `None` where the article has no text.
pub fn at(article: &Article, offset: u32) -> Option<Piece> {
    let block = article.block_at(offset);
    let begin = start_of(article, block)?;
    let inside = offset.saturating_sub(begin.offset);
    let guess = (inside.saturating_add(WINDOW) / GRID).min(cuts(article, block));
    let near = begin.offset + guess * GRID;
    let near = Mark { byte: article.byte_of(near), offset: near };
    let cut = cut(article, block, guess, near);
    match guess.checked_sub(1) {
        Some(before) if cut.offset > offset => Some(piece(article, block, before, cut)),
        _ => Some(piece(article, block, guess, cut)),
    }
}

/// The piece after `piece` in reading order.
pub fn after(article: &Article, piece: &Piece) -> Option<Piece> {
    if piece.position == Position::Within {
        let near = Mark { byte: piece.bytes.start, offset: piece.start };
        return Some(self::piece(article, piece.block, piece.index + 1, near));
    }
    let block = piece.block + 1;
    Some(self::piece(article, block, 0, start_of(article, block)?))
}

/// The piece before `piece` in reading order.
pub fn before(article: &Article, piece: &Piece) -> Option<Piece> {
    if let Some(index) = piece.index.checked_sub(1) {
        let near = Mark { byte: piece.bytes.start, offset: piece.start };
        return Some(self::piece(article, piece.block, index, near));
    }
    let block = piece.block.checked_sub(1)?;
    let end = end_of(article, block)?;
    Some(self::piece(article, block, cuts(article, block), end))
}

fn piece(article: &Article, block: usize, index: u32, near: Mark) -> Piece {
    let from = cut(article, block, index, near);
    let to = cut(article, block, index + 1, from);
    let position = if index < cuts(article, block) { Position::Within } else { Position::Last };
    Piece { block, index, bytes: from.byte..to.byte, start: from.offset, position }
}

fn start_of(article: &Article, block: usize) -> Option<Mark> {
    let block = article.blocks().get(block)?;
    Some(Mark { byte: block.bytes.start, offset: block.start })
}

fn end_of(article: &Article, block: usize) -> Option<Mark> {
    let byte = article.blocks().get(block)?.bytes.end;
    let next = article.blocks().get(block + 1);
    Some(Mark { byte, offset: next.map_or(article.chars(), |next| next.start - 1) })
}

/// How often a block is cut. The tail after the last cut is longer than `WINDOW`.
fn cuts(article: &Article, block: usize) -> u32 {
    let (Some(start), Some(end)) = (start_of(article, block), end_of(article, block)) else {
        return 0;
    };
    (end.offset - start.offset).saturating_sub(WINDOW + 1) / GRID
}

/// The cut number `index` of a block; its start and its end count as cuts. `near` is any known
/// place in the block; the way from there is counted.
fn cut(article: &Article, block: usize, index: u32, near: Mark) -> Mark {
    let (Some(start), Some(end)) = (start_of(article, block), end_of(article, block)) else {
        return near;
    };
    if index == 0 {
        return start;
    }
    if index > cuts(article, block) {
        return end;
    }
    let text = &article.text().as_str()[..end.byte];
    let to = start.offset + index * GRID;
    let from = walk(text, near, to - WINDOW);
    let to = walk(text, from, to);
    // The window begins with a whole grapheme, and some text after it tells how it ends.
    let window = start.byte + grapheme::floor(&text[start.byte..], from.byte - start.byte);
    let tail = walk(text, to, to.offset + 16);
    let byte = window + best_cut(&text[window..tail.byte], from.byte - window, to.byte - window);
    Mark { byte, offset: from.offset + text[from.byte..byte].chars().count() as u32 }
}

/// Where to cut `text` after byte `from` and not after byte `to`: after the last line end, else
/// after the last sentence, else where a line may break, else after a grapheme.
fn best_cut(text: &str, from: usize, to: usize) -> usize {
    if let Some(newline) = text[from..to].rfind('\n') {
        return from + newline + 1;
    }
    let (mut sentence, mut line, mut grapheme) = (None, None, None);
    let mut is_ended = false;
    for atom in atoms(text).take_while(|atom| atom.start <= to) {
        if atom.start > from {
            grapheme = Some(atom.start);
            if atom.before == Break::Allowed {
                line = grapheme;
                sentence = if is_ended { grapheme } else { sentence };
            }
        }
        is_ended = han::ends_sentence(atom.base)
            || (is_ended && (han::is_closing(atom.base) || atom.base.is_whitespace()));
    }
    sentence.or(line).or(grapheme).unwrap_or(to)
}

/// The place of the code point `offset`, counted from a known place; the end of `text` where it
/// lies beyond. `Chars::nth` counts at memory speed, which `CharIndices` does not.
fn walk(text: &str, from: Mark, offset: u32) -> Mark {
    if offset < from.offset {
        let mut chars = text[..from.byte].chars();
        chars.nth_back((from.offset - offset - 1) as usize);
        return Mark { byte: chars.as_str().len(), offset };
    }
    let Some(last) = (offset - from.offset).checked_sub(1) else { return from };
    let mut chars = text[from.byte..].chars();
    chars.nth(last as usize);
    Mark { byte: text.len() - chars.as_str().len(), offset }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::BlockKind;
    use crate::text::Clean;

    fn article(blocks: &[String]) -> Article {
        Article::new(blocks.iter().map(|text| (BlockKind::Body, Clean::text(text))))
    }

    fn all(article: &Article) -> Vec<Piece> {
        std::iter::successors(at(article, 0), |piece| after(article, piece)).collect()
    }

    #[test]
    fn a_common_paragraph_is_one_piece() {
        let article = article(&["河水涨了。".repeat(600), "又落了。".into()]);
        let blocks: Vec<usize> = all(&article).iter().map(|piece| piece.block).collect();
        assert_eq!(blocks, [0, 1]);
    }

    #[test]
    fn a_long_one_is_cut_after_a_sentence_or_a_line() {
        let article = article(&["他说：“河水涨了。”".repeat(1000), "河水涨了，\n".repeat(1000)]);
        let pieces = all(&article);
        assert_eq!(pieces.len(), 6);
        for piece in pieces.iter().filter(|piece| piece.position == Position::Within) {
            let end = if piece.block == 0 { "。”" } else { "\n" };
            assert!(article.text()[piece.bytes.clone()].ends_with(end), "{piece:?}");
        }
    }

    #[test]
    fn an_article_without_text_has_none() {
        assert_eq!(at(&article(&[]), 0), None);
        assert_eq!(at(&article(&[]), u32::MAX), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn pieces_are_bounded_and_found_from_anywhere(
            units in prop::collection::vec(
                ("[一二，。\n ]{1,3}|[ab]{1,9}|🇨🇳|e\u{301}", 1_usize..3000), 1..4),
            offset in 0_u32..20_000,
        ) {
            let blocks: Vec<String> = units.iter().map(|(unit, times)| unit.repeat(*times)).collect();
            let article = article(&blocks);
            let pieces = all(&article);
            for pair in pieces.windows(2) {
                let joined = pair[0].bytes.end + usize::from(pair[0].block != pair[1].block);
                prop_assert_eq!(joined, pair[1].bytes.start);
                prop_assert_eq!(before(&article, &pair[1]), Some(pair[0].clone()));
            }
            for piece in &pieces {
                let text = &article.text()[piece.bytes.clone()];
                prop_assert!(text.chars().count() <= 4096);
                prop_assert_eq!(article.offset_of(piece.bytes.start), piece.start);
                let floor = grapheme::floor(article.text(), piece.bytes.start);
                prop_assert_eq!(floor, piece.bytes.start);
            }
            let expected = pieces.iter().rev().find(|piece| piece.start <= offset).cloned();
            prop_assert_eq!(at(&article, offset), expected);
        }
    }
}
