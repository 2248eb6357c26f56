//! What was asked and the searches with a name, kept in two small files. In comes what is to be
//! kept, out comes what is there.

use std::path::{Path, PathBuf};

use crate::app::{Asking, Outcome, told};
use crate::disk::store::Fault;
use crate::disk::store::lines::{Durability, Lines};
use crate::notes::searches::{self, Saved};
use crate::text::Clean;

/// The names of the files.
const HISTORY: &str = "queries";
const SAVED: &str = "searches.tsv";

/// Where queries are kept; nowhere where there is no such file.
#[derive(Clone, Debug, Default)]
pub struct Queries {
    history: Option<Lines>,
    saved: Option<Lines>,
}

impl Queries {
    /// Keeps what was asked in one folder and the searches with a name in another.
    pub fn in_folders(history: Option<&Path>, saved: Option<&Path>) -> Self {
        Self::at(history.map(|folder| folder.join(HISTORY)), saved.map(|folder| folder.join(SAVED)))
    }

    fn at(history: Option<PathBuf>, saved: Option<PathBuf>) -> Self {
        // What was asked is soon asked again; a name is the reader's own work.
        let lines =
            |path: Option<PathBuf>, durability| path.map(|path| Lines::at(path, durability));
        Self { history: lines(history, Durability::Loose), saved: lines(saved, Durability::Synced) }
    }

    /// Keeps both in one folder.
    pub fn within(folder: &Path) -> Self {
        Self::at(Some(folder.join(HISTORY)), Some(folder.join(SAVED)))
    }

    /// The searches with a name, or why they cannot be read.
    pub fn saved(&self) -> Result<Vec<Saved>, Fault> {
        let lines = self.saved.as_ref().map_or(Ok(Vec::new()), Lines::read)?;
        Ok(parsed(&lines))
    }

    /// All that is kept. What cannot be read is not there.
    pub fn load(&self) -> Outcome {
        let history = self.history.as_ref().and_then(|lines| lines.read().ok());
        let mut history = history.unwrap_or_default();
        history.retain(|line| !line.trim().is_empty());
        Outcome::Queries { history, saved: self.saved().unwrap_or_default() }
    }

    /// Keeps something, and says so where the reader asked for it.
    pub fn keep(&self, asking: &Asking) -> Option<Outcome> {
        let (says, changed) = match asking {
            Asking::Remember(query) => {
                // That a query is not kept is no reason to shout.
                let _ = self.history.as_ref()?.change(|lines| searches::remember(lines, query));
                return None;
            }
            Asking::Save(saved) => {
                let says = format!("已存检索“{}”", saved.name);
                (says, self.change(|lines| searches::save(lines, saved)))
            }
            Asking::Forget(name) => {
                let says = format!("已删检索“{name}”");
                (says, self.change(|lines| searches::forget(lines, name)))
            }
        };
        Some(match changed {
            Ok(()) => Outcome::Told(Clean::line(&says)),
            Err(fault) => Outcome::Failed(Clean::line(&format!(
                "未能保存：{}",
                told::in_chinese(&fault.sentence)
            ))),
        })
    }

    /// Where they are kept nowhere, the reader has them as long as the session lasts.
    fn change(&self, change: impl FnOnce(&mut Vec<String>)) -> Result<(), Fault> {
        self.saved.as_ref().map_or(Ok(()), |lines| lines.change(change).map(|_| ()))
    }
}

fn parsed(lines: &[String]) -> Vec<Saved> {
    lines.iter().filter_map(|line| Saved::parse(line)).collect()
}
