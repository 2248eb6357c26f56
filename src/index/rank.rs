//! Matches to an order. In come the places of each term, out come articles, best first, with
//! their hits made one where terms overlap.
//!
//! The weight is BM25 (Robertson and Zaragoza 2009, section 3.4) over exact substrings, raised
//! where the terms stand close together. It orders; it never decides what is found.

use super::corpus::{Corpus, Folded};
use super::places::{Hit, unite};
use super::search::{Found, Matches, Results};

/// How soon more of the same term counts for less, and how much long articles are held back: the
/// usual values of BM25.
const SATURATION: f64 = 1.2;
const LENGTH_WEIGHT: f64 = 0.75;

/// Terms this many bytes apart (twenty Han) get half of what neighbours get.
const NEARNESS: f64 = 60.0;

/// How many articles are ranked between two questions whether to go on.
const BREATH: usize = 4096;

/// Ranks the articles `found`, each of which stands in all of `matches`.
pub(super) fn rank(
    corpus: &Corpus,
    matches: &[Matches],
    found: &[usize],
    cancelled: &dyn Fn() -> bool,
) -> Option<Results> {
    let mut terms: Vec<Term<'_>> = matches.iter().map(|one| Term::of(one, corpus)).collect();
    let mean_bytes = (corpus.bytes() as f64 / corpus.len().max(1) as f64).max(1.0);
    let mut weighed = Vec::with_capacity(found.len());
    let mut places = Vec::new();
    for (step, &index) in found.iter().enumerate() {
        if step % BREATH == 0 && cancelled() {
            return None;
        }
        for term in &mut terms {
            term.advance(index);
        }
        let length = corpus.article_text(index).len() as f64 / mean_bytes;
        places.clear();
        weighed.push(weigh(&corpus.articles()[index], index, &terms, length, &mut places));
    }
    weighed.sort_by(|(a, x), (b, y)| {
        let titles = y.terms_in_title.cmp(&x.terms_in_title);
        titles.then(b.total_cmp(a)).then(x.index.cmp(&y.index))
    });
    let found: Vec<Found> = weighed.into_iter().map(|(_, found)| found).collect();
    let total_hits = found.iter().map(|one| one.hits.len()).sum();
    Some(Results { found, total_hits })
}

/// One term and how far its matches have been walked.
struct Term<'a> {
    matches: &'a Matches,
    /// How much a term tells that stands in so few articles.
    rarity: f64,
    nth: usize,
}

impl<'a> Term<'a> {
    fn of(matches: &'a Matches, corpus: &Corpus) -> Self {
        let (all, holding) = (corpus.len() as f64, matches.articles.len() as f64);
        let rarity = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
        Self { matches, rarity, nth: 0 }
    }

    fn advance(&mut self, index: usize) {
        let behind = self.matches.articles[self.nth..].iter().take_while(|&&at| at < index);
        self.nth += behind.count();
    }

    /// The term's places in the article, in bytes.
    fn places(&self) -> impl Iterator<Item = (u32, u32)> {
        let bytes = self.matches.term_bytes as u32;
        let starts = self.matches.starts(self.nth).iter();
        starts.map(move |&start| (start, start.saturating_add(bytes)))
    }
}

/// The weight of one article, and its hits; `places` lends its room.
fn weigh(
    article: &Folded,
    index: usize,
    terms: &[Term<'_>],
    length: f64,
    places: &mut Vec<(u32, u32, usize)>,
) -> (f64, Found) {
    let (mut terms_in_title, mut weight) = (0, 0.0);
    for (number, term) in terms.iter().enumerate() {
        let in_title =
            |(start, end): (u32, u32)| article.title.0 <= start && end <= article.title.1;
        terms_in_title += usize::from(term.places().any(in_title));
        let often = term.matches.starts(term.nth).len() as f64;
        let damping = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
        weight += term.rarity * often * (SATURATION + 1.0) / (often + damping);
        // A title that was made for the article has no place in its text.
        let in_text = term.places().filter(|&(start, _)| start >= article.body);
        places.extend(in_text.map(|(start, end)| (start, end, number)));
    }
    if terms.len() > 1 {
        places.sort_unstable();
    }
    let group = closest(places, terms.len());
    if let Some(group) = &group {
        weight *= 1.0 + NEARNESS / (NEARNESS + f64::from(group.gap_bytes));
    }
    let hits: Vec<Hit> = unite(places.iter().map(|&(start, end, _)| (start, end)))
        .into_iter()
        .map(|(start, end)| Hit { start, end })
        .collect();
    let best = group.map_or(0, |group| hits.partition_point(|hit| hit.end <= group.start));
    (weight, Found { article: article.id, index, hits, best, terms_in_title })
}

/// The closest places in which all terms stand.
struct Group {
    start: u32,
    /// From its first byte to the end of its last term, without the terms themselves.
    gap_bytes: u32,
}

/// Slides a window over places in order, `(start, end, term)`, that holds each term once at least.
/// A single term has no group.
fn closest(places: &[(u32, u32, usize)], terms: usize) -> Option<Group> {
    if terms < 2 {
        return None;
    }
    let (mut counts, mut lengths) = (vec![0_usize; terms], vec![0; terms]);
    for &(start, end, term) in places {
        lengths[term] = end - start;
    }
    let term_bytes: u32 = lengths.iter().sum();
    let (mut missing, mut first) = (terms, 0);
    let mut best: Option<Group> = None;
    for &(_, end, term) in places {
        missing -= usize::from(counts[term] == 0);
        counts[term] += 1;
        while missing == 0 {
            let (start, _, leaving) = places[first];
            let gap_bytes = (end - start).saturating_sub(term_bytes);
            if best.as_ref().is_none_or(|best| gap_bytes < best.gap_bytes) {
                best = Some(Group { start, gap_bytes });
            }
            counts[leaving] -= 1;
            missing += usize::from(counts[leaving] == 0);
            first += 1;
        }
    }
    best
}
