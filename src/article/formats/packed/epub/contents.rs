//! The table of contents of a book. In come its files, out come the entries in their order: a
//! title, the file it leads to, the place in it, and how deep it is nested.

use super::{Book, resolve};
use crate::article::formats::packed::Package;
use crate::article::formats::xml::{self, Node};
use crate::article::space;

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub title: String,
    pub file: String,
    /// The id of an element in the file; empty where the line leads to the file as a whole.
    pub place: String,
    /// 1 for the outermost lines.
    pub depth: usize,
}

/// Reads the table of EPUB 3, or that of EPUB 2 where the other is empty.
pub fn read(book: &Book, package: &mut Package<'_>) -> Vec<Line> {
    let mut text = |file: &Option<String>| {
        let file = file.as_ref()?;
        Some((file.clone(), package.text(file)?.ok()?))
    };
    let lines = text(&book.nav).map(|(file, text)| nav(&text, &file)).unwrap_or_default();
    if lines.is_empty() {
        return text(&book.ncx).map(|(file, text)| ncx(&text, &file)).unwrap_or_default();
    }
    lines
}

/// `<nav epub:type="toc"><ol><li><a href="…">title</a><ol>…`
fn nav(text: &str, path: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut depth = 0;
    let mut is_inside = false;
    let mut line: Option<Line> = None;
    for node in xml::nodes(text) {
        match node {
            Node::Open(element) => match element.name.as_str() {
                // One without a type is the only one, or there is no telling.
                "nav" => is_inside = matches!(element.attribute("type"), "" | "toc"),
                "ol" if is_inside => depth += 1,
                "a" if is_inside => {
                    let (file, place) = resolve(path, element.attribute("href"));
                    line = Some(Line { title: String::new(), file, place, depth });
                }
                _ => {}
            },
            Node::Text(text) => {
                if let Some(line) = &mut line {
                    line.title += &text;
                }
            }
            Node::Close(name) => match name.as_str() {
                "nav" => is_inside = false,
                "ol" => depth = depth.saturating_sub(usize::from(is_inside)),
                "a" => push(&mut lines, line.take()),
                _ => {}
            },
        }
    }
    lines
}

/// `<navPoint><navLabel><text>title</text></navLabel><content src="…"/><navPoint>…`
fn ncx(text: &str, path: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut depth = 0;
    let mut is_inside = false;
    let mut title = String::new();
    for node in xml::nodes(text) {
        match node {
            Node::Open(element) => match element.name.as_str() {
                "navMap" => is_inside = true,
                "navPoint" => depth += 1,
                "navLabel" => title.clear(),
                "content" if is_inside => {
                    let (file, place) = resolve(path, element.attribute("src"));
                    let title = std::mem::take(&mut title);
                    push(&mut lines, Some(Line { title, file, place, depth }));
                }
                _ => {}
            },
            Node::Text(text) => title += &text,
            Node::Close(name) => match name.as_str() {
                "navMap" => is_inside = false,
                "navPoint" => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    lines
}

fn push(lines: &mut Vec<Line>, line: Option<Line>) {
    let Some(mut line) = line else { return };
    line.title = space::join(line.title.split('\n'));
    if !line.title.is_empty() {
        lines.push(line);
    }
}
