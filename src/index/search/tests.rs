//! Results against a naive search with `str::find`, and the order in which articles come.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::article::{Article, BlockKind};
use crate::index::{Folded, hits_in};
use crate::text::{Clean, fold::fold};

/// A block of signs that fold onto each other, so that small texts have hits: both scripts, both
/// widths, cases, a radical, quotes, and white space of several kinds.
const BLOCK: &str = "[码碼头頭边邊月⽉aAＡbé“”「，,　 \n]{1,12}";

fn article(blocks: &[String]) -> Article {
    Article::new(blocks.iter().map(|block| (BlockKind::Body, Clean::text(block))))
}

fn titled(title: &str, body: &str) -> Article {
    Article::new([(BlockKind::Title, Clean::line(title)), (BlockKind::Body, Clean::text(body))])
}

/// The folded blocks, each closed as in the corpus.
fn folded(article: &Article) -> String {
    let blocks = article.blocks().iter().map(|block| article.block_text(block));
    blocks.map(|text| fold(text.as_str()) + "\n").collect()
}

/// Where `term` stands, by the plainest means.
fn naive(text: &str, term: &str) -> Vec<(u32, u32)> {
    text.match_indices(term).map(|(at, _)| (at as u32, (at + term.len()) as u32)).collect()
}

fn run(corpus: &Corpus, query: &Query) -> Results {
    search(corpus, query, &|| false).expect("nobody cancels")
}

fn places(found: &Found) -> Vec<(u32, u32)> {
    found.hits.iter().map(|hit| (hit.start, hit.end)).collect()
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_substring_is_found_as_a_naive_search_finds_it(
        library in library(), which: Index, at: Index, length in 1..6_usize,
    ) {
        let articles: Vec<Article> = library.iter().map(|blocks| article(blocks)).collect();
        let query = Query::exactly(&piece(&library[which.index(library.len())], at, length));
        let mut results = run(&Corpus::of(&articles), &query);
        results.found.sort_by_key(|found| found.index);
        let mut expected = Vec::new();
        if let [term] = query.required() {
            expected = (0..).zip(&articles).map(|(i, a)| (i, naive(&folded(a), term))).collect();
            expected.retain(|(_, places): &(usize, Vec<_>)| !places.is_empty());
        }
        let found: Vec<_> = results.found.iter().map(|f| (f.index, places(f))).collect();
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(results.total_hits, expected.iter().map(|(_, p)| p.len()).sum::<usize>());
        for found in &results.found {
            let article = &articles[found.index];
            prop_assert_eq!(found.article, article.id);
            let hits = hits_in(article, &query);
            prop_assert_eq!(hits.len(), found.hits.len());
            for (start, end) in hits {
                prop_assert_eq!(&fold(article.slice(start, end).as_str()), &query.required()[0]);
            }
        }
    }

    #[test]
    fn all_terms_and_none_of_the_excluded(library in library(), words in ["[码头边月ab]{1,2}", "[码頭邊月aB]{1,2}", "[码边a]{1,3}"]) {
        let articles: Vec<Article> = library.iter().map(|blocks| article(blocks)).collect();
        let query = Query::parse(&format!("{} {} -{}", words[0], words[1], words[2])).unwrap();
        let results = run(&Corpus::of(&articles), &query);
        let mut found: Vec<usize> = results.found.iter().map(|found| found.index).collect();
        found.sort_unstable();
        let matches = |article: &Article| {
            let text = folded(article);
            query.required().iter().all(|term| text.contains(term))
                && !query.excluded().iter().any(|term| text.contains(term))
        };
        let expected: Vec<usize> =
            (0..articles.len()).filter(|&index| matches(&articles[index])).collect();
        prop_assert_eq!(found, expected);
        for found in &results.found {
            prop_assert!(found.best < found.hits.len());
            prop_assert_eq!(hits_in(&articles[found.index], &query).len(), found.hits.len());
        }
    }

    #[test]
    fn pieces_cover_the_text_and_cut_no_line(text in "[头ab\n]{0,40}", stretch in 1..9_usize) {
        let pieces: Vec<_> = pieces(text.as_bytes(), stretch).collect();
        let joined: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
        for piece in &pieces[1.min(pieces.len())..] {
            prop_assert!(text[piece.start..].starts_with('\n'));
        }
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn what_lies_in_parts_and_between_others_is_found_alike(
        library in library(), parts in prop::collection::vec((0..3_u32, any::<bool>()), 8),
        order in Just([0_usize, 1, 2, 3, 4, 5, 6, 7]).prop_shuffle(), which: Index, at: Index,
    ) {
        let articles: Vec<Article> = library.iter().map(|blocks| article(blocks)).collect();
        let query = Query::exactly(&piece(&library[which.index(library.len())], at, 2));
        let mut texts = [String::new(), String::new(), String::new()];
        let mut folded = vec![None; articles.len()];
        for index in order.into_iter().filter(|&index| index < articles.len()) {
            let (segment, beside_another) = parts[index];
            let text = &mut texts[segment as usize];
            if beside_another {
                Folded::push(&articles[0], text);
            }
            folded[index] = Some(Folded { segment, ..Folded::push(&articles[index], text) });
        }
        let folded = folded.into_iter().flatten().collect();
        let corpus = Corpus::new(texts.map(bytes::Bytes::from), folded);
        prop_assert_eq!(run(&corpus, &query), run(&Corpus::of(&articles), &query));
    }
}

/// The indices of the articles found, best first.
fn order(articles: &[Article], line: &str) -> Vec<usize> {
    let results = run(&Corpus::of(articles), &Query::parse(line).unwrap());
    results.found.iter().map(|found| found.index).collect()
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
    let results = run(&Corpus::of(&articles), &query);
    assert_eq!((results.found[0].best, results.found[0].hits.len()), (1, 3));
}

#[test]
fn a_title_that_was_made_is_searched_but_holds_no_place() {
    let mut article = article(&["河水很静。".to_owned()]);
    article.inferred_title = Some(Clean::line("老碼頭"));
    let results = run(&Corpus::of([&article]), &Query::parse("老码头").unwrap());
    assert_eq!((results.total_hits, results.found.len()), (0, 1));
    assert_eq!((results.found[0].terms_in_title, results.found[0].best), (1, 0));
    let results = run(&Corpus::of([&article]), &Query::parse("河水").unwrap());
    assert_eq!(places(&results.found[0]), [(10, 16)]);
}

#[test]
fn nothing_in_nothing() {
    assert_eq!(run(&Corpus::default(), &Query::exactly("江")), Results::default());
    let corpus = Corpus::of(&[titled("江边", "河水")]);
    assert_eq!(run(&corpus, &Query::default()), Results::default());
    assert_eq!(run(&corpus, &Query::exactly("海")), Results::default());
}

#[test]
fn a_search_can_be_cancelled_at_every_step() {
    let corpus = Corpus::of(&[titled("江边", "河水很静。")]);
    let query = Query::parse("河水 静 -海").unwrap();
    let asked = Cell::new(0);
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    assert!(search(&corpus, &query, &count).is_some());
    let steps = asked.get();
    assert!(steps >= 4);
    for stop_at in 1..=steps {
        asked.set(0);
        let cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() == stop_at
        };
        assert_eq!(search(&corpus, &query, &cancelled), None);
    }
}
