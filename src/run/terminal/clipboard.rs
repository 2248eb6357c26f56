//! The clipboard of the person at the other end. In comes text, out come bytes for the terminal,
//! unless tmux took the text. Refuses to open a display: over SSH there is none.

use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most base64 that terminals are known to take in one OSC 52, in bytes.
const ENCODED_MAX: usize = 74 * 1024;

/// The bytes of a DCS that GNU screen passes on; it drops longer ones (its MAXSTR is 768).
const SCREEN_CHUNK: usize = 512;

/// Where the text went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// tmux has it and tells the terminal by itself.
    InTmux,
    /// These bytes are to be written to the terminal between two frames; whether it takes them,
    /// it does not say.
    Sequence(Vec<u8>),
    /// Nowhere: its base64 has this many bytes, more than terminals take.
    TooLong(usize),
}

/// Copies `text`. `variable` looks up an environment variable: `TMUX` and `STY` tell of tmux and
/// GNU screen. Starts a process inside tmux and waits for it, so it belongs on a worker.
pub fn copy(text: &str, variable: impl Fn(&str) -> Option<String>) -> Copied {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    // tmux drops OSC 52 from programs by default (`set-clipboard external`), not its own.
    if is_set("TMUX") && load_tmux_buffer(text) {
        return Copied::InTmux;
    }
    let encoded = STANDARD.encode(text);
    if encoded.len() > ENCODED_MAX {
        return Copied::TooLong(encoded.len());
    }
    let sequence = format!("\x1b]52;c;{encoded}\x07").into_bytes();
    Copied::Sequence(if is_set("STY") { through_screen(&sequence) } else { sequence })
}

/// Needs tmux 3.2 for `-w`, which sends the buffer on to the terminal.
fn load_tmux_buffer(text: &str) -> bool {
    let child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return false };
    // The pipe is closed at the end of the statement; else tmux would wait for more.
    let is_written =
        child.stdin.take().is_some_and(|mut pipe| pipe.write_all(text.as_bytes()).is_ok());
    child.wait().is_ok_and(|status| status.success()) && is_written
}

/// GNU screen hands on what stands in a DCS string.
fn through_screen(sequence: &[u8]) -> Vec<u8> {
    let wrapped = sequence.chunks(SCREEN_CHUNK).map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat());
    wrapped.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &'static str) -> impl Fn(&str) -> Option<String> {
        move |asked| (asked == name).then(|| "1".to_owned())
    }

    #[test]
    fn text_goes_to_the_terminal_as_base64() {
        let copied = copy("读本", set("DISPLAY"));
        assert_eq!(copied, Copied::Sequence(b"\x1b]52;c;6K+75pys\x07".to_vec()));
    }

    #[test]
    fn screen_gets_the_sequence_in_pieces_that_add_up() {
        let text = "读".repeat(700);
        let (Copied::Sequence(plain), Copied::Sequence(wrapped)) =
            (copy(&text, |_| None), copy(&text, set("STY")))
        else {
            panic!("no sequence")
        };
        let wrapped = String::from_utf8(wrapped).unwrap();
        let pieces: Vec<_> = wrapped.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() <= SCREEN_CHUNK + 2));
        let joined: String =
            pieces.iter().map(|piece| piece.strip_prefix("\x1bP").unwrap()).collect();
        assert_eq!(joined.as_bytes(), plain);
    }

    #[test]
    fn what_no_terminal_takes_is_refused_with_its_size() {
        assert_eq!(copy(&"a".repeat(60_000), |_| None), Copied::TooLong(80_000));
    }
}
