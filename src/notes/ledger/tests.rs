use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::index::{Query, Subject};
use crate::library::Library;
use crate::notes::{Change, Data, Document as Made, Found, Selector};

fn clean(text: &str) -> Clean {
    Clean::text(text)
}

/// A mark: kind, title, quote, note, tags by blanks, colour, day.
type Written<'a> = (Kind, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

fn data((kind, title, quote, note, tags, color, day): Written<'_>) -> Data {
    let article = ArticleId::of(title);
    let path = clean(&format!("河边/{title}.txt"));
    Data {
        kind: Some(kind),
        document: Some(Made { article, title: clean(title), path }),
        selector: Some(Selector { exact: clean(quote), start: 3, ..Selector::default() }),
        note: Some(clean(note)),
        tags: Some(tags.split_whitespace().map(clean).collect()),
        color: Some(clean(color)),
        created: Some(clean(&format!("{day}T08:00:00Z"))),
        ..Data::default()
    }
}

const MARKS: [Written<'_>; 5] = [
    (
        Kind::Note,
        "渡口的早晨",
        "老船工把缆绳解开",
        "查船名\n问河口",
        "人物 待查",
        "yellow",
        "2026-03-01",
    ),
    (Kind::Highlight, "渡口的早晨", "挑菱角的人", "", "人物", "red", "2026-03-02"),
    (Kind::Bookmark, "灯塔的夜班", "灯要多转一圈", "", "", "", "2025-12-31"),
    (Kind::Note, "灯塔的夜班", "守塔人", "與渡口一篇對讀", "待查", "red", "2026-11-09"),
    (Kind::Bookmark, "茶馆", "说书人拍了一下木板", "", "", "", ""),
];

/// The notebook with these marks, their ids in order.
fn notebook(marks: &[Written<'_>]) -> (Notebook, Vec<String>) {
    let mut notebook = Notebook::default();
    let mut ids = Vec::new();
    for &mark in marks {
        let record = notebook.record(Change::add(data(mark)), "w", "");
        ids.push(record.id.clone());
        notebook.apply(record);
    }
    (notebook, ids)
}

fn places(ids: &[String]) -> BTreeMap<&str, Whereabouts> {
    let sought = |found| Whereabouts::Sought { article: 1, found, now: Clean::default() };
    let places = [
        Whereabouts::Home(7),
        sought(Found::Edited(5..9)),
        sought(Found::Orphan),
        sought(Found::Uncertain(40..50)),
        Whereabouts::Unavailable,
    ];
    ids.iter().map(String::as_str).zip(places).collect()
}

/// The marks, by their place in the table, that a query asks for.
fn sifted(ledger: &Ledger, notebook: &Notebook, ids: &[String], query: &str) -> Vec<usize> {
    let query = Query::draft(query, Subject::Marks).expect("a query").0;
    let library = Library::default();
    let places = BTreeMap::new();
    let held = ledger.sift(&query, Facts { library: &library, notebook, places: &places });
    let numbers = (0..ledger.numbers() as u32).filter(|&number| held[number as usize]);
    let marks = numbers.filter_map(|number| ledger.mark(number));
    let mut found: Vec<usize> =
        marks.filter_map(|mark| ids.iter().position(|id| *id == mark.id)).collect();
    found.sort_unstable();
    found
}

#[test]
fn a_query_asks_for_marks() {
    let (mut notebook, ids) = notebook(&MARKS);
    let document = data(MARKS[0]).document.expect("is set");
    let read = notebook.record(Change::progress(document, Selector::default(), true, ""), "w", "");
    notebook.apply(read);
    let mut ledger = Ledger::of(&notebook);
    for (id, place) in &places(&ids) {
        ledger.place(id, Some(place));
    }
    for (query, expected) in [
        ("", &[0, 1, 2, 3, 4][..]),
        ("渡口", &[0, 1, 3]),
        ("title:渡口", &[0, 1]),
        ("渡口 缆绳", &[0]),
        ("对读", &[3]),
        ("菱角|木板", &[1, 4]),
        ("dukou lan", &[0]),
        ("#人物", &[0, 1]),
        ("#人", &[]),
        ("人物", &[0, 1]),
        ("标签：待查 -#人物", &[3]),
        ("-渡口", &[2, 4]),
        ("color:red", &[1, 3]),
        ("颜色：红 #待查", &[3]),
        ("has:note", &[0, 3]),
        ("has:书签", &[2, 4]),
        ("has:划线", &[1]),
        ("is:read", &[0, 1]),
        ("is:unread 渡口", &[3]),
        ("date:2026-03", &[0, 1]),
        ("date:2026-03-02..", &[1, 3]),
        ("date:12-31", &[2]),
        ("in:灯塔", &[]),
        ("in:茶馆", &[4]),
        ("in:河边/茶馆", &[4]),
        ("state:在", &[0]),
        ("state:edited|状态：孤", &[1, 2]),
        ("state:疑", &[3]),
        ("state:unavailable", &[4]),
        ("-state:exact", &[1, 2, 3, 4]),
        ("船名 NEAR/9 河口", &[]),
        ("菱角 NEAR/0 的人", &[1]),
        ("/灯.{1,2}转/", &[2]),
        ("/船名$/ -state:疑", &[0]),
        ("缆绳灯", &[]),
    ] {
        assert_eq!(sifted(&ledger, &notebook, &ids, query), expected, "{query}");
    }
    // Where the article is not in a library, its path is the one that it had.
    ledger.forget_places();
    assert_eq!(sifted(&ledger, &notebook, &ids, "in:灯塔"), [2, 3]);
    for query in ["source:报", "state:在"] {
        assert!(sifted(&ledger, &notebook, &ids, query).is_empty(), "{query}");
    }
}

#[test]
fn marks_come_in_the_order_that_is_asked_for() {
    let (notebook, ids) = notebook(&MARKS);
    let mut ledger = Ledger::of(&notebook);
    for (id, place) in &places(&ids) {
        ledger.place(id, Some(place));
    }
    let ordered = |order| -> Vec<usize> {
        let numbers = ledger.ordered(order, &Library::default());
        let marks = numbers.into_iter().filter_map(|number| ledger.mark(number));
        marks.filter_map(|mark| ids.iter().position(|id| *id == mark.id)).collect()
    };
    assert_eq!(ordered(Order::Made), [3, 1, 0, 2, 4]);
    assert_eq!(ordered(Order::Place), [2, 1, 3, 0, 4]);
    assert_eq!(ordered(Order::State), [3, 1, 2, 4, 0]);
    assert_eq!(ordered(Order::Source), ordered(Order::Place));
    let mut order = Order::default();
    for _ in 0..4 {
        order = order.next();
    }
    assert_eq!(order, Order::default());
}

#[test]
fn a_mark_keeps_its_number() {
    let (mut notebook, ids) = notebook(&MARKS);
    let mut ledger = Ledger::of(&notebook);
    let number = |ledger: &Ledger, id: &str| {
        (0..ledger.numbers() as u32).find(|&number| ledger.mark(number).is_some_and(|m| m.id == id))
    };
    let before = number(&ledger, &ids[1]);
    for change in [
        Change::Delete(ids[1].clone()),
        Change::edit(ids[1].clone(), Data { note: Some(clean("又来")), ..Data::default() }),
    ] {
        let record = notebook.record(change, "w", "");
        notebook.apply(record);
        ledger.update(&notebook, [ids[1].as_str()]);
    }
    assert_eq!(number(&ledger, &ids[1]), before);
    assert_eq!(sifted(&ledger, &notebook, &ids, "又来"), [1]);
    ledger.update(&notebook, ["nobody", "progress-0011223344556677"]);
    assert_eq!(ledger.numbers(), ids.len());
}

proptest! {
    #[test]
    fn what_was_brought_up_to_date_is_what_would_be_made_anew(
        steps in proptest::collection::vec((0_u8..4, 0_usize..9, "[渡口灯塔 ]{0,4}"), 0..30),
        query in "#?[渡口灯塔]{1,2}",
    ) {
        let (mut notebook, mut ids) = notebook(&MARKS);
        let mut ledger = Ledger::of(&notebook);
        for (what, which, text) in steps {
            let id = ids[which % ids.len()].clone();
            let change = match what {
                0 => Change::add(data((Kind::Note, &text, "引", &text, &text, "", "2026-01-01"))),
                1 => Change::Delete(id),
                2 => Change::edit(id, Data { note: Some(clean(&text)), ..Data::default() }),
                _ => {
                    let tags = text.split_whitespace().map(clean).collect();
                    Change::edit(id, Data { tags: Some(tags), ..Data::default() })
                }
            };
            let record = notebook.record(change, "w", "2026-01-02T00:00:00Z");
            if what == 0 {
                ids.push(record.id.clone());
            }
            let id = record.id.clone();
            notebook.apply(record);
            ledger.update(&notebook, [id.as_str()]);
        }
        let anew = Ledger::of(&notebook);
        prop_assert_eq!(
            sifted(&ledger, &notebook, &ids, &query),
            sifted(&anew, &notebook, &ids, &query)
        );
        let seen = |ledger: &Ledger| -> Vec<String> {
            let numbers = ledger.ordered(Order::Made, &Library::default());
            let marks = numbers.into_iter().filter_map(|number| ledger.mark(number));
            let mut ids: Vec<String> = marks.map(|mark| mark.id.clone()).collect();
            ids.sort();
            ids
        };
        prop_assert_eq!(seen(&ledger), seen(&anew));
    }
}
