//! What a line shows by itself, or beside the next. In come lines, out comes a yes or no. Refuses to
//! look at a page.

use crate::article::line::{EM, Line};
use crate::article::metadata::dynasty;
use crate::article::sign;
use crate::text::han::is_han;

/// Whether every bracket and quotation that is opened is closed: a line of running text is cut
/// anywhere.
pub fn is_balanced(line: &Line<'_>) -> bool {
    !line.form.holds(['“', '”', '《', '》', '（', '）', '「', '」', '『', '』', '【', '】'])
        || are_balanced(std::iter::once(line.text))
}

pub fn are_balanced<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut open = [0_i32; 6];
    for c in texts.flat_map(str::chars) {
        let (kind, step) = match c {
            '“' => (0, 1),
            '”' => (0, -1),
            '《' => (1, 1),
            '》' => (1, -1),
            '（' => (2, 1),
            '）' => (2, -1),
            '「' => (3, 1),
            '」' => (3, -1),
            '『' => (4, 1),
            '』' => (4, -1),
            '【' => (5, 1),
            '】' => (5, -1),
            _ => continue,
        };
        open[kind] += step;
    }
    open == [0; 6]
}

/// Whether lines are those of a few words set in a narrower column: one edge, and an indent.
pub fn is_column(group: &[Line<'_>]) -> bool {
    /// A column of names, one below another, is none.
    const NARROWEST: u32 = 5 * EM;
    let [first, second, third, ..] = group else { return false };
    let indent = second.width.saturating_sub(first.width);
    second.width.abs_diff(third.width) <= EM / 2
        && (NARROWEST..second.column).contains(&second.width)
        && (indent <= EM / 2 || (EM * 3 / 2..=EM * 5 / 2).contains(&indent))
}

/// Two to four characters under a title: the name of its author.
pub fn is_name(line: &Line<'_>) -> bool {
    line.width <= 4 * EM && line.text.chars().all(|c| c.is_alphabetic() || c.is_whitespace())
}

/// 清·某人 撰, or an office and a name: who wrote what the title names, or who gave the speech.
pub fn is_signature(text: &str) -> bool {
    const OFFICES: &str = "长長任记記委员員席理表授师師";
    let mut words = text.split_whitespace();
    let spoken = matches!((words.next(), words.next()), (Some(office), Some(name))
        if office.ends_with(|c| OFFICES.contains(c)) && (1..=4).contains(&name.chars().count()))
        && text.len() <= 90
        && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    spoken || dynasty::author(text).is_some()
}

/// 〔唐〕某人 over a poem.
pub fn is_poet(line: &Line<'_>) -> bool {
    line.width <= 8 * EM && line.text.starts_with(['〔', '［', '['])
}

/// Without a mark that parts what a sentence says.
pub fn is_bare(line: &Line<'_>) -> bool {
    !line.form.holds(['，', '、', '：', '；', '。'])
}

/// Short by an indent exactly, which a line inside a paragraph seldom is.
pub fn is_two_ems_short(line: &Line<'_>) -> bool {
    let gap = line.column.saturating_sub(line.width);
    (EM * 3 / 2..=EM * 5 / 2).contains(&gap)
}

/// A bracket that closes an article, by itself or behind its last sentence.
pub fn is_bracket(line: &Line<'_>) -> bool {
    sign::closing_bracket(line.text).is_some() || sign::split_closing_bracket(line.text).is_some()
}

/// Short by an indent and the part of an em that no character fits in, where no word of Latin script
/// was too long for the rest of the line.
pub fn lacks_indent_and_character(line: &Line<'_>, next: &Line<'_>) -> bool {
    let gap = line.column.saturating_sub(line.width);
    (EM * 11 / 4..=EM * 13 / 4).contains(&gap) && next.text.starts_with(is_han)
}

/// Whether a line in mid-sentence lacks an indent to go by the full line below it.
pub fn is_first_over(line: &Line<'_>, below: &Line<'_>) -> bool {
    let gap = below.width.saturating_sub(line.width);
    !line.ended() && below.is_full() && (EM + EM / 4..=EM * 11 / 4).contains(&gap)
}

/// Wider than its column: set across several.
pub fn is_wide(line: &Line<'_>) -> bool {
    line.width > line.column + EM
}
