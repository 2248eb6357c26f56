//! The lines of a page as a typesetter sees them. In comes clean text, out come its lines with
//! their leading blank, their form and how they end. Refuses to know what they mean.

pub use super::form::{EM, Form, Measure};
use super::piece::Frame;
use crate::text::han::{ends_sentence, is_closing, is_han};

/// How a line ends, closing quotes and brackets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a full stop, a question or exclamation mark, or an ellipsis.
    Sentence,
    /// With a comma, colon or semicolon.
    Clause,
    /// In the middle of something.
    Open,
}

/// What a line is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// It has Han characters.
    Han,
    /// It has none.
    Latin,
}

/// What a line is to the page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text, or a headline: its looks will tell.
    Text,
    /// Facts of the page; not text.
    Facts,
    /// The title of a web page that holds one article.
    Title,
    /// The title of another web page, or the line below a title.
    Headline,
    /// Text, and no headline whatever its looks: it stands over nothing.
    Plain,
}

/// A line that is not blank.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The line without the blanks at its ends.
    pub text: &'a str,
    /// The leading blank in quarter ems.
    pub indent: u32,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// What it is made of.
    pub form: Form,
    /// How it ends.
    pub ending: Ending,
    /// What it is written in.
    pub script: Script,
    /// Its width in the measure of its page, in quarter ems; set by `column`, as are the following.
    pub width: u32,
    /// The width of the column around it, in quarter ems.
    pub column: u32,
    /// Whether a text frame begins with it.
    pub frame: Frame,
    /// Whether the lines around it are wrapped at the edge of the column.
    pub wrapped: bool,
    /// What it is by what it says and where it stands; set by `clutter`.
    pub part: Part,
}

impl Line<'_> {
    /// The width in quarter ems.
    pub const fn width_in(&self, measure: Measure) -> u32 {
        self.form.width(measure)
    }

    /// The width with an indent of the usual size, in quarter ems: where on the page the line ends.
    pub fn extent(&self, measure: Measure) -> u32 {
        let indent = if (EM..=3 * EM).contains(&self.indent) { self.indent } else { 0 };
        self.width_in(measure) + indent
    }

    /// Whether the line is as much shorter than its column as an indent of two ems is wide.
    pub fn lacks_indent(&self) -> bool {
        let gap = self.column.saturating_sub(self.width);
        (EM + EM / 4..=2 * EM + EM * 3 / 4).contains(&gap)
    }

    /// Whether the line reaches the edge of its column.
    pub const fn is_full(&self) -> bool {
        self.width.abs_diff(self.column) <= EM
    }

    /// Whether it states facts of the page.
    pub fn is_meta(&self) -> bool {
        self.part == Part::Facts
    }

    /// Whether it is a headline by its place on a web page.
    pub fn is_head(&self) -> bool {
        matches!(self.part, Part::Title | Part::Headline)
    }

    /// Whether the line ends a sentence.
    pub fn ended(&self) -> bool {
        self.ending == Ending::Sentence
    }
}

/// The lines of `text` that are not blank.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut after_blank = false;
    for raw in split(text).map(str::trim_end) {
        let text = raw.trim_start();
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        let blank = &raw[..raw.len() - text.len()];
        found.push(Line {
            text,
            indent: blank.chars().map(|c| if c == '\u{3000}' { EM } else { 1 }).sum(),
            after_blank,
            form: Form::of(text),
            ending: ending(text),
            script: if text.chars().take(200).any(is_han) { Script::Han } else { Script::Latin },
            width: 0,
            column: 0,
            frame: Frame::Continues,
            wrapped: false,
            part: Part::Text,
        });
        after_blank = false;
    }
    found
}

/// All lines of `text`, the blank ones too.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// How `text` ends.
pub fn ending(text: &str) -> Ending {
    // Most lines that are wrapped end with a Han, told by the first of its three bytes.
    if let [.., 0xe4..=0xe9, _, _] = text.as_bytes() {
        return Ending::Open;
    }
    let mut rest = text.chars().rev().skip_while(|&c| is_closing(c) || c.is_whitespace());
    match rest.next() {
        Some(c) if ends_sentence(c) => Ending::Sentence,
        // A full stop of Latin script; after a lone figure it is the number of a list.
        Some('.') if rest.next().is_some_and(|c| !c.is_ascii_digit() || rest.next().is_some()) => {
            Ending::Sentence
        }
        Some('，' | '、' | '：' | '；' | ',' | ':' | ';') => Ending::Clause,
        _ => Ending::Open,
    }
}

/// Han characters among the first `limit` characters of `text`.
pub fn count_han(text: &str, limit: usize) -> usize {
    text.chars().take(limit).filter(|&c| is_han(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_through_closing_signs() {
        for (text, expected) in [
            ("他走了。", Ending::Sentence),
            ("“他走了。”", Ending::Sentence),
            ("他走了，", Ending::Clause),
            ("他走了：“", Ending::Open),
            ("The boat left.", Ending::Sentence),
            ("1.", Ending::Open),
            ("老码头", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(ending(text), expected, "{text}");
        }
    }

    #[test]
    fn blank_lines_and_indents_are_seen() {
        let found = lines("　　一\n\n 二\n三");
        let seen: Vec<_> = found.iter().map(|l| (l.text, l.indent, l.after_blank)).collect();
        assert_eq!(seen, [("一", 8, false), ("二", 1, true), ("三", 0, false)]);
    }
}
