//! Whether marks stay with their passages when texts are revised: `cargo bench --bench reanchor`.
//!
//! Passages of 2–6, 7–20 and 21–120 characters are marked in many sections; each section is then
//! revised in one of the ways of `revise`, where every character is known by a number, so that the
//! truth is exact; and each mark is sought again. A row is one kind of revision, in per cent of its
//! marks:
//!
//! - right: found where it belongs (at least 0.8 of both have it in common), or an orphan where the
//!   passage is no more; asked: the place is right, and the reader is asked;
//! - part: some of it; WRONG: elsewhere, or anywhere where it is no more; asked wrong: the reader is
//!   asked about a wrong place; orphan: not found though it is there.
//!
//! Marks whose passage a revision tears apart are left out of its row.
//!
//! Beside it stand the wrong and right shares of two simple ways: the nearest place where the words
//! stand exactly, and the old position alone. Rows with a gate fail the run where they miss it.
//!
//! By default the texts are the built-in sample and generated prose. `DUBEN_REANCHOR_CORPUS` names a
//! file or folder of articles to take them from; `DUBEN_REANCHOR_ROW` a row to run alone, of which
//! then each mark that went wrong is printed.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

mod corpus;
mod revise;
mod score;

use std::process::ExitCode;
use std::time::Instant;

use corpus::{Letter, Random, article, sections};
use duben::{Finder, Found, Selector};
use revise::{REVISIONS, Revised, Row, Subject};
use score::{Fate, Tally, fate};

/// Marks in each section: as many of each length.
const MARKS_OF_A_LENGTH: usize = 15;
const LENGTHS: [(usize, usize); 3] = [(2, 6), (7, 20), (21, 120)];

/// The fewest marks in a row.
const MARKS_MIN: usize = 1500;

fn main() -> ExitCode {
    let sections = sections();
    let chars: usize = sections.iter().map(Vec::len).sum();
    println!("{} sections, {chars} characters", sections.len());
    println!(
        "{:<34}{:>6} |{:>7}{:>7}{:>7}{:>7}{:>7}{:>7} |{:>7}{:>7} |{:>7}{:>7} |{:>6}",
        "revision",
        "marks",
        "right",
        "asked",
        "part",
        "WRONG",
        "?wrong",
        "orphan",
        "exact",
        "WRONG",
        "posit.",
        "WRONG",
        "µs"
    );
    let only = std::env::var("DUBEN_REANCHOR_ROW").ok();
    let mut missed = 0;
    for row in REVISIONS.iter().filter(|row| only.as_deref().is_none_or(|name| name == row.name)) {
        let tallies = run(row, &sections, only.is_some());
        let gates = row.gates.iter().filter(|gate| !gate.is_met(&tallies)).collect::<Vec<_>>();
        println!("{}", tallies.line(row.name, gates.is_empty()));
        for gate in gates {
            println!("    missed: {gate}");
            missed += 1;
        }
    }
    if missed > 0 {
        println!("{missed} gates missed");
        return ExitCode::FAILURE;
    }
    println!("all gates met");
    ExitCode::SUCCESS
}

/// Marks all sections, revises them, and counts what becomes of the marks.
fn run(row: &Row, sections: &[Vec<Letter>], tell: bool) -> Tally {
    let mut tally = Tally::default();
    let rounds = MARKS_MIN.div_ceil(sections.len() * MARKS_OF_A_LENGTH * LENGTHS.len());
    for (number, section) in sections.iter().enumerate() {
        let old = article(section);
        let finder = Finder::new(&old);
        let mut random = Random::new(number as u64 * 7919 + row.name.len() as u64);
        let whole = (!row.by_mark).then(|| {
            let subject = Subject { section, sections, number, mark: None };
            (row.revise)(&subject, &mut random).map(Text::new)
        });
        for (at, length) in marks(section, rounds, &mut random) {
            let selector = finder.passage(at as u32, (at + length) as u32);
            let mark = at..at + length;
            let one;
            let revised = match &whole {
                Some(whole) => whole,
                None => {
                    let subject = Subject { section, sections, number, mark: Some(mark.clone()) };
                    one = (row.revise)(&subject, &mut random).map(Text::new);
                    &one
                }
            };
            let Some(revised) = revised else { continue };
            follow(row, revised, &mark, selector, &mut tally, tell);
        }
    }
    tally
}

/// A text after its revision, made ready once.
pub struct Text {
    letters: Vec<Letter>,
    article: duben::Article,
}

impl Text {
    fn new(revised: Revised) -> Vec<Vec<Self>> {
        let text = |letters: Vec<Letter>| Self { article: article(&letters), letters };
        revised.into_iter().map(|texts| texts.into_iter().map(text).collect()).collect()
    }
}

/// Seeks a mark through the revisions of its text, the last of which counts.
fn follow(
    row: &Row,
    revisions: &[Vec<Text>],
    mark: &std::ops::Range<usize>,
    mut selector: Selector,
    tally: &mut Tally,
    tell: bool,
) {
    let Some((last, earlier)) = revisions.split_last() else { return };
    let was = selector.exact.clone();
    for texts in earlier.iter().filter(|_| row.captures_anew) {
        for text in texts {
            let finder = Finder::new(&text.article);
            // As the reader does with what is sure.
            let found = finder.follow(&selector, &was);
            if found.is_sure()
                && let Some(range) = found.range()
            {
                selector = finder.again(&selector, &range);
            }
        }
    }
    let ids = mark.start as u32 + 1..mark.end as u32 + 1;
    if last.iter().any(|text| score::is_torn(&text.letters, &ids)) {
        return;
    }
    let start = Instant::now();
    let found: Vec<Found> =
        last.iter().map(|text| Finder::new(&text.article).follow(&selector, &was)).collect();
    tally.nanos += start.elapsed().as_nanos();
    let fate = |found: &[Found]| fate(last.iter().map(|text| &*text.letters).zip(found), &ids);
    let own = fate(&found);
    if tell && !matches!(own, Fate::Right | Fate::Asked) {
        println!("    {own:?}: {:?} {:?}", selector.exact.as_str(), found);
        for (text, found) in last.iter().zip(&found) {
            if let Some(range) = found.range() {
                println!("        {:?}", text.article.slice(range.start, range.end).as_str());
            }
        }
        println!("        {:?} {:?}", selector.prefix.as_str(), selector.suffix.as_str());
    }
    let exact: Vec<Found> =
        last.iter().map(|text| score::nearest(&text.letters, &selector)).collect();
    let position: Vec<Found> =
        last.iter().map(|text| score::position(&text.letters, &selector)).collect();
    tally.add(mark.len(), own, fate(&exact), fate(&position));
}

/// Where marks begin, and how long they are: whole passages of one or more sentences' parts, never
/// white space at their edges.
fn marks(section: &[Letter], rounds: usize, random: &mut Random) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    for (least, most) in LENGTHS {
        let mut left = MARKS_OF_A_LENGTH * rounds;
        for _ in 0..left * 50 {
            let length = random.between(least, most + 1);
            let at = random.between(0, section.len().saturating_sub(length).max(1));
            let Some(part) = section.get(at..at + length) else { continue };
            let is_word = |letter: &Letter| letter.c.is_alphanumeric();
            if part.first().is_some_and(is_word) && part.last().is_some_and(is_word) && left > 0 {
                marks.push((at, length));
                left -= 1;
            }
        }
    }
    marks
}
