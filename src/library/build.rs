//! Files in any order to a library in one order. In comes what each file gave, out comes at any
//! time the library of what is there so far, the same whatever order the files came in.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::sync::Arc;

use super::{File, Library, Loaded, Place, Placed, Plan, Skipped, copies, shown, sources};
use crate::article::{Article, ArticleId, Extraction};
use crate::disk::Entry;
use crate::text::{Clean, fold};

/// Gathers what the files of a plan gave. Making a library costs one walk over the articles and
/// copies no text, so that one may be shown while others are still being read.
#[derive(Debug)]
pub struct Builder {
    plan: Arc<Plan>,
    /// One for each file of the plan, empty until it has come.
    slots: Vec<Option<Slot>>,
    done: usize,
}

#[derive(Debug)]
enum Slot {
    Read(Arc<File>, Vec<Titled>),
    Skipped(Skipped),
}

/// An article and its title as shown, folded.
#[derive(Debug)]
struct Titled {
    article: Arc<Article>,
    folded_title: Arc<str>,
}

impl Builder {
    /// A builder that waits for the files of `plan`.
    pub fn new(plan: Arc<Plan>) -> Self {
        let slots = plan.files.iter().map(|_| None).collect();
        Self { plan, slots, done: 0 }
    }

    /// Takes in what one file gave; a second time, it replaces the first. A file that is not in
    /// the plan is passed over.
    pub fn add(&mut self, loaded: Loaded) {
        let index = loaded.file;
        let (Some(slot), Some(entry)) = (self.slots.get_mut(index), self.plan.files.get(index))
        else {
            return;
        };
        self.done += usize::from(slot.is_none());
        *slot = Some(match loaded.outcome {
            Ok(extraction) => Slot::of(entry, extraction),
            Err(skipped) => Slot::Skipped(skipped),
        });
    }

    /// How many files of the plan have come.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The library of all files that have come.
    pub fn library(&self) -> Library {
        let mut library = Library { skipped: self.plan.skipped.clone(), ..Library::default() };
        let mut seen = HashMap::new();
        for slot in self.slots.iter().flatten() {
            match slot {
                Slot::Skipped(skipped) => library.skipped.push(skipped.clone()),
                Slot::Read(file, articles) => place(&mut library, &mut seen, file, articles),
            }
        }
        for group in copies::group(&library.articles) {
            for &copy in &group.copies {
                library.articles[copy].copy_of = Some(group.head);
            }
            library.articles[group.head].copies = group.copies;
        }
        let shown = |&index: &usize| library.articles[index].copy_of.is_none();
        library.shown = (0..library.articles.len()).filter(shown).collect();
        library.by_id = (0..library.articles.len()).collect();
        library.by_id.sort_unstable_by_key(|&index| library.articles[index].article.id);
        library.sources = sources::group(&library.articles, &library.files);
        library
    }
}

impl Slot {
    fn of(entry: &Entry, extraction: Extraction) -> Self {
        let name = shown(&entry.path);
        if extraction.articles.is_empty() {
            let reason =
                Clean::line(&format!("nothing to read in \"{name}\": no article is in it"));
            return Self::Skipped(Skipped { path: entry.path.clone(), reason, hint: None });
        }
        let file = File {
            path: entry.path.clone(),
            name,
            folder: shown(&*entry.folder),
            dropped_lines: extraction.dropped.len(),
            warnings: extraction.warnings,
        };
        let titled = |article: Article| {
            let title = article.title().unwrap_or_else(|| file.name.shown());
            let folded_title = fold::fold(title.as_str()).into();
            Titled { article: Arc::new(article), folded_title }
        };
        let articles = extraction.articles.into_iter().map(titled).collect();
        Self::Read(Arc::new(file), articles)
    }
}

/// Puts the articles of a file into the library; one that is there already gets a second place.
fn place(
    library: &mut Library,
    seen: &mut HashMap<ArticleId, usize>,
    file: &Arc<File>,
    articles: &[Titled],
) {
    for (number, titled) in articles.iter().enumerate() {
        let place = Place { file: library.files.len(), number };
        match seen.entry(titled.article.id) {
            Occupied(first) => library.articles[*first.get()].also.push(place),
            Vacant(free) => {
                free.insert(library.articles.len());
                let article = Arc::clone(&titled.article);
                let folded_title = Arc::clone(&titled.folded_title);
                library.articles.push(Placed {
                    article,
                    place,
                    also: Vec::new(),
                    copy_of: None,
                    copies: Vec::new(),
                    folded_title,
                });
            }
        }
    }
    library.files.push(Arc::clone(file));
}
