//! The key table: a trie a mode. In come `assets/keymap.toml` and the reader's own keys, out come
//! commands for strokes, and the table itself for the help overlay and the manual.

use std::collections::BTreeMap;

use super::stroke::{Stroke, parse_keys};
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
    tries: BTreeMap<Mode, Node>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    command: Option<Command>,
    next: BTreeMap<Stroke, Node>,
}

/// Strokes that do not mean anything yet, and the count before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    strokes: Vec<Stroke>,
}

/// What a stroke came to.
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
    /// (`nop` takes a key away). What is wrong is reported and left out.
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
        insert(self.tries.entry(known).or_default(), &strokes, command);
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

    /// Takes one stroke.
    pub fn press(&self, mode: Mode, pending: &mut Pending, stroke: Stroke) -> Pressed {
        if let (Some(c), true) = (stroke.text(), mode.takes_text())
            && self.find(mode, &[stroke]).is_none()
        {
            *pending = Pending::default();
            return Pressed::Text(c);
        }
        let stroke = if mode.takes_text() { stroke } else { stroke.narrowed() };
        if mode.takes_count() && pending.take_digit(stroke) {
            return Pressed::Waiting;
        }
        pending.strokes.push(stroke);
        match self.find(mode, &pending.strokes) {
            Some(node) if node.next.is_empty() => {
                let count = pending.count;
                *pending = Pending::default();
                node.command.map_or(Pressed::Nothing, |command| Pressed::Command(command, count))
            }
            Some(_) => Pressed::Waiting,
            None => {
                *pending = Pending::default();
                Pressed::Nothing
            }
        }
    }

    /// Whether a stroke means something after those that are pending, or may yet.
    pub fn is_bound(&self, mode: Mode, pending: &Pending, stroke: Stroke) -> bool {
        let strokes: Vec<Stroke> = pending.strokes.iter().copied().chain([stroke]).collect();
        self.find(mode, &strokes).is_some()
    }

    fn find(&self, mode: Mode, strokes: &[Stroke]) -> Option<&Node> {
        strokes.iter().try_fold(self.tries.get(&mode)?, |node, stroke| node.next.get(stroke))
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
                    insert(keymap.tries.entry(mode).or_default(), &strokes, Some(command));
                }
                keys.insert(mode, alternatives);
            }
            entries.push(Entry { command, help: listed.help, english: listed.english, keys });
        }
        keymap.groups.push(Group { name: group.name, english: group.english, entries });
    }
    Ok(keymap)
}

fn insert(root: &mut Node, strokes: &[Stroke], command: Option<Command>) {
    let node = strokes.iter().fold(root, |node, stroke| node.next.entry(*stroke).or_default());
    node.command = command;
    node.next.clear();
}

#[cfg(test)]
mod tests;
