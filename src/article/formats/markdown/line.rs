//! What a line of Markdown is by its marks. In comes one line, or the lines of one block, out comes
//! what the marks say of it. Refuses to know the lines around.

use super::inline;
use crate::text::han::is_han;

/// The longest line of verse, in characters; hard breaks between longer ones part paragraphs.
const VERSE_MAX: usize = 32;

/// The level and the text of a heading line. OCR forgets the blank after the marks; people who do
/// write tags (#渡口 #船) or topics (#渡口#).
pub fn heading(line: &str) -> Option<(u8, &str)> {
    if line.starts_with('\\') {
        return command(line);
    }
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let blank = text.starts_with(' ') || text.starts_with('\u{3000}');
    let forgotten = text.starts_with(is_han) && !text.contains('#');
    let text = text.trim();
    let open = text.trim_end_matches('#');
    // C# ends in no mark of a heading.
    let text = if open.ends_with(char::is_whitespace) { open.trim_end() } else { text };
    let text = without_name(text);
    ((1..=6).contains(&level) && (blank || forgotten) && !text.is_empty())
        .then_some((level as u8, text))
}

/// The level and the text of a heading in LaTeX, as OCR of papers writes it: \section*{结论}.
fn command(line: &str) -> Option<(u8, &str)> {
    const COMMANDS: [(&str, u8); 4] =
        [("title", 1), ("section", 1), ("subsection", 2), ("subsubsection", 3)];
    let (name, text) = line[1..].strip_suffix('}')?.split_once('{')?;
    let name = name.strip_suffix('*').unwrap_or(name);
    let (_, level) = COMMANDS.into_iter().find(|&(command, _)| command == name)?;
    (!text.trim().is_empty() && !text.contains(['{', '}'])).then(|| (level, text.trim()))
}

/// The text of a heading without the name or class that stands behind it: {#ship}.
fn without_name(text: &str) -> &str {
    let name = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    match name {
        Some((text, name)) if name.starts_with(['#', '.', ':']) && name.is_ascii() => text.trim(),
        _ => text,
    }
}

/// The level that a line gives to the one above it.
pub fn underline(line: &str) -> Option<u8> {
    let all = |byte: u8| line.len() >= 3 && line.bytes().all(|b| b == byte);
    if all(b'=') { Some(1) } else { all(b'-').then_some(2) }
}

/// The marks that begin a block of code, and which end it.
pub fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

/// --- or ***: a change of scene.
pub fn is_break(line: &str) -> bool {
    let bare = || line.chars().filter(|c| !c.is_whitespace());
    let first = bare().next();
    matches!(first, Some('-' | '*' | '_'))
        && bare().count() >= 3
        && bare().all(|c| Some(c) == first)
}

/// The text of a list item: without its bullet, with its number or its box.
pub fn item(line: &str) -> Option<&str> {
    if let Some(text) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Some(text.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits)
        && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")))
    .then_some(line)
}

/// What is quoted, however deep.
pub fn quoted(line: &str) -> Option<&str> {
    let mut inside = line.strip_prefix('>')?;
    while let Some(deeper) = inside.trim_start().strip_prefix('>') {
        inside = deeper;
    }
    Some(inside.strip_prefix(' ').unwrap_or(inside))
}

/// The kind of a callout, `[!note]`, at the start of a quotation, and what follows it.
pub fn callout(quotation: &str) -> Option<(&str, &str)> {
    let end = quotation.strip_prefix("[!")?.find([']', '\n'])? + "[!".len();
    let kind = quotation.get(..=end).filter(|kind| kind.ends_with(']'))?;
    let rest = &quotation[kind.len()..];
    Some((kind, rest.strip_prefix(['-', '+']).unwrap_or(rest)))
}

/// Whether a line is a row of a table by the bars at its sides.
pub fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.ends_with('|') && line.len() > 2
}

/// The line below the first row of a table, of which nothing is text: |---|:-:|
pub fn is_frame(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| "|-: ".contains(c))
}

/// The cells of a row. A bar behind a backslash parts nothing (GFM 0.29, section 4.10).
pub fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => cell.extend(chars.next()),
            '|' if chars.peek().is_some() => cells.push(std::mem::take(&mut cell)),
            '|' => {}
            _ => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

/// The label and the text of a footnote: `[^1]: 船。`
pub fn note(line: &str) -> Option<(&str, &str)> {
    let label = inline::label_of_note(line)?;
    let text = line[label.len() + 3..].strip_prefix([':', '：'])?;
    Some((label, text.trim()))
}

/// The label of a target that stands by itself: `[1]: http://example.org "渡口"`. A gloss that
/// looks like one (`[注]: 渡船`) is text.
pub fn target(line: &str) -> Option<&str> {
    let (label, target) = line.strip_prefix('[')?.split_once("]:")?;
    let target = target.trim_start();
    let (address, title) = target.split_once(' ').unwrap_or((target, ""));
    let title = title.trim();
    let quoted = ["\"\"", "''", "()"].iter().any(|marks| {
        title.len() >= 2 && title.starts_with(&marks[..1]) && title.ends_with(&marks[1..])
    });
    let leads = address.contains(['/', '#', '.', '@']) && !address.starts_with(is_han);
    let fits = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    (fits && leads && (title.is_empty() || quoted)).then_some(label)
}

/// A line that is meant for a program: a table of contents, a template, tags.
pub fn is_instruction(line: &str) -> bool {
    let between = |start: &str, end: &str| line.starts_with(start) && line.ends_with(end);
    let is_tag = |word: &str| word.len() > 1 && word.starts_with('#') && !word.ends_with('#');
    line.eq_ignore_ascii_case("[toc]")
        || line.eq_ignore_ascii_case("[[toc]]")
        || between("{{", "}}")
        || between("{%", "%}")
        || between("{:", "}")
        || line.split_whitespace().all(|word| is_tag(word) && !word[1..].starts_with(['#', ' ']))
}

/// Whether a text may hold hard breaks.
pub fn has_break(text: &str) -> bool {
    text.contains("  \n") || text.contains("\\\n") || text.contains("<br") || text.contains("<BR")
}

/// Two blanks or a backslash at the end of a line are a line break.
pub fn breaks(line: &str) -> bool {
    !line.trim().is_empty() && (line.ends_with("  ") || line.ends_with('\\'))
}

/// A line without its break.
pub fn unbroken(line: &str) -> &str {
    line.trim_end_matches('\\').trim_end()
}

/// Whether the lines of a paragraph are short and all end in a break, but the last.
pub fn is_verse(lines: &[&str]) -> bool {
    let Some((_, all)) = lines.split_last() else { return false };
    let is_short = |line: &&str| line.trim().chars().nth(VERSE_MAX).is_none();
    !all.is_empty() && all.iter().all(|line| breaks(line)) && lines.iter().all(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_tags() {
        assert_eq!(heading("## 船 ##"), Some((2, "船")));
        assert_eq!(heading("#船来了"), Some((1, "船来了")));
        assert_eq!(heading("# 学习 C#"), Some((1, "学习 C#")));
        assert_eq!(heading("# 船 {#ship}"), Some((1, "船")));
        assert_eq!(heading("#读书 #渡口"), None);
        assert_eq!(heading("#渡口#"), None);
        assert!(is_instruction("#读书 #渡口") && is_instruction("[TOC]"));
        assert!(!is_instruction("#渡口#") && !is_instruction("[船]"));
    }

    #[test]
    fn rows_have_cells() {
        assert_eq!(cells("| 船 | 数 |"), [" 船 ", " 数 "]);
        assert_eq!(cells("船 | `a\\|b` | "), ["船 ", " `a|b` "]);
        assert_eq!(cells("|"), [""]);
        assert!(is_frame("---|:-:") && is_frame("|---|") && !is_frame("---") && !is_frame("| |"));
    }

    #[test]
    fn targets_are_told_from_glosses() {
        assert_eq!(target("[1]: http://example.org '渡口'"), Some("1"));
        assert_eq!(target("[渡口]: a.md"), Some("渡口"));
        assert_eq!(target("[注]: 渡船"), None);
        assert_eq!(target("[注]: 见 a.md 一文"), None);
        assert_eq!(note("[^1]: 船。"), Some(("1", "船。")));
        assert_eq!(note("[^1] 船。"), None);
    }

    #[test]
    fn quotations_and_callouts() {
        assert_eq!(quoted("> > 船"), Some("船"));
        assert_eq!(quoted(">"), Some(""));
        assert_eq!(callout("[!note]- 注意\n船"), Some(("[!note]", " 注意\n船")));
        assert_eq!(callout("[船]"), None);
    }

    #[test]
    fn verse_is_short() {
        assert!(is_verse(&["日落江边树  ", "风吹渡口船"]));
        assert!(!is_verse(&["日落江边树", "风吹渡口船"]));
        assert!(!is_verse(&[&("船".repeat(40) + "  "), "船"]));
        assert_eq!(fence("```rust"), Some("```"));
        assert_eq!(fence("````"), Some("````"));
        assert_eq!(fence("```a```"), None);
    }
}
