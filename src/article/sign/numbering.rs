//! The numbers of chapters, articles and items. In comes the text of a line, out comes what its number
//! counts. Refuses to look at the lines around it.

use crate::article::words::{Table, Words};
use crate::text::han::{is_cjk_punctuation, is_han};

/// The number that a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// 第三章, 第十回, Chapter 3: the line is a heading.
    Chapter,
    /// 第三条 of a statute: the line is a paragraph.
    Article,
    /// 一、 （一） 1. ①
    Item,
    /// • ● -
    Bullet,
}

/// 〇 to 千, and the short forms of twenty and thirty.
const fn is_chinese_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
        || matches!(c, '十' | '百' | '千' | '两' | '廿' | '卅')
}

/// A digit, Western or Chinese.
pub fn is_number(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || is_chinese_digit(c)
}

/// What kind of number `text` begins with.
pub fn numbering(text: &str) -> Option<Numbering> {
    let first = text.chars().next()?;
    if first == '第' {
        return ordinal(&text[first.len_utf8()..]);
    }
    if matches!(
        first,
        '卷' | '正' | '楔' | '引' | '序' | '前' | '尾' | '后' | '後' | '跋' | '番' | '终'
    ) && names_chapter(text)
        || text.len() <= 36 && text.ends_with(is_chinese_digit) && is_old_chapter(text)
        || counts_parts(text)
    {
        return Some(Numbering::Chapter);
    }
    if matches!(first, '\u{4e00}'..='\u{9fff}') && !is_chinese_digit(first) {
        return None;
    }
    if matches!(first, '•' | '●' | '■' | '◆' | '▪' | '○' | '◇' | '➢' | '★' | '☆' | '▶')
    {
        return Some(Numbering::Bullet);
    }
    if matches!(first, '-' | '*' | '+' | '–') {
        let blank = text[first.len_utf8()..].starts_with(' ');
        return blank.then_some(Numbering::Bullet);
    }
    if matches!(first, '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩') {
        return Some(Numbering::Item);
    }
    if text.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("chapter ")) {
        return (text.len() < 80).then_some(Numbering::Chapter);
    }
    let inner = text.strip_prefix(['（', '(']).unwrap_or(text);
    let digits = inner.chars().take_while(|&c| is_number(c)).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let mut rest = inner.chars().skip(digits);
    let item = match (inner.len() < text.len(), rest.next()?) {
        (true, c) => matches!(c, '）' | ')'),
        (false, '、' | '）' | ')') => true,
        (false, '.' | '．') => rest.next().is_some_and(|c| !c.is_ascii_digit()),
        _ => false,
    };
    item.then_some(Numbering::Item)
}

/// 1 材料与方法, 1.1 试验材料: how papers number their sections, without a stop behind the number.
pub fn numbers_section(heading: &str) -> bool {
    /// 3 月 5 日 and 3 个 count something else.
    const UNITS: &str = "年月日天时分岁万亿个名位人条家户元次种";
    let name = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &heading[..heading.len() - name.len()];
    let is_counted = |name: &str| name.starts_with(|c| UNITS.contains(c));
    let parts = || number.split('.');
    (1..=4).contains(&parts().count())
        && parts().all(|part| matches!(part.len(), 1 | 2))
        && (name.starts_with(' ') || number.contains('.'))
        && name.trim_start().starts_with(is_han)
        && !is_counted(name.trim_start())
}

/// 卷之一, 楔子, 正文 第三章: parts of a book that have no number, or not first.
fn names_chapter(text: &str) -> bool {
    const PARTS: [&str; 14] = [
        "楔子", "引子", "序章", "序言", "序", "前言", "尾声", "尾聲", "后记", "後記", "跋", "番外",
        "终章", "前记",
    ];
    if let Some(rest) = text.strip_prefix("正文") {
        return numbering(rest.trim_start()) == Some(Numbering::Chapter);
    }
    let Some(rest) = text.strip_prefix('卷') else {
        let mut words = text.split_whitespace();
        return text.len() <= 60 && words.next().is_some_and(|word| PARTS.contains(&word));
    };
    let rest = rest.trim_start_matches(['之', '第']);
    let end = rest.find(|c: char| !is_number(c) && !matches!(c, '上' | '中' | '下'));
    let (number, rest) = rest.split_at(end.unwrap_or(rest.len()));
    !number.is_empty()
        && text.len() <= 90
        && rest.chars().next().is_none_or(|c| c.is_whitespace() || is_cjk_punctuation(c))
        && !text.contains(['，', '。'])
}

/// 案例一：渡船停了, 误区2 过江要赶早: the press counts the parts of an article by what they are.
fn counts_parts(text: &str) -> bool {
    static PARTS: Words = Words::new(|| {
        Table::of(
            "案例 案 例 故事 镜头 鏡頭 场景 場景 现场 現場 片段 现象 現象 误区 誤區 亮点 亮點 看点 看點 特点 特點 \
             变化 變化 原因 问题 問題 建议 建議 方法 办法 措施 步骤 步驟 绝招 招数 关键词 關鍵詞",
        )
    });
    let Some(part) = PARTS.prefixes(text).last() else { return false };
    let rest = text[part.len()..].trim_start();
    let named = rest.trim_start_matches(is_number);
    named.len() < rest.len()
        && text.len() <= 120
        && named.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '：' | ':'))
}

/// 学而第一: a chapter as the old books name it.
fn is_old_chapter(text: &str) -> bool {
    let Some((name, number)) = text.rsplit_once('第') else { return false };
    (2..=4).contains(&name.chars().count())
        && name.chars().all(is_han)
        && (1..=3).contains(&number.chars().count())
        && number.chars().all(is_chinese_digit)
}

/// Whether a statute begins with a line: its first article, or the first of its parts.
pub fn opens_statute(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let rest = rest.trim_start();
    let Some(rest) = rest.strip_prefix(['一', '1', '１', '壹']) else { return false };
    let rest = rest.trim_start();
    rest.starts_with(['条', '條', '章', '编', '編', '节', '節']) && numbering(text).is_some()
}

/// 第 has been read: the rest decides.
fn ordinal(rest: &str) -> Option<Numbering> {
    let mut chars = rest.chars().skip_while(|c| c.is_whitespace()).peekable();
    let mut digits = 0;
    while chars.next_if(|&c| is_number(c)).is_some() {
        digits += 1;
    }
    if digits == 0 || digits > 8 {
        return None;
    }
    let mut rest = chars.skip_while(|c| c.is_whitespace());
    let unit = rest.next()?;
    // 第三章 总则 is a heading, 第三章讲的是…… is not; the blank or the end decides.
    let parted = rest.next().is_none_or(|c| c.is_whitespace() || is_cjk_punctuation(c));
    match unit {
        '条' | '條' if parted => Some(Numbering::Article),
        '章' | '回' | '节' | '節' | '卷' | '部' | '篇' | '编' | '編' | '集' | '幕' | '折'
            if parted =>
        {
            Some(Numbering::Chapter)
        }
        _ => None,
    }
}

/// 第三章: the number of a chapter, and not its name.
pub fn is_bare_chapter(text: &str) -> bool {
    let inner = text
        .trim()
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['章', '回', '节', '節', '卷', '部', '篇', '讲', '講']));
    inner.is_some_and(|number| !number.trim().is_empty() && number.trim().chars().all(is_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_chapter_may_stand_alone() {
        assert!(["第三章", "第 12 回", "第一百二十卷"].into_iter().all(is_bare_chapter));
        assert!(!["第三章 夜渡", "第章", "三章", "第三版"].into_iter().any(is_bare_chapter));
    }

    #[test]
    fn numbers_are_told_apart() {
        for (text, expected) in [
            ("第三章 总则", Some(Numbering::Chapter)),
            ("第十二回　渡口夜话", Some(Numbering::Chapter)),
            ("第三章讲的是船", None),
            ("学而第一", Some(Numbering::Chapter)),
            ("渡船比赛获得第一", None),
            ("卷之三", Some(Numbering::Chapter)),
            ("卷上 论渡", Some(Numbering::Chapter)),
            ("卷起袖子", None),
            ("楔子", Some(Numbering::Chapter)),
            ("前言不搭后语", None),
            ("正文 第3章 夜渡", Some(Numbering::Chapter)),
            ("第一条 船只靠岸", Some(Numbering::Article)),
            ("第一条河", None),
            ("一、总体要求", Some(Numbering::Item)),
            ("（二）加强管理", Some(Numbering::Item)),
            ("1.准备", Some(Numbering::Item)),
            ("3.89%的利率", None),
            ("2023年", None),
            ("案例一：渡船停了", Some(Numbering::Chapter)),
            ("误区2", Some(Numbering::Chapter)),
            ("案例一出，镇上的人都在谈", None),
            ("问题：谁来摆渡", None),
            ("- 苹果", Some(Numbering::Bullet)),
            ("-5 度", None),
        ] {
            assert_eq!(numbering(text), expected, "{text}");
        }
    }
}
