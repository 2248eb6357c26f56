//! Links from a note to a passage: picked while the note is written, followed from where it is read.

use std::sync::Arc;

use crate::app::screen::marks::Stage;
use crate::app::screen::note::Note;
use crate::app::screen::pick::{Item, Pick, Target};
use crate::app::{App, Effect, Overlay};
use crate::article::{Anchor, Article};
use crate::notes::links::{Link, links};
use crate::notes::{Finder, Mark, Reach, Whereabouts};
use crate::text::Clean;

/// What the passage of a link is called while it is looked for; no mark of the log is called so.
pub(in crate::app) const LINKED: &str = "link";

impl App {
    /// Remembers what was copied as a passage that can be linked to.
    pub(in crate::app) fn remember_copied(&mut self, article: &Article, (start, end): (u32, u32)) {
        let selector = Finder::new(article).passage(start, end);
        self.copied_passage = Some(Link::to(&self.document(article), &selector));
    }

    /// Opens the list of passages that a note can link to, over the note.
    pub(in crate::app) fn ask_link(&mut self) {
        let copied = self.copied_passage.iter().map(|link| {
            let label = Clean::line(&format!("刚复制的：{}", link.words));
            Item::new(label, link.title.clone(), Target::Link(link.clone()))
        });
        let items: Vec<Item> = copied.chain(self.linkable()).collect();
        if items.is_empty() {
            self.say("还没有可链接的：先 y 复制一段，或加书签、划线");
            return;
        }
        if let Some(Overlay::Note(note)) = self.overlay.take() {
            self.overlay = Some(Overlay::Link { note, pick: Box::new(Pick::new(items)) });
        }
    }

    /// The passages of all marks, the newest first.
    fn linkable(&self) -> Vec<Item> {
        let mut marks: Vec<&Arc<Mark>> = self.marks.notebook.all().collect();
        marks.sort_by(|a, b| (&b.created, &b.id).cmp(&(&a.created, &a.id)));
        let item = |mark: &Arc<Mark>| {
            let link = Link::to(&mark.document, &mark.selector);
            let note = mark.note.lines().next().unwrap_or_default();
            let label = Clean::line(format!("{} {note}", link.words).trim());
            Item::new(label, link.title.clone(), Target::Link(link))
        };
        marks.into_iter().map(item).collect()
    }

    /// Goes back to the note, with the picked link typed in it or without.
    pub(in crate::app) fn close_link(&mut self, picked: Option<&Link>) {
        let Some(Overlay::Link { mut note, .. }) = self.overlay.take() else { return };
        if let Some(link) = picked {
            note.editor.insert(&link.markdown());
        }
        self.overlay = Some(Overlay::Note(note));
    }

    /// Follows the link of the marks at the caret; of several the reader picks one.
    pub(in crate::app) fn follow_link_here(&mut self) -> Vec<Effect> {
        let marks = self.marks_at_caret();
        let links: Vec<Link> = marks.iter().flat_map(|placed| links(&placed.mark.note)).collect();
        if links.is_empty() {
            self.say("此处的批注没有链接");
        }
        self.follow_one_of(links)
    }

    /// The same of a mark in the hub, which is left for it.
    pub(in crate::app) fn follow_link_of(&mut self, mark: &Mark) -> Vec<Effect> {
        let links = links(&mark.note);
        if links.is_empty() {
            self.say("这条批注没有链接");
            return Vec::new();
        }
        self.overlay = None;
        self.hub.stage = if links.len() == 1 { Stage::Closed } else { Stage::Covered };
        self.follow_one_of(links)
    }

    fn follow_one_of(&mut self, mut links: Vec<Link>) -> Vec<Effect> {
        match links.len() {
            0 => Vec::new(),
            1 => self.follow(&links.remove(0)),
            _ => {
                let item = |link: Link| {
                    Item::new(link.words.clone(), link.title.clone(), Target::Link(link))
                };
                let items = links.into_iter().map(item).collect();
                self.overlay = Some(Overlay::Links(Box::new(Pick::new(items))));
                Vec::new()
            }
        }
    }

    /// Goes to the passage of a link. Where the article has other words now, a worker looks for it.
    pub(in crate::app) fn follow(&mut self, link: &Link) -> Vec<Effect> {
        if let Some(index) = self.library.by_id(link.article) {
            return self.go_to_link(index, link.start);
        }
        let Some(mark) = link.mark(LINKED) else { return Vec::new() };
        self.linked = Some(link.clone());
        self.say("正在全库查找这段原文…");
        vec![self.marks.place(&self.library, vec![Arc::new(mark)], Reach::Everywhere)]
    }

    /// Takes the answer to where the passage of a link is.
    pub(in crate::app) fn take_linked(&mut self, place: &Whereabouts) -> Vec<Effect> {
        let Some(link) = self.linked.take() else { return Vec::new() };
        match place {
            Whereabouts::Sought { article, found, .. } => match found.range() {
                Some(range) => {
                    let effects = self.go_to_link(*article, range.start);
                    if !found.is_sure() {
                        self.say(&format!("? 疑在此处，原为「{}」", link.words));
                    }
                    return effects;
                }
                None => self.say(&format!("原文已不在文中：{}", link.words)),
            },
            Whereabouts::Home(_) | Whereabouts::Unavailable => {
                self.say(&format!("库中找不到《{}》的这一段：{}", link.title, link.words));
            }
        }
        Vec::new()
    }

    fn go_to_link(&mut self, index: usize, offset: u32) -> Vec<Effect> {
        let Some(article) = self.article_at(index) else { return Vec::new() };
        self.remember();
        self.keep_place(|app| app.focus = crate::layout::Pane::Article);
        self.go_to(Anchor { article: article.id, offset: offset.min(article.chars()) })
    }

    /// The note that is being written, also while a link for it is picked.
    pub(in crate::app) fn take_note(&mut self) -> Option<Box<Note>> {
        match self.overlay.take() {
            Some(Overlay::Note(note) | Overlay::Link { note, .. }) => Some(note),
            _ => None,
        }
    }
}
