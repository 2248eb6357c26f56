//! Commands that move the caret or turn the page.

use super::*;

#[test]
fn down() {
    let (before, reader) = (open(), after("jj"));
    assert_eq!(reader.text(FIRST_ROW), before.text(FIRST_ROW + 2));
    assert!(!reader.at_cursor().starts_with("渡口的早晨"));
}

#[test]
fn up() {
    assert_eq!(after("jjjk").screen(), after("jj").screen());
    assert_ne!(after("jjj").screen(), after("jj").screen());
    let row = |reader: Reader| reader.session.cursor().map(|(_, y)| y);
    assert_eq!(row(after("jjjk")), row(after("jj")));
}

#[test]
fn page_down() {
    // A line of the page before stays for the eye.
    let last = open().text(14);
    let reader = after("<Space>");
    assert_eq!(reader.text(FIRST_ROW), last);
    assert!(reader.shows("第八段"));
}

#[test]
fn page_up() {
    assert!(same(&after("<Space><Space><PgUp>"), &after("<Space>")));
    assert!(!same(&after("<Space><Space>"), &after("<Space>")));
}

#[test]
fn half_page_down() {
    assert_eq!(after("<C-d>").text(FIRST_ROW), open().text(FIRST_ROW + 6));
}

#[test]
fn half_page_up() {
    assert!(same(&after("<C-d><C-d><C-u>"), &after("<C-d>")));
    assert!(!same(&after("<C-d><C-d>"), &after("<C-d>")));
}

#[test]
fn top() {
    let reader = after("Ggg");
    assert!(reader.at_cursor().starts_with("渡口的早晨"));
    assert_eq!(reader.text(FIRST_ROW), "渡口的早晨");
}

#[test]
fn bottom() {
    let reader = after("G");
    assert!(reader.text(12).starts_with("第二十段") && reader.text(14).ends_with("级台阶。"));
    assert!(reader.row(0).contains("100%"));
    assert!(reader.at_cursor().starts_with('。'));
    assert!(after("12G").at_cursor().starts_with("第十二段"));
    assert!(after("１２Ｇ").at_cursor().starts_with("第十二段"), "full-width digits too");
    assert!(after("99G").at_cursor().starts_with("第二十段"));
}

#[test]
fn go_to_percent() {
    let reader = after("50%");
    assert!(reader.shows("第十一段") && !reader.shows("第三段") && !reader.shows("第二十段"));
    assert!(reader.session.cursor().is_some_and(|(_, y)| y == 1));
    assert!(after("%").status().contains("先按数字"));
}

#[test]
fn next_paragraph() {
    assert!(after("}").at_cursor().starts_with("第一段写渡口"));
    assert!(after("3}").at_cursor().starts_with("第三段写渡口"));
}

#[test]
fn previous_paragraph() {
    assert!(after("}}{").at_cursor().starts_with("第一段写渡口"));
}

#[test]
fn next_sentence() {
    assert!(after("})").at_cursor().starts_with("船夫数完缆绳"));
}

#[test]
fn previous_sentence() {
    assert!(after("})(").at_cursor().starts_with("第一段写渡口"));
}

#[test]
fn right() {
    assert!(after("}ll").at_cursor().starts_with("段写渡口"));
}

#[test]
fn left() {
    assert!(after("}llh").at_cursor().starts_with("一段写渡口"));
}

#[test]
fn next_word() {
    let reader = after("})lll");
    assert!(reader.at_cursor().starts_with("完缆绳"));
    assert!(after("})lllw").at_cursor().starts_with("缆绳才肯"));
}

#[test]
fn previous_word() {
    assert!(after("})lllllb").at_cursor().starts_with("缆绳才肯"));
}

#[test]
fn word_end() {
    assert!(after("})lllle").at_cursor().starts_with("绳才肯"));
}

#[test]
fn line_start() {
    assert!(after("}lllll0").at_cursor().starts_with("第一段写渡口"));
}

#[test]
fn line_end() {
    let reader = after("}$");
    let row = reader.text(3);
    assert!(row.ends_with('开') && reader.at_cursor().starts_with('开'), "{row}");
}

#[test]
fn screen_top() {
    let reader = after("5jLH");
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(1));
    assert_eq!(after("5j3H").session.cursor().map(|(_, y)| y), Some(3));
    assert_eq!(after("5j99H").session.cursor().map(|(_, y)| y), Some(14));
}

#[test]
fn screen_middle() {
    let reader = after("5j:screen-middle<CR>");
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(8));
}

#[test]
fn screen_bottom() {
    let reader = after("5jL");
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(14));
    assert_eq!(reader.screen(), after("5j").screen(), "nothing scrolls");
    assert_eq!(after("5j3L").session.cursor().map(|(_, y)| y), Some(12));
}

/// The caret's row on the screen after keys, when it stood in row 6 of the middle of the article.
fn row_after(keys: &str) -> Option<u16> {
    let mut reader = after("9G5k3}");
    reader.press(keys);
    assert!(reader.at_cursor().starts_with("第十段"), "the caret stays where it is");
    reader.session.cursor().map(|(_, y)| y)
}

#[test]
fn line_to_top() {
    assert_eq!(row_after("zt"), Some(1));
}

#[test]
fn line_to_middle() {
    assert_eq!(row_after("zz"), Some(8));
}

#[test]
fn line_to_bottom() {
    assert_eq!(row_after("zb"), Some(14));
}

#[test]
fn find() {
    assert!(after("}fc").at_cursor().starts_with("船夫数完"), "by its pinyin");
    assert!(after("}2fc").at_cursor().starts_with("才肯开"));
    assert!(after("}f,").at_cursor().starts_with("，岸上"), "the full-width sign too");
    assert!(after("}f級").at_cursor().starts_with('级'), "{}", after("}f級").screen());
    assert!(after("}f八").at_cursor().starts_with("八段"), "in the paragraphs after it too");
    assert!(after("}f<Esc>").at_cursor().starts_with("第一段"));
    assert!(after("}f").status().contains("找字"));
    assert!(after("}fv").status().contains("后面没有 v"));
}

#[test]
fn find_back() {
    assert!(after("})Fk").at_cursor().starts_with("口。船夫"));
    assert!(after("Fv").status().contains("前面没有 v"));
}

#[test]
fn till() {
    assert!(after("}gt。").at_cursor().starts_with("口。船夫"));
    assert_eq!(after("}vt.y").session.copied(), Some("第一段写渡口"));
}

#[test]
fn till_back() {
    assert!(after("})gTd").at_cursor().starts_with("口。船夫"));
    assert_eq!(after("})vTdy").session.copied(), Some("口。船"));
}

#[test]
fn find_again() {
    assert!(same(&after("}fc;"), &after("}2fc")));
    assert!(same(&after("}fc2;"), &after("}3fc")));
    assert!(same(&after("}gt。;"), &after("}2gt。")));
    assert!(after(";").status().contains("先按 f"));
    let mut reader = after("}fc]");
    assert!(reader.press("]").row(0).contains("茶馆"));
    assert!(reader.press("fs;").at_cursor().starts_with('书'), "{}", reader.screen());
}

#[test]
fn find_again_back() {
    assert!(same(&after("}2fc,"), &after("}fc")));
    assert!(same(&after("}3fc,,"), &after("}fc")));
}

#[test]
fn next_article() {
    let reader = after("]");
    assert!(reader.row(0).contains("灯塔的夜班") && reader.row(0).contains("2/3"));
    assert!(reader.shows("守塔人把缆绳挂在门后"));
}

#[test]
fn previous_article() {
    assert!(after("][").row(0).contains("渡口的早晨"));
    assert!(after("[").status().contains("已是第一篇"));
}

#[test]
fn jump_back() {
    assert!(after("G<C-o>").at_cursor().starts_with("渡口的早晨"));
    assert!(after("]<BS>").row(0).contains("渡口的早晨"));
}

#[test]
fn far_motions_are_jumped_back_from() {
    for keys in ["G", "gg", "12G", "50%", "]", "/缆绳<CR>", "MaG'a", "gp茶馆<CR>"] {
        let reader = after(&format!("3}}{keys}<C-o>"));
        assert!(reader.row(0).contains("渡口"), "{keys}");
        let back = if keys.starts_with('M') { '。' } else { '第' };
        assert!(reader.at_cursor().starts_with(back), "{keys}: {}", reader.at_cursor());
    }
    let (one, other) = (after("/缆绳<CR>nn<C-o>"), after("/缆绳<CR>n"));
    assert_eq!(one.session.cursor(), other.session.cursor());
}

#[test]
fn jump_forward() {
    assert!(same(&after("G<C-o><C-i>"), &after("G")));
}
