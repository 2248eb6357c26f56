//! The Chinese rules of line breaking (避头尾). In come the characters around a boundary, out comes
//! a verdict, or none where UAX #14 is right already. Refuses to know lines, widths and articles.
//!
//! Sources: GB/T 15834—2011 (where a mark may stand), W3C CLREQ 6.1.1 (prohibited at the start or
//! the end of a line, unbreakable marks). UAX #14 lets a line begin with · and ～, parts a number
//! from its unit, and glues curly quotes to both neighbours (LB19): all three are mended here.

use crate::text::han::{is_east_asian, is_han};

/// Whether a line may end and the next begin at a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    Allowed,
    Forbidden,
}

/// The verdict on the boundary between `a` and `b`, with `a2` before `a` and `b2` after `b`;
/// `None` keeps the answer of UAX #14. The first rule that matches wins.
///
/// ```text
/// 他说，|“好”   Allowed     2024|年   Forbidden     汉|字   None
/// ```
pub fn verdict(a2: Option<char>, a: char, b: char, b2: Option<char>) -> Option<Break> {
    if is_apostrophe(a2, a, b, b2) {
        return Some(Break::Forbidden);
    }
    if never_ends_line(a) {
        // UAX #14 treats the ASCII brackets by their context; only $ needs help.
        return (!a.is_ascii() || a == '$').then_some(Break::Forbidden);
    }
    if never_starts_line(b) {
        // ° and – are also units and minus signs of Latin text.
        return (!b.is_ascii() && !matches!(b, '°' | '–')).then_some(Break::Forbidden);
    }
    if is_inseparable(a, b) {
        return Some(Break::Forbidden);
    }
    if opens_quote(b) {
        return before_opening_quote(a);
    }
    if closes_quote(a) {
        return after_closing_quote(a2, b);
    }
    (is_han(a) && matches!(b, '(' | '[')).then_some(Break::Allowed)
}

/// Whether [`verdict`] is to be asked though UAX #14 offers no break between `a` and `b`: around
/// curly quotes and before ASCII brackets it is too strict for Chinese text.
pub const fn may_allow(a: char, b: char) -> bool {
    opens_quote(b) || closes_quote(a) || matches!(b, '(' | '[')
}

/// don’t, user’s: either side of a quote between Latin letters.
fn is_apostrophe(a2: Option<char>, a: char, b: char, b2: Option<char>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    (closes_quote(b) && latin(Some(a)) && latin(b2))
        || (closes_quote(a) && latin(a2) && latin(Some(b)))
}

/// Dashes and ellipses of two characters, ranges, digits, and a number with its unit.
const fn is_inseparable(a: char, b: char) -> bool {
    match (a, b) {
        ('—', '—') | ('…', '…') => true,
        ('—' | '～', _) if is_digit(b) => true,
        (_, '—') if is_digit(a) => true,
        _ => is_digit(a) && (is_digit(b) || is_unit(b)),
    }
}

fn before_opening_quote(a: char) -> Option<Break> {
    match a {
        _ if a.is_whitespace() => None,
        _ if is_east_asian(a) => Some(Break::Allowed),
        _ => Some(Break::Forbidden),
    }
}

fn after_closing_quote(a2: Option<char>, b: char) -> Option<Break> {
    match b {
        '…' => None,
        _ if b.is_whitespace() => None,
        _ if is_east_asian(b) => Some(Break::Allowed),
        _ if a2.is_some_and(is_east_asian) && !b.is_ascii_punctuation() => Some(Break::Allowed),
        _ => Some(Break::Forbidden),
    }
}

const fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘')
}

const fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’')
}

/// ASCII digits, and the full-width ones of older typesetting.
const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Marks that stand at the end of what they belong to.
pub const fn never_starts_line(c: char) -> bool {
    matches!(
        c,
        '。' | '．'
            | '，'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '｡'
            | '､'
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
            | '｣'
            | '”'
            | '’'
            | '·'
            | '‧'
            | '・'
            | '～'
            | '〜'
            | '–'
            | '/'
            | '／'
            | '々'
            | '〻'
            | 'ー'
            | '％'
            | '‰'
            | '℃'
            | '℉'
            | '°'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Opening brackets and quotes, and currency signs before their amount.
pub const fn never_ends_line(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '［'
            | '｛'
            | '｢'
            | '“'
            | '‘'
            | '〝'
            | '￥'
            | '＄'
            | '￡'
            | '¥'
            | '$'
            | '£'
            | '€'
            | '№'
            | '('
            | '['
            | '{'
    )
}

/// Units, multipliers and counters that a number is not parted from.
const fn is_unit(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '号'
            | '时'
            | '点'
            | '分'
            | '秒'
            | '岁'
            | '世'
            | '代'
            | '届'
            | '万'
            | '亿'
            | '千'
            | '百'
            | '倍'
            | '强'
            | '后'
            | '多'
            | '余'
            | '元'
            | '块'
            | '角'
            | '美'
            | '米'
            | '吨'
            | '斤'
            | '克'
            | '度'
            | '个'
            | '人'
            | '次'
            | '位'
            | '名'
            | '家'
            | '种'
            | '条'
            | '款'
            | '台'
            | '件'
            | '页'
            | '章'
            | '节'
    )
}
