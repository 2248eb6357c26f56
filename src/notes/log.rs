//! The state that the log adds up to. In come the lines of all sessions in any order, out comes a
//! [`Notebook`], and a [`Fault`] for each line that could not be read. Refuses to know where the
//! lines lie and where in an article a mark belongs now.
//!
//! Each field has its last writer by (Lamport time, writer); a delete covers the changes that it
//! had seen. So the order of the lines, and lines that come twice, make no difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::ink::Ink;
use super::record::{self, Data, Document, Kind, LAMPORT_MAX, Op, Record, Selector, VERSION};
use crate::article::ArticleId;
use crate::text::Clean;

/// A bookmark, highlight or note, or how far an article has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name in the log.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The article it was made in.
    pub document: Document,
    /// The passage or place.
    pub selector: Selector,
    /// What the reader called it; see [`Mark::letter`].
    pub name: Clean,
    /// Markdown, empty where there is none.
    pub note: Clean,
    /// In the reader's order.
    pub tags: Vec<Clean>,
    /// The name of its colour, empty where it has none.
    pub color: Clean,
    /// Whether the article has been read to its end; only of [`Kind::Progress`].
    pub read: bool,
    /// The words as they were when the reader marked them, where they have changed since and nobody
    /// has confirmed that; else empty.
    pub was: Clean,
    /// The hash of a text of which the reader has said that the passage is not in it, empty where
    /// nothing was said; see [`super::anchor::text_hash`].
    pub refused: String,
    /// When it was made, RFC 3339; empty where the log does not say.
    pub created: Clean,
    /// When it was last changed, RFC 3339.
    pub changed: Clean,
}

impl Mark {
    /// The words that the reader marked, or confirmed last.
    pub fn words(&self) -> &Clean {
        if self.was.is_empty() { &self.selector.exact } else { &self.was }
    }

    /// The ink it is in, where it has one that this program knows.
    pub fn ink(&self) -> Option<Ink> {
        Ink::of(&self.color)
    }

    /// The letter a–z that a bookmark is called by.
    pub fn letter(&self) -> Option<char> {
        let mut chars = self.name.chars();
        let letter = chars.next().filter(char::is_ascii_lowercase)?;
        chars.next().is_none().then_some(letter)
    }
}

/// What the reader does to a mark, before it has a time in the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Makes a mark with these fields.
    Add(Data),
    /// Sets these fields. With none it takes a delete back.
    Edit(String, Data),
    /// Deletes the mark.
    Delete(String),
}

impl Change {
    /// The mark that it changes; `None` for one that makes a mark.
    pub fn id(&self) -> Option<String> {
        match self {
            Self::Add(_) => None,
            Self::Edit(id, _) | Self::Delete(id) => Some(id.clone()),
        }
    }

    /// Remembers how far an article has been read. An article has one such mark, whichever
    /// session wrote it.
    ///
    /// `day` is the local one, `2026-01-31`.
    pub fn progress(document: Document, selector: Selector, read: bool, day: &str) -> Self {
        let id = progress_id(document.article);
        let data = Data {
            kind: Some(Kind::Progress),
            document: Some(document),
            selector: Some(selector),
            read: Some(read),
            day: Some(Clean::line(day)),
            ..Data::default()
        };
        Self::Edit(id, data)
    }
}

/// A line of the log that could not be read. Its bytes stay where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the segment.
    pub segment: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The last line has no end: a session died, or is just writing it.
    Torn,
    /// A newer version of the program wrote it.
    Newer(u32),
    /// It is damaged.
    Broken(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: ", self.segment, self.line)?;
        match &self.reason {
            Reason::Torn => write!(f, "the last line is cut short"),
            Reason::Newer(version) => write!(f, "written by a newer version (format {version})"),
            Reason::Broken(why) => write!(f, "not a record: {why}"),
        }
    }
}

/// Reads lines one by one, of which the first has the number `first`: gives the records, and of what
/// is none the number of its line and why. Whole lines of a segment may be read apart from the
/// others, and taken in in any order.
pub fn records(bytes: &[u8], first: usize, mut give: impl FnMut(Result<Record, (usize, Reason)>)) {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for line in first.. {
        if rest.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', rest);
        let text = rest[..end.unwrap_or(rest.len())].trim_ascii();
        rest = end.map_or(&[][..], |end| &rest[end + 1..]);
        if text.is_empty() {
            continue;
        }
        give(Record::parse(text).map_err(|fault| match fault {
            record::Fault::Newer(version) => (line, Reason::Newer(version)),
            record::Fault::Broken(_) if end.is_none() => (line, Reason::Torn),
            record::Fault::Broken(why) => (line, Reason::Broken(why)),
        }));
    }
}

/// All marks, as the log has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notebook {
    entries: BTreeMap<String, Box<Entry>>,
    /// The largest Lamport time seen.
    clock: u64,
    /// Each writer's name, kept once.
    writers: BTreeSet<Arc<str>>,
    /// The marks of each article, by its id.
    homes: BTreeMap<ArticleId, BTreeSet<String>>,
}

impl Notebook {
    /// Takes in all lines of a segment of the log and tells which of them could not be read. A
    /// byte order mark, CRLF and an unfinished last line do no harm.
    pub fn read(&mut self, segment: &str, bytes: &[u8]) -> Vec<Fault> {
        let mut faults = Vec::new();
        records(bytes, 1, |line| match line {
            Ok(record) => self.apply(record),
            Err((line, reason)) => {
                faults.push(Fault { segment: segment.to_owned(), line, reason });
            }
        });
        faults
    }

    /// Takes in one record. One that was taken in before changes nothing.
    pub fn apply(&mut self, record: Record) {
        self.clock = self.clock.max(record.lamport);
        let writer = self.writer(&record.writer);
        let stamp = Arc::new(Time { lamport: record.lamport, writer });
        match record.op {
            Op::Add | Op::Edit => {
                let id = record.id.clone();
                let day = record.day().map(str::to_owned);
                let entry = self.entry(record.id);
                let before = entry.home();
                if let Some(day) = day {
                    entry.read_on(day, &stamp);
                }
                entry.change(&stamp, record.data, record.wall);
                let after = entry.home();
                self.move_home(id, before, after);
            }
            Op::Delete => self.entry(record.id).cover(record.data.seen.unwrap_or_default()),
            Op::Other(_) => {}
        }
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
                (Op::Add, format!("{writer}-{lamport}"), data)
            }
            Change::Edit(id, data) => (Op::Edit, id, data),
            Change::Delete(id) => {
                let seen = self.entries.get(&id).map(|entry| entry.newest()).unwrap_or_default();
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
        self.shown().filter(|mark| mark.kind != Kind::Progress)
    }

    /// The marks that were made, or last found, in the article of this id.
    pub fn made_in(&self, article: ArticleId) -> impl Iterator<Item = &Arc<Mark>> {
        let ids = self.homes.get(&article).into_iter().flatten();
        let marks = ids.filter_map(|id| self.entries.get(id)).filter_map(|entry| entry.shown());
        marks.filter(|mark| mark.kind != Kind::Progress)
    }

    /// The mark with this id, unless it is deleted.
    pub fn get(&self, id: &str) -> Option<&Arc<Mark>> {
        self.entries.get(id).and_then(|entry| entry.shown())
    }

    /// Whether the log has ever spoken of this mark, deleted since or not.
    pub fn knows(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    /// The bookmark that was last given this letter.
    pub fn named(&self, letter: char) -> Option<&Mark> {
        self.entries
            .values()
            .filter(|entry| entry.shown().is_some_and(|mark| mark.letter() == Some(letter)))
            .max_by(|a, b| (&a.set.name, &a.mark.id).cmp(&(&b.set.name, &b.mark.id)))
            .map(|entry| &*entry.mark)
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
            return Change::Edit(id, Data { read: Some(read), ..Data::default() });
        }
        Change::progress(document, place(), read, "")
    }

    /// The days on which articles were read, one for each article and day.
    pub fn days_read(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.values().filter(|entry| entry.shown().is_some());
        entries.flat_map(|entry| entry.days.keys()).map(String::as_str)
    }

    /// The positions in articles that have been read to their end, in no order to speak of.
    pub fn finished(&self) -> impl Iterator<Item = &Arc<Mark>> {
        self.progresses().map(|entry| &entry.mark).filter(|mark| mark.read)
    }

    /// How far each article has been read, in no order to speak of.
    pub fn positions(&self) -> impl Iterator<Item = &Mark> {
        self.progresses().map(|entry| &*entry.mark)
    }

    /// How far the article was read that was read last, of those that are wanted. Within a second the
    /// order of the log decides.
    pub fn last_read(&self, is_wanted: impl Fn(&Mark) -> bool) -> Option<&Mark> {
        let wanted = self.progresses().filter(|entry| is_wanted(&entry.mark));
        let last = wanted.max_by(|a, b| {
            (&a.mark.changed, &a.set.changed).cmp(&(&b.mark.changed, &b.set.changed))
        });
        last.map(|entry| &*entry.mark)
    }

    /// All others are passed over at once: there may be very many, and this is asked on a key.
    fn progresses(&self) -> impl Iterator<Item = &Entry> {
        let named = self.entries.range(PROGRESS.to_owned()..);
        let named = named.take_while(|(id, _)| id.starts_with(PROGRESS)).map(|(_, entry)| &**entry);
        named.filter(|entry| entry.shown().is_some_and(|mark| mark.kind == Kind::Progress))
    }

    fn shown(&self) -> impl Iterator<Item = &Arc<Mark>> {
        self.entries.values().filter_map(|entry| entry.shown())
    }

    fn move_home(&mut self, id: String, before: Option<ArticleId>, after: Option<ArticleId>) {
        if before == after {
            return;
        }
        if let Some(article) = before
            && let Some(marks) = self.homes.get_mut(&article)
        {
            marks.remove(&id);
            if marks.is_empty() {
                self.homes.remove(&article);
            }
        }
        if let Some(article) = after {
            self.homes.entry(article).or_default().insert(id);
        }
    }

    fn entry(&mut self, id: String) -> &mut Entry {
        self.entries.entry(id).or_insert_with_key(|id| Box::new(Entry::new(id.clone())))
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

/// What the name of a reading position begins with.
const PROGRESS: &str = "progress-";

fn progress_id(article: ArticleId) -> String {
    format!("{PROGRESS}{article}")
}

/// When a field was set. One record sets many, and its stamp is kept once.
type Stamp = Arc<Time>;

/// A time of the Lamport clock of one writer.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Time {
    lamport: u64,
    writer: Arc<str>,
}

/// All that the log says of one id.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    mark: Arc<Mark>,
    /// When the fields of `mark` were set; those that never were stand at a default.
    set: Stamps,
    /// Each writer's newest change.
    changes: BTreeMap<Arc<str>, u64>,
    /// Each writer's newest change that a delete covers.
    covered: BTreeMap<String, u64>,
    /// The days on which the article was read, each with the last change that says so.
    days: BTreeMap<String, Stamp>,
}

/// When each field was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stamps {
    kind: Option<Stamp>,
    document: Option<Stamp>,
    selector: Option<Stamp>,
    name: Option<Stamp>,
    note: Option<Stamp>,
    tags: Option<Stamp>,
    color: Option<Stamp>,
    read: Option<Stamp>,
    was: Option<Stamp>,
    refused: Option<Stamp>,
    created: Option<Stamp>,
    changed: Option<Stamp>,
}

impl Entry {
    fn new(id: String) -> Self {
        static NONE: LazyLock<ArticleId> = LazyLock::new(|| ArticleId::of(""));
        let nowhere = Document { article: *NONE, title: Clean::default(), path: Clean::default() };
        let mark = Mark {
            id,
            kind: Kind::default(),
            document: nowhere,
            selector: Selector::default(),
            name: Clean::default(),
            note: Clean::default(),
            tags: Vec::new(),
            color: Clean::default(),
            read: false,
            was: Clean::default(),
            refused: String::new(),
            created: Clean::default(),
            changed: Clean::default(),
        };
        let set = Stamps::default();
        let (changes, covered, days) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { mark: Arc::new(mark), set, changes, covered, days }
    }

    /// The mark, where it is not deleted and the log has told what and where it is.
    fn shown(&self) -> Option<&Arc<Mark>> {
        let told =
            self.set.kind.is_some() && self.set.document.is_some() && self.set.selector.is_some();
        let alive = self
            .changes
            .iter()
            .any(|(writer, at)| self.covered.get(&**writer).is_none_or(|seen| at > seen));
        (told && alive).then_some(&self.mark)
    }

    /// The article that it is in, as far as the log has told.
    fn home(&self) -> Option<ArticleId> {
        self.set.document.as_ref().map(|_| self.mark.document.article)
    }

    /// Each writer's newest change, for a delete to cover.
    fn newest(&self) -> BTreeMap<String, u64> {
        self.changes.iter().map(|(writer, at)| (writer.to_string(), *at)).collect()
    }

    fn change(&mut self, stamp: &Stamp, data: Data, wall: Clean) {
        let newest = self.changes.entry(Arc::clone(&stamp.writer)).or_default();
        *newest = (*newest).max(stamp.lamport);
        let (mark, set) = (Arc::make_mut(&mut self.mark), &mut self.set);
        put(&mut mark.kind, &mut set.kind, stamp, data.kind);
        put(&mut mark.document, &mut set.document, stamp, data.document);
        put(&mut mark.selector, &mut set.selector, stamp, data.selector);
        put(&mut mark.name, &mut set.name, stamp, data.name);
        put(&mut mark.note, &mut set.note, stamp, data.note);
        put(&mut mark.tags, &mut set.tags, stamp, data.tags);
        put(&mut mark.color, &mut set.color, stamp, data.color);
        put(&mut mark.read, &mut set.read, stamp, data.read);
        put(&mut mark.was, &mut set.was, stamp, data.was);
        put(&mut mark.refused, &mut set.refused, stamp, data.refused);
        put(&mut mark.created, &mut set.created, stamp, data.created);
        put(&mut mark.changed, &mut set.changed, stamp, Some(wall));
    }

    fn read_on(&mut self, day: String, stamp: &Stamp) {
        let last = self.days.entry(day).or_insert_with(|| Arc::clone(stamp));
        if stamp > last {
            *last = Arc::clone(stamp);
        }
    }

    fn is_decided_by(&self, record: &Record) -> bool {
        let is_its = |set: &Option<Stamp>| {
            set.as_ref().is_some_and(|set| {
                (set.lamport, &*set.writer) == (record.lamport, record.writer.as_str())
            })
        };
        let (set, data) = (&self.set, &record.data);
        self.changes.get(record.writer.as_str()) == Some(&record.lamport)
            || is_its(&set.changed)
            || record.day().is_some_and(|day| is_its(&self.days.get(day).map(Arc::clone)))
            || data.kind.is_some() && is_its(&set.kind)
            || data.document.is_some() && is_its(&set.document)
            || data.selector.is_some() && is_its(&set.selector)
            || data.name.is_some() && is_its(&set.name)
            || data.note.is_some() && is_its(&set.note)
            || data.tags.is_some() && is_its(&set.tags)
            || data.color.is_some() && is_its(&set.color)
            || data.read.is_some() && is_its(&set.read)
            || data.was.is_some() && is_its(&set.was)
            || data.refused.is_some() && is_its(&set.refused)
            || data.created.is_some() && is_its(&set.created)
    }

    fn cover(&mut self, seen: BTreeMap<String, u64>) {
        for (writer, at) in seen {
            let covered = self.covered.entry(writer).or_default();
            *covered = (*covered).max(at);
        }
    }
}

/// Sets a field where `stamp` is newer. Two values of one stamp cannot come from a sound log; the
/// larger wins, so that even then the order of the lines makes no difference.
fn put<T: Ord>(slot: &mut T, set: &mut Option<Stamp>, stamp: &Stamp, value: Option<T>) {
    let Some(value) = value else { return };
    let wins = match set {
        None => true,
        Some(old) => (&*old, &*slot) < (stamp, &value),
    };
    if wins {
        *slot = value;
        *set = Some(Arc::clone(stamp));
    }
}

#[cfg(test)]
mod tests;
