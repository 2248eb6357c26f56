//! What a library is about: the names in it, and what each article is.

use serde_json::json;

use crate::program::{FERRY, Home};

const VISITS: &str = "# 渡口来客\n\n记者王建国从南京来到渡口。王建国说，他在南京大学读书。\n";
const VISITS_AGAIN: &str = "# 客人走了\n\n王建国先生回到南京，在南京大学教书。\n";

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
