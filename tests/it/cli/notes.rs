//! Notes at the prompt: added, listed, taken in from other programs and given to them.

use serde_json::json;

use crate::program::{FERRY, Home};

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
