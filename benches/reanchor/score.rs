//! What became of marks: the truth of each, the table, its gates, and the simple ways that stand
//! beside.

use std::fmt;
use std::ops::Range;

use duben::{Found, Selector};

use super::corpus::Letter;

/// How much of the truth and of what was found must be common to both.
const ALIKE: f64 = 0.8;

/// The longest quote of those that are hardest to tell.
const SHORT: usize = 6;

/// What became of one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Right,
    /// The place is right, and the reader is asked.
    Asked,
    Part,
    Wrong,
    /// The reader is asked about a wrong place.
    AskedWrong,
    /// Not found though it is there.
    Orphan,
}

/// Whether a revision has torn the letters of these numbers apart: then no place is the right one.
pub fn is_torn(letters: &[Letter], ids: &Range<u32>) -> bool {
    let own = |letter: &Letter| ids.contains(&letter.id);
    let span = letters.iter().position(own).zip(letters.iter().rposition(own));
    span.is_some_and(|(first, last)| last - first > 2 * ids.len() + 20)
}

/// The fate of a mark that has been sought in each of some texts; `ids` are the numbers of its letters.
pub fn fate<'t>(found: impl Iterator<Item = (&'t [Letter], &'t Found)>, ids: &Range<u32>) -> Fate {
    let mut fates = Vec::new();
    let mut is_there = false;
    for (letters, found) in found {
        let own = |letter: &Letter| ids.contains(&letter.id);
        let first = letters.iter().position(own);
        let truth = first.zip(letters.iter().rposition(own)).map(|(first, last)| first..last + 1);
        is_there |= truth.is_some();
        fates.push(match (truth, found) {
            (_, Found::Orphan) => Fate::Orphan,
            (truth, found) => {
                let range = found.range().unwrap_or_default();
                let common = truth.map_or(0.0, |truth| {
                    common(letters, &truth, &(range.start as usize..range.end as usize))
                });
                match found {
                    Found::Uncertain(_) if common >= ALIKE => Fate::Asked,
                    Found::Uncertain(_) => Fate::AskedWrong,
                    _ if common >= ALIKE => Fate::Right,
                    _ if common > 0.0 => Fate::Part,
                    _ => Fate::Wrong,
                }
            }
        });
    }
    if !is_there && fates.iter().all(|fate| *fate == Fate::Orphan) {
        return Fate::Right;
    }
    // In one of several texts; a wrong place in any of them is a wrong place.
    let worst_first =
        [Fate::Wrong, Fate::Part, Fate::Right, Fate::Asked, Fate::AskedWrong, Fate::Orphan];
    worst_first.into_iter().find(|fate| fates.contains(fate)).unwrap_or(Fate::Orphan)
}

/// How much two ranges have in common, 0 to 1; white space does not count.
fn common(letters: &[Letter], one: &Range<usize>, other: &Range<usize>) -> f64 {
    let count = |range: Range<usize>| {
        let range = range.start.min(letters.len())..range.end.min(letters.len());
        letters.get(range).unwrap_or_default().iter().filter(|l| !l.c.is_whitespace()).count()
    };
    let both = count(one.start.max(other.start)..one.end.min(other.end));
    let all = count(one.clone()) + count(other.clone()) - both;
    both as f64 / all.max(1) as f64
}

/// The nearest place where the words stand exactly.
pub fn nearest(letters: &[Letter], selector: &Selector) -> Found {
    let exact: Vec<char> = selector.exact.chars().collect();
    let start = selector.start as usize;
    let places = letters.windows(exact.len().max(1)).enumerate();
    let stands = places.filter(|(_, window)| window.iter().map(|l| l.c).eq(exact.iter().copied()));
    let nearest = stands.map(|(at, _)| at).min_by_key(|at| at.abs_diff(start));
    nearest.map_or(Found::Orphan, |at| Found::Exact(at as u32..(at + exact.len()) as u32))
}

/// The old position, as far as the text reaches.
pub fn position(letters: &[Letter], selector: &Selector) -> Found {
    let end = letters.len() as u32;
    if selector.start >= end {
        return Found::Orphan;
    }
    Found::Exact(selector.start..selector.end.min(end))
}

/// What became of the marks of a row.
#[derive(Default)]
pub struct Tally {
    own: [usize; 6],
    short: [usize; 6],
    exact: [usize; 6],
    position: [usize; 6],
    pub nanos: u128,
}

impl Tally {
    pub fn add(&mut self, length: usize, own: Fate, exact: Fate, position: Fate) {
        self.own[own as usize] += 1;
        self.exact[exact as usize] += 1;
        self.position[position as usize] += 1;
        if length <= SHORT {
            self.short[own as usize] += 1;
        }
    }

    pub fn line(&self, name: &str, is_good: bool) -> String {
        let count = self.own.iter().sum::<usize>();
        let fates =
            [Fate::Right, Fate::Asked, Fate::Part, Fate::Wrong, Fate::AskedWrong, Fate::Orphan];
        let own = fates.map(|fate| format!("{:>7.2}", share(&self.own, fate))).concat();
        let simple = |of: &[usize; 6]| {
            format!("{:>7.2}{:>7.2}", share(of, Fate::Right), share(of, Fate::Wrong))
        };
        let micros = self.nanos as f64 / 1000.0 / count.max(1) as f64;
        let sign = if is_good { ' ' } else { '!' };
        format!(
            "{name:<33}{sign}{count:>6} |{own} |{} |{} |{micros:>6.0}",
            simple(&self.exact),
            simple(&self.position)
        )
    }
}

/// The share of a fate, in per cent.
fn share(counts: &[usize; 6], fate: Fate) -> f64 {
    let all = counts.iter().sum::<usize>().max(1);
    counts[fate as usize] as f64 * 100.0 / all as f64
}

/// What a row must come to, in per cent.
pub enum Gate {
    RightMin(f64),
    RightOfShortMin(f64),
    WrongMax(f64),
}

impl Gate {
    pub const fn right(min: f64) -> Self {
        Self::RightMin(min)
    }

    pub const fn right_of_short(min: f64) -> Self {
        Self::RightOfShortMin(min)
    }

    pub const fn wrong(max: f64) -> Self {
        Self::WrongMax(max)
    }

    pub fn is_met(&self, tally: &Tally) -> bool {
        match self {
            Self::RightMin(min) => share(&tally.own, Fate::Right) >= *min,
            Self::RightOfShortMin(min) => share(&tally.short, Fate::Right) >= *min,
            Self::WrongMax(max) => share(&tally.own, Fate::Wrong) <= *max,
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RightMin(min) => write!(f, "at least {min} % right"),
            Self::RightOfShortMin(min) => {
                write!(f, "at least {min} % of 2–{SHORT} characters right")
            }
            Self::WrongMax(max) => write!(f, "at most {max} % wrong"),
        }
    }
}
