//! Headlines where a line is a paragraph. In come the lines of a page that is not wrapped, out come the
//! roles of those that stand over something. Refuses to measure columns: there are none.

use super::HEADLINES;
use super::shape::{is_balanced, is_name, is_poet, is_signature};
use crate::article::line::{EM, Line};
use crate::article::metadata::surname;
use crate::article::piece::{Rank, Role};
use crate::article::reflow::paragraph::{Position, Reflow, is_cut_off};
use crate::article::sign::{self, Numbering};

/// The most lines that name what comes with a text.
const ATTACHED: usize = 12;

impl Reflow<'_> {
    /// The roles of the lines at `at` that are headlines where a line is a paragraph.
    pub fn loose_headlines(&self, at: usize, position: Position) -> Vec<Role> {
        let fits =
            |&at: &usize| is_loose_headline(&self.lines[at], position) && self.is_headlike(at);
        let most = HEADLINES + 2;
        let count = (at..self.lines.len()).take(most).take_while(fits).count();
        let count = (0..count).find(|&k| self.verse[at + k]).unwrap_or(count);
        let group = &self.lines[at..at + count];
        let numbered =
            |wanted| group.iter().filter(|line| sign::numbering(line.text) == Some(wanted)).count();
        let opens_page = position == Position::Top;
        let verse_below = self.verse.get(at + count).copied().unwrap_or(false);
        if count == 0 || numbered(Numbering::Item) >= 3 || self.is_attached(at) {
            return Vec::new();
        }
        if numbered(Numbering::Chapter) >= 3 {
            // A table of contents; the last of its lines may be the first heading of the text.
            return vec![Role::List; if count == most { 1 } else { count - 1 }];
        }
        // Blank lines that part some of the lines part the title from what is below it.
        if opens_page && count >= 3 && group[1].after_blank && !group[2].after_blank && !verse_below
        {
            return vec![Role::Headline(Rank::Either)];
        }
        if count > HEADLINES {
            return vec![Role::Headline(Rank::Either); usize::from(opens_page)];
        }
        let Some(next) = self.lines.get(at + count) else {
            let listed = numbered(Numbering::Item) > 0;
            return vec![Role::Headline(Rank::Either); if listed { 0 } else { count }];
        };
        // What no line begins with goes on with the line above it.
        if is_cut_off(next) {
            return Vec::new();
        }
        let verse = self.verse[at + count];
        let chapter = numbered(Numbering::Chapter) == count;
        let bearing = verse || next.is_meta() || next.width >= 12 * EM || next.ended();
        if !(opens_page || chapter || bearing) {
            return Vec::new();
        }
        let role = |(index, line): (usize, &Line<'_>)| match sign::numbering(line.text) {
            Some(_) => Role::Headline(Rank::Heading),
            None if index > 0
                && index + 1 == count
                && (is_author(line) || is_signature(line.text) || verse && is_poet(line)) =>
            {
                Role::Attribution
            }
            None if index > 0 && verse && line.after_blank => Role::Headline(Rank::Heading),
            None if sign::opens_report(next.text) && !opens_page => Role::Headline(Rank::Headline),
            None => Role::Headline(Rank::Either),
        };
        group.iter().enumerate().map(role).collect()
    }

    /// Whether a line names what comes with the text above: 附件：1.… and the numbers below it.
    fn is_attached(&self, at: usize) -> bool {
        let is_item = |line: &&Line<'_>| sign::numbering(line.text) == Some(Numbering::Item);
        is_item(&&self.lines[at])
            && self.lines[..at]
                .iter()
                .rev()
                .take(ATTACHED)
                .find(|line| !is_item(line))
                .is_some_and(|line| sign::lists_attachments(line.text))
    }
}

/// Whether the last line of a head is a name: of four characters, only one that begins as names do.
fn is_author(line: &Line<'_>) -> bool {
    is_name(line) && (line.width <= 3 * EM || surname::begins(line.text))
}

/// Whether a line that is no part of a wrapped text could be a headline. Inside a text it must be
/// shorter, since OCR cuts paragraphs into lines, and must not end a sentence.
fn is_loose_headline(line: &Line<'_>, position: Position) -> bool {
    let fits = match position {
        Position::Top => !sign::opens_report(line.text),
        Position::Inside => {
            let widest = if line.text.contains(['，', ',']) { 24 * EM } else { 30 * EM };
            line.width <= widest && !line.ended() && is_whole(line)
        }
    };
    fits && !line.wrapped
}

/// Whether a line that stops without an end is more than the first piece of a paragraph that was cut:
/// of two clauses the second is no stump, and no quotation or report is left open.
fn is_whole(line: &Line<'_>) -> bool {
    let text = line.text;
    let clauses = text
        .split_once(['，', ','])
        .is_none_or(|(first, second)| first.chars().count() <= second.chars().count() + 3);
    clauses && is_balanced(line) && !sign::opens_report(text) && !text.contains("？”")
}
