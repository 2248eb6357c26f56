//! Results against a naive search, with and without an engine, and the order in which articles come.

use std::cell::Cell;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::article::{Article, BlockKind};
use crate::index::brute::{Shelf, brute};
use crate::index::engine::{Candidates, Engine};
use crate::index::hits_in;
use crate::text::{Clean, fold::fold};

/// A block of signs that fold onto each other, so that small texts have hits: both scripts, both
/// widths, cases, a radical, quotes, and white space of several kinds.
const BLOCK: &str = "[码碼头頭边邊月⽉aAＡbé“”「，,　 \n]{1,12}";

/// Names too many articles: those that hold the first character of a literal, and says nothing of
/// Latin. Of every second article that has it, it tells how often the literal stands there.
struct FirstCharacter(Vec<String>);

impl Engine for FirstCharacter {
    fn articles_with(&self, literal: &str) -> Option<Candidates> {
        let first = literal.chars().next().filter(|c| !c.is_ascii())?;
        let holds = |(_, text): &(u32, &String)| text.contains(first);
        let some: Vec<(u32, &String)> = (0..).zip(&self.0).filter(holds).collect();
        let count = |text: &String| text.matches(literal).count() as u32;
        let counts = some.iter().map(|&(index, text)| if index % 2 == 0 { count(text) } else { 0 });
        let articles = some.iter().map(|&(index, _)| index).collect();
        Some(Candidates { articles, counts: counts.collect() })
    }
}

/// The same articles behind an engine.
fn with_engine(mut shelf: Shelf) -> Shelf {
    let text = |index| String::from_utf8_lossy(shelf.corpus.article_text(index)).into_owned();
    let texts = (0..shelf.corpus.len()).map(text).collect();
    shelf.engine = Some(Arc::new(FirstCharacter(texts)));
    shelf
}

fn article(blocks: &[String]) -> Article {
    Article::new(blocks.iter().map(|block| (BlockKind::Body, Clean::text(block))))
}

fn titled(title: &str, body: &str) -> Article {
    Article::new([(BlockKind::Title, Clean::line(title)), (BlockKind::Body, Clean::text(body))])
}

fn run(shelf: &Shelf, query: &Query) -> Results {
    let results = search(shelf, query, &|| false).expect("nobody cancels");
    assert!(results.found.is_sorted_by_key(|found| found.index));
    results.arranged(shelf, Order::Relevance)
}

/// A piece of a block that is not empty, at a place that proptest chose.
fn piece(blocks: &[String], at: Index, length: usize) -> String {
    let chars: Vec<char> = blocks.join(" ").chars().collect();
    let start = at.index(chars.len());
    chars[start..(start + length).min(chars.len())].iter().collect()
}

fn library() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(BLOCK, 1..4), 1..8)
}

/// Articles with all that can be said of them.
fn shelf() -> impl Strategy<Value = Shelf> {
    let said = |words: &'static [&'static str]| prop::sample::select(words).prop_map(Clean::line);
    let body = prop::collection::vec(BLOCK, 1..4);
    let facts = (
        prop::option::of("[码碼头边aA]{1,4}"),
        any::<bool>(),
        prop::option::of(said(&["2022-05-01", "2023-06-30", "05-01"])),
        prop::option::of(said(&["江边报", "碼頭報", "A Paper"])),
        prop::option::of(said(&["头儿", "月月"])),
        said(&["a/码头.txt", "b/边.txt"]),
    );
    let article = (body, facts).prop_map(|(body, (title, is_made, date, source, author, path))| {
        let mut blocks: Vec<(BlockKind, Clean)> =
            body.iter().map(|block| (BlockKind::Body, Clean::text(block))).collect();
        let title = title.map(|title| Clean::line(&title));
        if let (false, Some(title)) = (is_made, &title) {
            blocks.insert(0, (BlockKind::Title, title.clone()));
        }
        let mut article = Article::new(blocks);
        article.inferred_title = title.filter(|_| is_made);
        (article.date, article.source, article.author) = (date, source, author);
        article.url = Some(path);
        article
    });
    prop::collection::vec(article, 1..8).prop_map(Shelf::of)
}

/// Lines with every sign of the language in them.
fn line() -> impl Strategy<Value = String> {
    let word = || prop_oneof![4 => "[码头边月ab]{1,2}", 1 => "[“][码边 a]{1,3}[”]"];
    let leaf = prop_oneof![
        8 => word(),
        2 => "title:[码头边a]",
        1 => prop::sample::select(&["source:江", "source:=江边报", "作者：＝“月 月”", "来源：a", "author:月", "in:码头", "date:2022..", "date:5-1"][..])
            .prop_map(str::to_owned),
        2 => "/[码边][头月]?.[头边a]/i?|/(码|b)+.*a/|/头|边./",
        2 => ("[码头边月a]", 0..3_u8, "[码头边月b]").prop_map(|(a, n, b)| format!("{a} NEAR/{n} {b}")),
    ];
    let either = prop::collection::vec(leaf, 1..3).prop_map(|parts| {
        if parts.iter().any(|part| part.contains("NEAR")) {
            parts.join(" ")
        } else {
            parts.join("|")
        }
    });
    let group = prop::collection::vec(("[-]?", either), 1..4).prop_map(|parts| {
        let part = |(sign, part): (String, String)| {
            if part.contains("NEAR") { part } else { sign + &part }
        };
        parts.into_iter().map(part).collect::<Vec<_>>().join(" ")
    });
    prop::collection::vec(("[-]?", group, any::<bool>()), 1..3).prop_map(|groups| {
        let group = |(sign, group, is_apart): (String, String, bool)| {
            if is_apart { format!("{sign}({group})") } else { group }
        };
        groups.into_iter().map(group).collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_query_finds_what_a_naive_search_finds(shelf in shelf(), line in line()) {
        let Ok(query) = Query::parse(&line) else { return Ok(()) };
        let expected = brute(&shelf, &query);
        let mut results = run(&shelf, &query);
        let shelf = with_engine(shelf);
        prop_assert_eq!(&run(&shelf, &query), &results);
        prop_assert_eq!(results.total_hits, expected.iter().map(|&(_, hits)| hits).sum::<usize>());
        results.found.sort_by_key(|found| found.index);
        let found: Vec<_> =
            results.found.iter().map(|one| (one.index(), one.hits as usize)).collect();
        prop_assert_eq!(found, expected);
        for (number, found) in results.found.iter().enumerate() {
            prop_assert!(found.best < found.hits.max(1));
            let hits = results.hits(&shelf, number);
            prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert_eq!(hits.len(), found.hits as usize);
            let article = &shelf.articles[found.index()];
            prop_assert_eq!(hits_in(article, &query).len(), hits.len());
        }
    }

    #[test]
    fn the_source_of_a_hit_folds_to_what_was_asked_for_and_is_as_short_as_can_be(
        library in library(), which: Index, at: Index, length in 1..6_usize,
    ) {
        let text = piece(&library[which.index(library.len())], at, length);
        let (query, literal) = (Query::exactly(&text), fold(&text));
        let shelf = Shelf::of(library.iter().map(|blocks| article(blocks)));
        for found in run(&shelf, &query).found {
            let article = &shelf.articles[found.index()];
            let hits = hits_in(article, &query);
            prop_assert_eq!(hits.len(), found.hits as usize);
            for (start, end) in hits {
                prop_assert_eq!(&fold(article.slice(start, end).as_str()), &literal);
                for (start, end) in [(start + 1, end), (start, end - 1)] {
                    prop_assert!(!fold(article.slice(start, end).as_str()).contains(&literal));
                }
            }
        }
    }

    #[test]
    fn what_lies_in_parts_and_between_others_is_found_alike(
        library in library(), parts in prop::collection::vec((0..3_u32, any::<bool>()), 8),
        order in Just([0_usize, 1, 2, 3, 4, 5, 6, 7]).prop_shuffle(), which: Index, at: Index,
    ) {
        let mut shelf = Shelf::of(library.iter().map(|blocks| article(blocks)));
        let query = Query::exactly(&piece(&library[which.index(library.len())], at, 2));
        let whole = run(&shelf, &query);
        shelf.scatter(&order, &parts);
        prop_assert_eq!(run(&shelf, &query), whole);
    }
}

/// The indices of the articles found, in order.
fn sorted(articles: &[Article], line: &str, by: Order) -> Vec<usize> {
    let shelf = Shelf::of(articles.iter().cloned());
    let results = search(&shelf, &Query::parse(line).unwrap(), &|| false).unwrap();
    results.arranged(&shelf, by).found.iter().map(Found::index).collect()
}

fn order(articles: &[Article], line: &str) -> Vec<usize> {
    sorted(articles, line, Order::Relevance)
}

#[test]
fn an_order_can_be_asked_for() {
    let dated = |date: &str, source: &str| {
        let mut article = titled("渡口", "老码头很静。");
        article.date = Some(Clean::line(date)).filter(|date| !date.is_empty());
        article.source = Some(Clean::line(source)).filter(|source| !source.is_empty());
        article
    };
    let articles =
        [dated("", "b"), dated("05-01", ""), dated("2021-05-01", "c"), dated("2022-01-01", "a")];
    assert_eq!(sorted(&articles, "码头", Order::Position), [0, 1, 2, 3]);
    assert_eq!(sorted(&articles, "码头", Order::Date), [3, 2, 0, 1]);
    assert_eq!(sorted(&articles, "码头", Order::Source), [3, 0, 2, 1]);
    assert_eq!(order(&articles, "码头"), [3, 2, 0, 1], "newer a little before older");
}

#[test]
fn what_the_notebook_says_is_told() {
    let articles = [titled("江边", "河水。"), titled("渡口", "河水。")];
    let shelf = Shelf::of(articles.iter().cloned());
    let find = |line: &str| {
        let mut query = Query::parse(line).unwrap();
        query.bind(&mut |_| vec![articles[1].id]);
        run(&shelf, &query).found.iter().map(Found::index).collect::<Vec<_>>()
    };
    assert_eq!(find("河水 has:note"), [1]);
    assert_eq!(find("is:unread"), [0]);
    assert_eq!(find("河水 -#水"), [0]);
    assert_eq!(find("(江边 #水)|渡口"), [1]);
}

#[test]
fn titles_come_first_then_weight_then_the_library() {
    let articles = [
        titled("江边", "老码头很静。"),
        titled("渡口", "老码头，老码头，又见老码头。"),
        titled("老码头", "河水很静。"),
        titled("江边二", "老码头很静。"),
    ];
    assert_eq!(order(&articles, "老码头"), [2, 1, 0, 3]);
}

#[test]
fn terms_close_together_weigh_more() {
    let filler = "江水慢慢地流过小镇，".repeat(8);
    let articles = [
        titled("一", &format!("渡船。{filler}灯塔。{filler}")),
        titled("二", &format!("{filler}渡船。{filler}渡船边上的灯塔。")),
    ];
    assert_eq!(order(&articles, "渡船 灯塔"), [1, 0]);
    let query = Query::parse("渡船 灯塔").unwrap();
    let results = run(&Shelf::of(articles), &query);
    assert_eq!((results.found[0].best, results.found[0].hits), (1, 3));
}

#[test]
fn a_title_that_was_made_is_searched_but_holds_no_place() {
    let mut article = article(&["河水很静。".to_owned()]);
    article.inferred_title = Some(Clean::line("老碼頭"));
    let shelf = Shelf::of([titled("江边", "老码头边的老码头。"), article]);
    let results = run(&shelf, &Query::parse("老码头").unwrap());
    let found = results.found.iter().map(|one| (one.index(), one.hits, one.best));
    assert_eq!(found.collect::<Vec<_>>(), [(1, 0, 0), (0, 2, 0)]);
    let results = run(&shelf, &Query::parse("河水").unwrap());
    assert_eq!(results.hits(&shelf, 0), [Hit { start: 10, end: 16 }]);
}

#[test]
fn nothing_in_nothing() {
    let nothing = |query: Query| Results { query, ..Results::default() };
    let check = |shelf: &Shelf, query: Query| assert_eq!(run(shelf, &query), nothing(query));
    check(&Shelf::of([]), Query::exactly("江"));
    let shelf = Shelf::of([titled("江边", "河水")]);
    check(&shelf, Query::default());
    check(&shelf, Query::exactly("海"));
}

#[test]
fn a_search_can_be_cancelled_at_every_step() {
    let shelf = Shelf::of([titled("江边", "河水很静。")]);
    let query = Query::parse("河水 静 -海").unwrap();
    let asked = Cell::new(0);
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    assert!(search(&shelf, &query, &count).is_some());
    let steps = asked.get();
    assert!(steps >= 4);
    for stop_at in 1..=steps {
        asked.set(0);
        let cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() == stop_at
        };
        assert_eq!(search(&shelf, &query, &cancelled), None);
    }
}
