//! The title of a web page among the lines above its text. In come lines with their verdicts, out
//! come the places of title and subtitle. Refuses to judge anything below the first paragraph.
//!
//! No sign is sure on every page, so each is worth some points, and the most points win.

use std::ops::Range;

use super::kin::Kin;
use super::{Verdict, View, furniture, is_text, menu};
use crate::article::line::{EM, Ending};
use crate::article::metadata::{credit, label};
use crate::article::sign;
use crate::article::words::{Table, Words};
use crate::text::han::is_han;

/// The most lines from a title at the top of a document to its text.
const LEAD: usize = 12;

/// The most points of a line for the pairs of its characters that stand in the text as well.
const ECHO: usize = 14;

/// The points that a line loses of which nothing stands in the text: most menus, and hardly a title.
const STRANGE: i32 = 10;

/// The most lines in the middle of a page; where there are more it is not the middle.
const CENTRED: usize = 3;

/// The line among those above the text that is its title: a long one, one that is said twice, one
/// that stands over the facts.
pub fn title(items: &[View<'_>], verdicts: &[Verdict], text: Range<usize>) -> Option<usize> {
    let first = text.start;
    let dated: Vec<usize> = (0..first).filter(|&at| states(&items[at], verdicts[at])).collect();
    let body = Kin::of(&items[text.clone()], &verdicts[text]);
    let echo = Echo::of(items, first);
    let centred = centred(items, first);
    let mut best = None;
    for at in 0..first {
        let edited = furniture::part_button(items[at].text)
            .is_some_and(|(name, _)| items[first].text.starts_with(name));
        let is_title = || {
            could_be_title(&items[at])
                || is_short_title(items, verdicts, at)
                || edited
                || at == 0 && is_subject(&items[at], &items[first])
        };
        if verdicts[at] != Verdict::Text || is_of_author(items, at) || !is_title() {
            continue;
        }
        let ems = items[at].width() / EM;
        let mut score = ems.min(24) as i32;
        let below = dated.partition_point(|&facts| facts <= at);
        if let Some(facts) = dated.get(below) {
            score += (12 - 3 * (facts - at - 1) as i32).max(0);
        }
        score += match body.echo(items[at].text) {
            0 if body.is_known() => -STRANGE,
            pairs => pairs.min(ECHO) as i32,
        };
        if centred.contains(&at) {
            score += 16;
        }
        // What it means is said below a title, and a kicker stands above it.
        if at + 1 < first && sign::is_explanation(items[at + 1].text) {
            score += 16;
        }
        if ems >= 5 && echo.says_again(at) {
            score += 24;
        }
        // 老渡口 播报 编辑, and the text opens with 老渡口.
        if edited {
            score += 32;
        }
        // A heading that opens the page is what a format knows to be the title.
        score += match (items[at].heading, at) {
            (true, 0) if first <= LEAD => 100,
            (true, _) | (_, 0) => 12,
            _ => 0,
        };
        if best.is_none_or(|(_, most)| score >= most) {
            best = Some((at, score));
        }
    }
    let at = said_above(items, verdicts, best?.0);
    // Of two headlines over the facts the first is the title; a menu has a line above that, and
    // words that are much shorter than a headline.
    let wide = |at: usize| items[at].width();
    let in_menu = |above: usize| {
        above > 0 && verdicts[above - 1] == Verdict::Text && wide(above) * 3 < wide(at) * 2
    };
    let explained =
        |at: usize| items.get(at + 1).is_some_and(|next| sign::is_explanation(next.text));
    let above = at.checked_sub(1).filter(|&above| {
        verdicts[above] == Verdict::Text
            && !explained(at)
            && (!items[at].heading || items[above].heading)
            && could_be_title(&items[above])
            && wide(above) >= 7 * EM
            && body.echo(items[above].text) >= 2
            && !in_menu(above)
            && !echo.says_again(at)
    });
    Some(above.unwrap_or(at))
}

/// The lines above the text that a browser has set in the middle, as it sets a title.
fn centred(items: &[View<'_>], first: usize) -> Vec<usize> {
    let inside = |at: usize| items[at].indent >= items[first].indent + 3 * EM;
    let found: Vec<usize> = (0..first).filter(|&at| inside(at)).take(CENTRED + 1).collect();
    if found.len() > CENTRED { Vec::new() } else { found }
}

/// The place above a paragraph where the same line stands first: a table below the first paragraph
/// names its subject again.
fn said_above(items: &[View<'_>], verdicts: &[Verdict], at: usize) -> usize {
    let prose = (0..at).rfind(|&above| is_text(&items[above], verdicts[above]));
    let is_same =
        |&above: &usize| verdicts[above] == Verdict::Text && items[above].text == items[at].text;
    prose.and_then(|prose| (0..prose).rfind(is_same)).unwrap_or(at)
}

/// Whether a line says who wrote: the button to follow him stands below it.
fn is_of_author(items: &[View<'_>], at: usize) -> bool {
    let is_button = |next: &View<'_>| {
        ["关注", "已关注", "+关注", "+ 关注", "追蹤"].iter().any(|word| next.text.starts_with(word))
            && menu::is_button(next.text)
    };
    items.get(at + 1).is_some_and(is_button)
}

/// 渡口: a title of two or three characters, right above the day or the author.
fn is_short_title(items: &[View<'_>], verdicts: &[Verdict], at: usize) -> bool {
    let item = &items[at];
    let stands_over = |next: usize| {
        items.get(next).is_some_and(|below| {
            verdicts[next] == Verdict::Meta
                && (states(below, verdicts[next]) || label::facts(below.text).author.is_some())
        })
    };
    (2 * EM..4 * EM).contains(&item.width())
        && item.text.chars().all(is_han)
        && !item.wrapped
        && !menu::is_button(item.text)
        && stands_over(at + 1)
}

/// 老渡口: two characters or more with which the text opens, as an encyclopedia has them.
fn is_subject(item: &View<'_>, lead: &View<'_>) -> bool {
    (2 * EM..4 * EM).contains(&item.width())
        && item.text.chars().all(is_han)
        && !menu::is_button(item.text)
        && lead.text.starts_with(item.text)
}

/// A line without the sign of a list or the label before it.
pub fn bare(text: &str) -> &str {
    if let Some(title) =
        ["标题：", "标题:", "標題："].iter().find_map(|word| text.strip_prefix(word))
    {
        return title.trim_start();
    }
    text.strip_prefix(['•', '*', '+', '□', '·']).map_or(text, str::trim_start)
}

/// Whether a line of facts says when or by whom the page was published.
pub fn states(item: &View<'_>, verdict: Verdict) -> bool {
    verdict == Verdict::Meta && {
        let facts = label::facts(item.text);
        facts.date.is_some() || facts.source.is_some()
    }
}

/// The longest name of a site or path to a page beside its title, in bytes.
const SITE: usize = 90;

/// The lines above the text in the order of their beginnings and of their ends, where those that say
/// one of them again stand together: the title of the window, or its twin.
struct Echo<'a> {
    items: &'a [View<'a>],
    by_start: Vec<usize>,
    by_end: Vec<usize>,
}

impl<'a> Echo<'a> {
    /// Of the first `count` of `items`.
    fn of(items: &'a [View<'a>], count: usize) -> Self {
        let mut by_start: Vec<usize> = (0..count).collect();
        let mut by_end = by_start.clone();
        by_start.sort_by_key(|&at| bare(items[at].text));
        by_end.sort_by(|&a, &b| backwards(items[a].text).cmp(backwards(items[b].text)));
        Self { items, by_start, by_end }
    }

    /// Whether another line begins or ends with this one, and is hardly longer. A menu that is printed
    /// twice has the same neighbours both times.
    fn says_again(&self, at: usize) -> bool {
        let line = |other: usize| bare(self.items[other].text);
        let text = line(at);
        let is_echo = |&other: &usize| {
            other != at && line(other).len() <= text.len() + SITE && !in_menu(self.items, at, other)
        };
        let start = self.by_start.partition_point(|&other| line(other) < text);
        let end = self.by_end.partition_point(|&other| backwards(line(other)).lt(backwards(text)));
        let begins = |other: &&usize| line(**other).starts_with(text);
        let ends = |other: &&usize| line(**other).ends_with(text);
        self.by_start[start..].iter().take_while(begins).any(is_echo)
            || self.by_end[end..].iter().take_while(ends).any(is_echo)
    }
}

fn backwards(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().rev()
}

/// Whether the lines around two places are the same.
fn in_menu(items: &[View<'_>], one: usize, other: usize) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| items.get(at)).map(|item| item.text);
    let same = |a: Option<usize>, b: Option<usize>| text(a).is_some() && text(a) == text(b);
    same(one.checked_sub(1), other.checked_sub(1)) || same(one.checked_add(1), other.checked_add(1))
}

fn could_be_title(item: &View<'_>) -> bool {
    let text = bare(item.text);
    !item.wrapped
        && (4 * EM..=48 * EM).contains(&item.width())
        && text.chars().filter(|&c| is_han(c)).count() * 6 >= text.chars().count()
        && item.ending != Ending::Clause
        && !item.form.holds(['。'])
        && !text.starts_with(['·', '•', '#', '@', '>', '+', '□'])
        && text.matches(['|', '>', '›']).count() < 2
        && text.matches('，').count() < 3
        && !is_word_list(text)
        && !sign::is_caption(text)
        && credit::byline(text).is_none()
        && !sign::opens_report(text)
        && !menu::is_button(text)
        && !menu::is_mostly_interface(text)
        && !label::names_day(text)
        && !is_labelled(text)
}

/// 公告：…, 某某官方账号, a summary: what a page puts above a text beside its title.
fn is_labelled(text: &str) -> bool {
    static LABELS: Words = Words::new(|| {
        Table::of("提示 温馨提示 公告 热门 热搜 推荐 最新 今日 专题 关键词 編者按 编者按")
    });
    summary(text).is_some()
        || behind_label(&LABELS, text).is_some()
        || ["官方账号", "官方帐号", "优质创作者", "领域创作者"]
            .iter()
            .any(|end| text.ends_with(end))
}

/// 核心提示：…: what a text says in short.
pub fn summary(text: &str) -> Option<&str> {
    static LABELS: Words =
        Words::new(|| Table::of("摘要 核心提示 内容提要 内容摘要 内容简介 导读 导语 提要"));
    behind_label(&LABELS, text)
}

/// What stands behind a label and its colon, or in a bracket behind it.
fn behind_label<'a>(labels: &Words, text: &'a str) -> Option<&'a str> {
    let text = text.trim_start_matches(['[', '【', '（']);
    labels.prefixes(text).find_map(|label| text[label.len()..].strip_prefix(['：', ':', ']', '】']))
}

/// 原创 某某 某刊: names and words in a row, and no headline.
fn is_word_list(text: &str) -> bool {
    let words = text.split([' ', '\u{3000}', '|', '·']).filter(|word| !word.is_empty());
    let count = words.clone().count();
    let chars: usize = words.map(|word| word.chars().count()).sum();
    count > 6 || count >= 3 && chars <= 5 * count && (count > 4 || chars < 4 * count)
}

/// A line directly below the title or directly above the text that could be a second headline.
pub fn subtitle(
    items: &[View<'_>],
    verdicts: &[Verdict],
    title: usize,
    first: usize,
) -> Option<usize> {
    let fits = |at: usize| {
        let text = items[at].text;
        verdicts[at] == Verdict::Text
            && could_be_title(&items[at])
            && items[at].width() >= 6 * EM
            && !text.contains([':', '：', '#', '/', '|'])
            && !text.starts_with(|c: char| c.is_ascii_digit())
            && text != items[title].text
    };
    let next = (title + 1..first).find(|&at| verdicts[at] != Verdict::Clutter)?;
    if next == title + 1 && fits(next) {
        return Some(next);
    }
    let last = first.checked_sub(1)?;
    (last > title && fits(last) && !items[last].text.contains('，')).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::Form;

    #[test]
    fn a_title_may_be_in_letters_or_in_parts() {
        for (text, expected) in [
            ("Python 3.12 新特性一览", true),
            ("不忘初心 牢记使命 奋力前行", true),
            ("原创 王五 渡口", false),
            ("首页 新闻 体育 财经 视频", false),
            ("江边站訂閱下载App 最新政治兩岸國際社會生活", false),
            ("王五 2024-03-05", false),
            ("核心提示：老码头修好新栏杆", false),
            ("船票涨了，船少了，雾又大，还坐不坐船？", false),
            ("船票涨了，船少了，还坐不坐船？", true),
            ("江边小报官方账号", false),
        ] {
            assert_eq!(could_be_title(&View::of(text, &Form::of(text))), expected, "{text}");
        }
    }

    #[test]
    fn a_title_is_said_again_at_either_end_of_another_line() {
        let long = format!("渡口的夜晚{}", "渔火".repeat(SITE / 6 + 1));
        let lines = ["渡口的早晨", "渡口的早晨_河口网", "渡口的夜晚", &long, "网", "码头", "码头"];
        let forms = lines.map(Form::of);
        let lines: Vec<View<'_>> =
            lines.iter().zip(&forms).map(|(text, form)| View::of(text, form)).collect();
        let echo = Echo::of(&lines, lines.len());
        let said: Vec<bool> = (0..lines.len()).map(|at| echo.says_again(at)).collect();
        assert_eq!(said, [true, false, false, false, true, true, true]);
    }
}
