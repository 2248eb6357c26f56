//! Folded words side by side, so that all of them are looked through at the speed of the memory. In
//! come texts with whose they are, out comes whose holds a word. Refuses to know what they are.

use memchr::memmem::Finder;

use crate::index::{Sound, Voice};
use crate::text::fold;

/// Lines of folded text. A line is only ever added: one that holds no longer is passed over by
/// whoever asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    text: String,
    /// The characters of the text: they are compared by sound.
    voice: Voice,
    lines: Vec<Line>,
}

/// A line: where it begins in bytes and in characters, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    byte: usize,
    unit: usize,
    owner: u32,
}

/// A word that was typed, folded, and what it sounds like.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    finder: Finder<'a>,
    sound: Option<Sound>,
}

impl<'a> Word<'a> {
    /// A folded word.
    pub fn new(literal: &'a str) -> Self {
        Self { finder: Finder::new(literal), sound: Sound::of(literal) }
    }
}

impl Sheet {
    /// Makes room for so many bytes of text.
    pub fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
        // Mostly Han, of three bytes each.
        self.voice.reserve(bytes / 3);
    }

    /// Adds a line of several fields, which no word crosses; gives its number.
    pub fn push<'a>(&mut self, owner: u32, fields: impl IntoIterator<Item = &'a str>) -> u32 {
        let (byte, unit) = (self.text.len(), self.voice.len());
        for field in fields {
            // Folding emits no newline.
            fold::fold_into(field, &mut self.text);
            self.text.push('\n');
        }
        self.voice.push(&self.text[byte..]);
        self.lines.push(Line { byte, unit, owner });
        (self.lines.len() - 1) as u32
    }

    /// The text of a line.
    pub fn line(&self, number: u32) -> &str {
        let at = |number: usize| self.lines.get(number).map_or(self.text.len(), |line| line.byte);
        self.text.get(at(number as usize)..at(number as usize + 1)).unwrap_or_default()
    }

    /// Whether a line holds the word, as it is or as it is read.
    pub fn has(&self, number: u32, word: &Word<'_>) -> bool {
        word.finder.find(self.line(number).as_bytes()).is_some()
            || word.sound.as_ref().is_some_and(|sound| self.sounds(number, sound))
    }

    fn sounds(&self, number: u32, sound: &Sound) -> bool {
        let at = |number: usize| self.lines.get(number).map_or(self.voice.len(), |line| line.unit);
        self.voice.find(sound, at(number as usize)..at(number as usize + 1)).is_some()
    }

    /// Gives the number and the owner of each line that holds the word, as it is or as it is read.
    pub fn holding(&self, word: &Word<'_>, mut give: impl FnMut(u32, u32)) {
        let finder = &word.finder;
        self.walk(
            |line| line.byte,
            |from| {
                let found = finder.find(self.text.as_bytes().get(from..)?)?;
                Some(from + found)
            },
            &mut give,
        );
        if let Some(sound) = &word.sound {
            self.walk(
                |line| line.unit,
                |from| Some(from + self.voice.find(sound, from..self.voice.len())?),
                &mut give,
            );
        }
    }

    /// Goes from place to place, of which each line counts once.
    fn walk(
        &self,
        start: impl Fn(&Line) -> usize,
        next: impl Fn(usize) -> Option<usize>,
        give: &mut impl FnMut(u32, u32),
    ) {
        let mut lines = self.lines.iter().zip(0..).peekable();
        let mut from = 0;
        while let Some(place) = next(from) {
            let mut here = None;
            while let Some(line) = lines.next_if(|(line, _)| start(line) <= place) {
                here = Some(line);
            }
            if let Some((line, number)) = here {
                give(number, line.owner);
            }
            let Some((behind, _)) = lines.peek() else { break };
            from = start(behind);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holding(sheet: &Sheet, word: &str) -> Vec<u32> {
        let mut owners = Vec::new();
        sheet.holding(&Word::new(word), |_, owner| owners.push(owner));
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    #[test]
    fn a_word_is_found_as_it_is_and_as_it_is_read() {
        let mut sheet = Sheet::default();
        sheet.push(7, ["渡口的燈", "Ｌamp"]);
        sheet.push(8, ["", "灯塔"]);
        sheet.push(9, ["渡口", "dk"]);
        for (word, owners) in [
            ("渡口", &[7, 9][..]),
            ("灯", &[7, 8]),
            ("lamp", &[7]),
            ("dk", &[7, 9]),
            ("dengta", &[8]),
            ("口灯", &[]),
            ("灯lamp", &[]),
            ("塔渡", &[]),
        ] {
            assert_eq!(holding(&sheet, word), owners, "{word}");
        }
    }

    proptest! {
        #[test]
        fn the_lines_that_hold_a_word_are_found_one_by_one(
            lines in proptest::collection::vec("[渡口du灯𠀀 ]{0,6}", 0..9),
            word in "[渡口du灯]{1,3}",
        ) {
            let mut sheet = Sheet::default();
            for (owner, line) in (0..).zip(&lines) {
                sheet.push(owner, [line.as_str()]);
            }
            let sound = Sound::of(&word);
            let holds = |line: &&str| {
                let line = fold::fold(line);
                line.contains(&word) || sound.as_ref().is_some_and(|sound| sound.is_in(&line))
            };
            let expected: Vec<u32> = (0..)
                .zip(&lines)
                .filter(|(_, line)| holds(&line.as_str()))
                .map(|(owner, _)| owner)
                .collect();
            prop_assert_eq!(holding(&sheet, &word), expected);
        }
    }
}
