//! XML as a row of nodes. In comes decoded text, out come elements and text in their order, as far
//! as the text is well formed. Nothing recurses, and no entity is expanded but those of XML itself.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A part of a document. Names are without their prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element begins.
    Open(Element),
    /// The element of this name ends; one that is empty ends as well.
    Close(String),
    /// Text inside an element, as it is meant.
    Text(String),
}

/// The beginning of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; empty where it has none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether an attribute holds `word` among others.
    pub fn is_of(&self, attribute: &str, word: &str) -> bool {
        self.attribute(attribute).split_ascii_whitespace().any(|found| found == word)
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let attribute = |found: quick_xml::events::attributes::Attribute<'_>| {
            let key = found.key.local_name().as_ref().to_owned();
            let value = found.normalized_value(XmlVersion::Implicit1_0);
            let value = value.unwrap_or_else(|_| found.value.clone());
            (key, value.into_owned())
        };
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.map(attribute).collect(),
        }
    }
}

/// The nodes of a document.
pub struct Nodes<'a> {
    reader: Reader<&'a [u8]>,
    /// What is still to come of an element that was empty.
    closing: Option<String>,
    /// Elements that have begun and not ended.
    depth: usize,
    /// Whether the text stopped being XML, or stopped in the middle of an element.
    pub is_broken: bool,
}

/// Reads `text` as XML.
pub fn nodes(text: &str) -> Nodes<'_> {
    let mut reader = Reader::from_str(text.trim_start());
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) =
        (false, true, true);
    Nodes { reader, closing: None, depth: 0, is_broken: false }
}

impl Iterator for Nodes<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        if let Some(name) = self.closing.take() {
            return Some(Node::Close(name));
        }
        loop {
            let Ok(event) = self.reader.read_event() else {
                self.is_broken = true;
                return None;
            };
            return Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Node::Open(Element::of(&start))
                }
                Event::Empty(start) => {
                    let element = Element::of(&start);
                    self.closing = Some(element.name.clone());
                    Node::Open(element)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(end.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Node::Text(text.into_inner().into_owned()),
                Event::CData(text) => Node::Text(text.into_inner().into_owned()),
                Event::GeneralRef(name) => Node::Text(match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => predefined(&name),
                }),
                Event::Eof => {
                    self.is_broken |= self.depth > 0;
                    return None;
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }
}

/// The five entities of XML; any other stays as it is written.
fn predefined(name: &str) -> String {
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => format!("&{name};"),
    }
}

/// The name of the first element, without its prefix.
pub fn root(text: &str) -> Option<String> {
    nodes(text).find_map(|node| match node {
        Node::Open(element) => Some(element.name),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut nodes = nodes(text);
        let mut seen = String::new();
        for node in nodes.by_ref() {
            match node {
                Node::Open(element) => {
                    seen.extend(["<", &element.name, element.attribute("id"), ">"]);
                }
                Node::Close(name) => seen.extend(["</", &name, ">"]),
                Node::Text(text) => seen += &text,
            }
        }
        seen += if nodes.is_broken { "!" } else { "" };
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn nodes_come_in_order() {
        check("<?xml version='1.0'?><a:b id='1'>船<c/>&amp;&#x6c34;</a:b>", "<b1>船<c></c>&水</b>");
        check("<a><![CDATA[<p>&nbsp;</p>]]>&nbsp;</a>", "<a><p>&nbsp;</p>&nbsp;</a>");
        check("<a>船", "<a>船!");
        check("<a>船<b", "<a>船!");
        check("<a>R&D</a>", "<a>R&D</a>");
        check("", "");
    }

    #[test]
    fn a_billion_laughs_are_not_laughed() {
        let laugh = |n: u32| {
            let ten = format!("&a{n};").repeat(10);
            format!("<!ENTITY a{} \"{ten}\">", n + 1)
        };
        let laughs: String = (0..19).map(laugh).collect();
        let bomb = format!("<!DOCTYPE x [<!ENTITY a0 \"哈\">{laughs}]><x>&a19;</x>");
        check(&bomb, "<x>&a19;</x>");
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        assert_eq!(nodes(&deep).count(), 200_000);
    }
}
