//! The names that the library speaks of, once they are asked for. In come how far they are gathered
//! and the names, out come the rows of a list. Refuses to know what a name is.

use std::cmp::Reverse;
use std::sync::Arc;

use super::pick::{Item, Target};
use crate::app::Effect;
use crate::index::names::{Kind, Name};
use crate::library::Library;
use crate::text::Clean;

/// The names of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Counts the questions, so that late answers are known.
    generation: u64,
    stage: Stage,
}

/// What is known of them.
#[derive(Clone, Debug, Default, PartialEq)]
enum Stage {
    #[default]
    Unasked,
    /// So many of a hundred parts of the text have been looked through.
    Gathering(u8),
    /// The most frequent first.
    Known(Arc<Vec<Name>>),
}

impl Names {
    /// Asks for them, if that was not done.
    pub fn ask(&mut self, library: &Arc<Library>) -> Option<Effect> {
        (self.stage == Stage::Unasked).then(|| {
            self.stage = Stage::Gathering(0);
            self.generation += 1;
            Effect::Names { generation: self.generation, library: Arc::clone(library) }
        })
    }

    /// The library is another one. Whoever waits goes on waiting, for the names of this one.
    pub fn ask_again(&mut self, library: &Arc<Library>) -> Option<Effect> {
        let was_asked = self.percent().is_some();
        self.stage = Stage::Unasked;
        if was_asked { self.ask(library) } else { None }
    }

    /// How far they are gathered, in percent; `None` where they are not being gathered.
    pub fn percent(&self) -> Option<u8> {
        if let Stage::Gathering(percent) = self.stage { Some(percent) } else { None }
    }

    /// Takes how far they are gathered.
    pub fn advance(&mut self, generation: u64, percent: u8) {
        if generation == self.generation && self.percent().is_some() {
            self.stage = Stage::Gathering(percent);
        }
    }

    /// Takes the names, if they are those that were asked for last.
    pub fn answer(&mut self, generation: u64, mut names: Vec<Name>) {
        if generation == self.generation && self.percent().is_some() {
            names.sort_by_key(|name| Reverse(name.times));
            self.stage = Stage::Known(Arc::new(names));
        }
    }

    /// The rows of the list: none before they are known.
    pub fn items(&self) -> Vec<Item> {
        let Stage::Known(names) = &self.stage else { return Vec::new() };
        names.iter().map(item).collect()
    }
}

/// The kind stands in the row, so that it can be typed too.
fn item(name: &Name) -> Item {
    let kind = match name.kind {
        Kind::Person => "人名",
        Kind::Place => "地名",
        Kind::Organisation => "机构",
    };
    let label = Clean::line(&format!("{kind}  {}", name.text));
    let detail = Clean::line(&format!("{} 次 · {} 篇", name.times, name.articles));
    Item::new(label, detail, Target::Query(name.text.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, kind: Kind, times: u32) -> Name {
        Name { text: text.to_owned(), kind, times, articles: 1 }
    }

    #[test]
    fn the_answer_to_the_newest_question_counts() {
        let library = Arc::default();
        let mut names = Names::default();
        assert!(names.ask_again(&library).is_none());
        assert!(names.ask(&library).is_some() && names.ask(&library).is_none());
        names.advance(1, 40);
        assert_eq!(names.percent(), Some(40));
        let Some(Effect::Names { generation: 2, .. }) = names.ask_again(&library) else {
            panic!("those of the other library are asked for")
        };
        names.answer(1, vec![name("岳南星", Kind::Person, 3)]);
        assert_eq!((names.percent(), names.items().len()), (Some(0), 0));
        names.answer(2, vec![name("岳南星", Kind::Person, 3), name("河口镇", Kind::Place, 8)]);
        names.advance(2, 100);
        let labels: Vec<String> = names.items().iter().map(|item| item.label.to_string()).collect();
        assert_eq!(labels, ["地名  河口镇", "人名  岳南星"]);
        assert!(names.ask(&library).is_none());
    }
}
