//! Headlines and leads that the extraction of a page threw to its end. In come the drafts of its
//! articles, and each headline goes to the untitled article whose words it shares.

use std::collections::HashSet;

use super::draft::Draft;
use crate::article::piece::{Piece, Rank, Role};

/// More stranded lines than a page has headlines are no headlines.
const MOST: usize = 12;

/// The untitled articles, counted from the end, that are asked.
const ASKED: usize = 40;

/// The share of a headline's character pairs that its article must have.
const LEAST_PERCENT: usize = 30;

/// Puts what is stranded at the end of the page where it belongs.
pub fn give_back(drafts: &mut Vec<Draft>) {
    let is_only = drafts.len() < 2;
    let Some(last) = drafts.last_mut() else { return };
    let is_headline =
        |piece: &Piece| matches!(piece.role, Role::Headline(rank) if rank != Rank::Heading);
    let count = last.pieces.iter().rev().take_while(|piece| is_headline(piece)).count();
    let mut headlines: Vec<String> = if last.has_text() {
        let tail = last.pieces.split_off(last.pieces.len() - count);
        tail.into_iter().map(|piece| piece.text).collect()
    } else if count < last.pieces.len() || is_only || !last.meta.is_empty() {
        return;
    } else {
        // They were taken for the head of an article that has no text.
        let draft = drafts.pop().unwrap_or_default();
        draft.head.into_iter().chain(draft.pieces.into_iter().map(|piece| piece.text)).collect()
    };
    if !headlines.is_empty() {
        lead_first(drafts);
    }
    if headlines.len() <= MOST {
        headlines = assign(drafts, headlines);
    }
    if let Some(last) = drafts.last_mut() {
        let rest =
            headlines.into_iter().map(|line| Piece::new(Role::Headline(Rank::Heading), line));
        last.pieces.extend(rest);
    }
}

/// Where one paragraph follows the credit that closes the only article of a page, it is the lead,
/// set in a wider column and read last.
fn lead_first(drafts: &mut Vec<Draft>) {
    let [first, second] = drafts.as_slice() else { return };
    let credited = first.pieces.last().is_some_and(|piece| piece.role == Role::Attribution);
    let [lead] = second.pieces.as_slice() else { return };
    if first.head.is_empty() && second.head.is_empty() && credited && lead.role == Role::Body {
        let lead = lead.clone();
        drafts[0].pieces.insert(0, lead);
        drafts.pop();
    }
}

/// Gives each headline to the untitled article that shares most with it; gives back the rest.
fn assign(drafts: &mut [Draft], headlines: Vec<String>) -> Vec<String> {
    // Only the pairs of the headlines are looked for: the articles may be long.
    let wanted: HashSet<(char, char)> = headlines.iter().flat_map(|line| pairs(line)).collect();
    let found = |draft: &Draft| {
        let texts = draft.pieces.iter().map(|piece| &piece.text);
        texts.flat_map(|text| pairs(text)).filter(|pair| wanted.contains(pair)).collect()
    };
    let from = if wanted.is_empty() { drafts.len() } else { drafts.len().saturating_sub(ASKED) };
    let untitled: Vec<(usize, HashSet<(char, char)>)> = (from..drafts.len())
        .filter(|&at| drafts[at].head.is_empty())
        .map(|at| (at, found(&drafts[at])))
        .collect();
    let mut rest = Vec::new();
    for headline in headlines {
        let shared = |have: &HashSet<(char, char)>| {
            pairs(&headline).filter(|pair| have.contains(pair)).count()
        };
        let total = pairs(&headline).count().max(1);
        let best = untitled
            .iter()
            .filter(|(at, _)| drafts[*at].head.len() < 2)
            .map(|(at, have)| (shared(have), std::cmp::Reverse(*at)))
            .max();
        match best {
            Some((count, at)) if count * 100 >= total * LEAST_PERCENT => {
                drafts[at.0].head.push(headline);
            }
            _ => rest.push(headline),
        }
    }
    rest
}

/// The pairs of neighbouring letters.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || text.chars().filter(|c| c.is_alphanumeric());
    letters().zip(letters().skip(1))
}
