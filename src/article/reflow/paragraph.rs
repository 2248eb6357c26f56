//! Lines to paragraphs. In come lines with their columns, out come pieces: paragraphs made whole,
//! and the lines that stand by themselves. Refuses to decide which article a piece belongs to.
//!
//! A newspaper's text has lost its indents, but not their width: the last line of a paragraph is
//! short, and the first line of the next is two ems short.

mod cut;
mod habits;

use std::cell::OnceCell;

use super::column;
use super::diary;
use super::headline::HEADLINES;
use super::rows;
use super::verse;
use super::verse::poem::{self, Head};
use crate::article::line::{self, EM, Ending, Line, Measure, Part, Script};
use crate::article::metadata::{credit, label, surname};
use crate::article::piece::{Frame, Piece, Rank, Role};
use crate::article::sign::{self, Numbering};
use crate::article::space;
use habits::Habits;

/// The pieces of a page.
pub fn reflow(lines: &[Line<'_>], start: Position) -> Vec<Piece> {
    let mut verse = verse::mark(lines);
    verse.iter_mut().zip(lines).for_each(|(verse, line)| *verse &= !line.is_head());
    let loose = verse::unwrapped(lines, &verse);
    let lines = loose.as_deref().unwrap_or(lines);
    let page = Reflow::of(lines, verse, start);
    let Some(chains) = page.order() else { return page.pieces() };
    let place = || chains.iter().flat_map(|chain| chain.blocks.iter().cloned().flatten());
    let mut lines: Vec<Line<'_>> = place().map(|at| lines[at].clone()).collect();
    let verse = place().map(|at| page.verse[at]).collect();
    // Each line has other neighbours now.
    column::set(&mut lines);
    let mut first = 0;
    for chain in &chains {
        if chain.cuts {
            lines[first].frame = Frame::Begins;
        }
        first += chain.blocks.iter().map(ExactSizeIterator::len).sum::<usize>();
    }
    Reflow::of(&lines, verse, start).pieces()
}

/// Where on a page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// At the top, where a title may be.
    Top,
    /// Anywhere below.
    Inside,
}

pub struct Reflow<'a> {
    pub lines: &'a [Line<'a>],
    /// Which of them are verse.
    pub verse: Vec<bool>,
    /// Which of them are the days of a diary; empty elsewhere.
    days: Vec<bool>,
    /// Which of them are rows that a sentence announces; empty elsewhere.
    rows: Vec<bool>,
    /// What they say over the poems of a collection; empty elsewhere.
    poems: Vec<Option<Head>>,
    /// Which of them could be headlines by what they say; most are asked more than once, or never.
    pub headlike: Vec<OnceCell<bool>>,
    pub habits: Habits,
    /// Where the first line stands.
    pub start: Position,
}

impl<'a> Reflow<'a> {
    fn of(lines: &'a [Line<'a>], mut verse: Vec<bool>, start: Position) -> Self {
        let rows = rows::rows(lines);
        verse.iter_mut().zip(&rows).for_each(|(verse, row)| *verse &= !row);
        Self {
            lines,
            days: diary::days(lines),
            poems: poem::heads(lines, &verse),
            rows,
            verse,
            headlike: vec![OnceCell::new(); lines.len()],
            habits: Habits::of(lines),
            start,
        }
    }
}

impl Reflow<'_> {
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            at = self.take(at, &mut pieces);
        }
        pieces
    }

    /// Takes what stands at line `at`; gives the line after it.
    fn take(&self, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let line = &self.lines[at];
        if self.days.get(at) == Some(&true) {
            let role = Role::Headline(Rank::Heading);
            pieces.push(self.piece(role, at, space::tidy(line.text)));
            return at + 1;
        }
        if line.is_meta() {
            pieces.push(self.piece(Role::Meta, at, space::tidy(line.text)));
            return at + 1;
        }
        if self.verse[at] && !self.ends_page_with_headlines(at) {
            return self.take_stanza(at, pieces);
        }
        if line.is_head() {
            let only = line.part == Part::Title;
            let role = Role::Headline(if only { Rank::Title } else { Rank::Either });
            pieces.push(self.piece(role, at, space::tidy(line.text)));
            return at + 1;
        }
        if let Some(head) = self.head_of_poem(at) {
            pieces.extend(self.take_head(at, head));
            return at + 1;
        }
        let below_verse = pieces.last().is_some_and(|piece| piece.role == Role::Verse);
        if below_verse && sign::tells_when_written(line.text) {
            pieces.push(self.piece(Role::Attribution, at, space::tidy(line.text)));
            return at + 1;
        }
        if self.rows.get(at) == Some(&true) {
            // 王 五 is a name that was set as wide as its neighbours, and no stray blank.
            let text = if rows::is_row_of_names(line) {
                line.text.split_whitespace().collect::<Vec<_>>().join(" ")
            } else {
                space::tidy(line.text)
            };
            pieces.push(self.piece(Role::List, at, text));
            return at + 1;
        }
        if self.closes_letter(at) {
            pieces.push(self.piece(Role::Attribution, at, space::tidy(line.text)));
            return at + 1;
        }
        if self.is_chapter_over_two(at) {
            // The first of a page names the whole.
            let rank = if pieces.is_empty() { Rank::Headline } else { Rank::Heading };
            let name = space::tidy(self.lines[at + 1].text);
            let text = format!("{} {name}", space::tidy(line.text));
            pieces.push(self.piece(Role::Headline(rank), at, text));
            return at + 2;
        }
        if let Some(next) = self.take_signature(at, pieces) {
            return next;
        }
        let headlines = if line.part == Part::Plain {
            Vec::new()
        } else if line.wrapped || self.near_wrapped(at) {
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
            // The number of a document stands above its title.
            Some(last) if sign::is_record_number(&last.text) && pieces.len() <= 2 => self.start,
            Some(_) => Position::Inside,
        }
    }

    fn piece(&self, role: Role, at: usize, text: String) -> Piece {
        Piece { frame: self.lines[at].frame, ..Piece::new(role, text) }
    }

    /// The first line of a page may be too short to count as wrapped itself.
    fn near_wrapped(&self, at: usize) -> bool {
        self.lines[at..].iter().take(HEADLINES + 1).any(|line| line.wrapped)
    }

    /// Whether the number of a chapter stands over its name, and text below.
    fn is_chapter_over_two(&self, at: usize) -> bool {
        const NAME: u32 = 16 * EM;
        let [chapter, name, text, ..] = &self.lines[at..] else { return false };
        sign::is_bare_chapter(chapter.text)
            && name.width_in(Measure::Compressed) <= NAME
            && name.ending == Ending::Open
            && sign::numbering(name.text).is_none()
            && sign::numbering(text.text).is_none()
            && self.is_headlike(at + 1)
            && text.width > name.width
    }

    fn head_of_poem(&self, at: usize) -> Option<Head> {
        self.poems.get(at).copied().flatten()
    }

    fn take_head(&self, at: usize, head: Head) -> Vec<Piece> {
        let text = self.lines[at].text;
        let piece = |role, part: &str| self.piece(role, at, space::tidy(part));
        let title = Role::Headline(Rank::Headline);
        match head {
            Head::Title => vec![piece(title, text)],
            Head::Author => vec![piece(Role::Attribution, text)],
            Head::Book => vec![piece(Role::Headline(Rank::Kicker), text)],
            Head::Part => vec![piece(Role::Headline(Rank::Heading), text)],
            Head::Both(author) => {
                vec![piece(title, &text[..author]), piece(Role::Attribution, &text[author..])]
            }
        }
    }

    /// An office or a name with a day below it, or a day alone, closes a letter or a notice.
    fn take_signature(&self, at: usize, pieces: &mut Vec<Piece>) -> Option<usize> {
        let is_day = |at: usize| {
            self.lines.get(at).is_some_and(|line| {
                line.width <= 12 * EM
                    && (label::is_dated(line.text) || sign::tells_when_written(line.text))
            })
        };
        let below = |piece: &Piece| match piece.role {
            Role::Body | Role::List => true,
            Role::Attribution => is_day(at),
            _ => false,
        };
        if !pieces.last().is_some_and(below) || !self.lines[at].wrapped {
            return None;
        }
        if self.signs_letter(at) {
            pieces.push(self.piece(Role::Attribution, at, space::tidy(self.lines[at].text)));
            return Some(at + 1);
        }
        let dated = [at, at + 1].into_iter().find(|&day| is_day(day))?;
        let named = dated == at || (self.is_headlike(at) && !self.lines[at].ended());
        if !named {
            return None;
        }
        for line in at..=dated {
            pieces.push(self.piece(Role::Attribution, line, space::tidy(self.lines[line].text)));
        }
        Some(dated + 1)
    }

    /// The end of a text and the office that signs it, which a program printed on one line, over the
    /// day.
    fn split_signature(&self, at: usize) -> Option<(&str, &str)> {
        // Of every line of a text it is asked, and few have a blank behind an end.
        let line = &self.lines[at];
        if !line.form.holds([' ', '\u{3000}']) {
            return None;
        }
        let (end, office) = line.text.rsplit_once(char::is_whitespace)?;
        let day = self.lines.get(at + 1).filter(|day| day.width <= 12 * EM)?;
        let signs = line::ending(end) == Ending::Sentence
            && (sign::is_office(office) || surname::is_name(office, 3))
            && label::is_dated(day.text);
        signs.then_some((end.trim_end(), office))
    }

    /// Whether line `at` says who wrote the letter above, and the next letter or nothing follows.
    fn signs_letter(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.width <= 14 * EM
            && line.width + 2 * EM < line.column
            && self.lines[at - 1].ended()
            && sign::signs_letter(line.text)
            && (at + 1 == self.lines.len() || !self.wrapped_headlines(at + 1).is_empty())
    }

    fn take_stanza(&self, at: usize, pieces: &mut Vec<Piece>) -> usize {
        let goes_on = |next: usize| self.verse.get(next).copied().unwrap_or(false);
        // Blank lines between all lines part nothing.
        let spread = goes_on(at + 1) && self.lines[at + 1].after_blank;
        let end = (at + 1..self.lines.len())
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
            let link = self.is_link(next);
            if let Some((end, office)) = self.split_signature(next) {
                space::push(&mut text, end);
                pieces.push(self.piece(role_of(&text), at, text));
                pieces.push(self.piece(Role::Attribution, next, space::tidy(office)));
                return next + 1;
            }
            space::push(&mut text, self.lines[next].text);
            next += 1;
            // What is behind a link goes on with the sentence before it.
            if link && next < self.lines.len() && !self.stands_apart(next) {
                space::push(&mut text, self.lines[next].text);
                next += 1;
            }
        }
        let mut piece = self.piece(role_of(&text), at, text);
        piece.lines = next - at;
        piece.measure = measure(&self.lines[at..next]);
        if self.lines[at].wrapped && sign::opens_with_recently(&piece.text) {
            piece.frame = piece.frame.or_may_begin();
        }
        pieces.push(piece);
        next
    }

    /// Whether a new piece begins with line `at`, which follows another.
    fn breaks(&self, at: usize) -> bool {
        let (last, line) = (&self.lines[at - 1], &self.lines[at]);
        if self.stands_apart(at) {
            return true;
        }
        if !last.wrapped {
            return !(Self::runs_on(last, line) || self.is_link(at) || self.is_cut_by_hand(at));
        }
        if is_cut_off(line) {
            return false;
        }
        if (last.ended() || last.width + 3 * EM < last.column) && self.reports(at) {
            return true;
        }
        if sign::asks_or_answers(line.text) && last.ending != Ending::Clause {
            return true;
        }
        if is_credited_photo(last.text)
            || last.form.holds(['：', ':']) && sign::is_contact(last.text)
        {
            return true;
        }
        if last.ended() && is_closing_credit(line)
            || last.ended() && credit::byline(line.text).is_some()
            || last.ending == Ending::Clause && sign::is_address(last.text)
        {
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
        // A line that stops early ends what lacks a full stop, where none of the text follows.
        let is_wide = line.script == Script::Han && line.width > line.column + 3 * EM;
        let stops = last.ended() || (is_wide && last.width + 3 * EM < last.column);
        if stops && self.heads(at) {
            return true;
        }
        if let Some(indent) = self.habits.indent {
            return line.indent >= indent
                && (last.ended()
                    || last.ending == Ending::Clause
                    || last.width + 2 * EM < last.column);
        }
        if self.is_below_torn(at) {
            return true;
        }
        if !last.ended() {
            return line.after_blank
                && self.habits.blank_parts
                && last.width + 3 * EM < last.column;
        }
        if line.frame == Frame::Begins || (line.after_blank && self.habits.blank_parts) {
            return true;
        }
        if self.habits.lost_indents && self.goes_on_full(at) {
            return false;
        }
        if last.script == Script::Latin {
            return !self.habits.blank_parts && last.width * 5 < last.column * 4;
        }
        last.width + EM <= last.column || self.looks_first(at)
    }

    /// Whether the full line `at` goes on with the paragraph above, where all have lost their indents: the
    /// line above is a first line that ends a sentence, and the first of another would be as short.
    fn goes_on_full(&self, at: usize) -> bool {
        let is_first = || {
            let above = at.checked_sub(2).map(|above| &self.lines[above]);
            above.is_none_or(|above| above.ended() || credit::byline(above.text).is_some())
        };
        self.lines[at - 1].lacks_indent() && self.lines[at].is_full() && is_first()
    }

    /// After a full line that ended a sentence: whether the next lacks the two ems of an indent. A
    /// line that ends its sentence there may as well be the last of the same paragraph.
    fn looks_first(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let short = line.width * 5 + 7 * EM <= line.column * 5;
        short && (!line.ended() || line.width + 4 * EM > line.column) && at + 1 < self.lines.len()
    }

    /// Whether line `at` is no part of a paragraph.
    fn stands_apart(&self, at: usize) -> bool {
        self.lines[at].is_meta()
            || self.lines[at].is_head()
            || self.verse[at]
            || self.head_of_poem(at).is_some()
            || self.days.get(at) == Some(&true)
            || self.rows.get(at) == Some(&true)
            || self.closes_letter(at)
    }

    /// Whether line `at` is an office that signs the notice above: it is indented, and what follows a
    /// blank line is not.
    fn signs_notice(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let is_over = |next: &Line<'_>| next.after_blank && next.indent < EM;
        line.indent >= EM
            && self.lines.get(at + 1).is_none_or(is_over)
            && at.checked_sub(1).is_some_and(|above| self.lines[above].ended())
            && sign::is_office(line.text)
    }

    /// Whether line `at` closes a letter as letters are closed, and nothing stands below.
    fn closes_letter(&self, at: usize) -> bool {
        if self.signs_notice(at) {
            return true;
        }
        at > 0
            && at + 1 == self.lines.len()
            && sign::signer(self.lines[at].text).is_some()
            && (self.lines[at - 1].ended() || self.lines[at - 1].width <= 6 * EM)
    }

    /// Whether line `at` is a link in the middle of a sentence.
    fn is_link(&self, at: usize) -> bool {
        let (last, link) = (&self.lines[at - 1], &self.lines[at]);
        !last.wrapped && !link.wrapped && cut::is_link(last, link, self.lines.get(at + 1))
    }

    /// Whether somebody broke the line above `at` near the edge to go on in this one.
    fn is_cut_by_hand(&self, at: usize) -> bool {
        let (last, line) = (&self.lines[at - 1], &self.lines[at]);
        let near =
            |share: u32| self.habits.hand_edge.is_some_and(|edge| last.width * 20 >= edge * share);
        !line.after_blank
            && near(if last.ended() { 18 } else { 15 })
            && sign::numbering(line.text).is_none()
    }

    /// Where a line is a paragraph, only a cut that shows itself is mended.
    fn runs_on(last: &Line<'_>, line: &Line<'_>) -> bool {
        if is_cut_off(line) {
            return true;
        }
        let cut = last.text.ends_with(['，', '、', '（', '《', '“', '「']) && last.width >= 12 * EM
            || cut::is_stump(last);
        cut && !line.wrapped && sign::numbering(line.text).is_none() && line.indent < 2 * EM
    }
}

/// How wide the lines of a paragraph are set, in quarter ems; 0 where it is too short to tell. The last
/// line may be of any width.
fn measure(lines: &[Line<'_>]) -> u32 {
    const LEAST: usize = 3;
    let set = lines.split_last().filter(|_| lines.len() >= LEAST && lines[0].wrapped);
    let widths = set.map(|(_, lines)| lines.iter().map(|line| line.width + line.indent));
    widths.and_then(Iterator::max).unwrap_or(0)
}

/// No line begins with a sign that closes: what stands there was cut off by markup or by a program.
pub fn is_cut_off(line: &Line<'_>) -> bool {
    line.text.starts_with(['。', '，', '、', '；', '：', '！', '？', '”', '）', '》', '」'])
}

/// Whether a paragraph is over because a credit closes it.
fn closes(text: &str) -> bool {
    if text.len() <= 120 && (credit::byline(text).is_some() || sign::is_record_number(text)) {
        return true;
    }
    if !text.ends_with(['）', ')', '】', ']']) {
        return false;
    }
    let tail = &text[sign::floor(text, text.len().saturating_sub(300))..];
    let alone = text.len() == tail.len() && sign::closing_bracket(text).is_some();
    alone || sign::names_photographer(tail) || sign::split_closing_bracket(tail).is_some()
}

/// Whether a line is nothing but a bracket, and no line of a text that happens to begin with one.
fn is_closing_credit(line: &Line<'_>) -> bool {
    line.width + 2 * EM < line.column && sign::closing_bracket(line.text).is_some()
}

/// Whether a line ends with the name of a photographer: nothing but the words under a picture does.
fn is_credited_photo(text: &str) -> bool {
    text.ends_with(['摄', '攝', '图', '圖']) && sign::names_photographer(text)
}

/// What a whole paragraph is.
pub fn role_of(text: &str) -> Role {
    /// The longest line that says where a text is from, in bytes.
    const SOURCE: usize = 120;
    if text.len() > 600 {
        return Role::Body;
    }
    if sign::closing_bracket(text).is_some()
        || credit::byline(text).is_some()
        || sign::is_record_number(text)
        || sign::is_release_note(text)
        || text.len() <= SOURCE && label::states_source(text)
    {
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
