//! Raw text to text that may be shown. In comes any decoded string, out comes [`Clean`]: no control
//! character, no escape sequence, no bidi control, nothing invisible. Refuses to know where it goes.
//!
//! The rules are those of the Trojan Source papers (CVE-2021-42574) and of the terminals' own
//! escape syntax (ECMA-48). Offsets are stable because everything downstream counts in the clean
//! text, never in the raw one.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use unicode_normalization::char::is_combining_mark;

use super::han::leading_han;

/// What stands for an escape sequence or any other control function.
const ESCAPE_MARK: char = '␛';

/// The most combining marks that one base character keeps; the rest is dropped, as a flood of
/// them paints over the neighbouring lines.
const COMBINING_MAX: usize = 8;

/// The longest control string (OSC, DCS, APC, PM, SOS) that is taken for one, in code points.
/// A longer or unterminated one stays as text, so that nothing is swallowed.
const CONTROL_STRING_MAX: usize = 4096;

/// The cells between tab stops are not known to the text, so a tab is this many spaces.
const TAB: &str = "    ";

/// Owned text that is safe to show on a terminal. Only this module can make one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(String);

/// Borrowed text that is safe to show on a terminal: a piece of a [`Clean`], or a literal of the
/// program's own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown<'a>(&'a str);

impl Clean {
    /// Cleans running text. Every kind of line end becomes `\n`.
    pub fn text(raw: &str) -> Self {
        Self(sanitise(raw).into_owned())
    }

    /// Cleans a label: a title, a file name, a message. Line ends become spaces.
    pub fn line(raw: &str) -> Self {
        let text = sanitise(raw);
        Self(if text.contains('\n') { text.replace('\n', " ") } else { text.into_owned() })
    }

    /// Cleans running text without copying it where it is clean already.
    pub fn from_owned(raw: String) -> Self {
        match sanitise(&raw) {
            Cow::Owned(text) => Self(text),
            Cow::Borrowed(_) => Self(raw),
        }
    }

    /// Takes text that was clean once and lay in a file since; `None` where it is not clean now.
    pub fn checked(text: &str) -> Option<Self> {
        let mut rest = text;
        while let Some(at) = first_change(rest) {
            let c = rest[at..].chars().next()?;
            // Clean pieces that were joined may have more combining marks in a row than each.
            if !matches!(fate(c), Fate::Kept) {
                return None;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        Some(Self(text.to_owned()))
    }

    /// Joins pieces that are clean already.
    pub fn concat<'a>(parts: impl IntoIterator<Item = Shown<'a>>) -> Self {
        Self(parts.into_iter().map(Shown::as_str).collect())
    }

    /// Appends a piece that is clean already.
    pub fn push(&mut self, part: Shown<'_>) {
        self.0.push_str(part.0);
    }

    /// Appends a whole text; where there was none yet, without copying it.
    pub fn append(&mut self, part: Self) {
        if self.0.is_empty() {
            *self = part;
        } else {
            self.0.push_str(&part.0);
        }
    }

    /// Gives back the memory that growing took in advance.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    /// The whole text, borrowed.
    pub fn shown(&self) -> Shown<'_> {
        Shown(&self.0)
    }

    /// A part of the text; `bytes` must lie on character boundaries, else the part is empty.
    pub fn slice(&self, bytes: Range<usize>) -> Shown<'_> {
        self.shown().slice(bytes)
    }

    /// The text as a plain string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Shown<'static> {
    /// Text that stands in the source code of the program.
    pub const fn literal(text: &'static str) -> Self {
        Self(text)
    }
}

impl<'a> Shown<'a> {
    /// The text as a plain string.
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// A part of the text; `bytes` must lie on character boundaries, else the part is empty.
    pub fn slice(self, bytes: Range<usize>) -> Self {
        Self(self.0.get(bytes).unwrap_or_default())
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for Clean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Clean {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from_owned)
    }
}

/// What becomes of one character.
enum Fate {
    Kept,
    Dropped,
    Became(&'static str),
    BecameChar(char),
    LineEnd,
    /// It may open a control sequence.
    Control,
}

fn fate(c: char) -> Fate {
    match c {
        '\n' | ' '..='~' => Fate::Kept,
        '\t' => Fate::Became(TAB),
        '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
        '\x1b' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => Fate::Control,
        // The pictures of the control characters stand in their order from U+2400.
        '\0'..='\x1f' => Fate::BecameChar(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\x7f' => Fate::Became("␡"),
        '\u{80}'..='\u{9f}' => Fate::Became("\u{fffd}"),
        '\u{a0}' => Fate::Became(" "),
        '\u{61c}' => Fate::Became("<ALM>"),
        '\u{200e}' => Fate::Became("<LRM>"),
        '\u{200f}' => Fate::Became("<RLM>"),
        '\u{202a}' => Fate::Became("<LRE>"),
        '\u{202b}' => Fate::Became("<RLE>"),
        '\u{202c}' => Fate::Became("<PDF>"),
        '\u{202d}' => Fate::Became("<LRO>"),
        '\u{202e}' => Fate::Became("<RLO>"),
        '\u{2066}' => Fate::Became("<LRI>"),
        '\u{2067}' => Fate::Became("<RLI>"),
        '\u{2068}' => Fate::Became("<FSI>"),
        '\u{2069}' => Fate::Became("<PDI>"),
        // Invisible everywhere or of another width in every terminal: soft hyphen, joiners, word
        // joiner, byte order mark, fillers, variation selectors, tags, interlinear annotation.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => Fate::Dropped,
        // Noncharacters.
        '\u{fdd0}'..='\u{fdef}' => Fate::Became("\u{fffd}"),
        _ if (c as u32) & 0xfffe == 0xfffe => Fate::Became("\u{fffd}"),
        _ => Fate::Kept,
    }
}

/// Only characters from here on can be combining marks; Han and ASCII are passed at once.
fn may_combine(c: char) -> bool {
    c >= '\u{300}'
        && !matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff01}'..='\u{ffef}')
}

fn sanitise(raw: &str) -> Cow<'_, str> {
    let Some(start) = first_change(raw) else { return Cow::Borrowed(raw) };
    let mut out = String::with_capacity(raw.len());
    out.push_str(&raw[..start]);
    let mut rest = &raw[start..];
    let mut combining = out.chars().rev().take_while(|&c| is_combining_mark(c)).count();
    while let Some(c) = rest.chars().next() {
        if combining == 0 && !may_combine(c) && matches!(fate(c), Fate::Kept) {
            // Between two changes the text is copied as it is, up to the base of what may combine.
            let run = rest.find(|c| may_combine(c) || !matches!(fate(c), Fate::Kept));
            let (kept, after) = rest.split_at(run.unwrap_or(rest.len()));
            out.push_str(kept);
            rest = after;
            continue;
        }
        let mut taken = c.len_utf8();
        match fate(c) {
            Fate::Kept => {
                combining = if may_combine(c) && is_combining_mark(c) { combining + 1 } else { 0 };
                if combining <= COMBINING_MAX {
                    out.push(c);
                }
            }
            Fate::Dropped => {}
            Fate::Became(text) => out.push_str(text),
            Fate::BecameChar(picture) => out.push(picture),
            Fate::LineEnd => {
                out.push('\n');
                if rest.starts_with("\r\n") {
                    taken = 2;
                }
            }
            Fate::Control => {
                out.push(ESCAPE_MARK);
                taken = control_sequence(rest);
            }
        }
        if !matches!(fate(c), Fate::Kept | Fate::Dropped) {
            combining = 0;
        }
        rest = &rest[taken..];
    }
    Cow::Owned(out)
}

/// The byte offset of the first character that does not stay as it is.
fn first_change(raw: &str) -> Option<usize> {
    let mut offset = 0;
    // Where the last combining mark ended, and how many stand in a row there.
    let (mut end, mut combining) = (0, 0);
    loop {
        offset += plain(&raw.as_bytes()[offset..]);
        let c = raw[offset..].chars().next()?;
        if !matches!(fate(c), Fate::Kept) {
            return Some(offset);
        }
        let next = offset + c.len_utf8();
        if may_combine(c) && is_combining_mark(c) {
            combining = if end == offset { combining + 1 } else { 1 };
            end = next;
            if combining > COMBINING_MAX {
                return Some(offset);
            }
        }
        offset = next;
    }
}

/// The bytes at the start of `text`, in UTF-8, that stay as they are: ASCII; U+4000 to U+9FFF, told
/// by the first of their three bytes; Chinese punctuation and full-width forms, told by two.
fn plain(text: &[u8]) -> usize {
    let mut rest = text;
    loop {
        rest = match &rest[leading_han(rest)..] {
            [0xe3, 0x80, 0x80..=0xa9, tail @ ..]
            | [0xef, 0xbc, _, tail @ ..]
            | [b'\n' | b' '..=b'~', tail @ ..] => tail,
            rest => return text.len() - rest.len(),
        }
    }
}

/// The bytes of the control sequence that `rest` begins with; of its introducer alone where no
/// complete sequence stands there.
fn control_sequence(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    let alone = first.len_utf8();
    let introducer = if first == '\x1b' {
        match chars.next() {
            Some((_, c @ ('[' | ']' | 'P' | 'X' | '^' | '_'))) => c,
            // nF sequences: intermediates, then one final byte (ECMA-35 section 13).
            Some((_, ' '..='/')) => {
                return chars
                    .find(|(_, c)| !matches!(c, ' '..='/'))
                    .filter(|(_, c)| matches!(c, '0'..='~'))
                    .map_or(alone, |(at, c)| at + c.len_utf8());
            }
            // A two-character function; a Han after a lone ESC is not part of it.
            Some((at, '0'..='~')) => return at + 1,
            _ => return alone,
        }
    } else {
        match first {
            '\u{9b}' => '[',
            _ => ']',
        }
    };
    if introducer == '[' {
        let end = chars.find(|(_, c)| !matches!(c, ' '..='?'));
        return end.filter(|(_, c)| matches!(c, '@'..='~')).map_or(alone, |(at, _)| at + 1);
    }
    let mut escaped = false;
    for (at, c) in chars.take(CONTROL_STRING_MAX) {
        match c {
            '\x07' | '\u{9c}' => return at + c.len_utf8(),
            '\\' if escaped => return at + 1,
            '\n' | '\r' => return alone,
            _ => escaped = c == '\x1b',
        }
    }
    alone
}

#[cfg(test)]
mod tests;
