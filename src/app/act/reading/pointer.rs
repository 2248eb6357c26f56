//! The mouse: the wheel turns what lies under it, a click opens what it hits, a drag over the
//! text selects by character, word or sentence.

use std::sync::Arc;

use crate::app::screen::reading::object::{self, Scope};
use crate::app::screen::reading::wish::{Drag, Grain, Wish};
use crate::app::screen::reading::{motion, sentence};
use crate::app::screen::search::Stage;
use crate::app::{App, Command, Effect, Mode, Mouse};
use crate::article::Article;
use crate::layout::{self, Pane};

impl App {
    pub(in crate::app) fn mouse(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        match mouse {
            Mouse::WheelDown => self.wheel(Command::Down, x, y),
            Mouse::WheelUp => self.wheel(Command::Up, x, y),
            _ => self.click(mouse, x, y),
        }
    }

    /// The wheel turns what lies under it, three lines a notch.
    pub(in crate::app) fn wheel(&mut self, command: Command, x: u16, y: u16) -> Vec<Effect> {
        let over_sources = self.panes().sources.is_some_and(|area| area.contains(x, y));
        if self.overlay.is_none()
            && !matches!(self.mode(), Mode::Search | Mode::Concordance)
            && over_sources
        {
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

    /// A click opens what it hits; dragging over the text selects by character, after a double
    /// click by word, after a triple one by sentence.
    pub(in crate::app) fn click(&mut self, mouse: Mouse, x: u16, y: u16) -> Vec<Effect> {
        if self.mode() == Mode::Concordance {
            return match mouse {
                Mouse::DoublePress => self.command(Command::Accept, None),
                Mouse::Press => {
                    self.press_in_concordance(x, y);
                    Vec::new()
                }
                _ => Vec::new(),
            };
        }
        if self.overlay.is_some() || self.search.stage == Stage::Typing {
            return Vec::new();
        }
        let panes = self.panes();
        let is_press = matches!(mouse, Mouse::Press | Mouse::DoublePress | Mouse::TriplePress);
        if let (Some(area), true) = (panes.sources, is_press)
            && area.contains(x, y)
        {
            let rows = self.sources.rows().len();
            let first =
                layout::list_window(rows, self.sources.selected(), usize::from(area.height)).first;
            self.sources.select(first + usize::from(y - area.y));
            self.keep_place(|app| app.focus = Pane::Sources);
            return self.command(Command::Accept, None);
        }
        match mouse {
            Mouse::Drag => self.drag(x, y),
            Mouse::Press => self.press(Grain::Character, x, y),
            Mouse::DoublePress => self.press(Grain::Word, x, y),
            Mouse::TriplePress => self.press(Grain::Sentence, x, y),
            _ => {
                self.drag = None;
                Vec::new()
            }
        }
    }

    /// Puts the caret under the pointer and begins to select.
    fn press(&mut self, grain: Grain, x: u16, y: u16) -> Vec<Effect> {
        let is_inside = self.panes().article.is_some_and(|pane| pane.contains(x, y));
        let Some(offset) = self.offset_under(x, y).filter(|_| is_inside) else {
            return Vec::new();
        };
        self.keep_place(|app| app.focus = Pane::Article);
        self.page_state().selecting = None;
        self.page_state().put_caret(offset);
        let drag = Drag { grain, from: offset, held: None, to: offset };
        self.drag = Some(drag);
        match self.article() {
            Some(article) if grain != Grain::Character => self.drag_over(&article, drag),
            _ => Vec::new(),
        }
    }

    /// Selects up to the pointer; beyond an edge the text scrolls by a line.
    fn drag(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let (Some(drag), Some((page, _))) = (self.drag, self.page()) else { return Vec::new() };
        let area = self.panes().page.area;
        let by = match y {
            _ if y < area.y || y == 0 => -1,
            _ if y >= area.bottom() => 1,
            _ => 0,
        };
        if by != 0 {
            let mut reading = std::mem::take(self.page_state());
            reading.scroll_text(&self.sight(&page), by);
            *self.page_state() = reading;
        }
        let Some(offset) = self.offset_under(x, y) else { return Vec::new() };
        if self.sheet.is_some() {
            self.page_state().put_caret(offset);
            return Vec::new();
        }
        let moved = offset != drag.to || self.reading.selecting.is_some();
        let drag = Drag { to: offset, ..drag };
        self.drag = Some(drag);
        if moved { self.drag_over(&page, drag) } else { Vec::new() }
    }

    /// Selects from where the button was pressed to the pointer, by what the drag selects whole.
    /// Words that are not known are asked for.
    pub(in crate::app) fn drag_over(
        &mut self,
        article: &Arc<Article>,
        mut drag: Drag,
    ) -> Vec<Effect> {
        drag.held = drag.held.or_else(|| self.grain_at(article, drag.grain, drag.from));
        if let Some(going_on) = &mut self.drag {
            going_on.held = drag.held;
        }
        let Some(held) = drag.held else {
            return self.ask_words(article, drag.from, Wish::Drag(drag));
        };
        let to = self.grain_at(article, drag.grain, drag.to);
        let (start, end) = to.unwrap_or((drag.to, motion::grapheme_end(article, drag.to)));
        self.reading.select_range(article, (start.min(held.0), end.max(held.1)));
        if drag.to < held.0
            && let Some(selecting) = &mut self.reading.selecting
        {
            std::mem::swap(&mut selecting.from, &mut self.reading.caret);
        }
        match to {
            None => self.ask_words(article, drag.to, Wish::Drag(drag)),
            Some(_) => Vec::new(),
        }
    }

    /// What lies at `offset`; `None` while its words are not known.
    fn grain_at(&self, article: &Article, grain: Grain, offset: u32) -> Option<(u32, u32)> {
        let whole = match grain {
            Grain::Character => return Some((offset, motion::grapheme_end(article, offset))),
            Grain::Sentence => sentence::at(article, offset),
            Grain::Word => self.reading.word(article, offset)?,
        };
        Some(object::scoped(article, whole, offset, Scope::Inside))
    }

    /// The character that is nearest to a cell of the article pane.
    pub(in crate::app) fn offset_under(&self, x: u16, y: u16) -> Option<u32> {
        let columns = self.panes().page;
        let (page, reading) = self.page()?;
        let flow = self.flow(&page);
        let bottom = columns.area.bottom().saturating_sub(1).max(columns.area.y);
        let (index, cell) = columns.line_under(x, y.clamp(columns.area.y, bottom))?;
        let lines = flow.lines_from(reading.top, columns.lines());
        let (above, below) = lines.split_at(index.min(lines.len()));
        match below.first() {
            Some(line) if line.has_text() => Some(flow.offset_at(line, cell)),
            // An empty line belongs to the text below it.
            _ => match below.iter().find(|line| line.has_text()) {
                Some(line) => Some(line.start),
                None => {
                    let line = above.iter().rfind(|line| line.has_text())?;
                    Some(flow.offset_at(line, u16::MAX))
                }
            },
        }
    }
}
