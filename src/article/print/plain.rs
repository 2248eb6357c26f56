//! Articles to plain text. In comes an article, out come its lines, which the rules for any plain
//! text read again. Refuses to say what plain text has no sign for: lists, quotations, captions.

use super::{FACTS, Place, body, stated};
use crate::article::{Article, BlockKind};
use crate::text::Shown;

/// An article as plain text, a paragraph a line, blank lines between. A title that was made from
/// the text is left out, since it would be said twice.
pub fn plain(article: &Article, place: Place) -> String {
    let mut out = String::new();
    if place == Place::Later {
        out.push('\n');
    }
    for kind in [BlockKind::Kicker, BlockKind::Title, BlockKind::Subtitle] {
        push(&mut out, article.part(kind).map_or("", Shown::as_str));
    }
    push(&mut out, &facts(article));
    for block in body(article) {
        push(&mut out, article.block_text(block).as_str());
    }
    out
}

/// The facts in one line that extraction understands again.
fn facts(article: &Article) -> String {
    let stated = FACTS.iter().zip(stated(article)).filter_map(|(label, fact)| {
        let fact = fact.filter(|fact| !fact.is_empty())?;
        Some(format!("{label}：{fact}"))
    });
    stated.collect::<Vec<_>>().join("　")
}

/// Appends a paragraph and a blank line.
fn push(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}
