//! A few numbers that tell whether two articles may be copies of one another. In comes folded text,
//! out come the smallest hashes of its runs of letters: texts that share runs share hashes.

use crate::text::fold::is_ink;

/// Letters in a run. An error in every twentieth letter leaves three runs of four whole.
const RUN: usize = 6;

/// Hashes that are kept. Of an article that is a third of another text, and of which a quarter of
/// the runs is damaged, the two share four on average.
const KEPT: usize = 16;

/// The fewest letters of which a copy can be told from a stock phrase.
const LETTERS_MIN: usize = 32;

/// The smallest hashes of the runs of letters of a text, in order: a sample that is the same for
/// the same runs wherever they stand (Broder, On the resemblance and containment of documents,
/// 1997).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    hashes: [u32; KEPT],
    kept: u8,
}

impl Sketch {
    /// The sketch of a folded text; empty where it has too few letters to be known by them.
    pub fn of(folded: &str) -> Self {
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        /// What the letter that leaves the run has been multiplied with.
        const LEAVES: u64 = {
            let (mut power, mut times) = (1_u64, 0);
            while times < RUN {
                power = power.wrapping_mul(BASE);
                times += 1;
            }
            power
        };
        let mut sketch = Self { hashes: [u32::MAX; KEPT], kept: 0 };
        let (mut run, mut rolling, mut letters, mut slot) = ([0_u64; RUN], 0_u64, 0_usize, 0);
        for c in folded.chars() {
            if !is_ink(c) {
                continue;
            }
            let value = u64::from(c) + 1;
            let left = std::mem::replace(&mut run[slot], value);
            rolling = rolling
                .wrapping_mul(BASE)
                .wrapping_add(value)
                .wrapping_sub(left.wrapping_mul(LEAVES));
            slot = if slot + 1 == RUN { 0 } else { slot + 1 };
            letters += 1;
            // The high half of a product is well mixed.
            let hash = ((rolling ^ (rolling >> 32)).wrapping_mul(BASE) >> 32) as u32;
            if hash < sketch.hashes[KEPT - 1] && letters >= RUN {
                sketch.keep(hash);
            }
        }
        if letters < LETTERS_MIN { Self::default() } else { sketch }
    }

    /// The sketch that had these hashes.
    pub fn of_hashes(hashes: &[u32]) -> Self {
        let mut sketch = Self::default();
        let kept = hashes.len().min(KEPT);
        sketch.hashes[..kept].copy_from_slice(&hashes[..kept]);
        sketch.kept = kept as u8;
        sketch
    }

    /// The hashes, the smallest first.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes[..usize::from(self.kept)]
    }

    fn keep(&mut self, hash: u32) {
        let kept = usize::from(self.kept);
        let at = self.hashes[..kept].partition_point(|&smaller| smaller < hash);
        if at < kept && self.hashes[at] == hash {
            return;
        }
        let kept = (kept + 1).min(KEPT);
        self.hashes.copy_within(at..kept - 1, at + 1);
        self.hashes[at] = hash;
        self.kept = kept as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many different letters.
    fn text(from: u32, letters: u32) -> String {
        (from..from + letters).filter_map(|n| char::from_u32(0x4e00 + n * 7 % 20_000)).collect()
    }

    fn shared(a: &str, b: &str) -> usize {
        let (a, b) = (Sketch::of(a), Sketch::of(b));
        a.hashes().iter().filter(|hash| b.hashes().contains(hash)).count()
    }

    #[test]
    fn the_smallest_hashes_are_kept_once_and_in_order() {
        let sketch = Sketch::of(&text(0, 500).repeat(3));
        assert_eq!(sketch.hashes().len(), KEPT);
        assert!(sketch.hashes().is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn texts_share_as_much_as_they_have_in_common() {
        let (one, other) = (text(0, 900), text(900, 1800));
        assert_eq!(shared(&one, &other), 0);
        assert_eq!(shared(&one, &one), KEPT);
        assert!((2..KEPT).contains(&shared(&one, &format!("{one}{other}"))));
    }

    #[test]
    fn marks_and_spaces_do_not_count_and_few_letters_say_nothing() {
        let one = text(0, 300);
        let spaced: String = one.chars().flat_map(|c| [c, ' ', ',']).collect();
        assert_eq!(Sketch::of(&one), Sketch::of(&spaced));
        assert_eq!(Sketch::of(&text(0, 31)), Sketch::default());
        assert_eq!(Sketch::of(&text(0, 32)).hashes().len(), KEPT);
    }
}
