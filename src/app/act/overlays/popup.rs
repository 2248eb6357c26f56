//! The popup beside the caret: opened, gone on with, closed by whatever the reader does next.

use crate::app::screen::popup::{Popup, says_something};
use crate::app::screen::reading::Placed;
use crate::app::{App, Command};
use crate::layout;
use crate::notes::Found;

impl App {
    /// Shows what the marks at the caret say; again shows more of it, and in the end nothing.
    pub(in crate::app) fn show_mark(&mut self) {
        if let Some(mut popup) = self.popup.take() {
            let page = self.panes().page.area;
            let lines = popup.lines(layout::popup_width(page), self.policy).len();
            popup.top += usize::from(layout::popup_rows(page));
            self.popup = (popup.top < lines).then_some(popup);
            return;
        }
        let marks = self.marks_at_caret();
        if marks.is_empty() {
            self.say("此处没有书签或批注");
        } else {
            self.open_popup(&marks);
        }
    }

    /// Shows what a mark says that the reader has just gone to, where it says anything.
    pub(in crate::app) fn show_mark_gone_to(&mut self) {
        let marks = self.marks_at_caret();
        if marks.iter().any(says_something) {
            self.open_popup(&marks);
        }
    }

    /// Closes the popup before a command that has another meaning; whether the command meant just
    /// that.
    pub(in crate::app) fn close_popup(&mut self, command: Command) -> bool {
        let stays = command == Command::ShowMark;
        let was_open = !stays && self.popup.take().is_some();
        was_open && command == Command::Cancel
    }

    fn open_popup(&mut self, marks: &[Placed]) {
        let doubt = |placed: &Placed| {
            let is_doubtful = matches!(placed.found, Found::Edited(_) | Found::Uncertain(_));
            is_doubtful.then(|| self.marks.quote(&placed.mark))
        };
        self.popup = Some(Popup::new(marks, doubt));
    }

    /// The marks that cover the caret, the shortest first; where none does, one on its line.
    pub(in crate::app) fn marks_at_caret(&self) -> Vec<Placed> {
        if self.sheet.is_some() {
            return Vec::new();
        }
        let caret = self.reading.caret;
        let covers =
            |placed: &&Placed| placed.start <= caret && caret < placed.end.max(placed.start + 1);
        let mut marks: Vec<Placed> = self.reading.marks.iter().filter(covers).cloned().collect();
        marks.sort_by_key(|placed| placed.end - placed.start);
        if marks.is_empty() {
            marks.extend(self.placed_here().cloned());
        }
        marks
    }
}
