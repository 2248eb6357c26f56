//! What effects come to: each function does one piece of work and returns its outcome. The reader
//! calls them on threads, the headless session at once, so that both do the same.

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use jieba_rs::Jieba;

use super::Shelf;
use crate::app::{Arrangement, Asked, Moment, Outcome, Sought};
use crate::article::{self, Article, ArticleId, Original};
use crate::disk::Entry;
use crate::index::{self, Node, Query, Results};
use crate::library::{self, Library};
use crate::notes::{self, Finder, Found, Mark, Reach};
use crate::text::Clean;

/// Searches; `None` where it was cancelled. Text that is damaged is not searched: it is said, and
/// the library knows it.
pub fn search(
    library: &Library,
    generation: u64,
    asked: &Asked,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    if !library.is_sound() {
        return Some(Outcome::Failed(Clean::line("索引已损坏，正在重建")));
    }
    let start = Instant::now();
    let Looked { results, words } = look(library, &asked.query, cancelled)?;
    let (results, tally) = library.sift(results, asked.order);
    let micros = start.elapsed().as_micros() as u64;
    Some(Outcome::Found { generation, results, tally, words, micros })
}

/// What a search came to.
pub struct Looked {
    /// The articles lie as the library has them.
    pub results: Results,
    /// The words that were found in the place of a phrase that stands nowhere; else none.
    pub words: Vec<String>,
}

/// Searches; a bare phrase that stands nowhere is cut into words, and these are searched. `None`
/// where it was cancelled.
pub fn look(library: &Library, query: &Query, cancelled: &dyn Fn() -> bool) -> Option<Looked> {
    let results = index::search(library, query, cancelled)?;
    if let ([Node::Literal(literal)], true) = (query.all(), results.found.is_empty()) {
        library.remember_absent(literal);
    }
    let words = match query.loose_phrase() {
        Some(phrase) if results.found.is_empty() && !cancelled() => telling_words(phrase),
        _ => Vec::new(),
    };
    if words.len() < 2 {
        return Some(Looked { results, words: Vec::new() });
    }
    let query = Query::all_of(words.iter().map(String::as_str));
    let results = index::search(library, &query, cancelled)?;
    let words = if results.found.is_empty() { Vec::new() } else { words };
    Some(Looked { results, words })
}

/// The words of a phrase that tell what it is about: where some are longer, those of one character
/// tell nothing beside them, and particles nowhere.
fn telling_words(phrase: &str) -> Vec<String> {
    const PARTICLES: &str = "的了着过地得吗呢吧啊呀嘛么是在和与及或之其也就都而且把被对从向于以所";
    let tokens = JIEBA.cut(phrase, false);
    let is_long = |word: &&str| word.chars().nth(1).is_some();
    let tells = |word: &&str| is_long(word) || !PARTICLES.contains(*word);
    let words = tokens.iter().map(|token| token.word).filter(tells);
    let long = words.clone().filter(is_long).count();
    words.filter(|word| long < 2 || is_long(word)).map(str::to_owned).collect()
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
pub(super) static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Whether a folded string is a word of the language.
pub(super) fn is_word(text: &str) -> bool {
    JIEBA.has_word(text)
}

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

/// Where marks are in a library; `None` where it was cancelled.
pub fn place(
    library: &Library,
    generation: u64,
    marks: &[Arc<Mark>],
    reach: Reach,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let places = notes::places(library, marks, reach, cancelled)?;
    Some(Outcome::Placed { generation, places })
}

/// Where marks are in an article; of those that moved what is to be kept of their passage now.
pub fn seek(article: &Article, generation: u64, index: usize, marks: &[Arc<Mark>]) -> Outcome {
    let finder = Finder::new(article);
    let seek = |mark: &Arc<Mark>| {
        let (found, now) = notes::seek(&finder, article, mark);
        let fresh = match &found {
            Found::Exact(range) | Found::Moved(range) | Found::Edited(range) => {
                finder.anew(mark, range)
            }
            Found::Uncertain(_) | Found::Orphan => None,
        };
        Sought { id: mark.id.clone(), found, now, fresh }
    };
    Outcome::Sought { generation, index, marks: marks.iter().map(seek).collect() }
}

/// Does something and tells how many seconds it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// The processor time that all threads have taken so far, in seconds.
pub fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Builder, Options};

    fn sample() -> Library {
        let disk = library::sample();
        let plan = Arc::new(library::plan(&disk, &[]));
        let mut builder = Builder::new(Arc::clone(&plan), None);
        for file in 0..plan.files.len() {
            builder.add(library::read_file(&disk, &plan, file, Options::default()).taken(&plan));
        }
        builder.library()
    }

    #[test]
    fn what_was_looked_for_in_vain_changes_no_answer() {
        let (asked, fresh) = (sample(), sample());
        for typed in
            ["渡", "渡口", "渡口鲸", "渡口鲸鱼", "渡口", "鲸", "渡口鲸", "渡口 鲸", "口鲸|渡口"]
        {
            let query = Query::parse(typed).expect("a query");
            look(&asked, &query, &|| false).expect("not cancelled");
            let again = index::search(&asked, &query, &|| false);
            assert_eq!(again, index::search(&fresh, &query, &|| false), "{typed}");
        }
    }
}
