//! What each role looks like: the only place with colours. In come themes as TOML and what the
//! terminal can show, out come styles. A role that carries meaning has an attribute or a sign besides
//! its colour, so that a theme reads without colours too.

mod colour;
mod sheet;
mod themes;

use ratatui::style::{Modifier, Style};

pub use colour::{Depth, Rgb, Shade};
pub use themes::Themes;

macro_rules! roles {
    ($($variant:ident $name:literal,)*) => {
        /// What a piece of the screen is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role { $($variant,)* }

        impl Role {
            /// Every role with its name in a theme.
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name),)*];
        }
    };
}

roles! {
    Text "text",
    Dim "dim",
    Title "title",
    Subtitle "subtitle",
    Meta "meta",
    Heading "heading",
    Caption "caption",
    Attribution "attribution",
    Quote "quote",
    Code "code",
    Dropped "dropped",
    Border "border",
    BorderFocus "border-focus",
    Status "status",
    StatusKey "status-key",
    StatusSaved "status-saved",
    StatusError "status-error",
    List "list",
    ListSelected "list-selected",
    ListSelectedUnfocused "list-selected-unfocused",
    Source "source",
    Hit "hit",
    HitCurrent "hit-current",
    Selection "selection",
    MarkBookmark "mark-bookmark",
    MarkHighlight "mark-highlight",
    MarkNote "mark-note",
    InkYellow "ink-yellow",
    InkGreen "ink-green",
    InkBlue "ink-blue",
    InkRed "ink-red",
    InkPurple "ink-purple",
    Input "input",
    Overlay "overlay",
    OverlayTitle "overlay-title",
    MatchInList "match-in-list",
    ScrollThumb "scroll-thumb",
}

/// A style for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: Vec<Style>,
}

impl Theme {
    /// The style of text of one role where another lies over it: a hit in a caption is not dim.
    pub fn over(&self, base: Role, role: Role) -> Style {
        let mut style = self.style(base).patch(self.style(role));
        style.add_modifier.remove(Modifier::DIM);
        style
    }

    /// The style of text with a mark over it, and the ink of the mark over that.
    pub fn marked(&self, base: Role, mark: Role, ink: Option<Role>) -> Style {
        let style = self.over(base, mark);
        ink.map_or(style, |ink| style.patch(self.style(ink)))
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
