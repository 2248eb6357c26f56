//! The library on a thread: what is kept of it, what its files are now, and the index of its grams
//! behind it, each told when it is there.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::searching::Question;
use super::{Workers, send, spawn};
use crate::app::{Indexing, Outcome, told};
use crate::library::Library;
use crate::run::Event;
use crate::run::shelf::grams::{self, Upkeep};
use crate::run::shelf::{self, Audience, Made, Source, Trouble};
use crate::text::Clean;

/// Whether a library stands on the screen already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    First,
    Again,
}

/// What listens while a library is made.
struct Listener {
    events: Sender<Event>,
    searches: Sender<Question>,
    told: Mutex<usize>,
    opening: Opening,
    /// Which load it listens to, and which was begun last.
    load: u64,
    newest_load: Arc<AtomicU64>,
}

impl Listener {
    fn is_newest(&self) -> bool {
        self.newest_load.load(Ordering::Relaxed) == self.load
    }

    /// Shows a library, unless a later one is on its way: that is the one that was asked for.
    fn show(&self, library: &Arc<Library>) {
        if !self.is_newest() {
            return;
        }
        send(&self.events, Outcome::Loaded(Arc::clone(library)));
        let _ = self.searches.send(Question::Library(Arc::clone(library)));
    }
}

impl Audience for Listener {
    fn reading(&self, done: usize, total: usize) {
        if !self.is_newest() {
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // A hundred times in all is often enough to be seen moving.
        if done > *told + total / 100 {
            *told = done;
            send(&self.events, Outcome::Reading { done, total });
        }
    }

    fn reading_long(&self, done: u64, total: u64) {
        if self.is_newest() {
            let percent = done.saturating_mul(100) / total.max(1);
            send(&self.events, Outcome::ReadingLong { percent: percent.min(100) as u8 });
        }
    }

    fn kept(&self, library: &Arc<Library>) {
        if self.opening == Opening::First {
            self.show(library);
        }
    }

    fn indexing(&self, done: u64, total: u64) -> ControlFlow<()> {
        if !self.is_newest() {
            return ControlFlow::Break(());
        }
        send(&self.events, Outcome::Indexing(Some(Indexing { done, total })));
        ControlFlow::Continue(())
    }

    fn trouble(&self, trouble: Trouble) {
        let says = match trouble {
            Trouble::Busy => return,
            Trouble::Damaged => "索引已损坏，正在重建".to_owned(),
            Trouble::Unsearchable => "检索用的索引已损坏，重建之前逐字检索".to_owned(),
            Trouble::Others => "--index-dir 里是别的文件的索引，未使用".to_owned(),
            Trouble::Unwritten(fault) => {
                format!("索引未能写入：{}", told::in_chinese(&fault.sentence))
            }
        };
        send(&self.events, Outcome::Failed(Clean::line(&says)));
    }
}

impl Workers {
    /// Makes the library, and tells how far it is now and then. Where it is opened for the first
    /// time, what was kept of it is shown before anything else is done.
    pub fn load(&self, source: Source, opening: Opening) {
        let shelf = self.shelf.clone();
        let (events, searches) = (self.events.clone(), self.searches.clone());
        let indexing = Arc::clone(&self.indexing);
        let newest_load = Arc::clone(&self.newest_load);
        let load = newest_load.fetch_add(1, Ordering::Relaxed) + 1;
        spawn("library", move || {
            let told = Mutex::new(0);
            let listener = Listener { events, searches, told, opening, load, newest_load };
            let made = shelf::load(&shelf, source, &listener);
            let Made { is_new, library, .. } = &made;
            if *is_new || opening == Opening::Again {
                listener.show(library);
            }
            let library = made.keep(&listener);
            let Some(index) = &shelf.index else { return };
            // One at a time. A library that was made later is the one that is searched, and goes on
            // where the build for this one stops.
            let _turn = indexing.lock().unwrap_or_else(PoisonError::into_inner);
            if !listener.is_newest() {
                return;
            }
            let serve = || grams::serve(index, &library, Upkeep::Full, &listener);
            if catch_unwind(AssertUnwindSafe(serve)).is_err() {
                listener.trouble(Trouble::Unsearchable);
            }
            if library.indexed().is_some() {
                // All its text is looked over once, which is long for a first key to wait.
                library.is_sound();
            }
            send(&listener.events, Outcome::Indexing(None));
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_load_that_is_overtaken_shows_nothing_over_the_newer() {
        let (events, inbox) = mpsc::channel();
        let (searches, questions) = mpsc::channel();
        let newest_load = Arc::new(AtomicU64::new(1));
        let told = Mutex::new(0);
        let listener =
            Listener { events, searches, told, opening: Opening::First, load: 1, newest_load };
        let library = Arc::new(Library::default());
        listener.kept(&library);
        assert_eq!((inbox.try_iter().count(), questions.try_iter().count()), (1, 1));
        listener.newest_load.store(2, Ordering::Relaxed);
        listener.show(&library);
        listener.reading(1, 1);
        listener.reading_long(1, 1);
        assert_eq!((inbox.try_iter().count(), questions.try_iter().count()), (0, 0));
    }
}
