//! What the terminal sends. In comes a descriptor, out come keys, pastes, mouse events and the
//! terminal's own answers, each once; the last is [`Input::Gone`]. Refuses to know what a key means.
//!
//! The bytes are decoded here and not by crossterm 0.29, which spins on a line that hung up
//! (crossterm#793), leaves the rest of a long paste unread until the next key, as it waits for an
//! edge, and swallows keys beside an answer that it does not know. Its plain types are used.

mod decoder;

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
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

/// Starts a thread that reads `tty` and hands on what comes, until the line is dead. The gate keeps
/// it from reading while another program does.
pub fn listen(tty: OwnedFd, send: impl FnMut(Input) + Send + 'static) -> io::Result<Gate> {
    let (bell, wake) = io::pipe()?;
    let post = Arc::new(Post::default());
    let gate = Gate { wake, post: Arc::clone(&post) };
    let read = move || {
        read_all(&tty, bell, &post, send);
        post.put(Stand::Over);
    };
    thread::Builder::new().name("input".to_owned()).spawn(read)?;
    Ok(gate)
}

/// Whether the terminal is read.
#[derive(Debug)]
pub struct Gate {
    wake: PipeWriter,
    post: Arc<Post>,
}

/// Where the thread stands, and the way to tell of it.
#[derive(Debug, Default)]
struct Post {
    stand: Mutex<Stand>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stand {
    #[default]
    Reading,
    /// It is to stop before it reads again.
    Called,
    Stopped,
    /// The line is dead.
    Over,
}

impl Gate {
    /// Returns once nothing more is read.
    pub fn close(&mut self) {
        self.post.put(Stand::Called);
        if self.wake.write_all(&[0]).is_ok() {
            self.post.wait_while(Stand::Called);
        }
    }

    /// Lets what comes be read again.
    pub fn open(&self) {
        self.post.put(Stand::Reading);
    }
}

impl Post {
    /// What is over stays over.
    fn put(&self, stand: Stand) {
        let mut now = self.lock();
        if *now != Stand::Over {
            *now = stand;
        }
        drop(now);
        self.changed.notify_all();
    }

    fn wait_while(&self, stand: Stand) {
        let now = self.lock();
        drop(self.changed.wait_while(now, |now| *now == stand));
    }

    /// A panic while the lock was held leaves nothing half done here.
    fn lock(&self) -> MutexGuard<'_, Stand> {
        self.stand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_all(tty: &OwnedFd, mut bell: PipeReader, post: &Post, mut send: impl FnMut(Input)) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    loop {
        match wait(tty, &bell, &decoder) {
            Wait::Silence => decoder.settle(&mut send),
            Wait::Called => {
                decoder.settle(&mut send);
                // A bell that is broken rings no more.
                if !matches!(bell.read(&mut [0]), Ok(1)) {
                    break;
                }
                post.put(Stand::Stopped);
                post.wait_while(Stand::Stopped);
            }
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
    /// Somebody else is to read.
    Called,
    Dead,
}

fn wait(tty: &OwnedFd, bell: &PipeReader, decoder: &Decoder) -> Wait {
    let timeout = decoder.is_waiting().then_some(&REST_OF_SEQUENCE);
    let mut polled =
        [tty.as_fd(), bell.as_fd()].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
    match poll(&mut polled, timeout) {
        Ok(0) => Wait::Silence,
        Ok(_) if polled[1].revents().contains(PollFlags::IN) => Wait::Called,
        // What came before the hang-up is read first; the read after it tells of the end.
        Ok(_) if polled[0].revents().contains(PollFlags::IN) => Wait::Ready,
        Err(Errno::INTR | Errno::AGAIN) => Wait::Ready,
        // The gate is gone, and with it whoever would listen.
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
        let _gate = listen(reader.into(), move |input| sender.send(input).unwrap()).unwrap();
        let key = |code| Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let all: Vec<_> = receiver.iter().collect();
        assert_eq!(all, [key(KeyCode::Char('读')), key(KeyCode::Esc), Input::Gone]);
    }

    #[test]
    fn behind_a_closed_gate_somebody_else_reads() {
        let (mut reader, mut writer) = io::pipe().unwrap();
        let (sender, receiver) = mpsc::channel();
        let own = reader.try_clone().unwrap().into();
        let mut gate = listen(own, move |input| sender.send(input).unwrap()).unwrap();
        let key = |c| Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        for (ours, theirs) in [('a', b'b'), ('c', b'd')] {
            writer.write_all(&[ours as u8]).unwrap();
            assert_eq!(receiver.recv().unwrap(), key(ours));
            gate.close();
            writer.write_all(&[theirs]).unwrap();
            let mut read = [0];
            reader.read_exact(&mut read).unwrap();
            assert_eq!(read, [theirs]);
            gate.open();
        }
        drop(writer);
        assert_eq!(receiver.recv().unwrap(), Input::Gone);
        // A thread that is gone is waited for no more.
        gate.close();
    }
}
