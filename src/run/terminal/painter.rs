//! Frames to bytes. In come the cells of a frame and the cursor, out come the bytes that turn the
//! frame before it into this one on a terminal, to be written at once. Refuses to know what the
//! cells mean and where the bytes go.
//!
//! ratatui's `Buffer::diff_iter` is not used: it leaves the right half of a wide glyph behind when
//! only the style changes (ratatui#2652), and a vacated half where the terminal does not erase it
//! (yazi#4310). Here a row is a list of glyphs; whatever column had another glyph is written anew.

mod glyph;
mod pen;
mod row;
mod scroll;

use ratatui::buffer::Buffer;

use self::glyph::glyphs;
use self::pen::Pen;
pub use self::pen::{Look, sgr};
use self::row::Row;
use self::scroll::Scroll;
use crate::text::width::WidthPolicy;

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is complete.
/// Terminals that do not know the mode ignore it.
const BEGIN_SYNC: &str = "\x1b[?2026h";
const END_SYNC: &str = "\x1b[?2026l";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// What is known of the cursor's visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    Unknown,
    Hidden,
    Shown,
}

/// Whether the terminal repeats the character before the cursor when it is told to (REP of ECMA-48,
/// 8.3.103). Many do, but neither mosh nor every console, and `TERM` does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repetition {
    #[default]
    Unknown,
    Known,
}

/// Remembers what the terminal shows and writes what is new.
#[derive(Debug)]
pub struct Painter {
    policy: WidthPolicy,
    repetition: Repetition,
    shown: Buffer,
    stale: bool,
    cursor: (u16, u16),
    visibility: Visibility,
    pen: Pen,
}

impl Painter {
    /// A painter for a terminal with these widths, of which nothing else is known yet.
    pub fn new(policy: WidthPolicy) -> Self {
        Self {
            policy,
            repetition: Repetition::default(),
            shown: Buffer::default(),
            stale: true,
            cursor: (0, 0),
            visibility: Visibility::Unknown,
            pen: Pen::default(),
        }
    }

    /// The widths that it paints with.
    pub fn policy(&self) -> WidthPolicy {
        self.policy
    }

    /// Forgets what the terminal shows: the next frame erases the screen and paints every cell.
    pub fn invalidate(&mut self) {
        self.stale = true;
        self.visibility = Visibility::Unknown;
    }

    /// Takes the widths that the terminal turned out to have.
    pub fn set_policy(&mut self, policy: WidthPolicy) {
        if policy != self.policy {
            self.policy = policy;
            self.invalidate();
        }
    }

    /// Takes whether the terminal turned out to repeat characters.
    pub fn set_repetition(&mut self, repetition: Repetition) {
        self.repetition = repetition;
    }

    /// The bytes that bring the terminal to `next`; none where it shows that already.
    ///
    /// `cursor` is a column and row in cells from 0. Without one the cursor is hidden and parked
    /// in the lower left corner, as input methods draw at a hidden cursor too.
    pub fn frame(&mut self, next: &Buffer, cursor: Option<(u16, u16)>) -> &[u8] {
        self.pen.clear();
        let (width, height) = (next.area.width, next.area.height);
        if width == 0 || height == 0 {
            return self.pen.bytes();
        }
        self.pen.say(BEGIN_SYNC);
        if self.visibility != Visibility::Hidden {
            self.pen.say(HIDE_CURSOR);
        }
        let before = self.pen.bytes().len();
        self.paint(next);
        let painted = self.pen.bytes().len() > before;
        if painted {
            self.pen.set_look(Look::default());
            self.visibility = Visibility::Hidden;
        } else {
            self.pen.clear();
        }
        let place = cursor.map_or((0, height - 1), |(x, y)| (x.min(width - 1), y.min(height - 1)));
        if painted || place != self.cursor {
            self.pen.go(place.0, place.1);
            self.cursor = place;
        }
        self.set_visibility(if cursor.is_some() { Visibility::Shown } else { Visibility::Hidden });
        if painted {
            self.pen.say(END_SYNC);
        }
        self.pen.bytes()
    }

    fn set_visibility(&mut self, visibility: Visibility) {
        if visibility != self.visibility {
            self.pen.say(if visibility == Visibility::Shown { SHOW_CURSOR } else { HIDE_CURSOR });
            self.visibility = visibility;
        }
    }

    fn paint(&mut self, next: &Buffer) {
        if self.stale || next.area != self.shown.area {
            self.pen.erase_screen();
            self.shown = Buffer::empty(next.area);
            self.stale = false;
        } else if let Some(scroll) = Scroll::find(&self.shown, next) {
            self.pen.scroll(&scroll, next.area.height);
            scroll.apply(&mut self.shown);
        }
        let width = usize::from(next.area.width);
        let rows = self.shown.content.chunks_mut(width).zip(next.content.chunks(width));
        for (y, (shown, wanted)) in (0..).zip(rows) {
            if shown != wanted {
                let row = Row {
                    y,
                    cells: next.area.width,
                    shown: glyphs(shown),
                    wanted: glyphs(wanted),
                    policy: self.policy,
                    repetition: self.repetition,
                };
                row.paint(&mut self.pen);
                shown.clone_from_slice(wanted);
            }
        }
    }
}

#[cfg(test)]
mod tests;
