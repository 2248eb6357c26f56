//! What duben says of itself: what it finds on this machine, its keys, completions, the man page.

use std::io::Write;

use clap::CommandFactory;

use crate::app::Mode;
use crate::cli::Found;
use crate::cli::args::{Config, Typed};
use crate::cli::config::SAMPLE;
use crate::cli::failure::Failure;
use crate::cli::start::{self, Given};
use crate::disk::tool;
use crate::keys::{Entry, Keymap};
use crate::text::Clean;

/// Tells directories, settings and environment, for a report or a puzzled reader.
pub fn doctor(given: &Given, out: &mut dyn Write) -> Result<Found, Failure> {
    let variable = |name: &str| match std::env::var_os(name) {
        Some(value) => Clean::line(&value.to_string_lossy()).to_string(),
        None => "not set".to_owned(),
    };
    writeln!(out, "duben {}", env!("CARGO_PKG_VERSION"))?;
    let config = given
        .config_path
        .as_ref()
        .map_or("no place for it: HOME is not set".to_owned(), |path| path.display().to_string());
    writeln!(out, "config     {}", Clean::line(&config))?;
    let notes =
        given.places.notes().map_or_else(|fault| fault.sentence, |path| path.display().to_string());
    writeln!(out, "notes      {}", Clean::line(&notes))?;
    let pdf = if tool::is_installed("pdftotext") {
        "found: PDF files are read with it"
    } else {
        "not found: PDF files are read without it, some of them badly"
    };
    writeln!(out, "pdftotext  {pdf}")?;
    for name in
        ["TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TMUX", "STY", "SSH_TTY"]
    {
        writeln!(out, "{name:<10} {}", variable(name))?;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .map(std::env::var_os)
        .find_map(|value| value.filter(|v| !v.is_empty()));
    let is_utf8 = locale.is_some_and(|value| {
        let value = value.to_string_lossy().to_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    });
    if !is_utf8 {
        writeln!(
            out,
            "! the locale is not UTF-8: the terminal may not show Chinese; try LC_CTYPE=C.UTF-8"
        )?;
    }
    for notice in &given.notices {
        writeln!(out, "! {}", Clean::line(notice))?;
    }
    Ok(Found::Something)
}

/// Prints a sample of `config.toml`, or the themes with what they are; of one that is at fault, why.
pub fn config(given: &Given, wanted: &Config, out: &mut dyn Write) -> Result<Found, Failure> {
    if !wanted.themes {
        out.write_all(SAMPLE.as_bytes())?;
        return Ok(Found::Something);
    }
    let (themes, faults) = start::themes(given);
    for name in themes.names() {
        let says = themes.check(name).map(|()| themes.describe(name).1.to_owned());
        let line = format!("{name:<10} {}", says.unwrap_or_else(|fault| format!("! {fault}")));
        writeln!(out, "{}", Clean::line(&line))?;
    }
    for fault in faults {
        writeln!(out, "! {}", Clean::line(&fault))?;
    }
    Ok(Found::Something)
}

/// Prints the key table as Markdown, as it stands in the README: the keys while one reads, then
/// those of other modes where they differ.
pub fn keys(out: &mut dyn Write) -> Result<Found, Failure> {
    for group in Keymap::default().groups() {
        writeln!(out, "**{}** {}\n", group.english, group.name)?;
        writeln!(out, "| keys | | command |\n|---|---|---|")?;
        for entry in &group.entries {
            let name = entry.command.name();
            writeln!(out, "| {} | {} | `{name}` |", modes(entry), entry.english)?;
        }
        writeln!(out)?;
    }
    Ok(Found::Something)
}

/// `j` `<Down>`; in a list `<C-n>`: each key once, under the first mode that has it.
fn modes(entry: &Entry) -> String {
    let mut seen: Vec<&String> = Vec::new();
    let mut parts = Vec::new();
    for mode in [
        Mode::Article,
        Mode::Select,
        Mode::Sources,
        Mode::Search,
        Mode::Note,
        Mode::List,
        Mode::Help,
        Mode::Letter,
    ] {
        let keys = entry.keys.get(&mode).into_iter().flatten();
        let new: Vec<&String> = keys.filter(|key| !seen.contains(key)).collect();
        if new.is_empty() {
            continue;
        }
        let keys: Vec<String> =
            new.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        let place =
            if mode == Mode::Article { String::new() } else { format!("{}: ", mode.name()) };
        parts.push(format!("{place}{}", keys.join(" ")));
        seen.extend(new);
    }
    if parts.is_empty() { "(palette)".to_owned() } else { parts.join("; ") }
}

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Found, Failure> {
    // The generator panics where it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Typed::command(), "duben", &mut script);
    out.write_all(&script)?;
    Ok(Found::Something)
}

/// Prints the man page.
pub fn man(out: &mut dyn Write) -> Result<Found, Failure> {
    clap_mangen::Man::new(Typed::command()).render(&mut &mut *out)?;
    Ok(Found::Something)
}
