//! `duben index`: what is kept of libraries, so that they open at once: made, told of, removed.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::end;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::start::{self, Given, sentence};
use crate::cli::{Found, complain};
use crate::disk::cache::{self, Cache, NoWriter};
use crate::library::grams::{Indexed, Trust};
use crate::library::{Broken, FORMAT, Library};
use crate::run::{self, Audience, Engine, Index, IndexKeeping, Shelf, Source, Trouble, Upkeep};
use crate::text::Clean;

/// Runs one of the commands for indexes.
pub fn index(given: &Given, index: args::Index, out: &mut dyn Write) -> Result<Found, Failure> {
    match index {
        args::Index::Build { paths } => build(given, &paths, out),
        args::Index::Status { paths } => status(given, &paths, out),
        args::Index::Clear { all: true, .. } => clear_all(given, out),
        args::Index::Clear { paths, .. } => {
            let freed = clear(&shelf(given, &paths)?.1.cache)?;
            writeln!(out, "{} freed", units(freed.unwrap_or_default()))?;
            Ok(if freed.is_some() { Found::Something } else { Found::Nothing })
        }
    }
}

/// The shelf of these files and its index, which they must have.
pub(super) fn shelf(given: &Given, paths: &[PathBuf]) -> Result<(Shelf, Index), Failure> {
    let shelf = start::shelf(given, paths)?;
    match shelf.index.clone() {
        Some(index) => Ok((shelf, index)),
        None if paths.is_empty() && given.config.library.is_empty() => {
            let hint = "give files or folders, or set `library` in config.toml";
            Err(Failure::new("there is no library to keep an index of", hint))
        }
        None => Err(Failure::new("no index is kept of that", "give files and folders alone")),
    }
}

fn build(given: &Given, paths: &[PathBuf], out: &mut dyn Write) -> Result<Found, Failure> {
    let (mut shelf, index) = shelf(given, paths)?;
    shelf.index = Some(Index { keeping: IndexKeeping::This, ..index.clone() });
    let shows_progress = io::stderr().is_terminal();
    let progress = Progress { shows_progress };
    let build = || run::load(&shelf, Source::Kept, &progress).keep(&progress);
    let (library, seconds) = run::timed(build);
    let before = run::cpu_seconds();
    let ((), indexing) = run::timed(|| build_grams(&index, &library, &progress));
    let cpu = run::cpu_seconds() - before;
    progress.clear();
    let (library, failure) = start::said(&shelf, library)?;
    let kept = run::read_kept(&index.cache).ok().flatten();
    let Some(kept) = kept.filter(|kept| kept.key == index.key) else {
        // Why not was said.
        return Err(Failure::new("the index was not built", ""));
    };
    let bytes = kept.source_bytes();
    let speed = bytes as f64 / seconds.max(1e-9) / 1e6;
    writeln!(
        out,
        "{} articles, {} in {seconds:.1} s ({speed:.1} MB/s): {} in {}",
        library.len(),
        units(bytes),
        units(index.cache.size()),
        shown(&index.cache)
    )?;
    if library.indexed().is_some() {
        let size = units(index.cache.grams_size());
        let text = units(library.corpus().bytes() as u64);
        writeln!(
            out,
            "{text} of text indexed in {indexing:.1} s ({cpu:.1} s of processor time): {size}"
        )?;
    }
    end(Found::Something, failure)
}

/// Builds what a large library is searched with, and removes it where it is to be scanned.
fn build_grams(index: &Index, library: &Library, progress: &Progress) {
    if index.engine == Engine::Scan {
        let _ = index.cache.clear_grams();
    }
    run::serve(index, library, Upkeep::Full, progress);
}

/// Says how far the reading is, on a terminal.
struct Progress {
    shows_progress: bool,
}

impl Progress {
    fn clear(&self) {
        if self.shows_progress {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

impl Audience for Progress {
    fn reading(&self, done: usize, total: usize) {
        // As often as a reader can see is often enough.
        if self.shows_progress && (done == total || done.is_multiple_of(total.div_ceil(200))) {
            let _ = write!(io::stderr(), "\r{done}/{total} files\x1b[K");
        }
    }

    fn reading_long(&self, done: u64, total: u64) {
        if self.shows_progress {
            let _ = write!(io::stderr(), "\r{}/{} read\x1b[K", units(done), units(total));
        }
    }

    fn indexing(&self, done: u64, total: u64) -> ControlFlow<()> {
        if self.shows_progress {
            let _ = write!(io::stderr(), "\r{}/{} indexed\x1b[K", units(done), units(total));
        }
        ControlFlow::Continue(())
    }

    fn trouble(&self, trouble: Trouble) {
        self.clear();
        complain(&sentence(&trouble));
    }
}

fn status(given: &Given, paths: &[PathBuf], out: &mut dyn Write) -> Result<Found, Failure> {
    let (shelf, index) = shelf(given, paths)?;
    writeln!(out, "index     {}", shown(&index.cache))?;
    let kept = match run::read_kept(&index.cache) {
        Ok(Some(kept)) => kept,
        Ok(None) => {
            writeln!(
                out,
                "state     none: small libraries need none, `duben index build` makes one"
            )?;
            return Ok(Found::Nothing);
        }
        Err(broken) => {
            let why = match broken {
                Broken::Format => "in another format: it will be built anew",
                Broken::Damaged | Broken::Missing => "damaged: it will be built anew",
            };
            writeln!(out, "state     {why}")?;
            return Ok(Found::Nothing);
        }
    };
    for place in &kept.key.places {
        writeln!(out, "covers    {}", Clean::line(&place.display().to_string()))?;
    }
    let library: &Arc<Library> = &kept.library;
    let (articles, files) = (library.len(), library.files().len());
    writeln!(out, "articles  {articles} in {files} files, {}", units(kept.source_bytes()))?;
    writeln!(out, "read      {}", kept.key.reading)?;
    if let Some(written) = index.cache.written() {
        writeln!(out, "written   {}", run::local_time(written))?;
    }
    writeln!(out, "size      {} on the disk, format {FORMAT}", units(index.cache.size()))?;
    writeln!(out, "search    {}", searched_by(&index, library))?;
    let state = match (kept.key.is_of_the_same(&index.key), run::stale(&shelf, &kept)) {
        (false, _) => "of other files: it is not used".to_owned(),
        (true, 0) => "fresh".to_owned(),
        (true, stale) => {
            format!("stale: {stale} files changed, new or gone; they are read at the next start")
        }
    };
    writeln!(out, "state     {state}")?;
    if kept.key.program != index.key.program {
        let then = if index.cache.is_read_only() {
            "used as it is"
        } else {
            "built anew at the next start"
        };
        writeln!(out, "program   another version of duben made it: it is {then}")?;
    }
    Ok(Found::Something)
}

/// How words are found in a library that is kept.
fn searched_by(index: &Index, library: &Library) -> String {
    let text = units(library.corpus().bytes() as u64);
    let Some(folder) = index.cache.grams().filter(|_| index.engine != Engine::Scan) else {
        return format!("{text} of text are scanned");
    };
    let size = units(index.cache.grams_size());
    match Indexed::open(folder.into(), library, Trust::Found) {
        Ok(indexed) if indexed.is_current() => format!("{text} of text indexed in {size}"),
        Ok(indexed) => {
            let held = library.len() - indexed.missing();
            format!("{held} of {} articles indexed in {size}, the rest is scanned", library.len())
        }
        Err(_) => "damaged, or of another version: it will be built anew".to_owned(),
    }
}

/// Removes what is kept; `None` where nothing was.
fn clear(cache: &Cache) -> Result<Option<u64>, Failure> {
    if cache.size() == 0 {
        return Ok(None);
    }
    let clear = || Ok(cache.clear_grams()? + cache.writer()?.clear().map_err(NoWriter::Fault)?);
    clear().map(Some).map_err(|why| match why {
        NoWriter::Busy => Failure::new(sentence(&Trouble::Busy), "try again when it is done"),
        NoWriter::Fault(fault) => fault.into(),
    })
}

fn clear_all(given: &Given, out: &mut dyn Write) -> Result<Found, Failure> {
    let folder = given.common.index_dir.as_ref().or(given.places.cache.as_ref());
    let mut freed = 0;
    let caches = folder.map(|folder| cache::all(folder)).unwrap_or_default();
    for cache in &caches {
        freed += clear(cache)?.unwrap_or_default();
    }
    writeln!(out, "{} freed in {} indexes", units(freed), caches.len())?;
    Ok(if caches.is_empty() { Found::Nothing } else { Found::Something })
}

fn shown(cache: &Cache) -> Clean {
    Clean::line(&cache.path().display().to_string())
}

/// Bytes as people say them.
pub(super) fn units(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
