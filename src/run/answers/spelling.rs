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

/// The most text of which more than the titles is read as pinyin, in bytes: the pairs of what is
/// larger take more memory than a reader should.
const BYTES_MAX: usize = 300 << 20;

/// Makes what queries in pinyin need; takes its time.
pub fn prepare(library: &Library) {
    library.gather_pairs(BYTES_MAX);
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
/// gathered. What the words are read as is searched: where it stands is known from reading, but for a
/// library of which the titles alone were read.
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
    let results = if library.has_too_many_pairs() {
        index::search(library, &read, cancelled)?
    } else {
        index::search(&Known { collection: library, strings }, &read, cancelled)?
    };
    Some((spelt, results))
}

/// The words of a query that may be spelt.
fn words(query: &Query, pinyin: Pinyin) -> impl Iterator<Item = &str> {
    query.literals().filter(move |word| pinyin != Pinyin::Off && index::is_pinyin(word))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::disk::Memory;
    use crate::library::{Builder, Options, plan, read_file};

    #[test]
    fn of_a_large_library_the_titles_are_read_and_all_is_searched() {
        let text = "# 徐汇滨江\n\n江边的路修好了，人们走着去看潮水。\n";
        let other = "# 江边的路\n\n徐汇滨江的人去看潮水，回来时天黑了。\n";
        let disk = Memory::new([("1.md", text), ("2.md", other)]);
        let plan = Arc::new(plan(&disk, &[]));
        let mut builder = Builder::new(Arc::clone(&plan), None);
        for file in 0..plan.files.len() {
            builder.add(read_file(&disk, &plan, file, Options::default()).taken(&plan));
        }
        let library = builder.library();
        library.gather_pairs(10);
        assert!(library.has_too_many_pairs());
        let found = |word: &str| {
            let query = Query::any_of([word]);
            let (_, spelt, results) = search_by_pinyin(&library, &query, Pinyin::Auto)?;
            let read: Vec<String> = spelt.iter().map(Spelt::line).collect();
            Some((read.join(" ").contains("徐汇滨江"), results.found.len()))
        };
        assert_eq!(found("xuhuibinjiang"), Some((true, 2)), "in a title and in a text");
        assert_eq!(found("chaoshui"), None, "in no title");
    }
}
