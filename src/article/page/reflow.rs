//! Lines to paragraphs. In come lines with their columns, out come pieces: paragraphs made whole,
//! and the lines that stand by themselves. Refuses to decide which article a piece belongs to.
//!
//! A newspaper's text has lost its indents, but not their width: the last line of a paragraph is
//! short, and the first line of the next is two ems short.

use super::line::{EM, Ending, Line};
use super::sign::{self, Numbering};
use super::{Frame, Piece, Rank, Role, space, verse};
use crate::article::metadata;

/// The most lines that stand together as a headline.
const HEADLINES: usize = 4;

/// The pieces of a page.
pub fn reflow(lines: &[Line<'_>], start: Position) -> Vec<Piece> {
    let habits = Habits::of(lines);
    let page = Reflow { lines, verse: verse::mark(lines), habits, start };
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        at = page.take(at, &mut pieces);
    }
    pieces
}

/// What a page does with blanks.
#[derive(Clone, Copy, Debug)]
struct Habits {
    /// Blank lines part paragraphs, and do not stand between all lines or at column breaks.
    blank_parts: bool,
    /// The leading blank, in quarter ems, from which on a line is indented; `None` where the
    /// page has no indents.
    indent: Option<u32>,
}

impl Habits {
    fn of(lines: &[Line<'_>]) -> Self {
        let (mut blanks, mut ended) = (0, 0);
        for pair in lines.windows(2).filter(|pair| pair[0].wrapped && pair[1].after_blank) {
            blanks += 1;
            ended += usize::from(pair[0].ended() || pair[0].width + 4 * EM < pair[0].column);
        }
        let blank_parts = blanks >= 2 && ended * 20 >= blanks * 17 && blanks * 3 < lines.len() * 2;
        Self { blank_parts, indent: indent(lines) }
    }
}

/// The indent of a page whose wrapped paragraphs have kept theirs.
fn indent(lines: &[Line<'_>]) -> Option<u32> {
    let wrapped = || lines.iter().filter(|line| line.wrapped);
    let mut counts = [0_usize; 64];
    wrapped().for_each(|line| counts[(line.indent as usize).min(63)] += 1);
    let margin = (0..64).max_by_key(|&at| (counts[at], 64 - at))? as u32;
    let least = margin + EM;
    let (mut indented, mut after_end) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].wrapped && pair[1].indent >= least) {
        indented += 1;
        after_end += usize::from(
            pair[0].ended()
                || pair[0].ending == Ending::Open && pair[0].width + 3 * EM < pair[0].column,
        );
    }
    let common = indented >= 2 && indented * 2 <= wrapped().count();
    (common && after_end * 10 >= indented * 7).then_some(least)
}

/// Where on a page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// At the top, where a title may be.
    Top,
    /// Anywhere below.
    Inside,
}

struct Reflow<'a> {
    lines: &'a [Line<'a>],
    verse: Vec<bool>,
    habits: Habits,
    /// Where the first line stands.
    start: Position,
}

impl Reflow<'_> {
    /// Takes what stands at line `at`; gives the line after it.
    fn take(&self, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let line = &self.lines[at];
        if line.is_meta {
            pieces.push(self.piece(Role::Meta, at, space::tidy(line.text)));
            return at + 1;
        }
        if self.verse[at] {
            return self.take_stanza(at, pieces);
        }
        let headlines = if line.wrapped || self.near_wrapped(at) {
            self.wrapped_headlines(at)
        } else {
            self.loose_headlines(at, self.position(pieces))
        };
        if !headlines.is_empty() {
            let next = at + headlines.len();
            for (line, role) in (at..next).zip(headlines) {
                pieces.push(self.piece(role, line, space::tidy(self.lines[line].text)));
            }
            return next;
        }
        self.take_paragraph(at, pieces)
    }

    /// After a credit a title may stand as at the top.
    fn position(&self, pieces: &[Piece]) -> Position {
        match pieces.last() {
            None => self.start,
            Some(last) if last.role == Role::Attribution && pieces.len() > 2 => Position::Top,
            Some(_) => Position::Inside,
        }
    }

    fn piece(&self, role: Role, at: usize, text: String) -> Piece {
        let frame = if self.lines[at].opens_frame { Frame::Begins } else { Frame::Continues };
        Piece { role, text, frame }
    }

    /// The first line of a page may be too short to count as wrapped itself.
    fn near_wrapped(&self, at: usize) -> bool {
        self.lines[at..].iter().take(HEADLINES + 1).any(|line| line.wrapped)
    }

    fn take_stanza(&self, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let goes_on = |next: usize| self.verse.get(next).copied().unwrap_or(false);
        // Blank lines between all lines part nothing.
        let spread = goes_on(at + 1) && self.lines[at + 1].after_blank;
        let end = (at + 1..)
            .find(|&next| !goes_on(next) || (self.lines[next].after_blank && !spread))
            .unwrap_or(self.lines.len());
        let text: Vec<String> =
            self.lines[at..end].iter().map(|line| space::tidy(line.text)).collect();
        pieces.push(self.piece(Role::Verse, at, text.join("\n")));
        end
    }

    fn take_paragraph(&self, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let mut text = space::tidy(self.lines[at].text);
        let mut next = at + 1;
        while next < self.lines.len() && !closes(&text) && !self.breaks(next) {
            space::push(&mut text, self.lines[next].text);
            next += 1;
        }
        let mut piece = self.piece(role_of(&text), at, text);
        if self.lines[at].wrapped && sign::opens_with_recently(&piece.text) {
            piece.frame = piece.frame.or_may_begin();
        }
        pieces.push(piece);
        next
    }

    /// Whether a new piece begins with line `at`, which follows another.
    fn breaks(&self, at: usize) -> bool {
        let (last, line) = (&self.lines[at - 1], &self.lines[at]);
        if line.is_meta || self.verse[at] {
            return true;
        }
        if !last.wrapped {
            return !self.runs_on(last, line);
        }
        if self.reports(at) && (last.ended() || last.width + 3 * EM < last.column) {
            return true;
        }
        if last.ended() && metadata::byline(line.text).is_some() {
            return true;
        }
        let numbered = sign::numbering(line.text);
        let after_clause =
            last.ended() || matches!(last.text.chars().next_back(), Some('：' | ':' | '；' | ';'));
        if numbered.is_some() && (after_clause || (line.after_blank && self.habits.blank_parts)) {
            return last.width + EM < last.column
                || numbered != Some(Numbering::Item)
                || !last.ended()
                || self.looks_first(at);
        }
        if let Some(indent) = self.habits.indent {
            return line.indent >= indent
                && (last.ended()
                    || last.ending == Ending::Clause
                    || last.width + 2 * EM < last.column);
        }
        if !last.ended() {
            return line.after_blank
                && self.habits.blank_parts
                && last.width + 3 * EM < last.column;
        }
        if line.opens_frame || (line.after_blank && self.habits.blank_parts) {
            return true;
        }
        if self.wrapped_headlines(at).contains(&Role::Headline(Rank::Headline)) {
            return true;
        }
        if last.latin {
            return !self.habits.blank_parts && last.width * 5 < last.column * 4;
        }
        last.width + EM <= last.column || self.looks_first(at)
    }

    /// After a full line that ended a sentence: whether the next lacks the two ems of an indent. A
    /// line that ends its sentence there may as well be the last of the same paragraph.
    fn looks_first(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let short = line.width * 5 + 7 * EM <= line.column * 5;
        short && (!line.ended() || line.width + 4 * EM > line.column) && at + 1 < self.lines.len()
    }

    /// Where a line is a paragraph, only a cut that shows itself is mended.
    fn runs_on(&self, last: &Line<'_>, line: &Line<'_>) -> bool {
        let cut = last.text.ends_with(['，', '、', '（', '《', '“', '「']) && last.width >= 12 * EM;
        cut && !line.wrapped && sign::numbering(line.text).is_none() && line.indent < 2 * EM
    }

    /// The roles of the lines at `at` that are headlines of a page whose lines are wrapped.
    fn wrapped_headlines(&self, at: usize) -> Vec<Role> {
        let count =
            self.lines[at..].iter().take(HEADLINES).take_while(|line| self.could_be(line)).count();
        if count == 0 {
            return Vec::new();
        }
        let taken = self.count_wrapped_headlines(at, count);
        let group = &self.lines[at..at + taken];
        let next = self.lines.get(at + taken);
        let numbered = group.iter().any(|line| sign::numbering(line.text).is_some());
        let reported = self.reports(at + taken) || next.is_some_and(|line| line.opens_frame);
        let long = group.iter().all(|line| line.width >= 6 * EM);
        let sure = reported || group.iter().any(is_wide) || (taken >= 2 && long);
        let rank = match (numbered, sure) {
            (true, _) => Rank::Heading,
            (false, true) => Rank::Headline,
            (false, false) => Rank::Either,
        };
        vec![Role::Headline(rank); taken]
    }

    /// Whether a report opens at line `at`; its dateline may be wrapped.
    fn reports(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if !sign::may_open_dateline(line.text) || line.text.len() > 300 {
            return sign::opens_report(line.text);
        }
        let next = self.lines.get(at + 1).map_or("", |next| next.text);
        let next = &next[..sign::floor(next, 90)];
        sign::opens_report(&space::join([line.text, next]))
    }

    fn could_be(&self, line: &Line<'_>) -> bool {
        !line.is_meta
            && !line.ended()
            && sign::could_be_headline(line.text)
            && !line.text.contains('，')
            && sign::numbering(line.text) != Some(Numbering::Article)
    }

    /// How many of the `count` lines at `at`, none of which ends a sentence, are headlines.
    fn count_wrapped_headlines(&self, at: usize, count: usize) -> usize {
        let next = |taken: usize| self.lines.get(at + taken);
        let group = |taken: usize| &self.lines[at..at + taken];
        for taken in (1..=count).rev() {
            match next(taken) {
                // Headlines that were thrown to the end of the page.
                None if taken == count && Self::are_stranded(group(taken)) => return taken,
                Some(_) if self.reports(at + taken) => return taken,
                _ => {}
            }
        }
        if let Some(last) = group(count).iter().rposition(is_wide) {
            // A second line under a wide one belongs to it, the first line of the text does not.
            let more = group(count)[last + 1..]
                .iter()
                .take_while(|line| !line.lacks_indent() && line.width + 3 * EM < line.column)
                .count();
            return last + 1 + more;
        }
        let first = &self.lines[at];
        let Some(second) = self.lines.get(at + 1) else { return 0 };
        if let Some(indent) = self.habits.indent {
            let own = first.indent < indent || first.indent >= indent + 2 * EM;
            return usize::from(second.indent >= indent && own);
        }
        if self.habits.blank_parts {
            return usize::from(second.after_blank && first.width + 2 * EM < first.column);
        }
        let short = first.width + 3 * EM < first.column;
        let second_is_first = second.lacks_indent()
            && !second.ended()
            && self.lines.get(at + 2).is_some_and(|third| third.width + EM > third.column);
        let numbered = sign::numbering(first.text).is_some();
        let complete = !first.latin
            && (short
                || (second_is_first && !first.lacks_indent())
                || (numbered && second.lacks_indent()));
        usize::from(complete && (second_is_first || first.width <= 5 * EM || second.lacks_indent()))
    }

    /// Whether lines at the end of the page are headlines, and not the beginning of a text that
    /// is cut off: that has an indent, or fills its only line.
    fn are_stranded(group: &[Line<'_>]) -> bool {
        let fills = |line: &Line<'_>| line.width + EM > line.column;
        match group {
            [line] => is_wide(line) || !(line.lacks_indent() || fills(line)),
            [first, ..] => !first.lacks_indent() || group.iter().any(is_wide),
            [] => false,
        }
    }

    /// The roles of the lines at `at` that are headlines where a line is a paragraph.
    fn loose_headlines(&self, at: usize, position: Position) -> Vec<Role> {
        let opens_page = position == Position::Top;
        // Inside a text a line must be shorter to be a heading: OCR cuts paragraphs into lines.
        let fits = |line: &&Line<'_>| {
            let longest = if line.text.contains(['，', ',']) { 24 * EM } else { 30 * EM };
            (opens_page || line.width <= longest)
                && !line.is_meta
                && !line.wrapped
                && (!line.ended() || opens_page)
                && sign::could_be_headline(line.text)
        };
        let mut count = self.lines[at..].iter().take(HEADLINES + 2).take_while(fits).count();
        count = (0..count).find(|&k| self.verse[at + k]).unwrap_or(count);
        let numbered = |line: &Line<'_>| sign::numbering(line.text) == Some(Numbering::Item);
        let group = &self.lines[at..at + count];
        if count == 0 {
            return Vec::new();
        }
        let listed = group.iter().filter(|line| numbered(line)).count();
        if count > HEADLINES || listed >= 3 {
            let first = if opens_page && listed < count { 1 } else { 0 };
            return vec![Role::Headline(Rank::Either); first];
        }
        let Some(next) = self.lines.get(at + count) else {
            return if listed > 0 { Vec::new() } else { vec![Role::Headline(Rank::Either); count] };
        };
        let leads_to_text =
            self.verse[at + count] || next.is_meta || next.width >= 12 * EM || next.ended();
        if !leads_to_text && !opens_page {
            return Vec::new();
        }
        let over_verse = self.verse[at + count];
        let role = |(index, line): (usize, &Line<'_>)| match sign::numbering(line.text) {
            Some(_) => Role::Headline(Rank::Heading),
            None if over_verse && index > 0 && line.width <= 8 * EM => Role::Attribution,
            None if sign::opens_report(next.text) && !opens_page => Role::Headline(Rank::Headline),
            None => Role::Headline(Rank::Either),
        };
        group.iter().enumerate().map(role).collect()
    }
}

/// Wider than its column: set across several.
fn is_wide(line: &Line<'_>) -> bool {
    line.width > line.column + EM
}

/// Whether a paragraph is over because a credit closes it.
fn closes(text: &str) -> bool {
    if text.len() <= 120 && metadata::byline(text).is_some() {
        return true;
    }
    if !text.ends_with(['）', ')', '】', ']']) {
        return false;
    }
    let tail = &text[sign::floor(text, text.len().saturating_sub(300))..];
    let alone = text.len() == tail.len() && sign::closing_bracket(text).is_some();
    alone || sign::split_closing_bracket(tail).is_some_and(|(_, bracket)| is_labelled(bracket))
}

fn is_labelled(bracket: &str) -> bool {
    metadata::is_credit(bracket.trim_start_matches(['（', '(', '【', '[']))
}

/// What a whole paragraph is.
pub fn role_of(text: &str) -> Role {
    if text.len() > 600 {
        return Role::Body;
    }
    if sign::closing_bracket(text).is_some() || metadata::byline(text).is_some() {
        return Role::Attribution;
    }
    if sign::is_caption(text) {
        return Role::Caption;
    }
    match sign::numbering(text) {
        Some(Numbering::Bullet) => Role::List,
        Some(Numbering::Item)
            if !text.starts_with(|c: char| "一二三四五六七八九十（(".contains(c)) =>
        {
            Role::List
        }
        _ => Role::Body,
    }
}
