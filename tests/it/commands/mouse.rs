//! What the mouse does.

use super::*;

#[test]
fn a_click_opens_what_it_hits() {
    let mut reader = open();
    reader.session.drag((6, 4), (6, 4));
    assert!(reader.row(0).contains("茶馆的午后"));
    assert!(reader.status().contains("阅读"));
}

#[test]
fn a_drag_selects_whole_wide_characters() {
    let mut reader = open();
    reader.press("gp灯塔<CR>");
    let text = reader.row(3);
    assert!(text.contains("守塔人把缆绳"), "{text}");
    // The text begins at column 25, behind pane, gutter and indent; 30 is the right half of 人.
    reader.session.drag((25, 3), (30, 3));
    reader.press("y");
    assert_eq!(reader.session.copied(), Some("守塔人"));
}

const MIXED: &str = "# 一格\n\n他说：“α—é，e\u{301}好……”\n\n## 二\n\nabc 汉字 def。\n";

/// The mouse points at what stands under it, whatever the widths are.
#[test]
fn a_click_hits_the_character_under_it() {
    for (policy, ambiguous) in
        [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide), ("safe", Ambiguous::Wide)]
    {
        let mut reader = Reader::open(&[("1-一格.md", MIXED)], 60, 16);
        reader.session.set_ambiguous(policy);
        reader.ambiguous = ambiguous;
        let screen = reader.screen();
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains('α')).expect("it");
        let (y, start) = (y as u16, row.find('他').expect("it"));
        let mut x: u16 = row[..start].graphemes(true).map(|g| cells(g, ambiguous)).sum();
        let first = x;
        for grapheme in row[start..].graphemes(true).take_while(|g| !matches!(*g, "│" | "|" | " "))
        {
            for cell in x..x + cells(grapheme, ambiguous) {
                reader.session.drag((cell, y), (cell, y));
                assert_eq!(reader.session.cursor(), Some((x, y)), "{policy} {grapheme} {cell}");
            }
            x += cells(grapheme, ambiguous);
        }
        let last = x - cells("”", ambiguous);
        reader.session.drag((57, y), (57, y));
        assert_eq!(reader.session.cursor(), Some((last, y)), "{policy}: past the end of the line");
        reader.session.drag((first - 5, y), (first - 5, y));
        assert_eq!(reader.session.cursor(), Some((first, y)), "{policy}: before the indent");
        reader.session.drag((first, y + 1), (first, y + 1));
        assert_eq!(reader.at_cursor().chars().next(), Some('二'), "{policy}: an empty line");
        reader.session.drag((first, 14), (first, 14));
        assert_eq!(reader.at_cursor().chars().next(), Some('。'), "{policy}: below the text");
    }
}

#[test]
fn a_double_click_selects_a_word_and_a_triple_one_a_sentence() {
    let select = |times: u8, from: u16, to: u16| {
        let mut reader = open();
        reader.press("gp灯塔<CR>");
        // 守 stands at column 25, 缆绳 at 33 to 36.
        reader.session.drag_again(times, (from, 3), (to, 3));
        reader.press("y").session.copied().unwrap_or_default().to_owned()
    };
    assert_eq!(select(2, 34, 34), "缆绳");
    assert_eq!(select(2, 36, 36), "缆绳");
    assert!(select(2, 34, 38).starts_with("缆绳挂"));
    assert!(select(2, 34, 26).starts_with('守') && select(2, 34, 26).ends_with("把缆绳"));
    assert_eq!(select(3, 34, 34), "守塔人把缆绳挂在门后。");
}

#[test]
fn a_drag_beyond_the_edge_scrolls() {
    let mut reader = open();
    let second = reader.text(2);
    reader.session.drag((30, 5), (30, 15));
    assert_eq!(reader.text(1), second);
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(14));
    reader.session.drag((30, 5), (30, 0));
    assert_ne!(reader.text(1), second, "and back");
}

#[test]
fn the_wheel_turns_what_lies_under_it() {
    let mut reader = open();
    reader.session.wheel_down(40, 6);
    assert!(same(&reader, &after("3j")));
    let (caret, styles) = (reader.session.cursor(), reader.session.styles());
    reader.session.wheel_down(4, 4);
    assert_eq!(reader.session.cursor(), caret, "the article keeps the focus");
    assert_ne!(reader.session.styles(), styles, "another row of the list is selected");
}
