//! The names of a library. In comes the library, out come the people, places and organisations that
//! it speaks of; the words are cut and tagged on as many threads as there are processors.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use super::Event;
use super::effects::send;
use super::work::JIEBA;
use crate::app::Outcome;
use crate::index::names::{Gatherer, Name, Tagged};
use crate::library::Library;
use crate::text::Clean;

/// What listens while names are gathered; from any thread.
pub trait Watch: Sync {
    /// So many bytes of so many have been looked through.
    fn gathered(&self, _done: u64, _total: u64) {}

    /// Whether nobody wants them any more.
    fn is_off(&self) -> bool {
        false
    }
}

/// The names of a library, each kind in the order of how often they are met. Copies that are not
/// listed do not count. About a second for 4 MB of text and thread; `None` where it was called off.
pub fn gather_names(library: &Library, watch: &dyn Watch) -> Option<Vec<Name>> {
    let bytes = |&index: &usize| library.folded(index).1.len() as u64;
    let total = library.shown().iter().map(bytes).sum();
    let work = Work { library, watch, total, next: AtomicUsize::new(0), done: AtomicU64::new(0) };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(library.shown().len()).max(1);
    let gathered: Vec<Option<Gatherer>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| work.gather())).collect();
        let own = work.gather();
        // A thread that panicked panics here too.
        let joined = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(own).chain(joined).collect()
    });
    let mut all = Gatherer::default();
    for part in gathered {
        all.merge(part?);
    }
    Some(all.names())
}

/// What the threads share.
struct Work<'a> {
    library: &'a Library,
    watch: &'a dyn Watch,
    total: u64,
    /// The next of the listed articles that nobody has taken.
    next: AtomicUsize,
    /// Bytes looked through.
    done: AtomicU64,
}

impl Work<'_> {
    /// Takes articles until there are no more; `None` where it was called off.
    fn gather(&self) -> Option<Gatherer> {
        let mut gatherer = Gatherer::default();
        loop {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&index) = self.library.shown().get(next) else { return Some(gatherer) };
            // A title that was made from the text would count what stands in it twice.
            let (_, text) = self.library.folded(index);
            for line in text.lines() {
                if self.watch.is_off() {
                    return None;
                }
                take_line(&mut gatherer, next as u32, line);
            }
            let bytes = text.len() as u64;
            let done = self.done.fetch_add(bytes, Ordering::Relaxed) + bytes;
            self.watch.gathered(done, self.total);
        }
    }
}

fn take_line(gatherer: &mut Gatherer, article: u32, line: &str) {
    let tags = JIEBA.tag(line, true);
    let words: Vec<Tagged<'_>> =
        tags.iter().map(|tag| Tagged { word: tag.word, tag: tag.tag }).collect();
    gatherer.take(article, &words);
}

/// Answers a question for the names of a library, and tells on the way how far it is; a newer question
/// calls it off.
pub fn answer(library: &Library, generation: u64, newest: Arc<AtomicU64>, events: Sender<Event>) {
    let asker = Asker { generation, newest, events, told: AtomicU64::new(0) };
    match catch_unwind(AssertUnwindSafe(|| gather_names(library, &asker))) {
        Ok(Some(names)) => send(&asker.events, Outcome::Names { generation, names }),
        Ok(None) => {}
        Err(_) => {
            // Nobody waits for ever.
            send(&asker.events, Outcome::Names { generation, names: Vec::new() });
            send(&asker.events, Outcome::Failed(Clean::line("名字没有找成")));
        }
    }
}

/// Who asked, and waits.
struct Asker {
    generation: u64,
    newest: Arc<AtomicU64>,
    events: Sender<Event>,
    /// The percent that were told last.
    told: AtomicU64,
}

impl Watch for Asker {
    fn gathered(&self, done: u64, total: u64) {
        let percent = done.saturating_mul(100) / total.max(1);
        if self.told.fetch_max(percent, Ordering::Relaxed) < percent {
            let (generation, percent) = (self.generation, percent.min(100) as u8);
            send(&self.events, Outcome::Gathering { generation, percent });
        }
    }

    fn is_off(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.generation
    }
}
