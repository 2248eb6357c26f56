//! Effects on threads. In come effects, outcomes come back through one channel. Searches and
//! words are answered newest first: one thread each, which looks for a newer question before it
//! starts and, while it searches, on the way. Saving has a thread of its own and keeps its order.

mod loading;
mod searching;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use super::answers::{gist, names};
use super::shelf::{Shelf, Source};
use super::{Event, Queries, journal, output, work};
use crate::app::{Arrangement, Asked, Asking, Existing, Outcome, Written};
use crate::article::{Article, ArticleId};
use crate::disk::store::Journal;
use crate::index::Pinyin;
use crate::index::gist::Gist;
use crate::library::Library;
use crate::notes::{Batch, Mark, Reach};
use crate::text::Clean;
pub use loading::Opening;
use searching::{Question, answer_searches};

/// The threads that do what the application asks for.
pub struct Workers {
    events: Sender<Event>,
    shelf: Shelf,
    searches: Sender<Question>,
    newest_search: Arc<AtomicU64>,
    newest_order: Arc<AtomicU64>,
    newest_names: Arc<AtomicU64>,
    newest_gist: Arc<AtomicU64>,
    indexing: Arc<Mutex<()>>,
    newest_load: Arc<AtomicU64>,
    words: Sender<(u64, String)>,
    places: Sender<Lost>,
    newest_library: Arc<AtomicU64>,
    saver: Option<(Sender<Batch>, JoinHandle<()>)>,
    keeper: Option<(Sender<Asking>, JoinHandle<()>)>,
    /// What writes files, until it is done.
    writers: Vec<JoinHandle<()>>,
}

/// Marks that are looked for.
enum Lost {
    InLibrary { generation: u64, library: Arc<Library>, marks: Vec<Arc<Mark>>, reach: Reach },
    InArticle { generation: u64, index: usize, article: Arc<Article>, marks: Vec<Arc<Mark>> },
}

/// Where notes are kept, or why they cannot be.
pub type Keeping = Result<Box<dyn Journal + Send>, Clean>;

impl Workers {
    /// Starts the threads; the library and the notes begin to load at once.
    pub fn start(events: Sender<Event>, shelf: Shelf, keeping: Keeping, queries: Queries) -> Self {
        let newest_search = Arc::new(AtomicU64::new(0));
        let (searches, questions) = mpsc::channel();
        spawn("search", {
            let (events, newest) = (events.clone(), Arc::clone(&newest_search));
            let searches = searches.clone();
            move || answer_searches(&questions, &searches, &events, &newest)
        });
        let (words, texts) = mpsc::channel();
        spawn("words", {
            let events = events.clone();
            move || answer_words(&texts, &events)
        });
        let newest_library = Arc::new(AtomicU64::new(0));
        let (places, lost) = mpsc::channel();
        spawn("marks", {
            let (events, newest) = (events.clone(), Arc::clone(&newest_library));
            move || find_marks(&lost, &events, &newest)
        });
        let (records, batches) = mpsc::channel();
        let thread = spawn("notes", {
            let events = events.clone();
            move || journal::keep(keeping, &batches, &events)
        });
        let saver = thread.map(|thread| (records, thread));
        let (askings, kept) = mpsc::channel();
        let thread = spawn("queries", {
            let events = events.clone();
            move || keep_queries(&queries, &kept, &events)
        });
        let keeper = thread.map(|thread| (askings, thread));
        let started = Self {
            events,
            shelf,
            searches,
            newest_search,
            newest_order: Arc::default(),
            newest_names: Arc::default(),
            newest_gist: Arc::default(),
            indexing: Arc::default(),
            newest_load: Arc::default(),
            words,
            places,
            newest_library,
            saver,
            keeper,
            writers: Vec::new(),
        };
        started.load(Source::Kept, Opening::First);
        started
    }

    /// Asks for a search; an older one is given up.
    pub fn search(&self, generation: u64, asked: Asked) {
        self.newest_search.store(generation, Ordering::Relaxed);
        let _ = self.searches.send(Question::Search { generation, asked });
    }

    /// Puts hits in order; an older order is given up. It has a thread of its own, so that a query
    /// typed meanwhile is answered at once.
    pub fn arrange(&self, generation: u64, arrangement: Arrangement) {
        self.newest_order.store(generation, Ordering::Relaxed);
        let (events, newest) = (self.events.clone(), Arc::clone(&self.newest_order));
        spawn("order", move || {
            let is_old = || newest.load(Ordering::Relaxed) != generation;
            match catch_unwind(AssertUnwindSafe(|| {
                work::arrange(generation, &arrangement, &is_old)
            })) {
                Ok(Some(outcome)) => send(&events, outcome),
                Ok(None) => {}
                Err(_) => send(&events, Outcome::Failed(Clean::line("索引行排不了序"))),
            }
        });
    }

    /// Gathers the names of a library on threads of its own; an older question is given up.
    pub fn names(&self, generation: u64, library: Arc<Library>) {
        self.newest_names.store(generation, Ordering::Relaxed);
        let (events, newest) = (self.events.clone(), Arc::clone(&self.newest_names));
        let cache = self.shelf.index.as_ref().map(|index| index.cache.clone());
        spawn("names", move || {
            names::answer(&library, cache.as_ref(), generation, newest, events);
        });
    }

    /// Finds out what an article is about on threads of its own; an older question is given up.
    pub fn gist(&self, generation: u64, library: Arc<Library>, article: ArticleId) {
        self.newest_gist.store(generation, Ordering::Relaxed);
        let (events, newest) = (self.events.clone(), Arc::clone(&self.newest_gist));
        spawn("gist", move || {
            let is_off = || newest.load(Ordering::Relaxed) != generation;
            let answer = || gist::answer(&library, generation, article, &is_off);
            match catch_unwind(AssertUnwindSafe(answer)) {
                Ok(outcome) => send(&events, outcome),
                Err(_) => {
                    // Nobody waits for ever.
                    send(&events, Outcome::Gist { generation, gist: Gist::default() });
                    send(&events, Outcome::Failed(Clean::line("关键词没有找成")));
                }
            }
        });
    }

    /// Asks for what the words of a query are read as, and for a search for that.
    pub fn spell(&self, generation: u64, asked: Asked, pinyin: Pinyin) {
        let _ = self.searches.send(Question::Spell { generation, asked, pinyin });
    }

    /// Asks for the words of a text.
    pub fn words(&self, generation: u64, text: String) {
        let _ = self.words.send((generation, text));
    }

    /// Finds the articles that marks belong to.
    pub fn place(
        &self,
        generation: u64,
        library: Arc<Library>,
        marks: Vec<Arc<Mark>>,
        reach: Reach,
    ) {
        self.newest_library.store(generation, Ordering::Relaxed);
        let _ = self.places.send(Lost::InLibrary { generation, library, marks, reach });
    }

    /// Finds marks in an article.
    pub fn seek(
        &self,
        generation: u64,
        index: usize,
        article: Arc<Article>,
        marks: Vec<Arc<Mark>>,
    ) {
        let _ = self.places.send(Lost::InArticle { generation, index, article, marks });
    }

    /// Reads a file as it stands; it may be large and far away, so that it has a thread of its own.
    pub fn original(&self, generation: u64, path: PathBuf, article: ArticleId) {
        let shelf = self.shelf.clone();
        let events = self.events.clone();
        spawn("original", move || {
            let read = || work::original(&shelf, generation, &path, article);
            match catch_unwind(AssertUnwindSafe(read)) {
                Ok(outcome) => send(&events, outcome),
                Err(_) => send(&events, Outcome::Failed(Clean::line("原文显示不出来"))),
            }
        });
    }

    /// Saves records, in order. Where nobody is left to do it, that is told.
    pub fn save(&self, records: Batch) {
        let saver = self.saver.as_ref();
        if saver.is_none_or(|(saver, _)| saver.send(records).is_err()) {
            let why = Clean::line("未能保存：保存已中止，退出时会把未存的内容打印出来");
            send(&self.events, Outcome::NotSaved { why });
        }
    }

    /// Keeps a query, or forgets one.
    pub fn keep(&self, asking: Asking) {
        if let Some((keeper, _)) = &self.keeper {
            let _ = keeper.send(asking);
        }
    }

    /// Writes a file.
    pub fn write(&mut self, path: String, what: Written, existing: Existing) {
        let events = self.events.clone();
        let home = std::env::home_dir();
        self.writers.retain(|writer| !writer.is_finished());
        self.writers.extend(spawn("write", move || {
            send(&events, output::write(&path, &what, existing, home.as_deref()));
        }));
    }

    /// Waits until all that was to be saved or written has been tried.
    pub fn finish(&mut self) {
        for writer in self.writers.drain(..) {
            let _ = writer.join();
        }
        if let Some((records, thread)) = self.saver.take() {
            drop(records);
            let _ = thread.join();
        }
        if let Some((askings, thread)) = self.keeper.take() {
            drop(askings);
            let _ = thread.join();
        }
    }
}

pub(super) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).ok()
}

/// A channel whose reader is gone means that the program is leaving.
pub(super) fn send(events: &Sender<Event>, outcome: Outcome) {
    let _ = events.send(Event::Outcome(outcome));
}

fn answer_words(texts: &Receiver<(u64, String)>, events: &Sender<Event>) {
    while let Ok(mut newest) = texts.recv() {
        while let Ok(newer) = texts.try_recv() {
            newest = newer;
        }
        let (generation, text) = &newest;
        match catch_unwind(|| work::words(*generation, text)) {
            Ok(outcome) => send(events, outcome),
            Err(_) => send(events, Outcome::Failed(Clean::line("这一段无法分词"))),
        }
    }
}

fn keep_queries(queries: &Queries, askings: &Receiver<Asking>, events: &Sender<Event>) {
    send(events, queries.load());
    while let Ok(asking) = askings.recv() {
        if let Some(outcome) = queries.keep(&asking) {
            send(events, outcome);
        }
    }
}

/// Finds marks; those of a library that is no more are given up.
fn find_marks(lost: &Receiver<Lost>, events: &Sender<Event>, newest: &AtomicU64) {
    while let Ok(lost) = lost.recv() {
        let find = || match &lost {
            Lost::InLibrary { generation, library, marks, reach } => {
                let is_old = || newest.load(Ordering::Relaxed) != *generation;
                work::place(library, *generation, marks, *reach, &is_old)
            }
            Lost::InArticle { generation, index, article, marks } => {
                Some(work::seek(article, *generation, *index, marks))
            }
        };
        match catch_unwind(AssertUnwindSafe(find)) {
            Ok(Some(outcome)) => send(events, outcome),
            Ok(None) => {}
            Err(_) => send(events, Outcome::Failed(Clean::line("批注的位置查找出错了"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::Memory;
    use crate::disk::store::{Attic, Extents, Fault, Follower, Piece};
    use crate::library::Options;

    /// A journal in which a bug of ours shows.
    struct Broken;

    impl Journal for Broken {
        fn size(&self) -> u64 {
            0
        }

        fn read(&self, _: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>) {
            panic!("a bug")
        }

        fn append_all(&mut self, _: &[&str]) -> Result<(), Fault> {
            unreachable!("nothing was loaded")
        }

        fn follow(&self, _: Extents) -> Option<Follower> {
            None
        }

        fn attic(&self) -> Option<Attic> {
            None
        }
    }

    #[test]
    fn nothing_is_said_to_be_saved_when_nobody_saves() {
        let (events, inbox) = mpsc::channel();
        let disk = Arc::new(Memory::default());
        let shelf = Shelf { disk, roots: Vec::new(), options: Options::default(), index: None };
        let mut workers = Workers::start(events, shelf, Ok(Box::new(Broken)), Queries::default());
        while workers.saver.as_ref().is_some_and(|(_, thread)| !thread.is_finished()) {
            std::thread::yield_now();
        }
        workers.save(Vec::new());
        workers.finish();
        let outcomes = inbox.try_iter().filter_map(|event| match event {
            Event::Outcome(outcome) => Some(outcome),
            _ => None,
        });
        let said: Vec<Outcome> = outcomes.collect();
        assert!(said.iter().any(|outcome| matches!(outcome, Outcome::NotSaved { .. })));
        assert!(!said.iter().any(|outcome| matches!(outcome, Outcome::Saved)));
    }
}
