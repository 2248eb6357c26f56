//! A position: which article, and where in its clean text.

use super::ArticleId;

/// A place in an article. The only form in which a position is kept: lines and cells exist in
/// `layout` and `ui` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The article.
    pub article: ArticleId,
    /// Code points from the start of its clean text.
    pub offset: u32,
}
