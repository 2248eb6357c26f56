//! The names of a library. In comes the library, out come the people, places and organisations that
//! it speaks of; the words are cut and tagged on as many threads as there are processors.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use crate::app::Outcome;
use crate::disk::cache::Cache;
use crate::index::names::{self, Gatherer, Line, Name, Tagged};
use crate::library::Library;
use crate::run::Event;
use crate::run::effects::send;
use crate::run::work::JIEBA;
use crate::text::Clean;
use crate::text::fold::{Folded, fold_with_map};
use crate::text::han::is_han;

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
/// listed do not count. They are kept beside the library where that is kept: then they are there at
/// once the next time. Else about a second for 4 MB of text and thread; `None` where it was called off.
pub fn names(library: &Library, cache: Option<&Cache>, watch: &dyn Watch) -> Option<Vec<Name>> {
    let state = state(library);
    let kept = cache.and_then(Cache::aside);
    let kept = kept.as_deref().and_then(|kept| std::str::from_utf8(kept).ok());
    if let Some(names) = kept.and_then(|kept| names::kept::read(kept, &state)) {
        return Some(names);
    }
    let names = gather(library, watch)?;
    if let Some(cache) = cache {
        cache.keep_aside(names::kept::print(&names, &state).as_bytes());
    }
    Some(names)
}

/// What tells the names of a library from those of another state, or by another program.
fn state(library: &Library) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("DUBEN_PROGRAM").as_bytes());
    for row in library.shown().iter().filter_map(|&index| library.row(index)) {
        hasher.update(&row.id().number().to_le_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

fn gather(library: &Library, watch: &dyn Watch) -> Option<Vec<Name>> {
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
            self.read(&mut gatherer, next as u32, index)?;
            let bytes = self.library.folded(index).1.len() as u64;
            let done = self.done.fetch_add(bytes, Ordering::Relaxed) + bytes;
            self.watch.gathered(done, self.total);
        }
    }

    /// Reads an article; `None` where it was called off. A title that was made from the text would
    /// count what stands in it twice.
    fn read(&self, gatherer: &mut Gatherer, number: u32, index: usize) -> Option<()> {
        let Some(article) = self.library.article(index) else { return Some(()) };
        for block in article.blocks() {
            if self.watch.is_off() {
                return None;
            }
            take_line(gatherer, number, article.block_text(block).as_str());
        }
        Some(())
    }
}

fn take_line(gatherer: &mut Gatherer, article: u32, text: &str) {
    let folded = fold_with_map(text);
    let tags = JIEBA.tag(&folded.text, true);
    let words: Vec<Tagged<'_>> =
        tags.iter().map(|tag| Tagged { word: tag.word, tag: tag.tag }).collect();
    let han = |c: &char| is_han(*c);
    let stands = |ranges: &[Range<usize>]| forms(text, &folded, ranges);
    let is_as_folded = text.chars().filter(han).eq(folded.text.chars().filter(han));
    let forms = if is_as_folded { None } else { Some(&stands as _) };
    gatherer.take(article, Line { words: &words, forms });
}

/// How parts of a folded text stand in the text itself.
fn forms(text: &str, folded: &Folded, ranges: &[Range<usize>]) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let form = |(from, to): (u32, u32)| {
        let form = chars.get(from as usize..to as usize).unwrap_or_default();
        form.iter().filter(|c| !c.is_whitespace()).collect()
    };
    folded.sources_of(ranges.iter().cloned()).into_iter().map(form).collect()
}

/// Answers a question for the names of a library, and tells on the way how far it is; a newer question
/// calls it off.
pub fn answer(
    library: &Library,
    cache: Option<&Cache>,
    generation: u64,
    newest: Arc<AtomicU64>,
    events: Sender<Event>,
) {
    let asker = Asker { generation, newest, events, told: AtomicU64::new(0) };
    match catch_unwind(AssertUnwindSafe(|| names(library, cache, &asker))) {
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
