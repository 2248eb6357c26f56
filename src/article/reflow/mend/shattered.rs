//! Lines that a PDF program broke at nearly every mark. In comes text with its lines, out comes the
//! text with the lines of the page. Refuses text that becomes no column.
//!
//! poppler, asked for the raw order, ends a line wherever a mark is set narrow. Where no mark stands the
//! page itself was broken, so that a few breaks are known; of all ways to join the parts between them
//! that one is taken whose lines fill the columns best.

mod ways;

use crate::article::line::{EM, Ending, Line, Measure};
use crate::article::sign;
use ways::fit;

/// The lines from which the columns are measured; more does not change them.
const SAMPLE: usize = 400;

/// The columns that are tried, and those that a page may have.
const NARROWEST: u32 = 8 * EM;
const WIDEST: u32 = 46 * EM;
const COLUMNS: usize = 4;

/// The most parts of a bracket that closes an article.
const CREDIT: usize = 3;

/// How far a full line may miss its column.
const SLACK: u32 = 3;

/// The lines that begin with a mark which closes something, from which on a page is broken: none does.
const LEAST_CLOSING: usize = 3;

/// The text with its lines whole; `None` where it is not broken.
pub fn mend(text: &str, lines: &[Line<'_>]) -> Option<String> {
    let parts = parts(lines)?;
    let columns = columns(&parts[..parts.len().min(SAMPLE)]);
    let (cost, ends) = fit(&parts, &columns);
    // A column that is mended has far fewer lines, and most are full.
    if ends.len() * 3 > lines.len() * 2
        || cost as usize > ends.len() * 6
        || !are_full(&parts, &ends, &columns)
    {
        return None;
    }
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let mut out = String::with_capacity(text.len());
    let (mut from, mut copied) = (0, 0);
    for end in ends {
        for pair in lines[from..end].windows(2) {
            out.push_str(&text[copied..offset(pair[0].text) + pair[0].text.len()]);
            copied = offset(pair[1].text);
        }
        from = end;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// Whether many of the lines inside a paragraph that no mark ends fill their column, as the page broke
/// them there: headlines and names do not. Half of them do on a page of the press, hardly any in verse.
fn are_full(parts: &[Part], ends: &[usize], columns: &[u32]) -> bool {
    const LEAST: usize = 3;
    let (mut from, mut known, mut full) = (0, 0, 0);
    let ended = |part: Option<&Part>| part.is_none_or(|part| part.ending == Ending::Sentence);
    for &end in ends {
        let line = &parts[from..end];
        let opens = ended(from.checked_sub(1).and_then(|last| parts.get(last)));
        from = end;
        if !opens && !ended(line.last()) && !line.last().is_some_and(|last| last.goes_on) {
            known += 1;
            full += usize::from(fills(columns, line.iter().map(|part| part.width).sum()));
        }
    }
    full >= LEAST && full * 5 >= known * 2
}

/// Whether a line as wide as this is a full one of some column.
fn fills(columns: &[u32], width: u32) -> bool {
    columns.iter().any(|&column| width.abs_diff(column) <= SLACK)
}

/// What the page may have been broken into.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    width: u32,
    ending: Ending,
    /// Whether the next may be a part of the same line: a mark stands between them.
    goes_on: bool,
    /// Whether the next begins as no line does.
    must_go_on: bool,
}

/// The parts of a page that seems to be broken: a third of its lines end with a comma, or some begin
/// with a mark that closes. Verse, which has such lines too, has no others.
fn parts(lines: &[Line<'_>]) -> Option<Vec<Part>> {
    let commas = lines.iter().filter(|line| line.ending == Ending::Clause).count();
    let closing = || lines.iter().filter(|line| closes(line)).take(LEAST_CLOSING).count();
    if lines.len() < 8 || commas * 4 < lines.len() && closing() < LEAST_CLOSING {
        return None;
    }
    let mut parts: Vec<Part> =
        (0..lines.len()).map(|at| part(&lines[at], lines.get(at + 1))).collect();
    part_credits(lines, &mut parts);
    let known = parts.iter().filter(|part| !part.goes_on && part.ending != Ending::Sentence);
    (known.count() * 6 >= parts.len() && !is_verse(&parts)).then_some(parts)
}

/// Lets no line go on behind a bracket that closes an article.
fn part_credits(lines: &[Line<'_>], parts: &mut [Part]) {
    for from in 0..lines.len() {
        let opens = lines[from].text.starts_with(['（', '(']);
        if !opens || from > 0 && !lines[from - 1].ended() {
            continue;
        }
        let mut whole = String::new();
        let closes = |line: &Line<'_>| {
            whole.push_str(line.text);
            sign::closing_bracket(&whole).is_some()
        };
        if let Some(more) = lines[from..].iter().take(CREDIT).position(closes) {
            parts[from + more].goes_on = false;
            if let Some(above) = from.checked_sub(1) {
                parts[above].goes_on = false;
            }
        }
    }
}

/// Whether a third of the clauses are equally long.
fn is_verse(parts: &[Part]) -> bool {
    let mut widths: Vec<u32> =
        parts.iter().filter(|part| part.goes_on).map(|part| part.width).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|one, other| one == other).map(<[u32]>::len).max();
    most.unwrap_or(0) * 3 > widths.len()
}

fn part(line: &Line<'_>, next: Option<&Line<'_>>) -> Part {
    const OPENING: [char; 7] = ['“', '‘', '《', '〈', '（', '「', '『'];
    const CLOSING: [char; 14] =
        ['，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》', '〉', '」', '』'];
    let next = next.filter(|next| !next.after_blank);
    let must_go_on = next.is_some_and(closes);
    let marked = next.is_some_and(|next| {
        line.text.ends_with(CLOSING) || next.text.starts_with(OPENING) || must_go_on
    });
    Part {
        width: line.width_in(Measure::Compressed),
        ending: line.ending,
        goes_on: marked,
        must_go_on,
    }
}

/// Whether a line begins with a mark that closes something.
fn closes(line: &Line<'_>) -> bool {
    line.text.starts_with([
        '，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》', '〉', '」', '』',
    ])
}

/// The widths of the columns that the parts fill best.
fn columns(parts: &[Part]) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::with_capacity(COLUMNS);
    let mut least = u32::MAX;
    for _ in 0..COLUMNS {
        let tried = (NARROWEST..WIDEST).step_by(EM as usize / 2).map(|column| {
            let columns = [found.as_slice(), &[column]].concat();
            (fit(parts, &columns).0, column)
        });
        match tried.min() {
            // Any further column makes something fit.
            Some((cost, column)) if cost < least / 20 * 17 => {
                least = cost;
                found.push(column);
            }
            _ => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::{Form, lines};

    const TEXT: [&str; 3] = [
        "船工老何在江上摆渡三十年，手里总是拿着一本书，书页早就翻卷了边。他平日最爱看的，是那本《茶馆》，看到热闹的地方，就念给过江的人听。",
        "客人里，也有人问他：“念这个，做什么呢？”他说：“看茶！”把斗笠一拉，又说：“坐稳了，船要开了。”岸上的人听了，都笑起来。",
        "镇里的人说，只要老码头还在，江上就听得见他的号子；哪一天听不见了，那就是河口镇的桥修好了，老何也该上岸歇一歇了。",
    ];

    /// The texts set in a column `ems` wide.
    fn column(ems: u32) -> String {
        let mut lines = Vec::new();
        for text in TEXT {
            let (mut line, mut edge) = (String::new(), (ems - 2) * EM);
            for c in text.chars() {
                let fits = Form::of(&line).width(Measure::Compressed) + EM <= edge;
                if !fits && !"，。：；！？”》".contains(c) {
                    lines.push(std::mem::take(&mut line));
                    edge = ems * EM;
                }
                line.push(c);
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    /// Breaks a page at its marks, and makes it whole again.
    fn break_and_mend(page: &str) -> Option<String> {
        let mut broken = String::new();
        for (at, c) in page.char_indices() {
            broken.push(c);
            let next = page[at + c.len_utf8()..].chars().next();
            let closes = "，。：；！？》”".contains(c);
            let opens = |next: char| "《“（".contains(next);
            if c != '\n' && next.is_some_and(|next| next != '\n' && (closes || opens(next))) {
                broken.push('\n');
            }
        }
        assert!(broken.lines().count() > 2 * page.lines().count());
        mend(&broken, &lines(&broken))
    }

    #[test]
    fn a_column_is_put_together_again() {
        let page = column(16);
        assert_eq!(break_and_mend(&page).as_ref(), Some(&page));
    }

    #[test]
    fn articles_in_columns_of_three_widths_are_put_together_again() {
        let between = "\n（来源：河口镇）\n渡口又见书船靠岸\n";
        let page = [16, 24, 11].map(column).join(between);
        let mended = break_and_mend(&page).unwrap();
        assert_eq!(mended.matches(between).count(), 2, "{mended}");
        // Here and there a stretch of parts fills another column by chance.
        let kept = page.lines().filter(|line| mended.lines().any(|other| other == *line)).count();
        assert!(kept * 20 >= page.lines().count() * 19, "{kept} lines of\n{page}\n{mended}");
    }

    #[test]
    fn what_is_whole_stays() {
        let verse = "渡口晚归\n日落江边树，\n风吹渡口船。\n归人行欲尽，\n灯火满前川。\n".repeat(4);
        let couplet = "江上晚归\n老何\n日落江边树上，\n风吹渡口船帆。\n".repeat(6);
        for text in [column(16), verse, couplet, TEXT.join("\n"), String::new()] {
            assert_eq!(mend(&text, &lines(&text)), None, "{text}");
        }
    }
}
