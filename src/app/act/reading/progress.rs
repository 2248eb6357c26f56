//! How far articles were read, and on which days: written down when an article is left, set by hand,
//! shown as a calendar.

use std::collections::BTreeSet;

use crate::app::screen::reading::motion;
use crate::app::{App, Command, Effect, Overlay};
use crate::article::Article;
use crate::layout::{self, Pane};
use crate::library::Row;
use crate::notes::calendar::{Calendar, Day};
use crate::notes::places::file_name;
use crate::notes::{Change, Data, Document, Finder, Mark};

/// In how many articles of its title, or of its file, one is looked for that was edited.
const KIN_MAX: usize = 64;

impl App {
    /// Where the reader left an article: what stood at the top of the screen.
    pub(in crate::app) fn left_at(&self, article: &Article) -> u32 {
        let progress = self.marks.notebook.progress(article.id).or_else(|| {
            // What was read of a copy was read of this one.
            let is_copy = |mark: &Mark| self.are_copies(mark.document.article, article.id);
            let has_copies = self.library.has_copies(article.id);
            has_copies.then(|| self.marks.notebook.last_read(is_copy)).flatten()
        });
        let finder = Finder::new(article);
        let place = match progress {
            Some(mark) => finder.find(&mark.selector).range().map(|range| range.start),
            None => self.left_before_edit(article, &finder),
        };
        place.unwrap_or(0)
    }

    /// The same where the article had other words then: it is known by its title or its file, and the
    /// words that were read last must be in it.
    fn left_before_edit(&self, article: &Article, finder: &Finder<'_>) -> Option<u32> {
        let document = self.document(article);
        self.marks.left_as(&document).find_map(|mark| finder.sure(&mark.selector))
    }

    /// The article that one has become which was read and edited since, and where it was left.
    pub(in crate::app) fn left_and_edited(&self, position: &Mark) -> Option<(usize, u32)> {
        let Document { title, path, .. } = &position.document;
        let differs = |row: &Row<'_>| {
            let (name, other) = (row.file().name().as_str(), row.title().unwrap_or_default());
            let is_kin = !title.is_empty() && other.as_str() == title.as_str()
                || file_name(name) == file_name(path);
            is_kin.then_some((name != path.as_str(), other.as_str() != title.as_str()))
        };
        let rows = self.library.rows().enumerate();
        let mut kin: Vec<_> =
            rows.filter_map(|(index, row)| Some((differs(&row)?, index))).collect();
        kin.sort_unstable();
        kin.into_iter().take(KIN_MAX).find_map(|(_, index)| {
            let article = self.article_at(index)?;
            Some((index, Finder::new(&article).sure(&position.selector)?))
        })
    }

    /// Writes down how far the article has been read, where that is news: it was left elsewhere,
    /// or another article was read since.
    pub(in crate::app) fn progress(&mut self) -> Option<Effect> {
        let article = self.article()?;
        let top = self.reading.wanted_top();
        let finder = Finder::new(&article);
        let last = self.marks.notebook.last_read(|_| true);
        let last = last.filter(|mark| mark.document.article == article.id);
        // Where it was left before is not searched for: what does not stand as it did is news.
        let was_at = last.and_then(|mark| finder.stored(&mark.selector));
        if was_at.is_some_and(|at| at.start == top.offset) {
            return None;
        }
        let sight = self.sight(&article);
        let bottom = sight.flow.step(top, sight.rows as isize).0;
        // Who looks into it again has read it all the same, unless they have just said otherwise.
        let was_read = self.reading.article.is_some_and(|index| self.is_read_itself(index));
        let is_at_end = bottom >= sight.flow.place_of(motion::last(&article));
        let read = was_read || (is_at_end && !self.reading.is_unread_by_hand);
        let selector = finder.place(top.offset);
        let change = Change::progress(self.document(&article), selector, read, &self.now.day);
        let now = self.now.clone();
        self.marks.note_down([change], &now)
    }

    /// Whether an article was read, or a copy of it.
    pub fn is_read(&self, index: usize) -> bool {
        self.library.copies_of(index).any(|copy| self.is_read_itself(copy))
    }

    /// Whether an article was read, as it is or as what it was before it was edited.
    fn is_read_itself(&self, index: usize) -> bool {
        let row = self.library.row(index);
        row.is_some_and(|row| self.marks.notebook.is_read(row.id()))
            || self.marks.finished_as(index).next().is_some()
    }

    /// Makes a read article unread, and the other way round: the one that is open, or in the list
    /// the selected one.
    pub(in crate::app) fn toggle_read(&mut self) -> Vec<Effect> {
        let index = match self.focus {
            Pane::Sources => self.sources.selected_article(),
            Pane::Article => self.reading.article,
        };
        let Some((index, article)) = index.and_then(|index| Some((index, self.article_at(index)?)))
        else {
            self.say("没有选中文章");
            return Vec::new();
        };
        let read = !self.is_read(index);
        if self.reading.article == Some(index) {
            self.reading.is_unread_by_hand = !read;
        }
        let changes = if read {
            let place = || Finder::new(&article).place(0);
            vec![self.marks.notebook.set_read(self.document(&article), place, true)]
        } else {
            self.unread(index)
        };
        self.say(if read { "标为已读，u 撤销" } else { "标为未读，u 撤销" });
        let now = self.now.clone();
        self.marks.change_all(changes, &now).into_iter().collect()
    }

    /// What makes an article unread: all that says otherwise is changed, of it and its copies, as they
    /// are or as they were before they were edited.
    fn unread(&self, index: usize) -> Vec<Change> {
        let marks = self.library.copies_of(index).flat_map(|copy| {
            let row = self.library.row(copy);
            let own = row.and_then(|row| self.marks.notebook.progress(row.id()));
            own.filter(|mark| mark.read)
                .into_iter()
                .chain(self.marks.finished_as(copy).map(|mark| &**mark))
        });
        let ids: BTreeSet<&String> = marks.map(|mark| &mark.id).collect();
        let unread = || Data { read: Some(false), ..Data::default() };
        ids.into_iter().map(|id| Change::edit(id.clone(), unread())).collect()
    }

    /// Opens the calendar of what was read.
    pub(in crate::app) fn open_calendar(&mut self) {
        self.overlay = Some(Overlay::Calendar { weeks_back: 0 });
    }

    /// Moves the calendar by weeks; what means nothing there closes it.
    pub(in crate::app) fn command_in_calendar(&mut self, command: Command) {
        let page = layout::calendar_weeks(self.size);
        let Some(Overlay::Calendar { weeks_back }) = &mut self.overlay else { return };
        *weeks_back = match command {
            Command::Up => *weeks_back + 1,
            Command::Down => weeks_back.saturating_sub(1),
            Command::PageUp | Command::HalfPageUp => *weeks_back + page,
            Command::PageDown | Command::HalfPageDown => weeks_back.saturating_sub(page),
            Command::Bottom | Command::Top => 0,
            _ => {
                self.overlay = None;
                return;
            }
        };
        // Some thousand years are enough for any reader.
        *weeks_back = (*weeks_back).min(50_000);
    }

    /// What was read on which day, and the day of today.
    pub fn calendar(&self) -> (Calendar, Option<Day>) {
        (Calendar::of(&self.marks.notebook), Day::parse(&self.now.day))
    }
}
