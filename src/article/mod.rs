//! Text to articles. In come the bytes of one file and its name, out come the articles in it, the
//! lines dropped as boilerplate, and warnings. Refuses to know where the file lies or who reads.

mod anchor;
pub mod cite;
mod compose;
mod extract;
mod form;
mod formats;
mod line;
mod metadata;
mod original;
pub mod pace;
mod piece;
mod print;
mod reflow;
mod ruler;
pub mod runs;
mod sign;
mod sketch;
mod space;
mod stored;
mod words;

use std::fmt;
use std::ops::Range;

pub use anchor::Anchor;
pub use extract::{NO_ARTICLE, PDF, Refused, extension, extract};
pub use formats::pdf;
pub use original::{Original, Part, original};
pub use print::markdown::markdown;
pub use print::{Json, Place, plain, record};
pub use sketch::Sketch;

use crate::text::{Clean, Shown, fold};
use ruler::Ruler;

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    Title,
    Subtitle,
    Kicker,
    Body,
    Heading,
    Verse,
    List,
    Quote,
    Code,
    Caption,
    Attribution,
}

impl BlockKind {
    /// Whether the block belongs to the head of the article and not to its paragraphs.
    pub const fn is_head(self) -> bool {
        matches!(self, Self::Title | Self::Subtitle | Self::Kicker)
    }
}

/// A paragraph, heading, title … as it lies in the text of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it lies in the article's text, in bytes; without the newline that ends it.
    pub bytes: Range<usize>,
    /// Its first character, in code points from the start of the article's text.
    pub start: u32,
}

/// The name of an article: a hash of its folded text, so that the same article has the same name
/// wherever it lies and however its lines were broken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

impl ArticleId {
    /// The name of the article with this text.
    pub fn of(text: &str) -> Self {
        let hash = blake3::hash(fold::fold(text).as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        Self(u64::from_be_bytes(first))
    }

    /// The name as a number, as it is kept.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The name that was kept as this number.
    pub const fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// Reads what [`fmt::Display`] prints: 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        // `from_str_radix` would take a sign as well.
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        digits.then(|| u64::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// One article. Its text is its blocks in reading order, a newline between two of them; verse,
/// lists and code may hold newlines of their own. Offsets are code points in this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name.
    pub id: ArticleId,
    /// Title, subtitle, kicker (where they stand in the text) and paragraphs.
    text: Clean,
    blocks: Vec<Block>,
    /// Code points in `text`.
    chars: u32,
    /// Code points of `text` to bytes and back.
    ruler: Ruler,
    /// A title made from the text where the file has none. Not part of the text.
    pub inferred_title: Option<Clean>,
    /// YYYY-MM-DD, or MM-DD where no year is in the text; never invented.
    pub date: Option<Clean>,
    /// Newspaper, site, office.
    pub source: Option<Clean>,
    /// Who wrote it.
    pub author: Option<Clean>,
    /// Where it was published.
    pub url: Option<Clean>,
}

impl Article {
    /// Puts an article together from its blocks; empty ones are left out.
    pub fn new(parts: impl IntoIterator<Item = (BlockKind, Clean)>) -> Self {
        let mut text = Clean::default();
        let mut blocks = Vec::new();
        let mut chars = 0;
        for (kind, part) in parts.into_iter().filter(|(_, part)| !part.trim().is_empty()) {
            if !blocks.is_empty() {
                text.push(Shown::literal("\n"));
                chars += 1;
            }
            let (from, count) = (text.len(), part.chars().count() as u32);
            text.append(part);
            blocks.push(Block { kind, bytes: from..text.len(), start: chars });
            chars += count;
        }
        text.shrink_to_fit();
        Self {
            id: ArticleId::of(&text),
            ruler: Ruler::of(&text),
            text,
            blocks,
            chars,
            inferred_title: None,
            date: None,
            source: None,
            author: None,
            url: None,
        }
    }

    /// The whole clean text.
    pub fn text(&self) -> &Clean {
        &self.text
    }

    /// The blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of a block.
    pub fn block_text(&self, block: &Block) -> Shown<'_> {
        self.text.slice(block.bytes.clone())
    }

    /// The end of a block, in code points; the newline after it is left out.
    pub fn block_end(&self, block: &Block) -> u32 {
        self.offset_of(block.bytes.end)
    }

    /// The length of the text in code points.
    pub fn chars(&self) -> u32 {
        self.chars
    }

    /// The title that stands in the text, else the one made from it.
    pub fn title(&self) -> Option<Shown<'_>> {
        self.part(BlockKind::Title).or_else(|| self.inferred_title.as_ref().map(Clean::shown))
    }

    /// The title as lists show it: `~` before one that was made from the text, and what stands for
    /// none.
    pub fn label(&self) -> Clean {
        const INFERRED: Shown = Shown::literal("~");
        const NONE: Shown = Shown::literal("无题");
        match (self.part(BlockKind::Title), &self.inferred_title) {
            (Some(title), _) => Clean::concat([title]),
            (None, Some(title)) => Clean::concat([INFERRED, title.shown()]),
            (None, None) => Clean::concat([NONE]),
        }
    }

    /// The first block of a kind.
    pub fn part(&self, kind: BlockKind) -> Option<Shown<'_>> {
        self.blocks.iter().find(|block| block.kind == kind).map(|block| self.block_text(block))
    }

    /// The block that the code point `offset` lies in; the newline after a block belongs to it.
    pub fn block_at(&self, offset: u32) -> usize {
        self.blocks.partition_point(|block| block.start <= offset).saturating_sub(1)
    }

    /// The byte offset of a code point offset; the end of the text where it lies beyond.
    pub fn byte_of(&self, offset: u32) -> usize {
        self.ruler.byte_of(&self.text, offset)
    }

    /// The code point offset of a byte offset that lies on a character boundary.
    pub fn offset_of(&self, byte: usize) -> u32 {
        self.ruler.offset_of(&self.text, byte)
    }

    /// The text between two code point offsets.
    pub fn slice(&self, start: u32, end: u32) -> Shown<'_> {
        self.text.slice(self.byte_of(start)..self.byte_of(end.max(start)))
    }
}

/// What one file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extraction {
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// Lines that are no article's: navigation, share buttons, hot lists.
    pub dropped: Vec<Clean>,
    /// What the reader should know: broken bytes, a format guessed.
    pub warnings: Vec<Clean>,
}
