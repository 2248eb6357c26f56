//! The paragraphs of a Word document. In comes the XML of its text, out come paragraphs in reading
//! order and which notes were called where. Text boxes stand where they are anchored.

use std::collections::HashMap;

use super::styles::{Styles, level_of_outline};
use crate::article::formats::table;
use crate::article::formats::xml::{self, Element, Node};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Text,
    /// Set in the middle of the line.
    Centred,
    Heading(u8),
    Item,
    /// Rows of a table, a line each.
    Row,
}

/// A paragraph; line ends in it are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub kind: Kind,
    pub text: String,
}

/// A note: which part of the package it stands in, and its id there.
pub type Call = (&'static str, String);

/// A text: the document's own, or that of a note.
#[derive(Debug, Default)]
pub struct Story {
    pub paragraphs: Vec<Paragraph>,
    /// The notes in the order in which they are called. Their numbers stand in the text.
    pub calls: Vec<Call>,
    /// Whether the XML ended early.
    pub is_broken: bool,
}

/// Cells longer than this make a table a frame for text, in code points.
const CELL_MAX: usize = 60;

/// The state of one reading. Paragraphs lie in text boxes in paragraphs, tables in cells of tables.
struct Reading<'a> {
    styles: &'a Styles,
    /// The paragraphs that are open.
    open: Vec<Paragraph>,
    /// Where finished paragraphs go: to the text, or to the cell of a table.
    sinks: Vec<Vec<Paragraph>>,
    /// The finished cells of the rows that are open.
    rows: Vec<Vec<Vec<Paragraph>>>,
    calls: Vec<Call>,
    /// Inside `w:t`.
    in_text: bool,
    /// How deep we are in what is deleted, or said a second time for older programs.
    skipped: usize,
}

impl Story {
    /// Reads the XML of a text.
    pub fn of(text: &str, styles: &Styles) -> Self {
        let mut reading = Reading {
            styles,
            open: Vec::new(),
            sinks: vec![Vec::new()],
            rows: Vec::new(),
            calls: Vec::new(),
            in_text: false,
            skipped: 0,
        };
        let mut nodes = xml::nodes(text);
        for node in nodes.by_ref() {
            reading.node(node);
        }
        // What was open where the text was cut off.
        while !reading.open.is_empty() {
            reading.end_paragraph();
        }
        let paragraphs = reading.sinks.into_iter().chain(reading.rows.into_iter().flatten());
        Self {
            paragraphs: paragraphs.flatten().collect(),
            calls: reading.calls,
            is_broken: nodes.is_broken,
        }
    }
}

impl Reading<'_> {
    fn node(&mut self, node: Node) {
        match node {
            Node::Open(element) if is_skipped(&element.name) => self.skipped += 1,
            Node::Close(name) if is_skipped(&name) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            Node::Open(element) => self.enter(&element),
            Node::Close(name) => self.leave(&name),
            Node::Text(text) if self.in_text => self.push(&text),
            Node::Text(_) => {}
        }
    }

    fn enter(&mut self, element: &Element) {
        let value = element.attribute("val");
        match element.name.as_str() {
            "p" => self.open.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" if self.open.last().is_some_and(|open| !open.text.is_empty()) => self.push(" "),
            "br" if !matches!(element.attribute("type"), "page" | "column") => self.push("\n"),
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "pStyle" => self.set(self.styles.level(value).map(Kind::Heading)),
            "outlineLvl" => self.set(level_of_outline(element).map(Kind::Heading)),
            "numPr" => self.set(Some(Kind::Item)),
            "jc" if value == "center" => self.set(Some(Kind::Centred)),
            "footnoteReference" => self.call("footnote", element.attribute("id")),
            "endnoteReference" => self.call("endnote", element.attribute("id")),
            "tr" => self.rows.push(Vec::new()),
            "tc" => self.sinks.push(Vec::new()),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = false,
            "tc" if self.sinks.len() > 1 => {
                let cell = self.sinks.pop().unwrap_or_default();
                match self.rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => self.finish(cell),
                }
            }
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                self.end_row(row);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// Says what the open paragraph is; a heading stays one, whatever else it is.
    fn set(&mut self, kind: Option<Kind>) {
        if let (Some(open), Some(kind)) = (self.open.last_mut(), kind)
            && !matches!(open.kind, Kind::Heading(_))
        {
            open.kind = kind;
        }
    }

    fn call(&mut self, part: &'static str, id: &str) {
        self.calls.push((part, id.to_owned()));
        let number = format!("[{}]", self.calls.len());
        self.push(&number);
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.open.pop();
        self.finish(paragraph);
    }

    fn finish(&mut self, paragraphs: impl IntoIterator<Item = Paragraph>) {
        let written = paragraphs.into_iter().filter(|paragraph| !paragraph.text.trim().is_empty());
        if let Some(sink) = self.sinks.last_mut() {
            sink.extend(written);
        }
    }

    /// A row of short cells is a line; where one holds more, the table is a frame around text.
    fn end_row(&mut self, cells: Vec<Vec<Paragraph>>) {
        let is_short = |cell: &Vec<Paragraph>| {
            cell.len() <= 1 && cell.iter().all(|p| p.text.chars().count() <= CELL_MAX)
        };
        if cells.len() < 2 || !cells.iter().all(is_short) {
            return self.finish(cells.into_iter().flatten());
        }
        let cell = |cell: &Vec<Paragraph>| {
            cell.first().map_or_else(String::new, |p| p.text.trim().replace('\n', " "))
        };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        let line = table::row(cells.iter().map(String::as_str));
        if let Some(last) = self.sinks.last_mut().and_then(|sink| sink.last_mut())
            && last.kind == Kind::Row
        {
            last.text.push('\n');
            last.text.push_str(&line);
        } else {
            self.finish(Some(Paragraph { kind: Kind::Row, text: line }));
        }
    }
}

/// What revisions deleted or moved away, and the second version of what newer programs show.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback")
}

/// The notes of a document by part and id.
#[derive(Debug, Default)]
pub struct Notes(HashMap<Call, String>);

impl Notes {
    /// Adds the notes of a part; `name` is the element of one: `footnote` or `endnote`.
    pub fn add(&mut self, name: &'static str, text: &str, styles: &Styles) {
        let open = format!("<w:{name} ");
        let close = format!("</w:{name}>");
        for note in text.split(&open).skip(1) {
            let Some((inside, _)) = note.split_once(&close) else { continue };
            let xml = format!("{open}{inside}{close}");
            let id = xml::nodes(&xml).find_map(|node| match node {
                Node::Open(element) => Some(element.attribute("id").to_owned()),
                _ => None,
            });
            let story = Story::of(&xml, styles);
            let lines: Vec<&str> = story.paragraphs.iter().map(|p| p.text.trim()).collect();
            self.0.insert((name, id.unwrap_or_default()), lines.join("\n"));
        }
    }

    /// The notes that were called, each with its number, to stand below the text.
    pub fn called(&self, calls: &[Call]) -> Vec<Paragraph> {
        let note = |(number, call): (usize, &Call)| {
            let text = self.0.get(call).filter(|text| !text.is_empty())?;
            Some(Paragraph { kind: Kind::Item, text: format!("[{number}] {text}") })
        };
        (1..).zip(calls).filter_map(note).collect()
    }
}
