//! What other sessions write while this one runs. In comes the folder of the journal and what was
//! read of it, out come the lines that were added since. Refuses to know what they say.
//!
//! The kernel tells when a segment was written; where it cannot know, as another machine writes on
//! a network file system, the folder is looked at now and then.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use rustix::event::Timespec;

use super::Extents;
use super::journal::{Segment, segment_paths};

/// How long a folder is left alone of which the kernel tells nothing, in ns: with the time that
/// reading takes it keeps what is written elsewhere no more than 2 s away.
const PERIOD: Timespec = Timespec { tv_sec: 1, tv_nsec: 500_000_000 };

/// Follows the segments of all sessions but one.
#[derive(Debug)]
pub struct Follower {
    folder: PathBuf,
    /// The name of the segment that is not followed.
    own: String,
    /// What of each segment is known.
    known: Extents,
    bell: Bell,
}

impl Follower {
    /// Follows the segments in `folder` but `own`, of which `read` is known.
    pub(super) fn new(folder: &Path, own: String, read: Extents) -> Self {
        Self { folder: folder.to_owned(), own, known: read, bell: Bell::new(folder) }
    }

    /// The whole lines that were written since they were asked for last, by segment. A segment
    /// that became shorter is another one, and is read from its start; one that cannot be read is
    /// tried again the next time.
    pub fn news(&mut self) -> Vec<Segment> {
        let mut news = Vec::new();
        for (name, path) in segment_paths(&self.folder).0 {
            if name == self.own {
                continue;
            }
            let known = self.known.get(&name).copied().unwrap_or_default();
            let Ok(Some((from, mut bytes))) = read_from(&path, known) else { continue };
            bytes.truncate(whole_lines(&bytes));
            self.known.insert(name.clone(), from + bytes.len() as u64);
            if !bytes.is_empty() {
                news.push(Segment { name, bytes });
            }
        }
        news
    }

    /// Waits until there may be news.
    pub fn wait(&mut self) {
        self.bell.wait(&self.folder);
    }
}

/// How many bytes of `bytes` are whole lines.
fn whole_lines(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1)
}

/// What a file holds behind the first `known` bytes, and where that begins; `None` where nothing
/// came.
fn read_from(path: &Path, known: u64) -> io::Result<Option<(u64, Vec<u8>)>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() == known {
        return Ok(None);
    }
    let from = if metadata.len() < known { 0 } else { known };
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some((from, bytes)))
}

#[cfg(target_os = "linux")]
use linux::Bell;

#[cfg(target_os = "linux")]
mod linux {
    //! The kernel's own word (inotify(7)).

    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

    use super::PERIOD;
    use crate::disk::store;

    /// A segment was written, or came as a whole; or the folder itself went.
    const EVENTS: WatchFlags = WatchFlags::CLOSE_WRITE
        .union(WatchFlags::MOVED_TO)
        .union(WatchFlags::DELETE_SELF)
        .union(WatchFlags::MOVE_SELF);

    #[derive(Debug)]
    pub(super) struct Bell {
        queue: Option<OwnedFd>,
        /// What the kernel calls the folder that is watched.
        watched: Option<i32>,
    }

    impl Bell {
        pub(super) fn new(folder: &Path) -> Self {
            let queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok();
            let mut bell = Self { queue, watched: None };
            bell.watched = bell.watch(folder);
            bell
        }

        /// Waits for the folder. It may have come into being since, or be another one under the
        /// same name: then what was written before it was watched is not told.
        pub(super) fn wait(&mut self, folder: &Path) {
            let now = self.watch(folder);
            let before = std::mem::replace(&mut self.watched, now);
            let (Some(queue), Some(_)) = (&self.queue, self.watched) else {
                let _ = poll(&mut [], Some(&PERIOD));
                return;
            };
            if self.watched == before {
                let timeout = store::is_remote(folder).then_some(&PERIOD);
                let _ = poll(&mut [PollFd::new(queue, PollFlags::IN)], timeout);
            }
            // What happened is seen in the folder; that it happened is taken off the queue.
            let mut events = [0; 4096];
            while rustix::io::read(queue, &mut events).is_ok_and(|read| read > 0) {}
        }

        fn watch(&self, folder: &Path) -> Option<i32> {
            inotify::add_watch(self.queue.as_ref()?, folder, EVENTS).ok()
        }
    }
}

#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
struct Bell;

#[cfg(not(target_os = "linux"))]
impl Bell {
    fn new(_: &Path) -> Self {
        Self
    }

    fn wait(&mut self, _: &Path) {
        let _ = rustix::event::poll(&mut [], Some(&PERIOD));
    }
}

#[cfg(test)]
mod tests;
