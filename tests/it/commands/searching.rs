//! Commands that look for something, and those of what was found.

use super::*;

#[test]
fn search() {
    let reader = after("/缆绳");
    assert!(reader.shows("/缆绳") && reader.shows("21 处 · 2 篇"));
    assert!(reader.shows("· 20 │") && reader.shows("│灯塔的夜班 "));
    assert_eq!(reader.style_of("缆绳才肯"), "underlined black on yellow");
}

#[test]
fn a_title_is_not_shown_twice() {
    let reader = after("/灯塔");
    let row = (0..24).position(|row| reader.row(row).contains("│灯塔的夜班")).expect("found");
    assert!(!reader.row(row + 1).contains("灯塔的夜班"), "{}", reader.screen());
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
fn a_query_that_stands_is_typed_over_gone_on_with_or_kept() {
    let bar = |keys: &str| {
        let reader = after(keys);
        let row = (0..24).map(|row| reader.row(row)).find(|row| row.contains("│/"));
        row.and_then(|row| Some(row.split_once(" 处")?.0.to_owned())).unwrap_or_default()
    };
    assert!(bar("/缆绳<CR>").contains("│/缆绳 "));
    assert!(bar("/缆绳<CR>/守塔").contains("│/守塔 "));
    assert!(bar("/缆绳<CR>/<BS>").contains("│/缆 "));
    assert!(bar("/缆绳<CR>/<End>才").contains("│/缆绳才 "));
    assert!(bar("/缆绳<CR>/守塔<C-u><C-u><C-u>").contains("│/缆绳 "), "the old one comes back");
    // Who only looked has it back.
    let stands = bar("/船<CR>n");
    assert!(stands.contains("│/船 ") && stands.contains("2/"), "{stands}");
    assert_eq!(bar("/船<CR>n/<Esc>"), stands);
    assert_eq!(bar("/船<CR>n/守塔<Esc>"), stands);
    assert_eq!(bar("/船<CR>/守塔<Esc>n"), stands);
    assert_eq!(bar("/船<CR>n/守塔<Esc><Esc>"), "");
    // With no query there are no hits.
    let reader = after("/缆绳<Esc>");
    assert!(!reader.screen().contains('┤'), "{}", reader.screen());
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
