//! The text that is gathered for a block, line by line. In come the parts of a page's text with what is
//! bold and linked of them, out comes the run, cut where a heading or a button ends it.

use std::ops::Range;

use super::row::CELL;
use crate::article::metadata::credit;
use crate::article::sign;

/// Stands for `<br>` while a block is gathered: a line end that is meant.
pub const LINE_BREAK: char = '\u{2028}';
/// Stands for the edge of an inline element, where a page may show a gap that its text lacks.
pub const EDGE: char = '\u{2063}';

/// What has been gathered since the last edge of a block element.
#[derive(Debug, Default)]
pub struct Run {
    pub text: String,
    /// Bytes that are links, in the lines that have ended.
    pub linked: usize,
    /// The last link, in bytes.
    pub link: Range<usize>,
    pub line: Line,
}

/// The line that has not ended yet.
#[derive(Debug, Default)]
pub struct Line {
    from: usize,
    pub linked: usize,
    pub bold: usize,
}

impl Run {
    /// Ends the line.
    pub fn break_line(&mut self) {
        self.text.push(LINE_BREAK);
        self.linked += self.line.linked;
        self.line = Line { from: self.text.len(), ..Line::default() };
    }

    /// Whether the last line is bold from end to end and reads as a heading.
    pub fn ends_with_heading(&self) -> bool {
        if self.line.bold == 0 {
            return false;
        }
        let line = self.text[self.line.from..].replace([EDGE, CELL], "");
        let line = line.trim();
        self.line.bold * 10 >= line.len() * 9
            && (2..=45).contains(&line.chars().count())
            && !line.ends_with(['。', '；', '，', '：', ':', '、'])
            && !line.contains(['。', '\n'])
            && credit::byline(line).is_none()
            && !sign::is_caption(line)
    }

    /// Takes off the end what is a block of its own: a heading below other lines, or a link behind
    /// the last sentence, which is a button.
    pub fn split_off_end(&mut self) -> Option<Self> {
        if self.line.from > 0 && self.ends_with_heading() {
            let text = self.text.split_off(self.line.from);
            let line = Line { from: 0, ..std::mem::take(&mut self.line) };
            return Some(Self { text, line, ..Self::default() });
        }
        let blank = |c: char| c.is_whitespace() || c == EDGE || c == CELL;
        let Range { start, end } = self.link;
        let link = self.text.get(start..end)?;
        let button = !link.trim_matches(blank).is_empty()
            && start >= self.line.from
            && self.text[end..].chars().all(blank)
            && !link.contains(['。', '！', '？'])
            && self.text[..start].trim_end_matches(blank).ends_with(['。', '！', '？', '”']);
        if !button {
            return None;
        }
        let linked = link.trim().len();
        let text = self.text.split_off(start);
        self.line.linked = self.line.linked.saturating_sub(linked);
        Some(Self { text, line: Line { linked, ..Line::default() }, ..Self::default() })
    }
}
