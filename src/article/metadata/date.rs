//! Dates in Chinese text: 2025/2/21, 2 月 15 日, 二〇二三年十二月三十一日. In comes text, out comes the
//! first day that it states as YYYY-MM-DD or MM-DD.

use std::ops::Range;

/// The first date in `text` in its normal form.
pub fn normal(text: &str) -> Option<String> {
    find(text).map(|(_, date)| date)
}

/// The day of a field that holds nothing else: in words, or seconds or milliseconds since 1970 UTC.
/// Such fields are of China, where the day begins eight hours before it does in Greenwich; a stated
/// hour is left as it is.
pub fn stamp(text: &str) -> Option<String> {
    const CHINA: i64 = 8 * 3600;
    let text = text.trim();
    let figures = text.split('.').next().unwrap_or(text);
    if !figures.bytes().all(|b| b.is_ascii_digit()) {
        return normal(text);
    }
    let value: i64 = figures.parse().ok()?;
    let seconds = match figures.len() {
        8 => {
            let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
            return valid(month as u32, day as u32)
                .then(|| format!("{year:04}-{month:02}-{day:02}"));
        }
        9 | 10 => value,
        12 | 13 => value / 1000,
        14 => return stamp(&figures[..8]),
        _ => return None,
    };
    Some(civil(seconds.checked_add(CHINA)?.div_euclid(86_400)))
}

/// The date of a day counted from 1970-01-01. Source: Howard Hinnant, chrono-compatible low-level
/// date algorithms, `civil_from_days`.
fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The first day stated in `text`, with or without a year: where it stands in bytes, and
/// YYYY-MM-DD or MM-DD.
pub fn find(text: &str) -> Option<(Range<usize>, String)> {
    let mut after_digit = false;
    for (at, c) in text.char_indices() {
        let digit = is_digit(c);
        if (digit && !after_digit || c.is_ascii_uppercase() || c == '民')
            && let Some((len, date)) = day_at(&text[at..], c)
        {
            return Some((at..at + len, date));
        }
        after_digit = digit;
    }
    None
}

/// The day that `text` begins with: its length in bytes, and YYYY-MM-DD or MM-DD.
pub fn opening(text: &str) -> Option<(usize, String)> {
    day_at(text, text.chars().next()?)
}

/// The day at the start of `text`, of which `first` is the first character.
fn day_at(text: &str, first: char) -> Option<(usize, String)> {
    match first {
        'A'..='Z' => english_at(text),
        '民' => republican_at(text),
        _ if is_digit(first) => date_at(text),
        _ => None,
    }
}

/// A day without a year or with two figures of one, at the beginning of `text` and with an hour
/// after it: 2-15 10:20, 23-02-15 10:20.
pub fn find_timed_day(text: &str) -> Option<(Range<usize>, String)> {
    let (first, rest) = number(text)?;
    let (sign, rest) = mark(rest).filter(|(mark, _)| matches!(mark, '-' | '/' | '.'))?;
    let (second, rest) = clinging_day(rest).or_else(|| number(rest))?;
    if starts_with_time(rest) {
        return valid(first, second)
            .then(|| (0..text.len() - rest.len(), format!("{first:02}-{second:02}")));
    }
    let (third, rest) = mark(rest)
        .filter(|(mark, _)| *mark == sign)
        .and_then(|(_, rest)| number(rest))
        .filter(|(_, rest)| starts_with_time(rest))?;
    ((10..100).contains(&first) && valid(second, third))
        .then(|| (0..text.len() - rest.len(), format!("20{first:02}-{second:02}-{third:02}")))
}

/// A day of two figures to which the hour clings, where a page has no blank between them: 0810:20.
fn clinging_day(text: &str) -> Option<(u32, &str)> {
    let clings = text.as_bytes().get(..4)?.iter().all(u8::is_ascii_digit)
        && text[4..].starts_with([':', '：']);
    let day = text.get(..2).filter(|_| clings)?;
    Some((day.parse().ok()?, &text[2..]))
}

/// Whether an hour follows a day: 09:21, 上午9:21, T08:00.
pub fn starts_with_time(text: &str) -> bool {
    let is_between =
        |c: char| c.is_whitespace() || "T,(（)）星期周週一二三四五六日天上下中午晚".contains(c);
    let text = text.trim_start_matches(is_between);
    let hour = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[hour..];
    (1..=2).contains(&hour)
        && rest
            .strip_prefix([':', '：', '时', '時', '点'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Jul 19, 2011 and Jul 19 Tue 2011: the English dates of blogs.
fn english_at(text: &str) -> Option<(usize, String)> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '.')
        .filter(|word| !word.is_empty());
    let name = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| name.starts_with(month))? + 1;
    if name.len() > 9 || !name.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let day: u32 = words.next()?.parse().ok()?;
    let year =
        words.take(2).find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let end = text.find(year)? + year.len();
    valid(month as u32, day).then(|| (end, format!("{year}-{month:02}-{day:02}")))
}

/// 民國112年2月15日: the years of the Republic count from 1912.
fn republican_at(text: &str) -> Option<(usize, String)> {
    let rest = text.strip_prefix("民國").or_else(|| text.strip_prefix("民国"))?;
    let (year, rest) = number(rest)?;
    let rest = rest.trim_start().strip_prefix('年')?;
    let (month, rest) = number(rest)?;
    let rest = rest.trim_start().strip_prefix('月')?;
    let (day, rest) = number(rest)?;
    let rest = rest.trim_start().strip_prefix('日')?;
    ((1..200).contains(&year) && valid(month, day))
        .then(|| (text.len() - rest.len(), format!("{:04}-{month:02}-{day:02}", year + 1911)))
}

fn digit_of(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '○' | '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// Whether a number may begin with `c`.
fn is_digit(c: char) -> bool {
    digit_of(c).is_some() || c == '十'
}

/// The date that `text` begins with: its length in bytes and its normal form.
fn date_at(text: &str) -> Option<(usize, String)> {
    let (first, rest) = number(text)?;
    let (mark, rest) = mark(rest)?;
    let first_digits = text.chars().take_while(|&c| digit_of(c).is_some()).count();
    let done = |rest: &str, date: String| Some((text.len() - rest.len(), date));
    if mark == '月' {
        let (day, rest) = number(rest)?;
        let rest = rest.trim_start().strip_prefix(['日', '号', '號'])?;
        return valid(first, day).then(|| done(rest, format!("{first:02}-{day:02}")))?;
    }
    if first_digits != 4 || !(1000..2200).contains(&first) {
        return None;
    }
    let (month, rest) = number(rest)?;
    let (second, rest) = self::mark(rest)?;
    let matches = if mark == '年' { second == '月' } else { second == mark };
    let (day, rest) = number(rest)?;
    if !matches || !valid(month, day) {
        return None;
    }
    let rest = match rest.trim_start().strip_prefix(['日', '号', '號']) {
        Some(rest) => rest,
        None if mark != '年' => rest,
        None => return None,
    };
    done(rest, format!("{first:04}-{month:02}-{day:02}"))
}

fn valid(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The sign between the numbers of a date.
fn mark(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let c = text.chars().next()?;
    matches!(c, '年' | '月' | '-' | '/' | '.' | '－').then(|| (c, &text[c.len_utf8()..]))
}

/// A number of at most four digits, Chinese tens included (二十一, 三十).
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let mut value = 0;
    let mut len = 0;
    let mut digits = 0;
    let mut ten_seen = false;
    for c in text.chars() {
        if c == '十' && !ten_seen {
            value = if digits == 0 { 10 } else { value * 10 };
            ten_seen = true;
        } else if let Some(digit) = digit_of(c) {
            value = if ten_seen { value + digit } else { value * 10 + digit };
        } else {
            break;
        }
        digits += 1;
        len += c.len_utf8();
        if digits > 4 {
            return None;
        }
    }
    (digits > 0).then(|| (value, &text[len..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_seconds_milliseconds_or_words() {
        for (text, expected) in [
            ("0", None),
            ("1677628800", Some("2023-03-01")),
            ("1677628800000", Some("2023-03-01")),
            ("951782400", Some("2000-02-29")),
            ("20230301", Some("2023-03-01")),
            ("20230301080000", Some("2023-03-01")),
            ("2023-03-01T08:00:00+08:00", Some("2023-03-01")),
            ("99999999", None),
        ] {
            assert_eq!(stamp(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_take_one_form() {
        for (text, expected) in [
            ("2025/2/21 9:21:00", Some("2025-02-21")),
            ("本报讯 2 月 15 日，", Some("02-15")),
            ("2019年06月15日08:18", Some("2019-06-15")),
            ("二〇二三年十二月三十一日", Some("2023-12-31")),
            ("二十一日", None),
            ("十月二十五日", Some("10-25")),
            ("2023 年全年", None),
            ("3.89%", None),
            ("13月40日", None),
            ("2024-05-06T08:00:00Z", Some("2024-05-06")),
            ("12345-01-02", None),
            ("Jul 19 Tue 2011 23:05", Some("2011-07-19")),
            ("March 3, 2020", Some("2020-03-03")),
            ("May be", None),
            ("民國112年2月15日", Some("2023-02-15")),
            ("民国时期", None),
        ] {
            assert_eq!(normal(text).as_deref(), expected, "{text}");
        }
    }
}
