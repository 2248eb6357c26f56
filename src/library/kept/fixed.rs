//! Rows to bytes and back: each kind takes the same number of bytes always, so that a hundred
//! thousand are read in a few milliseconds.

use crate::article::ArticleId;
use crate::disk::Stamp;
use crate::index::Folded;
use crate::library::table::{Entry, FileEntry, Span, TitleKind};
use crate::library::{Place, RowEntry};
use crate::text::wire::{Wire, put_u32, put_u64};

/// What takes the same number of bytes always.
pub(super) trait Fixed: Sized {
    /// How many.
    const BYTES: usize;

    fn put(&self, out: &mut Vec<u8>);

    fn take(wire: &mut Wire<'_>) -> Option<Self>;
}

/// Appends a list with its length before it.
pub(super) fn put_list<T: Fixed>(out: &mut Vec<u8>, list: &[T]) {
    put_u32(out, list.len() as u32);
    out.reserve(list.len() * T::BYTES);
    for one in list {
        one.put(out);
    }
}

/// Reads what [`put_list`] wrote.
pub(super) fn take_list<T: Fixed>(wire: &mut Wire<'_>) -> Option<Vec<T>> {
    let count = wire.count(T::BYTES)?;
    let bytes = wire.take(count * T::BYTES)?;
    bytes.chunks_exact(T::BYTES).map(|one| T::take(&mut Wire(one))).collect()
}

impl Fixed for u32 {
    const BYTES: usize = 4;

    fn put(&self, out: &mut Vec<u8>) {
        put_u32(out, *self);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        wire.u32()
    }
}

/// An index; a library has less than four thousand million articles.
impl Fixed for usize {
    const BYTES: usize = 4;

    fn put(&self, out: &mut Vec<u8>) {
        put_u32(out, *self as u32);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        wire.u32().map(|number| number as usize)
    }
}

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const BYTES: usize = A::BYTES + B::BYTES;

    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        Some((A::take(wire)?, B::take(wire)?))
    }
}

impl Fixed for Span {
    const BYTES: usize = 8;

    fn put(&self, out: &mut Vec<u8>) {
        (self.from, self.to).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let (from, to) = Fixed::take(wire)?;
        Some(Self { from, to })
    }
}

impl Fixed for Place {
    const BYTES: usize = 8;

    fn put(&self, out: &mut Vec<u8>) {
        (self.file, self.number).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let (file, number) = Fixed::take(wire)?;
        Some(Self { file, number })
    }
}

impl Fixed for RowEntry {
    const BYTES: usize = 24;

    fn put(&self, out: &mut Vec<u8>) {
        ((self.entry, self.copy_of), (self.copies, self.also)).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let ((entry, copy_of), (copies, also)) = Fixed::take(wire)?;
        Some(Self { entry, copy_of, copies, also })
    }
}

impl Fixed for FileEntry {
    const BYTES: usize = 44;

    fn put(&self, out: &mut Vec<u8>) {
        ((self.path, self.name), (self.folder, self.dropped_lines)).put(out);
        (self.warnings, self.entries).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let ((path, name), (folder, dropped_lines)) = Fixed::take(wire)?;
        let (warnings, entries) = Fixed::take(wire)?;
        Some(Self { path, name, folder, dropped_lines, warnings, entries })
    }
}

/// `None` is a file that nothing tells from a later state.
impl Fixed for Option<Stamp> {
    const BYTES: usize = 25;

    fn put(&self, out: &mut Vec<u8>) {
        let none = Stamp { bytes: 0, modified_ns: 0, inode: 0 };
        let stamp = self.unwrap_or(none);
        out.push(u8::from(self.is_some()));
        for number in [stamp.bytes, stamp.modified_ns, stamp.inode] {
            put_u64(out, number);
        }
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let is_there = wire.u8()? == 1;
        let (bytes, modified_ns, inode) = (wire.u64()?, wire.u64()?, wire.u64()?);
        Some(is_there.then_some(Stamp { bytes, modified_ns, inode }))
    }
}

impl Fixed for Folded {
    const BYTES: usize = 36;

    fn put(&self, out: &mut Vec<u8>) {
        put_u64(out, self.id.number());
        put_u64(out, self.start);
        ((self.segment, self.length), (self.title, self.body)).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let (id, start) = (ArticleId::of_number(wire.u64()?), wire.u64()?);
        let ((segment, length), (title, body)) = Fixed::take(wire)?;
        Some(Self { id, segment, start, length, title, body })
    }
}

impl Fixed for Entry {
    const BYTES: usize = 113;

    fn put(&self, out: &mut Vec<u8>) {
        out.push(match self.title_kind {
            TitleKind::None => 0,
            TitleKind::InText => 1,
            TitleKind::Inferred => 2,
        });
        ((self.title, self.date), (self.source, self.author)).put(out);
        ((self.url, self.folded_title), (self.chars, self.file)).put(out);
        put_u64(out, self.print);
        put_u64(out, self.start);
        (self.length, self.folded).put(out);
    }

    fn take(wire: &mut Wire<'_>) -> Option<Self> {
        let title_kind = match wire.u8()? {
            0 => TitleKind::None,
            1 => TitleKind::InText,
            2 => TitleKind::Inferred,
            _ => return None,
        };
        let ((title, date), (source, author)) = Fixed::take(wire)?;
        let ((url, folded_title), (chars, file)) = Fixed::take(wire)?;
        let (print, start) = (wire.u64()?, wire.u64()?);
        let (length, folded) = Fixed::take(wire)?;
        Some(Self {
            title,
            title_kind,
            date,
            source,
            author,
            url,
            folded_title,
            chars,
            file,
            print,
            start,
            length,
            folded,
        })
    }
}
