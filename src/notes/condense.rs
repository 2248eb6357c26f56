//! Old lines of the log to those that still decide something. In come the lines of sessions that
//! are over, out come the lines that say the same, as they stood. Refuses to judge lines that it
//! cannot read.
//!
//! A field is as its last writer left it, so a record decides nothing whose every field was set
//! again later; of reading positions it decides the day. Whatever other sessions wrote or will write, the sum is the same.

use super::log::Notebook;
use super::record::{Op, Record};

/// The lines of `segments` that are needed, each with its line end; `None` where one cannot be
/// read.
pub fn condense<'a>(segments: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut notebook = Notebook::default();
    let mut records = Vec::new();
    for segment in segments {
        for line in segment.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii) {
            if line.is_empty() {
                continue;
            }
            let record = Record::parse(line).ok()?;
            notebook.apply(record.clone());
            records.push((line, record));
        }
    }
    let mut condensed = Vec::new();
    for (line, record) in records {
        if is_needed(&notebook, &record) {
            condensed.extend_from_slice(line);
            condensed.push(b'\n');
        }
    }
    Some(condensed)
}

/// What a newer version wrote, and what a delete has seen, is not for this one to judge.
fn is_needed(notebook: &Notebook, record: &Record) -> bool {
    let is_foreign = !record.unknown.is_empty() || !record.data.unknown.is_empty();
    is_foreign || !matches!(record.op, Op::Add | Op::Edit) || notebook.is_decided_by(record)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::log::Change;
    use super::super::{Data, Document, Kind, Selector};
    use super::*;
    use crate::article::ArticleId;
    use crate::text::Clean;

    const DAYS: [&str; 3] = ["2026-02-28", "2026-03-01", ""];

    fn document() -> Document {
        let (title, path) = (Clean::text("渡口"), Clean::text("a.txt"));
        Document { article: ArticleId::of("渡口"), title, path }
    }

    /// What some sessions did, one after the other: (session, what, which mark).
    fn log(steps: &[(usize, u8, usize)]) -> Vec<Vec<u8>> {
        let mut notebook = Notebook::default();
        let mut segments = vec![Vec::new(); 3];
        let mut ids: Vec<String> = Vec::new();
        for (number, &(session, what, which)) in steps.iter().enumerate() {
            let text = |what: &str| Some(Clean::text(&format!("{what}{number}")));
            let place = Selector { start: number as u32, ..Selector::default() };
            let id = ids.get(which % ids.len().max(1)).cloned();
            let change = match (what, id) {
                (1, Some(id)) => Change::edit(id, Data { note: text("记"), ..Data::default() }),
                (2, Some(id)) => Change::edit(
                    id,
                    Data { color: text("c"), selector: Some(place), ..Data::default() },
                ),
                (3, Some(id)) => Change::Delete(id),
                (4, _) => Change::progress(document(), place, number % 2 == 0, DAYS[number % 3]),
                _ => Change::add(Data {
                    kind: Some(Kind::Note),
                    document: Some(document()),
                    selector: Some(place),
                    note: text("初"),
                    ..Data::default()
                }),
            };
            let wall = format!("2026-03-01T08:00:{:02}Z", number % 60);
            let record = notebook.record(change, &format!("w{session}"), &wall);
            ids.push(record.id.clone());
            segments[session].extend_from_slice(record.line().as_bytes());
            segments[session].push(b'\n');
            notebook.apply(record);
        }
        segments
    }

    fn sum<'a>(segments: impl IntoIterator<Item = &'a Vec<u8>>) -> Notebook {
        let mut notebook = Notebook::default();
        for segment in segments {
            assert_eq!(notebook.read("s", segment), []);
        }
        notebook
    }

    #[test]
    fn a_day_of_reading_stays() {
        let steps: Vec<_> = (0..30).map(|_| (0, 4, 0)).collect();
        let segments = log(&steps);
        let condensed = condense(segments.iter().map(Vec::as_slice)).expect("is read");
        let days: Vec<_> = sum([&condensed]).days_read().map(str::to_owned).collect();
        assert_eq!(days, ["2026-02-28", "2026-03-01"]);
        // The last of each day, and the last of all, which is of none.
        assert_eq!(condensed.trim_ascii().split(|&byte| byte == b'\n').count(), 3);
    }

    #[test]
    fn a_position_that_was_left_again_is_not_needed() {
        let steps: Vec<_> = (0..100).map(|_| (0, 4, 0)).collect();
        let segments = log(&steps);
        let condensed = condense(segments.iter().map(Vec::as_slice)).expect("is read");
        assert_eq!(
            condensed.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count(),
            2,
            "one for each day"
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_leaves_all_as_it_is() {
        let mut segments = log(&[(0, 0, 0), (1, 1, 0)]);
        segments[1].extend_from_slice(b"{\"v\":9,");
        assert_eq!(condense(segments.iter().map(Vec::as_slice)), None);
    }

    #[test]
    fn what_a_newer_version_wrote_stays() {
        let foreign =
            r#"{"v":1,"op":"weave","id":"m","lamport":1,"writer":"w","wall":"","data":{"loom":1}}"#;
        let edit = r#"{"v":1,"op":"edit","id":"m","lamport":2,"writer":"w","wall":"","data":{"note":"a","loom":1}}"#;
        let later = r#"{"v":1,"op":"edit","id":"m","lamport":3,"writer":"w","wall":"","data":{"note":"b"}}"#;
        let log = format!("{foreign}\r\n{edit}\n\n{later}");
        assert_eq!(
            condense([log.as_bytes()]),
            Some(format!("{foreign}\n{edit}\n{later}\n").into_bytes())
        );
    }

    proptest! {
        #[test]
        fn the_sum_is_the_same_whatever_else_is_written(
            steps in proptest::collection::vec((0_usize..3, 0_u8..5, 0_usize..8), 0..60),
            over in proptest::collection::vec(any::<bool>(), 3),
        ) {
            let segments = log(&steps);
            let pick = |wanted: bool| {
                segments.iter().zip(&over).filter(move |(_, over)| **over == wanted).map(|(s, _)| s)
            };
            let condensed = condense(pick(true).map(Vec::as_slice)).expect("is read");
            prop_assert!(condensed.len() <= pick(true).map(Vec::len).sum());
            // With and without what other sessions wrote, and beside the old lines themselves.
            prop_assert_eq!(sum([&condensed]), sum(pick(true)));
            prop_assert_eq!(sum(pick(false).chain([&condensed])), sum(&segments));
            prop_assert_eq!(sum(segments.iter().chain([&condensed])), sum(&segments));
        }
    }
}
