//! What an index of a large library is made of: the single characters of folded text and its pairs
//! of neighbours. In comes folded text, out come its grams and, for a literal, those that it is
//! found by. Refuses to know who keeps them.

/// How many characters a gram has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    One,
    Two,
}

/// One or two characters as a number of [`Gram::BITS`] bits: hundreds of millions of them are
/// sorted. They are ordered as their texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gram(u64);

/// A code point, and one more for none.
const CHAR_BITS: u32 = 21;

impl Gram {
    /// How many bits the numbers have.
    pub const BITS: u32 = 2 * CHAR_BITS;

    fn one(only: char) -> Self {
        Self(u64::from(only) << CHAR_BITS)
    }

    fn two(first: char, second: char) -> Self {
        Self(u64::from(first) << CHAR_BITS | (u64::from(second) + 1))
    }

    /// The gram as a number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The gram that has this number.
    pub const fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// Its characters; there is always a first.
    pub fn chars(self) -> impl Iterator<Item = char> {
        let first = self.0 >> CHAR_BITS;
        let second = (self.0 & ((1 << CHAR_BITS) - 1)).checked_sub(1);
        [Some(first), second].into_iter().flatten().filter_map(|c| char::from_u32(c as u32))
    }
}

/// The grams of one width, in order. A newline is in none.
pub fn grams(text: &str, width: Width) -> impl Iterator<Item = Gram> {
    let mut before = '\n';
    text.chars().filter_map(move |c| {
        let first = std::mem::replace(&mut before, c);
        match width {
            Width::One => (c != '\n').then(|| Gram::one(c)),
            Width::Two => (first != '\n' && c != '\n').then(|| Gram::two(first, c)),
        }
    })
}

/// What a literal is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// One character.
    One(Gram),
    /// All its pairs, each once. They stand wherever it does, and seldom elsewhere.
    Pairs(Vec<Gram>),
}

impl Cover {
    /// The cover of a literal; none where it stands nowhere, being empty or on two sides of a
    /// newline.
    pub fn of(literal: &str) -> Option<Self> {
        let mut chars = literal.chars();
        let first = chars.next()?;
        if literal.contains('\n') {
            return None;
        }
        if chars.next().is_none() {
            return Some(Self::One(Gram::one(first)));
        }
        let mut pairs: Vec<Gram> = grams(literal, Width::Two).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Some(Self::Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(gram: Gram) -> String {
        gram.chars().collect()
    }

    fn check(literal: &str, width: Width, expected: &[&str]) {
        let found: Vec<_> = grams(literal, width).map(text).collect();
        assert_eq!(found, expected, "{literal:?}");
    }

    #[test]
    fn a_newline_is_in_no_gram() {
        check("", Width::Two, &[]);
        check("江", Width::One, &["江"]);
        check("江", Width::Two, &[]);
        check("江a\n水\n\nbc", Width::One, &["江", "a", "水", "b", "c"]);
        check("江a\n水\n\nbc", Width::Two, &["江a", "bc"]);
        check("\0𠮷\u{10ffff}", Width::Two, &["\0𠮷", "𠮷\u{10ffff}"]);
    }

    #[test]
    fn every_pair_once() {
        let pairs = |pairs: &[&str]| {
            let pair = |pair: &&str| grams(pair, Width::Two).next().expect("is a pair");
            Some(Cover::Pairs(pairs.iter().map(pair).collect()))
        };
        assert_eq!(Cover::of("江"), Some(Cover::One(Gram::one('江'))));
        assert_eq!(Cover::of("江水"), pairs(&["江水"]));
        assert_eq!(Cover::of("ab江"), pairs(&["ab", "b江"]));
        assert_eq!(Cover::of("aaaba"), pairs(&["aa", "ab", "ba"]));
        for nowhere in ["", "\n", "江\n", "江水\n流"] {
            assert_eq!(Cover::of(nowhere), None, "{nowhere:?}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_as_texts_are(one in "[^\n]{1,2}", other in "[^\n]{1,2}") {
            let gram = |text: &str| match Cover::of(text) {
                Some(Cover::One(one)) => one,
                Some(Cover::Pairs(pairs)) => pairs[0],
                None => unreachable!("is not empty"),
            };
            prop_assert_eq!(text(gram(&one)), one.as_str());
            prop_assert_eq!(gram(&one).cmp(&gram(&other)), one.as_bytes().cmp(other.as_bytes()));
            prop_assert!(gram(&one).number() < 1 << Gram::BITS);
        }

        #[test]
        fn a_cover_stands_wherever_its_literal_does(
            text in "[江水a\n]{0,16}", literal in "[江水a\n]{0,5}",
        ) {
            let stands = |width, wanted| grams(&text, width).any(|gram| gram == wanted);
            let is_there = match Cover::of(&literal) {
                None => false,
                Some(Cover::One(one)) => stands(Width::One, one),
                Some(Cover::Pairs(pairs)) => pairs.iter().all(|&pair| stands(Width::Two, pair)),
            };
            let has_it = !literal.is_empty() && !literal.contains('\n') && text.contains(&literal);
            prop_assert!(is_there || !has_it);
            // Up to two characters it stands nowhere else.
            prop_assert!(is_there == has_it || literal.chars().count() > 2);
        }
    }
}
