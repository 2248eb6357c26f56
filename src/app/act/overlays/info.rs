//! The panel of an article: it opens at once, and fills when it is known what the article is about.

use crate::app::screen::pick::Pick;
use crate::app::{App, Effect, Overlay};
use crate::index::gist::Gist;
use crate::layout::Pane;
use crate::notes::Marked;
use crate::text::fold;

impl App {
    /// Tells of the article that is chosen in the source list, else of the one that is open.
    pub(in crate::app) fn open_info(&mut self) -> Vec<Effect> {
        let chosen = self.sources.selected_article().filter(|_| self.focus == Pane::Sources);
        let Some(index) = chosen.or(self.reading.article) else {
            self.say("没有打开的文章");
            return Vec::new();
        };
        self.tell_of(index)
    }

    fn tell_of(&mut self, index: usize) -> Vec<Effect> {
        let article = self.library.row(index).map(|row| row.id());
        let effect = article.and_then(|article| self.info.turn_to(&self.library, article));
        self.overlay = Some(Overlay::Info(Box::new(Pick::new(Vec::new()))));
        self.refresh_info();
        effect.into_iter().collect()
    }

    /// Takes what an article is about.
    pub(in crate::app) fn take_gist(&mut self, generation: u64, gist: Gist) {
        self.info.answer(generation, gist);
        self.refresh_info();
    }

    /// Shows what is known now, where the panel is open.
    pub(in crate::app) fn refresh_info(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Info(_))) {
            return;
        }
        let index = self.info.article.and_then(|id| self.library.by_id(id));
        let told = index.and_then(|index| {
            let (row, article) = (self.library.row(index)?, self.library.article(index)?);
            let marks = self.marks_in(index, &article);
            let marked = Marked::of(marks.iter().map(|mark| &**mark), self.is_read(index));
            Some(self.info.items(row, &article, &marked))
        });
        if let Some(Overlay::Info(pick)) = &mut self.overlay {
            pick.set_items(told.unwrap_or_default());
        }
    }

    /// The library is another one: tells of the same article in it, if it is there.
    pub(in crate::app) fn info_of_another(&mut self) -> Vec<Effect> {
        self.info.forget();
        if !matches!(self.overlay, Some(Overlay::Info(_))) {
            return Vec::new();
        }
        match self.info.article.and_then(|id| self.library.by_id(id)) {
            Some(index) => self.tell_of(index),
            None => {
                self.overlay = None;
                Vec::new()
            }
        }
    }

    /// The article alike whose number was typed, as long as nothing else was.
    pub(in crate::app) fn alike_typed(&self, text: &str) -> Option<usize> {
        let Some(Overlay::Info(pick)) = &self.overlay else { return None };
        let mut typed = text.chars().map(fold::narrow);
        let number = typed.next()?.to_digit(10)? as usize;
        let is_first = pick.input.text().is_empty() && typed.next().is_none();
        self.info.alike(number).filter(|_| is_first)
    }
}
