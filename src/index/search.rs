//! A query over a corpus to results. In come folded text and folded terms, out come exact counts
//! and the articles in the order in which a reader wants them. Refuses to know the articles
//! themselves; it can be cancelled at any time.

use std::ops::Range;

use memchr::memmem::Finder;

use super::corpus::Corpus;
use super::places::Hit;
use super::query::Query;
use super::rank;
use crate::article::ArticleId;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The articles, best first: those with the most terms in their title, then by how much they
    /// speak of the terms and how close together, then in the order of the library.
    pub found: Vec<Found>,
    /// The hits in all of them. Terms that overlap are one hit.
    pub total_hits: usize,
}

/// An article in which everything that was asked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub article: ArticleId,
    /// Its place in the order in which the corpus was built.
    pub index: usize,
    /// Where the terms stand in its text, in order, not overlapping. Empty where they stand only
    /// in a title that was made for it.
    pub hits: Vec<Hit>,
    /// Which of `hits` begins the closest group of all terms; 0 where there is no hit.
    pub best: usize,
    /// How many of the terms stand in the title.
    pub terms_in_title: usize,
}

/// How many bytes are scanned between two questions whether to go on.
const STRETCH: usize = 16 << 20;

/// The same in articles.
const BREATH: usize = 4096;

/// Finds `query` in `corpus`; `None` where it was cancelled, about which it asks every few
/// milliseconds. An empty query finds nothing.
pub fn search(corpus: &Corpus, query: &Query, cancelled: &dyn Fn() -> bool) -> Option<Results> {
    // The longest first: it is most likely the rarest, and the others are looked for only where
    // it stands.
    let mut terms: Vec<&str> = query.required().iter().map(String::as_str).collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
    let Some((first, others)) = terms.split_first() else { return Some(Results::default()) };
    let mut matches = vec![everywhere(corpus, first, cancelled)?];
    for term in others {
        let before = matches.last().map(|last| last.articles.as_slice()).unwrap_or_default();
        let narrowed = among(corpus, before, term, cancelled)?;
        matches.push(narrowed);
    }
    let mut found = matches.last().map(|last| last.articles.clone()).unwrap_or_default();
    for term in query.excluded() {
        let finder = Finder::new(term);
        found = keep(&found, cancelled, |index| finder.find(corpus.article_text(index)).is_none())?;
    }
    rank::rank(corpus, &matches, &found, cancelled)
}

/// Where one term stands: in which articles, and where in each.
pub(super) struct Matches {
    /// The term, in bytes.
    pub(super) term_bytes: usize,
    /// Indices of articles, in order once all are in.
    pub(super) articles: Vec<usize>,
    /// For each of `articles`, its share of `starts`.
    shares: Vec<(u32, u32)>,
    /// Bytes from the start of the article, in order for each.
    starts: Vec<u32>,
}

impl Matches {
    fn of(term: &str) -> Self {
        let (articles, shares, starts) = (Vec::new(), Vec::new(), Vec::new());
        Self { term_bytes: term.len(), articles, shares, starts }
    }

    /// Takes in a hit; those of one article come in order, one after the other. One beyond 4 GiB
    /// of a single article is passed over.
    fn push(&mut self, index: usize, start: usize) {
        let Ok(start) = u32::try_from(start) else { return };
        let from = self.starts.len() as u32;
        if self.articles.last() != Some(&index) {
            self.articles.push(index);
            self.shares.push((from, from));
        }
        self.starts.push(start);
        if let Some(share) = self.shares.last_mut() {
            share.1 = from + 1;
        }
    }

    /// Brings the articles into the order of the library, whatever order they lie in.
    fn into_order(mut self) -> Self {
        if !self.articles.is_sorted() {
            let mut both: Vec<(usize, (u32, u32))> =
                self.articles.iter().copied().zip(self.shares.iter().copied()).collect();
            both.sort_unstable();
            (self.articles, self.shares) = both.into_iter().unzip();
        }
        self
    }

    /// The hits in the `nth` of `articles`.
    pub(super) fn starts(&self, nth: usize) -> &[u32] {
        let (from, to) = self.shares[nth];
        &self.starts[from as usize..to as usize]
    }
}

/// Scans the whole text in one go and walks along the articles beside it: short articles would
/// cost more to begin than to scan.
fn everywhere(corpus: &Corpus, term: &str, cancelled: &dyn Fn() -> bool) -> Option<Matches> {
    let mut matches = Matches::of(term);
    let finder = Finder::new(term);
    for segment in corpus.segments() {
        let mut articles = segment.articles.iter().map(|&index| index as usize);
        let Some(mut index) = articles.next() else { continue };
        let mut range = corpus.range(index);
        'segment: for piece in pieces(&segment.text, STRETCH) {
            if cancelled() {
                return None;
            }
            for at in finder.find_iter(&segment.text[piece.clone()]) {
                let at = piece.start + at;
                while at >= range.end {
                    let Some(next) = articles.next() else { break 'segment };
                    (index, range) = (next, corpus.range(next));
                }
                // Before it lies the text of an article that is no more.
                if at >= range.start {
                    matches.push(index, at - range.start);
                }
            }
        }
    }
    Some(matches.into_order())
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
    articles: &[usize],
    term: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Matches> {
    let mut matches = Matches::of(term);
    let finder = Finder::new(term);
    for (step, &index) in articles.iter().enumerate() {
        if step % BREATH == 0 && cancelled() {
            return None;
        }
        for start in finder.find_iter(corpus.article_text(index)) {
            matches.push(index, start);
        }
    }
    Some(matches)
}

/// The articles that pass the test.
fn keep(
    articles: &[usize],
    cancelled: &dyn Fn() -> bool,
    test: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let mut kept = Vec::new();
    for chunk in articles.chunks(BREATH) {
        if cancelled() {
            return None;
        }
        kept.extend(chunk.iter().copied().filter(|&index| test(index)));
    }
    Some(kept)
}

#[cfg(test)]
mod tests;
