//! Where a motion leads: pure steps over an article's text. In come an article and a code point
//! offset, out comes another. Refuses to know lines, cells and the screen.

use crate::article::Article;
use crate::text::grapheme;

/// The start of the grapheme after the one at `offset`; line ends are stepped over.
pub fn right(article: &Article, offset: u32) -> u32 {
    let from = article.byte_of(offset);
    let rest = &article.text()[from..];
    let mut to = from + grapheme::first_len(rest);
    if article.text()[to..].starts_with('\n') {
        to += 1;
    }
    if to >= article.text().len() { offset } else { article.offset_of(to) }
}

/// The start of the grapheme before `offset`; line ends are stepped over, but for that of an empty
/// line, which is all that a caret can stand on there.
pub fn left(article: &Article, offset: u32) -> u32 {
    let before = &article.text()[..article.byte_of(offset)];
    let Some(line) = before.strip_suffix('\n') else {
        return article.offset_of(before.len() - grapheme::last_len(before));
    };
    let grapheme = if line.ends_with('\n') { 0 } else { grapheme::last_len(line) };
    article.offset_of(line.len() - grapheme)
}

/// The end of the grapheme at `offset`.
pub fn grapheme_end(article: &Article, offset: u32) -> u32 {
    let rest = &article.text()[article.byte_of(offset)..];
    offset + rest[..grapheme::first_len(rest)].chars().count() as u32
}

/// The start of the next block, or the end of the text.
pub fn next_paragraph(article: &Article, offset: u32) -> u32 {
    let next = article.blocks().get(article.block_at(offset) + 1);
    next.map_or_else(|| last(article), |block| block.start)
}

/// The start of the block, or of the one before where `offset` stands there already.
pub fn previous_paragraph(article: &Article, offset: u32) -> u32 {
    let index = article.block_at(offset);
    let start = |index: usize| article.blocks().get(index).map_or(0, |block| block.start);
    if offset > start(index) { start(index) } else { start(index.saturating_sub(1)) }
}

/// The start of paragraph `number`, counted from 1 without the head of the article; the last one
/// where there are fewer.
pub fn paragraph(article: &Article, number: u32) -> u32 {
    let mut paragraphs = article.blocks().iter().filter(|block| !block.kind.is_head());
    let nth = paragraphs.clone().nth(number.max(1) as usize - 1);
    nth.or_else(|| paragraphs.next_back()).map_or(0, |block| block.start)
}

/// The last place that a caret can stand on.
pub fn last(article: &Article) -> u32 {
    left(article, article.chars())
}

/// The start of the grapheme that holds `offset`.
pub fn floor(article: &Article, offset: u32) -> u32 {
    article.offset_of(grapheme::floor(article.text(), article.byte_of(offset)))
}

/// The first character at or after `offset` that is no white space; the end of the text where there
/// is none.
pub fn solid_from(article: &Article, offset: u32) -> u32 {
    let rest = &article.text()[article.byte_of(offset)..];
    offset + rest.chars().take_while(|c| c.is_whitespace()).count() as u32
}

/// The last grapheme before `offset` that is no white space; the start of the text where there is
/// none.
pub fn solid_before(article: &Article, offset: u32) -> u32 {
    let before = article.text()[..article.byte_of(offset)].trim_end();
    article.offset_of(before.len() - grapheme::last_len(before))
}

#[cfg(test)]
mod tests {
    use super::super::sentence;
    use super::*;
    use crate::article::BlockKind;
    use crate::text::Clean;

    fn article() -> Article {
        let block = |kind, text: &str| (kind, Clean::text(text));
        Article::new([
            block(BlockKind::Title, "渡口"),
            block(BlockKind::Body, "天亮了。“走吧！”他说。e\u{301}好"),
            block(BlockKind::Body, "船开了。"),
        ])
    }

    fn walk(from: u32, step: impl Fn(&Article, u32) -> u32, steps: usize) -> Vec<u32> {
        let article = article();
        let places = std::iter::successors(Some(from), |&at| Some(step(&article, at)));
        places.skip(1).take(steps).collect()
    }

    #[test]
    fn sentences() {
        assert_eq!(walk(0, sentence::next, 5), [3, 7, 12, 15, 19]);
        assert_eq!(walk(19, sentence::previous, 5), [15, 12, 7, 3, 0]);
    }

    #[test]
    fn paragraphs() {
        assert_eq!(walk(0, next_paragraph, 4), [3, 19, 22, 22]);
        assert_eq!(walk(20, previous_paragraph, 4), [19, 3, 0, 0]);
    }

    #[test]
    fn characters() {
        assert_eq!(walk(0, right, 4), [1, 3, 4, 5]);
        assert_eq!(walk(4, left, 4), [3, 1, 0, 0]);
        assert_eq!(right(&article(), 15), 17);
        assert_eq!(left(&article(), 17), 15);
        assert_eq!(right(&article(), 22), 22);
    }
}
