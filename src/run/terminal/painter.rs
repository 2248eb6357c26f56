//! Frames to bytes. In come the cells of a frame and the cursor, out come the bytes that turn the
//! frame before it into this one on a terminal, to be written at once. Refuses to know what the
//! cells mean and where the bytes go.
//!
//! ratatui's `Buffer::diff_iter` is not used: it leaves the right half of a wide glyph behind when
//! only the style changes (ratatui#2652), and a vacated half where the terminal does not erase it
//! (yazi#4310). Here a row is a list of glyphs; whatever column had another glyph is written anew.

mod pen;
mod scroll;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

pub use self::pen::{Look, sgr};
use self::pen::{Pen, SEEN_ON_BLANK};
use self::scroll::Scroll;
use crate::text::width::{Ambiguous, WidthPolicy};

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is complete.
/// Terminals that do not know the mode ignore it.
const BEGIN_SYNC: &str = "\x1b[?2026h";
const END_SYNC: &str = "\x1b[?2026l";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// Blank cells at the end of a row from which on erasing the tail (3 bytes) is shorter.
const TAIL_CELLS: usize = 4;

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

/// One row before and after.
struct Row<'a> {
    y: u16,
    cells: u16,
    shown: Vec<Glyph<'a>>,
    wanted: Vec<Glyph<'a>>,
    policy: WidthPolicy,
    repetition: Repetition,
}

impl Row<'_> {
    /// Paints from left to right whatever differs.
    fn paint(&self, pen: &mut Pen) {
        let tail = self.wanted.iter().rposition(|glyph| !glyph.is_plain_blank());
        let tail = tail.map_or(0, |last| last + 1);
        // A cluster may have run over the cells up to here.
        let mut trodden = 0;
        let mut index = 0;
        while let Some(glyph) = self.wanted.get(index) {
            if glyph.x >= trodden && self.is_shown(glyph) {
                index += 1;
                continue;
            }
            self.reach(index, trodden, pen);
            if index >= tail && self.count_new(index) >= TAIL_CELLS {
                pen.erase_tail();
                return;
            }
            let stroke = glyph.stroke(self.policy, self.cells);
            let bare = glyph.x + 1 >= trodden && self.stands_on_blank(glyph);
            if stroke.ground == Ground::Cleared && !bare {
                pen.set_look(glyph.look);
                pen.blank(glyph.cells, self.cells);
                pen.go(glyph.x, self.y);
            }
            stroke.paint(glyph, pen, self.cells);
            trodden = trodden.max(stroke.end);
            index += 1;
            if stroke.certainty == Certainty::Certain && self.repetition == Repetition::Known {
                let more = self.count_alike(index);
                if pen.repeat(glyph.symbol, more) {
                    index += usize::from(more);
                }
            }
        }
    }

    /// How many glyphs of one cell from `index` on are the one before it. The last column is left
    /// out: there terminals differ in where the cursor waits for the wrap.
    fn count_alike(&self, index: usize) -> u16 {
        let Some((glyph, rest)) = self.wanted[index - 1..].split_first() else { return 0 };
        let is_alike = |other: &&Glyph<'_>| {
            (other.symbol, other.look, other.cells) == (glyph.symbol, glyph.look, 1)
                && other.x + 1 < self.cells
        };
        if glyph.cells == 1 { rest.iter().take_while(is_alike).count() as u16 } else { 0 }
    }

    /// Brings the pen to a glyph. What stands in between is written again where that is shorter
    /// than stepping over it.
    fn reach(&self, index: usize, trodden: u16, pen: &mut Pen) {
        let glyph = &self.wanted[index];
        if let Some((from, step)) = pen.way_to(glyph.x, self.y)
            && from >= trodden
            && let Some(gap) = self.gap(from, index, step, pen.look())
        {
            pen.go(from, self.y);
            for glyph in gap {
                pen.write(glyph.symbol, glyph.cells, self.cells);
            }
        }
        pen.go(glyph.x, self.y);
    }

    /// The glyphs from a column to `index`, if they are of certain width, look like what the pen
    /// writes and take fewer than `step` bytes.
    fn gap(&self, from: u16, index: usize, step: usize, look: Look) -> Option<&[Glyph<'_>]> {
        let before = &self.wanted[..index];
        let most = before.len().saturating_sub(step);
        let first = most + before[most..].iter().position(|glyph| glyph.x == from)?;
        let gap = &before[first..];
        let is_same = |glyph: &Glyph<'_>| {
            let mut chars = glyph.symbol.chars();
            let is_certain = chars.next().is_some_and(|c| is_certain(c, self.policy));
            let looks = glyph.look == look || glyph.is_plain_blank() && look.is_plain_on_blank();
            is_certain && chars.next().is_none() && looks
        };
        let bytes: usize = gap.iter().map(|glyph| glyph.symbol.len()).sum();
        (bytes < step && gap.iter().all(is_same)).then_some(gap)
    }

    fn is_shown(&self, glyph: &Glyph<'_>) -> bool {
        self.shown
            .binary_search_by_key(&glyph.x, |shown| shown.x)
            .is_ok_and(|index| self.shown[index] == *glyph)
    }

    fn count_new(&self, from: usize) -> usize {
        self.wanted[from..].iter().filter(|glyph| !self.is_shown(glyph)).count()
    }

    /// Whether the cells after the first hold nothing that would be seen beside a glyph drawn
    /// narrower than it is laid out.
    fn stands_on_blank(&self, glyph: &Glyph<'_>) -> bool {
        let is_blank = |x| {
            self.shown
                .binary_search_by_key(&x, |shown| shown.x)
                .is_ok_and(|index| self.shown[index].is_plain_blank())
        };
        glyph.look.is_plain_on_blank() && (glyph.x + 1..glyph.x + glyph.cells).all(is_blank)
    }
}

/// What stands in one or more cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Glyph<'a> {
    /// Its first column.
    x: u16,
    /// The cells that it was laid out in, at least 1.
    cells: u16,
    symbol: &'a str,
    look: Look,
}

/// The glyphs of a row. Their cells add up to the row.
fn glyphs(row: &[Cell]) -> Vec<Glyph<'_>> {
    let mut glyphs = Vec::with_capacity(row.len());
    let mut x = 0;
    while let Some(cell) = row.get(x) {
        let cells = cell.cell_width().max(1);
        let rest = row.get(x + 1..x + usize::from(cells));
        let is_whole = rest.is_some_and(|rest| rest.iter().all(|cell| cell.symbol() == " "));
        let symbol = if is_whole && is_printable(cell.symbol()) { cell.symbol() } else { " " };
        // A glyph that something was painted over, or that the edge cuts, leaves its first cell.
        let cells = if symbol == " " { 1 } else { cells };
        glyphs.push(Glyph { x: x as u16, cells, symbol, look: look(cell, symbol) });
        x += usize::from(cells);
    }
    glyphs
}

/// Only text goes to the terminal, even if a control character got into a cell.
fn is_printable(symbol: &str) -> bool {
    !symbol.is_empty() && !symbol.chars().any(char::is_control)
}

fn look(cell: &Cell, symbol: &str) -> Look {
    if symbol == " " && !cell.modifier.intersects(SEEN_ON_BLANK) {
        Look { fg: Color::Reset, bg: cell.bg, modifier: Modifier::empty() }
    } else {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// Whether the cells of a glyph are blanked before it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    AsItIs,
    Cleared,
}

/// Whether all terminals of this policy agree on a glyph's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    Certain,
    Uncertain,
}

/// How a glyph is drawn.
struct Stroke<'a> {
    text: &'a str,
    certainty: Certainty,
    ground: Ground,
    /// The column after the last one that it may run over.
    end: u16,
}

impl<'a> Glyph<'a> {
    fn is_plain_blank(&self) -> bool {
        self.symbol == " " && self.look.is_plain_on_blank()
    }

    /// Decides how to draw the glyph so that it never wraps at the end of the row and leaves
    /// nothing of what stood there before.
    fn stroke(&self, policy: WidthPolicy, row_cells: u16) -> Stroke<'a> {
        let first = self.symbol.chars().next().unwrap_or(' ');
        let is_single = first.len_utf8() == self.symbol.len();
        if is_single && is_certain(first, policy) {
            let end = self.x.saturating_add(self.cells);
            let certainty = Certainty::Certain;
            return Stroke { text: self.symbol, certainty, ground: Ground::AsItIs, end };
        }
        let end = self.x.saturating_add(most_cells(self.symbol, policy).max(self.cells));
        let fits = end <= row_cells;
        let text = if fits { self.symbol } else { &self.symbol[..first.len_utf8()] };
        let is_kept = fits || most_cells(text, policy) <= self.cells;
        let is_steady = self.cells == 1
            || is_wide_everywhere(first)
            || (is_single && policy.shows(first) == Some(Ambiguous::Wide));
        Stroke {
            text: if is_kept { text } else { "" },
            certainty: Certainty::Uncertain,
            ground: if is_steady && is_kept { Ground::AsItIs } else { Ground::Cleared },
            end: end.min(row_cells),
        }
    }
}

impl Stroke<'_> {
    fn paint(&self, glyph: &Glyph<'_>, pen: &mut Pen, row_cells: u16) {
        if glyph.symbol == " " {
            pen.set_blank_look(glyph.look);
        } else {
            pen.set_look(glyph.look);
        }
        match self.certainty {
            Certainty::Certain => pen.write(self.text, glyph.cells, row_cells),
            Certainty::Uncertain => pen.write_uncertain(self.text),
        }
    }
}

/// The most cells that a terminal may give a cluster: those of its characters one by one.
fn most_cells(symbol: &str, policy: WidthPolicy) -> u16 {
    let mut buffer = [0; 4];
    symbol.chars().map(|c| policy.grapheme(c.encode_utf8(&mut buffer))).fold(0, u16::saturating_add)
}

/// Whether a single character takes the same cells on every terminal that the policy is right for.
fn is_certain(c: char, policy: WidthPolicy) -> bool {
    matches!(c, ' '..='~') || is_wide_everywhere(c) || policy.shows(c) == Some(Ambiguous::Narrow)
}

/// East Asian Wide characters that every terminal measured shows in two cells. Emoji are left
/// out, as their widths came with later versions of Unicode, and so are the hexagrams, which
/// became wide in Unicode 16.
const fn is_wide_everywhere(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{3029}' | '\u{3030}'..='\u{303e}' | '\u{3041}'..='\u{3096}'
        | '\u{309b}'..='\u{3247}' | '\u{3250}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests;
