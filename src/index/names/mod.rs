//! Who and what a library speaks of. In come words with the tags of a tagger, out come people,
//! places and organisations, the most frequent first. Refuses to know how text becomes words.
//!
//! Taggers guess. What is taken for a name must look like one (`rules`) and must recur: a guess
//! that stands once is mostly wrong.

mod lists;
mod rules;

use std::ops::AddAssign;

use rules::{Cue, Share};
use rustc_hash::FxHashMap;

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Person,
    Place,
    Organisation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Person, Self::Place, Self::Organisation];

    /// Its name at the prompt and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
        }
    }
}

/// A name that stands in a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, folded: it is found by looking for it.
    pub text: String,
    pub kind: Kind,
    /// How often it was met as a name.
    pub times: u32,
    /// In how many articles.
    pub articles: u32,
}

/// A word and what part of speech a tagger takes it for, in the tags of ICTCLAS: `nr` a person,
/// `ns` a place, `nt` an organisation, `n` a noun …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged<'a> {
    pub word: &'a str,
    pub tag: &'a str,
}

/// The names met so far.
#[derive(Debug, Default)]
pub struct Gatherer {
    met: FxHashMap<Box<str>, [Met; 3]>,
}

/// How often a name was met as one of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    times: u32,
    articles: u32,
    /// How often words stood beside it that speak for the kind.
    cued: u32,
    /// One more than the article in which it was met last.
    last: u32,
}

impl AddAssign for Met {
    fn add_assign(&mut self, other: Self) {
        self.times += other.times;
        self.articles += other.articles;
        self.cued += other.cued;
    }
}

/// A name stands at least so often.
const TIMES_MIN: u32 = 2;

impl Gatherer {
    /// Takes in the words of an article, one after the other. The articles come in order.
    pub fn take(&mut self, article: u32, words: &[Tagged<'_>]) {
        let mut at = 0;
        while at < words.len() {
            let Some((kind, text, count)) = rules::name(&words[at..]) else {
                at += 1;
                continue;
            };
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let cue = rules::cue(kind, before, words.get(at + count));
            self.meet(article, kind, &text, cue);
            at += count.max(1);
        }
    }

    fn meet(&mut self, article: u32, kind: Kind, text: &str, cue: Cue) {
        let met = match self.met.get_mut(text) {
            Some(met) => met,
            None => self.met.entry(text.into()).or_default(),
        };
        let met = &mut met[kind as usize];
        met.times += 1;
        met.cued += u32::from(cue == Cue::Speaks);
        met.articles += u32::from(met.last != article + 1);
        met.last = article + 1;
    }

    /// Takes in what was met in other articles.
    pub fn merge(&mut self, other: Self) {
        // The order does not matter: they are sorted in the end.
        #[expect(clippy::iter_over_hash_type, reason = "sums are the same in any order")]
        for (text, theirs) in other.met {
            let own = self.met.entry(text).or_default();
            own.iter_mut().zip(theirs).for_each(|(own, theirs)| *own += theirs);
        }
    }

    /// The names that recur: of each kind the most frequent first. A name that was met as one of
    /// several kinds is what it was mostly met as.
    pub fn names(self) -> Vec<Name> {
        let name = |(text, met): (Box<str>, [Met; 3])| {
            let (kind, met) =
                Kind::ALL.into_iter().zip(met).rev().max_by_key(|(_, met)| met.times)?;
            let Met { times, articles, cued, .. } = met;
            let text = text.into_string();
            (times >= TIMES_MIN && rules::holds(kind, &text, Share { cued, times }))
                .then_some(Name { text, kind, times, articles })
        };
        let mut names: Vec<Name> = self.met.into_iter().filter_map(name).collect();
        names.sort_unstable_by(|a, b| {
            (a.kind, b.times, b.articles, &a.text).cmp(&(b.kind, a.times, a.articles, &b.text))
        });
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `word/tag`, an article a line.
    fn names(articles: &[&str]) -> String {
        let mut gatherer = Gatherer::default();
        for (article, words) in (0..).zip(articles) {
            let words: Vec<Tagged<'_>> = words
                .split_whitespace()
                .filter_map(|word| word.rsplit_once('/'))
                .map(|(word, tag)| Tagged { word, tag })
                .collect();
            gatherer.take(article, &words);
        }
        let names = gatherer.names();
        let one = |name: &Name| {
            format!("{} {} {}/{}", name.text, name.kind.name(), name.times, name.articles)
        };
        names.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn names_recur_and_are_counted() {
        let articles = [
            "岳南星/nr 到/v 河口镇/ns 。/x 岳南星/nr 说/v 纪春生/nr 不/d 在/p",
            "岳南星/nr 和/c 船工/n 樊桂芳/nr 先生/n 回/v 河口镇/ns",
            "樊桂芳/nr 高潮/nr 高潮/nr",
        ];
        assert_eq!(names(&articles), "岳南星 person 3/2, 樊桂芳 person 2/2, 河口镇 place 2/2");
        assert_eq!(names(&[]), "");
    }

    #[test]
    fn a_name_is_what_it_is_mostly_met_as() {
        let articles = ["到/v 白渡/ns 白渡/nr 白渡/ns", "白渡/ns"];
        assert_eq!(names(&articles), "白渡 place 3/2");
    }

    #[test]
    fn gatherers_add_up() {
        let tagged = |word| [Tagged { word: "在", tag: "p" }, Tagged { word, tag: "ns" }];
        let (mut one, mut other) = (Gatherer::default(), Gatherer::default());
        one.take(0, &tagged("河口镇"));
        other.take(1, &tagged("河口镇"));
        other.take(1, &tagged("北坡村"));
        one.merge(other);
        let names = one.names();
        assert_eq!((names.len(), names[0].times, names[0].articles), (1, 2, 2));
    }
}
