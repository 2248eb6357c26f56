//! Marks as others read them: rows for `--json` and Markdown for people. In come marks and where
//! they were found, out comes text. Refuses to know where it goes.

use std::fmt::Write;

use serde::Serialize;

use super::log::Mark;
use super::record::Extent;
use crate::text::Clean;

/// A mark as `duben notes list --json` prints it. The names and the order of the keys are stable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row<'a> {
    pub id: &'a str,
    /// The id of the article it was made in.
    pub article: String,
    pub path: &'a str,
    pub kind: &'static str,
    pub quote: &'a str,
    /// Markdown, null where there is none.
    pub note: Option<&'a str>,
    pub tags: &'a [Clean],
    pub color: Option<&'a str>,
    /// What [`super::Whereabouts::name`] says; null where no library was asked.
    pub state: Option<&'static str>,
    pub created: &'a str,
}

/// The row of a mark with its state in a library, if there is one.
pub fn row<'a>(mark: &'a Mark, state: Option<&'static str>) -> Row<'a> {
    let filled = |text: &'a Clean| Some(text.as_str()).filter(|text| !text.is_empty());
    Row {
        id: &mark.id,
        article: mark.document.article.to_string(),
        path: &mark.document.path,
        kind: mark.kind.name(),
        quote: mark.words(),
        note: filled(&mark.note),
        tags: &mark.tags,
        color: filled(&mark.color),
        state,
        created: &mark.created,
    }
}

/// The marks as a Markdown document: a heading an article, then the quotes with their notes. The
/// marks of one article must follow each other, as [`super::Notebook::marks`] has them.
pub fn markdown<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> String {
    let mut out = String::new();
    let mut article = None;
    for mark in marks {
        let document = &mark.document;
        if article.replace(document.article) != Some(document.article) {
            if !out.is_empty() {
                out.push('\n');
            }
            let title = if document.title.is_empty() { &document.path } else { &document.title };
            push_line(&mut out, format_args!("# {}", escape(&title.replace('\n', " "))));
            if !document.path.is_empty() && !document.title.is_empty() {
                push_line(&mut out, format_args!("\n{}", escape(&document.path)));
            }
        }
        out.push('\n');
        push_mark(&mut out, mark);
    }
    out
}

fn push_mark(out: &mut String, mark: &Mark) {
    for line in mark.words().lines() {
        let line = escape(line);
        let more = if mark.selector.extent == Extent::Place { "……" } else { "" };
        push_line(out, format_args!("> {line}{more}"));
    }
    if !mark.note.trim().is_empty() {
        push_line(out, format_args!("\n{}", mark.note.trim_end()));
    }
    let facts: Vec<_> = mark
        .letter()
        .map(|letter| format!("'{letter}"))
        .into_iter()
        .chain(mark.tags.iter().map(|tag| format!("#{}", tag.replace(char::is_whitespace, "-"))))
        .chain(Some(mark.color.to_string()).filter(|color| !color.is_empty()))
        .chain(mark.created.get(..10).map(str::to_owned))
        .collect();
    if !facts.is_empty() {
        push_line(out, format_args!("\n{}", facts.join(" · ")));
    }
}

fn push_line(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("a string takes all that is written");
}

/// A line of plain text as Markdown that shows it unchanged (CommonMark section 2.4).
pub(super) fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let body = line.trim_start();
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in body.char_indices() {
        let opens_a_block = (at == 0 && matches!(c, '-' | '+' | '=' | '~'))
            || (at == digits && digits > 0 && matches!(c, '.' | ')'));
        if opens_a_block
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '#' | '>' | '|')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Data, Document, Kind, Notebook, Selector, log::Change};
    use super::*;
    use crate::article::ArticleId;

    fn clean(text: &str) -> Clean {
        Clean::text(text)
    }

    fn notebook() -> Notebook {
        let mut notebook = Notebook::default();
        let place = Selector { extent: Extent::Place, ..Selector::default() };
        for (title, kind, exact, selector, note, tags) in [
            (
                "渡口",
                Kind::Note,
                "摆渡人收篙\n*靠岸*",
                Selector::default(),
                "为何**收**篙？",
                &["江"][..],
            ),
            ("渡口", Kind::Bookmark, "- 潮水退了", Selector { start: 9, ..place }, "", &[]),
            ("", Kind::Highlight, "1. 第一", Selector::default(), "", &["a b", "c"]),
        ] {
            let document = Document {
                article: ArticleId::of(title),
                title: clean(title),
                path: clean(&format!("a/{title}.txt")),
            };
            let data = Data {
                kind: Some(kind),
                document: Some(document),
                selector: Some(Selector { exact: clean(exact), ..selector }),
                note: Some(clean(note)),
                tags: Some(tags.iter().map(|tag| clean(tag)).collect()),
                color: (kind == Kind::Highlight).then(|| clean("green")),
                ..Data::default()
            };
            let record = notebook.record(Change::add(data), "w", "2026-03-01T08:00:00Z");
            notebook.apply(record);
        }
        notebook
    }

    #[test]
    fn a_row_has_stable_keys() {
        let notebook = notebook();
        let mark = notebook.get("w-1").expect("is there");
        let json = serde_json::to_string(&row(mark, Some("orphan"))).expect("is JSON");
        let article = ArticleId::of("渡口");
        assert_eq!(
            json,
            format!(
                r#"{{"id":"w-1","article":"{article}","path":"a/渡口.txt","kind":"note","quote":"摆渡人收篙\n*靠岸*","note":"为何**收**篙？","tags":["江"],"color":null,"state":"orphan","created":"2026-03-01T08:00:00Z"}}"#
            )
        );
        assert_eq!(row(mark, None).state, None);
    }

    #[test]
    fn markdown_has_an_article_a_heading() {
        insta::assert_snapshot!(markdown(notebook().marks()), @r"
        # a/.txt

        > 1\. 第一

        #a-b · #c · green · 2026-03-01

        # 渡口

        a/渡口.txt

        > 摆渡人收篙
        > \*靠岸\*

        为何**收**篙？

        #江 · 2026-03-01

        > \- 潮水退了……

        2026-03-01
        ");
    }
}
