//! A short text laid along a longer one, edits and all. In come letters, out comes where each of
//! them stands. Refuses to know what the letters mean.
//!
//! The bit-parallel algorithm of Myers (1999) in blocks of 64, over code points, after Hyyrö (2003);
//! the columns are kept, so that the path can be walked back.

const WORD: usize = 64;

/// The text to be found, prepared once for many places.
#[derive(Debug)]
pub struct Pattern {
    len: usize,
    blocks: usize,
    /// The letters that occur, sorted.
    letters: Vec<char>,
    /// For each of them, and for one that does not occur, a bit for each place where it does.
    masks: Vec<u64>,
}

/// How a pattern lies in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// The fewest letters put in, left out or replaced.
    pub edits: usize,
    /// Where the text begins and ends that each letter of the pattern became: one letter, or none
    /// where it was left out.
    pub spans: Vec<(usize, usize)>,
}

/// Where in the text the pattern may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begin {
    Anywhere,
    AtStart,
}

/// The vertical differences of one column in one block.
#[derive(Clone, Copy, Debug)]
struct Deltas {
    plus: u64,
    minus: u64,
}

impl Pattern {
    /// Prepares a pattern.
    pub fn new(pattern: &[char]) -> Self {
        let blocks = pattern.len().div_ceil(WORD);
        let mut letters = pattern.to_vec();
        letters.sort_unstable();
        letters.dedup();
        let mut masks = vec![0; (letters.len() + 1) * blocks];
        for (at, letter) in pattern.iter().enumerate() {
            if let Ok(row) = letters.binary_search(letter) {
                masks[row * blocks + at / WORD] |= 1 << (at % WORD);
            }
        }
        Self { len: pattern.len(), blocks, letters, masks }
    }

    /// The fewest edits that make some beginning of `text` of the pattern.
    pub fn edits_at_start(&self, text: &[char]) -> usize {
        let mut column = vec![Deltas { plus: u64::MAX, minus: 0 }; self.blocks];
        let mut edits = self.len;
        let mut best = edits;
        for letter in text {
            edits = edits.saturating_add_signed(self.step(&mut column, *letter, Begin::AtStart));
            best = best.min(edits);
        }
        best
    }

    /// Lays the pattern where in `text` it fits with the fewest edits, at the first such place. Both
    /// ends of the text may be left over. Takes the time of `text` times the blocks of the pattern,
    /// and 16 bytes for each of those.
    pub fn align(&self, text: &[char]) -> Alignment {
        let mut columns = Vec::with_capacity(text.len() * self.blocks);
        let mut column = vec![Deltas { plus: u64::MAX, minus: 0 }; self.blocks];
        let mut edits = self.len;
        let mut best = (self.len, 0);
        for (at, letter) in text.iter().enumerate() {
            edits = edits.saturating_add_signed(self.step(&mut column, *letter, Begin::Anywhere));
            columns.extend_from_slice(&column);
            if edits < best.0 {
                best = (edits, at + 1);
            }
        }
        let (edits, end) = best;
        Alignment { edits, spans: self.walk_back(&columns, end) }
    }

    /// The column after one more letter of the text, and what became of the edits at its foot.
    fn step(&self, column: &mut [Deltas], letter: char, begin: Begin) -> isize {
        let row = self.letters.binary_search(&letter).unwrap_or(self.letters.len());
        let masks = &self.masks[row * self.blocks..][..self.blocks];
        let last_bit = (self.len + WORD - 1) % WORD;
        // What is passed over before the pattern begins costs nothing, or a letter an edit.
        let mut carry_plus = u64::from(begin == Begin::AtStart);
        let (mut carry_minus, mut change) = (0, 0);
        for (block, (deltas, &mask)) in column.iter_mut().zip(masks).enumerate() {
            let foot = if block + 1 == self.blocks { last_bit } else { WORD - 1 };
            let Deltas { plus, minus } = *deltas;
            let vertical = mask | minus;
            let equal = mask | carry_minus;
            let diagonal = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
            let mut across_plus = minus | !(diagonal | plus);
            let mut across_minus = plus & diagonal;
            let (out_plus, out_minus) = (across_plus >> foot & 1, across_minus >> foot & 1);
            across_plus = across_plus << 1 | carry_plus;
            across_minus = across_minus << 1 | carry_minus;
            deltas.plus = across_minus | !(vertical | across_plus);
            deltas.minus = across_plus & vertical;
            (carry_plus, carry_minus) = (out_plus, out_minus);
            change = out_plus as isize - out_minus as isize;
        }
        change
    }

    /// The way from the foot of the column after `end` letters up to where the pattern begins.
    fn walk_back(&self, columns: &[Deltas], end: usize) -> Vec<(usize, usize)> {
        let deltas = |text: usize, at: usize| columns[(text - 1) * self.blocks + at / WORD];
        let is_up = |text: usize, at: usize| deltas(text, at).plus >> (at % WORD) & 1 == 1;
        let is_down = |text: usize, at: usize| deltas(text, at).minus >> (at % WORD) & 1 == 1;
        let mut spans = vec![(0, 0); self.len];
        let (mut text, mut left) = (end, self.len);
        while left > 0 {
            let at = left - 1;
            if text == 0 || is_up(text, at) {
                // Left out of the text.
                spans[at] = (text, text);
                left = at;
            } else if text > 1 && is_down(text - 1, at) {
                // Put into the text.
                text -= 1;
            } else {
                spans[at] = (text - 1, text);
                text -= 1;
                left = at;
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The last row of the table of Sellers (1980): the edits of the pattern up to each place, by
    /// what passing over a letter before it costs.
    fn table(pattern: &[char], text: &[char], before: usize) -> Vec<usize> {
        let mut row: Vec<usize> = (0..=text.len()).map(|at| at * before).collect();
        for (line, wanted) in pattern.iter().enumerate() {
            let mut diagonal = line;
            row[0] = line + 1;
            for (column, found) in text.iter().enumerate() {
                let replaced = diagonal + usize::from(wanted != found);
                diagonal = row[column + 1];
                row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
            }
        }
        row
    }

    /// What the path costs: letters replaced, left out, and put in between the first and the last.
    fn cost(pattern: &[char], text: &[char], spans: &[(usize, usize)]) -> usize {
        let mut edits = 0;
        let mut last = spans.first().map_or(0, |span| span.0);
        for (letter, &(start, end)) in pattern.iter().zip(spans) {
            assert!(last <= start && start <= end && end <= start + 1, "{spans:?}");
            edits += start - last;
            edits += usize::from(start == end || text[start] != *letter);
            last = end;
        }
        edits
    }

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_pattern_lies_where_it_fits_best() {
        let check = |pattern: &str, text: &str, edits, from, to| {
            let alignment = Pattern::new(&letters(pattern)).align(&letters(text));
            assert_eq!(alignment.edits, edits, "{pattern} in {text}");
            assert_eq!(alignment.spans[0].0, from, "{alignment:?}");
            assert_eq!(alignment.spans.last().map(|span| span.1), Some(to), "{alignment:?}");
        };
        check("过江看戏", "明天一定要过江看戏去", 0, 5, 9);
        check("过江看戏", "明天一定要过江去看戏", 1, 5, 10);
        check("过江看戏", "明天要过江戏", 1, 3, 6);
        check("过江看戏", "", 4, 0, 0);
        check(&"江水".repeat(80), &format!("看{}", "江水".repeat(80)), 0, 1, 161);
    }

    proptest! {
        #[test]
        fn it_is_as_good_as_the_table(
            pattern in "[天地人山水]{1,200}",
            text in "[天地人山水]{0,260}",
        ) {
            let (pattern, text) = (letters(&pattern), letters(&text));
            let alignment = Pattern::new(&pattern).align(&text);
            let best = table(&pattern, &text, 0).into_iter().min();
            prop_assert_eq!(Some(alignment.edits), best);
            prop_assert_eq!(cost(&pattern, &text, &alignment.spans), alignment.edits);
            let best = table(&pattern, &text, 1).into_iter().min();
            prop_assert_eq!(Some(Pattern::new(&pattern).edits_at_start(&text)), best);
        }

        #[test]
        fn edits_are_found(
            pattern in "[一-三天地人山水风云江月日年]{100,200}",
            at in 0..100usize,
            gone in 0..30usize,
        ) {
            let pattern = letters(&pattern);
            let mut text = letters(&"春夏秋冬".repeat(20));
            let front = text.len();
            text.extend(&pattern[..at]);
            text.extend(&pattern[(at + gone).min(pattern.len())..]);
            let alignment = Pattern::new(&pattern).align(&text);
            prop_assert!(alignment.edits <= gone);
            prop_assert_eq!(cost(&pattern, &text, &alignment.spans), alignment.edits);
            prop_assert!(alignment.spans[0].0 >= front);
        }
    }
}
