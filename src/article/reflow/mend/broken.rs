//! Lines that a PDF program broke where punctuation is set narrow. In comes text with its lines, out
//! comes the text without such breaks. Refuses to join lines that do not make a full line.
//!
//! A mark that is set half an em wide seems to move back over its own blank side, and poppler begins
//! another line there. The parts of a line are as wide together as their column.

use crate::article::line::{EM, Ending, Line, Measure};
use crate::text::han::is_cjk_punctuation;

/// The lines on either side that show how wide the column is.
const AROUND: usize = 12;

/// The most parts that one line is broken into.
const PARTS: usize = 8;

/// A page with fewer breaks has none: a short line may stand before a bracket by chance.
const LEAST: usize = 2;

/// Fewer full lines are the prose between poems.
const LEAST_FULL: usize = 6;

/// The text without the breaks inside its lines; `None` where it has none.
pub fn mend(text: &str, lines: &[Line<'_>]) -> Option<String> {
    let marks = Marks::of(lines);
    let starts = |&at: &usize| marks.count(lines, at) > 1;
    if (0..lines.len()).filter(starts).take(LEAST).count() < LEAST || !is_column(lines) {
        return None;
    }
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let mut out = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while at < lines.len() {
        let count = marks.count(lines, at).max(count_of_headline(lines, at));
        for pair in lines[at..at + count].windows(2) {
            let end = offset(pair[0].text) + pair[0].text.len();
            out.push_str(&text[copied..end]);
            copied = offset(pair[1].text);
        }
        at += count;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// Whether most lines that stop in mid-sentence fill the column: the lines of verse end with their
/// clauses, short of any edge.
fn is_column(lines: &[Line<'_>]) -> bool {
    let open = || (0..lines.len()).filter(|&at| lines[at].ending == Ending::Open);
    let full = open().filter(|&at| width(&lines[at]) + 2 * EM >= edge(lines, at)).count();
    full >= LEAST_FULL && full * 2 >= open().count()
}

/// Where lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// Before a bracket or a quotation that opens.
    Opening,
    /// Behind all marks as well: most commas stand far from the edge of the column.
    All,
}

impl Marks {
    fn of(lines: &[Line<'_>]) -> Self {
        let (mut commas, mut early) = (0, 0);
        let ends = |line: &Line<'_>| line.text.ends_with(['，', '、']);
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| ends(line)) {
            commas += 1;
            early += usize::from(is_wider(lines, at, width(line) + 3 * EM));
        }
        if early >= 3 && early * 4 >= commas { Self::All } else { Self::Opening }
    }

    /// Whether two lines may be parts of one. Where a sentence ends between them, the second is no
    /// first line of a paragraph: that would be full.
    fn part(self, first: &Line<'_>, second: &Line<'_>, edge: u32) -> bool {
        let opening = second.text.starts_with(['“', '‘', '《', '〈', '（', '「', '『', '【']);
        let marked = opening || (self == Self::All && first.text.ends_with(is_cjk_punctuation));
        let ended = first.ended()
            && (self == Self::Opening || second.after_blank || width(second) + 3 * EM >= edge);
        marked && !ended && second.indent == 0
    }

    /// How many lines from `at` on are the parts of one.
    fn count(self, lines: &[Line<'_>], at: usize) -> usize {
        let Some(next) = lines.get(at + 1) else { return 1 };
        if !self.part(&lines[at], next, u32::MAX) {
            return 1;
        }
        let column = edge(lines, at);
        // Above a first line stands the end of a paragraph, or a headline, which fills nothing.
        let opens = at == 0 || lines[at - 1].ended() || width(&lines[at - 1]) + 2 * EM < column;
        let mut sum = width(&lines[at]);
        for (count, pair) in (1..PARTS).zip(lines[at..].windows(2)) {
            sum += width(&pair[1]);
            if !self.part(&pair[0], &pair[1], column) || sum > column + EM {
                return 1;
            }
            // The first line of a paragraph has lost its indent, but not the room for it.
            if sum + EM >= column || (opens && sum + 3 * EM >= column) {
                return count + 1;
            }
        }
        1
    }
}

/// How many lines from `at` on are the parts of a headline, on a page that is broken: it has a
/// quotation in it, but no clauses, and fills no column.
fn count_of_headline(lines: &[Line<'_>], at: usize) -> usize {
    /// What may stand behind the quotation, in quarter ems.
    const REST: u32 = 4 * EM;
    let [first, quotation, more @ ..] = &lines[at..] else { return 1 };
    let column = edge(lines, at);
    let is_bare = |line: &Line<'_>| {
        !line.after_blank
            && line.ending == Ending::Open
            && !line.form.holds(['，', '。', '；', '：'])
    };
    let fits = |lines: &[&Line<'_>]| lines.iter().map(|line| width(line)).sum::<u32>() <= column;
    let begins = at == 0 || first.after_blank || lines[at - 1].ended();
    let opens = quotation.text.starts_with(['“', '《', '「']);
    if !begins
        || !opens
        || first.ending != Ending::Open
        || !is_bare(quotation)
        || !fits(&[first, quotation])
    {
        return 1;
    }
    match more.first() {
        Some(rest)
            if quotation.text.ends_with(['”', '》', '」'])
                && is_bare(rest)
                && width(rest) <= REST
                && fits(&[first, quotation, rest]) =>
        {
            3
        }
        _ => 2,
    }
}

/// The marks that are broken at are set narrow.
const fn width(line: &Line<'_>) -> u32 {
    line.width_in(Measure::Compressed)
}

/// Where the lines around line `at` end: the third widest of them, since headlines are wider.
fn edge(lines: &[Line<'_>], at: usize) -> u32 {
    let mut widest = [0_u32; 3];
    for line in around(lines, at) {
        let mut next = width(line);
        for slot in &mut widest {
            if next > *slot {
                std::mem::swap(&mut next, slot);
            }
        }
    }
    widest[2]
}

/// Whether the lines around line `at` end further on than at `least`.
fn is_wider(lines: &[Line<'_>], at: usize, least: u32) -> bool {
    around(lines, at).iter().filter(|line| width(line) > least).nth(2).is_some()
}

fn around<'l, 'a>(lines: &'l [Line<'a>], at: usize) -> &'l [Line<'a>] {
    &lines[at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::lines;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(mend(text, &lines(text)).as_deref(), expected, "{text}");
    }

    const PAGE: &str = "船工老何在江上摆渡三十年，手里
总是拿着一本书，书页早就翻卷了
边。他平日最爱看的是那本《茶馆》，
看到热闹的地方，就念给过江的人
听。客人里，也有人问他念这个做
什么呢？他说“看茶”，把斗笠一拉
又说：“坐稳了，船要开了。”";

    #[test]
    fn parts_of_lines_are_joined() {
        check(PAGE, None);
        let page = |broken: &str| format!("{PAGE}\n{broken}\n{PAGE}");
        let opening = PAGE.replace("那本《", "那本\n《").replace("他说“", "他说\n“");
        check(&page(&opening), Some(&page(PAGE)));
        let all = PAGE
            .replace('，', "，\n")
            .replace("，\n\n", "，\n")
            .replace("里，\n也", "里，也")
            .replace("了，\n船", "了，船");
        check(&page(&all), Some(&page(PAGE)));
    }

    #[test]
    fn a_headline_is_joined_around_its_quotation() {
        let page = |headline: &str| format!("{PAGE}\n{PAGE}\n\n{headline}\n{PAGE}");
        let broken = PAGE.replace("那本《", "那本\n《").replace("他说“", "他说\n“");
        let check = |headline: &str, expected: &str| {
            let text = format!("{PAGE}\n{broken}\n\n{headline}\n{PAGE}");
            check(&text, Some(&page(expected)));
        };
        check("寻找\n“老渡口”\n的人", "寻找“老渡口”的人");
        check("老何和\n《茶馆》", "老何和《茶馆》");
        check("“老渡口”\n船工的书", "“老渡口”\n船工的书");
        check("船工的书\n“看茶，”他说着", "船工的书\n“看茶，”他说着");
    }

    #[test]
    fn a_blank_line_parts_what_has_ended() {
        let opening = PAGE.replace("那本《", "那本\n《").replace("他说“", "他说\n“");
        let commas = PAGE.replace("里，也", "里，\n也").replace("了，船", "了，\n船");
        let between = "\n岸上没有人。\n船开了。\n\n今年春天江上来新船\n";
        let text = [PAGE, &opening, &commas, &commas, PAGE].join(between);
        let whole = mend(&text, &lines(&text)).unwrap();
        assert_eq!(whole.matches("。\n\n今年春天江上来新船\n").count(), 4, "{whole}");
    }

    #[test]
    fn short_lines_stay() {
        check(&format!("{PAGE}\n《茶馆》读后\n“渡口”来信\n{PAGE}"), None);
    }

    #[test]
    fn verse_stays() {
        let poem = "渡口晚归\n日落江边树，\n风吹渡口船。\n归人行欲尽，\n灯火满前川。\n\n";
        let prose = "茶棚里每月聚一次，一人一杯茶，一人一首诗，茶凉以前写不完的下月再来。\n\n";
        check(&format!("{prose}{}{prose}", poem.repeat(4)), None);
    }
}
