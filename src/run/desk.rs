//! The application with its keys: strokes in, effects out. The terminal and the headless session
//! both press keys here.

use crate::app::screen::pick::{Item, Target};
use crate::app::{Action, App, Command, Effect, HelpLine, Mode, Settings, update};
use crate::keys::{Code, Entry, Keymap, Pending, Pressed, Stroke};
use crate::layout::Size;
use crate::text::Clean;
use crate::ui::Themes;

/// The application and the keys typed so far.
pub struct Desk {
    pub app: App,
    keymap: Keymap,
    pending: Pending,
}

impl Desk {
    /// An application that has not loaded anything; `session` names it in the notes log.
    pub fn new(size: Size, settings: Settings, keymap: Keymap, session: &str) -> Self {
        let app = App::new(size, settings, session, palette(&keymap), help(&keymap));
        Self { app, keymap, pending: Pending::default() }
    }

    /// Offers these themes.
    pub fn show_themes(&mut self, themes: &Themes) {
        let item = |name: &str| {
            let says = Clean::line(themes.describe(name).0);
            Item::new(Clean::line(name), says, Target::Theme(name.to_owned()))
        };
        self.app.offer_themes(themes.names().into_iter().map(item).collect());
    }

    /// Takes an action.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        update(&mut self.app, action)
    }

    /// Takes a stroke. Esc and a key that come in one packet look like Alt and the key; where
    /// nothing is bound to that, they are what was typed.
    pub fn stroke(&mut self, stroke: Stroke) -> Vec<Effect> {
        if stroke.alt && !self.keymap.is_bound(self.app.mode(), &self.pending, stroke) {
            let mut effects = self.press(Stroke::plain(Code::Escape));
            effects.extend(self.press(Stroke { alt: false, ..stroke }));
            return effects;
        }
        self.press(stroke)
    }

    /// Whether the strokes so far are a command that may yet become another.
    pub fn is_undecided(&self) -> bool {
        self.keymap.is_undecided(self.app.mode(), &self.pending)
    }

    /// Waits no longer for what may follow the strokes so far.
    pub fn settle(&mut self) -> Vec<Effect> {
        let (pressed, again) = self.keymap.settle(self.app.mode(), &mut self.pending);
        self.take(pressed, again)
    }

    fn press(&mut self, stroke: Stroke) -> Vec<Effect> {
        let (pressed, again) = self.keymap.press(self.app.mode(), &mut self.pending, stroke);
        self.take(pressed, again)
    }

    fn take(&mut self, pressed: Pressed, again: Vec<Stroke>) -> Vec<Effect> {
        let typed = Clean::line(&self.pending.text());
        if self.app.pending != typed {
            self.act(Action::Pending(typed));
        }
        let mut effects = match pressed {
            Pressed::Command(command, count) => self.act(Action::Do(command, count)),
            Pressed::Text(c) => self.act(Action::Text(c.to_string())),
            Pressed::Waiting | Pressed::Nothing => Vec::new(),
        };
        for stroke in again {
            effects.extend(self.press(stroke));
        }
        effects
    }
}

/// The commands that the palette offers: those that mean something while an article is read.
fn palette(keymap: &Keymap) -> Vec<Item> {
    let wanted = |entry: &&Entry| {
        entry.keys.is_empty()
            || entry.command.takes_argument()
            || [Mode::Article, Mode::Sources].iter().any(|mode| entry.keys.contains_key(mode))
    };
    let entries = keymap.groups().iter().flat_map(|group| &group.entries);
    entries
        .filter(wanted)
        .filter(|entry| {
            !matches!(entry.command, Command::Accept | Command::Cancel | Command::Palette)
        })
        .map(|entry| {
            let keys = [Mode::Article, Mode::Sources].iter().find_map(|mode| entry.keys.get(mode));
            let keys = keys.map(|keys| keys.join(" ")).unwrap_or_default();
            let detail = format!("{} {keys}", entry.command.name());
            Item::new(
                Clean::line(&entry.help),
                Clean::line(&detail),
                Target::Command(entry.command),
            )
        })
        .collect()
}

/// The signs on the screen and what they mean.
const SIGNS: [(&str, &str); 12] = [
    ("~", "题名由正文拟出；正文旁是原文已改"),
    ("?", "批注疑在此处，c 确认 x 否认"),
    ("＋2", "收起的副本有两篇"),
    ("=", "副本；正文旁是划线"),
    ("v", "读过的文章，gr 改"),
    ("*", "书签"),
    ("+", "批注"),
    ("YGBRP", "黄、绿、蓝、红、紫的划线和批注"),
    ("a–z", "命名书签"),
    ("2–9", "此行有几处书签、划线、批注"),
    ("-", "原文里略去的行"),
    (":", "原文里属于别篇的行"),
];

/// The lines of the help: the keys of all modes where they agree, else those of the first.
fn help(keymap: &Keymap) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for group in keymap.groups() {
        lines.push(HelpLine::Group(Clean::line(&group.name)));
        for entry in &group.entries {
            let mut keys: Vec<&str> = Vec::new();
            for key in Mode::ALL.iter().filter_map(|mode| entry.keys.get(mode)).flatten() {
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
            let keys =
                if keys.is_empty() { format!(":{}", entry.command.name()) } else { keys.join(" ") };
            lines.push(HelpLine::Command {
                keys: Clean::line(&keys),
                help: Clean::line(&entry.help),
            });
        }
    }
    lines.push(HelpLine::Group(Clean::line("记号")));
    let sign = |(sign, means): (&str, &str)| HelpLine::Command {
        keys: Clean::line(sign),
        help: Clean::line(means),
    };
    lines.extend(SIGNS.map(sign));
    lines
}
