//! The pen. In come places, looks and text, out come the fewest bytes that put the text there.
//! Knows where the cursor stands and what it writes with; refuses to know what a frame is.

use std::io::Write;
use std::ops::Range;

use ratatui::style::{Color, Modifier};

use super::scroll::{Scroll, Way};

/// Modifiers that show on a blank cell.
pub const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Modifiers that one SGR code takes back together, and that code (ECMA-48, 8.3.117).
const TAKEN_BACK: [(Modifier, u16); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// The SGR code that turns each modifier on.
const TURNED_ON: [(Modifier, u16); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// What a cell looks like apart from its character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of the character.
    pub fg: Color,
    /// The colour behind it.
    pub bg: Color,
    /// Bold, underlined and so on.
    pub modifier: Modifier,
}

impl Look {
    /// Whether a blank in this look cannot be told from an erased cell.
    pub fn is_plain_on_blank(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SEEN_ON_BLANK)
    }
}

/// What is known of the cursor. Columns and rows count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    Unknown,
    /// Somewhere in this row: after a character of uncertain width, or waiting to wrap.
    Row(u16),
    /// Column and row.
    Cell(u16, u16),
}

/// Collects the bytes of a frame.
#[derive(Debug, Default)]
pub struct Pen {
    bytes: Vec<u8>,
    look: Look,
    at: At,
}

impl Pen {
    /// The bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Starts a new frame; the cursor stays where it was.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Appends a control sequence that moves nothing and changes no look.
    pub fn say(&mut self, control: &str) {
        self.bytes.extend_from_slice(control.as_bytes());
    }

    /// Forgets what it knew, resets look and scroll region and erases the screen.
    pub fn erase_screen(&mut self) {
        self.say("\x1b[m\x1b[r\x1b[H\x1b[2J");
        self.look = Look::default();
        self.at = At::Cell(0, 0);
    }

    /// Moves rows of a screen of `height` rows; those that come free are blank.
    ///
    /// Lines are deleted or inserted (ECMA-48, 8.3.32 and 8.3.67) above a bottom margin (DECSTBM),
    /// as a scroll of the whole region goes to the history of some terminals. They come in with
    /// the background of the pen, and the margins send the cursor home, or to the top of the
    /// region.
    pub fn scroll(&mut self, scroll: &Scroll, height: u16) {
        self.set_look(Look::default());
        let Range { start, end } = scroll.rows;
        if end < height {
            self.print(format_args!("\x1b[1;{end}r"));
            self.at = At::Unknown;
        }
        self.go(0, start);
        let letter = match scroll.way {
            Way::Up => 'M',
            Way::Down => 'L',
        };
        match scroll.by {
            1 => self.print(format_args!("\x1b[{letter}")),
            by => self.print(format_args!("\x1b[{by}{letter}")),
        }
        if end < height {
            self.say("\x1b[r");
            self.at = At::Unknown;
        }
    }

    /// Erases from the cursor to the end of the row in the default look.
    pub fn erase_tail(&mut self) {
        self.set_look(Look::default());
        self.say("\x1b[K");
    }

    /// Writes text that takes `cells` for certain on every terminal, in a row of `row_cells`.
    pub fn write(&mut self, text: &str, cells: u16, row_cells: u16) {
        self.say(text);
        self.at = match self.at {
            At::Cell(x, y) if x + cells < row_cells => At::Cell(x + cells, y),
            // In the last column terminals differ in where the cursor waits for the wrap.
            At::Cell(_, y) | At::Row(y) => At::Row(y),
            At::Unknown => At::Unknown,
        };
    }

    /// Writes this many blanks.
    pub fn blank(&mut self, cells: u16, row_cells: u16) {
        for _ in 0..cells {
            self.write(" ", 1, row_cells);
        }
    }

    /// Writes what was just written, a character of one cell, `times` more, if telling the terminal
    /// to repeat it is shorter; else writes nothing. Needs `times` free cells before the last column.
    pub fn repeat(&mut self, symbol: &str, times: u16) -> bool {
        let is_shorter = usize::from(times) * symbol.len() > 3 + digits(u32::from(times));
        if is_shorter {
            self.print(format_args!("\x1b[{times}b"));
            if let At::Cell(x, y) = self.at {
                self.at = At::Cell(x + times, y);
            }
        }
        is_shorter
    }

    /// Writes text after which nobody knows the column, only that the row is the same.
    pub fn write_uncertain(&mut self, text: &str) {
        self.say(text);
        if let At::Cell(_, y) = self.at {
            self.at = At::Row(y);
        }
    }

    /// Brings the cursor to a column and row with the fewest bytes.
    pub fn go(&mut self, x: u16, y: u16) {
        match self.at {
            At::Cell(column, row) if (column, row) == (x, y) => {}
            At::Cell(column, row) if row == y => self.go_along(column, x),
            At::Row(row) if row == y => self.go_to_column(x),
            At::Cell(_, row) | At::Row(row)
                if row + 1 == y && 2 + right_len(x) <= place_len(x, y) =>
            {
                // CR first: it ends the wait for a wrap. LF cannot scroll, as the row exists.
                self.say("\r\n");
                self.go_right(x);
            }
            _ => self.go_to_place(x, y),
        }
        self.at = At::Cell(x, y);
    }

    /// A column of the row from which a place further on could be reached by writing, and the bytes
    /// of stepping from there; none where the cursor is elsewhere.
    pub fn way_to(&self, x: u16, y: u16) -> Option<(u16, usize)> {
        match self.at {
            At::Cell(column, row) if row == y && column < x => {
                Some((column, right_len(x - column).min(column_len(x))))
            }
            At::Cell(_, row) | At::Row(row) if row + 1 == y && x > 0 => Some((0, right_len(x))),
            _ => None,
        }
    }

    /// What it writes with.
    pub fn look(&self) -> Look {
        self.look
    }

    fn go_along(&mut self, from: u16, to: u16) {
        if to > from && right_len(to - from) <= column_len(to) {
            self.go_right(to - from);
        } else if to < from && usize::from(from - to) <= column_len(to) {
            self.bytes.extend((to..from).map(|_| b'\x08'));
        } else {
            self.go_to_column(to);
        }
    }

    fn go_right(&mut self, cells: u16) {
        match cells {
            0 => {}
            1 => self.say("\x1b[C"),
            _ => self.print(format_args!("\x1b[{cells}C")),
        }
    }

    fn go_to_column(&mut self, x: u16) {
        match x {
            0 => self.say("\r"),
            _ => self.print(format_args!("\x1b[{}G", u32::from(x) + 1)),
        }
    }

    fn go_to_place(&mut self, x: u16, y: u16) {
        let row = u32::from(y) + 1;
        match x {
            0 => self.print(format_args!("\x1b[{row}H")),
            _ => self.print(format_args!("\x1b[{row};{}H", u32::from(x) + 1)),
        }
    }

    /// Writes all that follows in this look.
    pub fn set_look(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        if look == Look::default() {
            self.say("\x1b[m");
        } else {
            let change = codes(self.look, look);
            let afresh = codes(Look::default(), look);
            self.say("\x1b[");
            if change.len() <= afresh.len() + 2 {
                self.say(&change);
            } else {
                self.say("0;");
                self.say(&afresh);
            }
            self.say("m");
        }
        self.look = look;
    }

    /// Writes the blanks that follow in this look, of which only a part shows on a blank.
    pub fn set_blank_look(&mut self, look: Look) {
        let seen = look.modifier.union(self.look.modifier).intersects(SEEN_ON_BLANK);
        if seen || look.bg != self.look.bg {
            self.set_look(look);
        }
    }

    fn print(&mut self, text: std::fmt::Arguments<'_>) {
        self.bytes.write_fmt(text).expect("writing to a Vec cannot fail");
    }
}

/// The bytes of a move to the right; none for 0 cells.
fn right_len(cells: u16) -> usize {
    match cells {
        0 => 0,
        1 => 3,
        _ => 3 + digits(u32::from(cells)),
    }
}

/// The bytes of a move to a column.
fn column_len(x: u16) -> usize {
    if x == 0 { 1 } else { 3 + digits(u32::from(x) + 1) }
}

/// The bytes of a move to a column and row.
fn place_len(x: u16, y: u16) -> usize {
    let row = 3 + digits(u32::from(y) + 1);
    if x == 0 { row } else { row + 1 + digits(u32::from(x) + 1) }
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// The parameters of the SGR sequence that turns plain text into a look.
pub fn sgr(look: Look) -> String {
    codes(Look::default(), look)
}

/// The parameters of the SGR sequence that turns one look into another.
fn codes(from: Look, to: Look) -> String {
    let mut codes = Vec::new();
    let mut modifier = from.modifier;
    for (group, code) in TAKEN_BACK {
        if modifier.intersection(group).difference(to.modifier).is_empty() {
            continue;
        }
        codes.push(code.to_string());
        modifier.remove(group);
    }
    let added = to.modifier.difference(modifier);
    codes.extend(
        TURNED_ON.iter().filter(|(one, _)| added.contains(*one)).map(|(_, code)| code.to_string()),
    );
    if from.fg != to.fg {
        codes.push(colour(to.fg, 0));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 10));
    }
    codes.join(";")
}

/// The SGR parameters of a colour: `shift` is 0 for the character, 10 for what is behind it.
fn colour(colour: Color, shift: u8) -> String {
    let number = match colour {
        Color::Reset => 39,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(index) => return format!("{};5;{index}", 38 + shift),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", 38 + shift),
    };
    (number + shift).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves(from: Option<(u16, u16)>, to: (u16, u16)) -> String {
        let mut pen = Pen::default();
        if let Some((x, y)) = from {
            pen.go(x, y);
        }
        pen.clear();
        pen.go(to.0, to.1);
        String::from_utf8(pen.bytes).unwrap()
    }

    #[test]
    fn moves_take_the_fewest_bytes() {
        assert_eq!(moves(None, (0, 0)), "\x1b[1H");
        assert_eq!(moves(None, (11, 2)), "\x1b[3;12H");
        assert_eq!(moves(Some((4, 4)), (4, 4)), "");
        assert_eq!(moves(Some((4, 4)), (5, 4)), "\x1b[C");
        assert_eq!(moves(Some((4, 4)), (14, 4)), "\x1b[10C");
        assert_eq!(moves(Some((4, 4)), (0, 4)), "\r");
        assert_eq!(moves(Some((4, 4)), (2, 4)), "\x08\x08");
        assert_eq!(moves(Some((40, 4)), (20, 4)), "\x1b[21G");
        assert_eq!(moves(Some((40, 4)), (0, 5)), "\r\n");
        assert_eq!(moves(Some((40, 14)), (20, 15)), "\r\n\x1b[20C");
        assert_eq!(moves(Some((40, 4)), (20, 9)), "\x1b[10;21H");
        assert_eq!(moves(Some((0, 9)), (u16::MAX, u16::MAX)), "\x1b[65536;65536H");
    }

    #[test]
    fn no_step_is_taken_from_the_last_column_where_the_cursor_waits_to_wrap() {
        let mut pen = Pen::default();
        pen.go(0, 0);
        pen.write("汉", 2, 2);
        pen.clear();
        pen.go(1, 0);
        assert_eq!(pen.bytes(), b"\x1b[2G");
    }

    fn changes(from: Look, to: Look) -> String {
        let mut pen = Pen { look: from, ..Pen::default() };
        pen.set_look(to);
        String::from_utf8(pen.bytes).unwrap()
    }

    #[test]
    fn looks_change_with_the_fewest_bytes() {
        let plain = Look::default();
        let bold = Look { modifier: Modifier::BOLD, ..plain };
        let faint = Look { modifier: Modifier::DIM, ..plain };
        let marked = Look { fg: Color::Rgb(1, 2, 3), bg: Color::Indexed(236), ..bold };
        assert_eq!(changes(plain, plain), "");
        assert_eq!(changes(plain, bold), "\x1b[1m");
        assert_eq!(changes(bold, plain), "\x1b[m");
        assert_eq!(changes(bold, faint), "\x1b[0;2m");
        assert_eq!(changes(plain, marked), "\x1b[1;38;2;1;2;3;48;5;236m");
        assert_eq!(changes(marked, bold), "\x1b[0;1m");
        let pale = Look { modifier: Modifier::DIM, ..marked };
        assert_eq!(changes(marked, pale), "\x1b[22;2m");
        assert_eq!(changes(bold, Look { fg: Color::White, ..bold }), "\x1b[97m");
        assert_eq!(changes(plain, Look { bg: Color::DarkGray, ..plain }), "\x1b[100m");
    }

    #[test]
    fn what_does_not_show_on_a_blank_is_not_changed_for_it() {
        let red = Look { fg: Color::Red, modifier: Modifier::BOLD, ..Look::default() };
        let mut pen = Pen { look: red, ..Pen::default() };
        pen.set_blank_look(Look::default());
        assert!(pen.bytes.is_empty());
        pen.set_blank_look(Look { bg: Color::Red, ..Look::default() });
        assert!(!pen.bytes.is_empty());
    }
}
