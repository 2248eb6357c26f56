//! The log of all sessions into a notebook, on several threads. In comes the journal, out comes what it
//! adds up to. Refuses to know what becomes of it.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

use crate::app::told;
use crate::disk::store::{Extents, Journal, Piece};
use crate::notes::{Notebook, Record, log};
use crate::text::Clean;

/// The most threads that parse, and how many pieces wait for them, and for who takes them in.
const PARSERS_MAX: usize = 4;
const WAITING: usize = 8;

/// What was read.
pub struct Reading {
    pub notebook: Notebook,
    pub known: Known,
    /// How far.
    pub extents: Extents,
    /// What could not be read, as it is told.
    pub faults: Vec<Clean>,
}

/// The lines that were read, by their hashes. Where sessions that are over are put together, all that
/// they wrote stands in a new segment, and none of it is news.
#[derive(Default)]
pub struct Known(HashSet<u64, FxBuildHasher>);

impl Known {
    /// Whether a line was not known.
    pub fn add(&mut self, line: &[u8]) -> bool {
        self.0.insert(hash(line))
    }
}

fn hash(line: &[u8]) -> u64 {
    FxBuildHasher.hash_one(line.trim_ascii())
}

/// What is in a piece.
struct Parsed {
    segment: Arc<str>,
    lines: usize,
    hashes: Vec<u64>,
    records: Vec<Record>,
    faults: Vec<(usize, log::Reason)>,
}

impl Parsed {
    fn of(piece: &Piece) -> Self {
        let Piece { segment, bytes } = piece;
        let (mut records, mut faults) = (Vec::new(), Vec::new());
        let lines = log::records(bytes, |line| match line {
            Ok(record) => records.push(record),
            Err(fault) => faults.push(fault),
        });
        let (mut hashes, mut start) = (Vec::with_capacity(lines), 0);
        for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            hashes.push(hash(&bytes[start..end]));
            start = bytes.len().min(end + 1);
        }
        Self { segment: Arc::clone(segment), lines, hashes, records, faults }
    }
}

/// Reads the log of all sessions: one thread reads, some parse, one takes in what was parsed, in the
/// order of the log.
pub fn read(journal: &dyn Journal) -> Reading {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (pieces, waiting) = mpsc::sync_channel(WAITING);
    let (parsed, taken) = mpsc::sync_channel(WAITING);
    // Only those who parse hold it: were all of them to panic, nobody would send to it for ever.
    let waiting = Arc::new(Mutex::new(waiting));
    std::thread::scope(|scope| {
        let parsers = std::iter::repeat_n((waiting, parsed), cores.min(PARSERS_MAX));
        for (waiting, parsed) in parsers {
            scope.spawn(move || parse(&waiting, &parsed));
        }
        let taker = scope.spawn(move || take_in(&taken));
        let mut count = 0;
        let (extents, faults) = journal.read(&mut |piece| {
            // Nobody waits for it only where a thread has panicked, which is told below.
            let _ = pieces.send((count, piece));
            count += 1;
        });
        drop(pieces);
        let mut reading = taker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let unread = faults.iter().map(|fault| told::in_chinese(&fault.sentence));
        reading.faults.splice(0..0, unread);
        Reading { extents, ..reading }
    })
}

fn parse(pieces: &Mutex<Receiver<(usize, Piece)>>, parsed: &SyncSender<(usize, Parsed)>) {
    loop {
        let next = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, piece)) = next else { break };
        if parsed.send((number, Parsed::of(&piece))).is_err() {
            break;
        }
    }
}

/// Takes the pieces in one after the other; one that comes too early waits.
fn take_in(parsed: &Receiver<(usize, Parsed)>) -> Reading {
    let mut reading = Reading {
        notebook: Notebook::default(),
        known: Known::default(),
        extents: Extents::new(),
        faults: Vec::new(),
    };
    let (mut early, mut next) = (BTreeMap::new(), 0);
    let (mut segment, mut lines): (Arc<str>, usize) = ("".into(), 0);
    for (number, parsed) in parsed {
        early.insert(number, parsed);
        while let Some(parsed) = early.remove(&next) {
            next += 1;
            if segment != parsed.segment {
                (segment, lines) = (Arc::clone(&parsed.segment), 0);
            }
            for record in parsed.records {
                reading.notebook.apply(record);
            }
            reading.known.0.extend(parsed.hashes);
            let faults = parsed.faults.into_iter().map(|(line, reason)| {
                let fault = log::Fault { segment: segment.to_string(), line: lines + line, reason };
                Clean::line(&fault.to_string())
            });
            reading.faults.extend(faults);
            lines += parsed.lines;
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::store::{Memory, Segment};

    #[test]
    fn pieces_are_taken_in_in_the_order_of_the_log() {
        let line = |number: usize| match number % 50_000 {
            7 => "not a record".to_owned(),
            8 => String::new(),
            _ => format!(
                r#"{{"v":1,"op":"edit","id":"m{}","lamport":{number},"writer":"w","wall":"","data":{{"kind":"note","note":"第 {number} 次","document":{{"article":"00ff00ff00ff00ff"}},"selector":{{"exact":"船","start":1,"end":2}}}}}}"#,
                number % 900
            ),
        };
        let mut text = (1..=4_000).map(line).collect::<Vec<_>>().join("\n");
        text.push_str("\n{\"v\":1,");
        let segment = |name: &str| Segment { name: name.into(), bytes: text.clone().into_bytes() };
        let mut whole = Notebook::default();
        let faults = whole.read("a", text.as_bytes());
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [7, 4_001]);

        let pieces = text.as_bytes().split_inclusive(|&byte| byte == b'\n');
        let journal = InPieces(pieces.map(<[u8]>::to_vec).collect());
        let reading = read(&journal);
        assert!(whole == reading.notebook);
        let ids: Vec<&str> = whole.all().map(|mark| mark.id.as_str()).collect();
        let again: Vec<&str> = reading.notebook.all().map(|mark| mark.id.as_str()).collect();
        assert_eq!(ids, again, "the order is that of the log, whoever was faster");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(reading.faults.iter().map(ToString::to_string).collect::<Vec<_>>(), told);

        let journal = Memory { others: vec![segment("a"), segment("b")], lines: Vec::new() };
        let reading = read(&journal);
        assert!(whole == reading.notebook);
        let lines: Vec<bool> = reading
            .faults
            .iter()
            .map(|fault| fault.contains(":7:") || fault.contains(":4001:"))
            .collect();
        assert_eq!(lines, [true; 4]);
    }

    /// A journal whose segment comes a line at a time.
    struct InPieces(Vec<Vec<u8>>);

    impl Journal for InPieces {
        fn size(&self) -> u64 {
            self.0.iter().map(Vec::len).sum::<usize>() as u64
        }

        fn read(&self, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<crate::disk::store::Fault>) {
            for bytes in self.0.clone() {
                take(Piece { segment: "a".into(), bytes });
            }
            (Extents::new(), Vec::new())
        }

        fn append_all(&mut self, _: &[&str]) -> Result<(), crate::disk::store::Fault> {
            Ok(())
        }

        fn follow(&self, _: Extents) -> Option<crate::disk::store::Follower> {
            None
        }

        fn attic(&self) -> Option<crate::disk::store::Attic> {
            None
        }
    }

    #[test]
    fn a_line_that_was_read_is_no_news_in_another_segment() {
        let segment = |text: &str| Segment { name: text.into(), bytes: text.as_bytes().to_vec() };
        let others = vec![segment("1\n2\r\n"), segment("3")];
        let mut known = read(&Memory { others, lines: Vec::new() }).known;
        let news: Vec<&[u8]> = [&b"2"[..], b"3\r", b"4", b"1", b"4"]
            .into_iter()
            .filter(|line| known.add(line))
            .collect();
        assert_eq!(news, [b"4"]);
    }
}
