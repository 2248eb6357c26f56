//! The terminal's answers among what it sends: control strings (OSC, DCS; ECMA-48, 5.6) and private
//! control sequences. An answer that was not asked for here is dropped whole.

use super::{ESC, Input, Report, SEQUENCE_MAX, Step};
use crate::ui::{Rgb, Shade};

/// The beginnings of the control strings that are asked for: a colour (OSC 11), a setting (DECRPSS).
const BEGINNINGS: [&[u8]; 3] = [b"\x1b]11;", b"\x1bP1$r", b"\x1bP0$r"];

/// Whether the bytes at hand are a part of an answer that is asked for and nothing that is typed:
/// the first two bytes may be Alt and a key.
pub fn has_begun(bytes: &[u8]) -> bool {
    bytes.len() > 2 && BEGINNINGS.iter().any(|one| one.starts_with(bytes) || bytes.starts_with(one))
}

/// OSC, DCS and their like, up to BEL or ST.
pub fn control_string(bytes: &[u8]) -> Step {
    let end = bytes.iter().enumerate().skip(2).find_map(|(at, byte)| match byte {
        0x07 => Some((at, at + 1)),
        b'\\' if bytes[at - 1] == ESC => Some((at - 1, at + 1)),
        _ => None,
    });
    match end {
        Some((end, next)) => Step::Took(next, answer(&bytes[..end]).map(Input::Report)),
        None if bytes.len() > SEQUENCE_MAX => Step::Took(2, None),
        None => Step::More,
    }
}

/// What a control string tells, without its end.
fn answer(bytes: &[u8]) -> Option<Report> {
    let text = std::str::from_utf8(bytes).ok()?;
    if let Some(ground) = text.strip_prefix("\x1b]11;") {
        return colour(ground).map(Report::Ground);
    }
    let look = text.strip_prefix("\x1bP1$r")?.strip_suffix('m')?;
    is_kept(look).then_some(Report::TrueColour)
}

/// Whether the colour 1, 2, 3 that was set stands behind the text. Terminals write it with
/// semicolons, or with colons, where an empty number for the colour space may come first (ISO
/// 8613-6, 13.1.8).
fn is_kept(look: &str) -> bool {
    let numbers: Vec<&str> = look.split([';', ':']).filter(|number| !number.is_empty()).collect();
    numbers.windows(5).any(|five| five == ["48", "2", "1", "2", "3"])
}

/// Reads `rgb:h/h/h` to `rgb:hhhh/hhhh/hhhh` (XParseColor), also with an opacity, or `#rrggbb`.
fn colour(text: &str) -> Option<Rgb> {
    let Some(parts) = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:")) else {
        return Rgb::parse(text);
    };
    let part = |digits: &str| {
        let largest = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)? - 1;
        let number =
            u32::from_str_radix(digits, 16).ok().filter(|_| (1..=4).contains(&digits.len()))?;
        u8::try_from(number * 255 / largest).ok()
    };
    let mut parts = parts.split('/').map(part);
    Some(Rgb(parts.next()??, parts.next()??, parts.next()??))
}

/// `CSI ?` with parameters and a last byte: what the terminal is (DA1), or that it was turned dark or
/// light (mode 2031).
pub fn private(parameters: &[u8], last: u8) -> Option<Report> {
    match (parameters, last) {
        (_, b'c') => Some(Report::Attributes),
        (b"997;1", b'n') => Some(Report::Scheme(Shade::Dark)),
        (b"997;2", b'n') => Some(Report::Scheme(Shade::Light)),
        _ => None,
    }
}
