//! The places where a passage may stand in a text. In come its words and contexts, out come
//! candidates: where the words stand as they were, and where something like the whole stands.

use std::cell::OnceCell;
use std::ops::Range;

use super::align::{Alignment, Pattern};
use super::evidence::Wanted;
use super::seeds::{SEED, Seeds};
use crate::text::fold::Letters;

/// Letters below which a text is read from end to end for what is too short to have a seed.
const READ_WHOLE: usize = 1 << 17;

/// The most letters of a quote that are laid along the text in one piece. Of a longer one the two
/// ends are sought.
const PIECE_MAX: usize = 512;

/// A text that passages are sought in: folded, its seeds found when they are needed.
#[derive(Debug)]
pub struct Sheet {
    pub letters: Letters,
    seeds: OnceCell<Seeds>,
}

impl Sheet {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        Self { letters: Letters::of(text), seeds: OnceCell::new() }
    }

    /// Where these letters stand as they are, in order; of very many those near `near`. Of one or two
    /// letters in a long text only those that stand in `around`.
    pub fn exact(&self, quote: &[char], near: usize, around: &[char]) -> Vec<usize> {
        let text = &self.letters.text;
        if quote.len() >= SEED {
            return self.seeds().exact(text, quote, near);
        }
        let stretches: Vec<Range<usize>> = if text.len() <= READ_WHOLE {
            std::iter::once(0..text.len()).collect()
        } else {
            self.seeds().stretches(text, around, near)
        };
        let mut places: Vec<usize> = stretches
            .into_iter()
            .flat_map(|stretch| {
                let windows = text[stretch.clone()].windows(quote.len().max(1)).enumerate();
                windows
                    .filter(|(_, window)| *window == quote)
                    .map(move |(at, _)| stretch.start + at)
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Where the passage stands with edits, and how many, the likeliest places first.
    pub fn edited(&self, wanted: &Wanted) -> Vec<(Range<usize>, usize)> {
        if wanted.quote.len() > PIECE_MAX {
            return self.edited_ends(wanted);
        }
        let begins = wanted.start.saturating_sub(wanted.before.len());
        self.laid(&wanted.before, &wanted.quote, &wanted.after, begins)
    }

    /// The same for a quote that is too long to be laid along in one piece: its first letters with the
    /// context before, and its last with the context after.
    fn edited_ends(&self, wanted: &Wanted) -> Vec<(Range<usize>, usize)> {
        let Wanted { quote, before, after, start, .. } = wanted;
        let (head, tail) = (&quote[..PIECE_MAX / 2], &quote[quote.len() - PIECE_MAX / 2..]);
        let heads = self.laid(before, head, &[], start.saturating_sub(before.len()));
        let tails = self.laid(&[], tail, after, start + quote.len() - tail.len());
        let mut places = Vec::new();
        for (head, first_edits) in &heads {
            // The length tells the end that belongs to it.
            let expected = head.start + quote.len();
            let end = tails
                .iter()
                .filter(|(tail, _)| tail.start >= head.end)
                .filter(|(tail, _)| (tail.end - head.start) / 2 <= quote.len())
                .min_by_key(|(tail, _)| tail.end.abs_diff(expected));
            if let Some((tail, last_edits)) = end {
                let range = head.start..tail.end;
                let missing = quote.len().saturating_sub(range.len());
                let share = (first_edits + last_edits) * quote.len() / PIECE_MAX;
                places.push((range, share.max(missing)));
            }
        }
        places
    }

    fn laid(
        &self,
        before: &[char],
        quote: &[char],
        after: &[char],
        near: usize,
    ) -> Vec<(Range<usize>, usize)> {
        let text = &self.letters.text;
        let piece = [before, quote, after].concat();
        let own = before.len()..before.len() + quote.len();
        let pattern = Pattern::new(&piece);
        let stretches = self.seeds().stretches(text, &piece, near);
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for stretch in stretches {
            let part = &text[stretch.clone()];
            let Alignment { spans, .. } = pattern.align(part);
            let (range, edits) = cut(&spans[own.clone()], quote, part);
            let range = range.start + stretch.start..range.end + stretch.start;
            if !range.is_empty() && places.iter().all(|(known, _)| *known != range) {
                places.push((range, edits));
            }
        }
        places
    }

    fn seeds(&self) -> &Seeds {
        self.seeds.get_or_init(|| Seeds::of(&self.letters.text))
    }
}

/// What a part of a pattern became in the text: where it stands, and its edits.
fn cut(spans: &[(usize, usize)], part: &[char], text: &[char]) -> (Range<usize>, usize) {
    let (Some(&(from, _)), Some(&(_, to))) = (spans.first(), spans.last()) else {
        return (0..0, part.len());
    };
    let kept = spans
        .iter()
        .zip(part)
        .filter(|((start, end), letter)| start < end && text.get(*start) == Some(letter));
    let there = spans.iter().filter(|(start, end)| start < end).count();
    let put_in = (to - from) - there;
    (from..to, part.len() - kept.count() + put_in)
}
