//! Where in a text something like a given piece of it may stand. In come letters, out come a few
//! stretches, the likeliest first. Linear in the text to build; what it costs to ask does not hang
//! on the length of the text.

use std::ops::Range;

/// How many letters a seed has. Three Han are rare enough in any text, and survive where one
/// letter in five is changed.
pub const SEED: usize = 3;

/// How many places are looked at for one question.
const PLACES_MAX: usize = 768;

/// How many stretches are handed out.
const STRETCHES_MAX: usize = 12;

/// The places of all seeds of a text, those of one slot in a row and in order.
#[derive(Debug)]
pub struct Seeds {
    /// Where the places of each slot begin; one more than there are slots.
    starts: Vec<u32>,
    places: Vec<u32>,
}

/// Seeds of a piece that lie in a text as they lie in the piece.
struct Seen {
    /// Where in the text the piece would begin, which may be before it.
    begins: i64,
    /// Which letter of the piece the seed begins with.
    nth: usize,
}

impl Seeds {
    /// The seeds of a text.
    pub fn of(text: &[char]) -> Self {
        let count = (text.len() + 1).saturating_sub(SEED);
        let slots = count.next_power_of_two().max(2);
        let mut starts = vec![0_u32; slots + 1];
        for seed in text.windows(SEED) {
            starts[slot(seed, slots) + 1] += 1;
        }
        for index in 0..slots {
            starts[index + 1] += starts[index];
        }
        let mut next = starts.clone();
        let mut places = vec![0; count];
        for (place, seed) in (0..).zip(text.windows(SEED)) {
            let free = &mut next[slot(seed, slots)];
            places[*free as usize] = place;
            *free += 1;
        }
        Self { starts, places }
    }

    /// The places where `piece` stands as it is, in order; of very many those nearest to `near`.
    /// The piece has [`SEED`] letters at least.
    pub fn exact(&self, text: &[char], piece: &[char], near: usize) -> Vec<usize> {
        let offsets = 0..(piece.len() + 1).saturating_sub(SEED);
        let rarest = offsets.min_by_key(|&nth| self.slot_of(&piece[nth..]).len());
        let Some(nth) = rarest else { return Vec::new() };
        let places = around(self.slot_of(&piece[nth..]), near + nth, PLACES_MAX);
        let begins = places.iter().filter_map(|&place| (place as usize).checked_sub(nth));
        begins.filter(|&at| text[at..].starts_with(piece)).collect()
    }

    /// The stretches in which something like `piece` may stand, by the rarest of its seeds; `near`
    /// is where it stood. Each has room for as much again as half of the piece at either side.
    pub fn stretches(&self, text: &[char], piece: &[char], near: usize) -> Vec<Range<usize>> {
        let mut seen = self.seen(text, piece, near);
        seen.sort_unstable_by_key(|seen| (seen.begins, seen.nth));
        let slack = (8 + piece.len() / 8) as i64;
        let mut clusters: Vec<(usize, i64, i64)> = seen
            .chunk_by(|one, next| next.begins - one.begins <= slack)
            .map(|cluster| {
                let mut nths: Vec<usize> = cluster.iter().map(|seen| seen.nth).collect();
                nths.sort_unstable();
                nths.dedup();
                (nths.len(), cluster[0].begins, cluster[cluster.len() - 1].begins)
            })
            .collect();
        let distance = |begins: i64| (begins - near as i64).abs();
        clusters.sort_by_key(|&(votes, first, _)| (std::cmp::Reverse(votes), distance(first)));
        let room = (piece.len() / 2 + 8) as i64;
        let bound = |at: i64| at.clamp(0, text.len() as i64) as usize;
        clusters
            .into_iter()
            .take(STRETCHES_MAX)
            // A repeated text makes one cluster of very many seeds.
            .map(|(_, first, last)| (first, last.min(first + 4 * room)))
            .map(|(first, last)| bound(first - room)..bound(last + piece.len() as i64 + room))
            .collect()
    }

    fn seen(&self, text: &[char], piece: &[char], near: usize) -> Vec<Seen> {
        let mut offsets: Vec<usize> = (0..(piece.len() + 1).saturating_sub(SEED)).collect();
        offsets.sort_by_key(|&nth| self.slot_of(&piece[nth..]).len());
        let mut left = PLACES_MAX;
        let mut seen = Vec::new();
        for nth in offsets {
            let seed = &piece[nth..nth + SEED];
            let places = around(self.slot_of(seed), near + nth, left);
            left -= places.len();
            let places = places.iter().filter(|&&place| text[place as usize..].starts_with(seed));
            seen.extend(places.map(|&at| Seen { begins: i64::from(at) - nth as i64, nth }));
            if left == 0 {
                break;
            }
        }
        seen
    }

    fn slot_of(&self, piece: &[char]) -> &[u32] {
        let slot = slot(&piece[..SEED], self.starts.len() - 1);
        &self.places[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }
}

/// At most so many of the places, those around `near`.
fn around(places: &[u32], near: usize, at_most: usize) -> &[u32] {
    let middle = places.partition_point(|&place| (place as usize) < near);
    let from = middle.saturating_sub(at_most / 2).min(places.len().saturating_sub(at_most));
    &places[from..(from + at_most).min(places.len())]
}

fn slot(seed: &[char], slots: usize) -> usize {
    let mix = |hash: u64, &c: &char| (hash ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = seed.iter().fold(0, |hash, c| mix(hash, c).rotate_left(23));
    (hash >> 16) as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_piece_is_found_where_it_stands() {
        let text = letters("渡口的早晨和渡口的早晨一样，渡口的早市");
        let seeds = Seeds::of(&text);
        let at = |piece: &str| seeds.exact(&text, &letters(piece), 0);
        assert_eq!(at("渡口的早"), [0, 6, 14]);
        assert_eq!(at("的早晨一样"), [8]);
        assert_eq!(at("没有这几个字"), [0; 0]);
        assert_eq!(at("渡口"), [0; 0]);
        assert_eq!(Seeds::of(&[]).exact(&[], &letters("渡口的早"), 3), [0; 0]);
    }

    #[test]
    fn what_is_like_it_stands_in_a_stretch() {
        let text = letters(&format!("{}渡口的清晨与集市一样{}", "春".repeat(90), "秋".repeat(90)));
        let piece = letters("渡口的早晨和集市一样");
        let stretches = Seeds::of(&text).stretches(&text, &piece, 0);
        assert_eq!(stretches.len(), 1);
        assert!(stretches[0].contains(&90) && stretches[0].contains(&99), "{stretches:?}");
    }

    #[test]
    fn very_many_places_are_bounded() {
        let text = letters(&"江水".repeat(100_000));
        let seeds = Seeds::of(&text);
        let near = seeds.exact(&text, &letters("江水江水"), 80_000);
        assert!(near.len() <= PLACES_MAX && near.contains(&80_000));
        let stretches = seeds.stretches(&text, &letters("江水江火江水"), 80_000);
        assert!(stretches.iter().all(|stretch| stretch.len() < 400), "{stretches:?}");
    }
}
