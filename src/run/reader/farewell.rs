//! The end of a session: what is being saved is waited for, the terminal is given back as it was,
//! and what could not be saved is printed.

use std::io::Write;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::away::LAST_ANSWER;
use super::{Ended, Reader};
use crate::app::{Action, Outcome};
use crate::notes::Record;
use crate::run::Event;

/// How long answers are waited for where a signal ends the program, which is not to be kept waiting.
const LAST_ANSWER_OF_KILLED: Duration = Duration::from_millis(200);

impl Reader {
    /// Waits for what is being saved; what could not be is printed where the reader sees it.
    pub(super) fn end(mut self, inbox: &Receiver<Event>) -> Ended {
        self.workers.finish();
        let mut failed = Vec::new();
        while let Ok(event) = inbox.try_recv() {
            match event {
                Event::Outcome(outcome @ (Outcome::Saved | Outcome::NotSaved { .. })) => {
                    self.desk.act(Action::Done(Box::new(outcome)));
                }
                // A file that could not be written, which nobody would be told otherwise.
                Event::Outcome(Outcome::Failed(why)) => failed.push(why),
                _ => {}
            }
        }
        let at_most = match self.leaving {
            Some(Ended::Killed(_)) => LAST_ANSWER_OF_KILLED,
            Some(Ended::Left) | None => LAST_ANSWER,
        };
        self.hear_out(inbox, at_most);
        let Self { desk, link, leaving, .. } = self;
        drop(link);
        let mut stderr = std::io::stderr().lock();
        for why in failed {
            let _ = writeln!(stderr, "duben: {why}");
        }
        drop(stderr);
        tell_unsaved(desk.app.marks.in_danger());
        leaving.unwrap_or(Ended::Left)
    }
}

/// The last resort: the notes that no disk would take, as lines of the log, so that they can be
/// copied off the screen and put back.
fn tell_unsaved<'a>(records: impl Iterator<Item = &'a Record>) {
    let notes: Vec<&Record> = records.filter(|record| !record.is_bookkeeping()).collect();
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
