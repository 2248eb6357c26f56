//! On which days the reader read. In come a notebook and the day of today, out come the articles of
//! each day, rows of streaks, and weeks to be shown. Refuses to know the clock and the time zone: a
//! day is what the record calls so.

use std::collections::BTreeMap;

use super::exchange::time;
use super::log::Notebook;

/// A day, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// Reads `2026-01-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let day = time::seconds(text.get(..10)?)?.div_euclid(86_400);
        let day = Self(day);
        (day.text() == text).then_some(day)
    }

    /// `2026-01-31`.
    pub fn text(self) -> String {
        time::rfc3339(self.0 * 86_400).get(..10).unwrap_or_default().to_owned()
    }

    /// The day of the week, 0 for Monday.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// So many days before it.
    pub const fn before(self, days: i64) -> Self {
        Self(self.0 - days)
    }
}

/// How many articles were read on each day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<Day, usize>,
}

/// Days in a row on which something was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streaks {
    /// The one that lasts: to today, or to yesterday where today is not over.
    pub current: usize,
    pub longest: usize,
}

impl Calendar {
    /// The days of a notebook.
    pub fn of(notebook: &Notebook) -> Self {
        let mut days = BTreeMap::new();
        for day in notebook.days_read().filter_map(Day::parse) {
            *days.entry(day).or_default() += 1;
        }
        Self { days }
    }

    /// How many articles were read on a day.
    pub fn count(&self, day: Day) -> usize {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// On how many days anything was read.
    pub fn days(&self) -> usize {
        self.days.len()
    }

    /// How many articles were read from one day to another, both among them; one that was read on
    /// two days counts twice.
    pub fn between(&self, from: Day, to: Day) -> usize {
        if from > to { 0 } else { self.days.range(from..=to).map(|(_, count)| count).sum() }
    }

    /// The streaks as they are on this day. What is later than it does not count.
    pub fn streaks(&self, today: Day) -> Streaks {
        let mut streaks = Streaks::default();
        let (mut run, mut last) = (0, None);
        for &day in self.days.range(..=today).map(|(day, _)| day) {
            run = if last == Some(day.before(1)) { run + 1 } else { 1 };
            streaks.longest = streaks.longest.max(run);
            last = Some(day);
        }
        let lasts = last.is_some_and(|last| last >= today.before(1));
        streaks.current = if lasts { run } else { 0 };
        streaks
    }
}

/// The Mondays of so many weeks, the last of them that of `day`.
pub fn weeks(day: Day, count: usize) -> impl Iterator<Item = Day> {
    let monday = day.before(day.weekday() as i64);
    (0..count as i64).rev().map(move |back| monday.before(7 * back))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("is a day")
    }

    fn calendar(days: &[(&str, usize)]) -> Calendar {
        Calendar { days: days.iter().map(|(text, count)| (day(text), *count)).collect() }
    }

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for (text, weekday) in
            [("1970-01-01", 3), ("2026-01-01", 3), ("2024-02-29", 3), ("2026-03-01", 6)]
        {
            assert_eq!((day(text).text().as_str(), day(text).weekday()), (text, weekday));
        }
        for text in ["", "2026-02-30", "2026-13-01", "2026-1-1", "今天", "2026-01-01T00:00:00Z"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_streak_lasts_until_a_day_is_over_without_reading() {
        let read = calendar(&[
            ("2026-02-25", 1),
            ("2026-02-27", 2),
            ("2026-02-28", 1),
            ("2026-03-01", 4),
            ("2026-03-09", 1),
        ]);
        let check = |today, current, longest| {
            assert_eq!(read.streaks(day(today)), Streaks { current, longest }, "{today}");
        };
        check("2026-03-01", 3, 3);
        check("2026-03-02", 3, 3);
        check("2026-03-03", 0, 3);
        check("2026-02-26", 1, 1);
        check("2026-01-01", 0, 0);
        assert_eq!(read.between(day("2026-02-27"), day("2026-03-01")), 7);
        assert_eq!(read.between(day("2026-03-01"), day("2026-02-27")), 0);
        assert_eq!((read.days(), read.count(day("2026-03-01"))), (5, 4));
    }

    #[test]
    fn weeks_begin_on_monday() {
        let mondays: Vec<String> = weeks(day("2026-03-01"), 2).map(Day::text).collect();
        assert_eq!(mondays, ["2026-02-16", "2026-02-23"]);
        let mondays: Vec<String> = weeks(day("2026-03-02"), 1).map(Day::text).collect();
        assert_eq!(mondays, ["2026-03-02"]);
    }

    proptest! {
        #[test]
        fn a_day_reads_as_it_is_written(number in -700_000_i64..2_900_000) {
            let day = Day(number);
            prop_assert!(day.text().is_empty() || Day::parse(&day.text()) == Some(day));
        }
    }
}
