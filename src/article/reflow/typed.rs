//! Text whose typist has said by blanks what each line is, as duben prints it. In comes clean text,
//! out come the pieces of its articles, a paragraph a line. Refuses all of a text of which one line
//! stands otherwise: then the looks of its lines have to tell.
//!
//! The lines of the head stand flush and together; below, blocks are parted by blank lines and
//! indented by ideographic spaces: text by two, headings by four, verse by six, credits by ten. A
//! line below with one space more is of the same paragraph. Code stands in by eight blanks, and ***
//! between two articles.

use super::clutter::{self, Made};
use super::paragraph::role_of;
use crate::article::piece::{Piece, Rank, Role};
use crate::article::{sign, space};
use crate::text::Clean;

/// The line between two articles.
pub const ARTICLE_END: &str = "***";

/// The blank before each line of code.
pub const CODE: &str = "        ";

/// What stands before the lines of text, in ideographic spaces.
pub const TEXT: usize = 2;
/// What stands before a heading.
pub const HEADING: usize = 4;
/// What stands before each line of verse.
pub const VERSE: usize = 6;
/// What stands before a credit.
pub const CREDIT: usize = 10;

/// The most lines of a head: what stands over the title, the title, what stands below it, facts.
const HEAD_MAX: usize = 5;

/// The pieces of each article; `None` where one line stands otherwise. What is no text is added to
/// `dropped`.
pub fn read(text: &str, dropped: &mut Vec<Clean>) -> Option<Vec<Vec<Piece>>> {
    let mut sheet = Sheet::default();
    for line in text.split('\n') {
        sheet.take(line)?;
    }
    sheet.end_article();
    let articles = Some(sheet.articles).filter(|_| sheet.is_set)?;
    let sorted = |pieces| clutter::sort_pieces(pieces, Made::ByTypist, dropped);
    Some(articles.into_iter().map(sorted).collect())
}

/// What stands in the line above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Above {
    /// Nothing: an article begins.
    #[default]
    Start,
    Blank,
    Head,
    /// Text, indented by so many ideographic spaces.
    Block(usize),
    Code,
}

#[derive(Default)]
struct Sheet {
    articles: Vec<Vec<Piece>>,
    pieces: Vec<Piece>,
    above: Above,
    /// Whether any line is indented: lines that all stand flush say nothing by it.
    is_set: bool,
}

impl Sheet {
    /// Takes a line; `None` where it stands otherwise than typed text does.
    fn take(&mut self, line: &str) -> Option<()> {
        if let (Some(code), Above::Blank | Above::Start | Above::Code) =
            (line.strip_prefix(CODE), self.above)
        {
            self.code(code);
            return Some(());
        }
        let text = line.trim();
        if text.is_empty() {
            if self.above != Above::Start {
                self.above = Above::Blank;
            }
            return Some(());
        }
        let blank = &line[..line.len() - line.trim_start().len()];
        if !blank.chars().all(|c| c == '\u{3000}') {
            return None;
        }
        match blank.chars().count() {
            0 if text == ARTICLE_END => {
                let fits = self.above == Above::Blank;
                self.end_article();
                fits.then_some(())
            }
            0 => self.head(text),
            indent => self.block(indent, text),
        }
    }

    fn head(&mut self, text: &str) -> Option<()> {
        let fits = matches!(self.above, Above::Start | Above::Head) && self.pieces.len() < HEAD_MAX;
        self.above = Above::Head;
        let text = space::without_strays(text);
        // Who passed a law and when, below its title.
        let is_note = !self.pieces.is_empty() && sign::closing_bracket(&text).is_some();
        let role = if is_note { Role::Attribution } else { Role::Headline(Rank::Headline) };
        self.pieces.push(Piece::new(role, text));
        fits.then_some(())
    }

    fn block(&mut self, indent: usize, text: &str) -> Option<()> {
        let text = space::without_strays(text);
        if let Above::Block(first) = self.above {
            let goes_on = indent == first + usize::from(first != VERSE);
            let last = self.pieces.last_mut().filter(|_| goes_on)?;
            last.text.push('\n');
            last.text.push_str(&text);
            return Some(());
        }
        let role = match indent {
            TEXT => role_of(&text),
            HEADING => Role::Headline(Rank::Heading),
            VERSE => Role::Verse,
            CREDIT => Role::Attribution,
            _ => return None,
        };
        self.is_set = true;
        let fits = matches!(self.above, Above::Start | Above::Blank);
        self.above = Above::Block(indent);
        self.pieces.push(Piece::new(role, text));
        fits.then_some(())
    }

    fn code(&mut self, line: &str) {
        match self.pieces.last_mut().filter(|_| self.above == Above::Code) {
            Some(code) => {
                code.text.push('\n');
                code.text.push_str(line);
            }
            None => self.pieces.push(Piece::new(Role::Code, line)),
        }
        self.above = Above::Code;
    }

    fn end_article(&mut self) {
        if !self.pieces.is_empty() {
            self.articles.push(std::mem::take(&mut self.pieces));
        }
        self.above = Above::Start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let read = read(text, &mut Vec::new()).map(|articles| {
            let line =
                |piece: &Piece| format!("{:?} {}", piece.role, piece.text.replace('\n', "/"));
            let article =
                |pieces: Vec<Piece>| pieces.iter().map(line).collect::<Vec<_>>().join("\n");
            articles.into_iter().map(article).collect::<Vec<_>>().join("\n==\n")
        });
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn blanks_say_what_a_line_is() {
        check(
            "渡口记事\n\n　　　　　　　　　　王五\n\n　　船来了\n　　　人也来了\n\n　　　　江上\n\n　　　　　　日落江边树，\n　　　　　　风吹渡口船。\n\n        a = 1\n        \n          b\n\n***\n\n　　“船来了，",
            Some(
                "Headline(Headline) 渡口记事\nAttribution 王五\nBody 船来了/人也来了\nHeadline(Heading) 江上\nVerse 日落江边树，/风吹渡口船。\nCode a = 1//  b\n==\nBody “船来了，",
            ),
        );
    }

    #[test]
    fn stray_blanks_go_and_those_of_code_stay() {
        check(
            "渡口　记事\n（王五作）\n\n　　船来了， 写作 ; 一种。",
            Some("Headline(Headline) 渡口 记事\nAttribution （王五作）\nBody 船来了，写作;一种。"),
        );
        check("　　船 ; 灯", Some("Body 船 ; 灯"));
    }

    #[test]
    fn one_line_that_stands_otherwise_refuses_all() {
        let article = "渡口记事\n\n　　船来了，人也来了。\n\n";
        check(article, Some("Headline(Headline) 渡口记事\nBody 船来了，人也来了。"));
        for line in [
            "船走了。",
            "　船走了。",
            "  　船走了。",
            "　　　船走了。",
            "　　船来\n走了。",
            "　　船来。\n　　船走。",
            "　　　　江上\n　　船走了。",
        ] {
            check(&format!("{article}{line}"), None);
        }
        check("渡口\n　　船来了，人也来了。", None);
        check("渡口\n\n        船来了，人也来了。", None);
        check("渡口\n\n***\n\n人来了", None);
        check("", None);
    }
}
