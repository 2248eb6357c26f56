//! How many cells a grapheme takes. In comes a grapheme and the policy for this terminal, out
//! comes 0, 1 or 2. The only caller of `unicode_width`.
//!
//! East Asian Ambiguous characters (“ ” — … · ① α я ─) are one cell in some terminals and two in
//! others, all or nothing per terminal. `unicode-width`'s CJK mode leaves the letters out (its
//! rule 2.6), which no real terminal does, so the class is taken from UAX #11 itself.

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::grapheme::graphemes;

/// What this terminal does with characters of the East Asian Ambiguous class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell, as in most terminals.
    Narrow,
    /// Two cells: xterm -cjk_width, mlterm -ac 2, GNU screen with cjkwidth on.
    Wide,
    /// Not known: two cells are laid out and the painter addresses each such cell itself, which
    /// reads well on both kinds.
    #[default]
    Safe,
}

/// The widths of one terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WidthPolicy {
    /// What it does with ambiguous characters.
    pub ambiguous: Ambiguous,
}

impl WidthPolicy {
    /// The policy of a terminal that shows ambiguous characters in one cell.
    pub const NARROW: Self = Self { ambiguous: Ambiguous::Narrow };

    /// Cells that `grapheme` takes: 0, 1 or 2.
    pub fn grapheme(self, grapheme: &str) -> u16 {
        let mut chars = grapheme.chars();
        let Some(first) = chars.next() else { return 0 };
        match first {
            ' '..='~' if grapheme.len() == 1 => return 1,
            // Without the two combining voice marks, U+3099 and U+309A.
            '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{9fff}' if grapheme.len() == 3 => return 2,
            _ => {}
        }
        #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
        let natural = if grapheme.len() == first.len_utf8() {
            first.width().unwrap_or(0)
        } else {
            UnicodeWidthStr::width(grapheme)
        };
        let cells = natural.min(2) as u16;
        if cells == 1 && self.ambiguous != Ambiguous::Narrow && is_ambiguous(first) {
            2
        } else {
            cells
        }
    }

    /// Cells that `text` takes.
    pub fn text(self, text: &str) -> usize {
        graphemes(text).map(|(_, grapheme)| usize::from(self.grapheme(grapheme))).sum()
    }
}

/// Whether UAX #11 calls `c` ambiguous.
pub fn is_ambiguous(c: char) -> bool {
    c > '\u{a0}'
        && !matches!(c, '\u{3000}'..='\u{9fff}')
        && CodePointMapData::<EastAsianWidth>::new().get(c) == EastAsianWidth::Ambiguous
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: WidthPolicy = WidthPolicy { ambiguous: Ambiguous::Wide };

    #[test]
    fn ambiguous_characters_follow_the_policy() {
        for sample in ["“", "”", "‘", "—", "…", "·", "①", "※", "α", "я", "é", "─", "█", "→", "№"]
        {
            assert_eq!(WidthPolicy::NARROW.grapheme(sample), 1, "{sample}");
            assert_eq!(WIDE.grapheme(sample), 2, "{sample}");
            assert_eq!(WidthPolicy::default().grapheme(sample), 2, "{sample}");
        }
    }

    #[test]
    fn the_rest_is_certain() {
        for policy in [WidthPolicy::NARROW, WIDE] {
            for (sample, cells) in [
                ("汉", 2),
                ("，", 2),
                ("。", 2),
                ("￥", 2),
                ("・", 2),
                ("𠮷", 2),
                ("葛\u{e0100}", 2),
                ("〇", 2),
                ("😀", 2),
                ("a", 1),
                (" ", 1),
                ("¥", 1),
                ("✓", 1),
                ("ｶ", 1),
                ("\u{3099}", 0),
                ("か\u{3099}", 2),
                ("", 0),
            ] {
                assert_eq!(policy.grapheme(sample), cells, "{sample}");
            }
        }
    }
}
