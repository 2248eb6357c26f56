//! What an article is about. In come a library and one of its articles, out come the key words of
//! the article and those that are like it; the words are looked for on as many threads as there are
//! processors.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::app::Outcome;
use crate::article::{Article, ArticleId};
use crate::index::gist::{Candidate, Gist, Line, Many, Spread, Words};
use crate::index::names::Tagged;
use crate::index::{self, Query};
use crate::library::Library;
use crate::run::work::JIEBA;
use crate::text::Clean;

/// What the article with this index is about: some 5 ms for each of forty words and 100 MB of text,
/// and a second for 4 MB of the article itself. `None` where it was called off, or there is no such
/// article.
pub fn gist(library: &Library, index: usize, is_off: &(dyn Fn() -> bool + Sync)) -> Option<Gist> {
    let article = library.article(index)?;
    let candidates = candidates(library, index);
    let spreads = on_threads(candidates.len(), &|number| {
        let word = candidates[number].clone();
        let articles = index::counts(library, &word.text, &is_off)?;
        Some(spread(library, index, word, articles))
    });
    let spreads = spreads.into_iter().collect::<Option<Vec<Spread>>>()?;
    Some(Gist::of(library.corpus(), index, spreads, &|word| form(&article, word)))
}

/// So many articles are looked at together.
const BATCH: usize = 1024;

/// The same of many articles: what tells of a batch of them is looked for together, in one pass over
/// the text. Those that cannot be read are left out.
pub fn gists<'a>(
    library: &'a Library,
    indices: &'a [usize],
) -> impl Iterator<Item = (usize, Gist)> + 'a {
    indices.chunks(BATCH).flat_map(|batch| {
        let gists = match batch {
            [_, _, ..] if library.indexed().is_none() => gists_of(library, batch),
            _ => None,
        };
        let gists = gists.unwrap_or_else(|| {
            batch.iter().map(|&index| gist(library, index, &|| false)).collect()
        });
        batch.iter().copied().zip(gists).filter_map(|(index, gist)| Some((index, gist?)))
    })
}

/// What each of a batch is about; `None` where its words are too many to be looked for together.
fn gists_of(library: &Library, batch: &[usize]) -> Option<Vec<Option<Gist>>> {
    let candidates = on_threads(batch.len(), &|number| candidates(library, batch[number]));
    let words = candidates.iter().flatten().map(|word| &*word.text);
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    let many = Many::of(words.iter().copied())?;
    let (corpus, parts) = (library.corpus(), threads());
    let bound = |part: usize| part * corpus.len() / parts;
    let counted = on_threads(parts, &|part| many.count(corpus, bound(part)..bound(part + 1)));
    let articles_of = |word: &str| -> Vec<(u32, u32)> {
        let number = words.binary_search(&word);
        number
            .map(|number| counted.iter().flat_map(|part| &part[number]).copied().collect())
            .unwrap_or_default()
    };
    Some(on_threads(batch.len(), &|number| {
        let (index, article) = (batch[number], library.article(batch[number])?);
        let words = candidates[number].iter().cloned();
        let spreads = words.map(|word| {
            let articles = articles_of(&word.text);
            spread(library, index, word, articles)
        });
        Some(Gist::of(corpus, index, spreads.collect(), &|word| form(&article, word)))
    }))
}

/// Where a word of an article stands. Copies say the same again, and do not count.
fn spread(library: &Library, own: usize, word: Candidate, mut articles: Vec<(u32, u32)>) -> Spread {
    articles.retain(|&(index, _)| {
        let index = index as usize;
        index == own || library.head_of(index) == index && index != library.head_of(own)
    });
    Spread { word, articles }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does pieces of work on as many threads as there are processors; what comes of them, in their order.
fn on_threads<T: Send>(count: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, T)> = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return done;
            }
            done.push((number, work(number)));
        }
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads().min(count)).map(|_| scope.spawn(take)).collect();
        let own = take();
        // A thread that panicked panics here too.
        let joined = others.into_iter().flat_map(|other| {
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        own.into_iter().chain(joined).collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, what)| what).collect()
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
