//! Where the marks are: asked for when a library or the notes arrive and when an article is opened,
//! answered by a worker, and decided by the reader where the text alone cannot tell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::linking::LINKED;
use crate::app::screen::marks::{differing, sign_at};
use crate::app::screen::reading::Placed;
use crate::app::{App, Effect, Sought};
use crate::article::{Anchor, Article};
use crate::layout::Pane;
use crate::notes::{Change, Data, Extent, Finder, Found, Kind, Mark, Reach, Whereabouts};
use crate::text::Clean;

/// Characters of a quote that the status line shows.
const QUOTE_SHOWN: usize = 16;

impl App {
    /// Asks where all marks are, in a library or a notebook that is new.
    pub(in crate::app) fn place_all(&mut self) -> Vec<Effect> {
        let library = Arc::clone(&self.library);
        self.marks.place_all(&library).into_iter().collect()
    }

    /// Asks where marks are that another session has made or changed.
    pub(in crate::app) fn place_some(&mut self, ids: &BTreeSet<String>) -> Vec<Effect> {
        let marks: Vec<Arc<Mark>> = ids
            .iter()
            .filter_map(|id| self.marks.notebook.get(id))
            .filter(|mark| mark.kind != Kind::Progress || self.is_finished_and_gone(mark))
            .map(Arc::clone)
            .collect();
        let placing = self.place_marks();
        self.refresh_marks();
        let asking =
            (!marks.is_empty()).then(|| self.marks.place(&self.library, marks, Reach::Near));
        asking.into_iter().chain(placing).collect()
    }

    /// Whether an article was read to its end that is not what it was.
    fn is_finished_and_gone(&self, mark: &Mark) -> bool {
        mark.read && self.library.by_id(mark.document.article).is_none()
    }

    /// Places the marks of this article anew. Those that were made in this very text, or looked for
    /// already, stand at once; the others are asked for.
    pub(in crate::app) fn place_marks(&mut self) -> Option<Effect> {
        let (index, article) = (self.reading.article?, self.article()?);
        let finder = Finder::new(&article);
        let (mut placed, mut unknown) = (Vec::new(), Vec::new());
        for mark in self.marks_in(index, &article) {
            let known = match self.marks.whereabouts(&mark.id) {
                Some(Whereabouts::Sought { article, found, .. }) if *article == index => {
                    Some(found.clone())
                }
                _ if mark.refused.is_empty() && mark.was.is_empty() => {
                    finder.stored(&mark.selector).map(Found::Exact)
                }
                _ => None,
            };
            let is_captured = mark.document.article == article.id || known.is_none();
            match known {
                Some(found) => {
                    // What moved here from elsewhere is captured anew.
                    if !is_captured && found.is_sure() {
                        unknown.push(Arc::clone(&mark));
                    }
                    placed.extend(place(mark, found));
                }
                None => unknown.push(mark),
            }
        }
        placed.sort_by_key(|placed| (placed.start, placed.end));
        self.reading.marks = placed;
        unknown.retain(|mark| {
            !self.has_home_elsewhere(mark, &article) || self.is_unknown(mark, index)
        });
        let generation = self.marks.generation;
        (!unknown.is_empty()).then_some(Effect::Seek { generation, index, article, marks: unknown })
    }

    /// The marks that were made in this article or a copy of it, or have come to it.
    pub(in crate::app) fn marks_in(&self, index: usize, article: &Article) -> Vec<Arc<Mark>> {
        let library = &self.library;
        let others = library.copies_of(index).filter(|&other| other != index);
        let ids = others.filter_map(|other| library.row(other)).map(|row| row.id());
        let made =
            [article.id].into_iter().chain(ids).flat_map(|id| self.marks.notebook.made_in(id));
        let mut marks: BTreeMap<&str, &Arc<Mark>> = BTreeMap::new();
        for mark in made.chain(self.marks.come_to(index)) {
            marks.insert(&mark.id, mark);
        }
        marks.into_values().map(Arc::clone).collect()
    }

    /// Whether the article that a mark was made in is another one that is still there.
    fn has_home_elsewhere(&self, mark: &Mark, here: &Article) -> bool {
        mark.document.article != here.id && self.library.by_id(mark.document.article).is_some()
    }

    fn is_unknown(&self, mark: &Mark, index: usize) -> bool {
        self.marks.whereabouts(&mark.id).and_then(Whereabouts::article) != Some(index)
    }

    /// Takes the answer to where marks are.
    pub(in crate::app) fn take_places(
        &mut self,
        generation: u64,
        mut places: BTreeMap<String, Whereabouts>,
    ) -> Vec<Effect> {
        if generation != self.marks.generation {
            return Vec::new();
        }
        let linked = places.remove(LINKED);
        self.marks.learn_all(places);
        let mut effects: Vec<Effect> = self.place_marks().into_iter().collect();
        effects.extend(linked.map(|place| self.take_linked(&place)).unwrap_or_default());
        self.refresh_marks();
        self.refresh_info();
        effects.extend(self.go_to_wanted());
        effects
    }

    /// Takes the answer to where marks are in an article. What moved or was edited is captured anew,
    /// and appended to the log, so that the next change is measured from this one.
    pub(in crate::app) fn take_sought(
        &mut self,
        generation: u64,
        index: usize,
        marks: Vec<Sought>,
    ) -> Vec<Effect> {
        if generation != self.marks.generation {
            return Vec::new();
        }
        let Some(article) = self.article_at(index) else { return Vec::new() };
        let document = self.document(&article);
        let mut changes = Vec::new();
        for Sought { id, found, now, fresh } in marks {
            let mark = self.marks.notebook.get(&id);
            let is_free = mark.is_some_and(|mark| !self.has_home_elsewhere(mark, &article));
            if let Some(fresh) = fresh.filter(|_| is_free) {
                let document = Some(document.clone());
                // The words that the reader marked are kept until the new ones are confirmed.
                let is_edited = matches!(found, Found::Edited(_));
                let was = mark.filter(|_| is_edited).map(|mark| mark.words().clone());
                let data = Data { selector: Some(fresh), document, was, ..Data::default() };
                changes.push(Change::edit(id.clone(), data));
            }
            // Of a copy the mark has its own place.
            self.marks.learn(id, Whereabouts::Sought { article: index, found, now });
        }
        let now = self.now.clone();
        let mut effects: Vec<Effect> = self.marks.note_down(changes, &now).into_iter().collect();
        effects.extend(self.place_marks());
        self.refresh_marks();
        effects.extend(self.go_to_wanted());
        effects
    }

    /// Goes to where a mark is now, in whichever article. Where that is not known yet, the answer
    /// leads there.
    pub(in crate::app) fn go_to_mark(&mut self, id: &str) -> Vec<Effect> {
        let Some(mark) = self.marks.notebook.get(id).map(Arc::clone) else { return Vec::new() };
        let known = self.marks.whereabouts(id).cloned();
        match known.or_else(|| self.library.by_id(mark.document.article).map(Whereabouts::Home)) {
            Some(Whereabouts::Home(index)) => self.go_to_mark_in(index, &mark),
            Some(Whereabouts::Sought { article, found, .. }) => match found.range() {
                Some(_) => self.go_to_mark_in(article, &mark),
                None => {
                    self.say(&format!("原文已不在文中：{}", beginning(mark.words())));
                    Vec::new()
                }
            },
            Some(Whereabouts::Unavailable) | None => {
                self.marks.wanted = Some(id.to_owned());
                self.say("正在全库查找这段原文…");
                vec![self.marks.place(&self.library, vec![mark], Reach::Everywhere)]
            }
        }
    }

    fn go_to_mark_in(&mut self, index: usize, mark: &Mark) -> Vec<Effect> {
        self.remember();
        self.keep_place(|app| app.focus = Pane::Article);
        let mut effects = Vec::new();
        if self.reading.article != Some(index) {
            effects = self.open(index, 0);
        }
        let placed = self.reading.marks.iter().find(|placed| placed.mark.id == mark.id);
        match (placed.map(|placed| placed.start), self.article()) {
            (Some(offset), Some(article)) => {
                effects.extend(self.go_to(Anchor { article: article.id, offset }));
            }
            _ => self.marks.wanted = Some(mark.id.clone()),
        }
        effects
    }

    /// Goes to the mark that was waited for, where it is known by now.
    fn go_to_wanted(&mut self) -> Vec<Effect> {
        let Some(id) = self.marks.wanted.clone() else { return Vec::new() };
        let Some(place) = self.marks.whereabouts(&id).cloned() else { return Vec::new() };
        self.marks.wanted = None;
        if place == Whereabouts::Unavailable {
            let path = self.marks.notebook.get(&id).map(|mark| mark.document.path.clone());
            let path = path.unwrap_or_default();
            self.say(&format!("所在的文件不在库中，批注仍保留：{path}"));
            return Vec::new();
        }
        self.go_to_mark(&id)
    }

    /// The reader says that the mark at the caret belongs where it stands.
    pub(in crate::app) fn confirm_mark(&mut self) -> Vec<Effect> {
        let (Some(placed), Some(article)) = (self.doubtful_here(), self.article()) else {
            self.say("此处没有待确认的批注");
            return Vec::new();
        };
        let Some(index) = self.reading.article else { return Vec::new() };
        let range = placed.start..placed.end;
        let selector = Finder::new(&article).again(&placed.mark.selector, &range);
        let data = Data {
            selector: Some(selector),
            document: Some(self.document(&article)),
            was: Some(Clean::default()),
            refused: Some(String::new()),
            ..Data::default()
        };
        let found = Found::Exact(range);
        self.settle(
            &placed.mark.id,
            data,
            Whereabouts::Sought { article: index, found, now: Clean::default() },
            "已确认，u 撤销",
        )
    }

    /// The reader says that the mark at the caret does not belong there.
    pub(in crate::app) fn reject_mark(&mut self) -> Vec<Effect> {
        let (Some(placed), Some(article)) = (self.doubtful_here(), self.article()) else {
            self.say("此处没有待确认的批注");
            return Vec::new();
        };
        let Some(index) = self.reading.article else { return Vec::new() };
        let data = Data {
            refused: Some(crate::notes::anchor::text_hash(article.text())),
            ..Data::default()
        };
        let found = Found::Orphan;
        self.settle(
            &placed.mark.id,
            data,
            Whereabouts::Sought { article: index, found, now: Clean::default() },
            "已否认，gm 里仍列着，u 撤销",
        )
    }

    fn settle(&mut self, id: &str, data: Data, place: Whereabouts, says: &str) -> Vec<Effect> {
        let now = self.now.clone();
        let effect = self.marks.change(Change::edit(id.to_owned(), data), &now);
        self.marks.learn(id.to_owned(), place);
        self.say(says);
        [effect].into_iter().chain(self.place_marks()).collect()
    }

    /// The mark at the caret, where its passage was edited or is not sure.
    fn doubtful_here(&self) -> Option<Placed> {
        self.placed_here().filter(|placed| is_doubtful(&placed.found)).cloned()
    }

    /// What the status line says of the mark at the caret, where its passage is not as it was: the old
    /// words, and the keys that decide.
    pub fn doubt(&self) -> Option<Clean> {
        if self.sheet.is_some()
            || self.reading.marks.iter().all(|placed| !is_doubtful(&placed.found))
        {
            return None;
        }
        let placed = self.doubtful_here()?;
        let words = placed.mark.words();
        let sign = sign_at(&placed.mark, &placed.found);
        let text = match placed.found {
            Found::Edited(_) => {
                let article = self.article()?;
                let (old, new) = differing(words, article.slice(placed.start, placed.end).as_str());
                format!("{sign} c认可 x否认 原文已改「{old}」→「{new}」")
            }
            _ => format!("{sign} c确认 x否认 疑在此处，原为「{}」", beginning(words)),
        };
        Some(Clean::line(&text))
    }
}

const fn is_doubtful(found: &Found) -> bool {
    matches!(found, Found::Edited(_) | Found::Uncertain(_))
}

/// A mark where it is, unless it is nowhere. Of a place only the start counts.
fn place(mark: Arc<Mark>, found: Found) -> Option<Placed> {
    let range = found.range()?;
    let end = if mark.selector.extent == Extent::Place { range.start } else { range.end };
    Some(Placed { mark, found, start: range.start, end })
}

/// The first characters of a quote, on one line.
fn beginning(quote: &str) -> String {
    let mut shown: String = quote.replace('\n', " ").chars().take(QUOTE_SHOWN).collect();
    if quote.chars().nth(QUOTE_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
