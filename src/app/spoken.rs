//! Commands in words, as they are typed in the palette: `write! ~/夜航.md`. In comes the typed line,
//! out comes the command with what it is to be done with. Refuses to guess: what names no command that
//! takes anything is left to the list.

use super::{Command, Existing};

/// Names that are shorter than those of the key table, as vim has them.
const SHORT: [(&str, Command); 1] = [("w", Command::Write)];

/// A command and what it is to be done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken<'a> {
    pub command: Command,
    /// `!` behind the name replaces what is there.
    pub existing: Existing,
    /// What stands behind the first blank; empty where nothing does.
    pub argument: &'a str,
}

impl<'a> Spoken<'a> {
    /// Reads a typed line whose first word names a command that takes an argument. A name alone that
    /// may yet become a longer one, or a word to look for, is none.
    pub fn parse(line: &'a str) -> Option<Self> {
        let line = line.trim_start();
        let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let (name, existing) = match name.strip_suffix(['!', '！']) {
            Some(name) => (name, Existing::Replace),
            None => (name, Existing::Keep),
        };
        let short = SHORT.iter().find(|(short, _)| *short == name).map(|(_, command)| *command);
        let command = short.or_else(|| Command::by_name(name))?;
        let is_whole = existing == Existing::Replace || line.len() > name.len() || short.is_some();
        (command.takes_argument() && is_whole).then_some(Self {
            command,
            existing,
            argument: argument.trim(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_takes_what_stands_behind_the_first_blank() {
        let write = Command::Write;
        for (line, expected) in [
            ("write ~/夜 航.md ", Some((write, Existing::Keep, "~/夜 航.md"))),
            ("w a.txt", Some((write, Existing::Keep, "a.txt"))),
            ("  w! a.txt", Some((write, Existing::Replace, "a.txt"))),
            ("write！\u{3000}a.txt", Some((write, Existing::Replace, "a.txt"))),
            ("w", Some((write, Existing::Keep, ""))),
            ("write ", Some((write, Existing::Keep, ""))),
            ("write", None),
            ("cite-style bibtex", Some((Command::CiteStyle, Existing::Keep, "bibtex"))),
            ("wri a.txt", None),
            ("zen a.txt", None),
            ("写 a.txt", None),
            ("", None),
        ] {
            let spoken = Spoken::parse(line);
            let parts = spoken.map(|spoken| (spoken.command, spoken.existing, spoken.argument));
            assert_eq!(parts, expected, "{line:?}");
        }
    }
}
