//! What is typed after `duben search`: what is asked, in which order, and what is printed of it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::index::{Order, concordance};

/// What stands below the help of `search`.
pub(super) const QUERIES: &str = "\
Queries:
  渡口 末班船            both, anywhere in an article
  \"deep learning\"      with the space
  渡口 -末班船           not
  渡口|码头              either; (渡口 早晨)|码头 groups
  渡口 NEAR/5 船夫       at most 5 characters between
  /第[一二]班船?/i       a regular expression
  title: source: author: in: date:2022..2023-06
  source:=早报           the whole name, not a part of it
  has:note|bookmark|highlight is:read|unread #tag

Examples:
  duben search '渡口 date:2022..' ~/papers
  duben search -c --sort date 'title:渡口|码头' ~/papers
  duben search --json -n 20 '渡口 NEAR/5 船夫' ~/papers
  duben search -- -5 ~/papers";

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Search {
    /// What to look for; left out with --saved
    #[arg(required_unless_present = "saved")]
    pub query: Option<String>,
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// Ask the search that was given this name in the reader, by :save-search
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// Print at most this many hits
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Characters of text on either side of a hit
    #[arg(short = 'C', long, value_name = "N", default_value_t = 30)]
    pub context: usize,
    /// Print the number of hits an article
    #[arg(short, long, conflicts_with_all = ["json", "list"])]
    pub count: bool,
    /// Print only the articles
    #[arg(short, long, conflicts_with = "json")]
    pub list: bool,
    /// The order of the articles
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: Sort,
    /// When to take letters for pinyin: xuhui, xhq, xuh区
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Pinyin::Auto)]
    pub pinyin: Pinyin,
    /// Colours: on a terminal, always, never
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
    /// Look in titles only
    #[arg(long)]
    pub title: bool,
    /// Print JSON Lines, one object a hit
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub kwic: Concordance,
}

/// A concordance: a line a hit, the hits below one another.
#[derive(Args, Debug)]
pub struct Concordance {
    /// Print a concordance: a line a hit, aligned at the hit
    #[arg(id = "kwic", long, conflicts_with_all = ["json", "count", "list", "title"])]
    pub wanted: bool,
    /// Order the lines by what stands before or behind the hit, by date or by source
    #[arg(
        id = "kwic-sort",
        long,
        value_name = "ORDER",
        value_enum,
        default_value_t = KwicSort::Found,
        requires = "kwic"
    )]
    pub order: KwicSort,
    /// Cells of a line; what the terminal has, else 100
    #[arg(long, value_name = "N", requires = "kwic")]
    pub width: Option<u16>,
    /// Print a table of tab-separated values, with -C characters on either side
    #[arg(long, requires = "kwic", conflicts_with = "width")]
    pub tsv: bool,
}

/// The order of the lines of a concordance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KwicSort {
    /// The best article first
    Found,
    /// By what stands before the hit, read backwards from it
    Left,
    /// By what stands behind it
    Right,
    /// By day, the oldest first
    Date,
    /// By source
    Source,
}

impl From<KwicSort> for concordance::Order {
    fn from(sort: KwicSort) -> Self {
        match sort {
            KwicSort::Found => Self::Found,
            KwicSort::Left => Self::Left,
            KwicSort::Right => Self::Right,
            KwicSort::Date => Self::Date,
            KwicSort::Source => Self::Source,
        }
    }
}

/// When colours are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that has any, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// In which order the articles of a search come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// The best first
    #[default]
    Relevance,
    /// The newest first, those without a year last
    Date,
    /// By the name of the source
    Source,
    /// As they lie in the files
    Position,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Date => Self::Date,
            Sort::Source => Self::Source,
            Sort::Position => Self::Position,
        }
    }
}

/// When letters are taken for pinyin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pinyin {
    /// Where they stand nowhere as they are
    Auto,
    /// Always, beside the letters themselves
    On,
    /// Never
    Off,
}

impl From<Pinyin> for crate::index::Pinyin {
    fn from(pinyin: Pinyin) -> Self {
        match pinyin {
            Pinyin::Auto => Self::Auto,
            Pinyin::On => Self::On,
            Pinyin::Off => Self::Off,
        }
    }
}
