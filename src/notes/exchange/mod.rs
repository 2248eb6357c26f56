//! Marks in the forms of other programs. In come marks and what is known of their articles, out
//! comes text that those programs read; and back, each record by itself. Refuses to know files, the
//! library and where a passage is now.

mod anki;
mod bibliography;
mod clippings;
pub mod folder;
mod hypothesis;
mod koreader;
mod readwise;
pub(super) mod time;
mod web_annotation;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::log::Mark;
use super::print;
use super::record::{Data, Kind, Selector};
use crate::article::cite::Reference;
use crate::article::{Article, ArticleId};
use crate::library::Library;
use crate::text::Clean;
pub use hypothesis::units_to_points;

/// A form that marks are written or read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One Markdown document for people.
    Markdown,
    /// W3C Web Annotation, JSON-LD: everything that duben knows of a mark.
    WebAnnotation,
    /// The JSON of the Hypothesis API.
    Hypothesis,
    /// The `My Clippings.txt` of Kindle.
    Clippings,
    /// The JSON of KOReader's exporter.
    Koreader,
    /// The CSV that Readwise takes in.
    Readwise,
    /// A Markdown file an article, as Obsidian keeps them.
    Obsidian,
    /// An Org file an article.
    Org,
    /// Cards for Anki, separated by tabs.
    Anki,
    /// The articles that have marks, as BibTeX.
    Bibtex,
    /// The same as CSL-JSON.
    Csl,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 11] = [
        Self::Markdown,
        Self::WebAnnotation,
        Self::Hypothesis,
        Self::Clippings,
        Self::Koreader,
        Self::Readwise,
        Self::Obsidian,
        Self::Org,
        Self::Anki,
        Self::Bibtex,
        Self::Csl,
    ];

    /// The form of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What the name of a file in this form ends in; of a folder, those in it.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown | Self::Obsidian => "md",
            Self::WebAnnotation => "jsonld",
            Self::Hypothesis | Self::Koreader | Self::Csl => "json",
            Self::Clippings => "txt",
            Self::Readwise => "csv",
            Self::Org => "org",
            Self::Anki => "tsv",
            Self::Bibtex => "bib",
        }
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::WebAnnotation => "w3c",
            Self::Hypothesis => "hypothesis",
            Self::Clippings => "clippings",
            Self::Koreader => "koreader",
            Self::Readwise => "readwise",
            Self::Obsidian => "obsidian",
            Self::Org => "org",
            Self::Anki => "anki",
            Self::Bibtex => "bibtex",
            Self::Csl => "csl",
        }
    }

    /// Whether it is a folder with a file an article; see [`folder`].
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Obsidian | Self::Org)
    }
}

/// A mark and, where it is at hand, the article in which it belongs now.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub mark: &'a Mark,
    pub article: Option<&'a Article>,
    /// What the article says of itself.
    pub reference: Option<&'a Reference>,
}

/// The articles that marks are in, by the ids under which the marks know them, and what they say of
/// themselves.
#[derive(Debug, Default)]
pub struct Articles(HashMap<ArticleId, (Arc<Article>, Reference)>);

impl Articles {
    /// The articles of these marks, each with the index of its article in the library, where that is
    /// known. `day` is the one on which they are cited, YYYY-MM-DD.
    pub fn of<'a>(
        library: &Library,
        marks: impl IntoIterator<Item = (&'a Mark, Option<usize>)>,
        day: &str,
    ) -> Self {
        let mut known = HashMap::new();
        for (mark, index) in marks {
            let id = mark.document.article;
            if !known.contains_key(&id)
                && let Some(article) = index.and_then(|index| library.article(index))
            {
                let reference = Reference::new(&article, &mark.document.path, day);
                known.insert(id, (article, reference));
            }
        }
        Self(known)
    }

    /// A mark with its article.
    pub fn entry<'a>(&'a self, mark: &'a Mark) -> Entry<'a> {
        let known = self.0.get(&mark.document.article);
        let article = known.map(|(article, _)| &**article);
        Entry { mark, article, reference: known.map(|(_, reference)| reference) }
    }
}

impl Entry<'_> {
    fn title(&self) -> &str {
        let document = &self.mark.document;
        if document.title.is_empty() { &document.path } else { &document.title }
    }

    fn author(&self) -> String {
        self.reference.map(|reference| reference.authors.join("、")).unwrap_or_default()
    }

    fn url(&self) -> &str {
        self.reference.and_then(|reference| reference.url.as_deref()).unwrap_or_default()
    }

    /// The day on which it was made, YYYY-MM-DD; empty where that is not known.
    fn day(&self) -> &str {
        self.mark.created.get(..10).unwrap_or_default()
    }
}

/// Writes marks in a form that is one text. Those of one article must follow each other, as
/// [`super::Notebook::marks`] has them. A form that is a folder comes out as one document.
pub fn export(format: Format, entries: &[Entry]) -> String {
    match format {
        Format::Markdown => print::markdown(entries.iter().map(|entry| entry.mark)),
        Format::WebAnnotation => web_annotation::export(entries),
        Format::Hypothesis => hypothesis::export(entries),
        Format::Clippings => clippings::export(entries),
        Format::Koreader => koreader::export(entries),
        Format::Readwise => readwise::export(entries),
        Format::Obsidian | Format::Org => {
            folder::files(format, entries).iter().map(|file| file.merge("")).collect()
        }
        Format::Anki => anki::export(entries),
        Format::Bibtex => bibliography::bibtex(entries),
        Format::Csl => bibliography::csl(entries),
    }
}

/// A mark that came from elsewhere. Its passage has yet to be found in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// What it is known by there: two records with the same key are one mark.
    pub key: String,
    /// The article: by its id where duben wrote it, else by what the title says.
    pub article: Option<ArticleId>,
    pub title: Clean,
    pub path: Clean,
    /// The fields of the mark. Of the selector only what is known is set.
    pub data: Data,
    /// Where the passage was, in UTF-16 code units of the text that the other program saw.
    pub units: Option<(u32, u32)>,
}

impl Incoming {
    /// A passage with what is written about it.
    fn passage(key: String, title: &str, exact: &str, note: &str) -> Self {
        let kind = if note.trim().is_empty() { Kind::Highlight } else { Kind::Note };
        let selector = Selector { exact: Clean::text(exact), ..Selector::default() };
        let data = Data {
            kind: Some(kind),
            selector: Some(selector),
            note: (kind == Kind::Note).then(|| Clean::text(note)),
            ..Data::default()
        };
        Self { key, title: Clean::line(title), data, ..Self::default() }
    }

    /// The name of the mark in the log: the same each time that it is read.
    pub fn id(&self) -> String {
        match self.key.strip_prefix(OWN) {
            Some(own) => own.to_owned(),
            None => format!("import-{}", ArticleId::of(&self.key)),
        }
    }
}

/// What the key of a mark begins with that duben itself wrote; its id in the log follows.
const OWN: &str = "urn:duben:mark:";

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Each with the number of its record, from 1.
    pub marks: Vec<(usize, Incoming)>,
    /// Why a record is none of them: its number from 1, and a sentence.
    pub faults: Vec<(usize, String)>,
    keys: HashSet<String>,
}

impl Imported {
    fn take(&mut self, number: usize, read: Result<Incoming, String>) {
        match read {
            // A file that was written twice over holds everything twice.
            Ok(mark) if !self.keys.insert(mark.key.clone()) => {}
            Ok(mark) => self.marks.push((number, mark)),
            Err(why) => self.faults.push((number, why)),
        }
    }
}

/// Reads marks in a form that can be read; `Err` says why nothing of it can.
pub fn import(format: Format, bytes: &[u8]) -> Result<Imported, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("it is not UTF-8 at byte {}", error.valid_up_to()))?;
    match format {
        Format::WebAnnotation => web_annotation::import(text),
        Format::Hypothesis => hypothesis::import(text),
        Format::Clippings => Ok(clippings::import(text)),
        Format::Koreader => koreader::import(text),
        Format::Readwise => readwise::import(text),
        Format::Markdown
        | Format::Obsidian
        | Format::Org
        | Format::Anki
        | Format::Bibtex
        | Format::Csl => Err(format!("{} can be written and not read", format.name())),
    }
}

/// The form that a file seems to have, by its name and how it begins.
pub fn guess(name: &str, bytes: &[u8]) -> Option<Format> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("csv") => return Some(Format::Readwise),
        Some("txt") => return Some(Format::Clippings),
        _ => {}
    }
    if !start.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        return None;
    }
    match () {
        () if start.contains("ns/anno.jsonld") => Some(Format::WebAnnotation),
        () if start.contains("\"entries\"") || start.contains("\"documents\"") => {
            Some(Format::Koreader)
        }
        () if start.contains("\"rows\"") || start.contains("\"uri\"") => Some(Format::Hypothesis),
        () => None,
    }
}

/// All of a text in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
