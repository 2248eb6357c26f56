//! The footnotes of Markdown. In come the notes and where they are called, out come pieces with the
//! notes at the end of the article that calls them, in the order of the file.

use std::collections::HashMap;

use crate::article::piece::{Piece, Rank, Role};

/// A note.
#[derive(Debug)]
struct Note {
    label: String,
    text: String,
    /// The piece that it stands before.
    at: usize,
}

/// The notes of a file.
#[derive(Debug, Default)]
pub struct Notes {
    notes: Vec<Note>,
    /// The piece in which each is called first.
    calls: HashMap<String, usize>,
}

impl Notes {
    /// Adds a note that stands before piece `at`.
    pub fn add(&mut self, label: String, text: &str, at: usize) {
        let text = format!("[{label}] {text}");
        self.notes.push(Note { label, text, at });
    }

    /// Says that notes are called in piece `at`.
    pub fn call(&mut self, labels: impl IntoIterator<Item = String>, at: usize) {
        for label in labels {
            self.calls.entry(label).or_insert(at);
        }
    }

    /// Puts the notes below the articles: an article ends before a heading of the first level.
    pub fn place(self, pieces: Vec<Piece>) -> Vec<Piece> {
        if self.notes.is_empty() {
            return pieces;
        }
        let is_head = |piece: &Piece| piece.role == Role::Headline(Rank::Level(1));
        let ends: Vec<usize> =
            (0..pieces.len()).filter(|&at| at > 0 && is_head(&pieces[at])).collect();
        let mut below: Vec<Vec<Piece>> = vec![Vec::new(); ends.len() + 1];
        for note in self.notes {
            let called = self.calls.get(&note.label).copied();
            let at = called.unwrap_or(note.at.saturating_sub(1));
            let section = ends.partition_point(|&end| end <= at);
            below[section].push(Piece::new(Role::List, note.text));
        }
        let mut placed = Vec::with_capacity(pieces.len() + below.len());
        let mut below = below.into_iter();
        let mut ends = ends.into_iter().peekable();
        for (at, piece) in pieces.into_iter().enumerate() {
            if ends.next_if_eq(&at).is_some() {
                placed.extend(below.next().unwrap_or_default());
            }
            placed.push(piece);
        }
        placed.extend(below.flatten());
        placed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stand_below_the_article_that_calls_them() {
        let head = |text: &str| Piece::new(Role::Headline(Rank::Level(1)), text);
        let body = |text: &str| Piece::new(Role::Body, text);
        let mut notes = Notes::default();
        notes.call(["1".to_owned()], 1);
        notes.add("1".to_owned(), "渡船", 4);
        notes.add("2".to_owned(), "码头", 4);
        let pieces = vec![head("甲"), body("船[1]"), head("乙"), body("江")];
        let placed = notes.place(pieces);
        let seen: Vec<&str> = placed.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(seen, ["甲", "船[1]", "[1] 渡船", "乙", "江", "[2] 码头"]);
    }
}
