//! How many cells a grapheme takes. In comes a grapheme and the policy for this terminal, out
//! comes 0, 1 or 2. The only caller of `unicode_width`.
//!
//! East Asian Ambiguous characters (“ ” — … · ① α я ─) are one cell in some terminals and two in
//! others: mostly all of them, but some let a person choose for single characters (tmux 3.6,
//! `codepoint-widths`), so widths go by class. `unicode-width`'s CJK mode leaves the letters out
//! (its rule 2.6), which no real terminal does, so what is ambiguous is taken from UAX #11 itself.

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

/// Ambiguous characters that a terminal shows alike, as they serve one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// “ ” ‘ ’
    Quotes,
    /// — – ‖
    Dashes,
    /// … ·
    Dots,
    /// é α я
    Letters,
    /// ① ⑴ ❶
    Circled,
    /// ─ █
    Boxes,
    /// ← ⇒
    Arrows,
    /// ※ × ° and all others
    Marks,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 8] = [
        Self::Quotes,
        Self::Dashes,
        Self::Dots,
        Self::Letters,
        Self::Circled,
        Self::Boxes,
        Self::Arrows,
        Self::Marks,
    ];

    /// The class of an ambiguous character.
    const fn of(c: char) -> Self {
        match c {
            '\u{2018}'..='\u{201f}' => Self::Quotes,
            '\u{2010}'..='\u{2016}' => Self::Dashes,
            '\u{b7}' | '\u{2024}'..='\u{2027}' => Self::Dots,
            '\u{d7}' | '\u{f7}' => Self::Marks,
            '\u{c0}'..='\u{52f}' => Self::Letters,
            '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{277f}' | '\u{1f100}'..='\u{1f1ff}' => {
                Self::Circled
            }
            '\u{2500}'..='\u{259f}' => Self::Boxes,
            '\u{2190}'..='\u{21ff}' => Self::Arrows,
            _ => Self::Marks,
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The widths of one terminal: what it does with each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WidthPolicy {
    /// The classes that are laid out in two cells.
    wide: u8,
    /// Those of them of which it is not known.
    unsure: u8,
}

impl Default for WidthPolicy {
    fn default() -> Self {
        Self::all(Ambiguous::default())
    }
}

impl WidthPolicy {
    /// The policy of a terminal that shows ambiguous characters in one cell.
    pub const NARROW: Self = Self::all(Ambiguous::Narrow);

    /// The policy of a terminal that treats all classes alike.
    pub const fn all(ambiguous: Ambiguous) -> Self {
        match ambiguous {
            Ambiguous::Narrow => Self { wide: 0, unsure: 0 },
            Ambiguous::Wide => Self { wide: u8::MAX, unsure: 0 },
            Ambiguous::Safe => Self { wide: u8::MAX, unsure: u8::MAX },
        }
    }

    /// The same with another answer for one class.
    #[must_use]
    pub const fn with(self, class: Class, ambiguous: Ambiguous) -> Self {
        let (all, bit) = (Self::all(ambiguous), class.bit());
        Self {
            wide: self.wide & !bit | all.wide & bit,
            unsure: self.unsure & !bit | all.unsure & bit,
        }
    }

    /// What the terminal does with a class.
    pub const fn class(self, class: Class) -> Ambiguous {
        if self.wide & class.bit() == 0 {
            Ambiguous::Narrow
        } else if self.unsure & class.bit() == 0 {
            Ambiguous::Wide
        } else {
            Ambiguous::Safe
        }
    }

    /// What the terminal does with a character; `None` where it is not ambiguous.
    pub fn shows(self, c: char) -> Option<Ambiguous> {
        is_ambiguous(c).then(|| self.class(Class::of(c)))
    }

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
        // Most terminals have no wide class, and then nothing is looked up.
        let is_wide = self.wide != 0
            && cells == 1
            && is_ambiguous(first)
            && self.wide & Class::of(first).bit() != 0;
        if is_wide { 2 } else { cells }
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

    const WIDE: WidthPolicy = WidthPolicy::all(Ambiguous::Wide);

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
    fn classes_may_differ() {
        let policy = WidthPolicy::NARROW
            .with(Class::Quotes, Ambiguous::Wide)
            .with(Class::Letters, Ambiguous::Safe);
        for (sample, shows, cells) in [
            ('“', Some(Ambiguous::Wide), 2),
            ('’', Some(Ambiguous::Wide), 2),
            ('я', Some(Ambiguous::Safe), 2),
            ('é', Some(Ambiguous::Safe), 2),
            ('×', Some(Ambiguous::Narrow), 1),
            ('—', Some(Ambiguous::Narrow), 1),
            ('…', Some(Ambiguous::Narrow), 1),
            ('①', Some(Ambiguous::Narrow), 1),
            ('─', Some(Ambiguous::Narrow), 1),
            ('汉', None, 2),
            ('a', None, 1),
        ] {
            assert_eq!(policy.shows(sample), shows, "{sample}");
            assert_eq!(policy.grapheme(sample.encode_utf8(&mut [0; 4])), cells, "{sample}");
        }
        for class in Class::ALL {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Safe] {
                assert_eq!(policy.with(class, ambiguous).class(class), ambiguous);
                assert_eq!(WidthPolicy::all(ambiguous).class(class), ambiguous);
            }
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
