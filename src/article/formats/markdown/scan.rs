//! The marks that programs which read scanned pages leave in Markdown: pages, framed pictures, tables
//! of HTML. In comes a line, out comes what it marks. Refuses any line that holds running text.

use crate::article::formats::table;
use crate::article::reflow;
use crate::article::space;

/// What a line marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A picture in a frame.
    Picture,
    /// Where a page ends, or its number.
    Page,
    /// The text that is centred below a picture.
    Caption(String),
    /// The rows of a table, a line each.
    Table(String),
}

/// What `line` marks; `None` where it is text.
pub fn mark(line: &str) -> Option<Mark> {
    match line.chars().next()? {
        '<' if line.ends_with('>') => tagged(line),
        '{' if is_separator(line) => Some(Mark::Page),
        _ if reflow::is_page_number(line) => Some(Mark::Page),
        _ => None,
    }
}

/// {12}------
fn is_separator(line: &str) -> bool {
    line.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(page, rule)| {
        page.bytes().all(|byte| byte.is_ascii_digit())
            && rule.len() >= 3
            && rule.bytes().all(|byte| byte == b'-')
    })
}

/// A line between tags.
fn tagged(line: &str) -> Option<Mark> {
    let name = |tag: &str| line.get(1..=tag.len()).is_some_and(|start| start == tag);
    if name("table") && line.ends_with("</table>") {
        return Some(Mark::Table(rows(line)));
    }
    if name("div") && line.contains("<img ") {
        return bare(line).is_empty().then_some(Mark::Picture);
    }
    if !(name("div") || name("center")) {
        return None;
    }
    let text = space::tidy(&bare(line));
    if text.is_empty() { Some(Mark::Page) } else { Some(Mark::Caption(text)) }
}

/// A row a line.
fn rows(html: &str) -> String {
    let rows = html.split("</tr>").map(|row| {
        let cells: Vec<String> = row
            .split("</td>")
            .flat_map(|cell| cell.split("</th>"))
            .map(|cell| space::tidy(&bare(cell)))
            .collect();
        table::row(cells.iter().map(String::as_str))
    });
    rows.filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The text outside the tags.
fn bare(line: &str) -> String {
    let mut depth = 0_u32;
    let mut text = String::new();
    for c in line.chars() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            _ if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_text() {
        for (line, expected) in [
            ("<div style=\"text-align: center;\"><img src=\"a.jpg\" /></div>", Some(Mark::Picture)),
            ("<div align=\"center\">渡船靠岸</div>", Some(Mark::Caption("渡船靠岸".into()))),
            ("{3}------------", Some(Mark::Page)),
            ("- 12 -", Some(Mark::Page)),
            (
                "<table><tr><td>船</td><td>票价</td></tr><tr><td>甲</td><td>2</td></tr></table>",
                Some(Mark::Table("船 | 票价\n甲 | 2".into())),
            ),
            ("- 12 条船", None),
            ("{船}", None),
            ("<b>渡船</b>", None),
        ] {
            assert_eq!(mark(line), expected, "{line}");
        }
    }
}
