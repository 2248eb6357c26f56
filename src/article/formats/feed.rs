//! RSS and Atom files. In comes decoded text, out comes an article an entry. What is read twice is
//! the text of an entry: it is HTML inside XML.

use serde_json::{Map, Value};

use super::records;
use super::xml::{self, Element, Node};
use crate::article::compose::Page;
use crate::text::Clean;

/// Whether the first element of an XML file is that of a feed: RSS 2.0, RSS 1.0 or Atom.
pub fn is_feed(text: &str) -> bool {
    match xml::root(text).as_deref() {
        Some("rss") => true,
        Some("feed") => text.contains("http://www.w3.org/2005/Atom"),
        Some("RDF") => text.contains("http://purl.org/rss/1.0/"),
        _ => false,
    }
}

/// An element of an entry, and what its text is to us.
fn fact(path: &[String]) -> Option<&'static str> {
    let mut path = path.iter().rev().map(String::as_str);
    Some(match (path.next()?, path.next()?) {
        ("title", "item" | "entry") => "title",
        ("link" | "id", "item" | "entry") => "url",
        ("pubDate" | "date" | "published" | "issued", "item" | "entry") => "date",
        ("updated" | "modified", "entry") => "updated",
        ("creator" | "author", "item") | ("name", "author") => "author",
        // RSS 2.0: the channel that the item came from.
        ("source", "item") => "source",
        ("encoded", "item") | ("content", "entry") => "content",
        ("description", "item") | ("summary", "entry") => "summary",
        _ => return None,
    })
}

/// What the file says of one entry; the first of each.
#[derive(Debug, Default)]
struct Entry(Map<String, Value>);

impl Entry {
    fn put(&mut self, name: &str, value: &str) {
        // An identifier is a link only where it looks like one.
        let fits = name != "url" || value.trim().starts_with("http");
        if fits && !value.trim().is_empty() && !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), value.trim().into());
        }
    }

    /// The entry as a record of a crawl, which it is.
    fn record(mut self, source: &str) -> Map<String, Value> {
        for (name, instead) in [("content", "summary"), ("date", "updated")] {
            if let Some(value) = self.0.remove(instead)
                && !self.0.contains_key(name)
            {
                self.0.insert(name.to_owned(), value);
            }
        }
        if let Some(date) = self.0.get("date").and_then(Value::as_str).and_then(day_of) {
            self.0.insert("date".to_owned(), date.into());
        }
        self.put("source", source);
        self.0
    }
}

/// Reads a feed. What is cut off in the middle is read as far as it goes.
pub fn read(text: &str, warnings: &mut Vec<Clean>) -> Page {
    let mut reading = Reading::default();
    let mut nodes = xml::nodes(text);
    for node in nodes.by_ref() {
        match node {
            Node::Open(element) => reading.open(element),
            Node::Text(text) => reading.text(&text),
            Node::Close(name) => reading.close(&name),
        }
    }
    if nodes.is_broken {
        let message = "the feed is cut short or damaged: it was read as far as it goes";
        warnings.push(Clean::line(message));
        reading.end_element();
        reading.end_entry();
    }
    reading.page
}

/// The state of one reading.
#[derive(Debug, Default)]
struct Reading {
    page: Page,
    /// The title of the feed.
    source: String,
    /// The names of the elements that are open.
    path: Vec<String>,
    entry: Option<Entry>,
    /// The text of the innermost element so far.
    value: String,
    /// How deep the element lies whose text is markup of its own (Atom, type="xhtml").
    markup: Option<usize>,
}

impl Reading {
    fn open(&mut self, element: Element) {
        if self.markup.is_some() {
            self.value.extend(["<", &element.name, ">"]);
            return self.path.push(element.name);
        }
        if is_entry(&element.name) {
            self.entry = Some(Entry::default());
        }
        if element.name == "link"
            && matches!(element.attribute("rel"), "" | "alternate")
            && let Some(entry) = &mut self.entry
        {
            entry.put("url", element.attribute("href"));
        }
        let is_markup = element.attribute("type") == "xhtml";
        self.path.push(element.name);
        self.markup = is_markup.then_some(self.path.len());
        self.value.clear();
    }

    fn text(&mut self, text: &str) {
        if self.markup.is_some() {
            self.value += &text.replace('&', "&amp;").replace('<', "&lt;");
        } else {
            self.value += text;
        }
    }

    fn close(&mut self, name: &str) {
        if self.markup.is_some_and(|depth| self.path.len() > depth) {
            self.value.extend(["</", name, ">"]);
            self.path.pop();
            return;
        }
        self.end_element();
        self.path.pop();
        if is_entry(name) {
            self.end_entry();
        }
    }

    /// Gives the text of the innermost element to whom it belongs.
    fn end_element(&mut self) {
        self.markup = None;
        let value = std::mem::take(&mut self.value);
        if let (Some(entry), Some(name)) = (&mut self.entry, fact(&self.path)) {
            entry.put(name, &value);
        } else if self.source.is_empty() && is_title_of_feed(&self.path) {
            value.trim().clone_into(&mut self.source);
        } else if !value.trim().is_empty() {
            self.page.dropped.push(Clean::line(value.trim()));
        }
    }

    /// Adds the article of the entry; one that is nothing but a headline is a link to elsewhere.
    fn end_entry(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        let record = entry.record(&self.source);
        if !records::read_record(&record, &mut self.page) {
            let values = record.values().filter_map(Value::as_str);
            self.page.dropped.extend(values.map(Clean::line));
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

fn is_title_of_feed(path: &[String]) -> bool {
    matches!(path, [.., parent, name] if name == "title" && (parent == "channel" || parent == "feed"))
}

/// The day in a date of RFC 822 (section 5), as RSS has it: `Mon, 06 May 2024 00:30:00 +0800`. It
/// is the day where it was written, not in Greenwich.
fn day_of(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let date = date.split_once(',').map_or(date, |(_, rest)| rest);
    let mut words = date.split_ascii_whitespace();
    let day: u8 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year: u16 = words.next()?.parse().ok().filter(|year| (1000..2200).contains(year))?;
    Some(format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests;
