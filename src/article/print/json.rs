//! One file as one JSON object. In comes what the file gave, at once or in runs, out comes a line of
//! JSON as it grows, so that the memory holds no file twice.

use serde_json::Result;

use super::record;
use crate::article::Extraction;
use crate::text::Clean;

/// A line that grows: the articles of a file, the lines dropped, the warnings. Absent values are
/// null; title, subtitle and kicker are not repeated among the paragraphs.
#[derive(Debug)]
pub struct Json {
    /// What of the line was not asked for yet. One buffer: the serialiser writes in the smallest
    /// pieces.
    line: Vec<u8>,
    between: &'static str,
    dropped: Vec<Clean>,
}

impl Json {
    /// Begins the object of a file.
    pub fn begin(file: &str) -> Result<Self> {
        let mut json = Self { line: Vec::new(), between: "", dropped: Vec::new() };
        json.key("{\"file\":", file)?;
        json.line.extend_from_slice(b",\"articles\":[");
        Ok(json)
    }

    /// Appends articles; gives the piece of the line that they are. What was dropped comes later.
    pub fn push(&mut self, read: Extraction) -> Result<Vec<u8>> {
        for article in &read.articles {
            self.line.extend_from_slice(self.between.as_bytes());
            self.between = ",";
            serde_json::to_writer(&mut self.line, &record(article))?;
        }
        self.dropped.extend(read.dropped);
        Ok(std::mem::take(&mut self.line))
    }

    /// Ends the object, and the line.
    pub fn end(mut self, warnings: &[Clean]) -> Result<Vec<u8>> {
        let dropped = std::mem::take(&mut self.dropped);
        self.key("],\"dropped\":", &dropped)?;
        self.key(",\"warnings\":", warnings)?;
        self.line.extend_from_slice(b"}\n");
        Ok(self.line)
    }

    fn key(&mut self, key: &str, value: &(impl serde::Serialize + ?Sized)) -> Result<()> {
        self.line.extend_from_slice(key.as_bytes());
        serde_json::to_writer(&mut self.line, value)
    }
}
