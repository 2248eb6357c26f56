//! Views of a library: a row is an article and a file as lists show them, without reading either.

use std::path::Path;

use super::super::{Library, RowEntry};
use super::{Entry, FileEntry, Table, TitleKind};
use crate::article::ArticleId;
use crate::text::{Clean, Shown};

/// Where an article lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index in [`Library::files`].
    pub file: usize,
    /// Its number in the file, from 0.
    pub number: usize,
}

/// An article of a library, as lists show it.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub(in crate::library) library: &'a Library,
    pub(in crate::library) listed: &'a RowEntry,
    pub(in crate::library) entry: &'a Entry,
}

impl<'a> Row<'a> {
    /// Its name.
    pub fn id(&self) -> ArticleId {
        self.entry.id()
    }

    /// The library that it is a row of.
    pub fn library(&self) -> &'a Library {
        self.library
    }

    /// The title that stands in its text, else the one made from it.
    pub fn title(&self) -> Option<Shown<'a>> {
        self.table().said(self.entry.title)
    }

    /// Whether its title was made from the text.
    pub fn is_inferred(&self) -> bool {
        self.entry.title_kind == TitleKind::Inferred
    }

    /// Whether its title stands in its text.
    pub fn is_titled(&self) -> bool {
        self.entry.title_kind == TitleKind::InText
    }

    /// The title as lists show it: `~` before one that was made from the text, and what stands for
    /// none.
    pub fn label(&self) -> Clean {
        const INFERRED: Shown = Shown::literal("~");
        const NONE: Shown = Shown::literal("无题");
        match self.title() {
            Some(title) if self.is_inferred() => Clean::concat([INFERRED, title]),
            Some(title) => Clean::concat([title]),
            None => Clean::concat([NONE]),
        }
    }

    /// See [`crate::article::Article::date`].
    pub fn date(&self) -> Option<Shown<'a>> {
        self.table().said(self.entry.date)
    }

    /// Newspaper, site, office.
    pub fn source(&self) -> Option<Shown<'a>> {
        self.table().said(self.entry.source)
    }

    /// Who wrote it.
    pub fn author(&self) -> Option<Shown<'a>> {
        self.table().said(self.entry.author)
    }

    /// Where it was published.
    pub fn url(&self) -> Option<Shown<'a>> {
        self.table().said(self.entry.url)
    }

    /// The length of its text in code points.
    pub fn chars(&self) -> u32 {
        self.entry.chars
    }

    /// Where it was first met.
    pub fn place(&self) -> Place {
        self.library.place_of(self.listed.entry as usize)
    }

    /// Where the same text lies again; it is listed once.
    pub fn also(&self) -> &'a [Place] {
        let (from, to) = self.listed.also;
        self.library.also.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The index of the better copy that it is folded under, which holds it whole or nearly.
    pub fn copy_of(&self) -> Option<usize> {
        (self.listed.copy_of != u32::MAX).then_some(self.listed.copy_of as usize)
    }

    /// The indices of the copies that are folded under it.
    pub fn copies(&self) -> &'a [usize] {
        let (from, to) = self.listed.copies;
        self.library.copies.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The file that it was first met in.
    pub fn file(&self) -> File<'a> {
        let table = self.table();
        // Every entry is made together with its file.
        let file = &table.files[self.entry.file as usize];
        File { table, file }
    }

    /// A hash of the whole article.
    pub(in crate::library) fn print(&self) -> u64 {
        self.entry.print
    }

    pub(in crate::library) fn folded_title(&self) -> &'a str {
        self.table().folded_title(self.entry)
    }

    fn table(&self) -> &'a Table {
        &self.library.table
    }

    /// All that is said of the article, in a form that two libraries have alike.
    fn facts(&self) -> impl PartialEq + use<'a> {
        let place = (self.place(), self.also(), self.copy_of(), self.copies());
        (self.print(), self.entry.title_kind, self.title(), self.folded_title(), place)
    }
}

impl PartialEq for Row<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.facts() == other.facts()
    }
}

/// A file that was read.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub(in crate::library) table: &'a Table,
    pub(in crate::library) file: &'a FileEntry,
}

impl<'a> File<'a> {
    /// Where it lies.
    pub fn path(&self) -> &'a Path {
        self.table.path(self.file)
    }

    /// The path, fit to be shown.
    pub fn name(&self) -> Shown<'a> {
        self.table.shown(self.file.name)
    }

    /// The folder it lies in, fit to be shown; see [`crate::disk::Entry::folder`].
    pub fn folder(&self) -> Shown<'a> {
        self.table.shown(self.file.folder)
    }

    /// How many articles stand in it.
    pub fn articles(&self) -> usize {
        let (from, to) = self.file.entries;
        to.saturating_sub(from) as usize
    }

    /// How many lines were no article's.
    pub fn dropped_lines(&self) -> usize {
        self.file.dropped_lines as usize
    }

    /// What the reader should know of it.
    pub fn warnings(&self) -> impl Iterator<Item = Shown<'a>> + use<'a> {
        let (from, to) = self.file.warnings;
        let warnings = self.table.warnings.get(from as usize..to as usize).unwrap_or_default();
        let table = self.table;
        warnings.iter().map(move |&warning| table.shown(warning))
    }
}

impl PartialEq for File<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.path(), self.name(), self.folder()) == (other.path(), other.name(), other.folder())
            && self.dropped_lines() == other.dropped_lines()
            && self.warnings().eq(other.warnings())
    }
}
