//! The one painter: text into cells. In comes text that is safe to show, out come cells whose
//! width is that of the policy, whatever ratatui takes it for. Nothing else writes symbols.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;

use crate::layout::Area;
use crate::text::width::WidthPolicy;
use crate::text::{Shown, grapheme};

/// What is drawn on, and with which widths.
pub struct Canvas<'a> {
    pub buffer: &'a mut Buffer,
    pub policy: WidthPolicy,
}

/// Writes `text` from cell (`x`, `y`) up to column `right`, and returns the column after it.
/// A glyph that does not fit whole is not written.
pub fn put(
    canvas: &mut Canvas<'_>,
    x: u16,
    y: u16,
    right: u16,
    text: Shown<'_>,
    style: Style,
) -> u16 {
    let right = right.min(canvas.buffer.area.right());
    if x >= right || y >= canvas.buffer.area.bottom() {
        return x;
    }
    repair(canvas, x, y);
    let mut at = x;
    for (_, symbol) in grapheme::graphemes(text.as_str()) {
        let width = canvas.policy.grapheme(symbol);
        if width == 0 || symbol == "\n" {
            continue;
        }
        if at + width > right {
            break;
        }
        glyph(canvas, at, y, width, symbol, style);
        at += width;
    }
    at
}

fn glyph(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16, symbol: &str, style: Style) {
    let cell = &mut canvas.buffer[(x, y)];
    // Both halves of a wide glyph start anew, or the first would keep what was drawn below.
    cell.reset();
    cell.set_symbol(symbol).set_style(style);
    if cell.cell_width() != width
        && let Some(width) = NonZeroU16::new(width)
    {
        cell.set_diff_option(CellDiffOption::ForcedWidth(width));
    }
    for trailing in x + 1..x + width {
        let cell = &mut canvas.buffer[(trailing, y)];
        cell.reset();
        cell.set_style(style);
    }
}

/// Fills an area with blanks.
pub fn fill(canvas: &mut Canvas<'_>, area: Area, style: Style) {
    for y in area.y..area.bottom().min(canvas.buffer.area.bottom()) {
        repair(canvas, area.x, y);
        for x in area.x..area.right().min(canvas.buffer.area.right()) {
            let cell = &mut canvas.buffer[(x, y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Blanks the wide glyph that begins left of column `x` and reaches into it; ratatui would drop
/// what is written over its second half (ratatui#2526).
pub fn repair(canvas: &mut Canvas<'_>, x: u16, y: u16) {
    if x == 0 || x >= canvas.buffer.area.right() || y >= canvas.buffer.area.bottom() {
        return;
    }
    let before = &mut canvas.buffer[(x - 1, y)];
    if before.cell_width() > 1 {
        let style = before.style();
        before.reset();
        before.set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier};

    use super::*;
    use crate::text::width::Ambiguous;

    fn row(policy: WidthPolicy, right: u16, text: &'static str) -> (Vec<String>, u16) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        let mut canvas = Canvas { buffer: &mut buffer, policy };
        let end = put(&mut canvas, 0, 0, right, Shown::literal(text), Style::new());
        (buffer.content().iter().map(|cell| cell.symbol().to_owned()).collect(), end)
    }

    #[test]
    fn a_wide_glyph_is_never_cut() {
        let (cells, end) = row(WidthPolicy::NARROW, 5, "汉字库");
        assert_eq!((cells[..5].concat().as_str(), end), ("汉 字  ", 4));
    }

    #[test]
    fn ambiguous_glyphs_take_what_the_policy_says() {
        assert_eq!(row(WidthPolicy::NARROW, 10, "“研”").1, 4);
        let wide = WidthPolicy::all(Ambiguous::Wide);
        assert_eq!(row(wide, 10, "“研”").1, 6);
    }

    #[test]
    fn nothing_of_the_style_below_shines_through() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let mut canvas = Canvas { buffer: &mut buffer, policy: WidthPolicy::NARROW };
        put(&mut canvas, 0, 0, 4, Shown::literal("----"), Style::new().dim().red());
        put(&mut canvas, 0, 0, 4, Shown::literal("汉a"), Style::new().bold());
        for cell in &buffer.content()[..3] {
            assert_eq!((cell.fg, cell.modifier), (Color::Reset, Modifier::BOLD), "{cell:?}");
        }
    }

    #[test]
    fn what_is_drawn_over_half_a_glyph_survives() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut canvas = Canvas { buffer: &mut buffer, policy: WidthPolicy::NARROW };
        put(&mut canvas, 0, 0, 6, Shown::literal("汉字"), Style::new());
        put(&mut canvas, 1, 0, 6, Shown::literal("|"), Style::new());
        let cells: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(cells, " |字   ");
    }
}
