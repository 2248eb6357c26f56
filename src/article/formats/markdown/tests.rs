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
            ("Code", "| 船 | 数 |\n| 木 | 3 |"),
            ("Verse", "日落江边树\n风吹渡口船"),
        ],
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
