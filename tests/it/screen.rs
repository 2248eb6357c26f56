//! Whole screens: what they look like, and that places and marks stay where they belong.

use duben::Session;

use crate::fixture::{Folder, Reader};
use crate::texts::{LONG, VERSE, after, open};

// What screens look like

#[test]
fn sources_and_article_stand_side_by_side() {
    insta::assert_snapshot!(after("", 80, 24).screen(), @r"
    ┌ 来源 ──────────────┬ 会说“早”的桥 ─────────────────────────────── 1/6 · 100% ┐
    │- 河边           (6)│                       会说“早”的桥                      │
    │  > 会说“早”的桥    │                                                         │
    │    短              │      河上有一座桥——木头的——每天清早自己先响三声……老渡工 │
    │    夜航            │  说：“那是桥在说‘早’。”                                 │
    │    The Ferry House │                                                         │
    │    表情😀与怪字    │  一、听见的人                                           │
    │    水位记录        │  ① 卖豆腐的；② 上早班的；③ 睡不着的。                   │
    │                    │      他们互不相识·只在雾里点一点头。α、я 两班船都停了， │
    │                    │  café 还没开门。                                        │
    │                    │      雾散了，桥也就不说话了。                           │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    │                    │      后来换成水泥桥，40×3 米，宽得很，也安静得很，走上  │
    │                    │  去只听得见自己的鞋——没有人再起早了。                   │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 Tab来源 q退出 ────────────────────┘
    ");
}

#[test]
fn a_small_screen_shows_one_pane() {
    insta::assert_snapshot!(after("", 40, 12).screen(), @r"
    ┌ 会说“早”的桥 ───────────── 1/6 · 23% ┐
    │             会说“早”的桥             █
    │                                      █
    │      河上有一座桥——木头的——每天清早  █
    │  自己先响三声……老渡工说：“那是桥在说 │
    │  ‘早’。”                             │
    │                                      │
    │  一、听见的人                        │
    │  ① 卖豆腐的；② 上早班的；③ 睡不着    │
    │    的。                              │
    │      他们互不相识·只在雾里点一点头。 │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 ─┘
    ");
    insta::assert_snapshot!(after("<Tab>", 40, 12).screen(), @r"
    ┌ 来源 ────────────────────────────────┐
    │- 河边                             (6)│
    │  > 会说“早”的桥                      │
    │    短                                │
    │    夜航                              │
    │    The Ferry House                   │
    │    表情😀与怪字                      │
    │    水位记录                          │
    │                                      │
    │                                      │
    │                                      │
    └ 来源  Enter打开 /检索 Tab正文 ?帮助 ─┘
    ");
}

#[test]
fn ambiguous_characters_may_take_two_cells() {
    let mut reader = open(60, 12);
    reader.session.set_ambiguous("safe");
    insta::assert_snapshot!(reader.screen(), @r"
    + 来源 -----------+ 会说“早”的桥 ------------ 1/6 · 23% +
    |- 河边        (6)|             会说“早”的桥             #
    |  > 会说“早”… |                                        #
    |    短           |      河上有一座桥——木头的——每天清  #
    |    夜航         |  早自己先响三声……老渡工说：“那是桥  |
    |    The Ferry H…|  在说‘早’。”                        |
    |    表情😀与怪字 |                                        |
    |    水位记录     |  一、听见的人                          |
    |                 |  ① 卖豆腐的；② 上早班的；③ 睡不着   |
    |                 |     的。                               |
    |                 |      他们互不相识·只在雾里点一点头。  |
    + 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 Tab来源 q退出 +
    ");
}

#[test]
fn zen_has_the_article_alone() {
    insta::assert_snapshot!(after("z3]", 60, 12).screen(), @r"
    The Ferry House                                 4/6 · 100%
                          The Ferry House

         The keeper doesn't sleep; see https://example.org/a/
     very/long/path/that/never/seems/to/end?with=a&long=query
     for the timetable (winter). Antidisestablishmentarianism.





    阅读  z返回 ?帮助
    ");
}

#[test]
fn what_was_found_is_listed() {
    insta::assert_snapshot!(after("/水", 60, 16).screen(), @r"
    ┌ 来源 ───────────┬ 会说“早”的桥 ─────────────── 1/6 · 12% ┐
    │- 河边        (6)│              会说“早”的桥              █
    │  > 会说“早”的桥 │                                        ┤
    │    短           │      河上有一座桥——木头的——每天清早自  ┤
    │    夜航         │  己先响三声……老渡工说：“那是桥在说     ┤
    │    The Ferry Ho…│  ‘早’。”                               ┤
    │    表情😀与怪字 │                                        ┤
    ├ 检索 ───────────┴────────────────────────────────────────┤
    │水位记录                                             · 61 │
    │  水位涨了又落水位涨了又落水位涨了又落水位涨了又…         │
    │会说“早”的桥                                          · 6 │
    │  后来换成水泥桥，40×3 米，宽得很，…                      │
    │夜航                                                  · 1 │
    │  水声不问，                                              │
    │/水                                    68 处 · 3 篇 · 0ms │
    └ 检索  Enter打开 C-n C-p选篇 Tab年份来源 C-k索引行 ───────┘
    ");
}

#[test]
fn hits_are_set_off_and_the_current_one_more() {
    let reader = after("/桥<CR>n", 40, 12);
    insta::assert_snapshot!(reader.screen(), @r"
    ┌ 会说“早”的桥 ───────────── 1/6 · 18% ┐
    │             会说“早”的桥             <
    │                                      █
    │      河上有一座桥——木头的——每天清早  ┤
    │  自己先响三声……老渡工说：“那是桥在说 ┤
    │  ‘早’。”                             ┤
    │                                      ┤
    │  一、听见的人                        ┤
    │  ① 卖豆腐的；② 上早班的；③ 睡不着    ┤
    ├ 检索 ────────────────────────────────┤
    │/桥              2/10 处 · 1 篇 · 0ms │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 ─┘
    ");
    insta::assert_snapshot!(styles_inside(&reader, 1..9), @r"
    1:14-24 bold
    1:24-26 bold underlined black on yellow
    1:39-40 bold underlined reversed black on lightyellow
    3:17-19 bold underlined black on lightyellow
    3:39-40 underlined black on yellow
    4:32-34 underlined black on yellow
    4:39-40 underlined black on yellow
    5:39-40 underlined black on yellow
    6:39-40 underlined black on yellow
    7:39-40 underlined black on yellow
    8:39-40 underlined black on yellow
    ");
}

#[test]
fn a_note_is_written_below_its_passage() {
    insta::assert_snapshot!(after("}})vllla这一句可以引用<CR>问问老渡工", 60, 16).screen(), @r"
    ┌ 来源 ───────────┬ 会说“早”的桥 ─────────────── 1/6 · 43% ┐
    │- 河边        (6)│              会说“早”的桥              █
    │  > 会说“早”的桥 │                                        █
    │    短           │      河上有一座桥——木头的——每天清早自  █
    │    夜航         │  己先响三声……老渡工说：“那是桥在说     █
    │    The Ferry Ho…│  ‘早’。”                               █
    │    表情😀与怪字 │                                        █
    │    ┌ 批注 ──────────────────────────────────────────┐    █
    │    │① 卖豆                                          │。  │
    │    │这一句可以引用                                  │    │
    │    │问问老渡工                                      │    │
    │    │                                                │    │
    │    │                                                │ ， │
    │    │                                                │——  │
    │    └────────────────────────────────────────────────┘    │
    └ 批注  Esc保存 C-g放弃 C-u撤销 C-x编辑器 ─────────────────┘
    ");
}

#[test]
fn marks_are_listed() {
    insta::assert_snapshot!(after("}m}Ma]]}a不知是谁写的<Esc>gm", 60, 12).screen(), @r"
    ┌ 书签与批注 · 按时间 ─────────────────────────────────────┐
    │>                                                         │
    │* 河上有一座桥——木头的                 2026-01-01 会说“早…│
    │'a 一、听见的人 ① 卖豆腐的             2026-01-01 会说“早…│
    │+ 不知是谁写的 「船过七里，」              2026-01-01 夜航│
    │                                                          │
    │──────────────────────────────────────────────────────────│
    │* 河上有一座桥——木头的  2026-01-01 会说“早”的桥           │
    │                                                          │
    │                                                          │
    └───────────────────────────────────────────────────── 3/3 ┘
    └ 批注  Enter打开 Tab选 C-x全选 C-o排序 ─────── 已存 09:41 ┘
    ");
}

#[test]
fn help_lists_the_keys() {
    insta::assert_snapshot!(after("?", 60, 12).screen(), @r"
    ┌ 读本 · 帮助 ─────────────────────────────────────────────┐
    │移动                                                      │
    │  j <Down> <C-e> <C-n>  下一行                            │
    │  k <Up> <C-y> <C-p>    上一行                            │
    │  <PgDn> <C-f> <Space>  下一页                            │
    │  <PgUp> <C-b> <S-Spac… 上一页                            │
    │  <C-d>                 下半页                            │
    │  <C-u>                 上半页                            │
    │  gg <Home> <C-Home>    开头                              │
    │  G <End> <C-End>       末尾；12G 到第十二段              │
    └──────────────────────────────────────────────────────────┘
    └ 帮助  Esc关闭 Space下一页 /找命令 ───────────────────────┘
    ");
}

/// The style runs of some rows without the lines around the pane.
fn styles_inside(reader: &Reader, rows: std::ops::Range<usize>) -> String {
    let styles = reader.session.styles();
    let inside = styles.lines().filter(|run| {
        let row = run.split(':').next().and_then(|row| row.parse().ok());
        row.is_some_and(|row| rows.contains(&row))
            && !run.ends_with(" dim")
            && !run.contains("magenta")
    });
    inside.collect::<Vec<_>>().join("\n")
}

// Places and marks

#[test]
fn a_resize_keeps_the_place() {
    let paragraph =
        |n| format!("\n{n}号渡船靠岸，船夫数了{n}遍缆绳，岸上的人谁也不催，水还在慢慢地涨。\n");
    let text = format!("# 船夫的账\n{}", (101..160).map(paragraph).collect::<String>());
    let mut reader = Reader::open(&[("账.md", &text)], 80, 24);
    reader.press("50%}");
    let place = reader.at_cursor().chars().take(5).collect::<String>();
    assert!(place.ends_with("号渡"), "{place}");
    for (cols, rows) in [(59, 10), (30, 12), (12, 4), (5, 3), (200, 60), (60, 8), (80, 1), (80, 24)]
    {
        reader.session.resize(cols, rows);
        let here = reader.at_cursor();
        assert!(here.starts_with(&place[..1]), "{place} at {cols}x{rows}\n{}", reader.screen());
        if cols > 12 {
            assert!(here.starts_with(&place), "{place} at {cols}x{rows}\n{}", reader.screen());
        }
    }
    reader.press("\\");
    for (cols, rows) in [(59, 10), (30, 12), (12, 4), (5, 3), (1, 1), (200, 60), (80, 1), (80, 24)]
    {
        reader.session.resize(cols, rows);
    }
    assert!(reader.at_cursor().starts_with(&place), "and in the original\n{}", reader.screen());
    reader.press("\\");
    assert!(reader.at_cursor().starts_with(&place));
    // What stood at the top stays on the screen, however narrow it was in between.
    reader.press("80%");
    let top = reader.text(1);
    reader.session.resize(30, 12);
    reader.session.resize(80, 24);
    let rows: Vec<String> = (1..23).map(|y| reader.text(y)).collect();
    assert!(rows.contains(&top), "{top}\n{}", reader.screen());
}

#[test]
fn a_phrase_is_found_across_line_breaks() {
    let mut reader = Reader::sample(80, 24);
    reader.press("/两条木船");
    assert!(reader.shows("2 处 · 2 篇"), "{}", reader.screen());
    let mut heads = Vec::new();
    for keys in ["<CR>", "n"] {
        reader.press(keys);
        let (x, y) = reader.session.cursor().expect("a caret");
        assert!(reader.at_cursor().starts_with('两'), "{}", reader.screen());
        assert_eq!(reader.style_at(x, y), "bold underlined black on lightyellow");
        heads.push(reader.row(0));
    }
    assert_ne!(heads[0], heads[1], "each in an article of its own");
}

#[test]
fn a_marked_passage_is_set_off_listed_deleted_and_brought_back() {
    for (keys, sign, style) in [
        ("m", '*', "underlined magenta"),
        ("Mk", 'k', "underlined magenta"),
        ("a听见了<Esc>", '+', "bold underlined magenta"),
    ] {
        let mut reader = after("}vlll", 60, 16);
        let gutter = |reader: &Reader| reader.text(3).chars().next();
        reader.press(keys);
        assert_eq!(gutter(&reader), Some(sign));
        assert_eq!(reader.style_of("河上有一"), style);
        assert_eq!(reader.style_of("座桥"), "", "the passage ends where the selection did");
        assert!(reader.status().contains("已存"));
        reader.press("gm");
        assert!(reader.shows("河上有一") && reader.shows(" 1/1 "), "{}", reader.screen());
        reader.press("<C-d>");
        assert!(reader.shows("没有书签或批注"));
        reader.press("<C-u>");
        assert!(reader.shows(" 1/1 "));
        reader.press("<Esc>dm");
        assert_eq!((gutter(&reader), reader.style_of("河上有一")), (Some('河'), String::new()));
        reader.press("u");
        assert_eq!((gutter(&reader), reader.style_of("河上有一").as_str()), (Some(sign), style));
    }
}

#[test]
fn a_line_with_several_marks_says_how_many() {
    for cols in [24, 60, 120] {
        let signs = |reader: &Reader| {
            let text = reader.text(3);
            text.split(['\u{3000}', ' ', '河']).next().unwrap_or_default().to_owned()
        };
        let mut reader = after("}m", cols, 16);
        assert_eq!(signs(&reader), "*", "{}", reader.screen());
        reader.press("lllvlsy");
        assert_eq!(signs(&reader), "2*", "{}", reader.screen());
        // One that begins elsewhere and goes on here is not counted.
        reader.press("uggVjjsygg");
        assert_eq!(signs(&reader), "*", "{}", reader.screen());
    }
}

#[test]
fn marks_and_the_place_outlive_the_session() {
    let (files, home) = (Folder::new(), Folder::new());
    files.write("1-桥.md", LONG);
    files.write("2-诗.md", VERSE);
    let open = || Session::at(&[files.path().into()], 60, 16, Some(home.path()));
    let mut session = open();
    session.press("]}a七里是虚数<Esc>q").expect("keys");
    drop(session);
    let screen = open().screen();
    assert!(screen.lines().next().is_some_and(|head| head.contains("夜航")), "{screen}");
    let noted = screen.lines().find(|row| row.contains("船过七里")).expect("the verse");
    assert!(noted.contains("│ +"), "{screen}");
}
