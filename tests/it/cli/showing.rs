//! Articles printed: one of them, or all as data.

use serde_json::{Value, json};

use crate::program::{CORPUS, FERRY, Home};

#[test]
fn show_prints_the_whole_article_with_its_lines_joined() {
    let home = Home::with_books();
    let whole = FERRY.replace("\n\n", "¶").replace('\n', "").replace('¶', "\n\n　　") + "\n";
    for article in ["3c32dd7d", "3c3", "告示牌", "渡口的告示牌", "渡口的告示牌".trim()]
    {
        assert_eq!(home.run_here(&["show", article, "books"]).done(), whole, "{article}");
    }
}

#[test]
fn show_wraps_by_cells_and_by_the_chinese_rules() {
    let home = Home::with_books();
    let shown = home.run_here(&["show", "告示", "books", "--width", "40"]).done();
    insta::assert_snapshot!(shown, @r"
                  渡口的告示牌

        渡口新立了一块告示牌，用红漆写着末班
    船几点开。摆渡的老简不识字，请学徒念给他
    听，听完点点头，照旧看水色开船。学徒问他
    万一误了钟点怎么办，老简说，钟点是岸上的
    事，水色才是船的事。
        过了半个月，告示牌被雨淋得只剩一半。
    上半截写着末班船，下半截是几道红漆印子，
    顺着木头往下淌。等船的人站在牌子前面看了
    又看，谁也说不出那是几点。
        学徒想重新描一遍，老简不让。他说这样
    正好，要走的人自己会来，不走的人看了钟点
    也不走。
    ");
}

#[test]
fn show_raw_prints_the_file_as_it_lies_there() {
    let home = Home::with_books();
    assert_eq!(home.run_here(&["show", "告示", "books", "--raw"]).done(), FERRY);
    let shown = home.run(&["show", "风向标", &format!("{CORPUS}/gb18030.txt"), "--raw"]).done();
    assert!(shown.starts_with("水塔上的风向标\n\n") && shown.contains("㵐塔"), "{shown}");
}

#[test]
fn show_json_gives_one_object() {
    let home = Home::with_books();
    let rows = home.run_here(&["show", "灯", "books", "--json"]).json();
    assert_eq!(
        rows,
        [json!({
            "path": "books/早报/灯.txt",
            "article": {
                "id": rows[0]["article"]["id"], "title": "巷口的灯", "title_inferred": false,
                "subtitle": null, "kicker": null, "date": null, "source": null, "author": null,
                "url": null,
                "paragraphs": [{"kind": "body", "text": "巷口那盏灯坏了三年，修灯的人来过两回，\
                    都说找不到开关。第三回来的是个學徒，他在渡口借过一夜宿，知道有的灯只认天黑。"}],
            },
        })]
    );
}

#[test]
fn show_wants_one_article() {
    let home = Home::with_books();
    assert_eq!(
        home.run_here(&["show", "口", "books"]).refused(2),
        "duben: \"口\" may be 2 articles\n\
         hint: give more of the id:\n3c32dd7dfca3025d 渡口的告示牌\n08859e959ca9c9c2 巷口的灯\n"
    );
    assert_eq!(
        home.run_here(&["show", "井", "books"]).refused(1),
        "duben: there is no article \"井\"\nhint: `duben list` gives ids and titles\n"
    );
}

#[test]
fn extract_gives_an_object_a_file_with_the_documented_keys() {
    let home = Home::new();
    let rows = home.run(&["extract", &format!("{CORPUS}/crawl.jsonl"), CORPUS]);
    let rows: Vec<Value> =
        rows.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    for row in &rows {
        assert_eq!(keys(row), ["articles", "dropped", "file", "warnings"]);
        for article in row["articles"].as_array().expect("a list") {
            assert_eq!(
                keys(article),
                [
                    "author",
                    "date",
                    "id",
                    "kicker",
                    "paragraphs",
                    "source",
                    "subtitle",
                    "title",
                    "title_inferred",
                    "url"
                ]
            );
            for paragraph in article["paragraphs"].as_array().expect("a list") {
                assert_eq!(keys(paragraph), ["kind", "text"]);
            }
        }
    }
    let files: Vec<_> = rows.iter().filter_map(|row| row["file"].as_str()).collect();
    assert_eq!(
        files,
        [
            "crawl.jsonl",
            "big5.txt",
            "blank.txt",
            "controls.txt",
            "gb18030.txt",
            "page.html",
            "shift.txt",
            "utf16be.txt",
            "utf16le-bom.txt",
            "wide.md"
        ],
        "a file given twice is read once"
    );
    // The broken line is not lost.
    assert!(rows[0]["dropped"][0].as_str().is_some_and(|line| line.contains("断在半路的一条")));
    assert!(rows[0]["warnings"][0].as_str().is_some_and(|says| says.starts_with("line 3 ")));
}

#[test]
fn extract_prints_markdown_and_plain_text() {
    let home = Home::with_books();
    let body = "巷口那盏灯坏了三年，修灯的人来过两回，都说找不到开关。\
                第三回来的是个學徒，他在渡口借过一夜宿，知道有的灯只认天黑。";
    let extracted = |format| home.run_here(&["extract", "books/早报", "--format", format]).done();
    let front = "---\ngenerator: duben\n---";
    assert_eq!(extracted("md"), format!("{front}\n\n# 巷口的灯\n\n{body}\n"));
    assert_eq!(extracted("txt"), format!("巷口的灯\n\n　　{body}\n"));
    let crawl = home.run(&["extract", "--format", "md", &format!("{CORPUS}/crawl.jsonl")]);
    assert!(crawl.err.contains("line 3 is not JSON"), "Markdown has no place for it: {crawl:?}");
}
