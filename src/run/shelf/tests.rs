//! Libraries on a real disk, kept and opened again: the same as if all files were read anew,
//! whatever happened to the files or to what was kept.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;

use super::*;
use crate::article::Article;
use crate::disk::{Folders, Memory};
use crate::index::{self, Query};
use crate::text::fold::fold;

/// A library and the folder in which it is kept. Both are removed with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("duben-shelf-{}-{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("books")).expect("writable");
        Self(path)
    }

    fn books(&self) -> PathBuf {
        self.0.join("books")
    }

    fn index(&self) -> PathBuf {
        self.0.join("index")
    }

    /// Writes a file that nobody touches any more: it is older than every file written later.
    fn write(&self, name: &str, text: &str) {
        static HOUR: AtomicU64 = AtomicU64::new(0);
        let path = self.books().join(name);
        fs::write(&path, text).expect("writable");
        let then = UNIX_EPOCH + Duration::from_secs(3600 * (1 + HOUR.fetch_add(1, Relaxed)));
        File::options().write(true).open(path).and_then(|file| file.set_modified(then)).unwrap();
    }

    fn shelf(&self, program: &str) -> Shelf {
        let key = Key {
            roots: vec![self.books()],
            places: vec![self.books()],
            reading: String::new(),
            program: program.to_owned(),
        };
        let index = Index {
            cache: Cache::at(self.index()),
            key,
            keeping: Keeping::This,
            engine: Engine::Scan,
        };
        Shelf { index: Some(index), ..self.plain() }
    }

    /// The same without an index.
    fn plain(&self) -> Shelf {
        let disk = Arc::new(Folders::default());
        Shelf { disk, roots: vec![self.books()], options: Options::default(), index: None }
    }

    /// Opens the library as a session does; what was read, shown and said.
    fn open(&self) -> (Arc<Library>, Heard) {
        open(&self.shelf("this"))
    }

    /// Opens it, checks that it is what its files are, and tells how many of them were read.
    fn check(&self) -> usize {
        let (library, heard) = self.open();
        same(&library, &open(&self.plain()).0);
        assert_eq!(heard.trouble, []);
        heard.read
    }

    fn packs(&self) -> Vec<PathBuf> {
        let items = fs::read_dir(self.index()).expect("there");
        let mut packs: Vec<PathBuf> = items.map(|item| item.unwrap().path()).collect();
        packs.retain(|path| path.extension().is_some());
        packs.sort();
        packs
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What an audience heard.
#[derive(Debug, Default)]
struct Heard {
    read: usize,
    kept: Option<Arc<Library>>,
    trouble: Vec<Trouble>,
}

struct Ear(Mutex<Heard>);

impl Audience for Ear {
    fn reading(&self, _done: usize, _total: usize) {
        self.0.lock().unwrap().read += 1;
    }

    fn kept(&self, library: &Arc<Library>) {
        self.0.lock().unwrap().kept = Some(Arc::clone(library));
    }

    fn trouble(&self, trouble: Trouble) {
        self.0.lock().unwrap().trouble.push(trouble);
    }
}

fn open(shelf: &Shelf) -> (Arc<Library>, Heard) {
    let ear = Ear(Mutex::default());
    let library = load(shelf, Source::Kept, &ear).keep(&ear);
    (library, ear.0.into_inner().unwrap())
}

/// That two libraries are the same to whoever reads or searches them.
#[track_caller]
fn same(one: &Library, other: &Library) {
    assert_eq!(one, other);
    assert!(one.is_sound() && other.is_sound());
    for index in 0..one.len() {
        assert_eq!(one.article(index).expect("whole"), other.article(index).expect("whole"));
    }
    for line in ["渡", "船 雾", "的", "灯塔"] {
        let query = Query::parse(line).expect("good");
        let search = |library: &Library| index::search(library, &query, &|| false);
        assert_eq!(search(one), search(other), "{line}");
    }
}

/// Files of one or two articles, some of them the same, whole or in part.
fn text(which: usize) -> String {
    let paragraphs = [
        "渡口的船夫数完缆绳才肯开船，岸上的人谁也不催，雾散以后对岸的货栈先亮了灯。",
        "账本上写着每一班船的人数，也写着没有坐上船的人，抄账的人换了三个。",
        "守灯塔的人每晚往下扔一枚石子，听它落水要多久，他说水位是这样量出来的。",
        "新闸门修好那天没有人来看，只有一只水鸟站在最高的石阶上，站到太阳落山。",
    ];
    let titles = ["渡口的船", "灯塔", "水位", "石阶", "夜班"];
    let body: Vec<&str> = (0..4).filter(|n| which >> n & 1 == 1).map(|n| paragraphs[n]).collect();
    format!("# {}\n\n{}\n", titles[which % titles.len()], body.join("\n\n"))
}

#[test]
fn what_is_kept_is_shown_at_once_and_nothing_is_read_again() {
    let scratch = Scratch::new();
    for number in 0..8 {
        scratch.write(&format!("{number}.md"), &text(number + 3));
    }
    assert_eq!(scratch.check(), 8);
    let (library, heard) = scratch.open();
    assert_eq!(heard.read, 0);
    assert!(heard.kept.is_some_and(|kept| Arc::ptr_eq(&kept, &library)));
}

#[test]
fn a_change_costs_what_was_changed() {
    let scratch = Scratch::new();
    for number in 0..8 {
        scratch.write(&format!("{number}.md"), &text(number + 3));
    }
    scratch.check();
    scratch.write("3.md", &text(14));
    assert_eq!(scratch.check(), 1);
    fs::rename(scratch.books().join("2.md"), scratch.books().join("9.md")).unwrap();
    assert_eq!(scratch.check(), 0, "a name costs nothing");
    fs::rename(scratch.books().join("9.md"), scratch.books().join("9.txt")).unwrap();
    assert_eq!(scratch.check(), 1, "another ending is another format");
    fs::remove_file(scratch.books().join("0.md")).unwrap();
    assert_eq!(scratch.check(), 0);
    scratch.write("空.md", " \n");
    assert_eq!((scratch.check(), scratch.check()), (1, 0), "what holds nothing is known too");
}

#[test]
fn a_file_that_was_just_written_is_looked_at_again() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    fs::write(scratch.books().join("2.md"), text(7)).unwrap();
    assert_eq!((scratch.check(), scratch.check(), scratch.check()), (2, 1, 1));
}

#[test]
fn packs_do_not_gather() {
    let scratch = Scratch::new();
    for round in 0..6 {
        for number in 0..3 {
            scratch.write(&format!("{number}.md"), &text(3 + (number + round) % 12));
        }
        scratch.write("4.md", &text(9));
        scratch.check();
        assert_eq!(scratch.packs().len(), 2, "{:?}", scratch.packs());
    }
}

#[test]
fn another_build_reads_anew_and_other_files_are_left_alone() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    scratch.check();
    assert_eq!(open(&scratch.shelf("another")).1.read, 1);
    assert_eq!(open(&scratch.shelf("another")).1.read, 0);
    let before = fs::read(scratch.index().join("catalog")).unwrap();
    let mut shelf = scratch.shelf("another");
    if let Some(index) = &mut shelf.index {
        index.key.places = vec!["/elsewhere".into()];
    }
    let (library, heard) = open(&shelf);
    assert_eq!((library.len(), heard.read), (1, 1));
    assert!(heard.trouble.contains(&Trouble::Others) && heard.kept.is_none());
    assert_eq!(fs::read(scratch.index().join("catalog")).unwrap(), before);
}

#[test]
fn the_folder_may_be_called_otherwise() {
    let scratch = Scratch::new();
    for number in 0..3 {
        scratch.write(&format!("{number}.md"), &text(number + 3));
    }
    scratch.check();
    let (mut shelf, mut plain) = (scratch.shelf("this"), scratch.plain());
    let other = scratch.books().join("../books");
    shelf.roots = vec![other.clone()];
    plain.roots = vec![other.clone()];
    shelf.index.as_mut().unwrap().key.roots = vec![other];
    let (library, heard) = open(&shelf);
    assert_eq!((heard.read, heard.kept.is_some()), (0, false));
    same(&library, &open(&plain).0);
}

#[test]
fn an_index_that_cannot_be_written_is_read() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    scratch.write("2.md", &text(6));
    scratch.check();
    // Nobody can open this for writing, whoever he is.
    fs::remove_file(scratch.index().join("lock")).unwrap();
    fs::create_dir(scratch.index().join("lock")).unwrap();
    let mut shelf = scratch.shelf("another");
    shelf.index.as_mut().unwrap().keeping = Keeping::Large;
    let (_, heard) = open(&shelf);
    assert_eq!(
        (heard.read, heard.trouble.as_slice(), heard.kept.is_some()),
        (0, [].as_slice(), true)
    );
    scratch.write("2.md", &text(12));
    let (library, heard) = open(&shelf);
    assert_eq!((heard.read, heard.trouble.as_slice()), (1, [].as_slice()));
    same(&library, &open(&scratch.plain()).0);
}

#[test]
fn while_another_writes_one_reads() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    let writer = Cache::at(scratch.index()).writer().expect("nobody writes");
    let (library, heard) = scratch.open();
    assert_eq!((library.len(), heard.trouble), (1, vec![Trouble::Busy]));
    drop(writer);
    assert_eq!((scratch.check(), scratch.check()), (1, 0));
}

/// Another session that opens the library after a file was added, just when one has been shown it.
struct Meddler<'a>(&'a Scratch, Ear);

impl Audience for Meddler<'_> {
    fn reading(&self, done: usize, total: usize) {
        self.1.reading(done, total);
    }

    fn kept(&self, _library: &Arc<Library>) {
        self.0.write("2.md", &text(6));
        assert_eq!(self.0.check(), 1);
    }
}

#[test]
fn what_another_session_read_meanwhile_is_not_read_again() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    scratch.check();
    let meddler = Meddler(&scratch, Ear(Mutex::default()));
    let made = load(&scratch.shelf("this"), Source::Kept, &meddler);
    assert_eq!((made.is_new, made.library.len()), (true, 2));
    same(&made.keep(&meddler), &open(&scratch.plain()).0);
    assert_eq!(meddler.1.0.into_inner().unwrap().read, 0);
}

/// Counts the packs while files are read.
struct Counter<'a>(&'a Scratch, Mutex<Vec<usize>>);

impl Audience for Counter<'_> {
    fn reading(&self, _done: usize, _total: usize) {
        self.1.lock().unwrap().push(self.0.packs().len());
    }
}

#[test]
fn what_killed_sessions_left_does_not_gather() {
    let scratch = Scratch::new();
    for (text_of, packs) in [(5, 2), (6, 4)] {
        // As a session does that is killed.
        Cache::at(scratch.index()).writer().unwrap().pack().unwrap();
        scratch.write("1.md", &text(text_of));
        let counter = Counter(&scratch, Mutex::default());
        load(&scratch.shelf("this"), Source::Kept, &counter).keep(&counter);
        assert_eq!(counter.1.into_inner().unwrap(), [packs], "the old ones and the new");
    }
}

/// What a catalog and its packs are, without their folder.
fn kept(scratch: &Scratch) -> (Bytes, BTreeMap<String, (Bytes, Bytes)>) {
    let cache = Cache::at(scratch.index());
    let names =
        scratch.packs().into_iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let copy = |bytes: Bytes| Bytes::from(bytes.to_vec());
    let pack = |name: String| {
        let (packed, folded) = cache.pack(&name).expect("there");
        (name, (copy(packed), copy(folded)))
    };
    (copy(cache.catalog().expect("there")), names.map(pack).collect())
}

#[test]
fn damage_is_seen_wherever_it_is() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    scratch.write("2.md", &text(7));
    let (library, _) = scratch.open();
    let (catalog, packs) = kept(&scratch);
    let read = |catalog: Vec<u8>| Kept::read(&catalog.into(), &|name| packs.get(name).cloned());
    let plan = Arc::new(library::plan(&*scratch.plain().disk, &[scratch.books()]));
    let stamps: Vec<_> = plan.files.iter().map(|file| Folders::default().stamp(file)).collect();
    // Whether all of it can be used.
    let is_good = |catalog| {
        read(catalog).is_ok_and(|kept| {
            let known = kept.compare(&plan, &[scratch.books()], &stamps);
            Builder::on(Arc::clone(&plan), &kept, &known, None).is_some()
        })
    };
    assert!(is_good(catalog.to_vec()));
    for at in 0..catalog.len() {
        assert!(!is_good(catalog[..at].to_vec()), "cut at {at}");
        let mut flipped = catalog.to_vec();
        flipped[at] ^= 0x20;
        assert!(!is_good(flipped), "flipped at {at}");
    }
    let with = |packed: Bytes, folded: Bytes| {
        Kept::read(&catalog, &|_| Some((packed.clone(), folded.clone())))
    };
    let (packed, folded) = packs.into_values().next().expect("one pack");
    for at in 0..packed.len() {
        assert!(with(packed.slice(..at), folded.clone()).is_err());
        let mut flipped = packed.to_vec();
        flipped[at] ^= 1;
        let kept = with(flipped.into(), folded.clone()).expect("articles are looked at later");
        let articles: Vec<_> =
            (0..library.len()).map(|index| kept.library.article(index)).collect();
        assert!(articles.iter().any(Option::is_none) && kept.library.is_damaged());
        assert!(!kept.library.are_whole(0..library.len()));
    }
    for at in 0..folded.len() {
        assert!(with(packed.clone(), folded.slice(..at)).is_err());
        let mut flipped = folded.to_vec();
        flipped[at] ^= 1;
        let kept = with(packed.clone(), flipped.into()).expect("the text is looked at later");
        assert!(!kept.library.is_sound() && kept.library.is_damaged());
    }
}

#[test]
fn what_is_damaged_is_made_anew() {
    let scratch = Scratch::new();
    scratch.write("1.md", &text(5));
    let spoil = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    scratch.check();
    spoil(&scratch.index().join("catalog"));
    let (library, heard) = scratch.open();
    assert_eq!((heard.read, heard.trouble.as_slice()), (1, [Trouble::Damaged].as_slice()));
    same(&library, &open(&scratch.plain()).0);
    assert_eq!(scratch.check(), 0);
    fs::remove_file(&scratch.packs()[0]).unwrap();
    assert_eq!(scratch.open().1.trouble, [Trouble::Damaged]);
    assert_eq!(scratch.check(), 0);
    scratch.packs().iter().for_each(|pack| spoil(pack));
    let (library, _) = scratch.open();
    assert!(!library.is_sound() && library.article(0).is_none() && library.is_damaged());
    let ear = Ear(Mutex::default());
    same(&load(&scratch.shelf("this"), Source::Files, &ear).keep(&ear), &open(&scratch.plain()).0);
    assert_eq!(scratch.check(), 0);
}

#[test]
fn what_has_no_place_on_a_disk_is_never_kept() {
    let scratch = Scratch::new();
    let disk = Arc::new(Memory::new([("1.md", text(5))]));
    let shelf = Shelf { disk, roots: Vec::new(), ..scratch.plain() };
    let (library, heard) = open(&shelf);
    assert_eq!((library.len(), heard.read, heard.kept.is_some()), (1, 1, false));
    assert!(!scratch.index().exists());
}

/// What may happen to the files of a library.
#[derive(Clone, Debug)]
enum Event {
    Write(usize, usize),
    Rename(usize, usize),
    Delete(usize),
    Open,
}

fn event() -> impl Strategy<Value = Event> {
    let (name, text) = (0..NAMES.len(), 0..16_usize);
    prop_oneof![
        4 => (name.clone(), text).prop_map(|(name, text)| Event::Write(name, text)),
        2 => (name.clone(), name.clone()).prop_map(|(from, to)| Event::Rename(from, to)),
        2 => name.prop_map(Event::Delete),
        3 => Just(Event::Open),
    ]
}

const NAMES: [&str; 7] = ["1.md", "2.md", "3.txt", "10.md", "乙.md", "丙.txt", "照片.jpg"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_happens_the_library_is_that_of_its_files(
        events in prop::collection::vec(event(), 1..24),
    ) {
        let scratch = Scratch::new();
        for event in events {
            match event {
                Event::Write(name, which) => scratch.write(NAMES[name], &text(which)),
                Event::Rename(from, to) => {
                    let path = |name: usize| scratch.books().join(NAMES[name]);
                    let _ = fs::rename(path(from), path(to));
                }
                Event::Delete(name) => {
                    let _ = fs::remove_file(scratch.books().join(NAMES[name]));
                }
                Event::Open => {
                    scratch.check();
                }
            }
        }
        scratch.check();
        prop_assert_eq!(scratch.check(), 0);
    }
}

/// The built-in sample, or with `DUBEN_CORPUS=PATH` any file or folder.
#[test]
fn every_substring_of_a_corpus_is_found_as_often_as_it_stands_there() {
    let sample = || concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample").into();
    let path = std::env::var_os("DUBEN_CORPUS").map_or_else(sample, PathBuf::from);
    let disk = Arc::new(Folders::default());
    let shelf = Shelf { disk, roots: vec![path], options: Options::default(), index: None };
    let library = open(&shelf).0;
    let folded = |article: &Article| -> Vec<String> {
        let blocks = article.blocks().iter().map(|block| article.block_text(block));
        blocks.map(|text| fold(text.as_str())).collect()
    };
    let article = |index| library.article(index).expect("whole");
    let texts: Vec<Vec<String>> = (0..library.len()).map(|index| folded(&article(index))).collect();
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        // Knuth's MMIX generator; its high bits are the good ones.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let mut asked = 0;
    while asked < 1000 {
        let article = article(random(library.len()));
        let block = &article.blocks()[random(article.blocks().len())];
        let text: Vec<char> = article.block_text(block).as_str().chars().collect();
        let (start, length) = (random(text.len()), 1 + asked % 8);
        let piece: String = text.iter().skip(start).take(length).collect();
        let (query, literal) = (Query::exactly(&piece), fold(&piece));
        if query.is_empty() {
            continue;
        }
        asked += 1;
        let results = index::search(&*library, &query, &|| false).unwrap();
        let found = results.found.iter().map(|found| (found.index(), found.hits as usize));
        let found: Vec<_> = found.filter(|&(_, hits)| hits > 0).collect();
        let count = |blocks: &Vec<String>| -> usize {
            blocks.iter().map(|text| text.matches(&literal).count()).sum()
        };
        let expected: Vec<_> =
            texts.iter().map(count).enumerate().filter(|&(_, hits)| hits > 0).collect();
        assert_eq!(found, expected, "{piece:?}");
    }
}
