//! The concordance: the hits of a search, a line each, in an order of the reader's choice. It stays
//! as it was left, so that the reader comes back from an article to the same line.

use std::sync::Arc;

use super::rows::Rows;
use crate::app::{Arrangement, Command, Effect};
use crate::index::Results;
use crate::index::concordance::{Order, Place, hits};
use crate::library::Library;

/// Whether it covers the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Closed,
    Open,
}

/// The state of the concordance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    pub stage: Stage,
    pub order: Order,
    /// What the lines are of: results, and the library that they were found in.
    pub library: Arc<Library>,
    pub results: Arc<Results>,
    /// The lines in their order.
    pub places: Arc<Vec<Place>>,
    pub selected: usize,
    /// Counts the questions for an order, so that late answers are known.
    generation: u64,
    answered: u64,
}

impl Concordance {
    /// Opens it on what a search found: where it was left if that is the same, else at the first
    /// line. The order stays, and is asked for.
    pub fn open(&mut self, library: &Arc<Library>, results: &Arc<Results>) -> Option<Effect> {
        self.stage = Stage::Open;
        if Arc::ptr_eq(&self.results, results) {
            return None;
        }
        (self.library, self.results) = (Arc::clone(library), Arc::clone(results));
        self.places = Arc::new(hits(results));
        self.selected = 0;
        self.ask()
    }

    pub fn close(&mut self) {
        self.stage = Stage::Closed;
    }

    /// Asks for another order.
    pub fn order_by(&mut self, order: Order) -> Option<Effect> {
        self.order = order;
        self.ask()
    }

    fn ask(&mut self) -> Option<Effect> {
        self.generation += 1;
        if self.order == Order::Found {
            self.answer(self.generation, hits(&self.results));
            return None;
        }
        let (library, results) = (Arc::clone(&self.library), Arc::clone(&self.results));
        let arrangement = Arrangement { library, results, order: self.order };
        Some(Effect::Arrange { generation: self.generation, arrangement })
    }

    /// Takes the lines in the order that was asked for last. Who has moved stays on the same line,
    /// among its new neighbours.
    pub fn answer(&mut self, generation: u64, places: Vec<Place>) {
        if generation != self.generation {
            return;
        }
        let stays = self.current().filter(|_| self.selected > 0);
        self.selected = stays
            .and_then(|place| places.iter().position(|&other| other == place))
            .unwrap_or_default();
        self.places = Arc::new(places);
        self.answered = generation;
    }

    /// Whether the lines are not in the order that was asked for yet.
    pub fn is_waiting(&self) -> bool {
        self.answered != self.generation
    }

    /// The selected line.
    pub fn current(&self) -> Option<Place> {
        self.places.get(self.selected).copied()
    }

    /// Takes a command that moves; `page_rows` is the height of the list.
    pub fn on(&mut self, command: Command, count: Option<u32>, page_rows: usize) {
        let rows = Rows { selected: self.selected, count: self.places.len(), page: page_rows };
        self.selected = rows.on(command, count).unwrap_or(self.selected);
    }
}
