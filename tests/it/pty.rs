//! A terminal for the program to run in. In go keys, out comes the screen as an accurate emulator
//! shows it. Waits for what is to be seen, never for a time.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::program::{Home, PATIENCE};

/// What the terminal does when it is asked where its cursor is, what it is and whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// Answers; ambiguous characters are one cell wide, the background is light.
    Narrow,
    /// Says nothing, as a very slow line.
    Silent,
    /// Has no cursor to place, and says so in `TERM`.
    Dumb,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Code(i32),
    Killed(i32),
}

/// The program in a terminal of its own. It is killed when this is dropped.
pub struct Pty {
    program: Child,
    line: File,
    seen: Arc<Seen>,
    /// The thread that watches the line lets go of it when this is dropped.
    watching: Option<PipeWriter>,
}

struct Seen {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    emulator: vt100::Parser<Questions>,
    is_watched: bool,
}

impl Pty {
    /// Starts the reader in the home, with columns and rows. Standard error goes to the terminal
    /// too, as it does for a person.
    pub fn start(home: &Home, arguments: &[&str], size: (u16, u16), manners: Manners) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let line = openpt(flags).expect("the system has a pty");
        grantpt(&line).and_then(|()| unlockpt(&line)).expect("it is ours");
        tcsetwinsize(&line, winsize(size)).expect("it takes a size");
        let name = ptsname(&line, Vec::new()).expect("it has a name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let end = rustix::fs::open(&*name, flags, Mode::empty()).expect("its other end opens");
        let program = spawn(home, arguments, &end, manners);
        let (rows, cols) = cells(size);
        let emulator = vt100::Parser::new_with_callbacks(rows, cols, 0, Questions::default());
        let state = Mutex::new(State { emulator, is_watched: true });
        let seen = Arc::new(Seen { state, changed: Condvar::new() });
        let line = File::from(line);
        let (until, watching) = pipe().expect("descriptors are free");
        thread::spawn({
            let (seen, line) = (Arc::clone(&seen), line.try_clone().expect("one more is free"));
            move || watch(line, &until, &seen, manners)
        });
        Self { program, line, seen, watching: Some(watching) }
    }

    /// Types keys, as the bytes that a terminal sends for them.
    pub fn press(&mut self, keys: &str) {
        self.line.write_all(keys.as_bytes()).expect("the line is open");
    }

    /// Waits until the screen says something.
    #[track_caller]
    pub fn wait_for(&self, says: &str) {
        self.wait_until(says, |screen| screen.contents().contains(says));
    }

    /// Waits until something holds of the screen; `what` names it, should it never hold.
    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.seen.lock();
        while state.emulator.callbacks().is_drawing || !holds(state.emulator.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            let screen = state.emulator.screen().contents();
            assert!(!left.is_zero() && state.is_watched, "never seen: {what}\n{screen}");
            let waited = self.seen.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The text of the screen as it is now.
    pub fn screen(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// Looks at the screen as the emulator has it.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.seen.lock().emulator.screen())
    }

    /// Gives the terminal another size, and tells the program.
    pub fn resize(&self, size: (u16, u16)) {
        let (rows, cols) = cells(size);
        self.seen.lock().emulator.set_size(rows, cols);
        tcsetwinsize(&self.line, winsize(size)).expect("it takes a size");
        // The kernel tells only those whose controlling terminal this is.
        self.signal(Signal::WINCH);
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.program), signal).expect("it runs");
    }

    /// Lets the line drop, as when the connection or the window is gone.
    pub fn hang_up(mut self) -> Ended {
        self.watching = None;
        self.wait_unwatched();
        let nowhere = File::open("/dev/null").expect("every system has it");
        drop(std::mem::replace(&mut self.line, nowhere));
        self.wait()
    }

    /// Waits until the program has ended and all it wrote has been seen.
    pub fn end(&mut self) -> Ended {
        let ended = self.wait();
        self.wait_unwatched();
        ended
    }

    fn wait(&mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.program.try_wait().expect("it is ours") {
                let killed = || Ended::Killed(status.signal().unwrap_or_default());
                return status.code().map_or_else(killed, Ended::Code);
            }
            assert!(Instant::now() < deadline, "it does not end\n{}", self.screen());
            // The standard library can wait for a child only for ever.
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait_unwatched(&self) {
        let state = self.seen.lock();
        let watched = |state: &mut State| state.is_watched;
        let waited = self.seen.changed.wait_timeout_while(state, PATIENCE, watched);
        let timeout = waited.unwrap_or_else(PoisonError::into_inner).1;
        assert!(!timeout.timed_out(), "the line is held open");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Seen {
    /// A test that failed while it looked has said enough.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the program in a session of its own, where the system can do that without code of ours
/// between fork and exec: the kernel then hangs up on it as on a shell.
fn spawn(home: &Home, arguments: &[&str], end: &OwnedFd, manners: Manners) -> Child {
    let program = env!("CARGO_BIN_EXE_duben");
    let has_setsid = Command::new("setsid").arg("--version").output().is_ok();
    let mut command = if has_setsid { Command::new("setsid") } else { Command::new(program) };
    if has_setsid {
        command.args(["-c", program]);
    }
    let end = || Stdio::from(end.try_clone().expect("a descriptor is free"));
    home.environment(&mut command);
    if manners == Manners::Dumb {
        command.env("TERM", "dumb");
    }
    command.args(arguments).current_dir(home.path("")).stdin(end()).stdout(end()).stderr(end());
    command.spawn().expect("the program starts")
}

/// Shows what comes to the emulator and answers its questions, until the program is gone or the
/// line is to be dropped.
fn watch(mut line: File, until: &PipeReader, seen: &Seen, manners: Manners) {
    let mut bytes = [0; 4096];
    loop {
        let ready = {
            let mut polled =
                [PollFd::new(&line, PollFlags::IN), PollFd::new(until, PollFlags::empty())];
            let count = poll(&mut polled, None);
            count.is_ok() && polled[1].revents().is_empty()
        };
        // A pty whose program is gone gives an error and not an end.
        let Some(count) = ready.then(|| line.read(&mut bytes).ok()).flatten().filter(|n| *n > 0)
        else {
            break;
        };
        let mut state = seen.lock();
        state.emulator.process(&bytes[..count]);
        let answers = std::mem::take(&mut state.emulator.callbacks_mut().answers);
        drop(state);
        seen.changed.notify_all();
        if manners == Manners::Narrow {
            // The program may be gone before it hears.
            let _ = line.write_all(answers.as_bytes());
        }
    }
    drop(line);
    seen.lock().is_watched = false;
    seen.changed.notify_all();
}

/// What the terminal is asked and told beside what is to be shown.
#[derive(Default)]
struct Questions {
    /// What it would answer.
    answers: String,
    /// A frame has begun and not ended (mode 2026): a person does not see it yet.
    is_drawing: bool,
}

impl vt100::Callbacks for Questions {
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        if params == [&b"11"[..], b"?"] {
            self.answers += "\x1b]11;rgb:fdfd/f6f6/e3e3\x07";
        }
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        letter: char,
    ) {
        match (first, params, letter) {
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                let _ = write!(self.answers, "\x1b[{};{}R", row + 1, column + 1);
            }
            (None, [[5]], 'n') => self.answers += "\x1b[0n",
            (None, [] | [[0]], 'c') => self.answers += "\x1b[?62;4c",
            (Some(b'?'), [[2026]], 'h' | 'l') => self.is_drawing = letter == 'h',
            _ => {}
        }
    }
}

fn winsize((cols, rows): (u16, u16)) -> Winsize {
    Winsize { ws_col: cols, ws_row: rows, ws_xpixel: 0, ws_ypixel: 0 }
}

/// Rows and columns, as the emulator counts.
fn cells((cols, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    let cells = |count| NonZeroU16::new(count).expect("a size has cells");
    (cells(rows), cells(cols))
}
