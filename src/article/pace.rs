//! How long a text takes to read. In comes text, out come minutes at the pace of grown readers who
//! read in silence.

use crate::text::han::is_han;

/// Han in a minute; signs are read with them.
pub const HAN_PER_MINUTE: u32 = 400;

/// Words of letters or digits in a minute: 238 in English, by a review of 190 studies (Brysbaert
/// 2019, How many words do we read per minute?).
pub const WORDS_PER_MINUTE: u32 = 240;

/// The minutes that a text takes, rounded up; 0 where there is nothing to read.
pub fn minutes(text: &str) -> u32 {
    let (mut han, mut words, mut is_in_word) = (0_u64, 0_u64, false);
    for c in text.chars() {
        han += u64::from(is_han(c));
        let is_letter = c.is_alphanumeric() && !is_han(c);
        words += u64::from(is_letter && !is_in_word);
        is_in_word = is_letter;
    }
    let (han_pace, word_pace) = (u64::from(HAN_PER_MINUTE), u64::from(WORDS_PER_MINUTE));
    (han * word_pace + words * han_pace).div_ceil(han_pace * word_pace) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_and_words_take_time() {
        let check = |text: &str, expected| assert_eq!(minutes(text), expected, "{text:.20}");
        check("", 0);
        check("，。\n", 0);
        check("灯", 1);
        check(&"灯。".repeat(400), 1);
        check(&"灯".repeat(401), 2);
        check(&"a ferry ".repeat(240), 2);
        check(&"2月".repeat(400), 3);
    }
}
