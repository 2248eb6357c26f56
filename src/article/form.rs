//! What a text is made of, found in one pass: its width, the signs in it, the longest run of Han. In
//! comes a line or paragraph, out come answers that cost nothing. Refuses to know what it says.

use crate::text::han::{is_east_asian, is_fullwidth_alphanumeric, is_han, leading_han};

/// One em in the unit of all widths here, the quarter em.
pub const EM: u32 = 4;

/// The two ways in which punctuation is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Newspapers compress it: half an em.
    Compressed,
    /// Typed text stands on a grid: a whole em.
    Grid,
}

/// The form of a text. Every rule asks something of nearly every line, so that it is made with the
/// line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// The width of all but East Asian signs, in quarter ems.
    solid: u32,
    /// The signs whose width hangs on the measure.
    signs: u32,
    /// The most Han in a row.
    run: u32,
    /// A bit for each character of the blocks in which signs and figures stand.
    holds: [u64; BLOCKS.len()],
}

/// Where the blocks of 64 begin: ASCII, quotes and dashes, Chinese signs, full-width forms.
const BLOCKS: [u32; 5] = [0x00, 0x40, 0x2000, 0x3000, 0xff00];

/// The block that `c` stands in, and its bit there.
const fn place(c: char) -> Option<(usize, u64)> {
    let code = c as u32;
    let block = match code & !0x3f {
        0x00 => 0,
        0x40 => 1,
        0x2000 => 2,
        0x3000 => 3,
        0xff00 => 4,
        _ => return None,
    };
    Some((block, 1 << (code & 0x3f)))
}

impl Form {
    /// The form of `text`.
    pub fn of(text: &str) -> Self {
        let mut form = Self::default();
        let bytes = text.as_bytes();
        let (mut at, mut run) = (0, 0);
        loop {
            let han = leading_han(&bytes[at..]);
            at += han;
            run += (han / 3) as u32;
            // Most of the rest is 、。 and ，：；？！ and their like.
            match bytes[at..] {
                [0xe3, 0x80, third @ (0x81 | 0x82 | 0x88..=0x91), ..] => {
                    form.end(&mut run);
                    form.sign(3, third);
                    at += 3;
                }
                [0xef, 0xbc, third @ (0x81..=0x8f | 0x9a..=0x9f), ..] => {
                    form.end(&mut run);
                    form.sign(4, third);
                    at += 3;
                }
                // — ‘ ’ “ ” …
                [0xe2, 0x80, third @ (0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6), ..] => {
                    form.end(&mut run);
                    form.sign(2, third);
                    at += 3;
                }
                [byte @ b'!'..=b'~', ..] => {
                    form.end(&mut run);
                    form.holds[usize::from(byte >> 6)] |= 1 << (byte & 0x3f);
                    form.solid = form.solid.saturating_add(EM / 2);
                    at += 1;
                }
                [b' ', ..] => {
                    form.end(&mut run);
                    form.holds[0] |= 1 << b' ';
                    form.solid = form.solid.saturating_add(1);
                    at += 1;
                }
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    at += c.len_utf8();
                    if is_han(c) {
                        run += 1;
                    } else {
                        form.end(&mut run);
                        form.add(c);
                    }
                }
            }
        }
        form.end(&mut run);
        form
    }

    /// Adds a run of Han.
    fn end(&mut self, run: &mut u32) {
        self.run = self.run.max(*run);
        self.solid = self.solid.saturating_add(run.saturating_mul(EM));
        *run = 0;
    }

    /// Adds the sign of `block` that has this last byte in UTF-8.
    fn sign(&mut self, block: usize, last: u8) {
        self.signs = self.signs.saturating_add(1);
        self.holds[block] |= 1 << (last & 0x3f);
    }

    /// Adds a character that is no Han.
    fn add(&mut self, c: char) {
        if let Some((block, bit)) = place(c) {
            self.holds[block] |= bit;
        }
        let solid = match c {
            '\u{3000}' => EM,
            _ if c.is_whitespace() => 1,
            _ if is_fullwidth_alphanumeric(c) => EM,
            _ if is_east_asian(c) => {
                self.signs = self.signs.saturating_add(1);
                return;
            }
            '\u{ac00}'..='\u{d7af}' | '\u{1f000}'..='\u{1faff}' => EM,
            _ => EM / 2,
        };
        self.solid = self.solid.saturating_add(solid);
    }

    /// The width in quarter ems.
    pub const fn width(&self, measure: Measure) -> u32 {
        let sign = match measure {
            Measure::Compressed => EM / 2,
            Measure::Grid => EM,
        };
        self.solid.saturating_add(self.signs.saturating_mul(sign))
    }

    /// The most Han in a row.
    pub const fn longest_run(&self) -> u32 {
        self.run
    }

    /// Whether one of `signs` stands in the text: of ASCII, the quotes and dashes below U+2040, the
    /// signs below U+3040 that are no Han, the full-width forms below U+FF40. Of no other is it known.
    pub fn holds<const N: usize>(&self, signs: [char; N]) -> bool {
        signs.into_iter().filter_map(place).any(|(block, bit)| self.holds[block] & bit != 0)
    }

    /// Whether an ASCII figure stands in the text.
    pub const fn holds_figure(&self) -> bool {
        const FIGURES: u64 = 0x3ff << b'0';
        self.holds[0] & FIGURES != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths_are_counted_in_quarter_ems() {
        let width = |text, measure| Form::of(text).width(measure);
        assert_eq!(width("河口，", Measure::Compressed), 10);
        assert_eq!(width("河口，", Measure::Grid), 12);
        assert_eq!(width("3 月", Measure::Grid), 7);
    }

    #[test]
    fn runs_end_at_signs() {
        for (text, expected) in [("河口镇，渡口", 3), ("渡，河口镇", 3), ("A", 0), ("〇々渡 口", 3)]
        {
            assert_eq!(Form::of(text).longest_run(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn signs_are_known_where_they_stand(text in "[河口渡0-9A-z：，。、；（）“”…《》 \u{3000}]{0,12}") {
            let form = Form::of(&text);
            for sign in ['：', '，', '”', '。', '、', '；', '（', '“', '…', '《', ' ', '\u{3000}', '0', 'z'] {
                prop_assert_eq!(form.holds([sign]), text.contains(sign), "{}", sign);
            }
            prop_assert_eq!(form.holds_figure(), text.contains(|c: char| c.is_ascii_digit()));
        }
    }
}
