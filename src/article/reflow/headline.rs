//! Which lines are headlines. In come the lines of a page, out come the roles of those that stand over
//! something. Refuses to decide whether a headline begins an article.
//!
//! A headline has no comma and no full stop; it is wider than its column, or is followed by a line
//! that is as much shorter as an indent is wide.

mod loose;
pub mod shape;

use super::paragraph::{Position, Reflow};
use crate::article::line::{EM, Ending, Line, Script};
use crate::article::metadata::{credit, label, surname};
use crate::article::piece::{Frame, Rank, Role};
use crate::article::sign::{self, Numbering};
use crate::article::space;
use crate::text::han::{is_cjk_punctuation, is_han};
use shape::{
    are_balanced, is_balanced, is_bare, is_bracket, is_column, is_first_over, is_name,
    is_signature, is_two_ems_short, is_wide, lacks_indent_and_character,
};

/// The most lines that stand together as a headline.
pub const HEADLINES: usize = 4;

/// The widest line of a headline that is set beside its text.
const NARROW: u32 = 8 * EM;

/// The lines on either side that say of what a page tells.
const NEAR: usize = 24;

/// So many lines at the end of a page may all be headlines where elsewhere they would be text.
const MANY: std::ops::Range<usize> = 3..12;

impl Reflow<'_> {
    /// The roles of the lines at `at` that are headlines of a page whose lines are wrapped.
    pub fn wrapped_headlines(&self, at: usize) -> Vec<Role> {
        let fits = |&at: &usize| !self.verse[at] && self.could_be(at);
        let count = (at..self.lines.len()).take(HEADLINES).take_while(fits).count();
        let taken = if self.is_below_torn(at) {
            self.heads_block(at)
        } else if count == 0 {
            0
        } else {
            self.count_stranded(at).unwrap_or_else(|| self.count_wrapped_headlines(at, count))
        };
        let is_parted = || {
            let below_bracket =
                at.checked_sub(1).is_some_and(|above| is_bracket(&self.lines[above]));
            self.habits.in_blocks && self.lines[at].after_blank || below_bracket
        };
        let taken = if taken == 0 && is_parted() { self.heads_block(at) } else { taken };
        // Asked last, of few: it looks through the page.
        let is_text =
            |last: usize| self.lines[last].form.holds(['，']) && self.is_cut_in_word(last);
        if taken == 0 || is_text(at + taken - 1) {
            return Vec::new();
        }
        let group = &self.lines[at..at + taken];
        let next = self.lines.get(at + taken);
        let reported = self.reports(at + taken)
            || next.is_some_and(|line| {
                line.frame == Frame::Begins || credit::byline(line.text).is_some()
            });
        let long = group.iter().all(|line| line.width >= 6 * EM);
        let sure = reported
            || group.iter().any(is_wide)
            || (taken >= 2 && long)
            || long && self.measure_changes(at, at + taken);
        let role = |line: &Line<'_>| match (sign::numbering(line.text), sure) {
            (Some(_), _) => Role::Headline(Rank::Heading),
            (None, true) => Role::Headline(Rank::Headline),
            (None, false) => Role::Headline(Rank::InColumn),
        };
        let mut roles: Vec<Role> = group.iter().map(role).collect();
        for (nth, (role, line)) in roles.iter_mut().zip(group).enumerate().skip(1) {
            if is_signature(line.text)
                || credit::byline(line.text).is_some()
                || self.is_first_of_two_names(at + nth)
            {
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

    /// Whether a name stands between two titles, and another below the second: each is signed.
    fn is_first_of_two_names(&self, at: usize) -> bool {
        let is_named = |at: usize| {
            self.lines.get(at).is_some_and(|line| surname::is_name(line.text.trim(), 3))
        };
        is_named(at) && is_named(at + 2) && !is_named(at - 1) && !is_named(at + 1)
    }

    /// Whether what stands at line `at`, after the end of a sentence, is a headline and not the next
    /// line of the text.
    pub fn heads(&self, at: usize) -> bool {
        let headlines = self.wrapped_headlines(at);
        headlines.contains(&Role::Headline(Rank::Headline))
            || (!headlines.is_empty() && (self.habits.indent.is_some() || self.stands(at)))
    }

    /// Whether the text below the lines from `from` to `to` is set in another measure than the text
    /// above, both wrapped: no article changes its measure at a heading.
    fn measure_changes(&self, from: usize, to: usize) -> bool {
        let column = |at: Option<usize>| {
            let line = at.and_then(|at| self.lines.get(at)).filter(|line| line.wrapped);
            line.map(|line| line.column)
        };
        match (column(from.checked_sub(2)), column(Some(to + 1))) {
            (Some(above), Some(below)) => above.abs_diff(below) >= EM + EM / 2,
            _ => false,
        }
    }

    /// Whether a report opens at line `at`; its dateline may be wrapped.
    pub fn reports(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if !sign::may_open_dateline(line.text) || line.text.len() > 300 {
            return sign::opens_report(line.text)
                || line.form.holds(['（', '(']) && sign::names_reporter(line.text);
        }
        let next = self.lines.get(at + 1).map_or("", |next| next.text);
        let next = &next[..sign::floor(next, 90)];
        sign::opens_report(&space::join([line.text, next]))
    }

    /// Whether a line could be a headline by what it says.
    pub fn is_headlike(&self, at: usize) -> bool {
        let line = &self.lines[at];
        *self.headlike[at].get_or_init(|| {
            !line.is_meta()
                && (sign::could_be_headline(line.text)
                    || self.is_said_title(at)
                    || self.is_last_character(at)
                    || self.is_quoted_end(at))
        })
    }

    /// Whether a line is one character, which no sentence ends with: a headline had no room for it.
    fn is_last_character(&self, at: usize) -> bool {
        let mut letters = self.lines[at].text.chars();
        letters.next().is_some_and(is_han)
            && letters.next().is_none()
            && at
                .checked_sub(1)
                .is_some_and(|above| sign::could_be_headline(self.lines[above].text))
    }

    /// Whether a title ends with the quotation that line `at` is: 渡口有了 / “夜航灯”.
    fn is_quoted_end(&self, at: usize) -> bool {
        let is_short = |line: &Line<'_>| line.width + 3 * EM < line.column;
        let first = at.checked_sub(1).map(|above| &self.lines[above]);
        sign::is_quotation(self.lines[at].text)
            && self.lines[at].width <= NARROW
            && is_short(&self.lines[at])
            && first.is_some_and(|first| {
                is_short(first)
                    && first.ending == Ending::Open
                    && sign::could_be_headline(first.text)
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
                || self.is_over_byline(at)
                || self.is_full_last(at)
                || self.is_below_photo(at)
                || self.asks(at))
            && self.is_headlike(at)
            && sign::numbering(line.text) != Some(Numbering::Article)
            && (is_balanced(line) || self.is_half(at))
            && (!line.form.holds(['，']) || !self.is_below_byline(at))
    }

    /// Whether the last line of a page is full below the end of a text, as no paragraph begins where all have
    /// lost their indents, or stands below the name of who wrote another text.
    fn is_full_last(&self, at: usize) -> bool {
        let is_below =
            || self.habits.lost_indents && self.lines[at].is_full() && self.is_below_end(at);
        let is_signed = || {
            let above = at.checked_sub(1).map(|above| &self.lines[above]);
            above.is_some_and(|above| credit::byline(above.text).is_some())
        };
        at + 1 == self.lines.len()
            && (is_below() || is_signed() || self.is_outdented(at))
            && self.is_headlike(at)
    }

    /// Whether the name of an author stands right above: a text follows it, or a headline of one clause.
    fn is_below_byline(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|above| credit::byline(self.lines[above].text).is_some())
    }

    /// Whether line `at` stands below another headline that is not indented either, where paragraphs are.
    fn is_outdented(&self, at: usize) -> bool {
        let Some([text, first, line]) = at.checked_sub(2).map(|from| &self.lines[from..=at]) else {
            return false;
        };
        self.habits.indent.is_some_and(|least| first.indent < least && line.indent < least)
            && text.ended()
            && !first.ended()
            && self.is_headlike(at - 1)
    }

    /// Whether line `at` stands right below the name of a photographer, which closes the words under a
    /// picture, and is no first line of a paragraph.
    fn is_below_photo(&self, at: usize) -> bool {
        let above = at.checked_sub(1).map(|above| self.lines[above].text);
        !self.lines[at].lacks_indent() && above.is_some_and(sign::names_photographer)
    }

    /// Whether line `at` goes on in the wider column below it: what stands on either side of its end is one
    /// word in a line around it.
    fn is_cut_in_word(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], self.lines.get(at + 1));
        let (Some(last), Some(first)) =
            (line.text.chars().next_back(), next.and_then(|next| next.text.chars().next()))
        else {
            return false;
        };
        let word: String = [last, first].iter().collect();
        if next.is_none_or(|next| next.width < line.width + 3 * EM) {
            return false;
        }
        let near = at.saturating_sub(NEAR)..self.lines.len().min(at + NEAR);
        is_han(last)
            && is_han(first)
            && self.lines[near].iter().any(|line| line.text.contains(&word))
    }

    /// Whether the name of the author stands right below, and nothing goes on in the line.
    fn is_over_byline(&self, at: usize) -> bool {
        self.is_below_end(at)
            && self.lines.get(at + 1).is_some_and(|next| credit::byline(next.text).is_some())
    }

    /// Whether a quotation goes over from one line of a headline to another: neither fills the column, as
    /// lines of a text in mid-sentence do.
    fn is_half(&self, at: usize) -> bool {
        let is_short =
            |line: &Line<'_>| line.width + 2 * EM <= line.column && line.ending == Ending::Open;
        let makes_whole = |first: usize| {
            self.lines.get(first..first + 2).is_some_and(|halves| {
                halves.iter().all(is_short) && are_balanced(halves.iter().map(|half| half.text))
            })
        };
        makes_whole(at) || at.checked_sub(1).is_some_and(makes_whole)
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
        (line.lacks_indent() || lacks_indent_and_character(line, next) || is_first_over(line, next))
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

    /// Whether nothing goes on in line `at`: a sentence or an article ends above it, or the name of who
    /// wrote one.
    fn is_below_end(&self, at: usize) -> bool {
        let ends = |last: &Line<'_>| last.ended() || is_bracket(last);
        match &self.lines[..at] {
            [] => true,
            [.., text, name] if text.ended() && name.ending == Ending::Open => {
                ends(name)
                    || name.width + 2 * EM < name.column && credit::byline(name.text).is_some()
            }
            [.., last] => ends(last),
        }
    }

    /// Whether a line stops where no line of a text is broken. The first line of a paragraph may have
    /// lost its indent; the line below it is full, the one below a heading has lost its own.
    fn stops_early(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let Some(next) = self.lines.get(at + 1) else { return false };
        let is_first = self.is_below_end(at);
        // Where a story in a wider measure begins, the line belongs to that.
        let below = self.lines.get(at + 2).map_or(0, |second| second.width.min(next.width));
        let edge = if is_first { line.column.max(below) } else { line.column };
        let room = edge.saturating_sub(line.width + line.indent);
        if room < 2 * EM || line.ending != Ending::Open || line.script != Script::Han {
            return false;
        }
        let kept = line.indent >= EM || self.habits.indent.is_some();
        let is_over_first =
            self.lines.get(at + 2).is_some_and(|second| is_first_over(next, second));
        let opens = next.indent >= EM
            || (next.lacks_indent()
                && self.lines.get(at + 2).is_none_or(|second| second.width > next.width + EM))
            || is_over_first;
        (kept
            || room >= 5 * EM
            || (room >= 3 * EM
                && (edge == line.column || is_over_first)
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
                Some(next)
                    if self.reports(at + taken)
                        || credit::byline(next.text).is_some()
                        || next.ending == Ending::Clause && sign::is_address(next.text)
                        || self.is_over_recent(at, taken) =>
                {
                    return taken;
                }
                _ => {}
            }
        }
        // Nothing above a line that stands by itself is running text, but a line of the text may
        // follow it.
        if let Some(last) = (0..count).rposition(|k| self.stands(at + k)) {
            let taken = last + 1;
            let is_subtitled =
                taken < count && self.habits.indent.is_none() && self.is_over_first(at + taken);
            return if is_column(group(taken)) { 0 } else { taken + usize::from(is_subtitled) };
        }
        let first = &self.lines[at];
        let Some(second) = self.lines.get(at + 1) else { return 0 };
        if count >= 2 && self.is_title_over_first(at) {
            return 2;
        }
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

    /// Whether the `taken` lines at `at`, below the end of a text, have no mark and 近日， follows: no
    /// sentence goes on so.
    fn is_over_recent(&self, at: usize, taken: usize) -> bool {
        self.lines.get(at + taken).is_some_and(|next| sign::opens_with_recently(next.text))
            && self.lines[at..at + taken].iter().all(is_bare)
            && self.is_below_end(at)
    }

    /// Whether the two lines at `at`, below the end of a paragraph, are no text: neither has a mark, and
    /// what follows in mid-sentence is short by an indent, which only a first line is.
    fn is_title_over_first(&self, at: usize) -> bool {
        let title = &self.lines[at];
        self.is_below_end(at)
            && is_bare(title)
            && title.script == Script::Han
            && title.width + EM < title.column
            && self.is_over_first(at + 1)
    }

    /// Whether the line at `at` has no mark and stands over the first line of a paragraph: below another
    /// line of a text there is none.
    fn is_over_first(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(is_bare) && self.opens_paragraph(at + 1)
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

    /// How many lines the page has from `at` on, where all are headlines that were thrown to its end:
    /// so many that they may be of two clauses, or one that a text would not stop with.
    fn count_stranded(&self, at: usize) -> Option<usize> {
        let group = &self.lines[at..];
        // Set in a narrow column, a headline may end with a quotation or look like verse.
        let is_narrow = |line: &Line<'_>| line.width <= NARROW;
        let first = at;
        let fits = |(line, at): (&Line<'_>, usize)| {
            let signed = at > first && credit::byline(line.text).is_some();
            signed
                || !line.ended()
                    && !label::is_dated(line.text)
                    && (self.is_headlike(at) || is_narrow(line) && sign::is_quotation(line.text))
                    && (!self.verse[at] || is_narrow(line))
        };
        let are_headlines = match group {
            [line] if line.text.contains(is_cjk_punctuation) => self.is_full_last(at),
            [line] => line.script == Script::Han,
            _ => {
                MANY.contains(&group.len())
                    && group.iter().zip(at..).all(fits)
                    && are_balanced(group.iter().map(|line| line.text))
                    && Self::are_stranded(group)
            }
        };
        (are_headlines && self.is_below_end(at)).then_some(group.len())
    }

    /// Whether nothing but headlines stands from line `at` on, though the first looks like verse.
    pub fn ends_page_with_headlines(&self, at: usize) -> bool {
        at > 0
            && self.lines.len() - at < MANY.end
            && self.lines[at].wrapped
            && self.count_stranded(at).is_some()
    }

    /// Whether lines at the end of the page are headlines, and not the beginning of a text that
    /// is cut off: that has an indent and full lines, or fills its only line.
    fn are_stranded(group: &[Line<'_>]) -> bool {
        let fills = |line: &Line<'_>| line.width + EM > line.column;
        match group {
            [line] => is_wide(line) || !(line.lacks_indent() || fills(line)),
            [_, subtitle] if subtitle.text.starts_with("——") => true,
            [first, inner @ .., _] => {
                let widest = group.iter().map(|line| line.width).max().unwrap_or_default();
                !first.lacks_indent()
                    || group.iter().any(is_wide)
                    || inner.iter().any(|line| line.width + 2 * EM < widest.max(line.column))
            }
            [] => false,
        }
    }
}
