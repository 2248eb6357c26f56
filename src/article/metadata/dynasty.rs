//! Authors as old books name them: 〔唐〕某人, 清·某人 撰, 某人 著. In comes a line, out comes the name.
//! Refuses a line that says anything else.

use crate::article::words::{Table, Words};
use crate::text::han::is_han;

static DYNASTIES: Words = Words::new(|| {
    Table::of(
        "先秦 春秋 战国 戰國 秦 汉 漢 西汉 西漢 东汉 東漢 两汉 兩漢 三国 三國 魏 蜀 吴 吳 晋 晉 \
    西晋 西晉 东晋 東晉 两晋 魏晋 南北朝 南朝 北朝 南朝宋 南朝梁 北齐 北齊 北周 北魏 梁 陈 陳 齐 齊 隋 唐 \
    五代 南唐 后蜀 前蜀 宋 北宋 南宋 辽 遼 金 元 明 清 近代 近现代 现代 現代 当代 當代 民国 民國",
    )
});

/// What follows the name of who wrote, compiled or annotated a book.
const DEEDS: [&str; 16] = [
    "著", "撰", "编著", "編著", "编", "編", "辑", "輯", "译", "譯", "注", "註", "校注", "作", "選",
    "选",
];

/// The name in a line that says nothing but who wrote a work, by dynasty or by deed.
pub fn author(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.len() > 60 {
        return None;
    }
    let (dated, rest) = match after_dynasty(line) {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (done, rest) = match before_deed(rest, dated) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    ((dated || done) && is_name(rest)).then_some(rest)
}

/// What follows 〔唐〕, 唐·, 唐代： or 唐 and a blank.
fn after_dynasty(line: &str) -> Option<&str> {
    if let Some(inner) = line.strip_prefix(['〔', '［', '[', '（', '(', '【']) {
        let (dynasty, rest) = inner.split_once(['〕', '］', ']', '）', ')', '】'])?;
        return is_dynasty(dynasty.trim()).then(|| rest.trim_start_matches(between));
    }
    let (dynasty, rest) = line.split_once(between)?;
    is_dynasty(dynasty).then(|| rest.trim_start_matches(between))
}

fn between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '・' | '•' | '：' | ':' | '．')
}

/// A dynasty, 代 or 朝 behind it.
pub fn is_dynasty(word: &str) -> bool {
    let bare = word.strip_suffix(['代', '朝']).unwrap_or(word);
    DYNASTIES.has(word) || DYNASTIES.has(bare)
}

/// What stands before 著 or 撰; without a blank or a dynasty they may be the last character of a name.
fn before_deed(text: &str, dated: bool) -> Option<&str> {
    let deed = DEEDS.iter().filter(|deed| text.ends_with(**deed)).max_by_key(|deed| deed.len())?;
    let rest = &text[..text.len() - deed.len()];
    let parted = rest.ends_with(char::is_whitespace);
    let certain = dated && matches!(*deed, "著" | "撰" | "编著" | "編著");
    (parted || certain).then(|| rest.trim_end())
}

/// One name of two to five characters, blanks inside a short one apart; 释 and the like count.
fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    let gaps = text.chars().count() - letters;
    let plain = text.chars().all(|c| is_han(c) || c.is_whitespace() || matches!(c, '·' | '、'));
    plain && (2..=if text.contains(['·', '、']) { 12 } else { 5 }).contains(&letters) && gaps <= 2
}

#[cfg(test)]
mod tests {
    use super::author;

    #[test]
    fn old_books_name_their_authors() {
        for (line, expected) in [
            ("〔唐〕王五", Some("王五")),
            (" [宋] 李四", Some("李四")),
            ("（清）蒲州子", Some("蒲州子")),
            ("唐·王五", Some("王五")),
            ("宋代：李四", Some("李四")),
            ("北齊　李四　撰", Some("李四")),
            ("王五　著", Some("王五")),
            ("明　王五撰", Some("王五")),
            ("王著", None),
            ("唐代的渡口", None),
            ("[注] 河口", None),
            ("清 明", None),
            ("他在唐代 写下了这首诗，", None),
        ] {
            assert_eq!(author(line), expected, "{line}");
        }
    }
}
