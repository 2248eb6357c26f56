//! Short runs of letters to the places where they stand. In comes a text as letters, out come for
//! any few of them the places that hold those, the first in front. Linear in the text.

/// How many letters a place is looked up by.
pub const KEY: usize = 6;

/// The places of all runs of [`KEY`] letters, as chains of places that share a slot.
#[derive(Debug, Default)]
pub struct Grams {
    /// The first place of each slot, and for each place the next in its slot. Places count from 1
    /// in both; 0 ends a chain.
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Grams {
    /// The places in `letters`; those beyond 4 G letters are left out.
    pub fn of(letters: &[char]) -> Self {
        let places = letters.len().saturating_sub(KEY - 1);
        let mut grams =
            Self { first: vec![0; places.next_power_of_two().max(2)], next: vec![0; places] };
        for place in (0..places).rev() {
            let slot = grams.slot(&letters[place..place + KEY]);
            grams.next[place] = grams.first[slot];
            grams.first[slot] = u32::try_from(place + 1).unwrap_or(0);
        }
        grams
    }

    /// The places that may hold the letters of `key`, which is [`KEY`] long; others may be among
    /// them.
    pub fn places(&self, key: &[char]) -> impl Iterator<Item = usize> {
        let mut place = self.first.get(self.slot(key)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let found = (place as usize).checked_sub(1)?;
            place = self.next[found];
            Some(found)
        })
    }

    fn slot(&self, key: &[char]) -> usize {
        let mix = |hash: u64, &c: &char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        let hash = key.iter().fold(0xcbf2_9ce4_8422_2325, mix);
        (hash >> 20) as usize & self.first.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_in_order() {
        let letters: Vec<char> = "渡口的早晨和渡口的早晨一样".chars().collect();
        let grams = Grams::of(&letters);
        let held = |key: &str| {
            let key: Vec<char> = key.chars().collect();
            let places = grams.places(&key).filter(|&at| letters[at..].starts_with(&key));
            places.collect::<Vec<_>>()
        };
        assert_eq!(held("渡口的早晨和"), [0]);
        assert_eq!(held("口的早晨一样"), [7]);
        assert_eq!(held("没有这几个字"), [0; 0]);
        assert_eq!(Grams::of(&[]).places(&letters[..KEY]).count(), 0);
    }
}
