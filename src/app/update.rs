//! One action, routed to the screen that it is for. Does no IO and never blocks.

use std::sync::Arc;

use super::screen::search::Stage;
use super::screen::sources::Chosen;
use super::{Action, App, Command, Effect, Mode, MouseUse, Overlay};
use crate::layout::{Pane, Size, View};

/// Changes the state by one action; what is to be done outside is handed back.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let mut effects = route(app, action);
    effects.extend(app.search.ask_about_marks(app.marks.revision));
    for effect in &mut effects {
        if let Effect::Search { asked, .. } | Effect::Spell { asked, .. } = effect {
            // The notebook may have changed since the query was read.
            asked.query.bind(&mut |fact| app.marks.articles(fact));
        }
    }
    effects
}

fn route(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::At(now) => app.now = now,
        Action::Pending(keys) => app.pending = keys,
        Action::Resize(size) => app.resize(size),
        Action::Done(outcome) => return app.take(*outcome),
        Action::Text(text) => {
            (app.notice, app.popup) = (None, None);
            return app.text(&text);
        }
        Action::Mouse(mouse, x, y) => {
            app.popup = None;
            return app.mouse(mouse, x, y);
        }
        Action::Do(command, count) => {
            app.notice = None;
            app.touched = true;
            if app.close_popup(command) {
                return Vec::new();
            }
            return app.command(command, count);
        }
    }
    Vec::new()
}

impl App {
    /// Takes a command: those that mean the same everywhere first, the rest by mode.
    pub(super) fn command(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        match command {
            Command::Quit => return self.quit(),
            Command::Suspend => return vec![Effect::Suspend],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Calibrate => return vec![Effect::Calibrate],
            Command::RetrySave => return self.marks.retry().into_iter().collect(),
            Command::UndoImport => return self.undo_import(),
            Command::Help if self.mode() != Mode::Help => self.open_help(),
            Command::Palette => self.open_palette(),
            Command::Picker => self.open_picker(),
            Command::Marks => self.open_marks(),
            Command::Faults => self.open_faults(),
            Command::Theme => self.open_themes(),
            Command::Calendar => self.open_calendar(),
            Command::ToggleRead => return self.toggle_read(),
            Command::Original if self.sheet.is_none() => return self.ask_for_original(),
            Command::Reload => return self.reload(),
            Command::ToggleMouse => return vec![self.toggle_mouse()],
            Command::Zen => self.keep_place(|app| {
                app.view = if app.view == View::Zen { View::Panes } else { View::Zen };
                app.focus = Pane::Article;
            }),
            Command::Concordance if self.mode() != Mode::Concordance => {
                return self.open_concordance();
            }
            Command::Searches => self.open_searches(),
            Command::SaveSearch => self.ask_name(),
            Command::Facets => return self.open_facets(),
            Command::Names => return self.open_names(),
            Command::Info => return self.open_info(),
            Command::Search => self.keep_place(|app| {
                app.concordance.close();
                app.reading.selecting = None;
                app.search.open();
            }),
            Command::Pinyin => {
                let (says, effect) = self.search.turn_pinyin();
                self.say(says);
                return effect.into_iter().collect();
            }
            Command::Contents => self.open_contents(),
            Command::TurnOrder if self.overlay.is_none() => return self.turn_order(),
            Command::Paste => return self.paste(),
            Command::CiteStyle => self.set_cite_style(self.settings.cite.next()),
            Command::WriteMarks => self.ask_format(),
            Command::Write | Command::WriteCopied | Command::WriteConcordance => {
                self.ask_where(command);
            }
            _ if self.set_page(command) => {}
            _ => return self.command_by_mode(command, count),
        }
        Vec::new()
    }

    pub(super) fn command_by_mode(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        match self.mode() {
            Mode::Sources => self.command_in_sources(command, count),
            Mode::Article | Mode::Select => self.command_in_article(command, count),
            Mode::Search => self.command_in_search(command),
            Mode::Note => self.command_in_note(command),
            Mode::List if self.overlay == Some(Overlay::Marks) => self.command_in_hub(command),
            Mode::List => self.command_in_list(command),
            Mode::Concordance => self.command_in_concordance(command, count),
            Mode::Help => {
                self.command_in_help(command);
                Vec::new()
            }
            Mode::Letter => {
                self.awaiting = None;
                Vec::new()
            }
        }
    }

    fn command_in_sources(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        match command {
            Command::NextPane | Command::Cancel => self.keep_place(|app| app.focus = Pane::Article),
            Command::NextHit | Command::PreviousHit | Command::GoToBookmark | Command::Original => {
                return self.command_in_article(command, count);
            }
            Command::Copies => {
                self.turn_copies(self.sources.selected_article());
            }
            _ => {
                let rows = self.list_rows();
                let library = Arc::clone(&self.library);
                if let Chosen::Article(article) = self.sources.on(&library, command, count, rows) {
                    self.keep_place(|app| app.focus = Pane::Article);
                    return self.turn_to(article);
                }
            }
        }
        Vec::new()
    }

    fn command_in_search(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Cancel => {
                let mut effect = None;
                self.keep_place(|app| effect = app.search.cancel());
                if self.search.stage == Stage::Closed {
                    self.forget_hits();
                }
                effect.into_iter().collect()
            }
            Command::Accept => self.accept_search(),
            Command::OlderQuery => self.older_query(),
            Command::NewerQuery => self.newer_query(),
            _ => {
                let rows =
                    self.panes().results.map_or(1, |area| usize::from(area.height / 2)).max(1);
                self.search.on(command, rows).into_iter().collect()
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Vec<Effect> {
        if let Some(awaiting) = self.awaiting.take() {
            return self.awaited(awaiting, text);
        }
        if let Some(alike) = self.alike_typed(text) {
            self.overlay = None;
            return self.turn_to(alike);
        }
        match &mut self.overlay {
            Some(Overlay::Note(note)) => note.editor.insert(text),
            Some(Overlay::Marks) => self.text_in_hub(text),
            Some(overlay) => {
                if let Some(pick) = overlay.pick() {
                    pick.text(text);
                }
            }
            None if self.search.stage == Stage::Typing => {
                return self.search.text(text).into_iter().collect();
            }
            None => {}
        }
        Vec::new()
    }

    fn resize(&mut self, size: Size) {
        self.keep_place(|app| app.size = size);
    }

    /// Changes something that the width of the text hangs on; the reader's place stays.
    pub(super) fn keep_place(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        if let Some(article) = self.article() {
            let mut reading = std::mem::take(&mut self.reading);
            reading.reflow(&self.sight(&article));
            self.reading = reading;
        }
        if let Some(mut sheet) = self.sheet.take() {
            sheet.reading.reflow(&self.sight(&sheet.original.page));
            self.sheet = Some(sheet);
        }
    }

    fn toggle_mouse(&mut self) -> Effect {
        let (mouse, says) = match self.settings.mouse {
            MouseUse::Reader => (MouseUse::Terminal, "鼠标已交还终端"),
            MouseUse::Terminal => (MouseUse::Reader, "鼠标归读本使用"),
        };
        self.settings.mouse = mouse;
        self.say(says);
        Effect::Mouse(mouse)
    }
}
