//! Colours as numbers. In come red, green and blue, out come how light a colour is, how far it is
//! from another to the eye, and the nearest of the 256. Refuses to know what a colour is for.

use ratatui::style::Color;

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// No colours.
    Mono,
    /// The 16 that its owner chose.
    #[default]
    Sixteen,
    /// The 256 of xterm: those 16, a cube of 216 and 24 greys.
    Palette,
    /// Any red, green and blue.
    Full,
}

/// Whether the background of the terminal is dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    Dark,
    Light,
}

/// Red, green and blue in sRGB (IEC 61966-2-1), 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self(red, green, blue))
    }

    /// Whether text on it is to be light or dark: the half of L* that it is in.
    pub fn shade(self) -> Shade {
        if self.lab()[0] < 50.0 { Shade::Dark } else { Shade::Light }
    }

    /// The amounts of light, 0 to 1: without the curve of sRGB (IEC 61966-2-1).
    pub fn light(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// L*, a* and b* under D65 (CIE 15:2004, 8.2.1).
    fn lab(self) -> [f64; 3] {
        let [red, green, blue] = self.light();
        let x = (0.412_4 * red + 0.357_6 * green + 0.180_5 * blue) / 0.950_5;
        let y = 0.212_6 * red + 0.715_2 * green + 0.072_2 * blue;
        let z = (0.019_3 * red + 0.119_2 * green + 0.950_5 * blue) / 1.089;
        let [x, y, z] = [x, y, z].map(|part: f64| {
            let is_dark = part <= (6.0_f64 / 29.0).powi(3);
            if is_dark { part * 841.0 / 108.0 + 4.0 / 29.0 } else { part.cbrt() }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How different two colours look: the distance in CIELAB (CIE 1976). About 2.3 can be told.
    pub fn difference(self, other: Self) -> f64 {
        let (own, other) = (self.lab(), other.lab());
        own.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// The number of the colour of the cube or the greys that looks most like this one. The first
    /// 16 are left out: nobody knows what they look like.
    pub fn nearest(self) -> u8 {
        let distance = |index: &u8| Self::indexed(*index).difference(self);
        (16..=255).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_default()
    }

    /// The colour with that number in xterm, from 16 on: the cube, then the greys.
    pub fn indexed(index: u8) -> Self {
        let Some(grey) = index.checked_sub(232) else {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index.saturating_sub(16);
            return Self(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
        };
        Self(8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey)
    }
}

/// A colour as a theme names it: one of the terminal's own, or one that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// `default`, or one of the 16 that every terminal has.
    Own(Color),
    /// One of the 256.
    Indexed(u8),
    Exact(Rgb),
}

impl Colour {
    /// Reads the name of one of the 16, a number from 0 to 255, or `#rrggbb`.
    pub fn parse(word: &str) -> Option<Self> {
        let exact = || Rgb::parse(word).map(Self::Exact);
        let index = || word.parse().ok().map(Self::Indexed);
        own(word).map(Self::Own).or_else(exact).or_else(index)
    }

    /// The nearest that a terminal of that depth can show; none where none of its own is meant.
    pub fn at(self, depth: Depth) -> Option<Color> {
        match (self, depth) {
            (_, Depth::Mono) | (Self::Indexed(16..) | Self::Exact(_), Depth::Sixteen) => None,
            (Self::Own(colour), _) => Some(colour),
            (Self::Indexed(index), _) => Some(Color::Indexed(index)),
            (Self::Exact(rgb), Depth::Palette) => Some(Color::Indexed(rgb.nearest())),
            (Self::Exact(Rgb(red, green, blue)), Depth::Full) => Some(Color::Rgb(red, green, blue)),
        }
    }
}

/// The sixteen colours that every terminal has, by the names of its palette.
fn own(name: &str) -> Option<Color> {
    let bright = name.strip_prefix("bright-");
    Some(match (bright.unwrap_or(name), bright.is_some()) {
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
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_the_256_looks_most_alike() {
        for (name, index) in [
            ("#000000", 16),
            ("#ffffff", 231),
            ("#ff0000", 196),
            ("#5f87af", 67),
            ("#808080", 244),
            ("#0a0a0a", 232),
            // By the distance of the numbers it would be 145, a grey.
            ("#b3a8ae", 248),
        ] {
            assert_eq!(Rgb::parse(name).unwrap().nearest(), index, "{name}");
        }
        for index in 16..=255 {
            let colour = Rgb::indexed(index);
            assert_eq!(Rgb::indexed(colour.nearest()), colour, "{index}");
        }
    }

    #[test]
    fn differences_are_those_of_cielab() {
        let lab = Rgb(0x8a, 0x4b, 0x08).lab();
        let expected = [38.6, 23.0, 45.4];
        assert!(lab.iter().zip(expected).all(|(is, wanted)| (is - wanted).abs() < 1.0), "{lab:?}");
        assert!((Rgb(0, 0, 0).difference(Rgb(255, 255, 255)) - 100.0).abs() < 0.1);
    }

    #[test]
    fn backgrounds_are_dark_or_light() {
        for (background, shade) in [
            ("#000000", Shade::Dark),
            ("#002b36", Shade::Dark),
            ("#3f3f3f", Shade::Dark),
            ("#fdf6e3", Shade::Light),
            ("#c0c0c0", Shade::Light),
        ] {
            assert_eq!(Rgb::parse(background).unwrap().shade(), shade, "{background}");
        }
    }

    #[test]
    fn colours_have_three_kinds_of_names() {
        for (word, depth, is) in [
            ("white", Depth::Full, Some(Color::Gray)),
            ("208", Depth::Full, Some(Color::Indexed(208))),
            ("208", Depth::Palette, Some(Color::Indexed(208))),
            ("208", Depth::Sixteen, None),
            ("9", Depth::Sixteen, Some(Color::Indexed(9))),
            ("#5f87af", Depth::Full, Some(Color::Rgb(0x5f, 0x87, 0xaf))),
            ("#5f87af", Depth::Palette, Some(Color::Indexed(67))),
            ("#5f87af", Depth::Sixteen, None),
            ("red", Depth::Sixteen, Some(Color::Red)),
            ("red", Depth::Mono, None),
        ] {
            assert_eq!(Colour::parse(word).unwrap().at(depth), is, "{word} {depth:?}");
        }
        for word in ["pink", "256", "-1", "#fff", "#+12345", "#12345g", "bright-default", ""] {
            assert_eq!(Colour::parse(word), None, "{word}");
        }
    }
}
