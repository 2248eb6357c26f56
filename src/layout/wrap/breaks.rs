//! Where a line may break. In comes text without line ends, out come its graphemes, each with the
//! word whether a line may begin with it. Refuses to know widths.
//!
//! UAX #14 (strict, as CSS Text defines it) with the Chinese rules of `kinsoku` on top; an address
//! may also be broken before the signs that part its query (UAX #14 sees a question mark). Between two
//! common Han the answer is always yes (LB31), so the segmenter runs only over the stretches that
//! hold anything else; that doubles the speed on Chinese text.

use icu_segmenter::iterators::LineBreakIterator;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::scaffold::Utf8;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::kinsoku::{Break, may_allow, never_ends_line, verdict};
use crate::text::grapheme;

static SEGMENTER: LineSegmenterBorrowed<'static> = {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_for_non_complex_scripts(options)
};

/// A grapheme and whether a line may begin with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Byte offset of its first byte.
    pub start: usize,
    /// Byte offset after its last byte.
    pub end: usize,
    /// Its first character.
    pub base: char,
    /// Whether a line may begin with it. The first one of a text begins a line anyhow and is
    /// `Forbidden`: nothing breaks there.
    pub before: Break,
}

impl Atom {
    /// Whether it is a space alone, which is not seen at the end of a line.
    pub fn is_space(self) -> bool {
        self.base.is_whitespace() && self.end - self.start == self.base.len_utf8()
    }
}

/// The graphemes of `text`, which holds no line end.
pub fn atoms(text: &str) -> Atoms<'_> {
    Atoms {
        text,
        at: 0,
        last: None,
        last_but_one: None,
        last_ink: None,
        within: Within::Prose,
        offers: None,
    }
}

/// See [`atoms`].
pub struct Atoms<'a> {
    text: &'a str,
    at: usize,
    last: Option<Atom>,
    last_but_one: Option<char>,
    /// The last character that is not a space.
    last_ink: Option<char>,
    within: Within,
    offers: Option<Offers<'a>>,
}

/// What the graphemes so far are part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Prose,
    /// An address, from its `://` up to a space or a character that is not ASCII.
    Url,
}

impl Iterator for Atoms<'_> {
    type Item = Atom;

    fn next(&mut self) -> Option<Atom> {
        let start = self.at;
        let rest = &self.text[start..];
        let base = rest.chars().next()?;
        let end = start + grapheme::first_len(rest);
        let follower = self.text[end..].chars().next();
        self.within = self.within(base);
        let before = match self.last {
            Some(last) => self.judge(last, start, base, follower),
            None => Break::Forbidden,
        };
        let atom = Atom { start, end, base, before };
        self.last_but_one = self.last.map(|last| last.base);
        self.last = Some(atom);
        if !atom.is_space() {
            self.last_ink = Some(base);
        }
        self.at = end;
        Some(atom)
    }
}

impl Atoms<'_> {
    /// Whether a grapheme that begins with `base` is part of an address.
    fn within(&self, base: char) -> Within {
        let before = (self.last_but_one, self.last.map(|last| last.base));
        match base {
            '/' if before == (Some(':'), Some('/')) => Within::Url,
            '!'..='~' => self.within,
            _ => Within::Prose,
        }
    }

    /// The boundary at byte `at` between `last` and a grapheme that begins with `base`.
    fn judge(&mut self, last: Atom, at: usize, base: char, follower: Option<char>) -> Break {
        if is_common_han(last.base) && is_common_han(base) {
            return Break::Allowed;
        }
        if self.within == Within::Url && matches!(base, '?' | '&' | '#' | '=') {
            return Break::Allowed;
        }
        let offered = self.is_offered(last.start, at);
        if !offered && !may_allow(last.base, base) {
            return Break::Forbidden;
        }
        // The spaces fall away at the end of a line, and the mark before them would stand there.
        if last.is_space() && self.last_ink.is_some_and(is_opening_mark) {
            return Break::Forbidden;
        }
        let standing = if offered { Break::Allowed } else { Break::Forbidden };
        verdict(self.last_but_one, last.base, base, follower).unwrap_or(standing)
    }

    /// Whether UAX #14 offers a break at byte `at`; `from` is the grapheme before it.
    fn is_offered(&mut self, from: usize, at: usize) -> bool {
        if self.offers.as_ref().is_none_or(|offers| at > offers.end) {
            self.offers = Some(Offers::over(self.text, from, at));
        }
        self.offers.as_mut().is_some_and(|offers| offers.reach(at))
    }
}

/// What UAX #14 offers in a stretch of text that begins at a place where the text before it does
/// not matter, and ends between two common Han.
struct Offers<'a> {
    start: usize,
    end: usize,
    breaks: LineBreakIterator<'static, 'a, Utf8>,
    next: Option<usize>,
}

impl<'a> Offers<'a> {
    /// The stretch from byte `start` on that holds the boundary at byte `at`.
    fn over(text: &'a str, start: usize, at: usize) -> Self {
        let mut after_han = false;
        let end = text[at..].char_indices().find_map(|(offset, c)| {
            let is_pair = after_han && is_common_han(c);
            after_han = is_common_han(c);
            is_pair.then_some(at + offset)
        });
        let end = end.unwrap_or(text.len());
        let mut breaks = SEGMENTER.segment_str(&text[start..end]);
        let next = breaks.next();
        Self { start, end, breaks, next }
    }

    /// Goes on to byte `at`; whether a break is offered there.
    fn reach(&mut self, at: usize) -> bool {
        while self.next.is_some_and(|next| self.start + next < at) {
            self.next = self.breaks.next();
        }
        self.next.is_some_and(|next| self.start + next == at)
    }
}

/// What never ends a line, but for the ASCII signs, which UAX #14 treats by their context.
const fn is_opening_mark(c: char) -> bool {
    never_ends_line(c) && !c.is_ascii()
}

/// Han that UAX #14 puts into class ID and that no rule of ours names as a line start.
const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests;
