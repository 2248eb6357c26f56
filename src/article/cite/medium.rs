//! What kind of publication an article appeared in, told by the name of its source and of its file.

/// Where an article appeared, as far as references tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Newspaper,
    Journal,
    /// A chapter of a book.
    Book,
    /// A page of the web.
    Web,
    /// Something else, or not known.
    Other,
}

/// What the names of journals end in. 报 is in some of them.
const JOURNALS: [&str; 11] =
    ["学报", "學報", "画报", "畫報", "杂志", "雜誌", "月刊", "季刊", "周刊", "丛刊", "集刊"];

/// What ends in 报 and is no newspaper: what offices print.
const NOTICES: [&str; 7] = ["公报", "简报", "通报", "情报", "年报", "海报", "电报"];

/// What the names of newspapers end in; the last two are names.
const NEWSPAPERS: [&str; 4] = ["报", "報", "参考消息", "每日电讯"];

impl Medium {
    /// The medium of an article with this source and address, in the file `path`.
    pub fn of(path: &str, source: Option<&str>, url: Option<&str>) -> Self {
        let ends_in = |ends: &[&str]| {
            source.is_some_and(|source| ends.iter().any(|end| source.trim_end().ends_with(end)))
        };
        let is_book =
            path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("epub"));
        if is_book {
            Self::Book
        } else if ends_in(&JOURNALS) {
            Self::Journal
        } else if ends_in(&NEWSPAPERS) && !ends_in(&NOTICES) {
            Self::Newspaper
        } else if url.is_some() {
            Self::Web
        } else {
            Self::Other
        }
    }

    /// Whether the source is itself a work with a title, and no site or office.
    pub const fn has_title(self) -> bool {
        matches!(self, Self::Newspaper | Self::Journal | Self::Book)
    }
}
