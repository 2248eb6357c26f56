//! How the characters of the basic plane are read, as bits that can be compared by the million. In
//! come parts of a way, out come signs; in comes a character, out comes its code byte. Refuses to
//! know any text.

use std::fmt;
use std::sync::LazyLock;

use super::ways::Part;
use crate::text::han::is_han;
use crate::text::pinyin;

/// What is compared with a character, or first with its code byte.
#[derive(Clone)]
pub struct Sign {
    /// The bits that the code byte of every character has that fits; of others few have them.
    pub code: u8,
    /// A bit for each character: whether it fits.
    fits: Box<[u64; PLANE / 64]>,
}

/// The characters of the basic plane.
const PLANE: usize = 1 << 16;

/// The readings of the characters of the basic plane.
pub struct Table {
    /// The code byte of each.
    codes: Vec<u8>,
    /// The syllables, and of each the characters that have it.
    syllables: Vec<(&'static str, Vec<u16>)>,
}

/// Made in some 10 ms when it is first asked for; 200 kB.
pub static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut codes = vec![0; PLANE];
        let mut read: Vec<(&'static str, u16)> = Vec::new();
        for unit in 0..=u16::MAX {
            // Of what is for private use nothing is known.
            let Some(c) = char::from_u32(u32::from(unit)).filter(|&c| is_han(c)) else { continue };
            read.extend(pinyin::syllables(c).map(|syllable| (syllable, unit)));
            codes[usize::from(unit)] = pinyin::initials(c).fold(0, |code, c| code | bits(c));
        }
        read.sort_unstable();
        let of_one = read.chunk_by(|a, b| a.0 == b.0);
        let list =
            |run: &[(&'static str, u16)]| (run[0].0, run.iter().map(|pair| pair.1).collect());
        Self { codes, syllables: of_one.map(list).collect() }
    }

    /// The code byte of a character: the bits of all initials that it is read with; 0 of what is
    /// not read.
    pub fn code(&self, unit: u16) -> u8 {
        self.codes[usize::from(unit)]
    }

    /// What a part is compared by; `None` where no character fits.
    pub fn sign(&self, part: &Part) -> Option<Sign> {
        match part {
            Part::Syllable(typed) => {
                Some(self.read(typed, |syllable| pinyin::is_typed_as(syllable, typed)))
            }
            Part::Initial(typed) => Some(self.read(typed, |syllable| {
                syllable.starts_with(typed.as_str()) || typed == "e" && syllable.starts_with('ê')
            })),
            Part::Han(c) => {
                let unit = u16::try_from(u32::from(*c)).ok()?;
                let mut sign = Sign { code: self.code(unit), fits: Box::new([0; PLANE / 64]) };
                sign.add(unit);
                Some(sign)
            }
        }
    }

    fn read(&self, typed: &str, fits: impl Fn(&str) -> bool) -> Sign {
        let code = typed.chars().next().map_or(0, bits);
        let mut sign = Sign { code, fits: Box::new([0; PLANE / 64]) };
        for (_, units) in self.syllables.iter().filter(|(syllable, _)| fits(syllable)) {
            for &unit in units {
                sign.add(unit);
            }
        }
        sign
    }
}

impl Sign {
    fn add(&mut self, unit: u16) {
        self.fits[usize::from(unit) / 64] |= 1 << (unit % 64);
    }

    /// Whether a character fits.
    pub fn fits(&self, unit: u16) -> bool {
        self.fits[usize::from(unit) / 64] & 1 << (unit % 64) != 0
    }
}

impl fmt::Debug for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sign({:08b})", self.code)
    }
}

/// Two bits of eight, others for each letter: a byte holds the initials of a character with one of
/// them exactly, and of one with several so that no initial is missed.
const fn bits(letter: char) -> u8 {
    let number = (letter as u32).wrapping_sub('a' as u32);
    let (mut count, mut high) = (0, 1);
    while high < 8 {
        let mut low = 0;
        while low < high {
            if count == number {
                return 1 << high | 1 << low;
            }
            count += 1;
            low += 1;
        }
        high += 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn fits(c: char, part: &Part) -> bool {
        TABLE.sign(part).expect("a sign").fits(c as u16)
    }

    #[test]
    fn all_readings_of_a_character_fit() {
        let syllable = |typed: &str| Part::Syllable(typed.to_owned());
        let initial = |typed: &str| Part::Initial(typed.to_owned());
        for typed in ["zhang", "chang"] {
            assert!(fits('长', &syllable(typed)));
        }
        assert!(fits('长', &initial("c")) && fits('长', &initial("zh")));
        assert!(!fits('长', &initial("s")) && !fits('长', &syllable("zha")));
        assert!(fits('绿', &syllable("lv")) && fits('绿', &syllable("lu")));
        assert!(fits('三', &initial("s")) && !fits('三', &initial("sh")));
        assert!(fits('区', &Part::Han('区')) && !fits('徐', &Part::Han('区')));
        assert!(!fits('a', &initial("a")) && !fits('，', &initial("d")));
        assert!(TABLE.sign(&Part::Han('𠀀')).is_none());
    }

    /// What is passed by on its code byte is never what would fit.
    #[test]
    fn an_initial_fits_all_that_is_read_with_it() {
        for letter in 'a'..='z' {
            let sign = TABLE.sign(&Part::Initial(letter.to_string())).expect("a sign");
            for c in pinyin::han() {
                let is_read = pinyin::initials(c).any(|initial| initial == letter);
                assert_eq!(sign.fits(c as u16), is_read, "{c} {letter}");
                assert!(!is_read || TABLE.code(c as u16) & sign.code == sign.code, "{c} {letter}");
            }
        }
    }

    #[test]
    fn letters_have_different_bits() {
        let letters: BTreeSet<u8> = ('a'..='z').map(bits).collect();
        assert_eq!(letters.len(), 26);
        assert!(letters.iter().all(|bits| bits.count_ones() == 2));
    }
}
