use std::collections::VecDeque;

use super::*;

fn press(mode: Mode, keys: &str) -> Vec<Pressed> {
    press_on(&Keymap::default(), mode, keys)
}

/// What keys come to when nothing follows.
fn press_on(keymap: &Keymap, mode: Mode, keys: &str) -> Vec<Pressed> {
    let mut pending = Pending::default();
    let mut strokes: VecDeque<Stroke> = parse_keys(keys).expect(keys).into();
    let mut came_to = Vec::new();
    loop {
        let (pressed, again) = match strokes.pop_front() {
            Some(stroke) => keymap.press(mode, &mut pending, stroke),
            None if keymap.is_undecided(mode, &pending) => keymap.settle(mode, &mut pending),
            None => return came_to,
        };
        came_to.push(pressed);
        again.into_iter().rev().for_each(|stroke| strokes.push_front(stroke));
    }
}

fn last(mode: Mode, keys: &str) -> Pressed {
    *press(mode, keys).last().expect("some key")
}

#[test]
fn every_command_stands_in_the_table_once_with_help() {
    let keymap = Keymap::default();
    for &command in Command::ALL {
        let entries =
            keymap.groups.iter().flat_map(|g| &g.entries).filter(|e| e.command == command);
        let entries: Vec<_> = entries.collect();
        assert_eq!(entries.len(), 1, "{}", command.name());
        assert!(!entries[0].help.is_empty() && !entries[0].english.is_empty());
    }
}

#[test]
fn every_listed_key_means_its_command() {
    let keymap = Keymap::default();
    for entry in keymap.groups.iter().flat_map(|group| &group.entries) {
        for (&mode, alternatives) in &entry.keys {
            for keys in alternatives {
                let meant = Pressed::Command(entry.command, None);
                assert_eq!(last(mode, keys), meant, "{} {keys}", mode.name());
            }
        }
    }
}

#[test]
fn counts_come_before_keys() {
    assert_eq!(last(Mode::Article, "12j"), Pressed::Command(Command::Down, Some(12)));
    assert_eq!(last(Mode::Article, "0"), Pressed::Command(Command::LineStart, None));
    assert_eq!(last(Mode::Article, "30G"), Pressed::Command(Command::Bottom, Some(30)));
    assert_eq!(
        last(Mode::Article, "９９９９９９９９９９ｊ"),
        Pressed::Command(Command::Down, Some(999_999))
    );
}

#[test]
fn typed_text_is_text() {
    assert_eq!(press(Mode::Search, "实g"), [Pressed::Text('实'), Pressed::Text('g')]);
    assert_eq!(last(Mode::Note, "："), Pressed::Text('：'));
    assert_eq!(last(Mode::Article, "："), Pressed::Command(Command::Palette, None));
    assert_eq!(last(Mode::Letter, "q"), Pressed::Text('q'));
}

#[test]
fn a_broken_sequence_is_nothing() {
    assert_eq!(
        press(Mode::Article, "gxj"),
        [Pressed::Waiting, Pressed::Nothing, Pressed::Command(Command::Down, None)]
    );
    assert_eq!(press(Mode::Article, "g<Esc>"), [Pressed::Waiting, Pressed::Nothing]);
}

#[test]
fn the_readers_own_keys_win() {
    let own = |mode: &str, keys: &str, name: &str| {
        let bindings = BTreeMap::from([(keys.to_owned(), name.to_owned())]);
        Keymap::with_overrides(&BTreeMap::from([(mode.to_owned(), bindings)]))
    };
    let (keymap, faults) = own("article", "J", "page-down");
    assert!(faults.is_empty());
    assert_eq!(press_on(&keymap, Mode::Article, "J"), [Pressed::Command(Command::PageDown, None)]);
    let mut entries = keymap.groups.iter().flat_map(|group| &group.entries);
    let entry = entries.find(|entry| entry.command == Command::PageDown).expect("listed");
    assert!(entry.keys[&Mode::Article].contains(&"J".to_owned()));
    let (keymap, _) = own("article", "j", "nop");
    assert_eq!(press_on(&keymap, Mode::Article, "j"), [Pressed::Nothing]);
    let (keymap, _) = own("article", "dm", "nop");
    assert_eq!(press_on(&keymap, Mode::Article, "d"), [Pressed::Nothing], "nothing to wait for");
    for (mode, keys, name) in
        [("attic", "j", "down"), ("article", "<Foo>", "down"), ("article", "j", "fly")]
    {
        assert_eq!(own(mode, keys, name).1.len(), 1, "{mode} {keys} {name}");
    }
}

#[test]
fn a_key_may_be_a_command_and_begin_longer_ones() {
    let bindings = [("g", "down"), ("gax", "up"), ("gg", "bottom")];
    let bindings = bindings.map(|(keys, name)| (keys.to_owned(), name.to_owned()));
    let overrides = BTreeMap::from([("article".to_owned(), BTreeMap::from(bindings))]);
    let (keymap, faults) = Keymap::with_overrides(&overrides);
    assert_eq!(faults, []);
    let do_ = |command| Pressed::Command(command, None);
    let waiting = Pressed::Waiting;
    for (keys, expected) in [
        ("g", vec![waiting, do_(Command::Down)]),
        ("gg", vec![waiting, do_(Command::Bottom)]),
        ("gp", vec![waiting, do_(Command::Picker)]),
        ("gj", vec![waiting, do_(Command::Down), do_(Command::Down)]),
        ("gax", vec![waiting, waiting, do_(Command::Up)]),
        // `ga` goes on, but not so: `g` counts, and then what was typed after it.
        (
            "gak",
            vec![waiting, waiting, do_(Command::Down), do_(Command::Annotate), do_(Command::Up)],
        ),
        ("ga", vec![waiting, waiting, do_(Command::Down), do_(Command::Annotate)]),
        ("g<Esc>", vec![waiting, Pressed::Nothing]),
        ("3g", vec![waiting, waiting, Pressed::Command(Command::Down, Some(3))]),
    ] {
        assert_eq!(press_on(&keymap, Mode::Article, keys), expected, "{keys}");
    }
}

#[test]
fn a_bound_row_of_letters_leaves_the_letters_to_be_typed() {
    let bindings = BTreeMap::from([("jk".to_owned(), "save-note".to_owned())]);
    let overrides = BTreeMap::from([("note".to_owned(), bindings)]);
    let (keymap, _) = Keymap::with_overrides(&overrides);
    let waiting = Pressed::Waiting;
    for (keys, expected) in [
        ("jk", vec![waiting, Pressed::Command(Command::SaveNote, None)]),
        ("j", vec![waiting, Pressed::Text('j')]),
        ("ja", vec![waiting, Pressed::Text('j'), Pressed::Text('a')]),
        (
            "jjk",
            vec![waiting, Pressed::Text('j'), waiting, Pressed::Command(Command::SaveNote, None)],
        ),
    ] {
        assert_eq!(press_on(&keymap, Mode::Note, keys), expected, "{keys}");
    }
}
