//! The articles of a library into its index of grams, and those that are gone out of it. What was
//! built before is left as it is, so that a change costs work in proportion to itself, and a build
//! that was cut short goes on where it stood.

use std::collections::HashSet;

use bytes::Bytes;
use tantivy::directory::Directory;
use tantivy::directory::error::LockError;
use tantivy::indexer::LogMergePolicy;
use tantivy::schema::Term;
use tantivy::{Index, IndexWriter, TantivyError};

use super::fields::{self, Page};
use super::{Trouble, prints_of};
use crate::library::Library;
use crate::library::table::Entry;

/// What tantivy may hold in memory while it writes, in bytes.
const MEMORY_BYTES: usize = 200 << 20;

/// After so many bytes of text what was done is on the disk for good: some seconds of work.
const BATCH_BYTES: u64 = 64 << 20;

/// Articles that are gone are taken out of a part of the index when they are so much of it.
const GONE_MAX: f32 = 0.2;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Articles that came.
    pub added: usize,
    /// Articles that went.
    pub removed: usize,
    /// The folded text of those that came, in bytes.
    pub bytes: u64,
}

/// Brings the index in `directory` to the state of `library`, and makes it where there is none.
/// `progress` hears how many bytes of how many are done. One process writes at a time; others read
/// what was there before, or after.
pub fn update(
    directory: Box<dyn Directory>,
    library: &Library,
    progress: &dyn Fn(u64, u64),
) -> Result<Update, Trouble> {
    let (index, fields) = fields::open_or_make(directory)?;
    let kept = prints_of(&index)?;
    let wanted: HashSet<u64> = library.rows().map(|row| row.entry.print).collect();
    let mut gone: Vec<u64> = kept.difference(&wanted).copied().collect();
    let mut missing: Vec<&Entry> = library.rows().map(|row| row.entry).collect();
    missing.retain(|entry| !kept.contains(&entry.print));
    if missing.is_empty() && gone.is_empty() {
        return Ok(Update::default());
    }
    // In the order in which the texts lie.
    missing.sort_by_key(|entry| (entry.folded.segment, entry.folded.start));
    gone.sort_unstable();
    let total = missing.iter().map(|entry| u64::from(entry.folded.length)).sum();
    let mut writer = writer(&index)?;
    let mut update = Update { removed: gone.len(), ..Update::default() };
    for print in gone {
        writer.delete_term(Term::from_field_u64(fields.print, print));
    }
    let mut batch = 0;
    for entry in missing {
        let folded = folded(library, entry);
        batch += folded.len() as u64;
        update.bytes += folded.len() as u64;
        update.added += 1;
        writer.add_document(Page { fields, print: entry.print, folded })?;
        if batch >= BATCH_BYTES {
            writer.commit()?;
            batch = 0;
            progress(update.bytes, total);
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(update)
}

/// The text of an article, not copied.
fn folded(library: &Library, entry: &Entry) -> Bytes {
    let segment = library.segments.get(entry.folded.segment as usize);
    let text = segment.and_then(|segment| {
        let text = segment.folded_of(entry)?;
        Some(segment.folded.slice_ref(text))
    });
    text.unwrap_or_default()
}

/// The right to write, which only one process has at a time.
fn writer(index: &Index) -> Result<IndexWriter<Page>, Trouble> {
    // One thread: the reader wants the other processors.
    let writer = index.writer_with_num_threads(1, MEMORY_BYTES).map_err(|error| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Trouble::Busy,
        error => error.into(),
    })?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(GONE_MAX);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}
