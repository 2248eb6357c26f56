//! `duben bench search`: how fast, and how exactly, both engines find what stands in a library. In
//! comes a library, out comes a table; the queries are the same each time.

mod queries;

use std::collections::HashMap;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::index::{shelf, units};
use crate::cli::Found;
use crate::cli::args::BenchSearch;
use crate::cli::failure::Failure;
use crate::cli::start::{self, Given};
use crate::index::{self, Order, Query, Results};
use crate::layout::Size;
use crate::library::Library;
use crate::run::{self, Audience, Session, Source, Upkeep};
use crate::text::width::WidthPolicy;
use queries::{Group, Sample};

/// Measures and prints.
pub fn bench(given: &Given, asked: &BenchSearch, out: &mut dyn Write) -> Result<Found, Failure> {
    let (shelf, index) = shelf(given, &asked.paths)?;
    let library = run::load(&shelf, Source::Kept, &Silent).keep(&Silent);
    if library.is_empty() || !library.is_sound() {
        return Err(Failure::new("there is nothing to measure in", "give files or folders"));
    }
    let bytes = library.corpus().bytes();
    writeln!(out, "library  {} articles, {} of text", library.len(), units(bytes as u64))?;
    let groups = Sample::of(&library).groups(asked.queries);
    let absent = Query::exactly("\u{e000}\u{e001}");
    look(&library, &absent);
    let (_, seconds) = run::timed(|| look(&library, &absent));
    writeln!(out, "scan     {:.1} GB/s", bytes as f64 / seconds.max(1e-9) / 1e9)?;
    let scanned: Vec<Times> = groups.iter().map(|group| Times::of(&library, group)).collect();
    let exactness = Exactness::of(&library, asked.pieces);
    let before = run::cpu_seconds();
    let ((), opening) = run::timed(|| run::serve(&index, &library, Upkeep::Full, &Silent));
    let indexed = library.indexed().is_some();
    if indexed {
        let size = index.cache.grams_size();
        let (ratio, cpu) = (size as f64 / bytes as f64, run::cpu_seconds() - before);
        writeln!(
            out,
            "index    {}, {ratio:.2} x text; ready after {opening:.2} s, {cpu:.1} s of CPU \
             ({:.1} MB/s of CPU where it was built)",
            units(size),
            bytes as f64 / cpu.max(1e-9) / 1e6
        )?;
    } else {
        writeln!(out, "index    none: `--engine index` builds one whatever the size")?;
    }
    writeln!(out, "\n{:<16}{:>9}{:>12}  scan p50/p99 ms  index p50/p99 ms", "", "queries", "hits")?;
    for (group, scan) in groups.iter().zip(&scanned) {
        let Group { name, queries } = group;
        write!(out, "{name:<16}{:>9}{:>12}  {scan:>15}", queries.len(), scan.hits)?;
        if indexed {
            let index = Times::of(&library, group);
            writeln!(out, "  {index:>16}")?;
            if index.hits != scan.hits {
                return Err(Failure::new("the engines differ: this is a bug", "please report it"));
            }
        } else {
            writeln!(out)?;
        }
    }
    writeln!(out, "\nscan     {exactness}")?;
    if indexed {
        writeln!(out, "index    {}", Exactness::of(&library, asked.pieces))?;
    }
    typing(given, asked, &groups, out)?;
    ripgrep(&asked.paths, &groups, out)?;
    Ok(Found::Something)
}

struct Silent;

impl Audience for Silent {}

fn look(library: &Library, query: &Query) -> Results {
    let results = index::search(library, query, &|| false);
    library.without_copies(results.unwrap_or_default(), Order::Relevance)
}

/// How long the queries of a group took, in ms, in order; and what they found.
struct Times {
    ms: Vec<f64>,
    hits: usize,
}

impl Times {
    fn of(library: &Library, group: &Group) -> Self {
        let mut times = Self { ms: Vec::new(), hits: 0 };
        for query in &group.queries {
            let (results, seconds) = run::timed(|| look(library, &query.parsed()));
            times.ms.push(seconds * 1e3);
            times.hits += results.total_hits;
        }
        times.ms.sort_by(f64::total_cmp);
        times
    }

    fn share(&self, percent: usize) -> f64 {
        let at = (self.ms.len() * percent).div_ceil(100).saturating_sub(1);
        self.ms.get(at).copied().unwrap_or_default()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2}/{:.2}", self.share(50), self.share(99)))
    }
}

/// Shares of what is right, from 0 to 1: of what a naive search finds, and of what was found.
struct Exactness {
    recall: f64,
    precision: f64,
    pieces: usize,
}

impl Exactness {
    /// Compares what is found for random pieces of text with what `str::matches` finds.
    fn of(library: &Library, pieces: usize) -> Self {
        let literals = Sample::of(library).literals(pieces);
        let (mut found, mut right, mut expected) = (0_u64, 0_u64, 0_u64);
        for literal in &literals {
            let query = Query::exactly(literal);
            let results = index::search(library, &query, &|| false);
            let results = results.unwrap_or_default().found.into_iter();
            // An article counts as one more: it may hold the piece in a title made for it alone.
            let mut hits: HashMap<usize, u64> =
                results.map(|found| (found.index(), u64::from(found.hits) + 1)).collect();
            for index in 0..library.len() {
                let (title, text) = library.folded(index);
                let in_text = text.matches(literal).count();
                let is_there = in_text > 0 || title.contains(literal);
                let there = if is_there { in_text as u64 + 1 } else { 0 };
                let here = hits.remove(&index).unwrap_or_default();
                (found, expected) = (found + here, expected + there);
                right += here.min(there);
            }
        }
        let share = |of: u64| right as f64 / of.max(1) as f64;
        Self { recall: share(expected), precision: share(found), pieces: literals.len() }
    }
}

impl fmt::Display for Exactness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { recall, precision, pieces } = self;
        write!(f, "recall {recall:.6}, precision {precision:.6} over {pieces} random pieces")
    }
}

/// Types queries key by key into the reader, and draws after each.
fn typing(
    given: &Given,
    asked: &BenchSearch,
    groups: &[Group],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let start = start::start(given, &asked.paths)?;
    let mut session = Session::open(start, Size { cols: 120, rows: 40 }, WidthPolicy::NARROW);
    let mut ms = Vec::new();
    for query in groups.iter().flat_map(|group| group.queries.iter().take(40)) {
        let _ = session.press("<Esc><Esc>/");
        session.paint();
        for c in query.line.chars().filter(|c| !c.is_control()) {
            let key = c.to_string();
            let ((), seconds) = run::timed(|| {
                session.paste(&key);
                session.paint();
            });
            ms.push(seconds * 1e3);
        }
    }
    ms.sort_by(f64::total_cmp);
    let times = Times { ms, hits: 0 };
    writeln!(out, "typing   {times} ms p50/p99 a key, {} keys, drawn", times.ms.len())?;
    Ok(())
}

/// The same with ripgrep, where it is installed: it finds lines of files.
fn ripgrep(paths: &[PathBuf], groups: &[Group], out: &mut dyn Write) -> Result<(), Failure> {
    let Some(group) = groups.iter().find(|group| group.name.starts_with('4')) else {
        return Ok(());
    };
    let mut ms = Vec::new();
    for query in group.queries.iter().take(20) {
        let mut command = Command::new("rg");
        command.args(["-F", "-c", "-e", &query.line]).args(paths);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let (status, seconds) = run::timed(|| command.status());
        if status.is_err() {
            writeln!(out, "rg -F    not installed")?;
            return Ok(());
        }
        ms.push(seconds * 1e3);
    }
    ms.sort_by(f64::total_cmp);
    writeln!(out, "rg -F    {} ms p50/p99, {}", Times { ms, hits: 0 }, group.name)?;
    Ok(())
}
