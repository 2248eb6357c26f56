//! Where articles were left that are no longer what they were: edited, renamed, or in no file. In come
//! the notebook and a library, out come for an article the positions that may be its own. Refuses to
//! judge whether they are: the text must prove it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::library::Library;
use crate::notes::places::file_name;
use crate::notes::{Document, Mark, Notebook};

/// How many of one title, and of one name of a file, may be an article's own: the last that were read.
const KIN_MAX: usize = 4;

/// Reading positions in articles that a library has not, by what the articles were called. Of those
/// called alike the one that was read last comes last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gone {
    by_title: FxHashMap<String, Vec<Arc<Mark>>>,
    by_file: FxHashMap<String, Vec<Arc<Mark>>>,
}

impl Gone {
    /// Those of a notebook.
    pub fn of(notebook: &Notebook, library: &Library) -> Self {
        let mut gone = Self::default();
        let mut marks: Vec<&Arc<Mark>> = notebook.positions().collect();
        marks.retain(|mark| is_gone(mark, library));
        marks.sort_by(|a, b| a.changed.cmp(&b.changed));
        for mark in marks {
            gone.insert(mark);
        }
        gone
    }

    /// Takes in one that was just written, if it is gone.
    pub fn add(&mut self, mark: &Arc<Mark>, library: &Library) {
        if is_gone(mark, library) {
            self.insert(mark);
        }
    }

    fn insert(&mut self, mark: &Arc<Mark>) {
        let Document { title, path, .. } = &mark.document;
        let file = file_name(path.as_str());
        for (map, name) in [(&mut self.by_title, title.as_str()), (&mut self.by_file, file)] {
            if !name.is_empty() {
                map.entry(name.to_owned()).or_default().push(Arc::clone(mark));
            }
        }
    }

    /// Those that may be where this article was left, by how much of its names they have.
    pub fn kin(&self, document: &Document) -> impl Iterator<Item = &Mark> {
        let Document { title, path, .. } = document;
        let namesakes = self.by_title.get(title.as_str());
        let siblings = self.by_file.get(file_name(path.as_str()));
        let alike = [namesakes, siblings].into_iter().flatten();
        let mut kin: Vec<&Arc<Mark>> =
            alike.flat_map(|marks| marks.iter().rev().take(KIN_MAX)).collect();
        kin.sort_by_key(|mark| (mark.document.path != *path, mark.document.title != *title));
        kin.into_iter().map(|mark| &**mark)
    }
}

fn is_gone(mark: &Mark, library: &Library) -> bool {
    library.by_id(mark.document.article).is_none()
}
