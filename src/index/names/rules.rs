//! What looks like a name. In come words with their tags, out comes whether a name begins here, of
//! what kind, and how many of the words it takes. Refuses to know how often it stands elsewhere.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{Kind, Tagged, lists};
use crate::text::han::is_han;

/// The name that begins with the first of these words.
pub fn name<'a>(words: &[Tagged<'a>]) -> Option<(Kind, Cow<'a, str>, usize)> {
    let first = words.first()?;
    if let Some(found) = organisation(words) {
        return Some(found);
    }
    match first.tag {
        "nr" | "nrfg" if is_chinese_person(first.word) => {
            Some((Kind::Person, Cow::Borrowed(first.word), 1))
        }
        "nr" | "nrt" | "ns" => foreign_person(words).or_else(|| place(first)),
        "nsf" => place(first),
        _ => None,
    }
}

/// What stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A title, a preposition, a verb that goes with such names.
    Speaks,
    /// Anything.
    None,
}

/// Whether the words beside a name speak for its kind.
pub fn cue(kind: Kind, before: Option<&Tagged<'_>>, after: Option<&Tagged<'_>>) -> Cue {
    let is_one = |word: Option<&Tagged<'_>>, list: &FxHashSet<&str>| {
        word.is_some_and(|word| list.contains(word.word))
    };
    let speaks = match kind {
        Kind::Person => {
            is_one(before, &lists::BEFORE_PERSONS)
                || is_one(after, &lists::AFTER_PERSONS)
                || before.is_some_and(|before| ends_with_title(before.word))
        }
        Kind::Place => is_one(before, &lists::BEFORE_PLACES) || is_one(after, &lists::AFTER_PLACES),
        Kind::Organisation => false,
    };
    if speaks { Cue::Speaks } else { Cue::None }
}

/// 副局长 as 局长.
fn ends_with_title(word: &str) -> bool {
    let tail = word.char_indices().rev().nth(1).map(|(at, _)| &word[at..]);
    tail.is_some_and(|tail| lists::BEFORE_PERSONS.contains(tail))
}

/// How often words beside a name spoke for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub cued: u32,
    pub times: u32,
}

/// Whether a word that looks like a name was met as names are: one time in eight or twelve beside a
/// word that speaks for it. What the word list calls a name and is none (高潮, 城市) hardly ever is.
/// Organisations say themselves what they are.
pub fn holds(kind: Kind, text: &str, Share { cued, times }: Share) -> bool {
    let is_short = text.chars().nth(2).is_none();
    match kind {
        Kind::Person if is_short => cued * 8 >= times,
        Kind::Person | Kind::Place => cued * 12 >= times,
        Kind::Organisation => true,
    }
}

const POINT: &str = "·";

/// A transliterated name: several words with points between, of which one is known for a name.
fn foreign_person<'a>(words: &[Tagged<'a>]) -> Option<(Kind, Cow<'a, str>, usize)> {
    let is_part = |word: &Tagged<'_>| {
        word.word.chars().all(is_han) && (2..=6).contains(&word.word.chars().count())
    };
    let mut count = 1;
    while words.get(count).is_some_and(|point| point.word == POINT)
        && words.get(count + 1).is_some_and(|part| is_part(part) && part.tag.starts_with("nr"))
    {
        count += 2;
    }
    let is_named = words[0].tag.starts_with("nr");
    if count == 1 || !is_named || !is_part(&words[0]) {
        return None;
    }
    let text: String = words[..count].iter().map(|word| word.word).collect();
    Some((Kind::Person, Cow::Owned(text), count))
}

/// A surname and one or two characters.
fn is_chinese_person(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if !chars.iter().copied().all(is_han) {
        return false;
    }
    let surname = match chars.as_slice() {
        [a, b, _] | [a, b, _, _] if lists::COMPOUND.contains(&[*a, *b]) => 2,
        [a, _] | [a, _, _] if lists::SURNAMES.contains(a) => 1,
        // Two surnames: 范徐丽泰.
        [a, b, _, _] if lists::SURNAMES.contains(a) && lists::SURNAMES.contains(b) => 2,
        _ => return false,
    };
    let given = &chars[surname..];
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    !ends(&lists::CALLS)
        && !ends(&lists::ORGANISATIONS)
        && !given.iter().any(|c| lists::NO_GIVEN.contains(*c))
}

fn place<'a>(word: &Tagged<'a>) -> Option<(Kind, Cow<'a, str>, usize)> {
    let length = word.word.chars().count();
    let is_name = matches!(word.tag, "ns" | "nsf")
        && (2..=10).contains(&length)
        && word.word.chars().all(is_han)
        && !lists::NO_PLACES.contains(word.word);
    is_name.then_some((Kind::Place, Cow::Borrowed(word.word), 1))
}

/// The most words that the name of an organisation is made of.
const WORDS_MAX: usize = 6;

/// Characters of the shortest and of the longest name of an organisation.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=16;

/// An organisation that is known, or a place or a proper name with nouns behind it, of which the
/// last says what it is: 河口镇 文化 馆. The longest such run counts.
fn organisation<'a>(words: &[Tagged<'a>]) -> Option<(Kind, Cow<'a, str>, usize)> {
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
        (Kind::Organisation, Cow::<str>::Owned(text), count)
    });
    let joined = joined.filter(|(_, text, _)| LENGTHS.contains(&text.chars().count()));
    let is_known = first.tag.starts_with("nt")
        && first.word.chars().count() > 2
        && first.word.ends_with(|c| lists::ORGANISATION_ENDS.contains(c))
        && !lists::NO_ORGANISATIONS.contains(first.word);
    let known = is_known.then_some((Kind::Organisation, Cow::Borrowed(first.word), 1));
    joined.or(known).filter(|(_, text, _)| text.chars().all(is_han))
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
        let shown = found.map(|(kind, text, count)| format!("{text} {} {count}", kind.name()));
        assert_eq!(shown.unwrap_or_default(), expected, "{words:?}");
    }

    #[test]
    fn people_have_a_surname() {
        check("岳南星/nr", "岳南星 person 1");
        check("乔苇/nr", "乔苇 person 1");
        check("闻人竹/nr", "闻人竹 person 1");
        check("欧阳一苇/nr", "欧阳一苇 person 1");
        check("范徐小灯/nr", "范徐小灯 person 1");
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
    }

    #[test]
    fn what_stands_beside_a_name_speaks_for_it() {
        let word = |word| Tagged { word, tag: "n" };
        let check = |kind, before, after, expected| {
            let (before, after) = (word(before), word(after));
            let speaks = cue(kind, Some(&before), Some(&after)) == Cue::Speaks;
            assert_eq!(speaks, expected, "{before:?} {after:?}");
        };
        check(Kind::Person, "副局长", "在", true);
        check(Kind::Person, "请", "先生", true);
        check(Kind::Person, "在", "里", false);
        check(Kind::Place, "在", "里", true);
        check(Kind::Place, "局长", "市", true);
        check(Kind::Place, "局长", "里", false);
        assert_eq!(cue(Kind::Place, None, None), Cue::None);
        let share = |cued, times| Share { cued, times };
        assert!(holds(Kind::Person, "乔苇", share(1, 8)));
        assert!(!holds(Kind::Person, "高潮", share(1, 9)));
        assert!(holds(Kind::Person, "岳南星", share(1, 12)));
        assert!(!holds(Kind::Place, "城市", share(2, 40)));
    }

    #[test]
    fn foreign_names_have_points() {
        check("阿黛尔/nrt ·/x 洛根/nrt 说/v", "阿黛尔·洛根 person 3");
        check("阿黛尔/nrt 说/v", "");
        check("河口/ns ·/x 北坡/ns", "河口 place 1");
    }

    #[test]
    fn places_are_words_of_han() {
        check("河口镇/ns", "河口镇 place 1");
        check("京/ns", "");
        check("本市/ns", "");
        check("A区/ns", "");
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
