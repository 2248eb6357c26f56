use super::*;

fn press(mode: Mode, keys: &str) -> Vec<Pressed> {
    let keymap = Keymap::default();
    let mut pending = Pending::default();
    let strokes = parse_keys(keys).expect(keys);
    strokes.into_iter().map(|stroke| keymap.press(mode, &mut pending, stroke)).collect()
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
    let pressed = |keymap: &Keymap, key: char| {
        let stroke = Stroke::plain(super::super::Code::Char(key));
        keymap.press(Mode::Article, &mut Pending::default(), stroke)
    };
    assert_eq!(pressed(&keymap, 'J'), Pressed::Command(Command::PageDown, None));
    let mut entries = keymap.groups.iter().flat_map(|group| &group.entries);
    let entry = entries.find(|entry| entry.command == Command::PageDown).expect("listed");
    assert!(entry.keys[&Mode::Article].contains(&"J".to_owned()));
    let (keymap, _) = own("article", "j", "nop");
    assert_eq!(pressed(&keymap, 'j'), Pressed::Nothing);
    for (mode, keys, name) in
        [("attic", "j", "down"), ("article", "<Foo>", "down"), ("article", "j", "fly")]
    {
        assert_eq!(own(mode, keys, name).1.len(), 1, "{mode} {keys} {name}");
    }
}
