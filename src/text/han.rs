//! Classes of characters that Chinese typography tells apart. In comes a code point, out comes a
//! yes or no. Sources: GB/T 15834—2011, W3C CLREQ 6.1.1 and UAX #11; see also `layout::kinsoku`.

/// Han characters, kana, and the signs that behave like them in running text.
pub const fn is_han(c: char) -> bool {
    // Nearly always the first; the compiler would ask in the order of the code points.
    matches!(c as u32, 0x4E00..=0x9FFF)
        || matches!(c as u32,
            0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x30FF
            | 0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The bytes of the Han from U+4000 to U+9FFF with which `text`, in UTF-8, begins: nearly all of a
/// Chinese text, told by the first of their three bytes.
pub const fn leading_han(text: &[u8]) -> usize {
    let mut rest = text;
    while let [0xe4..=0xe9, _, _, tail @ ..] = rest {
        rest = tail;
    }
    text.len() - rest.len()
}

/// `text` without the white space at its ends. Most lines have none, and a look at the bytes there
/// is enough: no white space begins with a byte above that of Chinese punctuation.
pub fn trim(text: &str) -> &str {
    let is_ink = |byte: u8| matches!(byte, b'!'..=b'~');
    let is_bare = match text.as_bytes() {
        [first, .., lead, _, last] => {
            (*first >= 0xe4 || is_ink(*first)) && (*lead >= 0xe4 || is_ink(*last))
        }
        _ => false,
    };
    if is_bare { text } else { text.trim() }
}

/// Characters set on the Han grid: Han, CJK punctuation, full-width forms, and the dashes, dots
/// and quotes that Chinese text shares with Latin.
pub const fn is_east_asian(c: char) -> bool {
    is_han(c)
        || matches!(c as u32, 0x3000..=0x303F | 0xFE10..=0xFE1F | 0xFE30..=0xFE4F
            | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6)
        || matches!(c, '—' | '…' | '·' | '“' | '”' | '‘' | '’')
}

/// CJK punctuation and full-width signs: no space ever belongs beside one.
pub const fn is_cjk_punctuation(c: char) -> bool {
    // Nearly always one of the first.
    matches!(c, '，' | '。' | '、')
        || is_east_asian(c) && !is_han(c) && !is_fullwidth_alphanumeric(c)
}

/// Full-width digits and Latin letters.
pub const fn is_fullwidth_alphanumeric(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// What ends a sentence, closing quotes and brackets apart.
pub const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '｡')
}

/// Closing quotes and brackets, which may follow the end of a sentence.
pub const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | ')'
            | ']'
            | '}'
            | '"'
            | '\''
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn blanks_at_the_ends_are_trimmed(text in "[渡口，。Aé\u{ac}\u{2029}\u{3000}\u{a0}\u{85}\u{1f600} \n]{0,6}") {
            prop_assert_eq!(trim(&text), text.trim());
        }

        #[test]
        fn leading_han_ends_at_the_first_other(text in "[渡口\u{3fff}\u{4000}\u{9fff}\u{a000}，Aé]{0,6}") {
            let len = text.find(|c| !matches!(c, '\u{4000}'..='\u{9fff}')).unwrap_or(text.len());
            prop_assert_eq!(leading_han(text.as_bytes()), len);
        }
    }
}
