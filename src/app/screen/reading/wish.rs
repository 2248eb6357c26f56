//! Words that are told elsewhere, in their own time. In comes what they are wanted for, out comes the
//! text to ask about, and later the wish again, if the caret still stands where it stood.

use super::object::Scope;
use super::words::{self, Words};
use super::{Reading, Sight};
use crate::app::Command;
use crate::article::Article;

/// What words are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To move by so many of them.
    Walk(Command, u32),
    /// To search for the one at the caret.
    Search,
    /// To select or copy the one at the caret.
    Object(Scope, Use),
    /// To select whole words with the mouse.
    Drag(Drag),
}

/// What is done with a text object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Select,
    Copy,
}

/// A drag of the mouse over the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    pub grain: Grain,
    /// Where the button was pressed, in code points.
    pub from: u32,
    /// The word or sentence there, once it is known.
    pub held: Option<(u32, u32)>,
    /// Where the pointer is.
    pub to: u32,
}

/// What a drag selects whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    Character,
    Word,
    Sentence,
}

/// Words that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordWait {
    generation: u64,
    /// Where the caret stood.
    caret: u32,
    /// The stretch whose words they are.
    stretch: (u32, u32),
    wish: Wish,
}

impl Reading {
    /// Moves by words as far as they are known; how many steps are left then, and where words are
    /// needed to go on.
    pub fn walk_words(
        &mut self,
        sight: &Sight<'_>,
        command: Command,
        count: u32,
    ) -> Option<(u32, u32)> {
        self.goal_cell = None;
        let mut left = count.max(1);
        // Steps that wait for the same words are taken with this one.
        if let Some(WordWait { caret, wish: Wish::Walk(same, more), .. }) = self.word_wait.take()
            && (caret, same) == (self.caret, command)
        {
            left = left.saturating_add(more);
        }
        let needed = loop {
            if left == 0 {
                break None;
            }
            let probe = words::probe(sight.article, self.caret, command);
            let Some(words) = self.words_at(sight.article, probe) else { break Some(probe) };
            let to = words::step(sight.article, words, self.caret, command);
            // Where it leads nowhere, many times lead nowhere too.
            left = if to == self.caret { 0 } else { left - 1 };
            self.caret = to;
        };
        self.show_caret(sight);
        needed.map(|probe| (left, probe))
    }

    /// Notes that the words around `offset` are asked for, and gives their text.
    pub fn ask_words(
        &mut self,
        article: &Article,
        generation: u64,
        offset: u32,
        wish: Wish,
    ) -> String {
        let stretch = words::stretch(article, offset);
        self.word_wait = Some(WordWait { generation, caret: self.caret, stretch, wish });
        article.slice(stretch.0, stretch.1).as_str().to_owned()
    }

    /// Takes the words that were asked for, as code points of their text, and tells what they were
    /// wanted for. A wish is void once the caret has moved.
    pub fn take_words(
        &mut self,
        article: &Article,
        generation: u64,
        starts: &[u32],
    ) -> Option<Wish> {
        let WordWait { caret, stretch, wish, .. } =
            self.word_wait.take_if(|wait| wait.generation == generation)?;
        self.words = Some(Words::new(article, stretch, starts));
        (caret == self.caret || matches!(wish, Wish::Drag(_))).then_some(wish)
    }

    /// The word at `offset` with the white space after it, where the words there are known.
    pub fn word(&self, article: &Article, offset: u32) -> Option<(u32, u32)> {
        self.words_at(article, offset).map(|words| words.at(offset))
    }

    fn words_at(&self, article: &Article, offset: u32) -> Option<&Words> {
        let stretch = words::stretch(article, offset);
        self.words.as_ref().filter(|words| words.stretch == stretch)
    }
}
