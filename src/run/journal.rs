//! The notes between the disk and the application, on threads. At the start all of them come in,
//! then what is to be saved goes out in its order, and what other sessions write comes in. Beside
//! that the log is kept in order, and a copy of it a day.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread::ScopedJoinHandle;

use super::Event;
use super::effects::{Keeping, send, spawn};
use super::work::now_s;
use crate::app::{Moment, Outcome};
use crate::disk::store::{Attic, Follower, Journal, Segment};
use crate::notes::ledger::{Ledger, Words};
use crate::notes::{Notebook, Record, condense, log};
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
    let ledger = std::thread::scope(|scope| {
        let words = scope.spawn(|| Words::of(&notebook));
        let joined = || words.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ledger::beside(&notebook, joined)
    });
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
        let faults = read(&mut notebook, segment);
        says.extend(faults.iter().map(|fault| Clean::line(&fault.to_string())));
    }
    (segments, notebook, says)
}

/// From so many bytes on a segment is parsed on several threads: 10 MB take a tenth of a second.
const LARGE: usize = 4 << 20;

/// The most threads, and how many records are handed over at once.
const PARSERS_MAX: usize = 4;
const BATCH: usize = 512;

/// Takes in a segment. A large one is parsed in pieces; in which order they come makes no difference.
fn read(notebook: &mut Notebook, segment: &Segment) -> Vec<log::Fault> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if segment.bytes.len() < LARGE || cores < 2 {
        return notebook.read(&segment.name, &segment.bytes);
    }
    let faults = std::thread::scope(|scope| {
        let (batches, parsed) = mpsc::sync_channel(2 * PARSERS_MAX);
        let parsers: Vec<_> = pieces(&segment.bytes, cores.min(PARSERS_MAX))
            .into_iter()
            .map(|(first, bytes)| {
                let batches = batches.clone();
                scope.spawn(move || parse(&segment.name, bytes, first, &batches))
            })
            .collect();
        drop(batches);
        for record in parsed.iter().flatten() {
            notebook.apply(record);
        }
        let faults: Result<Vec<_>, _> = parsers.into_iter().map(ScopedJoinHandle::join).collect();
        faults
    });
    let Ok(faults) = faults else {
        // What was taken in already makes no difference.
        return notebook.read(&segment.name, &segment.bytes);
    };
    faults.concat()
}

/// Parses whole lines and hands the records over.
fn parse(
    segment: &str,
    bytes: &[u8],
    first: usize,
    batches: &SyncSender<Vec<Record>>,
) -> Vec<log::Fault> {
    let (mut batch, mut faults) = (Vec::with_capacity(BATCH), Vec::new());
    log::records(bytes, first, |line| match line {
        Ok(record) => {
            batch.push(record);
            if batch.len() == BATCH {
                let _ = batches.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            }
        }
        Err((line, reason)) => {
            faults.push(log::Fault { segment: segment.to_owned(), line, reason });
        }
    });
    let _ = batches.send(batch);
    faults
}

/// Whole lines in about so many pieces of one size, each with the number of its first line.
fn pieces(bytes: &[u8], count: usize) -> Vec<(usize, &[u8])> {
    let size = bytes.len().div_ceil(count.max(1)).max(1);
    let (mut pieces, mut rest, mut first) = (Vec::new(), bytes, 1);
    while !rest.is_empty() {
        let least = size.min(rest.len());
        let end = memchr::memchr(b'\n', &rest[least..]).map_or(rest.len(), |at| least + at + 1);
        let (piece, after) = rest.split_at(end);
        pieces.push((first, piece));
        first += memchr::memchr_iter(b'\n', piece).count();
        rest = after;
    }
    pieces
}

/// Writes records to the log, all or none of them.
pub fn save(journal: &mut dyn Journal, records: &[Record]) -> Outcome {
    let lines: Vec<String> = records.iter().map(Record::line).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    match journal.append_all(&lines) {
        Ok(()) => Outcome::Saved,
        Err(fault) => {
            // On a narrow screen only the beginning is seen.
            let says =
                format!("未能保存：{}，:retry-save 重试（{}）", fault.reason(), fault.sentence);
            Outcome::NotSaved { why: Clean::line(&says) }
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
