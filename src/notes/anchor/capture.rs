//! What of a text goes into a selector. In come the bytes around a passage, out come pieces of whole
//! graphemes.

use std::ops::Range;

use crate::text::grapheme;
use crate::text::han::{ends_sentence, is_cjk_punctuation};

/// Code points of the quote that stands for a place: at least the first where there are so many,
/// at most the second.
const PLACE: Range<usize> = 8..32;

/// The end of `text`, at most so many code points, whole graphemes.
pub fn before(text: &str, at_most: usize) -> &str {
    let Some((start, _)) = text.char_indices().rev().take(at_most).last() else { return text };
    &text[ceiling(text, start)..]
}

/// The beginning of `text`, at most so many code points, whole graphemes.
pub fn after(text: &str, at_most: usize) -> &str {
    let end = text.char_indices().nth(at_most).map_or(text.len(), |(at, _)| at);
    &text[..grapheme::floor(text, end)]
}

/// The first grapheme boundary at or after byte `at`.
pub fn ceiling(text: &str, at: usize) -> usize {
    let floor = grapheme::floor(text, at);
    if floor < at { floor + grapheme::first_len(&text[floor..]) } else { at }
}

/// The bytes from the start of `rest` to the end of its first clause, within [`PLACE`].
pub fn clause(rest: &str) -> usize {
    let ends = |c: char| c == '\n' || ends_sentence(c) || is_cjk_punctuation(c);
    let end = rest
        .char_indices()
        .enumerate()
        .find(|(count, (_, c))| *count >= PLACE.end || (*count >= PLACE.start && ends(*c)))
        .map_or(rest.len(), |(_, (at, _))| at);
    ceiling(rest, end)
}
