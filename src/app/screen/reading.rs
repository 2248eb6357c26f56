//! The article being read: what is at the top of the pane, where the caret stands, what is
//! selected, which marks and hits lie in it, and where the reader jumped from.

pub mod find;
pub mod jumps;
pub mod motion;
pub mod object;
pub mod sentence;
#[cfg(test)]
mod tests;
pub mod wish;
mod words;

use std::sync::Arc;

use crate::app::Command;
use crate::article::{Article, BlockKind};
use crate::layout::{Flow, Line, LineKind, Place};
use crate::notes::{Found, Mark};
use find::Find;
use jumps::Jumps;
use wish::WordWait;
use words::Words;

/// What grows when the caret moves while selecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Character,
    Paragraph,
}

/// A selection in the making: from here to the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selecting {
    /// Where it began, in code points.
    pub from: u32,
    pub unit: Unit,
}

/// A mark of the reader's where it belongs in this article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub mark: Arc<Mark>,
    /// How sure that is.
    pub found: Found,
    /// Code points; empty for a place.
    pub start: u32,
    pub end: u32,
}

/// What the last change of the width did to the top of the pane; void once the reader moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Displaced {
    /// What the reader had at the top.
    wanted: Place,
    /// What stands there instead, while the caret is where it was.
    top: Place,
    caret: u32,
}

/// The state of the article pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The article, by its index in the library.
    pub article: Option<usize>,
    /// The line at the top of the pane.
    pub top: Place,
    displaced: Option<Displaced>,
    /// The code point that the caret stands on.
    pub caret: u32,
    /// The cell that moving by lines keeps to, over lines that are shorter.
    goal_cell: Option<u16>,
    pub selecting: Option<Selecting>,
    /// The marks in this article, by place.
    pub marks: Vec<Placed>,
    /// The hits of the query in this article, in code points.
    pub hits: Vec<(u32, u32)>,
    pub jumps: Jumps,
    words: Option<Words>,
    word_wait: Option<WordWait>,
    /// Whether the reader has just said that the article is not read.
    pub is_unread_by_hand: bool,
    /// What `;` and `,` look for again.
    pub last_find: Option<(Find, char)>,
}

/// What a motion needs to see.
pub struct Sight<'a> {
    pub article: &'a Article,
    pub flow: Flow<'a>,
    /// The rows of text on the screen, at least one.
    pub rows: usize,
}

impl Reading {
    /// Turns to another article, the caret at `offset` and its line at the top.
    pub fn open(&mut self, article: usize, sight: &Sight<'_>, offset: u32) {
        self.forget();
        self.article = Some(article);
        self.caret = offset.min(motion::last(sight.article));
        self.top =
            if self.caret == 0 { sight.flow.first() } else { sight.flow.place_of(self.caret) };
        self.clamp(sight);
        // The terminal may tell its widths only after this, and its lines begin elsewhere then.
        let wanted =
            if self.caret == 0 { self.top } else { Place { offset: self.caret, above: 0 } };
        self.displaced = Some(Displaced { wanted, top: self.top, caret: self.caret });
    }

    /// What the reader has at the top, even where the width shows another line there: the place to
    /// come back to.
    pub fn wanted_top(&self) -> Place {
        match self.displaced {
            Some(displaced) if (displaced.top, displaced.caret) == (self.top, self.caret) => {
                displaced.wanted
            }
            _ => self.top,
        }
    }

    /// Puts the caret on a character that is on the screen.
    pub fn put_caret(&mut self, offset: u32) {
        self.caret = offset;
        self.goal_cell = None;
    }

    /// The selected passage, in code points.
    pub fn selection(&self, article: &Article) -> Option<(u32, u32)> {
        let selecting = self.selecting?;
        let (first, last) = (selecting.from.min(self.caret), selecting.from.max(self.caret));
        Some(match selecting.unit {
            Unit::Character => (first, motion::grapheme_end(article, last)),
            Unit::Paragraph => {
                let block = |offset| article.blocks().get(article.block_at(offset));
                let start = block(first).map_or(first, |block| block.start);
                let end = block(last).map_or(last, |block| article.block_end(block));
                (start, end)
            }
        })
    }

    /// Scrolls by lines and takes the caret along, so that it keeps its row; where the article
    /// ends the caret goes on alone.
    pub fn scroll(&mut self, sight: &Sight<'_>, by: isize) {
        self.move_lines(sight, by);
        if self.selecting.is_none() {
            self.top = sight.flow.step(self.top, by).0;
        }
        self.clamp(sight);
        self.show_caret(sight);
    }

    /// A page that would begin inside a heading begins with its first line. One that stood alone
    /// at the foot of the page before is there again anyhow, as pages share a line.
    fn show_heading(&mut self, sight: &Sight<'_>) {
        let Some(line) = sight.flow.line_at(self.top) else { return };
        let Some(block) = sight.article.blocks().get(line.block) else { return };
        if line.kind == LineKind::Text(BlockKind::Heading) && line.start > block.start {
            self.top = sight.flow.place_of(block.start);
            self.show_caret(sight);
        }
    }

    /// Scrolls by lines and leaves the caret where it is.
    pub fn scroll_text(&mut self, sight: &Sight<'_>, by: isize) {
        self.top = sight.flow.step(self.top, by).0;
        self.clamp(sight);
    }

    /// Moves the caret by lines and keeps its cell.
    fn move_lines(&mut self, sight: &Sight<'_>, by: isize) {
        let flow = &sight.flow;
        let from = flow.place_of(self.caret);
        let own = || flow.line_at(from).map_or(0, |line| flow.cell_of(&line, self.caret));
        let cell = self.goal_cell.unwrap_or_else(own);
        let mut to = flow.step(from, by).0;
        // A blank line has no character to stand on.
        let onward = if by < 0 { -1 } else { 1 };
        while flow.line_at(to).is_some_and(|line| !line.has_text()) {
            let (next, moved) = flow.step(to, onward);
            if moved == 0 {
                break;
            }
            to = next;
        }
        if let Some(line) = flow.line_at(to).filter(Line::has_text) {
            self.caret = flow.offset_at(&line, cell);
            self.goal_cell = Some(cell);
        }
    }

    /// Brings the caret onto the screen by moving the text as little as needed.
    pub fn show_caret(&mut self, sight: &Sight<'_>) {
        let place = sight.flow.place_of(self.caret);
        // The page is set to be shown in any case, the one above the caret only for this.
        if place < self.top {
            self.top = place;
        } else if place > sight.flow.step(self.top, sight.rows as isize - 1).0 {
            self.top = sight.flow.step(place, -(sight.rows as isize - 1)).0;
        }
        // The head of the article belongs to its first line.
        if self.caret == 0 {
            let (first, moved) =
                (sight.flow.first(), sight.flow.step(place, -(sight.rows as isize)).1);
            if moved.unsigned_abs() < sight.rows {
                self.top = first;
            }
        }
    }

    /// Shows a passage: where it is off the screen it comes to a third of the height.
    pub fn show(&mut self, sight: &Sight<'_>, offset: u32) {
        self.caret = offset.min(motion::last(sight.article));
        self.goal_cell = None;
        let place = sight.flow.place_of(self.caret);
        let bottom = sight.flow.step(self.top, sight.rows as isize - 1).0;
        if place < self.top || place > bottom {
            self.top = sight.flow.step(place, -(sight.rows as isize / 3)).0;
            self.clamp(sight);
        }
    }

    /// Shows a passage in a row of the screen, counted from 0 at the top.
    pub fn show_at_row(&mut self, sight: &Sight<'_>, offset: u32, row: usize) {
        self.caret = offset.min(motion::last(sight.article));
        self.goal_cell = None;
        let place = sight.flow.place_of(self.caret);
        self.top = sight.flow.step(place, -(row.min(sight.rows - 1) as isize)).0;
        self.clamp(sight);
        self.show_caret(sight);
    }

    /// After a change of the width: the same text stays at the top, and the caret on the screen.
    /// Where both cannot be had, the text comes back to the top once they can.
    pub fn reflow(&mut self, sight: &Sight<'_>) {
        let wanted = self.wanted_top();
        self.top = wanted;
        self.clamp(sight);
        self.show_caret(sight);
        self.displaced = Some(Displaced { wanted, top: self.top, caret: self.caret });
    }

    /// The text never ends above the last row while there is more above.
    fn clamp(&mut self, sight: &Sight<'_>) {
        let rows = sight.rows as isize - 1;
        // The last page is set only where it is near.
        if sight.flow.step(self.top, rows).1 < rows {
            self.top = self.top.min(sight.flow.last_top(sight.rows));
        }
    }

    /// Takes a motion.
    pub fn on(&mut self, sight: &Sight<'_>, command: Command, count: Option<u32>) {
        let times = count.unwrap_or(1);
        let page = (sight.rows as isize - 1).max(1);
        match command {
            Command::Down => self.scroll(sight, times as isize),
            Command::Up => self.scroll(sight, -(times as isize)),
            Command::PageDown => {
                self.scroll(sight, page * times as isize);
                self.show_heading(sight);
            }
            Command::PageUp => self.scroll(sight, -page * times as isize),
            Command::HalfPageDown => self.scroll(sight, (page / 2).max(1) * times as isize),
            Command::HalfPageUp => self.scroll(sight, -(page / 2).max(1) * times as isize),
            Command::LineToTop => self.show_at_row(sight, self.caret, 0),
            Command::LineToMiddle => self.show_at_row(sight, self.caret, sight.rows / 2),
            Command::LineToBottom => self.show_at_row(sight, self.caret, sight.rows),
            _ => {
                self.goal_cell = None;
                self.jump(sight, command, count);
            }
        }
    }

    /// Takes a motion of the caret; the text follows.
    fn jump(&mut self, sight: &Sight<'_>, command: Command, count: Option<u32>) {
        let article = sight.article;
        let repeat = |step: fn(&Article, u32) -> u32| {
            (0..count.unwrap_or(1)).try_fold(self.caret, |at, _| {
                let to = step(article, at);
                // Where it leads nowhere, many times lead nowhere too.
                if to == at { Err(at) } else { Ok(to) }
            })
        };
        let to = match command {
            Command::Right => repeat(motion::right),
            Command::Left => repeat(motion::left),
            Command::NextSentence => repeat(sentence::next),
            Command::PreviousSentence => repeat(sentence::previous),
            Command::NextParagraph => repeat(motion::next_paragraph),
            Command::PreviousParagraph => repeat(motion::previous_paragraph),
            Command::LineStart => Ok(self.line_edge(sight, 0)),
            Command::LineEnd => Ok(self.line_edge(sight, u16::MAX)),
            Command::ScreenTop | Command::ScreenMiddle | Command::ScreenBottom => {
                Ok(self.screen_line(sight, command, count))
            }
            Command::Top | Command::Bottom if count.is_some() => {
                Ok(motion::paragraph(article, count.unwrap_or(1)))
            }
            Command::Top => Ok(0),
            Command::Bottom => Ok(motion::last(article)),
            Command::GoToPercent => {
                let percent = u64::from(count.unwrap_or(0).min(100));
                Ok((u64::from(article.chars()) * percent / 100) as u32)
            }
            _ => return,
        };
        let to = match to {
            Ok(to) | Err(to) => to.min(motion::last(article)),
        };
        match command {
            Command::Top | Command::Bottom | Command::GoToPercent => {
                self.caret = to;
                self.top = if to == 0 { sight.flow.first() } else { sight.flow.place_of(to) };
                self.clamp(sight);
            }
            _ => {
                self.caret = to;
                self.show_caret(sight);
            }
        }
    }

    /// The start of a line on the screen, counted from the edge that the command names.
    fn screen_line(&self, sight: &Sight<'_>, command: Command, count: Option<u32>) -> u32 {
        let lines = sight.flow.lines_from(self.top, sight.rows);
        let from_edge = (count.unwrap_or(1).max(1) - 1) as usize;
        let last = lines.len().saturating_sub(1);
        // A caret stands on text: towards the middle of the screen, else away from it.
        let has_text = |line: &&Line| line.has_text();
        let line = match command {
            Command::ScreenBottom => {
                let (above, below) = lines.split_at(lines.len() - from_edge.min(last));
                above.iter().rfind(has_text).or_else(|| below.iter().find(has_text))
            }
            _ => {
                let row = if command == Command::ScreenTop { from_edge } else { lines.len() / 2 };
                let (above, below) = lines.split_at(row.min(last));
                below.iter().find(has_text).or_else(|| above.iter().rfind(has_text))
            }
        };
        line.map_or(self.caret, |line| line.start)
    }

    fn line_edge(&self, sight: &Sight<'_>, cell: u16) -> u32 {
        let place = sight.flow.place_of(self.caret);
        sight.flow.line_at(place).map_or(self.caret, |line| sight.flow.offset_at(&line, cell))
    }

    /// Selects a range by character, the caret on its last grapheme.
    pub fn select_range(&mut self, article: &Article, (start, end): (u32, u32)) {
        self.selecting = Some(Selecting { from: start, unit: Unit::Character });
        self.put_caret(motion::left(article, end).max(start));
    }

    /// Forgets what belonged to a library that is no more; the jumps hold for the next one too, and
    /// what was looked for.
    pub fn forget(&mut self) {
        let (jumps, last_find) = (std::mem::take(&mut self.jumps), self.last_find);
        *self = Self { jumps, last_find, ..Self::default() };
    }
}
