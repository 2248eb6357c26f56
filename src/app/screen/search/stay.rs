//! A query for marks that stands while marks change. In comes that they have changed, out comes the
//! question anew, and when it is answered the reader is where they were.

use super::{Cursor, Search, Stage};
use crate::app::Effect;
use crate::index::Found;

/// The articles of the hit that the reader stands on and of the row that is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stay {
    cursor: Option<usize>,
    selected: Option<usize>,
}

impl Search {
    /// Asks a query for marks again once they have changed. `revision` counts their changes.
    pub fn ask_about_marks(&mut self, revision: u64) -> Option<Effect> {
        let is_other = std::mem::replace(&mut self.marks, revision) != revision;
        if !is_other || self.stage == Stage::Closed || !self.query.asks_for_marks() {
            return None;
        }
        let article = |found: usize| self.results.found.get(found).map(Found::index);
        let cursor = self.cursor.and_then(|cursor| article(cursor.found));
        let stay = Stay { cursor, selected: article(self.selected) };
        let effect = self.ask_anew();
        self.stay = Some(stay);
        effect
    }

    /// Puts the reader where they were before the answer came, if they are to stay there.
    pub(super) fn keep_place(&mut self) {
        let Some(Stay { cursor, selected }) = self.stay.take() else { return };
        let place = |article: usize| self.results.found.iter().position(|it| it.index() == article);
        self.selected = selected.and_then(place).unwrap_or(self.selected);
        let (was, is) = (self.cursor, cursor.map(place));
        self.cursor = match is {
            Some(Some(found)) => was.map(|cursor| Cursor { found, ..cursor }),
            Some(None) => was.and_then(|cursor| self.last_before(cursor.found)),
            None => was,
        };
    }

    /// The last hit before an article found, from where the next one is the first in it.
    fn last_before(&self, found: usize) -> Option<Cursor> {
        let mut before = self.results.found.iter().enumerate().take(found);
        let (found, last) = before.rfind(|(_, found)| found.hits > 0)?;
        Some(Cursor { found, hit: last.hits as usize - 1 })
    }
}
