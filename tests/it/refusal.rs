//! What people get wrong and what files hold: one sentence and a hint, the right exit code, and
//! everything else still done. No byte of a file reaches a terminal as a command.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use crate::program::{CORPUS, Home, finish};

#[test]
fn what_is_not_there_is_named() {
    let home = Home::with_books();
    std::fs::create_dir(home.path("bare")).expect("writable");
    home.write("nothing.txt", "");
    home.write("blank.txt", " \n\n　\n");
    for (path, says) in [
        (
            "nosuch",
            "cannot open \"nosuch\": no such file or folder\n\
             hint: check the spelling, or give a folder of text files\n",
        ),
        (
            "bare",
            "nothing to read in \"bare\": the folder holds no files\n\
             hint: give a folder of text files; hidden files are left out\n",
        ),
        ("nothing.txt", "cannot read \"nothing.txt\": the file is empty\n"),
        ("blank.txt", "nothing to read in \"blank.txt\": no article is in it\n"),
    ] {
        for command in [&["list"][..], &["search", "渡口"], &["show", "渡口"]] {
            let refused = home.run_here(&[command, &[path]].concat()).refused(2);
            assert_eq!(refused, format!("duben: {says}"), "{command:?}");
        }
    }
    let reader = home.run_here(&["nosuch"]).refused(2);
    assert!(reader.starts_with("duben: cannot open \"nosuch\""), "{reader}");
}

#[test]
fn one_bad_path_does_not_hide_the_good_ones() {
    let home = Home::with_books();
    for command in [&["list"][..], &["search", "渡口"], &["show", "渡口"], &["extract"]] {
        let ran = home.run_here(&[command, &["nosuch", "books/渡口.txt"]].concat());
        assert_eq!(ran.code, Some(2), "{command:?}");
        assert!(ran.out.contains("渡口"), "{command:?}: {ran:?}");
        assert!(ran.err.contains("cannot open \"nosuch\": no such file"), "{command:?}: {ran:?}");
    }
}

#[test]
fn files_that_hold_no_text_are_told_and_passed_over() {
    let home = Home::with_books();
    home.write("books/tool.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0");
    home.write("books/photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    let ran = home.run_here(&["list", "books"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 2), "{ran:?}");
    assert!(ran.err.contains("duben: cannot read \"books/tool.txt\": "), "{ran:?}");
    assert_eq!(
        home.run_here(&["list", "books/tool.txt"]).refused(2),
        "duben: cannot read \"books/tool.txt\": it is a program, which duben does not read\n"
    );
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let home = Home::with_books();
    let closed = home.write("books/closed.txt", "这里写着不给人看的话。");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o0)).expect("ours");
    // Root may read everything: then there is nothing to see.
    if std::fs::read(&closed).is_ok() {
        return;
    }
    let ran = home.run_here(&["list", "books"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 2), "{ran:?}");
    assert!(ran.err.contains("books/closed.txt\": permission denied"), "{ran:?}");
    assert!(home.run_here(&["list", "books/closed.txt"]).refused(2).contains("permission denied"));
}

#[test]
fn broken_text_is_there_with_a_warning() {
    let home = Home::new();
    let path = format!("{CORPUS}/shift.txt");
    let ran = home.run(&["show", "借伞", &path]);
    assert_eq!(
        (ran.code, ran.err),
        (
            Some(0),
            format!("duben: {path}: 7 broken byte sequences in UTF-8; --encoding names another\n")
        )
    );
    assert!(ran.out.starts_with("借伞的规矩\n\n　　车站的伞架上插着二十把伞"), "{}", ran.out);
    assert!(ran.out.contains('\u{fffd}'), "{}", ran.out);
}

#[test]
fn arguments_that_mean_nothing_are_refused() {
    let home = Home::with_books();
    for (arguments, says) in [
        (
            &["list", "books", "--encoding", "martian"][..],
            "duben: there is no encoding \"martian\"\n\
             hint: utf-8, gb18030, big5, utf-16le, utf-16be and shift_jis are known\n",
        ),
        (
            &["serach", "渡口"],
            "duben: there is no file and no command called \"serach\"\n\
             hint: `duben search` is a command\n",
        ),
        (
            &["lists/a"],
            "duben: cannot open \"lists/a\": no such file or folder\n\
             hint: check the spelling, or give a folder of text files\n",
        ),
        (
            &["list", "books", "--config", "none.toml"],
            "duben: cannot read \"none.toml\": no such file\nhint: `duben config` prints a sample\n",
        ),
        (
            &["list", "books", "--theme", "pink"],
            "duben: there is no theme \"pink\": known are auto, dark, light, contrast, ansi, mono\n\
             hint: `duben config --themes` lists the themes\n",
        ),
        (
            &["screen", "books", "--keys", "jj<Wheel>"],
            "duben: <Wheel> is no key\nhint: keys are written as in vim: gg, <C-d>, <CR>, <lt>\n",
        ),
        (
            &["list", "-", "books"],
            "duben: standard input cannot be read together with files\n\
             hint: give \"-\" alone, or files and folders alone\n",
        ),
        (
            &["screen", "books", "--size", "0x24"],
            "error: invalid value '0x24' for '--size <CxR>': give columns and rows from 1 to 1000, \
             as in 80x24\n\nFor more information, try '--help'.\n",
        ),
    ] {
        assert_eq!(home.run_here(arguments).refused(2), says, "{arguments:?}");
    }
}

#[test]
fn garbage_in_the_config_is_said_and_the_defaults_hold() {
    let home = Home::with_books();
    home.write("config/duben/config.toml", b"measure = \"wide\"\n\xff\0");
    let says = format!("duben: {}: line 2: ", home.path("config/duben/config.toml").display());
    for command in [
        &["list", "books"][..],
        &["search", "渡口", "books"],
        &["show", "渡口", "books"],
        &["extract", "books"],
        &["notes", "add", "books", "--at", "几点开", "--note", "记"],
        &["notes", "list"],
        &["notes", "export"],
        &["notes", "doctor"],
    ] {
        let ran = home.run_here(command);
        assert_eq!(ran.code, Some(0), "{command:?}: {ran:?}");
        assert!(!ran.out.is_empty(), "{command:?}");
        assert!(
            ran.err.starts_with(&says) && ran.err.ends_with("用默认设置\n"),
            "{command:?}: {}",
            ran.err
        );
        assert_eq!(ran.err.lines().count(), 1, "{command:?} says it once: {}", ran.err);
    }
    let shown = home.run_here(&["screen", "books", "--size", "200x8"]).done();
    assert!(shown.contains("config.toml: line 2: "), "{shown}");
    let found = home.run_here(&["doctor"]).done();
    assert!(found.contains("config.toml: line 2: "), "{found}");
}

#[test]
fn the_reader_wants_a_terminal() {
    let home = Home::with_books();
    assert_eq!(
        home.run_here(&["books"]).refused(2),
        "duben: cannot draw: standard output is not a terminal\n\
         hint: `duben list`, `duben show` and `duben search` print plain text\n"
    );
    let mut dumb = home.command(&["list", "books"]);
    let listed = finish(dumb.env("TERM", "dumb").current_dir(home.path("")), b"").done();
    assert_eq!(listed.lines().count(), 2, "a dumb terminal is enough for a list");
}

/// Everything but line ends and tabs that a terminal would obey.
fn commands_in(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\t')).collect()
}

#[test]
fn no_escape_sequence_of_a_file_reaches_the_output() {
    let home = Home::new();
    let path = format!("{CORPUS}/controls.txt");
    for arguments in [
        &["list", &path][..],
        &["list", "--json", &path],
        &["show", "手电", &path],
        &["show", "手电", &path, "--raw"],
        &["show", "手电", &path, "--json"],
        &["show", "手电", &path, "--width", "30"],
        &["search", "手电", &path],
        &["search", "手电", &path, "--json"],
        &["search", "手电", &path, "-l"],
        &["extract", &path],
        &["extract", "--format", "md", &path],
        &["extract", "--format", "txt", &path],
        &["screen", &path, "--keys", "/手电<CR>"],
        &["notes", "add", &path, "--at", "整条街只剩这支手电筒", "--note", "记\x1b[2J\u{9b}1m"],
        &["notes", "list", &path],
        &["notes", "list", &path, "--json"],
        &["notes", "export"],
    ] {
        let ran = home.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
        assert!(commands_in(&ran.out).is_empty(), "{arguments:?}: {:?}", ran.out);
        assert!(ran.out.len() > 8, "{arguments:?}");
    }
}

#[test]
fn no_escape_sequence_of_a_name_reaches_the_output() {
    let home = Home::new();
    let name = "\x1b]0;x\x07渡\x1b[2J.txt";
    home.write(&format!("books/{name}"), "渡口的井\n\n渡口边上有一口井，水是咸的，没有人喝。\n");
    home.write("books/\x1b[31mempty.txt", "");
    for arguments in [
        &["list", "books"][..],
        &["search", "渡口", "books"],
        &["search", "渡口", "books", "--json"],
        &["extract", "books"],
        &["list", "no\x1b[2Jsuch"],
        &["no\x1b[2Jsuch"],
        &["show", "\x1b[2J", "books"],
        &["search", "\x1b[2J\"", "books"],
        &["screen", "books", "--keys", "<\x1b[2J>"],
        &["list", "--encoding", "\x1b[2J", "books"],
        &["list", "--config", "\x1b[2J"],
        &["screen", "--theme", "\x1b[2J", "books"],
        &["notes", "add", "books", "--at", "\x1b[2J井台", "--note", "记"],
    ] {
        let ran = home.run_here(arguments);
        assert!(commands_in(&ran.out).is_empty(), "{arguments:?}: {:?}", ran.out);
        assert!(commands_in(&ran.err).is_empty(), "{arguments:?}: {:?}", ran.err);
    }
}

#[test]
fn pipes_and_loops_in_a_folder_do_not_hang() {
    let home = Home::with_books();
    symlink("..", home.path("books/早报/up")).expect("writable");
    symlink("loop", home.path("books/loop")).expect("writable");
    let pipe = home.path("books/pipe.txt");
    let made = Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success());
    let ran = home.run_here(&["list", "books"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 2), "{ran:?}");
    if made {
        let refused = home.run_here(&["list", "books/pipe.txt"]).refused(2);
        assert!(refused.starts_with("duben: cannot read \"books/pipe.txt\": "), "{refused}");
    }
}

/// A PDF of one page that says `text` in Helvetica, with `trailer` among the words of its end.
fn pdf(text: &str, trailer: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 20 100 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        table.extend([format!("{:010} 00000 n \n", file.len())]);
        file.extend([format!("{number} 0 obj\n{object}\nendobj\n")]);
    }
    let start = file.len();
    format!(
        "{file}{table}trailer\n<< /Size 6 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .into_bytes()
}

/// With pdftotext on the path and without it.
#[test]
fn a_pdf_is_read_or_refused_in_one_sentence() {
    let home = Home::with_books();
    let say = "The boat leaves the old ferry at six every morning.";
    // Keys that no password fits.
    let key = "<".to_owned() + &"5a".repeat(32) + ">";
    let lock =
        format!("/ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>");
    let locked = pdf(say, &lock);
    home.write("in/a.pdf", pdf(say, ""));
    home.write("in/locked.pdf", locked);
    home.write("in/named.txt", pdf(say, ""));
    home.write("in/scan.pdf", pdf("", ""));
    home.write("in/cut.pdf", &pdf(say, "")[..90]);
    let shown = home.run_here(&["extract", "--format", "txt", "in"]);
    assert_eq!(shown.out.matches(say).count(), 2, "{shown:?}");
    for sentence in [
        "in/locked.pdf\": it is a PDF document that is encrypted",
        "in/scan.pdf\": it has no text layer: its pages are pictures",
        "in/cut.pdf\": it is a PDF document that is damaged",
    ] {
        assert!(shown.err.contains(sentence), "{shown:?}");
    }
    assert_eq!(shown.err.lines().count(), 3, "{shown:?}");
}
