//! Where what is asked for stands in one article. In come an article and a query, out come ranges
//! of its clean text; and the one rule by which hits that overlap become one.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem::Finder;

use super::engine::Collection;
use super::query::{Node, Query};
use super::search::near;
use crate::article::{Article, BlockKind};
use crate::text::fold;

/// A hit in the folded text of an article, in bytes from its start there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

/// Where the leaves of `query` stand in `article`, in code points of its clean text: in order, not
/// overlapping. Spaces and line breaks inside a hit belong to it. Whether the article as a whole is
/// found makes no difference.
///
/// There are as many as [`super::search()`] counts, but where a character folds to several (℡, ㎡, …)
/// and more than one of them is hit: it is shown once.
pub fn hits_in(article: &Article, query: &Query) -> Vec<(u32, u32)> {
    let leaves = query.leaves();
    let finders: Vec<Leaf<'_>> = leaves.iter().filter_map(|leaf| Leaf::of(leaf)).collect();
    let mut hits = Vec::new();
    if leaves.is_empty() {
        return hits;
    }
    let title = article.blocks().iter().position(|block| block.kind == BlockKind::Title);
    for (number, block) in article.blocks().iter().enumerate() {
        let text = article.block_text(block).as_str();
        let is_title = title == Some(number);
        let mut here = Vec::new();
        if !finders.is_empty() {
            let folded = fold::fold_with_map(text);
            let mut places: Vec<Hit> = Vec::new();
            for leaf in &finders {
                leaf.add_places(&folded.text, is_title, &mut places);
            }
            places.sort_unstable();
            let united = unite(places.iter().map(|hit| (hit.start as usize, hit.end as usize)));
            here = folded.sources_of(united.into_iter().map(|(start, end)| start..end));
        }
        for leaf in &leaves {
            if let Node::Pattern(pattern) = leaf {
                here.extend(chars(text, pattern.places(text)));
                here.sort_unstable();
            }
        }
        hits.extend(unite(
            here.into_iter().map(|(from, to)| (block.start + from, block.start + to)),
        ));
    }
    hits
}

/// The hits of `query` in the folded text of the article with this index, in order, not
/// overlapping.
pub(super) fn hits_of(collection: &dyn Collection, query: &Query, index: usize) -> Vec<Hit> {
    let corpus = collection.corpus();
    let Some(folded) = corpus.articles().get(index) else { return Vec::new() };
    let leaves = query.leaves();
    if leaves.iter().any(|leaf| matches!(leaf, Node::Pattern(_))) {
        let article = collection.article(index);
        let hits =
            |article: Arc<Article>| in_folded(&article, folded.body, &hits_in(&article, query));
        return article.map(hits).unwrap_or_default();
    }
    let text = std::str::from_utf8(corpus.article_text(index)).unwrap_or_default();
    let (mut places, mut here) = (Vec::new(), Vec::new());
    for leaf in leaves {
        let Some(finder) = Leaf::of(leaf) else { continue };
        let is_of_title = matches!(leaf, Node::Title(_));
        let (from, to) = if is_of_title { folded.title } else { (0, text.len() as u32) };
        let stretch = text.get(from as usize..to as usize).unwrap_or_default();
        finder.add_places(stretch, true, &mut here);
        let moved = |hit: Hit| Hit { start: from + hit.start, end: from + hit.end };
        places.extend(here.drain(..).map(moved));
    }
    // A title that was made for the article has no place in its text.
    places.retain(|hit| hit.start >= folded.body);
    places.sort_unstable();
    let united = unite(places.iter().map(|hit| (hit.start, hit.end)));
    united.into_iter().map(|(start, end)| Hit { start, end }).collect()
}

/// A leaf that is looked for in folded text.
enum Leaf<'a> {
    Literal(Finder<'a>),
    Title(Finder<'a>),
    Near(Vec<Finder<'a>>, Vec<Finder<'a>>, u32),
}

impl<'a> Leaf<'a> {
    fn of(node: &'a Node) -> Option<Self> {
        let finders = |side: &'a [String]| side.iter().map(Finder::new).collect();
        Some(match node {
            Node::Literal(literal) => Self::Literal(Finder::new(literal)),
            Node::Title(literal) => Self::Title(Finder::new(literal)),
            Node::Near(near) => Self::Near(finders(&near.first), finders(&near.second), near.chars),
            _ => return None,
        })
    }

    fn add_places(&self, text: &str, is_title: bool, places: &mut Vec<Hit>) {
        match self {
            Self::Literal(finder) => places.extend(find(finder, text)),
            Self::Title(finder) if is_title => places.extend(find(finder, text)),
            Self::Title(_) => {}
            Self::Near(first, second, chars) => {
                let side = |finders: &[Finder<'_>]| {
                    let mut side: Vec<Hit> =
                        finders.iter().flat_map(|finder| find(finder, text)).collect();
                    side.sort_unstable();
                    side
                };
                places.extend(near(&side(first), &side(second), *chars, text.as_bytes()));
            }
        }
    }
}

fn find(finder: &Finder<'_>, text: &str) -> impl Iterator<Item = Hit> {
    let length = finder.needle().len();
    finder
        .find_iter(text.as_bytes())
        .map(move |at| Hit { start: at as u32, end: (at + length) as u32 })
}

/// Ranges of bytes, which come in order, in code points.
fn chars(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<(u32, u32)> {
    let (mut byte, mut count) = (0, 0);
    let mut walk = |to: usize| {
        count += text[byte..to].chars().count() as u32;
        byte = to;
        count
    };
    ranges.map(|range| (walk(range.start), walk(range.end))).collect()
}

/// Where hits, which come in order, lie in the folded text of their article, whose own text begins
/// there at the byte `body`. What folds to nothing is a hit of no length.
fn in_folded(article: &Article, body: u32, hits: &[(u32, u32)]) -> Vec<Hit> {
    let mut places = Vec::with_capacity(hits.len());
    let (mut rest, mut start) = (hits, body);
    for block in article.blocks() {
        let folded = fold::fold_with_map(article.block_text(block).as_str());
        let end = article.block_end(block);
        let (here, after) = rest.split_at(rest.partition_point(|hit| hit.0 < end));
        let offsets = here.iter().flat_map(|&(from, to)| [from - block.start, to - block.start]);
        let bytes = folded.folded_of(offsets);
        places.extend(
            bytes
                .chunks_exact(2)
                .map(|pair| Hit { start: start + pair[0] as u32, end: start + pair[1] as u32 }),
        );
        start += folded.text.len() as u32 + 1;
        rest = after;
    }
    places
}

/// Makes one of ranges that overlap; they come in order of their starts. Neighbours stay apart.
pub(super) fn unite<T: Copy + Ord>(ranges: impl IntoIterator<Item = (T, T)>) -> Vec<(T, T)> {
    let ranges = ranges.into_iter();
    let mut united: Vec<(T, T)> = Vec::with_capacity(ranges.size_hint().0);
    for (start, end) in ranges {
        match united.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => united.push((start, end)),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::text::Clean;

    fn check(text: &str, query: &str, expected: &[&str]) {
        let blocks = text.split('|').map(|part| (BlockKind::Body, Clean::text(part)));
        let article = Article::new(blocks);
        let hits = hits_in(&article, &Query::parse(query).expect(query));
        let shown: Vec<&str> =
            hits.iter().map(|&(start, end)| article.slice(start, end).as_str()).collect();
        assert_eq!(shown, expected, "{query} in {text}");
        assert!(hits.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }

    #[test]
    fn hits_are_places_in_the_clean_text() {
        check("老码\n头在江边，老 碼頭很静。", "老码头", &["老码\n头", "老 碼頭"]);
        check("ＡＩ时代|用 AI 写作", "ai", &["ＡＩ", "AI"]);
        check("江边|老码头", "边老", &[]);
        check("一二三", "", &[]);
    }

    #[test]
    fn overlapping_terms_are_one_hit() {
        check("河口镇码头", "河口镇 镇码头", &["河口镇码头"]);
        check("河口镇码头", "河口 镇", &["河口", "镇"]);
        check("哈哈哈", "哈哈", &["哈哈"]);
    }

    #[test]
    fn a_character_that_folds_to_several_is_shown_once() {
        check("共 30㎡。", "m 2", &["㎡"]);
        check("等等…好", "。", &["…"]);
    }
}
