//! Days, months, years and what lies between two of them. In comes what was typed behind `date:`,
//! out comes whether a date of an article lies there.

use super::fault::Reason;
use crate::text::fold;

/// A stretch of time in whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// From a day to a day, both within: year × 10,000 + month × 100 + day, where 0 and 99 stand
    /// for any month or day.
    Between(u32, u32),
    /// A day of any year: month × 100 + day.
    EveryYear(u32),
}

impl Dates {
    /// Reads `2022`, `2022-06`, `2022-06-30`, a range of these with `..` or `~`, open at either
    /// end, or `06-30`. Also with `/`, 年, 月 and 日, and as an input method types it.
    pub(super) fn parse(text: &str) -> Result<Self, Reason> {
        let text: String = text.chars().map(plain).collect();
        let Some((from, to)) = text.split_once("..").or_else(|| text.split_once('~')) else {
            return match numbers(&text)[..] {
                [month @ 1..=12, day @ 1..=31] => Ok(Self::EveryYear(month * 100 + day)),
                _ => span(&text).map(|(from, to)| Self::Between(from, to)).ok_or(Reason::Date),
            };
        };
        let side = |text: &str, open: u32| {
            if text.is_empty() { Some((open, open)) } else { span(text) }
        };
        let (Some((from, _)), Some((_, to))) = (side(from, 0), side(to, u32::MAX)) else {
            return Err(Reason::Date);
        };
        match () {
            () if (from, to) == (0, u32::MAX) => Err(Reason::Date),
            () if from > to => Err(Reason::BackwardDates),
            () => Ok(Self::Between(from, to)),
        }
    }

    /// Whether an article with this date lies there, YYYY-MM-DD or MM-DD. One without a year lies
    /// in no year, and one without a date nowhere.
    pub fn hold(self, date: &str) -> bool {
        day_of(date).is_some_and(|day| self.hold_day(day))
    }

    /// The same of a day as [`day_of`] has it.
    pub fn hold_day(self, day: u32) -> bool {
        match self {
            Self::Between(from, to) => day >= 10_000 && (from..=to).contains(&day),
            Self::EveryYear(wanted) => day % 10_000 == wanted,
        }
    }
}

/// The date of an article as a number that grows with time: year × 10,000 + month × 100 + day;
/// below 10,000 where it has no year.
pub fn day_of(date: &str) -> Option<u32> {
    let mut day = 0;
    let mut parts = 0;
    for part in date.split('-') {
        day = day * 100 + number(part)?;
        parts += 1;
    }
    (2..=3).contains(&parts).then_some(day)
}

/// The first and the last day of a year, month or day.
fn span(text: &str) -> Option<(u32, u32)> {
    let year_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match numbers(text)[..] {
        _ if year_digits != 4 => None,
        [year] => Some((year * 10_000, year * 10_000 + 9999)),
        [year, month @ 1..=12] => {
            let month = year * 10_000 + month * 100;
            Some((month, month + 99))
        }
        [year, month @ 1..=12, day @ 1..=31] => {
            let day = year * 10_000 + month * 100 + day;
            Some((day, day))
        }
        _ => None,
    }
}

/// The numbers between hyphens; none where anything else stands there.
fn numbers(text: &str) -> Vec<u32> {
    let numbers: Option<Vec<u32>> = text.trim_end_matches('-').split('-').map(number).collect();
    numbers.unwrap_or_default()
}

/// A number of at most four digits.
fn number(part: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| part.parse().ok())?
}

/// A character of a date as the rules above have it.
fn plain(c: char) -> char {
    match fold::narrow(c) {
        '/' | '年' | '月' | '日' | '—' | '–' => '-',
        '。' => '.',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_lies_in_a_range_or_not() {
        let check = |range: &str, inside: &[&str], outside: &[&str]| {
            let dates = Dates::parse(range).expect(range);
            for date in inside {
                assert!(dates.hold(date), "{date} in {range}");
            }
            for date in outside {
                assert!(!dates.hold(date), "{date} not in {range}");
            }
        };
        check("2022", &["2022-01-01", "2022-12-31"], &["2021-12-31", "2023-01-01", "02-15", ""]);
        check("2022-6", &["2022-06-30"], &["2022-07-01", "06-30"]);
        check("２０２２年6月30日", &["2022-06-30"], &["2022-06-29"]);
        check("2022..2023-06", &["2022-01-01", "2023-06-30"], &["2021-12-31", "2023-07-01"]);
        check("2022。。", &["2022-01-01", "9999-01-01"], &["2021-12-31", "12-31", ""]);
        check("..2021", &["2021-12-31", "0900-01-01"], &["2022-01-01", "01-01"]);
        check("2022/05～2022/06", &["2022-05-01"], &["2022-04-30"]);
        check("5-1", &["2022-05-01", "1998-05-01", "05-01"], &["2022-05-02", ""]);
    }

    #[test]
    fn what_is_no_date_says_so() {
        let texts = ["", "..", "五月", "22", "2022-13", "2022-00", "2022-06-32", "13-01"];
        for text in texts {
            assert_eq!(Dates::parse(text), Err(Reason::Date), "{text}");
        }
        assert_eq!(Dates::parse("2023..2022-06"), Err(Reason::BackwardDates));
    }
}
