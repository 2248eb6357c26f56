//! Commands of a line or note that is being typed.

use super::*;

#[test]
fn save_note() {
    let reader = after("}a水位<C-s>");
    assert_eq!(reader.text(3).chars().next(), Some('+'));
    assert!(reader.status().contains("已存"));
}

#[test]
fn external_editor() {
    // On a screen without a terminal nothing changes; tests/it/editor.rs opens one.
    let reader = after("}a水位<C-x>");
    assert!(reader.status().contains("打不开编辑器") && reader.shows("水位"));
}

#[test]
fn discard_note() {
    let reader = after("}a水位<C-g>");
    assert!(reader.text(3).starts_with("第一段写"));
    assert!(reader.status().contains("已放弃"));
}

#[test]
fn insert_link() {
    assert!(after("}a水位<C-k>").status().contains("还没有可链接的"));
    let mut reader = after("}})yisgg}a参看<C-k>");
    assert!(reader.shows("链接到") && reader.shows("刚复制的：船夫数完缆绳才肯开船"));
    // Esc goes back to the note as it was.
    reader.press("<Esc>");
    assert!(reader.shows("参看") && !reader.shows("duben:"), "{}", reader.screen());
    reader.press("<C-k><CR>。");
    assert!(reader.shows("[船夫数完缆绳") && reader.shows("duben:"), "{}", reader.screen());
    assert!(reader.press("<Esc>").status().contains("已存"));
    // Passages with marks can be picked too, narrowed as any list.
    let reader = after("]}sggg[}a<C-k>缆绳挂在<CR>");
    assert!(reader.shows("[守塔人把缆绳挂在门后。]"), "{}", reader.screen());
    let mut reader = after("]}sggg[}a水位<C-k>");
    reader.press("<C-c><Esc>gm");
    assert!(reader.shows("水位 「"), "{}", reader.screen());
}

#[test]
fn follow_link() {
    assert!(after("}gl").status().contains("没有链接"));
    // To another article, and back.
    let linked = "]}sg[gg}a<C-k><CR><Esc>";
    let mut reader = after(&format!("{linked}gl"));
    assert!(reader.at_cursor().starts_with("守塔人把缆绳"), "{}", reader.screen());
    assert!(reader.press("<C-o>").at_cursor().starts_with("第一段"), "{}", reader.screen());
    assert!(after(&format!("{linked}<CR>gl")).at_cursor().starts_with("守塔人把缆绳"));
    // Of several one is picked.
    let mut reader = after("]}sg]}sr[[gg}a<C-k><CR><C-k><Down><CR><Esc>gl");
    assert!(reader.shows("批注里的链接") && reader.shows("2/2"), "{}", reader.screen());
    assert!(reader.press("<CR>").at_cursor().starts_with("说书人拍"), "{}", reader.screen());
}

#[test]
fn new_line() {
    let reader = after("}a水位<CR>很高");
    let at = |text: &str| reader.screen().lines().position(|row| row.contains(text));
    assert_eq!(at("│水位").map(|y| y + 1), at("│很高"));
    assert!(at("│很高").is_some());
}

#[test]
fn erase() {
    let reader = after("/缆绳<BS>");
    assert!(reader.shows("/缆 ") && !reader.shows("/缆绳"));
    assert!(after("}a一e\u{301}<BS>").shows("│一 "), "a whole grapheme goes");
}

#[test]
fn erase_next() {
    assert!(after("/缆绳<Home><Del>").shows("/绳 "));
}

#[test]
fn erase_word() {
    let reader = after("/rope wharf<C-w>");
    assert!(reader.shows("/rope") && !reader.shows("wharf"));
}
