//! What the reader adds: the notebook, what of it is on the disk, what can be undone, and the rows
//! of the list of all marks. A change is applied at once and handed out to be saved; only an
//! answer from the disk makes it saved.

use std::collections::VecDeque;

use super::pick::{Item, Target};
use crate::app::Effect;
use crate::app::action::Moment;
use crate::notes::{Change, Data, Kind, Mark, Notebook, Record};
use crate::text::Clean;

/// The notebook of this session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub notebook: Notebook,
    /// The name of this session in the log.
    pub writer: String,
    /// Everything that this session wrote, so that it outlives a fresh notebook from the disk.
    own: Vec<Record>,
    /// Records on their way to the disk, a batch an effect.
    in_flight: VecDeque<Vec<Record>>,
    /// Records that could not be written.
    unsaved: Vec<Record>,
    /// What takes back the changes of this session, the newest last.
    undo: Vec<Change>,
}

impl Marks {
    /// An empty notebook; `writer` names this session in the log.
    pub fn new(writer: &str) -> Self {
        Self { writer: writer.to_owned(), ..Self::default() }
    }

    /// Takes the notebook that was read from the disk.
    pub fn load(&mut self, notebook: Notebook) {
        self.notebook = notebook;
        for record in &self.own {
            self.notebook.apply(record.clone());
        }
    }

    /// Takes in what other sessions wrote.
    pub fn merge(&mut self, records: Vec<Record>) {
        for record in records {
            self.notebook.apply(record);
        }
    }

    /// Makes a change that can be undone.
    pub fn change(&mut self, change: Change, now: &Moment) -> Effect {
        let undo = self.inverse(&change);
        let (effect, id) = self.write(change, now);
        self.undo.push(undo.unwrap_or(Change::Delete(id)));
        effect
    }

    /// Makes a change that is none of the reader's doing: a reading position.
    pub fn note_down(&mut self, change: Change, now: &Moment) -> Effect {
        self.write(change, now).0
    }

    /// Takes the newest change back.
    pub fn undo(&mut self, now: &Moment) -> Option<Effect> {
        let change = self.undo.pop()?;
        Some(self.write(change, now).0)
    }

    /// Tries again what could not be written.
    pub fn retry(&mut self) -> Option<Effect> {
        if self.unsaved.is_empty() {
            return None;
        }
        let batch = std::mem::take(&mut self.unsaved);
        self.in_flight.push_back(batch.clone());
        Some(Effect::Save(batch))
    }

    /// The oldest batch is on the disk; whether the reader wrote any of it, or all was reading
    /// positions.
    pub fn saved(&mut self) -> bool {
        let batch = self.in_flight.pop_front().unwrap_or_default();
        batch.iter().any(|record| !record.is_progress())
    }

    /// The oldest batch could not be written; it is kept. Whether the reader wrote any of it.
    pub fn not_saved(&mut self) -> bool {
        let batch = self.in_flight.pop_front().unwrap_or_default();
        let is_readers = batch.iter().any(|record| !record.is_progress());
        self.unsaved.extend(batch);
        is_readers
    }

    /// What is not on the disk: how many records could not be written.
    pub fn unsaved(&self) -> &[Record] {
        &self.unsaved
    }

    /// Whether anything that the reader wrote is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.in_flight.iter().flatten().any(|record| !record.is_progress())
    }

    fn write(&mut self, change: Change, now: &Moment) -> (Effect, String) {
        let record = self.notebook.record(change, &self.writer, &now.wall);
        let id = record.id.clone();
        self.notebook.apply(record.clone());
        self.own.push(record.clone());
        let mut batch = std::mem::take(&mut self.unsaved);
        batch.push(record);
        self.in_flight.push_back(batch.clone());
        (Effect::Save(batch), id)
    }

    /// What takes a change back; `None` for one that makes a mark, whose id is not known yet.
    fn inverse(&self, change: &Change) -> Option<Change> {
        match change {
            Change::Add(_) => None,
            Change::Delete(id) => Some(Change::Edit(id.clone(), Data::default())),
            Change::Edit(id, set) => {
                let before = self.notebook.get(id)?;
                let data = Data {
                    note: set.note.as_ref().map(|_| before.note.clone()),
                    name: set.name.as_ref().map(|_| before.name.clone()),
                    tags: set.tags.as_ref().map(|_| before.tags.clone()),
                    color: set.color.as_ref().map(|_| before.color.clone()),
                    selector: set.selector.as_ref().map(|_| before.selector.clone()),
                    ..Data::default()
                };
                Some(Change::Edit(id.clone(), data))
            }
        }
    }

    /// The rows of the list of all marks.
    pub fn items(&self) -> Vec<Item> {
        self.notebook.marks().into_iter().map(item).collect()
    }
}

/// The sign of a mark in lists and in the gutter: its kind is never told by colour alone.
pub fn sign(mark: &Mark) -> &'static str {
    match (mark.kind, mark.letter()) {
        (Kind::Bookmark, None) => "*",
        (Kind::Bookmark, Some(_)) => "'",
        (Kind::Highlight, _) => "=",
        (Kind::Note | Kind::Progress, _) => "+",
    }
}

fn item(mark: &Mark) -> Item {
    let first_line = mark.note.lines().next().unwrap_or_default();
    let quote = mark.selector.exact.replace('\n', " ");
    let letter = mark.letter().map(String::from).unwrap_or_default();
    let text = if first_line.is_empty() {
        format!("{}{letter} {quote}", sign(mark))
    } else {
        format!("{}{letter} {first_line} 「{quote}」", sign(mark))
    };
    let day = mark.created.get(..10).unwrap_or_default();
    let title =
        if mark.document.title.is_empty() { "无题" } else { mark.document.title.as_str() };
    let detail = Clean::line(&format!("{day} {title}"));
    Item::new(Clean::line(&text), detail, Target::Mark(mark.id.clone()))
}
