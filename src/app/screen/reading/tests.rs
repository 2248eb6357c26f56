use proptest::prelude::*;

use super::find::{Find, Stop, Towards, Turn};
use super::object::{Object, Scope, pair, run};
use super::wish::Wish;
use super::words::{Words, probe, step, stretch};
use super::*;
use crate::article::BlockKind;
use crate::text::Clean;
use crate::text::width::{Ambiguous, WidthPolicy};

fn article(blocks: &[String]) -> Article {
    Article::new(blocks.iter().map(|block| (BlockKind::Body, Clean::text(block))))
}

/// Paragraphs with Han, Latin, signs, pairs, emoji, combining marks and spaces of all kinds.
fn articles() -> impl Strategy<Value = Article> {
    let part =
        "[一船学新a1 　，。！“”（）《》「」\"()\n]{0,8}|e\u{301}|🇨🇳|👩‍👧|。\u{301}|葛\u{e0100}";
    let block = prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat());
    prop::collection::vec(block, 0..4).prop_map(|blocks| article(&blocks))
}

/// Words of one or two characters, as a worker would tell them.
fn words_around(article: &Article, offset: u32) -> Words {
    let stretch = stretch(article, offset);
    let text = article.slice(stretch.0, stretch.1);
    let solid = (0_u32..).zip(text.as_str().chars()).filter(|(_, c)| !c.is_whitespace());
    let starts: Vec<u32> = solid.map(|(at, _)| at).filter(|at| at % 3 < 2).collect();
    Words::new(article, stretch, &starts)
}

fn by_word(article: &Article, caret: u32, command: Command) -> u32 {
    let words = words_around(article, probe(article, caret, command));
    step(article, &words, caret, command)
}

fn next_word(article: &Article, caret: u32) -> u32 {
    by_word(article, caret, Command::NextWord)
}

fn word_end(article: &Article, caret: u32) -> u32 {
    by_word(article, caret, Command::WordEnd)
}

fn previous_word(article: &Article, caret: u32) -> u32 {
    by_word(article, caret, Command::PreviousWord)
}

type Motion = fn(&Article, u32) -> u32;

const FORWARD: [Motion; 5] =
    [motion::right, sentence::next, motion::next_paragraph, next_word, word_end];

const BACK: [Motion; 4] =
    [motion::left, sentence::previous, motion::previous_paragraph, previous_word];

/// The places that a caret can stand on.
fn places(article: &Article) -> Vec<u32> {
    let places = (0..=motion::last(article)).filter(|&at| motion::floor(article, at) == at);
    places.collect()
}

proptest! {
    #[test]
    fn motions_lead_to_graphemes_of_the_article(article in articles()) {
        let last = motion::last(&article);
        for caret in places(&article) {
            for (index, motion) in FORWARD.iter().chain(&BACK).enumerate() {
                let to = motion(&article, caret);
                prop_assert!(to <= last.max(caret), "{index} from {caret} to {to}");
                prop_assert_eq!(motion::floor(&article, to), to, "{} from {}", index, caret);
                let is_forward = index < FORWARD.len();
                prop_assert!(if is_forward { to >= caret } else { to <= caret }, "{index} {caret}");
            }
        }
    }

    #[test]
    fn motions_lead_on_to_the_ends(article in articles()) {
        let last = motion::last(&article);
        for motion in FORWARD {
            let mut caret = 0;
            while motion(&article, caret) > caret {
                caret = motion(&article, caret);
            }
            // No word ends in the spaces at the very end.
            prop_assert!(caret >= motion::solid_before(&article, article.chars()), "{caret}");
            let mut caret = last;
            for motion in BACK {
                while motion(&article, caret) < caret {
                    caret = motion(&article, caret);
                }
            }
            prop_assert_eq!(caret, 0);
        }
    }

    #[test]
    fn what_is_found_is_a_grapheme(article in articles(), key in "[xa，.\"(学]") {
        let key = key.chars().next().expect("one");
        for caret in places(&article) {
            for towards in [Towards::End, Towards::Start] {
                for (stop, turn) in [(Stop::On, Turn::First), (Stop::Before, Turn::Again)] {
                    let to = Find { towards, stop }.run(&article, caret, key, 1, turn);
                    let Some(to) = to else { continue };
                    prop_assert_eq!(motion::floor(&article, to), to);
                    let goes_on = if towards == Towards::End { to >= caret } else { to <= caret };
                    prop_assert!(goes_on && to <= motion::last(&article));
                }
            }
        }
    }

    #[test]
    fn what_is_inside_a_pair_is_without_its_signs(article in articles(), key in "[\"(<“《「]") {
        let Some(Object::Pair(signs)) = Object::of(key.chars().next().expect("one")) else {
            panic!("{key} names pairs");
        };
        for caret in places(&article) {
            let selected = (caret, motion::grapheme_end(&article, caret));
            let Some((start, end)) = pair(&article, selected, signs, Scope::Around) else {
                continue;
            };
            let text = article.slice(start, end).as_str();
            let first = text.chars().next().expect("a sign");
            let kind = signs.iter().find(|(open, _)| open.contains(first)).expect("of this kind");
            prop_assert!(kind.1.contains(text.chars().next_back().expect("a sign")));
            if kind.0 != kind.1 {
                let count = |signs: &str| text.chars().filter(|c| signs.contains(*c)).count();
                prop_assert_eq!(count(kind.0), count(kind.1), "{}", text);
            }
            let inside = pair(&article, selected, signs, Scope::Inside);
            let expected = Some((start + 1, end - 1)).filter(|(start, end)| start < end);
            prop_assert_eq!(inside, expected);
        }
    }

    #[test]
    fn sentences_hold_the_caret_and_lie_side_by_side(article in articles()) {
        for caret in places(&article).into_iter().filter(|&at| at < article.chars()) {
            let (start, end) = sentence::at(&article, caret);
            let block = &article.blocks()[article.block_at(caret)];
            prop_assert!(start <= caret && end <= article.block_end(block));
            prop_assert!(caret < end || caret == article.block_end(block), "{caret} {end}");
            for inside in places(&article).into_iter().filter(|at| (start..end).contains(at)) {
                prop_assert_eq!(sentence::at(&article, inside), (start, end));
            }
            let paragraph = run(&article, caret, Object::Paragraph, Scope::Inside);
            prop_assert_eq!(paragraph, (block.start, article.block_end(block)));
        }
    }
}

#[test]
fn stretches_of_a_long_paragraph_are_bounded_and_lie_side_by_side() {
    for unit in ["船", "船夫数完缆绳，才肯开船。", "rope ", "e\u{301}", "a\n"] {
        let article = article(&[unit.repeat(3000), unit.repeat(2000)]);
        let (mut at, mut ends) = (0, Vec::new());
        while at < article.chars() {
            let (start, end) = stretch(&article, at);
            assert_eq!(start, at, "{unit}");
            assert!(end > start && end - start <= 2048 + 256, "{unit}: {start} {end}");
            for inside in [start, start.midpoint(end), end - 1] {
                assert_eq!(stretch(&article, inside), (start, end), "{unit} {inside}");
            }
            assert_eq!(motion::floor(&article, end), end);
            ends.push(end);
            let is_block_end = article.blocks().iter().any(|block| article.block_end(block) == end);
            at = end + u32::from(is_block_end);
        }
        assert!(ends.len() > 2);
    }
}

#[test]
fn a_sentence_without_end_is_walked_in_parts() {
    let article = article(&["船".repeat(50_000), "完。".to_owned()]);
    let mut caret = 0;
    for _ in 0..10 {
        caret = sentence::next(&article, caret);
    }
    assert_eq!(caret, motion::last(&article));
    for _ in 0..10 {
        caret = sentence::previous(&article, caret);
    }
    assert_eq!(caret, 0);
}

#[test]
fn steps_that_wait_for_words_are_all_taken() {
    let article = article(&["船夫数完缆绳才肯开船。".to_owned()]);
    let measure = crate::layout::Measure { width_cells: 20, ..measure() };
    let sight = Sight { article: &article, flow: Flow::new(&article, measure), rows: 5 };
    let mut reading = Reading::default();
    for generation in 1..=3 {
        let (left, offset) = reading.walk_words(&sight, Command::NextWord, 1).expect("unknown");
        reading.ask_words(&article, generation, offset, Wish::Walk(Command::NextWord, left));
    }
    assert_eq!(reading.take_words(&article, 2, &[0, 2, 4, 6]), None, "late");
    let wish = reading.take_words(&article, 3, &[0, 2, 4, 6, 7, 8]);
    assert_eq!(wish, Some(Wish::Walk(Command::NextWord, 3)));
    assert_eq!(reading.walk_words(&sight, Command::NextWord, 3), None);
    assert_eq!(reading.caret, 6);
}

#[test]
fn the_line_at_the_top_waits_for_the_widths_of_the_terminal() {
    let text = "“渡口”有船，“船上”有人，“人人”有话：“今天不开。”".repeat(40);
    let article = article(&[text]);
    let sight = |ambiguous| {
        let policy = WidthPolicy::all(ambiguous);
        let flow = Flow::new(&article, crate::layout::Measure { policy, ..measure() });
        Sight { article: &article, flow, rows: 5 }
    };
    let (known, unknown) = (sight(Ambiguous::Narrow), sight(Ambiguous::Safe));
    for lines in 1..10 {
        let left = known.flow.step(known.flow.first(), lines).0;
        let mut reading = Reading::default();
        reading.open(0, &unknown, left.offset);
        assert_eq!(reading.wanted_top(), left, "what is noted down if the reader leaves now");
        reading.reflow(&known);
        assert_eq!(reading.top, left);
    }
}

fn measure() -> crate::layout::Measure {
    let empty = crate::app::App::new(
        crate::layout::Size { cols: 80, rows: 24 },
        crate::app::Settings::default(),
        "test",
        Vec::new(),
        Vec::new(),
    );
    empty.flow(&Arc::new(Article::new([]))).measure()
}

#[test]
fn an_empty_article_stays_put() {
    let empty = Article::new([]);
    for motion in FORWARD.iter().chain(&BACK) {
        assert_eq!(motion(&empty, 0), 0);
    }
    let f = Find { towards: Towards::End, stop: Stop::On };
    assert_eq!(f.run(&empty, 0, 'x', 1, Turn::First), None);
    assert_eq!(sentence::at(&empty, 0), (0, 0));
}
