//! The command line: what was typed becomes work, work becomes lines on standard output, one
//! sentence on standard error, and an exit code: 0 done or found, 1 nothing found, 2 error.

mod args;
mod command;
mod config;
mod failure;
mod start;
mod unread;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Color, Command, Typed};
use failure::Failure;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Something,
    Nothing,
    /// A signal ended the reader; the exit code says which.
    Killed(u8),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(error) => {
            // Help goes to standard output, everything else to standard error with code 2.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(typed) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Ok(Found::Killed(code)) => ExitCode::from(code),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(typed: Typed) -> Result<Found, Failure> {
    let Typed { command, paths, common } = typed;
    if command.is_some() && !paths.is_empty() {
        let sentence = "a command comes before the files that it is given";
        let hint = "`duben COMMAND PATH…`; a file that is called like a command is ./COMMAND";
        return Err(Failure::new(sentence, hint));
    }
    let given = start::settings(common)?;
    let Some(command) = command else { return command::read(&given, &paths) };
    if prints_articles_or_notes(&command) {
        given.notices.iter().for_each(|notice| complain(notice));
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let found = match command {
        Command::Search(search) => command::search(&given, &search, &mut out),
        Command::List(list) => command::list(&given, &list, &mut out),
        Command::Names(names) => command::names(&given, &names, &mut out),
        Command::Info(info) => command::info(&given, &info, &mut out),
        Command::Show(show) => command::show(&given, &show, &mut out),
        Command::Extract(extract) => command::extract(&given, &extract, &mut out),
        Command::Notes(notes) => command::notes(&given, notes, &mut out),
        Command::Index(index) => command::index(&given, index, &mut out),
        Command::Bench(args::Bench::Search(asked)) => command::bench(&given, &asked, &mut out),
        Command::Screen(screen) => command::screen(&given, &screen, &mut out),
        Command::Doctor => command::doctor(&given, &mut out),
        Command::Keys => command::keys(&mut out),
        Command::Config(config) => command::config(&given, &config, &mut out),
        Command::Completions { shell } => command::completions(shell, &mut out),
        Command::Man => command::man(&mut out),
        Command::PdfText => command::pdf_text(&mut io::stdin().lock(), &mut out),
    }?;
    out.flush()?;
    Ok(found)
}

/// Whether the settings bear on a command that does not show by itself what is wrong with them.
fn prints_articles_or_notes(command: &Command) -> bool {
    matches!(
        command,
        Command::Search(_)
            | Command::List(_)
            | Command::Names(_)
            | Command::Info(_)
            | Command::Show(_)
            | Command::Extract(_)
            | Command::Notes(_)
            | Command::Index(_)
    )
}

/// Says something on standard error; a terminal gets it clean, as a file's name may be in it.
fn complain(sentence: &str) {
    let clean = crate::text::Clean::text(sentence);
    let _ = writeln!(io::stderr(), "duben: {clean}");
}

/// Whether colours are written where it was said when.
fn may_colour(when: Color) -> bool {
    match when {
        Color::Auto => wants_colour(),
        Color::Always => true,
        Color::Never => false,
    }
}

/// Whether standard output may carry colours: on a terminal that has any, and where
/// CLICOLOR_FORCE asks for them; never where NO_COLOR forbids them (bixense.com/clicolors,
/// no-color.org).
fn wants_colour() -> bool {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if variable("NO_COLOR").is_some() {
        return false;
    }
    let is_forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let has_colours = variable("TERM").is_none_or(|term| term != "dumb");
    is_forced || (io::stdout().is_terminal() && has_colours)
}
