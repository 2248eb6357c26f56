//! A typed word to the ways in which it can be meant. In come letters and Han, out come sequences
//! of syllables, initials and Han, one for each character that is looked for. Refuses to know any
//! text: which way holds is seen where it is looked for.

use crate::text::han::is_han;
use crate::text::pinyin::{self, SYLLABLE_LETTERS_MAX};

/// What one character is to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// One with this syllable, as it is typed.
    Syllable(String),
    /// One with a syllable that begins with these letters: one, or `zh`, `ch`, `sh`.
    Initial(String),
    /// This one.
    Han(char),
}

/// What the characters are to be, one after the other.
pub type Way = Vec<Part>;

/// Letters beyond this in one word are no pinyin that someone typed.
const LETTERS_MAX: usize = 48;

/// How many ways a word is looked for in. `xian` has two, `fangan` two, `tiananmen` three; words
/// with more are rare, and the first ways, of the longest syllables, are the likely ones.
const WAYS_MAX: usize = 6;

/// The ways in which a folded word can be meant; none where it is no pinyin.
///
/// Letters are cut into syllables with as few initials left between as can be (`xuhui`, `xuh`);
/// letters that are not all syllables may also be all initials (`xhq`, `zhg`). An apostrophe cuts.
pub fn ways(word: &str) -> Vec<Way> {
    let is_pinyin = |c: char| c.is_ascii_lowercase() || c == '\'' || is_han(c);
    let letters = word.chars().filter(char::is_ascii_lowercase).count();
    if !(1..=LETTERS_MAX).contains(&letters) || !word.chars().all(is_pinyin) {
        return Vec::new();
    }
    let mut ways: Vec<Way> = vec![Vec::new()];
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let run = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        if run > 0 {
            ways = product(&ways, &cuts(&rest[..run]));
            rest = &rest[run..];
        } else {
            if c != '\'' {
                for way in &mut ways {
                    way.push(Part::Han(c));
                }
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    ways.retain(|way| !way.is_empty());
    ways
}

fn product(heads: &[Way], tails: &[Way]) -> Vec<Way> {
    let mut ways = Vec::new();
    for tail in tails {
        ways.extend(heads.iter().map(|head| [head.as_slice(), tail].concat()));
    }
    ways.truncate(WAYS_MAX);
    ways
}

/// How letters without a break can be cut.
fn cuts(letters: &str) -> Vec<Way> {
    let least = least_initials(letters);
    let mut cuts = Vec::new();
    if least[0].is_some() {
        follow(letters, 0, &least, &mut Vec::new(), &mut cuts);
    }
    let initials = || letters.char_indices().map(|(at, _)| &letters[at..=at]);
    if least[0] != Some(0) && initials().all(is_initial) {
        let all: Way = initials().map(|letter| Part::Initial(letter.to_owned())).collect();
        if !cuts.contains(&all) {
            // The likeliest of what is not all syllables.
            cuts.insert(0, all);
        }
    }
    cuts
}

/// For each place the fewest initials that the letters behind it need; none where they cannot be
/// cut.
fn least_initials(letters: &str) -> Vec<Option<usize>> {
    let mut least = vec![None; letters.len() + 1];
    least[letters.len()] = Some(0);
    for at in (0..letters.len()).rev() {
        let costs = steps(letters, at)
            .filter_map(|(part, length)| least[at + length].map(|rest| rest + cost(&part)));
        least[at] = costs.min();
    }
    least
}

/// Collects the cuts that need no more initials than they must, those of long syllables first.
fn follow(letters: &str, at: usize, least: &[Option<usize>], way: &mut Way, cuts: &mut Vec<Way>) {
    if cuts.len() == WAYS_MAX {
        return;
    }
    if at == letters.len() {
        cuts.push(way.clone());
        return;
    }
    for (part, length) in steps(letters, at) {
        let rest = least[at + length].map(|rest| rest + cost(&part));
        if rest.is_some() && rest == least[at] {
            way.push(part);
            follow(letters, at + length, least, way, cuts);
            way.pop();
        }
    }
}

const fn cost(part: &Part) -> usize {
    matches!(part, Part::Initial(_)) as usize
}

/// What may stand at a place, the longest first, and how many letters it takes.
fn steps(letters: &str, at: usize) -> impl Iterator<Item = (Part, usize)> {
    let rest = &letters[at..];
    let longest = rest.len().min(SYLLABLE_LETTERS_MAX);
    let syllables = (1..=longest).rev().map(move |length| &rest[..length]);
    let syllables = syllables.filter(|letters| pinyin::is_syllable(letters));
    let syllables = syllables.map(|letters| (Part::Syllable(letters.to_owned()), letters.len()));
    let initials = (1..=rest.len().min(2)).rev().map(move |length| &rest[..length]);
    let initials = initials.filter(|letters| is_initial(letters));
    syllables.chain(initials.map(|letters| (Part::Initial(letters.to_owned()), letters.len())))
}

/// Whether syllables begin with this: no syllable begins with i, u or v.
fn is_initial(letters: &str) -> bool {
    match letters {
        "zh" | "ch" | "sh" => true,
        letter => letter.len() == 1 && !matches!(letter, "i" | "u" | "v"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(ways: &[Way]) -> String {
        let part = |part: &Part| match part {
            Part::Syllable(letters) => letters.clone(),
            Part::Initial(letters) => format!("{letters}-"),
            Part::Han(c) => c.to_string(),
        };
        let way = |way: &Way| way.iter().map(part).collect::<Vec<_>>().join(" ");
        ways.iter().map(way).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_word_is_cut_in_all_likely_ways() {
        for (word, expected) in [
            ("xuhui", "xu hui"),
            ("xhq", "x- h- q-"),
            ("xuh区", "xu h- 区"),
            ("徐hq", "徐 h- q-"),
            ("xian", "xian, xi an"),
            ("xi'an", "xi an"),
            ("fangan", "fang an, fan gan"),
            ("fan'gan", "fan gan"),
            ("bjing", "b- jing"),
            ("shangh", "s- h- a- n- g- h-, shang h-"),
            ("zhg", "z- h- g-, zh- g-"),
            ("ahq", "a- h- q-, a h- q-"),
            ("lvse", "lv se"),
            ("nanjing", "nan jing"),
            ("tiananmen", "tian an men, ti an an men, ti a nan men"),
            ("shi", "shi"),
            ("x", "x-"),
            ("徐汇", ""),
            ("", ""),
            ("'", ""),
            // No pinyin.
            ("hello world", ""),
            ("uiv", ""),
            ("x2", ""),
            ("xü", ""),
        ] {
            assert_eq!(shown(&ways(word)), expected, "{word}");
        }
        assert!(ways(&"an".repeat(40)).is_empty(), "longer than anyone types");
    }

    proptest! {
        /// The parts of every way, one after the other, are what was typed.
        #[test]
        fn ways_say_what_was_typed(word in "[a-z'汇区]{0,14}") {
            let ways = ways(&word);
            prop_assert!(ways.len() <= WAYS_MAX);
            let typed = word.replace('\'', "");
            for way in ways {
                let said: String = way
                    .iter()
                    .map(|part| match part {
                        Part::Syllable(letters) | Part::Initial(letters) => letters.clone(),
                        Part::Han(c) => c.to_string(),
                    })
                    .collect();
                prop_assert_eq!(&said, &typed);
            }
        }
    }
}
