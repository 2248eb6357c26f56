//! What the reader typed to what is looked for. In comes a line of text, out comes a small tree of
//! folded strings and conditions. Refuses to know any engine, and what is in the library.
//!
//! `词 词` both; `"two words"` with their space; `-词` not; `甲|乙` either; `(甲 乙)|丙`;
//! `甲 NEAR/5 乙`; `/pattern/`; `title:`, `source:`, `author:`, `in:`, `date:2022..2023-06`;
//! `source:=whole`; `has:note`, `is:unread`, `#tag`, `color:`; of marks also `state:`. Chinese
//! quotes, full-width signs, U+3000 and Chinese names of fields do as well, as an input method types
//! them.

mod balance;
mod dates;
mod fault;
mod field;
mod lexer;
mod parse;
mod pattern;

pub use dates::{Dates, day_of};
pub use fault::{BadQuery, Reason};
pub use field::{Fact, Field, State, name_key};
use parse::Stage;
pub use pattern::Pattern;

use crate::article::ArticleId;
use crate::text::fold;

/// What is looked for. Empty where nothing was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Each must hold; none stands twice.
    all: Vec<Node>,
    wording: Wording,
}

/// What a query is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Articles,
    /// What the reader has marked: they have a state, and those that lack something can be asked for
    /// by that alone.
    Marks,
}

/// Whether a query may be asked in other words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wording {
    #[default]
    Exact,
    /// One word of Han without quotes: perhaps several words that stand nowhere in a row.
    Loose,
}

/// A part of a query: what must hold of an article. No string in it is empty; all are folded.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Each of them.
    All(Vec<Self>),
    /// One of them at least.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// The string stands in the text or the title.
    Literal(String),
    /// The string stands in the title.
    Title(String),
    /// Two strings stand close together.
    Near(Near),
    /// A regular expression matches in a paragraph of the clean text.
    Pattern(Pattern),
    /// The string is a part of what is said in a field.
    Said(Field, String),
    /// The whole of what is said in a field is this, as [`name_key`] has it.
    Whole(Field, String),
    /// It is dated so.
    Dated(Dates),
    /// The reader has marked it so.
    Marked(Marked),
}

/// One of the strings of either side, in the same paragraph, not overlapping, in either order.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// One of these …
    pub first: Vec<String>,
    /// … and one of these,
    pub second: Vec<String>,
    /// with at most so many characters of folded text between.
    pub chars: u32,
}

/// What the reader has done with articles, and with which: the notebook is not the index's, so
/// that it has to be told by [`Query::bind`].
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What is asked.
    pub fact: Fact,
    /// The articles of which it is true, in order. Empty until told.
    pub articles: Vec<ArticleId>,
}

impl Query {
    /// Reads a line. What only looks like a sign stands for itself, so that a piece of an article
    /// can be pasted as it is.
    pub fn parse(line: &str) -> Result<Self, BadQuery> {
        parse::parse(line, Subject::Articles, Stage::Whole)
    }

    /// Reads a line while it is typed: where a quotation mark or a parenthesis has yet to be closed,
    /// the query is what was typed so far, and what is still wrong comes with it.
    pub fn draft(line: &str, subject: Subject) -> Result<(Self, Option<BadQuery>), BadQuery> {
        parse::parse(line, subject, Stage::Whole).map(|query| (query, None)).or_else(|bad| {
            let draft = parse::parse(line, subject, Stage::Draft);
            draft.map(|query| (query, Some(bad.clone()))).map_err(|_| bad)
        })
    }

    /// The line that asks for a text as it is. A quotation mark before a blank would end the phrase;
    /// the blank makes no difference, and is taken out.
    pub fn phrase(text: &str) -> String {
        let mut phrase = String::from('"');
        let mut last = ' ';
        for c in text.trim().chars() {
            if !(c.is_whitespace() && lexer::is_quote(last)) {
                phrase.push(if c == '\n' { ' ' } else { c });
                last = c;
            }
        }
        phrase + "\""
    }

    /// A query for one string as it is, whatever signs stand in it: the word under the cursor.
    pub fn exactly(text: &str) -> Self {
        Self::any_of([text])
    }

    /// A query for any of these strings, as they are.
    pub fn any_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(any_of(texts).into_iter().collect())
    }

    /// A query for all of these strings, as they are.
    pub fn all_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Vec::new();
        for node in texts.into_iter().filter_map(|text| any_of([text])) {
            if !all.contains(&node) {
                all.push(node);
            }
        }
        Self::of(all)
    }

    /// The same query with any of `texts` in the place of the string `literal`, which is folded.
    #[must_use]
    pub fn instead_of<'a>(&self, literal: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut query = self.clone();
        if let Some(instead) = any_of(texts) {
            query.all.iter_mut().for_each(|node| node.replace(literal, &instead));
        }
        query
    }

    /// The strings that are looked for in texts and titles.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.leaves().into_iter().filter_map(|leaf| match leaf {
            Node::Literal(literal) => Some(literal.as_str()),
            _ => None,
        })
    }

    /// What must hold, all of it.
    pub fn all(&self) -> &[Node] {
        &self.all
    }

    /// The folded phrase that is asked for and may be cut into words where it stands nowhere.
    pub fn loose_phrase(&self) -> Option<&str> {
        match self.all.as_slice() {
            [Node::Literal(phrase)] if self.wording == Wording::Loose => Some(phrase),
            _ => None,
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What has a place in a text, each once: the places of all of these are the hits in an article
    /// that is found. What is left out or is said beside the text has none.
    pub fn leaves(&self) -> Vec<&Node> {
        let mut leaves = Vec::new();
        self.all.iter().for_each(|node| node.add_leaves(&mut leaves));
        leaves
    }

    /// Whether it asks for what the reader has marked, of which it has to be told.
    pub fn asks_for_marks(&self) -> bool {
        self.all.iter().any(Node::asks_for_marks)
    }

    /// Tells the query of which articles a fact is true; asked for those alone that it asks for.
    pub fn bind(&mut self, articles: &mut dyn FnMut(&Fact) -> Vec<ArticleId>) {
        self.all.iter_mut().for_each(|node| node.bind(articles));
    }

    fn of(all: Vec<Node>) -> Self {
        Self { all, wording: Wording::Exact }
    }
}

/// None where none of them can be found.
fn any_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Node> {
    let mut literals = Vec::new();
    for text in texts {
        let literal = Node::Literal(fold::fold(text));
        if literal != Node::Literal(String::new()) && !literals.contains(&literal) {
            literals.push(literal);
        }
    }
    if literals.len() > 1 { Some(Node::Any(literals)) } else { literals.pop() }
}

impl Node {
    fn add_leaves<'a>(&'a self, leaves: &mut Vec<&'a Self>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.add_leaves(leaves);
                }
            }
            Self::Literal(_) | Self::Title(_) | Self::Near(_) | Self::Pattern(_) => {
                if !leaves.contains(&self) {
                    leaves.push(self);
                }
            }
            Self::Not(_) | Self::Said(..) | Self::Whole(..) | Self::Dated(_) | Self::Marked(_) => {}
        }
    }

    fn replace(&mut self, literal: &str, instead: &Self) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.replace(literal, instead);
                }
            }
            Self::Literal(own) if own == literal => *self = instead.clone(),
            _ => {}
        }
    }

    fn asks_for_marks(&self) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::asks_for_marks),
            Self::Not(node) => node.asks_for_marks(),
            Self::Marked(_) => true,
            _ => false,
        }
    }

    fn bind(&mut self, articles: &mut dyn FnMut(&Fact) -> Vec<ArticleId>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.bind(articles);
                }
            }
            Self::Not(node) => node.bind(articles),
            Self::Marked(marked) => {
                marked.articles = articles(&marked.fact);
                marked.articles.sort_unstable();
            }
            _ => {}
        }
    }
}

impl Marked {
    /// Whether it is true of this article.
    pub fn holds(&self, id: ArticleId) -> bool {
        self.articles.binary_search(&id).is_ok()
    }
}

#[cfg(test)]
mod tests;
