//! The page: that it keeps its place, whatever its size and settings, and how it is set.

use proptest::prelude::*;

use crate::fixture::Reader;

/// Sixty paragraphs, some long, some a line, with what Chinese text holds.
fn long_article() -> String {
    let paragraph = |n| {
        let tail = "岸上的人谁也不催，水还在慢慢地涨。".repeat(n % 4);
        format!("\n{n}号渡船靠岸，船夫说：“缆绳数了{n}遍——the rope is long。”{tail}\n")
    };
    format!("# 船夫的账\n{}", (101_usize..161).map(paragraph).collect::<String>())
}

/// One change of what the page hangs on.
#[derive(Clone, Copy, Debug)]
enum Change {
    Resize(u16, u16),
    Keys(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (1_u16..210, 1_u16..70).prop_map(|(cols, rows)| Change::Resize(cols, rows)),
        2 => prop::sample::select(vec!["z", "<Tab><Tab>", ":justify<CR>", ":line-spacing<CR>",
            ":paragraph-gap<CR>"]).prop_map(Change::Keys),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_page_comes_back_after_any_change(
        changes in prop::collection::vec(change(), 1..8),
        place in prop::sample::select(vec!["", "50%", "80%", "G", "30%jjj}", "60%)", "<Space>"]),
        setting in prop::sample::select(vec!["", "-", ":columns<CR>"]),
    ) {
        let mut reader = Reader::open(&[("账.md", &long_article())], 100, 24);
        reader.press(setting).press(place).press("<Esc>");
        let (screen, cursor) = (reader.screen(), reader.session.cursor());
        for change in &changes {
            match change {
                Change::Resize(cols, rows) => reader.session.resize(*cols, *rows),
                Change::Keys(keys) => {
                    reader.press(keys);
                }
            }
        }
        // Each change by keys is its own inverse.
        for change in changes.iter().rev() {
            if let Change::Keys(keys) = change {
                reader.press(keys);
            }
        }
        reader.press("<Esc>").session.resize(100, 24);
        prop_assert_eq!(screen, reader.screen());
        prop_assert_eq!(cursor, reader.session.cursor());
    }
}

#[test]
fn a_page_never_begins_inside_a_heading() {
    let heading = "甲".repeat(9) + &"乙".repeat(9) + &"丙".repeat(9);
    let section = format!("\n## {heading}\n\n{}\n", "水还在慢慢地涨。".repeat(9));
    let mut reader = Reader::open(&[("账.md", &format!("# 账\n{}", section.repeat(30)))], 24, 12);
    let mut headings = 0;
    for lines in 1..40 {
        reader.press("ggj").press(&format!("{lines}j")).press("<Space>");
        let top = reader.text(1);
        headings += usize::from(top.starts_with('甲'));
        let is_cut = top.starts_with('乙') || top.starts_with('丙') || top.ends_with("丙");
        assert!(!is_cut || top.starts_with('甲'), "{}", reader.screen());
    }
    assert!(headings > 3, "a heading came to the top");
}

#[test]
fn lines_end_at_the_edge_where_marks_give_way() {
    let text = "# 桥\n\n河上有一座桥，木头的，每天清早自己先响3声。老渡工说：“那是桥在说早。”谁也不知道。\n";
    let mut reader = Reader::open(&[("桥.md", text)], 24, 12);
    reader.press(":justify<CR>");
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 桥 ──────────────────┐
    │          桥          │
    │                      │
    │      河上有一座桥，  │
    │  木头的， 每天清早自 │
    │  己先响3声。  老渡工 │
    │  说：“那是桥在说     │
    │  早。”谁也不知道。   │
    │                      │
    │                      │
    │                      │
    └ 阅读  ───── 两端对齐 ┘
    ");
    // The caret and the mouse find the characters that were moved, and the selection covers what
    // opened between them.
    for (x, at) in [(9, "， 每天"), (11, "， 每天"), (12, "每天")] {
        reader.session.drag((x, 4), (x, 4));
        assert!(reader.at_cursor().starts_with(at), "{x}: {}", reader.at_cursor());
    }
    reader.session.drag((7, 4), (12, 4));
    assert!((7..14).all(|x| reader.style_at(x, 4).contains("reversed")));
    assert!(!reader.style_at(14, 4).contains("reversed"));
    reader.press("y");
    assert_eq!(reader.session.copied(), Some("的，每"));
}

#[test]
fn two_columns_are_one_text() {
    let mut reader = Reader::open(&[("账.md", &long_article())], 120, 16);
    reader.press("50%");
    reader.press(":columns<CR>");
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 来源 ────────────────────────┬ 船夫的账 ────────────────────────────────────────────────────────────────── 1/1 · 62% ┐
    │- 河边                     (1)│  催，水还在慢慢地涨。岸上的人谁也不催，水    催，水还在慢慢地涨。岸上的人谁也不催，水 │
    │  > 船夫的账                  │  还在慢慢地涨。                              还在慢慢地涨。                           │
    │                              │      131号渡船靠岸，船夫说：“缆绳数了131         135号渡船靠岸，船夫说：“缆绳数了135  │
    │                              │  遍——the rope is long。”岸上的人谁也不       遍——the rope is long。”岸上的人谁也不    │
    │                              │  催，水还在慢慢地涨。岸上的人谁也不催，水    催，水还在慢慢地涨。岸上的人谁也不催，水 │
    │                              │  还在慢慢地涨。岸上的人谁也不催，水还在慢    还在慢慢地涨。岸上的人谁也不催，水还在慢 │
    │                              │  慢地涨。                                    慢地涨。                                 █
    │                              │      132号渡船靠岸，船夫说：“缆绳数了132         136号渡船靠岸，船夫说：“缆绳数了136  █
    │                              │  遍——the rope is long。”                     遍——the rope is long。”                  │
    │                              │      133号渡船靠岸，船夫说：“缆绳数了133         137号渡船靠岸，船夫说：“缆绳数了137  │
    │                              │  遍——the rope is long。”岸上的人谁也不       遍——the rope is long。”岸上的人谁也不    │
    │                              │  催，水还在慢慢地涨。                        催，水还在慢慢地涨。                     │
    │                              │      134号渡船靠岸，船夫说：“缆绳数了134         138号渡船靠岸，船夫说：“缆绳数了138  │
    │                              │  遍——the rope is long。”岸上的人谁也不       遍——the rope is long。”岸上的人谁也不    │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 Tab来源 q退出 ──────────────────────────────────────────────────── 分两栏 ┘
    ");
}

#[test]
fn lines_may_stand_apart() {
    let mut reader = Reader::open(&[("账.md", &long_article())], 60, 12);
    reader.press(":line-spacing<CR>");
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 来源 ───────────┬ 船夫的账 ──────────────────── 1/1 · 1% ┐
    │- 河边        (1)│                船夫的账                █
    │  > 船夫的账     │                                        │
    │                 │                                        │
    │                 │                                        │
    │                 │      101号渡船靠岸，船夫说：“缆绳数了  │
    │                 │                                        │
    │                 │  101遍——the rope is long。”岸上的人谁  │
    │                 │                                        │
    │                 │  也不催，水还在慢慢地涨。              │
    │                 │                                        │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 ── 行间空一行 ┘
    ");
}

#[test]
fn the_bar_has_a_sign_for_each_kind() {
    let mut reader = Reader::open(&[("账.md", &long_article())], 60, 20);
    reader.press("20%m40%Mk60%a记<Esc>gg/150号<CR>gg");
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 来源 ───────────┬ 船夫的账 ──────────────────── 1/1 · 6% ┐
    │- 河边        (1)│                船夫的账                █
    │  > 船夫的账     │                                        █
    │                 │      101号渡船靠岸，船夫说：“缆绳数了  │
    │                 │  101遍——the rope is long。”岸上的人谁  *
    │                 │  也不催，水还在慢慢地涨。              │
    │                 │      102号渡船靠岸，船夫说：“缆绳数了  │
    │                 │  102遍——the rope is long。”岸上的人谁  k
    │                 │  也不催，水还在慢慢地涨。岸上的人谁也  │
    │                 │  不催，水还在慢慢地涨。                │
    │                 │      103号渡船靠岸，船夫说：“缆绳数了  +
    │                 │  103遍——the rope is long。”岸上的人谁  │
    │                 │  也不催，水还在慢慢地涨。岸上的人谁也  │
    │                 │  不催，水还在慢慢地涨。岸上的人谁也不  │
    │                 │  催，水还在慢慢地涨。                  <
    │                 │      104号渡船靠岸，船夫说：“缆绳数了  │
    │                 │  104遍——the rope is long。”            │
    ├ 检索 ───────────┴────────────────────────────────────────┤
    │/150号                                1/1 处 · 1 篇 · 0ms │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 ── 已存 09:41 ┘
    ");
}
