//! A page as a row of blocks. In comes its tree, out come the stretches of text between the edges of
//! block elements, and the elements around them. Refuses to judge what is text and what is furniture.

use scraper::{Html, Node};

use super::element::{
    Kind, Room, is_block, is_bold, is_centred, is_hidden, is_skipped, kind, room,
};
use super::hint::{self, Hint};
use super::row::{self, CELL, Tables};
use super::run::{EDGE, LINE_BREAK, Run};
use crate::article::{sign, space};

/// A stretch of text between the edges of block elements.
#[derive(Debug)]
pub struct Block {
    pub kind: Kind,
    pub text: String,
    /// The same with a wide gap at the edges of inline elements, where it has any and is short.
    pub parted: Option<String>,
    /// The line of the row, where it may be one of a table.
    pub row: Option<String>,
    /// Bytes of `text` that are links.
    linked: usize,
    /// The page does not show it.
    pub hidden: bool,
    /// What the elements around it call themselves.
    pub hint: Hint,
}

impl Block {
    /// Navigation: mostly links, and no sentence.
    pub fn is_linked(&self) -> bool {
        self.linked * 10 > self.text.trim().len() * 6 && !self.text.contains('。')
    }

    /// The text as a line of facts has it: 来源：河口日报 and the button behind it stand apart.
    pub fn facts(&self) -> &str {
        self.parted.as_deref().unwrap_or(&self.text).trim()
    }
}

/// An element with the blocks in it.
#[derive(Debug)]
pub struct Container {
    pub first: usize,
    pub end: usize,
    pub room: Room,
}

/// How a block is set on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Plain,
    Centred,
}

/// The longest block whose inline edges are kept, in bytes.
const PARTED_BYTES: usize = 480;

/// The blocks of a page in its order, and the containers, each after the one around it.
#[derive(Debug, Default)]
pub struct Walk {
    pub blocks: Vec<Block>,
    pub containers: Vec<Container>,
    open: Vec<usize>,
    kinds: Vec<Kind>,
    hints: Vec<Hint>,
    run: Run,
    tables: Tables,
    in_link: usize,
    in_bold: usize,
    skipped: usize,
    hidden: usize,
    centred: usize,
    /// A picture stands between the last block and what follows.
    below_picture: bool,
}

impl Walk {
    /// Walks without recursion: pages nest as deep as they like.
    pub fn of(document: &Html) -> Self {
        let mut walk = Self::default();
        walk.enter_container(Hint::None, Room::Article);
        let root = document.tree.root();
        let mut node = root;
        'tree: loop {
            walk.enter(node.value());
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                walk.leave(node.value());
                if node == root {
                    break 'tree;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'tree,
                }
            }
        }
        walk.flush();
        walk.leave_container();
        walk
    }

    fn enter(&mut self, node: &Node) {
        let element = match node {
            Node::Text(text) if self.skipped == 0 => return self.push_text(text),
            Node::Element(element) => element,
            _ => return,
        };
        match element.name() {
            name if is_skipped(name) => self.skipped += 1,
            "br" => self.break_line(),
            "img" | "picture" | "video" => self.below_picture = true,
            name @ ("td" | "th") => {
                self.push_text(" ");
                self.run.text.push(CELL);
                self.tables.begin_cell(self.blocks.len());
                self.enter_container(hint::of(element), room(name));
            }
            name if is_block(name) => {
                self.flush();
                self.hidden += usize::from(is_hidden(element));
                self.centred += usize::from(is_centred(element));
                self.kinds.extend(kind(name));
                match name {
                    "table" => self.tables.begin(),
                    "tr" => self.tables.begin_row(),
                    _ => {}
                }
                self.enter_container(hint::of(element), room(name));
            }
            name => {
                self.in_link += usize::from(name == "a");
                self.in_bold += usize::from(is_bold(name));
                self.run.text.push(EDGE);
                if name == "a" {
                    self.run.link.start = self.run.text.len();
                }
            }
        }
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        match element.name() {
            name if is_skipped(name) => self.skipped = self.skipped.saturating_sub(1),
            "br" | "img" | "picture" | "video" => {}
            "td" | "th" => {
                if self.tables.holds_blocks(self.blocks.len()) {
                    self.flush();
                }
                self.leave_container();
            }
            name if is_block(name) => {
                self.flush();
                self.hidden -= usize::from(is_hidden(element));
                self.centred -= usize::from(is_centred(element));
                if kind(name).is_some() {
                    self.kinds.pop();
                }
                match name {
                    "li" => self.settle_item(),
                    "tr" => self.tables.end_row(&self.blocks),
                    "table" => self.tables.end(&mut self.blocks),
                    _ => {}
                }
                self.leave_container();
            }
            name => {
                self.in_link -= usize::from(name == "a");
                self.in_bold -= usize::from(is_bold(name));
                if name == "a" {
                    self.run.link.end = self.run.text.len();
                }
                self.run.text.push(EDGE);
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        let from = self.run.text.len();
        if self.kinds.last() == Some(&Kind::Code) {
            self.run.text.extend(text.chars().map(|c| if c == '\n' { LINE_BREAK } else { c }));
        } else {
            self.run.text.push_str(text);
        }
        let bytes = self.run.text[from..].trim().len();
        self.run.line.linked += if self.in_link > 0 { bytes } else { 0 };
        self.run.line.bold += if self.in_bold > 0 { bytes } else { 0 };
    }

    /// A bold line among others is a heading, and a block of its own.
    fn break_line(&mut self) {
        if self.kinds.is_empty() && self.run.ends_with_heading() {
            self.flush();
        } else {
            self.run.break_line();
        }
    }

    fn enter_container(&mut self, hint: Hint, room: Room) {
        let around = self.hints.last().copied().unwrap_or_default();
        self.hints.push(around.inside(hint));
        self.open.push(self.containers.len());
        self.containers.push(Container { first: self.blocks.len(), end: 0, room });
    }

    fn leave_container(&mut self) {
        self.hints.pop();
        let Some(at) = self.open.pop() else { return };
        let end = self.blocks.len();
        self.containers[at].end = end;
    }

    /// An item of a list is one paragraph, besides the items in it; where it holds more, the list
    /// only lays out the page.
    fn settle_item(&mut self) {
        let first = self.open.last().map_or(0, |&open| self.containers[open].first);
        let mut plain = self.blocks[first..].iter_mut().filter(|block| block.kind != Kind::Item);
        if let (Some(block), None) = (plain.next(), plain.next())
            && block.kind == Kind::Text
        {
            block.kind = Kind::Item;
        }
    }

    /// What has been gathered becomes a block, or two where a heading or a button ends it.
    fn flush(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        if let Some(rest) = self.kinds.is_empty().then(|| run.split_off_end()).flatten() {
            self.push_block(&run);
            run = rest;
        }
        self.push_block(&run);
    }

    const fn setting(&self) -> Setting {
        if self.centred > 0 { Setting::Centred } else { Setting::Plain }
    }

    fn push_block(&mut self, run: &Run) {
        if run.text.chars().all(|c| c.is_whitespace() || c == EDGE || c == CELL) {
            return;
        }
        let kind = self.kinds.last().copied().unwrap_or(Kind::Text);
        let text = lines(&run.text.replace([EDGE, CELL], ""), kind);
        let row = row::line(&run.text.replace(EDGE, "")).filter(|_| kind == Kind::Text);
        let parted = (run.text.len() <= PARTED_BYTES && run.text.contains(EDGE))
            .then(|| run.text.split([EDGE, CELL]).map(str::trim).filter(|part| !part.is_empty()))
            .map(|parts| parts.map(|part| lines(part, kind)).collect::<Vec<_>>().join("  "));
        let below_picture = std::mem::take(&mut self.below_picture);
        let kind = match kind {
            Kind::Text if run.ends_with_heading() => Kind::Bold,
            Kind::Text if below_picture && is_caption(&text, self.setting()) => Kind::Caption,
            kind => kind,
        };
        self.blocks.push(Block {
            kind,
            text,
            parted,
            row,
            linked: run.linked + run.line.linked,
            hidden: self.hidden > 0,
            hint: self.hints.last().copied().unwrap_or_default(),
        });
    }
}

/// The lines of a block: those that the page means, and not those of its source.
fn lines(raw: &str, kind: Kind) -> String {
    let lines = raw.split(LINE_BREAK);
    let lines: Vec<String> = if kind == Kind::Code {
        lines.map(str::to_owned).collect()
    } else {
        lines.map(|line| keep_indent(line, space::join(line.split('\n')))).collect()
    };
    lines.join("\n")
}

/// The indent of typed text stays, as it tells paragraphs apart.
fn keep_indent(raw: &str, line: String) -> String {
    if raw.trim_start_matches('\n').starts_with("\u{3000}\u{3000}") {
        format!("\u{3000}\u{3000}{line}")
    } else {
        line
    }
}

/// Whether a short text below a picture says what is on it: in the middle of the page, or a sentence
/// that is too short for a paragraph.
fn is_caption(text: &str, setting: Setting) -> bool {
    /// The longest such text, in characters.
    const LONGEST: usize = 40;
    let text = text.trim();
    text.chars().count() <= LONGEST
        && !text.contains(['\n', '？', '！', '：', '“'])
        && sign::numbering(text).is_none()
        && (setting == Setting::Centred
            || sign::is_caption(text)
            || text.ends_with('。') && text.chars().count() <= 20)
}
