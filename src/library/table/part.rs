//! What one file gave to a table of its own. In come articles, out come their rows, their bytes as
//! they are kept, their folded text, and what their copies are found by: all the work that can be
//! done file by file, on any thread.

use super::{Entry, Segment, Span, Table, TitleKind};
use crate::article::{Article, BlockKind, Extraction, Sketch};
use crate::disk;
use crate::index::Folded;
use crate::text::{Clean, Shown, fold};

/// One file, ready to be laid into a library.
#[derive(Debug, Default)]
pub struct Part {
    pub(in crate::library) table: Table,
    pub(in crate::library) sketches: Vec<Sketch>,
    /// The articles as they are kept, one after the other.
    pub(in crate::library) packed: Vec<u8>,
    /// Their folded text.
    pub(in crate::library) folded: String,
}

impl Part {
    /// What a file gave. The articles are given up one by one, so that the memory holds none twice.
    pub fn of(place: &disk::Entry, extraction: Extraction) -> Self {
        let mut part = Self::default();
        let warnings: Vec<Shown<'_>> = extraction.warnings.iter().map(Clean::shown).collect();
        part.table.push_file(place, extraction.dropped.len() as u32, &warnings);
        for article in extraction.articles {
            part.push(&article);
        }
        part
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

    /// Moves the rows to where the bytes were laid.
    pub(in crate::library) fn laid(mut self, laid: super::Laid) -> (Table, Vec<Sketch>) {
        self.table.lay(laid);
        (self.table, self.sketches)
    }
}
