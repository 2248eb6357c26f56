//! Articles to copies of one another: two extractions of one text, whole or part of the other. In
//! come the articles of a library, out come groups with the copy that is to be shown in front.
//!
//! What is folded away is contained in what is shown, so that nothing is hidden from a reader.
//! Which pairs are compared at all is found by the articles' sketches, in the time that sorting
//! them takes.

mod likeness;

use std::collections::HashMap;

use super::Library;
use super::sources::full_date;
use crate::article::{Article, Sketch};
use crate::text::fold::ink;
use likeness::{Likeness, compare};

/// How many hashes two sketches must share to be compared.
const SHARED_MIN: usize = 2;

/// A hash that more articles have is a stock phrase: each is paired with the first of them and
/// with the one before it alone.
const CROWD: usize = 12;

/// How many tenths of an article must stand in another to be folded under it.
const CONTAINED_TENTHS: usize = 8;

/// The fewest letters below the head that are no stock phrase.
const LETTERS_MIN: usize = 20;

/// Which article holds which other, as far as they were compared, by hashes of both: the comparison
/// reads the articles, and is not made twice.
pub type Verdicts = HashMap<(u64, u64), bool>;

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

/// Groups the copies among the articles of a library, in the order of those shown. The sketches are
/// those of its articles. Comparisons that are in `verdicts` are not made again; only those that
/// were needed are there in the end.
pub(super) fn group(
    library: &Library,
    sketches: &[&Sketch],
    verdicts: &mut Verdicts,
) -> Vec<Group> {
    let known = std::mem::take(verdicts);
    let mut desk = Desk { library, letters: HashMap::new(), known, verdicts };
    let mut pairs = pairs(sketches);
    // The longest first, so that what holds the most is there before its parts.
    let chars = |index: usize| library.row(index).map_or(0, |row| row.chars());
    let rank = |index: usize| (std::cmp::Reverse(chars(index)), index);
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
fn pairs(sketches: &[&Sketch]) -> Vec<(usize, usize)> {
    let mut hashes: Vec<(u32, u32)> = Vec::with_capacity(sketches.len() * 16);
    for (index, sketch) in (0..).zip(sketches) {
        hashes.extend(sketch.hashes().iter().map(|&hash| (hash, index)));
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
    // Of a million articles both are hundreds of megabytes.
    drop(hashes);
    shared.sort_unstable();
    let runs = shared.chunk_by(|a, b| a == b).filter(|run| run.len() >= SHARED_MIN);
    runs.map(|run| (run[0].0 as usize, run[0].1 as usize)).collect()
}

/// The articles that are compared, and the letters of those that were.
struct Desk<'a> {
    library: &'a Library,
    letters: HashMap<usize, Vec<char>>,
    known: Verdicts,
    verdicts: &'a mut Verdicts,
}

impl Desk<'_> {
    /// Whether `longer` holds `shorter`, as another extraction of it would.
    fn holds(&mut self, longer: usize, shorter: usize) -> bool {
        let (Some(one), Some(other)) = (self.library.row(shorter), self.library.row(longer)) else {
            return false;
        };
        let pair = (other.print(), one.print());
        if let Some(&verdict) = self.verdicts.get(&pair).or_else(|| self.known.get(&pair)) {
            self.verdicts.insert(pair, verdict);
            return verdict;
        }
        let days_differ =
            matches!((full_date(one), full_date(other)), (Some(a), Some(b)) if a != b);
        let verdict = !days_differ && {
            let (likeness, letters) = self.compare(shorter, longer);
            letters >= LETTERS_MIN
                && likeness.shared * 10 >= letters * CONTAINED_TENTHS
                && likeness.is_of_one_text()
        };
        self.verdicts.insert(pair, verdict);
        verdict
    }

    /// What the letters of `one` are to those of `other`, and how many there are.
    fn compare(&mut self, one: usize, other: usize) -> (Likeness, usize) {
        if self.letters.len() > AT_HAND {
            self.letters.clear();
        }
        for index in [one, other] {
            let library = self.library;
            self.letters.entry(index).or_insert_with(|| {
                library.article(index).map(|article| letters(&article)).unwrap_or_default()
            });
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
        let Some(row) = self.library.row(index) else { return 0 };
        let facts = [row.date(), row.source(), row.author()];
        2 * usize::from(row.is_titled()) + facts.into_iter().flatten().count()
    }
}

/// The letters of an article without its head: two poems to one long title are two.
fn letters(article: &Article) -> Vec<char> {
    let body = article.blocks().iter().filter(|block| !block.kind.is_head());
    body.flat_map(|block| ink(article.block_text(block).as_str())).collect()
}

#[cfg(test)]
mod tests;
