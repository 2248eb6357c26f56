//! What went wrong, in the language of the screen. In comes a sentence as it is said at the prompt, out
//! comes the same in Chinese; one that is not in the table is left as it is. Refuses to know who says it.

use std::sync::LazyLock;

use crate::text::Clean;

/// English and Chinese sentences; `{}` stands for whatever stands there.
static SENTENCES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let table = include_str!("../../assets/sentences.txt");
    table.lines().filter_map(|line| line.split_once(" ⇒ ")).collect()
});

/// The sentence as a Chinese reader says it.
pub fn in_chinese(english: &str) -> Clean {
    Clean::line(&told(english))
}

fn told(sentence: &str) -> String {
    let fitting = |&(english, chinese): &(&str, &str)| {
        let mut held = held(english, sentence)?.into_iter();
        let mut parts = chinese.split("{}");
        let first = parts.next().unwrap_or_default().to_owned();
        let fill = |said: String, part| said + &told(held.next().unwrap_or_default()) + part;
        Some(parts.fold(first, fill))
    };
    SENTENCES.iter().find_map(fitting).unwrap_or_else(|| sentence.to_owned())
}

/// What stands in the places of a pattern; `None` where the sentence is another.
fn held<'a>(pattern: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split("{}").peekable();
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut held = Vec::new();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        let end = if is_last { rest.strip_suffix(part)?.len() } else { rest.find(part)? };
        held.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_said_in_chinese() {
        let check = |english: &str, chinese: &str| {
            assert_eq!(in_chinese(english).as_str(), chinese, "{english}");
        };
        check("cannot read \"甲.txt\": the file is empty", "读不了“甲.txt”：文件是空的");
        check("cannot read \"a\": b\": permission denied", "读不了“a”：b\": permission denied");
        check(
            "cannot read \"书.epub\": it is an EPUB book that is encrypted",
            "读不了“书.epub”：它是加了密的 EPUB 电子书",
        );
        check(
            "line 3 is not JSON (expected value at line 1)",
            "第 3 行不是 JSON（expected value at line 1）",
        );
        check(
            "1 broken byte sequence in UTF-8; --encoding names another",
            "1 处字节不合 UTF-8 编码；--encoding 可以另外指定",
        );
        check("what nobody says", "what nobody says");
        check("", "");
    }

    #[test]
    fn both_languages_hold_the_same() {
        for (english, chinese) in SENTENCES.iter() {
            assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{english}");
            assert!(english.trim_matches(['{', '}']).len() > 3, "{english} would fit everything");
        }
    }
}
