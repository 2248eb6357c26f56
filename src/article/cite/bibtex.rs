//! Entries of BibTeX files. Chinese stays Chinese, as in every file that a program of today reads; the
//! signs of TeX are written so that they stand for themselves.

use super::{Medium, Passage, Reference};
use crate::text::{han, pinyin};

/// How much of a name or a title goes into the key: so many letters, or Han for four of them.
const KEY_MAX: usize = 16;
const KEY_HAN: usize = 4;

/// The entry. Both `year`, which BibTeX knows, and `date`, which biblatex does; in `annote`, which
/// styles do not print, the passage.
pub fn entry(of: &Reference, passage: Option<Passage<'_>>) -> String {
    let (kind, source_field) = match of.medium {
        Medium::Newspaper | Medium::Journal => ("article", "journal"),
        Medium::Book => ("incollection", "booktitle"),
        Medium::Web | Medium::Other => ("misc", "howpublished"),
    };
    // A second brace keeps the case of Latin words.
    let title = of.title.as_ref().map(|title| format!("{{{}}}", escaped(title.as_str())));
    let accessed = of.url.as_ref().and(Some(&of.accessed)).filter(|day| !day.is_empty());
    let fields = [
        ("author", authors(of)),
        ("title", title),
        (source_field, of.source.as_deref().map(escaped)),
        ("year", of.year().map(str::to_owned)),
        ("date", of.full_date().map(str::to_owned)),
        ("url", of.url.as_deref().map(address)),
        ("urldate", accessed.cloned()),
        ("annote", passage.map(annotation)),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let lines = fields.map(|(name, value)| format!("  {name} = {{{value}}},\n"));
    format!("@{kind}{{{},\n{}}}", key(of), lines.collect::<String>())
}

/// A key that tells author or source, year and title, and that no other article has: the last four
/// digits are of the article's id.
fn key(of: &Reference) -> String {
    let name = of.authors.first().or(of.source.as_ref()).map(|name| spelt(name));
    let title = of.title.as_ref().map(|title| spelt(title.as_str()));
    let id = of.id.to_string();
    let id = &id[id.len() - 4..];
    let parts = [name.as_deref(), of.year(), title.as_deref(), Some(id)];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The beginning of a text in ASCII letters and digits, Han in pinyin.
fn spelt(text: &str) -> String {
    let mut out = String::new();
    let mut size = 0;
    for c in text.chars() {
        if size >= KEY_MAX {
            break;
        }
        if let Some(syllable) = pinyin::syllables(c).next() {
            // ü is typed as v.
            out.extend(syllable.chars().map(|c| if c == 'ü' { 'v' } else { c }));
        } else if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else {
            continue;
        }
        size += if han::is_han(c) { KEY_HAN } else { 1 };
    }
    out.retain(|c| c.is_ascii_alphanumeric());
    out
}

/// The authors. A name that BibTeX would take apart stands in braces.
fn authors(of: &Reference) -> Option<String> {
    let name = |name: &String| {
        let is_list = name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
        if is_list { format!("{{{}}}", escaped(name)) } else { escaped(name) }
    };
    (!of.authors.is_empty()).then(|| of.authors.iter().map(name).collect::<Vec<_>>().join(" and "))
}

fn annotation(passage: Passage<'_>) -> String {
    let place = super::note::place(passage).map(|place| place + "：").unwrap_or_default();
    let text = passage.text.as_str().split('\n').map(escaped).collect::<Vec<_>>().join("\n\n");
    format!("{place}{text}")
}

/// Text in which no sign means anything to TeX. BibTeX counts braces even behind a backslash, so
/// they are written as words.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '%' | '&' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// An address as it is, but for the braces that would end the field.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D")
}
