//! One line of the log. In comes a line of JSON, out comes a [`Record`], and back. What a newer
//! version wrote is carried along as it stands. Refuses to know what the records add up to.

mod reading;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::article::{Article, ArticleId};
use crate::text::{Clean, Shown};

/// The version of the record format that this program writes.
pub const VERSION: u32 = 1;

/// The largest time of the Lamport clock that is believed: beyond it JSON's numbers are not exact
/// (RFC 8259 section 6), so a larger one is damage.
pub const LAMPORT_MAX: u64 = (1 << 53) - 1;

/// One thing that the reader did, at a time of the Lamport clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// The version of the format.
    pub v: u32,
    /// What was done.
    pub op: Op,
    /// The mark it was done to.
    pub id: String,
    /// The Lamport time: one more than the largest that the writer had seen.
    pub lamport: u64,
    /// The session that did it, `<host>-<ulid>`.
    pub writer: String,
    /// The time of day, RFC 3339. For display only: clocks go wrong, order comes from `lamport`.
    pub wall: Clean,
    /// The fields that were set; the others stay as they are.
    pub data: Data,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// Records that are written in one go. They may be many, and who keeps them shares them.
pub type Batch = Vec<Arc<Record>>;

impl Record {
    /// The day on which it says that an article was read.
    pub(super) fn day(&self) -> Option<&str> {
        let Data { kind, selector, day, .. } = &self.data;
        let is_reading = *kind == Some(Kind::Progress) && selector.is_some();
        let undated = || self.wall.get(..10).filter(|_| is_reading);
        let day = day.as_ref().map_or_else(undated, |day| Some(day.as_str()));
        day.filter(|day| day.len() == 10)
    }

    /// Whether the reader wrote nothing of it: it tells how far an article was read, or where a
    /// passage is now.
    pub fn is_bookkeeping(&self) -> bool {
        // Of the article, the passage and its old words only.
        let Data { kind, document: _, selector, was, .. } = &self.data;
        let Data { name, note, tags, color, created, read, refused, seen, unknown, .. } =
            &self.data;
        let is_bare = kind.is_none()
            && name.is_none()
            && note.is_none()
            && tags.is_none()
            && color.is_none()
            && created.is_none()
            && read.is_none()
            && refused.is_none()
            && seen.is_none()
            && unknown.is_empty();
        let is_confirmed = was.as_ref().is_some_and(|was| was.is_empty());
        *kind == Some(Kind::Progress) || (selector.is_some() && !is_confirmed && is_bare)
    }
}

/// What was done to a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It was made.
    Add,
    /// Some of its fields were set. An edit after a delete brings the mark back.
    Edit,
    /// It was deleted, as far as [`Data::seen`] goes.
    Delete,
    /// Something of a newer version.
    #[serde(untagged)]
    Other(String),
}

/// The fields of a mark that a record sets. An empty text or list clears the field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<Selector>,
    /// The letter of a bookmark, a–z.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Clean>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Clean>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Clean>>,
    /// The name of a colour, see [`super::Ink`]. One that no ink has, from another program, stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Clean>,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Clean>,
    /// Whether the article has been read to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<bool>,
    /// Of [`Kind::Progress`]: the local day on which the article was read, `2026-01-31`; empty where
    /// it was not read but said to be. Without it the day of `wall` counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Clean>,
    /// The words as the reader marked them, where those of `selector` are others; empty once the
    /// reader has confirmed them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Clean>,
    /// The hash of a text of which the reader has said that the passage is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Of a delete: for each writer the newest change to the mark that the deleting session knew.
    /// A change that it did not know of survives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<BTreeMap<String, u64>>,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// What a mark is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A place, perhaps with a letter.
    Bookmark,
    /// A passage in a colour.
    Highlight,
    /// A passage with a remark.
    #[default]
    Note,
    /// How far the reader has come in an article.
    Progress,
}

impl Kind {
    /// The word for it in the log and in `--json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bookmark => "bookmark",
            Self::Highlight => "highlight",
            Self::Note => "note",
            Self::Progress => "progress",
        }
    }
}

/// The article that a mark was made in, by all the names that it had then.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Document {
    /// Its id, 16 hexadecimal digits in the log.
    #[serde(with = "hexadecimal")]
    pub article: ArticleId,
    /// Its title, empty where it had none.
    #[serde(default)]
    pub title: Clean,
    /// The path of its file as it is shown.
    #[serde(default)]
    pub path: Clean,
}

impl Document {
    /// An article by the names that it has now; `path` is that of its file as it is shown.
    pub fn of(article: &Article, path: Shown<'_>) -> Self {
        let title = article.title().map(|title| Clean::concat([title])).unwrap_or_default();
        Self { article: article.id, title, path: Clean::concat([path]) }
    }
}

/// Whether a mark means a place or a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// The quote from its first to its last character.
    #[default]
    Passage,
    /// The place before the first character; the quote is there to find it again.
    Place,
}

/// A passage and what is needed to find it again: the `TextQuoteSelector` and the
/// `TextPositionSelector` of the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5) in one.
/// Offsets are code points in the clean text of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Selector {
    /// The passage; of a place, a short run of the text that follows it.
    pub exact: Clean,
    /// At most 64 code points before it, whole graphemes.
    #[serde(default)]
    pub prefix: Clean,
    /// As many after it.
    #[serde(default)]
    pub suffix: Clean,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Passage or place.
    #[serde(default)]
    pub extent: Extent,
    /// The last heading before it, empty where there is none.
    #[serde(default)]
    pub heading: Clean,
    /// How often the folded quote stood in the text; 0 where it is not known.
    #[serde(default)]
    pub count: u32,
    /// The hash of the clean text, see [`super::anchor::text_hash`].
    #[serde(default)]
    pub hash: String,
}

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A newer version wrote it, in a way that this one cannot read.
    Newer(u32),
    /// It is damaged; a sentence says how.
    Broken(String),
}

impl Record {
    /// Reads one line, without its line end.
    pub fn parse(line: &[u8]) -> Result<Self, Fault> {
        // Checked as a whole, its fields need not be checked one by one.
        let record: Self = match simdutf8::basic::from_utf8(line) {
            Ok(line) => serde_json::from_str(line),
            Err(_) => serde_json::from_slice(line),
        }
        .map_err(|error| fault(line, &error))?;
        if record.lamport > LAMPORT_MAX {
            return Err(Fault::Broken(format!("{} is no time of the clock", record.lamport)));
        }
        if record.op == Op::Delete && record.data.seen.is_none() {
            return Err(Fault::Broken("a delete does not say what it has seen".into()));
        }
        Ok(record)
    }

    /// The record as one line of JSON, without a line end.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("all keys are strings, which is all that JSON asks")
    }
}

/// A line that only its version keeps from being read is not damaged.
fn fault(line: &[u8], error: &serde_json::Error) -> Fault {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    match serde_json::from_slice(line) {
        Ok(Version { v }) if v > VERSION => Fault::Newer(v),
        _ => Fault::Broken(error.to_string()),
    }
}

mod hexadecimal {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::article::ArticleId;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde prescribes the signature")]
    pub fn serialize<S: Serializer>(id: &ArticleId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ArticleId, D::Error> {
        let text = String::deserialize(deserializer)?;
        ArticleId::parse(&text).ok_or_else(|| Error::custom(format!("{text:?} is no article id")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"v":1,"op":"add","id":"m1","lamport":7,"writer":"lin-01","wall":"2026-03-01T08:00:00Z","data":{"kind":"note","document":{"article":"00ff00ff00ff00ff","title":"渡口","path":"a/渡口.txt"},"selector":{"exact":"摆渡人","prefix":"老","suffix":"收篙","start":4,"end":7,"extent":"passage","heading":"","count":1,"hash":"0123456789abcdef"},"note":"**记**","tags":["江"],"color":"yellow"}}"#;

    #[test]
    fn a_line_reads_and_prints_the_same() {
        let record = Record::parse(LINE.as_bytes()).expect("is a record");
        assert_eq!(record.data.kind, Some(Kind::Note));
        assert_eq!(record.line(), LINE);
    }

    #[test]
    fn every_field_is_read_again() {
        let text = |text: &str| Some(Clean::text(text));
        let sound = Record::parse(LINE.as_bytes()).expect("is a record");
        // Named one by one, so that a new field is not forgotten where they are read.
        let data = Data {
            kind: Some(Kind::Progress),
            document: sound.data.document.clone(),
            selector: sound.data.selector.clone(),
            name: text("a"),
            note: text("记"),
            tags: Some(vec![Clean::text("江"), Clean::text("船")]),
            color: text("red"),
            created: text("2026-03-01T08:00:00Z"),
            read: Some(true),
            day: text("2026-03-01"),
            was: text("摆渡"),
            refused: Some("0123456789abcdef".into()),
            seen: Some([("w".to_owned(), 3)].into()),
            unknown: Map::from_iter([("loom".to_owned(), Value::Null)]),
        };
        let record = Record { data, ..sound };
        assert_eq!(Record::parse(record.line().as_bytes()), Ok(record.clone()));
        let empty = Record { data: Data::default(), ..record };
        assert_eq!(Record::parse(empty.line().as_bytes()), Ok(empty));
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept() {
        let line = r#"{"v":9,"op":"weave","id":"m1","lamport":7,"writer":"w","wall":"","data":{"kind":"note","loom":{"a":[1,null]}},"signed":true}"#;
        let record = Record::parse(line.as_bytes()).expect("is a record");
        assert_eq!(record.op, Op::Other("weave".into()));
        assert_eq!(record.line(), line);
    }

    #[test]
    fn a_line_that_is_no_record_says_why() {
        let sketch = LINE.replace("\"note\",\"document", "\"sketch\",\"document");
        assert!(matches!(Record::parse(sketch.as_bytes()), Err(Fault::Broken(_))));
        let newer = sketch.replace("\"v\":1", "\"v\":2");
        assert_eq!(Record::parse(newer.as_bytes()), Err(Fault::Newer(2)));
        for bad in [
            LINE.replace("\"lamport\":7", "\"lamport\":9007199254740992"),
            LINE.replace("\"op\":\"add\"", "\"op\":\"delete\""),
            LINE.replace("00ff00ff00ff00ff", "圆"),
            LINE[..40].to_owned(),
            "\0\0\0".to_owned(),
            "[]".to_owned(),
        ] {
            assert!(matches!(Record::parse(bad.as_bytes()), Err(Fault::Broken(_))), "{bad}");
        }
    }

    #[test]
    fn text_from_the_log_is_safe_to_show() {
        let evil = LINE.replace("**记**", r"\u001b]52;c;QUJD\u0007记");
        let record = Record::parse(evil.as_bytes()).expect("is a record");
        assert_eq!(record.data.note.as_deref(), Some("␛记"));
    }
}
