//! What commands come to in the hub of all marks: gone to, edited, deleted, written to a file.

use std::sync::Arc;

use crate::app::screen::marks::{Hub, Stage, Stock, row};
use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::{App, Command, Effect, Existing, Exported, Overlay, Written};
use crate::layout;
use crate::notes::exchange::Format;
use crate::notes::ledger::Order;
use crate::notes::{Change, Mark};
use crate::text::Clean;

impl App {
    pub(in crate::app) fn open_marks(&mut self) {
        self.with_hub(Hub::open);
        self.overlay = Some(Overlay::Marks);
    }

    /// Shows in the hub what has changed, where it is seen.
    pub(in crate::app) fn refresh_marks(&mut self) {
        if self.hub.stage != Stage::Closed {
            self.with_hub(Hub::refresh);
        }
    }

    /// Closes the overlay; what it lay over is seen again.
    pub(in crate::app) fn close_overlay(&mut self) {
        self.overlay = None;
        if self.hub.uncover() {
            self.open_marks();
        }
    }

    fn with_hub(&mut self, change: impl FnOnce(&mut Hub, Stock<'_>)) {
        let stock = self.marks.stock(&self.library);
        change(&mut self.hub, stock);
    }

    pub(in crate::app) fn text_in_hub(&mut self, text: &str) {
        self.with_hub(|hub, stock| hub.text(text, stock));
    }

    pub(in crate::app) fn command_in_hub(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Cancel => {
                self.hub.close();
                self.overlay = None;
            }
            Command::Accept => {
                let Some(id) = self.current_mark().map(|mark| mark.id.clone()) else {
                    return Vec::new();
                };
                self.hub.leave();
                self.overlay = None;
                return self.go_to_mark(&id);
            }
            Command::DeleteMark => return self.delete_in_hub(),
            Command::EditMark => {
                if let Some(mark) = self.current_mark() {
                    self.hub.stage = Stage::Covered;
                    self.edit_note(&mark);
                }
            }
            Command::Tags => {
                if let Some(mark) = self.current_mark() {
                    self.hub.stage = Stage::Covered;
                    self.edit_tags(&mark);
                }
            }
            Command::FollowLink => {
                if let Some(mark) = self.current_mark() {
                    return self.follow_link_of(&mark);
                }
            }
            Command::Undo => return self.undo_mark(),
            Command::Redo => return self.redo_mark(),
            _ => {
                let area = layout::overlay(self.size);
                let rows = usize::from(layout::list_parts(area).rows.height).max(1);
                self.with_hub(|hub, stock| hub.on(command, rows, stock));
            }
        }
        Vec::new()
    }

    fn current_mark(&self) -> Option<Arc<Mark>> {
        self.marks.ledger().mark(self.hub.current()?).cloned()
    }

    /// Deletes what is chosen, else the selected mark, to be taken back in one step.
    fn delete_in_hub(&mut self) -> Vec<Effect> {
        let chosen = self.hub.chosen();
        let numbers =
            if chosen.is_empty() { self.hub.current().into_iter().collect() } else { chosen };
        let ledger = self.marks.ledger();
        let marks = numbers.iter().filter_map(|&number| ledger.mark(number));
        let changes: Vec<Change> = marks.map(|mark| Change::Delete(mark.id.clone())).collect();
        let count = changes.len();
        let now = self.now.clone();
        let Some(effect) = self.marks.change_all(changes, &now) else { return Vec::new() };
        self.hub.choose_none();
        self.refresh_marks();
        self.say(&format!("已删除 {count} 条，C-u 撤销"));
        [effect].into_iter().chain(self.place_marks()).collect()
    }

    /// Deletes what the last import took in, to be taken back in one step. What the reader has
    /// changed since stays.
    pub(in crate::app) fn undo_import(&mut self) -> Vec<Effect> {
        let (same, changed) = self.marks.notebook.last_import();
        let kept = changed.len();
        let changes: Vec<Change> =
            same.into_iter().map(|mark| Change::Delete(mark.id.clone())).collect();
        let count = changes.len();
        let now = self.now.clone();
        let Some(effect) = self.marks.change_all(changes, &now) else {
            self.say(if kept == 0 {
                "没有导入过批注"
            } else {
                "导入的都改过，没有可撤销的"
            });
            return Vec::new();
        };
        self.refresh_marks();
        let kept = if kept == 0 { String::new() } else { format!("，改过的 {kept} 条留下") };
        self.say(&format!("撤销导入：删除 {count} 条{kept}；u 恢复"));
        [effect].into_iter().chain(self.place_marks()).collect()
    }

    /// Lists the forms that marks can be written in.
    pub(in crate::app) fn ask_format(&mut self) {
        if self.marks_to_write().is_empty() {
            return self.say("没有可写的书签或批注");
        }
        if self.hub.stage == Stage::Open {
            self.hub.stage = Stage::Covered;
        }
        let item = |format: Format| {
            let detail = Clean::line(format.name());
            Item::new(Clean::line(said_of(format)), detail, Target::Format(format))
        };
        let items = Format::ALL.map(item).to_vec();
        self.overlay = Some(Overlay::Formats(Box::new(Pick::new(items))));
    }

    /// Opens the palette with the command that writes marks typed, and a name behind it.
    pub(in crate::app) fn ask_where_to_export(&mut self, format: Format) {
        let mut pick = Pick::commands(self.commands.to_vec());
        let (command, day) = (Command::WriteMarks.name(), &self.now.day);
        let dot = if format.is_folder() { "" } else { "." };
        let ending = if format.is_folder() { "" } else { format.ending() };
        pick.text(&format!("{command} {} 批注-{day}{dot}{ending}", format.name()));
        self.overlay = Some(Overlay::Palette(Box::new(pick)));
    }

    /// Writes what is chosen, else all that is shown, to a file: `FORMAT FILE`. Without the hub that
    /// is all there is.
    pub(in crate::app) fn export_marks(&mut self, typed: &str, existing: Existing) -> Vec<Effect> {
        let (name, path) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        let (Some(format), path) = (Format::by_name(name), path.trim()) else {
            let names = Format::ALL.map(Format::name).join("、");
            self.say(&format!("先写格式再写文件名，格式有 {names}"));
            return Vec::new();
        };
        if path.is_empty() {
            self.ask_where_to_export(format);
            return Vec::new();
        }
        let marks = self.marks_to_write();
        if marks.is_empty() {
            self.say("没有可写的书签或批注");
            return Vec::new();
        }
        let (library, day) = (Arc::clone(&self.library), self.now.day.clone());
        let what = Written::Marks(Arc::new(Exported { format, library, marks, day }));
        vec![Effect::Write { path: path.to_owned(), what, existing }]
    }

    /// The marks in the order of the library, those of one article one after the other, each with
    /// the index of the article that it is in.
    fn marks_to_write(&self) -> Vec<(Arc<Mark>, Option<usize>)> {
        let ledger = self.marks.ledger();
        let mut wanted = vec![self.hub.stage == Stage::Closed; ledger.numbers()];
        if self.hub.stage != Stage::Closed {
            let chosen = self.hub.chosen();
            let numbers = if chosen.is_empty() { self.hub.shown() } else { &chosen };
            for &number in numbers {
                wanted[number as usize] = true;
            }
        }
        let ordered = ledger.ordered(Order::Place, &self.library);
        let numbers = ordered.into_iter().filter(|&number| wanted[number as usize]);
        let marks = numbers
            .filter_map(|number| Some((Arc::clone(ledger.mark(number)?), ledger.article(number))));
        let mut marks: Vec<_> = marks.collect();
        // Those whose article is not there stand together too.
        marks.sort_by_key(|(mark, index)| {
            let document = index.is_none().then_some(&mark.document);
            (index.unwrap_or(usize::MAX), document.cloned())
        });
        marks
    }

    /// A row of the hub: what a mark says, and from when and where it is.
    pub fn mark_row(&self, number: u32) -> Option<(Clean, Clean)> {
        self.marks.ledger().mark(number).map(|mark| row(mark, self.marks.whereabouts(&mark.id)))
    }
}

/// A form in the words of the list.
const fn said_of(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown，一篇给人读的文章",
        Format::WebAnnotation => "W3C Web Annotation，一字不丢",
        Format::Hypothesis => "Hypothesis 的 JSON",
        Format::Clippings => "Kindle 的 My Clippings.txt",
        Format::Koreader => "KOReader 的 JSON",
        Format::Readwise => "Readwise 的 CSV 表",
        Format::Obsidian => "Obsidian 文件夹，一篇一个文件",
        Format::Org => "Org 文件夹，一篇一个文件",
        Format::Anki => "Anki 卡片",
        Format::Bibtex => "所引文章的 BibTeX",
        Format::Csl => "所引文章的 CSL-JSON",
    }
}
