use proptest::prelude::*;

use super::*;
use crate::layout::samples;

fn clean(text: &str) -> Clean {
    Clean::text(text)
}

fn check(text: &str, width: u16, first_indent: u16, expected: &[&str]) {
    let text = clean(text);
    let rows: Vec<String> = wrap(text.shown(), width, first_indent, WidthPolicy::NARROW)
        .into_iter()
        .map(|row| "·".repeat(row.indent_cells.into()) + &text[row.bytes])
        .collect();
    assert_eq!(rows, expected, "{text:?} in {width}");
}

#[test]
fn marks_stay_with_their_words() {
    check("春天来了，河水涨了。", 8, 0, &["春天来", "了，河水", "涨了。"]);
    check("他说：“好。”就走了", 10, 4, &["····他说：", "“好。”就走", "了"]);
    check("一九九八年——那是", 11, 0, &["一九九八年", "——那是"]);
    check("全长12公里，共100个站", 12, 0, &["全长12公里，", "共100个站"]);
}

#[test]
fn spaces_hang_over_the_edge() {
    check("four five  six", 9, 0, &["four five", "six"]);
    check("four five  six", 4, 0, &["four", "five", "six"]);
    check("end   ", 3, 0, &["end"]);
}

#[test]
fn line_ends_are_kept() {
    check("一\n\n二\n", 8, 2, &["··一", "··", "··二", "··"]);
    check("", 8, 0, &[""]);
}

#[test]
fn what_cannot_break_is_broken_in_an_emergency() {
    check("abcdefghij", 4, 0, &["abcd", "efgh", "ij"]);
    check("好。。。。。", 6, 0, &["好。。", "。。。"]);
    check("（（（（汉））））", 6, 0, &["（（（", "（汉）", "）））"]);
}

#[test]
fn an_emergency_prefers_a_place_that_the_rules_allow() {
    check("x/y/z/w", 4, 0, &["x/y/", "z/w"]);
    check("（（（（（汉", 8, 0, &["（（（（", "（汉"]);
    check("abcd$100", 5, 0, &["abcd", "$100"]);
}

#[test]
fn a_glyph_wider_than_the_width_has_its_own_row() {
    check("汉字a", 1, 4, &["汉", "字", "a"]);
    let text = clean("汉");
    assert_eq!(wrap(text.shown(), 1, 0, WidthPolicy::NARROW)[0].cells, 2);
    check("ab", 0, 0, &["a", "b"]);
}

#[test]
fn an_indent_without_room_falls_away() {
    check("春天来了", 9, 4, &["春天来了"]);
    check("春天来了", 10, 4, &["····春天来", "了"]);
}

#[test]
fn a_cut_is_on_a_grapheme() {
    let check = |text: &str, cells, cut_text: &str, elided: &str| {
        let text = clean(text);
        assert_eq!(cut(text.shown(), cells, WidthPolicy::NARROW).as_str(), cut_text);
        assert_eq!(elide(text.shown(), cells, WidthPolicy::NARROW).as_str(), elided);
    };
    check("春天来了", 8, "春天来了", "春天来了");
    check("春天来了", 7, "春天来", "春天来…");
    check("春天来了", 4, "春天", "春…");
    check("春 天来了", 4, "春 ", "春…");
    check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}e\u{301}", "e\u{301}…");
    check("春天", 1, "", "…");
    check("春天", 0, "", "");
    let wide = WidthPolicy::default();
    assert_eq!(elide(clean("春天").shown(), 3, wide).as_str(), "…");
    assert_eq!(elide(clean("ab").shown(), 1, wide).as_str(), "a");
}

const NO_START: [char; 18] = [
    '。', '，', '、', '；', '：', '？', '！', '）', '》', '」', '』', '】', '”', '’', '·', '～',
    '々', '％',
];
const NO_END: [char; 8] = ['（', '《', '“', '‘', '「', '『', '【', '￥'];

/// The widths that pages usually have, and any other.
fn width() -> impl Strategy<Value = u16> {
    prop_oneof![prop::sample::select(vec![20, 34, 40, 60, 76, 100]), 0_u16..=200]
}

proptest! {
    #[test]
    fn rows_are_whole_and_fit(
        text in samples::text(),
        width in width(),
        indent in 0_u16..8,
        policy in samples::policy(),
    ) {
        let text = clean(&text);
        let rows = wrap(text.shown(), width, indent, policy);
        let mut end = 0;
        for row in &rows {
            let gap = &text[end..row.bytes.start];
            prop_assert!(gap.chars().all(char::is_whitespace), "lost {gap:?}");
            end = row.bytes.end;
            let shown = &text[row.bytes.clone()];
            prop_assert_eq!(usize::from(row.cells), policy.text(shown));
            let is_lone = graphemes(shown).nth(1).is_none();
            prop_assert!(row.indent_cells + row.cells <= width || is_lone, "{shown:?}");
        }
        prop_assert!(text[end..].trim().is_empty());
    }

    #[test]
    fn rows_break_where_it_is_allowed_and_not_too_early(
        line in samples::paragraph(),
        width in width().prop_map(|width| width.max(6)),
        policy in samples::policy(),
    ) {
        let line = clean(&line);
        let allowed: Vec<usize> = atoms(&line)
            .filter(|atom| atom.before == Break::Allowed)
            .map(|atom| atom.start)
            .collect();
        let boundaries: Vec<usize> = graphemes(&line).map(|(at, _)| at).collect();
        let rows: Vec<Row> = fill(&line, width, Indents::default(), policy).collect();
        for pair in rows.windows(2) {
            let (start, next) = (pair[0].bytes.start, pair[1].bytes.start);
            prop_assert!(boundaries.contains(&next), "inside a grapheme");
            if !allowed.contains(&next) {
                let escape = allowed.iter().find(|&&at| start < at && at <= next);
                prop_assert_eq!(escape, None, "an emergency where there was none");
                continue;
            }
            let (end, start_text) = (&line[..pair[0].bytes.end], &line[next..]);
            prop_assert!(!start_text.starts_with(NO_START), "starts a line: {start_text:?}");
            prop_assert!(!end.ends_with(NO_END), "ends a line: {end:?}");
            let following = allowed.iter().copied().find(|&at| at > next).unwrap_or(line.len());
            let more = line[start..following].trim_end();
            prop_assert!(policy.text(more) > width.into(), "{more:?} fits into {width}");
        }
    }

    #[test]
    fn a_cut_is_the_longest_that_fits(
        text in samples::paragraph(),
        cells in 0_u16..60,
        policy in samples::policy(),
    ) {
        let text = clean(&text);
        let part = cut(text.shown(), cells, policy).as_str();
        prop_assert!(text.starts_with(part) && policy.text(part) <= cells.into());
        let next = graphemes(&text[part.len()..]).next().map_or(0, |(_, next)| policy.grapheme(next));
        prop_assert!(part.len() == text.len() || policy.text(part) + usize::from(next) > cells.into());
        prop_assert!(policy.text(&elide(text.shown(), cells, policy)) <= cells.into());
    }
}
