//! The themes by their names: those that are built in and those of the reader. In come names and
//! what the terminal is, out comes a theme. Refuses to know where a reader's own are kept.

use super::Theme;
use super::colour::{Depth, Shade};
use super::sheet::Sheet;

/// A theme that is built in.
struct BuiltIn {
    name: &'static str,
    /// What it is, for a list.
    says: &'static str,
    english: &'static str,
    text: &'static str,
}

/// The built-in themes.
const BUILT_IN: [BuiltIn; 5] = [
    BuiltIn {
        name: DARK,
        says: "深底",
        english: "for dark backgrounds",
        text: include_str!("../../../assets/themes/dark.toml"),
    },
    BuiltIn {
        name: LIGHT,
        says: "浅底",
        english: "for light backgrounds",
        text: include_str!("../../../assets/themes/light.toml"),
    },
    BuiltIn {
        name: "contrast",
        says: "高对比，黑底白字",
        english: "white on black, strong colours",
        text: include_str!("../../../assets/themes/contrast.toml"),
    },
    BuiltIn {
        name: ANSI,
        says: "终端自己的颜色，深浅底都可读",
        english: "the terminal's own colours, on any background",
        text: include_str!("../../../assets/themes/ansi.toml"),
    },
    BuiltIn {
        name: MONO,
        says: "不用颜色",
        english: "no colours",
        text: include_str!("../../../assets/themes/mono.toml"),
    },
];

const DARK: &str = "dark";
const LIGHT: &str = "light";
/// What a theme inherits that names no other, and what is shown until the background is known.
const ANSI: &str = "ansi";
/// What is shown where there are no colours.
const MONO: &str = "mono";

/// A theme of the reader: its name, how its file is called where it is at fault, its text.
#[derive(Clone, Debug)]
struct Own {
    name: String,
    file: String,
    text: String,
}

/// All themes.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    own: Vec<Own>,
}

impl Themes {
    /// The name that stands for the theme that suits the terminal.
    pub const AUTO: &str = "auto";

    /// Takes a theme of the reader; `file` is what its faults are told of. One that has the name of
    /// a built-in theme takes its place, and may inherit it.
    pub fn add(&mut self, name: &str, file: &str, text: &str) {
        let own = Own { name: name.to_owned(), file: file.to_owned(), text: text.to_owned() };
        self.own.push(own);
    }

    /// All names, the automatic one first.
    pub fn names(&self) -> Vec<&str> {
        let built_in = BUILT_IN.iter().map(|built_in| built_in.name);
        let own = self.own.iter().map(|own| own.name.as_str());
        let own = own.filter(|name| BUILT_IN.iter().all(|built_in| built_in.name != *name));
        [Self::AUTO].into_iter().chain(built_in).chain(own).collect()
    }

    /// What a theme is, in Chinese and in English.
    pub fn describe(&self, name: &str) -> (&str, &str) {
        if let Some(own) = self.own.iter().find(|own| own.name == name) {
            return ("自定", &own.file);
        }
        let built_in = BUILT_IN.iter().find(|built_in| built_in.name == name);
        built_in.map_or(("随终端的底色", "dark or light, as the terminal is"), |built_in| {
            (built_in.says, built_in.english)
        })
    }

    /// Whether there is a theme of that name, without fault; else a sentence.
    pub fn check(&self, name: &str) -> Result<(), String> {
        if name == Self::AUTO { Ok(()) } else { self.sheet(name).map(|_| ()) }
    }

    /// The theme of that name on a terminal of that depth and, where it is known, that background.
    /// What cannot be had looks like `ansi`, as before a terminal has told of itself.
    pub fn theme(&self, name: &str, depth: Depth, shade: Option<Shade>) -> Theme {
        let name = match (name, shade) {
            (Self::AUTO, Some(Shade::Dark)) => DARK,
            (Self::AUTO, Some(Shade::Light)) => LIGHT,
            (Self::AUTO, None) => ANSI,
            (name, _) => name,
        };
        let sheet = self.sheet(name).unwrap_or_else(|_| built_in(ANSI));
        let is_without = depth == Depth::Mono && sheet.has_colours();
        let sheet = if is_without { built_in(MONO) } else { sheet };
        Theme { styles: sheet.styles(depth) }
    }

    /// A theme with all that it inherits.
    pub(super) fn sheet(&self, name: &str) -> Result<Sheet, String> {
        let mut unused: Vec<&Own> = self.own.iter().collect();
        let mut whole: Option<Sheet> = None;
        let mut wanted = Some(name.to_owned());
        while let Some(name) = wanted {
            let own =
                unused.iter().position(|own| own.name == name).map(|at| unused.swap_remove(at));
            let sheet = match own {
                Some(own) => own.sheet()?,
                None if is_built_in(&name) => built_in(&name),
                None => return Err(self.unknown(&name)),
            };
            let usual = || own.is_some().then(|| ANSI.to_owned());
            wanted = sheet.inherits.clone().or_else(usual);
            match &mut whole {
                Some(whole) => whole.fill_from(&sheet),
                None => whole = Some(sheet),
            }
        }
        whole.ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> String {
        match self.own.iter().find(|own| own.name == name) {
            Some(own) => format!("{}: the theme inherits itself", own.file),
            None => format!("there is no theme {name:?}: known are {}", self.names().join(", ")),
        }
    }
}

impl Own {
    fn sheet(&self) -> Result<Sheet, String> {
        Sheet::parse(&self.text).map_err(|fault| format!("{}: {fault}", self.file))
    }
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|built_in| built_in.name == name)
}

fn built_in(name: &str) -> Sheet {
    let known = BUILT_IN.iter().find(|built_in| built_in.name == name);
    let known = known.expect("it is named by a constant, or is_built_in");
    Sheet::parse(known.text).expect("the built-in themes are tested")
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::super::Role;
    use super::*;

    fn themes(files: &[(&str, &str)]) -> Themes {
        let mut themes = Themes::default();
        for (name, text) in files {
            themes.add(name, &format!("themes/{name}.toml"), text);
        }
        themes
    }

    #[test]
    fn automatic_is_dark_light_or_readable_on_both() {
        let themes = Themes::default();
        let theme = |name, shade| themes.theme(name, Depth::Full, shade);
        assert_eq!(theme("auto", Some(Shade::Dark)), theme("dark", None));
        assert_eq!(theme("auto", Some(Shade::Light)), theme("light", Some(Shade::Dark)));
        assert_eq!(theme("auto", None), theme("ansi", None));
        assert_ne!(theme("dark", None), theme("light", None));
    }

    #[test]
    fn without_colours_every_theme_is_mono() {
        let themes = themes(&[("plain", "heading = \"underlined\"\ninherits = \"mono\"")]);
        let theme = |name| themes.theme(name, Depth::Mono, None);
        for name in ["dark", "light", "ansi", "contrast", "auto"] {
            assert_eq!(theme(name), theme("mono"), "{name}");
        }
        assert_ne!(theme("plain"), theme("mono"), "it has no colours to lose");
    }

    #[test]
    fn a_theme_of_the_reader_says_only_what_it_changes() {
        let themes = themes(&[
            ("sea", "inherits = \"dark\"\nheading = \"#5f87af\""),
            ("deep", "inherits = \"sea\"\nquote = \"#008080\""),
            ("dark", "inherits = \"dark\"\ncode = \"208\""),
            ("bare", "code = \"red\""),
        ]);
        let style = |name, role| themes.theme(name, Depth::Full, None).style(role);
        let built_in = Themes::default();
        let dark = |role| built_in.theme("dark", Depth::Full, None).style(role);
        assert_eq!(style("deep", Role::Quote).fg, Some(Color::Rgb(0, 128, 128)));
        assert_eq!(style("deep", Role::Heading).fg, Some(Color::Rgb(0x5f, 0x87, 0xaf)));
        assert_eq!(style("deep", Role::Hit), dark(Role::Hit));
        assert_eq!(style("deep", Role::Code).fg, Some(Color::Indexed(208)), "by their own dark");
        let ansi = built_in.theme("ansi", Depth::Full, None);
        assert_eq!(style("bare", Role::Selection), ansi.style(Role::Selection));
        let names = themes.names();
        assert_eq!(names.iter().filter(|name| **name == "dark").count(), 1);
        assert!(names.starts_with(&["auto", "dark", "light"]) && names.contains(&"deep"));
    }

    #[test]
    fn what_is_wrong_is_a_sentence() {
        let themes = themes(&[
            ("snake", "inherits = \"tail\""),
            ("tail", "inherits = \"snake\""),
            ("orphan", "inherits = \"nobody\""),
            ("typo", "\nhit = \"pinkish\""),
        ]);
        for (name, says) in [
            (
                "neon",
                "there is no theme \"neon\": known are auto, dark, light, contrast, ansi, mono",
            ),
            ("snake", "themes/snake.toml: the theme inherits itself"),
            ("orphan", "there is no theme \"nobody\": known are"),
            ("typo", "themes/typo.toml: line 2: there is no colour or attribute \"pinkish\""),
        ] {
            let fault = themes.check(name).expect_err(name);
            assert!(fault.starts_with(says), "{fault}");
        }
        assert!(themes.check("auto").is_ok() && themes.check("mono").is_ok());
    }
}
