//! One file a format. In comes decoded text, out comes a page of articles and what was dropped.
//! Refuses to know the encoding of the file or where it lies.

mod extracted;
pub mod feed;
pub mod html;
pub mod markdown;
pub mod packed;
pub mod pdf;
pub mod records;
mod table;
mod xml;

use super::compose::{Articles, Page, compose};
use super::extract::extension;
use super::piece::Piece;
use super::reflow;
use crate::text::Clean;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, and everything that is not known.
    Text,
    /// The text layer of a PDF.
    Layer,
    /// Markdown, of people or of OCR.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// One JSON value: a record, or records in an array.
    Json,
    /// One JSON record a line.
    JsonLines,
    /// RSS or Atom.
    Feed,
    /// Any other XML, whose text only its own program can tell from its data.
    Xml,
}

/// How much of a text is looked at to guess its format, in bytes.
const SAMPLE: usize = 16 * 1024;

impl Format {
    /// The format by the content where that is sure, else by the extension of the name, else by
    /// what the content looks like. The name .txt is no promise: it is what people give to
    /// whatever they save.
    pub fn of(name: &str, text: &str) -> Self {
        let head = text.trim_start();
        let extension = extension(name);
        if extension == "pdf" {
            return Self::Layer;
        }
        if starts_as_html(head) {
            return Self::Html;
        }
        if head.starts_with("<?xml") || matches!(extension.as_str(), "xml" | "rss" | "atom") {
            match xml::root(head).as_deref() {
                Some("html") => return Self::Html,
                Some(_) if feed::is_feed(head) => return Self::Feed,
                Some(_) => return Self::Xml,
                None => {}
            }
        }
        match extension.as_str() {
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ if head.starts_with('<') && feed::is_feed(head) => Self::Feed,
            _ => Self::by_content(text),
        }
    }

    fn by_content(text: &str) -> Self {
        let mut end = text.len().min(SAMPLE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let sample = text[..end].trim_start();
        if looks_like_html(sample) {
            Self::Html
        } else if sample.starts_with(['{', '[']) && is_record_line(sample) {
            Self::JsonLines
        } else if markdown::looks_like(sample) {
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

/// Reads plain text: lines and nothing else.
pub fn read_text(text: String) -> Page {
    let mut dropped = Vec::new();
    let text = if text.contains('\x0c') {
        Clean::text(&reflow::without_running_heads(&text, &mut dropped))
    } else {
        Clean::from_owned(text)
    };
    if let Some(articles) = reflow::typed::read(&text, &mut dropped) {
        drop(text);
        return typed(articles, dropped);
    }
    // A newspaper's running head states the day of the issue.
    let running = reflow::issue_of(&dropped);
    let (pieces, issued) = reflow::page(&text, &mut dropped);
    // The pieces hold all of it, and a file may be as large as the memory allows.
    drop(text);
    let mut page = compose(pieces, Articles::Many, dropped);
    page.date(issued.or(running).as_deref());
    page
}

/// Puts together articles whose borders are known.
fn typed(articles: Vec<Vec<Piece>>, dropped: Vec<Clean>) -> Page {
    let mut page = Page { articles: Vec::with_capacity(articles.len()), dropped };
    for pieces in articles {
        let one = compose(pieces, Articles::One, std::mem::take(&mut page.dropped));
        page.articles.extend(one.articles);
        page.dropped = one.dropped;
    }
    page
}

/// Whether a text opens with the words with which only pages open.
fn starts_as_html(head: &str) -> bool {
    let starts =
        |word: &str| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts("<!doctype html") || starts("<html>") || starts("<html ")
}

fn looks_like_html(sample: &str) -> bool {
    let head: String = sample.chars().take(400).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || (head.starts_with('<')
            && ["<html", "<head", "<body", "<meta", "<title"].iter().any(|tag| head.contains(tag)))
}

/// Whether the first line is a JSON object with its end.
fn is_record_line(sample: &str) -> bool {
    let line = sample.lines().next().unwrap_or_default().trim_end();
    line.starts_with('{')
        && line.ends_with('}')
        && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}
