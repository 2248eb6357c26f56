//! Two texts side by side. In come their letters, out comes how much of each the other has, and
//! whether they differ as two extractions of one article do or as two articles of one mould.
//!
//! Extraction and OCR lose and add whole lines, and damage single letters anywhere. What a person
//! wrote anew in a form letter or in next year's notice is figures, names and words: something
//! else in the same place.

use crate::text::grams::{Grams, KEY};

/// How far the texts may be out of step and are still compared letter by letter.
const NEAR: usize = 24;

/// Letters that must agree again before the texts are in step after a few that do not.
const STEP: usize = 4;

/// The letters that are a few, in both texts together.
const FEW: usize = 4;

/// Letters that must agree after more than a few, where a common word must not mislead.
const STRIDE: usize = 8;

/// The same after a leap over a line or more, where a stock phrase must not.
const LEAP: usize = 12;

/// How many places with the same letters are tried.
const PLACES_MAX: usize = 32;

/// What two texts have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Letters of the first that stand in the second, in stretches of a line or so.
    pub shared: usize,
    /// Places where single letters differ, as in OCR.
    slips: usize,
    /// Places where something else was written: other figures, other words.
    changes: usize,
}

impl Likeness {
    /// Whether the differences are those of two extractions: hardly anything was written anew. One
    /// figure in four slips is what OCR does to figures; by themselves they are an edition.
    pub const fn is_of_one_text(self) -> bool {
        self.changes * 4 <= self.changes + self.slips
    }
}

/// Compares two texts, given as letters.
pub fn compare(a: &[char], b: &[char]) -> Likeness {
    let grams = Grams::of(b);
    let mut likeness = Likeness::default();
    let (mut i, mut j) = (0, 0);
    let mut in_step = a.first() == b.first() && agree(a, b, 0, 0, STEP);
    while i < a.len() {
        if in_step && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            likeness.shared += 1;
            continue;
        }
        if in_step && let Some((of_a, of_b)) = near(&a[i..], &b[j..]) {
            likeness.weigh(&a[..i], &a[i..i + of_a], &b[j..j + of_b]);
            (i, j) = (i + of_a, j + of_b);
            continue;
        }
        let Some((skipped, place)) = far(&grams, &a[i..], b, j) else { break };
        (i, j, in_step) = (i + skipped, place, true);
    }
    likeness
}

impl Likeness {
    /// Weighs a small difference: `x` stands where the other has `y`.
    fn weigh(&mut self, before: &[char], x: &[char], y: &[char]) {
        let has_figure = |text: &[char]| text.iter().any(|&c| is_figure(c));
        let (least, most) = (x.len().min(y.len()), x.len().max(y.len()));
        if least == 0 {
            // A figure more or less makes another number; a line more or less is extraction's.
            let longer = if x.is_empty() { y } else { x };
            let in_number = before.last().is_some_and(|&c| is_figure(c)) && has_figure(longer);
            self.changes += usize::from(in_number && most <= 2);
            self.slips += usize::from(!in_number && most <= 2);
        } else if (has_figure(x) && has_figure(y)) || least >= 2 {
            self.changes += 1;
        } else {
            self.slips += 1;
        }
    }
}

/// The smallest difference after which the texts agree again.
fn near(a: &[char], b: &[char]) -> Option<(usize, usize)> {
    (1..=2 * NEAR).find_map(|both| {
        let from = both.saturating_sub(NEAR);
        let letters = if both <= FEW { STEP } else { STRIDE };
        // As much of the one as of the other is likelier than all of one.
        let mut splits =
            (from..=both.min(NEAR)).filter(|&of_a| agree(a, b, of_a, both - of_a, letters));
        let first = splits.next()?;
        let even = |of_a: &usize| (both - of_a).abs_diff(*of_a);
        let of_a = splits.chain([first]).min_by_key(even)?;
        Some((of_a, both - of_a))
    })
}

/// Whether so many letters agree from there on.
fn agree(a: &[char], b: &[char], i: usize, j: usize, letters: usize) -> bool {
    match (a.get(i..i + letters), b.get(j..j + letters)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// How many letters of `a` are not in `b`, and where in `b` it goes on: ahead of `j` if it can.
fn far(grams: &Grams, a: &[char], b: &[char], j: usize) -> Option<(usize, usize)> {
    a.windows(KEY).enumerate().find_map(|(skipped, key)| {
        let places = grams.places(key).take(PLACES_MAX);
        let agreeing = places.filter(|&place| agree(a, b, skipped, place, LEAP));
        let best = agreeing.min_by_key(|&place| (place < j, place.abs_diff(j)))?;
        Some((skipped, best))
    })
}

/// Figures, Arabic and Chinese.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿两".contains(c)
}
