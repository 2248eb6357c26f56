//! The reader's own data. In comes the environment, out come the places where settings, notes and
//! what is derived from them lie, and what is read there. Refuses to know what any of it says.

mod attic;
mod draft;
mod follow;
mod journal;
pub mod lines;
mod pieces;

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use attic::Attic;
pub use draft::Draft;
pub use follow::Follower;
use journal::read_regular;
pub use journal::{Directory, Journal, Memory, Segment};
pub use pieces::{Extents, Piece};

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

    /// The system's words alone, or the sentence where they are not told apart in it.
    pub fn reason(&self) -> &str {
        self.sentence.rsplit_once("\": ").map_or(&self.sentence, |(_, reason)| reason)
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

    /// The directory of the copies of the journal.
    pub fn backup(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|state| state.join("backup"))
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

/// File systems that others write to without this kernel: NFS, SMB, CIFS, SMB2, 9p, Lustre, GPFS,
/// AFS, Ceph and all of FUSE (statfs(2), linux/magic.h).
#[cfg(target_os = "linux")]
const REMOTE: [u32; 10] = [
    0x6969,
    0x517b,
    0xff53_4d42,
    0xfe53_4d42,
    0x0102_1997,
    0x0bd0_0bd0,
    0x4750_4653,
    0x5346_414f,
    0x00c3_6400,
    0x6573_5546,
];

/// Whether other machines may write to a folder.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|system| REMOTE.contains(&(system.f_type as u32)))
}

/// Whether other machines may write to a folder: elsewhere nobody tells, so they may.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    true
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
