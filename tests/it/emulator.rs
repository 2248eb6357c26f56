//! A terminal that shows ambiguous characters in one cell or in two, and what a reader's screen
//! must look like on it. In come the painted bytes and the screen's text, out comes a panic with
//! the first cell that differs.

use std::num::NonZeroU16;

use unicode_segmentation::UnicodeSegmentation;

use crate::fixture::{Ambiguous, Run, cells, is_ambiguous};

/// Unassigned characters of plane 3 take two cells in every emulator, so they stand in for
/// ambiguous characters where those are wide.
const FIRST_STANDIN: u32 = 0x34000;

pub struct Emulator {
    parser: vt100::Parser,
    shows: Ambiguous,
}

impl Emulator {
    /// A blank terminal; `cols` and `rows` in cells, at least one of each.
    pub fn new(shows: Ambiguous, cols: u16, rows: u16) -> Self {
        Self { parser: vt100::Parser::new(size(rows), size(cols), 0), shows }
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(size(rows), size(cols));
    }

    pub fn show(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mapped: String = text.chars().map(|c| self.shown_as(c)).collect();
        self.parser.process(mapped.as_bytes());
    }

    fn shown_as(&self, c: char) -> char {
        if self.shows == Ambiguous::Wide && is_ambiguous(c) {
            char::from_u32(FIRST_STANDIN + c as u32).expect("in plane 3")
        } else {
            c
        }
    }

    /// Panics unless the terminal shows `screen`, laid out with ambiguous characters of `laid_out`
    /// width, every glyph whole and in its own cells, nothing besides, and the cursor in its cell.
    pub fn check(&self, screen: &str, laid_out: Ambiguous, cursor: Option<(u16, u16)>) {
        let (rows, cols) = self.parser.screen().size();
        assert_eq!(screen.lines().count(), usize::from(rows.get()), "rows\n{screen}");
        for (y, row) in (0..).zip(screen.lines()) {
            let end = self.check_row(y, row, laid_out);
            assert!(end <= cols.get(), "row {y} is {end} cells of {cols}: {row}\n{screen}");
            for x in end..cols.get() {
                assert!(self.is_blank(x, y), "{:?} behind row {y}\n{screen}", self.text(x, y));
            }
            assert!(!self.parser.screen().row_wrapped(y), "row {y} wrapped\n{screen}");
        }
        assert_eq!(self.parser.screen().hide_cursor(), cursor.is_none(), "\n{screen}");
        if let Some((x, y)) = cursor {
            assert_eq!(self.parser.screen().cursor_position(), (y, x), "the cursor\n{screen}");
        }
    }

    /// Panics unless every glyph has the attributes of its run; `styles` are the runs of the screen.
    pub fn check_styles(&self, styles: &[Run]) {
        let (rows, cols) = self.parser.screen().size();
        let mut wanted = vec![vec![""; usize::from(cols.get())]; usize::from(rows.get())];
        for run in styles {
            let columns = usize::from(run.columns.start)..usize::from(run.columns.end);
            wanted[usize::from(run.row)][columns].fill(&run.words);
        }
        for (y, row) in (0..).zip(wanted) {
            for (x, words) in (0..).zip(row) {
                self.check_style(x, y, words);
            }
        }
    }

    fn check_style(&self, x: u16, y: u16, words: &str) {
        let cell = self.parser.screen().cell(y, x);
        // The emulator keeps no style for the second half of a glyph.
        let Some(cell) = cell.filter(|cell| !cell.is_wide_continuation()) else { return };
        let has = |word| words.split(' ').any(|listed| listed == word);
        // On a blank only what is seen there need be right.
        let is_seen = !self.is_blank(x, y);
        for (shown, word, on_blank) in [
            (cell.bold(), "bold", false),
            (cell.dim(), "dim", false),
            (cell.underline(), "underlined", true),
            (cell.inverse(), "reversed", true),
        ] {
            // The emulator has one intensity, so of bold and dim it shows the one said last.
            let is_moot = !on_blank && (!is_seen || (has("bold") && has("dim")));
            let same = shown == has(word) || is_moot;
            assert!(same, "{:?} in column {x} of row {y}: {words:?}", cell.contents());
        }
    }

    /// Checks the glyphs of a row, and tells the column after the last.
    fn check_row(&self, y: u16, row: &str, laid_out: Ambiguous) -> u16 {
        let mut x = 0;
        for grapheme in row.graphemes(true) {
            let wide = cells(grapheme, laid_out);
            let mut chars = grapheme.chars();
            let first = self.shown_as(chars.next().expect("not empty"));
            // Terminals disagree on clusters of several wide characters: of those the first counts.
            let got = self.text(x, y);
            let holds = if grapheme == " " {
                self.is_blank(x, y)
            } else if chars.next().is_none() {
                got.chars().eq([first])
            } else {
                got.starts_with(first)
            };
            assert!(holds, "{got:?} for {grapheme:?} in column {x} of row {y}: {row}");
            for second in x + 1..x + wide {
                let cell = self.parser.screen().cell(y, second);
                let is_second = cell.is_some_and(vt100::Cell::is_wide_continuation);
                let is_whole = is_second || self.is_blank(second, y) || is_flag(grapheme);
                assert!(is_whole, "{grapheme:?} is cut in column {x} of row {y}: {row}");
            }
            x += wide;
        }
        x
    }

    fn text(&self, x: u16, y: u16) -> &str {
        self.parser.screen().cell(y, x).map_or("", vt100::Cell::contents)
    }

    fn is_blank(&self, x: u16, y: u16) -> bool {
        let cell = self.parser.screen().cell(y, x);
        cell.is_some_and(|cell| matches!(cell.contents(), "" | " ") && !cell.is_wide_continuation())
    }
}

/// Two regional indicators, which the emulator shows in a cell each.
fn is_flag(grapheme: &str) -> bool {
    grapheme.starts_with(|c| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c))
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a terminal has cells")
}
