//! A file an article: Markdown as Obsidian keeps it, and Org. In come marks and what a file holds
//! already, out comes what it is to hold. A piece of ours is known by its name and by a fingerprint
//! of what we wrote: one that a person changed is left as it is, and all else in the file is
//! theirs.

use std::fmt::Write;
use std::ops::Range;

use super::{Entry, Format, one_line};
use crate::article::ArticleId;
use crate::notes::record::Extent;

/// The file of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, fit for every file system.
    pub name: String,
    format: Format,
    head: String,
    pieces: Vec<Piece>,
}

/// A mark as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// Letters, digits and hyphens, which is all that a block of Obsidian may be called by.
    name: String,
    /// With a place for the fingerprint, see [`FINGERPRINT`].
    text: String,
}

/// Stands in a piece where its fingerprint goes; no text holds it, as it is a control character.
const FINGERPRINT: char = '\u{1}';

/// The most characters of a title that go into the name of a file: with the id it stays below the
/// 255 bytes of most file systems.
const NAME_MAX: usize = 60;

/// The files of these marks, an article each, in the order of its first mark.
pub fn files(format: Format, entries: &[Entry]) -> Vec<File> {
    let mut articles: Vec<(ArticleId, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let id = entry.mark.document.article;
        match articles.iter_mut().find(|(known, _)| *known == id) {
            Some((_, of)) => of.push(entry),
            None => articles.push((id, vec![entry])),
        }
    }
    articles.iter().map(|(id, entries)| file(format, *id, entries)).collect()
}

fn file(format: Format, id: ArticleId, entries: &[&Entry]) -> File {
    let title = entries.first().map(|entry| one_line(entry.title())).unwrap_or_default();
    let (end, head) = match format {
        Format::Org => ("org", org::head(&title, id, entries)),
        _ => ("md", obsidian::head(&title, id, entries)),
    };
    let piece = |entry: &&Entry| {
        let name = format!("duben-{}", entry.mark.id)
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect::<String>();
        let text = match format {
            Format::Org => org::piece(entry, &name),
            _ => obsidian::piece(entry, &name),
        };
        Piece { name, text }
    };
    // What other systems do not take, and what Obsidian's links stumble over.
    let barred = |c: char| c.is_control() || "/\\:*?\"<>|#^[]%".contains(c);
    let stem: String = title.chars().filter(|&c| !barred(c)).take(NAME_MAX).collect();
    let stem = stem.trim_matches(['.', ' ']);
    let short = &id.to_string()[..6];
    let name = format!("{stem}{}{short}.{end}", if stem.is_empty() { "" } else { " " });
    File { name, format, head, pieces: entries.iter().map(piece).collect() }
}

impl File {
    /// What the file is to hold where it holds `existing`: pieces that nobody touched are brought up
    /// to date, new ones come to the end, and nothing else changes. With nothing there it is made
    /// whole.
    pub fn merge(&self, existing: &str) -> String {
        let mut text =
            if existing.trim().is_empty() { self.head.clone() } else { existing.to_owned() };
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        for piece in &self.pieces {
            let ours = sealed(&piece.text).trim_end().replace('\n', end);
            match find(self.format, &text, &piece.name) {
                Some(range) if is_untouched(&text[range.clone()]) => {
                    text.replace_range(range, &ours);
                }
                Some(_) => {}
                None => {
                    while !text.is_empty() && !text.ends_with(&end.repeat(2)) {
                        text.push_str(end);
                    }
                    text.push_str(&ours);
                    text.push_str(end);
                }
            }
        }
        text
    }
}

/// A piece with its fingerprint in its place.
fn sealed(text: &str) -> String {
    let print = fingerprint(&text.replace(FINGERPRINT, ""));
    text.replace(FINGERPRINT, &print)
}

/// Whether a piece is as we wrote it. How its lines end, and blanks there, are nobody's words.
fn is_untouched(piece: &str) -> bool {
    let Some((from, to)) = printed(piece) else { return false };
    let bare = format!("{}{}", &piece[..from], &piece[to..]);
    fingerprint(&bare) == piece[from..to]
}

/// The place of the fingerprint: hexadecimal digits after `duben:`.
fn printed(piece: &str) -> Option<(usize, usize)> {
    let from = piece.find("duben:")? + "duben:".len();
    let end = piece[from..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(piece.len() - from);
    (end == 16).then_some((from, from + end))
}

fn fingerprint(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    ArticleId::of(&lines.join("\n")).to_string()
}

/// Where a piece stands in a file: its bytes.
fn find(format: Format, text: &str, name: &str) -> Option<Range<usize>> {
    match format {
        Format::Org => org::find(text, name),
        _ => obsidian::find(text, name),
    }
}

mod obsidian {
    //! A callout with a block id below it (Obsidian help, "Link to a block in a note").

    use super::{ArticleId, Entry, Extent, FINGERPRINT, Range, Write, one_line};

    pub fn head(title: &str, id: ArticleId, entries: &[&Entry]) -> String {
        let mut head = String::from("---\n");
        let mut put = |key: &str, value: &str| {
            if !value.is_empty() {
                let quoted = serde_json::to_string(value).unwrap_or_default();
                let _ = writeln!(head, "{key}: {quoted}");
            }
        };
        put("title", title);
        if let Some(reference) = entries.iter().find_map(|entry| entry.reference) {
            put("author", &reference.authors.join("、"));
            put("source", reference.source.as_deref().unwrap_or_default());
            put("date", reference.date.as_deref().unwrap_or_default());
            put("url", reference.url.as_deref().unwrap_or_default());
        }
        put("duben", &id.to_string());
        let _ = write!(head, "---\n\n# {}\n", crate::notes::print::escape(title));
        head
    }

    pub fn piece(entry: &Entry, name: &str) -> String {
        let mark = entry.mark;
        let facts: Vec<&str> =
            [entry.day(), &*mark.color].into_iter().filter(|fact| !fact.is_empty()).collect();
        let mut lines = vec![format!("> [!quote] {} %%duben:{FINGERPRINT}%%", facts.join(" · "))];
        let more = if mark.selector.extent == Extent::Place { "……" } else { "" };
        lines.extend(
            mark.selector
                .exact
                .lines()
                .map(|line| format!("> {}{more}", crate::notes::print::escape(line))),
        );
        if !mark.note.trim().is_empty() {
            lines.push(">".to_owned());
            lines.extend(mark.note.trim().lines().map(|line| format!("> {line}")));
        }
        if !mark.tags.is_empty() {
            let tag = |tag: &crate::text::Clean| format!("#{}", one_line(tag).replace(' ', "-"));
            let tags: Vec<String> = mark.tags.iter().map(tag).collect();
            lines.extend([">".to_owned(), format!("> {}", tags.join(" "))]);
        }
        lines.push(format!("\n^{name}"));
        lines.join("\n")
    }

    /// From the first line of the quotation above the block id to its end.
    pub fn find(text: &str, name: &str) -> Option<Range<usize>> {
        let id = format!("^{name}");
        let mut start = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end();
            if bare.starts_with("> [!quote]") {
                start = Some(at);
            } else if bare == id {
                return Some(start?..at + bare.len());
            } else if !bare.is_empty() && !bare.starts_with('>') {
                start = None;
            }
            at += line.len();
        }
        None
    }
}

mod org {
    //! A headline with a property drawer (Org manual, "Property Syntax").

    use super::{ArticleId, Entry, FINGERPRINT, Range, Write, one_line};

    /// The most characters of a passage that make a headline.
    const HEADLINE_MAX: usize = 30;

    pub fn head(title: &str, id: ArticleId, entries: &[&Entry]) -> String {
        let mut head = format!("#+title: {title}\n");
        if let Some(reference) = entries.iter().find_map(|entry| entry.reference) {
            let authors = reference.authors.join("、");
            for (key, value) in [
                ("author", Some(authors.as_str())),
                ("source", reference.source.as_deref()),
                ("date", reference.date.as_deref()),
                ("url", reference.url.as_deref()),
            ] {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    let _ = writeln!(head, "#+{key}: {value}");
                }
            }
        }
        let _ = writeln!(head, "#+duben: {id}");
        head
    }

    pub fn piece(entry: &Entry, name: &str) -> String {
        let mark = entry.mark;
        let quote = one_line(&mark.selector.exact);
        let mut headline: String = quote.chars().take(HEADLINE_MAX).collect();
        if headline.len() < quote.len() {
            headline.push('…');
        }
        let tag = |tag: &crate::text::Clean| {
            tag.chars()
                .map(|c| if c.is_alphanumeric() || "_@#%".contains(c) { c } else { '_' })
                .collect::<String>()
        };
        let tags: Vec<String> = mark.tags.iter().map(tag).collect();
        let tags = if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) };
        let mut out = format!("* {headline}{tags}\n:PROPERTIES:\n:CUSTOM_ID: {name}\n");
        let _ = writeln!(out, ":SEAL: duben:{FINGERPRINT}");
        for (key, value) in [("CREATED", entry.day()), ("COLOR", &*mark.color)] {
            if !value.is_empty() {
                let _ = writeln!(out, ":{key}: {value}");
            }
        }
        out.push_str(":END:\n#+begin_quote\n");
        // A line that would be a headline or a keyword gets a comma (Org manual, "Literal Examples").
        for line in mark.selector.exact.lines() {
            let comma =
                if line.starts_with(['*', ',']) || line.starts_with("#+") { "," } else { "" };
            let _ = writeln!(out, "{comma}{line}");
        }
        out.push_str("#+end_quote\n");
        for line in mark.note.trim().lines() {
            let space = if line.starts_with('*') { " " } else { "" };
            let _ = writeln!(out, "{space}{line}");
        }
        out
    }

    /// From the headline above the drawer to the next headline.
    pub fn find(text: &str, name: &str) -> Option<Range<usize>> {
        let id = format!(":CUSTOM_ID: {name}");
        let (mut start, mut at) = (None, 0);
        let mut found = None;
        for line in text.split_inclusive('\n') {
            let is_headline =
                line.trim_start_matches('*').starts_with(' ') && line.starts_with('*');
            if is_headline {
                if let Some(from) = found {
                    return Some(from..text[..at].trim_end().len());
                }
                start = Some(at);
            } else if line.trim_end() == id {
                found = Some(start?);
            }
            at += line.len();
        }
        found.map(|from| from..text.trim_end().len())
    }
}
