//! Whether one text goes on where another stopped. In come paragraphs, out comes a yes or no, by
//! the pairs of characters that they share. Refuses to know what the words mean.

use crate::article::piece::{Piece, Role};
use crate::text::pairs::Pairs;

/// The paragraphs on either side that are compared.
const BEFORE: usize = 24;
const AFTER: usize = 3;

/// Fewer paragraphs have no measure of their own.
const LEAST: usize = 4;

/// Fewer pairs of characters prove nothing.
const LEAST_PAIRS: usize = 40;

/// Whether the paragraphs of `after` share so little with those of `before` that they begin
/// something new: less than half of what the last paragraphs of `before` shared with the rest.
pub fn breaks_off(before: &[Piece], after: &[Piece]) -> bool {
    let bodies: Vec<&Piece> =
        before.iter().rev().filter(|piece| piece.role == Role::Body).take(BEFORE).collect();
    let next: Vec<&Piece> =
        after.iter().take_while(|piece| piece.role == Role::Body).take(AFTER).collect();
    if bodies.len() < LEAST || next.is_empty() {
        return false;
    }
    let (last, rest) = bodies.split_at(AFTER.min(bodies.len() / 2));
    pairs(&next).share(texts(&bodies)) * 2.0 < pairs(last).share(texts(rest))
}

/// How much more of a headline is said below it than was said above, as a part of its pairs; `None`
/// where neither says any of it. The title of an article has 0.25 as a rule, a heading inside one
/// less: it shares with both sides. What falls short of `least` is not weighed any further.
pub fn announcement(before: &[Piece], headline: &str, after: &[Piece], least: f64) -> Option<f64> {
    let own = Pairs::of(std::iter::once(headline));
    let body = |piece: &&Piece| piece.role == Role::Body;
    let next: Vec<&Piece> = after.iter().take(AFTER).take_while(body).collect();
    let coming = own.share(texts(&next));
    let mut past = own.tally();
    for piece in before.iter().rev().take(BEFORE).filter(body) {
        // More text above can only take away from it.
        if coming + past.share() > 0.0 && coming - past.share() < least {
            break;
        }
        past.add(&piece.text);
    }
    let past = past.share();
    (coming + past > 0.0).then_some(coming - past)
}

/// Whether more than `most` thousandths of what stands after a headline is said before it too, of
/// the pairs of the shorter text; `None` where either is too short to tell. Parts of one article
/// share 70 as a rule and seldom less than 30, unrelated articles 15 and seldom more than 45.
pub fn is_kin(before: &[Piece], after: &[Piece], most: usize) -> Option<bool> {
    let is_told = |piece: &&Piece| matches!(piece.role, Role::Body | Role::List | Role::Quote);
    let is_part = |piece: &&Piece| !matches!(piece.role, Role::Headline(_));
    let next: Vec<&Piece> =
        after.iter().take_while(is_part).filter(is_told).take(AFTER + 1).collect();
    let coming = pairs(&next);
    if coming.len() < LEAST_PAIRS {
        return None;
    }
    let exceeds = |shared: usize, past: usize| shared * 1000 / past.min(coming.len()) > most;
    let (mut tally, mut past) = (coming.tally(), 0);
    for piece in before.iter().rev().filter(is_told).take(BEFORE) {
        past += tally.add(&piece.text);
        // From here on more text can only show more of the same.
        if past >= coming.len() && exceeds(tally.shared(), past) {
            return Some(true);
        }
    }
    (past >= LEAST_PAIRS).then(|| exceeds(tally.shared(), past))
}

fn pairs(pieces: &[&Piece]) -> Pairs {
    Pairs::of(texts(pieces))
}

fn texts<'a>(pieces: &'a [&Piece]) -> impl Iterator<Item = &'a str> + Clone {
    pieces.iter().map(|piece| piece.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(texts: &[&str]) -> Vec<Piece> {
        texts.iter().map(|text| Piece::new(Role::Body, *text)).collect()
    }

    #[test]
    fn another_subject_breaks_off() {
        let before = bodies(&[
            "河口镇的老码头建于清代，渡船从这里开往对岸的盐场。",
            "老码头的石阶被渡船的缆绳磨出了深深的印子。",
            "镇里决定修缮老码头，渡船改从新码头开出。",
            "修缮后的老码头将陈列渡船和缆绳，讲述盐场的故事。",
        ]);
        assert!(breaks_off(
            &before,
            &bodies(&["近日，山里的小学开设了天文课，孩子们第一次看见土星。"])
        ));
        assert!(!breaks_off(
            &before,
            &bodies(&["近日，渡船上的老人回到老码头，抚摸石阶上缆绳的印子。"])
        ));
    }
}
