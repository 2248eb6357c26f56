//! The theme, chosen from a list that shows each while it is selected. Refuses to know what a theme
//! looks like.

use std::sync::Arc;

use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::{App, Overlay};

impl App {
    /// Takes the themes that there are to choose from.
    pub fn offer_themes(&mut self, themes: Vec<Item>) {
        self.themes = Arc::new(themes);
    }

    /// The name of the theme to show: in the list of themes the selected one.
    pub fn theme(&self) -> &str {
        let Some(Overlay::Themes(pick)) = &self.overlay else { return &self.settings.theme };
        match pick.current().map(|item| &item.target) {
            Some(Target::Theme(name)) => name,
            _ => &self.settings.theme,
        }
    }

    pub(in crate::app) fn open_themes(&mut self) {
        let holds = |item: &Item| matches!(&item.target, Target::Theme(name) if *name == self.settings.theme);
        let here = self.themes.iter().position(holds).unwrap_or_default();
        let mut pick = Pick::new(self.themes.to_vec());
        pick.select(here);
        self.overlay = Some(Overlay::Themes(Box::new(pick)));
    }

    /// Keeps a theme for this session; only `config.toml` keeps it for good.
    pub(in crate::app) fn choose_theme(&mut self, name: String) {
        self.say(&format!("配色 {name}；config.toml 里写 theme = \"{name}\" 长用"));
        self.settings.theme = name;
    }
}
