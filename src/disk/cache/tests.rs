//! A folder on the real disk, written and read.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::*;

/// A folder that is removed with its value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("duben-cache-{}-{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    fn cache(&self) -> Cache {
        Cache::at(self.0.join("one"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn writer(cache: &Cache) -> Writer {
    cache.writer().expect("nobody else writes")
}

#[test]
fn what_is_published_is_there_and_the_rest_goes() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    assert!(cache.catalog().is_none() && cache.size() == 0);
    let lost = writer(&cache).pack().expect("writable");
    lost.append(b"lost", b"lost").expect("writable");
    let writer = writer(&cache);
    let pack = writer.pack().expect("writable");
    pack.append(b"packed", b"").expect("writable");
    pack.append(b"", b"folded").expect("writable");
    writer.publish(b"catalog", Some(&pack), &[pack.name()]).expect("writable");
    assert_eq!(cache.catalog().as_deref(), Some(b"catalog".as_slice()));
    let (packed, folded) = cache.pack(pack.name()).expect("there");
    assert_eq!((&*packed, &*folded), (b"packed".as_slice(), b"folded".as_slice()));
    assert_eq!(cache.pack(lost.name()), None);
}

#[test]
fn what_is_open_can_be_read_when_it_was_replaced() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    let writer = writer(&cache);
    let pack = writer.pack().expect("writable");
    pack.append(b"old", b"old").expect("writable");
    writer.publish(b"old", Some(&pack), &[pack.name()]).expect("writable");
    let (catalog, packs) = (cache.catalog().expect("there"), cache.pack(pack.name()));
    writer.publish(b"new and longer", None, &[]).expect("writable");
    assert_eq!(cache.pack(pack.name()), None);
    assert_eq!(&*catalog, b"old");
    assert_eq!(packs.map(|(packed, _)| packed).as_deref(), Some(b"old".as_slice()));
}

#[test]
fn what_was_begun_in_vain_leaves_nothing() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    let writer = writer(&cache);
    let pack = writer.pack().expect("writable");
    pack.append(b"packed", b"folded").expect("writable");
    let open = pack.read();
    writer.discard(&pack);
    assert_eq!((cache.size(), cache.pack(pack.name())), (0, None));
    assert_eq!(open.map(|(packed, _)| packed).as_deref(), Some(b"packed".as_slice()));
}

#[test]
fn one_writes_at_a_time() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    let first = writer(&cache);
    assert!(matches!(cache.writer(), Err(NoWriter::Busy)));
    assert!(!cache.is_read_only());
    drop(first);
    writer(&cache);
}

#[test]
fn what_is_kept_aside_goes_with_the_library() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    cache.keep_aside(b"names");
    assert_eq!(cache.aside(), None, "of a library that is not kept nothing is");
    writer(&cache).publish(b"catalog", None, &[]).expect("writable");
    let busy = writer(&cache);
    cache.keep_aside(b"names");
    assert_eq!(cache.aside(), None, "another process is writing");
    drop(busy);
    cache.keep_aside(b"names");
    cache.keep_aside(b"names!");
    assert_eq!(cache.aside().as_deref(), Some(b"names!".as_slice()));
    assert_eq!(cache.size(), b"catalognames!".len() as u64);
    writer(&cache).clear().expect("writable");
    assert_eq!((cache.aside(), cache.size()), (None, 0));
}

#[test]
fn what_is_not_ours_stays() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    writer(&cache).publish(b"catalog", None, &[]).expect("writable");
    let notes = scratch.0.join("one/notes.packed");
    fs::write(&notes, "mine").expect("writable");
    writer(&cache).sweep(&[]);
    assert_eq!(writer(&cache).clear().expect("writable"), b"catalog".len() as u64);
    assert!(notes.exists() && cache.catalog().is_none());
    fs::remove_file(notes).expect("there");
    writer(&cache).clear().expect("writable");
    assert!(!cache.path().exists());
    assert_eq!(all(&scratch.0), []);
}

#[test]
fn a_folder_that_is_none_is_said() {
    let scratch = Scratch::new();
    fs::create_dir_all(&scratch.0).expect("writable");
    fs::write(scratch.0.join("one"), "a file").expect("writable");
    let Err(NoWriter::Fault(fault)) = scratch.cache().writer() else { panic!("it is a file") };
    assert!(fault.sentence.starts_with("cannot write the index in \""), "{}", fault.sentence);
}

#[test]
fn grams_lie_beside_and_go_alone() {
    let scratch = Scratch::new();
    let cache = scratch.cache();
    assert!(cache.grams().is_none());
    assert_eq!(cache.clear_grams().expect("nothing there"), 0);
    cache.make_grams().expect("is made");
    let folder = scratch.0.join("one").join("grams");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&folder).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o700, "for the reader alone");
    for (name, bytes) in [("meta.json", 10), (".managed.json", 20), ("notes.txt", 40)] {
        fs::write(folder.join(name), vec![b' '; bytes]).unwrap();
    }
    fs::write(folder.join(format!("{}.idx", "0123456789abcdef".repeat(2))), "segment").unwrap();
    assert_eq!((cache.grams_size(), cache.size()), (37, 37));
    let held = lock(&folder.join(".tantivy-writer.lock"), &folder).expect("is free");
    assert!(matches!(cache.clear_grams(), Err(NoWriter::Busy)));
    drop(held);
    assert_eq!(cache.clear_grams().expect("is free"), 37);
    let left: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.txt"], "what is not of ours stays");
}
