//! Every command, pressed on the screen: one test a command, under its name.

use duben::Session;
use unicode_segmentation::UnicodeSegmentation;

use crate::fixture::{Ambiguous, Folder, Reader, cells};

const NUMBERS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

const LAMP: &str = "# 灯塔的夜班\n\n守塔人把缆绳挂在门后。“今晚有雾，”他说，“灯要多转一圈。”\n";
const TEA: &str = "# 茶馆的午后\n\n说书人拍了一下木板。\n\n没有人问后来怎样。\n";

fn ferry() -> String {
    let paragraph = |n| {
        format!("\n第{n}段写渡口。船夫数完缆绳才肯开船，岸上的人谁也不催。水涨到第{n}级台阶。\n")
    };
    format!("# 渡口的早晨\n{}", NUMBERS.map(paragraph).concat())
}

/// Three articles on 60x16; the first has twenty paragraphs of three lines each.
fn open() -> Reader {
    Reader::open(&[("1-渡口.md", &ferry()), ("2-灯塔.md", LAMP), ("3-茶馆.md", TEA)], 60, 16)
}

/// The reader after some keys.
fn after(keys: &str) -> Reader {
    let mut reader = open();
    reader.press(keys);
    reader
}

/// Whether both show the same, the cursor included.
fn same(one: &Reader, other: &Reader) -> bool {
    one.screen() == other.screen() && one.session.cursor() == other.session.cursor()
}

/// The rows of the article on the screen: rows 1 to 14.
const FIRST_ROW: usize = 1;

// Moving

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

// Searching

#[test]
fn search() {
    let reader = after("/缆绳");
    assert!(reader.shows("/缆绳") && reader.shows("21 处 · 2 篇"));
    assert!(reader.shows("· 20 │") && reader.shows("│灯塔的夜班 "));
    assert_eq!(reader.style_of("缆绳才肯"), "underlined black on yellow");
}

#[test]
fn next_hit() {
    let reader = after("/缆绳<CR>n");
    assert!(reader.shows("2/21 处"));
    assert!(reader.at_cursor().starts_with("缆绳才肯"));
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(6));
}

#[test]
fn previous_hit() {
    let reader = after("/缆绳<CR>N");
    assert!(reader.shows("21/21 处"));
    assert!(reader.row(0).contains("灯塔的夜班"));
    assert!(reader.at_cursor().starts_with("缆绳挂在门后"));
}

#[test]
fn search_selection() {
    let reader = after("}vl*");
    assert!(reader.shows("/\"第一\""));
    // 第一段, 第一级; not 第十一段. The caret goes to the next one from where it stood.
    assert!(reader.shows("2/2 处 · 1 篇"));
    assert!(reader.at_cursor().starts_with("第一级"));
}

#[test]
fn older_query() {
    // In the first row of the results the query before, below it the row above.
    let reader = after("/缆绳<CR>/<Esc>/守塔<CR>/<Up>");
    assert!(reader.shows("/缆绳") && reader.shows("21 处 · 2 篇"));
    let reader = after("/船<CR>/<Esc>/缆绳<Down><Up><Up>");
    assert!(reader.shows("/船 "), "{}", reader.screen());
}

#[test]
fn newer_query() {
    let reader = after("/守塔<CR>/<Esc>/缆绳<CR>/<Esc>/灯<Up><Up>");
    assert!(reader.shows("/守塔 "));
    let reader = after("/守塔<CR>/<Esc>/缆绳<CR>/<Esc>/灯<Up><Up><Down><Down>");
    assert!(reader.shows("/灯 "), "what was typed comes back\n{}", reader.screen());
    // Where nothing of the history stands in the bar it is the next row.
    let reader = after("/缆绳<Down><CR>");
    assert!(reader.row(0).contains("灯塔的夜班"));
}

#[test]
fn searches() {
    let keys = "/缆绳<CR>:save-search 绳子<CR>/<Esc>/守塔<CR>g/";
    let reader = after(keys);
    assert!(reader.shows("检索过的") && reader.shows("绳子") && reader.shows("守塔"));
    assert!(after(&format!("{keys}<CR>")).shows("/缆绳"), "the named one is the first");
    assert!(after(&format!("{keys}<Down><CR>")).shows("/守塔"));
    assert!(after("/缆绳<CR>/<C-r>").shows("检索过的"));
    assert!(after("g/<Esc>").screen() == open().screen());
    let reader = after(&format!("{keys}<C-d>"));
    assert!(!reader.shows("│绳子") && reader.shows("缆绳") && reader.status().contains("已删"));
    assert!(after(&format!("{keys}<Down><C-d>")).status().contains("只能删除起了名的"));
}

#[test]
fn save_search() {
    assert!(after("/缆绳<C-s>").shows("> save-search 缆绳"));
    let reader = after("/缆绳<CR>:save-search 绳子<CR>");
    assert!(reader.status().contains("已存检索“绳子”"));
    assert!(after(":save-search a<CR>").status().contains("按 / 检索"));
    assert!(after(":save-search<CR>").status().contains("按 / 检索"));
}

#[test]
fn facets() {
    let reader = after("/缆绳<Tab>");
    assert!(reader.shows("年份与来源") && reader.shows("21 处 · 2 篇"));
    assert_eq!(after("/缆绳<CR>gf").shows("年份与来源"), reader.shows("年份与来源"));
    assert!(after("gf").status().contains("按 / 检索"));
    assert!(after("/没有的<Tab>").status().contains("没有找到"));
    assert!(after("/缆绳<Tab><CR>").shows("/缆绳 source:=\"河边\""));
}

/// Two articles that speak of the same people and places.
fn visits() -> Reader {
    let came = "# 渡口来客\n\n记者王建国从南京来到渡口。王建国说，他在南京大学读书。\n";
    let left = "# 客人走了\n\n王建国先生回到南京，在南京大学教书。\n";
    Reader::open(&[("1-来.md", came), ("2-去.md", left)], 60, 16)
}

#[test]
fn names() {
    let mut reader = visits();
    reader.press("gw");
    assert!(reader.shows("人名 地名 机构") && reader.shows("3/3"), "{}", reader.screen());
    assert!(reader.shows("人名  王建国") && reader.shows("3 次 · 2 篇"), "{}", reader.screen());
    reader.press("njdx");
    assert!(reader.shows("机构  南京大学") && reader.shows("1/3"), "{}", reader.screen());
    reader.press("<CR>");
    assert!(reader.shows("/南京大学") && reader.shows("2 处 · 2 篇"), "{}", reader.screen());
    assert!(visits().press("gw没有的").shows("没有这样的名字"));
}

/// Three articles of a paper, two of them about the same boats, one of those twice.
fn boats() -> Reader {
    let head = "来源：河口早报\n\n";
    let first =
        format!("# 渡船修好了\n\n{head}渡船靠着码头，船工樊桂芳修好了渡船。码头上有灯塔。\n");
    let second = format!("# 碼頭舊事\n\n{head}舊時的碼頭有渡船，船工很多，沒有燈塔。\n");
    let third = format!("# 茶馆\n\n{head}茶馆里有人说书。\n");
    Reader::open(&[("1.md", &first), ("2.md", &second), ("3.md", &third)], 80, 30)
}

#[test]
fn info() {
    let mut reader = boats();
    reader.press("gi");
    for row in [
        "标题   渡船修好了",
        "来源   河口早报",
        "约 1 分钟（每分钟 400 字）",
        "第 1 篇，共 1 篇",
        "标注   未读完",
        "关键词 渡船",
        "相近 1 碼頭舊事",
    ] {
        assert!(reader.shows(row), "{row}\n{}", reader.screen());
    }
    assert!(!reader.shows("茶馆里") && !reader.shows("相近 2"), "{}", reader.screen());
    // A number opens what is alike; what is typed otherwise narrows.
    assert!(reader.press("1").row(0).contains("碼頭舊事"), "{}", reader.screen());
    assert!(reader.press("gi").shows("关键词 渡船") && reader.shows("关键词 碼頭"));
    assert!(reader.press("关键词 碼頭<CR>").shows("/码头"), "{}", reader.screen());
    let mut reader = boats();
    assert!(reader.press("gi河口早报<CR>").shows("/source:=\"河口早报\""), "{}", reader.screen());
    assert!(reader.shows("3 篇"), "{}", reader.screen());
    let mut reader = boats();
    assert!(reader.press("mgi").shows("标注   书签 1 · 已读完"), "{}", reader.screen());
    assert!(reader.press("标注<CR>").shows("书签与批注"));
    // In the source list it is the article that is chosen there.
    let mut reader = boats();
    assert!(reader.press("<Tab>jgi").shows("标题   碼頭舊事"), "{}", reader.screen());
    assert!(
        Reader::open(&[("空.txt", "")], 60, 16).press("gi").status().contains("没有打开的文章")
    );
}

/// 山水, 山石, 石上 and 说书 are all read ss.
fn hills() -> Reader {
    let hills = "# 山水\n\n山石上有山水。\n\n山水之间。\n";
    Reader::open(&[("1-山.md", hills), ("2-茶馆.md", TEA)], 60, 16)
}

#[test]
fn pinyin() {
    let mut reader = hills();
    reader.press("/ss");
    assert!(reader.shows("ss → 山水 3 · 山石 1 · 说书 1 · 石上 1"), "{}", reader.screen());
    assert!(reader.shows("5 处 · 2 篇"), "{}", reader.screen());
    assert!(reader.press("<C-t>").status().contains("总是"));
    assert!(reader.shows("ss → "));
    assert!(reader.press("<C-t>").status().contains("拼音：关"));
    assert!(reader.shows("没有找到") && !reader.shows("ss → "));
    assert!(reader.press("<C-t>").shows("ss → "));
    let mut reader = hills();
    reader.press("/shansh<CR>n");
    assert!(reader.at_cursor().starts_with("山石"), "{}", reader.screen());
    // What stands as it is is not read.
    let latin = Reader::open(&[("1.md", "# 山水\n\nss\n")], 60, 16).press("/ss").screen();
    assert!(latin.contains("1 处") && !latin.contains("→"), "{latin}");
}

#[test]
fn next_reading() {
    let mut reader = hills();
    reader.press("/ss<C-g><C-g><C-g>");
    assert!(reader.shows("ss → 说书 1") && reader.shows("1 处 · 1 篇"), "{}", reader.screen());
    assert!(reader.press("<C-g>").shows("ss → 石上 1"));
    assert!(reader.press("<C-g>").shows("ss → 山水 3 · 山石 1"));
    assert!(reader.press("<C-g><CR>").at_cursor().starts_with("山水"));
}

/// The concordance of 缆绳 after some keys.
fn lines_after(keys: &str) -> Reader {
    let mut reader = after("/缆绳<CR>K");
    reader.press(keys);
    reader
}

/// The rows of the lines, without the name of the file that the selected one is from.
fn lines(reader: &Reader) -> Vec<String> {
    (0..13).map(|y| reader.row(y)).collect()
}

#[test]
fn turn_order() {
    let turned = |times: usize| after(&format!("/缆绳{}", "<C-o>".repeat(times)));
    assert!(turned(1).shows("按日期 · 21 处 · 2 篇"));
    assert!(turned(1).status().contains("检索结果按日期排列"));
    assert!(turned(2).shows("按来源 · ") && turned(3).shows("按文件 · "));
    assert!(!turned(4).shows("按文件") && turned(4).shows("21 处 · 2 篇"));
}

#[test]
fn concordance() {
    let reader = lines_after("");
    assert!(reader.shows("缆绳  2 篇 · 按检索次序") && reader.shows(" 1/21 "));
    assert!(reader.row(1).contains("船夫数完 缆绳 才肯开船"));
    assert!(reader.style_of("缆绳 才肯").contains("underlined"));
    // From the search bar too, and the same key closes it.
    assert_eq!(lines(&after("/缆绳<C-k>")), lines(&reader));
    assert!(same(&lines_after("K"), &after("/缆绳<CR>")));
    assert!(same(&after("/缆绳<C-k><Esc>"), &after("/缆绳")));
    assert!(after("K").status().contains("按 / 检索"));
    assert!(after("/没有的<C-k>").status().contains("没有找到"));
}

/// What stands before the hit in the first and the last row of the lines.
fn ends(reader: &Reader) -> [String; 2] {
    [1, 12].map(|y| reader.row(y).split(" 缆绳").next().unwrap_or_default().replace(['│', ' '], ""))
}

#[test]
fn order_left() {
    let reader = lines_after("h");
    assert!(reader.shows("按左文"));
    // 完 before 把, as their code points are.
    assert!(ends(&reader)[0].ends_with("船夫数完"));
    assert!(ends(&lines_after("hG"))[1].ends_with("守塔人把"));
}

#[test]
fn order_right() {
    assert!(lines_after("l").shows("按右文"));
    let (first, last) = (lines_after("l").row(1), lines_after("lG").row(12));
    assert!(first.contains("缆绳 才肯") && last.contains("缆绳 挂在"), "{first}\n{last}");
}

#[test]
fn order_date() {
    assert!(lines_after("d").shows("按日期"));
}

#[test]
fn order_source() {
    assert!(lines_after("s").shows("按来源"));
}

#[test]
fn order_found() {
    assert_eq!(lines(&lines_after("lf")), lines(&lines_after("")));
    // Who has moved stays on the line.
    assert!(lines_after("Ghf").shows(" 21/21 "));
}

#[test]
fn write_concordance() {
    let mut reader = lines_after("hw");
    assert!(reader.shows("write-concordance 缆绳.tsv"));
    let path = reader.folder.path().join("表.tsv");
    reader.press(&format!("<Esc>:write-concordance {}<CR>", path.display()));
    assert!(reader.status().contains("已写入") && reader.shows("按左文"), "{}", reader.screen());
    let table = std::fs::read(&path).expect("written");
    let table = String::from_utf8(table).expect("is UTF-8");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 22);
    assert!(rows[0].starts_with("left\thit\tright\tdate\tsource\ttitle\tid\tpath\tstart\tend"));
    assert!(rows[1].starts_with("第十一段写渡口。船夫数完\t缆绳\t才肯开船"));
    assert!(rows[21].starts_with("守塔人把\t缆绳\t挂在门后"));
    assert!(after(":write-concordance a.tsv<CR>").status().contains("还没有索引行"));
    assert!(after(":write-concordance<CR>").status().contains("还没有索引行"));
}

// Bookmarks and notes

#[test]
fn select() {
    let reader = after("}vl");
    assert!(reader.status().contains("选段"));
    assert!(reader.style_of("第一段").contains("reversed"));
    assert!(!reader.style_of("段写渡口").contains("reversed"));
}

#[test]
fn select_paragraph() {
    let reader = after("})V");
    assert!(reader.style_of("第一段写").contains("reversed"));
    assert!(reader.style_of("水涨到第一级").contains("reversed"));
    assert!(!reader.style_of("第二段写").contains("reversed"));
}

#[test]
fn swap_ends() {
    assert!(after("}vll").at_cursor().starts_with("段写渡口"));
    let reader = after("}vllo");
    assert!(reader.at_cursor().starts_with("第一段写渡口"));
    assert!(reader.style_of("段写渡口").contains("reversed"));
}

/// What is copied of the article of the lighthouse.
fn copied(keys: &str) -> Option<String> {
    let mut reader = after("gp灯塔<CR>}");
    reader.press(keys);
    reader.session.copied().map(str::to_owned)
}

#[test]
fn inside() {
    for (keys, expected) in [
        ("f缆viwy", "缆绳"),
        ("f缆lviwy", "缆绳"),
        ("visy", "守塔人把缆绳挂在门后。"),
        ("vipy", "守塔人把缆绳挂在门后。“今晚有雾，”他说，“灯要多转一圈。”"),
        ("visisy", "守塔人把缆绳挂在门后。“今晚有雾，”他说，“灯要多转一圈。”"),
        ("vi\"y", "今晚有雾，"),
        ("f灯vi”y", "灯要多转一圈。"),
    ] {
        assert_eq!(copied(keys).as_deref(), Some(expected), "{keys}");
    }
    assert!(after("}vi").status().contains("w词"));
    assert!(after("}viz").status().contains("可选"));
    assert!(after("}vi(").status().contains("没有可选的"));
    assert!(after("}vi<Esc>").status().contains("选段"), "the selection stays");
}

#[test]
fn around() {
    assert_eq!(copied("vA\"y").as_deref(), Some("“今晚有雾，”"));
    assert_eq!(copied("vlaok<Esc>vA“y").as_deref(), Some("“今晚有雾，”"), "a writes a note");
}

#[test]
fn a_selection_is_the_same_text_after_a_resize() {
    let mut reader = after("}vis");
    for (cols, rows) in [(30, 9), (1, 1), (120, 40), (60, 16)] {
        reader.session.resize(cols, rows);
    }
    assert_eq!(reader.press("y").session.copied(), Some("第一段写渡口。"));
}

#[test]
fn bookmark() {
    let reader = after("}m");
    assert_eq!(reader.text(3).chars().next(), Some('*'));
    assert!(reader.status().contains("已存 09:41"));
}

#[test]
fn name_bookmark() {
    assert!(after("}M").status().contains("字母"));
    assert_eq!(after("}Ma").text(3).chars().next(), Some('a'));
}

#[test]
fn go_to_bookmark() {
    let reader = after("}MaG'a");
    assert!(reader.at_cursor().starts_with("第一段写渡口"));
    assert!(after("'x").status().contains("没有书签 x"));
}

#[test]
fn annotate() {
    let reader = after("}a水位高了");
    assert!(reader.status().contains("批注") && reader.shows("水位高了"));
    let reader = after("}a水位高了<Esc>");
    assert_eq!(reader.text(3).chars().next(), Some('+'));
    assert_eq!(reader.style_of("第一段写"), "bold underlined magenta");
}

#[test]
fn highlight() {
    assert!(after("}s").status().contains("y黄") || after("}s").status().contains("y 黄"));
    // The sentence at the caret, or what is selected, in the ink of the letter.
    let reader = after("}sg");
    assert_eq!(reader.text(3).chars().next(), Some('G'));
    assert_eq!(reader.style_of("第一段写"), "underlined black on green");
    assert_eq!(reader.style_of("船夫数完"), "");
    let reader = after("}vlsr");
    assert_eq!(reader.style_of("第一"), "underlined white on red");
    assert_eq!(reader.style_of("段写渡"), "");
    // The mark at the caret takes another ink, the last one, or none; undo brings each back.
    assert_eq!(after("}sg}ss").text(6).chars().next(), Some('G'));
    assert_eq!(after("}sgsb").text(3).chars().next(), Some('B'));
    assert_eq!(after("}sgsbu").text(3).chars().next(), Some('G'));
    assert_eq!(after("}sgsx").text(3).chars().next(), Some('='));
    assert_eq!(after("}sgu").text(3).chars().next(), Some('第'));
    assert!(after("}sx").status().contains("没有划线"));
    assert!(after("}sq").status().contains("y 黄 g 绿"));
    // A remark on it makes it a note in its ink, and a bookmark takes none.
    let reader = after("}sga水位<Esc>");
    assert_eq!(reader.style_of("第一段写"), "bold underlined black on green");
    assert!(after("}sga水位<Esc>gm").shows("+G 水位 「第一段写渡口。」"));
    assert_eq!(after("}sga水位<Esc>u").style_of("第一段写"), "underlined black on green");
    assert_eq!(after("}vjmsp").style_of("船夫数完"), after("}vjm").style_of("船夫数完"));
}

#[test]
fn choose() {
    let reader = after("}m}mgm<Tab>");
    assert!(
        reader.shows("已选 1 条") && reader.shows("│x * 第一段") && reader.shows("│  * 第二段")
    );
    let reader = after("}m}m}mgm<Tab><Down><Tab><C-d>");
    assert!(reader.status().contains("已删除 2 条"), "{}", reader.status());
    assert!(reader.shows("* 第二段") && reader.shows(" 1/1 "), "{}", reader.screen());
    assert!(!after("}m}mgm<Tab><Up><Tab>").shows("已选"));
}

#[test]
fn choose_all() {
    let reader = after("}m}m}mgm第二<C-x><C-w><C-d>");
    assert!(
        reader.status().contains("已删除 1 条") && reader.shows(" 2/2 "),
        "{}",
        reader.screen()
    );
    assert!(after("}m}mgm<C-x>").shows("已选 2 条"));
    assert!(!after("}m}mgm<C-x><C-x>").shows("已选"));
}

#[test]
fn write_marks() {
    let mut reader = after("}m}a水位<Esc>gm<C-s>");
    assert!(reader.shows("写成哪种格式") && reader.shows("W3C Web Annotation"));
    reader.press("markdown<CR>");
    assert!(reader.shows("> write-marks markdown 批注-2026-01-01.md"), "{}", reader.screen());
    let path = reader.folder.path().join("摘.md");
    reader.press(&"<BS>".repeat(40));
    reader.session.paste(&format!("write-marks markdown {}", path.display()));
    assert!(reader.press("<CR>").status().contains("（2 条）"), "{}", reader.screen());
    assert!(reader.shows("书签与批注 · 按时间"), "back in the list\n{}", reader.screen());
    let text = std::fs::read(&path).expect("was written");
    let text = String::from_utf8(text).expect("is UTF-8");
    assert!(text.contains("# 渡口的早晨") && text.contains("水位"), "{text}");
    assert!(after(":write-marks markdown a.md<CR>").status().contains("没有可写的"));
    assert!(after("}m:write-marks 不知 a.md<CR>").status().contains("先写格式再写文件名"));
}

#[test]
fn tags() {
    assert!(after("#").status().contains("此处没有书签或批注可加标签"));
    let reader = after("}sg#江，渡口 ＃江<CR>");
    assert!(reader.status().contains("#江 #渡口"), "{}", reader.screen());
    // They stand in the note, are found by a search, and go with undo.
    assert!(after("}sg#江 渡口<CR>a").shows(" 批注 绿 #江 #渡口 "));
    let reader = after("}sg#江<CR>/#江<CR>");
    assert!(reader.shows("1/"), "{}", reader.screen());
    assert!(after("}sg#江<CR>u#").shows("> "));
    assert!(!after("}sg#江<CR>ua").shows("#江"));
    // Esc leaves them as they are, an empty line takes them off.
    assert!(after("}sg#江<CR>#<C-w><Esc>a").shows("绿 #江"));
    assert!(after("}sg#江<CR>#<C-w><C-w><CR>").status().contains("标签已去"));
}

#[test]
fn tags_are_completed() {
    // The tags of the library, narrowed by what is typed last, by sound too; Enter on one that was
    // stepped to takes it over, and Enter again saves.
    let tagged = "}sg#江 渡口<CR>}sb#";
    let reader = after(&format!("{tagged}早 dk"));
    assert!(reader.shows("#渡口") && !reader.shows("#江"), "{}", reader.screen());
    let reader = after(&format!("{tagged}早 dk<Tab><CR>"));
    assert!(reader.status().contains("#早 #渡口"), "{}", reader.screen());
    let reader = after(&format!("{tagged}早 <Down><CR><CR>"));
    assert!(reader.status().contains("#早 #渡口"), "{}", reader.screen());
    assert!(!after(&format!("{tagged}渡口 ")).shows("#渡口"), "it is typed already");
}

#[test]
fn show_mark() {
    assert!(after("}<CR>").status().contains("此处没有书签或批注"));
    let noted = "}a水位比去年高。<Esc>#江<CR>sr";
    let mut reader = after(&format!("{noted}<CR>"));
    assert!(
        reader.shows("R 批注 红 #江") && reader.shows("│ 水位比去年高。"),
        "{}",
        reader.screen()
    );
    assert!(reader.at_cursor().starts_with("第一段"), "the page stays: {}", reader.screen());
    // Any key closes it and does what it does; Esc does no more than that.
    assert!(!reader.press("<Esc>").shows("水位比去年高"));
    assert!(same(&after(&format!("{noted}<CR>j")), &after(&format!("{noted}j"))));
    // Going to a mark shows what it says, if it says anything.
    assert!(after(&format!("{noted}gggn")).shows("水位比去年高"));
    assert!(!after("}sggggn").shows("划线 绿"));
    // A long one goes on, and closes in the end.
    let lines = NUMBERS[..9].join("号<CR>");
    let mut reader = after(&format!("}}a{lines}号<Esc><CR>"));
    assert!(reader.shows("一号") && !reader.shows("九号"), "{}", reader.screen());
    assert!(reader.shows("Enter 还有"), "{}", reader.screen());
    assert!(reader.press("<CR><CR>").shows("九号"), "{}", reader.screen());
    assert!(!reader.press("<CR>").shows("九号"), "{}", reader.screen());
}

#[test]
fn marks() {
    let reader = after("}mgm");
    assert!(reader.shows("书签与批注") && reader.shows("* 第一段写渡口") && reader.shows("1/1"));
    assert!(after("gm").shows("没有书签或批注"));
}

#[test]
fn next_mark() {
    assert!(after("}}mgggn").at_cursor().starts_with("第二段写"));
}

#[test]
fn previous_mark() {
    assert!(after("}}mGgN").at_cursor().starts_with("第二段写"));
}

#[test]
fn delete_mark() {
    let reader = after("}mdm");
    assert!(reader.text(3).starts_with("第一段写") && reader.status().contains("已删除"));
    assert!(after("}mgm<C-d>").shows("没有书签或批注"));
}

/// A note on the first paragraph, some words of which were then changed on the disk.
fn rewritten() -> Reader {
    let mut reader = after("}a水位<Esc>");
    let text = ferry().replacen("船夫数完缆绳才肯开船", "船家点清缆绳方肯开船", 1);
    reader.folder.write("河边/1-渡口.md", &text);
    reader.press("R");
    reader
}

#[test]
fn confirm_mark() {
    assert!(open().press("c").status().contains("没有待确认"));
    let mut reader = rewritten();
    reader.press("gn");
    assert!(reader.text(3).starts_with('~'), "{}", reader.screen());
    assert!(reader.status().contains("~ c认可 x否认 原文已改「"), "{}", reader.screen());
    reader.press("gm");
    assert!(reader.shows("〔已改「…渡口。船夫数完"), "{}", reader.screen());
    reader.press("<Esc>c");
    assert!(reader.text(3).starts_with('+') && reader.status().contains("已确认"));
    assert!(!reader.press("gm").shows("〔已改"));
    reader.press("<Esc>u");
    assert!(reader.text(3).starts_with('~'), "{}", reader.screen());
}

#[test]
fn reject_mark() {
    assert!(open().press("x").status().contains("没有待确认"));
    let mut reader = rewritten();
    reader.press("gnx");
    assert!(reader.text(3).starts_with("第一段"), "{}", reader.screen());
    assert!(reader.status().contains("已否认"));
    reader.press("gm");
    assert!(reader.shows("〔原文已不在〕水位"), "{}", reader.screen());
    reader.press("<CR>");
    assert!(reader.status().contains("原文已不在文中：第一段写渡口。船夫"), "{}", reader.screen());
    reader.press("u");
    assert!(reader.text(3).starts_with('~'), "{}", reader.screen());
}

#[test]
fn edit_mark() {
    let reader = after("}a水位<Esc>gm<C-e>很高<Esc>");
    assert!(reader.shows("+ 水位很高") && reader.shows("书签与批注"), "{}", reader.screen());
}

#[test]
fn undo() {
    let reader = after("}mdmu");
    assert_eq!(reader.text(3).chars().next(), Some('*'));
    assert!(!after("/缆绳<C-u>").shows("/缆绳"));
    let reader = after("gp灯塔<C-u><C-u>");
    assert!(!reader.shows("> 灯") && reader.shows(" 3/3 "), "what was typed into a filter too");
}

#[test]
fn redo() {
    assert!(!after("}a水位<C-u>").shows("│水位"));
    assert!(after("}a水位<C-u><C-r>").shows("│水位"));
    let reader = after("}mdmu<C-r>");
    assert!(reader.text(3).starts_with("第一段写"), "{}", reader.screen());
    assert!(reader.status().contains("已重做：删除"), "{}", reader.status());
    assert!(after("}mu").status().contains("已撤销：加书签，C-r 重做"));
    // In the list, and over the page again.
    let reader = after("}a水位<Esc>}mgm<C-u><C-u><C-r><Esc>");
    assert!(reader.shows("+ ") && !reader.shows("* "), "{}", reader.screen());
    assert!(after("<C-r>").status().contains("没有可重做的"));
}

#[test]
fn yank() {
    let reader = after("}y");
    assert_eq!(
        reader.session.copied(),
        Some("第一段写渡口。船夫数完缆绳才肯开船，岸上的人谁也不催。水涨到第一级台阶。")
    );
    assert_eq!(after("}vlly").session.copied(), Some("第一段"));
    assert!(reader.status().contains("已复制"));
}

#[test]
fn yank_inside() {
    assert_eq!(copied("yis").as_deref(), Some("守塔人把缆绳挂在门后。"));
    assert_eq!(copied("yi\"").as_deref(), Some("今晚有雾，"));
    assert_eq!(copied("f缆yiw").as_deref(), Some("缆绳"));
    assert_eq!(after("}lyis").session.cursor(), after("}l").session.cursor(), "the caret stays");
}

#[test]
fn yank_around() {
    assert_eq!(copied("yA\"").as_deref(), Some("“今晚有雾，”"));
}

#[test]
fn cite() {
    let passage = "守塔人把缆绳挂在门后。“今晚有雾，”他说，“灯要多转一圈。”";
    let mut reader = Reader::open(&[("灯.md", LAMP)], 60, 16);
    reader.press("}Y");
    let plain = format!("{passage}\n——《灯塔的夜班》，第 1 段");
    assert_eq!(reader.session.copied(), Some(plain.as_str()));
    reader.press("vllY");
    assert_eq!(reader.session.copied(), Some("守塔人\n——《灯塔的夜班》，第 1 段"));
    assert!(reader.status().starts_with("└ 阅读"), "the selection ends");
    reader.press("\\Y");
    assert!(reader.status().contains("原文里没有这一项"));
}

#[test]
fn cite_style() {
    let mut reader = after("}vl");
    let mut copied = |keys: &str| {
        reader.press(keys);
        reader.session.copied().map(str::to_owned).unwrap_or_default()
    };
    assert!(copied(":cite-style<CR>Y").starts_with("> 第一\n\n—— 《渡口的早晨》"));
    assert!(copied(":cite-style gbt7714<CR>Y").ends_with("级台阶。\n渡口的早晨[Z]."));
    assert!(copied(":cite-style　BibTeX<CR>Y").starts_with("@misc{dukoudezao-"));
    reader.press(":cite-style mla<CR>");
    assert!(reader.status().contains("没有这种引用格式：mla"));
}

#[test]
fn paste() {
    assert!(after("}vllya水位：<C-y>").shows("│水位：第一段"));
    assert_eq!(after("}vlly/<C-y>").screen(), after("}vlly/第一段").screen());
    assert!(after("}vllygp<C-y>").shows("> 第一段"));
    assert!(after("/<C-y>").status().contains("还没有复制过"));
    let kept = after("}vllygp<C-y><C-u><Esc>}vy/<C-y>");
    assert!(kept.shows("/第"), "the last that was copied: {}", kept.screen());
}

/// The text of a file that the reader wrote.
fn written(path: &std::path::Path) -> String {
    String::from_utf8(std::fs::read(path).expect("was written")).expect("is UTF-8")
}

#[test]
fn write() {
    let home = Folder::new();
    let path = |name: &str| home.path().join(name);
    let shown = |name: &str| written(&path(name));
    let mut reader = Reader::open(&[("灯.md", LAMP)], 120, 16);
    let keys = |command: &str, name: &str| format!(":{command} {}<CR>", path(name).display());
    reader.press(&keys("write", "夜班.txt"));
    assert!(reader.status().contains("已写入"), "{}", reader.status());
    assert!(shown("夜班.txt").starts_with("灯塔的夜班\n"));
    reader.press(&format!("}}vll{}", keys("w", "夜班.txt")));
    assert!(reader.status().contains("已有"), "{}", reader.status());
    assert!(shown("夜班.txt").starts_with("灯塔的夜班\n"));
    reader.press(&keys("w!", "夜班.txt"));
    assert_eq!(shown("夜班.txt"), "守塔人\n", "the selection waits until it is written");
    reader.press(&keys("w", "夜班.md"));
    assert!(shown("夜班.md").contains("# 灯塔的夜班\n"));
    reader.press(&format!("hhvll{}", keys("w!", "夜班.MD")));
    assert_eq!(shown("夜班.MD"), "> 守塔人\n\n—— 《灯塔的夜班》，第 1 段\n");
    reader.press(&keys("w", "没有/夜班.txt"));
    assert!(reader.status().contains("没有文件夹"), "{}", reader.status());
    reader.press(":w<CR>");
    assert!(reader.shows("> write 灯塔的夜班.txt"), "it asks where: {}", reader.screen());
    reader.press("<Esc>vl:写入文件<CR>");
    assert!(reader.shows("> write 灯塔的夜班-摘录.txt"), "{}", reader.screen());
}

#[test]
fn write_copied() {
    let home = Folder::new();
    let path = home.path().join("摘录.txt");
    let keys = format!(":write-copied {}<CR>", path.display());
    assert!(after(":write-copied<CR>").status().contains("还没有复制过"));
    assert!(after(&keys).status().contains("还没有复制过"));
    assert!(after(&format!("}}vlly{keys}")).status().contains("已写入"));
    assert_eq!(written(&path), "第一段\n");
    assert!(after("}vlly:write-copied<CR>").shows("> write-copied 摘录.txt"));
}

#[test]
fn retry_save() {
    let home = Folder::new();
    home.write("notes", "a file where the folder of notes should be");
    let mut session = Session::at(&[], 80, 16, Some(home.path()));
    session.press("m").expect("keys");
    assert!(session.screen().contains("未能保存"));
    session.press("j").expect("keys");
    assert!(session.screen().contains("1 条未能保存"), "it is said until it is saved");
    std::fs::remove_file(home.path().join("notes")).expect("the file is there");
    session.press(":retry-save<CR>").expect("keys");
    assert!(session.screen().contains("已存"), "{}", session.screen());
    let logs = std::fs::read_dir(home.path().join("notes")).expect("the folder was made");
    assert_eq!(logs.count(), 1);
}

// The screen

#[test]
fn accept() {
    assert!(after("<Tab>jj<CR>").row(0).contains("茶馆的午后"));
    assert!(after("/雾<CR>").at_cursor().starts_with("雾，"));
}

#[test]
fn cancel() {
    for keys in ["}v<Esc>", "gm<Esc>", "?<Esc>", "/缆绳<Esc>", "<Tab><Esc>", "M<Esc>"] {
        let reader = after(keys);
        assert!(reader.status().contains("阅读"), "{keys}");
        assert!(!reader.shows("检索 ─") && !reader.shows("批注 ─"), "{keys}");
    }
}

#[test]
fn escape_and_a_key_in_one_packet_are_both_taken() {
    let reader = after("?<M-z>");
    assert!(!reader.shows("帮助 ─") && same(&reader, &after("z")));
    assert!(after("gm<M-q>").session.has_quit());
}

#[test]
fn next_pane() {
    let reader = after("<Tab>");
    assert!(reader.status().contains("来源"));
    assert_eq!(reader.session.cursor(), Some((1, 2)));
    assert!(after("<Tab><Tab>").status().contains("阅读"));
}

#[test]
fn zen() {
    let reader = after("z");
    assert!(open().shows("来源 ─") && !reader.shows("来源 ─"));
    assert!(reader.shows("岸上的人谁也不"));
    let mut reader = after("z");
    assert!(same(reader.press("z"), &open()), "z alone, twice");
    assert!(same(&after("zj"), after("z").press("j")), "j does not continue it");
    assert!(same(&after("z<Esc>"), &open()), "taken back");
}

#[test]
fn contents() {
    let text = "# 渡口\n\n开头。\n\n## 早晨\n\n船夫来了。\n\n## 夜里\n\n船夫走了。\n";
    let mut reader = Reader::open(&[("1-渡口.md", text), ("2-灯塔.md", LAMP)], 60, 16);
    reader.press("}}}t");
    assert!(reader.shows("目录") && reader.shows("  早晨") && reader.shows("  夜里"));
    assert!(!reader.shows("灯塔的夜班 "), "another file is not in it");
    assert!(reader.style_of("  早晨").contains("reversed"), "the heading above the caret");
    reader.press("夜里<CR>");
    assert!(reader.at_cursor().starts_with("夜里"), "{}", reader.screen());
    assert!(reader.press("<C-o>").at_cursor().starts_with("船夫来了"));
    assert!(after("]t").status().contains("没有小标题"));
}

#[test]
fn narrower() {
    let width = |keys: &str| after(keys).text(3).chars().count();
    assert!(width("--") < width("-") && width("-") < width(""));
    assert!(after("--").status().contains("行宽 14 字"), "{}", after("--").status());
}

#[test]
fn wider() {
    assert_eq!(after("--=").screen(), after("-").screen());
    assert!(after("=").status().contains("已到栏宽"));
}

#[test]
fn justify() {
    let mut reader = after(":justify<CR>");
    assert!(reader.status().contains("两端对齐"));
    assert_ne!(reader.text(4), open().text(4));
    reader.press(":justify<CR>j");
    assert_eq!(reader.screen(), after("j").screen());
}

#[test]
fn line_spacing() {
    let reader = after("}:line-spacing<CR>");
    assert_eq!(
        (reader.text(5).as_str(), reader.text(7)),
        (open().text(3).as_str(), open().text(4))
    );
    assert!(reader.text(6).is_empty() && reader.at_cursor().starts_with("第一段"));
}

#[test]
fn paragraph_gap() {
    let before = open();
    let reader = after(":paragraph-gap<CR>");
    assert_eq!((reader.text(5), reader.text(7)), (before.text(5), before.text(6)));
    assert!(reader.text(6).is_empty());
}

#[test]
fn columns() {
    assert!(after(":columns<CR>").status().contains("屏幕不够宽"));
    let mut reader = open();
    reader.session.resize(120, 16);
    reader.press(":columns<CR>");
    assert!(reader.status().contains("分两栏"));
    assert!(reader.text(1).starts_with("渡口的早晨  ") && reader.text(1).chars().count() > 30);
    reader.press(":columns<CR>");
    assert!(reader.status().contains("不分栏"));
}

#[test]
fn theme() {
    let mut reader = after("]]:theme<CR>");
    assert!(reader.shows("配色") && reader.shows("随终端") && reader.shows(" 6/6 "));
    let source = |reader: &Reader| reader.style_of("- ");
    let before = source(&reader);
    reader.press("contrast");
    assert_eq!(source(&reader), "bold #5fffff on #000000", "seen at once");
    reader.press("<Esc>");
    assert_eq!(source(&reader), before, "and not kept");
    reader.press(":theme<CR>dark<CR>");
    assert!(reader.status().contains("配色 dark"));
    assert!(source(&reader).contains("#94bdd0"), "{}", source(&reader));
}

#[test]
fn picker() {
    let reader = after("gp灯塔");
    assert!(reader.shows("文章 ─") && reader.shows("1/3"));
    assert!(after("gp灯塔<CR>").row(0).contains("灯塔的夜班"));
}

#[test]
fn palette() {
    let reader = after(":zen");
    assert!(reader.shows("命令 ─") && reader.shows("专注阅读"));
    assert!(same(&after(":zen<CR>"), &after("z")));
}

#[test]
fn help() {
    let reader = after("?");
    assert!(reader.shows("读本 · 帮助") && reader.shows("下一页"));
    assert!(after("?G").shows("题名由正文拟出") && after("?G").shows("原文里属于别篇"));
}

#[test]
fn faults() {
    let mut reader = open();
    reader.press("ge");
    assert!(reader.shows("所有文件都打开了"));
    reader.folder.write("河边/空.md", "");
    reader.press("<Esc>Rge");
    assert!(reader.shows("空.md") && reader.shows("1 个文件未能打开"));
    reader.press("<CR>");
    assert!(!reader.shows("未能打开的文件"), "there is nothing to go to");
}

const MESSY: &str = "首页 | 新闻 | 专题\n\n老码头的夜班\n\n　　本报讯　三月的江面起了雾，老码头上\n\n\
    值班员把灯擦了两遍。他说，夜里过江的船比\n\n白天还多，一班也不敢离人，连吃饭也要轮着\n\n来。\n\n\
    分享到：微信　微博\n\n　　本报讯　北坡的苗圃今年换了新土。育苗\n\n的人说，去年的霜来得早，今年要提前盖膜。\n";

#[test]
fn original() {
    let mut reader = Reader::open(&[("1-码头.txt", MESSY)], 60, 24);
    let clean = reader.screen();
    assert!(!reader.shows("微博"));
    reader.press("})\\");
    assert!(reader.row(0).contains("原文 1-码头.txt") && reader.status().contains("原文"));
    assert!(reader.at_cursor().starts_with("值班员把灯擦了"), "the same place");
    assert!(reader.shows("- 分享到：微信") && reader.shows(": 　　本报讯　北坡"));
    assert_eq!(reader.style_of("分享到"), "dim");
    assert_eq!(reader.style_of("三月的江面"), "");
    reader.press("jjj");
    assert!(reader.at_cursor().starts_with("白天还多"));
    reader.press("\\");
    assert!(reader.at_cursor().starts_with("白天还多") && !reader.shows("微博"));
    reader.press("gg");
    assert_eq!(reader.screen(), clean);
}

#[test]
fn original_of_a_file_that_was_changed_says_so() {
    let mut reader = open();
    reader.folder.write("河边/1-渡口.md", "# 别的\n\n都改了。\n");
    reader.press("\\");
    assert!(reader.status().contains("1-渡口.md 已改动") && reader.row(0).contains("渡口的早晨"));
    std::fs::remove_file(reader.folder.path().join("河边/1-渡口.md")).expect("it is there");
    reader.press("\\");
    assert!(reader.status().contains("原文读不到了"));
}

#[test]
fn commands_of_the_article_work_in_the_original_or_say_that_they_do_not() {
    let in_original = |keys: &str| {
        let mut reader = Reader::open(&[("1-码头.txt", MESSY), ("2-灯塔.md", LAMP)], 60, 24);
        reader.press("})\\").press(keys);
        reader
    };
    assert!(in_original("v").status().contains("原文里没有这一项"));
    assert!(in_original("m").status().contains("已存"));
    assert!(in_original("m\\").text(4).starts_with('*'), "at the same place of the article");
    assert!(in_original("Ma'a").shows("灯擦了两遍"));
    assert!(in_original("}m").status().contains("不在本篇里"), "{}", in_original("}m").screen());
    assert!(in_original("a多远<Esc>").status().contains("已存"));
    assert!(in_original("y").session.copied().is_some_and(|text| text.ends_with("江的船比")));
    assert!(in_original("]").row(0).contains("北坡"));
    assert!(in_original("/擦了两遍<CR>").at_cursor().starts_with("擦了两遍"));
    let mut reader = in_original("/本报讯<CR>\\");
    let here = reader.at_cursor();
    assert!(reader.shows("原文 ") && here.starts_with("本报讯　"));
    assert!(reader.press("n").at_cursor() != here);
    assert_eq!(reader.press("n").at_cursor(), here, "there are two in the file");
    assert!(in_original("n").status().contains("按 / 检索"));
    assert!(in_original("G").row(0).contains("100%"));
    assert!(in_original("R").status().contains("已重读文件"));
    assert!(in_original("q").session.has_quit());
}

/// Two extractions of one article and one of another.
fn with_copies() -> Reader {
    let text =
        "渡口的船夫数完缆绳才肯开船，岸上的人谁也不催。雾散以后，对岸的货栈先亮了灯，接着是茶馆。";
    let rest = "账本上写着每一班船的人数，也写着没有坐上船的人。抄账的人换了三个，字迹却越来越像。";
    let whole = format!("# 船夫的账\n\n{text}\n\n{rest}水位是后来补上的。\n");
    let part = format!("# 船夫账本\n\n{text}\n\n{rest}\n");
    Reader::open(&[("1-部分.md", &part), ("2-全文.md", &whole), ("3-茶馆.md", TEA)], 60, 16)
}

#[test]
fn copies() {
    let mut reader = with_copies();
    assert!(reader.shows("(2)") && reader.row(0).contains("/2 "), "{}", reader.screen());
    assert!(reader.shows("船夫的账") && reader.shows("＋1") && !reader.shows("船夫账本"));
    reader.press("+");
    assert!(reader.shows("= 船夫账本") && reader.status().contains("来源"));
    reader.press("j<CR>");
    assert!(reader.row(0).contains("船夫账本") && reader.row(0).contains("1/2"));
    assert!(reader.shows(">= 船夫账本"));
    assert!(reader.press("]").row(0).contains("茶馆的午后"), "the next after its better copy");
    assert!(!reader.press("<Tab>k+").shows("= 船夫账本"), "folded again\n{}", reader.screen());
    assert!(after("+").status().contains("没有副本"));
}

#[test]
fn a_search_lists_one_of_the_copies_and_all_that_only_a_copy_has() {
    let mut reader = with_copies();
    assert!(reader.press("/缆绳").shows("1 处 · 1 篇"), "{}", reader.screen());
    assert!(
        reader.press("<Esc>/账本<CR>").row(0).contains("船夫账本"),
        "two, where the other has one"
    );
}

#[test]
fn what_was_marked_in_a_copy_is_seen_in_the_one_that_is_shown() {
    let mut reader = with_copies();
    reader.press("+j<CR>}m");
    reader.press("gp船夫的账<CR>");
    assert!(reader.row(0).contains("船夫的账"));
    assert!(reader.text(3).starts_with('*'), "{}", reader.screen());
}

#[test]
fn toggle_read() {
    let reader =
        Reader::open(&[("1-渡口.md", &ferry()), ("2-灯塔.md", LAMP), ("3-茶馆.md", TEA)], 80, 16);
    let with = |keys: &str| {
        let mut reader = Reader::open(
            &[("1-渡口.md", &ferry()), ("2-灯塔.md", LAMP), ("3-茶馆.md", TEA)],
            80,
            16,
        );
        reader.press(keys);
        reader
    };
    assert!(!reader.shows(" v>"), "{}", reader.screen());
    assert!(with("gr").shows(" v> 渡口") && with("gr").status().contains("已读"));
    assert!(with("gru").shows("  > 渡口"));
    assert!(with("<Tab>jgr").shows(" v  灯塔"), "{}", with("<Tab>jgr").screen());
    // What was read to its end is read; whoever says that it is not is believed when they leave.
    let reader = with("]]");
    assert!(reader.shows(" v  灯塔"), "{}", reader.screen());
    let reader = with("]][gr]");
    assert!(reader.shows("    灯塔"), "{}", reader.screen());
    assert!(with("/is:unread<CR>").shows("3 篇") && with("gr/is:unread<CR>").shows("2 篇"));
}

#[test]
fn calendar() {
    // The day of the headless reader is 2026-01-01, a Thursday.
    let mut reader = after("]]gc");
    let screen = reader.screen();
    assert!(screen.contains("阅读日历") && reader.status().contains("日历"), "{screen}");
    assert!(screen.contains("四") && screen.contains("[2]"), "{screen}");
    assert!(screen.contains("今天 2 篇 · 本月 2 篇 · 读过 1 天"), "{screen}");
    assert!(screen.contains("连续 1 天 · 最长 1 天"), "{screen}");
    assert!(screen.contains("2025-12"), "{screen}");
    assert!(!reader.press("<PgUp>").shows("[2]") && reader.press("<PgDn>").shows("[2]"));
    assert!(reader.press("kj").screen() == screen && !reader.press("<Esc>").shows("阅读日历"));
    assert!(after("gc").shows("[.]") && after("grgc").shows("[.]"), "to say so is not to read");
}

#[test]
fn reload() {
    let mut reader = after("}}");
    reader.folder.write("河边/4-苗圃.md", "# 苗圃的春天\n\n种子都醒了。\n");
    assert!(!reader.shows("苗圃"));
    reader.press("R");
    assert!(reader.shows("苗圃的春天") && reader.row(0).contains("1/4"));
    assert!(reader.at_cursor().starts_with("第二段写"), "the place is kept");
}

#[test]
fn redraw() {
    let mut reader = open();
    let first = reader.session.paint();
    assert!(reader.session.paint().is_empty(), "the terminal shows it already");
    reader.press("<C-l>");
    let again = String::from_utf8(reader.session.paint()).expect("UTF-8");
    assert_eq!(again, String::from_utf8(first).expect("UTF-8"), "all of it once more");
}

#[test]
fn calibrate() {
    let mut reader = after(":calibrate<CR>");
    let status = reader.status();
    assert!(status.contains("字宽：引号、破折号等占一格"), "{status}");
    reader.session.set_ambiguous("safe");
    assert!(reader.press(":calibrate<CR>").status().contains("不明，按两格排"));
}

#[test]
fn toggle_mouse() {
    assert!(after("gM").status().contains("鼠标已交还终端"));
    assert!(after("gMgM").status().contains("鼠标归读本使用"));
}

#[test]
fn suspend() {
    // What stops is the process; the state waits as it was.
    let reader = after("}<C-z>");
    assert!(same(&reader, &after("}")) && !reader.session.has_quit());
}

#[test]
fn quit() {
    assert!(!open().session.has_quit());
    assert!(after("q").session.has_quit());
    assert!(after("<Tab>q").session.has_quit());
}

// Typing

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

// The mouse

#[test]
fn a_click_opens_what_it_hits() {
    let mut reader = open();
    reader.session.drag((6, 4), (6, 4));
    assert!(reader.row(0).contains("茶馆的午后"));
    assert!(reader.status().contains("阅读"));
}

#[test]
fn a_drag_selects_whole_wide_characters() {
    let mut reader = open();
    reader.press("gp灯塔<CR>");
    let text = reader.row(3);
    assert!(text.contains("守塔人把缆绳"), "{text}");
    // The text begins at column 25, behind pane, gutter and indent; 30 is the right half of 人.
    reader.session.drag((25, 3), (30, 3));
    reader.press("y");
    assert_eq!(reader.session.copied(), Some("守塔人"));
}

const MIXED: &str = "# 一格\n\n他说：“α—é，e\u{301}好……”\n\n## 二\n\nabc 汉字 def。\n";

/// The mouse points at what stands under it, whatever the widths are.
#[test]
fn a_click_hits_the_character_under_it() {
    for (policy, ambiguous) in
        [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide), ("safe", Ambiguous::Wide)]
    {
        let mut reader = Reader::open(&[("1-一格.md", MIXED)], 60, 16);
        reader.session.set_ambiguous(policy);
        reader.ambiguous = ambiguous;
        let screen = reader.screen();
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains('α')).expect("it");
        let (y, start) = (y as u16, row.find('他').expect("it"));
        let mut x: u16 = row[..start].graphemes(true).map(|g| cells(g, ambiguous)).sum();
        let first = x;
        for grapheme in row[start..].graphemes(true).take_while(|g| !matches!(*g, "│" | "|" | " "))
        {
            for cell in x..x + cells(grapheme, ambiguous) {
                reader.session.drag((cell, y), (cell, y));
                assert_eq!(reader.session.cursor(), Some((x, y)), "{policy} {grapheme} {cell}");
            }
            x += cells(grapheme, ambiguous);
        }
        let last = x - cells("”", ambiguous);
        reader.session.drag((57, y), (57, y));
        assert_eq!(reader.session.cursor(), Some((last, y)), "{policy}: past the end of the line");
        reader.session.drag((first - 5, y), (first - 5, y));
        assert_eq!(reader.session.cursor(), Some((first, y)), "{policy}: before the indent");
        reader.session.drag((first, y + 1), (first, y + 1));
        assert_eq!(reader.at_cursor().chars().next(), Some('二'), "{policy}: an empty line");
        reader.session.drag((first, 14), (first, 14));
        assert_eq!(reader.at_cursor().chars().next(), Some('。'), "{policy}: below the text");
    }
}

#[test]
fn a_double_click_selects_a_word_and_a_triple_one_a_sentence() {
    let select = |times: u8, from: u16, to: u16| {
        let mut reader = open();
        reader.press("gp灯塔<CR>");
        // 守 stands at column 25, 缆绳 at 33 to 36.
        reader.session.drag_again(times, (from, 3), (to, 3));
        reader.press("y").session.copied().unwrap_or_default().to_owned()
    };
    assert_eq!(select(2, 34, 34), "缆绳");
    assert_eq!(select(2, 36, 36), "缆绳");
    assert!(select(2, 34, 38).starts_with("缆绳挂"));
    assert!(select(2, 34, 26).starts_with('守') && select(2, 34, 26).ends_with("把缆绳"));
    assert_eq!(select(3, 34, 34), "守塔人把缆绳挂在门后。");
}

#[test]
fn a_drag_beyond_the_edge_scrolls() {
    let mut reader = open();
    let second = reader.text(2);
    reader.session.drag((30, 5), (30, 15));
    assert_eq!(reader.text(1), second);
    assert_eq!(reader.session.cursor().map(|(_, y)| y), Some(14));
    reader.session.drag((30, 5), (30, 0));
    assert_ne!(reader.text(1), second, "and back");
}

#[test]
fn the_wheel_turns_what_lies_under_it() {
    let mut reader = open();
    reader.session.wheel_down(40, 6);
    assert!(same(&reader, &after("3j")));
    let (caret, styles) = (reader.session.cursor(), reader.session.styles());
    reader.session.wheel_down(4, 4);
    assert_eq!(reader.session.cursor(), caret, "the article keeps the focus");
    assert_ne!(reader.session.styles(), styles, "another row of the list is selected");
}
