//! What commands come to in the concordance, and where it is opened from.

use std::sync::Arc;

use crate::app::screen::search::{Cursor, Then};
use crate::app::{App, Command, Effect, Written};
use crate::index::concordance::Order;
use crate::layout;

impl App {
    /// Opens the lines of the query, once its answer is there.
    pub(in crate::app) fn open_concordance(&mut self) -> Vec<Effect> {
        if self.search.is_waiting() {
            self.search.then = Then::Concordance;
            return Vec::new();
        }
        if self.search.results.total_hits == 0 {
            self.say(match () {
                () if self.search.query.is_empty() => "按 / 检索",
                () if self.search.results.found.is_empty() => "没有找到",
                () => "找到的是整篇，没有可列的词",
            });
            return Vec::new();
        }
        self.reading.selecting = None;
        let order = self.concordance.open(&self.library, &self.search.results);
        order.into_iter().chain(self.remember_query()).collect()
    }

    pub(in crate::app) fn command_in_concordance(
        &mut self,
        command: Command,
        count: Option<u32>,
    ) -> Vec<Effect> {
        let order = match command {
            Command::OrderFound => Order::Found,
            Command::OrderLeft => Order::Left,
            Command::OrderRight => Order::Right,
            Command::OrderDate => Order::Date,
            Command::OrderSource => Order::Source,
            Command::Accept => return self.open_line(),
            Command::Cancel | Command::Concordance => {
                self.concordance.close();
                return Vec::new();
            }
            _ => {
                let rows = usize::from(layout::concordance(self.size).rows.height).max(1);
                self.concordance.on(command, count, rows);
                return Vec::new();
            }
        };
        self.concordance.order_by(order).into_iter().collect()
    }

    /// Opens the article of the selected line at the hit; the concordance stays as it is left.
    fn open_line(&mut self) -> Vec<Effect> {
        let results = Arc::clone(&self.concordance.results);
        let is_of_today = Arc::ptr_eq(&results, &self.search.results);
        let Some(place) = self.concordance.current().filter(|_| is_of_today) else {
            return Vec::new();
        };
        self.concordance.close();
        let cursor = Cursor { found: place.found as usize, hit: place.hit as usize };
        let effects = self.land_on(cursor);
        let library = Arc::clone(&self.concordance.library);
        if let Some(article) = self.article()
            && let Some(passage) = library.passage(&results, place, &article)
        {
            self.show(passage.range.0);
        }
        effects
    }

    /// Puts the pointer's row under the selection.
    pub(in crate::app) fn press_in_concordance(&mut self, x: u16, y: u16) {
        let rows = layout::concordance(self.size).rows;
        if rows.contains(x, y) {
            let (total, height) = (self.concordance.places.len(), usize::from(rows.height));
            let first = layout::list_window(total, self.concordance.selected, height).first;
            let row = first + usize::from(y - rows.y);
            self.concordance.selected = row.min(total.saturating_sub(1));
        }
    }

    /// The lines as a table to be written.
    pub(in crate::app) fn table(&self) -> Option<Written> {
        let list = &self.concordance;
        (!list.places.is_empty()).then(|| Written::Table {
            library: Arc::clone(&list.library),
            results: Arc::clone(&list.results),
            places: Arc::clone(&list.places),
        })
    }
}
