//! How hits are spread over time, as one line: a bar a year, or a month where all are of one year.
//! In come counts and the room, out comes text. Bars are blocks, or digits where a block may be two
//! cells wide, so that it reads without colours and on any terminal.

use crate::library::Span;
use crate::text::Clean;
use crate::text::width::Ambiguous;

/// The signs of the heights from nothing to the whole.
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const DIGITS: [char; 9] = ['.', '1', '2', '3', '4', '5', '6', '7', '8'];

/// ` 2016 ▂▁ ▅█ 2021 ` in at most `cells`; empty where nothing has a year or there is no room. What
/// has no hit leaves a gap, and where there is not a cell for each, several years share one.
pub fn histogram(spans: &[Span], cells: u16, boxes: Ambiguous) -> Clean {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Clean::default() };
    let (from, to) = (first.label(), last.label());
    let count = number(*last) - number(*first) + 1;
    let room = usize::from(cells).saturating_sub(from.len() + to.len() + 4);
    let text = match count {
        1 => format!(" {from} "),
        _ if room < 2 => return Clean::default(),
        _ => format!(" {from} {} {to} ", bars(spans, count.div_ceil(room), boxes)),
    };
    if text.chars().count() > usize::from(cells) { Clean::default() } else { Clean::line(&text) }
}

/// A sign for each `share` years or months.
fn bars(spans: &[Span], share: usize, boxes: Ambiguous) -> String {
    let signs = if boxes == Ambiguous::Narrow { BLOCKS } else { DIGITS };
    let start = spans.first().map_or(0, |&span| number(span));
    let mut heights: Vec<usize> = Vec::new();
    for &span in spans {
        let at = (number(span) - start) / share;
        heights.resize(heights.len().max(at + 1), 0);
        heights[at] += span.count.hits;
    }
    let most = heights.iter().copied().max().unwrap_or(0).max(1);
    heights.into_iter().map(|hits| signs[(hits * 8).div_ceil(most).min(8)]).collect()
}

/// Years or months in a row, without gaps.
fn number(span: Span) -> usize {
    match span.month {
        0 => usize::from(span.year),
        month => usize::from(span.year) * 12 + usize::from(month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Count;

    fn check(spans: &[(u16, u8, usize)], cells: u16, boxes: Ambiguous, expected: &str) {
        let span = |&(year, month, hits)| Span { year, month, count: Count { hits, articles: 1 } };
        let spans: Vec<Span> = spans.iter().map(span).collect();
        assert_eq!(histogram(&spans, cells, boxes).as_str(), expected);
    }

    #[test]
    fn a_bar_a_year_with_gaps_where_there_are_none() {
        let spans = [(2019, 0, 1), (2020, 0, 8), (2023, 0, 16)];
        check(&spans, 40, Ambiguous::Narrow, " 2019 ▁▄  █ 2023 ");
        check(&spans, 40, Ambiguous::Safe, " 2019 14..8 2023 ");
        check(&spans, 17, Ambiguous::Narrow, " 2019 ▁▄  █ 2023 ");
        check(&spans, 15, Ambiguous::Narrow, " 2019 ▅ █ 2023 ");
        check(&spans, 13, Ambiguous::Narrow, "");
    }

    #[test]
    fn months_of_one_year() {
        let spans = [(2023, 2, 3), (2023, 4, 3)];
        check(&spans, 40, Ambiguous::Narrow, " 2023-02 █ █ 2023-04 ");
        check(&spans[..1], 40, Ambiguous::Narrow, " 2023-02 ");
        check(&[], 40, Ambiguous::Narrow, "");
    }
}
