//! A list that narrows as one types: the palette, the article picker, the marks.

use crate::app::Command;
use crate::app::editor::{Editor, Lines, Touched};
use crate::app::screen::rows::Rows;
use crate::app::spoken::Spoken;
use crate::index::Sound;
use crate::notes::exchange::Format;
use crate::notes::links::Link;
use crate::notes::searches::Saved;
use crate::notes::tags;
use crate::text::{Clean, fold};

/// What a row of the list stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An article, by its index in the library.
    Article(usize),
    Command(Command),
    /// A heading of the article that is open, by its first code point.
    Heading(u32),
    /// A form that marks can be written in.
    Format(Format),
    /// A theme, by its name.
    Theme(String),
    /// A search with a name.
    Saved(Saved),
    /// A query.
    Query(String),
    /// A field that narrows the query.
    Narrow(String),
    /// A passage that a note speaks of, or can speak of.
    Link(Link),
    /// A tag.
    Tag(Clean),
    /// Nothing: the row is there to be read.
    Nothing,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the row says first.
    pub label: Clean,
    /// What it says besides: a source, a key, a quote.
    pub detail: Clean,
    pub target: Target,
    /// What typing is compared with.
    folded: String,
}

impl Item {
    /// A row; all its words can be typed.
    pub fn new(label: Clean, detail: Clean, target: Target) -> Self {
        let folded = fold::fold(&format!("{label}\n{detail}"));
        Self { label, detail, target, folded }
    }
}

/// The state of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// What is being typed.
    pub input: Editor,
    items: Vec<Item>,
    shown: Vec<usize>,
    selected: usize,
    /// Whether the selection was stepped to since the last key that typed something.
    stepped: bool,
    typed: Typed,
}

/// What typing means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    /// Words that rows must have.
    Words,
    /// The same, or a command and what it is to be done with.
    Command,
    /// Tags beside one another; the rows complete the last of them.
    Tags,
}

impl Pick {
    /// All items, nothing typed.
    pub fn new(items: Vec<Item>) -> Self {
        Self::reading(Typed::Words, items)
    }

    /// All commands, nothing typed.
    pub fn commands(items: Vec<Item>) -> Self {
        Self::reading(Typed::Command, items)
    }

    /// These tags typed, and others to complete them from.
    pub fn tags(known: Vec<Item>, typed: &[Clean]) -> Self {
        let mut pick = Self::reading(Typed::Tags, known);
        if !typed.is_empty() {
            pick.text(&format!("{} ", tags::line(typed)));
        }
        pick
    }

    fn reading(typed: Typed, items: Vec<Item>) -> Self {
        let input = Editor::new(Lines::One, "");
        let (shown, stepped) = (Vec::new(), false);
        let mut pick = Self { input, items, shown, selected: 0, stepped, typed };
        pick.narrow();
        pick
    }

    /// Replaces the items and keeps what was typed and, as near as can be, the selection.
    pub fn set_items(&mut self, items: Vec<Item>) {
        let selected = self.selected;
        self.items = items;
        self.narrow();
        self.select(selected);
    }

    /// The items that what was typed leaves.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.shown.iter().map(|&index| &self.items[index])
    }

    /// The item of a row.
    pub fn shown_at(&self, row: usize) -> Option<&Item> {
        self.shown.get(row).and_then(|&index| self.items.get(index))
    }

    /// How many items there are, narrowed or not.
    pub fn total(&self) -> usize {
        self.items.len()
    }

    /// The index of the selected row among those shown.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The selected item.
    pub fn current(&self) -> Option<&Item> {
        self.shown_at(self.selected)
    }

    /// Selects a row among those shown.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.shown.len().saturating_sub(1));
    }

    /// Whether the selected row was stepped to, and not only left over by what was typed.
    pub fn is_stepped(&self) -> bool {
        self.stepped
    }

    /// Puts the selected tag in the place of the word that is being typed.
    pub fn complete(&mut self) {
        let Some(Target::Tag(tag)) = self.current().map(|item| &item.target) else { return };
        let typed = self.input.text();
        let (before, _) = last_word(&typed);
        let line = format!("{before}{} ", tags::line(std::slice::from_ref(tag)));
        self.input = Editor::new(Lines::One, &line);
        self.narrow();
    }

    /// Takes typed text.
    pub fn text(&mut self, text: &str) {
        self.input.insert(text);
        self.narrow();
    }

    /// Takes a command that moves or edits; others are none of the list's business.
    pub fn on(&mut self, command: Command, page_rows: usize) {
        self.stepped |= matches!(command, Command::Down | Command::Up);
        let rows = Rows { selected: self.selected, count: self.shown.len(), page: page_rows };
        if let Some(row) = rows.on(command, None) {
            self.selected = row;
        } else if self.input.on(command) == Some(Touched::Text) {
            self.narrow();
        }
    }

    /// Every word that was typed must stand in the row, in any order, as it is or as it is read; a
    /// command that is typed with what it is to be done with leaves its own row.
    fn narrow(&mut self) {
        (self.selected, self.stepped) = (0, false);
        let typed = self.input.text();
        if self.typed == Typed::Tags {
            let (before, word) = last_word(&typed);
            let taken = tags::parse(before);
            let is_free =
                |item: &Item| !matches!(&item.target, Target::Tag(tag) if taken.contains(tag));
            let word = fold::fold(word.trim_start_matches(['#', '＃']));
            let sound = Sound::of(&word);
            let has = |folded: &str| {
                folded.contains(&word) || sound.as_ref().is_some_and(|sound| sound.is_in(folded))
            };
            let fits = |item: &Item| is_free(item) && has(&item.folded);
            self.shown = (0..self.items.len()).filter(|&index| fits(&self.items[index])).collect();
            return;
        }
        if self.typed == Typed::Command
            && let Some(spoken) = Spoken::parse(&typed)
        {
            let is_it = |item: &Item| item.target == Target::Command(spoken.command);
            self.shown = (0..self.items.len()).filter(|&index| is_it(&self.items[index])).collect();
            return;
        }
        let words = typed.split_whitespace().map(fold::fold);
        let words: Vec<(String, Option<Sound>)> =
            words.map(|word| (Sound::of(&word), word)).map(|(sound, word)| (word, sound)).collect();
        let has = |folded: &str| {
            words.iter().all(|(word, sound)| {
                folded.contains(word) || sound.as_ref().is_some_and(|sound| sound.is_in(folded))
            })
        };
        self.shown =
            (0..self.items.len()).filter(|&index| has(&self.items[index].folded)).collect();
    }
}

/// What stands before the tag that is being typed, and that tag.
fn last_word(typed: &str) -> (&str, &str) {
    let start = typed.char_indices().rev().find(|(_, c)| tags::is_between(*c));
    typed.split_at(start.map_or(0, |(at, c)| at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick() -> Pick {
        let item = |label: &str, detail: &str, at| {
            Item::new(Clean::line(label), Clean::line(detail), Target::Article(at))
        };
        Pick::new(vec![
            item("渡口的灯", "河口日报", 0),
            item("夜市", "河口日报", 1),
            item("種子銀行", "北坡通讯", 2),
        ])
    }

    #[test]
    fn every_word_narrows_in_any_order() {
        let mut pick = pick();
        pick.text("日报 灯");
        assert_eq!(pick.shown().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["渡口的灯"]);
        pick.on(Command::EraseWord, 5);
        pick.on(Command::EraseWord, 5);
        assert_eq!(pick.shown().len(), 3);
        pick.text("种子");
        assert_eq!(pick.current().map(|item| item.target.clone()), Some(Target::Article(2)));
    }

    #[test]
    fn rows_are_found_by_their_sound() {
        for (typed, expected) in [
            ("dukou", "渡口的灯"),
            ("dkd", "渡口的灯"),
            ("zz银hang", "種子銀行"),
            ("yeshi ribao", "夜市"),
            ("hkrb deng", "渡口的灯"),
        ] {
            let mut pick = pick();
            pick.text(typed);
            let shown: Vec<&str> = pick.shown().map(|item| item.label.as_str()).collect();
            assert_eq!(shown, [expected], "{typed}");
        }
    }

    #[test]
    fn the_selection_stays_in_the_list() {
        let mut pick = pick();
        for _ in 0..9 {
            pick.on(Command::Down, 5);
        }
        assert_eq!(pick.selected(), 2);
        pick.text("没有这样的");
        assert_eq!((pick.selected(), pick.current()), (0, None));
    }
}
