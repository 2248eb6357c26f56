//! Articles to plain text. In comes an article, out come its lines, set as people type articles; how
//! they are read again is said in `reflow/typed.rs`, which has to change with this file. Refuses to
//! say what plain text has no sign for: lists, quotations, captions.

use super::{FACTS, Place, body, stated};
use crate::article::reflow::typed::{ARTICLE_END, CODE, CREDIT, HEADING, TEXT, VERSE};
use crate::article::{Article, Block, BlockKind};

/// An article as plain text: the lines of its head, then a paragraph a line, each with its indent
/// and a blank line before it. A title that was made from the text is left out, since it would be
/// said twice.
pub fn plain(article: &Article, place: Place) -> String {
    let mut out = match place {
        Place::First => String::new(),
        Place::Later => format!("\n{ARTICLE_END}\n\n"),
    };
    let start = out.len();
    let head = article.blocks().iter().filter(|block| block.kind.is_head());
    let head = head.map(|block| article.block_text(block).as_str().to_owned());
    for line in head.chain([facts(article)]).filter(|line| !line.is_empty()) {
        out.push_str(&line);
        out.push('\n');
    }
    for block in body(article) {
        if out.len() > start {
            out.push('\n');
        }
        push(&mut out, article, block);
    }
    out
}

/// Appends the lines of a block.
fn push(out: &mut String, article: &Article, block: &Block) {
    let wide = |spaces| "\u{3000}".repeat(spaces);
    let (first, later) = match block.kind {
        BlockKind::Code => (CODE.to_owned(), CODE.to_owned()),
        BlockKind::Verse => (wide(VERSE), wide(VERSE)),
        BlockKind::Heading => (wide(HEADING), wide(HEADING + 1)),
        BlockKind::Attribution => (wide(CREDIT), wide(CREDIT + 1)),
        _ => (wide(TEXT), wide(TEXT + 1)),
    };
    for (at, line) in article.block_text(block).as_str().split('\n').enumerate() {
        out.push_str(if at == 0 { &first } else { &later });
        out.push_str(line);
        out.push('\n');
    }
}

/// The facts in one line that extraction understands again.
fn facts(article: &Article) -> String {
    let stated = FACTS.iter().zip(stated(article)).filter_map(|(label, fact)| {
        let fact = fact.filter(|fact| !fact.is_empty())?;
        Some(format!("{label}：{fact}"))
    });
    stated.collect::<Vec<_>>().join("　")
}
