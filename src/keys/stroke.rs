//! One key press, and its notation: `j`, `<C-d>`, `<CR>`, `<lt>`, as vim writes it. Full-width
//! letters, digits and signs are taken for their ASCII twins, so that commands work while an
//! input method is on.

use std::fmt;

/// A key on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character as typed, Shift included.
    Char(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// F1 to F12.
    F(u8),
}

/// A key with its modifiers. Shift is part of the character where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stroke {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Stroke {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The same key on the ASCII side: ：is `:`, ７ is `7`, an ideographic space is a space.
    pub fn narrowed(self) -> Self {
        let Code::Char(c) = self.code else { return self };
        let ascii = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            // What a Chinese input method types for the keys ' and / and ( ) in some settings.
            '‘' | '’' => '\'',
            '、' => '/',
            '【' => '[',
            '】' => ']',
            '。' => '.',
            _ => c,
        };
        Self { code: Code::Char(ascii), ..self }
    }

    /// The text that the key types, if any.
    pub const fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// The names of the keys that are not characters; the first of a key is the one printed.
const NAMES: &[(&str, Code)] = &[
    ("CR", Code::Enter),
    ("Enter", Code::Enter),
    ("Return", Code::Enter),
    ("Esc", Code::Escape),
    ("Tab", Code::Tab),
    ("S-Tab", Code::BackTab),
    ("BackTab", Code::BackTab),
    ("BS", Code::Backspace),
    ("Backspace", Code::Backspace),
    ("Del", Code::Delete),
    ("Delete", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PageUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("PageDown", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("Bar", Code::Char('|')),
];

/// Reads a row of keys, `gg/实践<CR>`. The error is the part that is no key.
pub fn parse_keys(keys: &str) -> Result<Vec<Stroke>, String> {
    let mut strokes = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = (c == '<').then(|| rest.find('>')).flatten();
        if let Some(end) = named {
            let name = &rest[1..end];
            strokes.push(parse_named(name).ok_or_else(|| rest[..=end].to_owned())?);
            rest = &rest[end + 1..];
        } else {
            strokes.push(Stroke::plain(Code::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(strokes)
}

fn parse_named(name: &str) -> Option<Stroke> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(Stroke::plain(*code));
    }
    if let Some(number) = name.strip_prefix(['F', 'f']).and_then(|n| n.parse().ok()) {
        return (1..=12).contains(&number).then(|| Stroke::plain(Code::F(number)));
    }
    let (modifier, inner) = name.split_once('-')?;
    let mut chars = inner.chars();
    let mut stroke = match (chars.next(), chars.next()) {
        (Some(c), None) => Stroke::plain(Code::Char(c)),
        _ => parse_named(inner)?,
    };
    match modifier {
        "C" | "c" => stroke.ctrl = true,
        "M" | "m" | "A" | "a" => stroke.alt = true,
        "S" | "s" => stroke.shift = true,
        _ => return None,
    }
    if let (true, Code::Char(c)) = (stroke.ctrl, stroke.code) {
        stroke.code = Code::Char(c.to_ascii_lowercase());
    }
    Some(stroke)
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        let modified = self.ctrl || self.alt || self.shift;
        if !modified && let (Code::Char(c), true) = (self.code, name.is_none_or(|n| n == "Bar")) {
            return write!(f, "{c}");
        }
        write!(f, "<")?;
        for (held, letter) in [(self.ctrl, "C-"), (self.alt, "M-"), (self.shift, "S-")] {
            if held {
                write!(f, "{letter}")?;
            }
        }
        match (name, self.code) {
            (Some(name), _) => write!(f, "{name}>"),
            (None, Code::F(number)) => write!(f, "F{number}>"),
            (None, Code::Char(c)) => write!(f, "{c}>"),
            (None, _) => write!(f, "?>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_round_trips() {
        for keys in ["gg", "/实践<CR>", "<C-d><PgDn><S-Tab><F12>", "<lt>x>", "<C-i><Space><M-x>"]
        {
            let strokes = parse_keys(keys).expect(keys);
            assert_eq!(strokes.iter().map(ToString::to_string).collect::<String>(), keys);
        }
    }

    #[test]
    fn a_wrong_name_is_named() {
        assert_eq!(parse_keys("j<Foo>k"), Err("<Foo>".to_owned()));
        assert_eq!(parse_keys("a<b").map(|strokes| strokes.len()), Ok(3));
    }

    #[test]
    fn full_width_keys_are_their_ascii_twins() {
        for (typed, meant) in
            [('：', ':'), ('／', '/'), ('？', '?'), ('７', '7'), ('ｊ', 'j'), ('　', ' ')]
        {
            assert_eq!(Stroke::plain(Code::Char(typed)).narrowed().text(), Some(meant));
        }
    }
}
