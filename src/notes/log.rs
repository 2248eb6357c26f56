//! The state that the log adds up to. In come the lines of all sessions in any order, out comes a
//! [`Notebook`], and a [`Fault`] for each line that could not be read. Refuses to know where the
//! lines lie and where in an article a mark belongs now.
//!
//! Each field has its last writer by (Lamport time, writer); a delete covers the changes that it
//! had seen. So the order of the lines, and lines that come twice, make no difference.

mod entry;
mod lines;
mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::record::{Data, Document, Kind, LAMPORT_MAX, Op, Record, Selector, VERSION};
use crate::article::ArticleId;
use crate::text::Clean;
use entry::{Entry, Time};
pub use lines::{Fault, Reason, records};
pub use mark::{Change, Mark};
use mark::{PROGRESS, progress_id};

/// All marks, as the log has them.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// By their ids, in the order in which the log spoke of them first.
    entries: IndexMap<String, Entry, FxBuildHasher>,
    /// The largest Lamport time seen.
    clock: u64,
    /// Each writer's name, kept once.
    writers: BTreeSet<Arc<str>>,
    /// The entries of the marks of each article.
    homes: FxHashMap<ArticleId, Vec<usize>>,
    /// Those of reading positions.
    positions: Vec<usize>,
}

/// Whatever else is kept follows from these.
impl PartialEq for Notebook {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.clock == other.clock
    }
}

impl Eq for Notebook {}

impl Notebook {
    /// Takes in all lines of a segment of the log and tells which of them could not be read. A
    /// byte order mark, CRLF and an unfinished last line do no harm.
    pub fn read(&mut self, segment: &str, bytes: &[u8]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let give = |line: Result<Record, _>| match line {
            Ok(record) => self.apply(record),
            Err((line, reason)) => {
                faults.push(Fault { segment: segment.to_owned(), line, reason });
            }
        };
        records(bytes, give);
        faults
    }

    /// Takes in one record. One that was taken in before changes nothing.
    pub fn apply(&mut self, record: Record) {
        self.clock = self.clock.max(record.lamport);
        let writer = self.writer(&record.writer);
        let stamp = Arc::new(Time { lamport: record.lamport, writer });
        match record.op {
            Op::Add | Op::Edit => {
                let day = record.day().map(str::to_owned);
                let (number, entry) = self.entry(record.id);
                let before = entry.home();
                if let Some(day) = day {
                    entry.read_on(day, &stamp);
                }
                entry.change(&stamp, record.data, record.wall);
                let after = entry.home();
                self.move_home(number, before, after);
            }
            Op::Delete => self.delete(&record),
            Op::Other(_) => {}
        }
    }

    /// Takes in a record that is kept elsewhere too.
    pub fn apply_shared(&mut self, record: &Record) {
        match record.op {
            // Many may be deleted at once: they are not copied.
            Op::Delete => self.delete(record),
            _ => self.apply(record.clone()),
        }
    }

    fn delete(&mut self, record: &Record) {
        self.clock = self.clock.max(record.lamport);
        let none = BTreeMap::new();
        let seen = record.data.seen.as_ref().unwrap_or(&none);
        self.entry(record.id.clone()).1.cover(seen);
    }

    /// Whether one of the fields that a record sets is as it left it, or the record is the last
    /// change of its writer.
    pub(super) fn is_decided_by(&self, record: &Record) -> bool {
        self.entries.get(&record.id).is_some_and(|entry| entry.is_decided_by(record))
    }

    /// Gives a change its time in the log, one after all that this notebook has seen. It is not
    /// applied yet. `wall` is the time of day in RFC 3339, `writer` the name of the session.
    pub fn record(&self, change: Change, writer: &str, wall: &str) -> Record {
        let lamport = (self.clock + 1).min(LAMPORT_MAX);
        let (op, id, data) = match change {
            Change::Add(mut data) => {
                data.created.get_or_insert_with(|| Clean::line(wall));
                (Op::Add, format!("{writer}-{lamport}"), *data)
            }
            Change::Edit(id, data) => (Op::Edit, id, *data),
            Change::Restore(id) => (Op::Edit, id, Data::default()),
            Change::Delete(id) => {
                let seen = self.entries.get(&id).map(Entry::newest).unwrap_or_default();
                (Op::Delete, id, Data { seen: Some(seen), ..Data::default() })
            }
        };
        Record {
            v: VERSION,
            op,
            id,
            lamport,
            writer: writer.to_owned(),
            wall: Clean::line(wall),
            data,
            unknown: serde_json::Map::default(),
        }
    }

    /// All marks but the reading positions, by path, title, article, place and id.
    pub fn marks(&self) -> Vec<&Mark> {
        let mut marks: Vec<_> = self.all().map(|mark| &**mark).collect();
        marks.sort_by(|a, b| order(a).cmp(&order(b)));
        marks
    }

    /// The same in no order to speak of.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Mark>> {
        let shown = self.entries.values().filter_map(Entry::shown);
        shown.filter(|mark| mark.kind != Kind::Progress)
    }

    /// The marks that were made, or last found, in the article of this id.
    pub fn made_in(&self, article: ArticleId) -> impl Iterator<Item = &Arc<Mark>> {
        let made = self.homes.get(&article).into_iter().flatten();
        self.shown(made).filter(|mark| mark.kind != Kind::Progress)
    }

    /// The mark with this id, unless it is deleted.
    pub fn get(&self, id: &str) -> Option<&Arc<Mark>> {
        self.entries.get(id).and_then(Entry::shown)
    }

    /// The marks that were taken in last from another program, of those that are there, all at once:
    /// first those that are as they came, then those that the reader has changed since.
    pub fn last_import(&self) -> (Vec<&Mark>, Vec<&Mark>) {
        let there = || self.entries.values().filter(|entry| entry.shown().is_some());
        let Some(last) = there().filter_map(Entry::imported).max() else {
            return Default::default();
        };
        let writer = &*last.writer;
        let its = there().filter(|entry| entry.imported().is_some_and(|at| &*at.writer == writer));
        let (mut same, mut changed) = (Vec::new(), Vec::new());
        for entry in its {
            let marks = if entry.is_changed_since(writer) { &mut changed } else { &mut same };
            marks.extend(entry.shown().map(|mark| &**mark));
        }
        (same, changed)
    }

    /// Whether the log has ever spoken of this mark, deleted since or not.
    pub fn knows(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    /// The bookmark that was last given this letter.
    pub fn named(&self, letter: char) -> Option<&Mark> {
        let is_named =
            |entry: &&Entry| entry.shown().is_some_and(|mark| mark.letter() == Some(letter));
        let named = self.entries.values().filter(is_named);
        named.max_by(|a, b| Entry::by_name(a, b)).and_then(Entry::shown).map(|mark| &**mark)
    }

    /// How far an article has been read.
    pub fn progress(&self, article: ArticleId) -> Option<&Mark> {
        let mark = self.get(&progress_id(article)).map(|mark| &**mark);
        mark.filter(|mark| mark.kind == Kind::Progress)
    }

    /// Whether an article has been read to its end, or is said to be.
    pub fn is_read(&self, article: ArticleId) -> bool {
        self.progress(article).is_some_and(|mark| mark.read)
    }

    /// Says that an article is read, or that it is not; of one that was never opened with `place`
    /// for a position.
    pub fn set_read(
        &self,
        document: Document,
        place: impl FnOnce() -> Selector,
        read: bool,
    ) -> Change {
        let id = progress_id(document.article);
        if self.progress(document.article).is_some() {
            return Change::edit(id, Data { read: Some(read), ..Data::default() });
        }
        Change::progress(document, place(), read, "")
    }

    /// The days on which articles were read, one for each article and day.
    pub fn days_read(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.values().filter(|entry| entry.shown().is_some());
        entries.flat_map(Entry::days)
    }

    /// The positions in articles that have been read to their end, in no order to speak of.
    pub fn finished(&self) -> impl Iterator<Item = &Arc<Mark>> {
        self.positions().filter(|mark| mark.read)
    }

    /// How far each article has been read, in no order to speak of.
    pub fn positions(&self) -> impl Iterator<Item = &Arc<Mark>> {
        self.progresses().filter_map(Entry::shown)
    }

    /// How far the article was read that was read last, of those that are wanted. Within a second the
    /// order of the log decides.
    pub fn last_read(&self, is_wanted: impl Fn(&Mark) -> bool) -> Option<&Mark> {
        let is_wanted = |entry: &&Entry| entry.shown().is_some_and(|mark| is_wanted(mark));
        let wanted = self.progresses().filter(is_wanted);
        wanted.max_by(|a, b| Entry::by_change(a, b)).and_then(Entry::shown).map(|mark| &**mark)
    }

    /// The others are not even looked at: there may be very many, and this is asked on a key.
    fn progresses(&self) -> impl Iterator<Item = &Entry> {
        let named =
            self.positions.iter().filter_map(|&number| Some(self.entries.get_index(number)?.1));
        named.filter(|entry| entry.shown().is_some_and(|mark| mark.kind == Kind::Progress))
    }

    fn shown<'a>(
        &'a self,
        numbers: impl Iterator<Item = &'a usize>,
    ) -> impl Iterator<Item = &'a Arc<Mark>> {
        numbers.filter_map(|&number| self.entries.get_index(number)?.1.shown())
    }

    fn move_home(&mut self, number: usize, before: Option<ArticleId>, after: Option<ArticleId>) {
        if before == after {
            return;
        }
        if let Some(marks) = before.and_then(|article| self.homes.get_mut(&article)) {
            marks.retain(|&other| other != number);
        }
        if let Some(article) = after {
            self.homes.entry(article).or_default().push(number);
        }
    }

    /// The entry of a mark and its number, which it keeps.
    fn entry(&mut self, id: String) -> (usize, &mut Entry) {
        let slot = self.entries.entry(id);
        let number = slot.index();
        let entry = match slot {
            indexmap::map::Entry::Occupied(slot) => slot.into_mut(),
            indexmap::map::Entry::Vacant(slot) => {
                if slot.key().starts_with(PROGRESS) {
                    self.positions.push(number);
                }
                let new = Entry::new(slot.key().clone());
                slot.insert(new)
            }
        };
        (number, entry)
    }

    fn writer(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.writers.get(name) {
            return Arc::clone(known);
        }
        let writer: Arc<str> = name.into();
        self.writers.insert(Arc::clone(&writer));
        writer
    }
}

fn order(mark: &Mark) -> impl Ord + '_ {
    let Document { article, title, path } = &mark.document;
    (path.as_str(), title.as_str(), article, mark.selector.start, mark.selector.end, &mark.id)
}

#[cfg(test)]
mod tests;
