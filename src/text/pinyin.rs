//! How Han are read. In comes a character, out come its syllables in pinyin without tones and the
//! letters that they begin with, all readings of a heteronym. Refuses to know which of them a text
//! means. The only caller of `pinyin`, whose tables are constants: nothing is built at start.

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

#[cfg(test)]
mod tests {
    use super::*;

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
