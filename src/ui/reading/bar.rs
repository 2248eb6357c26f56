//! The scroll bar on the right border: a thumb where the screen lies in the article, and a sign where
//! there are hits and marks. Each kind has a sign of its own, so that nothing hangs on colour. Zen
//! has no bar: its head line tells the place, and a line scrolled there repairs nothing at the edge.

use std::ops::Range;

use super::{Canvas, Role, Theme, put};
use crate::app::screen::marks::{ink, sign_at};
use crate::app::screen::reading::{Placed, Reading};
use crate::article::Article;
use crate::layout::{Area, Flow};
use crate::notes::{Found, Ink, Kind};
use crate::text::width::{Ambiguous, Class};
use crate::text::{Clean, Shown};

/// What is on the screen, and of what.
pub struct Seen<'a> {
    pub article: &'a Article,
    pub flow: &'a Flow<'a>,
    pub reading: &'a Reading,
    /// The lines that the page holds.
    pub lines: usize,
}

/// What has a sign in the bar, by place, in code points.
pub struct Ticks<'a> {
    pub hits: &'a [(u32, u32)],
    /// The hit that the reader went to.
    pub current: Option<(u32, u32)>,
    pub marks: &'a [Placed],
}

/// Draws the bar into the column after `area`; none where all of the article is on the screen.
pub fn draw(
    seen: &Seen<'_>,
    ticks: &Ticks<'_>,
    area: Area,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let Some(thumb) = thumb(seen, area.height) else { return };
    let total = u64::from(seen.article.chars());
    // Of the ambiguous class: one cell is all that the border has.
    let (full, hit) = match canvas.policy.class(Class::Boxes) {
        Ambiguous::Narrow => ("█", "┤"),
        Ambiguous::Wide | Ambiguous::Safe => ("#", "-"),
    };
    for row in 0..area.height {
        let edge = |row: u16| (u64::from(row) * total).div_ceil(u64::from(area.height)) as u32;
        let is_thumb = thumb.contains(&row);
        let (x, y) = (area.right(), area.y + row);
        if let Some((sign, role, ink)) = ticks.within(edge(row)..edge(row + 1), hit) {
            // A sign hides the thumb, so it is reversed there.
            let style = theme.marked(role, role, ink);
            let style = if is_thumb { theme.over(role, Role::Selection) } else { style };
            put(canvas, x, y, x + 1, sign.shown(), style);
        } else if is_thumb {
            put(canvas, x, y, x + 1, Shown::literal(full), theme.style(Role::ScrollThumb));
        }
    }
}

/// The rows of the thumb.
fn thumb(seen: &Seen<'_>, height: u16) -> Option<Range<u16>> {
    let Seen { article, flow, reading, lines } = seen;
    let (total, height) = (u64::from(article.chars()), u64::from(height));
    let (bottom, moved) = flow.step(reading.top, *lines as isize);
    if total == 0 || height < 3 || moved.unsigned_abs() < *lines && reading.top == flow.first() {
        return None;
    }
    let top = u64::from(reading.top.offset);
    let shown = u64::from(bottom.offset).saturating_sub(top).max(1);
    let length = (shown * height).div_ceil(total).clamp(1, height);
    let is_end = bottom >= flow.last();
    let first = if is_end { height - length } else { (top * height / total).min(height - length) };
    Some(first as u16..(first + length) as u16)
}

impl Ticks<'_> {
    /// The sign for a part of the text: the current hit before a mark, a mark before another hit.
    fn within(&self, part: Range<u32>, hit: &str) -> Option<(Clean, Role, Option<Role>)> {
        if self.current.is_some_and(|(start, _)| part.contains(&start)) {
            return Some((Clean::line("<"), Role::HitCurrent, None));
        }
        if let Some(placed) = self.marks.iter().find(|placed| part.contains(&placed.start)) {
            let letter = placed.mark.letter().map(String::from);
            let is_sure = matches!(placed.found, Found::Exact(_) | Found::Moved(_));
            let letter = letter.as_deref().filter(|_| is_sure);
            let sign = letter.unwrap_or_else(|| sign_at(&placed.mark, &placed.found));
            return Some((Clean::line(sign), role_of(placed), ink_of(placed)));
        }
        let next = self.hits.partition_point(|&(start, _)| start < part.start);
        let found = self.hits.get(next).filter(|(start, _)| part.contains(start));
        found.map(|_| (Clean::line(hit), Role::Hit, None))
    }
}

/// The role of a mark's sign.
pub fn role_of(placed: &Placed) -> Role {
    match placed.mark.kind {
        Kind::Note => Role::MarkNote,
        Kind::Highlight => Role::MarkHighlight,
        Kind::Bookmark | Kind::Progress => Role::MarkBookmark,
    }
}

/// The role of the ink that a mark is shown in.
pub fn ink_of(placed: &Placed) -> Option<Role> {
    ink(&placed.mark).map(|ink| match ink {
        Ink::Yellow => Role::InkYellow,
        Ink::Green => Role::InkGreen,
        Ink::Blue => Role::InkBlue,
        Ink::Red => Role::InkRed,
        Ink::Purple => Role::InkPurple,
    })
}
