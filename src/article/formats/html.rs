//! HTML pages. In comes decoded text, out comes a page: the element that holds most of the prose,
//! what the page states of itself, and as dropped all the rest. Scripts and styles are no text.

mod content;
mod element;
mod head;
mod hint;
mod row;
mod run;
mod shallow;
mod walk;

use scraper::Html;

use self::content::Content;
use self::element::Kind;
use self::head::Headlines;
use self::shallow::shallow;
use self::walk::{Block, Walk};
use crate::article::compose::{Articles, Page, compose};
use crate::article::line::{Ending, ending};
use crate::article::metadata::label::{self, Place};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::reflow::{self, Made};
use crate::article::sign;
use crate::text::Clean;

/// Reads a whole HTML page.
pub fn read(text: &str) -> Page {
    let document = Html::parse_document(&shallow(text));
    let walk = Walk::of(&document);
    let content = Content::of(&walk);
    let headlines = Headlines::of(&document, &walk.blocks, content.lead);
    let stated = head::stated(&document);
    let mut dropped = Vec::new();
    let mut facts = Vec::new();
    let mut texts = Vec::new();
    for (at, block) in walk.blocks.iter().enumerate() {
        match part(at, block, &content, &headlines) {
            Part::Headline => {}
            Part::Facts => facts.push(block.facts()),
            Part::Text => texts.push(block),
            Part::Furniture if block.text.is_empty() => {}
            Part::Furniture => dropped.push(Clean::line(&block.text)),
        }
    }
    let dated = stated.date.is_some() || facts.iter().any(|line| label::facts(line).date.is_some());
    if !dated {
        facts.extend(dated_below(&walk.blocks[content.blocks.end..]));
    }
    let house = headlines.house(&walk.blocks, content.lead);
    let mut pieces = headlines.pieces(&walk.blocks);
    pieces.extend(facts.into_iter().map(|line| Piece::new(Role::Meta, line)));
    pieces.extend(below_title(pieces_of(&texts), &headlines));
    let pieces = reflow::sort_pieces(pieces, Made::OfElements, &mut dropped);
    let mut read = compose(pieces, Articles::One, dropped);
    if let Some(article) = read.articles.first_mut() {
        article.date = stated.date.map(|date| Clean::line(&date)).or(article.date.take());
        for (slot, fact) in [
            (&mut article.source, house.or(stated.source)),
            (&mut article.author, stated.author),
            (&mut article.url, stated.url),
        ] {
            *slot = slot.take().or(fact.map(|fact| Clean::line(&fact)));
        }
    }
    read
}

/// What a block is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Headline,
    Facts,
    Text,
    Furniture,
}

fn part(at: usize, block: &Block, content: &Content, headlines: &Headlines) -> Part {
    if headlines.hold(at) {
        return Part::Headline;
    }
    if at < content.lead && !block.hidden {
        let title = headlines.title_at.unwrap_or(content.blocks.start);
        if at > title && head::states_facts(block.facts())
            || at < title && !block.is_linked() && label::is_meta(block.facts(), Place::Body)
        {
            return Part::Facts;
        }
    }
    let again = headlines.title.as_deref() == Some(block.text.trim());
    if content.holds(at, block) && !again { Part::Text } else { Part::Furniture }
}

/// The lines below the text that give the day of the page.
fn dated_below(blocks: &[Block]) -> impl Iterator<Item = &str> {
    /// How many blocks below the text may still be about it.
    const NEAR: usize = 24;
    blocks.iter().take(NEAR).map(Block::facts).filter(|line| {
        label::is_meta(line, Place::Body)
            && label::facts(line).date.is_some_and(|date| date.len() == 10)
    })
}

/// Where the page has told its title, a headline in its text is a heading.
fn below_title(mut pieces: Vec<Piece>, headlines: &Headlines) -> Vec<Piece> {
    if headlines.title.is_some() {
        let is_prose = |piece: &Piece| {
            piece.role == Role::Body && piece.text.len() > 24 && piece.text.contains('。')
        };
        let first = pieces.iter().position(is_prose).unwrap_or(0);
        let last = pieces.iter().rposition(is_prose).unwrap_or(pieces.len());
        for (at, piece) in pieces.iter_mut().enumerate() {
            // A line by itself is a heading where it stands between paragraphs.
            let alone = !(first..=last).contains(&at) && sign::numbering(&piece.text).is_none();
            if alone && piece.role == Role::Headline(Rank::Either) {
                piece.role = Role::Body;
            }
            if let Role::Headline(rank @ (Rank::Headline | Rank::Either | Rank::InColumn)) =
                &mut piece.role
            {
                *rank = Rank::Heading;
            }
        }
    }
    pieces
}

/// The lines of text on a page, in its order, whatever becomes of them.
pub fn lines(text: &str) -> Clean {
    let walk = Walk::of(&Html::parse_document(&shallow(text)));
    Clean::text(
        &walk.blocks.iter().map(|block| block.text.trim_end()).collect::<Vec<_>>().join("\n"),
    )
}

/// The pieces of a fragment, such as the text field of a crawl.
pub fn pieces(fragment: &str) -> Vec<Piece> {
    let walk = Walk::of(&Html::parse_fragment(&shallow(fragment)));
    pieces_of(&walk.blocks.iter().collect::<Vec<_>>())
}

/// Whether `text` is marked up, and does not merely hold a sign that HTML uses.
pub fn has_tags(text: &str) -> bool {
    const TAGS: [&[u8]; 12] = [
        b"p>", b"p ", b"br", b"div", b"/p>", b"strong>", b"b>", b"span", b"img", b"a ", b"h2",
        b"em>",
    ];
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = &text.as_bytes()[at + 1..];
        let opens = |tag: &&[u8]| {
            rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        TAGS.iter().any(opens)
    })
}

/// Whether a text that is not marked up has the entities of one that was.
pub fn has_entities(text: &str) -> bool {
    ["&nbsp;", "&amp;", "&quot;", "&lt;", "&gt;", "&#", "&ldquo;", "&rdquo;", "&mdash;", "&hellip;"]
        .iter()
        .any(|entity| text.contains(entity))
}

/// The same text with the characters that entities stand for; its lines stay.
pub fn without_entities(text: &str) -> String {
    if !has_entities(text) {
        return text.to_owned();
    }
    let escaped = text.replace('<', "&lt;");
    Html::parse_fragment(&escaped).root_element().text().collect()
}

/// Runs of plain blocks are read as a page is, since many pages mark lines and not paragraphs.
fn pieces_of(blocks: &[&Block]) -> Vec<Piece> {
    // Where much is bold, bold means nothing.
    let bold = blocks.iter().filter(|block| block.kind == Kind::Bold).count();
    let plain = |block: &Block| {
        block.kind == Kind::Text || block.kind == Kind::Bold && bold * 3 > blocks.len()
    };
    let mut pieces = Vec::new();
    let row = |block: &Block| block.kind == Kind::Row;
    for run in blocks.chunk_by(|a, b| plain(a) && plain(b) || row(a) && row(b)) {
        match run[0].kind {
            _ if plain(run[0]) => {
                let text: Vec<&str> = run.iter().map(|block| block.text.as_str()).collect();
                let clean = Clean::text(&text.join("\n\n"));
                pieces.extend(if is_wrapped(&text) {
                    reflow::stretch(&clean)
                } else {
                    reflow::paragraphs(&clean)
                });
            }
            Kind::Heading(level) => pieces.push(piece(Role::Headline(Rank::Level(level)), run[0])),
            Kind::Text | Kind::Bold => pieces.push(piece(Role::Headline(Rank::Heading), run[0])),
            Kind::Item => pieces.push(piece(Role::List, run[0])),
            Kind::Quote => pieces.push(piece(Role::Quote, run[0])),
            Kind::Code => pieces.push(Piece::new(Role::Code, run[0].text.trim_end())),
            Kind::Caption => pieces.push(piece(Role::Caption, run[0])),
            Kind::Row => {
                let rows: Vec<&str> = run.iter().filter_map(|block| block.row.as_deref()).collect();
                if !rows.is_empty() {
                    pieces.push(Piece::new(Role::Code, rows.join("\n")));
                }
            }
        }
    }
    pieces
}

/// Whether elements stand for lines and not for paragraphs: most of them break off.
fn is_wrapped(texts: &[&str]) -> bool {
    let lines =
        || texts.iter().flat_map(|text| text.lines()).filter(|line| line.trim().len() >= 30);
    let broken = lines().filter(|line| !matches!(ending(line), Ending::Sentence)).count();
    broken * 2 > lines().count()
}

fn piece(role: Role, block: &Block) -> Piece {
    Piece::new(role, block.text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n").trim())
}

#[cfg(test)]
mod tests;
