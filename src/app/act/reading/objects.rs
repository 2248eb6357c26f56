//! What a command and the character typed after it come to: a place that is found, a text object
//! that is selected or copied, a bookmark under a letter.

use std::sync::Arc;

use crate::app::screen::reading::find::{Find, Stop, Towards, Turn};
use crate::app::screen::reading::object::{self, Object, Scope};
use crate::app::screen::reading::wish::{Use, Wish};
use crate::app::screen::reading::{Unit, motion};
use crate::app::{App, Awaiting, Command, Effect};
use crate::article::Article;

impl App {
    /// Waits for the character that a command needs.
    pub(in crate::app) fn await_character(&mut self, command: Command, count: Option<u32>) {
        let find = |towards, stop| Awaiting::Find(Find { towards, stop }, count.unwrap_or(1));
        self.awaiting = Some(match command {
            Command::Find => find(Towards::End, Stop::On),
            Command::FindBack => find(Towards::Start, Stop::On),
            Command::Till => find(Towards::End, Stop::Before),
            Command::TillBack => find(Towards::Start, Stop::Before),
            Command::Around => Awaiting::Object(Scope::Around, Use::Select),
            Command::YankInside => Awaiting::Object(Scope::Inside, Use::Copy),
            Command::YankAround => Awaiting::Object(Scope::Around, Use::Copy),
            _ => Awaiting::Object(Scope::Inside, Use::Select),
        });
    }

    /// Takes the character that was waited for.
    pub(in crate::app) fn awaited(&mut self, awaiting: Awaiting, text: &str) -> Vec<Effect> {
        let (Some(article), Some(key)) = (self.article(), text.chars().next()) else {
            return self.letter(awaiting, text);
        };
        match awaiting {
            Awaiting::NameOfBookmark | Awaiting::BookmarkToGoTo => self.letter(awaiting, text),
            Awaiting::Ink => self.ink(&article, text),
            Awaiting::Find(find, count) => {
                self.reading.last_find = Some((find, key));
                self.find(&article, (find, key), count, Turn::First);
                Vec::new()
            }
            Awaiting::Object(scope, then) => match Object::of(key) {
                Some(object) => self.take_object(&article, scope, object, then),
                None => {
                    self.say("可选：w 词 s 句 p 段 \" 引号 ( 括号 < 书名号 [ 方括号");
                    Vec::new()
                }
            },
        }
    }

    /// Looks again for what was looked for last.
    pub(in crate::app) fn find_again(
        &mut self,
        article: &Arc<Article>,
        turned: fn(Find) -> Find,
        count: Option<u32>,
    ) {
        match self.reading.last_find {
            Some((find, key)) => {
                self.find(article, (turned(find), key), count.unwrap_or(1), Turn::Again);
            }
            None => self.say("先按 f 和要找的字"),
        }
    }

    fn find(&mut self, article: &Arc<Article>, (find, key): (Find, char), count: u32, turn: Turn) {
        match find.run(article, self.reading.caret, key, count, turn) {
            Some(to) => {
                self.reading.put_caret(to);
                self.show_caret(article);
            }
            None => {
                let side = if find.towards == Towards::End { "后面" } else { "前面" };
                self.say(&format!("{side}没有 {key}"));
            }
        }
    }

    /// Selects or copies a text object; what is selected already grows by the same again.
    pub(in crate::app) fn take_object(
        &mut self,
        article: &Arc<Article>,
        scope: Scope,
        object: Object,
        then: Use,
    ) -> Vec<Effect> {
        let caret = self.reading.caret;
        let one = || (caret, motion::grapheme_end(article, caret));
        let selected = self.reading.selection(article).unwrap_or_else(one);
        let grows = selected.1 > motion::grapheme_end(article, selected.0);
        // What is selected grows at its end.
        let at = if grows { motion::right(article, selected.1 - 1) } else { caret };
        let range = match object {
            Object::Pair(signs) => object::pair(article, selected, signs, scope),
            Object::Word => match self.reading.word(article, at) {
                Some(word) => Some(object::scoped(article, word, at, scope)),
                None => return self.ask_words(article, at, Wish::Object(scope, then)),
            },
            _ => Some(object::run(article, at, object, scope)),
        };
        let is_pair = matches!(object, Object::Pair(_));
        let whole = |(start, end): (u32, u32)| (start.min(selected.0), end.max(selected.1));
        let range = range.map(|range| if grows && !is_pair { whole(range) } else { range });
        let Some(range) = range.filter(|(start, end)| start < end) else {
            self.say("这里没有可选的");
            return Vec::new();
        };
        self.reading.select_range(article, range);
        if then == Use::Copy {
            let effects = self.yank(article);
            self.reading.put_caret(caret);
            return effects;
        }
        if object == Object::Paragraph {
            self.select(Unit::Paragraph);
        }
        self.show_caret(article);
        Vec::new()
    }
}
