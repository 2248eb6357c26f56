//! The names of fields and what may stand in them, English and Chinese.

use super::lexer::is_quote;
use crate::text::fold;

/// Something said of an article beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Newspaper, site, office.
    Source,
    /// Who wrote it.
    Author,
    /// See [`crate::article::Article::date`].
    Date,
    /// The path of its file.
    Path,
}

impl Field {
    /// Its name in a query.
    const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Author => "author",
            Self::Date => "date",
            Self::Path => "in",
        }
    }

    /// What asks for the whole of a name in it. Quotation marks would end the phrase, and names are
    /// compared without them.
    pub fn whole(self, name: &str) -> String {
        let plain: String = name.chars().filter(|c| !is_quote(*c)).collect();
        format!("{}:=\"{}\"", self.name(), plain.trim())
    }
}

/// What whole names are told apart by: their letters and figures, folded, so that 《河口报》 and
/// 河口报 are one. A name without any is all that it is.
pub fn name_key(name: &str) -> String {
    let ink: String = fold::ink(name).into_iter().collect();
    if ink.is_empty() { fold::fold(name) } else { ink }
}

/// Something that the reader has done with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Wrote a remark in it.
    HasNote,
    /// Put a bookmark into it.
    HasBookmark,
    /// Set off a passage of it.
    HasHighlight,
    /// Read it to its end.
    IsRead,
    /// Tagged a mark in it so; folded.
    Tagged(String),
    /// Marked it in a colour of this name; folded.
    Coloured(String),
    /// A mark of it has come to this. Asked of marks alone.
    HasCome(State),
}

/// What has become of the passage of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Perhaps it is where it was found: the reader is asked.
    Uncertain,
    /// Its words are others.
    Edited,
    /// It is no longer in its article.
    Orphan,
    /// Its article is not there.
    Unavailable,
    /// It stands elsewhere.
    Moved,
    /// It stands where it stood.
    Exact,
}

/// A name before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Title,
    Said(Field),
    Has,
    Is,
    Tag,
    Colour,
    State,
}

impl Name {
    /// The length of the longest in characters.
    pub(super) const CHARS_MAX: usize = 6;

    /// What `word` names, if it names anything. Letters in either case.
    pub(super) fn of(word: &str) -> Option<Self> {
        const NAMES: &[(&str, Name)] = &[
            ("title", Name::Title),
            ("标题", Name::Title),
            ("source", Name::Said(Field::Source)),
            ("来源", Name::Said(Field::Source)),
            ("author", Name::Said(Field::Author)),
            ("作者", Name::Said(Field::Author)),
            ("date", Name::Said(Field::Date)),
            ("日期", Name::Said(Field::Date)),
            ("in", Name::Said(Field::Path)),
            ("路径", Name::Said(Field::Path)),
            ("has", Name::Has),
            ("is", Name::Is),
            ("tag", Name::Tag),
            ("标签", Name::Tag),
            ("color", Name::Colour),
            ("colour", Name::Colour),
            ("颜色", Name::Colour),
            ("state", Name::State),
            ("状态", Name::State),
        ];
        let found = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        found.map(|&(_, name)| name)
    }
}

impl State {
    /// What `state:` asks for: the words of `--json`, those of the screen, or one character.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "uncertain" | "待确认" | "疑" => Some(Self::Uncertain),
            "edited" | "已改" | "改" => Some(Self::Edited),
            "orphan" | "已不在" | "原文已不在" | "孤" => Some(Self::Orphan),
            "unavailable" | "不在库中" | "文件不在库中" | "缺" => {
                Some(Self::Unavailable)
            }
            "moved" | "已移" | "移" => Some(Self::Moved),
            "exact" | "在原处" | "在" => Some(Self::Exact),
            _ => None,
        }
    }
}

impl Fact {
    /// What `has:` asks for.
    pub(super) fn had(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "note" | "notes" | "批注" | "笔记" => Some(Self::HasNote),
            "bookmark" | "bookmarks" | "书签" => Some(Self::HasBookmark),
            "highlight" | "highlights" | "高亮" | "划线" => Some(Self::HasHighlight),
            _ => None,
        }
    }
}
