//! What looks like a person. In come words with their tags, out come the people who begin there and
//! the longer names of which a tagger may have cut a character off. Refuses to know how often they
//! are met.

use std::borrow::Cow;

use super::{Basis, Guess, Kind, Tagged, lists};
use crate::text::han::is_han;

/// The person whose name begins with the first of these words.
pub fn person<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    let first = words.first()?;
    if let Some(foreign) = foreign(words) {
        return Some(foreign);
    }
    let one =
        |basis| Guess { kind: Kind::Person, text: Cow::Borrowed(first.word), words: 1, basis };
    match first.tag {
        "nr" | "nrfg" if is_chinese(first.word) => Some(one(Basis::Tagged)),
        // A word that the tagger does not know.
        "x" if is_chinese(first.word) => Some(one(Basis::Pieced)),
        _ => pieced(words),
    }
}

/// A surname that stands for itself, and the given name behind it: 姜 冬冬.
fn pieced<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    let (surname, given) = (words.first()?, words.get(1)?);
    if !may_name(surname) || !is_surname(surname.word) {
        return None;
    }
    let text = format!("{}{}", surname.word, given.word);
    is_chinese(&text).then_some(Guess {
        kind: Kind::Person,
        text: Cow::Owned(text),
        words: 2,
        basis: Basis::Pieced,
    })
}

/// Whether a word is tagged as surnames are; the words 和, 向, 都, 由 … are not.
fn may_name(word: &Tagged<'_>) -> bool {
    const TAGS: &str = "nzxjigbat";
    word.tag.starts_with(|tag| TAGS.contains(tag))
}

/// The names that are one character longer than the person at `at` of the words: with the word
/// before, or with that behind.
pub fn longer<'a>(
    guess: &Guess<'_>,
    at: usize,
    words: &[Tagged<'a>],
) -> impl Iterator<Item = Longer> + use<'a> {
    let is_short = guess.kind == Kind::Person && guess.text.chars().nth(2).is_none();
    let one = |word: Option<&Tagged<'a>>| {
        word.filter(|word| is_short && word.word.chars().nth(1).is_none()).copied()
    };
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let before = one(before.filter(|before| may_name(before)));
    let behind = one(words.get(at + guess.words));
    let before = before.map(|before| Longer {
        text: format!("{}{}", before.word, guess.text),
        from: at - 1,
        words: guess.words + 1,
    });
    let behind = behind.map(|behind| Longer {
        text: format!("{}{}", guess.text, behind.word),
        from: at,
        words: guess.words + 1,
    });
    before.into_iter().chain(behind).filter(|longer| is_chinese(&longer.text))
}

/// A longer name, and the words that it is made of.
pub struct Longer {
    pub text: String,
    pub from: usize,
    pub words: usize,
}

const POINT: &str = "·";

/// A transliterated name: several words with points between, of which one is no other word.
fn foreign<'a>(words: &[Tagged<'a>]) -> Option<Guess<'a>> {
    let is_part = |word: &Tagged<'_>| {
        word.word.chars().all(is_han) && (1..=6).contains(&word.word.chars().count())
    };
    let is_name = |word: &Tagged<'_>| word.tag.starts_with("nr");
    let mut count = 1;
    while words.get(count).is_some_and(|point| point.word == POINT)
        && words
            .get(count + 1)
            .is_some_and(|part| is_part(part) && (is_name(part) || part.tag == "x"))
    {
        count += 2;
    }
    if count == 1 || !is_part(&words[0]) || !words[..count].iter().any(is_name) {
        return None;
    }
    let text: String = words[..count].iter().map(|word| word.word).collect();
    let (kind, text) = (Kind::Person, Cow::Owned(text));
    Some(Guess { kind, text, words: count, basis: Basis::Tagged })
}

fn is_surname(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(one), None, None) => lists::SURNAMES.contains(&one),
        (Some(one), Some(two), None) => lists::COMPOUND.contains(&[one, two]),
        _ => false,
    }
}

/// A surname and one or two characters.
fn is_chinese(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if !chars.iter().copied().all(is_han) {
        return false;
    }
    let surname = match chars.as_slice() {
        [a, b, _] | [a, b, _, _] if lists::COMPOUND.contains(&[*a, *b]) => 2,
        [a, b] if lists::COMPOUND.contains(&[*a, *b]) => return false,
        [a, _] | [a, _, _] if lists::SURNAMES.contains(a) => 1,
        // Two surnames: 范徐丽泰.
        [a, b, _, _] if lists::SURNAMES.contains(a) && lists::SURNAMES.contains(b) => 2,
        _ => return false,
    };
    let given = &chars[surname..];
    let is_title = matches!((chars.len(), given), (2, [c]) if lists::NO_ONLY_GIVEN.contains(*c));
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let tail = word.char_indices().rev().nth(1).map_or("", |(at, _)| &word[at..]);
    !is_title
        && !ends(&lists::CALLS)
        && !ends(&lists::ORGANISATIONS)
        && !lists::BEFORE_PERSONS.contains(tail)
        && !lists::NO_PERSONS.contains(word)
        && !given.iter().any(|c| lists::NO_GIVEN.contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(words: &str) -> Vec<Tagged<'_>> {
        let pairs = words.split_whitespace().filter_map(|word| word.rsplit_once('/'));
        pairs.map(|(word, tag)| Tagged { word, tag }).collect()
    }

    fn check(words: &str, expected: &str) {
        let found = person(&tagged(words));
        let shown = found.map(|guess| format!("{} {}", guess.text, guess.words));
        assert_eq!(shown.unwrap_or_default(), expected, "{words:?}");
    }

    #[test]
    fn people_have_a_surname() {
        check("岳南星/nr", "岳南星 1");
        check("乔苇/nr", "乔苇 1");
        check("闻人竹/nr", "闻人竹 1");
        check("欧阳一苇/nr", "欧阳一苇 1");
        check("范徐小灯/nr", "范徐小灯 1");
        check("岳先生/nr", "");
        check("岳爷/nr", "");
        check("宣传部/nr", "");
        check("晨星/nr", "");
        check("李某/nr", "");
        check("张说/nr", "");
        check("王/nr", "");
        check("石灯塔下走/nr", "");
        check("Ada/nr", "");
        check("岳南星/n", "");
        check("岳侍郎/nr", "");
        check("岳公/nr", "");
    }

    #[test]
    fn names_that_a_tagger_cuts_are_put_together() {
        check("岳/zg 冬冬/t 说/v", "岳冬冬 2");
        check("欧阳/nr 灯/n", "欧阳灯 2");
        check("岳冬灯/x", "岳冬灯 1");
        check("欧阳/nr 的/uj", "");
        check("和/c 冬冬/t", "");
        check("灯/n 冬冬/t", "");
    }

    #[test]
    fn longer_names_stand_where_words_of_one_character_do() {
        let check = |words: &str, at: usize, expected: &str| {
            let words = tagged(words);
            let guess = person(&words[at..]).expect("a person");
            let longer: Vec<String> = longer(&guess, at, &words).map(|one| one.text).collect();
            assert_eq!(longer.join(" "), expected, "{words:?}");
        };
        check("岳南/nr 锡/ns 同志/n", 0, "岳南锡");
        check("公/n 孙灯/nr 走/v", 1, "公孙灯 孙灯走");
        check("请/v 岳南星/nr 走/v", 1, "");
        check("岳南/nr 同志/n", 0, "");
    }

    #[test]
    fn foreign_names_have_points() {
        check("阿黛尔/nrt ·/x 洛根/nrt 说/v", "阿黛尔·洛根 3");
        check("阿黛尔/nrt 说/v", "");
        check("洛根/nrt ·/x 拓普/x ·/x 安/nr", "洛根·拓普·安 5");
        check("河口/ns ·/x 北坡/ns", "");
    }
}
