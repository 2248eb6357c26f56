//! Files written for the purpose, in the shapes that real ones have.

use proptest::prelude::*;

use super::*;

/// A page of a newspaper: a narrow column, two articles, furniture in between.
const PAGE: &str = "首页 | 新闻 | 专题

老码头的夜班

　　本报讯　三月的江面起了雾，老码头的值班员

把灯擦了两遍。他说，夜里过江的船比白天还多，

一班也不敢离人。

分享到：微信　微博

　　本报讯　北坡的苗圃今年换了新土。育苗的人说，

去年的霜来得早，今年要提前盖膜。
";

fn opened(name: &str, text: &str, number: usize) -> (Article, Original) {
    let extraction = extract(name, text.as_bytes(), None).expect("text");
    let article = extraction.articles[number].clone();
    let original = original(name, text.as_bytes(), None, article.id).expect("text");
    (article, original.expect("the article is in it"))
}

/// The lines that are not blank, each with a sign: `=` this article, `:` another, `-` none.
fn parts(original: &Original) -> Vec<String> {
    let lines = original.lines().filter(|(_, text)| !text.trim().is_empty());
    let sign = |part| match part {
        Part::This => '=',
        Part::Other => ':',
        Part::Dropped => '-',
    };
    let start = |text: &str| text.trim().chars().take(4).collect::<String>();
    lines.map(|(line, text)| format!("{}{}", sign(line.part), start(text))).collect()
}

#[test]
fn every_line_is_told_by_what_became_of_it() {
    let (_, first) = opened("1.txt", PAGE, 0);
    let expected = [
        "-首页 |",
        "=老码头的",
        "=本报讯　",
        "=把灯擦了",
        "=一班也不",
        "-分享到：",
        ":本报讯　",
        ":去年的霜",
    ];
    assert_eq!(parts(&first), expected);
    assert_eq!(first.page.text().as_str(), PAGE, "not a blank is changed");
}

#[test]
fn a_place_is_the_same_letter_on_both_sides() {
    for number in 0..2 {
        let (article, original) = opened("1.txt", PAGE, number);
        for (offset, c) in (0..).zip(article.text().chars()).filter(|&(_, c)| is_ink(c)) {
            let there = original.place_of(&article, offset);
            assert_eq!(original.page.slice(there, there + 1).as_str(), c.to_string());
            assert_eq!(original.place_in(&article, there), offset, "{c}");
        }
    }
}

#[test]
fn a_long_file_is_cut_into_blocks_and_loses_nothing() {
    let text =
        format!("\n\n 　\n{}\n{}\n\n \n", PAGE.repeat(300), "没有句号也没有空行\n".repeat(9000));
    let (_, original) = opened("1.txt", &text, 0);
    assert_eq!(original.page.text().as_str(), text);
    assert!(original.page.blocks().len() > 5);
    assert!(original.page.blocks().iter().all(|block| block.bytes.len() < 20 * SHEET));
}

#[test]
fn a_line_of_no_article_leads_to_the_one_before_it() {
    let (article, original) = opened("1.txt", PAGE, 0);
    let offset = PAGE.chars().position(|c| c == '享').expect("there") as u32;
    let there = original.place_in(&article, offset);
    assert!(article.slice(there, article.chars()).as_str().starts_with("一班也不敢"));
    assert_eq!(original.place_in(&article, 0), 0, "and to the first where there is none before");
}

#[test]
fn marks_of_markdown_do_not_hide_a_line() {
    let text = "# 山洞里的信\n\n他把**四万只**信封按年份排好，[目录](https://a.example/1)写在门后。\n\n## 后来\n\n门后的字还在。\n";
    let (article, original) = opened("1.md", text, 0);
    assert!(parts(&original).iter().all(|line| line.starts_with('=')), "{:?}", parts(&original));
    let at = article.text().chars().position(|c| c == '只').expect("there") as u32;
    let there = original.place_of(&article, at);
    assert_eq!(original.page.slice(there, there + 1).as_str(), "只");
}

#[test]
fn a_web_page_shows_its_lines_and_a_record_its_fields() {
    let sentence = "渡口的船夫数完缆绳才肯开船，岸上的人谁也不催，水涨到第三级台阶。";
    let html = format!(
        "<html><body><div><a href=/>首页</a> <a href=/a>要闻</a></div><div><h1>渡口的早晨</h1>\
         <p>{sentence}</p><p>{sentence}</p></div></body></html>"
    );
    let (_, page) = opened("1.html", &html, 0);
    assert_eq!(parts(&page), ["-首页 要", "=渡口的早", "=渡口的船", "=渡口的船"]);
    let lines = format!(
        "{{\"title\":\"灯塔\",\"content\":\"{sentence}\"}}\n\
         {{\"title\":\"渡口的早晨\",\"content\":\"<p>{sentence}</p><p>完</p>\",\"tags\":[\"江\",\"船\"]}}\n"
    );
    let (_, record) = opened("1.jsonl", &lines, 1);
    let shown: Vec<_> = record.lines().map(|(_, text)| text).collect();
    let expected = ["[content]", sentence, "完", "[tags]", "江", "船", "[title]", "渡口的早晨"];
    assert_eq!(shown, expected);
}

#[test]
fn an_article_that_is_no_longer_there_is_not_found() {
    assert_eq!(original("1.txt", PAGE.as_bytes(), None, ArticleId::of("别的")), Ok(None));
    assert_eq!(original("1.jsonl", b"{}", None, ArticleId::of("别的")), Ok(None));
    assert!(original("1.pdf", b"%PDF-1.4", None, ArticleId::of("别的")).is_err());
}

proptest! {
    #[test]
    fn places_lie_within_whatever_the_file_holds(
        text in "([一二三，。 \u{3000}#*>a1\n]{0,9}|分享到：微信\n|本报讯　江面起了雾，灯亮了一夜。\n){0,12}",
        markdown in any::<bool>(),
    ) {
        let name = if markdown { "1.md" } else { "1.txt" };
        let extraction = extract(name, text.as_bytes(), None).expect("text");
        for article in &extraction.articles {
            let original = original(name, text.as_bytes(), None, article.id).expect("text");
            let original = original.expect("the article is in it");
            prop_assert_eq!(original.lines().count(), original.page.text().split('\n').count());
            for offset in 0..article.chars() {
                prop_assert!(original.place_of(article, offset) <= original.page.chars());
            }
            for offset in 0..original.page.chars() {
                prop_assert!(original.place_in(article, offset) <= article.chars());
            }
        }
    }
}
