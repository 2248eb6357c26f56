//! What is found by sound is what a walk over the text finds that asks each character for all its
//! readings.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, BlockKind};
use crate::index::brute::Shelf;
use crate::index::pinyin::ways::{Part, ways};
use crate::index::pinyin::{Extent, Known};
use crate::index::query::Query;
use crate::index::search::search;
use crate::text::{Clean, pinyin};

fn shelf(articles: &[&str]) -> Shelf {
    let article = |text: &&str| {
        let blocks = text.split('|').enumerate().map(|(nth, line)| {
            let kind = if nth == 0 { BlockKind::Title } else { BlockKind::Body };
            (kind, Clean::text(line))
        });
        Article::new(blocks)
    };
    Shelf::of(articles.iter().map(article))
}

fn pairs(shelf: &Shelf) -> Pairs {
    Pairs::of(&Arc::new(shelf.corpus.clone()), usize::MAX).expect("small")
}

fn look(articles: &[&str], word: &str, words: &[&str]) -> (Reading, Vec<Matches>) {
    let is_word = |text: &str| words.contains(&text);
    read(&pairs(&shelf(articles)), word, &is_word, &|| false).expect("not cancelled")
}

fn told((reading, places): &(Reading, Vec<Matches>)) -> String {
    let one = |(expansion, places): (&Expansion, &Matches)| {
        format!("{} {}@{:?}", expansion.text, expansion.hits, places.articles)
    };
    reading.best.iter().zip(places).map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_and_titles_come_before_what_is_frequent() {
    let articles = ["无题|献花圈。献花圈，献花圈。徐汇区的码头。", "新花圈|徐汇区，徐汇区。"];
    let read = look(&articles, "xhq", &["徐汇区"]);
    assert_eq!(told(&read), "徐汇区 3@[0, 1] 新花圈 1@[1] 献花圈 3@[0]");
    assert_eq!(read.0.total, 3);
}

#[test]
fn of_a_large_corpus_the_titles_alone_are_read() {
    let shelf = shelf(&["新花圈|徐汇区，徐汇区。", "短|"]);
    let titles = Pairs::of(&Arc::new(shelf.corpus.clone()), 0).expect("few bytes");
    let read = read(&titles, "xhq", &|_| false, &|| false).expect("not cancelled");
    assert_eq!(told(&read), "新花圈 1@[0]");
    assert_eq!((titles.extent(), pairs(&shelf).extent()), (Extent::Titles, Extent::All));
}

#[test]
fn syllables_initials_and_han_are_mixed() {
    let articles = ["江边|徐汇滨江的徐徐。绿色重庆，长江西安。仙人先安排。"];
    for (word, expected) in [
        ("xuhui", "徐汇 1@[0]"),
        ("xuhbj", "徐汇滨江 1@[0]"),
        ("xuh滨", "徐汇滨 1@[0]"),
        ("徐hui", "徐汇 1@[0]"),
        ("chongqing", "重庆 1@[0]"),
        ("zhongqing", "重庆 1@[0]"),
        ("cq", "重庆 1@[0]"),
        ("changj", "长江 1@[0]"),
        ("lvse", "绿色 1@[0]"),
        ("luse", "绿色 1@[0]"),
        ("xian", "西安 1@[0]"),
        ("xia'n", ""),
        ("xuxu", "徐徐 1@[0]"),
        ("sejiang", ""),
    ] {
        assert_eq!(told(&look(&articles, word, &[])), expected, "{word}");
    }
}

#[test]
fn what_overlaps_counts_once_and_no_line_is_crossed() {
    assert_eq!(told(&look(&["山|山山山山山|山山"], "ss", &[])), "山山 3@[0]");
    assert_eq!(told(&look(&["山", "水"], "shanshui", &[])), "");
}

#[test]
fn an_article_without_a_text_has_none_of_the_next() {
    let mut shelf = shelf(&["重绿", ""]);
    shelf.scatter(&[1, 0], &[(0, false); 2]);
    let (_, places) = read(&pairs(&shelf), "cl", &|_| false, &|| false).expect("not cancelled");
    assert_eq!(places.iter().map(|place| place.articles.clone()).collect::<Vec<_>>(), [[0]]);
}

#[test]
fn a_search_can_be_cancelled() {
    assert!(read(&pairs(&shelf(&["山水"])), "ss", &|_| false, &|| true).is_none());
}

/// Heteronyms and plain characters, a letter, a mark, one beyond the basic plane.
const LETTERS: &str = "[长重行乐西安徐汇区先现得地的了还会银庆音绿a。𠀀]{0,40}";

/// The strings that are read so, counted by asking each character for all its readings.
fn brute(articles: &[String], word: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for way in ways(word).into_iter().filter(|way| way.len() > 1) {
        let mut of_way: BTreeMap<String, usize> = BTreeMap::new();
        for line in articles.iter().flat_map(|article| article.split('|')) {
            let line: Vec<char> = crate::text::fold::fold(line).chars().collect();
            let mut ends: BTreeMap<&[char], usize> = BTreeMap::new();
            for (at, window) in line.windows(way.len()).enumerate() {
                let fits = window.iter().zip(&way).all(|(&c, part)| is_read(c, part));
                if fits && ends.get(window).is_none_or(|&end| end <= at) {
                    ends.insert(window, at + way.len());
                    *of_way.entry(window.iter().collect()).or_default() += 1;
                }
            }
        }
        found.extend(of_way);
    }
    found
}

fn is_read(c: char, part: &Part) -> bool {
    if c > '\u{ffff}' {
        return false;
    }
    let plain = |syllable: &str, dots| syllable.replace('ü', dots).replace('ê', "e");
    pinyin::syllables(c).any(|syllable| match part {
        Part::Syllable(typed) => plain(syllable, "u") == *typed || plain(syllable, "v") == *typed,
        Part::Initial(typed) => plain(syllable, "v").starts_with(typed.as_str()),
        Part::Han(_) => false,
    }) || *part == Part::Han(c)
}

/// Words that are read in many ways, and those that are nearly no pinyin.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[zxchqyldajs]{2,4}",
        "(xu|hui|xi|an|chang|zhong|le|yue|hang|xing|d|x|长|de){1,3}",
        "(x|c|xi|先|a){5,7}",
    ]
}

proptest! {
    /// However the text lies.
    #[test]
    fn where_the_best_stand_is_where_a_search_finds_them(
        articles in prop::collection::vec(LETTERS, 1..8), word in word(),
        parts in prop::collection::vec((0..3_u32, any::<bool>()), 8),
        order in Just([0_usize, 1, 2, 3, 4, 5, 6, 7]).prop_shuffle(),
    ) {
        let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
        let mut shelf = shelf(&articles);
        shelf.scatter(&order, &parts);
        let read = read(&pairs(&shelf), &word, &|_| false, &|| false);
        let (reading, places) = read.expect("not cancelled");
        let query = Query::any_of(reading.best.iter().map(|best| best.text.as_str()));
        let found = search(&shelf, &query, &|| false);
        let strings = reading.best.iter().map(|best| best.text.as_str());
        let strings = strings.zip(places.into_iter().map(Rc::new)).collect();
        let known = search(&Known { collection: &shelf, strings }, &query, &|| false);
        prop_assert_eq!(known, found);
    }

    #[test]
    fn all_that_is_read_so_is_found(
        articles in prop::collection::vec(LETTERS, 1..4),
        word in word(),
    ) {
        let articles: Vec<String> = articles.iter().map(|text| format!("题|{text}")).collect();
        let borrowed: Vec<&str> = articles.iter().map(String::as_str).collect();
        let (reading, _) = look(&borrowed, &word, &[]);
        let expected = brute(&articles, &word);
        prop_assert_eq!(reading.total, expected.len());
        let found: BTreeMap<String, usize> =
            reading.best.iter().map(|best| (best.text.clone(), best.hits)).collect();
        if expected.len() <= BEST {
            prop_assert_eq!(&found, &expected);
        }
        let least = reading.best.iter().map(|best| best.hits).min().unwrap_or(0);
        let missed = expected.iter().filter(|(text, _)| !found.contains_key(*text));
        for (text, hits) in missed {
            prop_assert!(*hits <= least, "{} is more frequent than what was taken", text);
        }
    }
}
