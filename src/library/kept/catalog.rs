//! A catalog: all of a library but its texts, in one run of bytes, each of its two halves with a
//! checksum. The first is read at every start; the second, which is as large, only when files have
//! changed.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::fixed::{put_list, take_list};
use super::{Kept, Key, Refusal};
use crate::article::Sketch;
use crate::disk::Stamp;
use crate::library::copies::Verdicts;
use crate::library::table::{Segment, Table};
use crate::library::{Because, Library, Skipped, Source};
use crate::text::wire::{Wire, put_bytes, put_u32, put_u64};

/// What every catalog begins with.
const MAGIC: &[u8; 8] = b"duben\0\0i";

/// The number of this format. Any change of what is written below, or in a pack, raises it.
pub const FORMAT: u32 = 1;

/// Why a catalog cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Another version of duben wrote it, in another format.
    Format,
    /// It is cut or changed, or a pack is.
    Damaged,
    /// A pack is not there: it may have been replaced just now.
    Missing,
}

/// The bytes of a catalog. `stamps` has one for each file of the library; the sketches are those of
/// all entries of its table.
pub fn catalog(
    key: &Key,
    library: &Library,
    (stamps, refusals): (&[Option<Stamp>], &[Refusal]),
    (sketches, verdicts): (&[&Sketch], &Verdicts),
) -> Vec<u8> {
    // In one piece from the start: of a million articles it is half a gigabyte.
    let mut out = Vec::with_capacity(library.table.entries.len() * 384);
    out.extend_from_slice(MAGIC);
    put_u32(&mut out, FORMAT);
    put_half(&mut out, |out| {
        put_key(out, key);
        put_library(out, library);
        put_list(out, stamps);
        put_u32(out, refusals.len() as u32);
        for refusal in refusals {
            put_list(out, &[refusal.stamp]);
            put_skipped(out, &refusal.skipped);
        }
    });
    put_half(&mut out, |out| {
        for sketch in sketches {
            put_list(out, sketch.hashes());
        }
        let mut pairs: Vec<(&(u64, u64), &bool)> = verdicts.iter().collect();
        pairs.sort_unstable();
        put_u32(out, pairs.len() as u32);
        for (&(holder, held), &verdict) in pairs {
            put_u64(out, holder);
            put_u64(out, held);
            out.push(u8::from(verdict));
        }
    });
    out
}

/// Appends a half: its checksum, its length in bytes, and what `put` puts.
fn put_half(out: &mut Vec<u8>, put: impl FnOnce(&mut Vec<u8>)) {
    let begin = out.len();
    put_u64(out, 0);
    put(out);
    let (before, half) = out.split_at_mut(begin + 8);
    before[begin..begin + 4].copy_from_slice(&crc32fast::hash(half).to_le_bytes());
    before[begin + 4..].copy_from_slice(&(half.len() as u32).to_le_bytes());
}

/// Reads a catalog but for its second half.
pub(super) fn read(
    catalog: &Bytes,
    pack: &dyn Fn(&str) -> Option<(Bytes, Bytes)>,
) -> Result<Kept, Broken> {
    let mut wire = Wire(catalog);
    if wire.take(MAGIC.len()) != Some(MAGIC) {
        return Err(Broken::Damaged);
    }
    if wire.u32().ok_or(Broken::Damaged)? != FORMAT {
        return Err(Broken::Format);
    }
    let head = half(&mut wire).ok_or(Broken::Damaged)?;
    let rest = catalog.slice(catalog.len() - wire.0.len()..);
    let mut head = Wire(head);
    let key = take_key(&mut head).ok_or(Broken::Damaged)?;
    let segments = take_segments(&mut head, pack)?;
    let library = take_library(&mut head, segments).ok_or(Broken::Damaged)?;
    let known = take_known(&mut head).filter(|known| known.0.len() == library.table.files.len());
    let (stamps, refusals) = known.ok_or(Broken::Damaged)?;
    Ok(Kept { key, library: Arc::new(library), stamps, refusals, rest })
}

/// The checksum of the first half.
pub(super) fn mark(catalog: &[u8]) -> Option<u32> {
    Wire(catalog.get(MAGIC.len() + 4..)?).u32()
}

/// Reads the second half.
pub(super) fn read_rest(rest: &Bytes, entries: usize) -> Option<(Vec<Sketch>, Verdicts)> {
    let mut wire = Wire(half(&mut Wire(rest))?);
    let mut sketches = Vec::with_capacity(entries);
    for _ in 0..entries {
        sketches.push(Sketch::of_hashes(&take_list(&mut wire)?));
    }
    let count = wire.count(17)?;
    let mut verdicts = Verdicts::with_capacity(count);
    for _ in 0..count {
        verdicts.insert((wire.u64()?, wire.u64()?), wire.u8()? == 1);
    }
    Some((sketches, verdicts))
}

/// A half of a catalog, where it is what was written.
fn half<'a>(wire: &mut Wire<'a>) -> Option<&'a [u8]> {
    let check = wire.u32()?;
    let bytes = wire.bytes()?;
    (crc32fast::hash(bytes) == check).then_some(bytes)
}

fn put_path(out: &mut Vec<u8>, path: &Path) {
    put_bytes(out, path.as_os_str().as_bytes());
}

fn take_path(wire: &mut Wire<'_>) -> Option<PathBuf> {
    wire.bytes().map(|bytes| OsStr::from_bytes(bytes).into())
}

fn put_key(out: &mut Vec<u8>, key: &Key) {
    for paths in [&key.roots, &key.places] {
        put_u32(out, paths.len() as u32);
        for path in paths {
            put_path(out, path);
        }
    }
    put_bytes(out, key.reading.as_bytes());
    put_bytes(out, key.program.as_bytes());
}

fn take_key(wire: &mut Wire<'_>) -> Option<Key> {
    let mut paths = || {
        let count = wire.count(4)?;
        (0..count).map(|_| take_path(wire)).collect::<Option<Vec<_>>>()
    };
    let (roots, places) = (paths()?, paths()?);
    let (reading, program) = (wire.text()?.to_owned(), wire.text()?.to_owned());
    Some(Key { roots, places, reading, program })
}

fn put_skipped(out: &mut Vec<u8>, skipped: &Skipped) {
    put_path(out, &skipped.path);
    put_bytes(out, skipped.reason.as_bytes());
    out.push(u8::from(skipped.hint.is_some()));
    put_bytes(out, skipped.hint.as_deref().unwrap_or_default().as_bytes());
    out.push(u8::from(skipped.because == Because::Content));
}

fn take_skipped(wire: &mut Wire<'_>) -> Option<Skipped> {
    let (path, reason) = (take_path(wire)?, wire.clean()?);
    let has_hint = wire.u8()? == 1;
    let hint = wire.clean()?.to_string();
    let hint = has_hint.then(|| hint.into());
    let because = if wire.u8()? == 1 { Because::Content } else { Because::Circumstances };
    Some(Skipped { path, reason, hint, because })
}

fn take_known(wire: &mut Wire<'_>) -> Option<(Vec<Option<Stamp>>, Vec<Refusal>)> {
    let stamps = take_list(wire)?;
    let count = wire.count(1)?;
    let mut refusals = Vec::with_capacity(count);
    for _ in 0..count {
        let stamp = take_list(wire)?.first().copied()?;
        refusals.push(Refusal { stamp, skipped: take_skipped(wire)? });
    }
    Some((stamps, refusals))
}

fn put_library(out: &mut Vec<u8>, library: &Library) {
    put_u32(out, library.segments.len() as u32);
    for segment in &library.segments {
        put_bytes(out, segment.name.as_bytes());
        put_u64(out, segment.packed.len() as u64);
        put_u64(out, segment.folded.len() as u64);
        put_list(out, &segment.checks);
    }
    let table = &library.table;
    for text in [table.text.as_bytes(), table.folded_titles.as_bytes(), &table.paths] {
        put_bytes(out, text);
    }
    put_list(out, &table.files);
    put_list(out, &table.entries);
    put_list(out, &table.warnings);
    put_list(out, &library.rows);
    put_list(out, &library.also);
    for indices in [&library.copies, &library.shown, &library.by_id] {
        put_list(out, indices);
    }
    put_u32(out, library.sources.len() as u32);
    for source in &library.sources {
        put_bytes(out, source.name.as_bytes());
        put_list(out, &source.articles);
    }
    put_u32(out, library.skipped.len() as u32);
    for skipped in &library.skipped {
        put_skipped(out, skipped);
    }
}

/// The segments, if their packs are there and are no shorter than they were.
fn take_segments(
    wire: &mut Wire<'_>,
    pack: &dyn Fn(&str) -> Option<(Bytes, Bytes)>,
) -> Result<Vec<Arc<Segment>>, Broken> {
    let count = wire.count(20).ok_or(Broken::Damaged)?;
    let mut segments = Vec::with_capacity(count);
    for _ in 0..count {
        let said = || {
            let name = wire.text()?.to_owned();
            let lengths = (usize::try_from(wire.u64()?).ok()?, usize::try_from(wire.u64()?).ok()?);
            Some((name, lengths, take_list(wire)?))
        };
        let (name, (packed_bytes, folded_bytes), checks) = { said }().ok_or(Broken::Damaged)?;
        let (packed, folded) = pack(&name).ok_or(Broken::Missing)?;
        if packed.len() < packed_bytes || folded.len() < folded_bytes {
            return Err(Broken::Damaged);
        }
        let (packed, folded) = (packed.slice(..packed_bytes), folded.slice(..folded_bytes));
        segments.push(Arc::new(Segment::new(name, packed, folded, checks)));
    }
    Ok(segments)
}

fn take_library(wire: &mut Wire<'_>, segments: Vec<Arc<Segment>>) -> Option<Library> {
    let table = Table {
        text: wire.clean()?,
        folded_titles: wire.text()?.to_owned(),
        paths: wire.bytes()?.to_vec(),
        files: take_list(wire)?,
        entries: take_list(wire)?,
        warnings: take_list(wire)?,
    };
    let mut library = Library {
        segments,
        rows: take_list(wire)?,
        also: take_list(wire)?,
        copies: take_list(wire)?,
        shown: take_list(wire)?,
        by_id: take_list(wire)?,
        ..Library::default()
    };
    for _ in 0..wire.count(8)? {
        library.sources.push(Source { name: wire.clean()?, articles: take_list(wire)? });
    }
    for _ in 0..wire.count(1)? {
        library.skipped.push(take_skipped(wire)?);
    }
    // What is asked for without a question must be there, whatever wrote the catalog.
    let (files, entries) = (table.files.len() as u32, table.entries.len() as u32);
    let is_whole = table.entries.iter().all(|entry| entry.file < files)
        && library.rows.iter().all(|row| row.entry < entries);
    library.table = Arc::new(table);
    is_whole.then_some(library)
}
