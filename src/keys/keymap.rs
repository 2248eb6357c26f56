//! The key table: a trie a mode. In come `assets/keymap.toml` and the reader's own keys, out come
//! commands for strokes, and the table itself for the help overlay and the manual.

use std::collections::BTreeMap;

use super::stroke::{Code, Stroke, parse_keys};
use super::trie::Trie;
use crate::app::{Command, Mode};

const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// The largest count that is taken; more digits change nothing.
const COUNT_MAX: u32 = 999_999;

/// A command as the table lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub command: Command,
    /// What it does, for the screen.
    pub help: String,
    /// What it does, for the manual.
    pub english: String,
    /// Its keys by mode, in the order of the table.
    pub keys: BTreeMap<Mode, Vec<String>>,
}

/// Commands that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub english: String,
    pub entries: Vec<Entry>,
}

/// What is wrong with a line of the reader's own keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapFault(pub String);

/// All keys of all modes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    groups: Vec<Group>,
    tries: BTreeMap<Mode, Trie>,
}

/// Strokes that do not mean anything yet, and the count before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    strokes: Vec<Stroke>,
}

/// What strokes came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A command, with the count typed before it.
    Command(Command, Option<u32>),
    /// A character of the text being typed.
    Text(char),
    /// More strokes are needed.
    Waiting,
    /// Nothing has this meaning here.
    Nothing,
}

#[derive(serde::Deserialize)]
struct Table {
    group: Vec<TableGroup>,
}

#[derive(serde::Deserialize)]
struct TableGroup {
    name: String,
    english: String,
    command: Vec<TableCommand>,
}

#[derive(serde::Deserialize)]
struct TableCommand {
    name: String,
    help: String,
    english: String,
    keys: BTreeMap<String, String>,
}

impl Default for Keymap {
    /// The keys of `assets/keymap.toml`.
    fn default() -> Self {
        parse(DEFAULT).expect("assets/keymap.toml is tested")
    }
}

impl Keymap {
    /// The default keys with the reader's own over them: mode, then keys, then a command's name
    /// (`nop` takes a key away). Longer keys that begin with one of them stay: `g` waits a moment
    /// for the second letter of `gg`. What is wrong is reported and left out.
    pub fn with_overrides(
        overrides: &BTreeMap<String, BTreeMap<String, String>>,
    ) -> (Self, Vec<KeymapFault>) {
        let mut keymap = Self::default();
        let mut faults = Vec::new();
        for (mode, bindings) in overrides {
            for (keys, name) in bindings {
                if let Err(fault) = keymap.bind(mode, keys, name) {
                    faults.push(KeymapFault(fault));
                }
            }
        }
        (keymap, faults)
    }

    fn bind(&mut self, mode: &str, keys: &str, name: &str) -> Result<(), String> {
        let known = Mode::by_name(mode).ok_or_else(|| format!("[keys.{mode}]: no such mode"))?;
        let strokes =
            parse_keys(keys).map_err(|bad| format!("[keys.{mode}] {keys:?}: {bad} is no key"))?;
        let command =
            match name {
                "nop" => None,
                _ => Some(Command::by_name(name).ok_or_else(|| {
                    format!("[keys.{mode}] {keys:?}: there is no command {name:?}")
                })?),
            };
        let trie = self.tries.entry(known).or_default();
        match command {
            Some(command) => trie.insert(&strokes, command),
            None => trie.remove(&strokes),
        }
        for entry in self.groups.iter_mut().flat_map(|group| &mut group.entries) {
            let listed = entry.keys.entry(known).or_default();
            listed.retain(|shown| shown != keys);
            if Some(entry.command) == command {
                listed.push(keys.to_owned());
            }
        }
        Ok(())
    }

    /// The table, for help.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Takes one stroke. What was typed may turn out to be a shorter binding and strokes after it;
    /// these come back, to be pressed again, as the mode may be another by then.
    pub fn press(
        &self,
        mode: Mode,
        pending: &mut Pending,
        stroke: Stroke,
    ) -> (Pressed, Vec<Stroke>) {
        let is_first = pending.strokes.is_empty();
        if let (Some(c), true) = (stroke.text(), mode.takes_text() && is_first)
            && self.find(mode, &[stroke]).is_none()
        {
            *pending = Pending::default();
            return (Pressed::Text(c), Vec::new());
        }
        let stroke = if mode.takes_text() { stroke } else { stroke.narrowed() };
        if mode.takes_count() && pending.take_digit(stroke) {
            return (Pressed::Waiting, Vec::new());
        }
        pending.strokes.push(stroke);
        match self.find(mode, &pending.strokes) {
            Some(found) if found.goes_on() => (Pressed::Waiting, Vec::new()),
            // Esc takes back what was begun.
            None if stroke.code == Code::Escape && !is_first => {
                *pending = Pending::default();
                (Pressed::Nothing, Vec::new())
            }
            _ => self.settle(mode, pending),
        }
    }

    /// Gives up waiting for more strokes: the longest binding that was typed counts. Strokes that
    /// can be none wait on.
    pub fn settle(&self, mode: Mode, pending: &mut Pending) -> (Pressed, Vec<Stroke>) {
        let Pending { count, strokes } = std::mem::take(pending);
        let trie = self.tries.get(&mode);
        if let Some((taken, command)) = trie.and_then(|trie| trie.longest(&strokes)) {
            return (Pressed::Command(command, count), strokes[taken..].to_vec());
        }
        match strokes.first().and_then(|stroke| stroke.text()) {
            Some(c) if mode.takes_text() => (Pressed::Text(c), strokes[1..].to_vec()),
            _ => (Pressed::Nothing, Vec::new()),
        }
    }

    /// Whether what is pending means something already, and waits only for what may follow.
    pub fn is_undecided(&self, mode: Mode, pending: &Pending) -> bool {
        let trie = self.tries.get(&mode);
        let is_text = mode.takes_text() && !pending.strokes.is_empty();
        is_text || trie.is_some_and(|trie| trie.longest(&pending.strokes).is_some())
    }

    /// Whether a stroke means something after those that are pending, or may yet.
    pub fn is_bound(&self, mode: Mode, pending: &Pending, stroke: Stroke) -> bool {
        let strokes: Vec<Stroke> = pending.strokes.iter().copied().chain([stroke]).collect();
        self.find(mode, &strokes).is_some()
    }

    fn find(&self, mode: Mode, strokes: &[Stroke]) -> Option<&Trie> {
        self.tries.get(&mode)?.find(strokes)
    }
}

impl Pending {
    /// What has been typed so far, for the status line.
    pub fn text(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        self.strokes.iter().fold(count, |text, stroke| text + &stroke.to_string())
    }

    fn take_digit(&mut self, stroke: Stroke) -> bool {
        let (Some(c), true) = (stroke.text(), self.strokes.is_empty()) else { return false };
        match (c.to_digit(10), self.count) {
            (Some(0), None) | (None, _) => false,
            (Some(digit), count) => {
                self.count = Some((count.unwrap_or(0) * 10 + digit).min(COUNT_MAX));
                true
            }
        }
    }
}

fn parse(table: &str) -> Result<Keymap, String> {
    let table: Table = toml::from_str(table).map_err(|error| error.to_string())?;
    let mut keymap = Keymap { groups: Vec::new(), tries: BTreeMap::new() };
    for group in table.group {
        let mut entries = Vec::new();
        for listed in group.command {
            let command = Command::by_name(&listed.name).ok_or(listed.name)?;
            let mut keys = BTreeMap::new();
            for (mode, alternatives) in listed.keys {
                let mode = Mode::by_name(&mode).ok_or(mode)?;
                let alternatives: Vec<String> =
                    alternatives.split(' ').map(str::to_owned).collect();
                for alternative in &alternatives {
                    let strokes = parse_keys(alternative)?;
                    keymap.tries.entry(mode).or_default().insert(&strokes, command);
                }
                keys.insert(mode, alternatives);
            }
            entries.push(Entry { command, help: listed.help, english: listed.english, keys });
        }
        keymap.groups.push(Group { name: group.name, english: group.english, entries });
    }
    Ok(keymap)
}

#[cfg(test)]
mod tests;
