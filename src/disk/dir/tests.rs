//! The real file system, in folders made for each test and removed after it.

use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use proptest::prelude::*;

use super::*;

/// A folder that is removed with its value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("duben-dir-{}-{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the folder for temporary files is writable");
        Self(path)
    }

    fn at(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }

    fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "江边").unwrap();
        path
    }

    /// Files and faults below the given names, as paths from the scratch folder.
    fn list(&self, roots: &[&str]) -> (Vec<String>, Vec<String>) {
        let roots: Vec<PathBuf> = roots.iter().map(|root| self.at(root)).collect();
        let listing = Folders::default().list(&roots);
        let prefix = format!("{}/", self.0.display());
        let files = listing.files.iter().map(|e| e.path.display().to_string().replace(&prefix, ""));
        let faults = listing.faults.iter().map(|fault| fault.sentence.replace(&prefix, ""));
        (files.collect(), faults.collect())
    }

    fn read(&self, name: &str, largest_file: u64) -> Result<Vec<u8>, String> {
        let path = self.at(name);
        let entry = Entry { root: path.clone().into(), path, folder: Arc::default(), member: None };
        let prefix = format!("{}/", self.0.display());
        Folders { largest_file }.read(&entry).map_err(|fault| fault.sentence.replace(&prefix, ""))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn lists_in_natural_order_and_passes_hidden_files_over() {
    let scratch = Scratch::new();
    for name in ["10.txt", "2.txt", "B.md", "a.md", ".hidden", ".git/config", "卷/2/丁", "卷/丙"]
    {
        scratch.file(name);
    }
    let (files, faults) = scratch.list(&[""]);
    assert_eq!(files, ["2.txt", "10.txt", "a.md", "B.md", "卷/丙", "卷/2/丁"]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(scratch.list(&[".hidden", "卷"]).0, [".hidden", "卷/丙", "卷/2/丁"]);
}

#[test]
fn a_file_knows_its_folder_and_whether_it_was_given() {
    let scratch = Scratch::new();
    scratch.file("报/甲.txt");
    scratch.file("报/三月/乙.txt");
    let roots = [scratch.at("报/./三月/.."), scratch.at("报/甲.txt")];
    let listing = Folders::default().list(&roots);
    let found: Vec<_> =
        listing.files.iter().map(|e| (e.folder.display().to_string(), e.is_given())).collect();
    let folder = |name: &str| (name.to_owned(), false);
    assert_eq!(found[..2], [folder("报"), folder("三月")]);
    assert_eq!(found[2], ("报".to_owned(), true));
}

#[test]
fn what_is_given_twice_is_listed_once() {
    let scratch = Scratch::new();
    scratch.file("报/甲.txt");
    scratch.file("报/乙.txt");
    assert_eq!(scratch.list(&["报/乙.txt", "报", "报", ""]).0, ["报/乙.txt", "报/甲.txt"]);
}

#[test]
fn what_is_not_there_or_empty_is_a_fault() {
    let scratch = Scratch::new();
    scratch.file("空/.hidden");
    let (files, faults) = scratch.list(&["无", "空"]);
    assert_eq!(files, [""; 0]);
    let expected = [
        "cannot open \"无\": no such file or folder",
        "nothing to read in \"空\": the folder holds no files",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn links_are_followed_and_loops_cut() {
    let scratch = Scratch::new();
    scratch.file("书/甲.txt");
    scratch.file("远/乙.txt");
    symlink(scratch.at("书"), scratch.at("书/loop")).unwrap();
    symlink(scratch.at("远"), scratch.at("书/away")).unwrap();
    symlink(scratch.at("书/甲.txt"), scratch.at("书/link.txt")).unwrap();
    symlink("nowhere", scratch.at("书/dangling")).unwrap();
    symlink("self", scratch.at("书/self")).unwrap();
    let (files, faults) = scratch.list(&["书"]);
    assert_eq!(files, ["书/link.txt", "书/甲.txt", "书/away/乙.txt"]);
    assert_eq!(faults[0], "cannot follow \"书/dangling\": the link leads nowhere");
    assert!(faults[1].starts_with("cannot read \"书/self\": too many"), "{faults:?}");
    assert_eq!(faults.len(), 2);
}

#[test]
fn pipes_sockets_and_devices_are_never_opened() {
    let scratch = Scratch::new();
    scratch.file("甲.txt");
    let (pipe, mode) = (scratch.at("pipe"), Mode::RUSR | Mode::WUSR);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let _socket = UnixListener::bind(scratch.at("socket")).unwrap();
    symlink("/dev/zero", scratch.at("zero")).unwrap();
    let sentences = [
        "cannot read \"pipe\": it is a named pipe",
        "cannot read \"socket\": it is a socket",
        "cannot read \"zero\": it is a device",
    ];
    let (files, faults) = scratch.list(&[""]);
    assert_eq!(files, ["甲.txt"]);
    assert_eq!(faults, sentences);
    assert_eq!(scratch.list(&["pipe", "socket", "zero"]).1, sentences);
    for (name, sentence) in ["pipe", "socket", "zero"].iter().zip(sentences) {
        assert_eq!(scratch.read(name, 100), Err(sentence.to_owned()));
    }
}

#[test]
fn what_may_not_be_read_is_a_fault_and_the_rest_is_listed() {
    let scratch = Scratch::new();
    scratch.file("甲.txt");
    scratch.file("closed/乙.txt");
    let closed = scratch.at("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything, so that there is nothing to see.
    let is_root = fs::read_dir(&closed).is_ok();
    let (files, faults) = scratch.list(&[""]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(files[0], "甲.txt");
    if !is_root {
        assert_eq!(faults, ["cannot read \"closed\": permission denied"]);
    }
}

#[test]
fn any_name_can_be_opened() {
    let scratch = Scratch::new();
    let names: [&[u8]; 4] = [b"a\nb", b"\x1b[31mred", b"\xff\xfe.txt", b"-rf "];
    for name in names {
        scratch.file(OsString::from_vec(name.to_vec()));
    }
    let listing = Folders::default().list(std::slice::from_ref(&scratch.0));
    assert_eq!(listing.files.len(), names.len());
    for entry in &listing.files {
        assert_eq!(Folders::default().read(entry), Ok("江边".as_bytes().to_vec()));
    }
}

#[test]
fn a_file_too_large_is_a_fault() {
    let scratch = Scratch::new();
    scratch.file("甲.txt");
    assert_eq!(scratch.read("甲.txt", 6), Ok("江边".as_bytes().to_vec()));
    let too_large = "cannot read \"甲.txt\": it is larger than 5 bytes";
    assert_eq!(scratch.read("甲.txt", 5), Err(too_large.to_owned()));
}

#[test]
fn deep_folders_do_not_overflow_the_stack() {
    let scratch = Scratch::new();
    let deep = scratch.at(vec!["深"; 300].join("/"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("底.txt"), "底").unwrap();
    assert_eq!(scratch.list(&[""]).0.len(), 1);
}

proptest! {
    #[test]
    fn natural_order_is_total(names in prop::collection::vec("[a-bA-B0-2.]{0,6}", 3)) {
        let [a, b, c] = [0, 1, 2].map(|at| OsString::from(&names[at]));
        prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
        prop_assert_eq!(natural(&a, &b).is_eq(), a == b);
        if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
            prop_assert!(natural(&a, &c).is_le());
        }
    }
}
