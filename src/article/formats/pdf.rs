//! PDF documents. In come their bytes, out comes what they are and which programs give their text:
//! their layer is text with a form feed after each page, and is read as any other.

use crate::disk::tool::{Program, Tool};
use crate::text::Clean;

/// What gives the text layer of a PDF on standard input, the best first. Poppler knows the fonts
/// without a table of characters that official documents like (GBK-EUC-H). The library that stands
/// in for it panics, or never ends, on many a damaged file, so it has a process of its own.
pub const TOOLS: [Tool; 2] = [
    Tool {
        program: Program::Installed("pdftotext"),
        arguments: &["-q", "-enc", "UTF-8", "-", "-"],
    },
    Tool { program: Program::Own, arguments: &["pdf-text"] },
];

/// Whether a file is a PDF: the mark may stand anywhere in its first 1024 bytes (ISO 32000-1,
/// annex H, note 13).
pub fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.starts_with(b"%PDF-")
        || (head.contains(&0) && memchr::memmem::find(head, b"%PDF-").is_some())
}

/// Whether a file that gave no text is encrypted.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"/Encrypt").is_some()
}

/// Whether the mark that ends every PDF is missing (ISO 32000-1, section 7.5.5): it was cut off.
pub fn is_cut(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    memchr::memmem::find(tail, b"%%EOF").is_none()
}

/// The text layer by the library; a form feed stands after each page. It may panic or not return:
/// only to be called in a process of its own.
pub fn layer(bytes: &[u8]) -> Option<String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).ok()?;
    Some(pages.into_iter().map(|page| page + "\x0c").collect())
}

/// What the reader should know of a text layer: that much of it has no known characters.
pub fn warning(layer: &str) -> Option<Clean> {
    let printed = || layer.chars().filter(|c| !c.is_whitespace());
    let unknown = printed().filter(|&c| is_unknown(c)).count();
    (unknown * 5 > printed().count()).then(|| {
        Clean::line(
            "the PDF does not say which characters its glyphs are: much of the text is unreadable",
        )
    })
}

/// A glyph without a character: U+FFFD, a control character or one for private use.
fn is_unknown(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) || c.is_control()
}

#[cfg(test)]
mod tests;
