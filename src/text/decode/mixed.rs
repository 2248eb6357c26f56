//! A file that somebody put together from two: some of its lines are UTF-8, the others are not. In
//! come bytes, out comes text, each line read in its own encoding. Refuses where either half is not
//! plainly Chinese.

use encoding_rs::{Encoding, UTF_8};

use super::{Decoded, guess, with};
use crate::text::common;

/// Fewer characters than these prove nothing.
const LEAST: usize = 8;

/// The share of common characters of a text that is Chinese beyond doubt, in thousandths.
const CERTAIN: usize = 300;

/// The bytes of each half that are looked at.
const SAMPLE: usize = 16 * 1024;

/// Decodes `bytes` line by line where they are in UTF-8 and in another encoding; `whole` is what
/// they were taken for as a whole.
pub fn decode(bytes: &[u8], whole: &'static Encoding) -> Option<Decoded<'static>> {
    let (mut unicode, mut other) = (Vec::new(), Vec::new());
    for line in lines(bytes).filter(|line| !line.is_ascii()) {
        let half = if std::str::from_utf8(line).is_ok() { &mut unicode } else { &mut other };
        if half.len() < SAMPLE {
            half.extend_from_slice(line);
        }
    }
    if other.is_empty() || !is_chinese(&String::from_utf8_lossy(&unicode)) {
        return None;
    }
    let legacy = if whole == UTF_8 { guess::encoding(&other) } else { whole };
    if legacy == UTF_8 || !is_chinese(&with(&other, legacy).text) {
        return None;
    }
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut broken = 0;
    for line in lines(bytes) {
        if let Ok(line) = std::str::from_utf8(line) {
            text.push_str(line);
        } else {
            let decoded = with(line, legacy);
            text.push_str(&decoded.text);
            broken += decoded.broken;
        }
    }
    let encoding = with(&[], legacy).encoding;
    Some(Decoded { text: text.into(), encoding, also: Some(UTF_8.name()), broken })
}

/// The lines with their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n')
}

fn is_chinese(text: &str) -> bool {
    let (share, count) = common::share(text);
    count >= LEAST && share >= CERTAIN
}
