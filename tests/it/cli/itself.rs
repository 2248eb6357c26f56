//! What is no matter of a library: arguments, streams, settings, screens without a terminal.

use std::process::{Command, Stdio};

use serde_json::json;

use crate::program::{CORPUS, FERRY, Home, LAMP, finish};

/// Two articles that speak of the same people and places.
/// Options that hold for every command may stand before it, and a file may be called like one.
#[test]
fn a_command_is_the_first_word_that_is_no_option() {
    let home = Home::with_books();
    let listed = home.run_here(&["list", "books"]).done();
    for options in [
        ["--data-dir", "kept"].as_slice(),
        &["--data-dir=kept"],
        &["--no-mouse", "--no-cache"],
        &["--theme", "mono", "--encoding", "utf-8", "--ambiguous", "wide", "--engine", "scan"],
    ] {
        let run = |rest: &[&str]| home.run_here(&[options, rest].concat());
        assert_eq!(run(&["list", "books"]).done(), listed, "{options:?}");
        assert_eq!(run(&["search", "-l", "学徒", "books"]).code, Some(0), "{options:?}");
        assert_eq!(run(&["notes", "list", "books"]).code, Some(1), "{options:?}");
        assert!(run(&["help", "notes", "add"]).done().contains("--at"), "{options:?}");
    }
    for command in ["list", "names", "info", "extract", "doctor", "keys", "config", "man"] {
        let before = home.run_here(&["--no-cache", command]);
        let behind = home.run_here(&[command, "--no-cache"]);
        assert_eq!((before.code, before.out), (behind.code, behind.out), "{command}");
    }
    // Here the command wins, and what is meant as a file is written as one.
    home.write("notes", LAMP);
    assert!(home.run_here(&["notes", "list"]).out.is_empty());
    assert!(home.run_here(&["list", "notes"]).done().contains("巷口的灯"));
    let late = home.run_here(&["books", "--no-cache", "list"]);
    assert_eq!(late.code, Some(2));
    assert!(late.err.contains("a command comes before the files"), "{}", late.err);
}

#[test]
fn screen_prints_what_the_keys_show() {
    let home = Home::with_books();
    let shown = |more: &[&str]| {
        home.run_here(&[&["screen", "books", "--size", "56x9"], more].concat()).done()
    };
    insta::assert_snapshot!(shown(&["--keys", "/水色<CR>"]), @r"
    ┌ 渡口的告示牌 ───────────────────────────── 1/2 · 38% ┐
    │                     渡口的告示牌                     █
    │                                                      <
    │      渡口新立了一块告示牌，用红漆写着末班船几点开。  ┤
    │  摆渡的老简不识字，请学徒念给他听，听完点点头，照旧  │
    │  看水色开船。学徒问他万一误了钟点怎么办，老简说，钟  │
    ├ 检索 ────────────────────────────────────────────────┤
    │/水色                             1/2 处 · 1 篇 · 0ms │
    └ 阅读  ?帮助 /检索 m书签 v选段 a批注 gm一览 Tab来源 ──┘
    ");
    let styled = shown(&["--styles"]);
    assert!(styled.starts_with(&shown(&[])));
    assert!(styled.lines().last().is_some_and(|line| line.starts_with("8:")), "{styled}");
    assert_eq!(home.run_here(&["screen", "books", "--size", "1x1"]).done().lines().count(), 1);
}

#[test]
fn screen_keeps_no_notes_unless_a_directory_is_named() {
    let home = Home::with_books();
    home.run_here(&["screen", "books", "--keys", "m"]).done();
    assert!(!home.path("data").exists());
    let shown = home.run_here(&["screen", "books", "--keys", "m", "--data-dir", "kept"]).done();
    assert!(shown.contains("已存 09:41"), "{shown}");
    let rows = home.run_here(&["notes", "list", "--json", "--data-dir", "kept"]).json();
    assert_eq!(rows.len(), 1);
}

#[test]
fn no_color_takes_the_colours_and_leaves_the_rest() {
    let home = Home::with_books();
    let arguments = ["screen", "books", "--styles", "--keys", "/水色<CR>"];
    let styles = |value: &str| {
        let ran =
            finish(home.command(&arguments).env("NO_COLOR", value).current_dir(home.path("")), b"");
        let out = ran.done();
        out.split("\n\n").last().expect("the styles").to_owned()
    };
    let coloured = |styles: &str| styles.contains("magenta");
    assert!(coloured(&styles("")), "an empty value means nothing (no-color.org)");
    let plain = styles("1");
    assert!(!coloured(&plain) && plain.contains("bold"), "{plain}");
    let ran = finish(home.command(&["search", "渡口", "books"]).current_dir(home.path("")), b"");
    assert!(!ran.done().contains('\x1b'), "a pipe gets no colours");
    for (forced, no_color, coloured) in
        [("1", "", true), ("0", "", false), ("", "", false), ("1", "1", false)]
    {
        let mut command = home.command(&["search", "渡口", "books"]);
        command.env("CLICOLOR_FORCE", forced).env("NO_COLOR", no_color);
        let ran = finish(command.current_dir(home.path("")), b"");
        assert_eq!(ran.done().contains('\x1b'), coloured, "{forced:?} {no_color:?}");
    }
}

#[test]
fn a_theme_of_ones_own() {
    let home = Home::with_books();
    home.write("config/duben/themes/sea.toml", "inherits = \"dark\"\nsource = \"#5f87af bold\"\n");
    home.write("config/duben/themes/typo.toml", "\nsource = \"bluish\"\n");
    home.write("config/duben/themes/README", "no theme");
    let listed = home.run(&["config", "--themes"]).done();
    let names: Vec<_> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["auto", "dark", "light", "contrast", "ansi", "mono", "sea", "typo"]);
    assert!(listed.contains("typo.toml: line 2: there is no colour or attribute \"bluish\""));
    let styles =
        |theme: &[&str]| home.run_here(&[&["screen", "books", "--styles"], theme].concat()).done();
    assert!(styles(&["--theme", "sea"]).contains("bold #5f87af"));
    assert!(!styles(&[]).contains('#'));
    let refused = home.run_here(&["search", "渡口", "books", "--theme", "typo"]).refused(2);
    assert!(refused.contains("typo.toml: line 2: there is no colour"), "{refused}");
    home.write("config/duben/config.toml", "theme = \"sea\"\n");
    assert!(styles(&[]).contains("bold #5f87af"));
    home.write("config/duben/config.toml", "theme = \"typo\"\n");
    let screen = home.run_here(&["screen", "books", "--size", "160x24"]).done();
    assert!(screen.contains("there is no colour or"), "{screen}");
}

#[test]
fn what_duben_prints_of_itself() {
    let home = Home::new();
    let config = home.run(&["config"]).done();
    assert!(config.parse::<toml::Table>().is_ok() && config.contains("# theme = "), "{config}");
    assert!(home.run(&["keys"]).done().contains("| `next-hit` |"));
    assert!(home.run(&["man"]).done().contains(".TH duben 1"));
    for (shell, says) in
        [("bash", "complete -F _duben"), ("zsh", "#compdef duben"), ("fish", "complete -c duben")]
    {
        assert!(home.run(&["completions", shell]).done().contains(says), "{shell}");
    }
    let found = home.run(&["doctor"]).done();
    for says in [
        format!("duben {}", env!("CARGO_PKG_VERSION")),
        format!("notes      {}", home.path("data/duben/notes").display()),
        format!("config     {}", home.path("config/duben/config.toml").display()),
        "TERM       xterm-256color".to_owned(),
    ] {
        assert!(found.contains(&says), "{says}: {found}");
    }
}

#[test]
fn without_a_path_there_is_the_library_of_the_config_else_the_sample() {
    let home = Home::with_books();
    assert!(home.run(&["list"]).done().contains("读本使用入门"));
    let books = home.path("books");
    home.write("config/duben/config.toml", format!("library = [{:?}]\n", books.display()));
    assert_eq!(home.run(&["list"]).done().lines().count(), 2);
    assert_eq!(home.run(&["list", &format!("{CORPUS}/big5.txt")]).done().lines().count(), 1);
}

#[test]
fn standard_input_is_a_file() {
    let home = Home::new();
    let big5 = std::fs::read(format!("{CORPUS}/big5.txt")).expect("there");
    assert_eq!(home.feed(&["list", "-"], &big5).done(), "3d442da9\t-\t-\t鐵皮屋頂上的貓\t152\n");
    assert!(home.feed(&["show", "貓", "-"], &big5).done().ends_with("總共也才三個臉盆。」\n"));
    assert!(home.feed(&["search", "脸盆", "-", "-l"], &big5).done().contains("标准输入"));
    let extracted = home.feed(&["extract", "-"], FERRY.as_bytes()).json();
    assert_eq!(extracted[0]["articles"][0]["title"], json!("渡口的告示牌"));
}

#[test]
fn an_encoding_can_be_forced() {
    let home = Home::new();
    let path = format!("{CORPUS}/gb18030.txt");
    let forced = |name| home.run(&["list", "--encoding", name, &path]);
    assert!(forced("gb18030").done().contains("水塔上的风向标"));
    assert!(forced("GBK").done().contains("水塔上的风向标"));
    let wrong = forced("big5");
    assert!(wrong.code == Some(0) && !wrong.out.contains("水塔") && !wrong.out.is_empty());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    let long = FERRY.repeat(1000);
    home.write("long.txt", &long);
    for arguments in [&["show", "告示", "long.txt", "--raw"][..], &["search", "渡口", "long.txt"]]
    {
        let mut writer = home.command(arguments);
        writer.current_dir(home.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut writer = writer.spawn().expect("the program starts");
        let pipe = writer.stdout.take().expect("a pipe");
        // The command goes at the end of the line, and with it our own end of the pipe.
        let first = finish(Command::new("head").args(["-n", "1"]).stdin(pipe), b"");
        assert_eq!(first.done().lines().count(), 1);
        let ended = writer.wait_with_output().expect("it ends");
        let says = String::from_utf8_lossy(&ended.stderr);
        assert_eq!((ended.status.code(), &*says), (Some(0), ""), "{arguments:?}");
    }
}
