//! Hits to the lines of a concordance, with what the library knows of their articles. In come
//! results, out come orders, lines and a table for other programs.

use super::Library;
use super::sources::{full_date, name_of};
use crate::article::Article;
use crate::index::Results;
use crate::index::concordance::{Order, Passage, Place, arrange, passage};
use crate::text::Shown;

/// What the columns of the table are called.
pub const COLUMNS: &str = "left\thit\tright\tdate\tsource\ttitle\tid\tpath\tstart\tend";

impl Library {
    /// The hits of `results`, which are of this library, in an order; `None` where it was cancelled.
    pub fn arranged(
        &self,
        results: &Results,
        order: Order,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<Place>> {
        let fact = |index| {
            let row = self.row(index)?;
            match order {
                Order::Date => full_date(row),
                _ => Some(name_of(row).as_str()),
            }
        };
        arrange(self, results, order, &fact, cancelled)
    }

    /// A hit in its paragraph. `article` is the one that it was found in.
    pub fn passage<'a>(
        &self,
        results: &Results,
        place: Place,
        article: &'a Article,
    ) -> Option<Passage<'a>> {
        let found = results.found.get(place.found as usize)?;
        let hits = results.hits(self, place.found as usize);
        let hit = *hits.get(place.hit as usize)?;
        passage(self.corpus(), found.index(), article, hit)
    }

    /// A row of the table, without its line end: the hit with at most `reach` code points on either
    /// side, then its article, then where it stands there, in code points. No field holds a tab or
    /// a line end; what is not known is empty.
    pub fn tabulated(&self, results: &Results, place: Place, reach: usize) -> Option<String> {
        let index = results.found.get(place.found as usize)?.index();
        let (row, article) = (self.row(index)?, self.article(index)?);
        let passage = self.passage(results, place, &article)?;
        let line = passage.around(reach);
        let said = |said: Option<Shown<'_>>| said.map_or("", Shown::as_str).replace('\n', " ");
        let (start, end) = passage.range;
        Some(format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{start}\t{end}",
            line.before,
            line.hit,
            line.after,
            said(row.date()),
            said(row.source()),
            said(row.title()),
            row.id(),
            row.file().name().as_str(),
        ))
    }
}
