//! The words that close a letter or a notice. In comes a line, out comes whom it names.
//! Refuses to know whether a person or an office.

use crate::text::han::is_han;

/// 学生何小一 敬上, 河口镇管理处 谨启: the name or office that closes a letter or a notice, before a
/// blank and a word.
pub fn signer(line: &str) -> Option<&str> {
    const WORDS: [&str; 23] = [
        "上", "启", "啟", "宣", "拜", "敬上", "谨上", "謹上", "拜上", "敬启", "敬啟", "谨启",
        "謹啟", "启上", "拜启", "拜啟", "敬拜", "顿首", "頓首", "手书", "手書", "谨识", "謹識",
    ];
    let (name, word) = line.trim_end().rsplit_once(char::is_whitespace)?;
    let name = name.trim();
    let signs = WORDS.contains(&word)
        && (2..=20).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || c.is_whitespace());
    signs.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_closed_by_a_name_and_a_word() {
        for (line, expected) in [
            ("学生何小一　敬上", true),
            ("河口镇管理处　谨启", true),
            ("守渡口的你　上", true),
            ("何小一敬上", false),
            ("船　开", false),
            ("三月五日，何小一　上", false),
        ] {
            assert_eq!(signer(line).is_some(), expected, "{line}");
        }
    }
}
