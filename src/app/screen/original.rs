//! The file of the article that is read, as it stood before extraction: what is at the top of the
//! pane, where the caret stands, and the way to the same place in the article and back.

use super::reading::{Reading, Sight};
use crate::app::Command;
use crate::article::{Article, Original, Part};
use crate::text::Clean;

/// The state of the view of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its lines, and what became of them. They are forgotten when the view is closed.
    pub original: Original,
    /// The name of the file.
    pub name: Clean,
    /// Scrolling and caret; its hits are those in the whole file.
    pub reading: Reading,
}

impl Sheet {
    /// Takes a motion; `}` and `{` lead to where what became of the lines changes.
    pub fn on(&mut self, sight: &Sight<'_>, command: Command, count: Option<u32>) {
        let runs: Vec<u32> = match command {
            Command::NextParagraph | Command::PreviousParagraph => self.runs().collect(),
            _ => return self.reading.on(sight, command, count),
        };
        let caret = self.reading.caret;
        let steps = count.unwrap_or(1).max(1) as usize - 1;
        let to = if command == Command::NextParagraph {
            runs.iter().filter(|&&start| start > caret).nth(steps)
        } else {
            runs.iter().rev().filter(|&&start| start < caret).nth(steps)
        };
        if let Some(&to) = to {
            self.reading.show(sight, to);
        }
    }

    /// Where another article begins, or dropped lines do, or the article goes on.
    fn runs(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        let lines = self.original.lines().filter(|(_, text)| !text.trim().is_empty());
        lines.filter_map(move |(line, _)| {
            let changes = last.replace(line.part) != Some(line.part);
            changes.then_some(line.start)
        })
    }

    /// The hit `by` hits after the caret (before, where negative), and whether the step went over
    /// the end of the file.
    pub fn step(&self, by: i64) -> Option<(u32, bool)> {
        let hits = &self.reading.hits;
        let caret = self.reading.caret;
        let to = if by > 0 {
            hits.partition_point(|&(start, _)| start <= caret) as i64 + by - 1
        } else {
            hits.partition_point(|&(start, _)| start < caret) as i64 + by
        };
        let total = hits.len() as i64;
        let (start, _) = *hits.get(usize::try_from(to.checked_rem_euclid(total)?).ok()?)?;
        Some((start, !(0..total).contains(&to)))
    }

    /// The place in `article`, of which this is the file, where the caret stands.
    pub fn place_in(&self, article: &Article) -> u32 {
        self.original.place_in(article, self.reading.caret)
    }

    /// What became of the line of the caret.
    pub fn part(&self) -> Part {
        self.original.line_at(self.reading.caret).map_or(Part::Dropped, |line| line.part)
    }
}
