//! The notes between the disk and the application, on threads. At the start all of them come in,
//! then what is to be saved goes out in its order, and what other sessions write comes in. Beside
//! that the log is kept in order, and a copy of it a day.

mod copies;
mod reading;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use super::Event;
use super::effects::{Keeping, send, spawn};
use crate::app::{Outcome, told};
use crate::disk::store::{Follower, Journal};
use crate::notes::ledger::{Ledger, Words};
use crate::notes::{Batch, Notebook, Record};
use crate::text::Clean;
use copies::keep_in_order;
use reading::{Known, Reading, read};

/// From how many bytes on a log waits for the first frame, which reading it would keep waiting.
const LARGE: u64 = 2 << 20;

/// The longest that many notes wait for the first frame.
const HELD_MAX: Duration = Duration::from_millis(50);

/// Reads the notes and then saves what comes, until nobody is left to send anything. Where there is
/// no place for notes, nothing is saved and each time it is said why.
pub fn keep(keeping: Keeping, batches: &Receiver<Batch>, events: &Sender<Event>) {
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
    if journal.size() > LARGE {
        let (held, released) = mpsc::channel();
        let _ = events.send(Event::ManyNotes(held));
        // Nobody takes it any more where the reader is leaving.
        let _ = released.recv_timeout(HELD_MAX);
    }
    let Reading { notebook, known, extents, faults } = read(&*journal);
    let ledger = std::thread::scope(|scope| {
        let words = scope.spawn(|| Words::of(&notebook));
        let joined = || words.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ledger::beside(&notebook, joined)
    });
    send(events, Outcome::Notes(Box::new(notebook), Box::new(ledger)));
    if let [first, ..] = faults.as_slice() {
        let says = format!("笔记有 {} 处读不出（原样保留）：{first}", faults.len());
        send(events, Outcome::Failed(Clean::line(&says)));
    }
    if let Some(follower) = journal.follow(extents) {
        let (attic, events) = (journal.attic(), events.clone());
        spawn("others", move || {
            if let Some(attic) = attic {
                keep_in_order(&attic, &events);
            }
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
    let Reading { notebook, faults, .. } = read(journal);
    (notebook, faults)
}

/// Writes records to the log, all or none of them.
pub fn save(journal: &mut dyn Journal, records: &[Arc<Record>]) -> Outcome {
    let lines: Vec<String> = records.iter().map(|record| record.line()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    match journal.append_all(&lines) {
        Ok(()) => Outcome::Saved,
        Err(fault) => {
            // On a narrow screen only the beginning is seen.
            let told = [fault.reason(), &fault.sentence].map(told::in_chinese);
            let says = format!("未能保存：{}，:retry-save 重试（{}）", told[0], told[1]);
            Outcome::NotSaved { why: Clean::line(&says) }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::store::{Extents, Memory};

    #[test]
    fn many_notes_wait_for_the_first_frame() {
        let line = "x".repeat(999);
        for (lines, waits) in [(1, false), (2_200, true)] {
            let journal = Memory { others: Vec::new(), lines: vec![line.clone(); lines] };
            let ((events, inbox), (batches, none)) = (mpsc::channel(), mpsc::channel());
            drop(batches);
            std::thread::scope(|scope| {
                scope.spawn(move || keep(Ok(Box::new(journal)), &none, &events));
                let first = inbox.recv().expect("it tells of the log");
                assert_eq!(matches!(first, Event::ManyNotes(_)), waits, "{lines} lines");
                let notes = |event| matches!(event, Event::Outcome(Outcome::Notes(..)));
                assert!(notes(first) || inbox.iter().any(notes), "{lines} lines");
            });
        }
    }

    #[test]
    fn what_is_in_memory_is_nobody_elses() {
        let journal = Memory::default();
        assert!(journal.follow(Extents::new()).is_none() && journal.attic().is_none());
    }
}
