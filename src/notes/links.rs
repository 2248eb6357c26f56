//! Links from a note to a passage: `[words](duben:ARTICLE#START-END "title")`, a link of Markdown
//! (CommonMark sections 6.3 and 2.4) that tells a person where it leads too. In comes a note, out
//! come its links, and what is needed to find a passage that has moved since. Refuses to know where
//! that is.

use super::log::{Change, Mark, Notebook};
use super::record::{Data, Document, Kind, Selector};
use crate::article::ArticleId;
use crate::text::{Clean, grapheme};

/// The most characters of a passage that a link says: enough to find it again, few enough to read.
const WORDS_MAX: usize = 24;

/// The characters from which on half of the words are enough to know a passage by.
const HALVED_MIN: usize = 16;

const SCHEME: &str = "](duben:";

/// The digits of an article's id.
const ID_BYTES: usize = 16;

/// The most characters that a title is read of, escapes included: a note that only looks like links
/// must not be read to its end for each of them.
const TITLE_MAX: usize = 1000;

/// A passage that a note speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The first words of the passage, on one line.
    pub words: Clean,
    /// The article, by what its words were when the link was made.
    pub article: ArticleId,
    /// Code points in that text.
    pub start: u32,
    pub end: u32,
    /// The title of the article, empty where it has none.
    pub title: Clean,
}

impl Link {
    /// A link to a passage of a document.
    pub fn to(document: &Document, selector: &Selector) -> Self {
        let exact = Clean::line(selector.exact.trim());
        let graphemes = grapheme::graphemes(&exact).map(|(_, grapheme)| grapheme);
        let mut words: String = graphemes.take(WORDS_MAX).collect();
        if words.len() < exact.len() {
            words.push('…');
        }
        Self {
            words: Clean::line(&words),
            article: document.article,
            start: selector.start,
            end: selector.end,
            title: Clean::line(&document.title.chars().take(TITLE_MAX / 4).collect::<String>()),
        }
    }

    /// The link as it stands in a note.
    pub fn markdown(&self) -> String {
        let Self { words, article, start, end, title } = self;
        let words = escaped(words, "[]");
        let title = match escaped(title, "\"") {
            title if title.is_empty() => title,
            title => format!(" \"{title}\""),
        };
        format!("[{words}](duben:{article}#{start}-{end}{title})")
    }

    /// A mark on the passage, in no notebook, to be looked for where the article is another one now.
    pub fn mark(&self, id: &str) -> Option<Mark> {
        let words = Clean::line(self.words.trim_end_matches('…'));
        // The second half of the words stands for the context that a link has no room for.
        let half = grapheme::floor(&words, words.len() / 2);
        let half = if words.chars().count() < HALVED_MIN { words.len() } else { half };
        let (exact, suffix) = (Clean::line(&words[..half]), Clean::line(&words[half..]));
        let path = Clean::default();
        let document = Document { article: self.article, title: self.title.clone(), path };
        let (start, end) = (self.start, self.start + exact.chars().count() as u32);
        let selector = Selector { exact, suffix, start, end, ..Selector::default() };
        let data = Data {
            kind: Some(Kind::Bookmark),
            document: Some(document),
            selector: Some(selector),
            ..Data::default()
        };
        let mut strangers = Notebook::default();
        let record = strangers.record(Change::edit(id.to_owned(), data), "", "");
        strangers.apply(record);
        strangers.get(id).map(|mark| Mark::clone(mark))
    }
}

/// The links of a note, in its order. What only looks like one is none.
pub fn links(note: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(at) = note[from..].find(SCHEME).map(|at| from + at) {
        let target = &note[at + SCHEME.len()..];
        if let Some(open) = opening(&note[from..at])
            && let Some(link) = read(&note[from + open + 1..at], target)
        {
            links.push(link);
        }
        from = at + SCHEME.len();
    }
    links
}

/// Where the words begin that end where `text` does: at the last `[` that is not escaped.
fn opening(text: &str) -> Option<usize> {
    text.rmatch_indices('[').map(|(at, _)| at).find(|&at| !is_escaped(text, at))
}

/// Whether an odd number of backslashes stands before the sign at byte `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Reads the words, and from `ARTICLE#` to the closing bracket.
fn read(words: &str, target: &str) -> Option<Link> {
    let article = target.get(..ID_BYTES)?;
    let (start, rest) = number(target[ID_BYTES..].strip_prefix('#')?)?;
    let (end, rest) = number(rest.strip_prefix('-')?)?;
    let title = match rest.strip_prefix(" \"") {
        Some(titled) => {
            let most = titled.char_indices().nth(TITLE_MAX).map_or(titled.len(), |(at, _)| at);
            let titled = &titled[..most];
            let is_end = |&(at, _): &(usize, &str)| !is_escaped(titled, at);
            let (end, _) = titled.match_indices("\")").find(is_end)?;
            &titled[..end]
        }
        None if rest.starts_with(')') => "",
        None => return None,
    };
    (start <= end).then_some(())?;
    Some(Link {
        words: Clean::line(&unescaped(words)),
        article: ArticleId::parse(article)?,
        start,
        end,
        title: Clean::line(&unescaped(title)),
    })
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn escaped(text: &str, signs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\\' || signs.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_is_read_out_of_a_note() {
        let check = |note: &str, expected: &[(&str, u32, u32, &str)]| {
            let links = links(note);
            let links: Vec<_> = links
                .iter()
                .map(|l| (l.words.as_str(), l.start, l.end, l.title.as_str()))
                .collect();
            assert_eq!(links, expected, "{note}");
        };
        let id = "00ff00ff00ff00ff";
        check(&format!("参看[渡口](duben:{id}#4-6)。"), &[("渡口", 4, 6, "")]);
        check(
            &format!("[一](duben:{id}#0-1 \"上 (下)\")和[二](duben:{id}#2-3 \"\\\"三\\\"\")"),
            &[("一", 0, 1, "上 (下)"), ("二", 2, 3, "\"三\"")],
        );
        check(&format!("[不是 [是](duben:{id}#4-6)"), &[("是", 4, 6, "")]);
        check(&format!("\\[不是](duben:{id}#4-6)"), &[]);
        for target in
            ["x#4-6", "00ff00ff00ff00ff#6-4", "00ff00ff00ff00ff#4", "00ff00ff00ff00ff#4-6 \""]
        {
            check(&format!("[假](duben:{target})"), &[]);
        }
    }

    #[test]
    fn a_link_says_the_first_words() {
        let article = ArticleId::of("渡口");
        let document = Document { article, title: Clean::text("渡口"), path: Clean::default() };
        let exact = Clean::text(&"船夫数完缆绳\n才肯开船。".repeat(9));
        let link =
            Link::to(&document, &Selector { exact, start: 7, end: 99, ..Selector::default() });
        assert_eq!(link.words.chars().count(), WORDS_MAX + 1);
        assert_eq!(links(&link.markdown()), std::slice::from_ref(&link));
        let mark = link.mark("link").expect("is a mark");
        let Selector { exact, suffix, start, end, .. } = &mark.selector;
        assert_eq!((*start, *end), (7, 7 + exact.chars().count() as u32));
        assert_eq!(format!("{exact}{suffix}…"), link.words.as_str());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            words in "[a江\\[\\]()\\\\\"!#]{0,12}", title in "[a江\\[\\]()\\\\\"#]{0,12}",
            before in "[a江\\[\\]()\\\\\"]{0,6}", (start, long) in (0_u32..999, 0_u32..999),
        ) {
            let article = ArticleId::of(&title);
            let (words, title) = (Clean::line(&words), Clean::line(&title));
            let link = Link { words, article, start, end: start + long, title };
            let note = format!("{before} {}", link.markdown());
            prop_assert_eq!(links(&note), [link]);
        }

        #[test]
        fn nothing_breaks_it(note in "(\\[|\\]\\(duben:|00ff00ff00ff00ff#|[0-9-]| \"|\"\\)|\\)|\\\\|江){0,30}") {
            links(&note);
        }
    }
}
