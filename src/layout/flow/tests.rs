use proptest::prelude::*;

use super::*;
use crate::layout::samples;
use crate::layout::{Align, Gap, Indent, Measure};
use crate::text::grapheme::graphemes;
use crate::text::width::WidthPolicy;

fn measure(width_cells: u16) -> Measure {
    let (indent, gap) = (Indent::TwoHan, Gap::None);
    let (policy, align) = (WidthPolicy::NARROW, Align::Ragged);
    Measure { width_cells, policy, indent, gap, align }
}

fn article(parts: &[(BlockKind, &str)]) -> Article {
    Article::new(parts.iter().map(|(kind, text)| (*kind, Clean::text(text))))
}

/// The lines from `place` on as they look, with `·` for each cell of indent.
fn shown(flow: &Flow, place: Place, rows: usize) -> Vec<String> {
    flow.lines_from(place, rows)
        .iter()
        .map(|line| "·".repeat(line.indent_cells.into()) + flow.text(line).as_str())
        .collect()
}

fn check(parts: &[(BlockKind, &str)], measure: Measure, expected: &[&str]) {
    let article = article(parts);
    let flow = Flow::new(&article, measure);
    assert_eq!(shown(&flow, flow.first(), 100), expected);
}

const STORY: [(BlockKind, &str); 4] = [
    (BlockKind::Title, "老码头重开"),
    (BlockKind::Subtitle, "江边又见渡船"),
    (BlockKind::Body, "河口镇的老码头昨天重新开放。"),
    (BlockKind::Body, "渡船每小时一班。"),
];

#[test]
fn an_article_is_a_head_and_its_paragraphs() {
    let mut article = article(&STORY);
    article.date = Some(Clean::line("2023-04-05"));
    article.author = Some(Clean::line("林一"));
    let flow = Flow::new(&article, measure(20));
    let expected = [
        "·····老码头重开",
        "····江边又见渡船",
        "·2023-04-05 · 林一",
        "",
        "····河口镇的老码头昨",
        "天重新开放。",
        "····渡船每小时一班。",
    ];
    assert_eq!(shown(&flow, flow.first(), 100), expected);
    let bottom = flow.last_top(3);
    assert_eq!(shown(&flow, bottom, 100), expected[4..]);
    assert_eq!(flow.step(flow.first(), 100), (flow.last(), 6));
    assert_eq!(flow.step(flow.last(), -100), (flow.first(), -6));
}

#[test]
fn an_inferred_title_stands_where_there_is_none() {
    let mut article = article(&STORY[2..]);
    article.inferred_title = Some(Clean::line("渡船"));
    let flow = Flow::new(&article, measure(40));
    let expected =
        ["··················渡船", "", "····河口镇的老码头昨天重新开放。", "····渡船每小时一班。"];
    assert_eq!(shown(&flow, flow.first(), 100), expected);
    assert_eq!(flow.first(), Place { offset: 0, above: 2 });
}

#[test]
fn every_kind_has_its_setting() {
    check(&[(BlockKind::Body, "一二三四五")], measure(10), &["····一二三", "四五"]);
    check(
        &[(BlockKind::Verse, "白日依山\n大江东去浪\n\n千里")],
        measure(12),
        &["····白日依山", "····大江东去", "······浪", "····", "····千里"],
    );
    check(
        &[(BlockKind::List, "1. 一二三四\n- 五六七八九")],
        measure(10),
        &["1. 一二三", "···四", "- 五六七八", "··九"],
    );
    check(&[(BlockKind::Quote, "一二三四五")], measure(10), &["····一二三", "····四五"]);
    check(&[(BlockKind::Code, "if a:\n    b()")], measure(12), &["··if a:", "··    b()"]);
    check(&[(BlockKind::Caption, "一二三四五")], measure(10), &["··一二三四", "··五"]);
    check(&[(BlockKind::Attribution, "林一")], measure(10), &["······林一"]);
    check(&[(BlockKind::Attribution, "一二三四五六")], measure(10), &["一二三四五", "六"]);
}

#[test]
fn paragraphs_may_be_apart_and_headings_are() {
    let parts = [(BlockKind::Body, "一"), (BlockKind::Heading, "二"), (BlockKind::Body, "三")];
    let flush = Measure { indent: Indent::Flush, ..measure(10) };
    check(&parts, flush, &["一", "", "二", "三"]);
    check(&parts, Measure { gap: Gap::EmptyLine, ..flush }, &["一", "", "二", "", "三"]);
}

#[test]
fn an_article_may_be_nothing_but_a_head() {
    let mut only_head = article(&STORY[..1]);
    only_head.source = Some(Clean::line("河口报"));
    let flow = Flow::new(&only_head, measure(10));
    assert_eq!(shown(&flow, flow.first(), 100), ["老码头重开", "··河口报"]);
    assert_eq!(flow.last(), Place { offset: 5, above: 1 });
    let nothing = article(&[]);
    let flow = Flow::new(&nothing, measure(10));
    assert_eq!((flow.first(), flow.last()), (Place::default(), Place::default()));
    assert_eq!(flow.lines_from(flow.first(), 5), []);
    assert_eq!(flow.line_at(flow.first()), None);
    assert_eq!(flow.step(flow.first(), 3), (flow.first(), 0));
}

#[test]
fn the_same_text_is_on_top_after_a_change_of_width() {
    let article = article(&STORY);
    let top = Flow::new(&article, measure(20)).place_of(25);
    let flow = Flow::new(&article, measure(14));
    let line = flow.line_at(top).expect("the article has lines");
    assert!((line.start..line.end).contains(&top.offset));
}

#[test]
fn a_wide_grapheme_is_found_from_both_of_its_cells() {
    let article = article(&[(BlockKind::Body, "汉a字e\u{301}。")]);
    let flow = Flow::new(&article, measure(20));
    let line = flow.line_at(flow.first()).expect("the article has lines");
    let offsets: Vec<u32> = (0..14).map(|cell| flow.offset_at(&line, cell)).collect();
    assert_eq!(offsets, [0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 5, 5, 5, 5]);
    let cells: Vec<u16> = (0..8).map(|offset| flow.cell_of(&line, offset)).collect();
    assert_eq!(cells, [4, 6, 7, 9, 9, 10, 12, 12]);
}

/// The lines of a justified flow as they look, from cell to cell.
fn justified(kind: BlockKind, text: &str, width: u16) -> Vec<String> {
    let article = article(&[(kind, text)]);
    let flow = Flow::new(&article, Measure { align: Align::Justified, ..measure(width) });
    let show = |line: &Line| {
        let (mut row, mut cell) = (String::new(), 0);
        for glyph in flow.glyphs(line) {
            row.push_str(&"·".repeat((glyph.cell - cell).into()));
            row.push_str(&flow.text(line).as_str()[glyph.bytes.clone()]);
            cell = glyph.cell + glyph.cells;
        }
        row
    };
    flow.lines_from(flow.first(), 100).iter().map(show).collect()
}

#[test]
fn justified_lines_open_at_punctuation() {
    let text = "春天，河水涨了2米，渡船停了，人们都说：“再等几天。”就都回去了。";
    assert_eq!(
        justified(BlockKind::Body, text, 17),
        ["····春天，·河水涨", "了2米，渡船停了，", "人们都说：“再等几", "天。”就都回去了。"]
    );
    assert_eq!(
        justified(BlockKind::Quote, "we row a boat over", 16),
        ["····we ··row ··a", "····boat over"]
    );
    // What would be torn apart stays as it is, and so does a poem.
    assert_eq!(justified(BlockKind::Body, "春天来了河水", 13), ["····春天来了", "河水"]);
    assert_eq!(justified(BlockKind::Verse, "河，水涨了春", 13), ["····河，水涨", "······了春"]);
}

fn kind() -> impl Strategy<Value = BlockKind> {
    use BlockKind::{
        Attribution, Body, Caption, Code, Heading, List, Quote, Subtitle, Title, Verse,
    };
    prop::sample::select(vec![
        Body,
        Body,
        Body,
        Heading,
        Verse,
        List,
        Quote,
        Code,
        Caption,
        Attribution,
        Title,
        Subtitle,
    ])
}

prop_compose! {
    fn any_article()(
        parts in prop::collection::vec((kind(), samples::text(), 1_usize..3), 0..5),
        long in prop::option::weighted(0.1, samples::paragraph()),
        title in prop::option::of(samples::paragraph()),
        source in prop::option::of("[一二 ]{1,30}"),
    ) -> Article {
        let parts = parts.into_iter().map(|(kind, text, times)| (kind, text.repeat(times)));
        let long = long.map(|text| (BlockKind::Body, text.repeat(60)));
        let parts = long.into_iter().chain(parts);
        let mut article = Article::new(parts.map(|(kind, text)| (kind, Clean::text(&text))));
        article.inferred_title = title.map(|title| Clean::line(&title));
        article.source = source.map(|source| Clean::line(&source));
        article
    }
}

prop_compose! {
    fn any_measure()(
        width_cells in 0_u16..=120,
        policy in samples::policy(),
        indent in prop::sample::select(vec![Indent::Flush, Indent::TwoHan]),
        gap in prop::sample::select(vec![Gap::None, Gap::EmptyLine]),
        align in prop::sample::select(vec![Align::Ragged, Align::Justified]),
    ) -> Measure {
        Measure { width_cells, policy, indent, gap, align }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_lines_hold_all_of_the_text(article in any_article(), measure in any_measure()) {
        let flow = Flow::new(&article, measure);
        let text = article.text();
        let (mut byte, mut offset) = (0, 0);
        for line in flow.lines_from(flow.first(), usize::MAX) {
            let fits = line.indent_cells + line.cells <= measure.width_cells;
            prop_assert!(fits || flow.text(&line).as_str().chars().count() <= 8, "{line:?}");
            let LineKind::Text(kind) = line.kind else { continue };
            prop_assert_eq!(article.blocks()[line.block].kind, kind);
            prop_assert!(text[byte..line.bytes.start].chars().all(char::is_whitespace));
            offset += text[byte..line.bytes.start].chars().count() as u32;
            prop_assert_eq!(line.start, offset);
            offset += text[line.bytes.clone()].chars().count() as u32;
            prop_assert_eq!(line.end, offset);
            byte = line.bytes.end;
        }
        prop_assert!(text[byte..].trim().is_empty());
    }

    #[test]
    fn stepping_agrees_with_the_lines(
        article in any_article(), measure in any_measure(), at in 0_u32..400, by in -60_isize..60,
        stride in 30_isize..300,
    ) {
        let flow = Flow::new(&article, measure);
        let lines = flow.lines_from(flow.first(), usize::MAX);
        let (mut place, mut row) = (flow.first(), 0);
        // One by one at first, then in strides that leap over pieces.
        for stride in (1..20).map(|_| 1).chain(std::iter::repeat(stride)) {
            let expected = lines.get(row..).unwrap_or_default();
            prop_assert_eq!(flow.lines_from(place, 3), &expected[..expected.len().min(3)]);
            let (next, moved) = flow.step(place, stride);
            if moved < stride {
                break;
            }
            (place, row) = (next, row + moved.unsigned_abs());
        }
        prop_assert_eq!(flow.step(flow.first(), isize::MAX).0, flow.last());
        let from = flow.place_of(at);
        let (to, moved) = flow.step(from, by);
        prop_assert!(moved.abs() <= by.abs() && (moved == by || to == flow.first() || to == flow.last()));
        prop_assert_eq!(flow.step(to, -moved), (from, -moved));
        let rows = by.unsigned_abs();
        prop_assert_eq!(flow.lines_from(flow.last_top(rows), rows).len(), lines.len().min(rows));
    }

    #[test]
    fn an_offset_finds_its_line_and_its_cell(article in any_article(), measure in any_measure()) {
        let flow = Flow::new(&article, measure);
        let lines = flow.lines_from(flow.first(), usize::MAX);
        let lines = lines.iter().filter(|line| matches!(line.kind, LineKind::Text(_)));
        for line in lines.step_by(5) {
            let mut start = line.start;
            for (_, grapheme) in graphemes(flow.text(line).as_str()) {
                let cell = flow.cell_of(line, start);
                let is_seen = measure.policy.grapheme(grapheme) > 0;
                prop_assert!(!is_seen || flow.offset_at(line, cell) == start);
                start += grapheme.chars().count() as u32;
            }
            prop_assert_eq!(flow.place_of(line.start), Place { offset: line.start, above: 0 });
            let last = line.end.max(line.start + 1) - 1;
            prop_assert_eq!(flow.place_of(last).offset, line.start);
            prop_assert_eq!(flow.cell_of(line, line.end), line.indent_cells + line.cells);
        }
    }

    #[test]
    fn justification_moves_no_break_and_ends_at_the_edge(
        article in any_article(), measure in any_measure(),
    ) {
        let flow = |align| Flow::new(&article, Measure { align, ..measure });
        let (ragged, justified) = (flow(Align::Ragged), flow(Align::Justified));
        let lines = |flow: &Flow| flow.lines_from(flow.first(), usize::MAX);
        for (plain, line) in lines(&ragged).iter().zip(lines(&justified)) {
            prop_assert_eq!(&plain.bytes, &line.bytes);
            prop_assert_eq!(plain.cells + line.spread.cells(), line.cells);
            if line.spread.cells() > 0 {
                prop_assert_eq!(line.indent_cells + line.cells, measure.width_cells);
                let last = justified.glyphs(&line).last().map_or(0, |last| last.cell + last.cells);
                prop_assert_eq!(last, measure.width_cells);
                let rest = &article.text()[line.bytes.end..];
                prop_assert!(!rest.trim_start_matches(' ').starts_with('\n') && !rest.is_empty());
            }
        }
    }

    #[test]
    fn what_was_kept_changes_no_line(
        articles in [any_article(), any_article()], measures in [any_measure(), any_measure()],
        asked in proptest::collection::vec((0_usize..2, 0_usize..2, 0_u32..400), 1..12),
    ) {
        let articles = articles.map(Arc::new);
        let kept = Kept::default();
        for (article, measure, offset) in asked {
            let (article, measure) = (&articles[article], measures[measure]);
            let (fresh, resumed) =
                (Flow::new(article, measure), Flow::resume(article, measure, &kept));
            let place = fresh.place_of(offset);
            prop_assert_eq!(resumed.place_of(offset), place);
            prop_assert_eq!(resumed.lines_from(place, 9), fresh.lines_from(place, 9));
            prop_assert_eq!(resumed.last_top(5), fresh.last_top(5));
        }
    }

    #[test]
    fn any_place_is_a_line(
        article in any_article(), measure in any_measure(), offset in 0_u32..9000, above in 0_u16..5,
    ) {
        let flow = Flow::new(&article, measure);
        let place = Place { offset, above };
        let line = flow.line_at(place);
        prop_assert_eq!(line.is_none(), flow.lines_from(flow.first(), 1).is_empty());
        prop_assert_eq!(flow.line_at(flow.step(place, 0).0), line);
    }
}
