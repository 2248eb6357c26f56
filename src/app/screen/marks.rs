//! What the reader adds: the notebook, what of it is on the disk, what can be undone, and the rows
//! of the list of all marks. A change is applied at once and handed out to be saved; only an
//! answer from the disk makes it saved.

mod gone;
mod hub;
mod row;
mod steps;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use crate::app::Effect;
use crate::app::action::Moment;
use crate::article::ArticleId;
use crate::index::Fact;
use crate::library::Library;
use crate::notes::ledger::Ledger;
use crate::notes::{Batch, Change, Document, Kind, Mark, Notebook, Reach, Record, Whereabouts};
use crate::text::Clean;
use gone::Gone;
pub use hub::{Hub, Stage, Stock};
pub use row::{differing, ink, row, sign_at};
use steps::{Deed, Step, Steps, inverse};

/// The notebook of this session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    pub notebook: Notebook,
    /// All of it side by side, to be listed.
    ledger: Arc<Ledger>,
    /// The name of this session in the log.
    pub writer: String,
    /// Everything that this session wrote, so that it outlives a fresh notebook from the disk.
    own: Batch,
    /// Records on their way to the disk, a batch an effect.
    in_flight: VecDeque<Batch>,
    /// Records that could not be written.
    unsaved: Batch,
    /// What this session did, to be taken back.
    steps: Steps,
    /// The library that they are placed in.
    library: Arc<Library>,
    /// Where marks are in it, as far as that is known.
    places: BTreeMap<String, Whereabouts>,
    /// The marks that were looked for in an article, by its index.
    sought: BTreeMap<usize, BTreeSet<String>>,
    /// Where articles were left that are not in it.
    gone: Gone,
    /// Counts the libraries, so that late answers are known.
    pub generation: u64,
    /// Counts the changes of what is marked and where that is.
    pub revision: u64,
    /// The mark that the reader waits to be taken to.
    pub wanted: Option<String>,
}

/// A step that was taken back or done again.
pub struct Taken {
    /// What saves it.
    pub effect: Effect,
    /// The marks that it changed.
    pub ids: BTreeSet<String>,
    /// What it was, in words.
    pub says: String,
}

impl Marks {
    /// An empty notebook; `writer` names this session in the log.
    pub fn new(writer: &str) -> Self {
        Self { writer: writer.to_owned(), ..Self::default() }
    }

    /// Takes the notebook that was read from the disk, and its ledger.
    pub fn load(&mut self, notebook: Notebook, ledger: Ledger) {
        (self.notebook, self.ledger) = (notebook, Arc::new(ledger));
        self.revision += 1;
        for record in &self.own {
            self.notebook.apply(Record::clone(record));
        }
        let ids: BTreeSet<&str> = self.own.iter().map(|record| record.id.as_str()).collect();
        Arc::make_mut(&mut self.ledger).update(&self.notebook, ids);
    }

    /// Takes in what other sessions wrote; tells which marks they changed.
    pub fn merge(&mut self, records: Vec<Record>) -> BTreeSet<String> {
        let ids: BTreeSet<String> = records.iter().map(|record| record.id.clone()).collect();
        for record in records {
            self.notebook.apply(record);
        }
        self.revision += 1;
        for mark in ids.iter().filter_map(|id| self.notebook.get(id)) {
            if mark.kind == Kind::Progress {
                self.gone.add(mark, &self.library);
            }
        }
        let changed = ids.iter().map(String::as_str);
        Arc::make_mut(&mut self.ledger).update(&self.notebook, changed);
        ids
    }

    /// What the hub is made from.
    pub fn stock<'a>(&'a self, library: &'a Library) -> Stock<'a> {
        let Self { ledger, notebook, places, .. } = self;
        Stock { ledger, library, notebook, places }
    }

    /// All marks side by side.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Makes a change that can be taken back.
    pub fn change(&mut self, change: Change, now: &Moment) -> Effect {
        let deed = Deed::of(&change);
        let (effect, changes) = self.make(vec![change], now);
        self.steps.add(Step { changes, deed });
        effect
    }

    /// Makes changes of one sort that are taken back together; `None` where there are none.
    pub fn change_all(&mut self, changes: Vec<Change>, now: &Moment) -> Option<Effect> {
        let deed = Deed::of(changes.first()?);
        let (effect, changes) = self.make(changes, now);
        self.steps.add(Step { changes, deed });
        Some(effect)
    }

    /// Makes changes that are none of the reader's doing: a reading position, where passages are now.
    pub fn note_down(
        &mut self,
        changes: impl IntoIterator<Item = Change>,
        now: &Moment,
    ) -> Option<Effect> {
        let mut batch = Vec::new();
        for change in changes {
            batch.push(self.apply(change, now));
        }
        (!batch.is_empty()).then(|| self.send(batch))
    }

    /// The words of a mark for who edits it: as they were, and as they are where they were edited.
    pub fn quote(&self, mark: &Mark) -> Clean {
        match self.places.get(&mark.id) {
            Some(Whereabouts::Sought { now, .. }) if !now.is_empty() => {
                let (old, new) = differing(mark.words(), now);
                Clean::line(&format!("原：{old}　今：{new}"))
            }
            _ => mark.words().clone(),
        }
    }

    /// Takes the newest step back.
    pub fn undo(&mut self, now: &Moment) -> Option<Taken> {
        let step = self.steps.back()?;
        let (taken, again) = self.take(step, now);
        self.steps.took_back(again);
        Some(taken)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, now: &Moment) -> Option<Taken> {
        let step = self.steps.again()?;
        let (taken, back) = self.take(step, now);
        self.steps.did_again(back);
        Some(taken)
    }

    /// Makes the changes of a step, and tells what takes them back.
    fn take(&mut self, step: Step, now: &Moment) -> (Taken, Step) {
        let ids: BTreeSet<String> = step.changes.iter().filter_map(Change::id).collect();
        for id in &ids {
            // A passage that was confirmed or refused has to be found anew.
            self.places.remove(id);
            Arc::make_mut(&mut self.ledger).place(id, None);
        }
        let says = step.deed.words(step.changes.len());
        let (effect, changes) = self.make(step.changes, now);
        (Taken { effect, ids, says }, Step { changes, deed: step.deed })
    }

    /// Asks where all marks are in another library than before, and which articles are those that were
    /// read to their end and are not what they were.
    pub fn place_all(&mut self, library: &Arc<Library>) -> Option<Effect> {
        self.library = Arc::clone(library);
        self.places.clear();
        self.sought.clear();
        self.gone = Gone::of(&self.notebook, library);
        Arc::make_mut(&mut self.ledger).forget_places();
        self.generation += 1;
        let is_gone = |mark: &&Arc<Mark>| library.by_id(mark.document.article).is_none();
        let finished = self.notebook.finished().filter(is_gone);
        let marks: Vec<Arc<Mark>> = self.notebook.all().chain(finished).map(Arc::clone).collect();
        (!marks.is_empty()).then(|| self.place(library, marks, Reach::Near))
    }

    /// Where articles were left that this one may have been, the likeliest first.
    pub fn left_as(&self, document: &Document) -> impl Iterator<Item = &Mark> {
        self.gone.kin(document)
    }

    /// Asks where marks are.
    pub fn place(&self, library: &Arc<Library>, marks: Vec<Arc<Mark>>, reach: Reach) -> Effect {
        Effect::Place { generation: self.generation, library: Arc::clone(library), marks, reach }
    }

    /// The articles of which a fact is true, as far as it is known where marks are.
    pub fn articles(&self, fact: &Fact) -> Vec<ArticleId> {
        self.notebook.articles(fact, &self.library, &self.places)
    }

    /// Where a mark is in the library.
    pub fn whereabouts(&self, id: &str) -> Option<&Whereabouts> {
        self.places.get(id)
    }

    /// Learns where a mark is.
    pub fn learn(&mut self, id: String, place: Whereabouts) {
        self.revision += u64::from(self.places.get(&id) != Some(&place));
        Arc::make_mut(&mut self.ledger).place(&id, Some(&place));
        if let Whereabouts::Sought { article, .. } = place {
            self.sought.entry(article).or_default().insert(id.clone());
        }
        self.places.insert(id, place);
    }

    /// Learns where marks are. At the start these are all, and they are taken as they come.
    pub fn learn_all(&mut self, places: BTreeMap<String, Whereabouts>) {
        if !self.places.is_empty() {
            for (id, place) in places {
                self.learn(id, place);
            }
            return;
        }
        let ledger = Arc::make_mut(&mut self.ledger);
        for (id, place) in &places {
            ledger.place(id, Some(place));
            if let Whereabouts::Sought { article, .. } = place {
                // The others are where they were taken to be.
                self.revision += 1;
                self.sought.entry(*article).or_default().insert(id.clone());
            }
        }
        self.places = places;
    }

    /// The marks that are in an article though they were not made in it.
    pub fn come_to(&self, article: usize) -> impl Iterator<Item = &Arc<Mark>> {
        self.sought_in(article, Whereabouts::article).filter(|mark| mark.kind != Kind::Progress)
    }

    /// The positions in articles that were read to their end, and then became this one.
    pub fn finished_as(&self, article: usize) -> impl Iterator<Item = &Arc<Mark>> {
        self.sought_in(article, Whereabouts::come_to)
            .filter(|mark| mark.kind == Kind::Progress && mark.read)
    }

    fn sought_in(
        &self,
        article: usize,
        home: impl Fn(&Whereabouts) -> Option<usize>,
    ) -> impl Iterator<Item = &Arc<Mark>> {
        let ids = self.sought.get(&article).into_iter().flatten();
        let is_there = move |id: &&String| self.places.get(*id).and_then(&home) == Some(article);
        ids.filter(is_there).filter_map(|id| self.notebook.get(id))
    }

    /// Tries again what could not be written.
    pub fn retry(&mut self) -> Option<Effect> {
        if self.unsaved.is_empty() {
            return None;
        }
        let batch = std::mem::take(&mut self.unsaved);
        self.in_flight.push_back(batch.clone());
        Some(Effect::Save(batch))
    }

    /// The oldest batch is on the disk; whether the reader wrote any of it, or all was reading
    /// positions.
    pub fn saved(&mut self) -> bool {
        let batch = self.in_flight.pop_front().unwrap_or_default();
        batch.iter().any(|record| !record.is_bookkeeping())
    }

    /// The oldest batch could not be written; it is kept. Whether the reader wrote any of it.
    pub fn not_saved(&mut self) -> bool {
        let batch = self.in_flight.pop_front().unwrap_or_default();
        let is_readers = batch.iter().any(|record| !record.is_bookkeeping());
        self.unsaved.extend(batch);
        is_readers
    }

    /// What could not be written.
    pub fn unsaved(&self) -> &[Arc<Record>] {
        &self.unsaved
    }

    /// What nobody has said to be on the disk, the oldest first.
    pub fn in_danger(&self) -> impl Iterator<Item = &Record> {
        let all = self.unsaved.iter().chain(self.in_flight.iter().flatten());
        all.map(|record| &**record)
    }

    /// Whether anything that the reader wrote is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.in_flight.iter().flatten().any(|record| !record.is_bookkeeping())
    }

    /// Makes changes, and tells what takes them back, the last one first.
    fn make(&mut self, changes: Vec<Change>, now: &Moment) -> (Effect, Vec<Change>) {
        let (mut records, mut back) = (Vec::new(), Vec::new());
        for change in changes {
            let inverse = inverse(&self.notebook, &change);
            let record = self.apply(change, now);
            back.push(inverse.unwrap_or_else(|| Change::Delete(record.id.clone())));
            records.push(record);
        }
        back.reverse();
        (self.send(records), back)
    }

    fn apply(&mut self, change: Change, now: &Moment) -> Arc<Record> {
        let record = Arc::new(self.notebook.record(change, &self.writer, &now.wall));
        self.notebook.apply_shared(&record);
        self.revision += 1;
        self.list(&record.id);
        self.own.push(Arc::clone(&record));
        record
    }

    /// Lists a mark as it is now. One that was just made is in its article, which needs no search.
    fn list(&mut self, id: &str) {
        let ledger = Arc::make_mut(&mut self.ledger);
        ledger.update(&self.notebook, [id]);
        if let Some(mark) = self.notebook.get(id)
            && !self.places.contains_key(id)
            && let Some(index) = self.library.by_id(mark.document.article)
        {
            ledger.place(id, Some(&Whereabouts::Home(index)));
        }
    }

    fn send(&mut self, records: Batch) -> Effect {
        let mut batch = std::mem::take(&mut self.unsaved);
        batch.extend(records);
        self.in_flight.push_back(batch.clone());
        Effect::Save(batch)
    }
}
