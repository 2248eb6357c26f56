//! The source list: sources that open and close, their articles below them.

use std::collections::BTreeSet;

use super::rows::Rows;
use crate::app::Command;
use crate::library::Library;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A source, by its index in the library.
    Source(usize),
    /// An article, by its index in the library.
    Article(usize),
}

/// What a key in the list comes to beyond the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    Nothing,
    Article(usize),
}

/// The state of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    rows: Vec<Row>,
    closed: Vec<bool>,
    /// The articles whose copies are listed below them.
    unfolded: BTreeSet<usize>,
    selected: usize,
}

/// Up to so many articles all sources stand open at the start.
const OPEN_ARTICLES_MAX: usize = 400;

impl Sources {
    /// The list of a library that was just loaded.
    pub fn new(library: &Library) -> Self {
        let closed = library.len() > OPEN_ARTICLES_MAX;
        let mut sources = Self { closed: vec![closed; library.sources().len()], ..Self::default() };
        sources.list(library);
        sources
    }

    /// The rows that stand open.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Whether a source is closed.
    pub fn is_closed(&self, source: usize) -> bool {
        self.closed.get(source).copied().unwrap_or_default()
    }

    /// Selects the row of an article, opening its source where it is closed and unfolding it
    /// where it is a copy.
    pub fn show(&mut self, library: &Library, article: usize) {
        let head = library.head_of(article);
        let home = library.sources().iter().position(|source| source.articles.contains(&head));
        let closed = home.and_then(|home| self.closed.get_mut(home)).is_some_and(std::mem::take);
        let folded = head != article && self.unfolded.insert(head);
        if closed || folded {
            self.list(library);
        }
        if let Some(row) = self.rows.iter().position(|row| *row == Row::Article(article)) {
            self.selected = row;
        }
    }

    /// Unfolds the copies of an article, or folds them and selects the article; whether there are
    /// any.
    pub fn turn_copies(&mut self, library: &Library, article: usize) -> bool {
        let head = library.head_of(article);
        if library.row(head).is_none_or(|row| row.copies().is_empty()) {
            return false;
        }
        self.show(library, head);
        if !self.unfolded.remove(&head) {
            self.unfolded.insert(head);
        }
        self.list(library);
        true
    }

    /// The article of the selected row.
    pub fn selected_article(&self) -> Option<usize> {
        match self.rows.get(self.selected) {
            Some(&Row::Article(article)) => Some(article),
            Some(Row::Source(_)) | None => None,
        }
    }

    /// Selects a row, as a click does.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    /// Takes a command; `page_rows` is the height of the list.
    pub fn on(
        &mut self,
        library: &Library,
        command: Command,
        count: Option<u32>,
        page_rows: usize,
    ) -> Chosen {
        let rows = Rows { selected: self.selected, count: self.rows.len(), page: page_rows };
        if let Some(row) = rows.on(command, count) {
            self.selected = row;
            return Chosen::Nothing;
        }
        match command {
            Command::Left => self.close(library),
            Command::Right | Command::Accept => return self.open(library, command),
            _ => {}
        }
        Chosen::Nothing
    }

    fn open(&mut self, library: &Library, command: Command) -> Chosen {
        match self.rows.get(self.selected) {
            Some(&Row::Article(article)) => return Chosen::Article(article),
            Some(&Row::Source(source)) => {
                if let Some(closed) = self.closed.get_mut(source) {
                    *closed = command == Command::Accept && !*closed;
                }
                self.list(library);
            }
            None => {}
        }
        Chosen::Nothing
    }

    /// Closes the source that the selection lies in, and selects it.
    fn close(&mut self, library: &Library) {
        let above = &self.rows[..(self.selected + 1).min(self.rows.len())];
        let home = above.iter().rposition(|row| matches!(row, Row::Source(_)));
        if let Some((row, Some(&Row::Source(source)))) = home.map(|row| (row, self.rows.get(row))) {
            self.selected = row;
            if let Some(closed) = self.closed.get_mut(source) {
                *closed = true;
            }
            self.list(library);
        }
    }

    fn list(&mut self, library: &Library) {
        let selected = self.rows.get(self.selected).copied();
        self.rows.clear();
        for (index, source) in library.sources().iter().enumerate() {
            self.rows.push(Row::Source(index));
            if self.is_closed(index) {
                continue;
            }
            for &article in &source.articles {
                self.rows.push(Row::Article(article));
                if self.unfolded.contains(&article) {
                    let copies = library.row(article).map(|row| row.copies());
                    self.rows.extend(copies.into_iter().flatten().copied().map(Row::Article));
                }
            }
        }
        let same = selected.and_then(|row| self.rows.iter().position(|listed| *listed == row));
        self.select(same.unwrap_or(self.selected));
    }
}
