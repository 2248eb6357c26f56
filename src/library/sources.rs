//! Articles to sources. In come the articles of a library, out come groups by newspaper, site or
//! folder, each in the order in which it is read.

use std::collections::HashMap;

use super::{Library, Row};
use crate::index::name_key;
use crate::text::{Clean, Shown};

/// The longest name of a source, in code points; names of offices with all their departments are
/// shorter.
const NAME_CHARS_MAX: usize = 40;

/// A newspaper, site or office, or else a folder, and its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as it was first met; sources whose letters and figures fold alike are one.
    pub name: Clean,
    /// Indices of articles, without copies of others: the newest first, those of one day in the order of their files. One
    /// without a full date stays with those beside it in its file; where none has a date, as with
    /// the chapters of a book, it is the order of the files alone.
    pub articles: Vec<usize>,
}

/// Groups articles. Sources stay in the order in which they were first met, so that the list does
/// not jump as more is read.
pub(super) fn group(library: &Library) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    // Names are few and articles many: each spelling is folded once.
    let mut spellings: HashMap<&str, usize> = HashMap::new();
    let mut folded: HashMap<String, usize> = HashMap::new();
    let listed = library.rows().enumerate().filter(|(_, row)| row.copy_of().is_none());
    for (index, row) in listed {
        let name = name_of(row);
        let source = *spellings.entry(name.as_str()).or_insert_with(|| {
            *folded.entry(name_key(name.as_str())).or_insert_with(|| {
                let name = Clean::concat([name]);
                sources.push(Source { name, articles: Vec::new() });
                sources.len() - 1
            })
        });
        sources[source].articles.push(index);
    }
    for source in &mut sources {
        order(&mut source.articles, library);
    }
    sources
}

/// What the article says, else the folder of its file, else the file. A sentence that was taken
/// for a source names none.
pub(super) fn name_of(row: Row<'_>) -> Shown<'_> {
    let said = row.source();
    let said = said.filter(|said| said.as_str().chars().nth(NAME_CHARS_MAX).is_none());
    let mut names = said.into_iter().chain([row.file().folder(), row.file().name()]);
    names.find(|name| !name.as_str().trim().is_empty()).unwrap_or_default()
}

fn order(indices: &mut [usize], library: &Library) {
    let row = |index: usize| library.row(index);
    let mut dated: Vec<(Option<&str>, usize)> =
        indices.iter().map(|&index| (row(index).and_then(full_date), index)).collect();
    let file = |index: usize| row(index).map(|row| row.place().file);
    for of_file in dated.chunk_by_mut(|a, b| file(a.1) == file(b.1)) {
        let mut last = of_file.iter().find_map(|&(date, _)| date);
        for (date, _) in of_file {
            last = date.or(last);
            *date = last;
        }
    }
    dated.sort_by(|(a, _), (b, _)| b.cmp(a));
    for (place, (_, index)) in indices.iter_mut().zip(dated) {
        *place = index;
    }
}

/// YYYY-MM-DD; a day without its year has no place among years.
pub(super) fn full_date(row: Row<'_>) -> Option<&str> {
    row.date().map(Shown::as_str).filter(|date| date.len() == "YYYY-MM-DD".len())
}
