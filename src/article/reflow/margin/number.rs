//! Page numbers that were left between the paragraphs of a text. In come lines, out come those that
//! are text. Refuses a figure that could number a part: those count from one, below ends.

use crate::article::line::Line;
use crate::article::reflow::clutter::is_figure;
use crate::text::Clean;

/// The fewest lines between two page numbers.
const APART: usize = 4;

/// Parts are seldom so many, nor does their number begin so high.
const PAST_PARTS: u32 = 10;

/// Takes the page numbers away where all figures that stand alone between blank lines count pages; they
/// are added to `dropped`.
pub fn unnumber<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let parted = |at: usize| lines.get(at).is_none_or(|line| line.after_blank);
    let found: Vec<(usize, u32)> = (0..lines.len())
        .filter(|&at| is_figure(lines[at].text) && (at == 0 || parted(at)) && parted(at + 1))
        .filter_map(|at| Some((at, lines[at].text.parse().ok()?)))
        .collect();
    let counts = |two: &[(usize, u32)]| {
        (1..=2).contains(&two[1].1.saturating_sub(two[0].1)) && two[1].0 - two[0].0 > APART
    };
    let cuts = |&(at, _): &(usize, u32)| at > 0 && !lines[at - 1].ended();
    let is_past = found.first().is_some_and(|first| first.1 >= PAST_PARTS);
    if found.len() < 2 || !found.windows(2).all(counts) || !(is_past || found.iter().all(cuts)) {
        return lines;
    }
    let is_number = |at: usize| found.binary_search_by_key(&at, |&(at, _)| at).is_ok();
    let (numbers, kept): (Vec<_>, Vec<_>) =
        lines.into_iter().enumerate().partition(|&(at, _)| is_number(at));
    dropped.extend(numbers.into_iter().map(|(_, line)| Clean::line(line.text)));
    kept.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line;

    fn check(numbers: [&str; 2], end: &str, expected: usize) {
        let page = format!("渡船来了\n\n人也来了\n\n雾散了\n\n江上有风{end}\n\n");
        let text = format!("{page}{}\n\n{page}{}\n\n渡船走了。", numbers[0], numbers[1]);
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
    fn numbers_of_parts_and_other_figures_stay() {
        check(["1", "2"], "。", 0);
        check(["45", "19"], "。", 0);
        check(["2008", "2019"], "", 0);
    }
}
