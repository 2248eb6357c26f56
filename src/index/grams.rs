//! What an index of a large library is made of: the single characters of folded text and its pairs
//! of neighbours. In comes folded text, out come its grams and, for a literal, those that it is
//! found by. Refuses to know who keeps them.

use std::str::CharIndices;

/// How many characters a gram has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    One,
    Two,
}

/// A gram where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gram<'a> {
    /// Its characters.
    pub text: &'a str,
    /// Its first byte.
    pub start: usize,
    /// Its first character, counted in characters of the whole text, newlines included.
    pub position: usize,
}

/// All grams of one width. A newline is in none, but has a position: no grams that are neighbours
/// by their positions lie on two sides of it.
#[derive(Clone, Debug)]
pub struct Grams<'a> {
    text: &'a str,
    chars: CharIndices<'a>,
    next_position: usize,
    width: Width,
}

impl<'a> Grams<'a> {
    /// The grams of `text`, in order.
    pub fn of(text: &'a str, width: Width) -> Self {
        Self { text, chars: text.char_indices(), next_position: 0, width }
    }
}

impl<'a> Iterator for Grams<'a> {
    type Item = Gram<'a>;

    fn next(&mut self) -> Option<Gram<'a>> {
        loop {
            let (start, first) = self.chars.next()?;
            let position = self.next_position;
            self.next_position += 1;
            if first == '\n' {
                continue;
            }
            let mut end = self.chars.offset();
            if self.width == Width::Two {
                match self.chars.clone().next() {
                    Some((at, second)) if second != '\n' => end = at + second.len_utf8(),
                    _ => continue,
                }
            }
            return Some(Gram { text: &self.text[start..end], start, position });
        }
    }
}

/// What a literal is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover<'a> {
    /// One character.
    One(&'a str),
    /// All its pairs, each once. They stand wherever it does, and seldom elsewhere.
    Pairs(Vec<&'a str>),
}

impl<'a> Cover<'a> {
    /// The cover of a literal; none where it stands nowhere, being empty or on two sides of a
    /// newline.
    pub fn of(literal: &'a str) -> Option<Self> {
        let mut chars = literal.chars();
        if literal.contains('\n') || chars.next().is_none() {
            return None;
        }
        if chars.next().is_none() {
            return Some(Self::One(literal));
        }
        let mut pairs: Vec<&str> = Grams::of(literal, Width::Two).map(|gram| gram.text).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Some(Self::Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, width: Width, expected: &[(usize, &str)]) {
        let grams: Vec<_> = Grams::of(text, width).map(|gram| (gram.position, gram.text)).collect();
        assert_eq!(grams, expected, "{text:?}");
    }

    #[test]
    fn a_newline_is_in_no_gram_and_has_a_position() {
        check("", Width::Two, &[]);
        check("江", Width::One, &[(0, "江")]);
        check("江", Width::Two, &[]);
        check("江a\n水\n\nbc", Width::One, &[(0, "江"), (1, "a"), (3, "水"), (6, "b"), (7, "c")]);
        check("江a\n水\n\nbc", Width::Two, &[(0, "江a"), (6, "bc")]);
    }

    #[test]
    fn every_pair_once() {
        let pairs = |pairs: &[&'static str]| Some(Cover::Pairs(pairs.to_vec()));
        assert_eq!(Cover::of("江"), Some(Cover::One("江")));
        assert_eq!(Cover::of("江水"), pairs(&["江水"]));
        assert_eq!(Cover::of("ab江"), pairs(&["ab", "b江"]));
        assert_eq!(Cover::of("aaaba"), pairs(&["aa", "ab", "ba"]));
        for nowhere in ["", "\n", "江\n", "江水\n流"] {
            assert_eq!(Cover::of(nowhere), None, "{nowhere:?}");
        }
    }

    proptest! {
        #[test]
        fn a_cover_stands_wherever_its_literal_does(
            text in "[江水a\n]{0,16}", literal in "[江水a\n]{0,5}",
        ) {
            let stands = |width, wanted: &str| Grams::of(&text, width).any(|gram| gram.text == wanted);
            let is_there = match Cover::of(&literal) {
                None => false,
                Some(Cover::One(one)) => stands(Width::One, one),
                Some(Cover::Pairs(pairs)) => pairs.iter().all(|pair| stands(Width::Two, pair)),
            };
            let has_it = !literal.is_empty() && !literal.contains('\n') && text.contains(&literal);
            prop_assert!(is_there || !has_it);
            // Up to two characters it stands nowhere else.
            prop_assert!(is_there == has_it || literal.chars().count() > 2);
        }
    }
}
