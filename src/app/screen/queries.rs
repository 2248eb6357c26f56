//! What was asked before, to be stepped through and asked again, and the searches that have a name.

use crate::app::screen::pick::{Item, Target};
use crate::notes::searches::{self, Saved};
use crate::text::Clean;

/// Queries of this session and of those before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queries {
    /// The newest last.
    history: Vec<String>,
    saved: Vec<Saved>,
    /// Which one of the history stands in the bar, and what was typed before it did.
    walked: Option<(usize, String)>,
}

impl Queries {
    /// Takes over what is kept; what was asked since the start stays behind it.
    pub fn load(&mut self, history: Vec<String>, saved: Vec<Saved>) {
        let since = std::mem::replace(&mut self.history, history);
        for query in &since {
            searches::remember(&mut self.history, query);
        }
        self.saved = saved;
    }

    /// Remembers a query; whether it was not the last.
    pub fn remember(&mut self, query: &str) -> bool {
        if query.is_empty() || self.history.last().is_some_and(|last| last == query) {
            return false;
        }
        searches::remember(&mut self.history, query);
        self.walked = None;
        true
    }

    /// The query before the one in the bar.
    pub fn older(&mut self, in_bar: &str) -> Option<String> {
        let (before, typed) = match self.walked.take() {
            Some((at, typed)) if self.is_at(at, in_bar) => (at, typed),
            _ => (self.history.len(), in_bar.to_owned()),
        };
        let older = self.history[..before].iter().rposition(|query| query != in_bar);
        self.walked = older.map(|at| (at, typed.clone())).or(Some((before, typed)));
        older.map(|at| self.history[at].clone())
    }

    /// The query after the one in the bar, in the end what was typed; `None` where the bar holds
    /// none of the history.
    pub fn newer(&mut self, in_bar: &str) -> Option<String> {
        let (at, typed) = self.walked.take().filter(|(at, _)| self.is_at(*at, in_bar))?;
        match self.history.get(at + 1) {
            Some(newer) => {
                self.walked = Some((at + 1, typed));
                Some(newer.clone())
            }
            None => Some(typed),
        }
    }

    fn is_at(&self, at: usize, in_bar: &str) -> bool {
        self.history.get(at).is_some_and(|query| query == in_bar)
    }

    /// Gives a search a name.
    pub fn save(&mut self, saved: Saved) {
        self.saved.retain(|other| other.name != saved.name);
        self.saved.push(saved);
    }

    /// Takes the name off a search.
    pub fn forget(&mut self, name: &str) {
        self.saved.retain(|saved| saved.name.as_str() != name);
    }

    /// Those with a name, then what was asked, the newest first.
    pub fn items(&self) -> Vec<Item> {
        let saved = self.saved.iter().map(|saved| {
            Item::new(saved.name.clone(), saved.query.clone(), Target::Saved(saved.clone()))
        });
        let asked = self.history.iter().rev().map(|query| {
            Item::new(Clean::line(query), Clean::default(), Target::Query(query.clone()))
        });
        saved.chain(asked).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_is_walked_back_and_forth_to_what_was_typed() {
        let mut queries = Queries::default();
        queries.load(vec!["甲".into(), "乙".into()], Vec::new());
        assert!(queries.remember("丙") && !queries.remember("丙") && !queries.remember(""));
        let older = |queries: &mut Queries, bar: &str| queries.older(bar).unwrap_or_default();
        assert_eq!(older(&mut queries, "打了一半"), "丙");
        assert_eq!(older(&mut queries, "丙"), "乙");
        assert_eq!(older(&mut queries, "乙"), "甲");
        assert_eq!(queries.older("甲"), None);
        assert_eq!(queries.newer("甲").as_deref(), Some("乙"));
        assert_eq!(queries.newer("乙").as_deref(), Some("丙"));
        assert_eq!(queries.newer("丙").as_deref(), Some("打了一半"));
        assert_eq!(queries.newer("打了一半"), None);
        // What stands in the bar already is passed, and typing begins anew.
        assert_eq!(older(&mut queries, "丙"), "乙");
        assert_eq!(older(&mut queries, "别的"), "丙");
    }

    #[test]
    fn what_was_asked_before_the_file_was_read_is_the_newest() {
        let mut queries = Queries::default();
        queries.remember("乙");
        queries.load(vec!["乙".into(), "甲".into()], Vec::new());
        assert_eq!(queries.older("").as_deref(), Some("乙"));
        assert_eq!(queries.older("乙").as_deref(), Some("甲"));
    }
}
