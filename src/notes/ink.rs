//! The colours that a passage can be marked in. In comes a name from the log, from another program
//! or from the reader's keys, out comes an [`Ink`]. Refuses to know how it looks: the theme does.

/// A colour to mark with. Each has a letter, so that it is never told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    Yellow,
    Green,
    Blue,
    Red,
    Purple,
}

impl Ink {
    /// Every ink, the most usual first.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::Purple];

    /// The word for it in the log, in `--json` and in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Purple => "purple",
        }
    }

    /// The word for it on the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yellow => "黄",
            Self::Green => "绿",
            Self::Blue => "蓝",
            Self::Red => "红",
            Self::Purple => "紫",
        }
    }

    /// Its sign beside the text. The letters of bookmarks are small ones.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Yellow => "Y",
            Self::Green => "G",
            Self::Blue => "B",
            Self::Red => "R",
            Self::Purple => "P",
        }
    }

    /// The ink of a name, in any case: ours, its letter, its Chinese word, and those of other
    /// programs that come near it.
    pub fn of(name: &str) -> Option<Self> {
        // Orange, olive and cyan are KOReader's, pink and orange Kindle's.
        const NEAR: [(&str, Ink); 9] = [
            ("orange", Ink::Yellow),
            ("olive", Ink::Green),
            ("cyan", Ink::Blue),
            ("aqua", Ink::Blue),
            ("pink", Ink::Red),
            ("magenta", Ink::Purple),
            ("violet", Ink::Purple),
            ("橙", Ink::Yellow),
            ("粉", Ink::Red),
        ];
        let name = name.trim();
        let own = |ink: &Self| {
            let names = [ink.name(), ink.sign(), ink.word()];
            names.iter().any(|own| own.eq_ignore_ascii_case(name))
                || name.strip_suffix('色') == Some(ink.word())
        };
        let near = || NEAR.iter().find(|(near, _)| near.eq_ignore_ascii_case(name));
        Self::ALL.into_iter().find(own).or_else(|| near().map(|&(_, ink)| ink))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ink_is_known_by_its_names() {
        for ink in Ink::ALL {
            for name in [ink.name(), ink.word(), ink.sign()] {
                assert_eq!(Ink::of(name), Some(ink), "{name}");
            }
        }
        for (name, ink) in [
            ("YELLOW", Some(Ink::Yellow)),
            (" b ", Some(Ink::Blue)),
            ("紫色", Some(Ink::Purple)),
            ("olive", Some(Ink::Green)),
            ("Pink", Some(Ink::Red)),
            ("gray", None),
            ("#ffff00", None),
            ("色", None),
            ("", None),
        ] {
            assert_eq!(Ink::of(name), ink, "{name:?}");
        }
    }
}
