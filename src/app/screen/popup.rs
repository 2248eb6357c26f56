//! What is written on the marks at the caret, shown beside it without leaving the page. In come
//! marks, out come lines. Refuses to know where on the screen it lies.

use super::marks::{ink, sign_at};
use super::reading::Placed;
use crate::layout::wrap;
use crate::notes::{Found, Ink, Kind, tags};
use crate::text::Clean;
use crate::text::width::WidthPolicy;

/// What a piece of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What a mark is: its kind, ink, tags, day.
    Head,
    /// The words that it was made on, beside those that stand there now.
    Doubt,
    /// What the reader wrote.
    Note,
}

/// The popup and how far it is scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Popup {
    pieces: Vec<(Tone, Clean)>,
    /// The first line that is shown.
    pub top: usize,
}

impl Popup {
    /// What marks say; `doubt` tells of one how its words have changed.
    pub fn new(marks: &[Placed], doubt: impl Fn(&Placed) -> Option<Clean>) -> Self {
        let mut pieces = Vec::new();
        for placed in marks {
            pieces.push((Tone::Head, head(placed)));
            pieces.extend(doubt(placed).map(|doubt| (Tone::Doubt, doubt)));
            let note = placed.mark.note.trim_end().lines();
            pieces.extend(note.map(|line| (Tone::Note, Clean::line(line))));
        }
        Self { pieces, top: 0 }
    }

    /// Its lines, at most so many cells wide.
    pub fn lines(&self, width_cells: u16, policy: WidthPolicy) -> Vec<(Tone, Clean)> {
        let mut lines = Vec::new();
        for (tone, text) in &self.pieces {
            let rows = wrap(text.shown(), width_cells, 0, policy);
            if rows.is_empty() {
                lines.push((*tone, Clean::default()));
            }
            let row = |bytes| (*tone, Clean::concat([text.slice(bytes)]));
            lines.extend(rows.into_iter().map(|line| row(line.bytes)));
        }
        lines
    }
}

/// What a mark is, in a line.
fn head(placed: &Placed) -> Clean {
    let mark = &placed.mark;
    let kind = match mark.kind {
        Kind::Bookmark => "书签",
        Kind::Highlight => "划线",
        Kind::Note | Kind::Progress => "批注",
    };
    let state = match placed.found {
        Found::Exact(_) | Found::Orphan => "",
        Found::Moved(_) => "已移",
        Found::Edited(_) => "原文已改 c认可 x否认",
        Found::Uncertain(_) => "待确认 c确认 x否认",
    };
    let letter = mark.letter().map(|letter| format!("'{letter}"));
    let tags = tags::shown(&mark.tags);
    let facts = [
        sign_at(mark, &placed.found),
        kind,
        letter.as_deref().unwrap_or_default(),
        ink(mark).map_or("", Ink::word),
        &tags,
        mark.created.get(..10).unwrap_or_default(),
        state,
    ];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    Clean::line(&facts.join(" "))
}

/// Whether a mark says more than where it is.
pub fn says_something(placed: &Placed) -> bool {
    let is_doubtful = matches!(placed.found, Found::Edited(_) | Found::Uncertain(_));
    !placed.mark.note.trim().is_empty() || !placed.mark.tags.is_empty() || is_doubtful
}
