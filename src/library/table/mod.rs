//! What files gave, in a few long pieces of memory: a row an article, and one text in which the
//! titles, names and dates of all of them lie. In come articles, out come rows and, one at a time,
//! the articles again. A hundred thousand articles take no more allocations than one.

mod part;
mod row;
mod segment;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

pub use part::Part;
pub use row::{File, Place, Row};
pub use segment::{Heap, Laid, SEGMENT_BYTES, Segment, Sink};

use super::shown;
use crate::article::ArticleId;
use crate::disk;
use crate::index::Folded;
use crate::text::{Clean, Shown, fold};

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Span {
    /// What is not there.
    pub(super) const NONE: Self = Self { from: u32::MAX, to: u32::MAX };
}

/// Where the title of an article comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleKind {
    None,
    InText,
    Inferred,
}

/// An article as it lies in a file: what is said of it without reading it, and where it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) title: Span,
    pub(super) title_kind: TitleKind,
    pub(super) date: Span,
    pub(super) source: Span,
    pub(super) author: Span,
    pub(super) url: Span,
    /// The title as lists show it, folded.
    pub(super) folded_title: Span,
    pub(super) chars: u32,
    pub(super) file: u32,
    /// A hash of all that is kept of it, by which damage is seen.
    pub(super) print: u64,
    /// Its first byte and its length in the packed bytes of its segment.
    pub(super) start: u64,
    pub(super) length: u32,
    /// Its id, its segment, and where its folded text lies.
    pub(super) folded: Folded,
}

impl Entry {
    pub(super) const fn id(&self) -> ArticleId {
        self.folded.id
    }
}

/// A file that gave articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileEntry {
    pub(super) path: Span,
    pub(super) name: Span,
    pub(super) folder: Span,
    pub(super) dropped_lines: u32,
    /// Which of the warnings.
    pub(super) warnings: (u32, u32),
    /// Which of the entries.
    pub(super) entries: (u32, u32),
}

/// Rows and the texts that they point into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) text: Clean,
    pub(super) folded_titles: String,
    pub(super) paths: Vec<u8>,
    pub(super) files: Vec<FileEntry>,
    pub(super) entries: Vec<Entry>,
    pub(super) warnings: Vec<Span>,
}

impl Table {
    /// A part of the text.
    pub(super) fn shown(&self, span: Span) -> Shown<'_> {
        self.text.slice(span.from as usize..span.to as usize)
    }

    /// A part of the text that may not be there.
    pub(super) fn said(&self, span: Span) -> Option<Shown<'_>> {
        (span != Span::NONE).then(|| self.shown(span))
    }

    pub(super) fn folded_title(&self, entry: &Entry) -> &str {
        let Span { from, to } = entry.folded_title;
        self.folded_titles.get(from as usize..to as usize).unwrap_or_default()
    }

    pub(super) fn path(&self, file: &FileEntry) -> &Path {
        let bytes = self.paths.get(file.path.from as usize..file.path.to as usize);
        Path::new(OsStr::from_bytes(bytes.unwrap_or_default()))
    }

    /// Which entries a file has.
    pub(super) fn entries_of(&self, file: usize) -> Range<usize> {
        self.files.get(file).map_or(0..0, |file| file.entries.0 as usize..file.entries.1 as usize)
    }

    /// Moves the rows from the one with the number `first` on to where their bytes were laid.
    pub(super) fn lay(&mut self, first: usize, laid: Laid) {
        for entry in &mut self.entries[first..] {
            entry.start += laid.packed;
            entry.folded.start += laid.folded;
            entry.folded.segment = laid.segment;
        }
    }

    /// Leaves out the segments in which no article lies.
    pub(super) fn keep_used(&mut self, segments: Vec<Arc<Segment>>) -> Vec<Arc<Segment>> {
        let mut numbers: Vec<Option<u32>> = vec![None; segments.len()];
        for entry in &self.entries {
            if let Some(number) = numbers.get_mut(entry.folded.segment as usize) {
                *number = Some(0);
            }
        }
        for (new, number) in (0..).zip(numbers.iter_mut().flatten()) {
            *number = new;
        }
        for entry in &mut self.entries {
            let number = numbers.get(entry.folded.segment as usize).copied().flatten();
            entry.folded.segment = number.unwrap_or(u32::MAX);
        }
        let used = segments.into_iter().zip(numbers).filter(|(_, number)| number.is_some());
        used.map(|(segment, _)| segment).collect()
    }

    /// Appends a text.
    fn push(&mut self, text: Shown<'_>) -> Span {
        let from = self.text.len() as u32;
        self.text.push(text);
        Span { from, to: self.text.len() as u32 }
    }

    fn push_folded_title(&mut self, folded: &str) -> Span {
        let from = self.folded_titles.len() as u32;
        self.folded_titles.push_str(folded);
        Span { from, to: self.folded_titles.len() as u32 }
    }

    /// Begins a file, of which the entries follow.
    fn push_file(&mut self, entry: &disk::Entry, dropped_lines: u32, warnings: &[Shown<'_>]) {
        let from = self.paths.len() as u32;
        self.paths.extend_from_slice(entry.path.as_os_str().as_bytes());
        let path = Span { from, to: self.paths.len() as u32 };
        let name = self.push(shown(&entry.path).shown());
        let folder = self.push(shown(&*entry.folder).shown());
        let none = |from: usize| (from as u32, from as u32);
        let (entries, no_warnings) = (none(self.entries.len()), none(self.warnings.len()));
        let file = FileEntry { path, name, folder, dropped_lines, warnings: no_warnings, entries };
        self.files.push(file);
        for &warning in warnings {
            self.push_warning(warning);
        }
    }

    /// Appends a warning to the last file.
    fn push_warning(&mut self, warning: Shown<'_>) {
        let warning = self.push(warning);
        self.warnings.push(warning);
        if let Some(file) = self.files.last_mut() {
            file.warnings.1 = self.warnings.len() as u32;
        }
    }

    /// Appends an entry to the last file.
    fn push_entry(&mut self, entry: Entry) {
        self.entries.push(entry);
        if let Some(file) = self.files.last_mut() {
            file.entries.1 = self.entries.len() as u32;
        }
    }
}

/// Puts files of other tables into one. Names that many articles share are kept once.
#[derive(Debug, Default)]
pub(super) struct Gathering<'a> {
    pub(super) table: Table,
    names: HashMap<&'a str, Span>,
}

impl<'a> Gathering<'a> {
    /// Appends a file of another table, as it lies now; its articles are in the segments that the
    /// other table names.
    pub(super) fn push(&mut self, place: &disk::Entry, other: &'a Table, file: usize) {
        let Some(from) = other.files.get(file) else { return };
        let warnings = other.warnings.get(from.warnings.0 as usize..from.warnings.1 as usize);
        let warnings: Vec<Shown<'_>> =
            warnings.unwrap_or_default().iter().map(|&span| other.shown(span)).collect();
        self.table.push_file(place, from.dropped_lines, &warnings);
        let number = self.table.files.len() as u32 - 1;
        for entry in other.entries.get(other.entries_of(file)).unwrap_or_default() {
            self.push_entry(number, other, entry);
        }
    }

    fn push_entry(&mut self, file: u32, other: &'a Table, entry: &Entry) {
        let folded_title = match entry.title_kind {
            // It is shown by the name of its file, which may be another now.
            TitleKind::None => {
                let name = self.table.files.last().map(|file| self.table.shown(file.name));
                let folded = fold::fold(name.unwrap_or_default().as_str());
                self.table.push_folded_title(&folded)
            }
            _ => self.table.push_folded_title(other.folded_title(entry)),
        };
        let entry = Entry {
            title: self.copy(other, entry.title),
            date: self.name(other, entry.date),
            source: self.name(other, entry.source),
            author: self.name(other, entry.author),
            url: self.copy(other, entry.url),
            folded_title,
            file,
            ..entry.clone()
        };
        self.table.push_entry(entry);
    }

    fn copy(&mut self, other: &'a Table, span: Span) -> Span {
        other.said(span).map_or(Span::NONE, |text| self.table.push(text))
    }

    fn name(&mut self, other: &'a Table, span: Span) -> Span {
        let Some(name) = other.said(span) else { return Span::NONE };
        if let Some(&known) = self.names.get(name.as_str()) {
            return known;
        }
        let span = self.table.push(name);
        self.names.insert(name.as_str(), span);
        span
    }
}
