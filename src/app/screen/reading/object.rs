//! Text objects: what of the text is meant by `iw`, `is`, `ip`, `i“`. In come an article, what is
//! selected and the key of an object, out comes a range. Refuses to know how words are told.

use super::motion;
use super::sentence;
use crate::article::Article;

/// Code points on each side of the caret in which pairs are looked for.
const REACH: u32 = 20_000;

/// With or without what encloses it, or the space after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Inside,
    Around,
}

/// What is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    Word,
    Sentence,
    Paragraph,
    /// The innermost of these pairs: the signs that open one, and those that close it.
    Pair(&'static [(&'static str, &'static str)]),
}

const ROUND: (&str, &str) = ("（(", "）)");
const SQUARE: (&str, &str) = ("［[", "］]");
const CURLY: (&str, &str) = ("｛{", "｝}");
const TITLE: (&str, &str) = ("《", "》");
const INNER_TITLE: (&str, &str) = ("〈", "〉");
const DOUBLE: (&str, &str) = ("“", "”");
const SINGLE: (&str, &str) = ("‘", "’");
const CORNER: (&str, &str) = ("「", "」");
const WHITE_CORNER: (&str, &str) = ("『", "』");
const STRAIGHT: (&str, &str) = ("\"＂", "\"＂");
const LENTICULAR: (&str, &str) = ("【", "】");
const TORTOISE: (&str, &str) = ("〔", "〕");
const WHITE_LENTICULAR: (&str, &str) = ("〖", "〗");

/// The pairs that a key names: a sign of the pair itself, its ASCII twin, or a letter.
const PAIRS: [(&str, &[(&str, &str)]); 14] = [
    ("\"＂q", &[DOUBLE, CORNER, WHITE_CORNER, STRAIGHT]),
    ("'", &[SINGLE]),
    ("()（）b", &[ROUND]),
    ("[]", &[LENTICULAR, TORTOISE, WHITE_LENTICULAR, SQUARE]),
    ("［］", &[SQUARE]),
    ("{}｛｝B", &[CURLY]),
    ("<>＜＞t", &[TITLE, INNER_TITLE]),
    ("“”", &[DOUBLE]),
    ("‘’", &[SINGLE]),
    ("「」", &[CORNER]),
    ("『』", &[WHITE_CORNER]),
    ("《》〈〉", &[TITLE, INNER_TITLE]),
    ("【】", &[LENTICULAR]),
    ("〔〕〖〗", &[TORTOISE, WHITE_LENTICULAR]),
];

impl Object {
    /// The object that a key names.
    pub fn of(key: char) -> Option<Self> {
        match key {
            'w' | 'ｗ' => Some(Self::Word),
            's' | 'ｓ' => Some(Self::Sentence),
            'p' | 'ｐ' => Some(Self::Paragraph),
            _ => {
                let pairs = PAIRS.iter().find(|(keys, _)| keys.contains(key));
                pairs.map(|(_, pairs)| Self::Pair(pairs))
            }
        }
    }
}

/// The sentence or paragraph at `offset`; a paragraph has nothing around it.
pub fn run(article: &Article, offset: u32, object: Object, scope: Scope) -> (u32, u32) {
    let block = article.blocks().get(article.block_at(offset));
    match object {
        Object::Sentence => scoped(article, sentence::at(article, offset), offset, scope),
        _ => block.map_or((0, 0), |block| (block.start, article.block_end(block))),
    }
}

/// A piece of text with the white space after it, or without. On the white space itself that is
/// what lies inside.
pub fn scoped(
    article: &Article,
    (start, end): (u32, u32),
    offset: u32,
    scope: Scope,
) -> (u32, u32) {
    if scope == Scope::Around {
        return (start, end);
    }
    let text = article.slice(start, end);
    let solid = start + text.as_str().trim_end().chars().count() as u32;
    if offset < solid || solid == start { (start, solid.max(start)) } else { (solid, end) }
}

/// The pair around what is selected, or after it in the same paragraph where there is none around;
/// where it is selected already, the one around it. `None` where there is none, or nothing in it.
pub fn pair(
    article: &Article,
    selected: (u32, u32),
    signs: &[(&str, &str)],
    scope: Scope,
) -> Option<(u32, u32)> {
    let (start, end) = selected;
    let mut pairs = pairs(article, start, signs);
    pairs.sort_unstable_by_key(|&(open, close)| close - open);
    let range = |&(open, close): &(u32, u32)| match scope {
        Scope::Inside => (open + 1, close),
        Scope::Around => (open, close + 1),
    };
    let is_one = motion::grapheme_end(article, start) >= end;
    let around = pairs.iter().find(|&&(open, close)| {
        let range = range(&(open, close));
        let grows = range != selected && range.0 <= start && end <= range.1;
        open <= start && end <= close + 1 && (is_one || grows)
    });
    let next = || {
        let after = pairs.iter().filter(|&&(open, _)| is_one && open > start);
        after.min_by_key(|&&(open, _)| open)
    };
    around.or_else(next).map(range).filter(|(start, end)| start < end)
}

/// The pairs near `offset` in its block, by the offsets of their signs. A sign without its other
/// half is passed over.
fn pairs(article: &Article, offset: u32, signs: &[(&str, &str)]) -> Vec<(u32, u32)> {
    let Some(block) = article.blocks().get(article.block_at(offset)) else { return Vec::new() };
    let from = offset.saturating_sub(REACH).max(block.start);
    let to = offset.saturating_add(REACH).min(article.block_end(block));
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in (from..).zip(article.slice(from, to).as_str().chars()) {
        let closes = signs.iter().position(|(_, closing)| closing.contains(c));
        let opened = open.iter().rposition(|&(kind, _)| Some(kind) == closes);
        if let Some(index) = opened {
            pairs.push((open[index].1, at));
            open.truncate(index);
        } else if let Some(kind) = signs.iter().position(|(opening, _)| opening.contains(c)) {
            open.push((kind, at));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::text::Clean;

    /// What is selected when `|` marks the caret, or two of them the selection.
    fn selected(text: &str, key: char, scope: Scope) -> Option<String> {
        let marks: Vec<u32> =
            (0_u32..).zip(text.chars()).filter(|&(_, c)| c == '|').map(|(at, _)| at).collect();
        let start = marks[0];
        let end = marks.get(1).map_or(start + 1, |end| end - 1);
        let text = text.replace('|', "");
        let article = Article::new([(BlockKind::Body, Clean::text(&text))]);
        let (start, end) = match Object::of(key)? {
            Object::Pair(signs) => pair(&article, (start, end), signs, scope)?,
            object => run(&article, start, object, scope),
        };
        Some(article.slice(start, end).as_str().to_owned())
    }

    #[test]
    fn pairs_around_the_caret_else_after_it() {
        use Scope::{Around, Inside};
        for (text, key, scope, expected) in [
            ("他说：“走|吧！”天亮了。", '"', Inside, Some("走吧！")),
            ("他说：“走|吧！”天亮了。", '“', Around, Some("“走吧！”")),
            ("他说：|“走吧！”", '"', Inside, Some("走吧！")),
            ("他|说：“走吧！”", '”', Inside, Some("走吧！")),
            ("“走吧！|”天", '"', Inside, Some("走吧！")),
            ("“走吧！”|天", '"', Inside, None),
            ("“看‘一|眼’就走”", '"', Inside, Some("看‘一眼’就走")),
            ("“看‘一|眼’就走”", '\'', Inside, Some("一眼")),
            ("「外『内|』」", 'q', Inside, Some("内")),
            ("「外『内』|」", 'q', Inside, Some("外『内』")),
            ("（一（二|）三）", '(', Inside, Some("二")),
            ("（|一（二）三）", 'b', Around, Some("（一（二）三）")),
            ("（半角)全|(收尾）", '(', Inside, Some("收尾")),
            ("读《书|》看〈篇〉", '<', Around, Some("《书》")),
            ("读|《书》", 't', Inside, Some("书")),
            ("【记|者】〔注〕", '[', Inside, Some("记者")),
            ("say \"a|b\" and \"c\"", '"', Inside, Some("ab")),
            ("一”二“三|”四", '"', Inside, Some("三")),
            ("一“二“三|四", '"', Inside, None),
            ("空|“”", '"', Inside, None),
            ("空|“”", '"', Around, Some("“”")),
            ("无|", '(', Inside, None),
        ] {
            assert_eq!(selected(text, key, scope).as_deref(), expected, "{text} {key}");
        }
    }

    #[test]
    fn the_same_again_takes_the_pair_around_it() {
        use Scope::{Around, Inside};
        for (text, scope, expected) in [
            ("（一（|二三|）四）", Inside, Some("一（二三）四")),
            ("（一|（二三）|四）", Around, Some("（一（二三）四）")),
            ("（|一二|）", Inside, None),
            ("（一|二三|四）", Inside, Some("一二三四")),
        ] {
            assert_eq!(selected(text, '(', scope).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn sentences_and_paragraphs() {
        use Scope::{Around, Inside};
        for (text, key, scope, expected) in [
            ("天亮了。“走|吧！”他说。", 's', Inside, "“走吧！”"),
            ("天亮了。“走吧！|”他说。", 's', Inside, "“走吧！”"),
            ("It is |late. Go on.", 's', Inside, "It is late."),
            ("It is |late. Go on.", 's', Around, "It is late. "),
            ("天亮了。“走|吧！”他说。", 'p', Inside, "天亮了。“走吧！”他说。"),
        ] {
            assert_eq!(selected(text, key, scope).as_deref(), Some(expected), "{text} {key}");
        }
    }
}
