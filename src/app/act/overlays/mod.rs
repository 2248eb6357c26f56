//! The overlays: how they open, what keys do in them, what accepting comes to.

mod info;
mod popup;
mod theme;

use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::spoken::Spoken;
use crate::app::{App, Command, Effect, Overlay, told};
use crate::layout;
use crate::library;
use crate::text::{Clean, Shown};

impl App {
    pub(in crate::app) fn open_help(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Note(_))) {
            self.overlay = Some(Overlay::Help { top: 0 });
        }
    }

    pub(in crate::app) fn open_palette(&mut self) {
        self.overlay = Some(Overlay::Palette(Box::new(Pick::commands(self.commands.to_vec()))));
    }

    pub(in crate::app) fn open_picker(&mut self) {
        self.overlay = Some(Overlay::Picker(Box::new(Pick::new(self.articles()))));
    }

    /// The picker may have been opened before the articles were there.
    pub(in crate::app) fn refresh_picker(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Picker(_))) {
            return;
        }
        let items = self.articles();
        if let Some(Overlay::Picker(pick)) = &mut self.overlay {
            pick.set_items(items);
        }
    }

    fn articles(&self) -> Vec<Item> {
        let item = |&index: &usize| {
            let row = self.library.row(index)?;
            let source = row.source().unwrap_or_default().as_str();
            let date = row.date().unwrap_or_default().as_str();
            let detail = Clean::line(format!("{source} {date}").trim());
            Some(Item::new(row.label(), detail, Target::Article(index)))
        };
        self.library.shown().iter().filter_map(item).collect()
    }

    pub(in crate::app) fn open_faults(&mut self) {
        let skipped = self.library.skipped().iter().map(|skipped| {
            // The name first: a long path would leave no room for what is wrong with it.
            let name = library::shown(skipped.path.file_name().unwrap_or_default());
            let parts = [name.shown(), Shown::literal("：")];
            let mut label = Clean::concat(parts);
            label.push(told::in_chinese(skipped.cause()).shown());
            let hint = told::in_chinese(skipped.hint.as_deref().unwrap_or_default());
            Item::new(label, hint, Target::Nothing)
        });
        let warned = self.library.files().flat_map(|file| {
            let name = Clean::concat([file.name()]);
            let item = move |warning: Shown<'_>| {
                Item::new(told::in_chinese(warning.as_str()), name.clone(), Target::Nothing)
            };
            file.warnings().map(item)
        });
        let items = skipped.chain(warned).collect();
        self.overlay = Some(Overlay::Faults(Box::new(Pick::new(items))));
    }

    pub(in crate::app) fn command_in_help(&mut self, command: Command) {
        if matches!(self.overlay, Some(Overlay::Calendar { .. })) {
            return self.command_in_calendar(command);
        }
        let area = layout::overlay(self.size);
        let rows = usize::from(area.height.saturating_sub(2)).max(1);
        let last = self.help.len().saturating_sub(rows);
        let Some(Overlay::Help { top }) = &mut self.overlay else { return };
        *top = match command {
            Command::Down => *top + 1,
            Command::Up => top.saturating_sub(1),
            Command::PageDown => *top + rows,
            Command::PageUp => top.saturating_sub(rows),
            Command::HalfPageDown => *top + rows / 2,
            Command::HalfPageUp => top.saturating_sub(rows / 2),
            Command::Top => 0,
            Command::Bottom => last,
            _ => {
                self.overlay = None;
                return;
            }
        }
        .min(last);
    }

    pub(in crate::app) fn command_in_note(&mut self, command: Command) -> Vec<Effect> {
        let area = layout::note(self.size);
        let policy = self.policy;
        let Some(Overlay::Note(note)) = &mut self.overlay else { return Vec::new() };
        match command {
            Command::SaveNote | Command::Cancel => {
                let Some(Overlay::Note(note)) = self.overlay.take() else { return Vec::new() };
                let effects = self.save_note(&note);
                self.close_overlay();
                return effects;
            }
            Command::InsertLink => self.ask_link(),
            Command::ExternalEditor => return vec![Effect::Edit(note.editor.text())],
            Command::DiscardNote => {
                self.close_overlay();
                self.say("批注未保存，已放弃");
            }
            _ => note.on(command, area.text.width, usize::from(area.text.height), policy),
        }
        Vec::new()
    }

    pub(in crate::app) fn command_in_list(&mut self, command: Command) -> Vec<Effect> {
        let rows = usize::from(layout::overlay(self.size).height.saturating_sub(4)).max(1);
        match command {
            Command::Cancel if matches!(self.overlay, Some(Overlay::Link { .. })) => {
                self.close_link(None);
            }
            Command::Cancel => self.close_overlay(),
            Command::Accept if matches!(self.overlay, Some(Overlay::Link { .. })) => {
                if let Some(Target::Link(link)) = self.picked() {
                    self.close_link(Some(&link));
                }
            }
            Command::Accept if matches!(self.overlay, Some(Overlay::Tags { .. })) => {
                return self.accept_tags();
            }
            Command::Accept => return self.accept_in_list(),
            Command::Choose if matches!(self.overlay, Some(Overlay::Tags { .. })) => {
                if let Some(pick) = self.pick() {
                    pick.complete();
                }
            }
            Command::DeleteMark if matches!(self.overlay, Some(Overlay::Searches(_))) => {
                let picked = self.picked();
                return self.forget_search(picked.as_ref());
            }
            _ => {
                if let Some(pick) = self.pick() {
                    pick.on(command, rows);
                }
            }
        }
        Vec::new()
    }

    fn accept_in_list(&mut self) -> Vec<Effect> {
        let typed = match &self.overlay {
            Some(Overlay::Palette(pick)) => pick.input.text(),
            _ => String::new(),
        };
        if let Some(spoken) = Spoken::parse(&typed) {
            self.overlay = None;
            let effects = self.obey(&spoken);
            if self.overlay.is_none() {
                self.close_overlay();
            }
            return effects;
        }
        let Some(target) = self.picked() else { return Vec::new() };
        self.overlay = None;
        if let Target::Format(format) = target {
            self.ask_where_to_export(format);
            return Vec::new();
        }
        // What is done now leads elsewhere.
        self.hub.leave();
        match target {
            Target::Article(index) => self.turn_to(index),
            Target::Command(command) => self.command(command, None),
            Target::Heading(offset) => self.go_to_heading(offset),
            Target::Theme(name) => {
                self.choose_theme(name);
                Vec::new()
            }
            Target::Saved(saved) => self.ask_again(&saved.query),
            Target::Query(query) => self.ask_again(&query),
            Target::Narrow(field) => self.narrow(&field),
            Target::Link(link) => self.follow(&link),
            Target::Nothing | Target::Format(_) | Target::Tag(_) => Vec::new(),
        }
    }

    fn picked(&mut self) -> Option<Target> {
        self.pick()?.current().map(|item| item.target.clone())
    }

    fn pick(&mut self) -> Option<&mut Pick> {
        self.overlay.as_mut().and_then(Overlay::pick)
    }
}
