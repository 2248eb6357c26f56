//! Passages in ink: set off in a colour by two keys, and the colour of a mark changed.

use std::sync::Arc;

use crate::app::screen::reading::object::{self, Object, Scope};
use crate::app::{App, Effect};
use crate::article::Article;
use crate::notes::{Change, Data, Extent, Finder, Ink, Kind, Mark};
use crate::text::{Clean, fold};

impl App {
    /// Takes the key that names an ink: of the selection, else of the mark at the caret, else of the
    /// sentence there.
    pub(in crate::app) fn ink(&mut self, article: &Arc<Article>, key: &str) -> Vec<Effect> {
        let ink = match Choice::of(key) {
            Some(Choice::Ink(ink)) => Some(ink),
            Some(Choice::Last) => Some(self.ink),
            Some(Choice::None) => None,
            None => {
                self.say("颜色：y 黄 g 绿 b 蓝 r 红 p 紫 s 同上次 x 去色");
                return Vec::new();
            }
        };
        self.ink = ink.unwrap_or(self.ink);
        let selection = self.reading.selection(article);
        if let Some(mark) = self.inked(selection) {
            self.reading.selecting = None;
            return self.change_ink(&mark, ink);
        }
        if ink.is_none() {
            self.say("此处没有划线或批注");
            return Vec::new();
        }
        let sentence = || object::run(article, self.reading.caret, Object::Sentence, Scope::Inside);
        let (start, end) = selection.unwrap_or_else(sentence);
        if start >= end {
            self.say("此处没有可划的");
            return Vec::new();
        }
        self.reading.selecting = None;
        let selector = Finder::new(article).passage(start, end);
        let data = Data { color: Some(color(ink)), ..Data::default() };
        self.add_mark(article, Kind::Highlight, selector, data)
    }

    /// The mark whose ink is meant: the one of just this passage, or without one the shortest that
    /// covers the caret.
    fn inked(&self, selection: Option<(u32, u32)>) -> Option<Arc<Mark>> {
        let caret = self.reading.caret;
        let is_meant = |start: u32, end: u32| match selection {
            Some(selected) => (start, end) == selected,
            None => start <= caret && caret < end,
        };
        let marks = self.reading.marks.iter().filter(|placed| {
            let mark = &placed.mark;
            let takes_ink = mark.kind != Kind::Bookmark && mark.selector.extent == Extent::Passage;
            takes_ink && is_meant(placed.start, placed.end)
        });
        let shortest = marks.min_by_key(|placed| placed.end - placed.start);
        shortest.map(|placed| Arc::clone(&placed.mark))
    }

    fn change_ink(&mut self, mark: &Mark, ink: Option<Ink>) -> Vec<Effect> {
        let data = Data { color: Some(color(ink)), ..Data::default() };
        let now = self.now.clone();
        let effect = self.marks.change(Change::edit(mark.id.clone(), data), &now);
        let word = ink.map_or("去色", Ink::word);
        self.say(&format!("改为{word}，u 撤销"));
        [effect].into_iter().chain(self.place_marks()).collect()
    }
}

/// The name of an ink in the log; empty for none.
fn color(ink: Option<Ink>) -> Clean {
    ink.map(|ink| Clean::line(ink.name())).unwrap_or_default()
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Ink(Ink),
    /// The ink that was used last.
    Last,
    None,
}

impl Choice {
    /// Full-width letters and the words themselves, as an input method types them, count too.
    fn of(key: &str) -> Option<Self> {
        match fold::fold(key).as_str() {
            "s" => Some(Self::Last),
            "x" | "0" | "-" => Some(Self::None),
            name => Ink::of(name).map(Self::Ink),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_an_ink() {
        let check = |key, expected| assert_eq!(Choice::of(key), expected, "{key}");
        check("y", Some(Choice::Ink(Ink::Yellow)));
        check("Ｇ", Some(Choice::Ink(Ink::Green)));
        check("蓝", Some(Choice::Ink(Ink::Blue)));
        check("s", Some(Choice::Last));
        check("x", Some(Choice::None));
        check("q", None);
        check("", None);
    }
}
