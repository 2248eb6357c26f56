//! Asking again: what was asked before, and the searches that have a name.

use crate::app::screen::pick::{Pick, Target};
use crate::app::{App, Asking, Command, Effect, Overlay};
use crate::notes::searches::Saved;

impl App {
    /// In the first row of the results the query before this one, below it the row above.
    pub(in crate::app) fn older_query(&mut self) -> Vec<Effect> {
        if self.search.selected > 0 {
            return self.search.on(Command::Up, 1).into_iter().collect();
        }
        let older = self.queries.older(&self.search.input.text());
        older.and_then(|query| self.search.ask(&query)).into_iter().collect()
    }

    /// Among older queries the one after this, else the next row of the results.
    pub(in crate::app) fn newer_query(&mut self) -> Vec<Effect> {
        let effect = match self.queries.newer(&self.search.input.text()) {
            Some(query) => self.search.ask(&query),
            None => self.search.on(Command::Down, 1),
        };
        effect.into_iter().collect()
    }

    /// Remembers the query whose results the reader went to.
    pub(in crate::app) fn remember_query(&mut self) -> Option<Effect> {
        let query = self.search.input.text().trim().to_owned();
        self.queries.remember(&query).then(|| Effect::Keep(Asking::Remember(query)))
    }

    pub(in crate::app) fn open_searches(&mut self) {
        self.overlay = Some(Overlay::Searches(Box::new(Pick::new(self.queries.items()))));
    }

    /// Opens the palette with the command typed and the query for a name.
    pub(in crate::app) fn ask_name(&mut self) {
        if self.search.query.is_empty() {
            return self.say("按 / 检索，再起名存下");
        }
        let mut pick = Pick::commands(self.commands.to_vec());
        pick.text(&format!("{} {}", Command::SaveSearch.name(), self.search.input.text().trim()));
        self.overlay = Some(Overlay::Palette(Box::new(pick)));
    }

    /// Saves the query under a name.
    pub(in crate::app) fn save_search(&mut self, name: &str) -> Vec<Effect> {
        let saved = Saved::new(name, &self.search.input.text());
        let Some(saved) = saved.filter(|_| !self.search.query.is_empty()) else {
            self.say("按 / 检索，再起名存下");
            return Vec::new();
        };
        self.queries.save(saved.clone());
        vec![Effect::Keep(Asking::Save(saved))]
    }

    /// Asks a query of the list.
    pub(in crate::app) fn ask_again(&mut self, query: &str) -> Vec<Effect> {
        self.concordance.close();
        self.keep_place(|app| {
            app.reading.selecting = None;
            app.search.open();
        });
        self.search.ask(query).into_iter().collect()
    }

    /// Takes the name off the selected search.
    pub(in crate::app) fn forget_search(&mut self, target: Option<&Target>) -> Vec<Effect> {
        let Some(Target::Saved(saved)) = target else {
            self.say("只能删除起了名的检索");
            return Vec::new();
        };
        self.queries.forget(&saved.name);
        let items = self.queries.items();
        if let Some(Overlay::Searches(pick)) = &mut self.overlay {
            pick.set_items(items);
        }
        vec![Effect::Keep(Asking::Forget(saved.name.to_string()))]
    }
}
