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
    is_east_asian(c) && !is_han(c) && !is_fullwidth_alphanumeric(c)
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
