//! Articles to what other programs read. In comes an article or a whole extraction, out comes JSON,
//! Markdown or plain text. Refuses to know where it is written to.

mod json;
pub mod markdown;
mod plain;

use serde::Serialize;

pub use json::Json;
pub use plain::plain;

use super::metadata::{Facts, credit};
use super::{Article, Block, BlockKind};
use crate::text::{Clean, Shown};

/// Whether an article opens what is printed or follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    First,
    Later,
}

/// One article as it stands in the JSON of its file.
pub fn record(article: &Article) -> impl Serialize + use<'_> {
    Record {
        id: article.id.to_string(),
        title: article.title().map(Shown::as_str),
        title_inferred: article.part(BlockKind::Title).is_none()
            && article.inferred_title.is_some(),
        subtitle: article.part(BlockKind::Subtitle).map(Shown::as_str),
        kicker: article.part(BlockKind::Kicker).map(Shown::as_str),
        date: article.date.as_ref(),
        source: article.source.as_ref(),
        author: article.author.as_ref(),
        url: article.url.as_ref(),
        paragraphs: body(article)
            .map(|block| Paragraph { kind: block.kind, text: article.block_text(block).as_str() })
            .collect(),
    }
}

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    title: Option<&'a str>,
    title_inferred: bool,
    subtitle: Option<&'a str>,
    kicker: Option<&'a str>,
    date: Option<&'a Clean>,
    source: Option<&'a Clean>,
    author: Option<&'a Clean>,
    url: Option<&'a Clean>,
    paragraphs: Vec<Paragraph<'a>>,
}

#[derive(Serialize)]
struct Paragraph<'a> {
    kind: BlockKind,
    text: &'a str,
}

fn body(article: &Article) -> impl Iterator<Item = &Block> {
    article.blocks().iter().filter(|block| !block.kind.is_head())
}

/// What the facts of an article are called.
pub const FACTS: [&str; 4] = ["发布时间", "来源", "作者", "网址"];

/// The facts in the order of [`FACTS`], where the credits of the article do not say the same; an
/// empty one where they say what is not so.
fn stated(article: &Article) -> [Option<&str>; 4] {
    let known = [&article.date, &article.source, &article.author, &article.url];
    let credited = credited(article);
    std::array::from_fn(|at| {
        let differs = *known[at] != credited[at];
        differs.then(|| known[at].as_deref().unwrap_or_default())
    })
}

/// What the credits of an article say, in the order of [`FACTS`].
pub fn credited(article: &Article) -> [Option<Clean>; 4] {
    let mut facts = Facts::default();
    for block in body(article).filter(|block| block.kind == BlockKind::Attribution) {
        facts.fill(credit::credit(article.block_text(block).as_str()));
    }
    let Facts { date, source, author, url, day: _ } = facts;
    [date, source, author, url].map(|fact| fact.map(|fact| Clean::line(&fact)))
}

#[cfg(test)]
mod tests;
