//! What was asked, and the searches that have a name. In come lines of two small files, out come
//! queries, and lines again. Refuses to know where the files lie and what a query means.

use crate::text::Clean;

/// How many queries are remembered.
pub const HISTORY_MAX: usize = 500;

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub name: Clean,
    /// As it was typed.
    pub query: Clean,
}

impl Saved {
    /// A name for a query; `None` where either is empty. A name has no tabs.
    pub fn new(name: &str, query: &str) -> Option<Self> {
        let trimmed = |text: &str| Clean::line(Clean::line(text).trim());
        let (name, query) = (trimmed(name), trimmed(query));
        (!name.is_empty() && !query.is_empty()).then_some(Self { name, query })
    }

    /// Reads a line: the name, a tab, the query.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, query) = line.split_once('\t')?;
        Self::new(name, query)
    }

    /// The line that is read again as it is.
    pub fn line(&self) -> String {
        format!("{}\t{}", self.name, self.query)
    }
}

/// Puts a search among the lines; it takes the place of one that has its name. Lines that cannot be
/// read stay as they are.
pub fn save(lines: &mut Vec<String>, saved: &Saved) {
    let has_name = |line: &String| Saved::parse(line).is_some_and(|other| other.name == saved.name);
    match lines.iter().position(has_name) {
        Some(at) => lines[at] = saved.line(),
        None => lines.push(saved.line()),
    }
}

/// Takes the search of this name off the lines.
pub fn forget(lines: &mut Vec<String>, name: &str) {
    lines.retain(|line| Saved::parse(line).is_none_or(|saved| saved.name.as_str() != name));
}

/// Puts a query behind those that were asked before; each stands there once.
pub fn remember(history: &mut Vec<String>, query: &str) {
    history.retain(|line| line != query && !line.trim().is_empty());
    history.push(query.to_owned());
    history.drain(..history.len().saturating_sub(HISTORY_MAX));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_search_is_read_as_it_was_written() {
        for (name, query) in
            [("码头", "老码头|渡口 -桥"), ("a b", "source:\"徐 汇\""), ("一\t二", "x\ty")]
        {
            let saved = Saved::new(name, query).expect("has both");
            assert_eq!(Saved::parse(&saved.line()), Some(saved));
        }
        for line in ["", "没有制表符", "\t没有名字", "没有词\t ", "\u{200b}\tx"] {
            assert_eq!(Saved::parse(line), None, "{line:?}");
        }
    }

    #[test]
    fn a_name_stands_once_and_strange_lines_stay() {
        let mut lines = vec!["# 手写的一行".to_owned(), "码头\t渡口".to_owned()];
        let saved = |query| Saved::new("码头", query).expect("has both");
        save(&mut lines, &saved("老码头"));
        assert_eq!(lines, ["# 手写的一行", "码头\t老码头"]);
        forget(&mut lines, "码头");
        forget(&mut lines, "没有的");
        assert_eq!(lines, ["# 手写的一行"]);
        save(&mut lines, &saved("渡口"));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn the_history_has_each_query_once_and_the_newest_last() {
        let mut history = Vec::new();
        for query in ["甲", "乙", "甲"] {
            remember(&mut history, query);
        }
        assert_eq!(history, ["乙", "甲"]);
        (0..HISTORY_MAX).for_each(|n| remember(&mut history, &n.to_string()));
        assert_eq!((history.len(), history[0].as_str()), (HISTORY_MAX, "0"));
    }
}
