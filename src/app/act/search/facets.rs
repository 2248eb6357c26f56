//! Where the hits of a query are: by year and by source, with exact counts. Who picks one narrows
//! the query to it.

use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::screen::search::Then;
use crate::app::{App, Effect, Overlay};
use crate::library::Count;
use crate::text::Clean;
use crate::text::width::{Ambiguous, Class};

/// The cells of the longest bar.
const BAR_CELLS: usize = 16;

impl App {
    pub(in crate::app) fn open_facets(&mut self) -> Vec<Effect> {
        if self.search.is_waiting() {
            self.search.then = Then::Facets;
        } else if self.search.results.found.is_empty() {
            self.say(if self.search.query.is_empty() { "按 / 检索" } else { "没有找到" });
        } else {
            self.overlay = Some(Overlay::Facets(Box::new(Pick::new(self.facets()))));
        }
        Vec::new()
    }

    /// The years or months in their order, then the sources.
    fn facets(&self) -> Vec<Item> {
        let tally = &self.search.tally;
        let dates = tally.dates.iter().map(|span| span.count.hits);
        let sources = tally.sources.iter().map(|share| share.count.hits);
        let (most_dated, most) = (dates.max().unwrap_or(0), sources.max().unwrap_or(0));
        let dates = tally.dates.iter().map(|&span| {
            let label = format!("{:<8}{}", span.label(), self.bar(span.count.hits, most_dated));
            item(&label, span.count, Target::Narrow(span.field()))
        });
        let undated = (tally.undated.articles > 0 && !tally.dates.is_empty())
            .then(|| item("没有年份", tally.undated, Target::Nothing));
        let sources = tally.sources.iter().map(|share| {
            let label = format!("{}  {}", share.name, self.bar(share.count.hits, most));
            item(&label, share.count, Target::Narrow(share.field.clone()))
        });
        dates.chain(undated).chain(sources).collect()
    }

    /// A bar of blocks, or of signs that are one cell wide everywhere.
    fn bar(&self, hits: usize, most: usize) -> String {
        let sign = match self.policy.class(Class::Boxes) {
            Ambiguous::Narrow => "█",
            Ambiguous::Wide | Ambiguous::Safe => "#",
        };
        sign.repeat((hits * BAR_CELLS).div_ceil(most.max(1)))
    }

    /// Adds a field to the query.
    pub(in crate::app) fn narrow(&mut self, field: &str) -> Vec<Effect> {
        let query = format!("{} {field}", self.search.input.text().trim_end());
        self.keep_place(|app| app.search.open());
        self.search.ask(&query).into_iter().collect()
    }
}

fn item(label: &str, count: Count, target: Target) -> Item {
    let Count { hits, articles } = count;
    Item::new(Clean::line(label), Clean::line(&format!("{hits} 处 · {articles} 篇")), target)
}
