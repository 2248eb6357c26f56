//! Where terms stand in one article. In come an article and a query, out come ranges of its clean
//! text; and the one rule by which hits that overlap become one.

use std::ops::Range;

use memchr::memmem::Finder;

use super::query::Query;
use crate::article::Article;
use crate::text::fold;

/// A hit in the folded text of an article, in bytes from its start there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

/// Where the required terms of `query` stand in `article`, in code points of its clean text: in
/// order, not overlapping. Spaces and line breaks inside a hit belong to it.
///
/// There are as many as [`super::search()`] counts, but where a character folds to several (℡, ㎡, …)
/// and more than one of them is hit: it is shown once.
pub fn hits_in(article: &Article, query: &Query) -> Vec<(u32, u32)> {
    let finders: Vec<Finder<'_>> = query.required().iter().map(Finder::new).collect();
    let mut hits = Vec::new();
    if finders.is_empty() {
        return hits;
    }
    for block in article.blocks() {
        let folded = fold::fold_with_map(article.block_text(block).as_str());
        let places = folded.sources_of(places(&folded.text, &finders));
        hits.extend(unite(
            places.into_iter().map(|(from, to)| (block.start + from, block.start + to)),
        ));
    }
    hits
}

/// Where any of the terms stands in folded text, in order, not overlapping.
fn places(text: &str, finders: &[Finder<'_>]) -> Vec<Range<usize>> {
    let mut places: Vec<(usize, usize)> = finders
        .iter()
        .flat_map(|finder| {
            let length = finder.needle().len();
            finder.find_iter(text.as_bytes()).map(move |at| (at, at + length))
        })
        .collect();
    places.sort_unstable();
    unite(places).into_iter().map(|(start, end)| start..end).collect()
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
