//! Commands that mark, annotate and copy, and those that take it back.

use super::*;

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
fn undo_import() {
    assert!(after(":undo-import<CR>").status().contains("没有导入过批注"));
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
