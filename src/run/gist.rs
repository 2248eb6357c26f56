//! What an article is about. In come a library and one of its articles, out come the key words of
//! the article and those that are like it; the words are looked for on as many threads as there are
//! processors.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::work::JIEBA;
use crate::app::Outcome;
use crate::article::{Article, ArticleId};
use crate::index::gist::{Candidate, Gist, Line, Spread, Words};
use crate::index::names::Tagged;
use crate::index::{self, Query};
use crate::library::Library;
use crate::text::Clean;

/// What the article with this index is about: some 5 ms for each of forty words and 100 MB of text,
/// and a second for 4 MB of the article itself. `None` where it was called off, or there is no such
/// article.
pub fn gist(library: &Library, index: usize, is_off: &(dyn Fn() -> bool + Sync)) -> Option<Gist> {
    let article = library.article(index)?;
    let candidates = candidates(library, index);
    let work = Work { library, index, is_off, candidates: &candidates, next: AtomicUsize::new(0) };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(candidates.len()).max(1);
    let found: Vec<Option<Vec<(usize, Spread)>>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| work.look())).collect();
        let own = work.look();
        // A thread that panicked panics here too.
        let joined = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(own).chain(joined).collect()
    });
    let mut spreads: Vec<(usize, Spread)> = Vec::new();
    for part in found {
        spreads.extend(part?);
    }
    spreads.sort_by_key(|(number, _)| *number);
    let spreads = spreads.into_iter().map(|(_, spread)| spread).collect();
    Some(Gist::of(library.corpus(), index, spreads, &|word| form(&article, word)))
}

/// The same as an answer to a question. Text that is damaged is not looked through.
pub fn answer(
    library: &Library,
    generation: u64,
    article: ArticleId,
    is_off: &(dyn Fn() -> bool + Sync),
) -> Outcome {
    let is_sound = library.is_sound();
    let index = library.by_id(article).filter(|_| is_sound);
    let gist = index.and_then(|index| gist(library, index, is_off));
    Outcome::Gist { generation, gist: gist.unwrap_or_default() }
}

/// The words of an article that may tell what it is about.
fn candidates(library: &Library, index: usize) -> Vec<Candidate> {
    let mut words = Words::default();
    let (made_title, text) = library.folded(index);
    let title = library.row(index).and_then(|row| row.title()).unwrap_or_default();
    let title = crate::text::fold::fold(title.as_str());
    for line in made_title.lines().chain(text.lines()) {
        let tags = JIEBA.tag(line, true);
        let tagged: Vec<Tagged<'_>> =
            tags.iter().map(|tag| Tagged { word: tag.word, tag: tag.tag }).collect();
        words.take(if line == title { Line::Title } else { Line::Text }, &tagged);
    }
    words.candidates()
}

/// What the threads share.
struct Work<'a> {
    library: &'a Library,
    index: usize,
    is_off: &'a (dyn Fn() -> bool + Sync),
    candidates: &'a [Candidate],
    /// The next of the words that nobody has taken.
    next: AtomicUsize,
}

impl Work<'_> {
    /// Looks for words until there are no more; `None` where it was called off.
    fn look(&self) -> Option<Vec<(usize, Spread)>> {
        let mut found = Vec::new();
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(word) = self.candidates.get(number) else { return Some(found) };
            let mut articles = index::counts(self.library, &word.text, &self.is_off)?;
            articles.retain(|(index, _)| self.counts(*index as usize));
            found.push((number, Spread { word: word.clone(), articles }));
        }
    }

    /// Whether an article counts: copies say the same again.
    fn counts(&self, index: usize) -> bool {
        index == self.index
            || self.library.head_of(index) == index && index != self.library.head_of(self.index)
    }
}

/// How a folded word stands in an article: as it does most often.
fn form(article: &Article, word: &str) -> Clean {
    let mut forms: HashMap<&str, (usize, usize)> = HashMap::new();
    for (start, end) in index::hits_in(article, &Query::exactly(word)) {
        let next = forms.len();
        let (times, _) = forms.entry(article.slice(start, end).as_str()).or_insert((0, next));
        *times += 1;
    }
    let commonest =
        forms.into_iter().max_by_key(|&(_, (times, first))| (times, std::cmp::Reverse(first)));
    Clean::line(&commonest.map_or(word, |(form, _)| form).replace('\n', ""))
}
