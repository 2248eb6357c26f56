//! What each role looks like: the only place with colours. In come the TOML files of
//! `assets/themes`, out come styles. A role that carries meaning has an attribute besides its
//! colour, so that a theme reads without colours too.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

macro_rules! roles {
    ($($variant:ident $name:literal,)*) => {
        /// What a piece of the screen is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role { $($variant,)* }

        impl Role {
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

/// The built-in themes, the default first.
const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

impl Default for Theme {
    fn default() -> Self {
        Self::parse(BUILT_IN[0].1).expect("the built-in themes are tested")
    }
}

impl Theme {
    /// The built-in theme of that name, else a sentence that lists the names.
    pub fn named(name: &str) -> Result<Self, String> {
        let names: Vec<_> = BUILT_IN.iter().map(|(known, _)| *known).collect();
        BUILT_IN
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("there is no theme {name:?}: known are {}", names.join(", ")))
            .and_then(|(_, table)| Self::parse(table))
    }

    /// Reads `role = "bold red on black"`; a role that is missing looks like text.
    fn parse(table: &str) -> Result<Self, String> {
        let table: BTreeMap<String, String> =
            toml::from_str(table).map_err(|error| error.to_string())?;
        let mut styles = vec![Style::new(); Role::ALL.len()];
        for (name, words) in &table {
            let (role, _) = Role::ALL
                .iter()
                .find(|(_, known)| known == name)
                .ok_or_else(|| format!("there is no role {name:?}"))?;
            styles[*role as usize] = parse_style(words)?;
        }
        Ok(Self { styles })
    }

    /// The style of text of one role where another lies over it: a hit in a caption is not dim.
    pub fn over(&self, base: Role, role: Role) -> Style {
        let mut style = self.style(base).patch(self.style(role));
        style.add_modifier.remove(Modifier::DIM);
        style
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }
}

fn parse_style(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut on_background = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "on" => {
                on_background = true;
                continue;
            }
            "bold" => Some(Modifier::BOLD),
            "dim" => Some(Modifier::DIM),
            "italic" => Some(Modifier::ITALIC),
            "underlined" => Some(Modifier::UNDERLINED),
            "reversed" => Some(Modifier::REVERSED),
            "crossed-out" => Some(Modifier::CROSSED_OUT),
            _ => None,
        };
        style = match modifier {
            Some(modifier) => style.add_modifier(modifier),
            None if on_background => style.bg(colour(word)?),
            None => style.fg(colour(word)?),
        };
    }
    Ok(style)
}

/// The sixteen colours that every terminal has, by the names of its palette.
fn colour(name: &str) -> Result<Color, String> {
    let bright = name.strip_prefix("bright-");
    Ok(match (bright.unwrap_or(name), bright.is_some()) {
        ("default", false) => Color::Reset,
        ("black", false) => Color::Black,
        ("red", false) => Color::Red,
        ("green", false) => Color::Green,
        ("yellow", false) => Color::Yellow,
        ("blue", false) => Color::Blue,
        ("magenta", false) => Color::Magenta,
        ("cyan", false) => Color::Cyan,
        ("white", false) => Color::Gray,
        ("black", true) => Color::DarkGray,
        ("red", true) => Color::LightRed,
        ("green", true) => Color::LightGreen,
        ("yellow", true) => Color::LightYellow,
        ("blue", true) => Color::LightBlue,
        ("magenta", true) => Color::LightMagenta,
        ("cyan", true) => Color::LightCyan,
        ("white", true) => Color::White,
        _ => return Err(format!("there is no colour {name:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_themes_are_whole() {
        for (name, table) in BUILT_IN {
            let listed: BTreeMap<String, String> = toml::from_str(table).expect(name);
            for (_, role) in Role::ALL {
                assert!(listed.contains_key(*role), "{name} has no {role}");
            }
            Theme::parse(table).expect(name);
        }
    }

    #[test]
    fn meaning_never_hangs_on_colour_alone() {
        let telling =
            [Role::ListSelected, Role::HitCurrent, Role::Selection, Role::StatusError, Role::Title];
        for (name, _) in BUILT_IN {
            let theme = Theme::named(name).expect(name);
            for role in telling {
                assert!(!theme.style(role).add_modifier.is_empty(), "{name}: {role:?}");
            }
        }
    }

    #[test]
    fn mono_has_no_colour() {
        let mono = Theme::named("mono").expect("built in");
        assert!(mono.styles.iter().all(|style| style.fg.is_none() && style.bg.is_none()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(
            Theme::named("neon").is_err_and(|why| why.contains("neon") && why.contains("dark"))
        );
        assert!(Theme::parse("hit = \"pink\"").is_err_and(|why| why.contains("pink")));
    }
}
