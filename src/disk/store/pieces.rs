//! The segments of the journal in pieces, so that a large log never lies in memory as a whole. In
//! comes the folder, out come whole lines in order. Refuses to know what they say.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::Fault;
use super::journal::{not_regular, segment_paths};

/// About how many bytes a piece has.
const PIECE: usize = 256 << 10;

/// How often the folder is listed anew because a segment was moved meanwhile.
const LISTINGS_MAX: usize = 4;

/// Whole lines of a segment, behind those of the piece before. The last line of a segment may have no
/// end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The name of the file.
    pub segment: Arc<str>,
    pub bytes: Vec<u8>,
}

/// How many bytes of whole lines were read of each segment.
pub type Extents = BTreeMap<String, u64>;

/// Reads the segments in a folder, by name; tells how far each was read, and what could not be.
///
/// Where one is gone by the time that it is read, another session has put a new one in its place,
/// which may not have been listed yet. So the folder is listed anew, and what came is read too.
pub(super) fn read_all(folder: &Path, take: &mut dyn FnMut(Piece)) -> (Extents, Vec<Fault>) {
    let (mut extents, mut faults) = (Extents::new(), Vec::new());
    for listing in 1..=LISTINGS_MAX {
        let (paths, errors) = segment_paths(folder);
        let unlisted = |error| Fault::new("read all notes in", folder, error, "");
        faults = errors.iter().map(unlisted).collect();
        let mut is_moved = false;
        for (name, path) in paths {
            if extents.contains_key(&name) {
                continue;
            }
            let error = match open(&path).map(|file| read(file, &name, take)) {
                Ok((extent, error)) => {
                    extents.insert(name, extent);
                    error
                }
                Err(error) => Some(error),
            };
            let Some(error) = error else { continue };
            is_moved |= error.kind() == io::ErrorKind::NotFound;
            faults.push(Fault::new("read notes in", &path, &error, ""));
        }
        if !is_moved || listing == LISTINGS_MAX {
            break;
        }
    }
    (extents, faults)
}

/// Opening a pipe or a device would block, or never end.
fn open(path: &Path) -> io::Result<File> {
    if fs::metadata(path)?.is_file() { File::open(path) } else { Err(not_regular()) }
}

/// Reads one segment; what kept the rest of it from being read comes with how far it was.
fn read(mut file: impl Read, name: &str, take: &mut dyn FnMut(Piece)) -> (u64, Option<io::Error>) {
    let segment: Arc<str> = name.into();
    let (mut extent, mut rest) = (0, Vec::new());
    loop {
        let mut bytes = Vec::with_capacity(PIECE + rest.len());
        bytes.append(&mut rest);
        let read = file.by_ref().take(PIECE as u64).read_to_end(&mut bytes);
        let is_end = !matches!(read, Ok(1..));
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |last| last + 1);
        extent += whole as u64;
        if !is_end {
            rest = bytes.split_off(whole);
        }
        if !bytes.is_empty() {
            take(Piece { segment: Arc::clone(&segment), bytes });
        }
        if is_end {
            return (extent, read.err());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives a few bytes at a time, and fails at the end if it is to.
    struct Slow<'a>(&'a [u8], Option<io::ErrorKind>);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.1 {
                Some(kind) if self.0.is_empty() => Err(kind.into()),
                _ => {
                    let most = buffer.len().min(7);
                    self.0.read(&mut buffer[..most])
                }
            }
        }
    }

    fn pieces(text: &[u8], fails: Option<io::ErrorKind>) -> (Vec<Vec<u8>>, u64, bool) {
        let mut pieces = Vec::new();
        let (extent, error) = read(Slow(text, fails), "a", &mut |piece| pieces.push(piece.bytes));
        (pieces, extent, error.is_some())
    }

    #[test]
    fn a_piece_ends_where_a_line_does() {
        let line = "渡".repeat(PIECE / 9);
        let text = format!("{line}\n{line}\n{line}\n{line}\n{line}\nno end");
        let (pieces, extent, failed) = pieces(text.as_bytes(), None);
        assert!(pieces.len() > 1 && pieces.concat() == text.as_bytes() && !failed);
        let (last, whole) = pieces.split_last().expect("some");
        assert!(whole.iter().all(|piece| piece.ends_with(b"\n")));
        assert!(last.ends_with(b"no end"));
        assert_eq!(extent as usize, text.len() - "no end".len());
    }

    #[test]
    fn a_line_may_be_longer_than_a_piece() {
        let text = format!("1\n{}\n2", "长".repeat(PIECE));
        let (pieces, ..) = pieces(text.as_bytes(), None);
        assert_eq!(pieces.concat(), text.as_bytes());
        assert!(pieces.iter().any(|piece| piece.len() > 3 * PIECE));
    }

    proptest! {
        #[test]
        fn what_came_before_an_error_is_read(text in "[a\n]{0,40}", fails in any::<bool>()) {
            let kind = fails.then_some(io::ErrorKind::Other);
            let (pieces, extent, failed) = pieces(text.as_bytes(), kind);
            prop_assert_eq!(pieces.concat(), text.as_bytes());
            prop_assert_eq!(extent as usize, text.rfind('\n').map_or(0, |last| last + 1));
            prop_assert_eq!(failed, fails);
        }
    }
}
