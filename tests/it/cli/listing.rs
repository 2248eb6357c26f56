//! What is listed of a library: articles, those that were read, copies.

use serde_json::{Value, json};

use crate::program::{CORPUS, FERRY, Home};

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
