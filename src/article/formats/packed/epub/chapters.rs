//! The chapters of a book. In come the files of the spine and the table of contents, out comes an
//! article a chapter. A file that the table does not name goes on with the chapter before it.

use super::contents::Line;
use super::{Book, is_front};
use crate::article::compose::{Articles, Page, compose};
use crate::article::formats::packed::Package;
use crate::article::formats::{html, records};
use crate::article::metadata::Facts;
use crate::article::piece::{Piece, Rank, Role};
use crate::text::Clean;
use crate::text::han::ends_sentence;

/// A chapter in the making.
#[derive(Debug, Default)]
struct Chapter {
    title: Option<String>,
    pieces: Vec<Piece>,
}

/// A stretch of a file, and what the table of contents calls it.
struct Part<'a> {
    title: Option<&'a str>,
    html: &'a str,
}

/// Reads the files of the spine.
pub fn read(
    book: &Book,
    contents: &[Line],
    package: &mut Package<'_>,
    warnings: &mut Vec<Clean>,
) -> Page {
    let mut page = Page::default();
    let mut chapters: Vec<Chapter> = Vec::new();
    // The title of a page that has nothing else on it: the text follows in the next file.
    let mut waiting: Option<String> = None;
    for file in &book.spine {
        let text = match package.text(file) {
            Some(Ok(text)) => text,
            Some(Err(why)) => {
                warnings.push(Clean::line(&format!("a chapter is missing: \"{file}\": {why}")));
                continue;
            }
            None => {
                let message = format!("a chapter is missing: there is no \"{file}\" in the book");
                warnings.push(Clean::line(&message));
                continue;
            }
        };
        let is_front = book.front.contains(file) || book.nav.as_ref() == Some(file);
        let is_front = is_front || is_front_by_type(&text);
        let body = with_end_tags(body(&text));
        for part in parts(file, &body, contents) {
            let pieces = html::pieces(part.html);
            if is_front || is_contents(&pieces, contents) || !has_text(&pieces, part.title) {
                page.dropped.extend(pieces.iter().map(|piece| Clean::text(&piece.text)));
                waiting = part.title.map(str::to_owned).filter(|_| !is_front).or(waiting);
                continue;
            }
            let title = part.title.map(str::to_owned).or_else(|| waiting.take());
            waiting = None;
            match chapters.last_mut() {
                Some(last) if title.is_none() && !has_heading(&pieces) => {
                    last.pieces.extend(pieces);
                }
                _ => chapters.push(Chapter { title, pieces }),
            }
        }
    }
    for chapter in chapters {
        finish(chapter, &book.facts, &mut page);
    }
    page
}

fn has_heading(pieces: &[Piece]) -> bool {
    pieces.first().is_some_and(|piece| matches!(piece.role, Role::Headline(_)))
}

/// Whether pieces are a chapter. What the table of contents names is one if there is any text in
/// it; other pages must have a sentence.
fn has_text(pieces: &[Piece], title: Option<&str>) -> bool {
    let is_text = |piece: &Piece| {
        matches!(piece.role, Role::Body | Role::Verse | Role::List | Role::Quote | Role::Code)
            && title.is_none_or(|title| !title.contains(piece.text.trim()))
    };
    pieces.iter().filter(|piece| is_text(piece)).any(|piece| {
        title.is_some() || piece.text.contains(ends_sentence) || piece.role == Role::Verse
    })
}

/// Whether pieces are the contents set as a page: most of them are its lines.
fn is_contents(pieces: &[Piece], contents: &[Line]) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_line = |piece: &&Piece| {
        let text = bare(&piece.text);
        contents.iter().any(|line| bare(&line.title) == text)
    };
    // A chapter has more than its title in common with the contents; a long one is no contents.
    pieces.len() >= 4
        && pieces.len() <= 2 * contents.len() + 4
        && pieces.iter().filter(is_line).count() * 2 > pieces.len()
}

/// `<body epub:type="titlepage">`, or a section that is all of the body.
fn is_front_by_type(text: &str) -> bool {
    let Some(at) = text.find("<body") else { return false };
    let head: String = text[at..].chars().take(400).collect();
    let kind = head.split_once("epub:type=").and_then(|(before, rest)| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let is_first = before.matches('<').count() <= 3;
        is_first.then(|| rest[1..].split(quote).next()).flatten()
    });
    kind.is_some_and(is_front)
}

/// What stands in the body of a page. The rest is no text, and as XHTML it may end tags in a way
/// that HTML does not know.
fn body(text: &str) -> &str {
    let Some(start) = text.find("<body") else { return text };
    let inside = text[start..].find('>').map_or("", |at| &text[start + at + 1..]);
    inside.rfind("</body").map_or(inside, |end| &inside[..end])
}

/// XHTML with an end tag for each element that is empty: to HTML `<a id="x"/>` is open for ever.
fn with_end_tags(xhtml: &str) -> String {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    let mut out = String::with_capacity(xhtml.len() + 64);
    let mut rest = xhtml;
    while let Some(at) = rest.find("/>") {
        let (before, after) = rest.split_at(at);
        let tag = before.rfind('<').map(|open| &before[open + 1..]);
        let name = tag.and_then(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next());
        out.push_str(before);
        match name.filter(|name| !name.is_empty()) {
            Some(name) if !VOID.contains(&name) => {
                out.push_str("></");
                out.push_str(name);
                out.push('>');
            }
            _ => out.push_str("/>"),
        }
        rest = &after[2..];
    }
    out.push_str(rest);
    out
}

/// A file cut where the outermost lines of the contents lead into it.
fn parts<'a>(file: &str, body: &'a str, contents: &'a [Line]) -> Vec<Part<'a>> {
    let here = || contents.iter().filter(|line| line.file == file);
    let outermost = here().map(|line| line.depth).min().unwrap_or(0);
    let mut cuts: Vec<(usize, &str)> = here()
        .filter(|line| line.depth == outermost)
        .map(|line| (start_of(body, &line.place), line.title.as_str()))
        .collect();
    cuts.sort_by_key(|&(at, _)| at);
    cuts.dedup_by_key(|&mut (at, _)| at);
    // The first line that leads here names what stands before its place too, if that is no text.
    if let Some((first, _)) = cuts.first_mut()
        && !body[..*first].contains(ends_sentence)
    {
        *first = 0;
    }
    let mut parts = Vec::new();
    if cuts.first().is_none_or(|&(at, _)| at > 0) {
        let end = cuts.first().map_or(body.len(), |&(at, _)| at);
        parts.push(Part { title: None, html: &body[..end] });
    }
    for (number, &(at, title)) in cuts.iter().enumerate() {
        let end = cuts.get(number + 1).map_or(body.len(), |&(next, _)| next);
        parts.push(Part { title: Some(title), html: &body[at..end] });
    }
    parts
}

/// Where the element with this id begins; 0 for the file as a whole.
fn start_of(body: &str, place: &str) -> usize {
    if place.is_empty() {
        return 0;
    }
    let quoted = |quote| body.find(&format!("id={quote}{place}{quote}"));
    let found = ['"', '\''].into_iter().find_map(quoted);
    // The place is lost, the file is not.
    found.and_then(|at| body[..at].rfind('<')).unwrap_or(0)
}

/// Adds the article of a chapter.
fn finish(chapter: Chapter, facts: &Facts, page: &mut Page) {
    let Chapter { title, mut pieces } = chapter;
    if let Some(title) = title {
        let title = take_title(&title, &mut pieces);
        for piece in &mut pieces {
            if let Role::Headline(rank) = &mut piece.role {
                *rank = Rank::Heading;
            }
        }
        pieces.insert(0, Piece::new(Role::Headline(Rank::Level(1)), title));
    }
    let read = compose(pieces, Articles::One, std::mem::take(&mut page.dropped));
    page.dropped = read.dropped;
    for mut article in read.articles {
        // A day that a novel tells of is not the day on which it was published.
        article.date = None;
        records::state(&mut article, facts.clone());
        page.articles.push(article);
    }
}

/// Takes the headings away that say the title again. Where one of them says more, it is the title.
fn take_title(title: &str, pieces: &mut Vec<Piece>) -> String {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut title = title.to_owned();
    while let Some(first) = pieces.first() {
        let (said, known) = (bare(&first.text), bare(&title));
        let is_heading = matches!(first.role, Role::Headline(_));
        if said == known || (is_heading && known.contains(&said)) {
            pieces.remove(0);
        } else if is_heading && said.contains(&known) {
            title = pieces.remove(0).text.replace('\n', " ");
        } else {
            break;
        }
    }
    title
}
