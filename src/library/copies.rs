//! Articles to copies of one another: two extractions of one text, whole or part of the other. In
//! come the articles of a library, out come groups with the copy that is to be shown in front.
//!
//! What is folded away is contained in what is shown, so that nothing is hidden from a reader.
//! Which pairs are compared at all is found by the articles' sketches, in the time that sorting
//! them takes.

use std::collections::HashMap;

use super::Placed;
use super::likeness::{Likeness, compare};
use crate::article::{Article, BlockKind};
use crate::text::Clean;
use crate::text::fold::ink;

/// How many hashes two sketches must share to be compared.
const SHARED_MIN: usize = 2;

/// A hash that more articles have is a stock phrase: each is paired with the first of them and
/// with the one before it alone.
const CROWD: usize = 12;

/// How many tenths of an article must stand in another to be folded under it.
const CONTAINED_TENTHS: usize = 8;

/// The fewest letters below the head that are no stock phrase.
const LETTERS_MIN: usize = 20;

/// The articles whose letters are kept while others are compared with them.
const AT_HAND: usize = 64;

/// A group of copies, by their indices: the one to show, and those under it in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The best copy.
    pub head: usize,
    /// The others.
    pub copies: Vec<usize>,
}

/// Groups the copies among `articles`, in the order of those shown.
pub(super) fn group(articles: &[Placed]) -> Vec<Group> {
    let mut desk = Desk { articles, letters: HashMap::new() };
    let mut pairs = pairs(articles);
    // The longest first, so that what holds the most is there before its parts.
    let rank = |index: usize| (std::cmp::Reverse(articles[index].article.chars()), index);
    for pair in &mut pairs {
        if rank(pair.0) > rank(pair.1) {
            *pair = (pair.1, pair.0);
        }
    }
    pairs.sort_unstable_by_key(|&(longer, shorter)| (rank(shorter), rank(longer)));
    let mut head_of: HashMap<usize, usize> = HashMap::new();
    for of_one in pairs.chunk_by(|a, b| a.1 == b.1) {
        let shorter = of_one[0].1;
        // Where the other is folded itself, the one it is folded under may hold this one too.
        let heads =
            of_one.iter().map(|(longer, _)| head_of.get(longer).copied().unwrap_or(*longer));
        let mut tried = Vec::new();
        let holder = heads.into_iter().find(|&head| {
            let is_new = !tried.contains(&head);
            tried.push(head);
            is_new && desk.holds(head, shorter)
        });
        if let Some(head) = holder {
            head_of.insert(shorter, head);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut folded: Vec<(usize, usize)> =
        head_of.into_iter().map(|(copy, head)| (head, copy)).collect();
    folded.sort_unstable();
    for of_one in folded.chunk_by(|a, b| a.0 == b.0) {
        groups.push(desk.with_best_head(of_one[0].0, of_one.iter().map(|pair| pair.1).collect()));
    }
    groups.sort_unstable_by_key(|group| group.head);
    groups
}

/// The pairs whose sketches share enough.
fn pairs(articles: &[Placed]) -> Vec<(usize, usize)> {
    let mut hashes: Vec<(u32, u32)> = Vec::with_capacity(articles.len() * 16);
    for (index, placed) in (0..).zip(articles) {
        hashes.extend(placed.article.sketch().hashes().iter().map(|&hash| (hash, index)));
    }
    hashes.sort_unstable();
    let mut shared: Vec<(u32, u32)> = Vec::new();
    for crowd in hashes.chunk_by(|a, b| a.0 == b.0).filter(|crowd| crowd.len() > 1) {
        for (nth, &(_, other)) in crowd.iter().enumerate().skip(1) {
            let before = if nth < CROWD { &crowd[..nth] } else { &crowd[nth - 1..nth] };
            shared.extend(before.iter().map(|&(_, one)| (one, other)));
            if nth >= CROWD {
                shared.push((crowd[0].1, other));
            }
        }
    }
    shared.sort_unstable();
    let runs = shared.chunk_by(|a, b| a == b).filter(|run| run.len() >= SHARED_MIN);
    runs.map(|run| (run[0].0 as usize, run[0].1 as usize)).collect()
}

/// The articles that are compared, and the letters of those that were.
struct Desk<'a> {
    articles: &'a [Placed],
    letters: HashMap<usize, Vec<char>>,
}

impl Desk<'_> {
    /// Whether `longer` holds `shorter`, as another extraction of it would.
    fn holds(&mut self, longer: usize, shorter: usize) -> bool {
        let (one, other) = (&self.articles[shorter].article, &self.articles[longer].article);
        if days_differ(one, other) {
            return false;
        }
        let (likeness, letters) = self.compare(shorter, longer);
        letters >= LETTERS_MIN
            && likeness.shared * 10 >= letters * CONTAINED_TENTHS
            && likeness.is_of_one_text()
    }

    /// What the letters of `one` are to those of `other`, and how many there are.
    fn compare(&mut self, one: usize, other: usize) -> (Likeness, usize) {
        if self.letters.len() > AT_HAND {
            self.letters.clear();
        }
        for index in [one, other] {
            let article = &self.articles[index].article;
            self.letters.entry(index).or_insert_with(|| letters(article));
        }
        let (one, other) = (&self.letters[&one], &self.letters[&other]);
        (compare(one, other), one.len())
    }

    /// Of copies that hold each other the one that says most of itself is shown.
    fn with_best_head(&mut self, longest: usize, mut copies: Vec<usize>) -> Group {
        let mut head = longest;
        for &copy in &copies {
            if self.said(copy) > self.said(head) && self.holds(copy, longest) {
                head = copy;
            }
        }
        if head != longest {
            copies.retain(|&copy| copy != head);
            copies.push(longest);
            copies.sort_unstable();
        }
        Group { head, copies }
    }

    /// How much is known of an article: its title above all.
    fn said(&self, index: usize) -> usize {
        let article = &self.articles[index].article;
        let title = usize::from(article.part(BlockKind::Title).is_some());
        let facts = [&article.date, &article.source, &article.author];
        2 * title + facts.into_iter().flatten().count()
    }
}

/// The letters of an article without its head: two poems to one long title are two.
fn letters(article: &Article) -> Vec<char> {
    let body = article.blocks().iter().filter(|block| !block.kind.is_head());
    body.flat_map(|block| ink(article.block_text(block).as_str())).collect()
}

/// Whether both state a whole date, and not the same.
fn days_differ(a: &Article, b: &Article) -> bool {
    let day = |article: &Article| {
        let date = article.date.as_ref().map(Clean::as_str);
        date.filter(|date| date.len() == "YYYY-MM-DD".len()).map(str::to_owned)
    };
    matches!((day(a), day(b)), (Some(a), Some(b)) if a != b)
}

#[cfg(test)]
mod tests;
