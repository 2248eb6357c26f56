//! What effects come to: each function does one piece of work and returns its outcome. The reader
//! calls them on threads, the headless session at once, so that both do the same.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Instant;

use jieba_rs::Jieba;

use crate::app::{Moment, Outcome};
use crate::article::{self, ArticleId, Original};
use crate::disk::{Disk, Entry, store::Journal};
use crate::index::{self, Corpus, Query};
use crate::library::{self, Builder, Library, Loaded, Options, Plan, Skipped};
use crate::notes::{Notebook, Record};
use crate::text::Clean;

/// The files of a library: where they lie and how they are read.
#[derive(Clone)]
pub struct Shelf {
    pub disk: Arc<dyn Disk>,
    pub roots: Vec<PathBuf>,
    pub options: Options,
}

/// More threads than this do not make a disk faster.
const READERS_MAX: usize = 8;

/// Reads a library on as many threads as there are processors; `progress` is told how many files
/// of how many are read, from any thread.
pub fn load(shelf: &Shelf, progress: &(dyn Fn(usize, usize) + Sync)) -> Library {
    let plan = Arc::new(library::plan(&*shelf.disk, &shelf.roots));
    let total = plan.files.len();
    let builder = Mutex::new(Builder::new(Arc::clone(&plan)));
    let next = AtomicUsize::new(0);
    let read = || {
        loop {
            let file = next.fetch_add(1, Ordering::Relaxed);
            if file >= total {
                break;
            }
            let read = || library::read_file(&*shelf.disk, &plan, file, shelf.options).taken(&plan);
            // One bad file never stops a load, not even one that shows a bug of ours.
            let taken = catch_unwind(AssertUnwindSafe(read))
                .unwrap_or_else(|_| stumbled(&plan, file).taken(&plan));
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            builder.add(taken);
            progress(builder.done(), total);
        }
    };
    // A thread costs more than a small file.
    let readers = cores().min(READERS_MAX).min(total.div_ceil(4)).max(1);
    std::thread::scope(|scope| {
        for _ in 1..readers {
            scope.spawn(read);
        }
        read();
    });
    builder.into_inner().unwrap_or_else(PoisonError::into_inner).library()
}

fn stumbled(plan: &Plan, file: usize) -> Loaded {
    let path = plan.files.get(file).map(|entry| entry.path.clone()).unwrap_or_default();
    let reason =
        Clean::line(&format!("cannot read \"{}\": duben stumbled over it", path.display()));
    let hint = Some("this is a bug: please report it with the file");
    Loaded { file, outcome: Err(Skipped { path, reason, hint }) }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Searches; `None` where it was cancelled.
pub fn search(
    corpus: &Corpus,
    generation: u64,
    query: &Query,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let start = Instant::now();
    let results = index::search(corpus, query, cancelled)?;
    let micros = start.elapsed().as_micros() as u64;
    Some(Outcome::Found { generation, results, micros })
}

/// The file of an article as it stands; a file that is gone or was changed is one sentence.
pub fn original(shelf: &Shelf, generation: u64, path: &Path, article: ArticleId) -> Outcome {
    let original = read_original(shelf, path, article);
    let original = original.map(Box::new).map_err(|why| Clean::line(&why));
    Outcome::Original { generation, original }
}

fn read_original(shelf: &Shelf, path: &Path, id: ArticleId) -> Result<Original, String> {
    let name = library::shown(path.file_name().unwrap_or_default());
    let (kind, bytes) = library::open(&*shelf.disk, &Entry::given(path))
        .map_err(|_| format!("原文读不到了：{name} 已不在或不可读"))?;
    let read = article::original(&kind, &bytes, shelf.options.encoding, id);
    read.ok().flatten().ok_or_else(|| format!("{name} 已改动，本篇不在其中；R 重读文件"))
}

/// 130–270 ms and 32 MB: never before the first frame, and only once a motion by word is asked for.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Where the words of a text begin, in code points. Punctuation begins a word of its own, spaces
/// belong to the word before them.
pub fn words(generation: u64, text: &str) -> Outcome {
    let tokens = JIEBA.tokenize(text, jieba_rs::TokenizeMode::Default, true);
    let starts = tokens
        .iter()
        .filter(|token| !token.word.trim().is_empty())
        .map(|token| token.start as u32)
        .collect();
    Outcome::Words { generation, starts }
}

/// Writes records to the log, one after the other; the first that fails stops.
pub fn save(journal: &mut dyn Journal, records: &[Record]) -> Outcome {
    for record in records {
        if let Err(fault) = journal.append(&record.line()) {
            let why = Clean::line(&format!("未能保存：{}", fault.sentence));
            return Outcome::NotSaved { why };
        }
    }
    Outcome::Saved
}

/// Reads the log of all sessions. Lines that cannot be read stay where they are; how many there
/// are is told.
pub fn notes(journal: &dyn Journal) -> (Notebook, Vec<Clean>) {
    let (segments, faults) = journal.load();
    let mut says: Vec<Clean> = faults.iter().map(|fault| Clean::line(&fault.sentence)).collect();
    let mut notebook = Notebook::default();
    for segment in &segments {
        let faults = notebook.read(&segment.name, &segment.bytes);
        says.extend(faults.iter().map(|fault| Clean::line(&fault.to_string())));
    }
    (notebook, says)
}

/// The time now, in universal and in local time.
pub fn now() -> Moment {
    let now = jiff::Zoned::now();
    Moment {
        wall: now.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        clock: now.strftime("%H:%M").to_string(),
        day: now.strftime("%Y-%m-%d").to_string(),
    }
}
