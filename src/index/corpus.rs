//! The folded text of all articles, in a few long stretches of bytes. In come articles, or text
//! folded before, out comes what a scan runs over, and where each article lies. Refuses to know
//! where the bytes come from.

use std::ops::Range;
use std::sync::OnceLock;

use bytes::Bytes;
use memchr::memmem::Finder;

use super::places::Hit;
use crate::article::{Article, ArticleId, BlockKind};
use crate::text::fold;

/// The folded text of a library. An article is its inferred title, if it has one, then its blocks,
/// each closed by a newline, which folding never emits: no hit crosses a paragraph, and none an
/// article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    segments: Vec<Segment>,
    /// In the order of the library.
    articles: Vec<Folded>,
    /// The lengths of all articles beside the rest: a search that finds a million reads a tenth of
    /// the memory.
    lengths: Vec<u32>,
    bytes: usize,
    titles: OnceLock<Titles>,
}

/// The titles of all articles, a line each, empty where there is none: looking for each where it
/// lies would touch as many pages of memory as there are articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Titles {
    text: Vec<u8>,
    /// Behind the last byte of each.
    ends: Vec<u64>,
    /// Whether it was made for its article, and does not stand in it.
    made: Vec<bool>,
}

/// A title in which something stands.
pub(super) struct InTitle {
    /// The index of its article.
    pub(super) article: u32,
    pub(super) times: u32,
    /// Whether it was made for the article, and does not stand in it.
    pub(super) is_made: bool,
}

/// A stretch of text. Between the articles may lie text of others that are no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) text: Bytes,
    /// The articles that lie in it, by index, in the order in which they lie there.
    pub(super) articles: Vec<u32>,
}

/// Where one article lies in the folded text. Offsets within it are bytes from `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Its name.
    pub id: ArticleId,
    /// The number of the segment.
    pub segment: u32,
    /// Its first byte in the segment.
    pub start: u64,
    /// Its length in bytes.
    pub length: u32,
    /// The title that is shown, in the text or made from it: its first byte and the one after it.
    pub title: (u32, u32),
    /// Where its own text begins: behind a title that does not stand in it.
    pub body: u32,
}

impl Folded {
    /// Folds an article to the end of `text`, which is the segment 0.
    pub fn push(article: &Article, text: &mut String) -> Self {
        let start = text.len();
        let mut title = 0..0;
        let in_text = article.blocks().iter().any(|block| block.kind == BlockKind::Title);
        if let (false, Some(inferred)) = (in_text, &article.inferred_title) {
            title = push_line(inferred, start, text);
        }
        let body = (text.len() - start) as u32;
        for block in article.blocks() {
            let line = push_line(article.block_text(block).as_str(), start, text);
            if block.kind == BlockKind::Title && title.is_empty() {
                title = line;
            }
        }
        let title = (title.start as u32, title.end as u32);
        let length = (text.len() - start) as u32;
        Self { id: article.id, segment: 0, start: start as u64, length, title, body }
    }

    /// Whether a place lies in the title.
    pub(super) fn is_title(&self, hit: Hit) -> bool {
        self.title.0 <= hit.start && hit.end <= self.title.1
    }

    /// Its bytes in its segment.
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start.saturating_add(self.length as usize)
    }
}

/// Appends one block; gives its bytes from `start`.
fn push_line(line: &str, start: usize, text: &mut String) -> Range<usize> {
    let from = text.len() - start;
    fold::fold_into(line, text);
    let folded = from..text.len() - start;
    text.push('\n');
    folded
}

impl Corpus {
    /// The folded text of these articles.
    #[cfg(test)]
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut text = String::new();
        let articles = articles.into_iter().map(|article| Folded::push(article, &mut text));
        let articles = articles.collect();
        Self::new([Bytes::from(text)], articles)
    }

    /// A corpus of text that was folded before. An article beyond its segment is empty.
    pub fn new(segments: impl IntoIterator<Item = Bytes>, articles: Vec<Folded>) -> Self {
        let segment = |text| Segment { text, articles: Vec::new() };
        let mut segments: Vec<Segment> = segments.into_iter().map(segment).collect();
        for (index, folded) in (0..).zip(&articles) {
            if let Some(segment) = segments.get_mut(folded.segment as usize)
                && folded.range().end <= segment.text.len()
            {
                segment.articles.push(index);
            }
        }
        for segment in &mut segments {
            segment.articles.sort_by_key(|&index| articles[index as usize].start);
        }
        let lengths: Vec<u32> = articles.iter().map(|folded| folded.length).collect();
        let bytes = lengths.iter().map(|&length| length as usize).sum();
        Self { segments, articles, lengths, bytes, titles: OnceLock::new() }
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// The size of the folded text of the articles in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes ready what a search among the candidates of an engine would wait for.
    pub fn gather_titles(&self) {
        self.titles();
    }

    /// The titles in which a literal stands, in the order of the library.
    pub(super) fn in_titles(&self, literal: &str) -> Vec<InTitle> {
        let titles = self.titles();
        let mut found: Vec<InTitle> = Vec::new();
        let mut passed = 0;
        for at in Finder::new(literal).find_iter(&titles.text) {
            let here = titles.ends[passed..].iter().position(|&end| end > at as u64);
            let Some(here) = here else { break };
            passed += here;
            let article = passed as u32;
            match found.last_mut() {
                Some(last) if last.article == article => last.times += 1,
                _ => found.push(InTitle { article, times: 1, is_made: titles.made[passed] }),
            }
        }
        found
    }

    fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| {
            let mut titles = Titles::default();
            for (index, folded) in self.articles.iter().enumerate() {
                let title = folded.title.0 as usize..folded.title.1 as usize;
                let title = self.article_text(index).get(title).unwrap_or_default();
                titles.text.extend_from_slice(title);
                titles.ends.push(titles.text.len() as u64);
                titles.made.push(folded.body > 0);
                titles.text.push(b'\n');
            }
            titles
        })
    }

    pub(super) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    pub(super) fn articles(&self) -> &[Folded] {
        &self.articles
    }

    /// The lengths of the folded texts of all articles in bytes.
    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// The folded text of the article with this index.
    pub(super) fn article_text(&self, index: usize) -> &[u8] {
        let Some(article) = self.articles.get(index) else { return &[] };
        let segment = self.segments.get(article.segment as usize);
        segment.and_then(|segment| segment.text.get(article.range())).unwrap_or_default()
    }
}
