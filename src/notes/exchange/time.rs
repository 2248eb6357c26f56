//! Times as other programs write them, and RFC 3339. Civil time only: no clock and no zones.

/// Days from 1970-01-01 to a day of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level
/// date algorithms", `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day so many days after 1970-01-01: year, month, day (the same, `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Seconds since 1970 of a time `YYYY-MM-DDTHH:MM:SS…` taken as universal; `None` where it is none.
pub fn seconds(rfc3339: &str) -> Option<i64> {
    let number = |from: usize, to: usize| rfc3339.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let time = |from, to| number(from, to).unwrap_or_default();
    Some(days(year, month, day) * 86_400 + time(11, 13) * 3600 + time(14, 16) * 60 + time(17, 19))
}

/// RFC 3339 of so many seconds since 1970; empty beyond the years 1 to 9999.
pub fn rfc3339(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400).clamp(-1_000_000, 10_000_000));
    if !(1..=9999).contains(&year) {
        return String::new();
    }
    let rest = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The name of the day of the week, in English; 1970-01-01 was a Thursday.
pub fn weekday(seconds: i64) -> &'static str {
    const DAYS: [&str; 7] =
        ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
    DAYS[seconds.div_euclid(86_400).rem_euclid(7) as usize]
}

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_there_and_back() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:30:05Z", 951_827_405),
            ("2026-03-01T08:00:00Z", 1_772_352_000),
            ("1969-12-31T23:59:59Z", -1),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
            assert_eq!(rfc3339(expected), text);
        }
        assert_eq!(seconds("2026-03-01"), Some(1_772_323_200));
        assert_eq!((seconds(""), seconds("2026-13-01"), seconds("昨天")), (None, None, None));
        assert_eq!((rfc3339(i64::MAX), rfc3339(i64::MIN)), (String::new(), String::new()));
        assert_eq!((weekday(0), weekday(1_772_352_000)), ("Thursday", "Sunday"));
    }
}
