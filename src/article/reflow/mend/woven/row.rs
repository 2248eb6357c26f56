//! The rows of a page: words with blanks between. In comes text, out come its lines with the widths
//! of their words. Refuses to know where a column ends.

use std::ops::Range;

use crate::article::form::{EM, Form, Measure};
use crate::article::line::{self, Ending};

/// How far a full line may miss the edge of its column.
pub const SLACK: u32 = EM;

/// The longest row of a page, in bytes: a longer line is a paragraph.
pub const LONGEST: usize = 600;

/// The fewest bytes of a word on an average: an em of Chinese has three, and figures stand beside it.
const WORD: usize = 8;

/// A line of the page.
pub struct Row<'a> {
    pub line: &'a str,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Its words; none where they are too short to be Chinese.
    words: Vec<Word>,
}

/// A word of a row.
struct Word {
    /// Where it stands in the line, in bytes.
    place: Range<usize>,
    /// The width of the row from its first word to the end of this one.
    to: Width,
    own: Width,
}

/// The lines of `text` that are not blank.
pub fn rows(text: &str) -> Vec<Row<'_>> {
    let mut after_blank = false;
    let mut found = Vec::new();
    for line in line::split(text) {
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        found.push(Row { line, after_blank, words: words(line) });
        after_blank = false;
    }
    found
}

fn words(line: &str) -> Vec<Word> {
    if line.len() > LONGEST || !line.contains(' ') {
        return Vec::new();
    }
    let count = line.split_whitespace().count();
    if count < 2 || count * WORD > line.len() {
        return Vec::new();
    }
    let mut words: Vec<Word> = Vec::with_capacity(count);
    for word in line.split_whitespace() {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let form = Form::of(word);
        let own = Width { least: form.width(Measure::Compressed), most: form.width(Measure::Grid) };
        let to = words.last().map_or(own, |last| last.to.with(own));
        words.push(Word { place: start..start + word.len(), to, own });
    }
    words
}

impl<'a> Row<'a> {
    /// How many words it has.
    pub const fn words(&self) -> usize {
        self.words.len()
    }

    /// The words in `range`, which are some, with the blanks between them.
    pub fn stretch(&self, range: Range<usize>) -> Stretch<'a> {
        match &self.words[range] {
            [] => Stretch { text: "", width: Width { least: 0, most: 0 } },
            [word] => Stretch { text: &self.line[word.place.clone()], width: word.own },
            [first, .., last] => Stretch {
                text: &self.line[first.place.start..last.place.end],
                width: last.to.from(first.to, first.own),
            },
        }
    }
}

/// Words of a row that follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    pub text: &'a str,
    pub width: Width,
}

impl Stretch<'_> {
    /// Whether it ends a sentence.
    pub fn ended(&self) -> bool {
        line::ending(self.text) == Ending::Sentence
    }
}

/// How wide a stretch is set: between the two measures, as its signs are compressed or not.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    pub least: u32,
    pub most: u32,
}

impl Width {
    /// The width of two stretches with a blank between, which is a quarter em wide.
    pub const fn with(self, next: Self) -> Self {
        Self { least: self.least + 1 + next.least, most: self.most + 1 + next.most }
    }

    /// The width of what ends here and begins with a word that ends at `end` and is as wide as `first`.
    pub const fn from(self, end: Self, first: Self) -> Self {
        Self {
            least: self.least - end.least + first.least,
            most: self.most - end.most + first.most,
        }
    }

    /// Whether a stretch as wide reaches the edge of a column.
    pub const fn fills(self, column: u32) -> bool {
        self.least <= column + SLACK && self.most + SLACK >= column
    }

    /// How far a stretch that is set to the edge of `column` would miss it.
    pub fn miss(self, column: u32) -> u32 {
        self.least.saturating_sub(column).max(column.saturating_sub(self.most))
    }

    /// Whether a stretch as wide goes over the edge.
    pub const fn exceeds(self, column: u32) -> bool {
        self.least > column + SLACK
    }
}
