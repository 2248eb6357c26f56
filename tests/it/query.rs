//! The language of queries as a person uses it: what the page about it promises, in the search bar
//! and at the prompt.

use crate::fixture::Reader;
use crate::program::Home;

const PAGE: &str = include_str!("../../docs/search.md");

const FERRY: &str = "# 渡口的早晨\n\n船夫数完缆绳，渡口才开船。岸上的人谁也不催。\n";
const LAMP: &str = "# 灯塔的夜班\n\n守塔人把缆绳挂在门后，说今晚灯要多转一圈。\n";

fn reader(keys: &str) -> Reader {
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 80, 16);
    reader.press(keys);
    reader
}

/// What stands between backticks in the right column of the table.
fn examples() -> Vec<String> {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let cells: Vec<&str> = rows.map(|(_, example)| example).collect();
    let codes = cells.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2));
    codes.map(|code| code.replace("\\|", "|")).collect()
}

#[test]
fn the_page_tells_what_can_be_asked() {
    let home = Home::with_books();
    let examples = examples();
    assert!(examples.len() > 30, "{examples:?}");
    for example in examples {
        let ran = home.run_here(&["search", "--", &example, "books"]);
        assert!(matches!(ran.code, Some(0 | 1)) && ran.err.is_empty(), "{example}: {}", ran.err);
    }
}

#[test]
fn a_bad_query_has_a_caret_below_the_place() {
    let home = Home::with_books();
    for (query, says) in [
        (
            "渡口 date:五月",
            "duben: cannot search for \"渡口 date:五月\": \
             a date is 2022, 2022-06, 2022-06-30, 06-30 or 2022..2023-06\n\
             \x20 渡口 date:五月\n\
             \x20           ^^^^\n",
        ),
        (
            "/渡(/",
            "duben: cannot search for \"/渡(/\": the regular expression cannot be read: unclosed group\n  \
             /渡(/\n  ^^^^^\n",
        ),
        (
            "渡口 NEAR/5",
            "duben: cannot search for \"渡口 NEAR/5\": NEAR stands between two words\n\
             \x20 渡口 NEAR/5\n\
             \x20      ^^^^^^\n",
        ),
        (
            "渡口 “末班 船",
            "duben: cannot search for \"渡口 “末班 船\": the quotation mark is not closed\n\
             \x20 渡口 “末班 船\n\
             \x20      ^\n",
        ),
    ] {
        assert_eq!(home.run_here(&["search", query, "books"]).refused(2), says);
    }
    let reader = reader("/渡口 is:好");
    assert!(reader.shows("is: 后写 read、unread"), "{}", reader.screen());
    assert!(reader.style_of("好").contains("red"), "{}", reader.style_of("好"));
    assert!(!reader.style_of("渡口 is").contains("red"));
    // What is being typed is looked for before it is closed.
    let reader = self::reader("/“船夫数完");
    assert!(reader.shows("引号还没有合上 · 1 处 · 1 篇"), "{}", reader.screen());
}

#[test]
fn a_phrase_that_stands_nowhere_is_cut_into_words() {
    let home = Home::with_books();
    let ran = home.run_here(&["search", "渡口天黑", "books", "-l"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(
        ran.err,
        "duben: no passage reads \"渡口天黑\"; these words were found: 渡口 天黑\n"
    );
    assert!(ran.out.ends_with("巷口的灯\tbooks/早报/灯.txt\n"), "{}", ran.out);
    assert_eq!(home.run_here(&["search", "“渡口天黑”", "books"]).refused(1), "");

    let reader = reader("/缆绳船夫");
    assert!(
        reader.status().contains("没有“缆绳船夫”，改按词检索：缆绳 船夫"),
        "{}",
        reader.screen()
    );
    assert!(reader.shows("2 处 · 1 篇"), "{}", reader.screen());
}

#[test]
fn what_the_reader_marked_can_be_asked_for() {
    let shows = |keys: &str, says: &str| {
        let reader = reader(keys);
        assert!(reader.shows(says), "{keys}\n{}", reader.screen());
    };
    shows("m/缆绳 has:bookmark", "1 处 · 1 篇");
    shows("/缆绳 has:bookmark", "没有找到");
    shows("m/缆绳 -has:bookmark", "1 处 · 1 篇");
    shows("/is:unread 缆绳", "2 处 · 2 篇");
}

#[test]
fn what_was_marked_is_found_after_the_file_was_edited_and_renamed() {
    let home = Home::new();
    let fog = "# 江上的雾\n\n江面起雾的时候，渡船要敲三遍锣才肯离岸。\n\n雾散之前没有人过江。\n";
    home.write("books/1-雾.md", fog);
    home.write("books/2-灯.md", "# 雾灯\n\n起雾的夜里，灯塔上的人把灯芯剪短。\n");
    let size = ["--size", "60x16", "--keys", "}a敲锣<Esc>#水运<CR>]"];
    home.run_here(&[&["screen", "books", "--data-dir", "notes"], &size[..]].concat()).done();
    let run = |arguments: &[&str]| {
        let ran = home.run_here(&[arguments, &["books", "--data-dir", "notes"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
        ran.out
    };
    let finds = || {
        for query in ["has:note", "#水运", "is:read", "title:雾 has:note"] {
            let out = run(&["search", "-l", query]);
            assert!(out.lines().count() == 1 && out.contains("江上的雾"), "{query}: {out}");
        }
        for out in [run(&["search", "-l", "is:unread"]), run(&["list", "--unread"])] {
            assert!(out.lines().count() == 1 && out.contains("雾灯"), "{out}");
        }
        assert!(run(&["search", "--title", "雾 has:note"]).contains("江上的雾"));
        assert!(run(&["list", "--read"]).contains("江上的雾"));
    };
    finds();
    std::fs::remove_file(home.path("books/1-雾.md")).expect("was there");
    home.write("books/3-江.md", fog.replace("江面", "入冬以后，江面").replace("没有人", "没人"));
    finds();
}

#[test]
fn articles_come_in_the_order_that_is_asked_for() {
    let home = Home::new();
    home.write(
        "news.jsonl",
        "{\"title\":\"渡口\",\"content\":\"渡口很静。\",\"date\":\"2021-05-01\",\"source\":\"乙报\"}\n\
         {\"title\":\"河边\",\"content\":\"渡口很早。\",\"date\":\"2023-05-01\",\"source\":\"丙报\"}\n\
         {\"title\":\"船边\",\"content\":\"渡口很晚，渡口。\",\"date\":\"2022-05-01\",\"source\":\"甲报\"}\n",
    );
    let order = |arguments: &[&str]| -> Vec<String> {
        let all = [&["search", "-l", "渡口", "news.jsonl"], arguments].concat();
        let titles = home.run_here(&all).done();
        titles.lines().filter_map(|line| Some(line.split('\t').nth(1)?.to_owned())).collect()
    };
    assert_eq!(order(&[]), ["渡口", "船边", "河边"]);
    assert_eq!(order(&["--sort", "date"]), ["河边", "船边", "渡口"]);
    assert_eq!(order(&["--sort", "source"]), ["河边", "渡口", "船边"]);
    assert_eq!(order(&["--sort", "position"]), ["渡口", "河边", "船边"]);
}
