//! The reader without a terminal: keys in, screens out. Effects are done at once, so that what a
//! test or `duben screen` sees hangs on the keys alone.

mod picture;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answers::{gist, names, spelling};
use super::desk::Desk;
use super::effects::Keeping;
use super::shelf::grams::{self, Upkeep};
use super::shelf::{self, Audience, Shelf, Source};
use super::terminal::painter::Painter;
use super::{Queries, Start, journal, output, work};
use crate::app::{Action, Effect, Moment, Mouse, Outcome, Settings};
use crate::disk::store::{self, Journal};
use crate::disk::{Disk, Folders};
use crate::keys::{Keymap, parse_keys};
use crate::layout::Size;
use crate::library::{Library, Options, sample};
use crate::notes::ledger::Ledger;
use crate::text::Clean;
use crate::text::width::{Ambiguous, WidthPolicy};
use crate::ui::{self, Depth, Themes};
use picture::Paper;

/// A reader on a screen that exists only in memory.
pub struct Session {
    desk: Desk,
    themes: Themes,
    shelf: Shelf,
    journal: Keeping,
    queries: Queries,
    library: Arc<Library>,
    painter: Painter,
    copied: Option<String>,
    has_quit: bool,
}

impl Session {
    /// Opens files and folders (without any, the built-in sample) with the default settings, on a
    /// terminal with narrow ambiguous characters. Notes are kept in `data_dir`, or only as long as
    /// the session where there is none.
    pub fn at(paths: &[PathBuf], cols: u16, rows: u16, data_dir: Option<&Path>) -> Self {
        let disk: Arc<dyn Disk> =
            if paths.is_empty() { Arc::new(sample()) } else { Arc::new(Folders::default()) };
        let session = store::session_name();
        let journal: Box<dyn Journal + Send> = match data_dir {
            Some(folder) => Box::new(store::Directory::new(folder.join("notes"), None, &session)),
            None => Box::new(store::Memory::default()),
        };
        let start = Start {
            shelf: Shelf { disk, roots: paths.to_vec(), options: Options::default(), index: None },
            settings: Settings::default(),
            themes: Themes::default(),
            keymap: Keymap::default(),
            journal: Ok(journal),
            queries: data_dir.map(Queries::within).unwrap_or_default(),
            session,
            notices: Vec::new(),
            ambiguous: Some(Ambiguous::Narrow),
        };
        Self::open(start, Size { cols, rows }, WidthPolicy::NARROW)
    }

    /// Opens a library on a screen of `size`, ambiguous characters as wide as `policy` says.
    pub(crate) fn open(start: Start, size: Size, policy: WidthPolicy) -> Self {
        let Start { shelf, settings, themes, keymap, journal, queries, session, notices, .. } =
            start;
        let mut desk = Desk::new(size, settings, keymap, &session);
        desk.show_themes(&themes);
        let mut session = Self {
            desk,
            themes,
            shelf,
            journal,
            queries,
            library: Arc::default(),
            painter: Painter::new(policy),
            copied: None,
            has_quit: false,
        };
        session.act(Action::At(Moment {
            wall: "2026-01-01T01:41:00Z".into(),
            clock: "09:41".into(),
            day: "2026-01-01".into(),
        }));
        session.act(Action::Done(Box::new(Outcome::Width(policy))));
        session.load();
        let notes = match &session.journal {
            Ok(journal) => journal::notes(&**journal).0,
            Err(_) => crate::notes::Notebook::default(),
        };
        let ledger = Ledger::of(&notes);
        session.act(Action::Done(Box::new(Outcome::Notes(Box::new(notes), Box::new(ledger)))));
        let queries = session.queries.load();
        session.act(Action::Done(Box::new(queries)));
        for notice in notices {
            session.act(Action::Done(Box::new(Outcome::Failed(notice))));
        }
        session
    }

    /// Presses keys, in the notation of vim, and waits until it is known that nothing follows
    /// them. The error names what is no key; the keys before it are not pressed either.
    pub fn press(&mut self, keys: &str) -> Result<(), String> {
        for stroke in parse_keys(keys)? {
            let effects = self.desk.stroke(stroke);
            self.perform(effects);
        }
        while self.desk.is_undecided() {
            let effects = self.desk.settle();
            self.perform(effects);
        }
        Ok(())
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.act(Action::Text(text.to_owned()));
    }

    /// Presses the left button at a cell, drags to another and lets go; a click where both are one.
    pub fn drag(&mut self, from: (u16, u16), to: (u16, u16)) {
        self.drag_by(Mouse::Press, from, to);
    }

    fn drag_by(&mut self, press: Mouse, from: (u16, u16), to: (u16, u16)) {
        self.act(Action::Mouse(press, from.0, from.1));
        if from != to {
            self.act(Action::Mouse(Mouse::Drag, to.0, to.1));
        }
        self.act(Action::Mouse(Mouse::Release, to.0, to.1));
    }

    /// Presses the left button at a cell two or three times in quick succession, the last time
    /// dragging to another cell.
    pub fn drag_again(&mut self, times: u8, from: (u16, u16), to: (u16, u16)) {
        self.drag(from, from);
        self.drag_by(Mouse::DoublePress, from, if times == 2 { to } else { from });
        if times > 2 {
            self.drag_by(Mouse::TriplePress, from, to);
        }
    }

    /// Turns the wheel by one notch towards the reader, over a cell.
    pub fn wheel_down(&mut self, x: u16, y: u16) {
        self.act(Action::Mouse(Mouse::WheelDown, x, y));
    }

    /// Takes an action and does what it asks for.
    fn act(&mut self, action: Action) {
        let effects = self.desk.act(action);
        self.perform(effects);
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.act(Action::Resize(Size { cols, rows }));
    }

    /// Whether the reader has left.
    pub fn has_quit(&self) -> bool {
        self.has_quit
    }

    /// The cell of the cursor, column and row, where it is shown.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.buffer().1
    }

    /// What was handed to the clipboard last.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// The bytes that bring a terminal from the screen of the last call to this one.
    pub fn paint(&mut self) -> Vec<u8> {
        let (buffer, cursor) = self.buffer();
        self.painter.frame(&buffer, cursor).to_vec()
    }

    /// Gives the terminal other widths: `narrow`, `wide` or `safe`, as `--ambiguous` does.
    pub fn set_ambiguous(&mut self, ambiguous: &str) {
        let ambiguous = match ambiguous {
            "wide" => Ambiguous::Wide,
            "safe" => Ambiguous::Safe,
            _ => Ambiguous::Narrow,
        };
        let policy = WidthPolicy::all(ambiguous);
        self.painter.set_policy(policy);
        self.act(Action::Done(Box::new(Outcome::Width(policy))));
    }

    /// The screen and the cell of the cursor.
    fn buffer(&self) -> (Buffer, Option<(u16, u16)>) {
        let Size { cols, rows } = self.desk.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
        // There is no background to be asked for.
        let theme = self.themes.theme(self.desk.app.theme(), Depth::Full, None);
        let cursor = ui::draw(&self.desk.app, &theme, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text, a line a row, without the blanks at the ends of lines.
    pub fn screen(&self) -> String {
        picture::text(&self.buffer().0)
    }

    /// The screen as text with the colours and attributes of a terminal, a line a row.
    pub fn ansi(&self) -> String {
        picture::ansi(&self.buffer().0)
    }

    /// The screen as an SVG picture, on light paper where the theme is made for that.
    pub fn svg(&self) -> String {
        let (buffer, cursor) = self.buffer();
        let paper = if self.desk.app.theme() == "light" { Paper::Light } else { Paper::Dark };
        picture::svg(&buffer, cursor, paper)
    }

    /// What on the screen is not plain text: `row:from-to style`, a run a line.
    pub fn styles(&self) -> String {
        picture::styles(&self.buffer().0)
    }

    fn load(&mut self) {
        self.library = shelf::load(&self.shelf, Source::Kept, &Nobody).keep(&Nobody);
        if let Some(index) = &self.shelf.index {
            grams::serve(index, &self.library, Upkeep::None, &Nobody);
        }
        self.act(Action::Done(Box::new(Outcome::Loaded(Arc::clone(&self.library)))));
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let outcome = match effect {
                Effect::Search { generation, asked } => {
                    work::search(&self.library, generation, &asked, &|| false).map(without_time)
                }
                Effect::Arrange { generation, arrangement } => {
                    work::arrange(generation, &arrangement, &|| false)
                }
                Effect::Spell { generation, asked, pinyin } => {
                    spelling::prepare(&self.library);
                    spelling::answer(&self.library, generation, &asked, pinyin, &|| false)
                        .map(without_time)
                }
                Effect::Names { generation, library } => names::names(&library, None, &Nobody)
                    .map(|names| Outcome::Names { generation, names }),
                Effect::Gist { generation, library, article } => {
                    Some(gist::answer(&library, generation, article, &|| false))
                }
                Effect::Words { generation, text } => Some(work::words(generation, &text)),
                Effect::Original { generation, path, article } => {
                    Some(work::original(&self.shelf, generation, &path, article))
                }
                Effect::Place { generation, library, marks, reach } => {
                    work::place(&library, generation, &marks, reach, &|| false)
                }
                Effect::Seek { generation, index, article, marks } => {
                    Some(work::seek(&article, generation, index, &marks))
                }
                Effect::Edit(_) => {
                    let why = Clean::line("没有终端，打不开编辑器");
                    Some(Outcome::Edited(Err(why)))
                }
                Effect::Save(records) => Some(match &mut self.journal {
                    Ok(journal) => journal::save(&mut **journal, &records),
                    Err(why) => Outcome::NotSaved { why: why.clone() },
                }),
                Effect::Keep(asking) => self.queries.keep(&asking),
                Effect::Copy(text) => {
                    self.copied = Some(text);
                    Some(Outcome::Copied { how: Clean::line("已复制") })
                }
                Effect::Write { path, what, existing } => {
                    Some(output::write(&path, &what, existing, std::env::home_dir().as_deref()))
                }
                Effect::Reload => {
                    self.load();
                    None
                }
                Effect::Quit => {
                    self.has_quit = true;
                    None
                }
                Effect::Redraw => {
                    self.painter.invalidate();
                    None
                }
                Effect::Calibrate => Some(Outcome::Calibrated(self.desk.app.policy)),
                Effect::Mouse(_) | Effect::Suspend => None,
            };
            if let Some(outcome) = outcome {
                self.act(Action::Done(Box::new(outcome)));
            }
        }
    }
}

/// Nobody watches how a library is made, or its names are gathered.
struct Nobody;

impl Audience for Nobody {}

impl names::Watch for Nobody {}

/// A screen that is printed twice is the same twice.
fn without_time(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Found { generation, results, tally, words, .. } => {
            Outcome::Found { generation, results, tally, words, micros: 0 }
        }
        Outcome::Spelt { generation, spelt, results, tally, .. } => {
            Outcome::Spelt { generation, spelt, results, tally, micros: 0 }
        }
        other => other,
    }
}
