//! Queries that may be spelt in pinyin. In come a library and a query, out comes what it found, and
//! what its words of letters were read as. Refuses to know who asks.

use std::time::Instant;

use crate::app::{Asked, Outcome};
use crate::index::{self, Expansion, Known, Pinyin, Query, Results, Spelt};
use crate::library::Library;
use crate::run::work;

/// Reads the words of `query` that are letters and, where `pinyin` is automatic, stand nowhere; then
/// the query is one that found nothing. None are read as long as the library has no shadow. `None`
/// where it was cancelled.
pub fn spell(
    library: &Library,
    query: &Query,
    pinyin: Pinyin,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Spelt>> {
    let Some(shadow) = library.shadow() else { return Some(Vec::new()) };
    let mut spelt = Vec::new();
    for word in words(query, pinyin) {
        let word_alone = Query::any_of([word]);
        let stands = pinyin == Pinyin::Auto
            && word_alone.all() != query.all()
            && !index::search(library, &word_alone, cancelled)?.found.is_empty();
        if stands {
            continue;
        }
        let reading = index::read(shadow, word, &work::is_word, cancelled)?;
        if !reading.best.is_empty() {
            spelt.push(Spelt { word: word.to_owned(), reading });
        }
    }
    Some(spelt)
}

/// The words of a query that may be spelt.
fn words(query: &Query, pinyin: Pinyin) -> impl Iterator<Item = &str> {
    query.literals().filter(move |word| pinyin != Pinyin::Off && index::is_pinyin(word))
}

/// Searches for what the words were read as: where that stands is known already.
pub fn search(
    library: &Library,
    query: &Query,
    spelt: &[Spelt],
    cancelled: &dyn Fn() -> bool,
) -> Option<Results> {
    let strings: Vec<&Expansion> = spelt.iter().flat_map(|spelt| &spelt.reading.best).collect();
    index::search(&Known { collection: library, strings }, query, cancelled)
}

/// Reads the words of a query and searches for what they were read as; `None` where it was
/// cancelled.
pub fn answer(
    library: &Library,
    generation: u64,
    asked: &Asked,
    pinyin: Pinyin,
    cancelled: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let start = Instant::now();
    let mut spelt = spell(library, &asked.query, pinyin, cancelled)?;
    let read = index::spelt_query(&asked.query, &spelt, pinyin, None);
    let results = search(library, &read, &spelt, cancelled)?;
    let (results, tally) = library.sift(results, asked.order);
    for best in spelt.iter_mut().flat_map(|spelt| &mut spelt.reading.best) {
        best.articles = Vec::new();
    }
    let micros = start.elapsed().as_micros() as u64;
    Some(Outcome::Spelt { generation, spelt, results, tally, micros })
}

/// Makes what queries in pinyin need; takes its time.
pub fn prepare(library: &Library) {
    library.make_shadow();
    work::is_word("");
}

/// The same at once, for a library that nobody waits before: the query that was searched, what its
/// words were read as, and what it found. `None` where no word was read.
pub fn search_by_pinyin(
    library: &Library,
    query: &Query,
    pinyin: Pinyin,
) -> Option<(Query, Vec<Spelt>, Results)> {
    words(query, pinyin).next()?;
    prepare(library);
    let spelt = spell(library, query, pinyin, &|| false)?;
    let read = index::spelt_query(query, &spelt, pinyin, None);
    let results = search(library, &read, &spelt, &|| false)?;
    (!spelt.is_empty()).then_some((read, spelt, results))
}
