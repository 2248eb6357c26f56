//! What looks like a name. In come words with their tags, out comes whether a name begins here, of
//! what kind, and how many of the words it takes. Refuses to know how often it stands elsewhere.

use std::borrow::Cow;

use super::cue::says_place;
use super::people::person;
use super::{Basis, Guess, Kind, Tagged, lists};
use crate::text::han::is_han;

/// The name that begins with the first of these words.
pub fn name<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    organisation(words).or_else(|| place(words)).or_else(|| person(words))
}

/// A word that is known for a place, or one or two that end in what it is: 河口 镇.
fn place<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    let first = words.first()?;
    let guess = |text, words| Guess { kind: Kind::Place, text, words, basis: Basis::Tagged };
    if !first.word.chars().all(is_han) {
        return None;
    }
    if let Some(joined) = joined_place(words) {
        return Some(guess(Cow::Owned(joined), 2));
    }
    let is_name = match first.tag {
        "ns" | "nsf" => !lists::NO_PLACES.contains(first.word),
        "nr" | "nrt" | "nz" | "zg" => is_small_place(first.word),
        _ => false,
    };
    let is_name = is_name && (2..=10).contains(&first.word.chars().count());
    let is_known = lists::KNOWN_PLACES.contains(first.word);
    (is_name || is_known).then(|| guess(Cow::Borrowed(first.word), 1))
}

/// A name of a place that a tagger cut: 河口 镇, 佘 山镇.
fn joined_place(words: &[Tagged<'_>]) -> Option<String> {
    let (first, second) = (words.first()?, words.get(1)?);
    let is_proper = matches!(first.tag, "ns" | "nsf" | "nr" | "nrt" | "nz" | "zg" | "x");
    let is_letter = first.word.chars().nth(1).is_none();
    let is_end = lists::PLACES.contains(&second.word);
    if !is_proper || !is_end && !is_letter || is_end && says_place(first.word) {
        return None;
    }
    Some(format!("{}{}", first.word, second.word)).filter(|text| is_small_place(text))
}

/// Whether a word that is no place to a tagger says that it is one: not 李行省, 赵知县.
fn is_small_place(text: &str) -> bool {
    let ends = ["区", "县", "镇", "乡", "村", "街道"];
    let tail = text.char_indices().rev().nth(1).map_or("", |(at, _)| &text[at..]);
    ends.iter().any(|end| text.ends_with(end))
        && (3..=6).contains(&text.chars().count())
        && !lists::BEFORE_PERSONS.contains(tail)
        && ![text, tail].iter().any(|text| lists::NO_PLACES.contains(text))
}

/// The most words that the name of an organisation is made of.
const WORDS_MAX: usize = 6;

/// Characters of the shortest and of the longest name of an organisation.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=16;

/// An organisation that is known, or a place or a proper name with nouns behind it, of which the
/// last says what it is: 河口镇 文化 馆. The longest such run counts.
fn organisation<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    let first = words.first()?;
    if !matches!(first.tag, "ns" | "nz" | "j") && !first.tag.starts_with("nt") {
        return None;
    }
    let is_part = |word: &&Tagged<'_>| {
        matches!(word.tag, "n" | "ns" | "nz" | "vn" | "j" | "ng" | "b" | "nt" | "an" | "l")
            && word.word.chars().all(is_han)
    };
    let run = 1 + words[1..].iter().take(WORDS_MAX - 1).take_while(is_part).count();
    let ends =
        |count: &usize| lists::ORGANISATIONS.iter().any(|end| words[count - 1].word.ends_with(end));
    let joined = (2..=run).rev().find(ends).map(|count| {
        let text: String = words[..count].iter().map(|word| word.word).collect();
        (Cow::<str>::Owned(text), count)
    });
    let joined = joined.filter(|(text, _)| LENGTHS.contains(&text.chars().count()));
    let is_known = first.tag.starts_with("nt")
        && first.word.chars().count() > 2
        && first.word.ends_with(|c| lists::ORGANISATION_ENDS.contains(c))
        && !lists::NO_ORGANISATIONS.contains(first.word);
    let known = is_known.then_some((Cow::Borrowed(first.word), 1));
    let (text, words) = joined.or(known).filter(|(text, _)| text.chars().all(is_han))?;
    Some(Guess { kind: Kind::Organisation, text, words, basis: Basis::Tagged })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        let words: Vec<Tagged<'_>> = words
            .split_whitespace()
            .filter_map(|word| word.rsplit_once('/'))
            .map(|(word, tag)| Tagged { word, tag })
            .collect();
        let found = name(&words);
        let shown = found.map(|it| format!("{} {} {}", it.text, it.kind.name(), it.words));
        assert_eq!(shown.unwrap_or_default(), expected, "{words:?}");
    }

    #[test]
    fn places_are_words_of_han() {
        check("河口/ns 灯/n", "河口 place 1");
        check("京/ns", "");
        check("本市/ns", "");
        check("A区/ns", "");
    }

    #[test]
    fn places_say_what_they_are() {
        check("河口镇/ns", "河口镇 place 1");
        check("石家镇/nr", "石家镇 place 1");
        check("佘/zg 山镇/ns 灯/n", "佘山镇 place 2");
        check("渡口/ns 街道/n", "渡口街道 place 2");
        check("河口镇/ns 街道/n", "河口镇 place 1");
        check("河口/ns 灾区/n", "河口 place 1");
        check("李行省/nr 说/v", "李行省 person 1");
        check("岳知县/nr 说/v", "");
        check("莫斯科/nr", "莫斯科 place 1");
        check("小区/n", "");
    }

    #[test]
    fn people_are_no_places() {
        check("岳南星/nr 说/v", "岳南星 person 1");
        check("阿黛尔/nrt ·/x 洛根/nrt 说/v", "阿黛尔·洛根 person 3");
    }

    #[test]
    fn organisations_say_what_they_are() {
        check("河口镇/ns 文化馆/n 的/uj", "河口镇文化馆 organisation 2");
        check("河口/ns 渡船/n 集团/n 公司/n", "河口渡船集团公司 organisation 4");
        check("河口/ns 渡船/n 学校/n 灯/n", "河口渡船学校 organisation 3");
        check("河口镇/ns 的/uj 文化馆/n", "河口镇 place 1");
        check("河口大学/nt", "河口大学 organisation 1");
        check("文化馆/n", "");
        check("音乐会/nt", "");
        check("国际化/nt", "");
    }
}
