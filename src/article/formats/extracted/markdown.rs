//! The Markdown that `duben extract` prints, read again as it was. In comes the text below its front
//! matter, out come the articles: each block is what its mark says, and no mark has two meanings.
//! Lines that a person has wrapped since are joined. Refuses to know what CommonMark knows besides.

use std::borrow::Cow;

use crate::article::compose::Page;
use crate::article::print::markdown::{ARTICLE_END, EMPHASISED, FRONT, INFERRED, Mark};
use crate::article::print::{FACTS, credited};
use crate::article::{Article, BlockKind, space};
use crate::text::Clean;

/// The text below the front matter that says who printed it, where it does.
pub fn body(text: &str) -> Option<&str> {
    text.strip_prefix(FRONT)
}

/// Reads what stands below the front matter.
pub fn read(text: &str) -> Page {
    let mut page = Page { articles: Vec::new(), dropped: vec![Clean::line(FRONT.trim())] };
    let mut rest = text;
    let mut draft = Draft::default();
    while let Some(block) = next_block(&mut rest) {
        // Two files that were put together have two front matters.
        if block == ARTICLE_END || FRONT.trim_end() == block {
            page.articles.extend(std::mem::take(&mut draft).finish());
            page.dropped.push(Clean::line(block));
        } else {
            draft.take(block, &mut page.dropped);
        }
    }
    page.articles.extend(draft.finish());
    page
}

/// Takes the lines of the first block off `text`.
fn next_block<'a>(text: &mut &'a str) -> Option<&'a str> {
    while let Some((line, rest)) = text.split_once('\n')
        && is_blank(line)
    {
        *text = rest;
    }
    if is_blank(text) {
        return None;
    }
    let end = match fence(first_line(text)) {
        Some(fence) => end_of_code(text, fence),
        None => end_of_lines(text),
    };
    let (block, rest) = text.split_at(end);
    *text = rest;
    Some(block.strip_suffix('\n').unwrap_or(block))
}

/// Where the code ends that `text` opens with: behind the line of its fence, or nowhere.
fn end_of_code(text: &str, fence: &str) -> usize {
    let mut end = first_line(text).len() + 1;
    for line in text.get(end..).unwrap_or_default().split_inclusive('\n') {
        end += line.len();
        if line.trim_end() == fence {
            break;
        }
    }
    end.min(text.len())
}

/// Where the lines end that make a block: at a blank one, or where a block begins that needs none
/// before it.
fn end_of_lines(text: &str) -> usize {
    let mut end = 0;
    let first = Mark::of(first_line(text));
    for line in text.split_inclusive('\n') {
        let mark = Mark::of(first_line(line));
        let goes_on = match first {
            Mark::Heading(_) => end == 0,
            Mark::Quote => mark == Mark::Quote,
            _ => end == 0 || (mark == Mark::None && fence(line).is_none()),
        };
        if is_blank(line) || !goes_on {
            break;
        }
        end += line.len();
    }
    end
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\n'))
}

fn fence(line: &str) -> Option<&str> {
    let length = line.bytes().take_while(|&byte| byte == b'`').count();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

/// An article in the making.
#[derive(Default)]
struct Draft {
    parts: Vec<(BlockKind, Clean)>,
    inferred: Option<Clean>,
    /// Facts as they are stated, in the order of [`FACTS`]; an empty one says that there is none.
    stated: [Option<Clean>; FACTS.len()],
}

impl Draft {
    fn take(&mut self, block: &str, dropped: &mut Vec<Clean>) {
        if let Some(fence) = fence(first_line(block)) {
            let inside = block.split_once('\n').unwrap_or_default().1;
            let code = inside.strip_suffix(fence).unwrap_or(inside);
            return self.push(BlockKind::Code, code.strip_suffix('\n').unwrap_or(code));
        }
        match Mark::of(block) {
            Mark::Heading(1) => {
                let title = block[1..].trim_start_matches(' ');
                match title.strip_prefix(INFERRED) {
                    Some(title) => self.inferred = Some(Clean::from_owned(meant(title))),
                    None => self.push(BlockKind::Title, &meant(title)),
                }
            }
            Mark::Heading(level) => {
                self.push(BlockKind::Heading, &meant(block[level..].trim_start_matches(' ')));
            }
            Mark::Quote => {
                let inside = |line| unindented(str::strip_prefix(line, '>').unwrap_or(line));
                self.push(BlockKind::Quote, &lines(block.split('\n').map(inside)));
            }
            Mark::Bullet => {
                let inside = block[1..].split('\n').map(unindented);
                self.push(BlockKind::List, &lines(inside));
            }
            Mark::Number => self.push(BlockKind::List, &lines(block.split('\n').map(unindented))),
            Mark::None => self.paragraph(block, dropped),
        }
    }

    fn paragraph(&mut self, block: &str, dropped: &mut Vec<Clean>) {
        if self.state(block) {
            dropped.push(Clean::line(block));
            return;
        }
        if let Some(verse) = verse(block) {
            return self.push(BlockKind::Verse, &verse);
        }
        for (kind, mark) in EMPHASISED {
            let inside = block.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
            if let Some(inside) = inside.filter(|inside| !inside.is_empty()) {
                return self.push(kind, &lines(inside.split('\n')));
            }
        }
        self.push(BlockKind::Body, &lines(block.split('\n')));
    }

    /// Takes the facts out of the line that states them; false where `block` is none.
    fn state(&mut self, block: &str) -> bool {
        let signs = FACTS.map(|label| format!("**{label}**："));
        if block.contains('\n') || !signs.iter().any(|sign| block.starts_with(sign)) {
            return false;
        }
        let mut at: Vec<(usize, usize)> = signs
            .iter()
            .enumerate()
            .filter_map(|(fact, sign)| Some((block.find(sign)?, fact)))
            .collect();
        at.sort_unstable();
        let ends = at.iter().skip(1).map(|&(start, _)| start).chain([block.len()]);
        for (&(start, fact), end) in at.iter().zip(ends) {
            let value = block[start + signs[fact].len()..end].trim_end_matches('\u{3000}');
            self.stated[fact] = Some(Clean::from_owned(meant(value)));
        }
        true
    }

    fn push(&mut self, kind: BlockKind, text: &str) {
        self.parts.push((kind, Clean::text(text)));
    }

    /// `None` where nothing is in it.
    fn finish(self) -> Option<Article> {
        let mut article = Article::new(self.parts);
        if article.blocks().is_empty() {
            return None;
        }
        article.inferred_title = self.inferred;
        let [date, source, author, url] = credited(&article);
        let [stated_date, stated_source, stated_author, stated_url] = self.stated;
        for (slot, stated, credited) in [
            (&mut article.date, stated_date, date),
            (&mut article.source, stated_source, source),
            (&mut article.author, stated_author, author),
            (&mut article.url, stated_url, url),
        ] {
            *slot = stated.or(credited).filter(|fact| !fact.is_empty());
        }
        Some(article)
    }
}

/// The lines of verse, each of which ends in two blanks.
fn verse(block: &str) -> Option<String> {
    let line = |line: &str| match line {
        "\\" => Some(String::new()),
        _ => line.strip_suffix("  ").map(meant),
    };
    let lines: Vec<String> = block.split('\n').map(line).collect::<Option<_>>()?;
    Some(lines.join("\n"))
}

/// Lines of text: a backslash at the end of one breaks it, any other has been wrapped by hand.
fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let (mut out, mut wrapped) = (String::new(), String::new());
    for line in lines {
        let odd = line.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1;
        let broken = if odd { line.strip_suffix('\\') } else { None };
        let line = meant(broken.unwrap_or(line));
        if wrapped.is_empty() {
            wrapped = line;
        } else {
            space::push(&mut wrapped, &line);
        }
        if broken.is_some() {
            out.push_str(&std::mem::take(&mut wrapped));
            out.push('\n');
        }
    }
    out + &wrapped
}

fn unindented(line: &str) -> &str {
    line.trim_start_matches(' ')
}

/// The text that is meant by a line: backslashes before marks and references to characters taken
/// away (CommonMark 0.31, sections 2.4 and 2.5).
fn meant(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['\\', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let next = rest[1..].chars().next();
        let (text, length): (Cow<str>, usize) = match (next, referred(rest)) {
            (Some(mark), _) if rest.starts_with('\\') && mark.is_ascii_punctuation() => {
                (mark.to_string().into(), 2)
            }
            (_, Some((c, length))) => (c.to_string().into(), length),
            _ => (rest[..1].into(), 1),
        };
        out.push_str(&text);
        rest = &rest[length..];
    }
    out + rest
}

/// The character that a decimal reference at the start of `text` stands for, and its length.
fn referred(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix("&#")?;
    let digits = rest.bytes().take(7).take_while(u8::is_ascii_digit).count();
    let number: u32 = rest[..digits].parse().ok()?;
    rest[digits..].starts_with(';').then_some(())?;
    Some((char::from_u32(number)?, digits + 3))
}
