use super::*;
use crate::text::Clean;

const DAY: &str = "2026-01-01";

/// An article of two paragraphs; facts that are empty are not known.
fn article([title, author, source, date, url]: [&str; 5]) -> Article {
    let mut article = Article::new([
        (BlockKind::Title, Clean::line(title)),
        (BlockKind::Body, Clean::line("船靠岸了，*灯*还亮着。")),
        (BlockKind::Body, Clean::line("岸上 50% 的人没有走。")),
    ]);
    let fact = |text: &str| (!text.is_empty()).then(|| Clean::line(text));
    article.author = fact(author);
    article.source = fact(source);
    article.date = fact(date);
    article.url = fact(url);
    article
}

fn cited(facts: [&str; 5], path: &str, style: Style) -> String {
    Reference::new(&article(facts), path, DAY).cite(style)
}

#[test]
fn gbt7714_leaves_out_what_is_not_known() {
    for (facts, path, expected) in [
        (
            ["末班渡轮", "纪春生", "苇江晚报", "2025-10-18", ""],
            "a.txt",
            "纪春生. 末班渡轮[N]. 苇江晚报, 2025-10-18.",
        ),
        (
            ["末班渡轮", "", "《苇江晚报》", "2025-10-18", "https://a.example/1"],
            "a.txt",
            "末班渡轮[N/OL]. 苇江晚报, 2025-10-18[2026-01-01]. https://a.example/1.",
        ),
        (["末班渡轮", "", "苇江晚报", "10-18", ""], "a.txt", "末班渡轮[N]. 苇江晚报."),
        (
            ["水位考", "甲一、乙二；丙三 丁四", "苇江大学学报", "2025-10", ""],
            "a.txt",
            "甲一, 乙二, 丙三, 等. 水位考[J]. 苇江大学学报, 2025.",
        ),
        (
            ["水位考", "甲一", "苇江月刊", "2025-10", "https://a.example/2"],
            "a.txt",
            "甲一. 水位考[J/OL]. 苇江月刊, 2025[2026-01-01]. https://a.example/2.",
        ),
        (
            ["第一章", "樊桂芳", "渡口志", "2019-01-01", ""],
            "books.zip/渡口志.EPUB",
            "樊桂芳. 第一章[M]//渡口志. 2019.",
        ),
        (["第一章", "", "", "", ""], "渡口志.epub", "第一章[M]."),
        (
            ["停航公告", "", "柳渡口渡运站", "2025-10-18", "https://a.example/3"],
            "a.html",
            "停航公告[EB/OL]. 柳渡口渡运站, 2025(2025-10-18)[2026-01-01]. https://a.example/3.",
        ),
        (
            ["停航公告", "", "", "2025-10-18", "https://a.example/3"],
            "a.html",
            "停航公告[EB/OL]. (2025-10-18)[2026-01-01]. https://a.example/3.",
        ),
        (
            ["停航公告", "", "", "", "https://a.example/"],
            "",
            "停航公告[EB/OL]. [2026-01-01]. https://a.example/.",
        ),
        (
            ["停航公告", "", "市政府公报", "2025-10-18", ""],
            "",
            "停航公告[Z]. 市政府公报, 2025-10-18.",
        ),
        (["停航公告", "", "", "", ""], "a.txt", "停航公告[Z]."),
        (["", "", "", "", ""], "a.txt", "[Z]."),
    ] {
        assert_eq!(cited(facts, path, Style::Gbt7714), expected, "{facts:?}");
    }
    let mut untitled = article(["", "", "苇江晚报", "", ""]);
    untitled.inferred_title = Some(Clean::line("船靠岸了"));
    let reference = Reference::new(&untitled, "a.txt", DAY);
    assert_eq!(reference.cite(Style::Gbt7714), "[船靠岸了][N]. 苇江晚报.");
}

#[test]
fn plain_says_what_is_known() {
    for (facts, expected) in [
        (
            ["读《夜航》", "纪春生、樊桂芳", "苇江晚报", "10-18", "https://a.example/1"],
            "纪春生、樊桂芳：《读〈夜航〉》，《苇江晚报》，10-18，https://a.example/1",
        ),
        (["读《夜航》", "", "柳渡口渡运站", "", ""], "《读〈夜航〉》，柳渡口渡运站"),
        (["", "纪春生", "", "", ""], "纪春生"),
        (["", "", "", "", ""], ""),
    ] {
        assert_eq!(cited(facts, "a.txt", Style::Plain), expected, "{facts:?}");
    }
}

#[test]
fn markdown_is_a_link_that_nothing_ends() {
    let cited = |title, url| cited([title, "", "", "", url], "a.txt", Style::Markdown);
    assert_eq!(
        cited("夜航", "https://a.example/?q=<1> (2)"),
        "[《夜航》](<https://a.example/?q=%3C1%3E%20(2)>)"
    );
    assert_eq!(
        cited("夜[1]*航*](x", "https://a.example/"),
        "[《夜\\[1\\]\\*航\\*\\](x》](<https://a.example/>)"
    );
    assert_eq!(cited("夜航\\[", ""), "《夜航\\\\\\[》");
    assert_eq!(cited("", "https://a.example/"), "<https://a.example/>");
}

#[test]
fn bibtex_keeps_chinese_and_escapes_what_tex_reads() {
    let article = article([
        "末班{渡}轮 100%_QR",
        "纪春生、Anders and Sons",
        "苇江晚报",
        "2025-10-18",
        "https://a.example/a_{1}?b=2%203",
    ]);
    let id = article.id.to_string();
    let expected = format!(
        "@article{{jichunsheng-2025-mobandulun-{},\n  \
         author = {{纪春生 and {{Anders and Sons}}}},\n  \
         title = {{{{末班\\textbraceleft{{}}渡\\textbraceright{{}}轮 100\\%\\_QR}}}},\n  \
         journal = {{苇江晚报}},\n  year = {{2025}},\n  date = {{2025-10-18}},\n  \
         url = {{https://a.example/a_%7B1%7D?b=2%203}},\n  urldate = {{2026-01-01}},\n}}",
        &id[12..]
    );
    assert_eq!(Reference::new(&article, "a.txt", DAY).cite(Style::Bibtex), expected);
}

#[test]
fn bibtex_has_a_kind_and_a_key_for_everything() {
    for (facts, path, expected) in [
        (["Night Boat", "", "", "", "https://a.example/"], "", "@misc{nightboat-"),
        (["女人与海", "吕布", "苇江月刊", "1999", ""], "", "@article{lvbu-1999-nvrenyuhai-"),
        (["第一章", "", "渡口志", "10-18", ""], "a.epub", "@incollection{dukouzhi-diyizhang-"),
        (["！！", "", "", "", ""], "", "@misc{"),
    ] {
        let entry = cited(facts, path, Style::Bibtex);
        assert!(entry.starts_with(expected), "{entry}");
        let key = entry.split(['{', ',']).nth(1).unwrap_or_default();
        assert!(!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        assert_eq!(entry.matches('{').count(), entry.matches('}').count(), "{entry}");
    }
}

#[test]
fn a_passage_is_quoted_with_its_place() {
    let article = article(["夜航", "纪春生", "苇江晚报", "", ""]);
    let reference = Reference::new(&article, "a.txt", DAY);
    let body = article.blocks()[1].start;
    let quote = |style, start, end| reference.quote(style, Passage::new(&article, start, end));
    let end = article.chars();
    assert_eq!(
        quote(Style::Plain, body, body + 4),
        "船靠岸了\n——纪春生：《夜航》，《苇江晚报》，第 1 段"
    );
    assert_eq!(
        quote(Style::Markdown, body, end),
        "> 船靠岸了，\\*灯\\*还亮着。\n>\n> 岸上 50% 的人没有走。\n\n\
         —— 纪春生：《夜航》，《苇江晚报》，第 1–2 段"
    );
    assert_eq!(quote(Style::Gbt7714, end - 2, end), "走。\n纪春生. 夜航[N]. 苇江晚报.");
    let entry = quote(Style::Bibtex, body, end);
    assert!(
        entry.contains("  annote = {第 1–2 段：船靠岸了，*灯*还亮着。\n\n岸上 50\\% 的"),
        "{entry}"
    );
    assert_eq!(quote(Style::Plain, 0, 2), "夜航\n——纪春生：《夜航》，《苇江晚报》");
}

#[test]
fn names_are_parted_where_they_surely_end() {
    for (authors, expected) in [
        ("纪春生 樊桂芳", "纪春生|樊桂芳"),
        ("纪 春", "纪 春"),
        ("John Smith", "John Smith"),
        ("纪春生，John  Smith / 樊桂芳", "纪春生|John Smith|樊桂芳"),
        ("加西亚·马尔克斯", "加西亚·马尔克斯"),
        ("、", ""),
    ] {
        assert_eq!(names(authors).join("|"), expected);
    }
}

#[test]
fn styles_are_known_by_their_names() {
    for style in Style::ALL {
        assert_eq!(Style::by_name(style.name()), Some(style));
    }
    assert_eq!(Style::by_name("BibTeX"), Some(Style::Bibtex));
    assert_eq!(Style::by_name("mla"), None);
    let around = Style::ALL.map(Style::next);
    assert!(Style::ALL.iter().all(|style| around.contains(style)));
}
