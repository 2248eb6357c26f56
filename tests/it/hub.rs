//! The hub of all marks: narrowed, put in order, chosen from, written and taken back.

use crate::fixture::Reader;

const FERRY: &str = "---\nsource: 河口日报\ndate: 2026-03-01\n---\n\n# 渡口的早晨\n\n\
    清早雾还没有散，老船工就把缆绳解开了。\n\n\
    对岸的集市逢五逢十才有，挑菱角的人要赶头一班船。\n\n\
    他把橹摇得很慢，像在数水面上的圈。\n";

const LAMP: &str = "---\nsource: 北坡通讯\n---\n\n# 灯塔的夜班\n\n\
    守塔人把一盏旧灯擦了三遍。\n\n今晚有雾，灯要多转一圈。\n";

/// Notes on two paragraphs of the ferry, a bookmark and a note in the lighthouse.
fn marked() -> Reader {
    let mut reader = Reader::open(&[("1-渡口.md", FERRY), ("2-灯塔.md", LAMP)], 80, 24);
    reader.press("}a船工<Esc>}a集市<Esc>]}m}a有雾<Esc>");
    reader
}

/// The rows of the hub, the first word of each: between the typed line and the rule.
fn rows(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let below = screen.lines().skip_while(|row| !row.contains("│>")).skip(1);
    let rows =
        below.take_while(|row| !row.contains("│───")).filter(|row| row.contains("2026-01-01"));
    let first = |row: &str| {
        let inside = row.rsplit('│').find(|cell| cell.contains("2026-01-01")).unwrap_or_default();
        let mut words = inside.split_whitespace();
        words.find(|word| !matches!(*word, "+" | "*" | "x" | "=")).unwrap_or_default().to_owned()
    };
    rows.map(first).collect()
}

/// The rows after some keys in the hub.
fn shown(keys: &str) -> Vec<String> {
    let mut reader = marked();
    reader.press("gm").press(keys);
    rows(&reader)
}

#[test]
fn it_narrows_as_one_types() {
    let bookmark = "守塔人把一盏旧灯擦了三遍";
    for (typed, expected) in [
        ("船工", &["船工"][..]),
        ("灯塔", &[bookmark, "有雾"]),
        ("has:书签", &[bookmark]),
        ("source:河口", &["船工", "集市"]),
        ("来源：北坡 -has:note", &[bookmark]),
        ("in:2-灯塔 雾", &["有雾"]),
        ("title:渡口 菱角", &["集市"]),
        ("chuangong", &["船工"]),
        ("date:2026-01 -灯塔", &["船工", "集市"]),
        ("state:在 集", &["集市"]),
        ("state:孤", &[]),
        ("船工|有雾", &["船工", "有雾"]),
    ] {
        assert_eq!(shown(typed), expected, "{typed}");
    }
}

#[test]
fn what_cannot_be_asked_for_is_pointed_at() {
    let mut reader = marked();
    reader.press("gm船 state:飞");
    assert!(reader.shows("state: 后写 在、移、改、疑、孤、缺"), "{}", reader.screen());
    assert_eq!(reader.style_of("飞"), reader.style_of("state: 后写 在"));
    // The rows are those of what was typed before.
    assert_eq!(rows(&reader), Vec::<String>::new());
    reader.press("<BS>");
    assert!(!reader.shows("后写"), "{}", reader.screen());
}

#[test]
fn it_is_put_in_order() {
    let bookmark = "守塔人把一盏旧灯擦了三遍";
    // All were made within a second.
    assert_eq!(shown(""), ["船工", "集市", bookmark, "有雾"]);
    assert_eq!(shown("<C-o>"), ["船工", "集市", bookmark, "有雾"]);
    assert_eq!(shown("<C-o><C-o>"), [bookmark, "有雾", "船工", "集市"]);
    let mut reader = marked();
    for says in ["按时间", "按位置", "按来源", "按状态", "按时间"] {
        assert!(reader.press("gm").shows(&format!("书签与批注 · {says}")), "{}", reader.screen());
        reader.press("<C-o><Esc>");
    }
}

#[test]
fn it_is_as_it_was_left_when_one_comes_back() {
    let mut reader = marked();
    reader.press("gm渡口<Down><CR>");
    assert!(reader.at_cursor().starts_with("对岸"), "{}", reader.screen());
    reader.press("gm");
    assert!(reader.shows("> 渡口") && reader.shows(" 2/4 "), "{}", reader.screen());
    // Whoever closes it begins anew.
    reader.press("<Esc>gm");
    assert!(!reader.shows("> 渡口") && reader.shows(" 4/4 "), "{}", reader.screen());
}

#[test]
fn many_are_deleted_and_come_back_in_one_step() {
    let mut reader = marked();
    reader.press("gm渡口<C-x><C-d>");
    assert!(reader.status().contains("已删除 2 条，C-u 撤销"), "{}", reader.status());
    assert!(reader.shows(" 0/2 "), "{}", reader.screen());
    reader.press("<C-u>");
    assert!(reader.status().contains("已撤销：删除 2 条，C-r 重做"), "{}", reader.status());
    assert_eq!(rows(&reader), ["船工", "集市"]);
    assert!(!reader.shows("不在") && reader.shows(" 2/4 "), "{}", reader.screen());
    reader.press("<C-r>");
    assert!(reader.status().contains("已重做：删除 2 条"), "{}", reader.status());
    // Over the page as well: the notes of the other article go, one by one.
    reader.press("<Esc>uuu");
    assert!(reader.status().contains("已撤销：加书签"), "{}", reader.status());
    assert_eq!(rows(reader.press("gm")), ["船工", "集市"]);
}

#[test]
fn a_note_is_changed_and_one_is_back_in_the_list() {
    let mut reader = marked();
    reader.press("gm集<C-e>的人<C-s>");
    assert_eq!(rows(&reader), ["集市的人"]);
    assert!(reader.shows("> 集"), "{}", reader.screen());
    reader.press("<C-u>");
    assert!(reader.status().contains("已撤销：改批注"), "{}", reader.status());
    assert_eq!(rows(&reader), ["集市"]);
    reader.press("<C-e>不要<C-g>");
    assert_eq!(rows(&reader), ["集市"]);
}

#[test]
fn a_link_is_followed_from_the_list() {
    let mut reader = marked();
    // A note in the lighthouse that speaks of the sentence about the market.
    reader.press("[}}yis]}}a<C-k><CR><Esc>gm对岸 title:灯塔<C-f>");
    assert!(reader.at_cursor().starts_with("对岸的集市"), "{}", reader.screen());
    // The list is as it was left; where a note has no link it stays.
    assert!(reader.press("gm").shows("> 对岸 title:灯塔"), "{}", reader.screen());
    reader.press("<Esc>gm船工<C-f>");
    assert!(reader.status().contains("这条批注没有链接"), "{}", reader.status());
    assert!(reader.shows("> 船工"), "{}", reader.screen());
}

#[test]
fn tags_are_changed_in_the_list() {
    let mut reader = marked();
    reader.press("gm集<C-t>待查 船<CR>");
    assert!(reader.shows("#待查 #船") && reader.shows("> 集"), "{}", reader.screen());
    reader.press("<C-w>#船");
    assert_eq!(rows(&reader), ["集市"]);
    reader.press("<C-u>");
    assert!(reader.status().contains("已撤销：改标签"), "{}", reader.status());
    assert_eq!(rows(&reader), Vec::<String>::new());
}

#[test]
fn what_is_shown_or_chosen_is_written_and_nothing_is_overwritten() {
    let mut reader = marked();
    let path = reader.folder.path().join("出.csv");
    let write = |reader: &mut Reader, keys: &str, command: &str| -> String {
        reader.press(keys).press("<C-s>readwise<CR>");
        reader.press("<BS>".repeat(40).as_str());
        reader.session.paste(&format!("{command} readwise {}", path.display()));
        reader.press("<CR>");
        reader.status()
    };
    let lines = || {
        let bytes = std::fs::read(&path).expect("was written");
        String::from_utf8(bytes).expect("is UTF-8").lines().count()
    };
    let says = write(&mut reader, "gm渡口", "write-marks");
    assert!(says.contains("（2 条）"), "{says}");
    assert_eq!(lines(), 3);
    let says = write(&mut reader, "<Tab>", "write-marks");
    assert!(says.contains("已有") && lines() == 3, "{says}");
    let says = write(&mut reader, "", "write-marks!");
    assert!(says.contains("（1 条）") && lines() == 2, "{says}");
}

#[test]
fn a_folder_of_notes_is_brought_up_to_date() {
    let mut reader = marked();
    let folder = reader.folder.path().join("库");
    reader.press("gm<C-s>obsidian<CR>");
    reader.press("<BS>".repeat(40).as_str());
    reader.session.paste(&format!("write-marks obsidian {}", folder.display()));
    let says = reader.press("<CR>").status();
    assert!(says.contains("4 条，2 个文件有变"), "{says}");
    assert_eq!(std::fs::read_dir(&folder).expect("is there").count(), 2);
}
