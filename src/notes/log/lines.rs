//! Lines of the log, one by one. In come bytes, out come records, and of a line that is none, why.

use crate::notes::record::{self, Record};

/// A line of the log that could not be read. Its bytes stay where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the segment.
    pub segment: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The last line has no end: a session died, or is just writing it.
    Torn,
    /// A newer version of the program wrote it.
    Newer(u32),
    /// It is damaged.
    Broken(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: ", self.segment, self.line)?;
        match &self.reason {
            Reason::Torn => write!(f, "the last line is cut short"),
            Reason::Newer(version) => write!(f, "written by a newer version (format {version})"),
            Reason::Broken(why) => write!(f, "not a record: {why}"),
        }
    }
}

/// Reads lines one by one: gives the records, and of what is none the number of its line, from 1, and
/// why; tells how many lines there are. Whole lines of a segment may be read apart from the others,
/// and taken in in any order.
pub fn records(bytes: &[u8], mut give: impl FnMut(Result<Record, (usize, Reason)>)) -> usize {
    let (mut rest, mut lines) = (bytes, 0);
    while !rest.is_empty() {
        lines += 1;
        let end = memchr::memchr(b'\n', rest);
        let text = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[][..], |end| &rest[end + 1..]);
        // Files that were joined by hand have byte order marks inside, too.
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
        if text.is_empty() {
            continue;
        }
        give(Record::parse(text).map_err(|fault| match fault {
            record::Fault::Newer(version) => (lines, Reason::Newer(version)),
            record::Fault::Broken(_) if end.is_none() => (lines, Reason::Torn),
            record::Fault::Broken(why) => (lines, Reason::Broken(why)),
        }));
    }
    lines
}
