//! The box on the first page that says what stands on the others. In come lines, out come those that
//! are text. Refuses a line that does not end with a page.

use super::take_marked;
use crate::article::line::{Line, Part};
use crate::article::words::{Table, Words};
use crate::text::Clean;

/// The longest line of such a box, in bytes.
const LONGEST: usize = 180;

/// Takes the lines of such boxes away with their name; they are added to `dropped`.
pub fn unpoint<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let mut is_pointer: Vec<bool> = lines.iter().map(|line| points(line.text)).collect();
    let listed = |at: usize| lines.get(at).is_some_and(|line| list_item(line.text).is_some());
    for at in 0..lines.len() {
        if names_box(lines[at].text) {
            let items = (at + 1..lines.len()).take_while(|&at| listed(at)).count();
            is_pointer[at..=at + items].fill(items > 0);
        }
    }
    if !is_pointer.contains(&true) {
        return lines;
    }
    for at in 0..lines.len() {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut beside = beside.filter_map(|near| is_pointer.get(near));
        is_pointer[at] |= names_box(lines[at].text) && beside.any(|&is| is);
    }
    let titles: Vec<&str> = lines
        .iter()
        .zip(&is_pointer)
        .filter(|&(_, &is)| is)
        .filter_map(|(line, _)| list_item(line.text))
        .collect();
    let mut lines = take_marked(lines, is_pointer, dropped);
    // What the box names is a headline where it stands again.
    for line in lines.iter_mut().filter(|line| titles.contains(&line.text)) {
        line.part = Part::Headline;
    }
    lines
}

/// ■ 老渡口重新开放: a headline in the box.
fn list_item(text: &str) -> Option<&str> {
    let title = text.strip_prefix(['■', '●', '▲', '◆', '★', '▶'])?.trim();
    (!title.is_empty() && text.len() <= LONGEST && !title.contains('。')).then_some(title)
}

/// 老渡口重新开放 >>>2版, 老渡口重新开放……A3版: an arrow or dots, and a page.
fn points(text: &str) -> bool {
    let Some(rest) = text.strip_suffix('版').filter(|_| text.len() <= LONGEST) else {
        return false;
    };
    let number =
        rest.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let page = number.trim_end_matches(|c: char| c.is_ascii_uppercase() || c == '第');
    number.len() < rest.len()
        && page.len() + 6 >= number.len()
        && page.trim_end().ends_with(['>', '＞', '»', '›', '▶', '►', '→', '➤', '…', '☞'])
}

/// 今日导读
fn names_box(text: &str) -> bool {
    static NAMES: Words = Words::new(|| {
        Table::of(
            "导读 今日导读 本版导读 本期导读 本报导读 要闻导读 内容导读 今日看点 本期看点 導讀 今日導讀 本期導讀",
        )
    });
    text.len() <= 30 && NAMES.has(&text.split_whitespace().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    fn check(text: &str, kept: &[&str]) {
        let mut dropped = Vec::new();
        let lines = unpoint(line::lines(text), &mut dropped);
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), kept, "{text}");
        assert_eq!(dropped.len() + kept.len(), text.lines().count());
    }

    #[test]
    fn a_box_that_lists_its_titles_is_taken_off() {
        check(
            "本版导读\n■ 老渡口重新开放\n■ 新桥\n老渡口重新开放\n渡船开了。",
            &["老渡口重新开放", "渡船开了。"],
        );
        check("导读\n渡船开了。\n■ 新桥", &["导读", "渡船开了。", "■ 新桥"]);
    }

    #[test]
    fn what_stands_on_other_pages_is_dropped() {
        check("今日 导读\n老渡口重新开放 >>>2版\n渡船涨价→第3版\n渡船来了。", &["渡船来了。"]);
        check("桥修好了……A2版\n本期导读", &[]);
    }

    #[test]
    fn other_lines_stay() {
        for text in ["导读", "新书出了第3版", "《渡口》第2版", "A→B版"] {
            check(text, &[text]);
        }
    }
}
