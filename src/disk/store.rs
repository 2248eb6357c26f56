//! The reader's own data: where it lies, and the journal of notes. In come whole lines, out come
//! the segments of all sessions. Refuses to know what the lines say.
//!
//! Each session appends to a file of its own, so no lock is needed and network file systems and
//! sync tools do no harm. A line is acknowledged only when it has been written and synced.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// What the files of the log end in.
const EXTENSION: &str = "jsonl";

/// The most characters of the host's name that the name of a session keeps.
const HOST_MAX: usize = 32;

/// Something that went wrong: one sentence, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What failed, with the path and the reason.
    pub sentence: String,
    /// What to do, empty where nothing can be advised.
    pub hint: &'static str,
}

impl Fault {
    fn new(action: &str, path: &Path, error: &io::Error, hint: &'static str) -> Self {
        Self {
            sentence: format!("cannot {action} \"{}\": {}", path.display(), reason(error)),
            hint,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Fault {}

/// The system's words for an error, without Rust's "(os error 13)".
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The file of one session's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The name of the file.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Where the reader's lines are kept.
pub trait Journal {
    /// Reads the segments of all sessions, by name, and tells what could not be read.
    fn load(&self) -> (Vec<Segment>, Vec<Fault>);

    /// Appends one line, given without its end. `Ok` means that it is on the disk. After an error
    /// the same line may be appended again.
    fn append(&mut self, line: &str) -> Result<(), Fault>;
}

/// A journal in a directory.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
    segment: PathBuf,
}

impl Directory {
    /// The journal in `path`, as the session of this name writes it; see [`session_name`].
    /// Nothing is created before the first line.
    pub fn new(path: PathBuf, session: &str) -> Self {
        let segment = path.join(format!("{session}.{EXTENSION}"));
        Self { path, segment }
    }

    fn fault(&self, error: &io::Error) -> Fault {
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room and try again; the note is still in memory"
            }
            _ => "try again, or give another directory with --data-dir",
        };
        Fault::new("save to", &self.segment, error, hint)
    }

    /// Opens the segment anew for each line: it may have been moved away since, and lines written
    /// to a file without a name would be lost.
    fn write(&self, line: &str) -> io::Result<()> {
        create_directory(&self.path)?;
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.segment)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(not_regular());
        }
        let length = metadata.len();
        let guard = if ends_in_newline(&mut file, length)? { "" } else { "\n" };
        let whole = format!("{guard}{line}\n");
        let written = file
            .write_all(whole.as_bytes())
            .and_then(|()| file.sync_data())
            .and_then(|()| if length == 0 { sync_directory(&self.path) } else { Ok(()) });
        if written.is_err() {
            // Should this fail too, the guard keeps the torn line apart from the next.
            let _ = file.set_len(length);
        }
        written
    }
}

impl Journal for Directory {
    fn load(&self) -> (Vec<Segment>, Vec<Fault>) {
        let mut segments = Vec::new();
        let mut faults = Vec::new();
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (segments, faults),
            Err(error) => {
                faults.push(Fault::new("read notes in", &self.path, &error, ""));
                return (segments, faults);
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    faults.push(Fault::new("read all notes in", &self.path, &error, ""));
                    continue;
                }
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || path.extension().is_none_or(|end| end != EXTENSION) {
                continue;
            }
            match read_regular(&path) {
                Ok(bytes) => segments.push(Segment { name, bytes }),
                Err(error) => faults.push(Fault::new("read notes in", &path, &error, "")),
            }
        }
        segments.sort_by(|a, b| a.name.cmp(&b.name));
        faults.sort_by(|a, b| a.sentence.cmp(&b.sentence));
        (segments, faults)
    }

    fn append(&mut self, line: &str) -> Result<(), Fault> {
        if line.contains('\n') {
            let error = io::Error::new(io::ErrorKind::InvalidInput, "a record must be one line");
            return Err(self.fault(&error));
        }
        self.write(line).map_err(|error| self.fault(&error))
    }
}

/// An empty file has no torn line either.
fn ends_in_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else { return Ok(true) };
    file.seek(SeekFrom::Start(last))?;
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    Ok(byte == [b'\n'])
}

/// Makes a directory that only its owner can enter, and its parents.
fn create_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), sync_directory)
}

/// Makes a new name in a directory last. Some file systems cannot, and then nothing can be done.
fn sync_directory(path: &Path) -> io::Result<()> {
    match File::open(path).and_then(|directory| directory.sync_all()) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Reads a file that is one: opening a pipe or a device would block, or never end.
fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(not_regular()) }
}

fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")
}

/// A journal that ends with the program: for headless sessions and tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// What other sessions wrote.
    pub others: Vec<Segment>,
    /// What this session wrote.
    pub lines: Vec<String>,
}

impl Journal for Memory {
    fn load(&self) -> (Vec<Segment>, Vec<Fault>) {
        let bytes = self.lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
        let own = Segment { name: format!("memory.{EXTENSION}"), bytes };
        (self.others.iter().cloned().chain([own]).collect(), Vec::new())
    }

    fn append(&mut self, line: &str) -> Result<(), Fault> {
        self.lines.push(line.to_owned());
        Ok(())
    }
}

/// Where duben keeps its files: each the directory of its own below the XDG base directories
/// (XDG Base Directory Specification 0.8). Nothing is created here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// `config.toml` and the reader's own key map and themes.
    pub config: Option<PathBuf>,
    /// The notes, or why there is no place for them.
    pub data: Result<PathBuf, Fault>,
    /// What may be deleted at any time: the index.
    pub cache: Option<PathBuf>,
    /// What is worth keeping but not moving to another machine: backups of the notes.
    pub state: Option<PathBuf>,
}

impl Places {
    /// Works the places out from the environment, which `variable` looks up. Values that are
    /// empty or relative are ignored, as the specification demands. `data_dir` is the directory
    /// that the reader asked for, if any.
    pub fn new(variable: impl Fn(&str) -> Option<OsString>, data_dir: Option<&Path>) -> Self {
        let absolute =
            |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let home = absolute("HOME");
        let base = |name: &str, usual: &str| {
            absolute(name)
                .or_else(|| home.as_ref().map(|home| home.join(usual)))
                .map(|base| base.join("duben"))
        };
        let data = data_dir
            .map(Path::to_owned)
            .or_else(|| base("XDG_DATA_HOME", ".local/share"))
            .ok_or_else(|| Fault {
                sentence: "notes cannot be saved: HOME and XDG_DATA_HOME are not set".to_owned(),
                hint: "set HOME, or give a directory with --data-dir",
            });
        Self {
            config: base("XDG_CONFIG_HOME", ".config"),
            data,
            cache: base("XDG_CACHE_HOME", ".cache"),
            state: base("XDG_STATE_HOME", ".local/state"),
        }
    }

    /// The directory of the journal.
    pub fn notes(&self) -> Result<PathBuf, Fault> {
        self.data.clone().map(|data| data.join("notes"))
    }
}

/// Reads a file of settings; `None` where there is none.
pub fn read_config(path: &Path) -> Result<Option<Vec<u8>>, Fault> {
    match read_regular(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::new("read", path, &error, "the defaults are used")),
    }
}

/// The themes of the reader: the files `NAME.toml` in a folder, by their names. None where there is
/// no such folder.
pub fn theme_files(folder: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let named = |path: PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        path.extension().is_some_and(|extension| extension == "toml").then_some((name, path))
    };
    let mut found: Vec<_> = paths.filter_map(named).collect();
    found.sort();
    found
}

/// A name for this session that no other has: `<host>-<ulid>`.
pub fn session_name() -> String {
    let name = rustix::system::uname();
    let host = host_label(&name.nodename().to_string_lossy());
    format!("{host}-{}", ulid::Ulid::generate())
}

/// A host's name as a part of a file name.
fn host_label(host: &str) -> String {
    let label: String = host
        .chars()
        .take(HOST_MAX)
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' })
        .collect();
    if label.is_empty() { "host".to_owned() } else { label }
}

#[cfg(test)]
mod tests;
