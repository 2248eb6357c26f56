//! Which format a file is in. In come its name and bytes, out come articles, or the reason why it
//! is none of ours. Refuses to know where the file lies.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::Encoding;

use super::Extraction;
use super::compose::Page;
use super::formats::{Format, feed, html, markdown, packed, pdf, read_text, records};
use crate::text::Clean;
use crate::text::decode::{self, Decoded};

/// Why a file gives no articles at all. Its `Display` is the reason after `cannot read "file":`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A known format that holds no plain text, and what it is called.
    Format(&'static str),
    /// Bytes that are no text in any encoding.
    Binary,
    /// A format that is read, but not without its password; what it is called.
    Encrypted(&'static str),
    /// A format that is read, but not this file of it; what it is called.
    Damaged(&'static str),
    /// A PDF whose pages are pictures.
    Scanned,
    /// A PDF that no program could take text out of.
    Unreadable,
    /// What the archive in it said.
    Because(&'static str),
}

/// What is said last of a file in which there is none.
pub const NO_ARTICLE: &str = "there is no article in the file";

/// What a PDF is called.
pub const PDF: &str = "a PDF document";

impl Refused {
    /// What can be done about it.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Self::Encrypted(PDF) => Some(
                "save a copy without the password; if it opens without one, install pdftotext (poppler-utils)",
            ),
            Self::Encrypted(_) => Some("save a copy without the password, and read that"),
            Self::Damaged(_) => Some("fetch or copy it again"),
            Self::Scanned => Some("put a text layer into it by OCR, as `ocrmypdf -l chi_sim` does"),
            Self::Unreadable => Some("install pdftotext (poppler-utils), or fetch the file again"),
            Self::Because(why) if why.contains("damaged") || why.contains("incomplete") => {
                Some("fetch or copy it again")
            }
            Self::Format(_) | Self::Binary | Self::Because(_) => None,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(name) => write!(f, "it is {name}, which duben does not read"),
            Self::Binary => write!(f, "it is not text: it is full of control characters"),
            Self::Encrypted(name) => write!(f, "it is {name} that is encrypted"),
            Self::Damaged(name) => write!(f, "it is {name} that is damaged or incomplete"),
            Self::Scanned => write!(f, "it has no text layer: its pages are pictures"),
            Self::Unreadable => {
                write!(
                    f,
                    "it is a PDF document that is damaged, or has fonts that only pdftotext knows"
                )
            }
            Self::Because(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Refused {}

/// Makes articles of a file. `name` tells the format by its extension; where it tells none, the
/// content does. `forced` is the encoding that the reader named. A PDF is read as the text of its
/// layer under its own name: taking the layer out is not for pure functions, see [`pdf::TOOLS`].
/// Bytes that are given up are let go of as soon as there is a text: a file may be as large as the
/// memory allows.
pub fn extract<'a>(
    name: &str,
    bytes: impl Into<Cow<'a, [u8]>>,
    forced: Option<&'static Encoding>,
) -> Result<Extraction, Refused> {
    let bytes = bytes.into();
    let mut warnings = Vec::new();
    let is_empty = bytes.is_empty();
    let Page { articles, dropped } = match packed::package(&bytes) {
        Some(package) => packed::read(package?, &mut warnings)?,
        None => read_bytes(name, bytes, forced, &mut warnings)?,
    };
    if articles.is_empty() {
        let message = if is_empty { "the file is empty" } else { NO_ARTICLE };
        warnings.push(Clean::line(message));
    }
    Ok(Extraction { articles, dropped, warnings })
}

/// Reads a file that is text itself.
fn read_bytes(
    name: &str,
    bytes: Cow<'_, [u8]>,
    forced: Option<&'static Encoding>,
    warnings: &mut Vec<Clean>,
) -> Result<Page, Refused> {
    if let Some(kind) = known_binary(&bytes) {
        return Err(Refused::Format(kind));
    }
    let decoded = decode::decode(&bytes, forced);
    let is_utf16 = decoded.encoding.starts_with("UTF-16");
    if !is_utf16 && is_binary(&bytes) {
        return Err(Refused::Binary);
    }
    warnings.extend(complaint(&decoded, forced));
    Ok(match Format::of(name, &decoded.text) {
        format @ (Format::Text | Format::Layer) => {
            if format == Format::Layer {
                warnings.extend(pdf::warning(&decoded.text));
            }
            let text = match decoded.text {
                Cow::Borrowed(text) if text.len() >= LARGE => Err(text.len()),
                text => Ok(text.into_owned()),
            };
            read_text(text.unwrap_or_else(|length| end_of(bytes, length)))
        }
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text),
        Format::Json => records::read(&decoded.text, warnings),
        Format::JsonLines => {
            let (page, bad) = records::lines::read(&decoded.text, 1);
            warnings.extend(bad.sentences());
            page
        }
        Format::Feed => feed::read(&decoded.text, warnings),
        Format::Xml => return Err(Refused::Format("an XML file that is no feed")),
    })
}

/// From so many bytes on, room for a second copy of a text weighs more than to check its bytes again.
const LARGE: usize = 16 << 20;

/// The last so many bytes, which are text as they are.
fn end_of(bytes: Cow<'_, [u8]>, length: usize) -> String {
    let mut bytes = bytes.into_owned();
    bytes.drain(..bytes.len().saturating_sub(length));
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// What the reader should know of how bytes were decoded.
pub(super) fn complaint(decoded: &Decoded<'_>, forced: Option<&'static Encoding>) -> Option<Clean> {
    let hint = if forced.is_none() { "; --encoding names another" } else { "" };
    decoded.complaint().map(|complaint| Clean::line(&(complaint + hint)))
}

/// The text of a file that is text itself, decoded; `None` for a format that is none.
pub fn text_of(bytes: &[u8], forced: Option<&'static Encoding>) -> Option<String> {
    if known_binary(bytes).is_some() || packed::is_package(bytes) {
        return None;
    }
    let decoded = decode::decode(bytes, forced);
    let is_text = decoded.encoding.starts_with("UTF-16") || !is_binary(bytes);
    is_text.then(|| decoded.text.into_owned())
}

/// What a file is whose first bytes say that it is not text.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 18] = [
        (b"%PDF-", PDF),
        (b"\x7fELF", "a program"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"II*\0", "an image"),
        (b"MM\0*", "an image"),
        (b"RIFF", "a picture, sound or film"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"(\xb5/\xfd", "a zstd archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "an RTF document"),
        (b"AT&TFORM", "a DjVu document"),
    ];
    // A tape archive says so behind its first header (POSIX ustar).
    if bytes.get(257..262) == Some(b"ustar") {
        return Some("a tar archive");
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// The extension of `name` in lower case, without its dot; empty where there is none.
pub fn extension(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// A zero byte here and there is a slip in a text; many are no text. Neither are other control
/// characters that a text has no use for: a tenth of what is compressed or encrypted is such.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, 0x08..=0x0d | 0x1a | 0x1b);
    let controls = sample.iter().filter(|&&byte| is_control(byte)).count();
    let zeros = memchr::memchr_iter(0, sample).count();
    controls > 0 && (zeros * 200 >= sample.len() || controls * 20 >= sample.len())
}

#[cfg(test)]
mod tests;
