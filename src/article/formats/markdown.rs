//! Markdown, of people and of OCR. In comes decoded text, out comes a page. Blocks are told apart by
//! lines, since OCR gives headings any level and cuts paragraphs; CommonMark is for what is inside.

mod front;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

mod scan;

use scan::Mark;

use super::records;
use crate::article::compose::{Articles, Page, compose};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, sign, space};
use crate::text::Clean;
use crate::text::han::{ends_sentence, is_closing, is_han};
use front::Front;

/// Whether a text without an extension that says so has the headings of Markdown.
pub fn looks_like(sample: &str) -> bool {
    if sample.starts_with("---\n") && front_matter(sample).is_some() {
        return true;
    }
    let mut headings = 0;
    let mut lines = 0;
    for line in sample.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        lines += 1;
        headings += usize::from(heading(line).is_some_and(|(_, text)| text.chars().any(is_han)));
    }
    headings >= 2
        || (headings == 1
            && (lines <= 40 || heading(sample.lines().next().unwrap_or_default()).is_some()))
}

/// Reads Markdown.
pub fn read(text: &str) -> Page {
    let text = Clean::text(text);
    let mut dropped = Vec::new();
    let (front, body) = front_matter(&text).unwrap_or(("", &text));
    let Front { title, facts, dropped: stated } = front::read(front);
    dropped.extend(stated);
    let title = title.map(|title| Piece::new(Role::Headline(Rank::Level(1)), title));
    let mut pieces: Vec<Piece> = title.into_iter().collect();
    let mut blocks = Blocks::default();
    for line in body.split('\n') {
        if line.starts_with("<!--") && line.ends_with("-->") {
            dropped.push(Clean::line(line));
            continue;
        }
        blocks.line(line);
    }
    blocks.flush();
    dropped.append(&mut blocks.dropped);
    // The title of the front matter is often said again by the first heading.
    if let (Some(title), Some(first)) = (pieces.first(), blocks.pieces.first())
        && title.text == first.text
    {
        pieces.clear();
    }
    let issued = reflow::take_folios(&mut blocks.pieces, &mut dropped);
    pieces.extend(mend(blocks.pieces));
    let pieces = reflow::sort_pieces(pieces, &mut dropped);
    let mut page = compose(pieces, Articles::Many, dropped);
    page.date(issued.as_deref());
    if let Some(article) = page.articles.first_mut() {
        records::state(article, facts);
    }
    page
}

/// The lines between the two --- at the top of a file, and the rest.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("---\n")?;
    let end = inside.find("\n---\n").or_else(|| inside.strip_suffix("\n---").map(str::len))?;
    let front = &inside[..end];
    let yaml = front
        .lines()
        .all(|line| line.is_empty() || line.starts_with([' ', '-', '#']) || line.contains(':'));
    (yaml && front.len() < 8192)
        .then(|| (front, inside[end..].strip_prefix("\n---").unwrap_or_default()))
}

/// The level and the text of a heading line. OCR forgets the blank after the marks.
fn heading(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let blank = text.starts_with(' ') || text.starts_with('\u{3000}') || text.starts_with(is_han);
    let text = text.trim().trim_end_matches('#').trim();
    ((1..=6).contains(&level) && blank && !text.is_empty()).then_some((level as u8, text))
}

/// What the lines of an open block are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    /// Lines of text; blank lines among them.
    #[default]
    Text,
    Quote,
    Item,
    Table,
    Fence(&'static str),
}

/// Pieces in the making.
#[derive(Debug, Default)]
struct Blocks {
    pieces: Vec<Piece>,
    open: Open,
    text: String,
    /// The marks of pictures and pages.
    dropped: Vec<Clean>,
    /// Whether a picture stands right above.
    below_picture: bool,
}

impl Blocks {
    fn line(&mut self, raw: &str) {
        if let Open::Fence(fence) = self.open {
            if raw.trim_start().starts_with(fence) {
                self.flush();
            } else {
                self.text.push_str(raw);
                self.text.push('\n');
            }
            return;
        }
        let line = raw.trim();
        let below_picture = std::mem::take(&mut self.below_picture);
        if let Some(mark) = scan::mark(line) {
            self.flush();
            self.below_picture = mark == Mark::Picture;
            match mark {
                Mark::Table(rows) => self.pieces.push(Piece::new(Role::Code, rows)),
                Mark::Caption(text) => self.pieces.push(Piece::new(Role::Caption, text)),
                Mark::Picture | Mark::Page => self.dropped.push(Clean::line(line)),
            }
        } else if below_picture && !line.is_empty() && heading(line).is_none() {
            self.pieces.push(Piece::new(Role::Caption, space::tidy(&inline(line))));
        } else if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence))
        {
            self.open_as(Open::Fence(fence));
        } else if let Some((level, text)) = heading(line) {
            self.flush();
            self.pieces
                .push(Piece::new(Role::Headline(Rank::Level(level)), space::tidy(&inline(text))));
        } else if let Some(level) = self.underlined(line) {
            let title = self.text.split_off(self.last_line());
            self.flush();
            let title = space::tidy(&inline(&title));
            self.pieces.push(Piece::new(Role::Headline(Rank::Level(level)), title));
        } else if is_break(line) {
            self.flush();
        } else if line.starts_with('|') && line.ends_with('|') && line.len() > 2 {
            self.continue_as(Open::Table, line);
        } else if let Some(quoted) = line.strip_prefix('>') {
            self.continue_as(Open::Quote, quoted.trim());
        } else if let Some(item) = item(line) {
            self.open_as(Open::Item);
            self.add(item);
        } else if line.is_empty() || (self.open == Open::Table) {
            self.continue_as(Open::Text, raw);
        } else {
            self.add(raw);
        }
    }

    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn open_as(&mut self, open: Open) {
        self.flush();
        self.open = open;
    }

    fn continue_as(&mut self, open: Open, line: &str) {
        if self.open != open {
            self.open_as(open);
        }
        self.add(line);
    }

    /// Where the last line of the open text begins.
    fn last_line(&self) -> usize {
        let text = self.text.trim_end_matches('\n');
        text.rfind('\n').map_or(0, |at| at + 1)
    }

    /// The level that a line of === or --- gives to the single line above it.
    fn underlined(&self, line: &str) -> Option<u8> {
        let last = &self.text[self.last_line()..];
        let above = self.text[..self.last_line()].ends_with("\n\n") || self.last_line() == 0;
        let fits = self.open == Open::Text
            && above
            && sign::could_be_headline(last.trim())
            && last.ends_with('\n');
        match line.bytes().next()? {
            b'=' if fits && line.len() >= 3 && line.bytes().all(|b| b == b'=') => Some(1),
            b'-' if fits && line.len() >= 3 && line.bytes().all(|b| b == b'-') => Some(2),
            _ => None,
        }
    }

    /// Closes the open block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let open = std::mem::take(&mut self.open);
        if text.trim().is_empty() {
            return;
        }
        match open {
            Open::Fence(_) => self.pieces.push(Piece::new(Role::Code, text.trim_end_matches('\n'))),
            Open::Table => {
                let is_frame = |row: &&str| row.chars().all(|c| "|-: ".contains(c));
                let rows: Vec<&str> = text.lines().filter(|row| !is_frame(row)).collect();
                self.pieces.push(Piece::new(Role::Code, rows.join("\n")));
            }
            Open::Item => {
                let item = space::join(text.lines());
                self.pieces.push(Piece::new(Role::List, space::tidy(&inline(&item))));
            }
            Open::Quote => {
                let quoted = reflow::stretch(&text).into_iter();
                self.pieces
                    .extend(quoted.map(|piece| Piece::new(Role::Quote, inline_lines(&piece.text))));
            }
            Open::Text if has_hard_breaks(&text) => {
                let lines: Vec<String> =
                    text.lines().map(|line| inline(line.trim_end_matches('\\').trim())).collect();
                self.pieces.push(Piece::new(Role::Verse, lines.join("\n").trim()));
            }
            Open::Text => {
                for piece in reflow::stretch(&text) {
                    self.pieces.push(emphasised(&piece));
                }
            }
        }
    }
}

/// Two blanks or a backslash at the end of a line are a line break; where all lines have one they
/// are verse.
fn has_hard_breaks(text: &str) -> bool {
    let lines = || text.trim().lines();
    let count = lines().count();
    count >= 2
        && lines()
            .take(count - 1)
            .all(|line| !line.trim().is_empty() && (line.ends_with("  ") || line.ends_with('\\')))
}

/// --- or ***: a change of scene.
fn is_break(line: &str) -> bool {
    let bare = || line.chars().filter(|c| !c.is_whitespace());
    let first = bare().next();
    matches!(first, Some('-' | '*' | '_'))
        && bare().count() >= 3
        && bare().all(|c| Some(c) == first)
}

/// The text of a list item: without its bullet, with its number.
fn item(line: &str) -> Option<&str> {
    if let Some(text) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Some(text.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits)
        && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")))
    .then_some(line)
}

/// A short paragraph that is bold as a whole is a heading.
fn emphasised(piece: &Piece) -> Piece {
    let text = inline_lines(&piece.text);
    let bold = piece.text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    let role = match bold {
        Some(inner) if !inner.contains("**") && sign::could_be_headline(inner) => {
            Role::Headline(Rank::Either)
        }
        _ if text != piece.text && piece.role == Role::Body => reflow::role_of(&text),
        _ => piece.role,
    };
    let role =
        if role == Role::Body && piece.text.starts_with("![") { Role::Caption } else { role };
    Piece { role, text, frame: piece.frame }
}

fn inline_lines(text: &str) -> String {
    text.split('\n').map(inline).collect::<Vec<_>>().join("\n")
}

/// The text of one line without the marks of emphasis, links and code.
fn inline(text: &str) -> String {
    if !text.contains(['*', '_', '[', '`', '<', '\\', '&', '~']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut depth = 0;
    for event in Parser::new(text) {
        match event {
            Event::Text(part) | Event::Code(part) => out.push_str(&part),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(Tag::Paragraph) => depth += 1,
            // Anything but one paragraph: what looked like a block was none.
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Strikethrough,
            )
            | Event::InlineHtml(_) => {}
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::Strikethrough,
            ) => {}
            _ => return text.to_owned(),
        }
    }
    if depth == 1 { out } else { text.to_owned() }
}

/// OCR cuts paragraphs at columns and pages: one that stops in mid-sentence runs on into the next.
fn mend(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(last) = mended.last_mut()
            && last.role == Role::Body
            && piece.role == Role::Body
            && is_cut(&last.text)
            && sign::numbering(&piece.text).is_none()
            && !sign::may_open_report(&piece.text)
        {
            space::push(&mut last.text, &piece.text);
        } else {
            mended.push(piece);
        }
    }
    mended
}

/// Long enough for a paragraph, or of two clauses as no line of verse is, and without an end.
fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches(is_closing).chars().next_back();
    let comma = text.find(['，', ',']).is_some_and(|at| at + 3 < text.len());
    (text.chars().nth(20).is_some() || (comma && text.chars().nth(11).is_some()))
        && end.is_some_and(|c| !ends_sentence(c) && !matches!(c, '：' | ':' | '；' | ';' | '.'))
        && sign::split_closing_bracket(text).is_none()
        && text.chars().take(200).any(is_han)
}

#[cfg(test)]
mod tests;
