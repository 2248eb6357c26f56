//! A small file of lines that is read whole and replaced whole: what was asked, which searches have
//! a name. In come changes, out come the lines as they are then. Refuses to know what they say.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::journal::create_directory;
use super::{Fault, read_config};

/// Lines in a file. Sessions share it: each change is made to the file as it is then, and another
/// session sees the old lines or the new ones, never a part. Where two change it within the same
/// few milliseconds, one of the changes is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    path: PathBuf,
    durability: Durability,
}

/// What is done that a change outlives the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: it may be lost when the power fails, and then the old lines are there.
    Loose,
    /// It is on the disk when the change returns.
    Synced,
}

impl Lines {
    /// The lines in this file, which need not be there.
    pub fn at(path: PathBuf, durability: Durability) -> Self {
        Self { path, durability }
    }

    /// The lines; none where there is no file. Bytes that are no UTF-8 are replaced.
    pub fn read(&self) -> Result<Vec<String>, Fault> {
        let bytes = read_config(&self.path)?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
    }

    /// Changes the lines, of which none may hold a line end, and gives what they are then.
    pub fn change(&self, change: impl FnOnce(&mut Vec<String>)) -> Result<Vec<String>, Fault> {
        let mut lines = self.read()?;
        change(&mut lines);
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let hint = "make room there, or give another directory with --data-dir";
        self.replace(text.as_bytes())
            .map_err(|error| Fault::new("write", &self.path, &error, hint))?;
        Ok(lines)
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            create_directory(folder)?;
        }
        // A link stays one.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let beside = path.with_file_name(format!(".duben-{}", ulid::Ulid::generate()));
        let written = self.fill(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }

    fn fill(&self, beside: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(beside)?;
        file.write_all(bytes)?;
        match self.durability {
            Durability::Loose => Ok(()),
            Durability::Synced => file.sync_all(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_changed_as_they_are_then() {
        let folder = std::env::temp_dir().join(format!("duben-lines-{}", std::process::id()));
        let path = folder.join("a/b");
        for durability in [Durability::Loose, Durability::Synced] {
            let (one, other) =
                (Lines::at(path.clone(), durability), Lines::at(path.clone(), durability));
            assert_eq!(one.read(), Ok(Vec::new()));
            assert_eq!(one.change(|lines| lines.push("甲".into())), Ok(vec!["甲".into()]));
            let both = vec!["甲".to_owned(), "乙".to_owned()];
            assert_eq!(other.change(|lines| lines.push("乙".into())), Ok(both.clone()));
            assert_eq!(one.read(), Ok(both));
            assert_eq!(fs::read_dir(folder.join("a")).unwrap().count(), 1, "nothing is left");
            fs::remove_file(&path).unwrap();
        }
        fs::create_dir(&path).unwrap();
        let lines = Lines::at(path, Durability::Loose);
        assert!(lines.read().is_err() && lines.change(Vec::clear).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
