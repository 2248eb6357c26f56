//! Grapheme clusters (UAX #29). In comes text, out come the pieces that a reader takes for one
//! character. Nothing is ever cut inside one.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The graphemes of `text` with their byte offsets.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let len = first_len(rest);
        let found = (len > 0).then(|| (at, &rest[..len]));
        at += len;
        found
    })
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
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        // Nearly all of Chinese text; that is several times as fast as asking the tables.
        (Some(first), second) if stands_alone(first) && second.is_none_or(stands_alone) => {
            first.len_utf8()
        }
        _ => text.graphemes(true).next().map_or(0, str::len),
    }
}

/// Characters that are a grapheme of their own beside each other: nothing here extends, prepends
/// or joins (UAX #29: GB999).
const fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '·' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_cut_changes_nothing(text in "([ -~，。“”…—汉字]{0,3}\\PC{0,3}[\u{300}\u{200d}🇨🇳👍🏽क्ष]{0,2}){0,20}") {
            let plain: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), plain);
        }
    }
}
