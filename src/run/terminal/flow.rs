//! How far the terminal is behind. In go the frames that were written and the answers to the
//! question behind each, out comes whether another may follow. Refuses to read a clock.
//!
//! On a slow line the bytes of many frames lie between the program and the screen: a held key
//! would go on scrolling for seconds after its release. So no frame is written while more than a
//! little is under way; when an answer tells that some of it arrived, the newest state is drawn.
//!
//! The question is for the device status (DSR 5, ECMA-48, 8.3.35), which xterm and its kin, the
//! Linux console, tmux, GNU screen and mosh all answer. A terminal that does not is not waited for:
//! nothing is held back before it has answered once.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::input::Report;

/// Asks whether all that came before has arrived; answered by [`Report::Ready`].
pub const QUESTION: &str = "\x1b[5n";

/// Bytes that may be under way when a frame is written. A line of 64 kbit/s holds 1,600 within its
/// round trip of 200 ms: with less under way a held key waits for answers, and each frame carries
/// more lines and takes longer; what is more than that queues up.
const WINDOW: usize = 2000;

/// How long an answer may take, and how much longer for every byte before it: 9600 bit/s.
const PATIENCE: Duration = Duration::from_secs(3);
const PATIENCE_PER_BYTE: Duration = Duration::from_millis(1);

/// What is under way to the terminal.
#[derive(Debug, Default)]
pub struct Flow {
    manners: Manners,
    /// The bytes up to each question without an answer, and when it was asked; oldest first.
    asked: VecDeque<(usize, Instant)>,
    /// Bytes after the last question.
    unasked: usize,
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Manners {
    /// It may be one that answers nothing.
    #[default]
    Unknown,
    Answers,
}

impl Flow {
    /// Whether the next frame is to end with the question. Where none was ever answered, one is
    /// enough.
    pub fn wants_question(&self) -> bool {
        self.manners == Manners::Answers || self.asked.is_empty()
    }

    /// Takes note of bytes that were written without the question.
    pub fn wrote(&mut self, bytes: usize) {
        self.unasked += bytes;
    }

    /// Takes note that the question was written behind all that was.
    pub fn ask(&mut self, now: Instant) {
        self.asked.push_back((std::mem::take(&mut self.unasked), now));
    }

    /// Takes an answer of the terminal.
    pub fn take(&mut self, report: Report) {
        if report == Report::Ready {
            self.manners = Manners::Answers;
            self.asked.pop_front();
        }
    }

    /// How long a frame has to wait for an answer; none where it may be written.
    pub fn hold(&mut self, now: Instant) -> Option<Duration> {
        let under_way: usize = self.asked.iter().map(|(bytes, _)| bytes).sum();
        if self.manners == Manners::Unknown || under_way <= WINDOW {
            return None;
        }
        let &(_, asked) = self.asked.front()?;
        let patience = PATIENCE + PATIENCE_PER_BYTE * u32::try_from(under_way).unwrap_or(u32::MAX);
        let left = patience.saturating_sub(now.saturating_duration_since(asked));
        if left.is_zero() {
            // The terminal may be another one now, as that of a session that was attached again.
            self.start_anew();
            return None;
        }
        Some(left)
    }

    /// When the last question without an answer was asked.
    pub fn last_asked(&self) -> Option<Instant> {
        self.asked.back().map(|&(_, asked)| asked)
    }

    /// Forgets all that was known: the terminal was somebody else's.
    pub fn start_anew(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a frame as the main loop does.
    fn write(flow: &mut Flow, bytes: usize, now: Instant) {
        flow.wrote(bytes);
        if flow.wants_question() {
            flow.ask(now);
        }
    }

    #[test]
    fn a_terminal_that_never_answers_is_asked_once_and_never_waited_for() {
        let mut flow = Flow::default();
        let now = Instant::now();
        for _ in 0..9 {
            assert_eq!(flow.hold(now), None);
            write(&mut flow, 9_000, now);
        }
        assert_eq!(flow.asked.len(), 1);
        flow.start_anew();
        assert!(flow.wants_question(), "it may be another one");
    }

    #[test]
    fn a_large_frame_waits_for_the_one_before_and_small_ones_do_not() {
        let mut flow = Flow::default();
        let now = Instant::now();
        write(&mut flow, 5_000, now);
        flow.take(Report::Ready);
        for _ in 0..4 {
            assert_eq!(flow.hold(now), None);
            write(&mut flow, 600, now);
        }
        assert!(flow.hold(now).is_some(), "2,400 bytes are under way");
        flow.take(Report::Ready);
        assert_eq!(flow.hold(now), None);
        write(&mut flow, 5_000, now);
        for _ in 0..3 {
            flow.take(Report::Ready);
            assert!(flow.hold(now).is_some());
        }
        flow.take(Report::Ready);
        assert_eq!(flow.hold(now), None);
        assert_eq!(flow.last_asked(), None);
    }

    #[test]
    fn an_answer_that_is_lost_holds_nothing_up_for_ever() {
        let mut flow = Flow::default();
        let now = Instant::now();
        write(&mut flow, 10, now);
        flow.take(Report::Ready);
        write(&mut flow, 5_000, now);
        let left = flow.hold(now).unwrap();
        assert_eq!(left, PATIENCE + 5_000 * PATIENCE_PER_BYTE);
        assert!(flow.hold(now + left / 2).is_some());
        assert_eq!(flow.hold(now + left), None);
        write(&mut flow, 5_000, now);
        assert_eq!(flow.hold(now), None, "nothing is held back until it answers again");
        flow.take(Report::Ready);
        write(&mut flow, 5_000, now);
        assert!(flow.hold(now).is_some());
    }
}
