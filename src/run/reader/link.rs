//! The line to the terminal. In come frames and the terminal's answers, out goes one write a frame
//! with a question behind it, and what the answers mean: whether another frame may follow, how wide
//! characters are. Refuses to know what a frame shows.

use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;

use crate::app::Outcome;
use crate::layout::Size;
use crate::run::terminal::colours::Colours;
use crate::run::terminal::flow::{self, Flow};
use crate::run::terminal::input::Report;
use crate::run::terminal::painter::Painter;
use crate::run::terminal::probe::{self, Answers, Verdict, Widths};
use crate::run::terminal::screen::{Mouse, Refusal, Suspension, Terminal};
use crate::text::width::{Ambiguous, WidthPolicy};

/// How long after a question its answer may be on its way.
const LATEST_ANSWER: Duration = Duration::from_secs(1);

/// The terminal with all that is under way to it.
pub struct Link {
    terminal: Terminal,
    painter: Painter,
    flow: Flow,
    /// The answers to the question about widths, where it decides.
    answers: Option<Answers>,
    asker: Asker,
    /// Whether widths were asked for when anything was asked last.
    widths: Widths,
    colours: Colours,
    /// When the questions about widths and colours were asked, while they are not answered.
    asked: Option<Instant>,
    /// What is written at once.
    bytes: Vec<u8>,
}

/// Who wishes to know the widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Painter,
    Reader,
}

impl Link {
    /// Takes the terminal, of which the environment knows a part: `variable` looks it up. Without
    /// `ambiguous` it is asked how wide its characters are; until it has told, they are laid out to
    /// be safe.
    pub fn open(
        mouse: Mouse,
        variable: impl Fn(&str) -> Option<String>,
        ambiguous: Option<Ambiguous>,
    ) -> Result<Self, Refusal> {
        let mut link = Self {
            terminal: Terminal::enter(mouse, variable("TERM").as_deref())?,
            painter: Painter::new(WidthPolicy::all(ambiguous.unwrap_or_default())),
            flow: Flow::default(),
            answers: ambiguous.is_none().then(Answers::default),
            asker: Asker::Painter,
            widths: Widths::Known,
            colours: Colours::new(variable),
            asked: None,
            bytes: Vec::new(),
        };
        link.ask();
        Ok(link)
    }

    /// The widths that are painted with.
    pub fn policy(&self) -> WidthPolicy {
        self.painter.policy()
    }

    /// What is known of the terminal's colours.
    pub fn colours(&self) -> Colours {
        self.colours
    }

    /// Whether the terminal has yet to tell its widths and colours.
    pub fn awaits_answers(&self) -> bool {
        self.asked.is_some()
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        let (cols, rows) = self.terminal.size();
        Size { cols, rows }
    }

    /// The descriptor that keys are read from, for the thread of the input.
    pub fn keyboard(&self) -> io::Result<OwnedFd> {
        self.terminal.keyboard()
    }

    /// How long the next frame has to wait; none where it may be shown.
    pub fn hold(&mut self) -> Option<Duration> {
        self.flow.hold(Instant::now())
    }

    /// Writes what brings the screen to `frame`, and nothing where it shows that already. Fails
    /// when the line is dead.
    pub fn show(&mut self, frame: &Buffer, cursor: Option<(u16, u16)>) -> io::Result<()> {
        let painted = self.painter.frame(frame, cursor);
        if painted.is_empty() {
            return Ok(());
        }
        self.bytes.clear();
        self.bytes.extend_from_slice(painted);
        let asks = self.flow.wants_question();
        if asks {
            self.bytes.extend_from_slice(flow::QUESTION.as_bytes());
        }
        self.terminal.write(&self.bytes)?;
        self.flow.wrote(self.bytes.len());
        if asks {
            self.flow.ask(Instant::now());
        }
        Ok(())
    }

    /// Writes bytes that are no part of a frame.
    pub fn send(&mut self, bytes: &[u8]) {
        // A dead line is found out by whoever reads it or draws.
        let _ = self.terminal.write(bytes);
        self.flow.wrote(bytes.len());
    }

    /// Takes an answer. Tells the widths of the terminal once it has told them.
    pub fn take(&mut self, report: Report) -> Option<Outcome> {
        self.flow.take(report);
        self.colours.take(report);
        if report == Report::Attributes {
            self.asked = None;
        }
        if self.widths == Widths::Known {
            return None;
        }
        let Verdict { policy, repetition } = self.answers.as_mut()?.take(report)?;
        self.painter.set_policy(policy);
        self.painter.set_repetition(repetition);
        Some(match std::mem::replace(&mut self.asker, Asker::Painter) {
            Asker::Painter => Outcome::Width(policy),
            Asker::Reader => Outcome::Calibrated(policy),
        })
    }

    /// Lets the terminal decide from now on, whatever was set; the next answer is told.
    pub fn calibrate(&mut self) {
        self.answers = Some(Answers::default());
        self.asker = Asker::Reader;
    }

    /// Forgets what the screen shows. It may have been somebody else's, so its widths and its
    /// colours are asked for again.
    pub fn start_anew(&mut self) {
        self.flow.start_anew();
        self.ask();
        self.painter.invalidate();
    }

    /// Forgets what the screen shows.
    pub fn invalidate(&mut self) {
        self.painter.invalidate();
    }

    /// Asks what is not known, in one write.
    fn ask(&mut self) {
        let (cols, rows) = self.terminal.size();
        let has_room = cols >= probe::COLS_MIN && rows >= probe::ROWS_MIN;
        let is_asked = self.answers.is_some() && has_room;
        self.widths = if is_asked { Widths::Asked } else { Widths::Known };
        let of_colours = self.colours.questions();
        if is_asked || !of_colours.is_empty() {
            self.send(probe::questions(self.widths, &of_colours).as_bytes());
            self.asked = Some(Instant::now());
        }
    }

    /// Until when answers may be on their way: before that the terminal should not be left to a
    /// shell, which would take them for keys.
    pub fn answers_until(&self) -> Option<Instant> {
        Some(self.flow.last_asked().max(self.asked)? + LATEST_ANSWER)
    }

    /// The line is dead: nothing will be answered.
    pub fn hang_up(&mut self) {
        self.flow.start_anew();
        self.asked = None;
    }

    /// Gives the screen back and stops the program until the shell continues it.
    pub fn suspend(&mut self) -> io::Result<Suspension> {
        self.terminal.suspend()
    }

    /// Takes the screen back from it. Fails when the line is dead.
    pub fn take_back(&mut self) -> io::Result<()> {
        self.terminal.take_back()
    }

    /// Takes the screen again after the program was stopped from outside.
    pub fn resume(&mut self) {
        // Where it cannot be taken, the next write fails too.
        let _ = self.terminal.resume();
    }

    /// Asks for the mouse, or leaves it to the terminal from now on.
    pub fn set_mouse(&mut self, mouse: Mouse) {
        let _ = self.terminal.set_mouse(mouse);
    }
}
