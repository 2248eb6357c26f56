use proptest::prelude::*;

use crate::article::{Article, BlockKind, Extraction, Json, Place, extract, markdown, plain};
use crate::text::Clean;

const PAGE: &str = "老码头重新开放
2024-05-06 来源：河口日报
河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。
（王五）";

fn value(file: &str, extraction: &Extraction) -> serde_json::Value {
    let line = in_runs(file, [extraction.clone()], &extraction.warnings);
    serde_json::from_slice(&line).expect("is JSON")
}

/// The line of a file that was read in runs.
fn in_runs(file: &str, runs: impl IntoIterator<Item = Extraction>, warnings: &[Clean]) -> Vec<u8> {
    let mut json = Json::begin(file).expect("is plain data");
    let mut line = Vec::new();
    for run in runs {
        line.extend(json.push(run).expect("is plain data"));
    }
    line.extend(json.end(warnings).expect("is plain data"));
    line
}

#[test]
fn the_json_of_runs_is_that_of_the_whole() {
    let extraction = extract("页.txt", PAGE.as_bytes(), None).expect("is text");
    let dropped = vec![Clean::line("上一篇")];
    let one = Extraction { dropped, ..extraction };
    let two = [&one, &one].map(Clone::clone);
    let both = Extraction {
        articles: two.iter().flat_map(|one| one.articles.clone()).collect(),
        dropped: two.iter().flat_map(|one| one.dropped.clone()).collect(),
        warnings: Vec::new(),
    };
    let whole = in_runs("页.txt", [both], &[]);
    assert_eq!(in_runs("页.txt", two, &[]), whole);
    assert!(whole.ends_with("\"dropped\":[\"上一篇\",\"上一篇\"],\"warnings\":[]}\n".as_bytes()));
}

#[test]
fn json_has_the_keys_of_the_design() {
    let extraction = extract("页.txt", PAGE.as_bytes(), None).expect("is text");
    let value = value("页.txt", &extraction);
    let article = &value["articles"][0];
    assert_eq!(value["file"], "页.txt");
    assert_eq!(article["id"].as_str().map(str::len), Some(16));
    assert_eq!(article["title"], "老码头重新开放");
    assert_eq!(article["title_inferred"], false);
    assert_eq!(article["date"], "2024-05-06");
    assert_eq!(article["source"], "河口日报");
    for absent in ["subtitle", "kicker", "url"] {
        assert!(article[absent].is_null(), "{absent}");
    }
    let kinds: Vec<_> =
        article["paragraphs"].as_array().into_iter().flatten().map(|p| p["kind"].clone()).collect();
    assert_eq!(kinds, ["body", "attribution"]);
    assert_eq!(value["dropped"][0], "2024-05-06 来源：河口日报");
    assert_eq!(value["warnings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn an_inferred_title_says_so() {
    let extraction =
        extract("a", "渡船早晨六点从河口镇开出，晚上回来。".as_bytes(), None).expect("is text");
    let value = value("a", &extraction);
    assert_eq!(value["articles"][0]["title_inferred"], true);
    assert_eq!(value["articles"][0]["title"], "渡船早晨六点从河口镇开出");
}

#[test]
fn text_and_markdown_have_a_line_of_facts() {
    let extraction = extract("a", PAGE.as_bytes(), None).expect("is text");
    let body = "河口镇老码头六日重新开放，居民们沿着江边散步，许多人带着孩子来看船。";
    let article = &extraction.articles[0];
    assert_eq!(
        plain(article, Place::First),
        format!(
            "老码头重新开放\n发布时间：2024-05-06　来源：河口日报\n\n　　{body}\n\n　　　　　　　　　　（王五）\n"
        )
    );
    assert_eq!(
        markdown(article, Place::First),
        format!(
            "---\ngenerator: duben\n---\n\n# 老码头重新开放\n\n**发布时间**：2024-05-06　**来源**：河口日报\n\n{body}\n\n*（王五）*\n"
        )
    );
}

#[test]
fn markdown_has_a_mark_for_each_kind_and_none_that_is_not_meant() {
    let parts = [
        (BlockKind::Kicker, "渡口集"),
        (BlockKind::Subtitle, "——写在船上"),
        (BlockKind::Heading, "C #"),
        (BlockKind::Body, "# 3*5_a_b [船](江)\n- 灯 & &amp; <b> 2 < 3"),
        (BlockKind::Verse, "日落江边树，\n\n风吹渡口船。"),
        (BlockKind::List, "1. 东岸"),
        (BlockKind::List, "西岸\n有灯"),
        (BlockKind::Quote, "船到\n桥头"),
        (BlockKind::Code, "  ``` 1"),
        (BlockKind::Caption, " 渡口。"),
    ];
    let mut article = Article::new(parts.map(|(kind, text)| (kind, Clean::text(text))));
    article.inferred_title = Some(Clean::line("船~"));
    let expected = [
        "",
        "***",
        "",
        "__渡口集__",
        "",
        r"# ~船\~",
        "",
        "**——写在船上**",
        "",
        r"## C \#",
        "",
        r"\# 3\*5_a_b [船\](江)\",
        r"\- 灯 & \&amp; \<b> 2 < 3",
        "",
        "日落江边树，  ",
        r"\",
        "风吹渡口船。  ",
        "",
        "1. 东岸",
        r"- 西岸\",
        "  有灯",
        "",
        r"> 船到\",
        "> 桥头",
        "",
        "````",
        "  ``` 1",
        "````",
        "",
        "_&#32;渡口。_",
        "",
    ];
    assert_eq!(markdown(&article, Place::Later), expected.join("\n"));
}

#[test]
fn printed_markdown_may_be_wrapped_and_put_together() {
    let article = |text: &str| Article::new([(BlockKind::Body, Clean::text(text))]);
    let one = markdown(&article("船来了，人也来了。"), Place::First).replace("，", "，\n");
    let two = markdown(&article("The ferry left"), Place::First).replace("ferry ", "ferry\n");
    let read = extract("a.md", format!("{one}\n{two}").as_bytes(), None).expect("is text");
    assert_eq!(read.articles, [article("船来了，人也来了。"), article("The ferry left")]);
}

#[test]
fn what_the_credit_says_wrongly_is_stated() {
    let mut article = Article::new([(BlockKind::Attribution, Clean::line("（王五）"))]);
    article.source = Some(Clean::line("河口日报"));
    let printed = markdown(&article, Place::First);
    assert!(printed.contains("**来源**：河口日报　**作者**：\n"), "{printed}");
    let read = extract("a", printed.as_bytes(), None).expect("is text");
    assert_eq!(read.articles, [article]);
}

/// Text of letters, figures, blanks and everything that is a mark somewhere.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => "[渡口船江水灯]{1,12}[，。]?",
        2 => "[渡a1 　#*_`>+=|~<&;:.)(!/\\\\\\[\\]\\-]{0,12}[渡a.#*_\\\\]",
        1 => prop::sample::select(vec![
            "---", "***", "```", "1. 船", "12) ", "1.", "- ", "> 船", "&#32;船", "发布时间：2024-05-06", "generator: duben", "~船", "  船",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

fn article() -> impl Strategy<Value = Article> {
    use BlockKind as Kind;
    let kinds = vec![
        Kind::Body,
        Kind::Heading,
        Kind::Verse,
        Kind::List,
        Kind::Quote,
        Kind::Code,
        Kind::Caption,
        Kind::Attribution,
    ];
    let head = prop::collection::vec(proptest::option::of(text()), 3);
    let body = prop::collection::vec((prop::sample::select(kinds), text()), 1..8);
    let facts = prop::collection::vec(proptest::option::of("[渡口a*：&~-]{1,9}"), 5);
    (head, body, facts).prop_map(|(head, body, facts)| {
        let kinds = [Kind::Kicker, Kind::Title, Kind::Subtitle];
        let head = kinds
            .into_iter()
            .zip(head)
            .filter_map(|(kind, line)| Some((kind, Clean::line(&line?))));
        let body = body.into_iter().map(|(kind, text)| (kind, Clean::text(&text)));
        let mut article = Article::new(head.chain(body));
        let mut facts = facts.into_iter().map(|fact| fact.map(|fact| Clean::line(&fact)));
        let mut next = || facts.next().flatten();
        let inferred = next();
        article.inferred_title = inferred.filter(|_| article.part(Kind::Title).is_none());
        (article.date, article.source) = (next(), next());
        (article.author, article.url) = (next(), next());
        article
    })
}

/// Articles that say nothing of a page around them, and nothing else that a text says of itself.
fn simple_article() -> impl Strategy<Value = Article> {
    use BlockKind as Kind;
    let line = "[渡口船江水灯人来去的在]{4,20}";
    let text = prop::collection::vec(
        "[渡口船江水灯人来去的在]{4,20}(，[渡口船江水]{4,30}){0,2}[。！：，]?",
        1..4,
    );
    let kinds = vec![
        Kind::Body,
        Kind::Heading,
        Kind::Verse,
        Kind::List,
        Kind::Quote,
        Kind::Code,
        Kind::Caption,
        Kind::Attribution,
    ];
    let titled = proptest::option::of(line);
    let body = prop::collection::vec((prop::sample::select(kinds), text), 0..8);
    let facts = prop::collection::vec(proptest::option::of(1..9_u32), 2);
    (titled, line, body, facts).prop_map(|(title, lead, body, facts)| {
        let lead = (Kind::Body, Clean::line(&lead));
        let body = body.into_iter().map(|(kind, lines)| match kind {
            Kind::Heading | Kind::Attribution => {
                (kind, Clean::line(lines[0].trim_end_matches(['。', '，', '：', '！'])))
            }
            _ => (kind, Clean::text(&lines.join("\n"))),
        });
        let title = title.map(|title| (Kind::Title, Clean::line(&title)));
        let mut article = Article::new(title.into_iter().chain([lead]).chain(body));
        article.date = facts[0].map(|day| Clean::line(&format!("2024-05-0{day}")));
        article.source = facts[1].map(|number| Clean::line(&format!("河口{number}日报")));
        article
    })
}

/// What plain text can say of articles.
fn said(articles: &[Article]) -> Vec<(Vec<&str>, Option<&Clean>, Option<&Clean>)> {
    articles
        .iter()
        .map(|article| {
            (article.text().split('\n').collect(), article.date.as_ref(), article.source.as_ref())
        })
        .collect()
}

proptest! {
    #[test]
    fn simple_articles_in_plain_text_are_read_as_they_were(articles in prop::collection::vec(simple_article(), 1..4)) {
        let places = std::iter::once(Place::First).chain(std::iter::repeat(Place::Later));
        let printed: String = articles.iter().zip(places).map(|(article, place)| plain(article, place)).collect();
        let read = extract("a.txt", printed.as_bytes(), None).expect("is text");
        prop_assert_eq!(said(&read.articles), said(&articles), "{}", printed);
    }

    #[test]
    fn any_articles_in_markdown_are_read_as_they_were(articles in prop::collection::vec(article(), 1..4)) {
        prop_assume!(articles.iter().all(|article| !article.blocks().is_empty()));
        let places = std::iter::once(Place::First).chain(std::iter::repeat(Place::Later));
        let printed: String = articles.iter().zip(places).map(|(article, place)| markdown(article, place)).collect();
        let read = extract("a.md", printed.as_bytes(), None).expect("is text");
        prop_assert_eq!(&read.articles, &articles, "{}", printed);
    }
}

#[test]
fn json_is_read_as_it_was_printed() {
    macro_rules! sample {
        ($($name:literal),*) => {
            [$(($name, include_bytes!(concat!("../../../assets/sample/", $name)).as_slice())),*]
        };
    }
    let files = sample!(
        "01-苇江晚报.txt",
        "02-南门周报.txt",
        "03-街坊小报.md",
        "07-补书斋记.txt",
        "08-苇江诗草.txt",
        "09-一格有多宽.md",
        "10-便笺三则.jsonl"
    );
    let inferred = ("a", "渡船早晨六点从河口镇开出，晚上回来。".as_bytes());
    for (name, bytes) in files.into_iter().chain([("页.txt", PAGE.as_bytes()), inferred]) {
        let once = extract(name, bytes, None).expect("is text");
        let printed = value(name, &once).to_string();
        for again in ["out.jsonl", "out.json", "out"] {
            let twice = extract(again, printed.as_bytes(), None).expect("is JSON");
            assert_eq!(once.articles, twice.articles, "{name} as {again}");
            assert_eq!(once.dropped, twice.dropped, "{name} as {again}");
        }
    }
}
