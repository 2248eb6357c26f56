//! The folded text of all articles in one string. In come articles, out comes what a scan runs
//! over, and where each article begins. Refuses to know where the articles come from.

use std::ops::Range;

use crate::article::{Article, ArticleId, BlockKind};
use crate::text::fold;

/// The folded text of a library, in its order. An article is its inferred title, if it has one,
/// then its blocks, each closed by a newline, which folding never emits: no hit crosses a
/// paragraph, and none an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    text: String,
    articles: Vec<Folded>,
}

/// Where one article lies in the folded text. Offsets within it are bytes from `start`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// Its name.
    pub(super) id: ArticleId,
    /// Its first byte in the folded text of the whole library.
    pub(super) start: usize,
    /// The title that is shown, in the text or made from it.
    pub(super) title: Range<usize>,
    /// Where its own text begins: behind a title that does not stand in it.
    pub(super) body: usize,
}

impl Corpus {
    /// The folded text of these articles. Takes about a second for each 100 MB.
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut corpus = Self::default();
        for article in articles {
            corpus.push(article);
        }
        corpus.text.shrink_to_fit();
        corpus.articles.shrink_to_fit();
        corpus
    }

    /// Joins corpora that were made apart, such as on several threads, in this order.
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        for part in parts {
            let before = whole.text.len();
            whole.text.push_str(&part.text);
            let moved = |folded: Folded| Folded { start: before + folded.start, ..folded };
            whole.articles.extend(part.articles.into_iter().map(moved));
        }
        whole
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// The size of the folded text in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn articles(&self) -> &[Folded] {
        &self.articles
    }

    /// Where the article with this index ends in the folded text of the whole library.
    pub(super) fn end(&self, index: usize) -> usize {
        self.articles.get(index + 1).map_or(self.text.len(), |next| next.start)
    }

    /// The folded text of the article with this index.
    pub(super) fn article_text(&self, index: usize) -> &str {
        let start = self.articles.get(index).map_or(self.text.len(), |article| article.start);
        &self.text[start..self.end(index)]
    }

    fn push(&mut self, article: &Article) {
        let start = self.text.len();
        let mut title = 0..0;
        let in_text = article.blocks().iter().any(|block| block.kind == BlockKind::Title);
        if let (false, Some(inferred)) = (in_text, &article.inferred_title) {
            title = self.push_line(inferred, start);
        }
        let body = self.text.len() - start;
        for block in article.blocks() {
            let line = self.push_line(article.block_text(block).as_str(), start);
            if block.kind == BlockKind::Title && title.is_empty() {
                title = line;
            }
        }
        self.articles.push(Folded { id: article.id, start, title, body });
    }

    /// Appends one block; gives its bytes from `start`.
    fn push_line(&mut self, text: &str, start: usize) -> Range<usize> {
        let from = self.text.len() - start;
        fold::fold_into(text, &mut self.text);
        let line = from..self.text.len() - start;
        self.text.push('\n');
        line
    }
}
