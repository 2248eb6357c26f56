//! A query to the marks that it asks for. In come its tree and a ledger, out comes of each number
//! whether the mark holds it. Refuses to know their order.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sheet::Word;
use super::{Document, Entry, Ledger};
use crate::article::ArticleId;
use crate::index::{self, Fact, Field, Hit, Near, Node, Query};
use crate::library::Library;
use crate::notes::facts::is_colour;
use crate::notes::log::Notebook;
use crate::notes::places::Whereabouts;
use crate::text::fold::fold;

/// What is known beside the marks.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The library that they are placed in.
    pub library: &'a Library,
    /// Which articles have been read …
    pub notebook: &'a Notebook,
    /// … and what has become of them.
    pub places: &'a BTreeMap<String, Whereabouts>,
}

/// From this share of the marks on it is faster to scan all words than those of each.
const FEW: usize = 8;

/// Of each number whether it holds.
type Held = Vec<bool>;

impl Ledger {
    /// Of each number whether the mark is what the query asks for; an empty one asks for all.
    pub fn sift(&self, query: &Query, facts: Facts<'_>) -> Vec<bool> {
        Sifter { ledger: self, facts }.all(query.all())
    }
}

struct Sifter<'a> {
    ledger: &'a Ledger,
    facts: Facts<'a>,
}

impl Sifter<'_> {
    /// Those in which each holds. Words come last: where few marks are left, only these are looked
    /// into.
    fn all(&self, nodes: &[Node]) -> Held {
        let mut held = vec![true; self.ledger.numbers()];
        let (words, others): (Vec<&Node>, Vec<&Node>) =
            nodes.iter().partition(|node| matches!(node, Node::Literal(_)));
        for node in others.into_iter().chain(words) {
            let left = held.iter().filter(|held| **held).count();
            if let Node::Literal(literal) = node
                && left < held.len() / FEW
            {
                let (word, titled) = (Word::new(literal), self.titled_documents(literal));
                let words = &self.ledger.words;
                self.keep(&mut held, |entry| {
                    titled[entry.document as usize] || words.has(entry.line, &word)
                });
                continue;
            }
            let one = self.one(node);
            held.iter_mut().zip(one).for_each(|(held, one)| *held &= one);
        }
        held
    }

    fn any(&self, nodes: &[Node]) -> Held {
        let mut held = vec![false; self.ledger.numbers()];
        for node in nodes {
            let one = self.one(node);
            held.iter_mut().zip(one).for_each(|(held, one)| *held |= one);
        }
        held
    }

    fn one(&self, node: &Node) -> Held {
        match node {
            Node::All(nodes) => self.all(nodes),
            Node::Any(nodes) => self.any(nodes),
            Node::Not(node) => {
                let mut held = self.one(node);
                for held in &mut held {
                    *held = !*held;
                }
                held
            }
            Node::Literal(literal) => {
                let mut held = self.titled(literal);
                self.mark_words(literal, &mut held);
                held
            }
            Node::Title(literal) => self.titled(literal),
            Node::Near(near) => self.near(near),
            Node::Pattern(pattern) => {
                let mut held = self.all(pattern.needs());
                self.keep(&mut held, |entry| {
                    let lines = entry.mark.words().lines().chain(entry.mark.note.lines());
                    lines.into_iter().any(|line| pattern.matches(line))
                });
                held
            }
            Node::Said(field, literal) => {
                self.said(*field, &|said| fold(said).contains(literal.as_str()))
            }
            Node::Whole(field, key) => self.said(*field, &|said| index::name_key(said) == *key),
            Node::Dated(dates) => self.each(|entry| dates.hold_day(entry.day())),
            Node::Marked(marked) => self.fact(&marked.fact),
        }
    }

    /// Those whose quote, note or tags have a word.
    fn mark_words(&self, literal: &str, held: &mut Held) {
        let entries = &self.ledger.entries;
        self.ledger.words.holding(&Word::new(literal), |line, owner| {
            // A line that was written anew since says nothing any more.
            if entries.get(owner as usize).is_some_and(|entry| entry.line == line) {
                held[owner as usize] = true;
            }
        });
    }

    /// Those whose article has a word in its title.
    fn titled(&self, literal: &str) -> Held {
        let documents = self.titled_documents(literal);
        self.each(|entry| documents[entry.document as usize])
    }

    /// Of each document whether its title has a word.
    fn titled_documents(&self, literal: &str) -> Vec<bool> {
        let mut documents = vec![false; self.ledger.documents.len()];
        self.ledger
            .titles
            .holding(&Word::new(literal), |_, owner| documents[owner as usize] = true);
        documents
    }

    fn near(&self, asked: &Near) -> Held {
        let side = |literals: &[String]| {
            let mut held = vec![false; self.ledger.numbers()];
            for literal in literals {
                self.mark_words(literal, &mut held);
            }
            held
        };
        let (mut held, second) = (side(&asked.first), side(&asked.second));
        held.iter_mut().zip(second).for_each(|(held, second)| *held &= second);
        self.keep(&mut held, |entry| {
            let text = self.ledger.words.line(entry.line);
            let (first, second) = (places(text, &asked.first), places(text, &asked.second));
            !index::near(&first, &second, asked.chars, text.as_bytes()).is_empty()
        });
        held
    }

    /// Those of whose article something is said that passes the test; where it is not in the library,
    /// only its path is known.
    fn said(&self, field: Field, has: &dyn Fn(&str) -> bool) -> Held {
        let in_library = |index: u32| {
            let row = self.facts.library.row(index as usize)?;
            Some(match field {
                Field::Source => row.source().unwrap_or_default().as_str(),
                Field::Author => row.author().unwrap_or_default().as_str(),
                Field::Date => row.date().unwrap_or_default().as_str(),
                Field::Path => row.file().name().as_str(),
            })
        };
        let stored = |document: &Document| field == Field::Path && has(&document.path);
        let documents: Vec<bool> = self.ledger.documents.iter().map(stored).collect();
        let mut articles: FxHashMap<u32, bool> = FxHashMap::default();
        self.each(|entry| match entry.place.article {
            Some(index) => {
                *articles.entry(index).or_insert_with(|| in_library(index).is_some_and(has))
            }
            None => documents[entry.document as usize],
        })
    }

    fn fact(&self, fact: &Fact) -> Held {
        use crate::notes::record::Kind;
        let ledger = self.ledger;
        match fact {
            Fact::HasNote => self.each(|entry| entry.has_note),
            Fact::HasBookmark => self.each(|entry| entry.kind == Kind::Bookmark),
            Fact::HasHighlight => self.each(|entry| entry.kind == Kind::Highlight),
            Fact::HasCome(state) => self.each(|entry| entry.place.state == Some(*state)),
            Fact::Tagged(tag) => {
                let wanted = ledger.by_label.get(tag.as_str());
                self.each(|entry| {
                    let tags = entry.tags.start as usize..entry.tags.end as usize;
                    wanted.is_some_and(|wanted| ledger.labelled[tags].contains(wanted))
                })
            }
            Fact::Coloured(color) => {
                let is_it = |label: &String| is_colour(label, color);
                let wanted: Vec<bool> = ledger.labels.iter().map(is_it).collect();
                self.each(|entry| wanted[entry.color as usize])
            }
            Fact::IsRead => {
                let Facts { library, notebook, places } = self.facts;
                let read: FxHashSet<ArticleId> =
                    notebook.articles(fact, library, places).into_iter().collect();
                self.each(|entry| {
                    let row = entry.place.article.and_then(|index| library.row(index as usize));
                    let made_in = ledger.documents[entry.document as usize].article;
                    read.contains(&row.map_or(made_in, |row| row.id()))
                })
            }
        }
    }

    fn each(&self, holds: impl FnMut(&Entry) -> bool) -> Held {
        self.ledger.entries.iter().map(holds).collect()
    }

    /// Keeps of those that hold the ones that pass a test which costs more.
    fn keep(&self, held: &mut Held, test: impl Fn(&Entry) -> bool) {
        for (held, entry) in held.iter_mut().zip(&self.ledger.entries) {
            *held = *held && test(entry);
        }
    }
}

/// Where any of these literals stand in a text, in order.
fn places(text: &str, literals: &[String]) -> Vec<Hit> {
    let hits = |literal: &String| {
        let length = literal.len() as u32;
        text.match_indices(literal.as_str())
            .map(move |(at, _)| Hit { start: at as u32, end: at as u32 + length })
            .collect::<Vec<Hit>>()
    };
    let mut places: Vec<Hit> = literals.iter().flat_map(hits).collect();
    places.sort_unstable();
    places
}
