//! What stands beside names, and whether what looks like a name was met as names are. In come the
//! words beside a name, out comes what they speak for. Refuses to know how names are put together.

use std::ops::AddAssign;

use rustc_hash::FxHashSet;

use super::{Basis, Kind, Tagged, lists};

/// What the words beside a name say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A title, a preposition, a verb that goes with such names.
    Speaks,
    /// It begins a clause and does something there, or it is one of a list, as people do and are.
    Acts,
    /// It is counted, said to be somehow, or part of a longer word, as people hardly are.
    Against,
    /// Anything.
    None,
}

/// What the words beside a name say.
pub fn cue(kind: Kind, before: Option<&Tagged<'_>>, after: Option<&Tagged<'_>>) -> Cue {
    let is_one = |word: Option<&Tagged<'_>>, list: &FxHashSet<&str>| {
        word.is_some_and(|word| list.contains(word.word))
    };
    match kind {
        Kind::Person => {
            let speaks = is_one(before, &lists::BEFORE_PERSONS)
                || is_one(after, &lists::AFTER_PERSONS)
                || before.is_some_and(|before| ends_with_title(before.word))
                || after.is_some_and(|after| ends_with_title(after.word));
            if speaks { Cue::Speaks } else { cue_of_person(before, after) }
        }
        Kind::Place
            if is_one(before, &lists::BEFORE_PLACES) || is_one(after, &lists::AFTER_PLACES) =>
        {
            Cue::Speaks
        }
        Kind::Place | Kind::Organisation => Cue::None,
    }
}

fn cue_of_person(before: Option<&Tagged<'_>>, after: Option<&Tagged<'_>>) -> Cue {
    let is_mark = |word: &Tagged<'_>| !word.word.contains(char::is_alphanumeric);
    let is_listed = |word: Option<&Tagged<'_>>| word.is_some_and(|word| word.word == "、");
    let begins = before.is_none_or(is_mark) && !is_listed(before);
    let does = after.is_some_and(|after| matches!(after.tag, "v" | "vg" | "vd" | "d" | "p"));
    if begins && does || is_listed(before) && is_listed(after) {
        return Cue::Acts;
    }
    let counts = |word: &Tagged<'_>| {
        const TAGS: [&str; 12] = ["uj", "ul", "m", "q", "d", "a", "ns", "r", "f", "v", "vn", "b"];
        TAGS.contains(&word.tag)
    };
    let goes_on = |word: &Tagged<'_>| {
        const TAGS: [&str; 10] = ["n", "f", "ns", "a", "vn", "ul", "q", "j", "ng", "k"];
        TAGS.contains(&word.tag)
    };
    if before.is_some_and(counts) || after.is_some_and(goes_on) { Cue::Against } else { Cue::None }
}

/// 副局长 as 局长.
fn ends_with_title(word: &str) -> bool {
    let tail = word.char_indices().rev().nth(1).map(|(at, _)| &word[at..]);
    tail.is_some_and(|tail| lists::BEFORE_PERSONS.contains(tail))
}

/// How often a name was met as one of a kind, and beside what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    pub times: u32,
    pub articles: u32,
    speaks: u32,
    acts: u32,
    against: u32,
    /// How often it was put together of what a tagger had cut.
    pieced: u32,
    /// One more than the article in which it was met last.
    last: u32,
}

impl Met {
    /// Counts it once more.
    pub fn meet(&mut self, article: u32, cue: Cue, basis: Basis) {
        self.times += 1;
        self.pieced += u32::from(basis == Basis::Pieced);
        self.articles += u32::from(self.last != article + 1);
        self.last = article + 1;
        match cue {
            Cue::Speaks => self.speaks += 1,
            Cue::Acts => self.acts += 1,
            Cue::Against => self.against += 1,
            Cue::None => {}
        }
    }

    /// Whether what looks like this name was met as names of the kind are. What the word list calls
    /// a name and is none (高潮, 城市) hardly ever is. Organisations say themselves what they are.
    pub fn holds(&self, kind: Kind, text: &str) -> bool {
        match kind {
            Kind::Person => self.holds_person(text),
            Kind::Place => {
                self.speaks * 12 >= self.times
                    || lists::KNOWN_PLACES.contains(text)
                    || says_place(text)
            }
            Kind::Organisation => true,
        }
    }

    /// The shares were chosen by the names in a month of a newspaper.
    fn holds_person(&self, text: &str) -> bool {
        let Self { times, speaks, acts, against, pieced, .. } = *self;
        if text.contains('·') {
            return true;
        }
        if text.ends_with(|end| lists::NO_PERSON_ENDS.contains(end)) && speaks * 3 < times {
            return false;
        }
        if pieced * 2 > times {
            return speaks > 1 && speaks * 3 >= times && against * 4 <= times;
        }
        if text.chars().nth(2).is_none() {
            let is_met_often = times >= 5 && (speaks + acts) * 3 >= times;
            return against * 2 <= times && (speaks * 8 >= times || is_met_often);
        }
        speaks * 12 >= times || against * 5 <= times || (speaks + acts) * 4 >= times
    }
}

/// Whether a name says that it is one of a place: 河口镇.
pub fn says_place(text: &str) -> bool {
    text.chars().nth(2).is_some() && lists::PLACES.iter().any(|end| text.ends_with(end))
}

impl AddAssign for Met {
    fn add_assign(&mut self, other: Self) {
        self.times += other.times;
        self.articles += other.articles;
        self.speaks += other.speaks;
        self.acts += other.acts;
        self.against += other.against;
        self.pieced += other.pieced;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_name_speaks_for_it() {
        let check = |kind,
                     before: (&'static str, &'static str),
                     after: (&'static str, &'static str),
                     expected| {
            let word = |(word, tag)| Tagged { word, tag };
            let said = cue(kind, Some(&word(before)), Some(&word(after)));
            assert_eq!(said, expected, "{before:?} {after:?}");
        };
        check(Kind::Person, ("副局长", "n"), ("在", "p"), Cue::Speaks);
        check(Kind::Person, ("请", "v"), ("先生", "n"), Cue::Speaks);
        check(Kind::Person, ("请", "v"), ("副局长", "n"), Cue::Speaks);
        check(Kind::Person, ("。", "x"), ("忙", "d"), Cue::Acts);
        check(Kind::Person, ("、", "x"), ("、", "x"), Cue::Acts);
        check(Kind::Person, ("、", "x"), ("忙", "d"), Cue::None);
        check(Kind::Person, ("的", "uj"), ("忙", "d"), Cue::Against);
        check(Kind::Person, ("在", "p"), ("小说", "n"), Cue::Against);
        check(Kind::Place, ("在", "p"), ("里", "f"), Cue::Speaks);
        check(Kind::Place, ("局长", "n"), ("市", "n"), Cue::Speaks);
        check(Kind::Place, ("局长", "n"), ("里", "f"), Cue::None);
        assert_eq!(cue(Kind::Place, None, None), Cue::None);
    }

    #[test]
    fn names_are_met_beside_what_speaks_for_them() {
        use Cue::{Acts, Against, None, Speaks};
        let check = |kind, text: &str, met: &[(Cue, u32)], expected| {
            let mut all = Met::default();
            for &(cue, times) in met {
                (0..times).for_each(|_| all.meet(0, cue, Basis::Tagged));
            }
            assert_eq!(all.holds(kind, text), expected, "{text} {met:?}");
        };
        check(Kind::Person, "乔苇", &[(Speaks, 1), (None, 7)], true);
        check(Kind::Person, "高潮", &[(Speaks, 1), (None, 8)], false);
        check(Kind::Person, "高潮", &[(Speaks, 1), (Against, 2)], false);
        check(Kind::Person, "乔苇", &[(Acts, 3), (None, 6)], true);
        check(Kind::Person, "岳南星", &[(Speaks, 1), (Against, 11)], true);
        check(Kind::Person, "岳南星", &[(None, 4), (Against, 1)], true);
        check(Kind::Person, "岳南星", &[(None, 3), (Against, 1)], false);
        check(Kind::Person, "岳家湾", &[(None, 3), (Speaks, 1)], false);
        check(Kind::Place, "城市", &[(Speaks, 2), (None, 38)], false);
        check(Kind::Place, "河口镇", &[(None, 38)], true);
        check(Kind::Place, "上海", &[(None, 38)], true);
    }

    #[test]
    fn what_was_cut_needs_more() {
        let mut met = Met::default();
        (0..6).for_each(|_| met.meet(0, Cue::None, Basis::Pieced));
        assert!(!met.holds(Kind::Person, "岳冬冬"));
        (0..3).for_each(|_| met.meet(0, Cue::Speaks, Basis::Pieced));
        assert!(met.holds(Kind::Person, "岳冬冬"));
    }
}
