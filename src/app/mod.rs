//! The state of the reader and how it changes. In come actions, out come effects, both plain data.
//! Refuses to know files, the screen's cells, threads and the clock.

mod act;
mod action;
mod command;
mod editor;
mod effect;
mod outcome;
pub mod screen;
mod spoken;
pub mod told;
mod update;

use std::sync::Arc;

pub use action::{Action, Moment, Mouse, Outcome, Sought};
pub use command::{Command, Mode};
pub use editor::Editor;
pub use effect::{Arrangement, Asked, Asking, Effect, Existing, Exported, MouseUse, Written};
pub use update::update;

use screen::concordance::{self, Concordance};
use screen::info::Info;
use screen::marks::{Hub, Marks};
use screen::names::Names;
use screen::note::Note;
use screen::original::Sheet;
use screen::pick::{Item, Pick};
use screen::popup::Popup;
use screen::queries::Queries;
use screen::reading::find::Find;
use screen::reading::object::Scope;
use screen::reading::wish::{Drag, Use};
use screen::reading::{Reading, Sight};
use screen::search::{Search, Stage};
use screen::sources::Sources;

use crate::article::{Article, cite};
use crate::layout::{self, Flow, Measure, Pane, PaneOptions, Panes, SearchPane, Size, View};
use crate::library::Library;
use crate::notes::Ink;
use crate::notes::links::Link;
use crate::text::Clean;
use crate::text::width::WidthPolicy;

/// What the reader has set; see `config.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Measure, margins, columns, the space between lines.
    pub page: layout::PageOptions,
    /// Whether body paragraphs begin with two empty Han, or are set apart by a blank line.
    pub indent: layout::Indent,
    pub gap: layout::Gap,
    /// Where the lines of a paragraph end.
    pub align: layout::Align,
    /// How references are written.
    pub cite: cite::Style,
    pub mouse: MouseUse,
    /// The name of the theme; `auto` suits the terminal.
    pub theme: String,
    /// How long a key that begins longer ones waits for them, in milliseconds.
    pub key_timeout_ms: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            page: layout::PageOptions { measure_cells: 80, ..Default::default() },
            indent: layout::Indent::TwoHan,
            gap: layout::Gap::None,
            align: layout::Align::Ragged,
            cite: cite::Style::default(),
            mouse: MouseUse::Reader,
            theme: "auto".to_owned(),
            key_timeout_ms: 600,
        }
    }
}

/// What lies over the panes.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The help, scrolled down by so many lines.
    Help { top: usize },
    /// The calendar of what was read, up to so many weeks ago.
    Calendar { weeks_back: usize },
    /// The tags of the mark with this id are being typed.
    Tags { mark: String, pick: Box<Pick> },
    /// The passages that the note which is being written can link to.
    Link { note: Box<Note>, pick: Box<Pick> },
    /// The links of a note.
    Links(Box<Pick>),
    /// A note is being written.
    Note(Box<Note>),
    /// All marks of the library; see [`App::hub`].
    Marks,
    /// All commands.
    Palette(Box<Pick>),
    /// All articles.
    Picker(Box<Pick>),
    /// The headings of the article and the articles of its file.
    Contents(Box<Pick>),
    /// The files that could not be read, or not without loss.
    Faults(Box<Pick>),
    /// The themes, the selected one shown.
    Themes(Box<Pick>),
    /// The searches with a name, and what was asked before.
    Searches(Box<Pick>),
    /// The years and sources of the hits.
    Facets(Box<Pick>),
    /// The people, places and organisations of the library.
    Names(Box<Pick>),
    /// The forms that marks can be written in.
    Formats(Box<Pick>),
    /// What is told of one article.
    Info(Box<Pick>),
}

impl Overlay {
    /// The list that it is, if it is one.
    fn pick(&mut self) -> Option<&mut Pick> {
        match self {
            Self::Palette(pick)
            | Self::Formats(pick)
            | Self::Picker(pick)
            | Self::Contents(pick)
            | Self::Faults(pick)
            | Self::Themes(pick)
            | Self::Searches(pick)
            | Self::Facets(pick)
            | Self::Names(pick)
            | Self::Links(pick)
            | Self::Link { pick, .. }
            | Self::Tags { pick, .. }
            | Self::Info(pick) => Some(pick),
            Self::Help { .. } | Self::Calendar { .. } | Self::Note(_) | Self::Marks => None,
        }
    }
}

/// What the next character is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    NameOfBookmark,
    BookmarkToGoTo,
    /// It names the ink of a passage.
    Ink,
    /// It is looked for, so many times.
    Find(Find, u32),
    /// It names a text object.
    Object(Scope, Use),
}

/// A line of the help overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    Group(Clean),
    Command { keys: Clean, help: Clean },
}

/// What the status line says until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: Clean,
}

/// How loud a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Info,
    Error,
}

/// How far the library is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// So many files of so many are read, and so much of a long one, in hundredths.
    Files {
        done: usize,
        total: usize,
        percent: Option<u8>,
    },
    Done,
}

impl Loading {
    /// Nothing is known of the files yet.
    pub const OPENING: Self = Self::Files { done: 0, total: 0, percent: None };
}

/// How much of a large library is in the index that it will be searched with, in bytes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexing {
    pub done: u64,
    pub total: u64,
}

/// The whole state.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    pub size: Size,
    pub policy: WidthPolicy,
    pub settings: Settings,
    pub view: View,
    pub focus: Pane,
    pub library: Arc<Library>,
    pub loading: Loading,
    /// None where nothing is being indexed.
    pub indexing: Option<Indexing>,
    pub sources: Sources,
    pub reading: Reading,
    /// The file of the article as it stood, while it is shown in the place of the article.
    pub sheet: Option<Box<Sheet>>,
    pub search: Search,
    /// The lines of a query, which cover the panes while they are open.
    pub concordance: Concordance,
    pub queries: Queries,
    pub names: Names,
    pub info: Info,
    pub marks: Marks,
    /// The list of all marks, as it was left.
    pub hub: Hub,
    pub overlay: Option<Overlay>,
    pub awaiting: Option<Awaiting>,
    /// What is written on the marks at the caret, while it is shown beside it.
    pub popup: Option<Popup>,
    pub notice: Option<Notice>,
    /// The time of day at which the last change was known to be on the disk; empty before.
    pub saved_at: String,
    /// The ink that was used last.
    ink: Ink,
    /// What was copied last, whatever became of it in the clipboard.
    copied: String,
    /// The passage that was copied last.
    copied_passage: Option<Link>,
    /// The link whose passage is being looked for.
    linked: Option<Link>,
    /// The keys typed so far that mean nothing yet.
    pub pending: Clean,
    pub now: Moment,
    /// The rows of the palette.
    commands: Arc<Vec<Item>>,
    /// The rows of the list of themes.
    themes: Arc<Vec<Item>>,
    /// The lines of the help overlay.
    pub help: Arc<Vec<HelpLine>>,
    /// Whether the reader has moved, so that a late answer must not turn the page.
    touched: bool,
    /// Counts the questions for words, so that late answers are known.
    word_generation: u64,
    /// Counts the questions for the file of an article.
    original_generation: u64,
    /// What the mouse selects while its button is held.
    drag: Option<Drag>,
    /// The lines that were set last.
    lines: layout::Kept,
}

impl App {
    /// An empty library on a screen of `size`; `writer` names the session in the notes log.
    pub fn new(
        size: Size,
        settings: Settings,
        writer: &str,
        commands: Vec<Item>,
        help: Vec<HelpLine>,
    ) -> Self {
        Self {
            size,
            policy: WidthPolicy::default(),
            settings,
            view: View::Panes,
            focus: Pane::Article,
            library: Arc::default(),
            loading: Loading::OPENING,
            indexing: None,
            sources: Sources::default(),
            reading: Reading::default(),
            sheet: None,
            search: Search::default(),
            concordance: Concordance::default(),
            queries: Queries::default(),
            names: Names::default(),
            info: Info::default(),
            marks: Marks::new(writer),
            hub: Hub::default(),
            overlay: None,
            awaiting: None,
            popup: None,
            notice: None,
            saved_at: String::new(),
            ink: Ink::Yellow,
            copied: String::new(),
            copied_passage: None,
            linked: None,
            pending: Clean::default(),
            now: Moment::default(),
            commands: Arc::new(commands),
            themes: Arc::default(),
            help: Arc::new(help),
            touched: false,
            word_generation: 0,
            original_generation: 0,
            drag: None,
            lines: layout::Kept::default(),
        }
    }

    /// What keys mean now.
    pub fn mode(&self) -> Mode {
        match &self.overlay {
            _ if self.awaiting.is_some() => Mode::Letter,
            Some(Overlay::Help { .. } | Overlay::Calendar { .. }) => Mode::Help,
            Some(Overlay::Note(_)) => Mode::Note,
            Some(
                Overlay::Marks
                | Overlay::Formats(_)
                | Overlay::Palette(_)
                | Overlay::Picker(_)
                | Overlay::Contents(_)
                | Overlay::Faults(_)
                | Overlay::Themes(_)
                | Overlay::Searches(_)
                | Overlay::Facets(_)
                | Overlay::Names(_)
                | Overlay::Links(_)
                | Overlay::Link { .. }
                | Overlay::Tags { .. }
                | Overlay::Info(_),
            ) => Mode::List,
            None if self.concordance.stage == concordance::Stage::Open => Mode::Concordance,
            None if self.search.stage == Stage::Typing => Mode::Search,
            None if self.reading.selecting.is_some() => Mode::Select,
            None if self.focus == Pane::Sources => Mode::Sources,
            None => Mode::Article,
        }
    }

    /// Where everything stands on the screen.
    pub fn panes(&self) -> Panes {
        let search = match self.search.stage {
            Stage::Closed => SearchPane::Closed,
            Stage::Typing => SearchPane::Results,
            Stage::Standing => SearchPane::Bar,
        };
        let focus = if self.search.stage == Stage::Typing { Pane::Article } else { self.focus };
        layout::panes(
            self.size,
            PaneOptions { focus, view: self.view, search, page: self.settings.page },
        )
    }

    /// The article being read.
    pub fn article(&self) -> Option<Arc<Article>> {
        self.reading.article.and_then(|index| self.article_at(index))
    }

    /// The article with an index in the library.
    pub fn article_at(&self, index: usize) -> Option<Arc<Article>> {
        self.library.article(index)
    }

    /// What the article pane shows, and the state of it: the article, or its file.
    pub fn page(&self) -> Option<(Arc<Article>, &Reading)> {
        match &self.sheet {
            Some(sheet) => Some((Arc::clone(&sheet.original.page), &sheet.reading)),
            None => self.article().map(|article| (article, &self.reading)),
        }
    }

    /// The state of what the article pane shows.
    fn page_state(&mut self) -> &mut Reading {
        match &mut self.sheet {
            Some(sheet) => &mut sheet.reading,
            None => &mut self.reading,
        }
    }

    /// The lines of an article as wide as the pane.
    pub fn flow<'a>(&self, article: &'a Arc<Article>) -> Flow<'a> {
        let measure = Measure {
            width_cells: self.panes().page.width,
            policy: self.policy,
            indent: self.settings.indent,
            gap: self.settings.gap,
            align: self.settings.align,
        };
        Flow::resume(article, measure, &self.lines)
    }

    /// What motions in an article see.
    fn sight<'a>(&self, article: &'a Arc<Article>) -> Sight<'a> {
        Sight { article, flow: self.flow(article), rows: self.panes().page.lines().max(1) }
    }

    /// The rows of a page in the source list.
    fn list_rows(&self) -> usize {
        self.panes().sources.map_or(1, |area| usize::from(area.height).max(1))
    }

    fn say(&mut self, text: &str) {
        self.notice = Some(Notice { kind: NoticeKind::Info, text: Clean::line(text) });
    }

    fn complain(&mut self, text: Clean) {
        self.notice = Some(Notice { kind: NoticeKind::Error, text });
    }
}
