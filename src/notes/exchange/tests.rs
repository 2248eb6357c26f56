use proptest::prelude::*;

use super::*;
use crate::article::BlockKind;
use crate::notes::record::Extent;
use crate::notes::{Change, Document, Finder, Notebook};

const ALL: [Format; 11] = [
    Format::Markdown,
    Format::WebAnnotation,
    Format::Hypothesis,
    Format::Clippings,
    Format::Koreader,
    Format::Readwise,
    Format::Obsidian,
    Format::Org,
    Format::Anki,
    Format::Bibtex,
    Format::Csl,
];

/// 𠮷 is beyond the BMP: two UTF-16 code units and one code point.
const TEXT: &str =
    "𠮷野家门口的灯亮了。\n渡船靠岸，=三十人下来，\"一人\"上去。\n老船工说：\"明天不开了。\"";

fn article() -> Article {
    let mut article = Article::new([
        (BlockKind::Title, Clean::text("末班（上）")),
        (BlockKind::Body, Clean::text(TEXT)),
    ]);
    article.author = Some(Clean::line("林一 周二"));
    article.source = Some(Clean::line("柳渡日报"));
    article.date = Some(Clean::line("2026-02-28"));
    article.url = Some(Clean::line("https://example.org/a?b=1&c=2"));
    article
}

/// A mark on these words of the article.
fn added(notebook: &mut Notebook, article: &Article, kind: Kind, words: &str, data: Data) {
    let byte = article.text().find(words).expect("stands in the article");
    let start = article.text()[..byte].chars().count() as u32;
    let mut selector = Finder::new(article).passage(start, start + words.chars().count() as u32);
    if kind == Kind::Bookmark {
        selector.extent = Extent::Place;
    }
    let title = Clean::concat(article.title());
    let document = Document { article: article.id, title, path: Clean::text("报/末班.txt") };
    let data =
        Data { kind: Some(kind), document: Some(document), selector: Some(selector), ..data };
    let record = notebook.record(Change::add(data), "host_a-01", "2026-03-01T20:05:09Z");
    notebook.apply(record);
}

fn notebook(article: &Article) -> Notebook {
    let mut notebook = Notebook::default();
    let note = |note: &str, tags: &[&str]| Data {
        note: Some(Clean::text(note)),
        tags: Some(tags.iter().map(|tag| Clean::line(tag)).collect()),
        color: Some(Clean::line("yellow")),
        ..Data::default()
    };
    added(
        &mut notebook,
        article,
        Kind::Note,
        "野家",
        note("**为何**？\n\n- 二 列", &["店 铺", "灯"]),
    );
    added(&mut notebook, article, Kind::Highlight, "=三十人下来，\"一人\"", Data::default());
    let named = Data { name: Some(Clean::line("m")), ..Data::default() };
    added(&mut notebook, article, Kind::Bookmark, "老船工", named);
    notebook
}

fn exported(format: Format) -> String {
    let article = article();
    let reference = Reference::new(&article, "报/末班.txt", "2026-03-02");
    let notebook = notebook(&article);
    let marks = notebook.marks();
    let entries: Vec<Entry> = marks
        .iter()
        .map(|mark| Entry { mark, article: Some(&article), reference: Some(&reference) })
        .collect();
    export(format, &entries)
}

#[test]
fn every_format_has_a_name_of_its_own_and_says_whether_it_can_be_read() {
    let names: std::collections::BTreeSet<_> = ALL.iter().map(|f| f.name()).collect();
    assert_eq!(names.len(), ALL.len());
    for format in ALL {
        let text = exported(format);
        assert!(text.contains("末班"), "{format:?}: {text}");
        let read = import(format, text.as_bytes());
        let can_be_read = matches!(
            format,
            Format::WebAnnotation
                | Format::Hypothesis
                | Format::Clippings
                | Format::Koreader
                | Format::Readwise
        );
        assert_eq!(read.is_ok(), can_be_read, "{format:?}");
        assert!(import(format, b"\xff").is_err());
    }
}

#[test]
fn the_web_annotation_form_loses_nothing() {
    let article = article();
    let notebook = notebook(&article);
    let read = import(Format::WebAnnotation, exported(Format::WebAnnotation).as_bytes());
    let read = read.expect("is read");
    assert_eq!(read.faults, []);
    assert_eq!(read.marks.len(), 3);
    for (_, incoming) in read.marks {
        let mark = notebook.get(&incoming.id()).expect("the same id");
        let filled = |text: &Clean| (!text.is_empty()).then(|| text.clone());
        let expected = Data {
            kind: Some(mark.kind),
            selector: Some(mark.selector.clone()),
            name: filled(&mark.name),
            note: filled(&mark.note),
            tags: (!mark.tags.is_empty()).then(|| mark.tags.clone()),
            color: filled(&mark.color),
            created: filled(&mark.created),
            ..Data::default()
        };
        assert_eq!(incoming.data, expected);
        assert_eq!(incoming.article, Some(mark.document.article));
        assert_eq!((&incoming.title, &incoming.path), (&mark.document.title, &mark.document.path));
    }
}

#[test]
fn other_peoples_annotations_are_read_or_named() {
    let text = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":{"items":[
        {"id":"http://example.org/1","motivation":"commenting","bodyValue":"好",
         "target":{"source":"http://example.org/p","selector":{"type":"RangeSelector","refinedBy":{"type":"TextQuoteSelector","exact":"靠岸","prefix":"渡船"}}}},
        {"id":"2","body":["http://example.org/picture"],"target":"http://example.org/p"},
        {"id":"3","target":[{},{}]},
        {"id":"http://example.org/1","target":{"selector":{"type":"TextQuoteSelector","exact":"靠岸"}}}
    ]}}"#;
    let read = import(Format::WebAnnotation, text.as_bytes()).expect("is read");
    assert_eq!(read.marks.len(), 1, "the fourth is the first again");
    assert_eq!(read.marks[0].1.data.note.as_deref(), Some("好"));
    assert_eq!(read.marks[0].1.data.selector.as_ref().expect("quoted").prefix.as_str(), "渡船");
    assert!(read.marks[0].1.id().starts_with("import-"));
    let numbers: Vec<_> = read.faults.iter().map(|fault| fault.0).collect();
    assert_eq!(numbers, [2, 3]);
}

#[test]
fn offsets_of_hypothesis_are_utf16() {
    let text = exported(Format::Hypothesis);
    let value: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let places: Vec<_> = value["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| &row["target"][0]["selector"][1])
        .map(|place| (place["start"].as_u64(), place["end"].as_u64()))
        .collect();
    // The title and its line end are six, 𠮷 is two.
    assert_eq!(places[0], (Some(8), Some(10)));
    let read = import(Format::Hypothesis, text.as_bytes()).expect("is read");
    assert_eq!(read.marks[0].1.units, Some((8, 10)));
    assert_eq!(read.marks[0].1.data.note.as_deref(), Some("**为何**？\n\n- 二 列"));
    let reply =
        r#"[{"id":"a","references":["b"],"target":[{}]},{"id":"c","target":[{"source":"x"}]}]"#;
    let read = import(Format::Hypothesis, reply.as_bytes()).expect("is read");
    assert_eq!((read.marks.len(), read.faults.len()), (0, 2));
}

proptest! {
    #[test]
    fn code_points_and_code_units_go_there_and_back(text in "[a𠮷灯\u{1f600}é]{0,20}", at in 0_u32..25) {
        let points = text.chars().count() as u32;
        let units = hypothesis::points_to_units(&text, at);
        prop_assert_eq!(units_to_points(&text, units), at.min(points));
        prop_assert_eq!(text.encode_utf16().count() as u32, hypothesis::points_to_units(&text, points));
    }

    #[test]
    fn nothing_that_is_read_breaks_it(text in "(\\PC|\n|\u{feff}|==========|- Your Note|\"|,|[{}\\[\\]:]){0,60}") {
        for format in ALL {
            let _ = import(format, text.as_bytes());
        }
    }
}

#[test]
fn clippings_have_the_form_that_all_readers_take() {
    let text = exported(Format::Clippings);
    let first: Vec<&str> = text.split("\r\n").take(10).collect();
    assert_eq!(
        first,
        [
            "末班（上） (林一、周二)",
            "- Your Highlight on page 1 | Location 7-9 | Added on Sunday, March 1, 2026 8:05:09 PM",
            "",
            "野家",
            "==========",
            "末班（上） (林一、周二)",
            "- Your Note on page 1 | Location 7-9 | Added on Sunday, March 1, 2026 8:05:09 PM",
            "",
            "**为何**？ - 二 列",
            "==========",
        ]
    );
    let read = import(Format::Clippings, text.as_bytes()).expect("is read");
    assert_eq!(read.marks.len(), 2);
    assert_eq!(read.marks[0].1.title.as_str(), "末班（上）");
    assert_eq!(read.marks[0].1.data.note.as_deref(), Some("**为何**？ - 二 列"));
    assert_eq!(read.marks[0].1.data.created.as_deref(), Some("2026-03-01T20:05:09Z"));
    assert_eq!(read.faults.len(), 1, "a bookmark quotes nothing: {:?}", read.faults);
}

#[test]
fn clippings_are_read_as_devices_write_them() {
    let check =
        |text: &str, title: &str, quote: &str, note: Option<&str>, created: Option<&str>| {
            let read = import(Format::Clippings, text.as_bytes()).expect("is read");
            assert_eq!(read.faults, [], "{text}");
            let [(_, mark)] = &read.marks[..] else { panic!("{text}: {read:?}") };
            assert_eq!(mark.title.as_str(), title);
            assert_eq!(mark.data.selector.as_ref().expect("quoted").exact.as_str(), quote);
            assert_eq!(mark.data.note.as_deref(), note);
            assert_eq!(mark.data.created.as_deref(), created);
        };
    check(
        "\u{feff}夜航 (续) (林一)\r\n- 您在位置 #12-13的标注 | 添加于 2016年5月13日星期五 下午11:23:26\r\n\r\n灯亮了\r\n==========\r\n\
         \u{feff}夜航 (续) (林一)\r\n- 您在位置 #13的笔记 | 添加于 2016年5月13日星期五 下午11:25:26\r\n\r\n记一笔\r\n==========\r\n",
        "夜航 (续)",
        "灯亮了",
        Some("记一笔"),
        Some("2016-05-13T23:23:26Z"),
    );
    check(
        "夜航\n- 您在第 7 页（位置 #12-13）的标注 | 添加于 2016年5月13日星期五 上午12:03:04\n\n第一行\n第二行\n==========",
        "夜航",
        "第一行\n第二行",
        None,
        Some("2016-05-13T00:03:04Z"),
    );
    check(
        "Night Boat (Lin, Yi)\n- Your Highlight on page 7 | Added on Friday, 13 May 2016 09:03:04\n\nlamp\n==========\n",
        "Night Boat",
        "lamp",
        None,
        Some("2016-05-13T09:03:04Z"),
    );
    check(
        "书（（注）林一）\n- Highlight Loc. 5 | Added on someday\n\n灯\n==========\n",
        "书",
        "灯",
        None,
        None,
    );
    let bad = "只有一行\n==========\n书\n- Your Note Location 3\n\n无处可归\n==========\n";
    let read = import(Format::Clippings, bad.as_bytes()).expect("is read");
    assert_eq!(read.faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn what_koreader_and_readwise_carry_comes_back() {
    for format in [Format::Koreader, Format::Readwise] {
        let read = import(format, exported(format).as_bytes()).expect("is read");
        assert_eq!(read.faults, [], "{format:?}");
        let quotes: Vec<_> = read
            .marks
            .iter()
            .map(|(_, mark)| mark.data.selector.as_ref().expect("quoted").exact.as_str())
            .collect();
        assert_eq!(quotes, ["野家", "=三十人下来，\"一人\"", "老船工"], "{format:?}");
        assert_eq!(read.marks[0].1.title.as_str(), "末班（上）");
        assert_eq!(read.marks[0].1.data.note.as_deref(), Some("**为何**？\n\n- 二 列"));
    }
    let read = import(Format::Readwise, exported(Format::Readwise).as_bytes()).expect("is read");
    let tags: Vec<_> = read.marks[0].1.data.tags.iter().flatten().map(Clean::as_str).collect();
    assert_eq!(tags, ["店-铺", "灯"]);
    assert!(exported(Format::Readwise).contains("\"'=三十人下来，\"\"一人\"\"\""));
    assert!(import(Format::Readwise, b"Title\na\n").is_err());
}

#[test]
fn colours_and_tags_come_from_those_who_have_them() {
    let table = "Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at\n\
                 野家,末班（上）,林一,,orange,\"灯, 店\",3,2026-03-01 20:05:09+00:00\n";
    let lines = r#"{"title":"末班（上）","entries":[{"text":"野家","color":"purple","time":9}]}"#;
    for (format, text, color, tags) in [
        (Format::Readwise, table, "orange", &["灯", "店"][..]),
        (Format::Koreader, lines, "purple", &[]),
    ] {
        let read = import(format, text.as_bytes()).expect("is read");
        let mark = &read.marks[0].1;
        assert_eq!(mark.title.as_str(), "末班（上）");
        assert_eq!(mark.data.color.as_deref(), Some(color), "{format:?}");
        let of: Vec<_> = mark.data.tags.iter().flatten().map(Clean::as_str).collect();
        assert_eq!(of, tags, "{format:?}");
    }
    let koreader: serde_json::Value =
        serde_json::from_str(&exported(Format::Koreader)).expect("is JSON");
    assert_eq!(koreader["documents"][0]["entries"][0]["color"], "yellow");
}

#[test]
fn anki_gets_a_card_a_line() {
    let text = exported(Format::Anki);
    let cards: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(cards.len(), 3);
    assert!(cards.iter().all(|card| card.len() == 4));
    assert_eq!(
        cards[0][1..],
        [
            "野家",
            "**为何**？<br><br>- 二 列<br><br><small>末班（上） · 2026-03-01</small>",
            "店-铺 灯"
        ]
    );
    assert_eq!(cards[1][1], "=三十人下来，&quot;一人&quot;");
}

#[test]
fn cited_articles_come_once() {
    insta::assert_snapshot!(exported(Format::Bibtex), @r"
    @article{linyi-2026-mobanshang-acbf,
      author = {林一 and 周二},
      title = {{末班（上）}},
      journal = {柳渡日报},
      year = {2026},
      date = {2026-02-28},
      url = {https://example.org/a?b=1&c=2},
      urldate = {2026-03-02},
    }
    ");
    let csl: serde_json::Value = serde_json::from_str(&exported(Format::Csl)).expect("is JSON");
    let expected = serde_json::json!([{
        "id": format!("duben-{}", article().id),
        "type": "article-newspaper",
        "title": "末班（上）",
        "container-title": "柳渡日报",
        "URL": "https://example.org/a?b=1&c=2",
        "author": [{ "literal": "林一" }, { "literal": "周二" }],
        "issued": { "date-parts": [[2026, 2, 28]] },
        "accessed": { "date-parts": [[2026, 3, 2]] },
    }]);
    assert_eq!(csl, expected);
}

fn entries_of(notebook: &Notebook) -> Vec<Entry<'_>> {
    notebook
        .marks()
        .into_iter()
        .map(|mark| Entry { mark, article: None, reference: None })
        .collect()
}

#[test]
fn a_file_that_was_exported_again_is_the_same_file() {
    let article = article();
    let notebook = notebook(&article);
    for format in [Format::Obsidian, Format::Org] {
        let files = folder::files(format, &entries_of(&notebook));
        let [file] = &files[..] else { panic!("one article") };
        let first = file.merge("");
        assert_eq!(file.merge(&first), first, "{format:?}");
        assert_eq!(file.merge(&first.replace('\n', "\r\n")), first.replace('\n', "\r\n"));
        assert!(file.name.starts_with("末班（上） "), "{}", file.name);
    }
}

#[test]
fn what_a_person_wrote_into_a_file_stays_and_what_nobody_touched_is_brought_up_to_date() {
    let article = article();
    let mut notebook = notebook(&article);
    for format in [Format::Obsidian, Format::Org] {
        let file = |notebook: &Notebook| folder::files(format, &entries_of(notebook)).remove(0);
        let first = file(&notebook).merge("");
        // Between the pieces, at the end, and inside of the second piece.
        let theirs = first.replace("=三十人下来", "=三十人（我数的）下来").replacen(
            "\n\n",
            "\n\n我的话\n\n",
            1,
        ) + "\n后记\n";
        let id = notebook.marks()[0].id.clone();
        let note = Data { note: Some(Clean::text("改过的批注")), ..Data::default() };
        let record = notebook.record(Change::edit(id, note), "w", "2026-03-03T08:00:00Z");
        notebook.apply(record);
        let second = file(&notebook).merge(&theirs);
        for words in ["我的话", "（我数的）", "后记", "改过的批注"] {
            assert!(second.contains(words), "{format:?}: {words} in\n{second}");
        }
        assert!(!second.contains("为何"), "{second}");
        assert_eq!(second.matches("老船工").count(), first.matches("老船工").count());
        assert_eq!(file(&notebook).merge(&second), second);
    }
}

#[test]
fn files_have_names_that_every_system_takes() {
    let check = |title: &str, start: &str| {
        let article = article();
        let mut notebook = Notebook::default();
        let document =
            Document { article: article.id, title: Clean::text(title), path: Clean::text("a.txt") };
        let data = Data {
            kind: Some(Kind::Highlight),
            document: Some(document),
            selector: Some(Selector { exact: Clean::text("灯"), ..Selector::default() }),
            ..Data::default()
        };
        let record = notebook.record(Change::add(data), "w", "2026-03-01T08:00:00Z");
        notebook.apply(record);
        let name = folder::files(Format::Obsidian, &entries_of(&notebook)).remove(0).name;
        assert!(name.starts_with(start) && name.len() < 255, "{name}");
    };
    check("a/b: c?", "ab c ");
    check("..", &article().id.to_string()[..6]);
    check(&"长".repeat(300), "长长");
}

#[test]
fn a_form_is_told_by_its_name_and_its_start() {
    for format in [Format::WebAnnotation, Format::Hypothesis, Format::Koreader] {
        assert_eq!(guess("a.json", exported(format).as_bytes()), Some(format));
    }
    assert_eq!(guess("My Clippings.txt", b""), Some(Format::Clippings));
    assert_eq!(guess("a.CSV", b""), Some(Format::Readwise));
    assert_eq!((guess("a.json", b"{}"), guess("a.md", b"# a")), (None, None));
}
