//! The lines of a page as a typesetter sees them. In comes clean text, out come its lines with
//! their leading blank, their width in quarter ems and how they end. Refuses to know what they mean.

use super::piece::Frame;
use crate::text::han::{
    ends_sentence, is_closing, is_east_asian, is_fullwidth_alphanumeric, is_han,
};

/// One em in the unit of all widths here, the quarter em.
pub const EM: u32 = 4;

/// The two ways in which punctuation is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Newspapers compress it: half an em.
    Compressed,
    /// Typed text stands on a grid: a whole em.
    Grid,
}

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
    /// Its width in quarter ems with compressed punctuation.
    compressed: u32,
    /// Its width in quarter ems on the grid.
    grid: u32,
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
        match measure {
            Measure::Compressed => self.compressed,
            Measure::Grid => self.grid,
        }
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
    for raw in text.split('\n') {
        let text = raw.trim();
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        let blank = &raw[..raw.len() - raw.trim_start().len()];
        let widths = Widths::of(text);
        found.push(Line {
            text,
            indent: blank.chars().map(|c| if c == '\u{3000}' { EM } else { 1 }).sum(),
            after_blank,
            compressed: widths.in_measure(Measure::Compressed),
            grid: widths.in_measure(Measure::Grid),
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

/// The width of `text` in quarter ems.
pub fn width(text: &str, measure: Measure) -> u32 {
    Widths::of(text).in_measure(measure)
}

/// What a text is made of, as far as its width goes.
#[derive(Clone, Copy, Debug, Default)]
struct Widths {
    /// The width of all but punctuation, in quarter ems.
    solid: u32,
    /// The signs whose width hangs on the measure.
    signs: u32,
}

impl Widths {
    fn of(text: &str) -> Self {
        let mut widths = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // U+4000 to U+9FFF, told by the first of three bytes: nearly all that there is; the rest
            // is mostly 、。 and ，：；？！ and their like.
            match bytes[at..] {
                [0xe4..=0xe9, ..] => {
                    widths.solid = widths.solid.saturating_add(EM);
                    at += 3;
                    continue;
                }
                [0xe3, 0x80, 0x81 | 0x82 | 0x88..=0x91, ..]
                | [0xef, 0xbc, 0x81..=0x8f | 0x9a..=0x9f, ..] => {
                    widths.signs = widths.signs.saturating_add(1);
                    at += 3;
                    continue;
                }
                _ => {}
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            let solid = match c {
                '\u{3000}' => EM,
                _ if c.is_whitespace() => 1,
                _ if is_han(c) || is_fullwidth_alphanumeric(c) => EM,
                _ if is_east_asian(c) => {
                    widths.signs = widths.signs.saturating_add(1);
                    continue;
                }
                '\u{ac00}'..='\u{d7af}' | '\u{1f000}'..='\u{1faff}' => EM,
                _ => EM / 2,
            };
            widths.solid = widths.solid.saturating_add(solid);
        }
        widths
    }

    const fn in_measure(self, measure: Measure) -> u32 {
        let sign = match measure {
            Measure::Compressed => EM / 2,
            Measure::Grid => EM,
        };
        self.solid.saturating_add(self.signs.saturating_mul(sign))
    }
}

/// How `text` ends.
pub fn ending(text: &str) -> Ending {
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
    fn widths_are_counted_in_quarter_ems() {
        assert_eq!(width("河口，", Measure::Compressed), 10);
        assert_eq!(width("河口，", Measure::Grid), 12);
        assert_eq!(width("3 月", Measure::Grid), 7);
    }

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
