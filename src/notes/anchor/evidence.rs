//! What speaks for a place. In come a passage as it was and the letters of a text, out come places
//! where it may be now, each with how well its words and what stands around it agree, and a verdict
//! on the best. Four Han say as much as ten letters, so evidence is counted in characters and not in
//! ratios of edits.

use std::ops::Range;

use super::align::Pattern;
use crate::notes::record::Selector;
use crate::text::fold::Letters;
use crate::text::han::is_han;

/// The [`worth`] below which a quote may follow a deleted passage's context by chance.
const TINY: usize = 3;

/// The [`worth`] from which on a quote is evidence by itself.
const LONG: usize = 8;

/// The [`worth`] from which on a quote with a few edits is.
const LONGER: usize = 20;

/// The worth of quote and adjoining context together that no unrelated place has.
const KNOWN: usize = 16;

/// Characters right beside a quote of less worth than [`TINY`] that must be those of before: its
/// twin a few characters on stands between much the same words.
const ADJOINING: usize = 2;

/// Folded characters of context below which a side says little, unless the text ends there.
const SIDE_MIN: usize = 8;

/// The characters of the quote and of each side of the context that count.
const QUOTE_WEIGHED: usize = 40;
const SIDE_WEIGHED: usize = 32;

/// What the context farther away weighs, of 1: it decides where the near one stands twice.
const FAR: f32 = 0.05;

/// The score, of 1, by which the best place must lead where the contexts do not prove it.
const MARGIN: f32 = 0.02;

/// A passage as it was, folded.
pub struct Wanted {
    pub quote: Vec<char>,
    /// The context before it, and after it.
    pub before: Vec<char>,
    pub after: Vec<char>,
    /// Where in the letters of the text its old place is now.
    pub start: usize,
    /// How often the quote stood in the text; 0 where it is not known.
    pub count: usize,
    /// The contexts from the quote away, as far as they are evidence, and all of them.
    near: [Vec<char>; 2],
    far: [Vec<char>; 2],
    worth: usize,
}

impl Wanted {
    /// What a selector asks for in this text.
    pub fn new(selector: &Selector, letters: &Letters) -> Self {
        let quote = Letters::of(&selector.exact).text;
        let before = Letters::of(&selector.prefix).text;
        let after = Letters::of(&selector.suffix).text;
        let far = [before.iter().rev().copied().collect(), after.clone()];
        let near = far.clone().map(|mut side: Vec<char>| {
            side.truncate(SIDE_WEIGHED);
            side
        });
        Self {
            worth: worth(&quote),
            quote,
            before,
            after,
            near,
            far,
            start: letters.from(selector.start),
            count: selector.count as usize,
        }
    }
}

/// A place, and what speaks for it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Letters of the text.
    pub range: Range<usize>,
    /// Whether it is where the passage was stored.
    pub stays: bool,
    /// How alike the words are, 0 to 1; the same words are exactly 1.
    pub quote: f32,
    /// Characters of context that agree without a gap, on both sides together.
    run: usize,
    /// What agrees of the context before and after, the better side first, 0 to 1.
    sides: (f32, f32),
    /// All evidence together, about 0 to 1.
    pub score: f32,
}

impl Place {
    /// Whether nothing else need be looked for: the same words between the same words.
    pub fn is_plain(&self) -> bool {
        self.quote >= 1.0 && self.sides.1 >= 0.8
    }
}

/// How much the evidence for the best place is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Proved,
    Likely,
    /// No more than what some unrelated place would show.
    Chance,
}

/// What has become of the other places where the quote stood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    /// It stood once, and still does.
    None,
    Some,
    /// Some place was deleted, and it may have been this one.
    Fewer,
}

/// Weighs places of one passage in one text; its contexts are prepared once.
pub struct Scale<'a> {
    wanted: &'a Wanted,
    text: &'a [char],
    near: [Pattern; 2],
    far: [Pattern; 2],
}

impl<'a> Scale<'a> {
    /// A scale for this passage.
    pub fn new(wanted: &'a Wanted, text: &'a [char]) -> Self {
        let patterns = |sides: &[Vec<char>; 2]| [Pattern::new(&sides[0]), Pattern::new(&sides[1])];
        Self { near: patterns(&wanted.near), far: patterns(&wanted.far), wanted, text }
    }

    /// Weighs a place where the quote stands with so many edits.
    pub fn weigh(&self, range: Range<usize>, edits: usize) -> Place {
        let Self { wanted, text, .. } = self;
        let [prefix, suffix] = &wanted.near;
        let left = self.left_of(range.start, reach(&wanted.far[0]));
        let right = &text[range.end..(range.end + reach(&wanted.far[1])).min(text.len())];
        let [before, after] = agree(&self.near, &wanted.near, &left, right);
        let far = agree(&self.far, &wanted.far, &left, right);
        let length = wanted.quote.len().max(1);
        let quote = 1.0 - (edits as f32 / length as f32).min(1.0);
        let weight = |chars: usize, each: f32, base: f32| (chars as f32).mul_add(each, base);
        let quote_weight = weight(length.min(QUOTE_WEIGHED), 1.0, 8.0);
        let [before_weight, after_weight] =
            [prefix, suffix].map(|side| weight(side.len(), 0.6, 1.0));
        let agreed = quote_weight
            .mul_add(quote, before_weight.mul_add(before, after_weight * after))
            / (quote_weight + before_weight + after_weight);
        let near = 1.0 - range.start.abs_diff(wanted.start) as f32 / text.len().max(1) as f32;
        Place {
            stays: range.start == wanted.start && edits == 0,
            range,
            quote,
            run: run(prefix, &left) + run(suffix, right),
            sides: (before.max(after), before.min(after)),
            score: 0.01_f32.mul_add(near, FAR.mul_add(far[0] + far[1], agreed)),
        }
    }

    fn left_of(&self, start: usize, chars: usize) -> Vec<char> {
        self.text[start.saturating_sub(chars)..start].iter().rev().copied().collect()
    }

    /// Judges the best place, which leads by `lead`.
    pub fn judge(&self, best: &Place, lead: f32, twins: Twins) -> Verdict {
        if best.quote < 1.0 {
            self.judge_edited(best, lead)
        } else {
            self.judge_same(best, lead, twins)
        }
    }

    fn judge_same(&self, best: &Place, lead: f32, twins: Twins) -> Verdict {
        let (high, low) = best.sides;
        let worth = self.wanted.worth;
        let proved = match worth {
            // The one beside it may be all that is left.
            ..TINY if twins == Twins::Fewer && best.run < ADJOINING => false,
            ..TINY => low >= 0.6 || (high >= 0.95 && low >= 0.5),
            // It may be the one that is gone, and the others stand between much the same words.
            _ if twins == Twins::Fewer => high >= 0.75 && low >= 0.6,
            TINY..LONG => {
                (high >= 0.6 && low >= 0.4)
                    || high >= 0.9
                    || (high >= 0.85 && low >= 0.25)
                    || (best.stays && high >= 0.5)
                    || (twins == Twins::None && worth + best.run >= KNOWN)
            }
            _ => twins == Twins::None || best.stays || high >= 0.5,
        };
        let decided = lead >= MARGIN || low >= 0.6 || (best.stays && high >= 0.5);
        let likely = match twins {
            Twins::Fewer => high >= 0.85 || (high >= 0.6 && low >= 0.4),
            Twins::None | Twins::Some => worth >= LONG || high >= 0.4,
        };
        if proved && decided {
            Verdict::Proved
        } else if likely {
            Verdict::Likely
        } else {
            Verdict::Chance
        }
    }

    fn judge_edited(&self, best: &Place, lead: f32) -> Verdict {
        let (high, low) = best.sides;
        let quote = best.quote;
        let between = high >= 0.6 && low >= 0.6;
        let proved = match self.wanted.worth {
            ..TINY => best.run >= ADJOINING && quote >= 0.5 && low >= 0.8,
            TINY..LONG => quote >= 0.6 && (between || (high >= 0.85 && low >= 0.25)),
            LONG..LONGER => {
                quote >= 0.55 && (between || (quote >= 0.75 && high >= 0.55 && low >= 0.3))
            }
            worth => {
                let alone = quote >= 0.9 && (high >= 0.5 || worth >= 2 * LONGER);
                let beside = quote >= 0.7 && high >= 0.6 && low >= 0.3;
                alone || beside || (quote >= 0.5 && between)
            }
        };
        // Other words in the very place of these are a rewriting, perhaps of something else.
        let rewritten = quote >= 0.3 && high >= 0.8 && low >= 0.8;
        let likely = quote >= 0.6 && high >= 0.6 && low >= 0.4;
        let long = quote >= 0.6 && high >= 0.4 && self.wanted.worth >= LONGER;
        if proved && (lead >= MARGIN || low >= 0.6) {
            Verdict::Proved
        } else if rewritten || likely || long {
            Verdict::Likely
        } else {
            Verdict::Chance
        }
    }
}

/// What a folded quote says, in Han characters: four of them say as much as ten letters.
fn worth(quote: &[char]) -> usize {
    quote.iter().map(|&c| if is_han(c) { 5 } else { 2 }).sum::<usize>() / 5
}

/// Characters in which two texts begin alike.
fn run(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// How many characters beside a place are compared with its context: some more than there are, as
/// characters may have been put in.
fn reach(context: &[char]) -> usize {
    (context.len() + context.len() / 4 + 2).max(SIDE_MIN + 1)
}

/// How well both sides of a place agree with contexts.
fn agree(
    patterns: &[Pattern; 2],
    contexts: &[Vec<char>; 2],
    left: &[char],
    right: &[char],
) -> [f32; 2] {
    let side = |at: usize, window: &[char]| {
        let window = &window[..reach(&contexts[at]).min(window.len())];
        agreement(&patterns[at], &contexts[at], window)
    };
    [side(0, left), side(1, right)]
}

/// How much of `context` is found in `window`, 0 to 1; both run away from the quote. Where the
/// context is short because the text began or ended there, the edge of the text is worth half the
/// missing characters: it is evidence, but never proof.
fn agreement(pattern: &Pattern, context: &[char], window: &[char]) -> f32 {
    let agreed = (context.len() - pattern.edits_at_start(window)) as f32;
    let missing = SIDE_MIN.saturating_sub(context.len()) as f32;
    let edge = if window.len() <= SIDE_MIN { missing / 2.0 } else { 0.0 };
    (agreed + edge) / (context.len() as f32 + missing)
}
