//! Commands of the screen and of the program.

use super::*;

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
    assert!(same(&after("?/zen"), &after(":zen")));
}

#[test]
fn every_line_of_the_help_fits() {
    let mut reader = Reader::open(&[], 80, 24);
    let mut seen = reader.press("?").screen();
    for _ in 0..20 {
        seen += &reader.press("<Space>").screen();
    }
    let table = include_str!("../../../assets/keymap.toml");
    for help in table.lines().filter_map(|line| line.strip_prefix("help = ")) {
        let help = help.trim_matches('"').replace("\\\"", "\"");
        assert!([" ", "│"].iter().any(|edge| seen.contains(&format!("{help}{edge}"))), "{help}");
    }
}

#[test]
fn faults() {
    let mut reader = open();
    reader.press("ge");
    assert!(reader.shows("所有文件都打开了"));
    reader.folder.write("河边/空.md", "");
    reader.press("<Esc>Rge");
    assert!(reader.shows("空.md：文件是空的") && reader.shows("1 个文件未能打开"));
    reader.press("渡轮");
    assert!(reader.shows("没有这样的文件") && !reader.shows("所有文件都打开了"));
    reader.press("<Esc>ge<CR>");
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
