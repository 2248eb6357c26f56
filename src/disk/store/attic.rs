//! Old segments and copies of the log. In come the segments of sessions that are over and what they
//! come to, out come one segment in their place and an archive; and a copy of the log a day.
//! Refuses to know what the lines say; deletes no line of the log.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rustix::fs::FlockOperation;

use super::journal::{
    EXTENSION, Segment, create_directory, read_regular, segment_paths, sync_directory,
};
use super::pieces::read_all;
use super::{Fault, session_name};

/// Where segments go that another one stands for.
const ARCHIVE: &str = "archive";
/// Held by the one session that moves segments.
const LOCK: &str = ".lock";
/// A session that wrote nothing for so long and holds no lock is over, in seconds: a day where
/// locks can be asked for, and 30 where the file may be written by another machine.
const OVER_HERE_S: u64 = 24 * 60 * 60;
const OVER_ELSEWHERE_S: u64 = 30 * OVER_HERE_S;
/// How many bytes are compared at a time.
const COMPARED: usize = 256 << 10;
/// What the names of copies begin with; the day follows.
const COPY: &str = "notes-";

/// The folder of the log as it is kept in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attic {
    folder: PathBuf,
    copies: Option<PathBuf>,
}

impl Attic {
    /// The log in `folder`, of which copies are laid into `copies`.
    pub fn new(folder: PathBuf, copies: Option<PathBuf>) -> Self {
        Self { folder, copies }
    }

    /// Puts one segment in the place of those of sessions that are over, where there are `least` or
    /// more, and moves them into the archive. `condense` says what they come to; where it does
    /// not, all stays as it is. `now_s` is the time in seconds since 1970. Tells how many were
    /// moved.
    ///
    /// The new segment is on the disk before an old one moves, and lines that stand twice do no
    /// harm: a crash at any point loses nothing.
    pub fn retire(
        &self,
        now_s: u64,
        least: usize,
        condense: impl FnOnce(&[Segment]) -> Option<Vec<u8>>,
    ) -> Result<usize, Fault> {
        let fault = |error: io::Error| {
            Fault::new("put in order the notes in", &self.folder, &error, "the notes are all there")
        };
        if segment_paths(&self.folder).0.len() < least {
            return Ok(0);
        }
        let Some(_lock) = lock(&self.folder.join(LOCK)).map_err(fault)? else { return Ok(0) };
        let over = self.over(now_s);
        if over.len() < least {
            return Ok(0);
        }
        let mut segments = Vec::with_capacity(over.len());
        for (path, _) in &over {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            segments.push(Segment { name, bytes: read_regular(path).map_err(fault)? });
        }
        let Some(condensed) = condense(&segments) else { return Ok(0) };
        let name = format!("{}.{EXTENSION}", session_name());
        write_whole(&self.folder, &name, &condensed).map_err(fault)?;
        let archive = self.folder.join(ARCHIVE);
        create_directory(&archive).map_err(fault)?;
        for (path, _) in &over {
            fs::rename(path, free_name(&archive, path)).map_err(fault)?;
        }
        sync_directory(&archive).and_then(|()| sync_directory(&self.folder)).map_err(fault)?;
        Ok(over.len())
    }

    /// The segments of sessions that are over, each with its lock.
    fn over(&self, now_s: u64) -> Vec<(PathBuf, File)> {
        let patience = if super::is_remote(&self.folder) { OVER_ELSEWHERE_S } else { OVER_HERE_S };
        let mut over = Vec::new();
        for (_, path) in segment_paths(&self.folder).0 {
            let written_s = fs::symlink_metadata(&path)
                .ok()
                .filter(fs::Metadata::is_file)
                .and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok())
                .map_or(u64::MAX, |since| since.as_secs());
            if written_s.saturating_add(patience) < now_s
                && let Ok(Some(lock)) = lock(&path)
            {
                over.push((path, lock));
            }
        }
        over
    }

    /// All lines of the log that can be read, as they stand, of one session after the other.
    pub fn log(&self) -> Vec<u8> {
        let (mut log, mut last) = (Vec::new(), None);
        read_all(&self.folder, &mut |piece| {
            if last.as_ref().is_some_and(|last| *last != piece.segment) {
                end_line(&mut log);
            }
            log.extend_from_slice(&piece.bytes);
            last = Some(piece.segment);
        });
        end_line(&mut log);
        log
    }

    /// The days of which there is a copy of the log, the oldest first.
    pub fn copies(&self) -> Vec<String> {
        let Some(folder) = &self.copies else { return Vec::new() };
        let day = |(name, _): (String, PathBuf)| {
            let day = name.strip_prefix(COPY)?.strip_suffix(EXTENSION)?.strip_suffix('.')?;
            Some(day.to_owned())
        };
        segment_paths(folder).0.into_iter().filter_map(day).collect()
    }

    /// Lays a copy of the log by, under a day. It counts once it was read back and is what was
    /// written. Where another session is at it, that one does it.
    pub fn copy(&self, day: &str, bytes: &[u8]) -> Result<(), Fault> {
        let Some(folder) = &self.copies else { return Ok(()) };
        let fault = |error: io::Error| {
            Fault::new("copy the notes to", folder, &error, "the notes are saved all the same")
        };
        create_directory(folder).map_err(fault)?;
        let Some(_lock) = lock(&folder.join(LOCK)).map_err(fault)? else { return Ok(()) };
        write_whole(folder, &format!("{COPY}{day}.{EXTENSION}"), bytes).map_err(fault)
    }

    /// Whether the copy of a day holds these bytes.
    pub fn is_copied(&self, day: &str, bytes: &[u8]) -> bool {
        self.path_of(day).is_some_and(|path| holds(&path, bytes).unwrap_or_default())
    }

    /// Removes the copy of a day.
    pub fn forget(&self, day: &str) {
        if let Some(path) = self.path_of(day) {
            let _ = fs::remove_file(path);
        }
    }

    /// Where copies lie.
    pub fn copies_folder(&self) -> Option<&Path> {
        self.copies.as_deref()
    }

    /// How many segments lie in the archive.
    pub fn archived(&self) -> usize {
        fs::read_dir(self.folder.join(ARCHIVE)).map_or(0, Iterator::count)
    }

    fn path_of(&self, day: &str) -> Option<PathBuf> {
        Some(self.copies.as_ref()?.join(format!("{COPY}{day}.{EXTENSION}")))
    }
}

/// The only lock on a file, which is made where it is not there; `None` where another process has
/// it.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Puts a file into a folder so that it is there whole or not at all, and reads it back first.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let next = folder.join(format!(".{name}.next"));
    let written = (|| {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&next)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if !holds(&next, bytes)? {
            return Err(io::Error::other("it reads otherwise than it was written"));
        }
        fs::rename(&next, folder.join(name))
    })();
    if written.is_err() {
        let _ = fs::remove_file(&next);
    }
    written.and_then(|()| sync_directory(folder))
}

/// Whether a file has these bytes and no others. It may be large, and is never in memory as a whole.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut read = vec![0; COMPARED.min(bytes.len())];
    for part in bytes.chunks(COMPARED) {
        file.read_exact(&mut read[..part.len()])?;
        if read[..part.len()] != *part {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Ends a last line that has no end.
fn end_line(log: &mut Vec<u8>) {
    if log.last().is_some_and(|&last| last != b'\n') {
        log.push(b'\n');
    }
}

/// A place in the archive that nothing has: a session may have come back under its name.
fn free_name(archive: &Path, path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let mut free = archive.join(name);
    let mut count = 1;
    while fs::symlink_metadata(&free).is_ok() {
        let mut numbered = name.to_owned();
        numbered.push(format!(".{count}"));
        free = archive.join(numbered);
        count += 1;
    }
    free
}

#[cfg(test)]
mod tests;
