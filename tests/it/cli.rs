//! The commands, run as a person or a script runs them: the whole of what they print, and their
//! exit codes. What they refuse stands in `refusal`.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{CORPUS, FERRY, Home, LAMP, finish};

#[test]
fn list_gives_a_line_an_article() {
    let home = Home::with_books();
    assert_eq!(
        home.run_here(&["list", "books"]).done(),
        "3c32dd7d\t-\t-\t渡口的告示牌\t210\n\
         08859e95\t-\t-\t巷口的灯\t62\n"
    );
}

#[test]
fn a_folder_of_pictures_is_left_out_in_a_few_lines() {
    let home = Home::with_books();
    for number in 1..=7 {
        home.write(&format!("books/{number}.jpg"), "");
    }
    home.write("books/blank.txt", "");
    for command in [["list", "books"], ["extract", "books"]] {
        let ran = home.run_here(&command);
        assert_eq!(ran.code, Some(0));
        assert_eq!(
            ran.err,
            "duben: cannot read \"books/1.jpg\": .jpg files hold no plain text\n\
             duben: cannot read \"books/2.jpg\": .jpg files hold no plain text\n\
             duben: cannot read \"books/3.jpg\": .jpg files hold no plain text\n\
             duben: cannot read \"books/blank.txt\": the file is empty\n\
             duben: 4 more like it: .jpg files hold no plain text\n"
        );
    }
}

#[test]
fn list_knows_every_encoding_and_format() {
    let home = Home::new();
    for (file, line) in [
        ("big5.txt", "3d442da9\t-\t-\t鐵皮屋頂上的貓\t152"),
        ("gb18030.txt", "8295f808\t-\t-\t水塔上的风向标\t196"),
        ("utf16be.txt", "88fe8c15\t-\t-\t夜班公车的最后一站\t85"),
        ("utf16le-bom.txt", "88fe8c15\t-\t-\t夜班公车的最后一站\t85"),
        ("wide.md", "06746129\t-\t-\t宽窄不定的一段\t311"),
        ("page.html", "2b49b807\t2024-06-18\t河岸新闻网\t老面馆请回了敲钟人\t252"),
    ] {
        let listed = home.run(&["list".to_owned(), format!("{CORPUS}/{file}")]).done();
        assert_eq!(listed, format!("{line}\n"), "{file}");
    }
}

#[test]
fn list_json_has_stable_keys_and_says_which_titles_are_inferred() {
    let home = Home::new();
    let path = format!("{CORPUS}/crawl.jsonl");
    let ran = home.run(&["list", "--json", &path]);
    assert!(ran.err.starts_with(&format!("duben: {path}: line 3 is not JSON")), "{}", ran.err);
    let rows: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[0],
        json!({
            "id": "bd0d8d82c1b54e17", "date": "2024-05-02", "source": "河岸周刊",
            "title": "旧轮胎做的秋千", "title_inferred": false, "author": "穆小舟",
            "url": "https://example.org/news/1", "characters": 59, "path": path,
            "copy_of": null, "copies": [],
        })
    );
    let inferred: Vec<bool> = rows.iter().map(|row| row["title_inferred"] == json!(true)).collect();
    assert_eq!(inferred, [false, false, true, false]);
}

/// Two articles that speak of the same people and places.
const VISITS: &str = "# 渡口来客\n\n记者王建国从南京来到渡口。王建国说，他在南京大学读书。\n";
const VISITS_AGAIN: &str = "# 客人走了\n\n王建国先生回到南京，在南京大学教书。\n";

/// Options that hold for every command may stand before it, and a file may be called like one.
#[test]
fn a_command_is_the_first_word_that_is_no_option() {
    let home = Home::with_books();
    let listed = home.run_here(&["list", "books"]).done();
    for options in [
        ["--data-dir", "kept"].as_slice(),
        &["--data-dir=kept"],
        &["--no-mouse", "--no-cache"],
        &["--theme", "mono", "--encoding", "utf-8", "--ambiguous", "wide", "--engine", "scan"],
    ] {
        let run = |rest: &[&str]| home.run_here(&[options, rest].concat());
        assert_eq!(run(&["list", "books"]).done(), listed, "{options:?}");
        assert_eq!(run(&["search", "-l", "学徒", "books"]).code, Some(0), "{options:?}");
        assert_eq!(run(&["notes", "list", "books"]).code, Some(1), "{options:?}");
        assert!(run(&["help", "notes", "add"]).done().contains("--at"), "{options:?}");
    }
    for command in ["list", "names", "info", "extract", "doctor", "keys", "config", "man"] {
        let before = home.run_here(&["--no-cache", command]);
        let behind = home.run_here(&[command, "--no-cache"]);
        assert_eq!((before.code, before.out), (behind.code, behind.out), "{command}");
    }
    // Here the command wins, and what is meant as a file is written as one.
    home.write("notes", LAMP);
    assert!(home.run_here(&["notes", "list"]).out.is_empty());
    assert!(home.run_here(&["list", "notes"]).done().contains("巷口的灯"));
    let late = home.run_here(&["books", "--no-cache", "list"]);
    assert_eq!(late.code, Some(2));
    assert!(late.err.contains("a command comes before the files"), "{}", late.err);
}

#[test]
fn names_lists_who_and_what_articles_speak_of() {
    let home = Home::new();
    home.write("来.md", VISITS);
    home.write("去.md", VISITS_AGAIN);
    assert_eq!(
        home.run_here(&["names", "."]).done(),
        "person\t王建国\t3\t2\nplace\t南京\t2\t2\norganisation\t南京大学\t2\t2\n"
    );
    assert_eq!(
        home.run_here(&["names", ".", "--kind", "place", "--json"]).json(),
        [json!({ "name": "南京", "kind": "place", "times": 2, "articles": 2 })]
    );
    assert_eq!(home.run_here(&["names", ".", "-n", "0"]).code, Some(1));
}

#[test]
fn names_stand_as_the_articles_have_them() {
    let home = Home::new();
    home.write("来.md", "# 渡口來客\n\n記者王建國從南京來到渡口。王建國說，他在南京讀書。\n");
    home.write("去.md", "# 客人走了\n\n王建國先生回到南京。王建国说，他教书。\n");
    let listed = home.run_here(&["names", "."]).done();
    assert_eq!(listed, "person\t王建國\t4\t2\nplace\t南京\t3\t2\n");
}

#[test]
fn names_are_kept_beside_the_library() {
    let home = Home::new();
    home.write("books/来.md", VISITS);
    home.write("books/去.md", VISITS_AGAIN);
    let names = || home.run_here(&["names", "books", "--index-dir", "kept"]).done();
    let fresh = names();
    assert!(!home.path("kept").exists(), "nothing is kept of a small library");
    home.run_here(&["index", "build", "books", "--index-dir", "kept"]).done();
    assert_eq!(names(), fresh);
    let kept = std::fs::read(home.path("kept/names")).expect("kept");
    let kept = String::from_utf8(kept).expect("names are text");
    home.write("kept/names", kept.replace("王建国\t3", "王建国\t9"));
    assert!(names().starts_with("person\t王建国\t9\t2\n"), "what was kept is read");
    home.write("kept/names", &kept[..kept.len() - 1]);
    assert_eq!(names(), fresh, "what was cut is not");
    home.write("books/去.md", "# 客人走了\n\n王建国先生回到南京。\n");
    assert_eq!(names(), "person\t王建国\t3\t2\nplace\t南京\t2\t2\n");
}

#[test]
fn info_tells_what_an_article_is_and_which_are_like_it() {
    let home = Home::new();
    home.write("来.md", format!("来源：河口早报\n\n{VISITS}"));
    home.write("去.md", VISITS_AGAIN);
    home.write("牌.txt", FERRY);
    home.write("再版.txt", FERRY.to_owned() + "\n\n后来又补了一句，写在最下面。\n");
    let told = home.run_here(&["info", ".", "--article", "渡口来客", "--json"]).json();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let keys = [
        ("title", json!("渡口来客")),
        ("source", json!("河口早报")),
        ("author", json!(null)),
        ("minutes", json!(1)),
        ("path", json!("./来.md")),
        ("number", json!(1)),
        ("articles_in_file", json!(1)),
        ("copies", json!([])),
        ("notes", json!(0)),
        ("read", json!(false)),
    ];
    for (key, value) in keys {
        assert_eq!(told[key], value, "{key} of {told}");
    }
    let shared = json!({ "word": "王建国", "times": 2, "articles": 2 });
    assert!(told["key_words"].as_array().is_some_and(|words| words.contains(&shared)), "{told}");
    assert_eq!(told["alike"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told["alike"][0]["title"], "客人走了");
    let listed = home.run_here(&["info", "."]).done();
    assert_eq!(listed.matches("title      ").count(), 3, "{listed}");
    assert!(listed.contains("key word   告示牌\t"), "{listed}");
    assert!(listed.contains("\ncopy       "), "{listed}");
    let first = home.run_here(&["info", ".", "--article", "1"]).done();
    assert!(listed.starts_with(&first), "{first}");
    assert!(first.contains(" min at 400 Han or 240 words a minute\n"), "{first}");
    let marked = home.run_here(&["notes", "add", "牌.txt", "--at", "红漆印子", "--note", "记"]);
    assert_eq!(marked.code, Some(0), "{}", marked.err);
    let told = home.run_here(&["info", "牌.txt"]).done();
    assert!(told.contains("0 bookmarks, 0 highlights, 1 notes, not read to its end"), "{told}");
    let none = home.run_here(&["info", ".", "--article", "99"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("there is no article \"99\""), "{}", none.err);
}

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

/// Of many articles the same is told as of each.
#[test]
fn info_of_all_is_that_of_each() {
    let home = Home::with_books();
    let text = "摆渡的老简把船停在码头，学徒去买灯油。告示牌上的红漆又掉了一块，水色却好。";
    home.write("books/码头.md", format!("# 码头\n\n{text}\n"));
    home.write("books/再版.txt", FERRY.replace("渡口", "码头") + "\n\n后来又补了一句。\n");
    let all = home.run_here(&["info", "--json", "books"]).done();
    assert_eq!(all.lines().count(), 3);
    for (number, told) in (1..).zip(all.lines()) {
        let number = number.to_string();
        let one = home.run_here(&["info", "--json", "books", "--article", &number]).done();
        assert_eq!(one.trim_end(), told);
    }
}

#[test]
fn list_leaves_copies_out_unless_asked_for_all() {
    let home = Home::with_books();
    home.write(
        "books/再版.txt",
        FERRY.replace("渡口", "码头") + "\n\n后来又补了一句，写在最下面。\n",
    );
    let listed = |arguments: &[&str]| home.run_here(arguments).done().lines().count();
    assert_eq!((listed(&["list", "books"]), listed(&["list", "books", "--all"])), (2, 3));
    let all = home.run_here(&["list", "books", "--all"]).done();
    let copy: Vec<&str> = all.lines().filter(|line| line.contains("\t= ")).collect();
    let head = copy[0].rsplit("\t= ").next().expect("an id");
    assert_eq!(copy.len(), 1);
    assert!(all.lines().any(|line| line.starts_with(head) && !line.contains("\t= ")), "{all}");
    let id = &copy[0][..8];
    assert!(home.run_here(&["show", id, "books"]).done().contains("告示牌"), "it has an id still");
}

/// Who has read an article has read its copies: lists and searches say the same of them.
#[test]
fn what_was_read_is_read_in_every_copy() {
    let home = Home::with_books();
    home.write(
        "books/再版.txt",
        FERRY.to_owned() + "\n\n末班船改在五点半，又补了一句，写在最下面。\n",
    );
    let run = |arguments: &[&str]| {
        home.run_here(&[arguments, &["books", "--data-dir", "notes"]].concat()).out
    };
    let copies = run(&["list", "--all"]);
    assert!(copies.contains("210\t= "), "the first print is the copy: {copies}");
    let keys = ["--keys", "gr", "--data-dir", "notes"];
    home.run_here(&[&["screen", "books/渡口.txt"], &keys[..]].concat()).done();
    let read = run(&["list", "--read", "--all"]);
    assert_eq!(read.lines().count(), 2, "{read}\n{copies}");
    assert_eq!(run(&["list", "--unread"]).lines().count(), 1);
    assert_eq!(run(&["search", "-l", "is:read 告示牌"]).lines().count(), 1);
    assert_eq!(run(&["search", "-l", "is:unread 告示牌"]), "");
}

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

#[test]
fn notes_go_in_and_come_out() {
    let home = Home::with_books();
    let empty = home.run_here(&["notes", "list"]);
    assert_eq!(empty.refused(1), "");
    let id = home
        .run_here(&[
            "notes",
            "add",
            "books",
            "--at",
            "末班船几点开",
            "--note",
            "开船看水色\n不看钟",
            "--tag",
            "船",
            "--tag",
            "钟",
            "--color",
            "red",
        ])
        .done();
    let rows = home.run_here(&["notes", "list", "books", "--json"]).json();
    assert_eq!(
        rows,
        [json!({
            "id": id.trim_end(), "article": rows[0]["article"], "path": "books/渡口.txt",
            "kind": "note", "quote": "末班船几点开", "note": "开船看水色\n不看钟", "tags": ["船", "钟"],
            "color": "red", "state": "exact", "created": rows[0]["created"],
        })]
    );
    let day = &rows[0]["created"].as_str().expect("a time")[..10];
    assert_eq!(
        home.run_here(&["notes", "list", "books"]).done(),
        format!(
            "note\t{day}\texact\t渡口的告示牌\t末班船几点开\t开船看水色 不看钟\tred\t#船 #钟\n"
        )
    );
    let refused = home.run_here(&[
        "notes",
        "add",
        "books",
        "--at",
        "末班船几点开",
        "--note",
        "",
        "--color",
        "beige",
    ]);
    assert!(refused.err.contains("known are yellow, green"), "{refused:?}");
    assert_eq!(
        home.run_here(&["notes", "export"]).done(),
        format!(
            "# 渡口的告示牌\n\nbooks/渡口.txt\n\n> 末班船几点开\n\n开船看水色\n不看钟\n\n\
             #船 · #钟 · red · {day}\n"
        )
    );
    let checked = home.run_here(&["notes", "doctor"]).done();
    assert!(checked.contains(": 1 marks, 0 reading positions, 0 lines"), "{checked}");
}

#[test]
fn a_note_outlives_an_edit_of_the_file() {
    let home = Home::with_books();
    home.run_here(&["notes", "add", "books", "--at", "末班船几点开", "--note", "记"]).done();
    home.write("books/渡口.txt", FERRY.replace("渡口新立了", "听说今年春天渡口新立了"));
    let state = |home: &Home| {
        home.run_here(&["notes", "list", "books", "--json"]).json()[0]["state"].clone()
    };
    assert_eq!(state(&home), json!("moved"));
    home.write("books/渡口.txt", LAMP_ALONE);
    assert_ne!(state(&home), json!("exact"));
    assert_ne!(state(&home), json!("moved"));
}

const LAMP_ALONE: &str =
    "渡口的告示牌\n\n牌子没有了，换成了一盏灯，等船的人都说这样看得清楚一些。\n";

#[test]
fn a_line_of_the_log_that_cannot_be_read_is_told_and_kept() {
    let home = Home::with_books();
    home.run_here(&["notes", "add", "books", "--at", "末班船几点开", "--note", "记"]).done();
    let log = home.write("data/duben/notes/other-1.jsonl", "{\"v\":1,\"id\"");
    let checked = home.run_here(&["notes", "doctor"]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.out.contains("other-1.jsonl") && checked.out.contains(": 1 marks,"));
    assert_eq!(std::fs::read(log).expect("it is kept"), b"{\"v\":1,\"id\"");
    let listed = home.run_here(&["notes", "list"]);
    assert_eq!((listed.code, listed.out.lines().count()), (Some(0), 1), "{listed:?}");
    assert!(listed.err.contains("other-1.jsonl"), "{}", listed.err);
}

#[test]
fn notes_add_wants_one_passage() {
    let home = Home::with_books();
    let add = |quote| home.run_here(&["notes", "add", "books", "--at", quote, "--note", "记"]);
    assert_eq!(
        add("学徒").refused(2),
        "duben: 4 passages read \"学徒\"\nhint: quote more of the passage, or name one file\n"
    );
    assert_eq!(
        add("井台").refused(1),
        "duben: no passage reads \"井台\"\nhint: `duben search` finds what does\n"
    );
    assert!(!home.path("data").exists(), "nothing is written where nothing was added");
}

#[test]
fn screen_prints_what_the_keys_show() {
    let home = Home::with_books();
    let shown = |more: &[&str]| {
        home.run_here(&[&["screen", "books", "--size", "56x9"], more].concat()).done()
    };
    insta::assert_snapshot!(shown(&["--keys", "/水色<CR>"]), @r"
    ┌ 渡口的告示牌 ───────────────────────────── 1/2 · 38% ┐
    │                     渡口的告示牌                     █
    │                                                      <
    │      渡口新立了一块告示牌，用红漆写着末班船几点开。  ┤
    │  摆渡的老简不识字，请学徒念给他听，听完点点头，照旧  │
    │  看水色开船。学徒问他万一误了钟点怎么办，老简说，钟  │
    ├ 检索 ────────────────────────────────────────────────┤
    │/水色                             1/2 处 · 1 篇 · 0ms │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 Tab来源 ──┘
    ");
    let styled = shown(&["--styles"]);
    assert!(styled.starts_with(&shown(&[])));
    assert!(styled.lines().last().is_some_and(|line| line.starts_with("8:")), "{styled}");
    assert_eq!(home.run_here(&["screen", "books", "--size", "1x1"]).done().lines().count(), 1);
}

#[test]
fn screen_keeps_no_notes_unless_a_directory_is_named() {
    let home = Home::with_books();
    home.run_here(&["screen", "books", "--keys", "m"]).done();
    assert!(!home.path("data").exists());
    let shown = home.run_here(&["screen", "books", "--keys", "m", "--data-dir", "kept"]).done();
    assert!(shown.contains("已存 09:41"), "{shown}");
    let rows = home.run_here(&["notes", "list", "--json", "--data-dir", "kept"]).json();
    assert_eq!(rows.len(), 1);
}

#[test]
fn no_color_takes_the_colours_and_leaves_the_rest() {
    let home = Home::with_books();
    let arguments = ["screen", "books", "--styles", "--keys", "/水色<CR>"];
    let styles = |value: &str| {
        let ran =
            finish(home.command(&arguments).env("NO_COLOR", value).current_dir(home.path("")), b"");
        let out = ran.done();
        out.split("\n\n").last().expect("the styles").to_owned()
    };
    let coloured = |styles: &str| styles.contains("magenta");
    assert!(coloured(&styles("")), "an empty value means nothing (no-color.org)");
    let plain = styles("1");
    assert!(!coloured(&plain) && plain.contains("bold"), "{plain}");
    let ran = finish(home.command(&["search", "渡口", "books"]).current_dir(home.path("")), b"");
    assert!(!ran.done().contains('\x1b'), "a pipe gets no colours");
    for (forced, no_color, coloured) in
        [("1", "", true), ("0", "", false), ("", "", false), ("1", "1", false)]
    {
        let mut command = home.command(&["search", "渡口", "books"]);
        command.env("CLICOLOR_FORCE", forced).env("NO_COLOR", no_color);
        let ran = finish(command.current_dir(home.path("")), b"");
        assert_eq!(ran.done().contains('\x1b'), coloured, "{forced:?} {no_color:?}");
    }
}

#[test]
fn a_theme_of_ones_own() {
    let home = Home::with_books();
    home.write("config/duben/themes/sea.toml", "inherits = \"dark\"\nsource = \"#5f87af bold\"\n");
    home.write("config/duben/themes/typo.toml", "\nsource = \"bluish\"\n");
    home.write("config/duben/themes/README", "no theme");
    let listed = home.run(&["config", "--themes"]).done();
    let names: Vec<_> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["auto", "dark", "light", "contrast", "ansi", "mono", "sea", "typo"]);
    assert!(listed.contains("typo.toml: line 2: there is no colour or attribute \"bluish\""));
    let styles =
        |theme: &[&str]| home.run_here(&[&["screen", "books", "--styles"], theme].concat()).done();
    assert!(styles(&["--theme", "sea"]).contains("bold #5f87af"));
    assert!(!styles(&[]).contains('#'));
    let refused = home.run_here(&["search", "渡口", "books", "--theme", "typo"]).refused(2);
    assert!(refused.contains("typo.toml: line 2: there is no colour"), "{refused}");
    home.write("config/duben/config.toml", "theme = \"sea\"\n");
    assert!(styles(&[]).contains("bold #5f87af"));
    home.write("config/duben/config.toml", "theme = \"typo\"\n");
    let screen = home.run_here(&["screen", "books", "--size", "160x24"]).done();
    assert!(screen.contains("there is no colour or"), "{screen}");
}

#[test]
fn what_duben_prints_of_itself() {
    let home = Home::new();
    let config = home.run(&["config"]).done();
    assert!(config.parse::<toml::Table>().is_ok() && config.contains("# theme = "), "{config}");
    assert!(home.run(&["keys"]).done().contains("| `next-hit` |"));
    assert!(home.run(&["man"]).done().contains(".TH duben 1"));
    for (shell, says) in
        [("bash", "complete -F _duben"), ("zsh", "#compdef duben"), ("fish", "complete -c duben")]
    {
        assert!(home.run(&["completions", shell]).done().contains(says), "{shell}");
    }
    let found = home.run(&["doctor"]).done();
    for says in [
        format!("duben {}", env!("CARGO_PKG_VERSION")),
        format!("notes      {}", home.path("data/duben/notes").display()),
        format!("config     {}", home.path("config/duben/config.toml").display()),
        "TERM       xterm-256color".to_owned(),
    ] {
        assert!(found.contains(&says), "{says}: {found}");
    }
}

#[test]
fn without_a_path_there_is_the_library_of_the_config_else_the_sample() {
    let home = Home::with_books();
    assert!(home.run(&["list"]).done().contains("读本使用入门"));
    let books = home.path("books");
    home.write("config/duben/config.toml", format!("library = [{:?}]\n", books.display()));
    assert_eq!(home.run(&["list"]).done().lines().count(), 2);
    assert_eq!(home.run(&["list", &format!("{CORPUS}/big5.txt")]).done().lines().count(), 1);
}

#[test]
fn standard_input_is_a_file() {
    let home = Home::new();
    let big5 = std::fs::read(format!("{CORPUS}/big5.txt")).expect("there");
    assert_eq!(home.feed(&["list", "-"], &big5).done(), "3d442da9\t-\t-\t鐵皮屋頂上的貓\t152\n");
    assert!(home.feed(&["show", "貓", "-"], &big5).done().ends_with("總共也才三個臉盆。」\n"));
    assert!(home.feed(&["search", "脸盆", "-", "-l"], &big5).done().contains("标准输入"));
    let extracted = home.feed(&["extract", "-"], FERRY.as_bytes()).json();
    assert_eq!(extracted[0]["articles"][0]["title"], json!("渡口的告示牌"));
}

#[test]
fn an_encoding_can_be_forced() {
    let home = Home::new();
    let path = format!("{CORPUS}/gb18030.txt");
    let forced = |name| home.run(&["list", "--encoding", name, &path]);
    assert!(forced("gb18030").done().contains("水塔上的风向标"));
    assert!(forced("GBK").done().contains("水塔上的风向标"));
    let wrong = forced("big5");
    assert!(wrong.code == Some(0) && !wrong.out.contains("水塔") && !wrong.out.is_empty());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    let long = FERRY.repeat(1000);
    home.write("long.txt", &long);
    for arguments in [&["show", "告示", "long.txt", "--raw"][..], &["search", "渡口", "long.txt"]]
    {
        let mut writer = home.command(arguments);
        writer.current_dir(home.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut writer = writer.spawn().expect("the program starts");
        let pipe = writer.stdout.take().expect("a pipe");
        // The command goes at the end of the line, and with it our own end of the pipe.
        let first = finish(Command::new("head").args(["-n", "1"]).stdin(pipe), b"");
        assert_eq!(first.done().lines().count(), 1);
        let ended = writer.wait_with_output().expect("it ends");
        let says = String::from_utf8_lossy(&ended.stderr);
        assert_eq!((ended.status.code(), &*says), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn articles_are_read_or_unread() {
    let home = Home::with_books();
    let list = |flag: &[&str]| {
        let arguments = [&["list", "books", "--data-dir", "notes"], flag].concat();
        home.run_here(&arguments).out
    };
    let all = list(&[]);
    assert_eq!((list(&["--unread"]), list(&["--read"])), (all.clone(), String::new()));
    let press = |keys: &str| {
        // Too small for the whole of an article.
        let size = ["--size", "60x8", "--keys", keys];
        home.run_here(&[&["screen", "books", "--data-dir", "notes"], &size[..]].concat()).done()
    };
    press("G]");
    let (unread, read) = (list(&["--unread"]), list(&["--read"]));
    assert_eq!(read.lines().count(), 1, "{read}");
    assert!(all.lines().all(|line| unread.contains(line) != read.contains(line)), "{all}");
    // Resumed in the next one, back to the first, and left again at its top.
    press("[gg]");
    assert!(list(&["--read"]).contains(&read), "what was read once stays read");
}

#[test]
fn notes_of_other_programs_come_in_once_and_at_their_passages() {
    let home = Home::with_books();
    let clippings = "书外书 (某人)\n- Your Highlight on page 1 | Location 5-9 | Added on Sunday, March 1, 2026 8:05:09 PM\n\n水色才是船的\n==========\n\
        书外书 (某人)\n- Your Note on page 1 | Location 9 | Added on Sunday, March 1, 2026 8:06:09 PM\n\n看水色\n==========\n\
        书外书 (某人)\n- Your Highlight on page 2 | Location 20 | Added on Sunday, March 1, 2026 8:07:09 PM\n\n哪里都没有的话\n==========\n";
    std::fs::write(home.path("My Clippings.txt"), clippings).expect("ours");
    let import = || home.run_here(&["notes", "import", "My Clippings.txt", "books"]);
    let first = import();
    assert_eq!(
        first.out,
        "1 added, 0 known already, 1 left out\n`duben notes undo-import` takes them back\n"
    );
    assert!(
        first.err.contains("My Clippings.txt: record 3: no article has its passage"),
        "{first:?}"
    );
    let rows = home.run_here(&["notes", "list", "books", "--json"]).json();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["quote"], &rows[0]["note"]), (&json!("水色才是船的"), &json!("看水色")));
    assert_eq!((&rows[0]["state"], &rows[0]["path"]), (&json!("exact"), &json!("books/渡口.txt")));
    assert_eq!(import().out, "0 added, 1 known already, 1 left out\n");

    // A word that stands in other articles too is at home in the one of that title, if it is there once.
    let short = "巷口的灯 (某人)\n- Your Highlight on page 1 | Location 3 | Added on Sunday, March 1, 2026 8:05:09 PM\n\n渡口\n==========\n";
    std::fs::write(home.path("short.txt"), short).expect("ours");
    let short = home.run_here(&["notes", "import", "short.txt", "books", "--data-dir", "short"]);
    assert!(short.done().starts_with("1 added"));
    let rows = home.run_here(&["notes", "list", "--json", "--data-dir", "short"]).json();
    assert_eq!(rows[0]["path"], json!("books/早报/灯.txt"));

    let exported = home.run_here(&["notes", "export", "--format", "w3c", "books"]).done();
    std::fs::write(home.path("notes.json"), &exported).expect("ours");
    let elsewhere = ["notes", "import", "notes.json", "books", "--data-dir", "other"];
    assert_eq!(
        home.run_here(&elsewhere).done(),
        "1 added, 0 known already, 0 left out\n`duben notes undo-import` takes them back\n"
    );
    let list = |data: &[&str]| {
        let arguments = [&["notes", "list", "books", "--json"], data].concat();
        home.run_here(&arguments).json()
    };
    assert_eq!(list(&["--data-dir", "other"]), list(&[]));
    let refused =
        home.run_here(&["notes", "import", "books/渡口.txt", "books", "--format", "anki"]);
    assert!(refused.refused(2).contains("anki can be written and not read"));
}

#[test]
fn an_import_is_taken_back_in_one_step() {
    let home = Home::with_books();
    let clippings = "书外书 (某人)\n- Your Highlight on page 1 | Location 5-9 | Added on Sunday, March 1, 2026 8:05:09 PM\n\n水色才是船的\n==========\n";
    std::fs::write(home.path("My Clippings.txt"), clippings).expect("ours");
    let run = |arguments: &[&str]| home.run_here(&[arguments, &["--data-dir", "notes"]].concat());
    let import = ["notes", "import", "My Clippings.txt", "books"];
    let undo = || run(&["notes", "undo-import"]);
    run(&["notes", "add", "books", "--at", "水色才是船的", "--note", "我的"]).done();
    run(&import).done();
    assert_eq!(undo().done(), "1 deleted, 0 kept that were changed since\n");
    // What the reader wrote themselves is no import.
    let none = undo();
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("no import"), "{none:?}");
    let again = run(&import);
    assert_eq!(again.out, "0 added, 1 known already, 0 left out\n");
    assert!(again.err.contains("1 of them were deleted since; --again"), "{again:?}");
    run(&[&import[..], &["--again"]].concat()).done();
    // The reader takes it back too, and takes that back.
    let keys = |keys: &str| run(&["screen", "books", "--keys", keys]).done();
    assert!(keys(":undo-import<CR>").contains("撤销导入：删除 1 条；u 恢复"));
    assert!(keys(":undo-import<CR>").contains("没有导入过批注"));
    run(&[&import[..], &["--again"]].concat()).done();
    assert!(keys(":undo-import<CR>u").contains("已撤销：删除，C-r 重做"));
    assert_eq!(run(&["notes", "list", "--json"]).json().len(), 2);
    // What they changed of one is theirs.
    run(&["screen", "books", "--keys", "gm-has:note<C-e>改<C-s><Esc>"]).done();
    assert_eq!(undo().code, Some(1));
    assert!(keys(":undo-import<CR>").contains("导入的都改过，没有可撤销的"));
    assert_eq!(run(&["notes", "list", "--json"]).json().len(), 2);
}

#[test]
fn an_export_into_a_folder_keeps_what_a_person_added() {
    let home = Home::with_books();
    let add = ["notes", "add", "books", "--at", "末班船几点开", "--note", "开船看水色"];
    home.run_here(&add).done();
    std::fs::create_dir(home.path("vault")).expect("ours");
    let export =
        || home.run_here(&["notes", "export", "--format", "obsidian", "--to", "vault", "books"]);
    let file = export().done().trim_end().to_owned();
    assert_eq!(export().out, "", "nothing changed");
    let read =
        || String::from_utf8(std::fs::read(home.path(&file)).expect("there")).expect("UTF-8");
    let theirs = read().replace("开船看水色", "开船看水色，我说的") + "\n我的话\n";
    std::fs::write(home.path(&file), &theirs).expect("ours");
    home.run_here(&["notes", "add", "books", "--at", "灯只认天黑", "--note", "另一篇"]).done();
    let written = export().done();
    assert!(!written.contains(&file) && written.lines().count() == 1, "{written}");
    assert_eq!(read(), theirs);
}
