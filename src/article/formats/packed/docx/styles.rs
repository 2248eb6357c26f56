//! The styles of a Word document. In comes styles.xml, out comes which styles are headings, of
//! which level, however they are called in the language of the maker.

use std::collections::HashMap;

use crate::article::formats::xml::{self, Element, Node};

/// The heading styles by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    levels: HashMap<String, u8>,
    parents: HashMap<String, String>,
}

/// How many styles may stand on one another.
const DEPTH_MAX: usize = 16;

impl Styles {
    /// Reads styles.xml.
    pub fn of(text: &str) -> Self {
        let mut styles = Self::default();
        let mut id = String::new();
        for node in xml::nodes(text) {
            let Node::Open(element) = node else { continue };
            let value = element.attribute("val");
            match element.name.as_str() {
                "style" => element.attribute("styleId").clone_into(&mut id),
                "name" => {
                    if let Some(level) = level_by_name(value) {
                        styles.levels.insert(id.clone(), level);
                    }
                }
                "outlineLvl" => {
                    let level = level_of_outline(&element);
                    styles.levels.extend(level.map(|level| (id.clone(), level)));
                }
                "basedOn" => {
                    styles.parents.insert(id.clone(), value.to_owned());
                }
                _ => {}
            }
        }
        styles
    }

    /// The heading level of a style, 1 to 6; `None` for running text.
    pub fn level(&self, id: &str) -> Option<u8> {
        let mut id = id;
        for _ in 0..DEPTH_MAX {
            if let Some(&level) = self.levels.get(id) {
                return Some(level);
            }
            id = self.parents.get(id)?;
        }
        None
    }
}

/// The level that `w:outlineLvl` gives, which counts from 0; 9 is running text.
pub fn level_of_outline(element: &Element) -> Option<u8> {
    let level: u8 = element.attribute("val").parse().ok()?;
    (level < 9).then_some((level + 1).min(6))
}

/// The built-in styles keep their English names in the file in every language; other makers write
/// their own.
fn level_by_name(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    if matches!(name.as_str(), "title" | "标题") {
        return Some(1);
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    number.trim().parse().ok().filter(|level| (1..=9).contains(level)).map(|level: u8| level.min(6))
}
