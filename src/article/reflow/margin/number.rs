//! Page numbers that were left between the paragraphs of a text, with the running heads beside them. In
//! come lines, out come those that are text. Refuses a figure that could number a part: those count
//! from one, below ends.

use std::collections::HashMap;

use super::{Edge, take_marked};
use crate::article::line::{Ending, Line, ending};
use crate::article::reflow::clutter::is_figure;
use crate::text::Clean;
use crate::text::han::{is_han, trim};

/// The fewest lines between two page numbers.
const APART: usize = 4;

/// Parts are seldom so many, nor does their number begin so high.
const PAST_PARTS: u32 = 10;

/// The most pages without a number between two that have theirs.
const GAP: u32 = 3;

/// What stands on either side of the number of a page.
const DOTS: [char; 5] = ['·', '•', '—', '-', '－'];

/// The longest running head, in bytes.
const HEAD: usize = 90;

/// The number of a page that stands alone: 126, or 一二六 as books in vertical lines have it.
pub fn page_number(text: &str) -> Option<u32> {
    const FIGURES: &str = "〇一二三四五六七八九";
    let text = trim(text);
    if text.len() > 12 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    text.chars().try_fold(0, |number, c| {
        let figure = FIGURES.chars().zip(0..).find(|&(known, _)| known == c)?.1;
        Some(number * 10 + figure)
    })
}

/// Whether numbers count pages, and not parts.
pub fn count_pages(numbers: &[u32]) -> bool {
    numbers.len() >= 2
        && numbers[0] >= PAST_PARTS
        && numbers.windows(2).all(|two| follow(two[0], two[1]))
}

/// Whether one page comes soon after another.
fn follow(number: u32, next: u32) -> bool {
    (1..=GAP).contains(&next.saturating_sub(number))
}

/// Which of the lines of a text are numbers of pages that count on, with the same words beside two of
/// them or more, and which are those words: the running head.
pub fn running(texts: &[&str]) -> Vec<bool> {
    let mut is_running: Vec<bool> = texts.iter().map(|text| counts_pages(text)).collect();
    mark_numbered(texts, &mut is_running);
    let numbers: Vec<(usize, u32)> = (0..texts.len())
        .filter_map(|at| Some((at, page_number(texts[at]).filter(|&number| number > 0)?)))
        .collect();
    if numbers.len() < 2 {
        return is_running;
    }
    // Where each head stands, and the number beside it.
    let mut heads: HashMap<String, Vec<(usize, usize, u32)>> = HashMap::new();
    for &(at, number) in &numbers {
        for beside in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
            let head =
                texts.get(beside).filter(|head| head.len() <= HEAD && page_number(head).is_none());
            if let Some(head) = head.filter(|head| ending(head) == Ending::Open) {
                let bare = head.split_whitespace().collect();
                heads.entry(bare).or_default().push((beside, at, number));
            }
        }
    }
    let counts = |two: &[(usize, usize, u32)]| follow(two[0].2, two[1].2);
    for places in heads.values().filter(|places| places.len() >= 2 && places.windows(2).all(counts))
    {
        for &(head, number, _) in places {
            (is_running[head], is_running[number]) = (true, true);
        }
    }
    is_running
}

/// Marks the running heads that have their number in the same line: 38 河口镇志, and further down 40 河口镇志.
fn mark_numbered(texts: &[&str], is_running: &mut [bool]) {
    let mut heads: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        if let Some((head, number)) = numbered_head(text) {
            heads.entry(head.split_whitespace().collect()).or_default().push((at, number));
        }
    }
    // A row of a table is no head, though it stands first or last.
    if let [first, second, .., last_but_one, last] = texts {
        let is_row = |line: &str| line.ends_with(|c: char| c.is_ascii_digit());
        is_running[0] |= heads_page(first, Edge::Top) && !is_row(second);
        is_running[texts.len() - 1] |= heads_page(last, Edge::Bottom) && !is_row(last_but_one);
    }
    let counts = |two: &[(usize, u32)]| two[0].0 + 1 < two[1].0 && follow(two[0].1, two[1].1);
    for places in heads.into_values().filter(|places| places.len() >= 2) {
        if places.windows(2).all(counts) {
            for (at, _) in places {
                is_running[at] = true;
            }
        }
    }
}

/// Whether the first or the last line of a page is a running head: its number has several figures and is
/// no year, or stands between dots. Below a text 合计 350 is a sum.
fn heads_page(text: &str, edge: Edge) -> bool {
    let is_dotted = text.ends_with(['·', '•']);
    let is_told = edge == Edge::Top || text.starts_with(|c: char| c.is_ascii_digit());
    let counts = |number| (10..1000).contains(&number) && is_told;
    numbered_head(text).is_some_and(|(_, number)| is_dotted || counts(number))
}

/// 第三章 修渠 37, 38 河口镇志, 大众渡船 1986年第4期 ·11·: words that could run at the head of a page, and
/// its number before or behind them.
pub fn numbered_head(text: &str) -> Option<(&str, u32)> {
    // Most lines have no figure, and are not searched for blanks.
    if text.len() > HEAD || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = |text| str::trim_matches(text, |c: char| c.is_whitespace() || DOTS.contains(&c));
    let line = bare(text);
    let before = line.split_once(char::is_whitespace).map(|(number, head)| (head, number));
    let (head, number) = before
        .into_iter()
        .chain(line.rsplit_once(char::is_whitespace))
        .map(|(head, number)| (bare(head), bare(number)))
        .find(|(_, number)| is_figure(number))?;
    let is_issue = head.ends_with('期');
    let is_sign = |c: char| c.is_whitespace() || "·《》".contains(c);
    let is_head = head.chars().filter(|&c| is_han(c)).nth(1).is_some()
        && head.chars().all(|c| is_han(c) || is_sign(c) || is_issue && c.is_ascii_digit());
    is_head.then_some((head, number.parse().ok()?))
}

/// 河口章程 第 4 页 共 19 页: a page of so many, with what the whole is called.
fn counts_pages(text: &str) -> bool {
    let figures = |rest: &str| {
        let bare = rest.trim_start();
        let after = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        (after.len() < bare.len() && after.trim_start().starts_with(['页', '頁']))
            .then(|| after.trim_start().len())
    };
    if text.len() > HEAD || !text.ends_with(['页', '頁']) {
        return false;
    }
    let Some(at) = text.rfind('第').filter(|&at| figures(&text[at + '第'.len_utf8()..]).is_some())
    else {
        return false;
    };
    text[at..]
        .rfind('共')
        .is_some_and(|all| figures(&text[at + all + '共'.len_utf8()..]) == Some('页'.len_utf8()))
}

/// Takes the running heads away that stand beside numbers of pages, and the numbers.
fn without_running<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let is_numbered = |line: &&Line<'_>| {
        page_number(line.text).is_some()
            || line.form.holds([' ', '\u{3000}']) && numbered_head(line.text).is_some()
    };
    let is_head =
        |line: Option<&Line<'_>>, edge| line.is_some_and(|line| heads_page(line.text, edge));
    if lines.iter().filter(is_numbered).nth(1).is_none()
        && !is_head(lines.first(), Edge::Top)
        && !is_head(lines.last(), Edge::Bottom)
        && !lines.iter().any(|line| counts_pages(line.text))
    {
        return lines;
    }
    let is_running = running(&lines.iter().map(|line| line.text).collect::<Vec<_>>());
    take_marked(lines, is_running, dropped)
}

/// Takes the page numbers away where all figures that stand alone between blank lines count pages; they
/// are added to `dropped`.
pub fn unnumber<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let lines = without_running(lines, dropped);
    let parted = |at: usize| lines.get(at).is_none_or(|line| line.after_blank);
    let found: Vec<(usize, u32)> = (0..lines.len())
        .filter(|&at| is_figure(lines[at].text) && (at == 0 || parted(at)) && parted(at + 1))
        .filter_map(|at| Some((at, lines[at].text.parse().ok()?)))
        .collect();
    let counts = |two: &[(usize, u32)]| follow(two[0].1, two[1].1) && two[1].0 - two[0].0 > APART;
    let cuts = |&(at, _): &(usize, u32)| at > 0 && !lines[at - 1].ended();
    let numbers: Vec<u32> = found.iter().map(|&(_, number)| number).collect();
    if found.len() < 2
        || !found.windows(2).all(counts)
        || !(count_pages(&numbers) || found.iter().all(cuts))
    {
        return lines;
    }
    let mut is_number = vec![false; lines.len()];
    for (at, _) in found {
        is_number[at] = true;
    }
    take_marked(lines, is_number, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    fn check(numbers: [&str; 2], end: &str, expected: usize) {
        let page = "渡船来了\n\n人也来了\n\n雾散了\n\n";
        let [first, second] = ["江上有风", "岸上有人"].map(|last| format!("{page}{last}{end}\n\n"));
        let text = format!("{first}{}\n\n{second}{}\n\n渡船走了。", numbers[0], numbers[1]);
        let mut dropped = Vec::new();
        let kept = unnumber(line::lines(&text), &mut dropped);
        assert_eq!(dropped.len(), expected, "{numbers:?}");
        assert_eq!(kept.len() + dropped.len(), 11);
    }

    #[test]
    fn numbers_that_count_pages_are_dropped() {
        check(["45", "46"], "。", 2);
        check(["45", "47"], "", 2);
        check(["3", "4"], "", 2);
    }

    #[test]
    fn words_beside_two_numbers_that_count_on_are_a_running_head() {
        let is = |texts: &[&str]| running(texts).iter().filter(|&&is| is).count();
        assert_eq!(
            is(&["河口民歌选", "1", "编后记", "船来了。", "河口民歌选", "2", "人也来了。"]),
            4
        );
        assert_eq!(is(&["一二六", "西 行 记", "船来了。", "西行记", "一二七", "人也来了。"]), 4);
        assert_eq!(
            is(&["38 河口镇志", "船来了。", "第三章 修渠 39", "40 河口镇志", "人来了。"]),
            2
        );
        for head in
            ["62 河口风物记", "第三章 修渠 37", "江上的诗 · 19 ·", "大众渡船 1986年第4期 ·11·"]
        {
            assert_eq!(is(&[head, "看云", "船来了。", "人也来了。"]), 1, "{head}");
        }
        assert_eq!(is(&["渡船来了。", "苹果 12", "梨 30", "人也来了。", "合计 350"]), 0);
        assert_eq!(is(&["苹果 12", "梨 30", "桃 350", "枣 40"]), 0);
        for title in ["渡口 2019", "渡口 3", "3 渡口"] {
            assert_eq!(is(&[title, "看云", "船来了。", "人也来了。"]), 0, "{title}");
        }
        assert_eq!(is(&["渡船 3", "渡船 5", "船来了。"]), 0);
        assert_eq!(is(&["老渡口", "1", "船来了。", "新码头", "2", "人也来了。"]), 0);
        assert_eq!(is(&["老渡口", "5", "船来了。", "老渡口", "19", "人也来了。"]), 0);
    }

    #[test]
    fn numbers_of_parts_and_other_figures_stay() {
        check(["1", "2"], "。", 0);
        check(["45", "19"], "。", 0);
        check(["2008", "2019"], "", 0);
    }
}
