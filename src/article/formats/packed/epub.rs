//! EPUB books. In come the bytes, out comes an article a chapter in the order of the spine, named
//! by the table of contents. What is not prose (covers, title pages, the contents) is dropped.
//!
//! Source: EPUB 3.3, and EPUB 2 (OPF 2.0.1, section 2.4.1) for the older table of contents.

mod chapters;
mod contents;

use std::collections::HashMap;

use super::Package;
use crate::article::Refused;
use crate::article::compose::Page;
use crate::article::formats::xml::{self, Element, Node};
use crate::article::metadata::{Facts, date};
use crate::text::Clean;

/// Where every book says which file describes it.
const CONTAINER: &str = "META-INF/container.xml";

/// Whether the package is a book.
pub fn is_book(package: &Package<'_>) -> bool {
    package.has(CONTAINER)
}

/// Reads a book.
pub fn read(package: &mut Package<'_>, warnings: &mut Vec<Clean>) -> Result<Page, Refused> {
    let broken = Refused::Damaged("an EPUB book");
    let container = package.text(CONTAINER).and_then(Result::ok).ok_or(broken)?;
    let path = path_of_description(&container).ok_or(broken)?;
    let description = package.text(&path).and_then(Result::ok).ok_or(broken)?;
    let book = Book::of(&description, &path);
    if package
        .text("META-INF/encryption.xml")
        .and_then(Result::ok)
        .is_some_and(|encryption| book.is_locked(&encryption))
    {
        return Err(Refused::Encrypted("an EPUB book"));
    }
    let contents = contents::read(&book, package);
    Ok(chapters::read(&book, &contents, package, warnings))
}

fn path_of_description(container: &str) -> Option<String> {
    xml::nodes(container).find_map(|node| match node {
        Node::Open(element) if element.name == "rootfile" => {
            Some(element.attribute("full-path").to_owned())
        }
        _ => None,
    })
}

/// What the description of a book (OPF) says.
#[derive(Debug, Default)]
struct Book {
    facts: Facts,
    /// The files of the text in reading order.
    spine: Vec<String>,
    /// The table of contents of EPUB 3, that of EPUB 2.
    nav: Option<String>,
    ncx: Option<String>,
    /// Files that are no text: cover, title page, contents.
    front: Vec<String>,
}

impl Book {
    fn of(description: &str, path: &str) -> Self {
        let mut book = Self::default();
        let mut items: HashMap<String, String> = HashMap::new();
        let mut names: Vec<String> = Vec::new();
        let mut open = Element::default();
        let mut value = String::new();
        for node in xml::nodes(description) {
            match node {
                Node::Open(element) => {
                    book.open(&element, path, &mut items);
                    open = element;
                    value.clear();
                }
                Node::Text(text) => value += &text,
                Node::Close(name) if name == open.name => {
                    book.state(&open, value.trim(), &mut names);
                    open = Element::default();
                }
                Node::Close(_) => {}
            }
        }
        book.facts.author = (!names.is_empty()).then(|| names.join("、"));
        book
    }

    /// Takes what an element says by its attributes. `items` are the files by their ids, which
    /// the description names before it uses them.
    fn open(&mut self, element: &Element, path: &str, items: &mut HashMap<String, String>) {
        let file = || resolve(path, element.attribute("href")).0;
        match element.name.as_str() {
            "item" => {
                let file = file();
                if element.is_of("properties", "nav") {
                    self.nav = Some(file.clone());
                }
                if element.attribute("media-type") == "application/x-dtbncx+xml" {
                    self.ncx = Some(file.clone());
                }
                items.insert(element.attribute("id").to_owned(), file);
            }
            "itemref" => self.spine.extend(items.get(element.attribute("idref")).cloned()),
            "reference" if is_front(element.attribute("type")) => self.front.push(file()),
            _ => {}
        }
    }

    /// Takes what an element says by its text.
    fn state(&mut self, element: &Element, value: &str, names: &mut Vec<String>) {
        if value.is_empty() {
            return;
        }
        match element.name.as_str() {
            "title" if self.facts.source.is_none() => self.facts.source = Some(value.to_owned()),
            "creator" if !is_nobody(value) => names.push(value.to_owned()),
            "date" if self.facts.date.is_none() && element.attribute("event") != "modification" => {
                self.facts.date = date::normal(value);
            }
            _ => {}
        }
    }

    /// Whether a file of the text is among those that the package lists as encrypted; fonts often
    /// are, and are not needed.
    fn is_locked(&self, encryption: &str) -> bool {
        xml::nodes(encryption).any(|node| match node {
            Node::Open(element) if element.name == "CipherReference" => {
                let file = percent_decoded(element.attribute("URI"));
                self.spine.contains(&file)
            }
            _ => false,
        })
    }
}

/// What programs write where they know no author.
fn is_nobody(name: &str) -> bool {
    ["unknown", "unknown author", "未知", "未知作者"].contains(&name.to_lowercase().as_str())
}

/// Whether the words of `epub:type`, or of the guide of EPUB 2, name a page that is no text.
fn is_front(kind: &str) -> bool {
    kind.split_ascii_whitespace()
        .any(|word| matches!(word, "cover" | "titlepage" | "title-page" | "halftitlepage" | "toc"))
}

/// The path of what `link` means in the file `from`, and the place in it.
fn resolve(from: &str, link: &str) -> (String, String) {
    let (link, place) = link.split_once('#').unwrap_or((link, ""));
    let place = percent_decoded(place);
    if link.is_empty() {
        return (from.to_owned(), place);
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let link = percent_decoded(link);
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    (parts.join("/"), place)
}

/// `%E7%AB%A0` as it is meant; what is no such sign stays.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests;
