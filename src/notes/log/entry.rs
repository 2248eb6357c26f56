//! All that the log says of one mark. In come changes with their times in any order, out comes the
//! mark as it is then. Refuses to know the other marks.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::mark::Mark;
use crate::article::ArticleId;
use crate::notes::record::{Data, Document, Kind, Record, Selector};
use crate::text::Clean;

/// When a field was set. One record sets many, and its stamp is kept once.
pub(super) type Stamp = Arc<Time>;

/// A time of the Lamport clock of one writer.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time {
    pub(super) lamport: u64,
    pub(super) writer: Arc<str>,
}

/// All that the log says of one id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    mark: Arc<Mark>,
    /// Whether the mark is not deleted, and the log has told what and where it is.
    is_shown: bool,
    /// When the fields of `mark` were set; those that never were stand at a default.
    set: Stamps,
    /// Each writer's newest change, by writer. Mostly there is one.
    changes: Vec<(Arc<str>, u64)>,
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
    /// Of this id nothing has been said.
    pub(super) fn new(id: String) -> Self {
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
        Self {
            mark: Arc::new(mark),
            is_shown: false,
            set: Stamps::default(),
            changes: Vec::new(),
            covered: BTreeMap::new(),
            days: BTreeMap::new(),
        }
    }

    /// The mark, where it is not deleted and the log has told what and where it is.
    pub(super) fn shown(&self) -> Option<&Arc<Mark>> {
        self.is_shown.then_some(&self.mark)
    }

    /// The article that it is in, as far as the log has told.
    pub(super) fn home(&self) -> Option<ArticleId> {
        self.set.document.as_ref().map(|_| self.mark.document.article)
    }

    /// Each writer's newest change, for a delete to cover.
    pub(super) fn newest(&self) -> BTreeMap<String, u64> {
        self.changes.iter().map(|(writer, at)| (writer.to_string(), *at)).collect()
    }

    /// The days on which the article was read.
    pub(super) fn days(&self) -> impl Iterator<Item = &str> {
        self.days.keys().map(String::as_str)
    }

    /// When it was taken in from another program. What the reader makes is named after who made it.
    pub(super) fn imported(&self) -> Option<&Time> {
        let made = self.set.created.as_deref()?;
        (!self.mark.id.starts_with(&*made.writer)).then_some(made)
    }

    /// Whether the reader wrote anything of it that this session did not.
    pub(super) fn is_changed_since(&self, writer: &str) -> bool {
        let Stamps { kind, name, note, tags, color, refused, .. } = &self.set;
        let set = [kind, name, note, tags, color, refused];
        set.into_iter().flatten().any(|stamp| &*stamp.writer != writer)
    }

    /// The order in which they were given their names.
    pub(super) fn by_name(&self, other: &Self) -> Ordering {
        (&self.set.name, &self.mark.id).cmp(&(&other.set.name, &other.mark.id))
    }

    /// The order of their last changes, by the clock on the wall and within a second by the log.
    pub(super) fn by_change(&self, other: &Self) -> Ordering {
        let by_wall = self.mark.changed.cmp(&other.mark.changed);
        by_wall.then_with(|| self.set.changed.cmp(&other.set.changed))
    }

    /// Takes in the fields that a record sets.
    pub(super) fn change(&mut self, stamp: &Stamp, data: Data, wall: Clean) {
        match self.changes.binary_search_by(|(writer, _)| writer.cmp(&stamp.writer)) {
            Ok(known) => self.changes[known].1 = self.changes[known].1.max(stamp.lamport),
            Err(place) => {
                // Mostly the only one.
                self.changes.reserve_exact(1);
                self.changes.insert(place, (Arc::clone(&stamp.writer), stamp.lamport));
            }
        }
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
        self.judge();
    }

    /// Takes in that the article was read on a day.
    pub(super) fn read_on(&mut self, day: String, stamp: &Stamp) {
        let last = self.days.entry(day).or_insert_with(|| Arc::clone(stamp));
        if stamp > last {
            *last = Arc::clone(stamp);
        }
    }

    /// See [`super::Notebook::is_decided_by`].
    pub(super) fn is_decided_by(&self, record: &Record) -> bool {
        let is_its = |set: &Option<Stamp>| {
            set.as_ref().is_some_and(|set| {
                (set.lamport, &*set.writer) == (record.lamport, record.writer.as_str())
            })
        };
        let (set, data) = (&self.set, &record.data);
        let is_last = |(writer, at): &(Arc<str>, u64)| {
            (&**writer, *at) == (record.writer.as_str(), record.lamport)
        };
        self.changes.iter().any(is_last)
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

    /// Takes in a delete that had seen these changes.
    pub(super) fn cover(&mut self, seen: &BTreeMap<String, u64>) {
        for (writer, &at) in seen {
            match self.covered.get_mut(writer) {
                Some(covered) => *covered = at.max(*covered),
                None => {
                    self.covered.insert(writer.clone(), at);
                }
            }
        }
        self.judge();
    }

    fn judge(&mut self) {
        let Stamps { kind, document, selector, .. } = &self.set;
        let is_told = kind.is_some() && document.is_some() && selector.is_some();
        let is_alive = |(writer, at): &(Arc<str>, u64)| {
            self.covered.get(&**writer).is_none_or(|seen| at > seen)
        };
        self.is_shown = is_told && self.changes.iter().any(is_alive);
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
