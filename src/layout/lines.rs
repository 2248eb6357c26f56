//! Blocks to lines. In comes a piece of an article and the measure, out come its lines, each set as
//! its kind of block is set. Refuses to know which lines are looked at.

use std::ops::Range;

use super::pieces::{Piece, Position};
use super::wrap::balance::balance;
use super::wrap::spread::{Places, Spread};
use super::wrap::{Indents, Row, fill};
use crate::article::{Article, BlockKind};
use crate::text::width::WidthPolicy;

/// How an article is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The width of a line in cells.
    pub width_cells: u16,
    /// The widths of characters in this terminal.
    pub policy: WidthPolicy,
    /// How a body paragraph begins.
    pub indent: Indent,
    /// What stands between two paragraphs.
    pub gap: Gap,
    /// Where the lines of a paragraph end.
    pub align: Align,
}

/// Where the lines of a paragraph end, but for its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where the text breaks.
    #[default]
    Ragged,
    /// At the right edge: cells open at punctuation and between Latin words, few at each place;
    /// a line that would need many stays ragged.
    Justified,
}

/// How a body paragraph begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Indent {
    /// Flush with the lines after it.
    Flush,
    /// Two Han in, as Chinese text is set (CLREQ 6.2.1).
    #[default]
    TwoHan,
}

/// What stands between two paragraphs. Headings have an empty line before them in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    #[default]
    None,
    EmptyLine,
}

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Text of a block of this kind.
    Text(BlockKind),
    /// The title that was made for an article without one. Not part of its text.
    InferredTitle,
    /// Date, source and author. Not part of its text.
    Meta,
    /// An empty line that is not part of the text.
    Blank,
}

/// One line of an article on a screen of some width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it holds.
    pub kind: LineKind,
    /// The block that it belongs to or stands before.
    pub block: usize,
    /// Its first character, in code points of the article's text. Where the line holds no text of
    /// the article, the first character after it.
    pub start: u32,
    /// After its last character, in code points; the spaces at which it broke are left out.
    pub end: u32,
    /// Its text in bytes: of the article's text, of the inferred title, of the meta line.
    pub bytes: Range<usize>,
    /// Empty cells before its text.
    pub indent_cells: u16,
    /// Cells that its text takes, with those that it is spread by. See [`Row::cells`] for a line
    /// that does not fit.
    pub cells: u16,
    /// The cells that open inside it, so that it ends at the right edge.
    pub spread: Spread,
}

impl Line {
    /// Whether it begins an item of a list that has no marker of its own; a bullet belongs into
    /// its indent.
    pub fn wants_bullet(&self, article: &Article) -> bool {
        let before = article.text().get(..self.bytes.start).unwrap_or_default();
        self.kind == LineKind::Text(BlockKind::List)
            && self.indent_cells == BULLET
            && (before.is_empty() || before.ends_with('\n'))
    }

    /// Whether it holds text of the article, so that a caret can stand on it.
    pub const fn has_text(&self) -> bool {
        matches!(self.kind, LineKind::Text(_))
    }
}

/// How lines stand between the edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Start,
    /// From edge to edge, but for the last line.
    Edges,
    Centre,
    /// At the right edge, where all of it fits into one line.
    End,
}

/// How a kind of block is set.
#[derive(Clone, Copy, Debug)]
struct Setting {
    indents: Indents,
    stand: Stand,
}

/// The cells of a bullet and the space after it.
const BULLET: u16 = 2;

/// The cells of two Han, the unit of indents in Chinese text.
const TWO_HAN: u16 = 4;

impl Setting {
    /// The setting of one line of text in a block of `kind`.
    fn of(kind: BlockKind, line: &str, measure: Measure) -> Self {
        let prose = match measure.align {
            Align::Ragged => Stand::Start,
            Align::Justified => Stand::Edges,
        };
        let (first, rest, stand) = match kind {
            BlockKind::Title | BlockKind::Subtitle | BlockKind::Kicker => (0, 0, Stand::Centre),
            BlockKind::Body => match measure.indent {
                Indent::TwoHan => (TWO_HAN, 0, prose),
                Indent::Flush => (0, 0, prose),
            },
            BlockKind::Heading => (0, 0, Stand::Start),
            BlockKind::Quote => (TWO_HAN, TWO_HAN, prose),
            // What does not fit into the line of a poem is told from the next line of it.
            BlockKind::Verse => (TWO_HAN, TWO_HAN + 2, Stand::Start),
            // An item without a marker of its own leaves room for a bullet, see `Line::wants_bullet`.
            BlockKind::List if marker(line) == 0 => (BULLET, BULLET, prose),
            BlockKind::List => (0, hang(line, measure.policy), prose),
            BlockKind::Code | BlockKind::Caption => (2, 2, Stand::Start),
            BlockKind::Attribution => (0, 0, Stand::End),
        };
        Self { indents: Indents { first, rest }, stand }
    }

    /// The setting of the lines that go on where a piece before them was cut inside a line.
    fn continued(self) -> Self {
        Self { indents: Indents { first: self.indents.rest, ..self.indents }, ..self }
    }
}

/// The lines of a piece.
pub fn set(article: &Article, piece: &Piece, measure: Measure) -> Vec<Line> {
    let Some(block) = article.blocks().get(piece.block) else { return Vec::new() };
    let whole = article.text().as_str();
    let mut text = &whole[piece.bytes.clone()];
    if piece.position == Position::Within {
        text = text.strip_suffix('\n').unwrap_or(text);
    }
    let mut is_continued = piece.index > 0 && !whole[..piece.bytes.start].ends_with('\n');
    let (mut byte, mut offset) = (piece.bytes.start, piece.start);
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let setting = Setting::of(block.kind, line, measure);
        let setting = if is_continued { setting.continued() } else { setting };
        let mut counted = 0;
        lines.extend(rows(line, setting, measure).map(|(row, spread)| {
            let start = offset + chars(&line[counted..row.bytes.start]);
            let end = start + chars(&line[row.bytes.clone()]);
            (counted, offset) = (row.bytes.end, end);
            Line {
                kind: LineKind::Text(block.kind),
                block: piece.block,
                start,
                end,
                bytes: byte + row.bytes.start..byte + row.bytes.end,
                indent_cells: row.indent_cells,
                cells: row.cells + spread.cells(),
                spread,
            }
        }));
        offset += chars(&line[counted..]) + 1;
        byte += line.len() + 1;
        is_continued = false;
    }
    lines
}

/// The lines of text that is not the article's, centred above the block that begins at the code
/// point `anchor`.
pub fn set_aside(
    text: &str,
    kind: LineKind,
    block: usize,
    anchor: u32,
    measure: Measure,
) -> impl Iterator<Item = Line> {
    let setting = Setting { indents: Indents::default(), stand: Stand::Centre };
    rows(text, setting, measure).map(move |(row, spread)| Line {
        kind,
        block,
        start: anchor,
        end: anchor,
        bytes: row.bytes,
        indent_cells: row.indent_cells,
        cells: row.cells,
        spread,
    })
}

fn rows(
    line: &str,
    setting: Setting,
    measure: Measure,
) -> impl Iterator<Item = (Row, Spread)> + use<'_> {
    let width = measure.width_cells;
    let end = line.trim_end().len();
    let is_centred = setting.stand == Stand::Centre;
    let balanced = is_centred.then(|| balance(line, width, measure.policy));
    let filled = (!is_centred).then(|| fill(line, width, setting.indents, measure.policy));
    let rows = balanced.into_iter().flatten().chain(filled.into_iter().flatten());
    rows.map(move |mut row| {
        let room = width.saturating_sub(row.cells);
        let mut spread = Spread::default();
        match setting.stand {
            Stand::Start => {}
            Stand::Edges if row.bytes.end < end => {
                spread = justify(&line[row.bytes.clone()], room.saturating_sub(row.indent_cells));
            }
            Stand::Centre => row.indent_cells = room / 2,
            Stand::End if row.bytes == (0..end) => row.indent_cells = room,
            Stand::Edges | Stand::End => {}
        }
        (row, spread)
    })
}

/// How `text` is spread to take `slack` cells more.
fn justify(text: &str, slack: u16) -> Spread {
    if slack == 0 { Spread::default() } else { Spread::over(slack, Places::count(text)) }
}

fn chars(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The cells of the marker that an item of a list begins with, and the spaces around it; the lines
/// after the first hang by that much. Two cells where there is none.
fn hang(line: &str, policy: WidthPolicy) -> u16 {
    const LONGEST: usize = 8;
    let marker = marker(line);
    let cells = policy.text(&line[..marker]);
    if marker > 0 && cells <= LONGEST { cells as u16 } else { 2 }
}

/// The bytes of a marker: `- `, `• `, `12. `, `（三）`, `(a) `, `三、`, `①`, the number of a note
/// `[1] `, the box of a task `[ ] `; 0 where there is none.
fn marker(line: &str) -> usize {
    let body = line.trim_start();
    let inner = body.trim_start_matches(['（', '(', '[', '〔']);
    let label = inner.trim_start_matches(is_label);
    let rest = if label.len() < inner.len() {
        label.strip_prefix(['.', '．', '、', ')', '）', ']', '〕'])
    } else {
        body.strip_prefix(['-', '*', '+', '•', '·', '●', '○', '■', '□', '◆', '–', '—'])
            .or_else(|| body.strip_prefix("[ ]"))
            .or_else(|| {
                body.strip_prefix(
                    |c| matches!(c, '①'..='⒛' | '⓪'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉'),
                )
            })
    };
    rest.map_or(0, |rest| line.len() - rest.trim_start().len())
}

fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９') || "〇一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_hangs_by_its_marker() {
        for (line, cells) in [
            ("- 一项", 2),
            ("• 一项", 2),
            ("12. 一项", 4),
            ("（三）一项", 6),
            ("(a) 一项", 4),
            ("三、一项", 4),
            ("  1）一项", 5),
            ("① 一项", 2),
            ("⑫一项", 1),
            ("[1] 一注", 4),
            ("〔三〕一注", 6),
            ("[ ] 一事", 4),
            ("[x] 一事", 4),
            ("[渡口] 一事", 2),
            ("没有记号", 2),
            ("", 2),
            ("一九九八一九九八年", 2),
        ] {
            assert_eq!(hang(line, WidthPolicy::NARROW), cells, "{line}");
        }
    }
}
