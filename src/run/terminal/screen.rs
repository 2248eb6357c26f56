//! The terminal itself. In come frames of bytes, out comes a screen that is given back as it was
//! found: at the end, on a panic, on a signal, before a suspension. Refuses to know what is drawn.

use std::fmt;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};
use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use rustix::stdio::{stderr, stdin, stdout};
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

/// Alternate screen, no wrapping at the right edge (a character wider than was thought spoils its
/// own row only), bracketed paste, focus reports, reports when the person turns the terminal dark or light
/// (2031, of contour), hidden cursor, and an erasure, as mosh does not clear the alternate screen.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[?2031h\x1b[?25l\x1b[2J";

/// Buttons, drags and the wheel, with SGR coordinates; no plain motion (1003).
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

const NO_MOUSE: &str = "\x1b[?1000;1002;1006l";

/// Takes back all that was ever set. ST first, as a write may have been cut off inside a control
/// string; synchronized output, scroll region, look, keyboard flags, mouse, focus, paste, cursor
/// shape, wrapping, cursor, alternate screen.
const RESTORE: &str = "\x1b\\\x1b[?2026l\x1b[r\x1b[0m\x1b[<u\x1b[?1000;1002;1006l\x1b[?1004l\
                       \x1b[?2004l\x1b[?2031l\x1b[0 q\x1b[?7h\x1b[?25h\x1b[?1049l";

/// How long a stuck line is waited for before the screen is given up, in ns.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

/// Cells where the terminal does not tell its size.
const DEFAULT_SIZE: (u16, u16) = (80, 24);

/// Whether the screen is ours. Whoever makes it false gives the screen back.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether another program has the screen, which gives it back when it ends.
static LENT: AtomicBool = AtomicBool::new(false);

/// What is needed to give the screen back from any thread.
static FOUND: Mutex<Option<Found>> = Mutex::new(None);

/// What other threads said when they panicked while the screen was ours.
static LAST_WORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

static HOOK: Once = Once::new();

struct Found {
    keyboard: OwnedFd,
    modes: Termios,
    owner: ThreadId,
}

/// Whether the mouse is asked for. Without it the terminal selects text by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    Reported,
    LeftAlone,
}

/// Why there is no screen.
#[derive(Debug)]
pub enum Refusal {
    /// Standard output is a file or a pipe.
    NotATerminal,
    /// `TERM` says that the terminal cannot place a cursor.
    Dumb,
    /// No keys can be read: standard input is no terminal, and there is no `/dev/tty`.
    NoKeyboard(io::Error),
    /// The terminal does not take the modes or the bytes.
    Broken(io::Error),
}

impl Refusal {
    /// What can be done instead.
    pub const HINT: &str = "`duben list`, `duben show` and `duben search` print plain text";
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATerminal => f.write_str("cannot draw: standard output is not a terminal"),
            Self::Dumb => {
                f.write_str("cannot draw: TERM is \"dumb\", which has no cursor to place")
            }
            Self::NoKeyboard(error) => write!(f, "cannot read keys: no terminal to read: {error}"),
            Self::Broken(error) => write!(f, "cannot draw: the terminal does not answer: {error}"),
        }
    }
}

/// What became of a wish to suspend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// The program was stopped and is back; the screen is blank.
    Over,
    /// Nothing happened: no shell waits that could bring the program back.
    NoShell,
}

/// The screen while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    screen: BorrowedFd<'static>,
    keyboard: OwnedFd,
    mouse: Mouse,
}

/// The columns of the terminal that standard output goes to; `None` where it goes elsewhere, or the
/// terminal does not say.
pub fn columns() -> Option<u16> {
    tcgetwinsize(stdout()).ok().map(|size| size.ws_col).filter(|&columns| columns > 0)
}

impl Terminal {
    /// Takes the screen: raw mode, alternate screen and the modes of `mouse`. `term` is the value
    /// of the variable `TERM`.
    pub fn enter(mouse: Mouse, term: Option<&str>) -> Result<Self, Refusal> {
        if !isatty(stdout()) {
            return Err(Refusal::NotATerminal);
        }
        if term == Some("dumb") {
            return Err(Refusal::Dumb);
        }
        let keyboard = open_keyboard().map_err(Refusal::NoKeyboard)?;
        HOOK.call_once(restore_on_panic);
        let terminal = Self { screen: stdout(), keyboard, mouse };
        terminal.resume().map_err(Refusal::Broken)?;
        Ok(terminal)
    }

    /// Columns and rows in cells, never 0.
    pub fn size(&self) -> (u16, u16) {
        let Ok(size) = tcgetwinsize(self.screen) else { return DEFAULT_SIZE };
        let known = |cells, default| if cells == 0 { default } else { cells };
        (known(size.ws_col, DEFAULT_SIZE.0), known(size.ws_row, DEFAULT_SIZE.1))
    }

    /// Asks for the mouse, or leaves it to the terminal from now on.
    pub fn set_mouse(&mut self, mouse: Mouse) -> io::Result<()> {
        self.mouse = mouse;
        self.write(match mouse {
            Mouse::Reported => MOUSE.as_bytes(),
            Mouse::LeftAlone => NO_MOUSE.as_bytes(),
        })
    }

    /// Sends bytes to the screen; waits as long as the line is stuck. Fails when it is dead.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write_all(self.screen, bytes, None)
    }

    /// Gives the screen back, stops the program and its pipeline, and takes the screen again when
    /// the shell continues it. To be called from the main thread: the kernel stops that one before
    /// the call returns. The painter is to be invalidated and the widths asked for again.
    pub fn suspend(&self) -> io::Result<Suspension> {
        // A group with the session's leader was started by no shell with job control (a window of
        // tmux, `ssh host duben`): nobody would ever continue it.
        if getsid(None)? == getpgrp() {
            return Ok(Suspension::NoShell);
        }
        leave();
        let stopped = kill_current_process_group(Signal::STOP);
        self.resume()?;
        stopped?;
        Ok(Suspension::Over)
    }

    /// Takes the screen again from a program that has ended. It is blank then.
    pub fn take_back(&self) -> io::Result<()> {
        let taken = self.resume();
        LENT.store(false, Ordering::SeqCst);
        taken
    }

    /// The descriptor that keys are read from, for the thread of the input.
    pub fn keyboard(&self) -> io::Result<OwnedFd> {
        self.keyboard.try_clone()
    }

    /// Takes the screen again after the program was stopped from outside. It is blank then.
    pub fn resume(&self) -> io::Result<()> {
        let modes = retry_on_intr(|| tcgetattr(&self.keyboard))?;
        let mut raw = modes.clone();
        raw.make_raw();
        {
            let keyboard = self.keyboard()?;
            let mut found = lock(&FOUND);
            // Where the screen was never given back, the modes of now are not those to restore.
            let modes = match found.take() {
                Some(found) if ENTERED.load(Ordering::SeqCst) => found.modes,
                _ => modes,
            };
            *found = Some(Found { keyboard, modes, owner: thread::current().id() });
        }
        ENTERED.store(true, Ordering::SeqCst);
        // In the background this stops the program until it is brought to the foreground.
        retry_on_intr(|| tcsetattr(&self.keyboard, OptionalActions::Now, &raw))?;
        self.write(ENTER.as_bytes())?;
        if self.mouse == Mouse::Reported {
            self.write(MOUSE.as_bytes())?;
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether another program has the screen. The keys that send signals are meant for it then.
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Gives the screen to another program, with the modes that it had before.
pub fn lend() {
    LENT.store(true, Ordering::SeqCst);
    leave();
}

/// Stops this program beside the one that has the screen, which stops itself, so that the shell
/// comes back; where none waits, nothing happens.
pub fn stop_beside() {
    if getsid(None).is_ok_and(|session| session != getpgrp()) {
        let _ = kill_process(getpid(), Signal::STOP);
    }
}

/// The terminal that keys come from: standard input, or `/dev/tty` where that is a file or a pipe.
fn open_keyboard() -> io::Result<OwnedFd> {
    if isatty(stdin()) {
        return stdin().try_clone_to_owned();
    }
    let tty = rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
    Ok(tty)
}

/// Gives the screen back from any thread. Only the first call after taking it does anything; a
/// stuck or dead line is given up after [`PATIENCE`].
pub fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // Errors have nowhere to go, and the modes are to be restored in any case.
    let _ = write_all(stdout(), RESTORE.as_bytes(), Some(&PATIENCE));
    if let Some(found) = &*lock(&FOUND) {
        let _ = retry_on_intr(|| tcsetattr(&found.keyboard, OptionalActions::Now, &found.modes));
    }
    for words in lock(&LAST_WORDS).drain(..) {
        let _ = write_all(stderr(), format!("{words}\n").as_bytes(), Some(&PATIENCE));
    }
}

/// A panic of the thread that draws gives the screen back before the message is printed. That of
/// a worker is kept for the end, as the screen goes on.
fn restore_on_panic() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let draws = lock(&FOUND).as_ref().is_none_or(|found| found.owner == thread::current().id());
        if draws || !ENTERED.load(Ordering::SeqCst) {
            leave();
            default(panic);
        } else {
            lock(&LAST_WORDS).push(panic.to_string());
        }
    }));
}

/// Writes all bytes, waiting while the line takes none: for ever, or for `patience` at a time.
fn write_all(fd: BorrowedFd<'_>, mut bytes: &[u8], patience: Option<&Timespec>) -> io::Result<()> {
    while !bytes.is_empty() {
        let mut polled = [PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::OUT)];
        match poll(&mut polled, patience) {
            Ok(0) => return Err(Errno::TIMEDOUT.into()),
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        match rustix::io::write(fd, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A panic while the lock was held leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The private modes that `text` switches with `letter`.
    fn modes(text: &str, letter: char) -> Vec<&str> {
        let switched = text.split("\x1b[?").filter_map(|part| {
            let end = part.find(|c: char| c.is_ascii_alphabetic())?;
            part[end..].starts_with(letter).then_some(&part[..end])
        });
        switched.flat_map(|modes| modes.split(';')).collect()
    }

    #[test]
    fn every_mode_that_is_switched_is_switched_back() {
        let (on, off) = (modes(RESTORE, 'h'), modes(RESTORE, 'l'));
        for entered in [ENTER, MOUSE] {
            assert!(modes(entered, 'h').iter().all(|mode| off.contains(mode)), "{off:?}");
            assert!(modes(entered, 'l').iter().all(|mode| on.contains(mode)), "{on:?}");
        }
        assert_eq!(modes(MOUSE, 'h').len(), 3);
    }

    #[test]
    fn a_refusal_is_a_sentence_with_a_way_out() {
        for refusal in [Refusal::NotATerminal, Refusal::Dumb] {
            assert!(refusal.to_string().starts_with("cannot "));
            assert!(Refusal::HINT.contains("duben list"));
        }
    }
}
