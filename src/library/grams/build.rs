//! The articles of a library into its index of grams, and those that are gone out of it. What was
//! built before is left as it is, so that a change costs work in proportion to itself, and a build
//! that was cut short goes on where it stood.

use std::collections::HashSet;
use std::ops::ControlFlow;

use tantivy::directory::Directory;
use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::Term;
use tantivy::{Index, IndexWriter, TantivyError};

use super::segment::Batch;
use super::{Trouble, fields, prints_of};
use crate::library::Library;
use crate::library::table::Entry;

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

/// The most characters of a part of the index as it is first written: 8 bytes each are held in
/// memory, and it is done in some seconds.
const PART_CHARS: usize = 16 << 20;

/// Brings the index in `directory` to the state of `library`, and makes it where there is none.
/// `progress` hears how many bytes of how many are done, and says whether to go on; what is done
/// is kept. One process writes at a time; others read what was there before, or after.
pub fn update(
    directory: Box<dyn Directory>,
    library: &Library,
    progress: &dyn Fn(u64, u64) -> ControlFlow<()>,
) -> Result<Update, Trouble> {
    update_by(PART_CHARS, directory, library, progress)
}

/// The same in parts of so many characters.
pub(super) fn update_by(
    part_chars: usize,
    directory: Box<dyn Directory>,
    library: &Library,
    progress: &dyn Fn(u64, u64) -> ControlFlow<()>,
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
    let mut batch = Batch::default();
    for entry in missing {
        let folded = folded(library, entry);
        batch.push(entry.print, folded);
        update.bytes += folded.len() as u64;
        update.added += 1;
        if batch.is_full(part_chars) {
            let full = std::mem::take(&mut batch);
            writer.add_segment(full.write(writer.new_segment(), fields)?)?;
            // On the disk for good.
            writer.commit()?;
            if progress(update.bytes, total).is_break() {
                break;
            }
        }
    }
    if !batch.is_empty() {
        writer.add_segment(batch.write(writer.new_segment(), fields)?)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(update)
}

/// The text of an article.
fn folded<'a>(library: &'a Library, entry: &Entry) -> &'a str {
    let segment = library.segments.get(entry.folded.segment as usize);
    let text = segment.and_then(|segment| segment.folded_of(entry));
    // What is not UTF-8 was damaged, and would have been seen before.
    text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
}

/// The right to write, which only one process has at a time.
fn writer(index: &Index) -> Result<IndexWriter, Trouble> {
    // What it holds in memory for documents of which it is given none is the least it takes. One
    // thread merges: the reader wants the other processors.
    let options = IndexWriterOptions::builder().num_merge_threads(1).build();
    let writer = index.writer_with_options(options).map_err(|error| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Trouble::Busy,
        error => error.into(),
    })?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(GONE_MAX);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}
