use proptest::prelude::*;

use super::*;
use crate::article::{Article, BlockKind};
use crate::index::brute::Shelf;
use crate::index::{self, Query, hits_in, search};
use crate::text::width::{Ambiguous, WidthPolicy};
use crate::text::{Clean, fold};

fn articles(texts: &[&str]) -> Vec<Article> {
    let article = |text: &&str| {
        Article::new(text.split('|').map(|part| (BlockKind::Body, Clean::text(part))))
    };
    texts.iter().map(article).collect()
}

struct Searched {
    articles: Vec<Article>,
    shelf: Shelf,
    results: Results,
    query: Query,
}

fn searched(texts: &[&str], query: &str) -> Searched {
    let articles = articles(texts);
    let shelf = Shelf::of(articles.iter().cloned());
    let query = Query::parse(query).expect("a query");
    let results = search(&shelf, &query, &|| false).expect("not cancelled");
    let results = results.arranged(&shelf, index::Order::default());
    Searched { articles, shelf, results, query }
}

impl Searched {
    fn arranged(&self, order: Order) -> Vec<Place> {
        let date = |index: usize| ["2023-05-01", "", "1998-01-01"].get(index).copied();
        let fact = |index: usize| date(index).filter(|date| !date.is_empty());
        arrange(&self.shelf, &self.results, order, &fact, &|| false).expect("not cancelled")
    }

    fn passage(&self, place: Place) -> Passage<'_> {
        let found = &self.results.found[place.found as usize];
        let hit = self.results.hits(&self.shelf, place.found as usize)[place.hit as usize];
        passage(&self.shelf.corpus, found.index(), &self.articles[found.index()], hit)
            .expect("is there")
    }

    /// `before[hit]after` of each line, in order.
    fn shown(&self, order: Order) -> Vec<String> {
        let line = |place| self.passage(place).around(4);
        let lines = self.arranged(order).into_iter().map(line);
        lines.map(|line| format!("{}[{}]{}", line.before, line.hit, line.after)).collect()
    }
}

#[test]
fn contexts_order_outwards_from_the_hit() {
    let found = searched(&["丁甲渡口早。|渡口晚", "乙丙渡 口早，丙甲渡口"], "渡口");
    let check = |order, expected: &[&str]| assert_eq!(found.shown(order), expected, "{order:?}");
    check(Order::Left, &["[渡口]晚", "乙丙[渡 口]早，丙甲", "丁甲[渡口]早。", "早，丙甲[渡口]"]);
    check(Order::Right, &["早，丙甲[渡口]", "乙丙[渡 口]早，丙甲", "丁甲[渡口]早。", "[渡口]晚"]);
}

#[test]
fn articles_order_by_their_facts_and_those_without_come_last() {
    let found = searched(&["渡口一", "渡口二渡口三", "渡口四"], "渡口");
    let by_date: Vec<usize> = found
        .arranged(Order::Date)
        .iter()
        .map(|place| found.results.found[place.found as usize].index())
        .collect();
    assert_eq!(by_date, [2, 0, 1, 1]);
}

#[test]
fn a_line_keeps_the_hit_at_its_cell() {
    let found = searched(&["“老码头”在江边，渡口的灯\n亮着"], "渡口");
    let passage = found.passage(Place::default());
    let check = |before_cells, after_cells, policy, expected: (u16, &str, &str, &str)| {
        let line = passage.line(Room { before_cells, after_cells }, policy);
        let parts = (line.indent_cells, line.before.as_str(), line.hit.as_str());
        assert_eq!((parts.0, parts.1, parts.2, line.after.as_str()), expected);
    };
    let wide = WidthPolicy::all(Ambiguous::Wide);
    check(20, 20, WidthPolicy::NARROW, (4, "“老码头”在江边，", "渡口", "的灯 亮着"));
    check(20, 20, wide, (2, "“老码头”在江边，", "渡口", "的灯 亮着"));
    check(11, 11, WidthPolicy::NARROW, (0, "头”在江边，", "渡口", "的灯 "));
    check(11, 4, wide, (1, "”在江边，", "渡口", ""));
    check(0, 3, wide, (0, "", "渡", ""));
    check(0, 0, wide, (0, "", "", ""));
}

#[test]
fn a_hit_takes_its_graphemes_whole() {
    let found = searched(&["甲e\u{301}乙"], "e");
    let line = found.passage(Place::default()).around(9);
    assert_eq!((line.before.as_str(), line.hit.as_str()), ("甲", "e\u{301}"));
    assert_eq!(line.after.as_str(), "乙");
}

#[test]
fn a_corpus_of_other_articles_has_no_passage() {
    let found = searched(&["一|二渡口"], "渡口");
    let hit = found.results.hits(&found.shelf, 0)[0];
    for other in articles(&["", "一", "一|二", "一|渡|口"]) {
        assert_eq!(passage(&found.shelf.corpus, 0, &other, hit), None);
    }
    assert_eq!(passage(&found.shelf.corpus, 9, &found.articles[0], hit), None);
}

#[test]
fn arranging_can_be_cancelled() {
    let found = searched(&["渡口"], "渡口");
    assert_eq!(arrange(&found.shelf, &found.results, Order::Left, &|_| None, &|| true), None);
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[甲乙丙“”—…a \n|1é㎡\u{301}]{0,40}", 1..6)
}

proptest! {
    #[test]
    fn the_hit_begins_at_the_same_cell_in_every_line(
        texts in texts(), before_cells in 0..30u16, after_cells in 0..30u16, is_wide in any::<bool>(),
    ) {
        let policy = if is_wide { WidthPolicy::all(Ambiguous::Wide) } else { WidthPolicy::NARROW };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = searched(&texts, "甲");
        for place in found.arranged(Order::Found) {
            let line = found.passage(place).line(Room { before_cells, after_cells }, policy);
            let before = usize::from(line.indent_cells) + policy.text(&line.before);
            prop_assert_eq!(before, usize::from(before_cells), "{:?}", line);
            let gap = usize::from(!line.after.is_empty());
            let after = policy.text(&line.hit) + gap + policy.text(&line.after);
            prop_assert!(after <= usize::from(after_cells), "{:?}", line);
        }
    }

    #[test]
    fn passages_are_the_hits_of_the_article(texts in texts()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = searched(&texts, "甲 乙");
        for (number, one) in found.results.found.iter().enumerate() {
            let places = (0..one.hits).map(|hit| Place { found: number as u32, hit });
            let ranges: Vec<(u32, u32)> = places.map(|place| found.passage(place).range).collect();
            prop_assert_eq!(ranges, hits_in(&found.articles[one.index()], &found.query));
        }
    }

    #[test]
    fn contexts_order_as_whole_strings_do(texts in texts()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = searched(&texts, "甲");
        for (order, side) in [(Order::Left, Side::Left), (Order::Right, Side::Right)] {
            let key = |place: &Place| {
                let one = &found.results.found[place.found as usize];
                let text = std::str::from_utf8(found.shelf.corpus.article_text(one.index()));
                let text = text.expect("text");
                let hits = found.results.hits(&found.shelf, place.found as usize);
                let hit = hits[place.hit as usize];
                let (before, after) = (&text[..hit.start as usize], &text[hit.end as usize..]);
                let chars: Vec<char> = match side {
                    Side::Left => before.chars().rev().take_while(|&c| c != '\n').collect(),
                    Side::Right => after.chars().take_while(|&c| c != '\n').collect(),
                };
                chars
            };
            let mut naive = found.arranged(Order::Found);
            naive.sort_by_key(key);
            prop_assert_eq!(found.arranged(order), naive);
        }
    }

    #[test]
    fn what_is_cut_by_characters_is_what_stands_there(texts in texts(), reach in 0..9usize) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = searched(&texts, "甲");
        for place in found.arranged(Order::Found) {
            let line = found.passage(place).around(reach);
            prop_assert!(fold::fold(&line.hit).contains('甲'));
            prop_assert!(line.before.chars().count() <= reach + 8);
            let index = found.results.found[place.found as usize].index();
            let text = found.articles[index].text().replace('\n', " ");
            let whole = format!("{}{}{}", line.before, line.hit, line.after);
            prop_assert!(text.contains(&whole), "{} in {}", whole, text);
        }
    }
}
