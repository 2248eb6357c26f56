//! Answers to effects: the library and the notes arrive, a search has found something, a mark is
//! on the disk. Late answers change nothing.

use std::sync::Arc;

use super::screen::concordance::Stage;
use super::screen::search::Then;
use super::screen::sources::Sources;
use super::{App, Effect, Indexing, Loading, Outcome};
use crate::article::Anchor;
use crate::index;
use crate::library::Library;
use crate::notes::Mark;
use crate::text::Clean;
use crate::text::width::{Ambiguous, Class, WidthPolicy};

impl App {
    /// Takes an answer.
    pub(super) fn take(&mut self, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Reading { done, total } => {
                self.loading = Loading::Files { done, total, percent: None };
            }
            Outcome::ReadingLong { percent: read } => {
                if let Loading::Files { percent, .. } = &mut self.loading {
                    *percent = Some(read);
                }
            }
            Outcome::Indexing(indexing) => self.indexing = indexing,
            Outcome::Loaded(library) => return self.take_library(library),
            Outcome::Notes(notebook, ledger) => {
                self.marks.load(*notebook, *ledger);
                let mut effects = self.place_all();
                effects.extend(self.place_marks());
                self.refresh_marks();
                effects.extend(self.resume());
                return effects;
            }
            Outcome::Others(records) => {
                let ids = self.marks.merge(records);
                return self.place_some(&ids);
            }
            Outcome::Found { generation, results, tally, words, micros } => {
                let newest = self.search.answer(generation, (results, tally), micros);
                if newest && let Some(effect) = self.search.spell() {
                    return vec![effect];
                }
                if newest && let Some(says) = self.search.search_by_words(&words) {
                    self.say(&says);
                }
                return self.take_found(newest);
            }
            Outcome::Spelt { generation, spelt, results, tally, micros } => {
                let newest = self.search.answer(generation, (results, tally), micros);
                if newest {
                    self.search.take_spelling(spelt);
                }
                return self.take_found(newest);
            }
            Outcome::Arranged { generation, places } => {
                self.concordance.answer(generation, places);
            }
            Outcome::Gathering { generation, percent } => self.names.advance(generation, percent),
            Outcome::Names { generation, names } => {
                self.names.answer(generation, names);
                self.refresh_names();
            }
            Outcome::Gist { generation, gist } => self.take_gist(generation, gist),
            Outcome::Words { generation, starts } => return self.take_words(generation, &starts),
            Outcome::Original { generation, original } => self.take_original(generation, original),
            Outcome::Placed { generation, places } => return self.take_places(generation, places),
            Outcome::Sought { generation, index, marks } => {
                return self.take_sought(generation, index, marks);
            }
            Outcome::Saved => {
                if self.marks.saved() {
                    self.now.clock.clone_into(&mut self.saved_at);
                }
            }
            Outcome::NotSaved { why } => {
                // A reading position that is not kept is no reason to shout.
                if self.marks.not_saved() {
                    self.complain(why);
                }
            }
            Outcome::Copied { how } => self.say(&how),
            Outcome::Written { how } => {
                // Until then it may have to be written again, under another name.
                self.reading.selecting = None;
                self.say(&how);
            }
            Outcome::Edited(Ok(text)) => self.take_edited(&text),
            Outcome::Edited(Err(why)) => self.complain(why),
            Outcome::Width(policy) => self.keep_place(|app| app.policy = policy),
            Outcome::Calibrated(policy) => {
                self.keep_place(|app| app.policy = policy);
                self.say(&widths_text(policy));
            }
            Outcome::Queries { history, saved } => self.queries.load(history, saved),
            Outcome::Told(how) => self.say(&how),
            Outcome::Failed(why) => self.complain(why),
        }
        Vec::new()
    }

    /// What was found has changed, if this is the newest answer: marks it and goes where it was to go.
    fn take_found(&mut self, newest: bool) -> Vec<Effect> {
        if newest && let Some(article) = self.article() {
            self.reading.hits = index::hits_in(&article, &self.search.query);
            if let Some(sheet) = &mut self.sheet {
                sheet.reading.hits = index::hits_in(&sheet.original.page, &self.search.query);
            }
        }
        if newest && self.concordance.stage == Stage::Open {
            self.search.then = Then::Concordance;
        }
        let then = if newest { std::mem::take(&mut self.search.then) } else { Then::List };
        match then {
            Then::List => Vec::new(),
            Then::GoToBest => self.accept_search(),
            Then::GoToNext => self.go_to_next_from_here(),
            Then::Facets => self.open_facets(),
            Then::Concordance => self.open_concordance(),
        }
    }

    fn take_library(&mut self, library: Arc<Library>) -> Vec<Effect> {
        self.close_original();
        let here = self.here();
        self.sources = Sources::new(&library);
        self.library = library;
        self.loading = Loading::Done;
        self.refresh_picker();
        self.reading.forget();
        let mut effects: Vec<Effect> = self.search.repeat().into_iter().collect();
        effects.extend(self.place_all());
        effects.extend(self.names_of_another());
        effects.extend(self.info_of_another());
        match here {
            Some(here) => effects.extend(self.reopen(here)),
            None => effects.extend(self.resume()),
        }
        effects
    }

    /// After the files were read anew: the same article at the same place, if it is still there.
    fn reopen(&mut self, here: Anchor) -> Vec<Effect> {
        let effects = match self.library.by_id(here.article) {
            Some(_) => self.go_to(here),
            None => {
                let left = self.marks.notebook.progress(here.article);
                let (index, offset) =
                    left.and_then(|left| self.left_and_edited(left)).unwrap_or_default();
                self.open(index, offset)
            }
        };
        self.say("已重读文件");
        effects
    }

    /// Opens the article that was read last, at its place; until then, or where nothing was read
    /// yet, the first. Once the reader has moved in an article nothing moves by itself.
    fn resume(&mut self) -> Vec<Effect> {
        let has_moved = self.touched && self.reading.article.is_some();
        if self.loading != Loading::Done || has_moved {
            return Vec::new();
        }
        let notebook = &self.marks.notebook;
        let is_there = |mark: &Mark| self.library.by_id(mark.document.article).is_some();
        let edited = notebook.last_read(|_| true).filter(|mark| !is_there(mark));
        let edited = edited.and_then(|mark| self.left_and_edited(mark));
        let last = || {
            let last = notebook.last_read(is_there);
            let first = || self.library.sources().first()?.articles.first().copied();
            let by_id = last.and_then(|mark| self.library.by_id(mark.document.article));
            let index = by_id.or_else(first)?;
            Some((index, self.article_at(index).map_or(0, |article| self.left_at(&article))))
        };
        let Some((index, offset)) = edited.or_else(last) else { return Vec::new() };
        // Nothing was read of what lay open until now, so there is nothing to write down.
        self.reading.forget();
        self.open(index, offset)
    }

    pub(super) fn reload(&mut self) -> Vec<Effect> {
        self.loading = Loading::OPENING;
        let mut effects: Vec<Effect> = self.progress().into_iter().collect();
        effects.push(Effect::Reload);
        effects
    }

    /// Leaves: what is being written is saved, and how far the article was read.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.close_original();
        let mut effects = Vec::new();
        if let Some(note) = self.take_note() {
            effects.extend(self.save_note(&note));
        }
        effects.extend(self.progress());
        effects.extend(self.marks.retry());
        effects.push(Effect::Quit);
        effects
    }

    /// What the status line says of the library while it loads or is indexed.
    pub fn loading_text(&self) -> Option<Clean> {
        match self.loading {
            Loading::Done => match (self.indexing, self.names.percent()) {
                (Some(Indexing { done, total }), _) => {
                    let percent = done.saturating_mul(100) / total.max(1);
                    Some(Clean::line(&format!("正在建索引 {percent}%")))
                }
                (None, Some(percent)) => Some(Clean::line(&format!("正在找名字 {percent}%"))),
                (None, None) => None,
            },
            Loading::Files { total: 0, percent: None, .. } => Some(Clean::line("正在打开…")),
            Loading::Files { total: 0..=1, percent: Some(percent), .. } => {
                Some(Clean::line(&format!("正在读取 {percent}%")))
            }
            Loading::Files { done, total, percent } => {
                let percent = percent.map(|percent| format!(" · {percent}%")).unwrap_or_default();
                Some(Clean::line(&format!("正在读取 {done}/{total}{percent}")))
            }
        }
    }
}

/// What the terminal has told of its widths, in a sentence: what most classes have comes last.
fn widths_text(policy: WidthPolicy) -> String {
    let mut groups = [
        (Ambiguous::Narrow, "占一格"),
        (Ambiguous::Wide, "占两格"),
        (Ambiguous::Safe, "不明，按两格排"),
    ]
    .map(|(ambiguous, says)| {
        let classes = Class::ALL.iter().filter(|class| policy.class(**class) == ambiguous);
        (classes.copied().map(class_name).collect::<Vec<_>>(), says)
    });
    groups.sort_by_key(|(names, _)| names.len());
    let [fewest, fewer, (names, most)] = groups;
    if names.len() == Class::ALL.len() {
        return format!("字宽：引号、破折号等{most}");
    }
    let named = [fewest, fewer].into_iter().filter(|(names, _)| !names.is_empty());
    let named: Vec<_> =
        named.map(|(names, says)| format!("{}{says}；", names.join("、"))).collect();
    let named = named.concat();
    format!("字宽：{named}其余{most}")
}

const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Quotes => "引号",
        Class::Dashes => "破折号",
        Class::Dots => "省略号",
        Class::Letters => "希腊俄文字母",
        Class::Circled => "圈码",
        Class::Boxes => "线框",
        Class::Arrows => "箭头",
        Class::Marks => "其他符号",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_tells_how_far_the_index_is() {
        let size = crate::layout::Size { cols: 80, rows: 24 };
        let settings = crate::app::Settings::default();
        let mut app = App::new(size, settings, "", Vec::new(), Vec::new());
        app.loading = Loading::Done;
        let mut after = |indexing| {
            app.take(Outcome::Indexing(indexing));
            app.loading_text().map(|text| text.to_string())
        };
        assert_eq!(after(None), None);
        assert_eq!(after(Some(Indexing { done: 1, total: 3 })).unwrap(), "正在建索引 33%");
        assert_eq!(after(Some(Indexing { done: 0, total: 0 })).unwrap(), "正在建索引 0%");
        assert_eq!(after(None), None);
    }

    #[test]
    fn what_was_typed_before_the_library_came_leaves_no_empty_page() {
        let size = crate::layout::Size { cols: 80, rows: 24 };
        let settings = crate::app::Settings::default();
        let mut app = App::new(size, settings, "", Vec::new(), Vec::new());
        app.touched = true;
        let disk = crate::library::sample();
        let plan = Arc::new(crate::library::plan(&disk, &[]));
        let mut builder = crate::library::Builder::new(Arc::clone(&plan), None);
        for file in 0..2 {
            let options = crate::library::Options::default();
            builder.add(crate::library::read_file(&disk, &plan, file, options).taken(&plan));
        }
        let library = Arc::new(builder.library());
        app.take(Outcome::Loaded(Arc::clone(&library)));
        assert_eq!(app.reading.article, Some(0));
        // Now that one is open the reader is not taken elsewhere.
        app.touched = true;
        app.open(2, 0);
        app.take(Outcome::Notes(Box::default(), Box::default()));
        assert_eq!(app.reading.article, Some(2));
    }

    #[test]
    fn the_widths_are_told_by_class() {
        let check = |policy, says| assert_eq!(widths_text(policy), says);
        let wide = WidthPolicy::all(Ambiguous::Wide);
        check(WidthPolicy::NARROW, "字宽：引号、破折号等占一格");
        check(wide, "字宽：引号、破折号等占两格");
        let mixed = wide.with(Class::Quotes, Ambiguous::Narrow);
        check(mixed, "字宽：引号占一格；其余占两格");
        let mixed = mixed.with(Class::Dots, Ambiguous::Safe).with(Class::Circled, Ambiguous::Safe);
        check(mixed, "字宽：引号占一格；省略号、圈码不明，按两格排；其余占两格");
    }
}
