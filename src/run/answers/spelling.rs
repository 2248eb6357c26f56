//! Queries that may be spelt in pinyin. In come a library and a query, out comes what it found, and
//! what its words of letters were read as. Refuses to know who asks.

use std::rc::Rc;
use std::time::Instant;

use crate::app::{Asked, Outcome};
use crate::index::{self, Known, Pinyin, Query, Results, Spelt};
use crate::library::Library;
use crate::run::work;

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
    let (spelt, results) = look(library, &asked.query, pinyin, cancelled)?;
    let (results, tally) = library.sift(results, asked.order);
    let micros = start.elapsed().as_micros() as u64;
    Some(Outcome::Spelt { generation, spelt, results, tally, micros })
}

/// Makes what queries in pinyin need; takes its time.
pub fn prepare(library: &Library) {
    library.gather_pairs();
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
    let (spelt, results) = look(library, query, pinyin, &|| false)?;
    (!spelt.is_empty()).then(|| (results.query.clone(), spelt, results))
}

/// Reads the words of `query` that are letters and, where `pinyin` is automatic, stand nowhere; then
/// the query is one that found nothing. None are read as long as the pairs of the library are not
/// gathered. What the words are read as is searched: where it stands is known from reading.
fn look(
    library: &Library,
    query: &Query,
    pinyin: Pinyin,
    cancelled: &dyn Fn() -> bool,
) -> Option<(Vec<Spelt>, Results)> {
    let (mut spelt, mut places) = (Vec::new(), Vec::new());
    for word in words(query, pinyin) {
        let Some(pairs) = library.pairs() else { break };
        let word_alone = Query::any_of([word]);
        let stands = pinyin == Pinyin::Auto
            && word_alone.all() != query.all()
            && !index::search(library, &word_alone, cancelled)?.found.is_empty();
        if stands {
            continue;
        }
        let (reading, of_best) = index::read(pairs, word, &work::is_word, cancelled)?;
        if !reading.best.is_empty() {
            spelt.push(Spelt { word: word.to_owned(), reading });
            places.extend(of_best.into_iter().map(Rc::new));
        }
    }
    let best = spelt.iter().flat_map(|spelt| &spelt.reading.best);
    let strings = best.map(|best| best.text.as_str()).zip(places).collect();
    let read = index::spelt_query(query, &spelt, pinyin, None);
    let results = index::search(&Known { collection: library, strings }, &read, cancelled)?;
    Some((spelt, results))
}

/// The words of a query that may be spelt.
fn words(query: &Query, pinyin: Pinyin) -> impl Iterator<Item = &str> {
    query.literals().filter(move |word| pinyin != Pinyin::Off && index::is_pinyin(word))
}
