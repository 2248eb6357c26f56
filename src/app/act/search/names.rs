//! The list of names: it opens at once, and fills when the names are there.

use crate::app::screen::pick::Pick;
use crate::app::{App, Effect, Overlay};

impl App {
    pub(in crate::app) fn open_names(&mut self) -> Vec<Effect> {
        self.overlay = Some(Overlay::Names(Box::new(Pick::new(self.names.items()))));
        self.names.ask(&self.library).into_iter().collect()
    }

    /// Shows the names that are known now, where the list is open.
    pub(in crate::app) fn refresh_names(&mut self) {
        if let Some(Overlay::Names(pick)) = &mut self.overlay {
            pick.set_items(self.names.items());
        }
    }

    /// Asks for the names of the library that has arrived, if somebody waits for them or sees those of
    /// the one before.
    pub(in crate::app) fn names_of_another(&mut self) -> Option<Effect> {
        let again = self.names.ask_again(&self.library);
        let is_open = matches!(self.overlay, Some(Overlay::Names(_)));
        let effect = if is_open { again.or_else(|| self.names.ask(&self.library)) } else { again };
        self.refresh_names();
        effect
    }
}
