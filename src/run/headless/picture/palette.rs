//! The colours of pictures. In comes a look, out come what it is drawn with, on dark or light paper.

use ratatui::style::{Color, Modifier};

use crate::run::terminal::painter::Look;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// What a picture is drawn on: which colours the terminal in it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Dark,
    Light,
}

/// Text, paper, and the sixteen colours in the order of ECMA-48.
struct Palette {
    text: Rgb,
    paper: Rgb,
    colours: [Rgb; 16],
}

/// Each colour has a contrast of 4.5 with the paper at least (WCAG 2.1, 1.4.3), but for what is black
/// on dark paper and white on light paper.
const DARK: Palette = Palette {
    text: [0xd8, 0xd9, 0xd2],
    paper: [0x1c, 0x1f, 0x24],
    colours: [
        [0x1c, 0x1f, 0x24],
        [0xe0, 0x6c, 0x75],
        [0x8f, 0xbf, 0x72],
        [0xd9, 0xae, 0x62],
        [0x6f, 0xa8, 0xdc],
        [0xc0, 0x8a, 0xd0],
        [0x66, 0xb8, 0xbe],
        [0xb4, 0xb8, 0xb4],
        [0x8a, 0x90, 0x98],
        [0xf0, 0x8b, 0x92],
        [0xa9, 0xd6, 0x8c],
        [0xf0, 0xca, 0x80],
        [0x90, 0xc2, 0xf0],
        [0xd8, 0xa8, 0xe6],
        [0x86, 0xd4, 0xda],
        [0xf4, 0xf4, 0xee],
    ],
};

const LIGHT: Palette = Palette {
    text: [0x2b, 0x2b, 0x28],
    paper: [0xfb, 0xf9, 0xf3],
    colours: [
        [0x2b, 0x2b, 0x28],
        [0xb0, 0x2a, 0x37],
        [0x3b, 0x6e, 0x22],
        [0x85, 0x5a, 0x00],
        [0x1f, 0x5f, 0xa8],
        [0x85, 0x3a, 0x9c],
        [0x0f, 0x6b, 0x72],
        [0x5f, 0x62, 0x60],
        [0x6a, 0x6c, 0x6a],
        [0xb8, 0x32, 0x40],
        [0x45, 0x75, 0x2a],
        [0x8a, 0x60, 0x08],
        [0x2a, 0x68, 0xb0],
        [0x8c, 0x44, 0xa4],
        [0x18, 0x70, 0x78],
        [0xfb, 0xf9, 0xf3],
    ],
};

impl Paper {
    const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }

    /// What text is drawn with that has no colour.
    pub const fn text(self) -> Rgb {
        self.palette().text
    }

    /// What it is drawn on.
    pub const fn paper(self) -> Rgb {
        self.palette().paper
    }

    /// What a look is drawn with and on.
    pub fn colours(self, look: Look) -> (Rgb, Rgb) {
        let mut fg = self.colour(look.fg).unwrap_or(self.text());
        let mut bg = self.colour(look.bg).unwrap_or(self.paper());
        if look.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut fg, &mut bg);
        }
        if look.modifier.contains(Modifier::DIM) {
            let two_thirds = |fg: u8, bg: u8| ((u16::from(fg) * 2 + u16::from(bg)) / 3) as u8;
            fg = std::array::from_fn(|at| two_thirds(fg[at], bg[at]));
        }
        (fg, bg)
    }

    fn colour(self, colour: Color) -> Option<Rgb> {
        let index = match colour {
            Color::Reset => return None,
            Color::Rgb(red, green, blue) => return Some([red, green, blue]),
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        Some(self.indexed(index))
    }

    /// One of 256 colours: the sixteen, a cube of six steps a side, 24 greys, as xterm has them.
    fn indexed(self, index: u8) -> Rgb {
        let step = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match index {
            0..=15 => self.palette().colours[usize::from(index)],
            16..=231 => {
                let cube = index - 16;
                [step(cube / 36), step(cube / 6 % 6), step(cube % 6)]
            }
            232.. => [8 + 10 * (index - 232); 3],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour (WCAG 2.1).
    fn luminance(colour: Rgb) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    }

    #[test]
    fn colours_can_be_read_on_their_paper() {
        for (paper, hidden) in [(Paper::Dark, 0), (Paper::Light, 15)] {
            for index in (0..16).filter(|index| *index != hidden) {
                let (one, other) = (luminance(paper.indexed(index)), luminance(paper.paper()));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{paper:?} {index}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn looks_are_resolved() {
        let look = |fg, bg, modifier| Look { fg, bg, modifier };
        let paper = Paper::Dark;
        let plain = look(Color::Reset, Color::Reset, Modifier::empty());
        assert_eq!(paper.colours(plain), (DARK.text, DARK.paper));
        let reversed = look(Color::Red, Color::Reset, Modifier::REVERSED);
        assert_eq!(paper.colours(reversed), (DARK.paper, DARK.colours[1]));
        let cube = look(Color::Indexed(196), Color::Indexed(255), Modifier::empty());
        assert_eq!(paper.colours(cube), ([255, 0, 0], [238, 238, 238]));
        let dim = look(Color::Rgb(30, 30, 30), Color::Rgb(0, 0, 90), Modifier::DIM);
        assert_eq!(paper.colours(dim).0, [20, 20, 50]);
    }
}
