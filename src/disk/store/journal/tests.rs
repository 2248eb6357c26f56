//! The journal on a real disk, in a directory that goes away, and one that fails on demand.

use std::os::unix::fs::PermissionsExt;

use super::super::tests::{Scratch, load};
use super::*;

/// A journal whose appends from the `from`-th to before the `to`-th fail, counted from 0.
#[derive(Clone, Debug)]
pub struct Failing<J> {
    pub journal: J,
    pub fails: std::ops::Range<usize>,
    pub appends: usize,
}

impl<J: Journal> Failing<J> {
    pub fn new(journal: J, fails: std::ops::Range<usize>) -> Self {
        Self { journal, fails, appends: 0 }
    }
}

impl<J: Journal> Journal for Failing<J> {
    fn size(&self) -> u64 {
        self.journal.size()
    }

    fn read(&self, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>) {
        self.journal.read(take)
    }

    fn append_all(&mut self, lines: &[&str]) -> Result<(), Fault> {
        self.appends += 1;
        if self.fails.contains(&(self.appends - 1)) {
            let error = io::Error::from(io::ErrorKind::StorageFull);
            return Err(Fault::new("save to", Path::new("memory"), &error, "make room"));
        }
        self.journal.append_all(lines)
    }

    fn follow(&self, read: Extents) -> Option<Follower> {
        self.journal.follow(read)
    }

    fn attic(&self) -> Option<Attic> {
        self.journal.attic()
    }
}

fn texts(journal: &impl Journal) -> Vec<(String, String)> {
    let (segments, faults) = load(journal);
    assert_eq!(faults, []);
    segments
        .into_iter()
        .map(|Segment { name, bytes }| (name, String::from_utf8(bytes).expect("is UTF-8")))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
}

#[test]
fn each_session_has_a_file_of_its_own() {
    let scratch = Scratch::new();
    let (mut a, mut b) = (scratch.journal("a"), scratch.journal("b"));
    assert_eq!(texts(&a), pairs(&[]));
    assert!(!scratch.notes().exists(), "reading creates nothing");
    assert_eq!(a.size(), 0);
    b.append("壹").expect("can be written");
    a.append("1").expect("can be written");
    b.append("贰").expect("can be written");
    assert_eq!(texts(&a), pairs(&[("a.jsonl", "1\n"), ("b.jsonl", "壹\n贰\n")]));
    assert_eq!(texts(&a), texts(&b));
    assert_eq!(a.size(), 10, "the bytes of both");
}

#[test]
fn only_the_owner_can_read_it() {
    let scratch = Scratch::new();
    scratch.journal("a").append("1").expect("can be written");
    let mode = |path: PathBuf| fs::metadata(path).expect("exists").permissions().mode() & 0o777;
    assert_eq!(mode(scratch.0.join("data")), 0o700);
    assert_eq!(mode(scratch.notes()), 0o700);
    assert_eq!(mode(scratch.notes().join("a.jsonl")), 0o600);
}

#[test]
fn a_torn_line_stays_apart_from_the_next() {
    let scratch = Scratch::new();
    let mut journal = scratch.journal("a");
    journal.append("first").expect("can be written");
    let path = scratch.notes().join("a.jsonl");
    let torn = b"first\n{\"note\":\"\xe6\xb1";
    fs::write(&path, torn).expect("can be written");
    journal.append("next").expect("can be written");
    let (segments, _) = load(&journal);
    assert_eq!(segments[0].bytes, [torn.as_slice(), b"\nnext\n"].concat());
}

#[test]
fn a_segment_that_was_moved_away_is_begun_anew() {
    let scratch = Scratch::new();
    let mut journal = scratch.journal("a");
    journal.append("1").expect("can be written");
    fs::rename(scratch.notes(), scratch.0.join("elsewhere")).expect("can be moved");
    journal.append_all(&["2", "3"]).expect("can be written");
    assert_eq!(texts(&journal), pairs(&[("a.jsonl", "2\n3\n")]));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let scratch = Scratch::new();
    let journal = scratch.journal("a");
    fs::create_dir_all(scratch.notes().join("x.jsonl")).expect("can be made");
    fs::create_dir(scratch.notes().join("archive")).expect("can be made");
    std::os::unix::fs::symlink("/dev/zero", scratch.notes().join("y.jsonl")).expect("can be made");
    for name in ["b.jsonl", ".hidden.jsonl", "b.jsonl.tmp", "b.sync-conflict-1.jsonl"] {
        fs::write(scratch.notes().join(name), "1\n").expect("can be written");
    }
    let (segments, faults) = load(&journal);
    let names: Vec<_> = segments.into_iter().map(|segment| segment.name).collect();
    assert_eq!(names, ["b.jsonl", "b.sync-conflict-1.jsonl"]);
    assert_eq!(faults.len(), 2);
    assert!(faults[0].sentence.ends_with("x.jsonl\": not a regular file"), "{}", faults[0]);
    assert!(faults[1].sentence.ends_with("y.jsonl\": not a regular file"), "{}", faults[1]);
}

#[test]
fn an_append_that_cannot_be_says_where_and_why() {
    let scratch = Scratch::new();
    fs::write(scratch.0.join("data"), "a file").expect("can be written");
    let fault = scratch.journal("a").append("1").expect_err("a file is in the way");
    let path = scratch.notes().join("a.jsonl");
    assert_eq!(fault.sentence, format!("cannot save to \"{}\": not a directory", path.display()));
    assert!(fault.hint.contains("--data-dir"));
    let (segments, faults) = load(&scratch.journal("a"));
    assert_eq!((segments.len(), faults.len()), (0, 1));

    let scratch = Scratch::new();
    let fault = scratch.journal("a").append_all(&["1", "2\n3"]).expect_err("three lines");
    assert!(fault.sentence.ends_with("a record must be one line"));
    scratch.journal("a").append_all(&[]).expect("nothing is to be done");
    assert!(!scratch.notes().exists());
}

#[test]
fn a_line_that_failed_can_be_appended_again() {
    let mut journal = Failing::new(Memory::default(), 1..3);
    journal.append("1").expect("works");
    assert!(journal.append("2").is_err());
    assert!(journal.append("2").is_err());
    journal.append("2").expect("works again");
    assert_eq!(texts(&journal), pairs(&[("memory.jsonl", "1\n2\n")]));
}
