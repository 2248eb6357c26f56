//! Bytes to a string. In come the bytes of a file, out comes text that is always there, the name
//! of its encoding, and how much of it was broken. Never fails.
//!
//! Order: a byte order mark, then UTF-8, then the encoding in which the bytes are most like Chinese.

mod guess;
mod label;
mod mixed;

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

pub use label::by_name;

/// Decoded text and what is to be said of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text; U+FFFD stands where bytes were broken. A byte order mark is removed. Bytes that are
    /// right as they are are not copied: a file may be as large as the memory allows.
    pub text: Cow<'a, str>,
    /// The name of the encoding in the WHATWG standard.
    pub encoding: &'static str,
    /// The encoding of the lines that are not in `encoding`, where a file mixes two.
    pub also: Option<&'static str>,
    /// How many U+FFFD the decoder put in.
    pub broken: usize,
}

impl Decoded<'_> {
    /// What the reader should know of the bytes: that some were broken, that two encodings are mixed.
    pub fn complaint(&self) -> Option<String> {
        if let Some(also) = self.also {
            let encoding = self.encoding;
            return Some(format!(
                "lines in {encoding} and lines in {also} are mixed; each was read in its own"
            ));
        }
        match self.broken {
            0 => None,
            1 => Some(format!("1 broken byte sequence in {}", self.encoding)),
            many => Some(format!("{many} broken byte sequences in {}", self.encoding)),
        }
    }
}

/// Decodes `bytes`, in `forced` where the reader named an encoding.
pub fn decode<'a>(bytes: &'a [u8], forced: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some(encoding) = forced {
        return with(bytes, encoding);
    }
    let (bytes, marked) = match Encoding::for_bom(bytes) {
        // Tools put the mark of UTF-8 before whatever they copy.
        Some((encoding, length)) if encoding == UTF_8 => (&bytes[length..], true),
        Some((encoding, _)) => return with(bytes, encoding),
        None => (bytes, false),
    };
    // A third of the work of the standard library.
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return match if marked { None } else { guess::utf16(bytes) } {
            Some(encoding) => with(bytes, encoding),
            None => Decoded { text, encoding: UTF_8.name(), also: None, broken: 0 },
        };
    }
    match guess::encoding(bytes) {
        encoding if encoding.name().starts_with("UTF-16") => with(bytes, encoding),
        encoding => mixed::decode(bytes, encoding).unwrap_or_else(|| with(bytes, encoding)),
    }
}

/// Decodes the name of a file. It is too short for a guess by frequency, so what is not UTF-8 is
/// taken for GB18030, the encoding of names in the archives of Chinese Windows, where that fits.
pub fn name(bytes: &[u8]) -> String {
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        _ if std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        Some(name) => name.into_owned(),
        None => decode(bytes, None).text.into_owned(),
    }
}

fn with<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    // GB18030 is a superset of what is called GB2312 and GBK in the wild.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    // Not `decode`, which lets a mark of another encoding overrule the reader.
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    let broken = if malformed { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text, encoding: encoding.name(), also: None, broken }
}

#[cfg(test)]
mod tests;
