//! How the page is set, changed while one reads: the reader's place stays, and the status line says
//! what holds now. Nothing is written to `config.toml`.

use crate::app::{App, Command};
use crate::layout::{Align, Columns, Gap, Pitch};

/// The cells by which the measure changes: two Han.
const STEP_CELLS: i16 = 4;
/// The narrowest measure that the keys lead to, in cells: eight Han.
const LEAST_CELLS: u16 = 16;

impl App {
    /// Takes a command that changes how the page is set; whether it was one.
    pub(in crate::app) fn set_page(&mut self, command: Command) -> bool {
        match command {
            Command::Narrower => self.change_measure(-STEP_CELLS),
            Command::Wider => self.change_measure(STEP_CELLS),
            Command::Justify => {
                let (align, says) = match self.settings.align {
                    Align::Ragged => (Align::Justified, "两端对齐"),
                    Align::Justified => (Align::Ragged, "左对齐"),
                };
                self.keep_place(|app| app.settings.align = align);
                self.say(says);
            }
            Command::LineSpacing => {
                let (pitch, says) = match self.settings.page.pitch {
                    Pitch::Single => (Pitch::Double, "行间空一行"),
                    Pitch::Double => (Pitch::Single, "行间不空行"),
                };
                self.keep_place(|app| app.settings.page.pitch = pitch);
                self.say(says);
            }
            Command::ParagraphGap => {
                let (gap, says) = match self.settings.gap {
                    Gap::None => (Gap::EmptyLine, "段间空一行"),
                    Gap::EmptyLine => (Gap::None, "段间不空行"),
                };
                self.keep_place(|app| app.settings.gap = gap);
                self.say(says);
            }
            Command::Columns => self.toggle_columns(),
            _ => return false,
        }
        true
    }

    /// Changes the measure from what the lines have now, so that the first step is seen.
    fn change_measure(&mut self, by_cells: i16) {
        let before = self.settings.page.measure_cells;
        let wanted = self.panes().page.width.saturating_add_signed(by_cells).max(LEAST_CELLS);
        self.keep_place(|app| app.settings.page.measure_cells = wanted);
        let is = self.panes().page.width;
        let limit = if is < wanted { "，已到栏宽" } else { "" };
        if is < wanted {
            self.settings.page.measure_cells = before;
        }
        self.say(&format!("行宽 {} 字{limit}", is / 2));
    }

    fn toggle_columns(&mut self) {
        let wanted = if self.panes().page.columns > 1 { Columns::One } else { Columns::Two };
        self.keep_place(|app| app.settings.page.columns = wanted);
        let says = match (wanted, self.panes().page.columns) {
            (Columns::One, _) => "不分栏",
            (_, 1) => "屏幕不够宽，分不成两栏",
            _ => "分两栏",
        };
        self.say(says);
    }
}
