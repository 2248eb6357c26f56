//! Bytes of many articles in one piece: as they are kept, and their folded text. In comes what
//! files gave, out come bytes to point into, in memory or wherever else they are laid.

use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use super::Entry;
use crate::disk::Fault;
use crate::disk::cache::Pack;

/// The bytes of many articles.
#[derive(Clone, Default)]
pub struct Segment {
    /// What it is called where it is kept; empty in memory.
    pub name: String,
    /// The articles as they are kept, one after the other. Each has its own hash.
    pub packed: Bytes,
    /// Their folded text.
    pub folded: Bytes,
    /// A checksum of each [`CHECKED_BYTES`] of the folded text; none where it never left the memory.
    pub checks: Vec<u32>,
    /// Whether they were found right.
    sound: OnceLock<bool>,
}

/// The folded bytes that have a checksum of their own.
const CHECKED_BYTES: usize = 1 << 20;

impl Segment {
    /// A segment as it was kept.
    pub fn new(name: String, packed: Bytes, folded: Bytes, checks: Vec<u32>) -> Self {
        Self { name, packed, folded, checks, sound: OnceLock::new() }
    }

    /// What tells bytes that are kept from others.
    pub fn print(packed: &[u8]) -> u64 {
        let hash = blake3::hash(packed);
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(first)
    }

    /// The bytes of an article, where they are what they were.
    pub(in crate::library) fn packed_of(&self, entry: &Entry) -> Option<&[u8]> {
        let start = usize::try_from(entry.start).ok()?;
        let bytes = self.packed.get(start..start.checked_add(entry.length as usize)?)?;
        (Self::print(bytes) == entry.print).then_some(bytes)
    }

    /// The folded text of an article.
    pub(in crate::library) fn folded_of(&self, entry: &Entry) -> Option<&[u8]> {
        let start = usize::try_from(entry.folded.start).ok()?;
        self.folded.get(start..start.checked_add(entry.folded.length as usize)?)
    }

    /// Whether the folded text is what it was. Reads all of it the first time, at the speed of the
    /// memory; an article is looked at when it is read.
    pub fn is_sound(&self) -> bool {
        let checks = || self.folded.chunks(CHECKED_BYTES).map(crc32fast::hash);
        *self.sound.get_or_init(|| self.name.is_empty() || checks().eq(self.checks.iter().copied()))
    }
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({} + {} bytes)", self.packed.len(), self.folded.len())
    }
}

/// Where the bytes of a file were laid: in which segment, and their first bytes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Laid {
    pub segment: u32,
    pub packed: u64,
    pub folded: u64,
}

/// A segment that grows outside the memory.
pub trait Sink: Send {
    /// What it is called.
    fn name(&self) -> &str;

    /// Appends to the packed and to the folded bytes. After an error nothing more is appended.
    fn append(&mut self, packed: &[u8], folded: &[u8]) -> Result<(), Fault>;

    /// What was appended so far, and maybe some bytes after it; `None` where it cannot be read.
    fn read(&self) -> Option<(Bytes, Bytes)>;
}

impl Sink for Pack {
    fn name(&self) -> &str {
        Pack::name(self)
    }

    fn append(&mut self, packed: &[u8], folded: &[u8]) -> Result<(), Fault> {
        Pack::append(self, packed, folded)
    }

    fn read(&self) -> Option<(Bytes, Bytes)> {
        Pack::read(self)
    }
}

/// So many bytes are worth a segment of their own: fewer would be many segments, more would be
/// moved often while they grow.
pub const SEGMENT_BYTES: usize = 4 << 20;

/// Segments, and the one that grows: in a sink, or in memory where there is none or it failed.
#[derive(Default)]
pub struct Heap {
    sealed: Vec<Arc<Segment>>,
    packed: Vec<u8>,
    folded: Vec<u8>,
    sink: Option<Flow>,
    fault: Option<Fault>,
}

/// What went into a sink.
struct Flow {
    sink: Box<dyn Sink>,
    packed: u64,
    folded: u64,
    checks: Checks,
}

/// The checksums of a text that grows.
#[derive(Default)]
struct Checks {
    done: Vec<u32>,
    open: crc32fast::Hasher,
    filled: usize,
}

impl Checks {
    fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHECKED_BYTES - self.filled));
            self.open.update(now);
            self.filled += now.len();
            if self.filled == CHECKED_BYTES {
                self.done.push(std::mem::take(&mut self.open).finalize());
                self.filled = 0;
            }
            bytes = later;
        }
    }

    fn all(&self) -> Vec<u32> {
        let open = (self.filled > 0).then(|| self.open.clone().finalize());
        self.done.iter().copied().chain(open).collect()
    }
}

impl Heap {
    /// A heap that has these segments already; what comes goes into `sink`, if there is one.
    pub fn on(sealed: Vec<Arc<Segment>>, sink: Option<Box<dyn Sink>>) -> Self {
        let flow = |sink| Flow { sink, packed: 0, folded: 0, checks: Checks::default() };
        Self { sealed, sink: sink.map(flow), ..Self::default() }
    }

    /// Why the sink took no more, if it did not.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Lays down the bytes of a file.
    pub fn lay(&mut self, packed: &[u8], folded: &[u8]) -> Laid {
        if let Some(flow) = &mut self.sink {
            match flow.sink.append(packed, folded) {
                Ok(()) => {
                    let segment = self.sealed.len() as u32;
                    let laid = Laid { segment, packed: flow.packed, folded: flow.folded };
                    flow.packed += packed.len() as u64;
                    flow.folded += folded.len() as u64;
                    flow.checks.push(folded);
                    return laid;
                }
                Err(fault) => {
                    self.fault = Some(fault);
                    self.seal();
                }
            }
        }
        if self.packed.len() + packed.len() > SEGMENT_BYTES {
            self.seal();
        }
        let (at, folded_at) = (self.packed.len() as u64, self.folded.len() as u64);
        self.packed.extend_from_slice(packed);
        self.folded.extend_from_slice(folded);
        Laid { segment: self.sealed.len() as u32, packed: at, folded: folded_at }
    }

    /// All segments, those that grew among them.
    pub fn segments(&mut self) -> &[Arc<Segment>] {
        self.seal();
        &self.sealed
    }

    /// Closes the segment that grows; what comes after goes into memory.
    fn seal(&mut self) {
        if let Some(flow) = self.sink.take()
            && flow.packed > 0
        {
            // What cannot be read again is empty, and its articles are damaged.
            let (packed, folded) = flow.sink.read().unwrap_or_default();
            let cut = |bytes: Bytes, length: u64| {
                bytes.slice(..bytes.len().min(usize::try_from(length).unwrap_or(usize::MAX)))
            };
            let (packed, folded) = (cut(packed, flow.packed), cut(folded, flow.folded));
            let name = flow.sink.name().to_owned();
            self.sealed.push(Arc::new(Segment::new(name, packed, folded, flow.checks.all())));
        }
        if self.packed.is_empty() && self.folded.is_empty() {
            return;
        }
        let whole = |bytes: &mut Vec<u8>| {
            bytes.shrink_to_fit();
            Bytes::from(std::mem::take(bytes))
        };
        let (packed, folded) = (whole(&mut self.packed), whole(&mut self.folded));
        self.sealed.push(Arc::new(Segment::new(String::new(), packed, folded, Vec::new())));
    }
}

impl fmt::Debug for Heap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.sealed).finish()
    }
}
