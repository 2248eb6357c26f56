//! Sets of words that the lines of a page are asked for. In comes text, out come the words of a set
//! that it begins with or holds. Refuses to know what they mean.
//!
//! Nearly every line of a library is asked, and nearly none has such a word: the first character
//! decides, by a look into a table of bits.

use std::sync::LazyLock;

/// Words with what each stands for, made when first asked.
pub type Lexicon<T> = LazyLock<Table<T>>;

/// Words that stand for nothing but themselves.
pub type Words = Lexicon<()>;

/// Words in order, and which characters begin one.
#[derive(Debug)]
pub struct Table<T> {
    words: Vec<(&'static str, T)>,
    /// Each of those characters in order, and where its words end.
    ends: Vec<(char, usize)>,
    /// A bit for each character, code points [`BITS`] apart share one.
    first: [u64; BITS / 64],
}

/// The bits of the table of first characters: 1 KiB.
const BITS: usize = 8192;

impl Table<()> {
    /// The words of a list with blanks between them.
    pub fn of(list: &'static str) -> Self {
        Self::new(list.split_whitespace().map(|word| (word, ())))
    }

    /// Whether `text` is one of the words.
    pub fn has(&self, text: &str) -> bool {
        text.chars()
            .next()
            .is_some_and(|c| self.beginning(c).iter().any(|(word, ())| *word == text))
    }
}

impl<T> Table<T> {
    /// A table of these words; the first of two equal ones stands first.
    pub fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|(word, _)| *word);
        let mut first = [0; BITS / 64];
        let mut ends: Vec<(char, usize)> = Vec::new();
        for (end, (word, _)) in (1..).zip(&words) {
            let Some(c) = word.chars().next() else { continue };
            let bit = c as usize % BITS;
            first[bit / 64] |= 1 << (bit % 64);
            match ends.last_mut() {
                Some(last) if last.0 == c => last.1 = end,
                _ => ends.push((c, end)),
            }
        }
        Self { words, ends, first }
    }

    /// The words that begin with the character `c`.
    pub fn beginning(&self, c: char) -> &[(&'static str, T)] {
        if !self.may_begin(c as usize) {
            return &[];
        }
        let Ok(at) = self.ends.binary_search_by_key(&c, |&(first, _)| first) else { return &[] };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.words[from..self.ends[at].1]
    }

    /// The words that `text` begins with, the longest last.
    pub fn prefixes<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let words = text.chars().next().map_or(&[][..], |c| self.beginning(c));
        words.iter().map(|(word, _)| *word).filter(|word| text.starts_with(word))
    }

    /// Whether `text` begins with one of the words.
    pub fn begins(&self, text: &str) -> bool {
        self.prefixes(text).next().is_some()
    }

    /// What the words stand for that stand anywhere in `text`.
    pub fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a T> + 'a {
        self.places(text).flat_map(move |(at, c)| {
            let words = self.beginning(c).iter();
            words.filter(move |(word, _)| text[at..].starts_with(word)).map(|(_, of)| of)
        })
    }

    /// Whether one of the words stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.places(text)
            .any(|(at, c)| self.beginning(c).iter().any(|(word, _)| text[at..].starts_with(word)))
    }

    /// Where in `text` a word may begin, and with which character. All others, which are nearly all
    /// that there are, are passed by their bytes.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let mut rest = text.as_bytes();
        std::iter::from_fn(move || {
            loop {
                let here = rest;
                let code = match here {
                    // Of the code point, which these three bytes hold, the bits that count.
                    [first @ 0xe0..=0xef, second, third, tail @ ..] => {
                        rest = tail;
                        usize::from(first & 1) << 12
                            | usize::from(second & 0x3f) << 6
                            | usize::from(third & 0x3f)
                    }
                    [byte @ ..=0x7f, tail @ ..] => {
                        rest = tail;
                        usize::from(*byte)
                    }
                    _ => {
                        let c = text[text.len() - here.len()..].chars().next()?;
                        rest = &here[c.len_utf8()..];
                        c as usize
                    }
                };
                if self.may_begin(code) {
                    let at = text.len() - here.len();
                    return Some((at, text[at..].chars().next()?));
                }
            }
        })
    }

    /// Whether a word may begin with the character of this code point.
    const fn may_begin(&self, code: usize) -> bool {
        let bit = code % BITS;
        self.first[bit / 64] & (1 << (bit % 64)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let words = Table::of("渡口 渡 船 渡船码头 APP");
        assert!(words.has("渡口") && !words.has("渡河"));
        assert_eq!(words.prefixes("渡船码头边").collect::<Vec<_>>(), ["渡", "渡船码头"]);
        assert!(words.begins("船来了") && !words.begins("一条船"));
        assert!(words.is_in("一条船") && words.is_in("下载APP") && !words.is_in("江边"));
        assert!(!words.is_in("") && !words.begins(""));
        assert_eq!(words.found("一条渡船").count(), 2);
        assert_eq!(words.beginning('渡').len(), 3);
    }
}
