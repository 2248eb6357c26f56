//! Where sentences begin and end. In come an article and a code point offset, out come others. What
//! is walked is bounded, however long a paragraph is: a sentence longer than that is cut.

use super::motion;
use crate::article::{Article, Block};
use crate::text::{grapheme, han};

/// Code points that are looked through for the end of a sentence.
const REACH: u32 = 8192;

/// The start of the next sentence, or of the next block; the end of the text after the last.
pub fn next(article: &Article, offset: u32) -> u32 {
    let Some(block) = article.blocks().get(article.block_at(offset)) else { return 0 };
    next_start(article, block, offset).unwrap_or_else(|| motion::next_paragraph(article, offset))
}

/// The start of the sentence, or of the one before where `offset` stands there already.
pub fn previous(article: &Article, offset: u32) -> u32 {
    let index = article.block_at(offset);
    let Some(block) = article.blocks().get(index) else { return 0 };
    if offset > block.start {
        return last_start(article, block, offset);
    }
    let above = index.checked_sub(1).and_then(|above| article.blocks().get(above));
    above.map_or(0, |above| last_start(article, above, offset))
}

/// The sentence that holds `offset`, with the white space after it.
pub fn at(article: &Article, offset: u32) -> (u32, u32) {
    let Some(block) = article.blocks().get(article.block_at(offset)) else { return (0, 0) };
    let start = last_start(article, block, offset.saturating_add(1));
    let end = next_start(article, block, offset).unwrap_or_else(|| article.block_end(block));
    (start, end)
}

/// The first start of a sentence of the block after `offset`; `None` after the last.
fn next_start(article: &Article, block: &Block, offset: u32) -> Option<u32> {
    let limit = motion::floor(article, offset.saturating_add(REACH));
    let next = starts(article, block, offset).find(|&start| start > offset);
    let is_cut = limit < article.block_end(block);
    next.filter(|&start| start <= limit).or_else(|| is_cut.then_some(limit))
}

/// The last start of a sentence of the block before `offset`.
fn last_start(article: &Article, block: &Block, offset: u32) -> u32 {
    let from = offset.saturating_sub(REACH).max(block.start);
    let from = motion::floor(article, from);
    let before = starts(article, block, from).take_while(|&start| start < offset);
    before.last().unwrap_or(from)
}

/// The starts of sentences of the block from `from` on, within what may be walked.
fn starts<'a>(
    article: &'a Article,
    block: &Block,
    from: u32,
) -> impl Iterator<Item = u32> + use<'a> {
    let text = article.text().as_str();
    let byte = article.byte_of(from).max(block.bytes.start);
    let mut ended = is_ended(text, block.bytes.start, byte);
    let rest = text.get(byte..block.bytes.end).unwrap_or_default();
    let walked = (from..).zip(rest.char_indices()).take(2 * REACH as usize);
    walked.filter_map(move |(offset, (at, c))| {
        if ends(c, &text[byte + at..]) || (ended && is_trailing(c)) {
            ended = true;
            return None;
        }
        // A mark on the sign that ended it begins nothing.
        let begins = ended && grapheme::floor(text, byte + at) == byte + at;
        ended &= !begins;
        begins.then_some(offset)
    })
}

/// Whether a sentence ends before byte `end` of the text, or the block only begins there, at byte
/// `start`.
fn is_ended(text: &str, start: usize, end: usize) -> bool {
    for (at, c) in text[start..end].char_indices().rev().take(REACH as usize) {
        if ends(c, &text[start + at..]) {
            return true;
        }
        if !is_trailing(c) && grapheme::floor(text, start + at) == start + at {
            return false;
        }
    }
    true
}

/// Whether a sentence ends with `c`, the first character of `text`: a full stop does where no word
/// or figure follows.
fn ends(c: char, text: &str) -> bool {
    han::ends_sentence(c) || (c == '.' && text[1..].chars().next().is_none_or(is_trailing))
}

/// What may stand between the sign that ends a sentence and the next.
fn is_trailing(c: char) -> bool {
    han::is_closing(c) || c.is_whitespace()
}
