//! `duben search`: hits with their articles, in ripgrep's manners.

use std::io::Write;
use std::path::PathBuf;

use serde_json::json;

use super::kwic::kwic;
use super::{end, notes};
use crate::cli::args::Search;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, complain, may_colour, start};
use crate::index::{self, BadQuery, Pinyin, Query, Results, Snippet};
use crate::library::Library;
use crate::notes::Notebook;
use crate::run::{self, Looked};
use crate::text::width::WidthPolicy;
use crate::text::{Clean, Shown};

/// Searches and prints: hits grouped by article, best article first.
pub fn search(given: &Given, search: &Search, out: &mut dyn Write) -> Result<Found, Failure> {
    let (line, paths) = asked(given, search)?;
    let mut query = Query::parse(&line).map_err(|bad| Failure::new(refusal(&line, &bad), ""))?;
    if query.is_empty() {
        return Err(Failure::new(
            "there is nothing to search for",
            "give a word, as in `duben search 渡口`",
        ));
    }
    let order = search.sort.into();
    let notebook = query.asks_for_marks().then(|| notes::read(given)).transpose()?;
    let shelf = start::shelf(given, &paths)?;
    let (mut library, failure) = start::searched(&shelf)?;
    bind(&mut query, &library, notebook.as_ref());
    if search.title {
        return end(titles(&library, &query, search, out)?, failure);
    }
    let look = |library: &Library, query: &Query| match run::look(library, query, &|| false) {
        Some(Looked { results, words }) => (library.without_copies(results, order), words),
        None => Default::default(),
    };
    let (mut results, mut words) =
        if library.is_sound() { look(&library, &query) } else { Default::default() };
    // Nothing is printed before all that will be is known to be what it was.
    let printed = match search.limit {
        _ if search.count || search.list => 0,
        limit => limit.unwrap_or(usize::MAX),
    };
    library.are_whole(results.found.iter().take(printed).map(index::Found::index));
    if library.is_damaged() {
        library = start::mended(&shelf);
        bind(&mut query, &library, notebook.as_ref());
        (results, words) = look(&library, &query);
    }
    if !words.is_empty() {
        let cut = words.join(" ");
        complain(&format!("no passage reads {line:?}; these words were found: {cut}"));
        query = Query::all_of(words.iter().map(String::as_str));
    }
    if let Some((read, found)) = read_as_pinyin(&library, &query, search, &results) {
        (query, results) = (read, found);
    }
    if results.found.is_empty() && start::is_sample(given, &paths) {
        complain(
            "no files were named: the built-in sample was searched\n\
             hint: name files or folders, or set `library` in config.toml",
        );
    }
    if search.kwic.wanted {
        kwic(given, &library, &results, search, out)?;
    } else if search.list || search.count {
        articles(&library, &results, search, out)?;
    } else {
        hits(&library, &query, &results, search, out)?;
    }
    end(shown(results.found.len(), search), failure)
}

/// Whether any of so many articles is shown: as with ripgrep, asking for none of them finds nothing.
fn shown(articles: usize, search: &Search) -> Found {
    if articles.min(search.limit.unwrap_or(usize::MAX)) == 0 {
        Found::Nothing
    } else {
        Found::Something
    }
}

/// The query and the files. Where the query has a name, the first word typed is a file.
fn asked(given: &Given, search: &Search) -> Result<(String, Vec<PathBuf>), Failure> {
    let Some(name) = &search.saved else {
        return Ok((search.query.clone().unwrap_or_default(), search.paths.clone()));
    };
    let saved = start::queries(&given.places).saved();
    let saved = saved.map_err(|fault| Failure::new(fault.sentence, fault.hint))?;
    let Some(named) = saved.iter().find(|saved| saved.name.as_str() == name) else {
        let names: Vec<&str> = saved.iter().map(|saved| saved.name.as_str()).collect();
        let hint = match names.as_slice() {
            [] => "in the reader, `:save-search NAME` gives the query a name".to_owned(),
            names => format!("these have a name: {}", names.join(", ")),
        };
        return Err(Failure::new(format!("there is no saved search {name:?}"), hint));
    };
    let first = search.query.iter().map(PathBuf::from);
    Ok((named.query.to_string(), first.chain(search.paths.iter().cloned()).collect()))
}

/// The query with its words of letters read as pinyin, and what that finds; `None` where none was
/// read. What they were read as is said beside the hits, not among them.
fn read_as_pinyin(
    library: &Library,
    query: &Query,
    search: &Search,
    results: &Results,
) -> Option<(Query, Results)> {
    let pinyin = search.pinyin.into();
    if pinyin == Pinyin::Off || pinyin == Pinyin::Auto && !results.found.is_empty() {
        return None;
    }
    let read = run::search_by_pinyin(library, query, pinyin);
    if library.has_too_many_pairs() {
        complain(
            "the library is so large that its titles alone are read as pinyin\n\
             hint: type the query in Han, or name fewer files",
        );
    }
    let (query, spelt, results) = read?;
    for spelt in &spelt {
        complain(&spelt.line());
    }
    Some((query, library.without_copies(results, search.sort.into())))
}

/// Tells the query which articles of a library the reader has marked so.
fn bind(query: &mut Query, library: &Library, notebook: Option<&Notebook>) {
    if let Some(notebook) = notebook {
        query.bind(&mut |fact| notes::articles(library, notebook, fact));
    }
}

/// What is wrong with a query; where that is a part of it, a caret under the part.
fn refusal(line: &str, bad: &BadQuery) -> String {
    let says = format!("cannot search for {line:?}: {bad}");
    let shown = Clean::line(line);
    let place = &bad.place;
    if shown.chars().count() != line.chars().count() {
        return says;
    }
    let byte = |offset| shown.char_indices().nth(offset).map_or(shown.len(), |(at, _)| at);
    let (from, to) = (byte(place.start), byte(place.end));
    let cells = |range| WidthPolicy::NARROW.text(shown.slice(range).as_str());
    let (before, under) = (cells(0..from), cells(from..to).max(1));
    format!("{says}\n  {shown}\n  {}{}", " ".repeat(before), "^".repeat(under))
}

fn titles(
    library: &Library,
    query: &Query,
    search: &Search,
    out: &mut dyn Write,
) -> Result<Found, Failure> {
    let matched = library.titled(query);
    for &index in matched.iter().take(search.limit.unwrap_or(usize::MAX)) {
        if search.json {
            writeln!(out, "{}", row(library, index))?;
        } else {
            writeln!(out, "{}", head(library, index))?;
        }
    }
    Ok(shown(matched.len(), search))
}

/// One line an article: with the number of its hits, or without.
fn articles(
    library: &Library,
    results: &Results,
    search: &Search,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for found in results.found.iter().take(search.limit.unwrap_or(usize::MAX)) {
        if search.count {
            writeln!(out, "{}\t{}", found.hits, head(library, found.index()))?;
        } else {
            writeln!(out, "{}", head(library, found.index()))?;
        }
    }
    if search.count {
        writeln!(out, "{}\t共 {} 篇", results.total_hits, results.found.len())?;
    }
    Ok(())
}

fn hits(
    library: &Library,
    query: &Query,
    results: &Results,
    search: &Search,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let colour = may_colour(search.color);
    let mut left = search.limit.unwrap_or(usize::MAX);
    for found in &results.found {
        if left == 0 {
            break;
        }
        let Some(article) = library.article(found.index()) else { continue };
        if !search.json {
            let head = head(library, found.index());
            writeln!(out, "{}", if colour { format!("\x1b[1m{head}\x1b[0m") } else { head })?;
        }
        let places = index::hits_in(&article, query);
        let mut last: Option<Snippet> = None;
        for which in 0..places.len().min(left) {
            let snippet = index::snippet(&article, &places, which, search.context);
            if search.json {
                writeln!(out, "{}", hit(library, found.index(), places[which], &snippet))?;
            } else if !last.as_ref().is_some_and(|last| is_shown_by(last, &snippet)) {
                writeln!(out, "  {}", line(&snippet, colour))?;
            }
            last = Some(snippet);
        }
        left = left.saturating_sub(places.len());
    }
    Ok(())
}

/// Whether a line shows the hit after its own too. Where the same words come again in another place,
/// their hits begin from the first again.
fn is_shown_by(line: &Snippet, next: &Snippet) -> bool {
    (&line.text, &line.marks) == (&next.text, &next.marks) && line.hit.start < next.hit.start
}

/// Id, title, source, date and file of an article.
fn head(library: &Library, index: usize) -> String {
    let Some(row) = library.row(index) else { return String::new() };
    let id = row.id().to_string();
    let facts: Vec<&str> =
        [row.source(), row.date()].into_iter().flatten().map(Shown::as_str).collect();
    let path = row.file().name().as_str();
    let title = library.title(index).as_str().replace('\n', " ");
    [&id[..8], &title, &facts.join(" "), path]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("\t")
}

fn line(snippet: &Snippet, colour: bool) -> String {
    let text = snippet.text.as_str();
    if !colour {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for mark in &snippet.marks {
        let (before, hit) = (text.get(at..mark.start), text.get(mark.clone()));
        out.push_str(before.unwrap_or_default());
        for part in ["\x1b[1;31m", hit.unwrap_or_default(), "\x1b[0m"] {
            out.push_str(part);
        }
        at = mark.end;
    }
    out + text.get(at..).unwrap_or_default()
}

fn row(library: &Library, index: usize) -> serde_json::Value {
    let Some(row) = library.row(index) else { return json!({}) };
    json!({
        "id": row.id().to_string(),
        "title": row.title().map(Shown::as_str),
        "date": row.date().map(Shown::as_str),
        "source": row.source().map(Shown::as_str),
        "path": row.file().name().as_str(),
    })
}

fn hit(
    library: &Library,
    index: usize,
    (start, end): (u32, u32),
    snippet: &Snippet,
) -> serde_json::Value {
    let mut value = row(library, index);
    let text = snippet.text.as_str();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    value["start"] = json!(start);
    value["end"] = json!(end);
    value["before"] = json!(part(0, snippet.hit.start));
    value["hit"] = json!(part(snippet.hit.start, snippet.hit.end));
    value["after"] = json!(part(snippet.hit.end, text.len()));
    value
}
