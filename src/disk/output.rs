//! Files that the reader asked for. In come a path and bytes, out comes a file that is whole, or one
//! reason why there is none. Nothing that is there is replaced unless that was asked for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// Something is there already.
    Exists,
    /// The folder that it would lie in is not there.
    NoFolder,
    /// A folder, a pipe or a device is there.
    NoFile,
    /// The reader may not write there.
    Denied,
    /// There is no room.
    Full,
    /// What the system says.
    Other(String),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder,
            ErrorKind::IsADirectory | ErrorKind::InvalidInput => Self::NoFile,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Other(super::fault::reason(&error)),
        }
    }
}

/// Makes a folder that is not there; the one that it lies in must be.
pub fn make_folder(path: &Path) -> Result<(), Unwritten> {
    if path.is_dir() {
        return Ok(());
    }
    Ok(fs::create_dir(path)?)
}

/// Writes a new file. One that could not be written whole is taken away again.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    if path.is_dir() {
        return Err(Unwritten::NoFile);
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    fill(file, path, bytes)
}

/// Writes a file in the place of one that may be there, which stays as it is until the new one is
/// whole. A link stays one, and rights stay as they are.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    let old = match fs::metadata(path) {
        Ok(old) if old.is_file() => old,
        Ok(_) => return Err(Unwritten::NoFile),
        Err(error) if error.kind() == ErrorKind::NotFound => return create(path, bytes),
        Err(error) => return Err(error.into()),
    };
    if old.permissions().readonly() {
        return Err(Unwritten::Denied);
    }
    let path = fs::canonicalize(path)?;
    let beside = beside(&path);
    let file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    file.set_permissions(fs::Permissions::from_mode(old.permissions().mode()))?;
    fill(file, &beside, bytes)?;
    fs::rename(&beside, &path).map_err(|error| {
        let _ = fs::remove_file(&beside);
        error.into()
    })
}

/// A hidden name in the same folder that no file has.
fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".duben-{}", ulid::Ulid::generate()))
}

fn fill(mut file: File, path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        let _ = fs::remove_file(path);
        error.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("duben-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_there_stays_unless_it_is_to_be_replaced() {
        let folder = Folder::new("output");
        let path = folder.0.join("甲.txt");
        assert_eq!(create(&path, b"one"), Ok(()));
        assert_eq!(create(&path, b"two"), Err(Unwritten::Exists));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.0.join("link.txt");
        std::os::unix::fs::symlink("甲.txt", &link).unwrap();
        assert_eq!(create(&link, b"two"), Err(Unwritten::Exists));
        assert_eq!(replace(&link, b"two"), Ok(()));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(replace(&folder.0.join("new.txt"), b""), Ok(()));
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 3, "nothing is left beside them");
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let folder = Folder::new("no-output");
        for write in [create, replace] {
            assert_eq!(write(&folder.0, b""), Err(Unwritten::NoFile));
            assert_eq!(write(&folder.0.join("none/a.txt"), b""), Err(Unwritten::NoFolder));
        }
        assert_eq!(replace(Path::new("/dev/null"), b""), Err(Unwritten::NoFile));
        assert_eq!(create(Path::new(""), b""), Err(Unwritten::NoFolder));
    }
}
