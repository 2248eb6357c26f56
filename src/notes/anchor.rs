//! Finds a passage again. In come an article and a [`Selector`], out comes where the passage is
//! now and how sure that is. Refuses to know what the passage was marked for.
//!
//! Quotes are compared in their folded form, so line breaks, spaces, widths and scripts do not
//! matter. First the words are sought as they were, then with edits, laid along the text together
//! with their contexts. A wrong place is worse than none: what the text cannot prove is
//! [`Found::Uncertain`]. `cargo bench --bench reanchor` measures it over edited texts.

mod align;
mod capture;
mod evidence;
mod search;
mod seeds;

use std::cell::OnceCell;
use std::ops::Range;

use super::log::Mark;
use super::record::{Extent, Selector};
use crate::article::{Article, BlockKind};
use crate::text::fold::Letters;
use crate::text::{Clean, grapheme};
use align::Pattern;
use capture::{after, before, ceiling, clause};
use evidence::{Place, Scale, Twins, Verdict, Wanted};
use search::Sheet;

/// Code points of context kept on each side of a quote.
const CONTEXT: usize = 64;

/// Bytes of text above which it is not counted how often a quote stands in it: marks are made while a
/// key is answered.
const COUNTED_MAX: usize = 1 << 20;

/// Where a passage is now. Ranges are code points in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// At its stored place.
    Exact(Range<u32>),
    /// The same words at another place.
    Moved(Range<u32>),
    /// Other words in the place of the passage.
    Edited(Range<u32>),
    /// Perhaps here: the reader is asked.
    Uncertain(Range<u32>),
    /// Nowhere in this text.
    Orphan,
}

impl Found {
    /// Where the passage is or may be.
    pub fn range(&self) -> Option<Range<u32>> {
        match self {
            Self::Exact(range)
            | Self::Moved(range)
            | Self::Edited(range)
            | Self::Uncertain(range) => Some(range.clone()),
            Self::Orphan => None,
        }
    }

    /// Whether the text proves that the passage is there.
    pub const fn is_sure(&self) -> bool {
        matches!(self, Self::Exact(_) | Self::Moved(_) | Self::Edited(_))
    }

    /// The word for it in `--json`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::Moved(_) => "moved",
            Self::Edited(_) => "edited",
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
    sheet: OnceCell<Sheet>,
    hash: OnceCell<String>,
}

impl<'a> Finder<'a> {
    /// A finder for this article.
    pub const fn new(article: &'a Article) -> Self {
        Self { article, sheet: OnceCell::new(), hash: OnceCell::new() }
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

    /// Where a place is, if the text proves it.
    pub fn sure(&self, selector: &Selector) -> Option<u32> {
        let found = self.find(selector);
        found.range().filter(|_| found.is_sure()).map(|range| range.start)
    }

    /// The selector of what was found, of the same extent.
    pub fn again(&self, selector: &Selector, found: &Range<u32>) -> Selector {
        match selector.extent {
            Extent::Passage => self.passage(found.start, found.end),
            Extent::Place => self.place(found.start),
        }
    }

    /// The selector of a mark's passage where it was found, where it is not what the mark has.
    pub fn anew(&self, mark: &Mark, found: &Range<u32>) -> Option<Selector> {
        let old = &mark.selector;
        let fresh = self.again(old, found);
        let is_same = (&fresh.exact, &fresh.prefix, &fresh.suffix, fresh.start)
            == (&old.exact, &old.prefix, &old.suffix, old.start);
        (mark.document.article != self.article.id || !is_same).then_some(fresh)
    }

    /// Where a passage stands that was captured in this very text. Takes no time to speak of.
    pub fn stored(&self, selector: &Selector) -> Option<Range<u32>> {
        let stored = selector.start..selector.end;
        let is_there = selector.hash == *self.hash()
            && self.article.slice(stored.start, stored.end).as_str() == selector.exact.as_str();
        is_there.then_some(stored)
    }

    /// Finds a passage or place. Of a place, the start of the range is meant.
    pub fn find(&self, selector: &Selector) -> Found {
        if let Some(stored) = self.stored(selector) {
            return Found::Exact(stored);
        }
        let sheet = self.sheet();
        let wanted = Wanted::new(selector, &sheet.letters);
        if wanted.quote.is_empty() {
            return Found::Orphan;
        }
        let (place, verdict) = seek(sheet, &wanted);
        let Some(place) = place else { return Found::Orphan };
        let range = sheet.letters.source(place.range.clone());
        let is_place = selector.extent == Extent::Place;
        match verdict {
            Verdict::Proved if place.stays => Found::Exact(range),
            // It is the place that is meant, and not the words that follow it.
            Verdict::Proved if place.quote < 1.0 && !is_place => Found::Edited(range),
            Verdict::Proved => Found::Moved(range),
            Verdict::Likely => Found::Uncertain(range),
            Verdict::Chance => Found::Orphan,
        }
    }

    /// Finds a passage whose words have changed since the reader marked it; `was` are the words as
    /// they were then. As long as nobody has confirmed the new ones it counts as edited, and where
    /// they have little left of the old ones it is not sure.
    pub fn follow(&self, selector: &Selector, was: &str) -> Found {
        let found = self.find(selector);
        let (Some(range), true) = (found.range(), found.is_sure() && !was.is_empty()) else {
            return found;
        };
        let (old, now) = (Letters::of(was).text, self.article.slice(range.start, range.end));
        let now = Letters::of(now.as_str()).text;
        if old == now {
            return found;
        }
        let edits = Pattern::new(&old).align(&now).edits.max(now.len().saturating_sub(old.len()));
        if edits * 3 > old.len() * 2 { Found::Uncertain(range) } else { Found::Edited(range) }
    }

    fn capture(&self, bytes: Range<usize>, extent: Extent) -> Selector {
        let text = self.article.text();
        let exact = &text[bytes.clone()];
        let start = self.article.offset_of(bytes.start);
        let blocks = self.article.blocks();
        let heading = blocks[..(self.article.block_at(start) + 1).min(blocks.len())]
            .iter()
            .rfind(|block| block.kind == BlockKind::Heading);
        // It is not worth folding ten megabytes for.
        let count = if text.len() <= COUNTED_MAX { self.count(exact) } else { 0 };
        Selector {
            exact: Clean::text(exact),
            prefix: Clean::text(before(&text[..bytes.start], CONTEXT)),
            suffix: Clean::text(after(&text[bytes.end..], CONTEXT)),
            start,
            end: start + exact.chars().count() as u32,
            extent,
            heading: heading
                .map(|block| Clean::line(self.article.block_text(block).as_str()))
                .unwrap_or_default(),
            count: count as u32,
            hash: self.hash().clone(),
        }
    }

    /// How often the words stand in the text.
    fn count(&self, words: &str) -> usize {
        let words = Letters::of(words).text;
        if words.is_empty() { 0 } else { self.sheet().exact(&words, 0, &[]).len() }
    }

    fn sheet(&self) -> &Sheet {
        self.sheet.get_or_init(|| Sheet::new(self.article.text()))
    }

    fn hash(&self) -> &String {
        self.hash.get_or_init(|| text_hash(self.article.text()))
    }
}

/// The likeliest place of a passage, and how much it is worth. Words with edits are sought only where
/// the words as they were prove nothing.
fn seek(sheet: &Sheet, wanted: &Wanted) -> (Option<Place>, Verdict) {
    let scale = Scale::new(wanted, &sheet.letters.text);
    let around = [&*wanted.before, &*wanted.quote, &*wanted.after].concat();
    let exact = sheet.exact(&wanted.quote, wanted.start, &around);
    let length = wanted.quote.len();
    let mut places: Vec<Place> = exact.iter().map(|&at| scale.weigh(at..at + length, 0)).collect();
    let twins = match (exact.len(), wanted.count) {
        (1, 1) => Twins::None,
        (now, then) if now < then => Twins::Fewer,
        _ => Twins::Some,
    };
    let (mut best, mut verdict) = decide(&scale, &places, twins);
    let is_plain = best.is_some_and(Place::is_plain);
    if verdict != Verdict::Proved || !is_plain {
        for (range, edits) in sheet.edited(wanted) {
            if edits > 0 {
                places.push(scale.weigh(range, edits));
            }
        }
        (best, verdict) = decide(&scale, &places, twins);
    }
    (best.cloned(), verdict)
}

fn decide<'p>(
    scale: &Scale<'_>,
    places: &'p [Place],
    twins: Twins,
) -> (Option<&'p Place>, Verdict) {
    let Some(best) = places.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else {
        return (None, Verdict::Chance);
    };
    let others = places
        .iter()
        .filter(|place| place.range.end <= best.range.start || best.range.end <= place.range.start);
    let second = others.map(|place| place.score).fold(0.0, f32::max);
    (Some(best), scale.judge(best, best.score - second, twins))
}

#[cfg(test)]
mod tests;
