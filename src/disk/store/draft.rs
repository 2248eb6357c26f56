//! A text that another program changes: a private file in a private folder, read back and taken
//! away. In comes the text, out comes what became of it. Refuses to know who changes it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::Fault;

/// The most that is read back, in bytes.
const BYTES_MAX: u64 = 16 << 20;

/// The file. It goes with its folder when it is dropped, and with all that an editor puts beside it.
#[derive(Debug)]
pub struct Draft {
    folder: Option<PathBuf>,
    file: PathBuf,
    before: String,
}

impl Draft {
    /// Writes `text` to a file that nobody else can read, below the first of these folders that takes
    /// it.
    pub fn new(folders: &[PathBuf], text: &str) -> Result<Self, Fault> {
        let tried = folders.iter().map(|folder| Self::within(folder, text));
        let mut last = Err(Fault { sentence: "no folder for a file".into(), hint: "" });
        for tried in tried {
            last = tried;
            if last.is_ok() {
                break;
            }
        }
        last
    }

    fn within(folder: &Path, text: &str) -> Result<Self, Fault> {
        let own = folder.join(format!("duben-{}", ulid::Ulid::generate()));
        let fault = |error| Fault::new("write", &own, &error, "set TMPDIR to a folder of yours");
        DirBuilder::new().mode(0o700).create(&own).map_err(fault)?;
        let (file, folder) = (own.join("note.md"), Some(own.clone()));
        let draft = Self { file, folder, before: text.to_owned() };
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft.file);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(fault)?;
        Ok(draft)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// What it holds now.
    pub fn read(&self) -> Result<String, Fault> {
        let fault = |error: io::Error| Fault::new("read", &self.file, &error, "");
        let metadata = fs::metadata(&self.file).map_err(fault)?;
        if !metadata.is_file() || metadata.len() > BYTES_MAX {
            return Err(fault(io::Error::other("it is no file of at most 16 MiB")));
        }
        let bytes = fs::read(&self.file).map_err(fault)?;
        String::from_utf8(bytes).map_err(|_| fault(io::Error::other("it is not UTF-8")))
    }

    /// Whether it is there and holds anything else than it did.
    pub fn is_changed(&self) -> bool {
        self.file.exists() && self.read().map_or(true, |text| text != self.before)
    }

    /// Leaves it where it is.
    pub fn keep(mut self) -> PathBuf {
        self.folder = None;
        std::mem::take(&mut self.file)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // What cannot be taken away is the reader's alone all the same.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nobody_else_reads_it_and_it_goes_with_what_lies_beside_it() {
        let draft = Draft::new(&[std::env::temp_dir()], "水位\n").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let folder = draft.path().parent().expect("a folder of its own").to_owned();
        assert_eq!((mode(draft.path()), mode(&folder)), (0o600, 0o700));
        assert_eq!(draft.read().as_deref(), Ok("水位\n"));
        assert!(!draft.is_changed());
        fs::write(draft.path(), b"\xff").expect("written");
        assert!(draft.is_changed());
        assert!(draft.read().expect_err("no text").sentence.contains("not utf-8"));
        fs::write(folder.join("note.md~"), "旧").expect("written");
        drop(draft);
        assert!(!folder.exists());
    }

    #[test]
    fn it_stays_where_it_is_to_be_kept() {
        let folders = [PathBuf::from("/no/such/folder"), std::env::temp_dir()];
        let draft = Draft::new(&folders, "水位").expect("written to the second");
        let path = draft.keep();
        assert_eq!(fs::read(&path).expect("there"), "水位".as_bytes());
        fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
        let gone = Draft::new(&folders[..1], "").expect_err("nowhere to write");
        assert!(gone.sentence.starts_with("cannot write"), "{gone}");
    }
}
