//! Code points to bytes and back, in a text of any length, without walking it from its start. In
//! comes a text, out comes either count. Refuses to know what the text is made of.

/// Bytes between two notches: what is walked at most.
const STEP: usize = 4096;

/// How many code points of a text begin before every 4096th byte. Holds for that text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruler {
    /// The first notch stands at byte `STEP`; short texts need none.
    notches: Vec<u32>,
}

impl Ruler {
    /// Measures a text.
    pub fn of(text: &str) -> Self {
        let mut chars = 0;
        let full = text.as_bytes().chunks_exact(STEP);
        let notches = full.map(|chunk| {
            chars += chunk.iter().map(|&byte| u32::from(!is_inside(byte))).sum::<u32>();
            chars
        });
        Self { notches: notches.collect() }
    }

    /// The byte of the code point `offset`; the end of the text where it lies beyond.
    pub fn byte_of(&self, text: &str, offset: u32) -> usize {
        let step = self.notches.partition_point(|&chars| chars <= offset);
        let (byte, chars) = self.notch(text, step);
        let rest = &text[byte..];
        rest.char_indices().nth((offset - chars) as usize).map_or(text.len(), |(at, _)| byte + at)
    }

    /// The code point that begins at `byte`, a character boundary of the text or its end.
    pub fn offset_of(&self, text: &str, byte: usize) -> u32 {
        let byte = byte.min(text.len());
        let (from, chars) = self.notch(text, (byte / STEP).min(self.notches.len()));
        chars + text[from..byte].chars().count() as u32
    }

    /// The first character boundary at or after a notch, and the code points before it.
    fn notch(&self, text: &str, step: usize) -> (usize, u32) {
        let chars = step.checked_sub(1).and_then(|index| self.notches.get(index));
        let byte = (step * STEP..text.len()).find(|&byte| text.is_char_boundary(byte));
        (byte.unwrap_or(text.len()), chars.copied().unwrap_or_default())
    }
}

/// Whether a byte of UTF-8 goes on with a character that began before it.
const fn is_inside(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_ways_agree_with_counting(unit in "[a一😀é\n]{1,9}", times in 0_usize..3000) {
            let text = unit.repeat(times);
            let ruler = Ruler::of(&text);
            let places = || (0_u32..).zip(text.char_indices().map(|(at, _)| at).chain([text.len()]));
            for (offset, byte) in places().step_by(97).chain(places().last()) {
                prop_assert_eq!(ruler.byte_of(&text, offset), byte);
                prop_assert_eq!(ruler.offset_of(&text, byte), offset);
            }
            prop_assert_eq!(ruler.byte_of(&text, u32::MAX), text.len());
        }
    }

    #[test]
    fn a_notch_may_fall_into_a_character() {
        for before in 0..4 {
            let text = "a".repeat(STEP - before) + "😀汉é";
            let ruler = Ruler::of(&text);
            for (offset, (byte, _)) in (0..).zip(text.char_indices()) {
                assert_eq!(ruler.byte_of(&text, offset), byte);
                assert_eq!(ruler.offset_of(&text, byte), offset);
            }
        }
    }
}
