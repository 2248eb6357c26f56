//! Every size, every key, every kind of terminal: nothing panics, and the bytes painted show
//! exactly the screen.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::emulator::Emulator;
use crate::fixture::{Ambiguous, Reader};
use crate::texts::open;

/// A way to lay out ambiguous characters, and the terminals that it must be right on.
const LAYOUTS: [(&str, Ambiguous, &[Ambiguous]); 3] = [
    ("narrow", Ambiguous::Narrow, &[Ambiguous::Narrow]),
    ("wide", Ambiguous::Wide, &[Ambiguous::Wide]),
    ("safe", Ambiguous::Wide, &[Ambiguous::Narrow, Ambiguous::Wide]),
];

/// A reader with terminals that show all it paints.
struct Shown {
    reader: Reader,
    terminals: Vec<Emulator>,
}

impl Shown {
    fn open(layout: (&str, Ambiguous, &[Ambiguous]), size: (u16, u16)) -> Self {
        Self::on(open(size.0, size.1), layout, size)
    }

    fn on(
        mut reader: Reader,
        (policy, laid_out, kinds): (&str, Ambiguous, &[Ambiguous]),
        size: (u16, u16),
    ) -> Self {
        reader.ambiguous = laid_out;
        reader.session.set_ambiguous(policy);
        let terminals = kinds.iter().map(|&kind| Emulator::new(kind, size.0, size.1)).collect();
        Self { reader, terminals }
    }

    fn resize(&mut self, cols: u16, rows: u16) {
        self.reader.session.resize(cols, rows);
        for terminal in &mut self.terminals {
            terminal.resize(cols, rows);
        }
    }

    /// Paints what is new and compares the terminals with the screen.
    fn check(&mut self) {
        let bytes = self.reader.session.paint();
        let (screen, runs) = (self.reader.screen(), self.reader.runs());
        for terminal in &mut self.terminals {
            terminal.show(&bytes);
            terminal.check(&screen, self.reader.ambiguous, self.reader.session.cursor());
            terminal.check_styles(&runs);
        }
    }
}

#[test]
fn every_screen_fits_every_size() {
    let screens = [
        "",
        "]]",
        "4]",
        "5]",
        "6]",
        "G",
        "<Tab>",
        "<Tab>h",
        "/水",
        "/水<CR>",
        "/水<C-k>",
        "/水<CR>Klj:",
        "/水<Tab>",
        "/水<CR>g/",
        "/没有的字",
        "/\"",
        "m",
        "mgm",
        "gm",
        ":",
        ":zzz",
        "gp",
        "?",
        "?G",
        "z",
        "z/桥",
        "}vj",
        "}V",
        "a字<CR>行",
        "}a批注<Esc>",
        "M",
        "Ma",
        "12",
        "\\",
        "4]\\Gk",
        "/水<CR>\\n",
    ];
    for layout in LAYOUTS {
        for size in [(1, 1), (2, 2), (3, 1), (1, 5), (20, 5), (5, 20), (24, 8), (60, 9), (200, 60)]
        {
            let mut shown = Shown::open(layout, size);
            for keys in screens {
                shown.reader.press(keys);
                shown.check();
                shown.reader.press("<Esc><Esc>gp会说<CR>gg");
                shown.check();
            }
        }
    }
}

#[test]
fn a_library_of_nothing_bears_every_key() {
    for files in [&[("空.txt", "")] as &[_], &[]] {
        for size in [(80, 24), (30, 6), (1, 1)] {
            let mut shown = Shown::on(Reader::open(files, size.0, size.1), LAYOUTS[0], size);
            for keys in all_keys() {
                shown.reader.press(&keys);
                shown.check();
            }
        }
    }
}

#[test]
fn a_screen_without_cells_is_borne() {
    let mut reader = open(80, 24);
    for (cols, rows) in [(0, 0), (0, 9), (9, 0)] {
        reader.session.resize(cols, rows);
        for keys in all_keys() {
            reader.press(&keys);
            assert_eq!(reader.session.paint(), [0; 0]);
        }
    }
    reader.session.resize(80, 24);
    assert!(!reader.screen().trim().is_empty());
}

#[derive(Clone, Debug)]
enum Step {
    Press(String),
    Paste(&'static str),
    Resize(u16, u16),
}

/// All keys of all modes, once each, as `assets/keymap.toml` writes them.
fn all_keys() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Table {
        group: Vec<Group>,
    }
    #[derive(serde::Deserialize)]
    struct Group {
        command: Vec<Listed>,
    }
    #[derive(serde::Deserialize)]
    struct Listed {
        keys: BTreeMap<String, String>,
    }
    let table: Table = toml::from_str(include_str!("../../assets/keymap.toml")).expect("parses");
    let commands = table.group.into_iter().flat_map(|group| group.command);
    let keys = commands.flat_map(|listed| listed.keys.into_values());
    let mut keys: Vec<String> =
        keys.flat_map(|keys| keys.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn step() -> impl Strategy<Value = Step> {
    let typed = [
        "桥",
        "“早”",
        "a",
        "7",
        "水位",
        "——",
        "é",
        "😀",
        "e\u{301}",
        "葛\u{e0100}",
        "\"",
        "zen",
        "：",
        "5]",
        "/水<CR>",
        "gm",
        "gp",
        "}a",
        "}v",
        "<CR>",
    ];
    let pasted = [
        "雾",
        "一行“话”\r\n二行……\n三行",
        "\x1b]52;c;QUJD\x07红\x1b[31m",
        "\u{202e}反\u{200b}\t①",
        "很长很长的一句话，长得一行放不下，也没有哪里可以停下来歇一歇，只好一直往前走",
        "👩\u{200d}🔬🇨🇳e\u{301}",
        "",
    ];
    prop_oneof![
        4 => prop::sample::select(all_keys()).prop_map(Step::Press),
        3 => prop::sample::select(typed.to_vec()).prop_map(|keys| Step::Press(keys.to_owned())),
        1 => prop::sample::select(pasted.to_vec()).prop_map(Step::Paste),
        1 => (1..=120u16, 1..=50u16).prop_map(|(cols, rows)| Step::Resize(cols, rows)),
    ]
}

fn walk() -> impl Strategy<Value = ((u16, u16), Vec<Step>)> {
    ((1..=120u16, 1..=50u16), prop::collection::vec(step(), 1..24))
}

fn follow(layout: (&str, Ambiguous, &[Ambiguous]), size: (u16, u16), steps: &[Step]) {
    let mut shown = Shown::open(layout, size);
    shown.check();
    for step in steps {
        match step {
            Step::Press(keys) => {
                shown.reader.press(keys);
            }
            Step::Paste(text) => shown.reader.session.paste(text),
            Step::Resize(cols, rows) => shown.resize(*cols, *rows),
        }
        shown.check();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_narrow_terminal_shows_the_screen((size, steps) in walk()) {
        follow(LAYOUTS[0], size, &steps);
    }

    #[test]
    fn a_wide_terminal_shows_the_screen((size, steps) in walk()) {
        follow(LAYOUTS[1], size, &steps);
    }

    #[test]
    fn any_terminal_shows_the_safe_screen((size, steps) in walk()) {
        follow(LAYOUTS[2], size, &steps);
    }
}

#[test]
fn a_found_word_in_a_quotation_is_shown() {
    let steps = ["e\u{301}*", "N"].map(|keys| Step::Press(keys.to_owned()));
    for layout in LAYOUTS {
        follow(layout, (60, 20), &steps);
    }
}
