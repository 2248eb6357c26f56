//! Bookmarks and notes while an article is read: made, found again, changed, deleted, gone to.

use std::sync::Arc;

use crate::app::screen::marks::Taken;
use crate::app::screen::note::{Note, Target};
use crate::app::screen::reading::Placed;
use crate::app::{App, Awaiting, Effect, Overlay};
use crate::article::{Article, ArticleId};
use crate::notes::{Change, Data, Document, Finder, Kind, Mark, Selector};
use crate::text::Clean;

impl App {
    pub(in crate::app) fn are_copies(&self, one: ArticleId, other: ArticleId) -> bool {
        let head = |id| self.library.by_id(id).map(|index| self.library.head_of(index));
        head(one).is_some_and(|one| head(other) == Some(one))
    }

    /// How an article is named in the log.
    pub(in crate::app) fn document(&self, article: &Article) -> Document {
        let index = self.library.by_id(article.id);
        let row = index.and_then(|index| self.library.row(index));
        Document::of(article, row.map(|row| row.file().name()).unwrap_or_default())
    }

    pub(in crate::app) fn bookmark(&mut self, article: &Arc<Article>, name: Clean) -> Vec<Effect> {
        let selection = self.reading.selection(article);
        let finder = Finder::new(article);
        let selector = match selection {
            Some((start, end)) => finder.passage(start, end),
            None => finder.place(self.reading.caret),
        };
        let twice = self.reading.marks.iter().any(|placed| {
            placed.mark.kind == Kind::Bookmark
                && placed.mark.selector.start == selector.start
                && placed.mark.selector.end == selector.end
        });
        if twice && name.is_empty() {
            self.say("此处已有书签，dm 删除");
            return Vec::new();
        }
        self.reading.selecting = None;
        self.add_mark(
            article,
            Kind::Bookmark,
            selector,
            Data { name: Some(name), ..Data::default() },
        )
    }

    pub(in crate::app) fn add_mark(
        &mut self,
        article: &Article,
        kind: Kind,
        selector: Selector,
        data: Data,
    ) -> Vec<Effect> {
        let data = Data {
            kind: Some(kind),
            document: Some(self.document(article)),
            selector: Some(selector),
            name: data.name.filter(|name| !name.is_empty()),
            ..data
        };
        // A session that is killed never says where it was; with each mark the place is kept too, and
        // before it, so that both are there when the mark is said to be.
        let mut effects = Vec::from_iter(self.progress());
        let now = self.now.clone();
        effects.push(self.marks.change(Change::add(data), &now));
        effects.extend(self.place_marks());
        effects
    }

    /// A letter after `M` or `'`.
    pub(in crate::app) fn letter(&mut self, awaiting: Awaiting, text: &str) -> Vec<Effect> {
        let letter = text.trim().to_ascii_lowercase();
        let mut chars = letter.chars();
        let (Some(name @ 'a'..='z'), None) = (chars.next(), chars.next()) else {
            self.say("书签名须是一个字母 a–z");
            return Vec::new();
        };
        match (awaiting, self.article()) {
            (Awaiting::NameOfBookmark, Some(article)) => {
                self.bookmark(&article, Clean::line(&letter))
            }
            (Awaiting::BookmarkToGoTo, _) => match self.marks.notebook.named(name) {
                Some(mark) => self.go_to_mark(&mark.id.clone()),
                None => {
                    self.say(&format!("没有书签 {name}"));
                    Vec::new()
                }
            },
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn annotate(&mut self, article: &Arc<Article>) {
        let selection = self.reading.selection(article);
        let is_own = |mark: &Arc<Mark>| mark.kind != Kind::Bookmark && selection.is_none();
        if let Some(mark) = self.mark_here().filter(is_own) {
            self.edit_note(&mark);
            return;
        }
        let (start, end) = selection.unwrap_or_else(|| self.paragraph(article));
        let quote = Clean::concat([article.slice(start, end)]);
        let index = self.reading.article.unwrap_or_default();
        let target = Target::Passage { article: index, start, end };
        self.overlay = Some(Overlay::Note(Box::new(Note::new(target, quote, ""))));
    }

    pub(in crate::app) fn edit_note(&mut self, mark: &Mark) {
        let target = Target::Mark(mark.id.clone());
        let note = Note::new(target, self.marks.quote(mark), &mark.note);
        self.overlay = Some(Overlay::Note(Box::new(note)));
    }

    /// Takes the text of the note back from the reader's own editor.
    pub(in crate::app) fn take_edited(&mut self, text: &str) {
        match &mut self.overlay {
            Some(Overlay::Note(note)) => note.editor.replace(text.trim_end()),
            _ => text.clone_into(&mut self.copied),
        }
    }

    /// Saves a note that was written; an empty one is none.
    pub(in crate::app) fn save_note(&mut self, note: &Note) -> Vec<Effect> {
        let text = Clean::text(note.editor.text().trim_end());
        let now = self.now.clone();
        match &note.target {
            Target::Mark(id) => {
                let unchanged = self.marks.notebook.get(id).is_none_or(|mark| mark.note == text);
                if unchanged {
                    return Vec::new();
                }
                let is_highlight = |mark: &Arc<Mark>| mark.kind == Kind::Highlight;
                let becomes_note = self.marks.notebook.get(id).is_some_and(is_highlight);
                let kind = becomes_note.then_some(Kind::Note);
                let data = Data { note: Some(text), kind, ..Data::default() };
                let effect = self.marks.change(Change::edit(id.clone(), data), &now);
                [effect].into_iter().chain(self.place_marks()).collect()
            }
            Target::Passage { .. } if text.trim().is_empty() => Vec::new(),
            &Target::Passage { article, start, end } => {
                let Some(article) = self.article_at(article) else { return Vec::new() };
                let selector = Finder::new(&article).passage(start, end);
                self.reading.selecting = None;
                self.add_mark(
                    &article,
                    Kind::Note,
                    selector,
                    Data { note: Some(text), ..Data::default() },
                )
            }
        }
    }

    pub(in crate::app) fn paragraph(&self, article: &Article) -> (u32, u32) {
        let block = article.blocks().get(article.block_at(self.reading.caret));
        block.map_or((0, 0), |block| (block.start, article.block_end(block)))
    }

    /// The mark at the caret: the shortest that covers it, else one on its line.
    pub(in crate::app) fn mark_here(&self) -> Option<Arc<Mark>> {
        self.placed_here().map(|placed| Arc::clone(&placed.mark))
    }

    /// The same with where it stands.
    pub(in crate::app) fn placed_here(&self) -> Option<&Placed> {
        let article = self.article()?;
        let flow = self.flow(&article);
        let line = flow.line_at(flow.place_of(self.reading.caret))?;
        let caret = self.reading.caret;
        let covers =
            |placed: &&Placed| placed.start <= caret && caret < placed.end.max(placed.start + 1);
        let marks = &self.reading.marks;
        let at_caret = marks.iter().filter(covers).min_by_key(|placed| placed.end - placed.start);
        let on_line = || {
            marks.iter().find(|placed| {
                placed.start < line.end && placed.end.max(placed.start + 1) > line.start
            })
        };
        at_caret.or_else(on_line)
    }

    pub(in crate::app) fn delete_mark_here(&mut self) -> Vec<Effect> {
        match self.mark_here() {
            Some(mark) => self.delete_mark(&mark.id),
            None => {
                self.say("此处没有书签或批注");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn delete_mark(&mut self, id: &str) -> Vec<Effect> {
        let now = self.now.clone();
        let effect = self.marks.change(Change::Delete(id.to_owned()), &now);
        self.say("已删除，u 撤销");
        [effect].into_iter().chain(self.place_marks()).collect()
    }

    pub(in crate::app) fn undo_mark(&mut self) -> Vec<Effect> {
        let now = self.now.clone();
        let Some(taken) = self.marks.undo(&now) else {
            self.say("没有可撤销的");
            return Vec::new();
        };
        self.say(&format!("已撤销：{}，C-r 重做", taken.says));
        self.after(taken)
    }

    pub(in crate::app) fn redo_mark(&mut self) -> Vec<Effect> {
        let now = self.now.clone();
        let Some(taken) = self.marks.redo(&now) else {
            self.say("没有可重做的");
            return Vec::new();
        };
        self.say(&format!("已重做：{}", taken.says));
        self.after(taken)
    }

    /// Saves a step that was taken back or done again, and finds its marks.
    fn after(&mut self, taken: Taken) -> Vec<Effect> {
        let placing = self.place_some(&taken.ids);
        [taken.effect].into_iter().chain(placing).collect()
    }

    pub(in crate::app) fn step_mark(&mut self, by: isize) {
        let caret = self.reading.caret;
        let mut starts = self.reading.marks.iter().map(|placed| placed.start);
        let to =
            if by > 0 { starts.find(|&at| at > caret) } else { starts.rfind(|&at| at < caret) };
        match to {
            Some(offset) => {
                self.remember();
                self.show(offset);
                self.show_mark_gone_to();
            }
            None => self.say("本篇没有更多的书签或批注"),
        }
    }
}
