//! The world and the core. In come keys, signals and the answers of the terminal, out go frames
//! of bytes and effects. Refuses to decide anything: what a key means is said above.

mod answers;
mod desk;
mod effects;
mod headless;
mod journal;
mod output;
mod queries;
mod reader;
mod shelf;
mod terminal;
mod work;

pub use answers::gist::gists;
pub use answers::names::{Watch, names};
pub use answers::spelling::search_by_pinyin;
pub use effects::Keeping;
pub use headless::Session;
pub use journal::notes;
pub use output::{Unmerged, merge_files};
pub use queries::Queries;
pub use reader::{Ended, read};
pub use shelf::grams::{Engine, INDEX_ABOVE_BYTES, Upkeep, serve};
pub use shelf::{
    Audience, Index, Keeping as IndexKeeping, Shelf, Source, Trouble, load, read_kept, stale,
};
pub use terminal::screen::columns;
pub use work::{Looked, cpu_seconds, local_time, look, now, timed};

use terminal::input::Input;
use terminal::signals::Notice;

use crate::app::{Outcome, Settings};
use crate::keys::Keymap;
use crate::text::Clean;
use crate::text::width::Ambiguous;
use crate::ui::Themes;

/// What a session starts with.
pub struct Start {
    pub shelf: Shelf,
    pub settings: Settings,
    /// The themes to choose from; which holds is one of the settings.
    pub themes: Themes,
    pub keymap: Keymap,
    pub journal: Keeping,
    pub queries: Queries,
    /// The name of the session in the notes log.
    pub session: String,
    /// What is to be said at the start, as of a config file that is garbage.
    pub notices: Vec<Clean>,
    /// What the terminal does with ambiguous characters; `None` where it is to be asked.
    pub ambiguous: Option<Ambiguous>,
}

/// What wakes the main loop.
enum Event {
    Input(Input),
    Signal(Notice),
    Outcome(Outcome),
    /// There are so many notes that they will not be there for the first frame. They are read on once
    /// this is dropped, so that the processor is free for that frame.
    ManyNotes(std::sync::mpsc::Sender<()>),
    /// The editor that had the screen has ended.
    Edited(std::io::Result<std::process::ExitStatus>),
    /// Bytes for the terminal that are no part of a frame.
    Sequence(Vec<u8>),
}
