//! The commonest query: one literal and nothing else. In come candidates with what an engine has
//! counted, or the whole text, out comes how often it stands in which article. Refuses to know
//! where: places are looked for again in the few articles that are shown.

use memchr::memmem::Finder;

use super::Found;
use super::rank::{Recency, Scale, Weighed};
use super::scan::{self, BREATH, Sink};
use crate::index::corpus::{Corpus, Folded, InTitle};
use crate::index::engine::{Candidates, Collection};
use crate::index::places::Hit;

/// How often a literal stands in an article.
#[derive(Clone, Copy)]
struct Counted {
    index: u32,
    /// In all that is searched of it.
    often: u32,
    /// In its own text: all but a title that was made for it.
    hits: u32,
    is_in_title: bool,
}

/// The articles in which `literal` stands, in the order of the library; `None` where it was
/// cancelled.
pub(super) fn find(
    collection: &dyn Collection,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Found>> {
    let corpus = collection.corpus();
    let counted = count(collection, literal, cancelled)?;
    let scale = Scale::of(corpus);
    let rarity = scale.rarity(counted.len());
    let recency = Recency::among(collection, counted.iter().map(|one| one.index));
    let found = |Counted { index, often, hits, is_in_title }| {
        let length = corpus.lengths().get(index as usize).copied().unwrap_or_default();
        let weight = scale.weight(rarity, often, length);
        let terms_in_title = u32::from(is_in_title);
        recency.rank(Weighed { index, hits, best: 0, weight, terms_in_title })
    };
    Some(counted.into_iter().map(found).collect())
}

/// The same without their weights: how often it stands in which article.
pub(super) fn counts(
    collection: &dyn Collection,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<(u32, u32)>> {
    let counted = count(collection, literal, cancelled)?;
    Some(counted.into_iter().map(|one| (one.index, one.often)).collect())
}

fn count(
    collection: &dyn Collection,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Counted>> {
    let corpus = collection.corpus();
    match collection.engine().and_then(|engine| engine.articles_with(literal)) {
        Some(candidates) => among(corpus, &candidates, literal, cancelled),
        None => everywhere(corpus, literal, cancelled),
    }
}

fn everywhere(
    corpus: &Corpus,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Counted>> {
    let mut counts = Counts { literal_bytes: literal.len() as u32, counted: Vec::new() };
    scan::everywhere(corpus, literal, cancelled, &mut counts)?;
    let mut counted = counts.counted;
    // They may lie in another order than the library has them in.
    if !counted.is_sorted_by_key(|one| one.index) {
        counted.sort_unstable_by_key(|one| one.index);
    }
    Some(counted)
}

/// Counts places.
struct Counts {
    literal_bytes: u32,
    counted: Vec<Counted>,
}

impl Sink for Counts {
    fn take(&mut self, index: u32, article: &Folded, starts: impl Iterator<Item = u32>) {
        let one = Counted::of(index, article, starts, self.literal_bytes);
        match self.counted.last_mut() {
            Some(last) if last.index == index => last.add(one),
            _ if one.often > 0 => self.counted.push(one),
            _ => {}
        }
    }
}

/// What an engine has counted is taken as it is; where it has not, the text is asked.
fn among(
    corpus: &Corpus,
    candidates: &Candidates,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Counted>> {
    let Candidates { articles, counts } = candidates;
    let counts = counts.iter().copied().chain(std::iter::repeat(0));
    let known = |(&index, often)| Counted { index, often, hits: often, is_in_title: false };
    let mut counted: Vec<Counted> = articles.iter().zip(counts).map(known).collect();
    if !candidates.counts.is_empty() {
        see_titles(corpus, &mut counted, literal);
    }
    let finder = Finder::new(literal);
    let mut asked = 0;
    for one in counted.iter_mut().filter(|one| one.often == 0) {
        if asked % BREATH == 0 && cancelled() {
            return None;
        }
        asked += 1;
        let Some(article) = corpus.articles().get(one.index as usize) else { continue };
        let starts = finder.find_iter(corpus.article_text(one.index as usize));
        let starts = starts.filter_map(|start| u32::try_from(start).ok());
        *one = Counted::of(one.index, article, starts, literal.len() as u32);
    }
    if asked > 0 {
        counted.retain(|one| one.often > 0);
    }
    Some(counted)
}

/// Tells those that hold the literal in their title, and what is in one that was made for the
/// article from what is in its text.
fn see_titles(corpus: &Corpus, counted: &mut [Counted], literal: &str) {
    let mut rest = counted;
    for InTitle { article, times, is_made } in corpus.in_titles(literal) {
        let Some(at) = rest.iter().position(|one| one.index >= article) else { break };
        rest = &mut rest[at..];
        let Some(one) = rest.first_mut().filter(|one| one.index == article) else { continue };
        one.is_in_title = true;
        if is_made {
            one.hits = one.hits.saturating_sub(times);
        }
    }
}

impl Counted {
    fn of(
        index: u32,
        article: &Folded,
        starts: impl Iterator<Item = u32>,
        literal_bytes: u32,
    ) -> Self {
        let mut one = Self { index, often: 0, hits: 0, is_in_title: false };
        for start in starts {
            one.often += 1;
            one.hits += u32::from(start >= article.body);
            let end = start.saturating_add(literal_bytes);
            one.is_in_title |= article.is_title(Hit { start, end });
        }
        one
    }

    /// Takes in more of the same article.
    const fn add(&mut self, more: Self) {
        self.often += more.often;
        self.hits += more.hits;
        self.is_in_title |= more.is_in_title;
    }
}
