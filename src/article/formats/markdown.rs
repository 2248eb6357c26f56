//! Markdown, of people and of OCR. In comes decoded text, out comes a page: blocks by their lines,
//! what is inside a line by CommonMark. The text of links stays, their targets are dropped; tables
//! are lines of cells, pictures what they say of themselves, notes stand below their article.

mod blocks;
mod front;
mod inline;
mod line;
mod link;
mod notes;
mod printed;
mod scan;
mod tag;

use super::{extracted, records};
use crate::article::compose::{Articles, Page, compose};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, sign, space};

use crate::text::Clean;
use crate::text::han::{ends_sentence, is_closing, is_han};
use blocks::Blocks;
use front::{Front, Syntax};
use line::heading;

/// The longest front matter, in bytes.
const FRONT_MAX: usize = 8192;

/// The most pictures in the middle of a paragraph.
const PICTURES: usize = 2;

/// Whether a text without an extension that says so has the headings of Markdown.
pub fn looks_like(sample: &str) -> bool {
    if front_matter(sample).is_some() {
        return true;
    }
    let mut headings = 0;
    let mut lines = 0;
    for line in sample.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        lines += 1;
        headings += usize::from(heading(line).is_some_and(|(_, text)| text.chars().any(is_han)));
    }
    headings >= 2
        || (headings == 1
            && (lines <= 40 || heading(sample.lines().next().unwrap_or_default()).is_some()))
}

/// Reads Markdown.
pub fn read(text: &str) -> Page {
    let text = Clean::text(text);
    let fenced = unfenced(&text);
    let text = fenced.as_ref().map_or(&text, |(body, _)| body);
    if let Some(body) = extracted::markdown::body(text) {
        return extracted::markdown::read(body);
    }
    let mut dropped: Vec<Clean> = fenced.iter().map(|(_, fence)| fence.clone()).collect();
    let (front, body) = front_matter(text).unwrap_or((("", Syntax::Yaml), text));
    let Front { title, facts, dropped: stated } = front::read(front.0, front.1);
    dropped.extend(stated);
    let title = title.map(|title| Piece::new(Role::Headline(Rank::Level(1)), title));
    let mut pieces: Vec<Piece> = title.into_iter().collect();
    let of_web = link::abound(body);
    let joined = of_web.then(|| link::join(body));
    let body = joined.as_deref().unwrap_or(body);
    let mut blocks = Blocks::default();
    blocks.marks.known = body.lines().filter_map(line::target).map(str::to_lowercase).collect();
    let mut read = blocks.read(body);
    dropped.append(&mut blocks.marks.dropped);
    // The title of the front matter is often said again by the first heading.
    if let (Some(title), Some(first)) = (pieces.first(), read.first())
        && title.text == first.text
    {
        pieces.clear();
    }
    let issued = reflow::take_folios(&mut read, &mut dropped);
    if !of_web {
        printed::clear(&mut read, &mut dropped);
        read = mend(read);
    }
    pieces.extend(read);
    let pieces = reflow::sort_pieces(pieces, reflow::Made::OfLines, &mut dropped);
    let mut page = compose(pieces, Articles::Many, dropped);
    page.date(issued.as_deref());
    if let Some(article) = page.articles.first_mut() {
        records::state(article, facts);
    }
    page
}

/// A page that a model of language has put into a fence as a whole, and the line that opens the fence.
fn unfenced(text: &Clean) -> Option<(Clean, Clean)> {
    const FENCE: &str = "```";
    let (opening, rest) = text.trim().split_once('\n')?;
    let kind = opening.strip_prefix(FENCE)?;
    let body = rest.strip_suffix(FENCE)?;
    (matches!(kind.trim(), "markdown" | "md") && !body.contains(FENCE))
        .then(|| (Clean::text(body), Clean::line(opening)))
}

/// The lines between the two --- or +++ at the top of a file, and the rest.
fn front_matter(text: &str) -> Option<((&str, Syntax), &str)> {
    let (mark, syntax) = [("---", Syntax::Yaml), ("+++", Syntax::Toml)]
        .into_iter()
        .find(|(mark, _)| text.starts_with(mark))?;
    let inside = text[mark.len()..].strip_prefix('\n')?;
    let mut ends =
        memchr::memmem::find_iter(&inside.as_bytes()[..inside.len().min(FRONT_MAX)], mark);
    let end = ends.find(|&at| {
        let after = &inside[at + mark.len()..];
        (at == 0 || inside[..at].ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
    })?;
    let front = &inside[..end];
    let states = |line: &str| {
        line.is_empty()
            || line.starts_with([' ', '-', '#', '[', ']'])
            || line.contains(syntax.sign())
    };
    front.lines().all(states).then(|| ((front, syntax), &inside[end + mark.len()..]))
}

/// OCR cuts paragraphs at columns and pages: one that stops in mid-sentence runs on into the next, behind
/// the pictures between them.
fn mend(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let last = mended.iter_mut().rev().take(PICTURES + 1);
        let last = last.into_iter().find(|last| last.role != Role::Caption);
        match last.filter(|last| last.role == Role::Body) {
            Some(last) if closes_bracket(&last.text, &piece) || goes_on(&last.text, &piece) => {
                space::push(&mut last.text, &piece.text);
            }
            _ => mended.push(piece),
        }
    }
    mended
}

fn goes_on(last: &str, piece: &Piece) -> bool {
    piece.role == Role::Body
        && is_cut(last)
        && sign::numbering(&piece.text).is_none()
        && !sign::may_open_report(&piece.text)
}

/// Whether the bracket that is left open at the end of a text is closed by a few characters: （共青 / 团市委）.
fn closes_bracket(last: &str, piece: &Piece) -> bool {
    const LONGEST: usize = 16;
    let tail = last.rfind(['（', '(']).map_or("", |open| &last[open..]);
    matches!(piece.role, Role::Body | Role::Headline(Rank::Either))
        && !tail.is_empty()
        && !tail.contains(['）', ')', '。', '，'])
        && tail.chars().nth(LONGEST).is_none()
        && piece.text.chars().nth(LONGEST).is_none()
        && piece.text.ends_with(['）', ')'])
        && !piece.text.contains(['（', '('])
}

/// Long enough for a paragraph, or of two clauses as no line of verse is, and without an end.
fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches(is_closing).chars().next_back();
    let comma = text.find(['，', ',']).is_some_and(|at| at + 3 < text.len());
    (text.chars().nth(20).is_some() || (comma && text.chars().nth(11).is_some()))
        && end.is_some_and(|c| !ends_sentence(c) && !matches!(c, '：' | ':' | '；' | ';' | '.'))
        && sign::split_closing_bracket(text).is_none()
        && text.chars().take(200).any(is_han)
}

#[cfg(test)]
mod tests;
