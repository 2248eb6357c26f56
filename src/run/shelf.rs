//! A shelf of files to a library: what was kept of it is shown at once, then the files are looked
//! at, and only those that changed are read. What was read is kept for the next time.

pub mod grams;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::disk::cache::{Cache, NoWriter, Pack, Writer};
use crate::disk::{Disk, Fault, Stamp};
use crate::library::{
    self, Because, Broken, Builder, Kept, Key, Known, Library, Loaded, Options, Part, Plan, Sink,
    Skipped,
};
use crate::text::Clean;
use grams::Engine;

/// The files of a library: where they lie, how they are read, and where what was read is kept.
#[derive(Clone)]
pub struct Shelf {
    pub disk: Arc<dyn Disk>,
    pub roots: Vec<PathBuf>,
    pub options: Options,
    /// `None` where nothing is kept.
    pub index: Option<Index>,
}

/// Where what was read is kept.
#[derive(Clone)]
pub struct Index {
    pub cache: Cache,
    pub key: Key,
    pub keeping: Keeping,
    pub engine: Engine,
}

/// Which libraries are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Those of which reading takes longer than a blink.
    Large,
    /// This one, as it was asked for.
    This,
}

/// What a library is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What was kept, as far as it still holds.
    Kept,
    /// The files alone, as where what was kept is damaged.
    Files,
}

/// What is said while a library is made; from any thread.
pub trait Audience: Sync {
    /// So many files of so many are there.
    fn reading(&self, _done: usize, _total: usize) {}

    /// So many bytes of so many of one long file are read.
    fn reading_long(&self, _done: u64, _total: u64) {}

    /// The library as it was kept; whether it still holds will be seen.
    fn kept(&self, _library: &Arc<Library>) {}

    /// So many bytes of so many of its text are in the index of its grams. Says whether to go on;
    /// what is done is kept.
    fn indexing(&self, _done: u64, _total: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Something about the index that the reader should know.
    fn trouble(&self, _trouble: Trouble) {}
}

/// What may be wrong with an index. The library is whole all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was damaged, and is made anew.
    Damaged,
    /// It is of other files, and is left alone.
    Others,
    /// What words are found by is damaged; until it is made anew all text is scanned.
    Unsearchable,
    /// It could not be written.
    Unwritten(Fault),
    /// Another process is writing it.
    Busy,
}

/// A library that was made, and what remains to be done once it is shown.
pub struct Made {
    pub library: Arc<Library>,
    /// Whether it is another than the one that was shown as it was kept.
    pub is_new: bool,
    news: Option<News>,
}

/// What is to be kept.
struct News {
    writer: Writer,
    pack: Option<Pack>,
    catalog: Vec<u8>,
    /// The packs that it names.
    named: Vec<String>,
}

/// Below so many bytes in so many files a library is read in about the tenth of a second: nobody
/// waits for it, and nothing is left behind on the disk.
const LARGE_BYTES: u64 = 4 << 20;
const LARGE_FILES: usize = 500;

/// More threads than this do not make a disk faster.
const READERS_MAX: usize = 8;

/// A file that was changed so shortly before it was read may change again within what its file
/// system counts time in (two seconds on FAT), and look the same.
const UNSURE_NS: i128 = 2_000_000_000;

/// Makes a library.
pub fn load(shelf: &Shelf, source: Source, audience: &dyn Audience) -> Made {
    let index = shelf.index.as_ref();
    let seen = index.and_then(Index::mark);
    let mut kept = index.filter(|_| source == Source::Kept).and_then(|index| open(index, audience));
    let shown = kept.as_ref().filter(|kept| kept.key.roots == shelf.roots);
    let shown = shown.map(|kept| Arc::clone(&kept.library));
    if let Some(shown) = &shown {
        audience.kept(shown);
    }
    let files = Files::of(shelf);
    let mut known = files.known(kept.as_ref());
    let mut writer = None;
    if !files.are_fresh(kept.as_ref(), &known) {
        let index = index.filter(|index| index.is_wanted(&files.stamps));
        writer = index.and_then(|index| Some((index.writer(audience)?, index)));
        if let (Some((_, index)), Source::Kept) = (&writer, source)
            && index.mark() != seen
        {
            // Another process wrote it since.
            kept = open(index, audience);
            known = files.known(kept.as_ref());
        }
    }
    let (library, news) = match &kept {
        Some(kept) if files.are_fresh(Some(kept), &known) => (Arc::clone(&kept.library), None),
        kept => files.make(kept.as_ref(), &known, writer, audience),
    };
    let is_new = !shown.is_some_and(|shown| Arc::ptr_eq(&shown, &library));
    Made { library, is_new, news }
}

/// The files of a shelf as they lie now.
struct Files<'a> {
    shelf: &'a Shelf,
    plan: Arc<Plan>,
    /// One for each of them; none where nothing is kept.
    stamps: Vec<Option<Stamp>>,
}

impl<'a> Files<'a> {
    fn of(shelf: &'a Shelf) -> Self {
        let plan = Arc::new(library::plan(&*shelf.disk, &shelf.roots));
        let stamp = |entry| shelf.index.as_ref().and_then(|_| shelf.disk.stamp(entry));
        let stamps = plan.files.iter().map(stamp).collect();
        Self { shelf, plan, stamps }
    }

    /// What is known of each.
    fn known(&self, kept: Option<&Kept>) -> Vec<Option<Known>> {
        let compare = |kept: &Kept| kept.compare(&self.plan, &self.shelf.roots, &self.stamps);
        kept.map_or_else(|| vec![None; self.plan.files.len()], compare)
    }

    /// Whether what was kept still holds whole.
    fn are_fresh(&self, kept: Option<&Kept>, known: &[Option<Known>]) -> bool {
        kept.is_some_and(|kept| kept.is_fresh(&self.plan, &self.shelf.roots, known))
    }

    /// Reads those of which nothing is known, and makes a library of all; where that is what was
    /// kept, it is that one.
    fn make(
        &self,
        kept: Option<&Kept>,
        known: &[Option<Known>],
        writer: Option<(Writer, &Index)>,
        audience: &dyn Audience,
    ) -> (Arc<Library>, Option<News>) {
        if let Some((writer, index)) = &writer {
            // What a session that was killed left would else grow with each that is.
            let named = match kept {
                Some(kept) => kept.library.packs(),
                None => index.cache.catalog().is_none().then(Vec::new),
            };
            if let Some(named) = named {
                writer.sweep(&named);
            }
        }
        let begun = writer.as_ref().map(|(writer, _)| writer.pack()).transpose();
        let pack = begun.unwrap_or_else(|fault| {
            audience.trouble(Trouble::Unwritten(fault));
            None
        });
        let sink = || pack.clone().map(|pack| Box::new(pack) as Box<dyn Sink>);
        let on = |kept| Builder::on(Arc::clone(&self.plan), kept, known, sink());
        let builder = kept.and_then(on);
        let mut builder = builder.unwrap_or_else(|| Builder::new(Arc::clone(&self.plan), sink()));
        let now = jiff::Timestamp::now();
        read(self.shelf, &self.plan, &mut builder, audience);
        let library = Arc::new(builder.library());
        if let Some(fault) = builder.fault() {
            audience.trouble(Trouble::Unwritten(fault.clone()));
        }
        // What lies in memory, as when a disk is full, cannot be named.
        if let (None, Some((writer, _)), Some(pack)) = (library.packs(), &writer, &pack) {
            writer.discard(pack);
        }
        let news = writer.zip(library.packs()).map(|((writer, index), named)| {
            let sure = |stamp: &Option<Stamp>| stamp.filter(|&stamp| is_sure(stamp, now));
            let sure: Vec<Option<Stamp>> = self.stamps.iter().map(sure).collect();
            let catalog = builder.catalog(&index.key, &library, &sure);
            let named = named.into_iter().map(str::to_owned).collect();
            News { writer, pack, catalog, named }
        });
        let same = kept.filter(|kept| kept.library == library);
        (same.map_or(library, |kept| Arc::clone(&kept.library)), news)
    }
}

fn is_sure(stamp: Stamp, now: jiff::Timestamp) -> bool {
    i128::from(stamp.modified_ns) < now.as_nanosecond() - UNSURE_NS
}

impl Made {
    /// Keeps what was read, on the disk and synced. Until then it may be lost; nothing else may.
    pub fn keep(self, audience: &dyn Audience) -> Arc<Library> {
        if let Some(News { writer, pack, catalog, named }) = self.news {
            let named: Vec<&str> = named.iter().map(String::as_str).collect();
            if let Err(fault) = writer.publish(&catalog, pack.as_ref(), &named) {
                audience.trouble(Trouble::Unwritten(fault));
                if let Some(pack) = &pack {
                    writer.discard(pack);
                }
            }
        }
        self.library
    }
}

impl Index {
    fn is_wanted(&self, stamps: &[Option<Stamp>]) -> bool {
        let bytes: u64 = stamps.iter().flatten().map(|stamp| stamp.bytes).sum();
        self.keeping == Keeping::This
            || bytes >= LARGE_BYTES
            || stamps.len() >= LARGE_FILES
            || self.cache.catalog().is_some()
    }

    /// What tells the catalog that is there from others.
    fn mark(&self) -> Option<u32> {
        Kept::mark_of(&self.cache.catalog()?)
    }

    /// The right to write, if there is one and the index is not one of other files. Who only reads
    /// does not hear that another writes, or that the index is offered ready-made.
    fn writer(&self, audience: &dyn Audience) -> Option<Writer> {
        let trouble = match self.cache.writer() {
            Ok(writer) => return Some(writer).filter(|_| !self.is_others()),
            Err(NoWriter::Busy) => Trouble::Busy,
            Err(NoWriter::Fault(fault)) => Trouble::Unwritten(fault),
        };
        let is_expected = trouble == Trouble::Busy || self.cache.is_read_only();
        if self.keeping == Keeping::This || !is_expected {
            audience.trouble(trouble);
        }
        None
    }

    /// Whether the index is one of other files.
    fn is_others(&self) -> bool {
        matches!(read_kept(&self.cache), Ok(Some(kept)) if !kept.key.is_of_the_same(&self.key))
    }
}

/// What was kept, if it is of these files and can be used.
fn open(index: &Index, audience: &dyn Audience) -> Option<Kept> {
    match read_kept(&index.cache) {
        Ok(None) | Err(Broken::Format) => None,
        Ok(Some(kept)) if !kept.key.is_of_the_same(&index.key) => {
            audience.trouble(Trouble::Others);
            None
        }
        // A new version may read files otherwise. What is offered ready-made it cannot make anew.
        Ok(Some(kept)) => Some(kept)
            .filter(|kept| kept.key.program == index.key.program || index.cache.is_read_only()),
        Err(Broken::Damaged | Broken::Missing) => {
            audience.trouble(Trouble::Damaged);
            None
        }
    }
}

/// Reads what is kept. A pack may be replaced while its catalog is read; then there is a new one.
pub fn read_kept(cache: &Cache) -> Result<Option<Kept>, Broken> {
    const TRIES: usize = 3;
    let mut broken = Broken::Missing;
    for _ in 0..TRIES {
        let Some(catalog) = cache.catalog() else { return Ok(None) };
        let pack = |name: &str| -> Option<(Bytes, Bytes)> { cache.pack(name) };
        match Kept::read(&catalog, &pack) {
            Ok(kept) => return Ok(Some(kept)),
            Err(why) => broken = why,
        }
        if broken != Broken::Missing {
            break;
        }
    }
    Err(broken)
}

/// How many files are not what they were when a library was kept, new or gone.
pub fn stale(shelf: &Shelf, kept: &Kept) -> usize {
    kept.stale(&Files::of(shelf).known(Some(kept)))
}

/// Reads the files that are missing, on as many threads as there are processors.
fn read(shelf: &Shelf, plan: &Plan, builder: &mut Builder, audience: &dyn Audience) {
    let missing = builder.missing();
    let total = plan.files.len();
    let builder = Mutex::new(builder);
    let next = AtomicUsize::new(0);
    let read = || {
        while let Some(&file) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut lay = |part: &mut Part, (read, of)| {
                builder.lock().unwrap_or_else(PoisonError::into_inner).lay(part);
                audience.reading_long(read, of);
            };
            let read = || library::take_file(&*shelf.disk, plan, file, shelf.options, &mut lay);
            // One bad file never stops a load, not even one that shows a bug of ours.
            let taken = catch_unwind(AssertUnwindSafe(read))
                .unwrap_or_else(|_| stumbled(plan, file).taken(plan));
            let mut builder = builder.lock().unwrap_or_else(PoisonError::into_inner);
            builder.add(taken);
            audience.reading(builder.done(), total);
        }
    };
    // A thread costs more than a small file.
    let readers = cores().min(READERS_MAX).min(missing.len().div_ceil(4)).max(1);
    std::thread::scope(|scope| {
        for _ in 1..readers {
            scope.spawn(read);
        }
        read();
    });
}

fn stumbled(plan: &Plan, file: usize) -> Loaded {
    let path = plan.files.get(file).map(|entry| entry.path.clone()).unwrap_or_default();
    let reason =
        Clean::line(&format!("cannot read \"{}\": duben stumbled over it", path.display()));
    let hint = Some("this is a bug: please report it with the file".into());
    let because = Because::Circumstances;
    Loaded { file, outcome: Err(Skipped { path, reason, hint, because }) }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests;
