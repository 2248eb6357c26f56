//! What is kept of a library beside its files: built, told of, removed; shared by processes, and
//! whole when one of them is killed.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use crate::program::{FERRY, Home, LAMP, finish};

fn packs(home: &Home) -> Vec<PathBuf> {
    let items = std::fs::read_dir(home.path("kept")).into_iter().flatten();
    let mut packs: Vec<PathBuf> = items.map(|item| item.expect("readable").path()).collect();
    packs.retain(|path| path.extension().is_some());
    packs
}

#[test]
fn an_index_is_built_told_of_and_removed() {
    let home = Home::with_books();
    let index = |command: &str| home.run_here(&["index", command, "books"]);
    assert!(index("status").out.ends_with("`duben index build` makes one\n"));
    let built = index("build").done();
    assert!(built.starts_with("2 articles, "), "{built}");
    let told = index("status").done();
    let books = std::fs::canonicalize(home.path("books")).expect("there");
    assert!(told.contains(&format!("covers    {}\n", books.display())), "{told}");
    assert!(told.contains("articles  2 in 2 files"), "{told}");
    home.write("books/又一盏.txt", LAMP.replace('灯', "钟"));
    let told = index("status").done();
    assert!(told.contains("changed, new or gone"), "{told}");
    assert_eq!(home.run_here(&["list", "--all", "books"]).done().lines().count(), 3);
    assert!(index("clear").done().ends_with("kB freed\n"));
    assert_eq!(index("clear").code, Some(1));
    assert_eq!(home.run_here(&["index", "clear", "--all"]).out, "0.0 kB freed in 0 indexes\n");
}

#[test]
fn a_small_library_leaves_nothing_behind() {
    let home = Home::with_books();
    home.run_here(&["list", "books"]).done();
    assert!(!home.path("cache").exists());
}

#[test]
fn commands_say_the_same_with_an_index_and_without() {
    let home = Home::with_books();
    home.run_here(&["index", "build", "books", "--index-dir", "kept"]).done();
    for command in [
        ["list", "books"].as_slice(),
        &["list", "--json", "--all", "books"],
        &["search", "学徒", "books"],
        &["search", "几点开", "--json", "books"],
        &["show", "渡口的告示牌", "books"],
        &["screen", "books", "--keys", "/学徒<CR>n"],
    ] {
        let with = [command, &["--index-dir", "kept"]].concat();
        let without = [command, &["--no-cache"]].concat();
        assert_eq!(home.run_here(&with).done(), home.run_here(&without).done(), "{command:?}");
    }
}

#[test]
fn a_damaged_index_is_said_once_and_never_believed() {
    let home = Home::with_books();
    let search = || home.run_here(&["search", "几点开", "books", "--index-dir", "kept"]);
    let right = home.run_here(&["search", "几点开", "books"]).done();
    home.run_here(&["index", "build", "books", "--index-dir", "kept"]).done();
    for ending in ["packed", "folded"] {
        let is_wanted = |pack: &PathBuf| pack.extension().is_some_and(|found| found == ending);
        let pack = packs(&home).into_iter().find(is_wanted).expect("there");
        let bytes = std::fs::read(&pack).expect("readable");
        std::fs::write(&pack, vec![b'x'; bytes.len()]).expect("writable");
        let ran = search();
        assert_eq!((ran.out, ran.code), (right.clone(), Some(0)));
        assert_eq!(ran.err, "duben: the index was damaged, and is built anew\n");
        assert_eq!(search().done(), right);
    }
}

#[test]
fn an_index_of_other_files_is_left_alone() {
    let home = Home::with_books();
    home.write("else/灯.txt", LAMP);
    home.run_here(&["index", "build", "else", "--index-dir", "kept"]).done();
    let ran = home.run_here(&["list", "books", "--index-dir", "kept"]);
    assert_eq!(ran.out.lines().count(), 2);
    assert!(ran.err.contains("of other files"), "{}", ran.err);
    let refused = home.run_here(&["index", "build", "books", "--index-dir", "kept"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert_eq!(home.run_here(&["list", "else", "--index-dir", "kept"]).done().lines().count(), 1);
}

/// A library that takes long enough to be read that one can be in time to disturb it.
fn large() -> (Home, String) {
    let home = Home::new();
    for number in 0..60 {
        let text = FERRY.replace('船', &format!("第{number}条船"));
        home.write(&format!("books/{number}.txt"), text.repeat(8));
    }
    let listed = home.run_here(&["list", "books", "--no-cache"]).done();
    (home, listed)
}

#[test]
fn whoever_is_killed_leaves_the_old_or_the_new() {
    let (home, listed) = large();
    let kept = ["--index-dir", "kept"];
    let bytes = || {
        let known = packs(&home).into_iter().filter_map(|pack| std::fs::metadata(pack).ok());
        known.map(|known| known.len()).sum::<u64>()
    };
    for round in 0..4 {
        // As if all had been changed: there is as much to be written as at first.
        for number in 0..60 {
            let path = home.path(&format!("books/{number}.txt"));
            std::fs::write(&path, std::fs::read(&path).expect("readable")).expect("writable");
        }
        let before = bytes();
        let mut command = home.command(&[["index", "build", "books"].as_slice(), &kept].concat());
        command.current_dir(home.path("")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        let id = Pid::from_child(&child);
        // Somewhere on the way, each time a little later.
        let reached = before + round * 60_000;
        while child.try_wait().expect("it is ours").is_none() && bytes() <= reached {
            std::thread::yield_now();
        }
        let _ = kill_process(id, Signal::KILL);
        let _ = child.wait();
        let list = [["list", "books"].as_slice(), &kept].concat();
        assert_eq!(home.run_here(&list).done(), listed);
        assert!(packs(&home).len() >= 2, "it is whole again");
    }
}

#[test]
fn two_may_open_one_library_at_once() {
    let (home, listed) = large();
    let run = || {
        let mut command = home.command(&["list", "books", "--index-dir", "kept"]);
        finish(command.current_dir(home.path("")), b"").done()
    };
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        for one in runs {
            assert_eq!(one.join().expect("no panic"), listed);
        }
    });
}

#[test]
fn both_engines_give_the_same() {
    let home = Home::with_books();
    let kept = ["books", "--index-dir", "kept"];
    let build = [["index", "build", "--engine", "index"].as_slice(), &kept].concat();
    let built = home.run_here(&build).done();
    assert!(built.contains("of text indexed in "), "{built}");
    let status = || home.run_here(&[["index", "status"].as_slice(), &kept].concat()).done();
    assert!(status().contains(" of text indexed in "), "{}", status());
    // One file changes: the index is behind, and nothing is missed.
    home.write("books/又一盏.txt", LAMP.replace('灯', "钟"));
    for query in ["学徒", "几点开", "钟", "的", "学徒 几", "钟 -学徒", "没有的词"]
    {
        let search = ["search", "--json", query];
        let run =
            |engine| home.run_here(&[&search, kept.as_slice(), &["--engine", engine]].concat());
        let (scanned, indexed) = (run("scan"), run("index"));
        assert_eq!((indexed.out, indexed.code), (scanned.out, scanned.code), "{query}");
    }
    assert!(status().contains("2 of 3 articles indexed in "), "{}", status());
    home.run_here(&build).done();
    assert!(status().contains(" of text indexed in "), "{}", status());
    let scan = [["index", "build", "--engine", "scan"].as_slice(), &kept].concat();
    home.run_here(&scan).done();
    assert!(status().contains(" of text are scanned"), "{}", status());
    assert!(!home.path("kept/grams").exists());
}

#[test]
fn a_damaged_index_of_grams_is_made_anew() {
    let home = Home::with_books();
    let build = ["index", "build", "books", "--index-dir", "kept", "--engine", "index"];
    home.run_here(&build).done();
    let kept = ["books", "--index-dir", "kept", "--engine", "index"];
    let search = || home.run_here(&[["search", "几点开"].as_slice(), &kept].concat());
    let right = search().done();
    let is_postings = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "idx");
    let items = std::fs::read_dir(home.path("kept/grams")).expect("there");
    let mut files = items.map(|item| item.expect("readable").path());
    let postings = files.find(is_postings).expect("has postings");
    let mut bytes = std::fs::read(&postings).expect("readable");
    bytes[0] ^= 1;
    std::fs::write(&postings, bytes).expect("writable");
    let says = "duben: the search index is damaged; all text is scanned until it is built anew\n";
    for command in [["search", "几点开"], ["index", "build"]] {
        let ran = home.run_here(&[command.as_slice(), &kept].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), says));
        assert!(command[0] == "index" || ran.out == right, "{}", ran.out);
    }
    assert_eq!(search().done(), right);
}

#[test]
fn whoever_is_killed_leaves_grams_to_go_on_from() {
    let (home, _) = large();
    let kept = ["books", "--index-dir", "kept", "--engine"];
    let run = |command: &[&str], engine| {
        home.run_here(&[command, kept.as_slice(), &[engine]].concat()).done()
    };
    let scanned = run(&["search", "--count", "条船"], "scan");
    let grams = home.path("kept/grams");
    let files = || std::fs::read_dir(&grams).into_iter().flatten().count();
    for reached in [0, 1, 3, 6, 9] {
        let _ = std::fs::remove_dir_all(&grams);
        let build = [["index", "build"].as_slice(), &kept, &["index"]].concat();
        let mut command = home.command(&build);
        command.current_dir(home.path("")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        let id = Pid::from_child(&child);
        while child.try_wait().expect("it is ours").is_none() && files() <= reached {
            std::thread::yield_now();
        }
        let _ = kill_process(id, Signal::KILL);
        let _ = child.wait();
        assert_eq!(run(&["search", "--count", "条船"], "index"), scanned);
        run(&["index", "build"], "index");
        assert!(run(&["index", "status"], "index").contains(" of text indexed in "));
        assert_eq!(run(&["search", "--count", "条船"], "index"), scanned);
    }
}

#[test]
fn an_index_that_cannot_be_written_is_used_as_it_is() {
    let home = Home::with_books();
    let kept = ["books", "--index-dir", "kept", "--engine", "index"];
    home.run_here(&[["index", "build"].as_slice(), &kept].concat()).done();
    let lock = home.path("kept/lock");
    std::fs::remove_file(&lock).expect("is there");
    // Not even the superuser, who may write anywhere, can write a folder.
    std::fs::create_dir(&lock).expect("is free");
    let allow = |mode| {
        for folder in ["kept/grams", "kept"] {
            let mode = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(home.path(folder), mode).expect("ours");
        }
    };
    let state = || {
        let items = ["kept", "kept/grams"].map(|folder| std::fs::read_dir(home.path(folder)));
        let items = items.into_iter().flat_map(|items| items.expect("readable"));
        let mut state: Vec<_> = items
            .map(|item| item.expect("readable"))
            .map(|item| (item.path(), item.metadata().and_then(|known| known.modified()).ok()))
            .collect();
        state.sort_unstable();
        state
    };
    allow(0o555);
    let before = state();
    let status = home.run_here(&[["index", "status"].as_slice(), &kept].concat()).done();
    assert!(status.contains(" of text indexed in "), "{status}");
    home.write("books/又一盏.txt", LAMP.replace('灯', "钟"));
    for query in ["学徒", "的", "没有的词"] {
        let indexed = home.run_here(&[["search", query].as_slice(), &kept].concat());
        let scanned = home.run_here(&["search", query, "books", "--no-cache"]);
        assert_eq!((indexed.out, indexed.code), (scanned.out, scanned.code), "{query}");
        assert_eq!(indexed.err, "");
    }
    home.run_here(&[["screen", "--keys", "/学徒<CR>"].as_slice(), &kept].concat()).done();
    assert_eq!(state(), before);
    allow(0o755);
}
