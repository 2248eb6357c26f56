//! The blocks of Markdown. In come its lines, out come pieces. Blocks are told apart by lines, as
//! OCR gives headings any level and cuts paragraphs; what stands between two blank lines is read as
//! a page is.

use super::inline::Marks;
use super::notes::Notes;
use super::scan::{self, Mark};
use super::{line, tag};
use crate::article::formats::{html, table};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, sign, space};
use crate::text::Clean;

/// What the lines of an open block are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Open {
    /// Lines of text; blank lines among them.
    #[default]
    Text,
    Quote,
    Item,
    Table,
    /// Code between two of these, which are this far from the margin.
    Fence(String, usize),
    /// A block of HTML that begins with this tag.
    Html(String),
    Comment,
    /// The note of this label.
    Note(String),
}

/// Pieces in the making.
#[derive(Debug, Default)]
pub struct Blocks {
    pieces: Vec<Piece>,
    open: Open,
    text: String,
    pub marks: Marks,
    notes: Notes,
    /// Whether a picture stands right above that says nothing of itself.
    below_picture: bool,
}

/// The longest line below a picture that says what is on it, in characters.
const CAPTION_MAX: usize = 60;

impl Blocks {
    /// The pieces of `text`, and with them what shall stand below each article: its notes.
    pub fn read(&mut self, text: &str) -> Vec<Piece> {
        for raw in text.split('\n') {
            self.line(raw);
        }
        self.flush();
        let pieces = std::mem::take(&mut self.pieces);
        std::mem::take(&mut self.notes).place(pieces)
    }

    fn line(&mut self, raw: &str) {
        if self.goes_on(raw) {
            return;
        }
        let line = raw.trim();
        let below_picture = std::mem::take(&mut self.below_picture);
        if let Some(mark) = scan::mark(line) {
            self.flush();
            self.mark(mark, line);
        } else if let Some(fence) = line::fence(line) {
            self.open_as(Open::Fence(fence.to_owned(), raw.len() - raw.trim_start().len()));
        } else if let Some((level, text)) = line::heading(line) {
            self.flush();
            self.head(level, text);
        } else if let Some(level) = self.underlined(line) {
            let title = self.text.split_off(self.last_line());
            self.flush();
            self.head(level, &title);
        } else if line::is_frame(line) && self.open == Open::Text && self.ends_as_row() {
            let header = self.text.split_off(self.last_line());
            self.open_as(Open::Table);
            self.add(header.trim_end());
        } else if line::is_break(line) {
            self.flush();
        } else if line::is_row(line) || (self.open == Open::Table && line.contains('|')) {
            self.continue_as(&Open::Table, line);
        } else if let Some(quoted) = line::quoted(line) {
            self.continue_as(&Open::Quote, quoted);
        } else if let Some(item) = line::item(line) {
            if let Some((level, text)) = line::heading(item.trim_start()) {
                self.flush();
                self.head(level, text);
            } else {
                self.open_as(Open::Item);
                self.add(item);
            }
        } else if line.is_empty() || self.open == Open::Table {
            self.continue_as(&Open::Text, raw);
        } else if self.is_special(line) {
        } else if below_picture && line.chars().nth(CAPTION_MAX).is_none() {
            let text = space::tidy(&self.marks.text(line));
            self.push(Role::Caption, text);
        } else {
            self.add(raw);
        }
    }

    /// Takes what a scanner has marked.
    fn mark(&mut self, mark: Mark, line: &str) {
        match mark {
            Mark::Table(rows) => self.push(Role::Code, rows),
            Mark::Caption(text) => self.push(Role::Caption, text),
            Mark::Picture | Mark::Page => {
                self.below_picture = mark == Mark::Picture;
                self.marks.dropped.push(Clean::line(line));
            }
        }
    }

    /// Takes the lines of a block that only its own end ends.
    fn goes_on(&mut self, raw: &str) -> bool {
        let line = raw.trim();
        match &self.open {
            Open::Fence(fence, _) if line.starts_with(fence.as_str()) => self.flush(),
            Open::Fence(_, indent) => {
                let blank = raw.len() - raw.trim_start_matches([' ', '\t']).len();
                self.add(&raw[blank.min(*indent)..]);
            }
            Open::Comment => {
                self.add(raw);
                if line.contains("-->") {
                    self.flush();
                }
            }
            Open::Html(_) if line.is_empty() => self.flush(),
            Open::Html(_) if line.starts_with("<!--") => return false,
            Open::Html(_) => self.add(raw),
            _ => return false,
        }
        true
    }

    /// Takes a line that is no text, or begins what is none.
    fn is_special(&mut self, line: &str) -> bool {
        if line.starts_with("<!--") && line.ends_with("-->") {
            // The text goes on behind it.
            self.marks.dropped.push(Clean::line(line));
        } else if line.starts_with("<!--") {
            self.open_as(Open::Comment);
            self.goes_on(line);
        } else if let Some(name) = tag::block(line) {
            self.open_as(Open::Html(name));
            self.add(line);
        } else if let Some((label, text)) = line::note(line) {
            self.open_as(Open::Note(label.to_owned()));
            self.add(text);
        } else if line::target(line).is_some() || line::is_instruction(line) {
            self.flush();
            self.marks.dropped.push(Clean::line(line));
        } else if line.starts_with("![") || line.starts_with("[![") || line.starts_with("<img") {
            return self.picture(line);
        } else {
            return false;
        }
        true
    }

    /// A line of pictures and nothing else is what they say of themselves.
    fn picture(&mut self, line: &str) -> bool {
        let before = self.marks.dropped.len();
        let seen = self.marks.read(line);
        if !seen.is_picture {
            self.marks.dropped.truncate(before);
            return false;
        }
        self.flush();
        self.below_picture = seen.text.trim().is_empty();
        self.push(Role::Caption, seen.text.trim());
        true
    }

    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn open_as(&mut self, open: Open) {
        self.flush();
        self.open = open;
    }

    fn continue_as(&mut self, open: &Open, line: &str) {
        if self.open != *open {
            self.open_as(open.clone());
        }
        self.add(line);
    }

    /// Where the last line of the open text begins.
    fn last_line(&self) -> usize {
        let text = self.text.trim_end_matches('\n');
        text.rfind('\n').map_or(0, |at| at + 1)
    }

    /// Whether the line above may be the first row of a table without bars at its sides.
    fn ends_as_row(&self) -> bool {
        let last = &self.text[self.last_line()..];
        last.contains('|') && !last.ends_with("\n\n")
    }

    /// The level that a line of === or --- gives to the single line above it.
    fn underlined(&self, line: &str) -> Option<u8> {
        let level = line::underline(line)?;
        let last = &self.text[self.last_line()..];
        let above = self.text[..self.last_line()].ends_with("\n\n") || self.last_line() == 0;
        let fits = self.open == Open::Text
            && above
            && sign::could_be_headline(last.trim())
            && last.ends_with('\n')
            && !last.ends_with("\n\n");
        fits.then_some(level)
    }

    fn head(&mut self, level: u8, text: &str) {
        /// A longer sentence heads nothing.
        const SENTENCE: usize = 40;
        let text = space::tidy(&self.marks.text(text));
        // OCR marks what was set apart.
        let is_prose = text.ends_with('。')
            && (text.matches('。').nth(1).is_some() || text.chars().nth(SENTENCE).is_some());
        let role = if is_prose { Role::Body } else { Role::Headline(Rank::Level(level)) };
        self.push(role, text);
    }

    fn push(&mut self, role: Role, text: impl Into<String>) {
        self.push_piece(Piece::new(role, text));
    }

    /// Adds a piece in which notes may have been called.
    fn push_piece(&mut self, piece: Piece) {
        let is_empty = piece.text.trim().is_empty();
        let at = self.pieces.len() - usize::from(is_empty && !self.pieces.is_empty());
        self.notes.call(self.marks.calls.drain(..), at);
        if !is_empty {
            self.pieces.push(piece);
        }
    }

    /// Closes the open block.
    fn flush(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let open = std::mem::take(&mut self.open);
        self.close(open, &text);
        // The next block grows in the same room.
        text.clear();
        self.text = text;
    }

    /// Takes the text of a block that is whole.
    fn close(&mut self, open: Open, text: &str) {
        match open {
            Open::Note(label) => {
                let note = space::tidy(&self.marks.text(&space::join(text.lines())));
                self.notes.add(label, &note, self.pieces.len());
            }
            _ if text.trim().is_empty() => {}
            Open::Fence(..) => self.push(Role::Code, text.trim_end_matches('\n')),
            Open::Table => self.rows(text),
            Open::Item => {
                let item = self.marks.text(&space::join(tag::with_breaks(text).lines()));
                self.push(Role::List, space::tidy(&item));
            }
            Open::Quote => self.quote(text),
            Open::Html(_) => {
                for piece in html::pieces(text) {
                    self.push_piece(piece);
                }
            }
            Open::Comment => self.marks.dropped.push(Clean::line(text)),
            Open::Text => self.paragraphs(text),
        }
    }

    fn rows(&mut self, text: &str) {
        let mut rows: Vec<String> = Vec::new();
        for row in text.lines().filter(|row| !line::is_frame(row)) {
            let cells: Vec<String> =
                line::cells(row).iter().map(|cell| space::tidy(&self.marks.text(cell))).collect();
            rows.push(table::row(cells.iter().map(String::as_str)));
        }
        // A table of one cell a row lays out a page.
        let is_layout = rows.iter().all(|row| !row.contains(table::BETWEEN));
        if !is_layout {
            return self.push(Role::Code, rows.join("\n"));
        }
        for row in rows {
            self.push(Role::Body, row.trim());
        }
    }

    /// A quotation holds blocks of its own; one within it is a part of it.
    fn quote(&mut self, text: &str) {
        let text = match line::callout(text) {
            Some((kind, rest)) => {
                self.marks.dropped.push(Clean::line(kind));
                rest
            }
            None => text,
        };
        let mut inside = Self { marks: std::mem::take(&mut self.marks), ..Self::default() };
        let pieces = inside.read(text);
        self.marks = inside.marks;
        for mut piece in pieces {
            if !matches!(piece.role, Role::Code | Role::List | Role::Caption) {
                piece.role = Role::Quote;
            }
            self.push_piece(piece);
        }
    }

    /// Lines of text with blank ones among them. Those that all end in a hard break are verse where
    /// they are short; else each break ends a paragraph.
    fn paragraphs(&mut self, text: &str) {
        if !line::has_break(text) {
            return self.stretch(text);
        }
        let text = tag::with_breaks(text);
        let mut plain = String::new();
        let lines: Vec<&str> = text.lines().collect();
        for paragraph in lines.split(|line| line.trim().is_empty()) {
            if line::is_verse(paragraph) {
                self.stretch(&std::mem::take(&mut plain));
                let verse: Vec<&str> = paragraph.iter().map(|line| line::unbroken(line)).collect();
                let verse = self.lines(&verse.join("\n"));
                self.push(Role::Verse, verse.trim());
                continue;
            }
            for line in paragraph {
                plain.push_str(line::unbroken(line));
                plain.push('\n');
                if line::breaks(line) {
                    self.stretch(&std::mem::take(&mut plain));
                }
            }
            plain.push('\n');
        }
        self.stretch(&plain);
    }

    fn stretch(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        for piece in reflow::stretch(text) {
            let piece = self.emphasised(&piece);
            self.push_piece(piece);
        }
    }

    /// The text of lines, each for itself. Beside a mark that is not seen a blank may be stray: the
    /// one in `**渡口，** 船`.
    fn lines(&mut self, text: &str) -> String {
        let mut lines = String::with_capacity(text.len());
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push('\n');
            }
            lines.push_str(&space::without_strays(&self.marks.text(line)));
        }
        lines
    }

    /// A short paragraph that is bold as a whole is a heading.
    fn emphasised(&mut self, piece: &Piece) -> Piece {
        let text = self.lines(&piece.text);
        let bold = piece.text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
        let role = match bold {
            Some(inner) if !inner.contains("**") && sign::could_be_headline(inner) => {
                Role::Headline(Rank::Either)
            }
            _ if text != piece.text && piece.role == Role::Body => reflow::role_of(&text),
            _ => piece.role,
        };
        Piece { role, text, ..*piece }
    }
}
