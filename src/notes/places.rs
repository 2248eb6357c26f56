//! Where the marks of a library are. In come a library and marks, out comes for each the article
//! that it belongs to now, and for those whose article is not what it was the place in it. Refuses
//! to know which of them is on the screen.
//!
//! An article is known by its id as long as its words are the same. One that was edited, renamed,
//! moved to another file, split or extracted otherwise is known by path, file name or title, or by
//! the words of the mark alone; in any case the text itself must prove the place.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use super::anchor::{Finder, Found, text_hash};
use super::log::Mark;
use super::record::{Document, Extent, Kind, Selector};
use crate::article::Article;
use crate::index::{self, Query, State};
use crate::library::Library;
use crate::text::Clean;
use crate::text::fold::Letters;

/// How many articles of one title are looked into.
const NAMESAKES_MAX: usize = 8;

/// How many articles of one file are.
const SIBLINGS_MAX: usize = 64;

/// Bytes of folded text up to which a whole library is searched unasked for marks whose article is
/// nowhere, and for how many marks.
const SEARCHED_MAX: usize = 64 << 20;
const SEARCHES_MAX: usize = 256;

/// Folded characters of a passage with its contexts that are needed to look for it everywhere.
const RECOGNISABLE: usize = 16;

/// How much of what stands there now is kept, to be shown beside what stood there.
const SHOWN_MAX: usize = 200;

/// Where a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In this article, which has the words it had when the mark was made; nobody has looked where.
    Home(usize),
    /// It was looked for in this article; what stands there now is told where the words are others.
    Sought { article: usize, found: Found, now: Clean },
    /// No article that it could be in is there. The file may be renamed, or on a disk that is not
    /// mounted: that is no reason to give the mark up.
    Unavailable,
}

impl Whereabouts {
    /// The article that it is in, or would be in if its passage were still there.
    pub const fn article(&self) -> Option<usize> {
        match self {
            Self::Home(article) | Self::Sought { article, .. } => Some(*article),
            Self::Unavailable => None,
        }
    }

    /// The article that it has come to, where that has not the words that it was made among and the
    /// passage is still there.
    pub const fn come_to(&self) -> Option<usize> {
        match self {
            Self::Home(_) | Self::Sought { found: Found::Orphan, .. } | Self::Unavailable => None,
            Self::Sought { article, .. } => Some(*article),
        }
    }

    /// What has become of the passage.
    pub const fn state(&self) -> State {
        match self {
            Self::Home(_) => State::Exact,
            Self::Unavailable => State::Unavailable,
            Self::Sought { found, .. } => match found {
                Found::Exact(_) => State::Exact,
                Found::Moved(_) => State::Moved,
                Found::Edited(_) => State::Edited,
                Found::Uncertain(_) => State::Uncertain,
                Found::Orphan => State::Orphan,
            },
        }
    }

    /// The word for it in `--json`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Home(_) => "exact",
            Self::Sought { found, .. } => found.name(),
            Self::Unavailable => "unavailable",
        }
    }
}

/// How far marks are followed whose article is nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Through all articles of a library that is not large.
    Near,
    /// Through all articles of any library.
    Everywhere,
}

/// Seeks one mark in an article.
pub fn seek(finder: &Finder<'_>, article: &Article, mark: &Mark) -> (Found, Clean) {
    let mut found = match mark.kind {
        Kind::Progress => seek_position(finder, &mark.selector),
        _ => finder.follow(&mark.selector, &mark.was),
    };
    // The reader has said that it is not there.
    if !mark.refused.is_empty() && mark.refused == text_hash(article.text()) {
        found = Found::Orphan;
    }
    let now = match &found {
        Found::Edited(range) | Found::Uncertain(range) => {
            let end = range.end.min(range.start + SHOWN_MAX as u32);
            Clean::concat([article.slice(range.start, end)])
        }
        Found::Exact(_) | Found::Moved(_) | Found::Orphan => Clean::default(),
    };
    (found, now)
}

/// Whether the words at a reading position, before it or behind it are in an article: it is asked
/// whether this is what was read, and not where in it.
fn seek_position(finder: &Finder<'_>, selector: &Selector) -> Found {
    let Selector { prefix, exact, suffix, .. } = selector;
    let part = |before: &str, quote: &str, after: &str| {
        let [prefix, exact, suffix] = [before, quote, after].map(Clean::text);
        Selector { prefix, exact, suffix, extent: Extent::Passage, count: 1, ..selector.clone() }
    };
    let parts = [
        part(prefix, exact, suffix),
        part(&format!("{prefix}{exact}"), suffix, ""),
        part("", prefix, &format!("{exact}{suffix}")),
    ];
    let mut likely = Found::Orphan;
    for found in parts.iter().map(|part| finder.find(part)) {
        if found.is_sure() {
            return found;
        }
        if likely == Found::Orphan {
            likely = found;
        }
    }
    likely
}

/// Where all these marks are, by their ids. `None` where it was cancelled.
pub fn places(
    library: &Library,
    marks: &[Arc<Mark>],
    reach: Reach,
    cancelled: &dyn Fn() -> bool,
) -> Option<BTreeMap<String, Whereabouts>> {
    let mut places = BTreeMap::new();
    let mut homeless: BTreeMap<&Document, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        match library.by_id(mark.document.article) {
            Some(index) if mark.refused.is_empty() => {
                places.insert(mark.id.clone(), Whereabouts::Home(index));
            }
            _ => homeless.entry(&mark.document).or_default().push(mark),
        }
    }
    if homeless.is_empty() {
        return Some(places);
    }
    let names = Names::of(library);
    let mut searches = match reach {
        Reach::Near if library.corpus().bytes() > SEARCHED_MAX => 0,
        Reach::Near => SEARCHES_MAX,
        Reach::Everywhere => usize::MAX,
    };
    for (document, marks) in homeless {
        if cancelled() {
            return None;
        }
        let mut best = names.seek(document, &marks);
        for (mark, best) in marks.iter().zip(&mut best) {
            // Where somebody stopped reading is no passage that could stand elsewhere.
            if mark.kind != Kind::Progress && !best.is_sure() && searches > 0 {
                searches -= 1;
                if let Some(place) = by_words(library, &mark.selector, mark, cancelled) {
                    *best = place;
                }
            }
        }
        let found = marks.iter().zip(best).map(|(mark, best)| (mark.id.clone(), best));
        places.extend(found);
    }
    Some(places)
}

impl Whereabouts {
    fn is_sure(&self) -> bool {
        matches!(self, Self::Home(_))
            || matches!(self, Self::Sought { found, .. } if found.is_sure())
    }

    /// How much it says: what is sure before what is not, the same words before others.
    fn rank(&self) -> u8 {
        match self {
            Self::Home(_) => 4,
            Self::Sought { found, .. } => match found {
                Found::Exact(_) | Found::Moved(_) => 4,
                Found::Edited(_) => 3,
                Found::Uncertain(_) => 2,
                Found::Orphan => 1,
            },
            Self::Unavailable => 0,
        }
    }
}

/// How near by name an article is to the one that a mark was made in, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kinship {
    Id,
    PathAndTitle,
    Path,
    FileAndTitle,
    Title,
    File,
}

/// What is sought in the articles that may be a document. Far more articles are read than marked, so
/// that those that were only read are sought in few.
#[derive(Clone, Copy)]
enum Wanted {
    Passages,
    Positions,
}

impl Wanted {
    fn of(marks: &[&Mark]) -> Self {
        let are_positions = marks.iter().all(|mark| mark.kind == Kind::Progress);
        if are_positions { Self::Positions } else { Self::Passages }
    }
}

/// The articles of a library by what they are called.
struct Names<'a> {
    library: &'a Library,
    by_file: HashMap<&'a str, Vec<usize>>,
    by_title: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Names<'a> {
    fn of(library: &'a Library) -> Self {
        let mut names = Self { library, by_file: HashMap::new(), by_title: HashMap::new() };
        for (index, row) in library.rows().enumerate() {
            let file = file_name(row.file().name().as_str());
            names.by_file.entry(file).or_default().push(index);
            if let Some(title) = row.title() {
                names.by_title.entry(title.as_str()).or_default().push(index);
            }
        }
        names
    }

    /// Seeks marks of one document in all articles that may be it.
    fn seek(&self, document: &Document, marks: &[&Mark]) -> Vec<Whereabouts> {
        let mut best = vec![Whereabouts::Unavailable; marks.len()];
        for (kinship, index) in self.kin(document, Wanted::of(marks)) {
            if best.iter().all(|best| best.rank() == 4) {
                break;
            }
            let Some(article) = self.library.article(index) else { continue };
            let finder = Finder::new(&article);
            for (mark, best) in marks.iter().zip(&mut best) {
                let (found, now) = seek(&finder, &article, mark);
                let here = Whereabouts::Sought { article: index, found, now };
                // Of what was read the same title and much the same words are enough.
                let is_likely = mark.kind == Kind::Progress
                    && kinship <= Kinship::Title
                    && here.come_to().is_some();
                // That it is not in some namesake says nothing.
                let counts = here.is_sure() || is_likely || kinship <= Kinship::Path;
                if counts && here.rank() > best.rank() {
                    *best = here;
                }
            }
        }
        best
    }

    /// The articles that may be a document, the likeliest first.
    fn kin(&self, document: &Document, wanted: Wanted) -> Vec<(Kinship, usize)> {
        let (path, title) = (document.path.as_str(), document.title.as_str());
        let none = Vec::new();
        let siblings = self.by_file.get(file_name(path));
        let are_few = |siblings: &&Vec<usize>| siblings.len() <= SIBLINGS_MAX;
        let siblings = match wanted {
            Wanted::Passages => siblings,
            Wanted::Positions => siblings.filter(are_few),
        };
        let siblings = siblings.unwrap_or(&none);
        let namesakes = self.by_title.get(title).unwrap_or(&none);
        let mut kin: Vec<(Kinship, usize)> = siblings
            .iter()
            .chain(namesakes.iter().take(NAMESAKES_MAX))
            .filter_map(|&index| {
                let row = self.library.row(index)?;
                let is_path = row.file().name().as_str() == path;
                let is_title = row.title().unwrap_or_default().as_str() == title;
                let kinship = match (is_path, is_title) {
                    _ if row.id() == document.article => Kinship::Id,
                    (true, true) => Kinship::PathAndTitle,
                    (true, false) => Kinship::Path,
                    (false, true) if siblings.contains(&index) => Kinship::FileAndTitle,
                    (false, true) => Kinship::Title,
                    (false, false) => Kinship::File,
                };
                Some((kinship, index))
            })
            .collect();
        kin.extend(self.library.by_id(document.article).map(|index| (Kinship::Id, index)));
        kin.sort_unstable();
        kin.dedup();
        kin.truncate(match wanted {
            Wanted::Passages => SIBLINGS_MAX,
            Wanted::Positions => NAMESAKES_MAX,
        });
        kin
    }
}

pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The only article that has the words of a mark and of its contexts, whatever it is called.
fn by_words(
    library: &Library,
    selector: &Selector,
    mark: &Mark,
    cancelled: &dyn Fn() -> bool,
) -> Option<Whereabouts> {
    let Selector { prefix, exact, suffix, .. } = selector;
    let whole = format!("{prefix}{exact}{suffix}");
    let letters = |text: &str| Letters::of(text).text.len();
    if letters(&whole) < RECOGNISABLE {
        return None;
    }
    let search = |text: &str| {
        let query = Query::all_of(text.lines());
        Some(index::search(library, &query, cancelled)?.found)
    };
    let mut found = search(&whole)?;
    if found.is_empty() && letters(exact) >= RECOGNISABLE {
        found = search(exact)?;
    }
    let mut homes: Vec<usize> = found.iter().map(|found| library.head_of(found.index())).collect();
    homes.dedup();
    let [index] = homes.as_slice() else { return None };
    let article = library.article(*index)?;
    let (found, now) = seek(&Finder::new(&article), &article, mark);
    found.is_sure().then_some(Whereabouts::Sought { article: *index, found, now })
}
