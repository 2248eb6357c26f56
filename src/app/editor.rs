//! Text being typed: a query, a filter, a note. The model (lines, caret, undo) is `tui-textarea`'s;
//! around it stand deletion and motion by grapheme, and cleaning of what is typed or pasted.
//! Refuses to know how it is drawn: the caret is a row and a byte, `ui` finds the cell.

use tui_textarea::{CursorMove, TextArea};

use crate::app::Command;
use crate::text::{Clean, grapheme};

/// How many lines a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    One,
    Many,
}

/// What a command did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    Text,
    /// Nothing but the caret.
    Caret,
}

/// Text with a caret.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    lines: Lines,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        self.area.lines() == other.area.lines() && self.area.cursor() == other.area.cursor()
    }
}

impl Editor {
    /// Starts with `text`, the caret behind it.
    pub fn new(lines: Lines, text: &str) -> Self {
        let rows = text.split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(rows);
        area.set_undo_coalescing(true);
        area.set_hard_tab_indent(false);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, lines }
    }

    /// Takes a command that edits, or moves the caret in its line; `None` where it does neither.
    pub fn on(&mut self, command: Command) -> Option<Touched> {
        let (change, touched): (fn(&mut Self), Touched) = match command {
            Command::Left => (Self::left, Touched::Caret),
            Command::Right => (Self::right, Touched::Caret),
            Command::LineStart => (Self::line_start, Touched::Caret),
            Command::LineEnd => (Self::line_end, Touched::Caret),
            Command::Erase => (Self::erase, Touched::Text),
            Command::EraseNext => (Self::erase_next, Touched::Text),
            Command::EraseWord => (Self::erase_word, Touched::Text),
            Command::Undo => (Self::undo, Touched::Text),
            Command::Redo => (Self::redo, Touched::Text),
            _ => return None,
        };
        change(self);
        Some(touched)
    }

    /// The lines, without their ends; at least one.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = Clean> + '_ {
        // What goes in is clean, so cleaning again copies and changes nothing.
        self.area.lines().iter().map(|line| Clean::text(line))
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The caret: its line and the byte in it.
    pub fn caret(&self) -> (usize, usize) {
        let at = self.area.cursor();
        (at.0, byte_of(self.line(at.0), at.1))
    }

    /// Puts the caret on a line and a byte of it.
    pub fn place(&mut self, row: usize, byte: usize) {
        let line = self.line(row);
        let column = line[..grapheme::floor(line, byte)].chars().count();
        let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(clamp(row), clamp(column)));
    }

    /// Types or pastes.
    pub fn insert(&mut self, text: &str) {
        let clean = match self.lines {
            Lines::One => Clean::line(text),
            Lines::Many => Clean::text(text),
        };
        // Characters typed one after the other are taken back together, a paste by itself.
        let mut chars = clean.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c != '\n' => self.area.insert_char(c),
            _ => {
                self.area.insert_str(clean.as_str());
            }
        }
    }

    /// Puts another text in the place of all of it, the caret behind it.
    pub fn replace(&mut self, text: &str) {
        if self.text() == text {
            return;
        }
        self.area.select_all();
        self.area.insert_str(Clean::text(text).as_str());
    }

    /// Starts a new line, where there may be several.
    pub fn new_line(&mut self) {
        if self.lines == Lines::Many {
            self.area.insert_newline();
        }
    }

    /// Removes the grapheme before the caret, or the line end.
    pub fn erase(&mut self) {
        let (row, byte) = self.caret();
        let before = &self.line(row)[..byte];
        let chars = before[before.len() - grapheme::last_len(before)..].chars().count();
        if chars == 0 {
            self.area.delete_newline();
            return;
        }
        for _ in 0..chars {
            self.area.move_cursor(CursorMove::Back);
        }
        self.area.delete_str(chars);
    }

    /// Removes the grapheme after the caret, or the line end.
    pub fn erase_next(&mut self) {
        let (row, byte) = self.caret();
        let after = &self.line(row)[byte..];
        let chars = after[..grapheme::first_len(after)].chars().count();
        self.area.delete_str(chars.max(1));
    }

    /// Removes the word before the caret.
    pub fn erase_word(&mut self) {
        self.area.delete_word();
    }

    /// One grapheme to the left, over line ends.
    pub fn left(&mut self) {
        let (row, byte) = self.caret();
        match grapheme::last_len(&self.line(row)[..byte]) {
            0 if row > 0 => self.place(row - 1, usize::MAX),
            len => self.place(row, byte - len),
        }
    }

    /// One grapheme to the right, over line ends.
    pub fn right(&mut self) {
        let (row, byte) = self.caret();
        match grapheme::first_len(&self.line(row)[byte..]) {
            0 if row + 1 < self.area.lines().len() => self.place(row + 1, 0),
            len => self.place(row, byte + len),
        }
    }

    /// To the start of the line.
    pub fn line_start(&mut self) {
        self.area.move_cursor(CursorMove::Head);
    }

    /// To the end of the line.
    pub fn line_end(&mut self) {
        self.area.move_cursor(CursorMove::End);
    }

    /// Takes back the last change.
    pub fn undo(&mut self) {
        self.area.undo();
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) {
        self.area.redo();
    }

    fn line(&self, row: usize) -> &str {
        self.area.lines().get(row).map_or("", String::as_str)
    }
}

fn byte_of(line: &str, column_chars: usize) -> usize {
    line.char_indices().nth(column_chars).map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erases_by_grapheme() {
        let mut editor = Editor::new(Lines::One, "汉e\u{301}");
        editor.erase();
        assert_eq!(editor.text(), "汉");
        editor.erase();
        editor.erase();
        assert_eq!(editor.text(), "");
        editor.undo();
        assert!(editor.text().starts_with('汉'));
    }

    #[test]
    fn another_text_is_taken_back_like_any_change() {
        let mut editor = Editor::new(Lines::Many, "一\n二");
        editor.replace("三\x1b[31m\r\n四");
        assert_eq!((editor.text().as_str(), editor.caret()), ("三␛\n四", (1, 3)));
        editor.undo();
        editor.undo();
        assert_eq!(editor.text(), "一\n二");
        editor.replace("一\n二");
        editor.redo();
        editor.redo();
        assert_eq!(editor.text(), "三␛\n四");
    }

    #[test]
    fn moves_by_grapheme_over_line_ends() {
        let mut editor = Editor::new(Lines::Many, "一e\u{301}\n二");
        editor.left();
        editor.left();
        assert_eq!(editor.caret(), (0, 6));
        editor.left();
        assert_eq!(editor.caret(), (0, 3));
        editor.erase_next();
        assert_eq!(editor.text(), "一\n二");
        editor.erase_next();
        assert_eq!(editor.text(), "一二");
    }

    #[test]
    fn what_is_pasted_is_cleaned() {
        let mut editor = Editor::new(Lines::One, "");
        editor.insert("一\r\n二\x1b]52;c;QUJD\x07");
        assert_eq!(editor.text(), "一 二␛");
        let mut editor = Editor::new(Lines::Many, "");
        editor.insert("一\r\n二\r三");
        assert_eq!(editor.text(), "一\n二\n三");
    }
}
