//! The concordance: every hit of a query on a line of its own, at the prompt and in the reader.

use crate::fixture::{Ambiguous, cells, is_ambiguous};
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

/// The cell at which the hit begins in each line: the hit is the first 灯 between two blanks.
fn hit_cells(printed: &str, ambiguous: Ambiguous) -> Vec<u16> {
    let cell = |line: &str| {
        let at = line.find(" 灯").expect("a hit") + 1;
        line[..at].graphemes(true).map(|symbol| cells(symbol, ambiguous)).sum()
    };
    printed.lines().map(cell).collect()
}

#[test]
fn a_line_a_hit_with_its_article() {
    insta::assert_snapshot!(kwic(&home(), &["--width", "72", "--kwic-sort", "right"]), @r"
    43ec29ea          街上没有 灯                         2019-11-20 北坡报…
    ee49164c            桥头的 灯                         2021-03-05 河口报…
    ee49164c                 “ 灯 ”亮了，船才靠岸。守桥人 2021-03-05 河口报…
    43ec29ea  窗亮着，谁家就是 灯 。                      2019-11-20 北坡报…
    43ec29ea    那一年街上没有 灯 。谁家的窗亮着，谁家就  2019-11-20 北坡报…
    ee49164c  靠岸。守桥人说： 灯 要亮到天明——风再大也一  2021-03-05 河口报…
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
