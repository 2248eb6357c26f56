//! The hub: all marks of the library in an order, narrowed as one types, some of them chosen. In
//! comes the ledger and what is typed, out come the numbers of rows. Refuses to know what is done
//! with those that are chosen.

use std::collections::BTreeMap;

use crate::app::Command;
use crate::app::editor::{Editor, Lines, Touched};
use crate::app::screen::rows::Rows;
use crate::app::screen::search::Problem;
use crate::index::{Query, Subject};
use crate::library::Library;
use crate::notes::ledger::{Facts, Ledger, Order};
use crate::notes::{Notebook, Whereabouts};

/// What the rows are made from.
#[derive(Clone, Copy)]
pub struct Stock<'a> {
    pub ledger: &'a Ledger,
    pub library: &'a Library,
    pub notebook: &'a Notebook,
    pub places: &'a BTreeMap<String, Whereabouts>,
}

/// Whether it is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Closed,
    Open,
    /// Something lies over it that leads back to it.
    Covered,
}

/// The state of the hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Hub {
    pub stage: Stage,
    /// What is being typed.
    pub input: Editor,
    pub order: Order,
    /// Why what was typed cannot be asked for; the rows are those of what was typed before.
    pub problem: Option<Problem>,
    query: Query,
    /// All marks in order, and what they were when they were put in order.
    ordered: Vec<u32>,
    state: Option<(u64, Order)>,
    /// Those that the query leaves.
    shown: Vec<u32>,
    selected: usize,
    /// Of each number whether it is chosen.
    chosen: Vec<bool>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            stage: Stage::Closed,
            input: Editor::new(Lines::One, ""),
            order: Order::default(),
            problem: None,
            query: Query::default(),
            ordered: Vec::new(),
            state: None,
            shown: Vec::new(),
            selected: 0,
            chosen: Vec::new(),
        }
    }
}

impl Hub {
    /// Opens it as it was left.
    pub fn open(&mut self, stock: Stock<'_>) {
        self.stage = Stage::Open;
        self.refresh(stock);
    }

    /// Closes it for good: nothing is typed and chosen any more.
    pub fn close(&mut self) {
        *self = Self { order: self.order, ..Self::default() };
    }

    /// Closes it to go to a mark: it will be opened as it is.
    pub fn leave(&mut self) {
        self.stage = Stage::Closed;
    }

    /// Whether it lay below something that is closed now; then it is open again.
    pub fn uncover(&mut self) -> bool {
        let was_covered = self.stage == Stage::Covered;
        if was_covered {
            self.stage = Stage::Open;
        }
        was_covered
    }

    /// Takes what has changed. The selection stays on its mark, or on its row where that is gone.
    pub fn refresh(&mut self, stock: Stock<'_>) {
        let state = (stock.ledger.version(), self.order);
        if self.state != Some(state) {
            self.state = Some(state);
            self.ordered = stock.ledger.ordered(self.order, stock.library);
        }
        let current = self.current();
        self.narrow(stock);
        let place = current.and_then(|number| self.shown.iter().position(|&other| other == number));
        self.select(place.unwrap_or(self.selected));
    }

    /// Takes typed text.
    pub fn text(&mut self, text: &str, stock: Stock<'_>) {
        self.input.insert(text);
        self.ask(stock);
    }

    /// Takes a command that moves, edits, chooses or turns the order.
    pub fn on(&mut self, command: Command, page_rows: usize, stock: Stock<'_>) {
        let rows = Rows { selected: self.selected, count: self.shown.len(), page: page_rows };
        if let Some(row) = rows.on(command, None) {
            self.selected = row;
            return;
        }
        match command {
            Command::Choose => self.choose(),
            Command::ChooseAll => self.choose_all(),
            Command::TurnOrder => {
                self.order = self.order.next();
                self.refresh(stock);
                self.selected = 0;
            }
            _ if self.input.on(command) == Some(Touched::Text) => self.ask(stock),
            _ => {}
        }
    }

    /// The numbers of the rows.
    pub fn shown(&self) -> &[u32] {
        &self.shown
    }

    /// How many marks there are, narrowed or not.
    pub fn total(&self) -> usize {
        self.ordered.len()
    }

    /// The index of the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.shown.len().saturating_sub(1));
    }

    /// The number of the selected mark.
    pub fn current(&self) -> Option<u32> {
        self.shown.get(self.selected).copied()
    }

    /// Whether a mark is chosen.
    pub fn is_chosen(&self, number: u32) -> bool {
        self.chosen.get(number as usize).copied().unwrap_or_default()
    }

    /// The chosen marks in order, shown or not.
    pub fn chosen(&self) -> Vec<u32> {
        self.ordered.iter().copied().filter(|&number| self.is_chosen(number)).collect()
    }

    /// How many are chosen that are not deleted.
    pub fn chosen_count(&self) -> usize {
        if self.chosen.is_empty() {
            return 0;
        }
        self.ordered.iter().filter(|&&number| self.is_chosen(number)).count()
    }

    /// Chooses nothing.
    pub fn choose_none(&mut self) {
        self.chosen.clear();
    }

    /// Chooses the selected row, or no longer, and goes on to the next.
    fn choose(&mut self) {
        let Some(number) = self.current() else { return };
        let is_chosen = self.is_chosen(number);
        self.set(number, !is_chosen);
        self.select(self.selected + 1);
    }

    /// Chooses all rows; where they are chosen already, none of them.
    fn choose_all(&mut self) {
        let is_wanted = !self.shown.iter().all(|&number| self.is_chosen(number));
        for number in self.shown.clone() {
            self.set(number, is_wanted);
        }
    }

    fn set(&mut self, number: u32, is_chosen: bool) {
        let number = number as usize;
        if self.chosen.len() <= number {
            self.chosen.resize(number + 1, false);
        }
        self.chosen[number] = is_chosen;
    }

    /// Takes what is typed now.
    fn ask(&mut self, stock: Stock<'_>) {
        match Query::draft(&self.input.text(), Subject::Marks) {
            Ok((query, bad)) => (self.query, self.problem) = (query, bad.map(Problem::of)),
            Err(bad) => {
                self.problem = Some(Problem::of(bad));
                return;
            }
        }
        self.selected = 0;
        self.narrow(stock);
    }

    fn narrow(&mut self, stock: Stock<'_>) {
        let Stock { ledger, library, notebook, places } = stock;
        self.shown.clear();
        if self.query.is_empty() {
            self.shown.extend_from_slice(&self.ordered);
            return;
        }
        let held = ledger.sift(&self.query, Facts { library, notebook, places });
        let is_held = |number: &&u32| held.get(**number as usize).copied().unwrap_or_default();
        self.shown.extend(self.ordered.iter().filter(is_held));
    }
}
