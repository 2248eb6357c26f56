//! Signals. In come those of the kernel, the shell and `kill`, out come plain notices for the main
//! loop. Refuses to do the loop's work, but ends the program when the loop does not.

use std::io;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::screen;

/// How long the main loop has to save and end after it was told to.
const GRACE: Duration = Duration::from_secs(1);

/// What a signal asks of the main loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The program is to end with this exit code: 128 and the signal's number.
    Quit(i32),
    /// The terminal has another size.
    Resized,
    /// The program is to stop until the shell continues it (`Terminal::suspend`).
    Suspend,
    /// The program was stopped and goes on (`Terminal::resume`, paint anew).
    Resumed,
}

/// Starts the thread that hands on notices.
///
/// SIGHUP, SIGINT, SIGQUIT and SIGTERM end the program after [`GRACE`] if the main loop has not by
/// then, at once if a second one comes; the terminal is given back as far as it can be. SIGXFSZ is
/// caught, so that a write beyond the limit of file sizes is an error and not the end. SIGPIPE is
/// ignored by Rust's runtime. While another program has the screen, what the keyboard sends is that
/// program's, and this one stops when it does.
pub fn listen(send: impl Fn(Notice) + Send + 'static) -> io::Result<()> {
    let mut signals =
        Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut is_ending = false;
        for signal in signals.forever() {
            match signal {
                SIGINT | SIGQUIT if screen::is_lent() => {}
                SIGTSTP if screen::is_lent() => screen::stop_beside(),
                SIGHUP | SIGINT | SIGQUIT | SIGTERM if is_ending => end(128 + signal),
                SIGHUP | SIGINT | SIGQUIT | SIGTERM => {
                    is_ending = true;
                    // Before the notice: a full channel must not keep the program alive.
                    end_after_grace(128 + signal);
                    send(Notice::Quit(128 + signal));
                }
                SIGWINCH => send(Notice::Resized),
                SIGTSTP => send(Notice::Suspend),
                SIGCONT => send(Notice::Resumed),
                _ => {}
            }
        }
    })?;
    Ok(())
}

fn end_after_grace(code: i32) {
    let watch = thread::Builder::new().name("grace".to_owned()).spawn(move || {
        thread::sleep(GRACE);
        end(code);
    });
    if watch.is_err() {
        end(code);
    }
}

/// Ends without the exit handlers, which could wait for a lock that the stuck main loop holds.
fn end(code: i32) -> ! {
    screen::leave();
    signal_hook::low_level::exit(code)
}
