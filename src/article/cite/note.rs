//! References as people write them below a quotation: 作者：《题名》，《报名》，日期，第 3 段，网址.

use super::{Passage, Reference};
use crate::article::print::markdown::escaped;
use crate::text::Shown;

/// The reference as plain text.
pub fn plain(of: &Reference, passage: Option<Passage<'_>>) -> String {
    let title = of.title.as_ref().map(|title| titled(title.as_str()));
    let rest = [title, source(of), of.date.clone(), passage.and_then(place), of.url.clone()];
    with_authors(of, &rest.into_iter().flatten().collect::<Vec<_>>())
}

/// The same as Markdown: the title is a link, where there is an address.
pub fn markdown(of: &Reference, passage: Option<Passage<'_>>) -> String {
    let title = of.title.as_ref().map(|title| bracketed(&titled(title.as_str())));
    let title = match (title, &of.url) {
        (Some(title), Some(url)) => Some(format!("[{title}](<{}>)", address(url))),
        (None, Some(url)) => Some(format!("<{}>", address(url))),
        (title, None) => title,
    };
    let rest = [
        title,
        source(of).map(|source| escaped(&source)),
        of.date.clone(),
        passage.and_then(place),
    ];
    with_authors(of, &rest.into_iter().flatten().collect::<Vec<_>>())
}

/// A passage as a Markdown quotation, a paragraph of it a line of the passage.
pub fn quotation(text: Shown<'_>) -> String {
    let lines = text.as_str().split('\n').filter(|line| !line.trim().is_empty());
    let lines: Vec<String> = lines.map(|line| format!("> {}", escaped(line))).collect();
    lines.join("\n>\n")
}

/// Which paragraphs a passage lies in; `None` where it lies in the head of the article.
pub fn place(passage: Passage<'_>) -> Option<String> {
    match passage.paragraphs {
        (_, 0) => None,
        (first, last) if first == last => Some(format!("第 {last} 段")),
        (first, last) => Some(format!("第 {}–{last} 段", first.max(1))),
    }
}

fn with_authors(of: &Reference, rest: &[String]) -> String {
    let rest = rest.join("，");
    let authors = of.authors.join("、");
    match (authors.is_empty(), rest.is_empty()) {
        (true, _) => rest,
        (false, true) => authors,
        (false, false) => format!("{authors}：{rest}"),
    }
}

fn source(of: &Reference) -> Option<String> {
    let source = of.source.clone()?;
    Some(if of.medium.has_title() { titled(&source) } else { source })
}

/// A title in its marks; those inside it are single (GB/T 15834-2011, 4.15).
fn titled(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

/// The text of a link: its brackets must not end it.
fn bracketed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in escaped(text).chars() {
        if matches!(c, '[' | ']') && !is_escaped {
            out.push('\\');
        }
        out.push(c);
        is_escaped = c == '\\' && !is_escaped;
    }
    out
}

/// An address that stands between angle brackets.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20")
}
