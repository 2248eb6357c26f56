//! Lines to pieces. In comes clean text as lines, out come paragraphs made whole, and the lines that
//! are no text. Refuses to know which article a piece belongs to.

mod clutter;
mod column;
mod diary;
mod headline;
mod items;
mod margin;
mod mend;
mod order;
mod paragraph;
mod rows;
pub mod typed;
mod verse;

pub use clutter::{Made, is_figure, is_page_number, sort_pieces};
pub use items::tell as tell_items;
pub use margin::number::{count_pages, numbered_head, page_number, running};
pub use margin::running::without_running_heads;
pub use paragraph::{Position, role_of};

use margin::{edition, folio, journal, number, pointer};
use mend::{broken, glued, gutter, joined, linked, shattered, terminal, woven};

use super::piece::{Frame, Piece, Rank, Role};
use crate::article::line::{self, Line};
use crate::text::Clean;

/// The pieces of a page of plain text, and the day of the issue that its folio states; the lines
/// that are no text are added to `dropped`.
pub fn page(text: &str, dropped: &mut Vec<Clean>) -> (Vec<Piece>, Option<String>) {
    let pages = edition::pages(text);
    if pages.is_empty() {
        return one_page(text, dropped);
    }
    let (mut pieces, mut issued) = (Vec::new(), None);
    for page in pages {
        let (mut found, date) = one_page(page, dropped);
        for piece in &mut found {
            if piece.role == Role::Headline(Rank::Title) {
                // Of one page of several.
                piece.role = Role::Headline(Rank::Headline);
            }
        }
        if let Some(first) = found.first_mut() {
            first.frame = Frame::Begins;
        }
        pieces.extend(found);
        issued = issued.or(date);
    }
    (pieces, issued)
}

fn one_page(text: &str, dropped: &mut Vec<Clean>) -> (Vec<Piece>, Option<String>) {
    let parted = gutter::part(text).or_else(|| woven::part(text));
    // What has columns was not printed for a terminal.
    let whole = if parted.is_none() { terminal::unwrap(text) } else { None };
    let text = parted.as_deref().or(whole.as_deref()).unwrap_or(text);
    let unnumbered = linked::unnumber(text, dropped);
    let text = unnumbered.as_deref().unwrap_or(text);
    if whole.is_some() {
        return lines(text, line::lines(text), Setting::Unwrapped, dropped);
    }
    let found = line::lines(text);
    let titled = joined::part(text, &found);
    let (text, found) = match &titled {
        Some(titled) => (titled.as_str(), line::lines(titled)),
        None => (text, found),
    };
    if let Some(whole) = shattered::mend(text, &found).or_else(|| broken::mend(text, &found)) {
        return lines(&whole, line::lines(&whole), Setting::AsFound, dropped);
    }
    lines(text, found, Setting::AsFound, dropped)
}

/// How the lines of a page came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// As they stand; columns may have wrapped them.
    AsFound,
    /// Those that a browser had broken were made whole.
    Unwrapped,
}

fn lines(
    text: &str,
    found: Vec<Line<'_>>,
    setting: Setting,
    dropped: &mut Vec<Clean>,
) -> (Vec<Piece>, Option<String>) {
    let lines = edition::unframe(text, found, dropped);
    let lines = journal::unhead(lines, dropped);
    let lines = pointer::unpoint(lines, dropped);
    let mut lines = number::unnumber(lines, dropped);
    let is_prose = |line: &Line<'_>| line.form.holds(folio::PROSE);
    let issued = folio::take(&mut lines, |line| line.text, is_prose, dropped);
    column::set(&mut lines);
    if setting == Setting::Unwrapped {
        for line in &mut lines {
            line.wrapped = false;
        }
    }
    let kept = dropped.len();
    let lines = clutter::sort(lines, dropped);
    let lines = glued::part(lines, dropped.len() - kept);
    let mut pieces = paragraph::reflow(&lines, Position::Top);
    items::tell(&mut pieces);
    (pieces, issued)
}

/// The day of the issue that running heads state, which were taken away before.
pub fn issue_of(running: &[Clean]) -> Option<String> {
    let mut lines: Vec<&Clean> = running.iter().collect();
    let is_prose = |line: &&Clean| line.contains(folio::PROSE);
    folio::take(&mut lines, |line| line.as_str(), is_prose, &mut Vec::new())
}

/// Takes the folios out of the pieces of a page; gives the day of the issue.
pub fn take_folios(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) -> Option<String> {
    let is_prose = |piece: &Piece| piece.text.contains(folio::PROSE);
    folio::take(pieces, |piece| &piece.text, is_prose, dropped)
}

/// Takes the running heads of a journal out of the pieces of a page.
pub fn take_journal_heads(pieces: &mut Vec<Piece>, dropped: &mut Vec<Clean>) {
    let Some(is_head) = journal::heads(pieces, |piece| &piece.text) else { return };
    let mut is_head = is_head.into_iter();
    let gone = pieces.extract_if(.., |_| is_head.next() == Some(true));
    dropped.extend(gone.map(|piece| Clean::line(&piece.text)));
}

/// The pieces in a stretch of text that a format has cut out of a page; nothing is dropped.
pub fn stretch(text: &str) -> Vec<Piece> {
    let mut lines = line::lines(text);
    column::set(&mut lines);
    paragraph::reflow(&lines, Position::Inside)
}

/// The same for a stretch whose lines are its paragraphs.
pub fn paragraphs(text: &str) -> Vec<Piece> {
    paragraph::reflow(&line::lines(text), Position::Inside)
}

#[cfg(test)]
mod tests;
