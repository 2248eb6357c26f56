//! The pairs of neighbouring Han characters in some texts. In come texts, out comes how many pairs they
//! have and share. It is asked at every headline of a page, hence a table of its own: an eighth of
//! the work of the standard set, whose hashes withstand an attacker who is not here.

use crate::text::han::is_han;

/// The characters of each text that count: more do not change what it is about.
const CHARACTERS: usize = 1500;

/// A set of pairs.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// Open addressing, less than a quarter full, as most pairs are looked for in vain; no pair is zero.
    slots: Vec<u64>,
    count: usize,
    /// A bit for each character that a pair begins with, by its last byte: most pairs of another text
    /// are told to be strange by it.
    firsts: [u64; 4],
}

impl Pairs {
    /// The pairs in `texts`.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        // A Han has three bytes, a few rare ones four.
        let letters: usize = texts.clone().map(|text| (text.len() / 3).min(CHARACTERS)).sum();
        let room = (letters * 4 + 1).next_power_of_two().max(16);
        let mut pairs = Self { slots: vec![0; room], count: 0, firsts: [0; 4] };
        for text in texts {
            each(text, |pair| pairs.insert(pair));
        }
        pairs
    }

    /// How many pairs there are.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Counts which of the pairs stand in other texts. No set is made of those: they may be far
    /// longer than its own.
    pub fn tally(&self) -> Tally<'_> {
        Tally { pairs: self, seen: vec![false; self.slots.len()], shared: 0 }
    }

    /// The part of the pairs that stands in `texts`, 0 to 1.
    pub fn share<'a>(&self, texts: impl Iterator<Item = &'a str>) -> f64 {
        let mut tally = self.tally();
        for text in texts {
            tally.add(text);
        }
        tally.share()
    }

    /// How many of the pairs of `text`, each as often as it stands there, are in the set, and how
    /// many it has.
    pub fn held(&self, text: &str) -> (usize, usize) {
        let (mut held, mut all) = (0, 0);
        each(text, |pair| {
            held += usize::from(self.slots[self.slot(pair)] == pair);
            all += 1;
        });
        (held, all)
    }

    fn insert(&mut self, pair: u64) {
        let slot = self.slot(pair);
        self.count += usize::from(self.slots[slot] != pair);
        self.slots[slot] = pair;
        let (word, bit) = first(pair);
        self.firsts[word] |= bit;
    }

    /// Whether a pair of the set may begin as this one.
    const fn may_hold(&self, pair: u64) -> bool {
        let (word, bit) = first(pair);
        self.firsts[word] & bit != 0
    }

    /// Where a pair stands, or the empty slot where it would.
    fn slot(&self, pair: u64) -> usize {
        let mask = self.slots.len() - 1;
        let hash = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] != pair {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

/// Which pairs of a set have been found so far.
#[derive(Debug)]
pub struct Tally<'a> {
    pairs: &'a Pairs,
    /// By the slots of the set.
    seen: Vec<bool>,
    shared: usize,
}

impl Tally<'_> {
    /// Looks for the pairs in one more text; gives how many pairs, each as often as it stands there,
    /// that has.
    pub fn add(&mut self, text: &str) -> usize {
        let mut all = 0;
        each(text, |pair| {
            all += 1;
            if !self.pairs.may_hold(pair) {
                return;
            }
            let slot = self.pairs.slot(pair);
            if self.pairs.slots[slot] == pair && !self.seen[slot] {
                self.seen[slot] = true;
                self.shared += 1;
            }
        });
        all
    }

    /// How many of the pairs stand in the texts.
    pub const fn shared(&self) -> usize {
        self.shared
    }

    /// The part of the pairs that stands in the texts, 0 to 1.
    pub fn share(&self) -> f64 {
        self.shared as f64 / self.pairs.count.max(1) as f64
    }
}

/// The word and the bit of the first character of a pair.
const fn first(pair: u64) -> (usize, u64) {
    let byte = pair >> 32 & 0xff;
    (byte as usize / 64, 1 << (byte % 64))
}

/// Calls `found` with each pair of `text`, never zero.
fn each(text: &str, mut found: impl FnMut(u64)) {
    let mut last = 0;
    let mut rest = text.as_bytes();
    for _ in 0..CHARACTERS {
        let c = match rest {
            [] => return,
            // U+4E00 to U+9FFF: nearly all that there is.
            [first @ 0xe4..=0xe9, second, third, tail @ ..] if *first > 0xe4 || *second >= 0xb8 => {
                rest = tail;
                u32::from(first & 0xf) << 12
                    | u32::from(second & 0x3f) << 6
                    | u32::from(third & 0x3f)
            }
            // ASCII, — ‘ ’ “ ” …, full-width forms.
            [..=0x7f, tail @ ..]
            | [0xe2, 0x80, _, tail @ ..]
            | [0xef, 0xbc | 0xbd, _, tail @ ..] => {
                rest = tail;
                continue;
            }
            _ => {
                let Some(c) = text[text.len() - rest.len()..].chars().next() else { return };
                rest = &rest[c.len_utf8()..];
                if !is_han(c) {
                    continue;
                }
                u32::from(c)
            }
        };
        if last != 0 {
            found(last << 32 | u64::from(c));
        }
        last = u64::from(c);
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    fn of(texts: &[&str]) -> Pairs {
        Pairs::of(texts.iter().copied())
    }

    #[test]
    fn pairs_are_counted_once() {
        assert_eq!(of(&["渡船，渡船 A 渡口", "渡口"]).len(), 3, "渡船 船渡 渡口");
        assert_eq!(of(&["渡", "A", ""]).len(), 0);
    }

    #[test]
    fn shared_pairs_are_found_once() {
        let pairs = of(&["老码头的渡船"]);
        let mut tally = pairs.tally();
        let found = ["码头上的渡船", "渡船", ""].map(|text| (tally.add(text), tally.shared()));
        assert_eq!(found, [(5, 3), (1, 3), (0, 3)]);
    }

    #[test]
    fn pairs_of_a_line_are_looked_up() {
        let pairs = of(&["老码头的渡船"]);
        assert_eq!(pairs.held("渡船与渡船"), (2, 4));
        assert_eq!(pairs.held(""), (0, 0));
    }

    #[test]
    fn a_long_text_finds_room() {
        let long: String = ('\u{4e00}'..'\u{5300}').collect();
        assert_eq!(of(&[&long, &long]).len(), 0x500 - 1);
    }
}
