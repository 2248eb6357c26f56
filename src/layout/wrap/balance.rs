//! The rows of a headline: no more of them than there must be, and of about one length. Refuses to
//! know where they stand.

use super::{Indents, Row, fill};
use crate::text::width::WidthPolicy;

/// What takes more rows is no headline, and is filled.
const ROWS_MAX: usize = 6;

/// Wraps a line of text, which holds no line end, to at most `width_cells`. A headline in two parts
/// breaks between them, as it is printed: `水位退了 人也回来了`.
pub fn balance(line: &str, width_cells: u16, policy: WidthPolicy) -> Vec<Row> {
    let rows = |width| fill(line, width, Indents::default(), policy);
    let filled: Vec<Row> = rows(width_cells).collect();
    let count = filled.len();
    if !(2..=ROWS_MAX).contains(&count) {
        return filled;
    }
    if let (2, Some(parted)) = (count, parts(line, width_cells, policy)) {
        return parted;
    }
    let fits = |width: u16| rows(width).nth(count).is_none();
    let (mut narrow, mut wide) = (0, width_cells);
    while narrow < wide {
        let width = narrow.midpoint(wide);
        if fits(width) {
            wide = width;
        } else {
            narrow = width + 1;
        }
    }
    rows(wide).collect()
}

/// The two parts around the space that stands nearest to the middle, where each fits into a row
/// and neither is a scrap beside the other.
fn parts(line: &str, width_cells: u16, policy: WidthPolicy) -> Option<Vec<Row>> {
    let whole = line.trim();
    let from = line.len() - line.trim_start().len();
    let part = |start: usize, text: &str| {
        let start = start + text.len() - text.trim_start().len();
        let text = text.trim();
        let cells = policy.text(text);
        (cells <= usize::from(width_cells)).then(|| Row {
            bytes: start..start + text.len(),
            indent_cells: 0,
            cells: cells as u16,
        })
    };
    let splits = whole
        .match_indices([' ', '\u{3000}'])
        .filter_map(|(at, _)| Some([part(from, &whole[..at])?, part(from + at, &whole[at..])?]));
    let difference = |[a, b]: &[Row; 2]| a.cells.abs_diff(b.cells);
    let best = splits.min_by_key(difference)?;
    let longer = best[0].cells.max(best[1].cells);
    let is_headline = !whole.is_ascii() && 2 * difference(&best) <= longer;
    is_headline.then(|| best.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::samples;
    use crate::text::Clean;

    #[test]
    fn the_rows_of_a_headline_are_of_one_length() {
        let check = |line, width, expected: &[&str]| {
            let rows = balance(line, width, WidthPolicy::NARROW);
            let rows: Vec<&str> = rows.into_iter().map(|row| &line[row.bytes]).collect();
            assert_eq!(rows, expected, "{line} in {width}");
        };
        check("渡口停航", 8, &["渡口停航"]);
        check("末班渡轮靠岸了", 12, &["末班渡轮", "靠岸了"]);
        check("县里三个渡口今年冬天先后停航", 12, &["县里三个渡", "口今年冬天", "先后停航"]);
        check("水位退了 人也回来了", 18, &["水位退了", "人也回来了"]);
        // A scrap stays with its line.
        check("渡口 今年冬天先后停航了", 20, &["渡口 今年冬", "天先后停航了"]);
        check("The ferry stops at dawn", 18, &["The ferry", "stops at dawn"]);
        check("", 8, &[""]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_row_is_added(
            line in samples::paragraph(),
            width in 0_u16..100,
            policy in samples::policy(),
        ) {
            let line = Clean::line(&line);
            let filled: Vec<Row> = fill(&line, width, Indents::default(), policy).collect();
            let rows = balance(&line, width, policy);
            prop_assert_eq!(rows.len(), filled.len());
            let mut end = 0;
            for (row, filled) in rows.iter().zip(&filled) {
                prop_assert!(line[end..row.bytes.start].trim().is_empty());
                end = row.bytes.end;
                prop_assert_eq!(usize::from(row.cells), policy.text(&line[row.bytes.clone()]));
                let is_lone = filled.cells > width;
                prop_assert!(row.cells <= width || is_lone);
            }
            prop_assert!(line[end..].trim().is_empty());
        }
    }
}
