//! A theme as it is written. In comes TOML, out come the words for each role, checked; what is wrong
//! is told with its line. Refuses to know what terminal it is for.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use toml::de::{DeTable, DeValue};

use super::Role;
use super::colour::{Colour, Depth};

/// The table of the styles for terminals of 16 colours.
const SIXTEEN: &str = "sixteen";
/// The key that names the theme whose roles hold where this one is silent.
const INHERITS: &str = "inherits";

/// A style before it is known what a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    fg: Option<Colour>,
    bg: Option<Colour>,
    modifier: Modifier,
}

/// What a theme says of each role.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The theme that it is a variant of.
    pub inherits: Option<String>,
    looks: Vec<Option<Look>>,
    /// What holds instead on a terminal of 16 colours.
    sixteen: Vec<Option<Look>>,
}

impl Sheet {
    /// Reads a theme. The error begins with the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fault = |span: Range<usize>, says: &str| {
            let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
            format!("line {line}: {says}")
        };
        let table = DeTable::parse(text).map_err(|error| {
            let says = error.message().lines().next().unwrap_or_default();
            fault(error.span().unwrap_or_default(), says)
        })?;
        let none = vec![None; Role::ALL.len()];
        let mut sheet = Self { inherits: None, looks: none.clone(), sixteen: none };
        for (key, value) in table.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                (INHERITS, DeValue::String(name)) => sheet.inherits = Some(name.to_string()),
                (SIXTEEN, DeValue::Table(roles)) => {
                    for (key, value) in roles {
                        set(&mut sheet.sixteen, key.get_ref(), value.get_ref(), Depth::Sixteen)
                            .map_err(|says| fault(key.span(), &says))?;
                    }
                }
                (role, value) => set(&mut sheet.looks, role, value, Depth::Full)
                    .map_err(|says| fault(key.span(), &says))?,
            }
        }
        Ok(sheet)
    }

    /// Takes over what `other` says where this one is silent. A role that this one gives in colours
    /// that every terminal has needs no other form.
    pub fn fill_from(&mut self, other: &Self) {
        for index in 0..self.looks.len() {
            let is_own = self.looks[index].is_none_or(|look| look.lacks(Depth::Sixteen));
            if is_own && self.sixteen[index].is_none() {
                // Where the other has but one form, that is the one for 16 colours too.
                self.sixteen[index] = other.sixteen[index].or(other.looks[index]);
            }
            self.looks[index] = self.looks[index].or(other.looks[index]);
        }
    }

    /// Whether it names a colour.
    pub fn has_colours(&self) -> bool {
        self.looks.iter().chain(&self.sixteen).flatten().any(|look| look.lacks(Depth::Mono))
    }

    /// Whether it says something of a role itself.
    #[cfg(test)]
    pub fn names(&self, role: Role) -> bool {
        self.looks[role as usize].is_some()
    }

    /// A style for every role on a terminal of that depth. Where a role names no colour, those of
    /// the text hold.
    pub fn styles(&self, depth: Depth) -> Vec<Style> {
        let look = |role: Role| {
            let sixteen = self.sixteen[role as usize].filter(|_| depth == Depth::Sixteen);
            sixteen.or(self.looks[role as usize]).unwrap_or_default()
        };
        let text = look(Role::Text);
        let style = |&(role, _): &(Role, _)| {
            let look = look(role);
            let mut style = Style::new().add_modifier(look.modifier);
            style.fg = look.fg.or(text.fg).and_then(|colour| colour.at(depth));
            style.bg = look.bg.or(text.bg).and_then(|colour| colour.at(depth));
            style
        };
        Role::ALL.iter().map(style).collect()
    }
}

impl Look {
    /// Reads words like `bold red on black`.
    fn parse(words: &str) -> Result<Self, String> {
        let mut look = Self::default();
        let mut on_background = false;
        for word in words.split_whitespace() {
            let modifier = match word {
                "on" => {
                    on_background = true;
                    continue;
                }
                "bold" => Modifier::BOLD,
                "dim" => Modifier::DIM,
                "italic" => Modifier::ITALIC,
                "underlined" => Modifier::UNDERLINED,
                "reversed" => Modifier::REVERSED,
                "crossed-out" => Modifier::CROSSED_OUT,
                _ => {
                    let colour = Colour::parse(word)
                        .ok_or_else(|| format!("there is no colour or attribute {word:?}"))?;
                    let part = if on_background { &mut look.bg } else { &mut look.fg };
                    *part = Some(colour);
                    continue;
                }
            };
            look.modifier |= modifier;
        }
        Ok(look)
    }

    /// Whether a terminal of that depth cannot show all of it.
    fn lacks(self, depth: Depth) -> bool {
        [self.fg, self.bg].into_iter().flatten().any(|colour| colour.at(depth).is_none())
    }
}

/// Sets the look of a role.
fn set(
    looks: &mut [Option<Look>],
    role: &str,
    value: &DeValue<'_>,
    depth: Depth,
) -> Result<(), String> {
    let known = Role::ALL.iter().find(|(_, known)| *known == role);
    let (known, _) = known.ok_or_else(|| format!("there is no role {role:?}"))?;
    let DeValue::String(words) = value else {
        return Err(format!("{role} is words in quotes, as in \"bold red on black\""));
    };
    let look = Look::parse(words)?;
    if look.lacks(depth) {
        return Err(format!("{role} is given in other than the 16 colours"));
    }
    looks[*known as usize] = Some(look);
    Ok(())
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, says) in [
            ("hit = \"pink\"", "line 1: there is no colour or attribute \"pink\""),
            ("\n\nneon = \"red\"", "line 3: there is no role \"neon\""),
            ("text = 3", "line 1: text is words in quotes, as in \"bold red on black\""),
            ("[sixteen]\nhit = \"#123456\"", "line 2: hit is given in other than the 16 colours"),
            ("[sixteen]\n\nfont = \"red\"", "line 3: there is no role \"font\""),
            ("inherits = 1", "line 1: there is no role \"inherits\""),
            ("dim = \"red\"\ndim = \"red\"", "line 2: duplicate key"),
            ("\u{0}{{", "line 1: "),
        ] {
            let fault = Sheet::parse(text).expect_err(text);
            assert!(fault.starts_with(says), "{text}: {fault}");
        }
    }

    #[test]
    fn a_role_has_a_form_for_every_depth() {
        let text = "heading = \"#5f87af bold\"\nquote = \"#5f87af italic\"\n[sixteen]\nheading = \
                    \"cyan bold\"";
        let sheet = Sheet::parse(text).unwrap();
        let style = |role: Role, depth| sheet.styles(depth)[role as usize];
        for (depth, heading, quote) in [
            (Depth::Full, Some(Color::Rgb(0x5f, 0x87, 0xaf)), Some(Color::Rgb(0x5f, 0x87, 0xaf))),
            (Depth::Palette, Some(Color::Indexed(67)), Some(Color::Indexed(67))),
            (Depth::Sixteen, Some(Color::Cyan), None),
            (Depth::Mono, None, None),
        ] {
            assert_eq!(style(Role::Heading, depth).fg, heading);
            assert_eq!(style(Role::Quote, depth).fg, quote);
            assert_eq!(style(Role::Quote, depth).add_modifier, Modifier::ITALIC);
        }
    }

    #[test]
    fn the_colours_of_the_text_hold_where_a_role_names_none() {
        let sheet = Sheet::parse("text = \"white on blue\"\nhit = \"on red\"").unwrap();
        let hit = sheet.styles(Depth::Sixteen)[Role::Hit as usize];
        assert_eq!((hit.fg, hit.bg), (Some(Color::Gray), Some(Color::Red)));
    }

    #[test]
    fn a_theme_takes_over_what_it_does_not_say() {
        let parent = "hit = \"#111111\"\nquote = \"#222222\"\n[sixteen]\nhit = \"red\"\nquote = \
                      \"blue\"";
        let parent = Sheet::parse(parent).unwrap();
        let mut child = Sheet::parse("hit = \"green\"\nquote = \"#333333\"").unwrap();
        child.fill_from(&parent);
        let fg = |role: Role, depth| child.styles(depth)[role as usize].fg;
        assert_eq!(fg(Role::Hit, Depth::Sixteen), Some(Color::Green), "it needs no other form");
        assert_eq!(fg(Role::Quote, Depth::Full), Some(Color::Rgb(0x33, 0x33, 0x33)));
        assert_eq!(fg(Role::Quote, Depth::Sixteen), Some(Color::Blue));
    }
}
