//! The notes between the disk and the application, on threads. At the start all of them come in,
//! then what is to be saved goes out in its order, and what other sessions write comes in. Beside
//! that the log is kept in order, and a copy of it a day.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc::{Receiver, Sender};

use super::Event;
use super::effects::{Keeping, send, spawn};
use super::work::now_s;
use crate::app::{Moment, Outcome};
use crate::disk::store::{Attic, Follower, Journal, Segment};
use crate::notes::ledger::Ledger;
use crate::notes::{Notebook, Record, condense};
use crate::text::Clean;

/// From how many segments of sessions that are over one is made.
const SEGMENTS_MAX: usize = 32;

/// How many copies are kept: of the last days, and of weeks before them.
const DAYS_KEPT: usize = 7;
const WEEKS_KEPT: usize = 4;

/// Reads the notes and then saves what comes, until nobody is left to send anything. Where there is
/// no place for notes, nothing is saved and each time it is said why.
pub fn keep(keeping: Keeping, batches: &Receiver<Vec<Record>>, events: &Sender<Event>) {
    let mut journal = match keeping {
        Ok(journal) => journal,
        Err(why) => {
            send(events, Outcome::Notes(Box::default(), Box::default()));
            while batches.recv().is_ok() {
                send(events, Outcome::NotSaved { why: why.clone() });
            }
            return;
        }
    };
    let (segments, notebook, faults) = load(&*journal);
    let ledger = Ledger::of(&notebook);
    send(events, Outcome::Notes(Box::new(notebook), Box::new(ledger)));
    if let [first, ..] = faults.as_slice() {
        let says = format!("笔记中有 {} 行读不出（原样保留）：{first}", faults.len());
        send(events, Outcome::Failed(Clean::line(&says)));
    }
    if let Some(follower) = journal.follow(&segments) {
        let (attic, events) = (journal.attic(), events.clone());
        spawn("others", move || {
            if let Some(attic) = attic {
                keep_in_order(&attic, &segments, &events);
            }
            let known = Known::of(&segments);
            drop(segments);
            follow(follower, known, &events);
        });
    }
    while let Ok(records) = batches.recv() {
        send(events, save(&mut *journal, &records));
    }
}

/// Reads the log of all sessions. Lines that cannot be read stay where they are; how many there
/// are is told.
pub fn notes(journal: &dyn Journal) -> (Notebook, Vec<Clean>) {
    let (_, notebook, faults) = load(journal);
    (notebook, faults)
}

fn load(journal: &dyn Journal) -> (Vec<Segment>, Notebook, Vec<Clean>) {
    let (segments, faults) = journal.load();
    let mut says: Vec<Clean> = faults.iter().map(|fault| Clean::line(&fault.sentence)).collect();
    let mut notebook = Notebook::default();
    for segment in &segments {
        let faults = notebook.read(&segment.name, &segment.bytes);
        says.extend(faults.iter().map(|fault| Clean::line(&fault.to_string())));
    }
    (segments, notebook, says)
}

/// Writes records to the log, all or none of them.
pub fn save(journal: &mut dyn Journal, records: &[Record]) -> Outcome {
    let lines: Vec<String> = records.iter().map(Record::line).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    match journal.append_all(&lines) {
        Ok(()) => Outcome::Saved,
        Err(fault) => {
            Outcome::NotSaved { why: Clean::line(&format!("未能保存：{}", fault.sentence)) }
        }
    }
}

/// The lines that were read, by their hashes. Where sessions that are over are put together, all that
/// they wrote stands in a new segment, and none of it is news.
#[derive(Default)]
struct Known {
    lines: HashSet<u64>,
    keys: RandomState,
}

impl Known {
    fn of(segments: &[Segment]) -> Self {
        let mut known = Self::default();
        for line in segments.iter().flat_map(|segment| segment.bytes.split(|&byte| byte == b'\n')) {
            known.add(line);
        }
        known
    }

    /// Whether a line was not known.
    fn add(&mut self, line: &[u8]) -> bool {
        self.lines.insert(self.keys.hash_one(line.trim_ascii()))
    }
}

/// Tells what other sessions write, for as long as somebody listens. A line that cannot be read is
/// told of at the next start.
fn follow(mut follower: Follower, mut known: Known, events: &Sender<Event>) {
    loop {
        let news = follower.news();
        let lines = news.iter().flat_map(|segment| segment.bytes.split(|&byte| byte == b'\n'));
        let lines = lines.filter(|line| known.add(line));
        let records: Vec<Record> = lines.filter_map(|line| Record::parse(line).ok()).collect();
        if !records.is_empty() && events.send(Event::Outcome(Outcome::Others(records))).is_err() {
            return;
        }
        follower.wait();
    }
}

/// Lays today's copy by, removes copies that are old, and puts segments together where they are
/// many.
fn keep_in_order(attic: &Attic, segments: &[Segment], events: &Sender<Event>) {
    let done = back_up(attic, segments, &super::work::now()).and_then(|()| {
        let condense = |over: &[Segment]| condense(over.iter().map(|segment| &*segment.bytes));
        attic.retire(now_s(), SEGMENTS_MAX, condense)
    });
    if let Err(fault) = done {
        send(events, Outcome::Failed(Clean::line(&fault.sentence)));
    }
}

/// A copy of all lines as they stand, those that cannot be read among them, where something has
/// been written since the last copy and today there was none.
fn back_up(
    attic: &Attic,
    segments: &[Segment],
    today: &Moment,
) -> Result<(), crate::disk::store::Fault> {
    let mut all = Vec::new();
    for segment in segments {
        all.extend_from_slice(&segment.bytes);
        if !all.is_empty() && !all.ends_with(b"\n") {
            all.push(b'\n');
        }
    }
    let copies = attic.copies();
    let last = copies.last();
    let is_due = last.is_none_or(|last| *last < today.day);
    if all.is_empty()
        || !is_due
        || last.is_some_and(|day| attic.read_copy(day) == Some(all.clone()))
    {
        return Ok(());
    }
    attic.copy(&today.day, &all)?;
    for day in expendable(&attic.copies()) {
        attic.forget(day);
    }
    Ok(())
}

/// The copies that are not needed, of copies by day with the oldest first: all but those of the
/// last days and, before them, the last of each of the last weeks.
fn expendable(days: &[String]) -> Vec<&str> {
    let (old, _) = days.split_at(days.len().saturating_sub(DAYS_KEPT));
    let mut weeks = Vec::new();
    let mut expendable = Vec::new();
    for day in old.iter().rev() {
        // What is no day is nobody's copy.
        let Some(week) = week(day) else { continue };
        if weeks.last() != Some(&week) && weeks.len() < WEEKS_KEPT {
            weeks.push(week);
        } else {
            expendable.push(day.as_str());
        }
    }
    expendable
}

/// The ISO 8601 week of a day.
fn week(day: &str) -> Option<(i16, i8)> {
    let date: jiff::civil::Date = day.parse().ok()?;
    let week = date.iso_week_date();
    Some((week.year(), week.week()))
}

#[cfg(test)]
mod tests;
