//! What effects come to: each function does one piece of work and returns its outcome. The reader
//! calls them on threads, the headless session at once, so that both do the same.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use jieba_rs::Jieba;

use super::Shelf;
use crate::app::{Arrangement, Moment, Outcome};
use crate::article::{self, ArticleId, Original};
use crate::disk::Entry;
use crate::index::{self, Order, Query};
use crate::library::{self, Library};
use crate::text::Clean;

/// Searches; `None` where it was cancelled. Text that is damaged is not searched: it is said, and
/// the library knows it.
pub fn search(
    library: &Library,
    generation: u64,
    query: &Query,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    if !library.is_sound() {
        return Some(Outcome::Failed(Clean::line("索引已损坏，正在重建")));
    }
    let start = Instant::now();
    let results = index::search(library, query, Order::Relevance, cancelled)?;
    let results = library.without_copies(results);
    let tally = library.tally(&results);
    let micros = start.elapsed().as_micros() as u64;
    Some(Outcome::Found { generation, results, tally, micros })
}

/// Puts hits in order; `None` where it was cancelled.
pub fn arrange(
    generation: u64,
    arrangement: &Arrangement,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let Arrangement { library, results, order } = arrangement;
    let places = library.arranged(results, *order, cancelled)?;
    Some(Outcome::Arranged { generation, places })
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

/// Does something and tells how many seconds it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// A time in seconds since 1970 as a clock on the wall here shows it.
pub fn local_time(seconds: u64) -> String {
    let time = jiff::Timestamp::from_second(seconds as i64).unwrap_or_default();
    time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The time now in seconds since 1970.
pub fn now_s() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default()
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
