//! Articles as references. In comes an article, the file it lies in and the day on which it is read,
//! out comes what a work that cites it says of it, in the styles that readers use. What is not known
//! is left out, never invented. Refuses to know the clock and where the text goes.

mod bibtex;
mod gbt7714;
mod medium;
mod note;
#[cfg(test)]
mod tests;

pub use medium::Medium;

use super::{Article, ArticleId, BlockKind};
use crate::text::Shown;

/// How a reference is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// The passage and a line of where it is from, as people write it in a letter.
    #[default]
    Plain,
    /// The same as a Markdown quotation with a link.
    Markdown,
    /// GB/T 7714-2015, as Chinese journals ask for.
    Gbt7714,
    /// An entry of a BibTeX file.
    Bibtex,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Markdown, Self::Gbt7714, Self::Bibtex];

    /// Its name in settings and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Gbt7714 => "gbt7714",
            Self::Bibtex => "bibtex",
        }
    }

    /// The style of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name().eq_ignore_ascii_case(name))
    }

    /// The style after this one, around.
    pub const fn next(self) -> Self {
        match self {
            Self::Plain => Self::Markdown,
            Self::Markdown => Self::Gbt7714,
            Self::Gbt7714 => Self::Bibtex,
            Self::Bibtex => Self::Plain,
        }
    }
}

/// A title, and whether the article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// It stands in the text.
    Stated(String),
    /// It was made from the text.
    Inferred(String),
}

impl Title {
    /// Its words.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Stated(words) | Self::Inferred(words) => words,
        }
    }
}

/// What a bibliography says of an article. Everything is in one line and fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The article.
    pub id: ArticleId,
    pub medium: Medium,
    pub title: Option<Title>,
    /// Who wrote it, each by itself.
    pub authors: Vec<String>,
    /// Newspaper, journal, book, site or office, without 《》.
    pub source: Option<String>,
    /// YYYY-MM-DD, YYYY-MM or MM-DD.
    pub date: Option<String>,
    pub url: Option<String>,
    /// The day on which it was read, YYYY-MM-DD; empty where that is not known.
    pub accessed: String,
}

/// What of an article is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The words.
    pub text: Shown<'a>,
    /// Its first and last paragraph, counted from 1 without the head of the article; 0 in the head.
    pub paragraphs: (usize, usize),
}

impl<'a> Passage<'a> {
    /// The passage between two code points of an article.
    pub fn new(article: &'a Article, start: u32, end: u32) -> Self {
        let number = |offset: u32| {
            let until = article.blocks().iter().take_while(|block| block.start <= offset);
            until.filter(|block| !block.kind.is_head()).count()
        };
        let last = end.saturating_sub(1).max(start);
        Self { text: article.slice(start, end), paragraphs: (number(start), number(last)) }
    }
}

impl Reference {
    /// The reference to an article in the file `path`, read on the day `accessed` (YYYY-MM-DD).
    pub fn new(article: &Article, path: &str, accessed: &str) -> Self {
        let fact = |fact: &Option<_>| {
            let words = fact.as_deref().map(one_line)?;
            (!words.is_empty()).then_some(words)
        };
        let source = fact(&article.source).map(|source| without_title_marks(&source).to_owned());
        let url = fact(&article.url);
        let stated = article.part(BlockKind::Title).map(|title| one_line(title.as_str()));
        let inferred = || fact(&article.inferred_title).map(Title::Inferred);
        Self {
            id: article.id,
            medium: Medium::of(path, source.as_deref(), url.as_deref()),
            title: stated.map(Title::Stated).or_else(inferred),
            authors: article.author.as_deref().map(names).unwrap_or_default(),
            source,
            date: fact(&article.date),
            url,
            accessed: accessed.to_owned(),
        }
    }

    /// The reference to an article of which nothing is known but its title.
    pub fn by_title(id: ArticleId, title: &str) -> Self {
        let title = one_line(title);
        Self {
            id,
            medium: Medium::Other,
            title: (!title.is_empty()).then_some(Title::Stated(title)),
            authors: Vec::new(),
            source: None,
            date: None,
            url: None,
            accessed: String::new(),
        }
    }

    /// The reference alone, without a line end behind it.
    pub fn cite(&self, style: Style) -> String {
        match style {
            Style::Plain => note::plain(self, None),
            Style::Markdown => note::markdown(self, None),
            Style::Gbt7714 => gbt7714::reference(self),
            Style::Bibtex => bibtex::entry(self, None),
        }
    }

    /// The passage with the reference, without a line end behind it. BibTeX holds it in the entry.
    pub fn quote(&self, style: Style, passage: Passage<'_>) -> String {
        match style {
            Style::Plain => {
                format!("{}\n——{}", passage.text.as_str(), note::plain(self, Some(passage)))
            }
            Style::Markdown => {
                let quoted = note::quotation(passage.text);
                format!("{quoted}\n\n—— {}", note::markdown(self, Some(passage)))
            }
            Style::Gbt7714 => {
                format!("{}\n{}", passage.text.as_str(), gbt7714::reference(self))
            }
            Style::Bibtex => bibtex::entry(self, Some(passage)),
        }
    }

    /// The year, where one is known.
    fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.split('-').next()?;
        (year.len() == 4).then_some(year)
    }

    /// The date, where its year is known: 10-18 could be read as October 2018.
    fn full_date(&self) -> Option<&str> {
        self.year().and(self.date.as_deref())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 《夜航》 is the title 夜航; 《读者》杂志 stays as it is.
fn without_title_marks(source: &str) -> &str {
    let inside = source.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inside.filter(|inside| !inside.contains(['《', '》'])).unwrap_or(source)
}

/// The names of several people. A blank parts Chinese names only: others have it in them, as has a
/// name of two characters that was spread to the width of three.
fn names(authors: &str) -> Vec<String> {
    let parted = authors.split(['、', '，', ',', '；', ';', '/']);
    let mut names = Vec::new();
    for part in parted.map(str::trim).filter(|part| !part.is_empty()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let whole = |word: &&str| {
            word.chars().count() > 1 && word.chars().all(|c| !c.is_ascii() && c.is_alphanumeric())
        };
        if words.iter().all(whole) {
            names.extend(words.into_iter().map(str::to_owned));
        } else {
            names.push(words.join(" "));
        }
    }
    names
}
