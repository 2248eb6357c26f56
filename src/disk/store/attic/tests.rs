use super::super::journal::Journal;
use super::super::tests::{Scratch, load};
use super::*;

/// Later than anything that a test writes, in seconds since 1970.
const LATER_S: u64 = 1 << 40;

fn attic(scratch: &Scratch) -> Attic {
    Attic::new(scratch.notes(), Some(scratch.0.join("backup")))
}

fn joined(segments: &[Segment]) -> Vec<u8> {
    segments.iter().flat_map(|segment| segment.bytes.clone()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    segment_paths(folder).0.into_iter().map(|(name, _)| name).collect()
}

#[test]
fn segments_of_sessions_that_are_over_become_one_and_are_kept_in_the_archive() {
    let scratch = Scratch::new();
    for session in ["a", "b", "c"] {
        scratch.journal(session).append(session).expect("can be written");
    }
    let mut alive = scratch.journal("alive");
    alive.append("alive").expect("can be written");
    let attic = attic(&scratch);
    assert_eq!(attic.retire(LATER_S, 4, |_| panic!("too few")), Ok(0));
    let moved = attic.retire(LATER_S, 3, |segments| Some(joined(segments)));
    assert_eq!(moved, Ok(3));
    let archive = scratch.notes().join("archive");
    assert_eq!(names(&archive), ["a.jsonl", "b.jsonl", "c.jsonl"]);
    assert_eq!(attic.archived(), 3);
    let (segments, faults) = load(&alive);
    assert_eq!((segments.len(), faults.len()), (2, 0));
    let mut texts: Vec<_> = segments.iter().map(|segment| segment.bytes.as_slice()).collect();
    texts.sort_unstable();
    assert_eq!(texts, [&b"a\nb\nc\n"[..], b"alive\n"]);
    alive.append("still").expect("can be written");
    assert!(scratch.notes().join("alive.jsonl").is_file());
}

#[test]
fn nothing_moves_where_a_session_may_come_back_or_a_line_is_not_understood() {
    let scratch = Scratch::new();
    for session in ["a", "b"] {
        scratch.journal(session).append(session).expect("can be written");
    }
    let attic = attic(&scratch);
    let before = names(&scratch.notes());
    // A day has not passed.
    assert_eq!(attic.retire(0, 1, |_| panic!("nobody is over")), Ok(0));
    assert_eq!(attic.retire(LATER_S, 1, |_| None), Ok(0));
    let lock = lock(&scratch.notes().join(LOCK)).expect("can be made");
    assert!(lock.is_some());
    assert_eq!(attic.retire(LATER_S, 1, |_| panic!("another is at it")), Ok(0));
    assert_eq!(names(&scratch.notes()), before);
    assert_eq!(attic.archived(), 0);
}

#[test]
fn what_lies_in_the_archive_is_never_written_over() {
    let scratch = Scratch::new();
    let attic = attic(&scratch);
    for line in ["first", "second", "third"] {
        scratch.journal("a").append(line).expect("can be written");
        let moved = attic.retire(LATER_S, 1, |segments| {
            let own: Vec<_> = segments.iter().filter(|s| s.name == "a.jsonl").cloned().collect();
            Some(joined(&own))
        });
        assert!(moved.is_ok_and(|moved| moved > 0));
    }
    let archive = scratch.notes().join("archive");
    for (name, line) in
        [("a.jsonl", "first\n"), ("a.jsonl.1", "second\n"), ("a.jsonl.2", "third\n")]
    {
        assert_eq!(fs::read(archive.join(name)).expect(name), line.as_bytes());
    }
}

#[test]
fn a_copy_is_there_whole_and_can_be_forgotten() {
    let scratch = Scratch::new();
    let attic = attic(&scratch);
    assert_eq!(attic.copies(), Vec::<String>::new());
    for day in ["2026-03-02", "2026-03-01"] {
        attic.copy(day, day.as_bytes()).expect("can be written");
    }
    attic.copy("2026-03-02", b"newer").expect("can be written");
    assert_eq!(attic.copies(), ["2026-03-01", "2026-03-02"]);
    assert!(attic.is_copied("2026-03-02", b"newer"));
    assert!(!attic.is_copied("2026-03-02", b"never") && !attic.is_copied("2026-03-03", b""));
    attic.forget("2026-03-01");
    assert_eq!(attic.copies(), ["2026-03-02"]);
    assert_eq!(names(&scratch.0.join("backup")), ["notes-2026-03-02.jsonl"]);
    assert_eq!(Attic::new(scratch.notes(), None).copy("2026-03-01", b"x"), Ok(()));
}
