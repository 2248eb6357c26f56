//! A file as it stood before extraction. In come its name and bytes and the name of one article in
//! it, out come its lines in order, what became of each, and the way between a place in the article
//! and the same place in the file. Refuses to know where the file lies or how it is shown.

mod trace;

use std::sync::Arc;

use encoding_rs::Encoding;

use super::extract::{Refused, extract, text_of};
use super::formats::{Format, html, records};
use super::{Article, ArticleId, BlockKind, Extraction};
use crate::text::Clean;
use crate::text::fold::is_ink;

/// The least size of a block of [`Original::page`], in bytes.
const SHEET: usize = 8 * 1024;

/// What became of a line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is in the article that was asked for.
    This,
    /// It is in another article of the same file.
    Other,
    /// It is in none.
    Dropped,
}

/// A line of a file. Blank ones go with the line before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginalLine {
    /// Its first character, in code points of [`Original::page`].
    pub start: u32,
    /// What became of it.
    pub part: Part,
    /// Where its first letter stands in the article that was asked for, in code points.
    at: Option<u32>,
}

/// A file as it stood before extraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The lines as they stand, as blocks of code, so that they are set and searched like any
    /// article. For formats that are not text: the lines of text in them.
    pub page: Arc<Article>,
    /// One for each line of the page.
    lines: Vec<OriginalLine>,
    /// Indices of the lines that stand in the article, in the order of the article.
    order: Vec<usize>,
}

/// The file that the article `id` was made of; `None` where it holds no such article any more.
pub fn original(
    name: &str,
    bytes: &[u8],
    forced: Option<&'static Encoding>,
    id: ArticleId,
) -> Result<Option<Original>, Refused> {
    let text = text_of(bytes, forced);
    let format = text.as_deref().map(|text| Format::of(name, text));
    if let (Some(text), Some(Format::Json | Format::JsonLines)) = (&text, format) {
        let found = records::original(text, id);
        return Ok(found.and_then(|(lines, page)| {
            let extraction =
                Extraction { articles: page.articles, dropped: page.dropped, warnings: Vec::new() };
            Original::of(&lines, &extraction, id)
        }));
    }
    let extraction = extract(name, bytes, forced)?;
    let lines = match (text, format) {
        (Some(text), Some(Format::Text | Format::Layer | Format::Markdown)) => {
            Clean::from_owned(text)
        }
        (Some(text), Some(Format::Html)) => html::lines(&text),
        _ => what_is_known(&extraction),
    };
    Ok(Original::of(&lines, &extraction, id))
}

/// The lines of a format that has no text layer of its own to show: its articles as they are, and
/// below them what was dropped.
fn what_is_known(extraction: &Extraction) -> Clean {
    let articles = extraction.articles.iter().map(Article::text);
    let parts: Vec<&str> = articles.chain(&extraction.dropped).map(Clean::as_str).collect();
    Clean::text(&parts.join("\n"))
}

impl Original {
    /// Traces `lines` through what extraction made of them.
    fn of(lines: &Clean, extraction: &Extraction, id: ArticleId) -> Option<Self> {
        let this = extraction.articles.iter().position(|article| article.id == id)?;
        let traced = trace::trace(lines, extraction, this);
        let mut start = 0;
        let lines_of = |(text, traced): (&str, trace::Traced)| {
            let line = OriginalLine { start, part: traced.part, at: traced.at };
            start += text.chars().count() as u32 + 1;
            line
        };
        let found: Vec<_> = lines.split('\n').zip(traced).map(lines_of).collect();
        let mut order: Vec<usize> = (0..found.len()).filter(|&i| found[i].at.is_some()).collect();
        order.sort_by_key(|&index| found[index].at);
        let page = Article::new(sheets(lines).map(|sheet| (BlockKind::Code, sheet)));
        Some(Self { page: Arc::new(page), lines: found, order })
    }

    /// The line that holds the code point `offset` of the page.
    pub fn line_at(&self, offset: u32) -> Option<&OriginalLine> {
        self.lines.get(self.index_at(offset))
    }

    /// The lines with their text, in order.
    pub fn lines(&self) -> impl Iterator<Item = (&OriginalLine, &str)> {
        self.lines.iter().zip(self.page.text().as_str().split('\n'))
    }

    /// The place in the page where the code point `offset` of `article` stands: the article that
    /// was asked for.
    pub fn place_of(&self, article: &Article, offset: u32) -> u32 {
        let after = self.order.partition_point(|&index| self.lines[index].at <= Some(offset));
        let Some(&index) = self.order.get(after.saturating_sub(1)) else { return 0 };
        let line = self.lines[index];
        let at = line.at.unwrap_or_default();
        let ink = count_ink(article.slice(at, offset.max(at)).as_str());
        let end = self.lines.get(index + 1).map_or(self.page.chars(), |next| next.start - 1);
        skip_ink(self.page.slice(line.start, end).as_str(), ink) + line.start
    }

    /// The place in `article` where the code point `offset` of the page stands; that of the nearest
    /// line of the article where it stands in none.
    pub fn place_in(&self, article: &Article, offset: u32) -> u32 {
        let here = self.index_at(offset);
        let holds = |&index: &usize| self.lines[index].at.is_some();
        let nearest = (0..=here.min(self.lines.len().saturating_sub(1)))
            .rev()
            .find(holds)
            .or_else(|| (here..self.lines.len()).find(holds));
        let Some(line) = nearest.and_then(|index| self.lines.get(index)) else { return 0 };
        let at = line.at.unwrap_or_default();
        let own = if nearest == Some(here) { offset } else { line.start };
        let ink = count_ink(self.page.slice(line.start, own).as_str());
        let rest = article.slice(at, article.chars());
        at + skip_ink(rest.as_str(), ink)
    }

    fn index_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.start <= offset).saturating_sub(1)
    }
}

/// The text cut at line ends into blocks that are set and searched fast, where it can be before a
/// blank line, so that few passages lie across a cut. None is blank: an article has no such block.
fn sheets(text: &Clean) -> impl Iterator<Item = Clean> {
    let mut rest = text.shown();
    std::iter::from_fn(move || {
        let whole = rest.as_str();
        if whole.trim().is_empty() {
            return None;
        }
        let end = |from: usize, sign: &str| Some(from + whole.get(from..)?.find(sign)?);
        let least = whole.len().min(SHEET + whole.len() - whole.trim_start().len());
        let least = (least..=whole.len()).find(|&at| whole.is_char_boundary(at))?;
        let cut = end(least, "\n\n").filter(|&cut| cut < least + 8 * SHEET);
        let cut = cut.or_else(|| end(least, "\n"));
        // What follows the cut must not be blank to its end: it would be lost.
        let cut = cut.filter(|&cut| !whole[cut..].trim().is_empty()).unwrap_or(whole.len());
        let sheet = Clean::concat([rest.slice(0..cut)]);
        rest = rest.slice((cut + 1).min(whole.len())..whole.len());
        Some(sheet)
    })
}

/// How many letters and figures stand in `text`.
fn count_ink(text: &str) -> usize {
    text.chars().filter(|&c| is_ink(c)).count()
}

/// The code points before the letter or figure number `ink`, from 0; those before the last
/// character where there are not so many.
fn skip_ink(text: &str, ink: usize) -> u32 {
    let place = text.chars().enumerate().filter(|&(_, c)| is_ink(c)).nth(ink);
    place.map_or_else(|| text.chars().count().saturating_sub(1), |(at, _)| at) as u32
}

#[cfg(test)]
mod tests;
