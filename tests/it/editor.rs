//! A long note in the reader's own editor: a program of its own on the same terminal, which gets the
//! screen and the keys, and gives them back.

use rustix::process::Signal;

use crate::program::Home;
use crate::pty::{Ended, Manners, Pty};

const SIZE: (u16, u16) = (80, 24);

/// A note with 水位 typed, left for an editor that is this piece of shell; `$1` is the file.
fn editing(script: &str) -> (Home, Pty) {
    editing_at(Manners::Narrow, script)
}

fn editing_at(manners: Manners, script: &str) -> (Home, Pty) {
    let home = Home::with_books();
    home.write("editor", script);
    let mut pty = Pty::start(&home, &["books"], SIZE, manners);
    pty.wait_until("two articles", |screen| screen.contents().contains("/2 · "));
    pty.press("a");
    pty.wait_for("C-x编辑器");
    pty.press("水位");
    pty.wait_for("水位");
    pty.press("\x18");
    (home, pty)
}

fn saved(home: &Home) -> Vec<String> {
    let rows = home.run_here(&["notes", "list", "books", "--json"]).json();
    rows.iter().map(|row| row["note"].as_str().unwrap_or_default().to_owned()).collect()
}

/// What the editor left behind, beside its script.
fn left(home: &Home) -> usize {
    let names = std::fs::read_dir(home.path("")).expect("the home");
    let names = names.map(|entry| entry.expect("readable").file_name());
    names.filter(|name| name.to_string_lossy().starts_with("duben-")).count()
}

#[test]
fn the_editor_has_the_screen_and_the_keys_and_gives_them_back() {
    // It reads a line as the terminal was found: with echo, and Enter for its end.
    let (home, mut pty) = editing(
        "printf '编辑：'; stat -c %a \"$1\"; IFS= read -r line; printf '%s。' \"$line\" >> \"$1\"",
    );
    pty.wait_until("the editor on the screen that was found", |screen| {
        screen.contents().contains("编辑：600") && !screen.alternate_screen()
    });
    pty.press("高了aq\r");
    pty.wait_until("the note with what was written", |screen| {
        let shown = screen.contents();
        screen.alternate_screen() && shown.contains("水位高了aq。") && shown.contains("C-x编辑器")
    });
    assert_eq!(left(&home), 0);
    // The keys are the reader's again.
    pty.press("真的\x13");
    pty.wait_for("已存");
    assert_eq!(saved(&home), ["水位高了aq。真的"]);
}

#[test]
fn an_editor_that_fails_leaves_the_note_as_it_is() {
    let (home, mut pty) = editing("printf 坏 > \"$1\"; exit 3");
    pty.wait_for("编辑器以 3 退出，批注未动；写下的在");
    pty.wait_for("水位");
    assert_eq!(left(&home), 1, "what was written is kept");
    pty.press("\x13");
    pty.wait_for("已存");
    assert_eq!(saved(&home), ["水位"]);
}

#[test]
fn a_reader_that_is_ended_meanwhile_saves_what_the_file_holds() {
    let (home, mut pty) = editing("printf 高了 >> \"$1\"; printf 编辑中; read -r line");
    pty.wait_for("编辑中");
    pty.signal(Signal::TERM);
    assert_eq!(pty.end(), Ended::Code(143));
    assert_eq!(saved(&home), ["水位高了"]);
    assert_eq!(left(&home), 0);
}

#[test]
fn a_reader_that_is_ended_before_the_editor_opens_does_not_open_it() {
    // What the terminal may yet answer is waited for before another program has it.
    let (home, mut pty) = editing_at(Manners::Silent, "printf 编辑中; read -r line");
    pty.signal(Signal::TERM);
    assert_eq!(pty.end(), Ended::Code(143));
    assert_eq!(saved(&home), ["水位"]);
    assert_eq!(left(&home), 0);
}
