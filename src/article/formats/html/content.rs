//! Which part of a page is its text. In come its blocks and the elements around them, out comes the row
//! of blocks that the text lies in. Refuses to judge single lines.
//!
//! Prose speaks for an element and links speak against it: the element with the best balance holds
//! the article, without the menus around it and the lists below it.

use std::ops::Range;

use super::element::{Kind, Room};
use super::hint::Hint;
use super::walk::{Block, Walk};
use crate::article::metadata::label::{self, Place};

/// Below this balance, in bytes, an element is no article where furniture would make one: twenty
/// characters.
const LEAST: i64 = 60;

/// Where the text of a page lies.
#[derive(Debug)]
pub struct Content {
    pub blocks: Range<usize>,
    /// The first paragraph; the start of the content where it has none.
    pub lead: usize,
    trust: Trust,
}

/// Which blocks were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// What calls itself furniture is furniture, and what is hidden is not read.
    Hints,
    /// Nor are comments, but a page may give its text whatever other name it likes.
    NoComments,
    /// Whatever the page shows.
    Shown,
    /// It may show its text when its scripts have run.
    All,
}

impl Trust {
    fn counts(self, block: &Block) -> bool {
        match self {
            Self::Hints => !block.hidden && block.hint == Hint::None,
            Self::NoComments => !block.hidden && block.hint != Hint::Comments,
            Self::Shown => !block.hidden,
            Self::All => true,
        }
    }

    /// Whether what it finds is so much more than `kept` that what was trusted before is wrong.
    fn prevails(self, balance: i64, kept: i64) -> bool {
        match self {
            Self::Hints | Self::NoComments => balance > 3 * kept,
            Self::Shown | Self::All => kept < LEAST && balance > 3 * kept,
        }
    }
}

impl Content {
    /// Finds the blocks among which the text of the page lies.
    pub fn of(walk: &Walk) -> Self {
        let (mut blocks, mut most) = best(walk, Trust::Hints);
        let mut trust = Trust::Hints;
        for wider in [Trust::NoComments, Trust::Shown, Trust::All] {
            let (other, balance) = best(walk, wider);
            if wider.prevails(balance, most) {
                (blocks, most, trust) = (other, balance, wider);
            }
        }
        let blocks = without_gap(walk, blocks, trust);
        let lead = blocks
            .clone()
            .find(|&at| trust.counts(&walk.blocks[at]) && is_paragraph(&walk.blocks[at]))
            .unwrap_or(blocks.start);
        Self { blocks, lead, trust }
    }

    /// Whether the block `at` is text, as far as its place tells.
    pub fn holds(&self, at: usize, block: &Block) -> bool {
        self.blocks.contains(&at) && self.trust.counts(block) && !block.is_linked()
    }
}

/// An article is not interrupted by a long row of links: where one stands in the text, what follows
/// it is something else. A single paragraph above it may be a notice over the text.
fn without_gap(walk: &Walk, content: Range<usize>, trust: Trust) -> Range<usize> {
    /// Links in a row that no text has in its middle.
    const ROW: usize = 12;
    let (mut links, mut paragraphs, mut row_at) = (0, 0, content.start);
    for at in content.clone() {
        let block = &walk.blocks[at];
        if block.is_linked() && !block.hidden {
            row_at = if links == 0 { at } else { row_at };
            links += 1;
        } else if trust.counts(block) && is_paragraph(block) {
            if links >= ROW && paragraphs >= 2 {
                return content.start..row_at;
            }
            (links, paragraphs) = (0, paragraphs + 1);
        }
    }
    content
}

/// A sentence or more: a headline may have a comma, but no full stop.
fn is_paragraph(block: &Block) -> bool {
    let text = block.text.trim();
    matches!(block.kind, Kind::Text | Kind::Item | Kind::Quote)
        && (text.len() >= 24 && text.contains('。')
            || text.len() >= 150 && prose(text) == Prose::Sentences)
        && !label::is_meta(block.facts(), Place::Head)
        && !block.is_linked()
}

/// The element with the best balance of prose over links among the blocks that count.
fn best(walk: &Walk, trust: Trust) -> (Range<usize>, i64) {
    // The balance of a row of blocks is the difference of two of these sums.
    let sums: Vec<i64> = std::iter::once(0)
        .chain(walk.blocks.iter().scan(0, |sum, block| {
            *sum += if trust.counts(block) { balance(block) } else { 0 };
            Some(*sum)
        }))
        .collect();
    let of = |range: &Range<usize>| sums[range.end] - sums[range.start];
    let mut found = 0..walk.blocks.len();
    for container in &walk.containers {
        let range = container.first..container.end;
        // Of two that say the same the inner one has less around it.
        if container.room == Room::Article && !range.is_empty() && of(&range) >= of(&found) {
            found = range;
        }
    }
    let balance = of(&found);
    if balance > 0 { (found, balance) } else { (0..walk.blocks.len(), 0) }
}

/// How much a block says for being the text of the page, in bytes; less than nothing for links.
fn balance(block: &Block) -> i64 {
    let bytes = block.text.trim().len() as i64;
    if block.is_linked() {
        return -bytes;
    }
    match prose(&block.text) {
        _ if block.kind == Kind::Code => bytes,
        Prose::Sentences if bytes >= 60 => bytes,
        Prose::Sentences => bytes / 2,
        Prose::None => 0,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prose {
    Sentences,
    None,
}

/// Whether a text has the signs of sentences.
fn prose(text: &str) -> Prose {
    let han = text.contains(['。', '，', '！', '？', '、', '；']);
    let latin = || text.contains(", ") || text.contains(". ");
    if han || latin() { Prose::Sentences } else { Prose::None }
}
