//! What a search prints.

use serde_json::json;

use crate::program::Home;

#[test]
fn a_line_with_several_hits_is_printed_once() {
    let home = Home::new();
    home.write("灯.md", "# 渡口\n\n灯灯相照，灯不灭。\n\n灯灯相照，灯不灭。\n");
    let printed = home.run_here(&["search", "灯", "."]).done();
    assert_eq!(printed.lines().skip(1).collect::<Vec<_>>(), ["  灯灯相照，灯不灭。"; 2]);
    assert_eq!(home.run_here(&["search", "灯", ".", "--json"]).json().len(), 6);
    let coloured = home.run_here(&["search", "灯", ".", "--color", "always", "-n", "2"]).done();
    assert_eq!(coloured.matches("\u{1b}[1;31m灯").count(), 3, "{coloured:?}");
    assert_eq!(coloured.lines().count(), 2);
}

#[test]
fn search_groups_hits_by_article() {
    let home = Home::with_books();
    assert_eq!(
        home.run_here(&["search", "渡口", "books", "-C", "6"]).done(),
        "3c32dd7d\t渡口的告示牌\tbooks/渡口.txt\n\
         \x20 渡口的告示牌\n\
         \x20 渡口新立了一块告示牌，…\n\
         08859e95\t巷口的灯\tbooks/早报/灯.txt\n\
         \x20 …他在渡口借过一夜宿，…\n"
    );
}

#[test]
fn search_finds_what_grep_cannot() {
    let home = Home::with_books();
    for (query, hit) in [
        ("末班船几点开", "  …红漆写着末班船几点开。\n"),
        ("末班船幾點開", "  …红漆写着末班船几点开。\n"),
        ("“几点开。摆渡”", "  …着末班船几点开。摆渡的老简不…\n"),
        ("個学徒", "  …回来的是个學徒，…\n"),
    ] {
        let found = home.run_here(&["search", query, "books", "-C", "4"]).done();
        assert!(found.ends_with(hit), "{query}: {found}");
    }
}

#[test]
fn search_reads_letters_as_pinyin() {
    let home = Home::with_books();
    let ran = home.run_here(&["search", "-c", "dukou", "books"]);
    let literal = home.run_here(&["search", "-c", "渡口", "books"]).done();
    assert_eq!(ran.out, literal);
    assert!(ran.err.starts_with("duben: dukou → 渡口 "), "{}", ran.err);
    let off = home.run_here(&["search", "--pinyin", "off", "dukou", "books"]);
    assert_eq!((off.out.as_str(), off.err.as_str()), ("", ""));
}

#[test]
fn search_prints_counts_articles_and_titles() {
    let home = Home::with_books();
    let found = |flags: &[&str]| home.run_here(&[&["search"], flags, &["books"]].concat()).done();
    let (ferry, lamp) =
        ("3c32dd7d\t渡口的告示牌\tbooks/渡口.txt\n", "08859e95\t巷口的灯\tbooks/早报/灯.txt\n");
    assert_eq!(found(&["渡口", "-c"]), format!("2\t{ferry}1\t{lamp}3\t共 2 篇\n"));
    assert_eq!(found(&["渡口", "-l"]), format!("{ferry}{lamp}"));
    assert_eq!(found(&["渡口", "-l", "-n", "1"]), ferry);
    for how in [&[][..], &["-l"], &["-c"], &["--json"], &["--kwic"], &["--title"]] {
        let none = home.run_here(&[&["search", "渡口", "books", "-n", "0"], how].concat());
        assert_eq!(none.code, Some(1), "{how:?}: {}", none.err);
    }
    assert_eq!(found(&["灯", "--title"]), lamp);
    assert_eq!(found(&["渡口 天黑", "-l"]), lamp);
    assert_eq!(found(&["渡口 -天黑", "-l"]), ferry);
    assert_eq!(found(&["渡口", "-n", "1"]), format!("{ferry}  渡口的告示牌\n"));
}

#[test]
fn search_json_gives_an_object_a_hit() {
    let home = Home::with_books();
    let rows = home.run_here(&["search", "天黑", "books", "--json", "-C", "3"]).json();
    assert_eq!(
        rows,
        [json!({
            "id": rows[0]["id"], "title": "巷口的灯", "date": null, "source": null,
            "path": "books/早报/灯.txt", "start": 59, "end": 61,
            "before": "…灯只认", "hit": "天黑", "after": "。",
        })]
    );
    assert_eq!(home.run_here(&["search", "渡口", "books", "--json", "-n", "2"]).json().len(), 2);
}

#[test]
fn search_tells_nothing_found_from_a_bad_query() {
    let home = Home::with_books();
    assert_eq!(home.run_here(&["search", "井台", "books"]).refused(1), "");
    let sample = home.run_here(&["search", "“书里没有这一句”"]).refused(1);
    assert!(sample.contains("the built-in sample was searched"), "{sample}");
    for (query, says) in [
        ("\"", "duben: cannot search for \"\\\"\": the quotation mark is not closed\n  \"\n  ^\n"),
        (
            "-灯",
            "duben: cannot search for \"-灯\": name at least one word to find beside those to leave out\n  \
             -灯\n  ^^^\n",
        ),
        (
            "",
            "duben: there is nothing to search for\nhint: give a word, as in `duben search 渡口`\n",
        ),
    ] {
        assert_eq!(home.run_here(&["search", "--", query, "books"]).refused(2), says);
    }
}
