//! The theme that is shown. In come its name and what is known of the terminal, both of which may
//! change at any time, out comes a style for every role.

use crate::run::terminal::colours::Colours;
use crate::ui::{Theme, Themes};

/// The themes, and the one that was asked for last.
#[derive(Debug)]
pub struct Looks {
    themes: Themes,
    last: Option<(String, Colours, Theme)>,
}

impl Looks {
    /// All themes to choose from.
    pub fn new(themes: Themes) -> Self {
        Self { themes, last: None }
    }

    /// The theme of that name on a terminal of these colours.
    pub fn theme(&mut self, name: &str, colours: Colours) -> &Theme {
        let last = self.last.take().filter(|(last, on, _)| (last.as_str(), *on) == (name, colours));
        let make = || {
            let theme = self.themes.theme(name, colours.depth, colours.shade);
            (name.to_owned(), colours, theme)
        };
        let (_, _, theme) = self.last.insert(last.unwrap_or_else(make));
        theme
    }
}
