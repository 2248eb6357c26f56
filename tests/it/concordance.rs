//! The concordance: every hit of a query on a line of its own, at the prompt and in the reader.

use crate::fixture::{Ambiguous, Reader, cells, is_ambiguous};
use crate::program::Home;
use unicode_segmentation::UnicodeSegmentation;

const BRIDGE: &str = "# 桥头的灯\n\n发布时间：2021-03-05\n来源：河口报\n\n“灯”亮了，船才靠岸。守桥人说：\
灯要亮到天明——风再大也一样。\n";
const STREET: &str = "# 街上没有灯\n\n发布时间：2019-11-20\n来源：北坡报\n\n那一年街上没有灯。谁家的窗亮着，谁家就是灯。\n";

fn home() -> Home {
    let home = Home::new();
    home.write("books/1-桥.md", BRIDGE);
    home.write("books/2-街.md", STREET);
    home
}

fn kwic(home: &Home, more: &[&str]) -> String {
    home.run_here(&[&["search", "灯", "books", "--kwic"], more].concat()).done()
}

/// The cell at which the hit begins in each line: it stands between two blanks.
fn hit_cells(printed: &str, ambiguous: Ambiguous) -> Vec<u16> {
    let cell = |line: &str| {
        let at = format!("{line} ").find(" 灯 ").expect("a hit") + 1;
        line[..at].graphemes(true).map(|symbol| cells(symbol, ambiguous)).sum()
    };
    printed.lines().map(cell).collect()
}

#[test]
fn a_line_a_hit_with_its_article() {
    insta::assert_snapshot!(kwic(&home(), &["--width", "72", "--kwic-sort", "right"]), @r"
    43ec29ea           街上没有 灯                           2019-11-20 北…
    ee49164c             桥头的 灯                           2021-03-05 河…
    ee49164c                  “ 灯 ”亮了，船才靠岸。守桥人说 2021-03-05 河…
    43ec29ea 的窗亮着，谁家就是 灯 。                        2019-11-20 北…
    43ec29ea     那一年街上没有 灯 。谁家的窗亮着，谁家就是  2019-11-20 北…
    ee49164c 才靠岸。守桥人说： 灯 要亮到天明——风再大也一样  2021-03-05 河…
    ");
}

#[test]
fn hits_stand_below_one_another_whatever_the_widths() {
    let home = home();
    for (name, ambiguous) in [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide)] {
        for width in ["20", "59", "60", "100"] {
            let printed = kwic(&home, &["--width", width, "--ambiguous", name]);
            assert!(printed.contains('“') && printed.chars().any(is_ambiguous));
            let at = hit_cells(&printed, ambiguous);
            assert!(at.len() == 6 && at.iter().all(|&cell| cell == at[0]), "{at:?}\n{printed}");
            let all =
                |line: &str| line.graphemes(true).map(|symbol| cells(symbol, ambiguous)).sum();
            let widest: u16 = printed.lines().map(all).max().expect("lines");
            assert!(widest <= width.parse().expect("a number"), "{printed}");
        }
    }
}

#[test]
fn lines_order_by_date_and_source() {
    let home = home();
    let sources = |order| -> Vec<bool> {
        let table = kwic(&home, &["--tsv", "--kwic-sort", order]);
        table.lines().skip(1).map(|line| line.contains("河口报")).collect()
    };
    assert_eq!(sources("date"), [false, false, false, true, true, true]);
    assert_eq!(sources("source"), sources("date"));
}

#[test]
fn a_table_has_a_column_for_everything_and_no_stray_tab() {
    let table = kwic(&home(), &["--tsv", "-n", "2", "-C", "3"]);
    insta::assert_snapshot!(table.replace('\t', " ¦ "), @r"
    left ¦ hit ¦ right ¦ date ¦ source ¦ title ¦ id ¦ path ¦ start ¦ end
    上没有 ¦ 灯 ¦  ¦ 2019-11-20 ¦ 北坡报 ¦ 街上没有灯 ¦ 43ec29eae445d124 ¦ books/2-街.md ¦ 4 ¦ 5
    上没有 ¦ 灯 ¦ 。谁家 ¦ 2019-11-20 ¦ 北坡报 ¦ 街上没有灯 ¦ 43ec29eae445d124 ¦ books/2-街.md ¦ 13 ¦ 14
    ");
    assert!(table.lines().all(|line| line.matches('\t').count() == 9));
}

#[test]
fn what_is_not_found_has_no_lines() {
    let nothing = home().run_here(&["search", "渡口", "books", "--kwic"]).refused(1);
    assert_eq!(nothing, "");
}

// In the reader

const FILES: [(&str, &str); 2] = [("1-桥.md", BRIDGE), ("2-街.md", STREET)];

#[test]
fn the_lines_cover_the_screen_and_tell_where_they_are_from() {
    let mut reader = Reader::open(&FILES, 72, 9);
    reader.press("/灯<CR>Kl4j");
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 灯  2 篇 · 按右文 ────────────────────────────────────────────── 5/6 ┐
    │            街上没有 灯                              2019-11-20 北坡… │
    │              桥头的 灯                              2021-03-05 河口… │
    │                   “ 灯 ”亮了，船才靠岸。守桥人说：  2021-03-05 河口… │
    │家的窗亮着，谁家就是 灯 。                           2019-11-20 北坡… │
    │      那一年街上没有 灯 。谁家的窗亮着，谁家就是灯。 2019-11-20 北坡… │
    │船才靠岸。守桥人说： 灯 要亮到天明——风再大也一样。   2021-03-05 河口… │
    │                                                                      │
    └ 索引行  Enter打开 h按左文 l按右文 d日期 s来源 w存表 Esc返回 ─────────┘
    ");
    reader.session.resize(72, 15);
    assert!(reader.row(13).contains("街上没有灯 北坡报 2019-11-20"));
}

#[test]
fn enter_opens_the_place_and_the_key_comes_back_to_the_line() {
    let mut reader = Reader::open(&FILES, 72, 15);
    reader.press("/灯<CR>Kl4j");
    let lines = reader.screen();
    reader.press("<CR>");
    assert!(reader.row(0).contains("街上没有灯") && reader.at_cursor().starts_with("灯。谁家的窗"));
    reader.press("gg");
    assert_eq!(reader.press("K").screen(), lines);
    // n goes on from the hit in the order of the results.
    reader.press("<CR>n");
    assert!(reader.at_cursor().starts_with("灯。") && reader.shows("3/6 处"));
}

#[test]
fn lines_are_moved_over_by_rows_pages_and_numbers() {
    let mut reader = Reader::open(&FILES, 72, 9);
    reader.press("/灯<C-k>");
    for (keys, at) in [
        ("j", "2/6"),
        ("3j", "5/6"),
        ("k", "4/6"),
        ("G", "6/6"),
        ("gg", "1/6"),
        ("3G", "3/6"),
        ("<PgDn>", "6/6"),
        ("<PgUp>", "1/6"),
        ("99j", "6/6"),
        ("<Home>", "1/6"),
        ("<C-d>", "5/6"),
    ] {
        assert!(
            reader.press(keys).row(0).contains(&format!(" {at} ")),
            "{keys}\n{}",
            reader.screen()
        );
    }
}

#[test]
fn the_mouse_selects_a_line_and_a_second_press_opens_it() {
    let mut reader = Reader::open(&FILES, 72, 15);
    reader.press("/灯<C-k>");
    reader.session.drag((30, 3), (30, 3));
    assert!(reader.row(0).contains(" 3/6 "));
    reader.session.wheel_down(30, 3);
    assert!(reader.row(0).contains(" 6/6 "));
    reader.session.drag_again(2, (30, 1), (30, 1));
    assert!(!reader.shows("按左文") && reader.row(0).contains("街上没有灯"));
}

#[test]
fn another_query_has_its_own_lines_in_the_same_order() {
    let mut reader = Reader::open(&FILES, 72, 15);
    reader.press("/灯<C-k>l3j/<Esc>/谁家<C-k>");
    assert!(reader.row(0).contains("谁家  1 篇 · 按右文") && reader.row(0).contains(" 1/2 "));
    assert!(reader.row(1).contains(" 谁家 就是灯。"));
}

#[test]
fn an_overlay_lies_over_the_lines_and_gives_them_back() {
    let mut reader = Reader::open(&FILES, 72, 15);
    let lines = reader.press("/灯<C-k>j").screen();
    for overlay in ["?", ":"] {
        assert_ne!(reader.press(overlay).screen(), lines);
        assert_eq!(reader.press("<Esc>").screen(), lines);
    }
    // What opens an article closes them.
    reader.press(":题名<CR>桥头<CR>");
    assert!(!reader.shows("按左文") && reader.row(0).contains("桥头的灯"));
}

// Queries that are kept

#[test]
fn queries_are_there_in_the_next_session_and_at_the_prompt() {
    let home = home();
    let screen = |keys: &str| {
        let keys = ["screen", "books", "--data-dir", "notes", "--keys", keys];
        home.run_here(&keys).done()
    };
    let named = screen("/没有灯<CR>:save-search 无灯<CR>/<Esc>/风再大<CR>");
    assert!(named.contains("/风再大"), "{named}");
    let listed = screen("g/");
    let at = |text: &str| listed.lines().position(|row| row.contains(text)).expect(text);
    assert!(at("无灯") < at("│风再大") && at("│风再大") < at("│没有灯"), "{listed}");
    assert!(screen("/<Up><Up>").contains("/没有灯 "));
    let here = |arguments: &[&str]| {
        home.run_here(&[&["search", "--data-dir", "notes"], arguments].concat())
    };
    assert!(here(&["--saved", "无灯", "books", "-c"]).done().ends_with("2\t共 1 篇\n"));
    let refused = here(&["--saved", "别的", "books"]).refused(2);
    assert_eq!(
        refused,
        "duben: there is no saved search \"别的\"\nhint: these have a name: 无灯\n"
    );
}
