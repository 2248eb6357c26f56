//! Search without an input method. In comes a word of letters, out comes whether a text has
//! characters that are read so. All readings of a heteronym count; nothing is looked up in a list of
//! words, so that names and new words are found like others.

mod known;
mod pairs;
mod read;
mod spelt;
mod table;
mod voice;
mod ways;

pub use known::Known;
pub use pairs::{Extent, Pairs};
pub use read::{Expansion, Reading, read};
pub use spelt::{Spelt, spelt_query};
use std::sync::LazyLock;
pub use voice::Voice;

use table::{Sign, TABLE};

/// When words of letters are taken for pinyin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pinyin {
    /// Where they stand nowhere as they are.
    #[default]
    Auto,
    /// Always; as they are they are looked for too.
    On,
    /// Never.
    Off,
}

impl Pinyin {
    /// The next one, round and round.
    pub const fn next(self) -> Self {
        match self {
            Self::Auto => Self::On,
            Self::On => Self::Off,
            Self::Off => Self::Auto,
        }
    }
}

/// Whether a folded word may be meant as the sound of several characters.
pub fn is_pinyin(word: &str) -> bool {
    ways::ways(word).iter().any(|way| way.len() > 1)
}

/// What characters that are read as a word says are compared by.
#[derive(Clone, Debug)]
pub struct Sound {
    ways: Vec<Vec<Sign>>,
    /// The codes of the first two signs of each; 0, which every character has, where there is one.
    heads: Vec<(u8, u8)>,
}

impl Sound {
    /// The sound of a folded word of letters, or letters and Han; `None` where it is no pinyin, or
    /// a single letter, which nearly every text has.
    pub fn of(word: &str) -> Option<Self> {
        let ways = ways::ways(word);
        let sign = |part| TABLE.sign(part);
        let signs: Vec<Vec<Sign>> =
            ways.iter().filter_map(|way| way.iter().map(sign).collect()).collect();
        let code = |sign: Option<&Sign>| sign.map_or(0, |sign| sign.code);
        let head = |way: &Vec<Sign>| (code(way.first()), code(way.get(1)));
        let mut heads: Vec<(u8, u8)> = signs.iter().map(head).collect();
        heads.sort_unstable();
        heads.dedup();
        (word.len() > 1 && !heads.is_empty()).then_some(Self { ways: signs, heads })
    }

    /// Makes ready what the first word would wait for.
    pub fn prepare() {
        LazyLock::force(&TABLE);
    }

    /// Whether characters that are read so stand somewhere in a folded text, one after the other.
    pub fn is_in(&self, text: &str) -> bool {
        let mut voice = Voice::default();
        voice.push(text);
        voice.find(self, 0..voice.len()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_what_is_read_so() {
        let has = |word: &str, text: &str| Sound::of(word).is_some_and(|sound| sound.is_in(text));
        for word in ["xuhui", "xhq", "xuh区", "xuhbj", "hui", "zhangxu", "cx"] {
            let text = if word.ends_with('j') { "徐汇滨江" } else { "局长徐汇区" };
            assert!(has(word, text), "{word}");
        }
        for word in ["qhx", "xuhuiquo", "hello world", "", "x", "i"] {
            assert!(!has(word, "局长徐汇区"), "{word}");
        }
        assert!(!has("xu", ""));
    }
}
