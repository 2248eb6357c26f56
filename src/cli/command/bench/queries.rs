//! What is measured with: pieces of the text of a library, drawn by a generator that begins with
//! the same number each time.

use crate::index::Query;
use crate::library::Library;

/// Queries of one kind.
pub struct Group {
    pub name: &'static str,
    pub queries: Vec<Asked>,
}

/// A query as it is typed.
pub struct Asked {
    pub line: String,
    is_exact: bool,
}

impl Asked {
    fn exactly(line: String) -> Self {
        Self { line, is_exact: true }
    }

    /// What is looked for.
    pub fn parsed(&self) -> Query {
        if self.is_exact {
            Query::exactly(&self.line)
        } else {
            Query::parse(&self.line).unwrap_or_default()
        }
    }
}

/// Draws pieces of the texts of a library.
pub struct Sample<'a> {
    library: &'a Library,
    state: u64,
}

/// So many tries at most for one piece: a library may have none of the kind.
const TRIES: usize = 10_000;

impl<'a> Sample<'a> {
    /// The same pieces each time.
    pub fn of(library: &'a Library) -> Self {
        Self { library, state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// `count` queries of each kind.
    pub fn groups(&mut self, count: usize) -> Vec<Group> {
        let mut groups = Vec::new();
        let lengths = [("1 character", 1), ("2 characters", 2), ("4 characters", 4)];
        for (name, length) in lengths.into_iter().chain([("8 characters", 8)]) {
            let queries = self.draw(count, |sample| sample.piece(length));
            groups.push(Group { name, queries: queries.into_iter().map(Asked::exactly).collect() });
        }
        let both = self.draw(count, Self::two_terms);
        let both = both.into_iter().map(|line| Asked { line, is_exact: false }).collect();
        groups.push(Group { name: "two words", queries: both });
        let hot = self.hot(20).into_iter().map(Asked::exactly).collect();
        groups.push(Group { name: "frequent words", queries: hot });
        let across = self.draw(count.min(200), Self::across_lines);
        let across = across.into_iter().map(Asked::exactly).collect();
        groups.push(Group { name: "across lines", queries: across });
        groups
    }

    /// `count` pieces of 1 to 8 characters.
    pub fn literals(&mut self, count: usize) -> Vec<String> {
        let mut length = 0;
        self.draw(count, |sample| {
            length = length % 8 + 1;
            sample.piece(length)
        })
    }

    fn draw(
        &mut self,
        count: usize,
        mut one: impl FnMut(&mut Self) -> Option<String>,
    ) -> Vec<String> {
        let tries = (0..count.saturating_mul(4)).filter_map(|_| one(self));
        tries.take(count).collect()
    }

    /// A number below `end`, by xorshift64* (Vigna 2016).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let number = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d);
        (number >> 33) as usize % end.max(1)
    }

    /// So many characters of the folded text of one line.
    fn piece(&mut self, length: usize) -> Option<String> {
        (0..TRIES).find_map(|_| {
            let article = self.below(self.library.len());
            let text = self.library.folded(article).1;
            let mut at = self.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let piece: String = text[at..].chars().take(length).collect();
            let is_one = piece.chars().count() == length && !piece.contains('\n');
            (is_one && piece.trim() == piece).then_some(piece)
        })
    }

    /// Two words of one article.
    fn two_terms(&mut self) -> Option<String> {
        (0..TRIES).find_map(|_| {
            let article = self.below(self.library.len());
            let text = self.library.folded(article).1;
            let chars: Vec<char> = text.chars().take(4000).collect();
            let mut word = || -> Option<String> {
                let at = self.below(chars.len());
                let word: String = chars.get(at..at + 2)?.iter().collect();
                word.chars().all(char::is_alphanumeric).then_some(word)
            };
            Some(format!("{} {}", word()?, word()?))
        })
    }

    /// The most frequent of many words.
    fn hot(&mut self, count: usize) -> Vec<String> {
        let words = self.draw(5000, |sample| sample.piece(2));
        let mut counted: Vec<(usize, &String)> = Vec::new();
        let mut sorted: Vec<&String> = words.iter().collect();
        sorted.sort_unstable();
        for same in sorted.chunk_by(|a, b| a == b) {
            counted.push((same.len(), same[0]));
        }
        counted.sort_unstable_by(|a, b| b.cmp(a));
        counted.into_iter().take(count).map(|(_, word)| word.clone()).collect()
    }

    /// A piece of clean text with a line break in it.
    fn across_lines(&mut self) -> Option<String> {
        (0..TRIES / 10).find_map(|_| {
            let index = self.below(self.library.len());
            let article = self.library.article(index)?;
            article.blocks().iter().find_map(|block| {
                let text = article.block_text(block).as_str();
                let at = text.find('\n')?;
                let before = text[..at].chars().rev().take(3).collect::<Vec<_>>();
                let after = text[at..].chars().take(4);
                let piece: String = before.into_iter().rev().chain(after).collect();
                (piece.chars().count() == 7).then_some(piece)
            })
        })
    }
}
