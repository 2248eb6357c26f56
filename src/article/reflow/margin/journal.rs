//! The running head of a journal: its volume and number, its name in two languages, the month. In come
//! lines, out come those that are text. Refuses a line that says anything else.

use super::take_marked;
use crate::article::line::Line;
use crate::article::sign::is_number;
use crate::text::Clean;
use crate::text::han::is_han;

/// The longest line of a head, in bytes.
const LONGEST: usize = 150;

/// Takes the running heads off the lines of a page; they are added to `dropped`.
pub fn unhead<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    match heads(&lines, |line| line.text) {
        Some(is_head) => take_marked(lines, is_head, dropped),
        None => lines,
    }
}

/// Which of `items` are lines of running heads; `None` where none is.
pub fn heads<T>(items: &[T], text_of: impl Fn(&T) -> &str) -> Option<Vec<bool>> {
    let text = |at: usize| text_of(&items[at]);
    let mut is_head: Vec<bool> = items.iter().map(|item| states_volume(text_of(item))).collect();
    if !is_head.contains(&true) {
        return None;
    }
    // Its other lines stand above and below, where nothing stands between but the name of the journal.
    for at in 1..items.len() {
        let is_named = at >= 2 && is_head[at - 2] && is_name(text(at - 1));
        is_head[at] |= (is_head[at - 1] || is_named) && is_of_head(text(at));
        is_head[at - 1] |= is_named && is_head[at];
    }
    for at in (1..items.len()).rev() {
        is_head[at - 1] |= is_head[at] && is_of_head(text(at - 1));
    }
    Some(is_head)
}

/// 河口农业科技: what a journal may be called.
fn is_name(text: &str) -> bool {
    (3..=12).contains(&text.chars().count()) && text.chars().all(is_han)
}

/// 第38卷 第4期 河口学刊 Vol.38 No.4: which begins or ends with the volume and the number.
fn states_volume(text: &str) -> bool {
    const LATIN: [&str; 2] = ["Vol", "VOL"];
    let edge = text.starts_with('第') || text.ends_with(|c: char| c == '期' || c.is_ascii_digit());
    edge && text.len() <= LONGEST
        && !text.contains(['，', '。', '：', '；', '、', '《', ',', ':'])
        && (LATIN.iter().any(|word| text.contains(word)) || text.starts_with('第'))
        && counts(text, '卷')
        && counts(text, '期')
}

/// Whether a number stands between 第 and `unit`.
fn counts(text: &str, unit: char) -> bool {
    text.match_indices(unit).any(|(at, _)| {
        let before = text[..at].trim_end();
        let digits = before.trim_end_matches(is_number);
        digits.len() < before.len() && digits.trim_end().ends_with('第')
    })
}

/// 2017年8月 Journal of the River Mouth Aug. 2017: a month, and words of another script alone.
fn states_month(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let Some(rest) = rest.strip_prefix('年') else { return false };
    let month = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_digit())
        && month.strip_prefix('月').is_some_and(|rest| !rest.contains(is_han))
}

/// What stands with the volume: the month, the name of the journal in one language or the other.
fn is_of_head(text: &str) -> bool {
    const NAMES: [&str; 5] = ["学报", "學報", "学刊", "學刊", "期刊"];
    let is_latin = text.len() <= LONGEST / 2
        && !text.contains(is_han)
        && text.contains(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(['.', '。']);
    let is_name = text.len() <= LONGEST / 3
        && NAMES.iter().any(|name| text.ends_with(name))
        && !text.contains(['，', '。', '：']);
    states_month(text) || is_latin || is_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    fn check(text: &str, kept: &[&str]) {
        let mut dropped = Vec::new();
        let lines = unhead(line::lines(text), &mut dropped);
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), kept, "{text}");
        assert_eq!(dropped.len() + kept.len(), text.lines().count());
    }

    #[test]
    fn a_journal_has_its_volume_and_month_over_the_page() {
        check(
            "第 38 卷 第 4 期    河口学刊    Vol. 38 No. 4\n2017 年 8 月   Journal of the River Mouth   Aug. 2017\n义渡的经营",
            &["义渡的经营"],
        );
        check(
            "河口学刊    第38卷第4期\n2017年8月   Aug. 2017",
            &["河口学刊    第38卷第4期", "2017年8月   Aug. 2017"],
        );
    }

    #[test]
    fn the_lines_of_a_head_may_be_broken() {
        check(
            "第 38 卷第 2 期\n2021 年 4 月\n河口水利学报\nJournal of the River Mouth\nVol.38 No.2\nApr. 2021\n潮汐与渡口",
            &["潮汐与渡口"],
        );
    }

    #[test]
    fn a_journal_may_have_any_name() {
        check("第14卷第3期\n2012年6月\n河口渡船\nVol.14 No.3\n渡口的客流", &["渡口的客流"]);
        check("第14卷第3期\n河口渡船\n渡口的客流", &["河口渡船", "渡口的客流"]);
    }

    #[test]
    fn a_text_that_counts_volumes_stays() {
        for text in [
            "第三卷 渡口",
            "第38卷第4期，河口学刊",
            "来源：河口学刊 第38卷 第4期",
            "第一期的船到了第二期",
            "2017年8月 Aug. 2017",
        ] {
            check(text, &[text]);
        }
    }
}
