//! What is typed after `duben`, as clap reads it: one definition for arguments, help, completions
//! and the man page.

mod notes;
mod search;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::article::cite::Style;
use crate::index::names::Kind;
pub use notes::{Add, Export, Import, Notes};
pub use search::{Color, Search};

/// 读本: a terminal reader for a library of articles, mostly Chinese.
///
/// Opens files and folders of messy text, makes articles out of them, and lets you read, search,
/// bookmark and annotate them from the keyboard. With no path it opens the library of config.toml,
/// else a built-in sample.
///
/// The first word that is no option is a command where there is one of that name: a file called
/// notes is ./notes, or -- notes.
#[derive(Debug, Parser)]
#[command(name = "duben", version, max_term_width = 100, override_usage = USAGE)]
pub struct Typed {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Files and folders to read; `-` for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub common: Common,
}

const USAGE: &str = "duben [OPTIONS] [PATH]...\n       duben [OPTIONS] <COMMAND>";

/// What holds for every command.
#[derive(Args, Debug, Default)]
pub struct Common {
    /// Read all files in this encoding (gb18030, big5, utf-16le …) instead of finding each one's
    #[arg(long, global = true, value_name = "NAME")]
    pub encoding: Option<String>,

    /// Cells that ambiguous characters (“ ” — … ①) take in this terminal
    #[arg(long, global = true, value_enum, value_name = "CELLS")]
    pub ambiguous: Option<Ambiguous>,

    /// Colours: auto, dark, light, contrast, ansi, mono, or a theme of your own
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,

    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,

    /// Keep notes and reading positions in this directory
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// Keep the index of what is read in this directory; one that cannot be written is only read
    #[arg(long, global = true, value_name = "DIR")]
    pub index_dir: Option<PathBuf>,

    /// What finds words: auto takes an index where a library is large
    #[arg(long, global = true, value_enum, value_name = "ENGINE")]
    pub engine: Option<Engine>,

    /// Read all files, and keep nothing of them
    #[arg(long, global = true, conflicts_with = "index_dir")]
    pub no_cache: bool,

    /// Read this file instead of config.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What finds words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// An index above `index-above-mb` of text, and where there is one
    Auto,
    /// An index, whatever the size
    Index,
    /// A scan of all the text
    Scan,
}

/// What a terminal does with ambiguous characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ambiguous {
    /// Ask the terminal
    Auto,
    /// One cell
    Narrow,
    /// Two cells
    Wide,
    /// Not known: readable either way
    Safe,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Search the articles: words separated by spaces, "a phrase", -not, one|other, field:value
    #[command(after_help = search::QUERIES)]
    Search(Search),
    /// List the articles
    List(List),
    /// List the people, places and organisations that the articles speak of
    Names(Names),
    /// Tell what articles are: facts, length, marks, key words, and the articles that are like them
    Info(Info),
    /// Print one article
    Show(Show),
    /// Print clean articles, one JSON object a file
    Extract(Extract),
    /// List, add, export, import or check bookmarks and notes
    #[command(subcommand)]
    Notes(Notes),
    /// Keep libraries ready, so that they open at once
    #[command(subcommand)]
    Index(Index),
    /// Press keys headless and print the screen
    Screen(Screen),
    /// Tell what duben finds: directories, settings, terminal
    Doctor,
    /// Print the key table as Markdown
    Keys,
    /// Print a commented config.toml, or the names of the themes
    Config(Config),
    /// Print shell completions
    Completions { shell: clap_complete::Shell },
    /// Print the man page
    Man,
    /// Measure the engines on a library of your own
    #[command(subcommand, hide = true)]
    Bench(Bench),
    /// The text of a PDF from standard input: what duben asks of itself without pdftotext
    #[command(hide = true)]
    PdfText,
}

#[derive(Args, Debug)]
pub struct Config {
    /// Print the themes that --theme takes, those of your own too
    #[arg(long)]
    pub themes: bool,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct List {
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// List the copies too that are folded under a better one
    #[arg(long)]
    pub all: bool,
    /// List only what has not been read to its end
    #[arg(long, conflicts_with = "read")]
    pub unread: bool,
    /// List only what has been read to its end
    #[arg(long)]
    pub read: bool,
    /// Print JSON Lines, one object an article
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Names {
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// List only those of one kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<NameKind>,
    /// List at most this many of each kind
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print JSON Lines, one object a name
    #[arg(long)]
    pub json: bool,
}

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NameKind {
    /// People
    Person,
    /// Places
    Place,
    /// Organisations
    Organisation,
}

impl From<NameKind> for Kind {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => Self::Person,
            NameKind::Place => Self::Place,
            NameKind::Organisation => Self::Organisation,
        }
    }
}

#[derive(Args, Debug)]
pub struct Info {
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// Tell of one article: its number in `duben list`, the beginning of its id, or words of its
    /// title
    #[arg(long, value_name = "WHICH")]
    pub article: Option<String>,
    /// Print JSON Lines, one object an article
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Show {
    /// The article: the beginning of its id, or words of its title
    pub id: String,
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "raw")]
    pub json: bool,
    /// Print the lines of its file as they stand, dropped ones and all; of JSON the record's fields
    #[arg(long)]
    pub raw: bool,
    /// Wrap lines at this many cells
    #[arg(long, value_name = "N", conflicts_with_all = ["json", "raw"])]
    pub width: Option<u16>,
    /// Print the reference to it instead, for a bibliography
    #[arg(long, value_name = "STYLE", value_enum, conflicts_with_all = ["json", "raw", "width"])]
    pub cite: Option<CiteStyle>,
}

/// How references are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CiteStyle {
    /// A line of text
    Plain,
    /// A line of Markdown with a link
    Markdown,
    /// GB/T 7714-2015
    Gbt7714,
    /// An entry of a BibTeX file
    Bibtex,
}

impl From<CiteStyle> for Style {
    fn from(style: CiteStyle) -> Self {
        match style {
            CiteStyle::Plain => Self::Plain,
            CiteStyle::Markdown => Self::Markdown,
            CiteStyle::Gbt7714 => Self::Gbt7714,
            CiteStyle::Bibtex => Self::Bibtex,
        }
    }
}

#[derive(Args, Debug)]
pub struct Extract {
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
}

/// The forms in which articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a file, which is read again as it was
    Jsonl,
    /// Markdown, which is read again as it was: front matter once, *** between articles
    Md,
    /// Plain text, a paragraph a line, *** between articles
    Txt,
}

#[derive(Debug, Subcommand)]
pub enum Index {
    /// Read what is new or changed, and keep it
    Build {
        /// Files and folders
        paths: Vec<PathBuf>,
    },
    /// Tell what is kept, and whether it is fresh
    Status {
        /// Files and folders
        paths: Vec<PathBuf>,
    },
    /// Remove what is kept; the files themselves stay
    Clear {
        /// Files and folders
        paths: Vec<PathBuf>,
        /// Remove what is kept of all libraries
        #[arg(long, conflicts_with = "paths")]
        all: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Time searches with both engines, and compare what they find with a naive search
    Search(BenchSearch),
}

#[derive(Args, Debug)]
pub struct BenchSearch {
    /// Files and folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// How many queries of each kind are timed
    #[arg(short, long, value_name = "N", default_value_t = 200)]
    pub queries: usize,
    /// How many pieces of text are looked for naively as well
    #[arg(short, long, value_name = "N", default_value_t = 1000)]
    pub pieces: usize,
}

#[derive(Args, Debug)]
pub struct Screen {
    /// Files and folders; `-` for standard input
    pub paths: Vec<PathBuf>,
    /// Columns and rows
    #[arg(long, value_name = "CxR", default_value = "80x24", value_parser = parse_size)]
    pub size: (u16, u16),
    /// Keys, in the notation of vim.
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        help = "Keys, as vim writes them: gg, <C-d>, <CR>, <lt>"
    )]
    pub keys: String,
    /// How the screen is printed
    #[arg(long, value_enum, default_value_t = Drawn::Text)]
    pub format: Drawn,
    /// Print the styles below the screen
    #[arg(long, conflicts_with = "format")]
    pub styles: bool,
}

/// The forms in which a screen is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Drawn {
    /// Plain text
    Text,
    /// Text with the colours of a terminal
    Ansi,
    /// A picture
    Svg,
}

fn parse_size(text: &str) -> Result<(u16, u16), String> {
    let sides = text.split_once(['x', 'X', '×']);
    let parsed = sides.and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
    parsed
        .filter(|(cols, rows)| (1..=1000).contains(cols) && (1..=1000).contains(rows))
        .ok_or_else(|| "give columns and rows from 1 to 1000, as in 80x24".to_owned())
}
