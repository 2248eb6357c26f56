//! `f`, `t`, `F` and `T`: the next place of what a typed key stands for. In come an article, an
//! offset and a key, out comes an offset. Refuses to know the screen.
//!
//! It looks through the paragraph and on through the ones after it: where a paragraph ends tells
//! nothing of where a reader's eye is.

use super::motion;
use crate::article::Article;
use crate::text::{fold, grapheme, pinyin};

/// Code points that are looked through; what is farther away is searched for with `/`.
const REACH: usize = 100_000;

/// Which way to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    End,
    Start,
}

/// Where the caret comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// On what was found.
    On,
    /// On the character before it, seen from where the caret comes from.
    Before,
}

/// How to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Find {
    pub towards: Towards,
    pub stop: Stop,
}

/// Whether the same was looked for before: `t` then does not stay before what it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    First,
    Again,
}

impl Find {
    /// The same the other way round.
    pub const fn opposite(self) -> Self {
        let towards = match self.towards {
            Towards::End => Towards::Start,
            Towards::Start => Towards::End,
        };
        Self { towards, ..self }
    }

    /// The place of the `count`-th character that `key` stands for; `None` where there are not as
    /// many within [`REACH`].
    pub fn run(
        self,
        article: &Article,
        caret: u32,
        key: char,
        count: u32,
        turn: Turn,
    ) -> Option<u32> {
        let wanted = Wanted::of(key);
        let skip = self.stop == Stop::Before && turn == Turn::Again;
        let text = article.text().as_str();
        let is_whole = |byte| grapheme::floor(text, byte) == byte;
        let nth = count.max(1) as usize - 1;
        let (to, step): (_, fn(&Article, u32) -> u32) = match self.towards {
            Towards::End => {
                let from = if skip { motion::right(article, caret) } else { caret };
                let from = motion::grapheme_end(article, from);
                let start = article.byte_of(from);
                let rest = (from..).zip(text[start..].char_indices()).take(REACH);
                let mut found = rest.filter(|&(_, (at, c))| wanted.is(c) && is_whole(start + at));
                (found.nth(nth).map(|(offset, _)| offset), motion::left)
            }
            Towards::Start => {
                let from = if skip { motion::left(article, caret) } else { caret };
                let before = &text[..article.byte_of(from)];
                let rest = (0..from).rev().zip(before.char_indices().rev()).take(REACH);
                let mut found = rest.filter(|&(_, (at, c))| wanted.is(c) && is_whole(at));
                (found.nth(nth).map(|(offset, _)| offset), motion::right)
            }
        };
        to.map(|to| if self.stop == Stop::Before { step(article, to) } else { to })
    }
}

/// What a typed key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The letter in either case, and Han with a reading that begins with it.
    Letter(char),
    /// Han, traditional and simplified alike.
    Han(char),
    /// A sign of the keyboard, and the Chinese ones that are typed with that key or mean the same.
    Sign(char, &'static str),
    /// This character, and its full-width form.
    Itself(char),
}

/// The Chinese signs that ASCII ones stand for.
const TWINS: [(char, &str); 21] = [
    (',', "，、﹐"),
    ('.', "。｡．"),
    ('"', "“”「」『』"),
    ('\'', "‘’"),
    ('(', "（《〈「『【〔〖［｛[{"),
    (')', "）》〉」』】〕〗］｝]}"),
    ('<', "《〈"),
    ('>', "》〉"),
    ('[', "【〔〖"),
    (']', "】〕〗"),
    ('{', "『"),
    ('}', "』"),
    ('-', "—–―－"),
    ('_', "—"),
    ('~', "～〜"),
    ('^', "…"),
    ('`', "·"),
    ('$', "￥¥"),
    ('/', "、"),
    ('\\', "、"),
    ('*', "×※"),
];

impl Wanted {
    fn of(key: char) -> Self {
        match fold::narrow(key) {
            letter @ 'a'..='z' => Self::Letter(letter),
            sign if sign.is_ascii_punctuation() => {
                let twins = TWINS.iter().find(|(ascii, _)| *ascii == sign);
                Self::Sign(sign, twins.map_or("", |(_, twins)| twins))
            }
            han if crate::text::han::is_han(han) => Self::Han(fold::simplified(han)),
            other => Self::Itself(other),
        }
    }

    fn is(self, c: char) -> bool {
        match self {
            Self::Letter(letter) => {
                fold::narrow(c).eq_ignore_ascii_case(&letter)
                    || pinyin::initials(c).any(|initial| initial == letter)
            }
            Self::Han(han) => fold::simplified(c) == han,
            Self::Sign(sign, twins) => fold::narrow(c) == sign || twins.contains(c),
            Self::Itself(own) => fold::narrow(c) == own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::text::Clean;

    const F: Find = Find { towards: Towards::End, stop: Stop::On };
    const T: Find = Find { towards: Towards::End, stop: Stop::Before };

    fn article() -> Article {
        let block = |text: &str| (BlockKind::Body, Clean::text(text));
        Article::new([block("徐长卿在（新）学堂，看《书》。"), block("他说：“行，學Xu．”")])
    }

    /// The text from where it leads to.
    fn led(find: Find, from: u32, key: char, count: u32, turn: Turn) -> Option<String> {
        let article = article();
        let to = find.run(&article, from, key, count, turn)?;
        Some(article.slice(to, (to + 2).min(article.chars())).as_str().to_owned())
    }

    #[test]
    fn a_key_stands_for_what_is_typed_with_it() {
        for (key, count, expected) in [
            ('x', 1, Some("新）")),
            ('x', 2, Some("学堂")),
            ('x', 3, Some("行，")),
            ('x', 4, Some("學X")),
            ('x', 5, Some("Xu")),
            ('x', 6, None),
            ('X', 1, Some("Xu")),
            ('ｘ', 1, Some("新）")),
            ('h', 1, Some("行，")),
            ('z', 1, Some("长卿")),
            ('c', 1, Some("长卿")),
            (',', 1, Some("，看")),
            ('，', 2, Some("，學")),
            ('.', 1, Some("。\n")),
            ('.', 2, Some("．”")),
            ('。', 1, Some("。\n")),
            ('"', 1, Some("“行")),
            ('(', 1, Some("（新")),
            ('(', 2, Some("《书")),
            ('（', 1, Some("（新")),
            ('《', 1, Some("《书")),
            ('学', 2, Some("學X")),
            ('學', 1, Some("学堂")),
            ('徐', 1, None),
            (' ', 1, None),
        ] {
            assert_eq!(led(F, 0, key, count, Turn::First).as_deref(), expected, "{key} {count}");
        }
    }

    #[test]
    fn back_and_up_to() {
        let chars = article().chars();
        assert_eq!(led(F.opposite(), chars, 'x', 4, Turn::First).as_deref(), Some("学堂"));
        assert_eq!(led(F.opposite(), 1, 'x', 1, Turn::First).as_deref(), Some("徐长"));
        assert_eq!(led(F.opposite(), 0, 'x', 1, Turn::First), None);
        assert_eq!(led(T, 0, 'x', 1, Turn::First).as_deref(), Some("（新"));
        assert_eq!(led(T, 4, 'x', 1, Turn::First).as_deref(), Some("（新"), "it stays");
        assert_eq!(led(T, 4, 'x', 1, Turn::Again).as_deref(), Some("）学"), "it goes on");
        assert_eq!(led(T.opposite(), 5, 'x', 1, Turn::First).as_deref(), Some("长卿"));
        assert_eq!(led(T.opposite(), 1, 'x', 1, Turn::Again), None);
    }
}
