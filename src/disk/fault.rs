//! What went wrong with a file. In comes what the system said, out come one sentence and a hint
//! in words that help the reader.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file or folder that could not be listed or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which.
    pub path: PathBuf,
    /// What happened, in one sentence with the path in it. The path is as it lies on disk, so the
    /// sentence is to be cleaned before it is shown.
    pub sentence: String,
    /// What the reader can do about it.
    pub hint: Option<&'static str>,
}

impl Fault {
    /// A fault in the words of the program: `what "path": why`.
    pub(super) fn new(what: &str, path: &Path, why: &str, hint: Option<&'static str>) -> Self {
        let sentence = format!("{what} \"{}\": {why}", path.display());
        Self { path: path.to_owned(), sentence, hint }
    }

    /// A fault that the system reported.
    pub(super) fn of_system(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::missing(path),
            ErrorKind::PermissionDenied => Self::new(
                "cannot read",
                path,
                "permission denied",
                Some("ask its owner for the right to read it, or leave it out"),
            ),
            ErrorKind::OutOfMemory => Self::new(
                "cannot read",
                path,
                "it does not fit into memory",
                Some("split the file into smaller ones"),
            ),
            ErrorKind::StaleNetworkFileHandle => Self::new(
                "cannot read",
                path,
                "the network drive no longer knows it",
                Some("mount the drive again"),
            ),
            _ => Self::new("cannot read", path, &reason(error), None),
        }
    }

    /// Nothing lies at this path.
    pub(super) fn missing(path: &Path) -> Self {
        Self::new(
            "cannot open",
            path,
            "no such file or folder",
            Some("check the spelling, or give a folder of text files"),
        )
    }

    /// A folder with no file in it.
    pub(super) fn empty(path: &Path) -> Self {
        Self::new(
            "nothing to read in",
            path,
            "the folder holds no files",
            Some("give a folder of text files; hidden files are left out"),
        )
    }
}

/// The system's words without its number: "Input/output error (os error 5)" is for programmers.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or_else(
        || "unknown error".to_owned(),
        |first| first.to_lowercase().chain(chars).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_sentences() {
        let check = |error: io::Error, expected: &str| {
            assert_eq!(Fault::of_system(Path::new("甲/乙.txt"), &error).sentence, expected);
        };
        check(ErrorKind::NotFound.into(), "cannot open \"甲/乙.txt\": no such file or folder");
        check(ErrorKind::PermissionDenied.into(), "cannot read \"甲/乙.txt\": permission denied");
        check(io::Error::from_raw_os_error(5), "cannot read \"甲/乙.txt\": input/output error");
        check(io::Error::other(""), "cannot read \"甲/乙.txt\": unknown error");
    }
}
