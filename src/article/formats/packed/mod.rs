//! Documents that are zip archives. In come their bytes, out come their parts as text, by name and
//! within limits: EPUB books and Word documents are read from these.

pub mod docx;
pub mod epub;

use std::collections::HashMap;
use std::io::Cursor;

use crate::article::Refused;
use crate::article::compose::Page;
use crate::disk::archive::{Archive, Reason};
use crate::text::{Clean, decode};

/// The most that is taken out of one document, in bytes. The longest novels in print have 30.
const TEXT_MAX: usize = 128 << 20;

/// Whether bytes are a zip archive.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Opens bytes that are a zip archive; `None` for all others.
pub fn package(bytes: &[u8]) -> Option<Result<Package<'_>, Refused>> {
    is_package(bytes).then(|| Package::open(bytes).map_err(Refused::Because))
}

/// Reads the document, whatever its file is called.
pub fn read(mut package: Package<'_>, warnings: &mut Vec<Clean>) -> Result<Page, Refused> {
    if epub::is_book(&package) {
        epub::read(&mut package, warnings)
    } else if docx::is_document(&package) {
        docx::read(&mut package, warnings)
    } else {
        Err(Refused::Format(match () {
            () if package.has("[Content_Types].xml") => "an Office document without running text",
            () if package.has("mimetype") => "an OpenDocument file",
            () => "a zip archive under another name",
        }))
    }
}

/// An open document.
pub struct Package<'a> {
    bytes: &'a [u8],
    archive: Archive,
    /// The number of each part by its name, and by its name in lower case.
    parts: HashMap<String, usize>,
    /// Bytes that may still be taken out.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a document.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Reason> {
        let archive = Archive::open(Cursor::new(bytes))?;
        let mut parts = HashMap::new();
        for (index, name) in archive.files() {
            let name = decode::name(&name);
            parts.entry(name.to_ascii_lowercase()).or_insert(index);
            parts.insert(name, index);
        }
        Ok(Self { bytes, archive, parts, left: TEXT_MAX })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The text of a part; `None` where there is none of this name.
    pub fn text(&mut self, name: &str) -> Option<Result<String, Reason>> {
        let index = self.find(name)?;
        let bytes = match self.archive.read(index, &mut Cursor::new(self.bytes)) {
            Ok(bytes) if bytes.len() > self.left => {
                return Some(Err("it unpacks to more than 128 MiB of text"));
            }
            Ok(bytes) => bytes,
            Err(why) => return Some(Err(why)),
        };
        self.left -= bytes.len();
        Some(Ok(decode::decode(&bytes, None).text.into_owned()))
    }

    /// Names differ in case between a document's table and its archive: some tools do not care.
    fn find(&self, name: &str) -> Option<usize> {
        let found = self.parts.get(name).or_else(|| self.parts.get(&name.to_ascii_lowercase()));
        found.copied()
    }
}
