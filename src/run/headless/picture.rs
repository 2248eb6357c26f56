//! Screens as text: plain, with the sequences of a terminal, as a list of styles, as SVG. In come the
//! cells of a frame; refuses to know what they mean.

mod palette;
mod svg;

use std::fmt::Write;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier, Style};

pub use palette::Paper;
pub use svg::svg;

use crate::run::terminal::painter::{Look, sgr};

/// A character on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Glyph<'a> {
    /// Its first column.
    pub x: u16,
    /// How many it takes.
    pub cells: u16,
    pub symbol: &'a str,
    pub look: Look,
}

/// The characters of a row; the second cell of a wide one is none.
pub fn glyphs(buffer: &Buffer, y: u16) -> impl Iterator<Item = Glyph<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let x = next;
        if x >= buffer.area.width {
            return None;
        }
        let cell = &buffer[(x, y)];
        let cells = cell.cell_width().max(1);
        next = x + cells;
        let look = Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        Some(Glyph { x, cells, symbol: cell.symbol(), look })
    })
}

/// The screen with the SGR sequences of a terminal, each row by itself.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut before = Look::default();
        for glyph in glyphs(buffer, y) {
            if glyph.look != before {
                // Each look is said whole, so that a row can be cut anywhere.
                let look = sgr(glyph.look);
                let rest = if look.is_empty() { "" } else { ";" };
                let _ = write!(out, "\x1b[0{rest}{look}m");
                before = glyph.look;
            }
            out.push_str(glyph.symbol);
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

/// The text of a buffer; the second cell of a wide glyph is no character.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let row: String = glyphs(buffer, y).map(|glyph| glyph.symbol).collect();
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// What is not plain text: `row:from-to style`, a run a line.
pub fn styles(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let from = x;
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                x += 1;
            }
            let words = words(style);
            if !words.is_empty() {
                let _ = writeln!(out, "{y}:{from}-{x} {words}");
            }
        }
    }
    out
}

fn words(style: Style) -> String {
    let mut words = Vec::new();
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::CROSSED_OUT, "crossed-out"),
    ] {
        if style.add_modifier.contains(modifier) {
            words.push(word.to_owned());
        }
    }
    let colour = |colour: Option<Color>| colour.filter(|colour| *colour != Color::Reset);
    words.extend(colour(style.fg).map(|colour| colour.to_string().to_lowercase()));
    words
        .extend(colour(style.bg).map(|colour| format!("on {}", colour.to_string().to_lowercase())));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn every_look_is_said_whole() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
        let bold = Style::new().add_modifier(Modifier::BOLD).fg(Color::Red);
        buffer.set_string(0, 0, "读", bold);
        buffer.set_string(2, 0, "本", Style::new());
        buffer.set_string(0, 1, "a", bold);
        let rows = "\x1b[0;1;31m读\x1b[0m本  \x1b[0m\n\x1b[0;1;31ma\x1b[0m     \x1b[0m\n";
        assert_eq!(ansi(&buffer), rows);
        assert_eq!(text(&buffer), "读本\na\n");
        assert_eq!(styles(&buffer), "0:0-1 bold red\n1:0-1 bold red\n");
    }
}
