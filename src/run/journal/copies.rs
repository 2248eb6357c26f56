//! The log kept in order: a copy of it a day, and one segment in the place of many. In comes where it
//! lies, out come files. Refuses to know when that is to be done.

use std::sync::mpsc::Sender;

use crate::app::{Moment, Outcome, told};
use crate::disk::store::{Attic, Fault, Segment};
use crate::notes::condense;
use crate::run::Event;
use crate::run::effects::send;
use crate::run::work::{now, now_s};

/// From how many segments of sessions that are over one is made.
const SEGMENTS_MAX: usize = 32;

/// How many copies are kept: of the last days, and of weeks before them.
const DAYS_KEPT: usize = 7;
const WEEKS_KEPT: usize = 4;

/// Lays today's copy by, removes copies that are old, and puts segments together where they are
/// many.
pub fn keep_in_order(attic: &Attic, events: &Sender<Event>) {
    let done = back_up(attic, &now()).and_then(|()| {
        let condense = |over: &[Segment]| condense(over.iter().map(|segment| &*segment.bytes));
        attic.retire(now_s(), SEGMENTS_MAX, condense)
    });
    if let Err(fault) = done {
        send(events, Outcome::Failed(told::in_chinese(&fault.sentence)));
    }
}

/// A copy of all lines as they stand, those that cannot be read among them, where something has
/// been written since the last copy and today there was none.
fn back_up(attic: &Attic, today: &Moment) -> Result<(), Fault> {
    let copies = attic.copies();
    let last = copies.last();
    if last.is_some_and(|last| *last >= today.day) {
        return Ok(());
    }
    let log = attic.log();
    if log.is_empty() || last.is_some_and(|day| attic.is_copied(day, &log)) {
        return Ok(());
    }
    attic.copy(&today.day, &log)?;
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
mod tests {
    use super::*;
    use crate::disk::store::{Directory, Journal};

    #[test]
    fn copies_of_a_week_of_days_and_of_four_weeks_are_kept() {
        let day = |number: i32| {
            let first: jiff::civil::Date = "2026-01-01".parse().expect("a day");
            first.checked_add(jiff::Span::new().days(number)).expect("a day").to_string()
        };
        let mut days: Vec<String> = Vec::new();
        for number in 0..100 {
            days.push(day(number));
            let gone: Vec<String> = expendable(&days).into_iter().map(str::to_owned).collect();
            days.retain(|day| !gone.contains(day));
            assert!(days.len() <= DAYS_KEPT + WEEKS_KEPT);
        }
        // 10 April is a Friday: the seven days to it, and the Fridays, as they came, of four weeks.
        assert_eq!(days[WEEKS_KEPT..], (93..100).map(day).collect::<Vec<_>>());
        let weeks: Vec<_> = days[..WEEKS_KEPT].iter().map(|day| week(day)).collect();
        assert!(weeks.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
        assert_eq!(expendable(&["not a day".to_owned()]), Vec::<&str>::new());
    }

    #[test]
    fn a_copy_is_made_once_a_day_and_where_something_was_written() {
        let folder = std::env::temp_dir().join(format!("duben-test-{}", ulid::Ulid::generate()));
        let (notes, copies) = (folder.join("notes"), folder.join("backup"));
        let mut journal = Directory::new(notes, Some(copies), "a");
        let attic = journal.attic().expect("it lasts");
        let mut after = |line: Option<&str>, day: &str| {
            if let Some(line) = line {
                journal.append(line).expect("can be written");
            }
            let today = Moment { day: day.to_owned(), ..Moment::default() };
            back_up(&attic, &today).expect("can be copied");
            attic.copies()
        };
        assert_eq!(after(None, "2026-03-01"), Vec::<String>::new());
        assert_eq!(after(Some("1"), "2026-03-01"), ["2026-03-01"]);
        assert_eq!(after(Some("2"), "2026-03-01"), ["2026-03-01"]);
        assert_eq!(after(None, "2026-03-02"), ["2026-03-01", "2026-03-02"]);
        assert_eq!(after(None, "2026-03-03"), ["2026-03-01", "2026-03-02"]);
        // The clock went back.
        assert_eq!(after(Some("3"), "2026-01-01"), ["2026-03-01", "2026-03-02"]);
        assert!(attic.is_copied("2026-03-02", b"1\n2\n"));
        assert!(attic.copies_folder().is_some_and(|copies| copies.starts_with(&folder)));
        std::fs::remove_dir_all(&folder).expect("is there");
    }
}
