//! The tags of a mark, typed on one line and completed from those that the library has.

use std::sync::Arc;

use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::{App, Effect, Overlay};
use crate::notes::{Change, Data, Mark, tags};
use crate::text::Clean;

impl App {
    /// Opens the line for the tags of the mark at the caret.
    pub(in crate::app) fn open_tags(&mut self) {
        let Some(mark) = self.mark_here() else {
            self.say("此处没有书签或批注可加标签；s 划线，a 批注");
            return;
        };
        self.edit_tags(&mark);
    }

    /// Opens the line for the tags of a mark.
    pub(in crate::app) fn edit_tags(&mut self, mark: &Mark) {
        let item = |(tag, count): (Clean, usize)| {
            let detail = Clean::line(&format!("{count} 条"));
            Item::new(Clean::line(&format!("#{tag}")), detail, Target::Tag(tag))
        };
        let known = tags::known(&self.marks.notebook).into_iter().map(item).collect();
        let pick = Box::new(Pick::tags(known, &mark.tags));
        self.overlay = Some(Overlay::Tags { mark: mark.id.clone(), pick });
    }

    /// Takes Enter on that line: a tag that was stepped to is taken over, else the line is saved.
    pub(in crate::app) fn accept_tags(&mut self) -> Vec<Effect> {
        let Some(Overlay::Tags { mark, mut pick }) = self.overlay.take() else { return Vec::new() };
        if pick.is_stepped() {
            pick.complete();
            self.overlay = Some(Overlay::Tags { mark, pick });
            return Vec::new();
        }
        let tags = tags::parse(&pick.input.text());
        self.close_overlay();
        let before = self.marks.notebook.get(&mark).map(Arc::clone);
        if before.is_none_or(|before: Arc<Mark>| before.tags == tags) {
            return Vec::new();
        }
        let says = if tags.is_empty() { "标签已去".to_owned() } else { tags::shown(&tags) };
        self.say(&says);
        let data = Data { tags: Some(tags), ..Data::default() };
        let now = self.now.clone();
        let effect = self.marks.change(Change::edit(mark, data), &now);
        self.refresh_marks();
        [effect].into_iter().chain(self.place_marks()).collect()
    }
}
