//! What commands do while an article is read: scrolling, moving the caret, turning to other
//! articles, jumping back.

use std::sync::Arc;

use crate::app::screen::reading::find::Find;
use crate::app::screen::reading::jumps::Jumps;
use crate::app::screen::reading::object::Object;
use crate::app::screen::reading::wish::Wish;
use crate::app::screen::reading::{Selecting, Unit};
use crate::app::screen::search::Stage;
use crate::app::{App, Awaiting, Command, Effect};
use crate::article::{Anchor, Article};
use crate::index;
use crate::layout::Pane;
use crate::text::Clean;

impl App {
    pub(in crate::app) fn command_in_article(
        &mut self,
        command: Command,
        count: Option<u32>,
    ) -> Vec<Effect> {
        if self.sheet.is_some() {
            return self.command_in_original(command, count);
        }
        let Some(article) = self.article() else {
            if command == Command::NextPane {
                self.focus = Pane::Sources;
            }
            return Vec::new();
        };
        let steps = i64::from(count.unwrap_or(1));
        match command {
            Command::NextPane => self.keep_place(|app| app.focus = Pane::Sources),
            Command::Cancel => self.cancel_in_article(),
            Command::NextArticle => return self.turn_by(steps),
            Command::PreviousArticle => return self.turn_by(-steps),
            Command::Copies => {
                if self.turn_copies(self.reading.article) {
                    self.keep_place(|app| app.focus = Pane::Sources);
                }
            }
            Command::NextHit => return self.step_hit(steps),
            Command::PreviousHit => return self.step_hit(-steps),
            Command::SearchSelection => return self.search_selection(&article),
            Command::NextMark => self.step_mark(1),
            Command::PreviousMark => self.step_mark(-1),
            Command::JumpBack => return self.jump_to(Jumps::back),
            Command::JumpForward => return self.jump_to(Jumps::forward),
            Command::Select => self.select(Unit::Character),
            Command::SelectParagraph => self.select(Unit::Paragraph),
            Command::SwapEnds => {
                if let Some(selecting) = &mut self.reading.selecting {
                    std::mem::swap(&mut selecting.from, &mut self.reading.caret);
                }
                self.show_caret(&article);
            }
            Command::Bookmark => return self.bookmark(&article, Clean::default()),
            Command::NameBookmark => self.awaiting = Some(Awaiting::NameOfBookmark),
            Command::GoToBookmark => self.awaiting = Some(Awaiting::BookmarkToGoTo),
            Command::Annotate => self.annotate(&article),
            Command::Tags => self.open_tags(),
            Command::FollowLink => return self.follow_link_here(),
            Command::ShowMark => self.show_mark(),
            Command::Highlight => self.awaiting = Some(Awaiting::Ink),
            Command::DeleteMark => return self.delete_mark_here(),
            Command::ConfirmMark => return self.confirm_mark(),
            Command::RejectMark => return self.reject_mark(),
            Command::Undo => return self.undo_mark(),
            Command::Redo => return self.redo_mark(),
            Command::Yank => return self.yank(&article),
            Command::Cite => return self.cite(&article),
            Command::NextWord | Command::PreviousWord | Command::WordEnd => {
                return self.walk_words(&article, command, count.unwrap_or(1));
            }
            Command::Find
            | Command::FindBack
            | Command::Till
            | Command::TillBack
            | Command::Inside
            | Command::Around
            | Command::YankInside
            | Command::YankAround => self.await_character(command, count),
            Command::FindAgain => self.find_again(&article, std::convert::identity, count),
            Command::FindAgainBack => self.find_again(&article, Find::opposite, count),
            Command::GoToPercent if count.is_none() => self.say("先按数字，如 50%"),
            Command::Top | Command::Bottom | Command::GoToPercent => {
                self.remember();
                self.motion(&article, command, count);
            }
            _ => self.motion(&article, command, count),
        }
        Vec::new()
    }

    pub(in crate::app) fn motion(
        &mut self,
        article: &Arc<Article>,
        command: Command,
        count: Option<u32>,
    ) {
        let mut reading = std::mem::take(&mut self.reading);
        reading.on(&self.sight(article), command, count);
        self.reading = reading;
    }

    pub(in crate::app) fn show_caret(&mut self, article: &Arc<Article>) {
        let mut reading = std::mem::take(&mut self.reading);
        reading.show_caret(&self.sight(article));
        self.reading = reading;
    }

    pub(in crate::app) fn walk_words(
        &mut self,
        article: &Arc<Article>,
        command: Command,
        count: u32,
    ) -> Vec<Effect> {
        let mut reading = std::mem::take(&mut self.reading);
        let needed = reading.walk_words(&self.sight(article), command, count);
        self.reading = reading;
        match needed {
            Some((left, offset)) => self.ask_words(article, offset, Wish::Walk(command, left)),
            None => Vec::new(),
        }
    }

    /// Asks for the words around `offset`; the wish is fulfilled when they are there.
    pub(in crate::app) fn ask_words(
        &mut self,
        article: &Article,
        offset: u32,
        wish: Wish,
    ) -> Vec<Effect> {
        self.word_generation += 1;
        let generation = self.word_generation;
        let text = self.reading.ask_words(article, generation, offset, wish);
        vec![Effect::Words { generation, text }]
    }

    pub(in crate::app) fn take_words(&mut self, generation: u64, starts: &[u32]) -> Vec<Effect> {
        let Some(article) = self.article() else { return Vec::new() };
        match self.reading.take_words(&article, generation, starts) {
            Some(Wish::Walk(command, count)) => self.walk_words(&article, command, count),
            Some(Wish::Search) => self.search_selection(&article),
            Some(Wish::Object(scope, then)) => {
                self.take_object(&article, scope, Object::Word, then)
            }
            Some(Wish::Drag(drag)) => self.drag_over(&article, drag),
            None => Vec::new(),
        }
    }

    /// Opens an article where the reader left it.
    pub(in crate::app) fn turn_to(&mut self, index: usize) -> Vec<Effect> {
        let offset = self.article_at(index).map_or(0, |article| self.left_at(&article));
        self.remember();
        self.open(index, offset)
    }

    pub(in crate::app) fn turn_by(&mut self, by: i64) -> Vec<Effect> {
        // The order of the source list is the order of turning.
        let order: Vec<usize> = self
            .library
            .sources()
            .iter()
            .flat_map(|source| source.articles.iter().copied())
            .collect();
        let open = self.reading.article.map(|index| self.library.head_of(index));
        let here = order.iter().position(|index| Some(*index) == open);
        let there = here.map_or(0, |here| here as i64 + by);
        match usize::try_from(there).ok().and_then(|there| order.get(there)) {
            Some(&index) => self.turn_to(index),
            None => {
                self.say(if by > 0 { "已是最后一篇" } else { "已是第一篇" });
                Vec::new()
            }
        }
    }

    /// Unfolds or folds the copies of an article in the list; whether there are any.
    pub(in crate::app) fn turn_copies(&mut self, article: Option<usize>) -> bool {
        let library = Arc::clone(&self.library);
        let turned = article.is_some_and(|article| self.sources.turn_copies(&library, article));
        if !turned {
            self.say("这一篇没有副本");
        }
        turned
    }

    /// Opens an article with the caret at `offset`, and writes down how far the last one was read.
    pub(in crate::app) fn open(&mut self, index: usize, offset: u32) -> Vec<Effect> {
        self.close_original();
        self.concordance.close();
        let mut effects: Vec<Effect> = Vec::new();
        if self.reading.article != Some(index) {
            effects.extend(self.progress());
        }
        let Some(article) = self.article_at(index) else { return effects };
        let mut reading = std::mem::take(&mut self.reading);
        reading.open(index, &self.sight(&article), offset);
        reading.hits = index::hits_in(&article, &self.search.query);
        self.reading = reading;
        effects.extend(self.place_marks());
        let library = Arc::clone(&self.library);
        self.sources.show(&library, index);
        effects
    }

    /// Goes to a place in any article; the passage is brought onto the screen.
    pub(in crate::app) fn go_to(&mut self, anchor: Anchor) -> Vec<Effect> {
        let Some(index) = self.library.by_id(anchor.article) else {
            self.say("那篇文章已不在库中");
            return Vec::new();
        };
        let effects =
            if self.reading.article == Some(index) { Vec::new() } else { self.open(index, 0) };
        self.show(anchor.offset);
        effects
    }

    /// Where the reader is.
    pub(in crate::app) fn here(&self) -> Option<Anchor> {
        self.article().map(|article| Anchor { article: article.id, offset: self.reading.caret })
    }

    /// Remembers this place before a jump.
    pub(in crate::app) fn remember(&mut self) {
        if let Some(here) = self.here() {
            self.reading.jumps.remember(here);
        }
    }

    pub(in crate::app) fn show(&mut self, offset: u32) {
        self.close_original();
        self.concordance.close();
        let Some(article) = self.article() else { return };
        let mut reading = std::mem::take(&mut self.reading);
        reading.show(&self.sight(&article), offset);
        self.reading = reading;
    }

    pub(in crate::app) fn jump_to(
        &mut self,
        jump: fn(&mut Jumps, Anchor) -> Option<Anchor>,
    ) -> Vec<Effect> {
        let anchor = self.here().and_then(|here| jump(&mut self.reading.jumps, here));
        match anchor {
            Some(anchor) => self.go_to(anchor),
            None => {
                self.say("没有更多的跳转");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn cancel_in_article(&mut self) {
        if self.reading.selecting.take().is_none() && self.search.stage == Stage::Standing {
            self.keep_place(|app| app.search.close());
            self.forget_hits();
        }
    }

    pub(in crate::app) fn select(&mut self, unit: Unit) {
        self.reading.selecting = match self.reading.selecting {
            Some(selecting) if selecting.unit == unit => None,
            Some(selecting) => Some(Selecting { unit, ..selecting }),
            None => Some(Selecting { from: self.reading.caret, unit }),
        };
    }
}
