//! The main loop: waits on one channel, drains it, changes the state, draws once, writes once. No
//! tick: while nothing happens nothing runs.

use std::io::Write;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::desk::Desk;
use super::effects::Workers;
use super::terminal::clipboard::{self, Copied};
use super::terminal::input::{self, Input};
use super::terminal::keyboard;
use super::terminal::painter::Painter;
use super::terminal::probe::{self, Answers};
use super::terminal::screen::{Mouse, Refusal, Suspension, Terminal};
use super::terminal::signals::{self, Notice};
use super::{Event, Start, work};
use crate::app::{Action, Command, Effect, Loading, MouseUse, Outcome};
use crate::layout::Size;
use crate::notes::Record;
use crate::text::Clean;
use crate::text::width::{Ambiguous, WidthPolicy};
use crate::ui::{self, Theme};

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
    let mouse = match start.settings.mouse {
        MouseUse::Reader => Mouse::Reported,
        MouseUse::Terminal => Mouse::LeftAlone,
    };
    let (events, inbox) = mpsc::channel();
    let workers = Workers::start(events.clone(), start.shelf, start.journal);
    let terminal = Terminal::enter(mouse, std::env::var("TERM").ok().as_deref())?;
    let (cols, rows) = terminal.size();
    let mut desk = Desk::new(Size { cols, rows }, start.settings, start.keymap, &start.session);
    let policy = WidthPolicy { ambiguous: start.ambiguous.unwrap_or(Ambiguous::Safe) };
    desk.app.policy = policy;
    let mut reader = Reader {
        desk,
        workers,
        terminal,
        painter: Painter::new(policy),
        theme: start.theme,
        frame: Buffer::default(),
        answers: start.ambiguous.is_none().then(Answers::default),
        events,
        undecided_since: None,
        leaving: None,
    };
    reader.listen()?;
    for notice in start.notices {
        reader.act(Action::Done(Box::new(Outcome::Failed(notice))));
    }
    reader.run(&inbox);
    Ok(reader.end(&inbox))
}

struct Reader {
    desk: Desk,
    workers: Workers,
    terminal: Terminal,
    painter: Painter,
    theme: Theme,
    frame: Buffer,
    /// The answers to the question about widths, where it was asked.
    answers: Option<Answers>,
    events: Sender<Event>,
    /// Since when the keys so far are a command that may yet become another.
    undecided_since: Option<Instant>,
    leaving: Option<Ended>,
}

impl Reader {
    fn listen(&self) -> Result<(), NoSession> {
        let broken = |error| NoSession::from(Refusal::Broken(error));
        let events = self.events.clone();
        signals::listen(move |notice| {
            let _ = events.send(Event::Signal(notice));
        })
        .map_err(broken)?;
        let events = self.events.clone();
        let keyboard = self.terminal.keyboard().map_err(broken)?;
        self.ask_widths();
        input::listen(keyboard, move |input| {
            let _ = events.send(Event::Input(input));
        })
        .map_err(broken)
    }

    fn ask_widths(&self) {
        // The question is asked in row 2.
        if self.answers.is_some() && self.desk.app.size.rows > 1 {
            let _ = self.terminal.write(probe::questions().as_bytes());
        }
    }

    fn run(&mut self, inbox: &Receiver<Event>) {
        self.wait_for_first_frame(inbox);
        while self.leaving.is_none() {
            self.draw();
            let Some(event) = self.next(inbox) else { break };
            self.act(Action::At(work::now()));
            self.take(event);
            // All that has come is taken before a frame is drawn: a held key costs one.
            while self.leaving.is_none() {
                let Ok(event) = inbox.try_recv() else { break };
                self.take(event);
            }
        }
    }

    /// Waits for an event; while keys may yet become another command, only so long. `None` where
    /// none is to be waited for any more.
    fn next(&mut self, inbox: &Receiver<Event>) -> Option<Event> {
        while let (Some(since), None) = (self.undecided_since, &self.leaving) {
            let limit = Duration::from_millis(self.desk.app.settings.key_timeout_ms.into());
            match inbox.recv_timeout(limit.saturating_sub(since.elapsed())) {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    self.act(Action::At(work::now()));
                    let effects = self.desk.settle();
                    self.perform(effects);
                    self.note_undecided();
                    self.draw();
                }
            }
        }
        if self.leaving.is_some() { None } else { inbox.recv().ok() }
    }

    fn note_undecided(&mut self) {
        self.undecided_since = self.desk.is_undecided().then(Instant::now);
    }

    fn wait_for_first_frame(&mut self, inbox: &Receiver<Event>) {
        let start = Instant::now();
        self.act(Action::At(work::now()));
        let mut notes_missing = true;
        let mut widths_missing = self.answers.is_some();
        while notes_missing || widths_missing || self.desk.app.loading != Loading::Done {
            let left = FIRST_FRAME.saturating_sub(start.elapsed());
            match inbox.recv_timeout(left) {
                Ok(event) => {
                    notes_missing &= !matches!(event, Event::Outcome(Outcome::Notes(_)));
                    let asked = self.desk.app.policy;
                    self.take(event);
                    widths_missing &= self.desk.app.policy == asked;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn take(&mut self, event: Event) {
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
                if let Some(action) = keyboard::mouse(event) {
                    self.act(action);
                }
            }
            Event::Input(Input::Report(report)) => {
                let verdict = self.answers.as_mut().and_then(|answers| answers.take(report));
                if let Some(ambiguous) = verdict {
                    let policy = WidthPolicy { ambiguous };
                    self.painter.set_policy(policy);
                    self.act(Action::Done(Box::new(Outcome::Width(policy))));
                }
            }
            Event::Input(Input::FocusGained) => {}
            Event::Input(Input::Gone) => self.leave(Ended::Left),
            Event::Signal(notice) => self.obey(notice),
            Event::Outcome(outcome) => self.act(Action::Done(Box::new(outcome))),
            Event::Sequence(bytes) => {
                let _ = self.terminal.write(&bytes);
            }
        }
    }

    fn obey(&mut self, notice: Notice) {
        match notice {
            Notice::Quit(code) => self.leave(Ended::Killed(code as u8)),
            Notice::Resized => self.resize(),
            Notice::Suspend => self.suspend(),
            Notice::Resumed => {
                let _ = self.terminal.resume();
                self.repaint();
            }
        }
    }

    /// Ends the session as `q` would: what is being written is saved.
    fn leave(&mut self, ended: Ended) {
        self.act(Action::Do(Command::Quit, None));
        self.leaving = Some(ended);
    }

    fn resize(&mut self) {
        let (cols, rows) = self.terminal.size();
        if self.desk.app.size != (Size { cols, rows }) {
            self.painter.invalidate();
        }
        self.act(Action::Resize(Size { cols, rows }));
    }

    fn suspend(&mut self) {
        match self.terminal.suspend() {
            Ok(Suspension::Over) => self.repaint(),
            Ok(Suspension::NoShell) => {
                let why = Clean::line("没有可以返回的 shell，不能挂起");
                self.act(Action::Done(Box::new(Outcome::Failed(why))));
            }
            Err(_) => self.leave(Ended::Left),
        }
    }

    /// After the screen was somebody else's: its size and its widths may be others too.
    fn repaint(&mut self) {
        self.ask_widths();
        self.painter.invalidate();
        self.resize();
    }

    fn act(&mut self, action: Action) {
        let effects = self.desk.act(action);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search { generation, query } => self.workers.search(generation, query),
                Effect::Words { generation, text } => self.workers.words(generation, text),
                Effect::Original { generation, path, article } => {
                    self.workers.original(generation, path, article);
                }
                Effect::Save(records) => self.workers.save(records),
                Effect::Copy(text) => self.copy(text),
                Effect::Reload => self.workers.load(),
                Effect::Redraw => self.repaint(),
                Effect::Mouse(user) => self.set_mouse(user),
                Effect::Suspend => self.suspend(),
                Effect::Quit => self.leaving = self.leaving.take().or(Some(Ended::Left)),
            }
        }
    }

    fn set_mouse(&mut self, user: MouseUse) {
        let mouse = match user {
            MouseUse::Reader => Mouse::Reported,
            MouseUse::Terminal => Mouse::LeftAlone,
        };
        let _ = self.terminal.set_mouse(mouse);
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
                    format!("未复制：{bytes} 字节，终端剪贴板容不下，请选短一些")
                }
            };
            let _ = events.send(Event::Outcome(Outcome::Copied { how: Clean::line(&how) }));
        };
        let _ = std::thread::Builder::new().name("copy".to_owned()).spawn(copy);
    }

    fn draw(&mut self) {
        let Size { cols, rows } = self.desk.app.size;
        self.frame.resize(Rect::new(0, 0, cols, rows));
        self.frame.reset();
        let cursor = ui::draw(&self.desk.app, &self.theme, &mut self.frame);
        let bytes = self.painter.frame(&self.frame, cursor);
        if !bytes.is_empty() && self.terminal.write(bytes).is_err() {
            self.leave(Ended::Left);
        }
    }

    /// Waits for what is being saved; what could not be is printed where the reader sees it.
    fn end(mut self, inbox: &Receiver<Event>) -> Ended {
        self.workers.finish();
        while let Ok(event) = inbox.try_recv() {
            if let Event::Outcome(outcome @ (Outcome::Saved | Outcome::NotSaved { .. })) = event {
                self.desk.act(Action::Done(Box::new(outcome)));
            }
        }
        let Self { desk, terminal, leaving, .. } = self;
        drop(terminal);
        tell_unsaved(desk.app.marks.unsaved());
        leaving.unwrap_or(Ended::Left)
    }
}

/// The last resort: the notes that no disk would take, as lines of the log, so that they can be
/// copied off the screen and put back.
fn tell_unsaved(records: &[Record]) {
    let notes: Vec<&Record> = records.iter().filter(|record| !record.is_progress()).collect();
    if notes.is_empty() {
        return;
    }
    let mut stderr = std::io::stderr().lock();
    let _ =
        writeln!(stderr, "duben: {} changes could not be saved; keep these lines:", notes.len());
    for record in notes {
        let _ = writeln!(stderr, "{}", record.line());
    }
}
