//! The mouse: the wheel turns what lies under it, a click opens what it hits, a drag over the
//! text selects by character.

use std::sync::Arc;

use crate::app::screen::reading::{Selecting, Unit};
use crate::app::screen::search::Stage;
use crate::app::{App, Command, Effect, Mode, Mouse};
use crate::layout::{self, Pane};

impl App {
    pub(in crate::app) fn mouse(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        match mouse {
            Mouse::WheelDown => self.wheel(Command::Down, x, y),
            Mouse::WheelUp => self.wheel(Command::Up, x, y),
            Mouse::Press | Mouse::Drag | Mouse::Release => self.click(mouse, x, y),
        }
    }

    /// The wheel turns what lies under it, three lines a notch.
    pub(in crate::app) fn wheel(&mut self, command: Command, x: u16, y: u16) -> Vec<Effect> {
        let over_sources = self.panes().sources.is_some_and(|area| area.contains(x, y));
        if self.overlay.is_none() && self.mode() != Mode::Search && over_sources {
            let library = Arc::clone(&self.library);
            let rows = self.list_rows();
            self.sources.on(&library, command, Some(3), rows);
            return Vec::new();
        }
        match self.mode() {
            Mode::Sources => self.command_in_article(command, Some(3)),
            _ => self.command_by_mode(command, Some(3)),
        }
    }

    /// A click opens what it hits; dragging over the text selects by character.
    pub(in crate::app) fn click(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        if self.overlay.is_some() || self.search.stage == Stage::Typing {
            return Vec::new();
        }
        let panes = self.panes();
        if let (Some(area), Mouse::Press) = (panes.sources, mouse)
            && area.contains(x, y)
        {
            let rows = self.sources.rows().len();
            let first =
                layout::list_window(rows, self.sources.selected(), usize::from(area.height)).first;
            self.sources.select(first + usize::from(y - area.y));
            self.keep_place(|app| app.focus = Pane::Sources);
            return self.command(Command::Accept, None);
        }
        let Some(offset) = self.offset_under(x, y) else { return Vec::new() };
        match mouse {
            Mouse::Press => {
                self.keep_place(|app| app.focus = Pane::Article);
                self.page_state().selecting = None;
                self.page_state().put_caret(offset);
                self.drag_from = Some(offset);
            }
            Mouse::Drag => {
                if self.sheet.is_some() {
                    self.page_state().put_caret(offset);
                } else if let Some(from) = self.drag_from.filter(|&from| from != offset) {
                    self.reading.selecting = Some(Selecting { from, unit: Unit::Character });
                    self.reading.put_caret(offset);
                }
            }
            _ => self.drag_from = None,
        }
        Vec::new()
    }

    /// The character under a cell of the screen.
    pub(in crate::app) fn offset_under(&self, x: u16, y: u16) -> Option<u32> {
        let columns = self.panes().page;
        let pane = self.panes().article?;
        if !pane.contains(x, y) {
            return None;
        }
        let (page, reading) = self.page()?;
        let flow = self.flow(&page);
        let (index, cell) = columns.line_under(x, y)?;
        let line = flow.lines_from(reading.top, index + 1).into_iter().nth(index)?;
        line.has_text().then(|| flow.offset_at(&line, cell))
    }
}
