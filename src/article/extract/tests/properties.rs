//! What holds of every file: nothing panics, nothing is lost, and what is printed is read as itself.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Place, markdown, plain};

/// Lines of every kind that a page has.
fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => "[渡口船江水灯人来去的在]{8,14}[，。、]?[渡口船江水灯人来去的在]{0,5}",
        2 => "[渡口船江水灯人来去的在]{20,60}[。！？]",
        2 => "[渡口船江水灯]{2,12}",
        1 => "[ 　]{1,2}[渡口船江水灯人]{4,12}[。，]?",
        1 => Just(String::new()),
        1 => prop::sample::select(vec![
            "本报讯 3 月 5 日，渡口的船", "（来源：河口镇）", "(王五)", "近日，江上有灯。", "发布时间：2024-05-06 来源：河口日报",
            "首页 新闻 服务 搜索", "分享到：微信", "相关新闻", "上一篇：船", "— 3 —", "12", "第一章 船", "第二条 灯。", "一、江水",
            "1. 渡口", "图为渡口。王五 摄", "记者 王五", "“船来了！”", "船来_河口新闻网", "版权所有 河口网", "========", "本报河口3月5日电（记者王五）船",
            "The ferry left (late)", "日落江边树，", "风吹渡口船。", "徐 汇 区", "a", "？", "…",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

fn printed(articles: &[Article], print: fn(&Article, Place) -> String) -> String {
    let places = std::iter::once(Place::First).chain(std::iter::repeat(Place::Later));
    articles.iter().zip(places).map(|(article, place)| print(article, place)).collect()
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

proptest! {
    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), name in 0..6_usize) {
        let names = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a"];
        let _ = extract(names[name], &bytes, None);
    }

    #[test]
    fn marks_never_panic(text in "[<>/a-z#*_`|\\[\\](){}:\"',.!?&; \n\t渡船。，「」（）＜０-９]{0,200}", name in 0..6_usize) {
        let names = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a"];
        let _ = extract(names[name], text.as_bytes(), None);
    }

    #[test]
    fn no_character_of_plain_text_is_lost(text in page()) {
        let extraction = extract("a.log", text.as_bytes(), None).expect("is text");
        let kept = extraction.articles.iter().map(|article| article.text().as_str());
        let all: String = kept.chain(extraction.dropped.iter().map(Clean::as_str)).collect();
        prop_assert_eq!(letters(&all), letters(&text));
    }

    #[test]
    fn what_is_printed_as_markdown_is_read_as_itself(text in page(), name in 0..3_usize) {
        let name = ["a.txt", "a.md", "a.html"][name];
        let once = extract(name, text.as_bytes(), None).expect("is text");
        let printed = printed(&once.articles, markdown);
        let twice = extract("a", printed.as_bytes(), None).expect("is text");
        prop_assert_eq!(&once.articles, &twice.articles, "{}", printed);
    }

    #[test]
    fn marks_printed_as_markdown_are_read_as_themselves(text in "[<>/a-z#*_`|\\[\\](){}:\"',.!?&; \n\t渡船。，「」（）＜０-９]{0,200}") {
        let once = extract("a.md", text.as_bytes(), None).expect("is text");
        let printed = printed(&once.articles, markdown);
        let twice = extract("a.md", printed.as_bytes(), None).expect("is text");
        prop_assert_eq!(&once.articles, &twice.articles, "{}", printed);
    }

    #[test]
    fn what_is_printed_as_text_keeps_its_lines(text in page()) {
        let once = extract("a.log", text.as_bytes(), None).expect("is text");
        let printed = printed(&once.articles, plain);
        let twice = extract("a.log", printed.as_bytes(), None).expect("is text");
        // What looks like furniture may be found out once more; nothing is joined or cut.
        let lines = |read: &Extraction| -> Vec<String> {
            let lines = read.articles.iter().flat_map(|article| article.text().split('\n'));
            let is_kept = |line: &&str| twice.dropped.iter().all(|dropped| dropped.as_str() != *line);
            lines.filter(is_kept).map(str::to_owned).collect()
        };
        prop_assert_eq!(lines(&once), lines(&twice), "{}", printed);
    }

    #[test]
    fn an_article_printed_is_read_as_itself(
        title in "[渡口船江]{4,10}",
        bodies in prop::collection::vec("[渡口船江水灯人来去的在]{30,60}，[渡口船江水灯人来去的在]{5,20}。", 1..6),
        dated in any::<bool>(),
    ) {
        let facts = if dated { "2024-05-06 来源：河口日报 作者：王五\n" } else { "" };
        let text = format!("{title}\n{facts}{}", bodies.join("\n"));
        let once = extract("a.txt", text.as_bytes(), None).expect("is text");
        prop_assert_eq!(once.articles.len(), 1);
        let printed = plain(&once.articles[0], Place::First);
        let twice = extract("a.txt", printed.as_bytes(), None).expect("is text");
        prop_assert_eq!(&once.articles, &twice.articles);
    }
}
