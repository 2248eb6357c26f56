//! Which lines are headlines. In come the lines of a page, out come the roles of those that stand over
//! something. Refuses to decide whether a headline begins an article.
//!
//! A headline has no comma and no full stop; it is wider than its column, or is followed by a line
//! that is as much shorter as an indent is wide.

use super::paragraph::{Position, Reflow, is_cut_off};
use crate::article::line::{EM, Ending, Line, Script};
use crate::article::metadata::{credit, dynasty};
use crate::article::piece::{Frame, Rank, Role};
use crate::article::sign::{self, Numbering};
use crate::article::space;
use crate::text::han::{is_cjk_punctuation, is_han};

/// The most lines that stand together as a headline.
pub const HEADLINES: usize = 4;

impl Reflow<'_> {
    /// The roles of the lines at `at` that are headlines of a page whose lines are wrapped.
    pub fn wrapped_headlines(&self, at: usize) -> Vec<Role> {
        let fits = |&at: &usize| !self.verse[at] && self.could_be(at);
        let count = (at..self.lines.len()).take(HEADLINES).take_while(fits).count();
        if count == 0 {
            return Vec::new();
        }
        let taken = self.count_wrapped_headlines(at, count);
        let group = &self.lines[at..at + taken];
        let next = self.lines.get(at + taken);
        let reported = self.reports(at + taken)
            || next.is_some_and(|line| {
                line.frame == Frame::Begins || credit::byline(line.text).is_some()
            });
        let long = group.iter().all(|line| line.width >= 6 * EM);
        let sure = reported || group.iter().any(is_wide) || (taken >= 2 && long);
        let role = |line: &Line<'_>| match (sign::numbering(line.text), sure) {
            (Some(_), _) => Role::Headline(Rank::Heading),
            (None, true) => Role::Headline(Rank::Headline),
            (None, false) => Role::Headline(Rank::InColumn),
        };
        let mut roles: Vec<Role> = group.iter().map(role).collect();
        for (role, line) in roles.iter_mut().zip(group).skip(1) {
            if is_signature(line.text) {
                *role = Role::Attribution;
            }
        }
        // A name under a headline is its author's, one between paragraphs is a heading.
        if taken >= 2
            && next.is_some_and(|next| credit::byline(next.text).is_none())
            && group.last().is_some_and(|line| is_name(line) && line.width <= 3 * EM)
        {
            roles[taken - 1] = Role::Attribution;
        }
        roles
    }

    /// Whether what stands at line `at`, after the end of a sentence, is a headline and not the next
    /// line of the text.
    pub fn heads(&self, at: usize) -> bool {
        let headlines = self.wrapped_headlines(at);
        headlines.contains(&Role::Headline(Rank::Headline))
            || (!headlines.is_empty() && (self.habits.indent.is_some() || self.stands(at)))
    }

    /// Whether a report opens at line `at`; its dateline may be wrapped.
    pub fn reports(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if !sign::may_open_dateline(line.text) || line.text.len() > 300 {
            return sign::opens_report(line.text) || sign::names_reporter(line.text);
        }
        let next = self.lines.get(at + 1).map_or("", |next| next.text);
        let next = &next[..sign::floor(next, 90)];
        sign::opens_report(&space::join([line.text, next]))
    }

    /// Whether a line could be a headline by what it says.
    pub fn is_headlike(&self, at: usize) -> bool {
        let line = &self.lines[at];
        *self.headlike[at].get_or_init(|| {
            !line.is_meta() && (sign::could_be_headline(line.text) || self.is_said_title(at))
        })
    }

    /// Whether a line is a quotation over the name of an author, with a subtitle between or without.
    fn is_said_title(&self, at: usize) -> bool {
        let is_signed =
            |at: usize| self.lines.get(at).is_some_and(|line| credit::byline(line.text).is_some());
        let below = self.lines.get(at + 1);
        sign::is_quotation(self.lines[at].text)
            && (is_signed(at + 1)
                || is_signed(at + 2)
                    && below.is_some_and(|below| sign::could_be_headline(below.text)))
    }

    fn could_be(&self, at: usize) -> bool {
        let line = &self.lines[at];
        (!line.ended() || self.asks(at))
            && (!line.form.holds(['，'])
                || self.is_set_across(at)
                || self.stops_early(at)
                || self.is_over_indent(at)
                || self.opens_paragraph(at + 1)
                || self.asks(at))
            && self.is_headlike(at)
            && sign::numbering(line.text) != Some(Numbering::Article)
            && is_balanced(line)
    }

    /// Whether a title asks or exclaims: set across the page, or between the name of a column or the
    /// end of an article and the name of an author.
    fn asks(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let said = || sign::is_quotation(line.text) || sign::speaker(line.text).is_some();
        if !line.text.ends_with(['！', '？']) || said() {
            return false;
        }
        let above = at.checked_sub(1).map(|above| &self.lines[above]);
        let is_column = |above: &Line<'_>| {
            above.width <= 6 * EM
                && above.width + 3 * EM < above.column
                && above.ending == Ending::Open
                && (at < 2 || self.lines[at - 2].ended() || is_bracket(&self.lines[at - 2]))
                && self.is_headlike(at - 1)
        };
        let signed =
            || self.lines.get(at + 1).is_some_and(|next| credit::byline(next.text).is_some());
        (is_wide(line) && self.start == Position::Top)
            || above.is_none_or(|above| is_bracket(above) || is_column(above))
            || (above.is_none_or(Line::ended) && (signed() || self.reports(at + 1)))
    }

    /// Whether a line below the end of a text is set across several columns, and is no line of a text
    /// in a wider measure.
    fn is_set_across(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let ends = |above: usize| self.lines[above].ended() && !is_wide(&self.lines[above]);
        line.width > line.column + 3 * EM
            && at.checked_sub(1).is_none_or(ends)
            && !self.lines.get(at + 1).is_some_and(is_wide)
    }

    /// Whether a line is not indented and the next is, on a page that has indents.
    fn is_over_indent(&self, at: usize) -> bool {
        let below = self.lines.get(at + 1).map_or(0, |next| next.indent);
        self.habits.indent.is_some_and(|least| self.lines[at].indent < least && below >= least)
    }

    /// Whether a line is short by an indent in mid-sentence and the next is full, as the first line
    /// of a paragraph that has lost its indent.
    fn opens_paragraph(&self, at: usize) -> bool {
        let [line, next, ..] = &self.lines[at.min(self.lines.len())..] else { return false };
        (line.lacks_indent() || lacks_indent_and_character(line, next))
            && !line.ended()
            && next.width + EM > next.column
            && next.width > line.width + EM
    }

    /// Whether a line cannot be one of a running text: it is wider than its column, or stops in
    /// mid-sentence before the edge.
    pub fn stands(&self, at: usize) -> bool {
        (is_wide(&self.lines[at])
            || self.stops_early(at)
            || self.is_title_of_two_parts(at)
            || self.asks(at))
            && self.is_headlike(at)
    }

    /// Whether a line is two clauses with a blank between, over a text whose first line has lost its
    /// indent or is set wider.
    fn is_title_of_two_parts(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let over = |next: &Line<'_>| next.lacks_indent() || next.width > line.width + 2 * EM;
        sign::is_of_two_parts(line.text) && self.lines.get(at + 1).is_none_or(over)
    }

    /// Whether a line stops where no line of a text is broken. The first line of a paragraph may have
    /// lost its indent; the line below it is full, the one below a heading has lost its own.
    fn stops_early(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let Some(next) = self.lines.get(at + 1) else { return false };
        let is_first = at == 0 || self.lines[at - 1].ended();
        // Where a story in a wider measure begins, the line belongs to that.
        let below = self.lines.get(at + 2).map_or(0, |second| second.width.min(next.width));
        let edge = if is_first { line.column.max(below) } else { line.column };
        let room = edge.saturating_sub(line.width + line.indent);
        if room < 2 * EM || line.ending != Ending::Open || line.script != Script::Han {
            return false;
        }
        let kept = line.indent >= EM || self.habits.indent.is_some();
        let opens = next.indent >= EM
            || (next.lacks_indent()
                && self.lines.get(at + 2).is_none_or(|second| second.width > next.width + EM))
            || self.lines.get(at + 2).is_some_and(|second| is_first_over(next, second));
        (kept
            || room >= 5 * EM
            || (room >= 3 * EM
                && edge == line.column
                && opens
                && sign::numbering(line.text).is_none()))
            && is_balanced(line)
            && !sign::may_open_report(line.text)
    }

    /// How many of the `count` lines at `at`, none of which ends a sentence, are headlines.
    fn count_wrapped_headlines(&self, at: usize, count: usize) -> usize {
        let next = |taken: usize| self.lines.get(at + taken);
        let group = |taken: usize| &self.lines[at..at + taken];
        for taken in (1..=count).rev() {
            match next(taken) {
                // Headlines that were thrown to the end of the page.
                None if taken == count && Self::are_stranded(group(taken)) => return taken,
                Some(next) if self.reports(at + taken) || credit::byline(next.text).is_some() => {
                    return taken;
                }
                _ => {}
            }
        }
        // Nothing above a line that stands by itself is running text, but a line of the text may
        // follow it.
        if let Some(last) = (0..count).rposition(|k| self.stands(at + k)) {
            return if is_column(group(last + 1)) { 0 } else { last + 1 };
        }
        let first = &self.lines[at];
        let Some(second) = self.lines.get(at + 1) else { return 0 };
        if let Some(indent) = self.habits.indent {
            let own = |line: &Line<'_>| line.indent < indent || line.indent >= indent + 2 * EM;
            if own(first) && (second.after_blank || second.text.starts_with(['（', '('])) {
                return 1;
            }
            return usize::from(second.indent >= indent && own(first));
        }
        if self.habits.blank_parts {
            return usize::from(second.after_blank && first.width + 2 * EM < first.column);
        }
        if self.fills_first(at) {
            return 1;
        }
        let short = first.width + 3 * EM < first.column;
        let second_is_first = self.opens_paragraph(at + 1);
        let numbered = sign::numbering(first.text).is_some();
        let complete = first.script != Script::Latin
            && (short
                || (second_is_first
                    && (at == 0
                        || !first.lacks_indent()
                        || is_two_ems_short(second)
                        || self
                            .lines
                            .get(at + 2)
                            .is_some_and(|third| lacks_indent_and_character(second, third))))
                || (numbered && second.lacks_indent() && !second.ended()));
        let leads = at == 0 && short;
        usize::from(
            complete
                && (leads || second_is_first || first.width <= 5 * EM || second.lacks_indent()),
        )
    }

    /// Whether a line without any mark fills its column right below the end of a paragraph, where
    /// the first line of a text would be short by the indent that all have lost.
    fn fills_first(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let (last, below) = (self.lines.get(at.wrapping_sub(1)), self.lines.get(at + 1));
        let ends = |last: &Line<'_>| last.ended() && last.width + 2 * EM < last.column;
        self.habits.lost_indents
            && line.is_full()
            && last.is_some_and(ends)
            && below.is_some_and(|below| below.width + EM <= line.width)
            && !line.text.contains(is_cjk_punctuation)
    }

    /// Whether lines at the end of the page are headlines, and not the beginning of a text that
    /// is cut off: that has an indent and full lines, or fills its only line.
    fn are_stranded(group: &[Line<'_>]) -> bool {
        let fills = |line: &Line<'_>| line.width + EM > line.column;
        match group {
            [line] => is_wide(line) || !(line.lacks_indent() || fills(line)),
            [first, inner @ .., _] => {
                let widest = group.iter().map(|line| line.width).max().unwrap_or_default();
                !first.lacks_indent()
                    || group.iter().any(is_wide)
                    || inner.iter().any(|line| line.width + 2 * EM < widest)
            }
            [] => false,
        }
    }

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
        if count == 0 || numbered(Numbering::Item) >= 3 {
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
                && (is_name(line) || is_signature(line.text) || verse && is_poet(line)) =>
            {
                Role::Attribution
            }
            None if index > 0 && verse && line.after_blank => Role::Headline(Rank::Heading),
            None if sign::opens_report(next.text) && !opens_page => Role::Headline(Rank::Headline),
            None => Role::Headline(Rank::Either),
        };
        group.iter().enumerate().map(role).collect()
    }
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

/// Whether every bracket and quotation that is opened is closed: a line of running text is cut
/// anywhere.
fn is_balanced(line: &Line<'_>) -> bool {
    if !line.form.holds(['“', '”', '《', '》', '（', '）', '「', '」', '『', '』', '【', '】'])
    {
        return true;
    }
    let mut open = [0_i32; 6];
    for c in line.text.chars() {
        let (kind, step) = match c {
            '“' => (0, 1),
            '”' => (0, -1),
            '《' => (1, 1),
            '》' => (1, -1),
            '（' => (2, 1),
            '）' => (2, -1),
            '「' => (3, 1),
            '」' => (3, -1),
            '『' => (4, 1),
            '』' => (4, -1),
            '【' => (5, 1),
            '】' => (5, -1),
            _ => continue,
        };
        open[kind] += step;
    }
    open == [0; 6]
}

/// Whether lines are those of a few words set in a narrower column: one edge, and an indent.
fn is_column(group: &[Line<'_>]) -> bool {
    /// A column of names, one below another, is none.
    const NARROWEST: u32 = 5 * EM;
    let [first, second, third, ..] = group else { return false };
    let indent = second.width.saturating_sub(first.width);
    second.width.abs_diff(third.width) <= EM / 2
        && (NARROWEST..second.column).contains(&second.width)
        && (indent <= EM / 2 || (EM * 3 / 2..=EM * 5 / 2).contains(&indent))
}

/// Two to four characters under a title: the name of its author.
fn is_name(line: &Line<'_>) -> bool {
    line.width <= 4 * EM && line.text.chars().all(|c| c.is_alphabetic() || c.is_whitespace())
}

/// 清·某人 撰, or an office and a name: who wrote what the title names, or who gave the speech.
fn is_signature(text: &str) -> bool {
    const OFFICES: &str = "长長任记記委员員席理表授师師";
    let mut words = text.split_whitespace();
    let spoken = matches!((words.next(), words.next()), (Some(office), Some(name))
        if office.ends_with(|c| OFFICES.contains(c)) && (1..=4).contains(&name.chars().count()))
        && text.len() <= 90
        && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    spoken || dynasty::author(text).is_some()
}

/// 〔唐〕某人 over a poem.
fn is_poet(line: &Line<'_>) -> bool {
    line.width <= 8 * EM && line.text.starts_with(['〔', '［', '['])
}

/// Short by an indent exactly, which a line inside a paragraph seldom is.
fn is_two_ems_short(line: &Line<'_>) -> bool {
    let gap = line.column.saturating_sub(line.width);
    (EM * 3 / 2..=EM * 5 / 2).contains(&gap)
}

/// A bracket by itself, which closes an article.
fn is_bracket(line: &Line<'_>) -> bool {
    sign::closing_bracket(line.text).is_some()
}

/// Short by an indent and the part of an em that no character fits in, where no word of Latin script
/// was too long for the rest of the line.
fn lacks_indent_and_character(line: &Line<'_>, next: &Line<'_>) -> bool {
    let gap = line.column.saturating_sub(line.width);
    (EM * 11 / 4..=EM * 13 / 4).contains(&gap) && next.text.starts_with(is_han)
}

/// Whether a line in mid-sentence lacks an indent to go by the full line below it.
fn is_first_over(line: &Line<'_>, below: &Line<'_>) -> bool {
    let gap = below.width.saturating_sub(line.width);
    !line.ended() && below.is_full() && (EM + EM / 4..=EM * 11 / 4).contains(&gap)
}

/// Wider than its column: set across several.
fn is_wide(line: &Line<'_>) -> bool {
    line.width > line.column + EM
}
