//! Where each line of a file went. In come the lines as they stand and what extraction made of
//! them, out comes for each line whose it is and where in the article it stands.
//!
//! Extraction moves lines, joins them and takes spaces and marks away, but it loses no letter; so
//! letters and figures alone are compared, in their folded form. A line mostly goes on where the
//! one before it ended; where it does not, it is looked up by its first few letters.

use std::collections::{HashMap, HashSet};

use super::Part;
use crate::article::{Article, Extraction};
use crate::text::fold::{fold_with_map, ink};
use crate::text::grams::{Grams, KEY};

/// How many places with the same letters are compared, so that a text which repeats itself a
/// thousand times costs no more than others.
const PLACES_MAX: usize = 16;

/// How many places with the same letters are looked at, most of them taken by lines before.
const LOOKED_AT: usize = 256;

/// How many letters of one line are compared with each of them.
const REACH: usize = 64;

/// How often a line is looked up by letters further on, where its first ones are unknown.
const TRIES: usize = 8;

/// Parts two texts; it is no letter.
const GAP: char = '\n';

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Whose it is.
    pub part: Part,
    /// Where its first letter stands in the article that was asked for, in code points.
    pub at: Option<u32>,
}

/// Traces the lines of `text`; `this` is the article that was asked for, by its number.
pub fn trace(text: &str, extraction: &Extraction, this: usize) -> Vec<Traced> {
    let mut trace = Trace::of(extraction, this);
    let mut last = Part::This;
    let mut letters = Vec::new();
    let lines = text.split('\n').map(|line| {
        letters.clear();
        letters.extend(ink(line));
        let place = trace.place(&letters);
        let at = place.and_then(|place| trace.offset(place));
        last = place.map_or(last, |place| trace.part(place));
        Traced { part: last, at }
    });
    lines.collect()
}

/// The letters of all articles and of what was dropped, one after the other, and how far the lines
/// have come in them.
struct Trace {
    letters: Vec<char>,
    /// Where the letters of this article begin and end.
    this: std::ops::Range<usize>,
    /// The code points of the letters of this article.
    offsets: Vec<u32>,
    /// Where the letters of what was dropped begin.
    dropped: usize,
    grams: Grams,
    /// Dropped lines and blocks that are shorter than a key, and where they stand.
    short: HashMap<Vec<char>, Vec<usize>>,
    /// Where a line has been put already.
    taken: HashSet<usize>,
    /// Where the next line is expected: in the articles, and in what was dropped.
    ahead: [usize; 2],
    last: usize,
}

impl Trace {
    fn of(extraction: &Extraction, this: usize) -> Self {
        let mut trace = Self {
            letters: Vec::new(),
            this: 0..0,
            offsets: Vec::new(),
            dropped: 0,
            grams: Grams::default(),
            short: HashMap::new(),
            taken: HashSet::new(),
            ahead: [0; 2],
            last: 0,
        };
        for (number, article) in extraction.articles.iter().enumerate() {
            let from = trace.letters.len();
            for block in article.blocks() {
                trace.push(article.block_text(block).as_str());
            }
            if number == this {
                trace.this = from..trace.letters.len();
                trace.offsets = offsets(article);
            }
            trace.letters.push(GAP);
        }
        trace.dropped = trace.letters.len();
        trace.ahead[1] = trace.dropped;
        for line in &extraction.dropped {
            trace.push(line);
            trace.letters.push(GAP);
        }
        trace.grams = Grams::of(&trace.letters);
        trace
    }

    fn push(&mut self, text: &str) {
        let from = self.letters.len();
        self.letters.extend(ink(text));
        if (1..KEY).contains(&(self.letters.len() - from)) {
            self.short.entry(self.letters[from..].to_vec()).or_default().push(from);
        }
    }

    /// Where a line stands, and takes that place.
    fn place(&mut self, line: &[char]) -> Option<usize> {
        if line.is_empty() {
            return None;
        }
        let (place, agreed) = self
            .going_on(line)
            .map(|place| (place, line.len()))
            .or_else(|| if line.len() < KEY { self.short(line) } else { self.look_up(line) })?;
        self.taken.insert(place);
        let mut end = place + agreed;
        while self.letters.get(end) == Some(&GAP) {
            end += 1;
        }
        self.last = self.side(place);
        self.ahead[self.last] = end;
        Some(place)
    }

    /// Whether the line goes on where the one before it ended, or the last of the other side.
    fn going_on(&self, line: &[char]) -> Option<usize> {
        let goes_on = |&place: &usize| {
            self.letters.get(place..place + line.len()) == Some(line)
                && !self.taken.contains(&place)
        };
        [self.ahead[self.last], self.ahead[1 - self.last]].into_iter().find(goes_on)
    }

    fn short(&self, line: &[char]) -> Option<(usize, usize)> {
        let places = self.short.get(line)?.iter().copied().take(LOOKED_AT);
        let free = places.filter(|place| !self.taken.contains(place));
        let best = free.min_by_key(|&place| self.distance(place))?;
        Some((best, line.len()))
    }

    /// The place that agrees with the line for longest.
    fn look_up(&self, line: &[char]) -> Option<(usize, usize)> {
        (0..=line.len() - KEY).step_by(KEY).take(TRIES).find_map(|skipped| {
            let rest = &line[skipped..];
            let places = self.grams.places(&rest[..KEY]).take(LOOKED_AT);
            let free = places.filter(|at| !self.taken.contains(at)).take(PLACES_MAX);
            let agreeing = free.filter_map(|at| {
                let agreed = agreement(&self.letters[at..], rest);
                (agreed >= KEY).then(|| (agreed, std::cmp::Reverse(self.distance(at)), at))
            });
            let best = agreeing.max();
            let (agreed, _, at) = best?;
            // The letters before it are marks of the format, or were taken off.
            let agreed = if agreed == REACH { rest.len() } else { agreed };
            Some((at, agreed))
        })
    }

    /// Of two places that agree alike, the one on the side of the line before is right, and then
    /// the one that comes next.
    fn distance(&self, place: usize) -> (bool, bool, usize) {
        let ahead = self.ahead[self.side(place)];
        (self.side(place) != self.last, place < ahead, place.abs_diff(ahead))
    }

    /// 0 in the articles, 1 in what was dropped.
    fn side(&self, place: usize) -> usize {
        usize::from(place >= self.dropped)
    }

    fn part(&self, place: usize) -> Part {
        match place {
            _ if place >= self.dropped => Part::Dropped,
            _ if self.this.contains(&place) => Part::This,
            _ => Part::Other,
        }
    }

    fn offset(&self, place: usize) -> Option<u32> {
        self.offsets.get(place.checked_sub(self.this.start)?).copied()
    }
}

/// The code points of the letters of an article.
fn offsets(article: &Article) -> Vec<u32> {
    fold_with_map(article.text()).ink().map(|(_, offset)| offset).collect()
}

fn agreement(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take(REACH).take_while(|(a, b)| a == b).count()
}
