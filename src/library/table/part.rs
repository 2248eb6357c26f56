//! What one file gave to a table of its own. In come articles, out come their rows, their bytes as
//! they are kept, their folded text, and what their copies are found by: all the work that can be
//! done file by file, on any thread.

use super::{Entry, Heap, Segment, Span, Table, TitleKind};
use crate::article::{Article, BlockKind, Extraction, Sketch};
use crate::disk;
use crate::index::Folded;
use crate::text::{Clean, Shown, fold};

/// One file, ready to be laid into a library; of a long one the rest, the other articles of which
/// lie there already.
#[derive(Debug)]
pub struct Part {
    pub(in crate::library) table: Table,
    pub(in crate::library) sketches: Vec<Sketch>,
    /// The articles as they are kept, one after the other.
    packed: Vec<u8>,
    /// Their folded text.
    folded: String,
    /// How many of the rows point to where their bytes were laid.
    laid: usize,
}

impl Part {
    /// A file of which nothing was read yet.
    pub fn begin(place: &disk::Entry) -> Self {
        let mut table = Table::default();
        table.push_file(place, 0, &[]);
        let (packed, folded) = (Vec::new(), String::new());
        Self { table, sketches: Vec::new(), packed, folded, laid: 0 }
    }

    /// Takes in what the file gave. The articles are given up one by one, so that the memory holds
    /// none twice.
    pub fn take(&mut self, read: Extraction) {
        if let Some(file) = self.table.files.last_mut() {
            file.dropped_lines += read.dropped.len() as u32;
        }
        self.warn(&read.warnings);
        for article in read.articles {
            self.push(&article);
        }
    }

    /// What the reader should know of the file.
    pub fn warn(&mut self, warnings: &[Clean]) {
        for warning in warnings {
            self.table.push_warning(warning.shown());
        }
    }

    /// Whether no article is in it.
    pub fn is_empty(&self) -> bool {
        self.table.entries.is_empty()
    }

    /// The first of the warnings.
    pub fn first_warning(&self) -> Option<Shown<'_>> {
        self.table.warnings.first().map(|&warning| self.table.shown(warning))
    }

    fn push(&mut self, article: &Article) {
        let folded = Folded::push(article, &mut self.folded);
        let body = folded.start as usize + folded.body as usize;
        self.sketches.push(Sketch::of(&self.folded[body..]));
        let start = self.packed.len();
        article.store(&mut self.packed);
        let print = Segment::print(&self.packed[start..]);
        let title_kind = match (article.part(BlockKind::Title), &article.inferred_title) {
            (Some(_), _) => TitleKind::InText,
            (None, Some(_)) => TitleKind::Inferred,
            (None, None) => TitleKind::None,
        };
        let table = &mut self.table;
        let name = table.files.last().map(|file| table.shown(file.name)).unwrap_or_default();
        let folded_title = fold::fold(article.title().unwrap_or(name).as_str());
        let mut fact = |fact: Option<Shown<'_>>| fact.map_or(Span::NONE, |fact| table.push(fact));
        let entry = Entry {
            title: fact(article.title()),
            title_kind,
            date: fact(article.date.as_ref().map(Clean::shown)),
            source: fact(article.source.as_ref().map(Clean::shown)),
            author: fact(article.author.as_ref().map(Clean::shown)),
            url: fact(article.url.as_ref().map(Clean::shown)),
            folded_title: table.push_folded_title(&folded_title),
            chars: article.chars(),
            file: 0,
            print,
            start: start as u64,
            length: (self.packed.len() - start) as u32,
            folded,
        };
        table.push_entry(entry);
    }

    /// Lays down what was taken in since the last time.
    pub(in crate::library) fn lay(&mut self, heap: &mut Heap) {
        let laid = heap.lay(&self.packed, self.folded.as_bytes());
        self.table.lay(self.laid, laid);
        self.laid = self.table.entries.len();
        self.packed.clear();
        self.folded.clear();
    }
}
