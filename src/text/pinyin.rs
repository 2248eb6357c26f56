//! How Han are read. In comes a character, out come its syllables in pinyin without tones and the
//! letters that they begin with, all readings of a heteronym. Refuses to know which of them a text
//! means. The only caller of `pinyin`, whose tables are constants: nothing is built at start.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pinyin::{Pinyin, PinyinMulti, ToPinyinMulti};

/// The readings of `c` without tones, each once, the most usual first: `xing`, `hang` … for 行. ü is
/// written `ü`. None where `c` is no Han, or where its reading is not known.
pub fn syllables(c: char) -> impl Iterator<Item = &'static str> {
    let readings = c.to_pinyin_multi();
    let reading = move |index| readings.and_then(|all| all.get_opt(index)).map(Pinyin::plain);
    let count = readings.map_or(0, PinyinMulti::count);
    // Readings that differ in their tones alone are one.
    (0..count).filter_map(move |index| {
        let own = reading(index)?;
        (0..index).all(|earlier| reading(earlier) != Some(own)).then_some(own)
    })
}

/// The letters that the readings of `c` begin with, `a` to `z`; a letter may come more than once.
pub fn initials(c: char) -> impl Iterator<Item = char> {
    let first = |syllable: &'static str| match syllable.chars().next()? {
        'ê' => Some('e'),
        letter => Some(letter),
    };
    syllables(c).filter_map(first)
}

/// The Han that have readings and stand in the basic plane: all that text of our time is written in.
pub fn han() -> impl Iterator<Item = char> {
    std::iter::once('〇').chain('\u{3400}'..='\u{4dbf}').chain('\u{4e00}'..='\u{9fff}')
}

/// Whether letters without tones are a syllable of some Han as it is typed: ü is typed `v` or `u`.
/// Sounds without a vowel (嗯 `n`, 哼 `hng`) are no syllables: every initial would be one.
pub fn is_syllable(letters: &str) -> bool {
    SYLLABLES.contains(letters)
}

/// Whether `typed` is how `syllable` is typed, which is spelled as [`syllables`] gives it.
pub fn is_typed_as(syllable: &str, typed: &str) -> bool {
    let mut typed = typed.chars();
    let alike = |c: char| match (c, typed.next()) {
        ('ü', Some(letter)) => letter == 'v' || letter == 'u',
        ('ê', Some(letter)) => letter == 'e',
        (c, letter) => letter == Some(c),
    };
    syllable.chars().all(alike) && typed.next().is_none()
}

/// The letters of the longest syllable (`zhuang`).
pub const SYLLABLE_LETTERS_MAX: usize = 6;

/// About 420 syllables as they are typed; made in a few ms when first asked for.
static SYLLABLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let known: BTreeSet<&str> = han().flat_map(syllables).collect();
    let vowels = ['a', 'e', 'i', 'o', 'u', 'ü', 'ê'];
    let known = known.into_iter().filter(|syllable| syllable.contains(vowels));
    known
        .flat_map(|syllable| {
            let plain = syllable.replace('ê', "e");
            [plain.replace('ü', "v"), plain.replace('ü', "u")]
        })
        .filter(|typed| typed.len() <= SYLLABLE_LETTERS_MAX)
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_letters() {
        for typed in ["xu", "zhuang", "er", "a", "lv", "lu", "lve", "nue", "ng", "xian", "nü"] {
            let expected = !matches!(typed, "ng" | "nü");
            assert_eq!(is_syllable(typed), expected, "{typed}");
        }
        for letters in ["", "x", "zh", "xh", "xuh", "uan", "i", "v", "zhuangg", "n"] {
            assert!(!is_syllable(letters), "{letters}");
        }
        assert!((380..460).contains(&SYLLABLES.len()), "{}", SYLLABLES.len());
    }

    #[test]
    fn u_with_dots_is_typed_as_v_or_u() {
        assert!(is_typed_as("lü", "lv") && is_typed_as("lü", "lu") && is_typed_as("lüe", "lve"));
        assert!(!is_typed_as("lu", "lv") && !is_typed_as("lüe", "lu") && !is_typed_as("xu", "x"));
    }

    #[test]
    fn every_reading_counts_once() {
        for (c, expected) in [
            ('徐', "xu"),
            ('还', "hai huan fu"),
            ('长', "zhang chang"),
            ('行', "xing hang heng"),
            ('绿', "lü lu"),
            ('學', "xue hua jiao"),
            ('〇', "ling yuan xing"),
            ('嗯', "n ng"),
            ('x', ""),
            ('，', ""),
            ('か', ""),
            ('\u{10ffff}', ""),
        ] {
            assert_eq!(syllables(c).collect::<Vec<_>>().join(" "), expected, "{c}");
        }
    }

    #[test]
    fn initials_are_letters() {
        assert_eq!(initials('长').collect::<String>(), "zc");
        assert_eq!(initials('欸').find(|&letter| letter == 'e'), Some('e'));
        let han = ('\u{4e00}'..='\u{9fff}').chain('\u{3400}'..='\u{4dbf}');
        assert!(han.flat_map(initials).all(|letter| letter.is_ascii_lowercase()));
    }
}
