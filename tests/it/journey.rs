//! What a person does in a terminal, and what happens to terminals: the program runs in a pty, is
//! killed, hung up on and resized, and nothing that was said to be saved is lost.

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::program::Home;
use crate::pty::{Ended, Manners, Pty};

const SIZE: (u16, u16) = (80, 24);

/// A library whose last article is long enough to be scrolled; its paragraphs are numbered.
fn library() -> Home {
    let home = Home::with_books();
    let lines: Vec<String> = (1..=60)
        .map(|number| format!("第{number}级台阶上坐着一个人，等船的时候数自己脚下的石头缝。\n\n"))
        .collect();
    home.write("books/长阶.txt", format!("码头的长阶\n\n{}", lines.concat()));
    home
}

fn open(home: &Home) -> Pty {
    let pty = Pty::start(home, &["books"], SIZE, Manners::Narrow);
    // Before the library is there, nothing can be picked from it.
    pty.wait_until("three articles", |screen| first_row(screen).contains("/3 · "));
    pty
}

/// Opens an article by its title.
fn go_to(pty: &mut Pty, title: &str) {
    pty.press("gp");
    pty.wait_for("Esc关闭");
    pty.press(title);
    pty.wait_for(title);
    pty.press("\r");
    let heading = format!("┬ {title} ");
    pty.wait_until(&heading, |screen| first_row(screen).contains(&heading));
}

fn first_row(screen: &vt100::Screen) -> String {
    screen.rows(0, SIZE.0).next().unwrap_or_default()
}

/// Writes a note on what the keys select and waits until it is said to be saved.
fn annotate(pty: &mut Pty, keys: &str, note: &str) {
    pty.press(keys);
    pty.press("a");
    pty.wait_for("C-g放弃");
    pty.press(note);
    pty.wait_for(note);
    pty.press("\x13");
    pty.wait_until("已存", |screen| {
        let screen = screen.contents();
        screen.contains("已存") && !screen.contains("C-g放弃")
    });
}

fn notes(home: &Home) -> Vec<Value> {
    home.run_here(&["notes", "list", "books", "--json"]).json()
}

#[test]
fn what_was_saved_is_there_after_a_kill() {
    let home = library();
    let mut pty = open(&home);
    for says in [" 来源 ", "渡口的告示牌", "巷口的灯", "渡口新立了一块告示牌"]
    {
        pty.wait_for(says);
    }
    pty.press("/天黑");
    pty.wait_for("1 处 · 1 篇");
    pty.press("\r");
    pty.wait_until("the hit", |screen| first_row(screen).contains("巷口的灯"));
    pty.wait_for("只认天黑");
    annotate(&mut pty, "vl", "看天不看表");
    pty.signal(Signal::KILL);
    assert_eq!(pty.end(), Ended::Killed(9));

    let mut pty = open(&home);
    pty.wait_until("the article of the note", |screen| first_row(screen).contains("巷口的灯"));
    pty.wait_until("the sign of a note in the margin", |screen| {
        screen.rows(0, SIZE.0).any(|row| row.contains("天黑") && row.contains('+'))
    });
    pty.wait_until("the quote is underlined", |screen| {
        cell(screen, "黑").is_some_and(vt100::Cell::underline)
    });
    pty.press("gm");
    pty.wait_for("看天不看表");
    let rows = notes(&home);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["quote"], &rows[0]["note"], &rows[0]["state"]),
        (&json!("天黑"), &json!("看天不看表"), &json!("exact"))
    );
}

/// The last cell that shows a character.
fn cell<'a>(screen: &'a vt100::Screen, shows: &str) -> Option<&'a vt100::Cell> {
    let (rows, cols) = screen.size();
    let places = (0..rows.get()).flat_map(|row| (0..cols.get()).map(move |col| (row, col)));
    places.filter_map(|(row, col)| screen.cell(row, col)).rfind(|cell| cell.contents() == shows)
}

#[test]
fn reading_goes_on_where_it_was_left() {
    let home = library();
    let mut pty = open(&home);
    go_to(&mut pty, "码头的长阶");
    pty.press("\x06\x06j");
    // One page further a paragraph ends at the top as well: the next one tells them apart.
    pty.wait_until("a line further than two pages", |screen| {
        let lines = lines(screen);
        lines[0].trim() == "缝。" && lines[1].contains("第22级")
    });
    let left = pty.look(lines);
    pty.press("q");
    assert_eq!(pty.end(), Ended::Code(0));

    let mut pty = open(&home);
    pty.wait_until("the same lines", |screen| lines(screen) == left);
    // Now the caret stands in the middle of the page.
    pty.press("/第45级");
    pty.wait_for("1 处 · 1 篇");
    pty.press("\r");
    pty.wait_for("1/1 处");
    let left = pty.look(lines);
    assert!(!left[0].contains("第45级"), "{left:#?}");
    pty.press("q");
    assert_eq!(pty.end(), Ended::Code(0));
    let again = open(&home);
    again.wait_until("the same line at the top", |screen| lines(screen)[..9] == left[..9]);
}

/// The lines of the article, without the columns of the list, the scroll bar and the status. Blanks
/// at their ends may be cells that were written or cells that were erased.
fn lines(screen: &vt100::Screen) -> Vec<String> {
    let rows = screen.rows(22, 55).take(usize::from(SIZE.1) - 1).skip(1);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn the_article_that_was_left_last_opens_even_within_a_second() {
    let home = library();
    let mut pty = open(&home);
    go_to(&mut pty, "码头的长阶");
    pty.press("[q");
    assert_eq!(pty.end(), Ended::Code(0));
    let again = open(&home);
    again.wait_for("看水色");
    assert!(again.look(first_row).contains("渡口的告示牌"));
}

/// Nothing follows `z`: it is zen after a while, without another key.
#[test]
fn a_key_that_begins_longer_ones_waits_and_then_counts() {
    let home = library();
    let mut pty = open(&home);
    pty.wait_for("来源 ─");
    pty.press("z");
    pty.wait_until("zen", |screen| !screen.contents().contains("来源 ─"));
    pty.press("zzz");
    pty.wait_for("来源 ─");
}

/// Two presses of the mouse at one cell, as the terminal reports them.
#[test]
fn two_presses_are_a_double_click() {
    let home = library();
    let mut pty = open(&home);
    go_to(&mut pty, "渡口的告示牌");
    pty.press(&"\x1b[<0;40;6M\x1b[<0;40;6m".repeat(2));
    pty.wait_for("选段");
}

#[test]
fn the_theme_follows_the_background() {
    let home = library();
    let mut pty = open(&home);
    let is_in = |number: u8| {
        move |screen: &vt100::Screen| {
            let cells = (0..SIZE.0).filter_map(|column| screen.cell(0, column));
            cells.map(vt100::Cell::fgcolor).any(|colour| colour == vt100::Color::Idx(number))
        }
    };
    // The nearest of 256 to the titles of the pane, in the themes for light and for dark.
    pty.wait_until("ink", is_in(24));
    pty.press("\x1b[?997;1n");
    pty.wait_until("light on dark", is_in(109));
    pty.press(":theme\r");
    pty.wait_for("Esc不变");
    pty.press("mono");
    pty.wait_until("no colour", |screen| !is_in(109)(screen));
    pty.press("\x1b");
    pty.wait_until("as before", is_in(109));
    pty.press("q");
    assert_eq!(pty.end(), Ended::Code(0));
    assert_given_back(&pty);
}

#[test]
fn a_terminal_that_answers_nothing_is_read_all_the_same() {
    let home = library();
    let mut pty = Pty::start(&home, &["books"], SIZE, Manners::Silent);
    pty.wait_for("渡口的告示牌");
    annotate(&mut pty, "v", "没有回音");
    pty.press("q");
    assert_eq!(pty.end(), Ended::Code(0));
    assert_eq!(notes(&home).len(), 1);
}

#[test]
fn a_dumb_terminal_is_told_what_it_can_do() {
    let home = library();
    let mut pty = Pty::start(&home, &["books"], SIZE, Manners::Dumb);
    assert_eq!(pty.end(), Ended::Code(2));
    assert_eq!(
        pty.screen().trim(),
        "duben: cannot draw: TERM is \"dumb\", which has no cursor to place\n\
         hint: `duben list`, `duben show` and `duben search` print plain text"
    );
}

#[test]
fn a_terminal_is_asked_once_for_the_end_of_standard_input() {
    let home = library();
    for arguments in
        [&["search", "-l", "船夫", "-"][..], &["names", "-"], &["show", "船夫", "-", "--raw"]]
    {
        let mut pty = Pty::start(&home, arguments, SIZE, Manners::Narrow);
        pty.press("船夫方守渡说，船夫方守渡不走。\n\x04");
        assert_eq!(pty.end(), Ended::Code(0), "{arguments:?}\n{}", pty.screen());
    }
}

/// The screen of before is back, and all that was asked of the terminal is taken back.
#[track_caller]
fn assert_given_back(pty: &Pty) {
    pty.look(|screen| {
        assert!(!screen.alternate_screen(), "the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor");
        assert!(!screen.bracketed_paste(), "pastes");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    });
}

#[test]
fn the_terminal_is_given_back() {
    let home = library();
    for (signal, code) in
        [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::INT), 130), (Some(Signal::HUP), 129)]
    {
        let mut pty = open(&home);
        pty.wait_until("the modes of the reader", |screen| {
            screen.alternate_screen()
                && screen.bracketed_paste()
                && screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        match signal {
            None => pty.press("q"),
            Some(signal) => pty.signal(signal),
        }
        assert_eq!(pty.end(), Ended::Code(code), "{signal:?}");
        assert_given_back(&pty);
        assert_eq!(pty.screen().trim(), "", "nothing is left on the screen of before");
    }
}

#[test]
fn a_note_that_is_being_written_outlives_the_line() {
    let home = library();
    let mut pty = open(&home);
    pty.wait_for("渡口的告示牌");
    pty.press("va");
    pty.wait_for("C-g放弃");
    pty.press("写到一半");
    pty.wait_for("写到一半");
    let ended = pty.hang_up();
    // By the end of its input, or by the signal of the kernel, whichever comes first.
    assert!(matches!(ended, Ended::Code(0 | 129)), "{ended:?}");
    assert_eq!(notes(&home)[0]["note"], json!("写到一半"));
}

#[test]
fn a_line_that_drops_ends_the_program() {
    let home = library();
    let pty = open(&home);
    pty.wait_for("渡口的告示牌");
    let ended = pty.hang_up();
    assert!(matches!(ended, Ended::Code(0 | 129)), "{ended:?}");
}

#[test]
fn what_no_disk_takes_is_said_and_printed_at_the_end() {
    let home = library();
    // A file where the directory should be keeps even root from writing.
    home.write("data/duben", "");
    let mut pty = open(&home);
    // It stands over the hints of a note until the next key, whenever it comes.
    pty.wait_for("读不出");
    pty.press("va");
    pty.wait_for("C-g放弃");
    pty.press("写在沙上");
    pty.wait_for("写在沙上");
    pty.press("\x13");
    pty.wait_for("未能保存");
    assert!(!pty.screen().contains("已存"), "{}", pty.screen());
    pty.press("j");
    pty.wait_for("条未能保存");
    go_to(&mut pty, "码头的长阶");
    pty.press("q");
    assert_eq!(pty.end(), Ended::Code(0));
    assert_given_back(&pty);
    pty.look(|screen| {
        let left = screen.contents();
        assert!(left.contains("could not be saved; keep these lines:"), "{left}");
        assert!(left.contains("写在沙上"), "{left}");
    });
}

#[test]
fn a_new_size_is_drawn_anew() {
    let home = library();
    let pty = open(&home);
    let (wide, small) = ((100, 30), (40, 12));
    for (size, shape) in [(small, "┌ 渡口的告示牌"), (wide, "┌ 来源"), (SIZE, "┌ 来源")]
    {
        pty.resize(size);
        pty.wait_until("a frame of the new size", |screen| {
            let rows: Vec<String> = screen.rows(0, size.0).collect();
            rows.len() == usize::from(size.1)
                && rows[0].starts_with(shape)
                && rows[0].ends_with('┐')
                && rows[rows.len() - 1].starts_with('└')
                && rows[rows.len() - 1].ends_with('┘')
        });
    }
}

#[test]
fn a_kill_among_many_notes_loses_none_that_was_said_to_be_saved() {
    let home = library();
    for round in 0..3 {
        let mut pty = open(&home);
        pty.wait_for("渡口的告示牌");
        for number in 0..=round {
            annotate(&mut pty, "v", &format!("第{round}次的第{number}条"));
        }
        // On its way or not, nobody was told.
        pty.press("va最后一条\x13vb别的一条\x13");
        pty.signal(Signal::KILL);
        assert_eq!(pty.end(), Ended::Killed(9));
    }
    let stored = notes(&home);
    for (round, number) in [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)] {
        let note = json!(format!("第{round}次的第{number}条"));
        assert!(stored.iter().any(|row| row["note"] == note), "{note}: {stored:#?}");
    }
    let checked = home.run_here(&["notes", "doctor"]);
    assert!(checked.out.contains("notes: "), "{checked:?}");
}

#[test]
fn what_one_session_writes_another_shows() {
    let home = library();
    let (mut writing, mut watching) = (open(&home), open(&home));
    writing.wait_for("渡口的告示牌");
    watching.wait_for("渡口的告示牌");
    // The first note makes the folder in which the other looks.
    watching.press("gm");
    annotate(&mut writing, "v", "写给另一边看");
    watching.wait_for("写给另一边看");
    annotate(&mut writing, "vj", "又一条");
    watching.wait_for("又一条");
}
