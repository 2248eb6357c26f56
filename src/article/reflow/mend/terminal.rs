//! Pages as a browser of the terminal prints them. In comes clean text, out comes the same text with
//! the lines that the browser broke at its edge made whole. Refuses columns that are any narrower.
//!
//! Such a browser fills a line as far as it goes: a line was broken where the first word of the next
//! would not have fitted, and nowhere else.

use crate::article::line::{Ending, ending, split};
use crate::article::sign::{self, Numbering};
use crate::article::space;
use crate::text::han::{is_cjk_punctuation, is_closing, is_han};
use crate::text::width::WidthPolicy;

/// The widest terminal that a page is printed for, in cells or characters.
const WIDEST: usize = 84;

/// And the narrowest; the columns of newspapers lie below it.
const NARROWEST: usize = 64;

/// Lines that must end at the edge for it to be one.
const LEAST: usize = 3;

/// Lines from which on they do that stand in a margin, stop in mid-sentence, and are too long for an
/// edge in cells: no headline is.
const LEAST_OPEN: usize = 2;

/// What a browser counts along a line.
#[derive(Clone, Copy, Debug)]
enum Unit {
    /// A character of Chinese is two.
    Cell,
    /// Every character is one, as where the locale is that of no language.
    Character,
}

/// `text` with its broken lines made whole; `None` where no terminal broke them.
pub fn unwrap(text: &str) -> Option<String> {
    let (unit, edge) = edge(text)?;
    let mut out = String::with_capacity(text.len());
    let (mut last, mut base) = ("", 0);
    for line in text.split('\n') {
        let line = line.trim_end();
        if was_broken(last, line, base, |text| unit.count(text).saturating_sub(edge)) {
            let from = out.rfind('\n').map_or(0, |newline| newline + 1);
            let mut whole = out.split_off(from);
            space::push(&mut whole, line);
            out.push_str(&whole);
        } else {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(line);
            base = indent(line) + if is_item(line.trim_start()) { 4 } else { 0 };
        }
        last = line;
    }
    Some(out)
}

/// Whether many lines are short and no sentence, and any could reach the edge: a page of the web has
/// more to it than text.
fn may_be_broken(text: &str) -> bool {
    let (mut seen, mut short, mut long) = (0, 0, 0);
    for line in split(text).map(str::trim_end).filter(|line| !line.is_empty()) {
        seen += 1;
        // Below this many bytes no line comes near the edge.
        if line.len() < NARROWEST {
            short += usize::from(ending(line) == Ending::Open);
        } else {
            long += 1;
        }
    }
    long >= LEAST && short >= LEAST && short * 4 >= seen
}

/// The edge at which the lines of `text` are broken, and what it is counted in.
fn edge(text: &str) -> Option<(Unit, usize)> {
    if !may_be_broken(text) {
        return None;
    }
    let mut counts = [[0_usize; WIDEST + 1]; 2];
    let mut open = [0_usize; WIDEST + 1];
    let (mut seen, mut wider) = (0, 0);
    let mut lines = split(text).map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        seen += usize::from(!line.is_empty());
        if line.len() < NARROWEST {
            continue;
        }
        let broken = lines.peek().is_some_and(|next| !next.is_empty());
        for (unit, counts) in [Unit::Cell, Unit::Character].into_iter().zip(&mut counts) {
            let width = if line.len() > 3 * WIDEST { WIDEST + 1 } else { unit.count(line) };
            match (counts.get_mut(width), unit) {
                (Some(count), unit) => {
                    *count += usize::from(broken);
                    let is_open = || {
                        line.starts_with(' ')
                            && Unit::Cell.count(line) > WIDEST
                            && ending(line) == Ending::Open
                    };
                    if matches!(unit, Unit::Character) && broken && is_open() {
                        open[width] += 1;
                    }
                }
                (None, Unit::Cell) => {}
                (None, Unit::Character) => wider += 1,
            }
        }
        if wider > 8 + seen / 20 {
            return None;
        }
    }
    let edge = (NARROWEST..=WIDEST).max_by_key(|&edge| open[edge]).unwrap_or(WIDEST);
    if open[edge] >= LEAST_OPEN {
        return Some((Unit::Character, edge));
    }
    let ends = |counts: &[usize; WIDEST + 1], edge: usize| counts[edge] + counts[edge - 1];
    [Unit::Cell, Unit::Character]
        .into_iter()
        .zip(&counts)
        .filter_map(|(unit, counts)| {
            let edges = (NARROWEST..=WIDEST).filter(|&edge| counts[edge] > 0);
            let edge = edges.max_by_key(|&edge| ends(counts, edge))?;
            Some((ends(counts, edge), unit, edge))
        })
        .filter(|(ends, ..)| *ends >= LEAST)
        .max_by_key(|(ends, ..)| *ends)
        .map(|(_, unit, edge)| (unit, edge))
}

/// Whether `last` goes on in `line`, in a block whose lines begin `base` cells from the left.
fn was_broken(last: &str, line: &str, base: usize, overflow: impl Fn(&str) -> usize) -> bool {
    let text = line.trim_start();
    // A browser puts no wide blank before what it goes on with: that is the indent of a paragraph.
    let indented = line.trim_start_matches(' ').starts_with('\u{3000}');
    if indented || last.len() < NARROWEST || text.is_empty() || indent(line) > base || is_item(text)
    {
        return false;
    }
    // A closing mark may hang over the edge.
    let fits_not = |word: &str| overflow(&[last, word].concat()) > 0;
    overflow(last) <= 2
        && (fits_not(first_word(text)) || is_open(last) && fits_not(&[" ", word(text)].concat()))
}

/// Whether a line breaks off within a name or a bracket, as one does that a browser broke at its last
/// blank: some know no other place.
fn is_open(line: &str) -> bool {
    let depth = |open: char, close: char| line.matches(open).count() > line.matches(close).count();
    line.ends_with(|c: char| c.is_ascii_alphanumeric()) || depth('(', ')') || depth('（', '）')
}

/// What stands before the first blank.
fn word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or(text)
}

/// What a browser does not break: a word of letters, or a character with the signs that cling to it.
fn first_word(text: &str) -> &str {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return text };
    let wide = |c: char| is_han(c) || is_cjk_punctuation(c);
    let mut before = first;
    for (at, c) in chars {
        let clings = is_closing(c)
            || "，。、；：！？".contains(c)
            || "（《“「『【".contains(before)
            || !wide(before) && !wide(c) && !c.is_whitespace();
        if !clings {
            return &text[..at];
        }
        before = c;
    }
    text
}

fn is_item(text: &str) -> bool {
    sign::numbering(text) == Some(Numbering::Bullet) || text.starts_with(['*', '+', '□', '[', '|'])
}

/// The leading blank in cells.
fn indent(line: &str) -> usize {
    Unit::Cell.count(&line[..line.len() - line.trim_start().len()])
}

impl Unit {
    /// The width of `text`; ambiguous characters take one cell, as these browsers have it.
    fn count(self, text: &str) -> usize {
        let mut buffer = [0; 4];
        match self {
            Self::Cell => text
                .chars()
                .map(|c| usize::from(WidthPolicy::NARROW.grapheme(c.encode_utf8(&mut buffer))))
                .sum(),
            Self::Character => text.chars().count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks `text` at 70 cells with `indent` blanks before each line.
    fn print(text: &str, indent: usize) -> String {
        let mut lines = vec![" ".repeat(indent)];
        for c in text.chars() {
            let line = lines.last_mut().expect("there is a first line");
            if Unit::Cell.count(line) + 2 > 70 {
                lines.push(" ".repeat(indent) + &c.to_string());
            } else {
                line.push(c);
            }
        }
        lines.join("\n")
    }

    #[test]
    fn a_broken_paragraph_is_made_whole_again() {
        let first = "渡船每天早晨六点从河口镇出发，".repeat(6) + "晚上回来。";
        let second = "坐船的人都带着孩子，也带着狗，".repeat(5) + "晚上睡着了。";
        let page = format!("首页\n新闻\n\n{}\n\n{}\n返回", print(&first, 3), print(&second, 3));
        let whole = unwrap(&page).expect("a terminal broke it");
        let lines: Vec<&str> = whole.lines().map(str::trim).collect();
        assert_eq!(lines, ["首页", "新闻", "", &first, "", &second, "返回"]);
        let page = page.replace("\n\n   坐船", "\n　　坐船");
        let whole = unwrap(&page).expect("a terminal broke it");
        assert_eq!(whole.lines().filter(|line| line.ends_with('。')).count(), 2);
    }

    #[test]
    fn two_long_lines_that_stop_in_mid_sentence_are_broken() {
        let paragraph = "渡船每天早晨六点从河口镇的码头出发，".repeat(9) + "晚上回来。";
        let letters: Vec<char> = paragraph.chars().collect();
        let lines: Vec<String> = letters
            .chunks(70)
            .map(|line| format!("   {}", line.iter().collect::<String>()))
            .collect();
        let page = format!("首页\n新闻\n返回\n\n{}\n\n登录", lines.join("\n"));
        assert_eq!(lines.len(), 3);
        assert_eq!(unwrap(&page), Some(format!("首页\n新闻\n返回\n\n   {paragraph}\n\n登录")));
    }

    #[test]
    fn a_line_may_be_broken_at_its_last_blank() {
        let edge = |text: &str| Unit::Cell.count(text).saturating_sub(70);
        let rest = "李四）老码头今天重新开放，".repeat(4);
        assert!(was_broken(
            "   河口网三月五日电（记者王五 通讯员渡船渡船渡船渡船渡船渡船",
            &rest,
            3,
            edge
        ));
        assert!(!was_broken(
            "   河口网三月五日电，记者王五和通讯员渡船渡船渡船渡船渡船",
            &rest,
            3,
            edge
        ));
    }

    #[test]
    fn what_no_terminal_broke_stays() {
        let paragraph = "渡船每天早晨六点从河口镇出发，".repeat(9);
        assert_eq!(unwrap(&[paragraph.as_str(); 30].join("\n")), None);
        let column = ["渡船每天早晨六点从河口镇出发"; 30].join("\n");
        assert_eq!(unwrap(&column), None);
    }
}
