//! Effects on threads. In come effects, outcomes come back through one channel. Searches and
//! words are answered newest first: one thread each, which looks for a newer question before it
//! starts and, while it searches, on the way. Saving has a thread of its own and keeps its order.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::grams::{self, Upkeep};
use super::shelf::{self, Audience, Made, Shelf, Source, Trouble};
use super::{Event, Queries, gist, journal, names, output, spelling, work};
use crate::app::{Arrangement, Asked, Asking, Existing, Indexing, Outcome, Written};
use crate::article::{Article, ArticleId};
use crate::disk::store::Journal;
use crate::index::Pinyin;
use crate::index::gist::Gist;
use crate::library::Library;
use crate::notes::{Mark, Reach, Record};
use crate::text::Clean;

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
    saver: Option<(Sender<Vec<Record>>, JoinHandle<()>)>,
    keeper: Option<(Sender<Asking>, JoinHandle<()>)>,
    /// What writes files, until it is done.
    writers: Vec<JoinHandle<()>>,
}

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

    fn show(&self, library: &Arc<Library>) {
        send(&self.events, Outcome::Loaded(Arc::clone(library)));
        let _ = self.searches.send(Question::Library(Arc::clone(library)));
    }
}

impl Audience for Listener {
    fn reading(&self, done: usize, total: usize) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // A hundred times in all is often enough to be seen moving.
        if done > *told + total / 100 {
            *told = done;
            send(&self.events, Outcome::Reading { done, total });
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
            Trouble::Unwritten(fault) => format!("索引未能写入：{}", fault.sentence),
        };
        send(&self.events, Outcome::Failed(Clean::line(&says)));
    }
}

enum Question {
    Library(Arc<Library>),
    Search {
        generation: u64,
        asked: Asked,
    },
    Spell {
        generation: u64,
        asked: Asked,
        pinyin: Pinyin,
    },
    /// What spelling needs is there.
    Prepared,
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
        spawn("names", move || names::answer(&library, generation, newest, events));
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
    pub fn save(&self, records: Vec<Record>) {
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

fn answer_searches(
    questions: &Receiver<Question>,
    searches: &Sender<Question>,
    events: &Sender<Event>,
    newest: &AtomicU64,
) {
    let mut library = None::<Arc<Library>>;
    // A question that came before what it needs.
    let mut waiting = None;
    while let Ok(question) = questions.recv() {
        match question {
            Question::Library(newer) => {
                // The first key has enough to do.
                newer.prepare_search();
                library = Some(newer);
            }
            Question::Prepared => {}
            question => waiting = Some(question),
        }
        let Some(library) = &library else { continue };
        let Some(question) = waiting.take() else { continue };
        if matches!(question, Question::Spell { .. }) && !library.has_shadow() {
            prepare_spelling(library, searches);
            waiting = Some(question);
            continue;
        }
        match catch_unwind(AssertUnwindSafe(|| answer_search(library, &question, newest))) {
            Ok(Some(outcome)) => send(events, outcome),
            Ok(None) => {}
            Err(_) => send(events, Outcome::Failed(Clean::line("检索出错了，请换一个词"))),
        }
    }
}

/// `None` where the question is no longer the newest.
fn answer_search(library: &Library, question: &Question, newest: &AtomicU64) -> Option<Outcome> {
    let is_old = |generation| newest.load(Ordering::Relaxed) != generation;
    match question {
        Question::Search { generation, asked } if !is_old(*generation) => {
            work::search(library, *generation, asked, &|| is_old(*generation))
        }
        Question::Spell { generation, asked, pinyin } if !is_old(*generation) => {
            spelling::answer(library, *generation, asked, *pinyin, &|| is_old(*generation))
        }
        _ => None,
    }
}

/// On a thread of its own: what is typed meanwhile is searched.
fn prepare_spelling(library: &Arc<Library>, searches: &Sender<Question>) {
    let (library, searches) = (Arc::clone(library), searches.clone());
    spawn("pinyin", move || {
        spelling::prepare(&library);
        let _ = searches.send(Question::Prepared);
    });
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
    use crate::disk::store::{Attic, Fault, Follower, Segment};
    use crate::library::Options;

    /// A journal in which a bug of ours shows.
    struct Broken;

    impl Journal for Broken {
        fn load(&self) -> (Vec<Segment>, Vec<Fault>) {
            panic!("a bug")
        }

        fn append_all(&mut self, _: &[&str]) -> Result<(), Fault> {
            unreachable!("nothing was loaded")
        }

        fn follow(&self, _: &[Segment]) -> Option<Follower> {
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
