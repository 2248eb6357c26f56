//! Articles to Markdown that says all of them. In comes an article, out comes CommonMark in which
//! each kind of block has a mark of its own, and no text looks like a mark. Refuses to know how it
//! is read again: that is `formats/extracted/markdown.rs`, which has to change with this file.
//!
//! The front matter names duben once a file. Each article has its title as the only heading of the
//! first level and its facts in a line below, where any viewer shows them: a block of YAML for each
//! would be a heading and a rule to all programs but pandoc.

use super::{FACTS, Place, stated};
use crate::article::{Article, Block, BlockKind};

/// What opens a file that duben printed.
pub const FRONT: &str = "---\ngenerator: duben\n---\n";

/// The line between two articles.
pub const ARTICLE_END: &str = "***";

/// What stands before a title that was made from the text, as in lists of articles.
pub const INFERRED: char = '~';

/// The kinds of blocks that are emphasised, and how. The longer signs come first.
pub const EMPHASISED: [(BlockKind, &str); 4] = [
    (BlockKind::Kicker, "__"),
    (BlockKind::Subtitle, "**"),
    (BlockKind::Caption, "_"),
    (BlockKind::Attribution, "*"),
];

/// The mark that the first line of a block opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `#` and a blank; the number of the signs.
    Heading(usize),
    /// `>`
    Quote,
    /// `- `
    Bullet,
    /// `12. ` or `12) `
    Number,
    None,
}

impl Mark {
    /// The mark of a line.
    pub fn of(line: &str) -> Self {
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if level > 0 && line[level..].starts_with(' ') {
            Self::Heading(level)
        } else if line.starts_with('>') {
            Self::Quote
        } else if line.starts_with("- ") {
            Self::Bullet
        } else if number(line).is_some() {
            Self::Number
        } else {
            Self::None
        }
    }
}

/// How long the number is that makes a line the item of a list, without the sign behind it
/// (CommonMark 0.31, section 5.2).
fn number(line: &str) -> Option<usize> {
    let digits = line.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let sign = line[digits..].starts_with(['.', ')']);
    let ends = sign && (line.len() == digits + 1 || line[digits + 1..].starts_with(' '));
    ((1..=9).contains(&digits) && ends).then_some(digits)
}

/// An article as Markdown: a title, a line of facts, paragraphs.
pub fn markdown(article: &Article, place: Place) -> String {
    let mut out = match place {
        Place::First => format!("{FRONT}\n"),
        Place::Later => format!("\n{ARTICLE_END}\n\n"),
    };
    let start = out.len();
    let blocks = article.blocks();
    let over = blocks.iter().take_while(|block| block.kind == BlockKind::Kicker).count();
    let head = blocks.iter().take_while(|block| block.kind.is_head()).count();
    for block in &blocks[..over] {
        push(&mut out, start, &marked(article, block));
    }
    if let Some(title) = &article.inferred_title
        && article.part(BlockKind::Title).is_none()
    {
        push(&mut out, start, &format!("# {INFERRED}{}", one_line(title)));
    }
    for block in &blocks[over..head] {
        push(&mut out, start, &marked(article, block));
    }
    push(&mut out, start, &facts(article));
    let mut before = None;
    for block in &blocks[head..] {
        // Items of a list stand together.
        if before.replace(block.kind) == Some(BlockKind::List) && block.kind == BlockKind::List {
            out.push_str(&marked(article, block));
            out.push('\n');
        } else {
            push(&mut out, start, &marked(article, block));
        }
    }
    out
}

/// Appends a block, a blank line before it.
fn push(out: &mut String, start: usize, block: &str) {
    if block.is_empty() {
        return;
    }
    if out.len() > start {
        out.push('\n');
    }
    out.push_str(block);
    out.push('\n');
}

fn facts(article: &Article) -> String {
    let stated = FACTS.iter().zip(stated(article)).filter_map(|(label, fact)| {
        let fact = fact?;
        Some(format!("**{label}**：{}", one_line(fact)))
    });
    stated.collect::<Vec<_>>().join("　")
}

/// A block with the marks of its kind.
fn marked(article: &Article, block: &Block) -> String {
    let text = article.block_text(block).as_str();
    let sign = EMPHASISED.iter().find(|(kind, _)| *kind == block.kind).map(|(_, sign)| *sign);
    match block.kind {
        BlockKind::Title => format!("# {}", one_line(text)),
        BlockKind::Heading => format!("## {}", one_line(text)),
        BlockKind::Verse => verse(text),
        BlockKind::List => match number(text) {
            Some(digits) => {
                let (number, text) = text.split_at(digits + 1);
                match text.strip_prefix(' ') {
                    Some(text) => format!("{number} {}", broken(text, &" ".repeat(digits + 2))),
                    None => number.to_owned(),
                }
            }
            None => format!("- {}", broken(text, "  ")),
        },
        BlockKind::Quote => format!("> {}", broken(text, "> ")),
        BlockKind::Code => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            format!("{fence}\n{text}\n{fence}")
        }
        BlockKind::Body
        | BlockKind::Kicker
        | BlockKind::Subtitle
        | BlockKind::Caption
        | BlockKind::Attribution => {
            let sign = sign.unwrap_or_default();
            format!("{sign}{}{sign}", broken(text, ""))
        }
    }
}

/// Verse: two blanks at the end of each line keep it, that of the last tells verse from prose.
fn verse(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\\".to_owned() } else { escaped(line) + "  " };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Text that keeps its lines by backslashes. `indent` stands before all but the first.
fn broken(text: &str, indent: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join(&format!("\\\n{indent}"))
}

/// Text that has to stand in one line.
fn one_line(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("&#10;")
}

/// A line of text in which nothing is a mark of CommonMark, nor of what is common besides: strikes,
/// tables, footnotes, links of wikis, definitions. Marks are escaped only where they would be one.
pub fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut before = None;
    let dot = number(line);
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        if matches!(c, ' ') && (at == 0 || rest.is_empty()) {
            out.push_str("&#32;");
        } else {
            if is_mark(c, before, rest) || Some(at) == dot {
                out.push('\\');
            }
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// Whether `c` would be a mark between what stands before it in its line and `rest`.
fn is_mark(c: char, before: Option<char>, rest: &str) -> bool {
    let next = rest.chars().next();
    let opens = before.is_none()
        && match c {
            '#' | '>' | '|' => true,
            '-' | '+' | '=' | ':' => next.is_none_or(|next| next == ' ' || next == c),
            _ => false,
        };
    let marks = match c {
        // It would close a heading.
        '#' => before == Some(' ') && rest.bytes().all(|byte| byte == b'#'),
        '\\' | '`' | '*' | '~' => true,
        // Within a word it is a letter.
        '_' => ![before, next].iter().all(|c| c.is_some_and(char::is_alphanumeric)),
        '[' => matches!(next, Some('[' | '^' | '!')),
        ']' => matches!(next, Some('(' | '[' | ':')),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => {
            let name = |c: &char| c.is_ascii_alphanumeric() || *c == '#';
            let length = rest.chars().take(32).take_while(name).count();
            length > 0 && rest[length..].starts_with(';')
        }
        _ => false,
    };
    opens || marks
}
