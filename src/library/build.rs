//! Files in any order to a library in one order. In comes what each file gave, out comes at any
//! time the library of what is there so far, the same whatever order the files came in.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::Arc;

use super::copies::{self, Verdicts};
use super::table::{Gathering, Heap, Table};
use super::{Library, Plan, RowEntry, Skipped, Taken, sources};
use crate::article::Sketch;

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
    /// A builder that waits for the files of `plan`.
    pub fn new(plan: Arc<Plan>) -> Self {
        let slots = plan.files.iter().map(|_| None).collect();
        Self { plan, slots, done: 0, heap: Heap::default(), verdicts: Verdicts::default() }
    }

    /// Takes in what one file gave; a second time, it replaces the first. A file that is not in
    /// the plan is passed over.
    pub fn add(&mut self, taken: Taken) {
        let Some(slot) = self.slots.get_mut(taken.file) else { return };
        self.done += usize::from(slot.is_none());
        *slot = Some(match taken.outcome {
            Ok(part) => {
                let laid = self.heap.lay(&part.packed, part.folded.as_bytes());
                let (table, sketches) = part.laid(laid);
                Slot::Read { table: Arc::new(table), file: 0, sketches: Arc::new(sketches) }
            }
            Err(skipped) => Slot::Skipped(skipped),
        });
    }

    /// How many files of the plan have come.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The library of all files that have come.
    pub fn library(&mut self) -> Library {
        let mut gathering = Gathering::default();
        let mut sketches: Vec<&Sketch> = Vec::new();
        let mut skipped = self.plan.skipped.clone();
        for (slot, place) in self.slots.iter().zip(&self.plan.files) {
            match slot {
                None => {}
                Some(Slot::Skipped(why)) => skipped.push(why.clone()),
                Some(Slot::Read { table, file, sketches: of_table }) => {
                    gathering.push(place, table, *file);
                    sketches.extend(&of_table[table.entries_of(*file)]);
                }
            }
        }
        let segments = self.heap.segments().to_vec();
        let table = Arc::new(gathering.table);
        let mut library = Library { table, segments, skipped, ..Library::default() };
        library.list();
        let entries = library.rows.iter().map(|row| row.entry as usize);
        let sketches: Vec<&Sketch> = entries.map(|entry| sketches[entry]).collect();
        let groups = copies::group(&library, &sketches, &mut self.verdicts);
        library.fold_copies(&groups);
        library
    }
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
