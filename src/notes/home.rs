//! The article that a mark was made in. In come what the mark knows of it and the articles there
//! are, out comes the one that it is, or none: of two that fit equally, neither.

use std::sync::Arc;

use super::anchor::hits;
use super::record::{Document, Selector};
use crate::article::{Article, ArticleId};
use crate::text::fold::fold;

/// Folded characters of prefix, quote and suffix that are needed to recognise an article by them.
const RECOGNISABLE: usize = 16;

/// What an article is called that a mark may have been made in.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub id: ArticleId,
    /// The path of its file as it is shown.
    pub path: &'a str,
    /// Its title, empty where it has none.
    pub title: &'a str,
}

/// The article that a document is, by its place among those given: the one with its id, else the
/// only one with its path and title.
pub fn by_name<'a>(
    document: &Document,
    articles: impl Iterator<Item = Named<'a>>,
) -> Option<usize> {
    let mut alike = None;
    let mut others = false;
    for (index, Named { id, path, title }) in articles.enumerate() {
        if id == document.article {
            return Some(index);
        }
        if path == document.path.as_str() && title == document.title.as_str() {
            others |= alike.replace(index).is_some();
        }
    }
    alike.filter(|_| !others)
}

/// The only article that has prefix, quote and suffix in a row, and has them once, by its place
/// among those given. It folds all texts, so it is for marks that [`by_name`] cannot place.
pub fn by_text(
    selector: &Selector,
    articles: impl Iterator<Item = Option<Arc<Article>>>,
) -> Option<usize> {
    let Selector { prefix, exact, suffix, .. } = selector;
    let quote = fold(&format!("{prefix}{exact}{suffix}"));
    if quote.chars().count() < RECOGNISABLE {
        return None;
    }
    let mut home = None;
    for (index, article) in articles.enumerate() {
        let Some(article) = article else { continue };
        let count = hits(&fold(article.text()), &quote).take(2).count();
        if count > 1 || (count == 1 && home.replace(index).is_some()) {
            return None;
        }
    }
    home
}

#[cfg(test)]
mod tests {
    use super::super::Finder;
    use super::*;
    use crate::article::BlockKind;
    use crate::text::{Clean, Shown};

    const OLD: &str = "清早雾还没有散，老船工就把缆绳解开了。\n\
        对岸的集市逢五逢十才有，今天恰好是初十。\n\
        他把橹摇得很慢，像在数水面上的圈。\n\
        “赶得上吗？”有人问。“赶得上。”他说。";

    fn titled(title: &str, text: &str) -> Article {
        Article::new([(BlockKind::Title, Clean::text(title)), (BlockKind::Body, Clean::text(text))])
    }

    #[test]
    fn a_document_is_known_by_id_then_by_path_and_title() {
        let (old, edited, other) =
            (titled("渡口", OLD), titled("渡口", "改了"), titled("集市", OLD));
        let document =
            Document { article: old.id, title: Clean::text("渡口"), path: Clean::text("a.txt") };
        let known = |shelf: &[(&'static str, &Article)]| {
            let articles = shelf.iter().map(|&(path, article)| Named {
                id: article.id,
                path,
                title: article.title().map_or("", Shown::as_str),
            });
            by_name(&document, articles).map(|index| shelf[index].1.id)
        };
        assert_eq!(known(&[("a.txt", &edited), ("moved.txt", &old)]), Some(old.id));
        assert_eq!(known(&[("a.txt", &other), ("a.txt", &edited)]), Some(edited.id));
        assert_eq!(known(&[("b.txt", &edited), ("a.txt", &other)]), None);
        assert_eq!(known(&[("a.txt", &edited), ("a.txt", &titled("渡口", "又改了"))]), None);
    }

    #[test]
    fn a_document_is_known_by_its_words_where_only_one_has_them() {
        let selector = Finder::new(&titled("", OLD)).passage(23, 29);
        let (part, other) =
            (titled("改名", &OLD.replace('\n', "")), titled("别篇", "集市逢五逢十"));
        let known = |shelf: &[&Article]| {
            let articles = shelf.iter().map(|&article| Some(Arc::new(article.clone())));
            by_text(&selector, articles).map(|index| shelf[index].id)
        };
        assert_eq!(known(&[&other, &part]), Some(part.id));
        assert_eq!(known(&[&other, &part, &titled("又一篇", OLD)]), None);
        assert_eq!(known(&[&titled("两遍", &format!("{OLD}{OLD}"))]), None);
        assert_eq!(known(&[&other]), None);
        let bare = Selector { exact: Clean::text("集市"), ..Selector::default() };
        assert_eq!(by_text(&bare, [Some(Arc::new(other))].into_iter()), None);
    }
}
