//! Names the program by the source that decides what articles a file becomes, so that what another
//! build has kept of a library is known for that.

use std::path::{Path, PathBuf};

/// What files become articles by, and what is kept of them.
const SOURCES: [&str; 8] = [
    "Cargo.lock",
    "assets/fold",
    "build.rs",
    "src/article",
    "src/disk",
    "src/index",
    "src/library",
    "src/text",
];

fn main() {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        walk(Path::new(source), &mut files);
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for part in [file.to_string_lossy().as_bytes(), &bytes] {
            hash = part.iter().copied().fold(hash, fnv);
        }
    }
    println!("cargo::rustc-env=DUBEN_PROGRAM={hash:016x}");
}

/// FNV-1a, which needs nothing to be built first.
fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(items) = std::fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    for item in items.flatten() {
        walk(&item.path(), files);
    }
}
