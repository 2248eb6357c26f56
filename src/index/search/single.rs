//! The commonest query: one literal and nothing else. In come candidates with what an engine has
//! counted, or the whole text, out comes how often it stands in which article. Refuses to know
//! where: places are looked for again in the few articles that are shown.

use memchr::memmem::Finder;

use super::rank::{Scale, Weighed};
use super::scan::{self, BREATH, Sink};
use crate::index::corpus::{Corpus, Folded};
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
pub(super) fn weigh(
    collection: &dyn Collection,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Weighed>> {
    let corpus = collection.corpus();
    let counted = count(collection, literal, cancelled)?;
    let scale = Scale::of(corpus);
    let rarity = scale.rarity(counted.len());
    let weighed = |one: Counted| {
        let length = *corpus.lengths().get(one.index as usize)?;
        let weight = scale.weight(rarity, one.often, length);
        let terms_in_title = u32::from(one.is_in_title);
        Some(Weighed { weight, index: one.index, hits: one.hits, best: 0, terms_in_title })
    };
    Some(counted.into_iter().filter_map(weighed).collect())
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

fn among(
    corpus: &Corpus,
    candidates: &Candidates,
    literal: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Counted>> {
    let Candidates { articles, counts } = candidates;
    let finder = Finder::new(literal);
    let titles = if counts.is_empty() { Vec::new() } else { corpus.in_titles(literal) };
    let mut titles = titles.into_iter().peekable();
    let mut counted = Vec::with_capacity(articles.len());
    for (nth, &index) in articles.iter().enumerate() {
        if nth % BREATH == 0 && cancelled() {
            return None;
        }
        let often = counts.get(nth).copied().unwrap_or_default();
        while titles.next_if(|&(other, _)| other < index).is_some() {}
        let title = titles.next_if(|&(other, _)| other == index).map_or(0, |title| title.1);
        let one = if often > 0 && title == 0 {
            Counted { index, often, hits: often, is_in_title: false }
        } else {
            let Some(article) = corpus.articles().get(index as usize) else { continue };
            if often > 0 {
                let outside = if article.body > 0 { title } else { 0 };
                let hits = often.saturating_sub(outside);
                Counted { index, often, hits, is_in_title: true }
            } else {
                let starts = finder.find_iter(corpus.article_text(index as usize));
                let starts = starts.filter_map(|start| u32::try_from(start).ok());
                Counted::of(index, article, starts, literal.len() as u32)
            }
        };
        if one.often > 0 {
            counted.push(one);
        }
    }
    Some(counted)
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
