//! Bytes of many articles in one piece: as they are kept, and their folded text. In comes what
//! files gave, out come bytes to point into, in memory or wherever else they lie.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

/// The bytes of many articles.
#[derive(Clone, Default)]
pub struct Segment {
    /// The articles as they are kept, one after the other.
    pub packed: Bytes,
    /// Their folded text.
    pub folded: Bytes,
}

impl Segment {
    /// What tells bytes that are kept from others.
    pub fn print(packed: &[u8]) -> u64 {
        let hash = blake3::hash(packed);
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(first)
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

/// So many bytes are worth a segment of their own: fewer would be many segments, more would be
/// moved often while they grow.
const SEGMENT_BYTES: usize = 4 << 20;

/// Segments in memory, and the one that grows.
#[derive(Debug, Default)]
pub struct Heap {
    sealed: Vec<Arc<Segment>>,
    packed: Vec<u8>,
    folded: Vec<u8>,
}

impl Heap {
    /// Lays down the bytes of a file.
    pub fn lay(&mut self, packed: &[u8], folded: &[u8]) -> Laid {
        if self.packed.len() + packed.len() > SEGMENT_BYTES {
            self.seal();
        }
        let (at, folded_at) = (self.packed.len() as u64, self.folded.len() as u64);
        self.packed.extend_from_slice(packed);
        self.folded.extend_from_slice(folded);
        Laid { segment: self.sealed.len() as u32, packed: at, folded: folded_at }
    }

    /// All segments, the one that grew among them.
    pub fn segments(&mut self) -> &[Arc<Segment>] {
        self.seal();
        &self.sealed
    }

    fn seal(&mut self) {
        if self.packed.is_empty() && self.folded.is_empty() {
            return;
        }
        let whole = |bytes: &mut Vec<u8>| {
            bytes.shrink_to_fit();
            Bytes::from(std::mem::take(bytes))
        };
        let segment = Segment { packed: whole(&mut self.packed), folded: whole(&mut self.folded) };
        self.sealed.push(Arc::new(segment));
    }
}
