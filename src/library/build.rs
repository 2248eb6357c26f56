//! Files in any order to a library in one order. In comes what each file gave, or what was kept of
//! it, out comes at any time the library of what is there so far, the same whatever order the files
//! came in and wherever they came from.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::Arc;

use super::copies::{self, Verdicts};
use super::kept::{self, Kept, Key, Known, Refusal};
use super::table::{Gathering, Heap, SEGMENT_BYTES, Segment, Sink, Table};
use super::{Because, Library, Part, Plan, RowEntry, Skipped, Taken, sources};
use crate::article::Sketch;
use crate::disk::{Fault, Stamp};

/// Gathers what the files of a plan gave. Making a library costs one walk over the rows and copies
/// no article, so that one may be shown while files are still being read.
#[derive(Debug)]
pub struct Builder {
    plan: Arc<Plan>,
    /// One for each file of the plan, empty until it has come.
    slots: Vec<Option<Slot>>,
    done: usize,
    heap: Heap,
    verdicts: Verdicts,
}

#[derive(Debug)]
enum Slot {
    /// A file of a table, and the sketches of all its articles.
    Read {
        table: Arc<Table>,
        file: usize,
        sketches: Arc<Vec<Sketch>>,
    },
    Skipped(Skipped),
}

impl Builder {
    /// A builder that waits for the files of `plan`. What comes goes into `sink`, if there is one.
    pub fn new(plan: Arc<Plan>, sink: Option<Box<dyn Sink>>) -> Self {
        let slots = plan.files.iter().map(|_| None).collect();
        let heap = Heap::on(Vec::new(), sink);
        Self { plan, slots, done: 0, heap, verdicts: Verdicts::default() }
    }

    /// A builder that has those files already that are `known`. `None` where what was kept is
    /// damaged.
    pub fn on(
        plan: Arc<Plan>,
        kept: &Kept,
        known: &[Option<Known>],
        sink: Option<Box<dyn Sink>>,
    ) -> Option<Self> {
        let (sketches, verdicts) = kept.rest()?;
        let (library, sketches) = (&kept.library, Arc::new(sketches));
        let moves = if sink.is_some() { wasted(library, known) } else { Vec::new() };
        let heap = Heap::on(library.segments.clone(), sink);
        let slots = plan.files.iter().map(|_| None).collect();
        let mut builder = Self { plan, slots, done: 0, heap, verdicts };
        for (number, known) in known.iter().enumerate() {
            let slot = match *known {
                None => None,
                Some(Known::Refused(one)) => {
                    kept.refusals.get(one).map(|one| Slot::Skipped(one.skipped.clone()))
                }
                Some(Known::Read(file)) if is_in(library, file, &moves) => {
                    builder.moved(library, number, file, &sketches)
                }
                Some(Known::Read(file)) => {
                    let (table, sketches) = (Arc::clone(&library.table), Arc::clone(&sketches));
                    Some(Slot::Read { table, file, sketches })
                }
            };
            builder.done += usize::from(slot.is_some());
            builder.slots[number] = slot;
        }
        Some(builder)
    }

    /// Lays a file down anew, so that the pack it lies in is free; `None` where that is damaged.
    fn moved(
        &mut self,
        library: &Library,
        number: usize,
        file: usize,
        sketches: &[Sketch],
    ) -> Option<Slot> {
        let mut gathering = Gathering::default();
        gathering.push(self.plan.files.get(number)?, &library.table, file);
        let mut table = gathering.table;
        let (mut packed, mut folded) = (Vec::new(), Vec::new());
        for entry in &mut table.entries {
            let segment: &Segment = library.segments.get(entry.folded.segment as usize)?;
            let bytes = (segment.packed_of(entry)?, segment.folded_of(entry)?);
            if !segment.is_sound() {
                return None;
            }
            entry.start = packed.len() as u64;
            entry.folded.start = folded.len() as u64;
            packed.extend_from_slice(bytes.0);
            folded.extend_from_slice(bytes.1);
        }
        let laid = self.heap.lay(&packed, &folded);
        table.lay(0, laid);
        let sketches = Arc::new(sketches.get(library.table.entries_of(file))?.to_vec());
        Some(Slot::Read { table: Arc::new(table), file: 0, sketches })
    }

    /// The files of the plan that have not come.
    pub fn missing(&self) -> Vec<usize> {
        (0..self.slots.len()).filter(|&file| self.slots[file].is_none()).collect()
    }

    /// Takes in what one file gave; a second time, it replaces the first. A file that is not in
    /// the plan is passed over.
    pub fn add(&mut self, taken: Taken) {
        let Some(slot) = self.slots.get_mut(taken.file) else { return };
        self.done += usize::from(slot.is_none());
        *slot = Some(match taken.outcome {
            Ok(mut part) => {
                part.lay(&mut self.heap);
                let (table, sketches) = (Arc::new(part.table), Arc::new(part.sketches));
                Slot::Read { table, file: 0, sketches }
            }
            Err(skipped) => Slot::Skipped(skipped),
        });
    }

    /// Lays down what came of a file that is still being read, so that it need not be held. Nothing
    /// of it is in the library before the file is added.
    pub fn lay(&mut self, part: &mut Part) {
        part.lay(&mut self.heap);
    }

    /// How many files of the plan have come.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Why the sink took no more, if it did not; the rest is in memory.
    pub fn fault(&self) -> Option<&Fault> {
        self.heap.fault()
    }

    /// The library of all files that have come.
    pub fn library(&mut self) -> Library {
        let segments = self.heap.segments().to_vec();
        let mut gathering = Gathering::default();
        let mut skipped = self.plan.skipped.clone();
        for (slot, place) in self.slots.iter().zip(&self.plan.files) {
            match slot {
                None => {}
                Some(Slot::Skipped(why)) => skipped.push(why.clone()),
                Some(Slot::Read { table, file, .. }) => gathering.push(place, table, *file),
            }
        }
        let mut table = gathering.table;
        let segments = table.keep_used(segments);
        let table = Arc::new(table);
        let mut library = Library { table, segments, skipped, ..Library::default() };
        library.list();
        let sketches = sketches(&self.slots);
        let entries = library.rows.iter().map(|row| row.entry as usize);
        let sketches: Vec<&Sketch> = entries.map(|entry| sketches[entry]).collect();
        let groups = copies::group(&library, &sketches, &mut self.verdicts);
        library.fold_copies(&groups);
        library
    }

    /// The catalog of the library that was made last. `stamps` are those that the files of the plan
    /// had before they were read.
    pub fn catalog(&self, key: &Key, library: &Library, stamps: &[Option<Stamp>]) -> Vec<u8> {
        let (mut read, mut refusals) = (Vec::new(), Vec::new());
        for (slot, &stamp) in self.slots.iter().zip(stamps) {
            match slot {
                Some(Slot::Skipped(skipped)) if skipped.because == Because::Content => {
                    refusals.push(Refusal { stamp, skipped: skipped.clone() });
                }
                Some(Slot::Read { .. }) => read.push(stamp),
                _ => {}
            }
        }
        let sketches = sketches(&self.slots);
        kept::catalog(key, library, (&read, &refusals), (&sketches, &self.verdicts))
    }
}

/// The sketches of all articles of the files that have come.
fn sketches(slots: &[Option<Slot>]) -> Vec<&Sketch> {
    let mut all = Vec::new();
    for slot in slots.iter().flatten() {
        if let Slot::Read { table, file, sketches } = slot {
            all.extend(sketches.get(table.entries_of(*file)).unwrap_or_default());
        }
    }
    all
}

/// The segments that are not worth keeping: less than half of one is still in use, or it is small,
/// and many small ones would gather.
fn wasted(library: &Library, known: &[Option<Known>]) -> Vec<bool> {
    let mut used = vec![0; library.segments.len()];
    for known in known.iter().flatten() {
        if let Known::Read(file) = known {
            for entry in &library.table.entries[library.table.entries_of(*file)] {
                if let Some(used) = used.get_mut(entry.folded.segment as usize) {
                    *used += entry.length as usize;
                }
            }
        }
    }
    let is_wasted = |(segment, used): (&Arc<Segment>, &usize)| {
        used * 2 < segment.packed.len() || segment.packed.len() < SEGMENT_BYTES
    };
    library.segments.iter().zip(&used).map(is_wasted).collect()
}

/// Whether a file lies in one of these segments.
fn is_in(library: &Library, file: usize, segments: &[bool]) -> bool {
    let mut entries = library.table.entries[library.table.entries_of(file)].iter();
    entries.any(|entry| segments.get(entry.folded.segment as usize).copied().unwrap_or_default())
}

impl Library {
    /// Lists the entries of the table; one whose text was listed already is another place of it.
    fn list(&mut self) {
        let mut seen = HashMap::with_capacity(self.table.entries.len());
        let mut again: Vec<(u32, usize)> = Vec::new();
        for (number, entry) in self.table.entries.iter().enumerate() {
            match seen.entry(entry.id()) {
                Occupied(first) => again.push((*first.get(), number)),
                Vacant(free) => {
                    free.insert(self.rows.len() as u32);
                    let entry = number as u32;
                    let row = RowEntry { entry, copy_of: u32::MAX, copies: (0, 0), also: (0, 0) };
                    self.rows.push(row);
                }
            }
        }
        again.sort_unstable();
        for of_one in again.chunk_by(|a, b| a.0 == b.0) {
            let from = self.also.len() as u32;
            let places = of_one.iter().map(|&(_, entry)| self.place_of(entry)).collect::<Vec<_>>();
            self.also.extend(places);
            self.rows[of_one[0].0 as usize].also = (from, self.also.len() as u32);
        }
        let mut by_id: Vec<usize> = (0..self.rows.len()).collect();
        by_id.sort_unstable_by_key(|&index| self.id(index));
        self.by_id = by_id;
    }

    /// Folds copies under their heads, and groups what is left by sources.
    fn fold_copies(&mut self, groups: &[copies::Group]) {
        for group in groups {
            for &copy in &group.copies {
                self.rows[copy].copy_of = group.head as u32;
            }
            let from = self.copies.len() as u32;
            self.copies.extend(&group.copies);
            self.rows[group.head].copies = (from, self.copies.len() as u32);
        }
        let is_shown = |&index: &usize| self.rows[index].copy_of == u32::MAX;
        self.shown = (0..self.rows.len()).filter(is_shown).collect();
        self.sources = sources::group(self);
    }
}
