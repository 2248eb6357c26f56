//! The marks inside a line of Markdown. In comes a line, out comes what a reader sees of it; the
//! targets of links and pictures, comments and what a picture is called go to what was dropped.
//!
//! CommonMark does the work. Ahead of it go the marks that it does not know (wiki links, ==marks==,
//! footnotes), and the rule by which it leaves `**“重点”**后` alone, as no Chinese writer expects.

use std::collections::HashSet;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::tag::{self, Inline};
use crate::article::sign::floor;
use crate::text::Clean;
use crate::text::han::{is_cjk_punctuation, is_han};

/// Parts emphasis from a sign beside it: a noncharacter, which no text holds.
const PART: char = '\u{fdd0}';

/// A blank that no block of Markdown begins with, so that a line is always running text.
const BLANK: &str = "&#32;";

/// How far the end of ==a mark== is looked for, in bytes.
const MARK_REACH: usize = 600;

/// The longest label of a footnote, in bytes.
const LABEL_MAX: usize = 60;

/// What all lines of a file share.
#[derive(Debug, Default)]
pub struct Marks {
    /// The labels of links whose targets stand elsewhere in the file, in lower case.
    pub known: HashSet<String>,
    /// The footnotes that were called since it was last emptied.
    pub calls: Vec<String>,
    pub dropped: Vec<Clean>,
}

/// What is seen of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub text: String,
    /// Whether it is pictures and nothing else; the text is then what they say of themselves.
    pub is_picture: bool,
}

impl Marks {
    /// The text of a line.
    pub fn text(&mut self, line: &str) -> String {
        self.read(line).text
    }

    /// Reads a line.
    pub fn read(&mut self, line: &str) -> Seen {
        let may_mark =
            |byte| matches!(byte, b'*' | b'_' | b'[' | b'`' | b'<' | b'\\' | b'&' | b'~' | b'=');
        if !line.bytes().any(may_mark) {
            return Seen { text: line.to_owned(), is_picture: false };
        }
        let source = BLANK.to_owned() + &self.prepare(line.trim()).replace('\n', " ");
        let known = std::mem::take(&mut self.known);
        let find = |link: BrokenLink<'_>| {
            let label = link.reference.to_lowercase();
            known.contains(&label).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
        };
        let options = pulldown_cmark::Options::empty();
        let mut reading = Reading::default();
        for event in Parser::new_with_broken_link_callback(&source, options, Some(find)) {
            reading.take(event, &mut self.dropped);
        }
        self.known = known;
        reading.seen()
    }

    /// The line without the marks that CommonMark does not know.
    fn prepare(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len() + 16);
        let mut ends: Vec<usize> = Vec::new();
        let mut fence = 0;
        let mut at = 0;
        loop {
            let plain = line[at..].find(['`', '\\', '[', '=', '~', '*', '$']);
            out.push_str(&line[at..plain.map_or(line.len(), |plain| at + plain)]);
            let Some(plain) = plain else { break };
            at += plain;
            let rest = &line[at..];
            let Some(c) = rest.chars().next() else { break };
            let run = rest.len() - rest.trim_start_matches(c).len();
            let taken = match c {
                '`' => {
                    fence = if fence == 0 {
                        run
                    } else if fence == run {
                        0
                    } else {
                        fence
                    };
                    run
                }
                _ if fence > 0 => c.len_utf8(),
                '$' => {
                    if let Some(len) = formula(rest, &mut out) {
                        at += len;
                        continue;
                    }
                    1
                }
                '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '[' => {
                    if let Some(len) = self.bracket(rest, &mut out) {
                        at += len;
                        continue;
                    }
                    1
                }
                '=' | '~' if run == 2 => {
                    if let Some(end) = ends.iter().position(|&end| end == at) {
                        ends.swap_remove(end);
                        at += 2;
                        continue;
                    }
                    if let Some(end) = end_of_mark(rest, out.chars().next_back()) {
                        ends.push(at + end);
                        at += 2;
                        continue;
                    }
                    2
                }
                '*' => {
                    part_from(out.chars().next_back(), &mut out);
                    out.push_str(&rest[..run]);
                    part_from(rest[run..].chars().next(), &mut out);
                    at += run;
                    continue;
                }
                _ => c.len_utf8(),
            };
            out.push_str(&rest[..taken]);
            at += taken;
        }
        out
    }

    /// A footnote or a wiki link at the start of `rest`; gives its length.
    fn bracket(&mut self, rest: &str, out: &mut String) -> Option<usize> {
        if let Some(label) = label_of_note(rest) {
            self.calls.push(label.to_owned());
            out.extend(["\\[", label, "\\]"]);
            return Some(label.len() + 3);
        }
        let inside = rest.strip_prefix("[[")?;
        let end = inside[..floor(inside, MARK_REACH)].find("]]")?;
        let (inside, after) = (&inside[..end], &inside[end + 2..]);
        if inside.trim().is_empty() || inside.contains(['[', ']']) || after.starts_with('(') {
            return None;
        }
        let (target, shown) = inside.split_once('|').unwrap_or(("", inside));
        if out.ends_with('!') {
            out.pop();
            self.dropped.push(Clean::line(inside));
        } else {
            if !target.is_empty() {
                self.dropped.push(Clean::line(target.trim_end_matches('\\')));
            }
            out.push_str(shown);
        }
        Some(end + 4)
    }
}

/// A number in a formula at the start of `rest`, which OCR takes every per cent for: `$90 \%$`; gives its
/// length.
fn formula(rest: &str, out: &mut String) -> Option<usize> {
    const LONGEST: usize = 40;
    let inside = rest.strip_prefix('$')?;
    let end = inside[..floor(inside, LONGEST)].find('$')?;
    let inside = &inside[..end];
    let is_number = inside.contains(|c: char| c.is_ascii_digit())
        && inside.chars().all(|c| c.is_ascii_digit() || " .,:/~%+-\\".contains(c))
        && inside.matches('\\').count() == inside.matches("\\%").count();
    // $5, $10 are two sums.
    let is_sum = rest[end + 2..].starts_with(|c: char| c.is_ascii_digit());
    if !is_number || is_sum {
        return None;
    }
    out.extend(inside.chars().filter(|&c| c != ' ' && c != '\\'));
    Some(end + 2)
}

/// The label of the footnote that is called at the start of `text`: `[^1]`.
pub fn label_of_note(text: &str) -> Option<&str> {
    let label = text.strip_prefix("[^")?;
    let end = label[..floor(label, LABEL_MAX)].find(']')?;
    let label = &label[..end];
    let fits = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[');
    fits.then_some(label)
}

/// Where the pair of signs that `rest` begins with stands again, as the end of a mark.
fn end_of_mark(rest: &str, before: Option<char>) -> Option<usize> {
    let sign = &rest[..2];
    let inside = &rest[2..];
    let first = inside.chars().next().filter(|c| !c.is_whitespace())?;
    // A comparison in a line of code is none.
    if before.is_some_and(|c| c.is_ascii_alphanumeric()) && first.is_ascii_alphanumeric() {
        return None;
    }
    let end = inside[..floor(inside, MARK_REACH)].find(sign)?;
    let single = !inside[end + 2..].starts_with(&sign[..1]);
    (end > 0 && single && !inside[..end].ends_with(char::is_whitespace)).then_some(end + 2)
}

/// Emphasis beside a Chinese sign begins or ends there all the same (CommonMark 0.31, section 6.2,
/// takes it for none).
fn part_from(neighbour: Option<char>, out: &mut String) {
    let is_sign = |c: char| is_cjk_punctuation(c) || "“”‘’—…·".contains(c);
    if neighbour.is_some_and(is_sign) {
        out.push(PART);
    }
}

/// A line while its events come in.
#[derive(Debug, Default)]
struct Reading {
    out: String,
    /// Where the alternative text of the open pictures begins.
    pictures: Vec<usize>,
    /// The targets of the open links and pictures.
    targets: Vec<String>,
    /// Whether anything but pictures was seen.
    has_text: bool,
    has_picture: bool,
    raised: bool,
}

impl Reading {
    fn take(&mut self, event: Event<'_>, dropped: &mut Vec<Clean>) {
        match event {
            Event::Text(part) | Event::Code(part) => self.push(&part),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::InlineHtml(html) | Event::Html(html) => self.tag(&html, dropped),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let is_seen = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let target = if is_seen { String::new() } else { format!("{dest_url} {title}") };
                self.targets.push(target);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                self.has_picture = true;
                self.pictures.push(self.out.len());
                self.targets.push(format!("{dest_url} {title}"));
            }
            Event::End(TagEnd::Link) => self.end_target(dropped),
            Event::End(TagEnd::Image) => {
                self.end_picture(dropped);
                self.end_target(dropped);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let is_figure = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if self.raised && is_figure(text) && self.out.ends_with(|c: char| c.is_ascii_digit()) {
            self.out.extend(text.chars().map(tag::superscript));
        } else {
            self.out.extend(text.chars().filter(|&c| c != PART));
        }
        self.has_text |= self.pictures.is_empty() && text.contains(|c: char| c != PART && c != ' ');
    }

    fn tag(&mut self, html: &str, dropped: &mut Vec<Clean>) {
        match tag::inline(html) {
            Inline::Raised(raised) => self.raised = raised,
            Inline::Break => self.out.push(' '),
            Inline::Mark => {}
            Inline::Picture(description) => {
                self.has_picture = true;
                self.pictures.push(self.out.len());
                self.out.push_str(description);
                self.end_picture(dropped);
            }
            Inline::Comment => dropped.push(Clean::line(html)),
            Inline::Text => self.push(html),
        }
    }

    fn end_target(&mut self, dropped: &mut Vec<Clean>) {
        let target = self.targets.pop().unwrap_or_default();
        if !target.trim().is_empty() {
            dropped.push(Clean::line(target.trim()));
        }
    }

    /// What a picture says of itself stays where it says something.
    fn end_picture(&mut self, dropped: &mut Vec<Clean>) {
        let Some(start) = self.pictures.pop() else { return };
        if !describes(&self.out[start..]) {
            let name = self.out.split_off(start);
            if !name.trim().is_empty() {
                dropped.push(Clean::line(name.trim()));
            }
        }
    }

    fn seen(mut self) -> Seen {
        if self.out.starts_with(' ') {
            self.out.remove(0);
        }
        Seen { is_picture: self.has_picture && !self.has_text, text: self.out }
    }
}

/// Whether the alternative text of a picture says what is on it, and is not its name.
fn describes(text: &str) -> bool {
    let text = text.trim();
    let is_name = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp"]
        .iter()
        .any(|ending| text.to_ascii_lowercase().ends_with(ending));
    let is_word =
        matches!(text, "图" | "图片" | "圖片" | "配图" | "插图" | "图像" | "在这里插入图片描述");
    let says = text.contains(is_han) || text.split_whitespace().nth(2).is_some();
    says && !is_name && !is_word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, text: &str, dropped: &str) {
        let mut marks = Marks { known: HashSet::from(["甲".to_owned()]), ..Marks::default() };
        let seen = marks.text(line);
        let gone: Vec<&str> = marks.dropped.iter().map(Clean::as_str).collect();
        assert_eq!((seen.as_str(), gone.join("; ").as_str()), (text, dropped), "{line}");
    }

    #[test]
    fn marks_are_not_seen() {
        check("**船**来了，_人_也`来了`。", "船来了，_人_也来了。", "");
        check("他说**“船来了”**就走", "他说“船来了”就走", "");
        check("**《渡口》**、*“灯”*和***江***。", "《渡口》、“灯”和江。", "");
        check("==重点==和~~旧的~~新的", "重点和旧的新的", "");
        check("a==b，c==d，3~5 年，6~~8 年", "a==b，c==d，3~5 年，6~~8 年", "");
        check("`**不是**` 和 2 * 3 * 4", "**不是** 和 2 * 3 * 4", "");
        check("1. 先看**水**", "1. 先看水", "");
        check("# 不是标题", "# 不是标题", "");
        check("3\\*4 &lt; 5&nbsp;船", "3*4 < 5\u{a0}船", "");
        check("[ ] 买**船票**", "[ ] 买船票", "");
    }

    #[test]
    fn targets_are_dropped() {
        check("去[渡口](http://example.org/a)看", "去渡口看", "http://example.org/a");
        check("[渡口](a.md \"河口\")", "渡口", "a.md 河口");
        check("见<http://example.org>。", "见http://example.org。", "");
        check("去[渡口][甲]，不去[码头][乙]", "去渡口，不去[码头][乙]", "");
        check("[[渡口]]和[[码头|老码头]]", "渡口和老码头", "码头");
        check("[[1]](http://example.org)", "[1]", "http://example.org");
        check("见注[^1]", "见注[1]", "");
        check("船![[a.png]]来了", "船来了", "a.png");
    }

    #[test]
    fn pictures_say_what_they_show() {
        check("![渡口的早晨](a.jpg)", "渡口的早晨", "a.jpg");
        check("![](a.jpg)", "", "a.jpg");
        check("![IMG_1.PNG](a.png)", "", "IMG_1.PNG; a.png");
        check("![图片](a.png)", "", "图片; a.png");
        check("<img src=\"a.png\" alt=\"江上的灯\">", "江上的灯", "");
        let is_picture = |line: &str| Marks::default().read(line).is_picture;
        assert!(is_picture("![渡口](a.jpg)") && is_picture("[![渡口](a.jpg)](b)"));
        assert!(!is_picture("![渡口](a.jpg) 船") && !is_picture("`a`"));
    }

    #[test]
    fn tags_are_marks_and_types_are_text() {
        check("水<sub>2</sub>，10<sup>3</sup>，注<sup>1</sup>", "水2，10³，注1", "");
        check("甲<br>乙<br/>丙", "甲 乙 丙", "");
        check("Vec<T> 是<u>类型</u><!-- 吗 -->", "Vec<T> 是类型", "<!-- 吗 -->");
    }
}
