//! Programs that turn bytes into bytes. In comes what is to stand on standard input, out comes what
//! was written, within limits of size, time and memory. Knows nothing of what the bytes mean.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// The most that a program may write, in bytes.
const OUTPUT_MAX: usize = 256 << 20;

/// How long one wait for a program lasts, in ms.
const WAIT_MS: i64 = 100;

/// How many waits without a sign of life there may be in all: 60 seconds.
const WAITS_MAX: usize = 600;

/// The address space of a program, in bytes: damaged files make programs ask for all there is.
#[cfg(target_os = "linux")]
const MEMORY_MAX: u64 = 4 << 30;

/// A program, and what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Which.
    pub program: Program,
    /// Its arguments; they make it read standard input and write standard output.
    pub arguments: &'static [&'static str],
}

/// Where a program is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// On the search path, under this name.
    Installed(&'static str),
    /// It is the one that runs now. A library that may crash on bad input runs in a process of its
    /// own, where it takes nothing with it.
    Own,
}

impl Tool {
    /// Runs `program` with the tool's arguments; `None` where it is not there or failed.
    pub(super) fn pipe(&self, program: &OsStr, input: &[u8]) -> Option<Vec<u8>> {
        let mut child = Command::new(program)
            .args(self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        confine(&child);
        let output = exchange(&mut child, input);
        if output.is_none() {
            // It may have ended by itself, which is as good.
            let _ = child.kill();
        }
        let status = child.wait().ok()?;
        output.filter(|_| status.success())
    }
}

/// Whether a program of this name answers when it is called.
pub fn is_installed(name: &str) -> bool {
    let mut command = Command::new(name);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.arg("-v").status().is_ok()
}

#[cfg(target_os = "linux")]
fn confine(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MEMORY_MAX), maximum: Some(MEMORY_MAX) };
    // Without the limit the program still has its time and its output limited.
    let _ = prlimit(Pid::from_raw(child.id() as i32), Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn confine(_child: &Child) {}

/// Writes the input and reads the output at the same time, as the program may do either first.
fn exchange(child: &mut Child, input: &[u8]) -> Option<Vec<u8>> {
    let mut stdin = child.stdin.take();
    let mut stdout = child.stdout.take()?;
    rustix::io::ioctl_fionbio(&stdout, true).ok()?;
    rustix::io::ioctl_fionbio(stdin.as_ref()?, true).ok()?;
    let (mut rest, mut output, mut waits) = (input, Vec::new(), 0);
    loop {
        if !is_ready(stdin.as_ref(), &stdout)? {
            waits += 1;
            if waits > WAITS_MAX {
                return None;
            }
            continue;
        }
        if let Some(pipe) = &mut stdin {
            rest = write_some(pipe, rest);
        }
        if rest.is_empty() {
            // Closing it is what says that the input ends here.
            stdin = None;
        }
        if read_some(&mut stdout, &mut output)? == More::No {
            return Some(output);
        }
    }
}

/// Waits until either pipe can be used; `false` where none could in time.
fn is_ready(stdin: Option<&ChildStdin>, stdout: &ChildStdout) -> Option<bool> {
    let mut pipes = vec![PollFd::new(stdout, PollFlags::IN)];
    pipes.extend(stdin.map(|pipe| PollFd::new(pipe, PollFlags::OUT)));
    let wait = Timespec { tv_sec: 0, tv_nsec: WAIT_MS * 1_000_000 };
    match poll(&mut pipes, Some(&wait)) {
        Ok(ready) => Some(ready > 0),
        Err(rustix::io::Errno::INTR) => Some(true),
        Err(_) => None,
    }
}

/// What is left of the input after as much was written as the pipe takes now.
fn write_some<'a>(pipe: &mut ChildStdin, rest: &'a [u8]) -> &'a [u8] {
    match pipe.write(rest) {
        Ok(written) => &rest[written..],
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
            rest
        }
        // The program has read what it wants.
        Err(_) => &[],
    }
}

/// Whether more may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum More {
    Maybe,
    No,
}

/// Reads what is there now; `None` where it is too much or the pipe broke.
fn read_some(pipe: &mut ChildStdout, output: &mut Vec<u8>) -> Option<More> {
    let mut buffer = [0; 16 << 10];
    match pipe.read(&mut buffer) {
        Ok(0) => Some(More::No),
        Ok(read) => {
            output.extend_from_slice(&buffer[..read]);
            (output.len() <= OUTPUT_MAX).then_some(More::Maybe)
        }
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
            Some(More::Maybe)
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe(
        program: &'static str,
        arguments: &'static [&'static str],
        input: &[u8],
    ) -> Option<Vec<u8>> {
        let tool = Tool { program: Program::Installed(program), arguments };
        tool.pipe(OsStr::new(program), input)
    }

    #[test]
    fn bytes_go_through_a_program() {
        let large = vec![b'x'; 3 << 20];
        assert_eq!(pipe("cat", &[], &large), Some(large));
        assert_eq!(pipe("sh", &["-c", "echo 船"], b"never read"), Some("船\n".into()));
        assert_eq!(pipe("cat", &[], b""), Some(Vec::new()));
    }

    #[test]
    fn a_program_that_fails_gives_nothing() {
        assert_eq!(pipe("sh", &["-c", "echo half; exit 3"], b""), None);
        assert_eq!(pipe("duben-has-no-such-program", &[], b"x"), None);
        assert!(!is_installed("duben-has-no-such-program"));
    }

    #[test]
    fn endless_output_is_cut_off() {
        assert_eq!(pipe("yes", &[], b""), None);
    }
}
