//! The days of a diary. In come the lines of a page, out comes which of them are a day under which a
//! text stands. Refuses the days of web pages, which stand under a title.

use crate::article::line::Line;
use crate::article::metadata::label;

/// The longest line that is a day, with its weekday and its weather, in bytes.
const DAY: usize = 60;

/// Which lines are the days of a diary; empty where the page is none.
pub fn days(lines: &[Line<'_>]) -> Vec<bool> {
    let is_day = |line: &Line<'_>| {
        line.text.len() <= DAY
            && line
                .text
                .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            && label::is_dated(line.text)
    };
    // A day ends no sentence, and a text comes before it and after it.
    let between =
        |at: usize| at > 0 && lines[at - 1].ended() && at + 1 < lines.len() && is_day(&lines[at]);
    let count = (0..lines.len()).filter(|&at| between(at)).count();
    if count < 2 {
        return Vec::new();
    }
    let days: Vec<bool> = lines.iter().map(is_day).collect();
    // One more may stand first, under the title of the diary.
    let all = days.iter().filter(|&&day| day).count();
    if all <= count + 1 { days } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    #[test]
    fn days_part_a_diary_and_not_a_list_of_news() {
        let count = |text: &str| days(&line::lines(text)).iter().filter(|&&day| day).count();
        let diary =
            "河口日记\n1998年3月1日 晴\n船来了。\n1998年3月2日 雨\n船走了。\n1998年3月5日\n雾。";
        assert_eq!(count(diary), 3);
        let news = "码头开放\n2024-03-01\n船来了。\n新桥通车\n2024-03-02\n车来了。\n小学开课\n2024-03-03\n人来了。";
        assert_eq!(count(news), 0);
    }
}
