//! What the terminal sends. In comes a descriptor, out come keys, pastes, mouse events and the
//! terminal's own answers, each once; the last is [`Input::Gone`]. Refuses to know what a key means.
//!
//! The bytes are decoded here and not by crossterm 0.29, which spins on a line that hung up
//! (crossterm#793), leaves the rest of a long paste unread until the next key, as it waits for an
//! edge, and swallows keys beside an answer that it does not know. Its plain types are used.

mod decoder;

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::thread;

use crossterm::event::{KeyEvent, MouseEvent};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::ui::{Rgb, Shade};

pub use self::decoder::Decoder;

/// How long the rest of an escape sequence may take, in ns. A lone ESC is the Esc key after that;
/// over SSH a sequence may come in two packets.
const REST_OF_SEQUENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or an input method committed a character.
    Key(KeyEvent),
    /// A bracketed paste; line ends are `\n`, other control characters but tabs are gone.
    Paste(String),
    /// A button, the wheel or a drag; columns and rows from 0.
    Mouse(MouseEvent),
    /// The terminal's window was turned to.
    FocusGained,
    /// The terminal answered a question.
    Report(Report),
    /// The line is dead; nothing follows.
    Gone,
}

/// An answer of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// Where the cursor stands (CPR), from 1.
    Position { row: u16, column: u16 },
    /// It is there and ready (DSR 0), and so has all that was written before the question.
    Ready,
    /// What the terminal is (DA1). It comes after the answers to all that was asked before.
    Attributes,
    /// The colour of the background (OSC 11).
    Ground(Rgb),
    /// A colour of three bytes was kept as it was set (DECRQSS).
    TrueColour,
    /// The person turned the terminal dark or light (mode 2031).
    Scheme(Shade),
}

/// Starts a thread that reads `tty` and hands on what comes, until the line is dead.
pub fn listen(tty: OwnedFd, send: impl FnMut(Input) + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || read_all(&tty, send))?;
    Ok(())
}

fn read_all(tty: &OwnedFd, mut send: impl FnMut(Input)) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    loop {
        match wait(tty, &decoder) {
            Wait::Silence => decoder.settle(&mut send),
            Wait::Dead => break,
            Wait::Ready => match rustix::io::read(tty, &mut buffer) {
                Ok(count @ 1..) => decoder.push(&buffer[..count], &mut send),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(_) | Err(_) => break,
            },
        }
    }
    decoder.settle(&mut send);
    send(Input::Gone);
}

enum Wait {
    Ready,
    /// A sequence was begun, and its rest did not come.
    Silence,
    Dead,
}

fn wait(tty: &OwnedFd, decoder: &Decoder) -> Wait {
    let timeout = decoder.is_waiting().then_some(&REST_OF_SEQUENCE);
    let mut polled = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN)];
    match poll(&mut polled, timeout) {
        Ok(0) => Wait::Silence,
        // What came before the hang-up is read first; the read after it tells of the end.
        Ok(_) if polled[0].revents().contains(PollFlags::IN) => Wait::Ready,
        Err(Errno::INTR | Errno::AGAIN) => Wait::Ready,
        Ok(_) | Err(_) => Wait::Dead,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc;

    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    #[test]
    fn a_dead_line_is_reported_once_after_what_came_before() {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all("读\x1b".as_bytes()).unwrap();
        drop(writer);
        let (sender, receiver) = mpsc::channel();
        listen(reader.into(), move |input| sender.send(input).unwrap()).unwrap();
        let key = |code| Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let all: Vec<_> = receiver.iter().collect();
        assert_eq!(all, [key(KeyCode::Char('读')), key(KeyCode::Esc), Input::Gone]);
    }
}
