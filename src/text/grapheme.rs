//! Grapheme clusters (UAX #29). In comes text, out come the pieces that a reader takes for one
//! character. Nothing is ever cut inside one.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The graphemes of `text` with their byte offsets.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// The last grapheme boundary at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => at,
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// The byte length of the last grapheme of `text`, 0 where it is empty.
pub fn last_len(text: &str) -> usize {
    text.graphemes(true).next_back().map_or(0, str::len)
}

/// The byte length of the first grapheme of `text`, 0 where it is empty.
pub fn first_len(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}
