//! The screen and the keys given away and had back: to a shell while the reader is stopped, to an
//! editor while a note is written in it.

use std::io;
use std::process::ExitStatus;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::editor::Editing;
use super::{Drawing, Ended, Reader, wait};
use crate::app::{Action, Outcome};
use crate::run::Event;
use crate::run::terminal::input::Input;
use crate::run::terminal::screen::{self, Suspension};
use crate::run::terminal::signals::Notice;
use crate::text::Clean;

/// How long answers of the terminal that are on their way are waited for before it is left to a
/// shell; a round trip of a slow line, with a page before it.
pub(super) const LAST_ANSWER: Duration = Duration::from_secs(1);

impl Reader {
    /// Waits for the answers of the terminal that are on their way, as a shell would take them for
    /// keys. What is typed meanwhile was not meant for the reader.
    pub(super) fn hear_out(&mut self, inbox: &Receiver<Event>, at_most: Duration) {
        let end = Instant::now() + at_most;
        while let Some(until) = self.link.answers_until().map(|until| until.min(end)) {
            let left = until.saturating_duration_since(Instant::now());
            match wait(inbox, Some(left)) {
                Ok(Event::Input(Input::Report(report))) => self.hear(report),
                Ok(event @ (Event::Input(Input::Gone) | Event::Signal(Notice::Quit(_)))) => {
                    return self.take(event);
                }
                Ok(Event::Input(_)) => {}
                Err(_) => return,
                Ok(event) => self.take(event),
            }
        }
    }

    /// Leaves the screen and the keys to the shell until the reader is wanted again.
    pub(super) fn suspend(&mut self, inbox: &Receiver<Event>) {
        self.hear_out(inbox, LAST_ANSWER);
        if self.leaving.is_some() {
            return;
        }
        match self.link.suspend() {
            Ok(Suspension::Over) => self.repaint(),
            Ok(Suspension::NoShell) => {
                let why = Clean::line("没有可以返回的 shell，不能挂起");
                self.act(Action::Done(Box::new(Outcome::Failed(why))));
            }
            Err(_) => self.leave(Ended::Left),
        }
    }

    /// Leaves the screen and the keys to the reader's own editor.
    pub(super) fn lend(&mut self, text: &str, inbox: &Receiver<Event>) {
        self.hear_out(inbox, LAST_ANSWER);
        if self.leaving.is_some() {
            return;
        }
        if let Some(gate) = &mut self.gate {
            gate.close();
        }
        screen::lend();
        let keyboard = self.link.keyboard().map_err(|error| Clean::line(&error.to_string()));
        let opened = keyboard
            .and_then(|keyboard| Editing::open(text, keyboard, |name| std::env::var(name).ok()));
        match opened {
            Ok((editing, mut child)) => {
                self.editing = Some(editing);
                let events = self.events.clone();
                let wait = move || {
                    let _ = events.send(Event::Edited(child.wait()));
                };
                if let Err(error) =
                    std::thread::Builder::new().name("editor".to_owned()).spawn(wait)
                {
                    self.take_back(Err(error));
                }
            }
            Err(why) => self.have_back(Err(why)),
        }
    }

    pub(super) fn take_back(&mut self, ended: io::Result<ExitStatus>) {
        if let Some(editing) = self.editing.take() {
            self.have_back(editing.end(ended));
        }
    }

    /// Takes the screen and the keys again, and what became of the text.
    fn have_back(&mut self, edited: Result<String, Clean>) {
        let taken = self.link.take_back();
        if let Some(gate) = &self.gate {
            gate.open();
        }
        self.repaint();
        self.act(Action::Done(Box::new(Outcome::Edited(edited))));
        if taken.is_err() {
            self.leave(Ended::Left);
        }
    }

    /// After the screen was somebody else's: its size and its widths may be others too.
    pub(super) fn repaint(&mut self) {
        self.link.start_anew();
        self.drawing = Drawing::Due;
        self.resize();
    }
}
