//! What is typed after `duben notes`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::notes::exchange::Format;

#[derive(Debug, Subcommand)]
pub enum Notes {
    /// List bookmarks and notes
    List {
        /// Files and folders, to say where each passage is now
        paths: Vec<PathBuf>,
        /// Print JSON Lines, one object a mark
        #[arg(long)]
        json: bool,
    },
    /// Add a note to a passage
    Add(Add),
    /// Print all bookmarks and notes in a form that people or other programs read
    Export(Export),
    /// Take in the notes of another program, each at the passage that it quotes
    Import(Import),
    /// Delete what the last import took in; what you have changed of it since stays
    UndoImport,
    /// Read the whole log and tell what cannot be read
    Doctor,
}

#[derive(Args, Debug)]
pub struct Export {
    /// Files and folders, for what the articles say of themselves: author, source, date, address
    pub paths: Vec<PathBuf>,
    /// In which form
    #[arg(long, value_enum, default_value_t = NotesFormat::Markdown)]
    pub format: NotesFormat,
    /// Write a file an article into this folder; what was added to such a file stays
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Import {
    /// The file of the other program
    pub file: PathBuf,
    /// The files and folders in which the passages are looked for
    pub paths: Vec<PathBuf>,
    /// Its form; else it is told by its name and its text
    #[arg(long, value_enum)]
    pub format: Option<NotesFormat>,
    /// Take in again what was taken in before and deleted since
    #[arg(long)]
    pub again: bool,
}

/// The forms of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// One Markdown document
    Markdown,
    /// W3C Web Annotation, JSON-LD: all that is known of a mark; can be imported
    W3c,
    /// The JSON of Hypothesis; can be imported
    Hypothesis,
    /// My Clippings.txt of Kindle; can be imported
    Clippings,
    /// The JSON of KOReader; can be imported
    Koreader,
    /// The CSV of Readwise; can be imported
    Readwise,
    /// Markdown for Obsidian, a file an article
    Obsidian,
    /// Org, a file an article
    Org,
    /// Cards for Anki
    Anki,
    /// The articles with marks, as BibTeX
    Bibtex,
    /// The articles with marks, as CSL-JSON
    Csl,
}

impl From<NotesFormat> for Format {
    fn from(format: NotesFormat) -> Self {
        match format {
            NotesFormat::Markdown => Self::Markdown,
            NotesFormat::W3c => Self::WebAnnotation,
            NotesFormat::Hypothesis => Self::Hypothesis,
            NotesFormat::Clippings => Self::Clippings,
            NotesFormat::Koreader => Self::Koreader,
            NotesFormat::Readwise => Self::Readwise,
            NotesFormat::Obsidian => Self::Obsidian,
            NotesFormat::Org => Self::Org,
            NotesFormat::Anki => Self::Anki,
            NotesFormat::Bibtex => Self::Bibtex,
            NotesFormat::Csl => Self::Csl,
        }
    }
}

#[derive(Args, Debug)]
pub struct Add {
    /// The file or folder the passage is in
    pub path: PathBuf,
    /// The passage
    #[arg(long, value_name = "TEXT")]
    pub at: String,
    /// The note, Markdown
    #[arg(long, value_name = "TEXT")]
    pub note: String,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// A colour: yellow, green, blue, red or purple
    #[arg(long, value_name = "NAME")]
    pub color: Option<String>,
}
