//! The file of the article as it stood: opened and closed at the same place, scrolled, and what
//! commands that belong to the article come to meanwhile.

use std::sync::Arc;

use crate::app::screen::original::Sheet;
use crate::app::screen::reading::{Reading, Sight};
use crate::app::{App, Awaiting, Command, Effect};
use crate::article::{Article, Original, Part};
use crate::index;
use crate::layout::Pane;
use crate::text::Clean;

impl App {
    /// Asks for the file of the article that is open.
    pub(in crate::app) fn ask_for_original(&mut self) -> Vec<Effect> {
        let row = self.reading.article.and_then(|index| self.library.row(index));
        let Some(row) = row else { return Vec::new() };
        let (path, article) = (row.file().path().to_owned(), row.id());
        self.original_generation += 1;
        vec![Effect::Original { generation: self.original_generation, path, article }]
    }

    /// Shows the file that was asked for, the caret's line in the row in which it stood.
    pub(in crate::app) fn take_original(
        &mut self,
        generation: u64,
        original: Result<Box<Original>, Clean>,
    ) {
        if generation != self.original_generation {
            return;
        }
        let original = match original {
            Ok(original) => *original,
            Err(why) => return self.complain(why),
        };
        let Some(article) = self.article() else { return };
        let row = self.reading.article.and_then(|index| self.library.row(index));
        let name = row.and_then(|row| row.file().path().file_name()).unwrap_or_default();
        let name = Clean::line(&name.to_string_lossy());
        let row = self.row_of_caret(&article, &self.reading);
        let offset = original.place_of(&article, self.reading.caret);
        self.reading.selecting = None;
        let mut reading = Reading::default();
        let page = Arc::clone(&original.page);
        reading.hits = index::hits_in(&page, &self.search.query);
        reading.show_at_row(&self.sight(&page), offset, row);
        self.sheet = Some(Box::new(Sheet { original, name, reading }));
    }

    /// Back to the article, at the place where the file was left.
    pub(in crate::app) fn close_original(&mut self) {
        self.original_generation += 1;
        let Some(sheet) = self.sheet.take() else { return };
        let Some(article) = self.article() else { return };
        let row = self.row_of_caret(&sheet.original.page, &sheet.reading);
        let offset = sheet.place_in(&article);
        let mut reading = std::mem::take(&mut self.reading);
        reading.show_at_row(&self.sight(&article), offset, row);
        self.reading = reading;
    }

    /// The row of the screen that the caret stands in.
    fn row_of_caret(&self, page: &Arc<Article>, reading: &Reading) -> usize {
        let Sight { flow, rows, .. } = self.sight(page);
        let caret = flow.place_of(reading.caret);
        (0..rows).find(|&row| flow.step(reading.top, row as isize).0 >= caret).unwrap_or(0)
    }

    pub(in crate::app) fn command_in_original(
        &mut self,
        command: Command,
        count: Option<u32>,
    ) -> Vec<Effect> {
        match command {
            Command::Original | Command::Cancel => self.close_original(),
            Command::NextPane => self.keep_place(|app| app.focus = Pane::Sources),
            Command::NextHit => self.step_hit_in_original(i64::from(count.unwrap_or(1))),
            Command::PreviousHit => self.step_hit_in_original(-i64::from(count.unwrap_or(1))),
            Command::Bookmark | Command::Annotate | Command::NameBookmark => {
                return self.mark_in_original(command);
            }
            Command::Yank => return self.yank_line(),
            Command::Copies
            | Command::NextArticle
            | Command::PreviousArticle
            | Command::JumpBack
            | Command::JumpForward => {
                self.close_original();
                return self.command_in_article(command, count);
            }
            Command::GoToBookmark => self.awaiting = Some(Awaiting::BookmarkToGoTo),
            Command::Undo => return self.undo_mark(),
            Command::Redo => return self.redo_mark(),
            Command::Select
            | Command::SelectParagraph
            | Command::SearchSelection
            | Command::DeleteMark
            | Command::NextMark
            | Command::PreviousMark
            | Command::Find
            | Command::FindBack
            | Command::Till
            | Command::TillBack
            | Command::FindAgain
            | Command::FindAgainBack
            | Command::YankInside
            | Command::YankAround
            | Command::Cite
            | Command::NextSentence
            | Command::PreviousSentence
            | Command::NextWord
            | Command::PreviousWord
            | Command::WordEnd => self.say("原文里没有这一项，\\ 回到文章"),
            _ => self.motion_in_original(command, count),
        }
        Vec::new()
    }

    fn motion_in_original(&mut self, command: Command, count: Option<u32>) {
        let Some(mut sheet) = self.sheet.take() else { return };
        let page = Arc::clone(&sheet.original.page);
        sheet.on(&self.sight(&page), command, count);
        self.sheet = Some(sheet);
    }

    fn step_hit_in_original(&mut self, by: i64) {
        let Some(mut sheet) = self.sheet.take() else { return };
        match sheet.step(by) {
            Some((start, around)) => {
                let page = Arc::clone(&sheet.original.page);
                sheet.reading.show(&self.sight(&page), start);
                if around {
                    self.say(if by > 0 { "已从头再来" } else { "已从尾再来" });
                }
            }
            None if self.search.query.is_empty() => self.say("按 / 检索"),
            None => self.say("原文里没有"),
        }
        self.sheet = Some(sheet);
    }

    /// A mark belongs to the article: it is made at the same place there.
    fn mark_in_original(&mut self, command: Command) -> Vec<Effect> {
        let (Some(sheet), Some(article)) = (&self.sheet, self.article()) else { return Vec::new() };
        if sheet.part() != Part::This {
            self.say("这一行不在本篇里，不能加书签或批注");
            return Vec::new();
        }
        self.reading.put_caret(sheet.place_in(&article));
        match command {
            Command::Bookmark => return self.bookmark(&article, Clean::default()),
            Command::NameBookmark => self.awaiting = Some(Awaiting::NameOfBookmark),
            _ => self.annotate(&article),
        }
        Vec::new()
    }

    /// Copies the line of the file as it stands.
    fn yank_line(&mut self) -> Vec<Effect> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let caret = sheet.reading.caret;
        let lines = sheet.original.lines();
        let line = lines.take_while(|(line, _)| line.start <= caret).last();
        let text = line.map(|(_, text)| text.trim().to_owned());
        text.map(|text| self.copy(text)).into_iter().collect()
    }
}
