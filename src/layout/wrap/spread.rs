//! Where a line may be spread to reach the right edge. In come the characters around a boundary
//! and how many cells are left over, out come whole cells between characters, at punctuation and
//! at spaces alone: plain Han stay on their grid, words stay whole. Refuses to know articles.

use super::kinsoku::{never_ends_line, never_starts_line};
use crate::text::grapheme::graphemes;

/// The cells that may open at one place, one Han at most. A line that would need more stays ragged.
const MOST_CELLS: u32 = 2;

/// The cells that a line is spread by, and the places where they open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    cells: u16,
    places: u16,
}

impl Spread {
    /// `cells` spread over `places`; none where that would tear the line apart.
    pub fn over(cells: u16, places: u16) -> Self {
        let holds = u32::from(cells) <= u32::from(places) * MOST_CELLS;
        if holds { Self { cells, places } } else { Self::default() }
    }

    /// All cells that it adds to a line.
    pub const fn cells(self) -> u16 {
        self.cells
    }

    /// The cells that open at place number `index` of the line: as even as whole cells allow.
    pub fn at(self, index: u16) -> u16 {
        if index >= self.places {
            return 0;
        }
        let upto = |count: u32| u32::from(self.cells) * count / u32::from(self.places);
        (upto(u32::from(index) + 1) - upto(u32::from(index))) as u16
    }
}

/// The places of a line, counted as one goes through its graphemes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    /// The last character, once there was one that is not a space: the spaces that a line begins
    /// with are its own.
    last: Option<char>,
    count: u16,
}

impl Places {
    /// How many places `text` has.
    pub fn count(text: &str) -> u16 {
        let mut places = Self::default();
        for (_, grapheme) in graphemes(text) {
            places.before(grapheme);
        }
        places.count
    }

    /// The number of the place before the next grapheme of the line, where there is one.
    pub fn before(&mut self, grapheme: &str) -> Option<u16> {
        let first = grapheme.chars().next()?;
        let found = self.last.is_some_and(|last| is_place(last, first)).then_some(self.count);
        self.count += u16::from(found.is_some());
        if self.last.is_some() || !first.is_whitespace() {
            self.last = grapheme.chars().next_back();
        }
        found
    }
}

/// Whether cells may open between a grapheme that ends with `a` and one that begins with `b`:
/// after a mark that closes, before one that opens, between the words of Latin text.
///
/// ```text
/// 他说，|“好”    the last|ferry    no place:  汉字  ，”  don’t
/// ```
fn is_place(a: char, b: char) -> bool {
    if a.is_whitespace() {
        return !b.is_whitespace();
    }
    let after = closes(a) && !never_starts_line(b) && !(a == '’' && b.is_ascii_alphanumeric());
    let before = opens(b) && !never_ends_line(a) && !(b == '‘' && a.is_ascii_alphanumeric());
    (after || before) && !b.is_whitespace()
}

const fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '”'
            | '’'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
    )
}

const fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '「' | '『' | '【')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_open_at_marks_and_spaces_alone() {
        for (pair, expected) in [
            ("，河", true),
            ("说“", true),
            ("：“", true),
            ("”的", true),
            (" a", true),
            ("汉字", false),
            ("字，", false),
            ("。”", false),
            ("（《", false),
            ("’t", false),
            ("ab", false),
            ("a ", false),
            ("， ", false),
            ("  ", false),
            ("——", false),
        ] {
            let mut chars = pair.chars();
            let (a, b) = (chars.next().expect("two"), chars.next().expect("two"));
            assert_eq!(is_place(a, b), expected, "{pair}");
        }
    }

    #[test]
    fn cells_are_spread_evenly_or_not_at_all() {
        let spread = |cells, places| {
            let spread = Spread::over(cells, places);
            (0..=places).map(|index| spread.at(index)).collect::<Vec<_>>()
        };
        assert_eq!(spread(1, 3), [0, 0, 1, 0]);
        assert_eq!(spread(2, 4), [0, 1, 0, 1, 0]);
        assert_eq!(spread(3, 2), [1, 2, 0]);
        assert_eq!(spread(4, 2), [2, 2, 0]);
        assert_eq!(spread(5, 2), [0, 0, 0]);
        assert_eq!(spread(1, 0), [0]);
    }
}
