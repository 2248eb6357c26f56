//! The places of one literal. In comes folded text, out come all places in it, article by article.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::index::corpus::{Corpus, Folded};
use crate::index::engine::{Collection, Engine};
use crate::index::places::Hit;

/// How many bytes are scanned between two questions whether to go on.
const STRETCH: usize = 16 << 20;

/// The same in articles.
pub(super) const BREATH: usize = 4096;

/// From this share of the articles on it is faster to scan all text than each of them.
const FEW: usize = 8;

/// Where one literal stands: in which articles, and where in each.
#[derive(Debug)]
pub struct Matches {
    literal_bytes: u32,
    /// Indices of articles, ascending once all are in.
    pub articles: Vec<u32>,
    /// For each of `articles`, its share of `starts`.
    shares: Vec<(u32, u32)>,
    /// Bytes from the start of the article, in order for each.
    starts: Vec<u32>,
}

impl Matches {
    fn of(literal: &str) -> Self {
        let literal_bytes = literal.len() as u32;
        Self { literal_bytes, articles: Vec::new(), shares: Vec::new(), starts: Vec::new() }
    }

    /// A literal of so many bytes that begins at these places: the index of an article, and bytes
    /// from its start. Those in one article follow one another, in order; none overlaps another.
    pub fn at(literal_bytes: u32, places: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut matches = Self { literal_bytes, ..Self::of("") };
        places.for_each(|(index, start)| matches.push(index, std::iter::once(start)));
        matches.into_order()
    }

    /// Takes in places of an article; more of the same may follow at once.
    fn push(&mut self, index: u32, starts: impl Iterator<Item = u32>) {
        let from = self.starts.len() as u32;
        self.starts.extend(starts);
        let to = self.starts.len() as u32;
        match self.shares.last_mut() {
            Some(share) if self.articles.last() == Some(&index) => share.1 = to,
            _ if from == to => {}
            _ => {
                self.articles.push(index);
                self.shares.push((from, to));
            }
        }
    }

    /// Brings the articles into the order of the library, whatever order they lie in.
    fn into_order(mut self) -> Self {
        if !self.articles.is_sorted() {
            let mut both: Vec<(u32, (u32, u32))> =
                self.articles.iter().copied().zip(self.shares.iter().copied()).collect();
            both.sort_unstable();
            (self.articles, self.shares) = both.into_iter().unzip();
        }
        self
    }

    /// The places in the `nth` of `articles`; none beyond.
    pub(super) fn nth(&self, nth: usize) -> impl ExactSizeIterator<Item = Hit> + Clone + use<'_> {
        let (from, to) = self.shares.get(nth).copied().unwrap_or_default();
        let starts = self.starts.get(from as usize..to as usize).unwrap_or_default();
        let bytes = self.literal_bytes;
        starts.iter().map(move |&start| Hit { start, end: start.saturating_add(bytes) })
    }

    /// The places in an article.
    pub(super) fn within(
        &self,
        index: u32,
    ) -> impl ExactSizeIterator<Item = Hit> + Clone + use<'_> {
        self.nth(self.articles.binary_search(&index).unwrap_or(usize::MAX))
    }
}

impl Sink for Matches {
    fn take(&mut self, index: u32, _: &Folded, starts: impl Iterator<Item = u32>) {
        self.push(index, starts);
    }
}

/// Where `literal` stands in the articles `within`, or in all; `None` where it was cancelled.
pub(super) fn find(
    collection: &dyn Collection,
    literal: &str,
    within: Option<&[u32]>,
    cancelled: &dyn Fn() -> bool,
) -> Option<Matches> {
    let corpus = collection.corpus();
    let is_few = within.is_some_and(|within| within.len() < corpus.len() / FEW);
    let engine: Option<&dyn Engine> = collection.engine().filter(|_| !is_few);
    let some = engine.and_then(|engine| engine.articles_with(literal)).map(|some| some.articles);
    match (some, within) {
        (Some(some), Some(within)) => among(corpus, &common(&some, within), literal, cancelled),
        (Some(some), None) => among(corpus, &some, literal, cancelled),
        (None, Some(within)) if is_few => among(corpus, within, literal, cancelled),
        (None, _) => {
            let mut matches = Matches::of(literal);
            everywhere(corpus, literal, cancelled, &mut matches)?;
            Some(matches.into_order())
        }
    }
}

/// What stands in both; both ascend.
pub(super) fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut rest = b.iter().copied().peekable();
    let is_in_both = |&index: &u32| {
        while rest.next_if(|&other| other < index).is_some() {}
        rest.next_if_eq(&index).is_some()
    };
    a.iter().copied().filter(is_in_both).collect()
}

/// What takes the places of a literal. There may be millions, so that none is given on its own.
pub(super) trait Sink {
    /// Takes those in one article, in order, in bytes from its start; more of the same article may
    /// follow at once. One beyond 4 GiB of a single article is passed over.
    fn take(&mut self, index: u32, article: &Folded, starts: impl Iterator<Item = u32>);
}

/// Scans the whole text in one go and walks along the articles beside it: short articles would
/// cost more to begin than to scan. `None` where it was cancelled.
pub(super) fn everywhere(
    corpus: &Corpus,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
    sink: &mut impl Sink,
) -> Option<()> {
    let finder = Finder::new(literal);
    for segment in corpus.segments() {
        let article = |&index: &u32| Some((index, corpus.articles().get(index as usize)?));
        let mut articles = segment.articles.iter().filter_map(article);
        let Some((mut index, mut article)) = articles.next() else { continue };
        let mut range = article.range();
        'segment: for piece in pieces(&segment.text, STRETCH) {
            if cancelled() {
                return None;
            }
            let from = piece.start;
            let places = finder.find_iter(&segment.text[piece]).map(|at| from + at);
            let mut places = places.peekable();
            while let Some(&at) = places.peek() {
                while at >= range.end {
                    let Some(next) = articles.next() else { break 'segment };
                    (index, article) = next;
                    range = article.range();
                }
                // Before it lies the text of an article that is no more.
                while places.next_if(|&at| at < range.start).is_some() {}
                let here = std::iter::from_fn(|| places.next_if(|&at| at < range.end));
                let starts = here.filter_map(|at| u32::try_from(at - range.start).ok());
                sink.take(index, article, starts);
            }
        }
    }
    Some(())
}

/// The text in stretches of at least so many bytes that end before a newline, which no hit crosses.
fn pieces(text: &[u8], stretch: usize) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let least = text.len().min(from + stretch);
        let end = memchr::memchr(b'\n', &text[least..]).map_or(text.len(), |at| least + at);
        let piece = from..end;
        from = end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Scans some of the articles.
fn among(
    corpus: &Corpus,
    articles: &[u32],
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Matches> {
    let mut matches = Matches::of(literal);
    let finder = Finder::new(literal);
    for chunk in articles.chunks(BREATH) {
        if cancelled() {
            return None;
        }
        for &index in chunk {
            let starts = finder.find_iter(corpus.article_text(index as usize));
            matches.push(index, starts.filter_map(|start| u32::try_from(start).ok()));
        }
    }
    Some(matches)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_cover_the_text_and_cut_no_line(text in "[头ab\n]{0,40}", stretch in 1..9_usize) {
            let pieces: Vec<_> = pieces(text.as_bytes(), stretch).collect();
            let joined: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
            for piece in &pieces[1.min(pieces.len())..] {
                prop_assert!(text[piece.start..].starts_with('\n'));
            }
            prop_assert_eq!(joined, text);
        }
    }
}
