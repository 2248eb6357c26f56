use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &[(&str, &str)]) {
    let page = read(text);
    let blocks: Vec<(String, String)> = page
        .articles
        .iter()
        .flat_map(|article| {
            article.blocks().iter().map(|block| {
                (format!("{:?}", block.kind), article.block_text(block).as_str().to_owned())
            })
        })
        .collect();
    let seen: Vec<(&str, &str)> =
        blocks.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn blocks_are_told_apart() {
    check(
        "# 渡口\n\n这是**第一段**，有[链接](http://example.org)和`代码`。\n\n## 两岸\n- 东岸\n1. 先看水\n\n> 船到桥头。\n\n```\nfn main() {}\n```\n\n| 船 | 数 |\n|---|---|\n| 木 | 3 |\n\n***\n\n日落江边树  \n风吹渡口船",
        &[
            ("Title", "渡口"),
            ("Body", "这是第一段，有链接和代码。"),
            ("Heading", "两岸"),
            ("List", "东岸"),
            ("List", "1. 先看水"),
            ("Quote", "船到桥头。"),
            ("Code", "fn main() {}"),
            ("Code", "船 | 数\n木 | 3"),
            ("Verse", "日落江边树\n风吹渡口船"),
        ],
    );
}

#[test]
fn a_heading_in_a_list_is_a_heading() {
    check(
        "# 渡口\n\n* ## 两岸\n* 东岸\n\n船来了，人也来了。",
        &[("Title", "渡口"), ("Heading", "两岸"), ("List", "东岸"), ("Body", "船来了，人也来了。")],
    );
}

#[test]
fn paragraphs_that_ocr_cut_are_mended() {
    check(
        "# 老码头重新开放\n\n河口镇的老码头昨天重新开放，居民们沿着江边散步，许多人带着\n\n孩子来看船。镇长说，修缮用了两年。\n\n（河口镇党校）\n\n## 小学开设天文课\n\n山里的小学开设了天文课，孩子们第一次看见了土星。",
        &[
            ("Title", "老码头重新开放"),
            (
                "Body",
                "河口镇的老码头昨天重新开放，居民们沿着江边散步，许多人带着孩子来看船。镇长说，修缮用了两年。",
            ),
            ("Attribution", "（河口镇党校）"),
            ("Title", "小学开设天文课"),
            ("Body", "山里的小学开设了天文课，孩子们第一次看见了土星。"),
        ],
    );
}

#[test]
fn front_matter_states_facts() {
    let page = read(
        "---\ntitle: \"渡口\"\ndate: 2024-05-06\nauthor: 王五\ntags: [a]\n---\n# 渡口\n\n船来了，人也来了。",
    );
    let article = &page.articles[0];
    assert_eq!(article.title().map(crate::text::Shown::as_str), Some("渡口"));
    assert_eq!(article.date.as_deref(), Some("2024-05-06"));
    assert_eq!(article.author.as_deref(), Some("王五"));
    assert_eq!(article.blocks().len(), 2);
}

#[test]
fn headings_give_markdown_away() {
    assert!(looks_like("# 渡口\n\n船来了。"));
    assert!(!looks_like("渡口\n\n船来了。#渡口#"));
    assert!(!looks_like("#!/bin/sh\n# comment\n"));
}

/// The title of each article, and the kinds of its blocks.
fn shape(text: &str) -> Vec<String> {
    let articles = read(text).articles;
    let kinds = |article: &crate::article::Article| -> String {
        article.blocks().iter().map(|block| format!("{:?}", block.kind)[..2].to_owned()).collect()
    };
    articles.iter().map(kinds).collect()
}

#[test]
fn scanned_pages_are_read_without_the_marks_of_their_scanner() {
    let page = "{0}------------------\n\n苇江晚报\n\n2024年3月5日　星期二　第6版\n\n![](images/0a.jpg)\n\n\
        ## **渡船照开，票价照旧**\n\n本报记者 王五\n\n渡船清晨从河口镇开出，船上坐着去对岸赶集的菜农，他们的担子里是刚割下来\n\n\
        的韭菜，还带着露水。\n\n![](images/0b.jpg)  \n渡船停在码头\n\n<!-- 第 6 页 -->\n\n- 6 -\n";
    assert_eq!(shape(page), ["TiAtBoCa"]);
    assert_eq!(read(page).articles[0].date.as_deref(), Some("2024-03-05"));
}

#[test]
fn sections_of_one_text_are_no_articles() {
    let body = "渡船清晨从河口镇开出，船上坐着去对岸赶集的菜农，他们的担子里是刚割下来的韭菜。";
    for level in ["#", "##"] {
        let text = format!(
            "# 老渡船的一年四季\n\n{body}\n\n{level} 春天的渡船载着菜农\n\n{body}\n\n{level} 冬天渡船停在码头上\n\n{body}\n"
        );
        assert_eq!(shape(&text), ["TiBoHeBoHeBo"], "{level}");
    }
}

#[test]
fn lists_and_quotations_hold_blocks() {
    check(
        "# 渡口\n\n- [ ] 买**船票**\n- [x] 看水\n  - 东岸\n    1. 先看*灯*\n\n> [!note] 注意\n> 船到桥头自然直，人到江边不用急。\n>\n> - 甲\n>\n> > **“灯”**亮了，江上的人都看见了那盏灯。\n",
        &[
            ("Title", "渡口"),
            ("List", "[ ] 买船票"),
            ("List", "[x] 看水"),
            ("List", "东岸"),
            ("List", "1. 先看灯"),
            ("Quote", "注意"),
            ("Quote", "船到桥头自然直，人到江边不用急。"),
            ("List", "甲"),
            ("Quote", "“灯”亮了，江上的人都看见了那盏灯。"),
        ],
    );
}

#[test]
fn notes_pictures_and_html_find_their_places() {
    check(
        "# 渡口\n\n船来了[^1]，人也来了[^灯]。\n![渡口的早晨](a.jpg)\n后来船走了，人没有走。\n\n[^1]: 一条**木船**。\n[^灯]: 江上的灯\n    亮了。\n\n<!-- 还没\n写完 -->\n\n<div align=\"center\">\n<p>江上没有人，只有一盏灯。</p>\n</div>\n\n[TOC]\n\n[甲]: http://example.org\n",
        &[
            ("Title", "渡口"),
            ("Body", "船来了[1]，人也来了[灯]。"),
            ("Caption", "渡口的早晨"),
            ("Body", "后来船走了，人没有走。"),
            ("Body", "江上没有人，只有一盏灯。"),
            ("List", "[1] 一条木船。"),
            ("List", "[灯] 江上的灯亮了。"),
        ],
    );
}

#[test]
fn tables_need_no_bars_at_their_sides() {
    check(
        "# 渡口\n\n船只有两种。\n\n船 | 数 | 注\n---|:-:|---\n**木船**<br>旧的 | 3 |\n铁 | `a\\|b` | [慢](b.md)\n\n后来船走了，人没有走。",
        &[
            ("Title", "渡口"),
            ("Body", "船只有两种。"),
            ("Code", "船 | 数 | 注\n木船 旧的 | 3\n铁 | a|b | 慢"),
            ("Body", "后来船走了，人没有走。"),
        ],
    );
}

#[test]
fn a_kicker_stands_above_a_headline_and_its_author_below() {
    check(
        "河口副刊\n\n# 上渡的早晨\n\n周小舟\n\n上渡的早晨是从一声咳嗽开始的。老周咳一声，整条街就醒了。\n\n12",
        &[
            ("Kicker", "河口副刊"),
            ("Title", "上渡的早晨"),
            ("Attribution", "周小舟"),
            ("Body", "上渡的早晨是从一声咳嗽开始的。老周咳一声，整条街就醒了。"),
        ],
    );
}

#[test]
fn a_column_is_no_title_over_headings_of_another_level() {
    check(
        "乡村纪事\n\n# 一座石桥与三代守桥人\n\n清晨五点半，天刚亮，老何就提着扫帚上了桥。\n\n## 洪水来的那一年\n\n那年夏天，下游的桥冲垮了，石桥还在。",
        &[
            ("Kicker", "乡村纪事"),
            ("Title", "一座石桥与三代守桥人"),
            ("Body", "清晨五点半，天刚亮，老何就提着扫帚上了桥。"),
            ("Heading", "洪水来的那一年"),
            ("Body", "那年夏天，下游的桥冲垮了，石桥还在。"),
        ],
    );
}

#[test]
fn a_blank_beside_a_mark_goes_with_it_and_those_of_code_stay() {
    check(
        "# 渡口\n\n**灯方面，** 老林修了塔。\n\n写完按 `;` 再按 `:w` 存下来。\n\n日落\u{3000} **江边**树  \n风吹渡口船  \n",
        &[
            ("Title", "渡口"),
            ("Body", "灯方面，老林修了塔。"),
            ("Body", "写完按 ; 再按 :w 存下来。"),
            ("Verse", "日落 江边树\n风吹渡口船"),
        ],
    );
}

#[test]
fn hard_breaks_make_verse_of_short_lines_and_part_long_ones() {
    let long =
        "渡船每天早晨六点从河口镇出发，晚上回来，风雨无阻，一年到头都是这样，从来没有停过一天。";
    check(
        &format!(
            "# 渡口\n\n江上的人都会念这一首。\n\n日落江边树<br>风吹渡口船<br>\n灯火满前川\n\n{long}<br>{long}\n"
        ),
        &[
            ("Title", "渡口"),
            ("Body", "江上的人都会念这一首。"),
            ("Verse", "日落江边树\n风吹渡口船\n灯火满前川"),
            ("Body", long),
            ("Body", long),
        ],
    );
}

#[test]
fn a_fence_ends_where_it_says() {
    check(
        "# 渡口\n\n````md\n```\n# 不是标题\n```\n````\n\n船来了，人也来了。\n\n  ```\n  一\n    二\n  ```\n",
        &[
            ("Title", "渡口"),
            ("Code", "```\n# 不是标题\n```"),
            ("Body", "船来了，人也来了。"),
            ("Code", "一\n  二"),
        ],
    );
}

#[test]
fn toml_is_front_matter_too() {
    let page = read("+++\ntitle = \"渡口\"\ndate = 2024-05-06\n+++\n\n船来了，人也来了。");
    let article = &page.articles[0];
    assert_eq!(article.title().map(crate::text::Shown::as_str), Some("渡口"));
    assert_eq!(article.date.as_deref(), Some("2024-05-06"));
    assert!(looks_like("+++\ntitle = '渡口'\n+++\n船"));
}

/// The Chinese of a text: no mark of Markdown is made of it.
fn han(text: &str) -> Vec<char> {
    let mut han: Vec<char> = text.chars().filter(|&c| is_han(c)).collect();
    han.sort_unstable();
    han
}

proptest! {
    #[test]
    fn no_character_is_lost(lines in prop::collection::vec(prop::sample::select(vec![
        "# 渡口", "## 两岸 ##", "船来了，人也来了。", "**船**来了，他说**“看灯”**就走", "[渡口](a.md \"河\")和![灯](b.png)",
        "![灯](c.png)", "[[码头|老码头]]和![[d.png]]", "==江==上~~有~~人", "- 东岸", "  - [x] 西岸", "1. 先看*水*", "> 引文", "> [!note] 注",
        "| 甲 | 乙 |", "|---|---|", "丙 | 丁", "---", "***", "===", "[^1]: 注文", "见注[^1]", "[1]: http://example.org", "去[桥][1]",
        "<div>", "</div>", "<!-- 未完", "-->", "日落<br>灯上", "风吹  ", "雨打\\", "`码`", "```", "~~~", "#渡船 #江", "", "", "　　江水",
    ]), 0..24)) {
        let text = lines.join("\n");
        let page = read(&text);
        let kept = page.articles.iter().map(|article| article.text().as_str());
        let all: String = kept.chain(page.dropped.iter().map(Clean::as_str)).collect();
        prop_assert_eq!(han(&all), han(&text));
        for word in ["a.md", "b.png", "c.png", "d.png", "http://example.org"] {
            prop_assert_eq!(all.contains(word), text.contains(word), "{}", word);
        }
    }
}

#[test]
fn what_stands_over_a_last_headline_is_kept() {
    let page = read("船来了，人也来了。\n[[码头|老码头]]和![[d.png]]\n丙 | 丁\n# 渡口");
    assert!(page.articles[0].text().as_str().contains("丙 | 丁"));
}

#[test]
fn a_table_of_one_cell_a_row_is_no_table() {
    check(
        "# 渡口\n\n| 渡船每天早晨六点开出，晚上回来。 |\n| --- |\n| 船工都认得他。 |\n",
        &[
            ("Title", "渡口"),
            ("Body", "渡船每天早晨六点开出，晚上回来。"),
            ("Body", "船工都认得他。"),
        ],
    );
}

#[test]
fn a_marked_line_of_sentences_is_text() {
    check(
        "# 老渡口\n\n渡船来了。\n\n## 会上还说了修船的事。大家都同意。\n\n## 修船\n\n人也来了。",
        &[
            ("Title", "老渡口"),
            ("Body", "渡船来了。"),
            ("Body", "会上还说了修船的事。大家都同意。"),
            ("Heading", "修船"),
            ("Body", "人也来了。"),
        ],
    );
}

#[test]
fn a_picture_parts_no_paragraph() {
    check(
        "# 老渡口\n\n渡船每天早晨从河口镇的老渡口开出去，船上的人\n\n![](a.jpg)\n渡船靠岸。\n\n都认得摆渡的老船工。（河口\n\n镇政府）",
        &[
            ("Title", "老渡口"),
            ("Body", "渡船每天早晨从河口镇的老渡口开出去，船上的人都认得摆渡的老船工。"),
            ("Attribution", "（河口镇政府）"),
            ("Caption", "渡船靠岸。"),
        ],
    );
}

#[test]
fn papers_number_their_sections_and_name_who_wrote() {
    check(
        "# 渡船夜航对渡口客流的影响\n\n何明,王琳\n\n(河口渡口研究所,河口512000)\n\n摘要:夜航以后坐船的人多了$90 \\%$。\n\n关键词:渡船;夜航\n\n收稿日期:2023-01-16\n\n基金项目:河口镇科技项目(2206)\n\n# 1 材料\n\n# 1.1 渡船\n\n试验的渡船有两条。\n\n# 2 讨论\n\n夜航的渡船两岸的人都坐过。",
        &[
            ("Title", "渡船夜航对渡口客流的影响"),
            ("Attribution", "何明,王琳"),
            ("Attribution", "(河口渡口研究所,河口512000)"),
            ("Body", "摘要:夜航以后坐船的人多了90%。"),
            ("Body", "关键词:渡船;夜航"),
            ("Attribution", "收稿日期:2023-01-16"),
            ("Attribution", "基金项目:河口镇科技项目(2206)"),
            ("Heading", "1 材料"),
            ("Heading", "1.1 渡船"),
            ("Body", "试验的渡船有两条。"),
            ("Heading", "2 讨论"),
            ("Body", "夜航的渡船两岸的人都坐过。"),
        ],
    );
    check(
        "# 船票\n\n单程$5, 往返$10, 或$5,$10。",
        &[("Title", "船票"), ("Body", "单程$5, 往返$10, 或$5,$10。")],
    );
    check(
        "\\section*{渡口的早晨}\n\n渡船来了，人也来了。\n\n\\section*{一、开船}\n\n船走了。\\(a\\)",
        &[
            ("Title", "渡口的早晨"),
            ("Body", "渡船来了，人也来了。"),
            ("Heading", "一、开船"),
            ("Body", "船走了。(a)"),
        ],
    );
}

#[test]
fn a_fence_around_a_whole_page_is_taken_off() {
    let page = [("Title", "老渡口"), ("Body", "渡船来了，人也来了。")];
    check("```markdown\n# 老渡口\n\n渡船来了，人也来了。\n```\n", &page);
    let code = [("Title", "老渡口"), ("Body", "渡船来了。"), ("Code", "a = 1")];
    check("# 老渡口\n\n渡船来了。\n\n```md\na = 1\n```\n", &code);
}
