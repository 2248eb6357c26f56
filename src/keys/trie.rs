//! Rows of strokes to commands. In come bindings, out comes what a row of strokes means, may yet
//! mean, or would have meant one stroke earlier. A row may be a command and begin longer ones.

use std::collections::BTreeMap;

use super::stroke::Stroke;
use crate::app::Command;

/// The bindings that begin with the strokes that lead here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trie {
    command: Option<Command>,
    next: BTreeMap<Stroke, Self>,
}

impl Trie {
    /// Binds a row of strokes; rows that begin with it, or that it begins with, stay bound.
    pub fn insert(&mut self, strokes: &[Stroke], command: Command) {
        let at = strokes.iter().fold(self, |trie, stroke| trie.next.entry(*stroke).or_default());
        at.command = Some(command);
    }

    /// Takes the binding of a row away; longer rows stay bound.
    pub fn remove(&mut self, strokes: &[Stroke]) {
        let Some((first, rest)) = strokes.split_first() else {
            self.command = None;
            return;
        };
        if let Some(next) = self.next.get_mut(first) {
            next.remove(rest);
            // What leads nowhere must not be waited for.
            if next.command.is_none() && next.next.is_empty() {
                self.next.remove(first);
            }
        }
    }

    /// The bindings that begin with these strokes.
    pub fn find(&self, strokes: &[Stroke]) -> Option<&Self> {
        strokes.iter().try_fold(self, |trie, stroke| trie.next.get(stroke))
    }

    /// Whether longer rows are bound.
    pub fn goes_on(&self) -> bool {
        !self.next.is_empty()
    }

    /// The longest beginning of these strokes that is bound: how many strokes, and to what.
    pub fn longest(&self, strokes: &[Stroke]) -> Option<(usize, Command)> {
        let (mut at, mut longest) = (self, None);
        for (taken, stroke) in (1..).zip(strokes) {
            let Some(next) = at.next.get(stroke) else { break };
            at = next;
            longest = at.command.map(|command| (taken, command)).or(longest);
        }
        longest
    }
}
