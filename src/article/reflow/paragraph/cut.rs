//! Paragraphs that a program cut where a link or bold words stand in them. In come neighbouring
//! lines, out comes whether the first goes on in the next. Refuses links that a blank line parts.

use crate::article::line::{EM, Ending, Line, Script};
use crate::article::sign;
use crate::text::han::is_han;

/// The widest run of words that stands alone as a link between two parts of a paragraph.
const LINK: u32 = 6 * EM;

/// Whether `last` stops where no paragraph does: within a quotation or a bracket, behind a word
/// that wants another, or few characters behind a comma.
pub fn is_stump(last: &Line<'_>) -> bool {
    last.ending == Ending::Open && is_running(last) && {
        let text = last.text;
        let tail = text.rsplit(['，', '。', '：', '！', '？']).next().unwrap_or(text);
        let tail = tail.trim_start_matches(['”', '’', '」', '』', '）']);
        let characters = tail.chars().count();
        (1..=3).contains(&characters) && tail.chars().all(is_han)
            || text
                .ends_with(['的', '和', '与', '與', '及', '在', '将', '將', '把', '被', '从', '從'])
            || opens_more(text, '“', '”')
            || opens_more(text, '《', '》')
            || opens_more(text, '「', '」')
    }
}

/// Whether `link` is a few words in the middle of a sentence that `last` begins and `next` ends.
pub fn is_link(last: &Line<'_>, link: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    let Some(next) = next else { return false };
    let bare = link.ending == Ending::Open
        && link.width <= LINK
        && !link.text.contains(['，', '。', '：', '、'])
        && sign::numbering(link.text).is_none();
    let goes_on = sign::numbering(next.text).is_none()
        && (next.text.contains('，')
            || next.ending != Ending::Open
            || next.script == Script::Latin);
    last.ending == Ending::Open
        && is_running(last)
        && !link.after_blank
        && !next.after_blank
        && bare
        && goes_on
}

/// As long as a headline seldom is, and of two clauses at least.
pub fn is_running(line: &Line<'_>) -> bool {
    line.width >= 16 * EM && line.form.holds(['，', '。', '；'])
}

fn opens_more(text: &str, open: char, close: char) -> bool {
    text.matches(open).count() > text.matches(close).count()
}

#[cfg(test)]
mod tests {
    use crate::article::reflow::stretch;

    fn check(text: &str, expected: &[&str]) {
        let pieces = stretch(text);
        assert_eq!(pieces.iter().map(|piece| &piece.text).collect::<Vec<_>>(), expected, "{text}");
    }

    const FERRY: &str = "渡船每天早晨六点从河口镇的老码头出发，";

    #[test]
    fn paragraphs_cut_at_links_are_made_whole() {
        let page = |parts: &[&str]| format!("{FERRY}{}", parts.join("\n"));
        let whole = |parts: &[&str]| format!("{FERRY}{}", parts.concat());
        for parts in [
            &["其实", "最省时间", "，晚上回来。"][..],
            &["不得", "继续载客过江。"],
            &["船上的人都叫它“江上的", "老黄牛”，谁也离不开它。"],
            &["坐船的人都带着新的", "码头日历", "，晚上回来。"],
            &["坐船的人都要先看看今天是不是", "停航", "的日子，晚上回来。"],
        ] {
            check(&page(parts), &[&whole(parts)]);
        }
    }

    #[test]
    fn what_stands_by_itself_stays() {
        let open = format!("{FERRY}坐船的人都带着孩子和狗");
        let next = "船上没有座位，孩子们坐在船舷上。";
        check(&format!("{open}\n\n老码头\n\n{next}"), &[&open, "老码头", next]);
        check(&format!("{open}\n{next}"), &[&open, next]);
        let ended = format!("{FERRY}晚上回来。");
        check(&format!("{ended}\n老码头\n{next}"), &[&ended, "老码头", next]);
        check(
            "老周——茶馆老板，六十岁\n小渡——渔家少年",
            &["老周——茶馆老板，六十岁", "小渡——渔家少年"],
        );
    }

    #[test]
    fn lines_broken_by_hand_are_joined_within_their_paragraph() {
        let first = "渡口的水位每天早晨量一次，夏天涨水的时候一天要量三次，量的人";
        let second = "把数字写在黑板上，过江的人看了就知道今天有没有船。";
        let (cut, whole) = (format!("{first}\n{second}"), format!("{first}{second}"));
        let text = [&cut, "老码头", &cut, &cut, second].join("\n\n");
        check(&text, &[&whole, "老码头", &whole, &whole, second]);
        // One line a paragraph, though blank lines stand here and there.
        let apart = [second, second, second, second].join("\n\n");
        check(&format!("{apart}\n{second}"), &[second; 5]);
    }
}
