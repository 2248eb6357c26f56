//! The plainest search there is: every article folded, `str::find` on each, all pairs compared.
//! What the engines find is measured against it. And a few articles in memory to search.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::corpus::{Corpus, Folded};
use super::engine::{Collection, Engine};
use super::query::{Field, Near, Node, Query, name_key};
use crate::article::{Article, BlockKind};
use crate::text::Clean;
use crate::text::fold::{fold, fold_with_map};

/// The articles in which `query` holds, by index, each with how many hits it has.
pub fn brute(collection: &dyn Collection, query: &Query) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for index in 0..collection.corpus().len() {
        let Some(article) = collection.article(index) else { continue };
        let page = Page { collection, index, article: &article };
        if !query.is_empty() && query.all().iter().all(|node| page.holds(node)) {
            found.push((index, page.hits(query)));
        }
    }
    found
}

struct Page<'a> {
    collection: &'a dyn Collection,
    index: usize,
    article: &'a Article,
}

impl Page<'_> {
    fn holds(&self, node: &Node) -> bool {
        let said = |field| self.collection.said(self.index, field);
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.holds(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(node)),
            Node::Not(node) => !self.holds(node),
            Node::Said(field, literal) => fold(said(*field)).contains(literal),
            Node::Whole(field, key) => name_key(said(*field)) == *key,
            Node::Dated(dates) => dates.hold(said(Field::Date)),
            Node::Marked(marked) => marked.articles.contains(&self.article.id),
            Node::Literal(_) | Node::Title(_) | Node::Near(_) | Node::Pattern(_) => {
                let made = self.article.inferred_title.as_ref().filter(|_| self.title().is_none());
                let is_read = |made: &&Clean| {
                    // An expression reads what stands in the text.
                    !matches!(node, Node::Pattern(_)) && !places(node, true, made).is_empty()
                };
                made.as_ref().is_some_and(is_read)
                    || self.texts().any(|(block, text)| !places(node, block, &text).is_empty())
            }
        }
    }

    fn title(&self) -> Option<usize> {
        self.article.blocks().iter().position(|block| block.kind == BlockKind::Title)
    }

    /// Each block as it is shown, and whether it is the title.
    fn texts(&self) -> impl Iterator<Item = (bool, String)> {
        let title = self.title();
        let blocks = self.article.blocks().iter().enumerate();
        blocks.map(move |(number, block)| {
            (title == Some(number), self.article.block_text(block).as_str().to_owned())
        })
    }

    /// The places of all leaves, those that overlap as one.
    fn hits(&self, query: &Query) -> usize {
        let mut hits = 0;
        for (block, text) in self.texts() {
            let mut covered = Vec::new();
            for leaf in query.leaves() {
                covered.extend(places(leaf, block, &text));
            }
            covered.sort_by_key(|place| (place.start, place.end));
            let mut end = 0;
            for place in covered {
                hits += usize::from(place.start >= end);
                end = end.max(place.end);
            }
        }
        hits
    }
}

/// Where a leaf stands in a block, in code points.
fn places(leaf: &Node, is_title: bool, text: &str) -> Vec<Range<u32>> {
    let folded = fold_with_map(text);
    let places = match leaf {
        Node::Literal(literal) => find(&folded.text, literal),
        Node::Title(literal) if is_title => find(&folded.text, literal),
        Node::Near(asked) => near(asked, &folded.text),
        Node::Pattern(pattern) => {
            let chars = |bytes: usize| text[..bytes].chars().count() as u32;
            return pattern.places(text).map(|at| chars(at.start)..chars(at.end)).collect();
        }
        _ => Vec::new(),
    };
    let source = |place: Range<usize>| folded.source(place.start, place.end);
    places.into_iter().map(source).map(|(start, end)| start..end).collect()
}

fn find(text: &str, literal: &str) -> Vec<Range<usize>> {
    text.match_indices(literal).map(|(at, _)| at..at + literal.len()).collect()
}

fn near(asked: &Near, text: &str) -> Vec<Range<usize>> {
    let side = |literals: &[String]| -> Vec<Range<usize>> {
        literals.iter().flat_map(|literal| find(text, literal)).collect()
    };
    let (first, second) = (side(&asked.first), side(&asked.second));
    let is_close = |a: &Range<usize>, b: &Range<usize>| {
        let between = text.get(a.end..b.start).or_else(|| text.get(b.end..a.start));
        between.is_some_and(|between| between.chars().count() <= asked.chars as usize)
    };
    let mut close: Vec<Range<usize>> = Vec::new();
    for (one, other) in first.iter().flat_map(|a| second.iter().map(move |b| (a, b))) {
        if is_close(one, other) {
            close.extend([one.clone(), other.clone()]);
        }
    }
    close
}

/// Articles in memory; their url stands for the path of their file.
pub struct Shelf {
    pub articles: Vec<Arc<Article>>,
    pub corpus: Corpus,
    pub engine: Option<Arc<dyn Engine>>,
}

impl Shelf {
    /// A shelf without an engine.
    pub fn of(articles: impl IntoIterator<Item = Article>) -> Self {
        let articles: Vec<Arc<Article>> = articles.into_iter().map(Arc::new).collect();
        let corpus = Corpus::of(articles.iter().map(Arc::as_ref));
        Self { articles, corpus, engine: None }
    }

    /// Lays the articles down in another order; in which of three parts each lies, and whether the
    /// text of one that is no more lies before it.
    pub fn scatter(&mut self, order: &[usize], parts: &[(u32, bool)]) {
        let articles = &self.articles;
        let mut texts = [String::new(), String::new(), String::new()];
        let mut folded = vec![None; articles.len()];
        for &index in order.iter().filter(|&&index| index < articles.len()) {
            let (segment, beside_another) = parts[index];
            let text = &mut texts[segment as usize];
            if beside_another {
                Folded::push(&articles[0], text);
            }
            folded[index] = Some(Folded { segment, ..Folded::push(&articles[index], text) });
        }
        let folded = folded.into_iter().flatten().collect();
        self.corpus = Corpus::new(texts.map(bytes::Bytes::from), folded);
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.articles.fmt(f)
    }
}

impl Collection for Shelf {
    fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    fn engine(&self) -> Option<&dyn Engine> {
        self.engine.as_deref()
    }

    fn said(&self, index: usize, field: Field) -> &str {
        let article = &self.articles[index];
        let said = match field {
            Field::Source => article.source.as_ref(),
            Field::Author => article.author.as_ref(),
            Field::Date => article.date.as_ref(),
            Field::Path => article.url.as_ref(),
        };
        said.map_or("", Clean::as_str)
    }

    fn article(&self, index: usize) -> Option<Arc<Article>> {
        self.articles.get(index).cloned()
    }
}
