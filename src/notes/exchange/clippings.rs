//! `My Clippings.txt` of Kindle. Written in the English form with page, location and date, which
//! every reader of such files takes; read in English and Chinese, with what people's files have in
//! them: byte order marks in mid-file, titles with parentheses, passages of several lines. A note is
//! a record of its own at the location of its passage.

use super::time::{self, MONTHS};
use super::{Entry, Imported, Incoming, one_line};
use crate::notes::record::Kind;
use crate::text::Clean;

const END: &str = "==========";

pub fn export(entries: &[Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let (mark, selector) = (entry.mark, &entry.mark.selector);
        let kind = if mark.kind == Kind::Bookmark { "Bookmark" } else { "Highlight" };
        let quote = if mark.kind == Kind::Bookmark { "" } else { &*selector.exact };
        push(&mut out, entry, kind, quote);
        if !mark.note.trim().is_empty() {
            push(&mut out, entry, "Note", &mark.note);
        }
    }
    out
}

fn push(out: &mut String, entry: &Entry, kind: &str, text: &str) {
    let author = match entry.author() {
        author if author.is_empty() => "佚名".to_owned(),
        author => author,
    };
    let (start, end) = (entry.mark.selector.start, entry.mark.selector.end);
    let added = time::seconds(&entry.mark.created).map(added).unwrap_or_default();
    for line in [
        format!("{} ({author})", one_line(entry.title())),
        format!("- Your {kind} on page {} | Location {start}-{end} | {added}", start / 500 + 1),
        String::new(),
        one_line(text),
        END.to_owned(),
    ] {
        out.push_str(&line);
        out.push_str("\r\n");
    }
}

fn added(seconds: i64) -> String {
    let text = time::rfc3339(seconds);
    let number = |from: usize, to: usize| text.get(from..to).unwrap_or("1").parse().unwrap_or(1);
    let (month, day, hour): (usize, usize, usize) = (number(5, 7), number(8, 10), number(11, 13));
    let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, (hour + 11) % 12 + 1);
    format!(
        "Added on {}, {} {day}, {} {hour}:{} {half}",
        time::weekday(seconds),
        MONTHS[(month - 1).min(11)],
        text.get(..4).unwrap_or_default(),
        text.get(14..19).unwrap_or_default(),
    )
}

/// A record before notes are given to their passages.
struct Clipping {
    number: usize,
    title: String,
    kind: Kind,
    location: String,
    created: String,
    text: String,
}

pub fn import(text: &str) -> Imported {
    let mut imported = Imported::default();
    let mut clippings: Vec<Clipping> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut number = 0;
    for line in text.lines().chain([END]) {
        if line.trim() != END {
            lines.push(line);
            continue;
        }
        let record = std::mem::take(&mut lines);
        if record.iter().all(|line| line.trim().is_empty()) {
            continue;
        }
        number += 1;
        match clipping(number, &record) {
            Ok(clipping) => clippings.push(clipping),
            Err(why) => imported.faults.push((number, why)),
        }
    }
    let (notes, passages): (Vec<_>, Vec<_>) =
        clippings.into_iter().partition(|clipping| clipping.kind == Kind::Note);
    let mut used = vec![false; notes.len()];
    for passage in &passages {
        let note = notes.iter().position(|note| is_about(note, passage));
        if let Some(at) = note {
            used[at] = true;
        }
        let note = note.map_or("", |at| notes[at].text.as_str());
        imported.take(passage.number, incoming(passage, note));
    }
    for (note, _) in notes.iter().zip(used).filter(|(_, used)| !used) {
        let why = "it is a note without the passage that it is about";
        imported.faults.push((note.number, why.to_owned()));
    }
    imported.faults.sort();
    imported
}

/// A note stands at the end of its passage, or where it begins.
fn is_about(note: &Clipping, passage: &Clipping) -> bool {
    let last = |location: &str| location.rsplit(['-', '–']).next().unwrap_or_default().to_owned();
    let first = |location: &str| location.split(['-', '–']).next().unwrap_or_default().to_owned();
    let at = first(&note.location);
    note.title == passage.title
        && !at.is_empty()
        && (note.location == passage.location
            || at == last(&passage.location)
            || at == first(&passage.location))
}

fn incoming(clipping: &Clipping, note: &str) -> Result<Incoming, String> {
    if clipping.kind == Kind::Bookmark {
        return Err("it is a bookmark, which quotes nothing".to_owned());
    }
    if clipping.text.is_empty() {
        return Err("what it quotes is empty".to_owned());
    }
    let key = format!("clippings:{}\n{}", clipping.title, clipping.text);
    let mut mark = Incoming::passage(key, &clipping.title, &clipping.text, note);
    mark.data.created = (!clipping.created.is_empty()).then(|| Clean::line(&clipping.created));
    Ok(mark)
}

fn clipping(number: usize, record: &[&str]) -> Result<Clipping, String> {
    let mut lines = record.iter().map(|line| line.trim_matches(['\u{feff}', ' ', '\r']));
    let heading = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let says = lines.next().unwrap_or_default();
    if !says.starts_with('-') {
        return Err(format!("its second line does not say what it is: {says:?}"));
    }
    let kind = kind(says).ok_or_else(|| format!("its second line names no kind: {says:?}"))?;
    let text: Vec<&str> = lines.collect();
    let text = text.join("\n").trim().to_owned();
    let title = title(heading).to_owned();
    Ok(Clipping { number, title, kind, location: location(says), created: created(says), text })
}

/// The heading without the author, who stands in its last parentheses.
fn title(heading: &str) -> &str {
    let inside = heading.strip_suffix([')', '）']);
    let open = inside.and_then(|inside| {
        let mut depth = 1;
        inside
            .char_indices()
            .rev()
            .find(|&(_, c)| {
                depth += match c {
                    ')' | '）' => 1,
                    '(' | '（' => -1,
                    _ => 0,
                };
                depth == 0
            })
            .map(|(at, _)| at)
    });
    open.map_or(heading, |at| heading[..at].trim_end())
}

fn kind(says: &str) -> Option<Kind> {
    let says = says.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| says.contains(word));
    match () {
        () if has(&["highlight", "标注", "標註"]) => Some(Kind::Highlight),
        () if has(&["note", "笔记", "筆記"]) => Some(Kind::Note),
        () if has(&["bookmark", "书签", "書籤"]) => Some(Kind::Bookmark),
        () => None,
    }
}

/// The location, `12-13`; the page where there is none.
fn location(says: &str) -> String {
    let after = |word: &str| {
        let at = says.find(word)? + word.len();
        let rest = says[at..].trim_start_matches([' ', '#']);
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-' && c != '–');
        let number = &rest[..end.unwrap_or(rest.len())];
        (!number.is_empty()).then(|| number.to_owned())
    };
    ["Location", "location", "Loc.", "位置"]
        .iter()
        .find_map(|word| after(word))
        .or_else(|| ["page", "第"].iter().find_map(|word| after(word)))
        .unwrap_or_default()
}

/// When it was made, RFC 3339; empty where the line does not say it in a way that is known.
fn created(says: &str) -> String {
    let says = says.rsplit(['|']).next().unwrap_or_default();
    let numbers: Vec<i64> = says
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let (year, month, day, rest) = if says.contains('年') {
        let [year, month, day, rest @ ..] = &numbers[..] else { return String::new() };
        (*year, *month, *day, rest)
    } else {
        let named = (1..).zip(MONTHS).find(|(_, name)| says.contains(name));
        let Some((month, name)) = named else { return String::new() };
        let [first, second, rest @ ..] = &numbers[..] else { return String::new() };
        // "May 13, 2016" in America, "13 May 2016" elsewhere.
        let is_american = says.split(name).nth(1).is_some_and(|after| {
            after
                .trim_start()
                .split(|c: char| !c.is_ascii_digit())
                .next()
                .is_some_and(|day| day.len() < 3)
        });
        let (day, year) =
            if is_american || *second > 31 { (*first, *second) } else { (*second, *first) };
        (year, month, day, rest)
    };
    let [hour, minute, second] = [0, 1, 2].map(|at| rest.get(at).copied().unwrap_or_default());
    let is_late = says.contains("PM") || says.contains("下午") || says.contains("晚上");
    let is_early = says.contains("AM") || says.contains("上午") || says.contains("凌晨");
    let hour = match hour {
        12 if is_early => 0,
        1..=11 if is_late => hour + 12,
        hour => hour,
    };
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    time::seconds(&text).map(time::rfc3339).unwrap_or_default()
}
