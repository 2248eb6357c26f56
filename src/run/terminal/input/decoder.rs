//! Bytes to input. In come the bytes of a terminal in pieces of any size, out come keys, pastes,
//! mouse events and reports (ECMA-48; xterm's control sequences). What is not known is dropped
//! whole, so that it never turns into keys. Pure: the time that has passed is told from outside.

mod answer;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use memchr::memmem;

use super::{Input, Report};

const ESC: u8 = 0x1b;
/// How many times in a row the rest of an answer may fail to come before it is given up.
const PATIENCE: u8 = 20;

const PASTE_END: &[u8] = b"\x1b[201~";

/// The longest sequence that is waited for, in bytes; what is longer is none.
const SEQUENCE_MAX: usize = 4096;

/// Holds the beginning of a sequence until the rest comes.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// The bytes of a bracketed paste that has not ended.
    paste: Option<Vec<u8>>,
    /// How many times nothing came while an answer was cut off.
    waited: u8,
}

/// What the bytes at hand begin with.
enum Step {
    /// The bytes are the beginning of something.
    More,
    /// So many bytes are done with.
    Took(usize, Option<Input>),
    /// A paste begins after so many bytes.
    Paste(usize),
}

impl Decoder {
    /// Whether a sequence has begun whose rest may follow.
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty() && self.paste.is_none()
    }

    /// Takes bytes and hands on what is complete.
    pub fn push(&mut self, bytes: &[u8], emit: &mut impl FnMut(Input)) {
        self.waited = 0;
        self.pending.extend_from_slice(bytes);
        let mut done = 0;
        loop {
            if self.paste.is_some() {
                self.pending.drain(..done);
                done = 0;
                if !self.end_paste(emit) {
                    return;
                }
            }
            match step(&self.pending[done..]) {
                Step::More => break,
                Step::Took(count, input) => {
                    done += count;
                    input.into_iter().for_each(&mut *emit);
                }
                Step::Paste(count) => {
                    done += count;
                    self.paste = Some(Vec::new());
                }
            }
        }
        self.pending.drain(..done);
    }

    /// Is told that nothing more came for a while: a lone ESC was the Esc key.
    pub fn settle(&mut self, emit: &mut impl FnMut(Input)) {
        if self.paste.is_some() {
            return;
        }
        // Its rest would turn into keys. No hand types the beginning of one.
        if answer::has_begun(&self.pending) && self.waited < PATIENCE {
            self.waited += 1;
            return;
        }
        let key = match self.pending[..] {
            [ESC] => Some(KeyEvent::from(KeyCode::Esc)),
            [ESC, b] if b.is_ascii_graphic() => {
                Some(KeyEvent::new(KeyCode::Char(char::from(b)), KeyModifiers::ALT))
            }
            _ => None,
        };
        self.pending.clear();
        key.map(Input::Key).into_iter().for_each(emit);
    }

    /// Moves pending bytes into the paste; whether its end was among them.
    fn end_paste(&mut self, emit: &mut impl FnMut(Input)) -> bool {
        let Some(paste) = &mut self.paste else { return true };
        let end = memmem::find(&self.pending, PASTE_END);
        // Without the end, its first bytes may be there already.
        let safe = end.unwrap_or(self.pending.len().saturating_sub(PASTE_END.len() - 1));
        paste.extend(self.pending.drain(..safe));
        if end.is_none() {
            return false;
        }
        self.pending.drain(..PASTE_END.len());
        let text = pasted(paste);
        self.paste = None;
        emit(Input::Paste(text));
        true
    }
}

fn pasted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] => Step::More,
        [ESC, rest @ ..] => escape(bytes, rest),
        [0x20..=0x7e | 0x80.., ..] => character(bytes),
        [control, ..] => Step::Took(1, Some(Input::Key(control_key(*control)))),
    }
}

fn control_key(byte: u8) -> KeyEvent {
    match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f => KeyCode::Backspace.into(),
        0 => KeyEvent::new(KeyCode::Char(' '), KeyModifiers::CONTROL),
        _ => {
            let letter = char::from(byte + b'@').to_ascii_lowercase();
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
    }
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Step::Took(1, None),
    };
    let present = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(present) {
        Ok(text) => Step::Took(length, text.chars().next().map(|c| Input::Key(character_key(c)))),
        Err(error) if error.error_len().is_none() => Step::More,
        Err(_) => Step::Took(1, None),
    }
}

fn character_key(c: char) -> KeyEvent {
    let modifiers = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), modifiers)
}

/// Something that begins with ESC; `rest` is what follows it.
fn escape(bytes: &[u8], rest: &[u8]) -> Step {
    match rest {
        [] => Step::More,
        [ESC, ..] => Step::Took(1, Some(Input::Key(KeyCode::Esc.into()))),
        [b'[', parameters @ ..] => control_sequence(parameters),
        [b'O', key @ ..] => match key {
            [] => Step::More,
            [b'M', ..] => Step::Took(3, Some(Input::Key(KeyCode::Enter.into()))),
            [last, ..] => match letter_key(*last) {
                Some(code) => Step::Took(3, Some(Input::Key(code.into()))),
                None => Step::Took(2, Some(Input::Key(alt(character_key('O'))))),
            },
        },
        [b']' | b'P' | b'X' | b'^' | b'_', ..] => answer::control_string(bytes),
        _ => match step(rest) {
            Step::Took(count, Some(Input::Key(key))) => {
                Step::Took(count + 1, Some(Input::Key(alt(key))))
            }
            Step::Took(count, input) => Step::Took(count + 1, input),
            other => other,
        },
    }
}

fn alt(mut key: KeyEvent) -> KeyEvent {
    key.modifiers |= KeyModifiers::ALT;
    key
}

/// What follows `ESC [`: parameters, intermediates and a final byte (ECMA-48, 5.4).
fn control_sequence(rest: &[u8]) -> Step {
    let Some(end) = rest.iter().position(|byte| !matches!(byte, b' '..=b'?')) else {
        return if rest.len() > SEQUENCE_MAX { Step::Took(2, None) } else { Step::More };
    };
    let count = end + 3;
    match (&rest[..end], rest[end]) {
        ([], b'[') => linux_key(rest),
        // A mouse event in the form before SGR: three bytes follow.
        ([], b'M') if rest.len() < 4 => Step::More,
        ([], b'M') => Step::Took(count + 3, None),
        (b"200", b'~') => Step::Paste(count),
        (parameters, last @ b'@'..=b'~') => Step::Took(count, sequence_input(parameters, last)),
        // Another sequence begins inside this one.
        _ => Step::Took(count - 1, None),
    }
}

/// F1 to F5 of the Linux console: `ESC [ [ A` to `E`.
fn linux_key(rest: &[u8]) -> Step {
    match rest.get(1) {
        None => Step::More,
        Some(letter @ b'A'..=b'E') => {
            Step::Took(4, Some(Input::Key(KeyCode::F(letter - b'A' + 1).into())))
        }
        Some(_) => Step::Took(3, None),
    }
}

fn sequence_input(parameters: &[u8], last: u8) -> Option<Input> {
    if let [b'<', mouse @ ..] = parameters {
        return mouse_input(&numbers(mouse), last);
    }
    if let [b'?', parameters @ ..] = parameters {
        return answer::private(parameters, last).map(Input::Report);
    }
    if !parameters.iter().all(|byte| matches!(byte, b'0'..=b';')) {
        return None;
    }
    let numbers = numbers(parameters);
    let first = numbers.first().copied().unwrap_or(1);
    let second = numbers.get(1).copied().unwrap_or(1);
    let (code, held) = match (last, &numbers[..]) {
        // 0 is ready; 3 stands for a fault, which still is an answer.
        (b'n', [0 | 3]) => return Some(Input::Report(Report::Ready)),
        (b'I', []) => return Some(Input::FocusGained),
        // In row 1 it would be F3 with modifiers.
        (b'R', &[row, column]) if row != 1 => {
            return Some(Input::Report(Report::Position { row, column }));
        }
        (b'Z', _) => (KeyCode::BackTab, modifiers(second) | KeyModifiers::SHIFT),
        (b'~', &[27, held, code]) => (code_key(code)?, modifiers(held)),
        (b'~', _) => (tilde_key(first)?, modifiers(second)),
        (b'u', _) => (code_key(first)?, modifiers(second)),
        _ => (letter_key(last)?, modifiers(second)),
    };
    Some(Input::Key(KeyEvent::new(code, held)))
}

/// The numbers between the semicolons; of `5:1` the first. One that is missing or too large is 1.
fn numbers(parameters: &[u8]) -> Vec<u16> {
    if parameters.is_empty() {
        return Vec::new();
    }
    let number = |part: &[u8]| {
        let digits = part.split(|byte| *byte == b':').next().unwrap_or_default();
        std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(1)
    };
    parameters.split(|byte| *byte == b';').map(number).collect()
}

/// The modifiers of xterm's second parameter: 1 and a bit each.
fn modifiers(parameter: u16) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)]
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn tilde_key(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23 | 24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// A key that is sent as its code point (modifyOtherKeys, fixterms).
fn code_key(code: u16) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(code.into()).filter(|c| !c.is_control())?),
    })
}

/// A mouse event in SGR form (mode 1006): buttons and modifiers, column, row.
fn mouse_input(numbers: &[u16], last: u8) -> Option<Input> {
    let &[bits, column, row] = numbers else { return None };
    let button = [MouseButton::Left, MouseButton::Middle, MouseButton::Right]
        .get(usize::from(bits & 3))
        .copied();
    let kind = match (bits & 64 != 0, bits & 32 != 0, last) {
        (true, _, b'M') => match bits & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        (false, true, _) => button.map_or(MouseEventKind::Moved, MouseEventKind::Drag),
        (false, false, b'M') => MouseEventKind::Down(button?),
        (false, false, b'm') => MouseEventKind::Up(button?),
        _ => return None,
    };
    // The bits of the mouse stand two places higher than those of the keys.
    let modifiers = modifiers((bits >> 2 & 7) + 1);
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    Some(Input::Mouse(MouseEvent { kind, column, row, modifiers }))
}

#[cfg(test)]
mod tests;
