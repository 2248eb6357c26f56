//! One row, before and after. In come its glyphs, out go to the pen those that differ, on the
//! shortest way. Refuses to know what other rows show.

use super::Repetition;
use super::glyph::{Certainty, Glyph, Ground, is_certain};
use super::pen::{Look, Pen};
use crate::text::width::WidthPolicy;

/// Blank cells at the end of a row from which on erasing the tail (3 bytes) is shorter.
const TAIL_CELLS: usize = 4;

/// A row of the screen.
pub struct Row<'a> {
    pub y: u16,
    /// The columns of the screen.
    pub cells: u16,
    /// What the terminal shows.
    pub shown: Vec<Glyph<'a>>,
    pub wanted: Vec<Glyph<'a>>,
    pub policy: WidthPolicy,
    pub repetition: Repetition,
}

impl Row<'_> {
    /// Paints from left to right whatever differs.
    pub fn paint(&self, pen: &mut Pen) {
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
