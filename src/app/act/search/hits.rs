//! Stepping through what a search found, within articles and from one to the next.

use std::sync::Arc;

use crate::app::screen::reading::wish::Wish;
use crate::app::screen::search::{Cursor, Stage, Then};
use crate::app::{App, Effect};
use crate::article::Article;
use crate::index::{Found, Query};
use crate::layout::Pane;

impl App {
    /// Enter in the search bar: to the first hit of the selected article.
    pub(in crate::app) fn accept_search(&mut self) -> Vec<Effect> {
        if self.search.query.is_empty() {
            if self.search.problem.is_none() {
                self.keep_place(|app| app.search.close());
                self.forget_hits();
            }
            return Vec::new();
        }
        if self.search.is_waiting() {
            self.search.then = Then::GoToBest;
            return Vec::new();
        }
        let Some(found) = self.search.results.found.get(self.search.selected) else {
            return Vec::new();
        };
        let cursor = Cursor { found: self.search.selected, hit: found.best as usize };
        self.land_on(cursor)
    }

    /// Nothing is looked for any more.
    pub(in crate::app) fn forget_hits(&mut self) {
        self.reading.hits.clear();
        if let Some(sheet) = &mut self.sheet {
            sheet.reading.hits.clear();
        }
    }

    /// To the first hit behind the caret in this article, else to its first, else to the best.
    pub(in crate::app) fn go_to_next_from_here(&mut self) -> Vec<Effect> {
        let mut found = self.search.results.found.iter();
        let here = found.position(|found| Some(found.index()) == self.reading.article);
        let Some(found) = here.filter(|_| !self.reading.hits.is_empty()) else {
            return self.accept_search();
        };
        let caret = self.reading.caret;
        let hit = self.reading.hits.iter().position(|&(start, _)| start > caret).unwrap_or(0);
        self.land_on(Cursor { found, hit })
    }

    /// Brings what was found into the next order.
    pub(in crate::app) fn turn_order(&mut self) -> Vec<Effect> {
        let effects = self.search.turn_order().into_iter().collect();
        self.say(&format!("检索结果{}排列", self.search.order_name()));
        effects
    }

    /// Closes the list of results and goes to a hit.
    pub(in crate::app) fn land_on(&mut self, cursor: Cursor) -> Vec<Effect> {
        self.remember();
        self.keep_place(|app| {
            app.search.stage = Stage::Standing;
            app.focus = Pane::Article;
        });
        let mut effects = self.go_to_hit(cursor);
        effects.extend(self.remember_query());
        effects
    }

    pub(in crate::app) fn step_hit(&mut self, by: i64) -> Vec<Effect> {
        let Some((cursor, around)) = self.search.step(by) else {
            self.say(if self.search.query.is_empty() { "按 / 检索" } else { "没有找到" });
            return Vec::new();
        };
        self.remember();
        if around {
            self.say(if by > 0 { "已从头再来" } else { "已从尾再来" });
        }
        self.go_to_hit(cursor)
    }

    pub(in crate::app) fn go_to_hit(&mut self, cursor: Cursor) -> Vec<Effect> {
        self.search.cursor = Some(cursor);
        self.search.selected = cursor.found;
        let Some(index) = self.search.results.found.get(cursor.found).map(Found::index) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if self.reading.article != Some(index) {
            effects = self.open(index, 0);
        }
        if let Some(&(start, _)) = self.reading.hits.get(cursor.hit) {
            self.show(start);
        }
        effects
    }

    pub(in crate::app) fn search_selection(&mut self, article: &Arc<Article>) -> Vec<Effect> {
        let caret = self.reading.caret;
        let range = self.reading.selection(article).or_else(|| self.reading.word(article, caret));
        let Some((start, end)) = range else {
            // The words of this paragraph are asked for; the search follows when they are there.
            return self.ask_words(article, caret, Wish::Search);
        };
        let line = Query::phrase(article.slice(start, end).as_str());
        self.reading.selecting = None;
        self.keep_place(|app| app.search.open());
        let effect = self.search.ask(&line);
        self.search.then = Then::GoToNext;
        effect.into_iter().collect()
    }
}
