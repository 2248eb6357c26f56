//! What colours this terminal has, and whether its background is dark. In come environment
//! variables, which know a part of it, and the terminal's own answers; out come the questions that
//! are left, and the verdict. Refuses to wait: an answer may come at any time, or never.

use super::input::Report;
use crate::ui::{Depth, Shade};

/// Asks for the background (OSC 11, xterm's control sequences). Answered by [`Report::Ground`].
const ASK_GROUND: &str = "\x1b]11;?\x07";

/// Sets a colour of three bytes and asks what was made of it (DECRQSS, VT420; for SGR, xterm's
/// control sequences). Answered by [`Report::TrueColour`] where it was kept. COLORTERM would say so
/// too, but does not cross SSH.
const ASK_DEPTH: &str = "\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[m";

/// Terminals that have all colours, by the beginning of TERM.
const TRUE_TERMS: [&str; 7] =
    ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour", "iterm2"];

/// The same by TERM_PROGRAM.
const TRUE_PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio"];

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    pub depth: Depth,
    /// Whether the background is dark or light, where that is known.
    pub shade: Option<Shade>,
    asked: Asked,
}

/// What it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Nothing: it would show the question, or the answer changes nothing.
    Nothing,
    Ground,
    GroundAndDepth,
}

impl Colours {
    /// What the environment tells, which `variable` looks up.
    pub fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        let known = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = known("TERM").unwrap_or_default();
        let ground = known("COLORFGBG").and_then(|value| shade_of(&value));
        if is_colourless(&term) {
            return Self { depth: Depth::Mono, shade: ground, asked: Asked::Nothing };
        }
        // Old consoles show what they do not know of a control string.
        if term == "linux" {
            return Self { depth: Depth::Sixteen, shade: Some(Shade::Dark), asked: Asked::Nothing };
        }
        let is_tmux = known("TMUX").is_some() || term.starts_with("tmux");
        // COLORTERM was set by the terminal outside, and GNU screen 4 has no more than 256. TERM
        // begins with screen in tmux too, and may come over SSH from either.
        let is_screen = known("STY").is_some() && !is_tmux;
        let has_all = matches!(known("COLORTERM").as_deref(), Some("truecolor" | "24bit"))
            || term.ends_with("-direct")
            || known("WT_SESSION").is_some()
            || TRUE_TERMS.iter().any(|begin| term.starts_with(begin))
            || known("TERM_PROGRAM").is_some_and(|name| TRUE_PROGRAMS.contains(&name.as_str()));
        let is_between = is_tmux || term.starts_with("screen");
        let depth = match () {
            () if has_all && !is_screen => Depth::Full,
            () if is_between || is_screen || term.contains("256color") => Depth::Palette,
            () => Depth::Sixteen,
        };
        let is_certain = depth == Depth::Full || is_between || is_screen;
        let asked = if is_certain { Asked::Ground } else { Asked::GroundAndDepth };
        Self { depth, shade: ground, asked }
    }

    /// The bytes that ask; none where there is nothing to ask. The look they leave is the default.
    pub fn questions(self) -> String {
        match self.asked {
            Asked::Nothing => String::new(),
            Asked::Ground => ASK_GROUND.to_owned(),
            Asked::GroundAndDepth => format!("{ASK_GROUND}{ASK_DEPTH}"),
        }
    }

    /// Takes an answer.
    pub fn take(&mut self, report: Report) {
        match report {
            Report::Ground(rgb) => self.shade = Some(rgb.shade()),
            Report::Scheme(shade) => self.shade = Some(shade),
            Report::TrueColour => self.depth = Depth::Full,
            Report::Position { .. } | Report::Ready | Report::Attributes => {}
        }
    }
}

/// Terminals of one colour, by the names that terminfo gives them.
fn is_colourless(term: &str) -> bool {
    let kinds = ["vt52", "vt100", "vt102", "vt220", "vt320", "vt420"];
    let kind = term.split('-').next().unwrap_or_default();
    term == "dumb" || term.ends_with("-m") || term.ends_with("-mono") || kinds.contains(&kind)
}

/// The background in `15;0` or `15;default;0`, as rxvt and its kin set COLORFGBG: one of the 16,
/// of which 7 and from 9 on are light.
fn shade_of(value: &str) -> Option<Shade> {
    match value.rsplit(';').next()?.parse().ok()? {
        0..=6 | 8 => Some(Shade::Dark),
        7 | 9..=15 => Some(Shade::Light),
        16u8.. => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Rgb;

    fn colours(set: &str) -> Colours {
        let find = |name: &str| {
            let value = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
            set.split(' ').find_map(value)
        };
        Colours::new(find)
    }

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        for (set, depth, asked) in [
            ("", Depth::Sixteen, Asked::GroundAndDepth),
            ("TERM=xterm", Depth::Sixteen, Asked::GroundAndDepth),
            ("TERM=xterm-256color", Depth::Palette, Asked::GroundAndDepth),
            ("TERM=xterm-256color COLORTERM=truecolor", Depth::Full, Asked::Ground),
            ("TERM=xterm COLORTERM=24bit", Depth::Full, Asked::Ground),
            ("TERM=xterm-256color COLORTERM=yes", Depth::Palette, Asked::GroundAndDepth),
            ("TERM=xterm-direct", Depth::Full, Asked::Ground),
            ("TERM=xterm-kitty", Depth::Full, Asked::Ground),
            ("TERM=xterm-256color TERM_PROGRAM=iTerm.app", Depth::Full, Asked::Ground),
            (
                "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
                Depth::Palette,
                Asked::GroundAndDepth,
            ),
            ("TERM=linux COLORTERM=", Depth::Sixteen, Asked::Nothing),
            ("TERM=vt100", Depth::Mono, Asked::Nothing),
            ("TERM=vt220-w", Depth::Mono, Asked::Nothing),
            ("TERM=xterm-mono", Depth::Mono, Asked::Nothing),
            ("TERM=vt1000", Depth::Sixteen, Asked::GroundAndDepth),
            ("TERM=screen TMUX=/a,1,0", Depth::Palette, Asked::Ground),
            ("TERM=tmux-256color TMUX=/a,1,0 COLORTERM=truecolor", Depth::Full, Asked::Ground),
            ("TERM=screen-256color", Depth::Palette, Asked::Ground),
            (
                "TERM=screen.xterm-256color STY=1.a COLORTERM=truecolor",
                Depth::Palette,
                Asked::Ground,
            ),
        ] {
            let is = colours(set);
            assert_eq!((is.depth, is.asked), (depth, asked), "{set}");
        }
    }

    #[test]
    fn answers_come_before_the_environment_at_any_time() {
        for (set, shade) in [
            ("COLORFGBG=15;0", Some(Shade::Dark)),
            ("COLORFGBG=0;default;15", Some(Shade::Light)),
            ("COLORFGBG=0;7", Some(Shade::Light)),
            ("COLORFGBG=15;8", Some(Shade::Dark)),
            ("COLORFGBG=12;231", None),
            ("COLORFGBG=default;default", None),
            ("TERM=linux", Some(Shade::Dark)),
            ("TERM=xterm", None),
        ] {
            let mut is = colours(set);
            assert_eq!(is.shade, shade, "{set}");
            is.take(Report::Ground(Rgb(0xfd, 0xf6, 0xe3)));
            assert_eq!(is.shade, Some(Shade::Light));
            is.take(Report::Scheme(Shade::Dark));
            assert_eq!(is.shade, Some(Shade::Dark));
        }
        let mut is = colours("TERM=xterm-256color");
        is.take(Report::TrueColour);
        assert_eq!(is.depth, Depth::Full);
    }
}
