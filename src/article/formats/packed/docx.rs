//! Word documents. In come the bytes of a .docx, out comes one article: paragraphs, headings by
//! their style, tables as lines, notes at the end. What was deleted under revision is left out.
//!
//! Source: ECMA-376 part 1, sections 17.3 (paragraphs), 17.4 (tables), 17.11 (notes), 17.13.5
//! (revisions).

mod story;
mod styles;

use super::Package;
use crate::article::Refused;
use crate::article::compose::{Articles, Page, compose};
use crate::article::formats::xml::{self, Element, Node};
use crate::article::metadata::{Facts, date};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{reflow, sign};
use crate::text::Clean;
use story::{Kind, Notes, Paragraph, Story};
use styles::Styles;

/// The text of every document that Word writes.
const DOCUMENT: &str = "word/document.xml";

/// Whether the package is a Word document.
pub fn is_document(package: &Package<'_>) -> bool {
    package.has(DOCUMENT)
}

/// Reads a document.
pub fn read(package: &mut Package<'_>, warnings: &mut Vec<Clean>) -> Result<Page, Refused> {
    let text = match package.text(DOCUMENT) {
        Some(Ok(text)) => text,
        Some(Err(why)) => return Err(Refused::Because(why)),
        None => return Err(Refused::Damaged("a Word document")),
    };
    let mut part = |name: &str| package.text(name).and_then(Result::ok).unwrap_or_default();
    let styles = Styles::of(&part("word/styles.xml"));
    let mut notes = Notes::default();
    notes.add("footnote", &part("word/footnotes.xml"), &styles);
    notes.add("endnote", &part("word/endnotes.xml"), &styles);
    let facts = properties(&part("docProps/core.xml"));
    let mut story = Story::of(&text, &styles);
    if story.is_broken {
        warnings.push(Clean::line("the document is damaged: it was read as far as it goes"));
    }
    story.paragraphs.extend(notes.called(&story.calls));
    let mut dropped = Vec::new();
    let pieces = reflow::sort_pieces(
        pieces(&story.paragraphs, &mut dropped),
        reflow::Made::OfLines,
        &mut dropped,
    );
    let mut page = compose(pieces, Articles::One, dropped);
    if let Some(article) = page.articles.first_mut() {
        // What the text says of itself is truer than what Word noted when the file was made.
        for (slot, fact) in [(&mut article.date, facts.date), (&mut article.author, facts.author)] {
            *slot = slot.take().or(fact.map(|fact| Clean::line(&fact)));
        }
    }
    Ok(page)
}

/// Runs of plain paragraphs are read as a page is, as many of them were pasted line by line.
fn pieces(paragraphs: &[Paragraph], dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let is_plain = |kind| kind == Kind::Text;
    for run in paragraphs.chunk_by(|a, b| is_plain(a.kind) && is_plain(b.kind)) {
        let first = &run[0];
        let text = first.text.trim();
        match first.kind {
            Kind::Text => {
                let lines: Vec<&str> = run.iter().map(|paragraph| &*paragraph.text).collect();
                let text = Clean::text(&lines.join("\n\n"));
                pieces.extend(if pieces.is_empty() {
                    reflow::page(&text, dropped).0
                } else {
                    reflow::stretch(&text)
                });
            }
            Kind::Centred if pieces.iter().all(is_head) && sign::could_be_headline(text) => {
                pieces.push(Piece::new(Role::Headline(Rank::Either), text));
            }
            Kind::Centred => pieces.push(Piece::new(reflow::role_of(text), text)),
            // The title of the document is often said again by its first heading.
            Kind::Heading(_) if pieces.iter().all(is_head) && is_said(&pieces, text) => {
                dropped.push(Clean::line(text));
            }
            Kind::Heading(level) => {
                pieces
                    .push(Piece::new(Role::Headline(Rank::Level(level)), text.replace('\n', " ")));
            }
            Kind::Item => pieces.push(Piece::new(Role::List, text)),
            Kind::Row => pieces.push(Piece::new(Role::Code, text)),
        }
    }
    pieces
}

fn is_said(pieces: &[Piece], text: &str) -> bool {
    pieces.iter().any(|piece| piece.text == text)
}

fn is_head(piece: &Piece) -> bool {
    matches!(piece.role, Role::Headline(_) | Role::Meta)
}

/// Author and day of the properties. The title in them is that of the template as often as not,
/// and is left alone.
fn properties(core: &str) -> Facts {
    let mut facts = Facts::default();
    let mut open = Element::default();
    for node in xml::nodes(core) {
        match node {
            Node::Open(element) => open = element,
            Node::Text(text) if open.name == "creator" => {
                facts.author = Some(text.trim().to_owned()).filter(|name| is_name(name));
            }
            Node::Text(text) if open.name == "created" => facts.date = date::normal(&text),
            Node::Text(_) | Node::Close(_) => {}
        }
    }
    facts
}

/// Whether it is a person's name and not that of an account or a maker of computers.
fn is_name(name: &str) -> bool {
    let han = name.chars().all(|c| crate::text::han::is_han(c) || c == '·');
    han && (2..=8).contains(&name.chars().count()) && !name.ends_with("用户")
}

#[cfg(test)]
mod tests;
