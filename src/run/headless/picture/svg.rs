//! A screen as an SVG picture that looks the same with any fonts. Han are drawn as wide as two cells in
//! every font, so a run of them needs one place; other words are placed one by one and squeezed or
//! spread to their cells; lines and bars are drawn, as fonts leave gaps between them.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::palette::{Paper, Rgb};
use super::{Glyph, glyphs};

/// A cell in pixels. Two are as wide as a Han of 16 pixels.
const WIDTH: u16 = 8;
const HEIGHT: u16 = 20;
/// From the top of a cell to the line that characters stand on.
const BASELINE: u16 = 15;
/// Around the screen.
const MARGIN: u16 = 8;

/// Latin letters are 0.6 of their size wide in most fonts: a cell at 13.3 pixels.
const STYLE: &str = "text{white-space:pre;font-size:13.3px;font-family:'DejaVu Sans Mono',Menlo,\
'Cascadia Mono','Liberation Mono','Noto Sans Mono',Consolas,monospace}\
.w{font-size:16px;font-family:'Noto Sans Mono CJK SC','Noto Sans CJK SC','Source Han Sans SC',\
'PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif}";

/// Draws a screen and the cell of the cursor.
pub fn svg(buffer: &Buffer, cursor: Option<(u16, u16)>, paper: Paper) -> String {
    let (width, height) = (buffer.area.width * WIDTH, buffer.area.height * HEIGHT);
    let (outer, high) = (width + 2 * MARGIN, height + 2 * MARGIN);
    let mut drawing = Drawing::new(paper);
    for y in 0..buffer.area.height {
        drawing.row(buffer, y);
    }
    let Drawing { behind, text, lines, .. } = drawing;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {outer} {high}\" \
         width=\"{outer}\" height=\"{high}\">\n<style>{STYLE}</style>\n\
         <rect width=\"{outer}\" height=\"{high}\" rx=\"6\" fill=\"{}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\" fill=\"{}\">\n{behind}{text}",
        hex(paper.paper()),
        hex(paper.text()),
    );
    for (colour, path) in lines.paths() {
        let colour = hex(colour);
        let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{colour}\" fill=\"none\"/>");
    }
    if let Some((x, y)) = cursor {
        let cells = glyphs(buffer, y).find(|glyph| glyph.x == x).map_or(1, |glyph| glyph.cells);
        let (x, y, width) = (x * WIDTH, y * HEIGHT, cells * WIDTH);
        let colour = hex(paper.text());
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" stroke=\"{colour}\" \
             fill=\"none\"/>"
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// What a screen comes to.
struct Drawing {
    paper: Paper,
    behind: String,
    text: String,
    lines: Lines,
}

/// Characters that are drawn together.
struct Run {
    x: u16,
    cells: u16,
    text: String,
    attributes: String,
    sort: Sort,
}

/// How a character is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// As wide as two cells in every font.
    Han,
    /// A letter of a font whose letters are equally wide.
    Letter,
    /// By itself.
    Alone,
}

impl Drawing {
    fn new(paper: Paper) -> Self {
        Self { paper, behind: String::new(), text: String::new(), lines: Lines::default() }
    }

    fn row(&mut self, buffer: &Buffer, y: u16) {
        self.backgrounds(buffer, y);
        let mut run: Option<Run> = None;
        for glyph in glyphs(buffer, y) {
            let colour = self.paper.colours(glyph.look).0;
            if glyph.symbol.trim().is_empty() || self.lines.draw(glyph, y, colour) {
                self.write(run.take(), y);
                continue;
            }
            let (attributes, sort) = (self.attributes(glyph), sort(glyph));
            match &mut run {
                Some(run) if run.attributes == attributes && run.goes_on(glyph, sort) => {
                    run.text.push_str(glyph.symbol);
                    run.cells += glyph.cells;
                }
                _ => {
                    let (x, cells) = (glyph.x, glyph.cells);
                    let text = glyph.symbol.to_owned();
                    let before = run.replace(Run { x, cells, text, attributes, sort });
                    self.write(before, y);
                }
            }
        }
        self.write(run, y);
    }

    /// What lies behind the characters of a row.
    fn backgrounds(&mut self, buffer: &Buffer, y: u16) {
        let mut runs: Vec<(u16, u16, Rgb)> = Vec::new();
        for glyph in glyphs(buffer, y) {
            let (fg, bg) = self.paper.colours(glyph.look);
            let colour = if glyph.symbol == "█" { fg } else { bg };
            match runs.last_mut() {
                Some((x, cells, before)) if *before == colour && *x + *cells == glyph.x => {
                    *cells += glyph.cells;
                }
                _ => runs.push((glyph.x, glyph.cells, colour)),
            }
        }
        let paper = self.paper.paper();
        for (x, cells, colour) in runs.into_iter().filter(|(_, _, colour)| *colour != paper) {
            let _ = writeln!(
                self.behind,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
                x * WIDTH,
                y * HEIGHT,
                cells * WIDTH,
                hex(colour)
            );
        }
    }

    fn write(&mut self, run: Option<Run>, y: u16) {
        let Some(run) = run else { return };
        let (x, y) = (run.x * WIDTH, y * HEIGHT + BASELINE);
        let _ = write!(self.text, "<text x=\"{x}\" y=\"{y}\"{}", run.attributes);
        let is_sure = run.sort == Sort::Han || run.cells == 1 && run.text.is_ascii();
        if !is_sure {
            let width = run.cells * WIDTH;
            let _ = write!(self.text, " textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\"");
        }
        let _ = writeln!(self.text, ">{}</text>", escaped(&run.text));
    }

    fn attributes(&self, glyph: Glyph<'_>) -> String {
        let mut out = String::new();
        if glyph.cells > 1 {
            out.push_str(" class=\"w\"");
        }
        let colour = self.paper.colours(glyph.look).0;
        if colour != self.paper.text() {
            let _ = write!(out, " fill=\"{}\"", hex(colour));
        }
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
            (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
        ] {
            // An attribute may stand only once.
            let name = attribute.split('=').next().unwrap_or(attribute);
            if glyph.look.modifier.contains(modifier) && !out.contains(name) {
                out.push_str(attribute);
            }
        }
        out
    }
}

impl Run {
    fn goes_on(&self, glyph: Glyph<'_>, sort: Sort) -> bool {
        sort == self.sort && sort != Sort::Alone && self.x + self.cells == glyph.x
    }
}

fn sort(glyph: Glyph<'_>) -> Sort {
    let mut chars = glyph.symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return Sort::Alone };
    match (glyph.cells, c) {
        (1, '!'..='~') => Sort::Letter,
        (2, '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}') => Sort::Han,
        _ => Sort::Alone,
    }
}

/// The lines of the screen, each from where it begins to where it ends.
#[derive(Default)]
struct Lines {
    /// Row, from, to and colour, in half cells.
    level: Vec<(u16, u16, u16, Rgb)>,
    /// Column, from, to and colour, in half cells.
    upright: Vec<(u16, u16, u16, Rgb)>,
}

impl Lines {
    /// Draws a character of lines or bars; whether it is one.
    fn draw(&mut self, glyph: Glyph<'_>, y: u16, colour: Rgb) -> bool {
        // Left, right, up, down.
        let [left, right, up, down] = match glyph.symbol {
            "█" => return true,
            "─" => [1, 1, 0, 0],
            "│" => [0, 0, 1, 1],
            "┌" => [0, 1, 0, 1],
            "┐" => [1, 0, 0, 1],
            "└" => [0, 1, 1, 0],
            "┘" => [1, 0, 1, 0],
            "├" => [0, 1, 1, 1],
            "┤" => [1, 0, 1, 1],
            "┬" => [1, 1, 0, 1],
            "┴" => [1, 1, 1, 0],
            "┼" => [1, 1, 1, 1],
            _ => return false,
        };
        if glyph.cells != 1 {
            return false;
        }
        let (x, y) = (glyph.x * 2 + 1, y * 2 + 1);
        extend(&mut self.level, (y, x - left, x + right, colour));
        extend(&mut self.upright, (x, y - up, y + down, colour));
        true
    }

    /// The lines of each colour as a path.
    fn paths(self) -> BTreeMap<Rgb, String> {
        let mut paths: BTreeMap<Rgb, String> = BTreeMap::new();
        let (wide, high) = (WIDTH / 2, HEIGHT / 2);
        for (y, from, to, colour) in self.level {
            let path = paths.entry(colour).or_default();
            let _ = write!(path, "M{} {}h{}", from * wide, y * high, (to - from) * wide);
        }
        for (x, from, to, colour) in self.upright {
            let path = paths.entry(colour).or_default();
            let _ = write!(path, "M{} {}v{}", x * wide, from * high, (to - from) * high);
        }
        paths
    }
}

/// Adds a line, or makes the one longer that ends where it begins.
fn extend(lines: &mut Vec<(u16, u16, u16, Rgb)>, (at, from, to, colour): (u16, u16, u16, Rgb)) {
    if from == to {
        return;
    }
    let before = lines.iter_mut().rev().find(|line| line.0 == at && line.3 == colour);
    match before {
        Some(line) if line.2 == from => line.2 = to,
        _ => lines.push((at, from, to, colour)),
    }
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text of XML; what XML cannot hold (XML 1.0, 2.2) has a sign that stands for it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    fn drawn(rows: &[&str], style: Style) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, rows.len() as u16));
        for (row, y) in rows.iter().zip(0..) {
            buffer.set_string(0, y, row, style);
        }
        svg(&buffer, None, Paper::Dark)
    }

    #[test]
    fn han_stand_together_and_words_apart() {
        let svg = drawn(&["读本 ab <c"], Style::new());
        assert!(svg.contains("<text x=\"0\" y=\"15\" class=\"w\">读本</text>"), "{svg}");
        let squeezed = "textLength=\"16\" lengthAdjust=\"spacingAndGlyphs\"";
        assert!(svg.contains(&format!("<text x=\"40\" y=\"15\" {squeezed}>ab</text>")), "{svg}");
        assert!(svg.contains(&format!("<text x=\"64\" y=\"15\" {squeezed}>&lt;c</text>")), "{svg}");
    }

    #[test]
    fn a_frame_is_four_lines() {
        let svg = drawn(&["┌──┐", "│  │", "└──┘"], Style::new());
        let path = "M4 10h24M4 50h24M4 10v40M28 10v40";
        assert!(svg.contains(&format!("<path d=\"{path}\"")) && !svg.contains("<text"), "{svg}");
    }

    #[test]
    fn looks_are_attributes() {
        let style = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(4, 5, 6));
        let style =
            style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED | Modifier::CROSSED_OUT);
        let svg = drawn(&["甲"], style);
        let looks = "fill=\"#010203\" font-weight=\"bold\" text-decoration=\"underline\"";
        assert!(svg.contains(&format!("class=\"w\" {looks}>甲</text>")), "{svg}");
        assert!(svg.contains("width=\"16\" height=\"20\" fill=\"#040506\"/>"), "{svg}");
    }
}
