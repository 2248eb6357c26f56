//! Finds a passage again. In come an article and a [`Selector`], out comes where the passage is
//! now and how sure that is. Refuses to know what the passage was marked for.
//!
//! Quotes are compared in their folded form, so line breaks, spaces, widths and scripts do not
//! matter. A wrong place is worse than none: what the text cannot prove is [`Found::Uncertain`].
//! The thresholds are those of a bench over edited Chinese prose; four Han say as much as ten
//! letters, so evidence is counted in characters and not in ratios of edits.

use std::cell::OnceCell;
use std::ops::Range;

use super::record::{Extent, Selector};
use crate::article::{Article, BlockKind};
use crate::text::fold::{Folded, fold, fold_with_map};
use crate::text::han::{ends_sentence, is_cjk_punctuation, is_han};
use crate::text::{Clean, grapheme};

/// Code points of context kept on each side of a quote.
const CONTEXT: usize = 32;

/// Code points of the quote that stands for a place: at least the first where there are so many,
/// at most the second.
const PLACE: Range<usize> = 8..32;

/// The [`worth`] below which a quote may follow a deleted passage's context by chance.
const TINY: usize = 3;

/// The [`worth`] from which on a quote is evidence by itself.
const LONG: usize = 8;

/// The worth of quote and adjoining context together that no unrelated place has.
const KNOWN: usize = 16;

/// Folded characters of context below which a side says little, unless the text ends there.
const SIDE_MIN: usize = 8;

/// The score, of 1, by which the best place must lead where the contexts do not prove it.
const MARGIN: f32 = 0.02;

/// Where a passage is now. Ranges are code points in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// At its stored place.
    Exact(Range<u32>),
    /// The same words at another place.
    Moved(Range<u32>),
    /// Perhaps here: the reader is asked.
    Uncertain(Range<u32>),
    /// Nowhere in this text.
    Orphan,
}

impl Found {
    /// Where the passage is or may be.
    pub fn range(&self) -> Option<Range<u32>> {
        match self {
            Self::Exact(range) | Self::Moved(range) | Self::Uncertain(range) => Some(range.clone()),
            Self::Orphan => None,
        }
    }

    /// The word for it in `--json`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::Moved(_) => "moved",
            Self::Uncertain(_) => "uncertain",
            Self::Orphan => "orphan",
        }
    }
}

/// The hash of a clean text that a selector keeps: the first 16 hexadecimal digits of its BLAKE3.
pub fn text_hash(text: &str) -> String {
    let mut digits = blake3::hash(text.as_bytes()).to_hex().to_string();
    digits.truncate(16);
    digits
}

/// Makes and finds selectors in one article; its text is folded and hashed once, when needed.
#[derive(Debug)]
pub struct Finder<'a> {
    article: &'a Article,
    folded: OnceCell<Folded>,
    hash: OnceCell<String>,
}

impl<'a> Finder<'a> {
    /// A finder for this article.
    pub const fn new(article: &'a Article) -> Self {
        Self { article, folded: OnceCell::new(), hash: OnceCell::new() }
    }

    /// The selector of the passage between two code points, widened to whole graphemes.
    pub fn passage(&self, start: u32, end: u32) -> Selector {
        let text = self.article.text();
        let from = grapheme::floor(text, self.article.byte_of(start));
        let to = ceiling(text, self.article.byte_of(end.max(start)));
        self.capture(from..to, Extent::Passage)
    }

    /// The selector of the place before a code point; its quote is the text from there to the end
    /// of the clause.
    pub fn place(&self, at: u32) -> Selector {
        let text = self.article.text();
        let last = text.len() - grapheme::last_len(text);
        let from = grapheme::floor(text, self.article.byte_of(at)).min(last);
        self.capture(from..from + clause(&text[from..]), Extent::Place)
    }

    /// Finds a passage or place. Of a place, the start of the range is meant.
    pub fn find(&self, selector: &Selector) -> Found {
        let stored = selector.start..selector.end;
        if selector.hash == *self.hash()
            && self.article.slice(stored.start, stored.end).as_str() == selector.exact.as_str()
        {
            return Found::Exact(stored);
        }
        let quote = fold(&selector.exact);
        if quote.is_empty() {
            return Found::Orphan;
        }
        let folded = self.folded();
        let hits = weigh(&folded.text, &quote, folded.folded_from(selector.start), selector);
        let Some(best) = hits.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else {
            return Found::Orphan;
        };
        let second = hits
            .iter()
            .filter(|hit| hit.at.abs_diff(best.at) >= quote.len())
            .map(|hit| hit.score)
            .fold(0.0, f32::max);
        let (start, end) = folded.source(best.at, best.at + quote.len());
        let twins = match (hits.len(), selector.count as usize) {
            (1, 1) => Twins::None,
            (now, then) if now < then => Twins::Fewer,
            _ => Twins::Some,
        };
        match verdict(best, worth(&quote), best.score - second, twins) {
            Verdict::Proved if best.stays => Found::Exact(start..end),
            Verdict::Proved => Found::Moved(start..end),
            Verdict::Likely => Found::Uncertain(start..end),
            Verdict::Chance => Found::Orphan,
        }
    }

    fn capture(&self, bytes: Range<usize>, extent: Extent) -> Selector {
        let text = self.article.text();
        let exact = &text[bytes.clone()];
        let start = self.article.offset_of(bytes.start);
        let blocks = self.article.blocks();
        let heading = blocks[..(self.article.block_at(start) + 1).min(blocks.len())]
            .iter()
            .rfind(|block| block.kind == BlockKind::Heading);
        let quote = fold(exact);
        Selector {
            exact: Clean::text(exact),
            prefix: Clean::text(before(&text[..bytes.start])),
            suffix: Clean::text(after(&text[bytes.end..])),
            start,
            end: start + exact.chars().count() as u32,
            extent,
            heading: heading
                .map(|block| Clean::line(self.article.block_text(block).as_str()))
                .unwrap_or_default(),
            count: hits(&self.folded().text, &quote).count() as u32,
            hash: self.hash().clone(),
        }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| fold_with_map(self.article.text()))
    }

    fn hash(&self) -> &String {
        self.hash.get_or_init(|| text_hash(self.article.text()))
    }
}

/// A place where the folded quote stands.
struct Hit {
    /// Bytes of the folded text.
    at: usize,
    /// Whether it is where the passage was stored.
    stays: bool,
    /// Characters of context that agree without a gap, on both sides together.
    run: usize,
    /// What agrees of the context before and after, the better side first, 0 to 1.
    sides: (f32, f32),
    /// All evidence together, about 0 to 1.
    score: f32,
}

/// How much the evidence for the best place is worth.
enum Verdict {
    Proved,
    Likely,
    /// No more than what some unrelated place would show.
    Chance,
}

/// What has become of the other places where the quote stood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twins {
    /// It stood once, and still does.
    None,
    Some,
    /// Some place was deleted, and it may have been this one.
    Fewer,
}

/// Weighs the evidence for the best place, which leads by `lead`.
fn verdict(best: &Hit, quote_worth: usize, lead: f32, twins: Twins) -> Verdict {
    let (high, low) = best.sides;
    let both = high >= 0.6 && low >= 0.4;
    let proved = match quote_worth {
        ..TINY => low >= 0.6,
        _ if twins == Twins::Fewer => both,
        TINY..LONG => {
            both || high >= 0.9
                || (high >= 0.85 && low >= 0.25)
                || (best.stays && high >= 0.5)
                || (twins == Twins::None && quote_worth + best.run >= KNOWN)
        }
        _ => twins == Twins::None || best.stays || high >= 0.5,
    };
    let decided = lead >= MARGIN || low >= 0.6 || (best.stays && high >= 0.5);
    if proved && decided {
        Verdict::Proved
    } else if quote_worth >= LONG || high >= 0.4 {
        Verdict::Likely
    } else {
        Verdict::Chance
    }
}

/// What a folded quote says, in Han characters: four of them say as much as ten letters.
fn worth(quote: &str) -> usize {
    quote.chars().map(|c| if is_han(c) { 5 } else { 2 }).sum::<usize>() / 5
}

/// All places where the quote stands, with the evidence for each.
fn weigh(text: &str, quote: &str, stored: usize, selector: &Selector) -> Vec<Hit> {
    let mut prefix: Vec<char> = fold(&selector.prefix).chars().collect();
    prefix.reverse();
    let suffix: Vec<char> = fold(&selector.suffix).chars().collect();
    let weight = |chars: usize, each: f32, base: usize| (chars as f32).mul_add(each, base as f32);
    let quote_weight = weight(quote.chars().count().min(40), 1.0, 8);
    let prefix_weight = weight(prefix.len().min(CONTEXT), 0.6, 1);
    let suffix_weight = weight(suffix.len().min(CONTEXT), 0.6, 1);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    hits(text, quote)
        .map(|at| {
            left.clear();
            left.extend(text[..at].chars().rev().take(reach(&prefix)));
            right.clear();
            right.extend(text[at + quote.len()..].chars().take(reach(&suffix)));
            let (before, after) = (agreement(&prefix, &left), agreement(&suffix, &right));
            let agreed = prefix_weight.mul_add(before, suffix_weight.mul_add(after, quote_weight));
            let near = 1.0 - at.abs_diff(stored) as f32 / text.len() as f32;
            Hit {
                at,
                stays: at == stored,
                run: run(&prefix, &left) + run(&suffix, &right),
                sides: (before.max(after), before.min(after)),
                score: agreed / (quote_weight + prefix_weight + suffix_weight) + 0.01 * near,
            }
        })
        .collect()
}

/// Characters in which two texts begin alike.
fn run(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// The byte offsets of `quote` in `text`, overlapping ones too.
pub(super) fn hits<'t>(text: &'t str, quote: &'t str) -> impl Iterator<Item = usize> + 't {
    let finder = memchr::memmem::Finder::new(quote).into_owned();
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        from = at + step;
        Some(at)
    })
    .take(if quote.is_empty() { 0 } else { usize::MAX })
}

/// How many characters beside a hit are compared with its context: some more than there are, as
/// characters may have been put in.
fn reach(context: &[char]) -> usize {
    (context.len() + context.len() / 4 + 2).max(SIDE_MIN + 1)
}

/// How much of `context` is found in `window`, 0 to 1; both run away from the quote. Where the
/// context is short because the text began or ended there, the edge of the text is worth half the
/// missing characters: it is evidence, but never proof.
fn agreement(context: &[char], window: &[char]) -> f32 {
    let agreed = (context.len() - edits(context, window)) as f32;
    let missing = SIDE_MIN.saturating_sub(context.len()) as f32;
    let edge = if window.len() <= SIDE_MIN { missing / 2.0 } else { 0.0 };
    (agreed + edge) / (context.len() as f32 + missing)
}

/// The fewest insertions, deletions and replacements that make `context` out of some beginning of
/// `window` (Sellers 1980, anchored at the quote).
fn edits(context: &[char], window: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=window.len()).collect();
    for (line, wanted) in context.iter().enumerate() {
        let mut diagonal = line;
        row[0] = line + 1;
        for (column, found) in window.iter().enumerate() {
            let replaced = diagonal + usize::from(wanted != found);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.into_iter().min().unwrap_or_default()
}

/// The end of `text`, at most [`CONTEXT`] code points, whole graphemes.
fn before(text: &str) -> &str {
    let Some((start, _)) = text.char_indices().rev().take(CONTEXT).last() else { return text };
    &text[ceiling(text, start)..]
}

/// The beginning of `text`, at most [`CONTEXT`] code points, whole graphemes.
fn after(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| at);
    &text[..grapheme::floor(text, end)]
}

/// The first grapheme boundary at or after byte `at`.
fn ceiling(text: &str, at: usize) -> usize {
    let floor = grapheme::floor(text, at);
    if floor < at { floor + grapheme::first_len(&text[floor..]) } else { at }
}

/// The bytes from the start of `rest` to the end of its first clause, within [`PLACE`].
fn clause(rest: &str) -> usize {
    let ends = |c: char| c == '\n' || ends_sentence(c) || is_cjk_punctuation(c);
    let end = rest
        .char_indices()
        .enumerate()
        .find(|(count, (_, c))| *count >= PLACE.end || (*count >= PLACE.start && ends(*c)))
        .map_or(rest.len(), |(_, (at, _))| at);
    ceiling(rest, end)
}

#[cfg(test)]
mod tests;
