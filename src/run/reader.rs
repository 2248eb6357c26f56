//! The main loop: waits on one channel, drains it, changes the state, draws once, writes once. No
//! tick: while nothing happens nothing runs. While the terminal is behind, the state changes and
//! nothing is drawn.

mod away;
mod clicks;
mod editor;
mod farewell;
mod link;
mod looks;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::desk::Desk;
use super::effects::{Opening, Workers};
use super::shelf::Source;
use super::terminal::clipboard::{self, Copied};
use super::terminal::input::{self, Gate, Input, Report};
use super::terminal::keyboard;
use super::terminal::screen::{Mouse, Refusal};
use super::terminal::signals::{self, Notice};
use super::{Event, Start, work};
use crate::app::{Action, Command, Effect, Loading, Mouse as AppMouse, MouseUse, Outcome};
use crate::layout::Size;
use crate::library::Library;
use crate::text::Clean;
use crate::ui;
use clicks::Clicks;
use editor::Editing;
use link::Link;
use looks::Looks;

/// How long the first frame waits for the library, the notes and the terminal's answer: they are
/// there within a few ms where files are few and the terminal is near, and a frame that is drawn
/// twice costs more than that.
const FIRST_FRAME: Duration = Duration::from_millis(9);

/// How the session ended.
pub enum Ended {
    /// The reader left, or the terminal did.
    Left,
    /// A signal ended it; the exit code says which.
    Killed(u8),
}

/// Why there was no session.
pub struct NoSession {
    pub sentence: String,
    pub hint: &'static str,
}

impl From<Refusal> for NoSession {
    fn from(refusal: Refusal) -> Self {
        Self { sentence: refusal.to_string(), hint: Refusal::HINT }
    }
}

/// Opens the reader on this terminal and returns when it is closed.
pub fn read(start: Start) -> Result<Ended, NoSession> {
    let mouse = mouse(start.settings.mouse);
    let (events, inbox) = mpsc::channel();
    let workers = Workers::start(events.clone(), start.shelf, start.journal, start.queries);
    let link = Link::open(mouse, |name| std::env::var(name).ok(), start.ambiguous)?;
    let mut desk = Desk::new(link.size(), start.settings, start.keymap, &start.session);
    desk.show_themes(&start.themes);
    desk.app.policy = link.policy();
    let mut reader = Reader {
        desk,
        workers,
        link,
        looks: Looks::new(start.themes),
        frame: Buffer::default(),
        drawing: Drawing::Due,
        suspension: None,
        wanted: None,
        editing: None,
        gate: None,
        events,
        clicks: Clicks::default(),
        undecided_since: None,
        damaged: None,
        leaving: None,
    };
    reader.gate = Some(reader.listen()?);
    for notice in start.notices {
        reader.act(Action::Done(Box::new(Outcome::Failed(notice))));
    }
    reader.run(&inbox);
    Ok(reader.end(&inbox))
}

struct Reader {
    desk: Desk,
    workers: Workers,
    link: Link,
    looks: Looks,
    frame: Buffer,
    drawing: Drawing,
    /// The wish to be stopped, until the terminal can be left.
    suspension: Option<Suspend>,
    /// The text that the reader's own editor is to have, until the terminal can be left.
    wanted: Option<String>,
    /// That editor, while it has the screen.
    editing: Option<Editing>,
    /// What keeps the keys from being read meanwhile.
    gate: Option<Gate>,
    events: Sender<Event>,
    clicks: Clicks,
    /// Since when the keys so far are a command that may yet become another.
    undecided_since: Option<Instant>,
    /// The library that is being made anew because it was damaged.
    damaged: Option<Arc<Library>>,
    leaving: Option<Ended>,
}

/// Whether the screen is behind the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawing {
    Due,
    Done,
}

/// The program is to be stopped.
struct Suspend;

/// Why a loop over the events ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Silence {
    /// Nothing came in time.
    Yet,
    /// Nothing will come.
    ForEver,
}

impl Reader {
    fn listen(&self) -> Result<Gate, NoSession> {
        let broken = |error| NoSession::from(Refusal::Broken(error));
        let events = self.events.clone();
        signals::listen(move |notice| {
            let _ = events.send(Event::Signal(notice));
        })
        .map_err(broken)?;
        let events = self.events.clone();
        let keyboard = self.link.keyboard().map_err(broken)?;
        input::listen(keyboard, move |input| {
            let _ = events.send(Event::Input(input));
        })
        .map_err(broken)
    }

    fn run(&mut self, inbox: &Receiver<Event>) {
        let many_notes = self.wait_for_first_frame(inbox);
        self.draw();
        drop(many_notes);
        while self.leaving.is_none() {
            let held = self.draw();
            let until = self.undecided_for().into_iter().chain(held).min();
            match wait(inbox, until) {
                Ok(event) => self.take_all(event, inbox),
                Err(Silence::Yet) => self.decide(),
                Err(Silence::ForEver) => break,
            }
            if self.suspension.take().is_some() {
                self.suspend(inbox);
            }
            if let Some(text) = self.wanted.take() {
                self.lend(&text, inbox);
            }
            self.mend();
        }
    }

    /// Makes a library anew whose bytes are not what they were.
    fn mend(&mut self) {
        let library = &self.desk.app.library;
        let is_known = self.damaged.as_ref().is_some_and(|known| Arc::ptr_eq(known, library));
        if library.is_damaged() && !is_known {
            self.damaged = Some(Arc::clone(library));
            self.workers.load(Source::Files, Opening::Again);
        }
    }

    /// Takes all that has come before a frame is drawn: a held key costs one.
    fn take_all(&mut self, first: Event, inbox: &Receiver<Event>) {
        self.act(Action::At(work::now()));
        self.take(first);
        while self.leaving.is_none() {
            let Ok(event) = inbox.try_recv() else { break };
            self.take(event);
        }
    }

    /// What the keys so far mean after all, where nothing came in time that made it another command.
    fn decide(&mut self) {
        if self.undecided_for().is_some_and(|left| left.is_zero()) {
            self.act(Action::At(work::now()));
            let effects = self.desk.settle();
            self.perform(effects);
            self.note_undecided();
            self.drawing = Drawing::Due;
        }
    }

    /// How long the keys so far may yet become another command.
    fn undecided_for(&self) -> Option<Duration> {
        let limit = Duration::from_millis(self.desk.app.settings.key_timeout_ms.into());
        self.undecided_since.map(|since| limit.saturating_sub(since.elapsed()))
    }

    fn note_undecided(&mut self) {
        self.undecided_since = self.desk.is_undecided().then(Instant::now);
    }

    /// Waits for what the first frame shows. Hands over what holds back notes that are too many to
    /// be waited for.
    fn wait_for_first_frame(&mut self, inbox: &Receiver<Event>) -> Option<Sender<()>> {
        let start = Instant::now();
        self.act(Action::At(work::now()));
        let (mut notes_missing, mut many_notes) = (true, None);
        while notes_missing || self.link.awaits_answers() || self.desk.app.loading != Loading::Done
        {
            let left = FIRST_FRAME.saturating_sub(start.elapsed());
            match inbox.recv_timeout(left) {
                Ok(event) => {
                    notes_missing &= !matches!(event, Event::Outcome(Outcome::Notes(..)));
                    if let Event::ManyNotes(held) = event {
                        (notes_missing, many_notes) = (false, Some(held));
                    } else {
                        self.take(event);
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        many_notes
    }

    fn take(&mut self, event: Event) {
        if !matches!(
            event,
            Event::Input(Input::Report(_) | Input::FocusGained) | Event::ManyNotes(_)
        ) {
            self.drawing = Drawing::Due;
        }
        match event {
            Event::Input(Input::Key(key)) => {
                if let Some(stroke) = keyboard::stroke(key) {
                    let effects = self.desk.stroke(stroke);
                    self.perform(effects);
                    self.note_undecided();
                }
            }
            Event::Input(Input::Paste(text)) => self.act(Action::Text(text)),
            Event::Input(Input::Mouse(event)) => {
                if let Some((mouse, x, y)) = keyboard::mouse(event) {
                    let mouse = match mouse {
                        AppMouse::Press => self.clicks.press((x, y), Instant::now()),
                        other => other,
                    };
                    self.act(Action::Mouse(mouse, x, y));
                }
            }
            Event::Input(Input::Report(report)) => self.hear(report),
            Event::Input(Input::FocusGained) | Event::ManyNotes(_) => {}
            Event::Input(Input::Gone) => {
                self.link.hang_up();
                self.leave(Ended::Left);
            }
            Event::Signal(notice) => self.obey(notice),
            Event::Outcome(outcome) => self.act(Action::Done(Box::new(outcome))),
            Event::Edited(ended) => self.take_back(ended),
            Event::Sequence(bytes) => {
                if self.editing.is_none() {
                    self.link.send(&bytes);
                }
            }
        }
    }

    fn hear(&mut self, report: Report) {
        let colours = self.link.colours();
        if let Some(outcome) = self.link.take(report) {
            self.act(Action::Done(Box::new(outcome)));
            self.drawing = Drawing::Due;
        }
        if self.link.colours() != colours {
            self.drawing = Drawing::Due;
        }
    }

    fn obey(&mut self, notice: Notice) {
        match notice {
            Notice::Quit(code) => self.leave(Ended::Killed(code as u8)),
            Notice::Resized => self.resize(),
            Notice::Suspend => self.suspension = Some(Suspend),
            // The screen is the editor's, which was stopped too.
            Notice::Resumed if self.editing.is_some() => {}
            Notice::Resumed => {
                self.link.resume();
                self.repaint();
            }
        }
    }

    /// Ends the session as `q` would: what is being written is saved. The first reason holds.
    fn leave(&mut self, ended: Ended) {
        if self.leaving.is_some() {
            return;
        }
        if let Some(text) = self.editing.take().and_then(Editing::abandon) {
            self.act(Action::Done(Box::new(Outcome::Edited(Ok(text)))));
        }
        self.act(Action::Do(Command::Quit, None));
        self.leaving = Some(ended);
    }

    fn resize(&mut self) {
        let size = self.link.size();
        if self.desk.app.size != size {
            self.link.invalidate();
        }
        self.act(Action::Resize(size));
    }

    fn act(&mut self, action: Action) {
        let effects = self.desk.act(action);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search { generation, asked } => self.workers.search(generation, asked),
                Effect::Spell { generation, asked, pinyin } => {
                    self.workers.spell(generation, asked, pinyin);
                }
                Effect::Arrange { generation, arrangement } => {
                    self.workers.arrange(generation, arrangement);
                }
                Effect::Names { generation, library } => {
                    self.workers.names(generation, library);
                }
                Effect::Gist { generation, library, article } => {
                    self.workers.gist(generation, library, article);
                }
                Effect::Words { generation, text } => self.workers.words(generation, text),
                Effect::Original { generation, path, article } => {
                    self.workers.original(generation, path, article);
                }
                Effect::Place { generation, library, marks, reach } => {
                    self.workers.place(generation, library, marks, reach);
                }
                Effect::Seek { generation, index, article, marks } => {
                    self.workers.seek(generation, index, article, marks);
                }
                Effect::Edit(text) => self.wanted = Some(text),
                Effect::Save(records) => self.workers.save(records),
                Effect::Keep(asking) => self.workers.keep(asking),
                Effect::Copy(text) => self.copy(text),
                Effect::Write { path, what, existing } => self.workers.write(path, what, existing),
                Effect::Reload => self.workers.load(Source::Kept, Opening::Again),
                Effect::Redraw => self.repaint(),
                Effect::Calibrate => {
                    self.link.calibrate();
                    self.repaint();
                }
                Effect::Mouse(user) => self.link.set_mouse(mouse(user)),
                Effect::Suspend => self.suspension = Some(Suspend),
                Effect::Quit => self.leaving = self.leaving.take().or(Some(Ended::Left)),
            }
        }
    }

    /// Copies on a thread, as tmux is waited for.
    fn copy(&self, text: String) {
        let events = self.events.clone();
        let copy = move || {
            let chars = text.chars().count();
            let how = match clipboard::copy(&text, |name| std::env::var(name).ok()) {
                Copied::InTmux => format!("已复制 {chars} 字到 tmux"),
                Copied::Sequence(bytes) => {
                    let _ = events.send(Event::Sequence(bytes));
                    format!("已复制 {chars} 字（OSC 52）")
                }
                Copied::TooLong(bytes) => {
                    format!("未复制：{bytes} 字节，终端剪贴板容不下；:write-copied 存成文件")
                }
            };
            let _ = events.send(Event::Outcome(Outcome::Copied { how: Clean::line(&how) }));
        };
        let _ = std::thread::Builder::new().name("copy".to_owned()).spawn(copy);
    }

    /// Draws what is new. Where the terminal is behind it draws nothing, and tells how long that
    /// may be waited for.
    fn draw(&mut self) -> Option<Duration> {
        if self.drawing == Drawing::Done || self.editing.is_some() {
            return None;
        }
        if let Some(left) = self.link.hold() {
            return Some(left);
        }
        self.drawing = Drawing::Done;
        let Size { cols, rows } = self.desk.app.size;
        self.frame.resize(Rect::new(0, 0, cols, rows));
        self.frame.reset();
        let theme = self.looks.theme(self.desk.app.theme(), self.link.colours());
        let cursor = ui::draw(&self.desk.app, theme, &mut self.frame);
        if self.link.show(&self.frame, cursor).is_err() {
            self.leave(Ended::Left);
        }
        None
    }
}

fn mouse(user: MouseUse) -> Mouse {
    match user {
        MouseUse::Reader => Mouse::Reported,
        MouseUse::Terminal => Mouse::LeftAlone,
    }
}

/// The next event; waits at most so long, or for ever.
fn wait(inbox: &Receiver<Event>, at_most: Option<Duration>) -> Result<Event, Silence> {
    let Some(at_most) = at_most else { return inbox.recv().map_err(|_| Silence::ForEver) };
    inbox.recv_timeout(at_most).map_err(|error| match error {
        RecvTimeoutError::Timeout => Silence::Yet,
        RecvTimeoutError::Disconnected => Silence::ForEver,
    })
}
