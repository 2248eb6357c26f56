//! Folded text as characters with what they sound like. In comes text, out comes where it is read as
//! was typed. Refuses to know what is typed, and lines.

use std::ops::Range;

use super::Sound;
use super::table::{Sign, TABLE};

/// How many places are compared between two looks at those that may be it.
const STRETCH: usize = 256;

/// The characters of a text, three bytes each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    /// The code byte of each, and 0 behind the last.
    codes: Vec<u8>,
    /// Each; 0 for those beyond the basic plane, which nobody types by their sound.
    units: Vec<u16>,
}

impl Voice {
    /// Makes room for so many characters.
    pub fn reserve(&mut self, chars: usize) {
        self.codes.reserve(chars);
        self.units.reserve(chars);
    }

    /// Adds folded text.
    pub fn push(&mut self, text: &str) {
        let from = self.units.len();
        self.units.extend(text.chars().map(|c| u16::try_from(u32::from(c)).unwrap_or(0)));
        self.codes.pop();
        self.codes.extend(self.units[from..].iter().map(|&unit| TABLE.code(unit)));
        self.codes.push(0);
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Where in a range of characters, from its start on, the first stand that are read so.
    pub fn find(&self, sound: &Sound, range: Range<usize>) -> Option<usize> {
        let units = self.units.get(range.clone())?;
        let codes = self.codes.get(range.start..=range.end)?;
        let stands = |at: &usize| sound.ways.iter().any(|way| begins(&units[*at..], way));
        let mut likely = [0; STRETCH];
        (0..units.len()).step_by(STRETCH).find_map(|from| {
            let likely = &mut likely[..STRETCH.min(units.len() - from)];
            likely.fill(0);
            for &(first, second) in &sound.heads {
                let pairs = codes[from..].iter().zip(&codes[from + 1..]);
                for (likely, (code, behind)) in likely.iter_mut().zip(pairs) {
                    // Without a branch, so that many are compared at once.
                    *likely |=
                        u8::from(code & first == first) & u8::from(behind & second == second);
                }
            }
            memchr::memchr_iter(1, likely).map(|at| from + at).find(stands)
        })
    }
}

fn begins(units: &[u16], way: &[Sign]) -> bool {
    way.len() <= units.len() && way.iter().zip(units).all(|(sign, &unit)| sign.fits(unit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_place_is_found_wherever_it_lies(
            text in "[徐汇曾的x𠀀]{0,12}",
            word in "[xhuzcd徐]{2,4}",
            before in 0_usize..600,
            behind in 0_usize..3,
        ) {
            let Some(sound) = Sound::of(&word) else { return Ok(()) };
            let mut voice = Voice::default();
            voice.push(&"水".repeat(before));
            voice.push(&text);
            voice.push(&"的".repeat(behind));
            let units = &voice.units;
            let stands = |at: &usize| sound.ways.iter().any(|way| begins(&units[*at..], way));
            prop_assert_eq!(voice.find(&sound, 0..units.len()), (0..units.len()).find(stands));
            prop_assert_eq!(voice.find(&sound, units.len()..units.len() + 1), None);
        }
    }
}
