//! Articles to what other programs read. In comes an article or a whole extraction, out comes JSON,
//! Markdown or plain text. Refuses to know where it is written to.

use serde::Serialize;

use super::{Article, Block, BlockKind, Extraction};
use crate::text::{Clean, Shown};

/// One file as one JSON object: its articles, the lines dropped, the warnings. Absent values are
/// null; title, subtitle and kicker are not repeated among the paragraphs.
pub fn json<'a>(file: &'a str, extraction: &'a Extraction) -> impl Serialize + use<'a> {
    Page {
        file,
        articles: extraction.articles.iter().map(record).collect(),
        dropped: &extraction.dropped,
        warnings: &extraction.warnings,
    }
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
struct Page<'a, R> {
    file: &'a str,
    articles: Vec<R>,
    dropped: &'a [Clean],
    warnings: &'a [Clean],
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

/// An article as Markdown: a title, a line of facts, paragraphs.
pub fn markdown(article: &Article) -> String {
    let mut out = String::new();
    if let Some(title) = article.title() {
        push(&mut out, &format!("# {}", title.as_str()));
    }
    for kind in [BlockKind::Kicker, BlockKind::Subtitle] {
        if let Some(line) = article.part(kind) {
            push(&mut out, &format!("*{}*", line.as_str()));
        }
    }
    push(&mut out, &facts(article));
    for block in body(article) {
        let text = article.block_text(block).as_str();
        push(&mut out, &marked(block.kind, text));
    }
    out
}

/// A paragraph with the marks of its kind.
fn marked(kind: BlockKind, text: &str) -> String {
    let lines = |start: &str, end: &str| {
        text.split('\n').map(|line| format!("{start}{line}{end}")).collect::<Vec<_>>().join("\n")
    };
    match kind {
        BlockKind::Heading => format!("## {text}"),
        // Two blanks at the end of a line keep it.
        BlockKind::Verse => lines("", "  "),
        BlockKind::List => format!("- {}", text.replace('\n', "\n  ")),
        BlockKind::Quote => lines("> ", ""),
        BlockKind::Code => format!("```\n{text}\n```"),
        _ => text.to_owned(),
    }
}

/// An article as plain text, a paragraph a line, blank lines between. A title that was made from
/// the text is left out, since it would be said twice.
pub fn plain(article: &Article) -> String {
    let mut out = String::new();
    for kind in [BlockKind::Kicker, BlockKind::Title, BlockKind::Subtitle] {
        push(&mut out, article.part(kind).map_or("", Shown::as_str));
    }
    push(&mut out, &facts(article));
    for block in body(article) {
        push(&mut out, article.block_text(block).as_str());
    }
    out
}

/// The facts in one line that extraction understands again. What the credit of the article says is
/// not said twice.
fn facts(article: &Article) -> String {
    let credits: Vec<&str> = body(article)
        .filter(|block| block.kind == BlockKind::Attribution)
        .map(|block| article.block_text(block).as_str())
        .collect();
    let is_credited = |fact: &Clean| credits.iter().any(|credit| credit.contains(fact.as_str()));
    let known = [
        ("发布时间", &article.date),
        ("来源", &article.source),
        ("作者", &article.author),
        ("网址", &article.url),
    ];
    let stated = known.iter().filter_map(|(label, fact)| {
        let fact = fact.as_ref().filter(|fact| !is_credited(fact))?;
        Some(format!("{label}：{}", fact.as_str()))
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

#[cfg(test)]
mod tests;
