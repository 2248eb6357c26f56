//! Who and what a library speaks of. In come words with the tags of a tagger, out come people,
//! places and organisations, the most frequent first. Refuses to know how text becomes words.
//!
//! Taggers guess. What is taken for a name must look like one (`rules`) and must recur: a guess
//! that stands once is mostly wrong.

mod cue;
pub mod kept;
mod lists;
mod people;
mod rules;

use std::borrow::Cow;
use std::ops::Range;

use cue::Met;
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
    /// The name as it stands there most often.
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

/// What looks like a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Guess<'a> {
    kind: Kind,
    text: Cow<'a, str>,
    /// How many words it takes.
    words: usize,
    basis: Basis,
}

/// What a guess goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// A tag.
    Tagged,
    /// A surname: the tagger does not know the name, or cut it.
    Pieced,
}

/// Gives for ranges of bytes of a folded line, in the order of their starts, how they stand in the
/// article itself.
pub type Forms<'a> = dyn Fn(&[Range<usize>]) -> Vec<String> + 'a;

/// The words of a line of folded text, without gaps.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub words: &'a [Tagged<'a>],
    /// `None` where all stand in the article as they are folded.
    pub forms: Option<&'a Forms<'a>>,
}

/// The names met so far, all folded.
#[derive(Debug, Default)]
pub struct Gatherer {
    met: FxHashMap<Box<str>, [Met; 3]>,
    /// Names that are one character longer than a person of two, and that person.
    longer: FxHashMap<Box<str>, (Box<str>, Met)>,
    /// How names stand that do not stand as they are folded, and how often.
    forms: FxHashMap<Box<str>, FxHashMap<Box<str>, u32>>,
}

/// A name stands at least so often.
const TIMES_MIN: u32 = 2;

/// A name that was met at least so often may end as verbs do.
const TIMES_SURE: u32 = 5;

impl Gatherer {
    /// Takes in a line of an article. The articles come in order.
    pub fn take(&mut self, article: u32, line: Line<'_>) {
        let words = line.words;
        let mut seen: Vec<(Range<usize>, String)> = Vec::new();
        let (mut at, mut byte) = (0, 0);
        while at < words.len() {
            let guess = rules::name(&words[at..]);
            let count = guess.as_ref().map_or(1, |guess| guess.words.max(1));
            let end = byte + length(&words[at..at + count]);
            if let Some(guess) = guess {
                self.meet(article, &guess, at, words);
                for longer in people::longer(&guess, at, words) {
                    self.meet_longer(article, &guess, &longer, words);
                    let from = byte - length(&words[longer.from..at]);
                    seen.push((from..from + longer.text.len(), longer.text));
                }
                seen.push((byte..end, guess.text.into_owned()));
            }
            (at, byte) = (at + count, end);
        }
        if let Some(forms) = line.forms {
            seen.sort_by_key(|(range, _)| range.start);
            let ranges: Vec<Range<usize>> = seen.iter().map(|(range, _)| range.clone()).collect();
            for ((_, text), form) in seen.into_iter().zip(forms(&ranges)) {
                self.meet_form(text, form);
            }
        }
    }

    fn meet(&mut self, article: u32, guess: &Guess<'_>, at: usize, words: &[Tagged<'_>]) {
        let cue = cue::cue(guess.kind, before(words, at), words.get(at + guess.words));
        let met = match self.met.get_mut(&*guess.text) {
            Some(met) => met,
            None => self.met.entry((*guess.text).into()).or_default(),
        };
        met[guess.kind as usize].meet(article, cue, guess.basis);
    }

    fn meet_longer(
        &mut self,
        article: u32,
        guess: &Guess<'_>,
        longer: &people::Longer,
        words: &[Tagged<'_>],
    ) {
        let after = words.get(longer.from + longer.words);
        let cue = cue::cue(Kind::Person, before(words, longer.from), after);
        let (_, met) = match self.longer.get_mut(&*longer.text) {
            Some(known) => known,
            None => {
                let fresh = ((*guess.text).into(), Met::default());
                self.longer.entry((*longer.text).into()).or_insert(fresh)
            }
        };
        met.meet(article, cue, guess.basis);
    }

    fn meet_form(&mut self, text: String, form: String) {
        if text != form {
            let forms = self.forms.entry(text.into()).or_default();
            *forms.entry(form.into()).or_default() += 1;
        }
    }

    /// Takes in what was met in other articles.
    #[expect(clippy::iter_over_hash_type, reason = "sums are the same in any order")]
    pub fn merge(&mut self, other: Self) {
        for (text, theirs) in other.met {
            let own = self.met.entry(text).or_default();
            own.iter_mut().zip(theirs).for_each(|(own, theirs)| *own += theirs);
        }
        for (text, (short, theirs)) in other.longer {
            self.longer.entry(text).or_insert_with(|| (short, Met::default())).1 += theirs;
        }
        for (text, theirs) in other.forms {
            let own = self.forms.entry(text).or_default();
            for (form, times) in theirs {
                *own.entry(form).or_default() += times;
            }
        }
    }

    /// The names that recur: of each kind the most frequent first. A name that was met as one of
    /// several kinds is what it was mostly met as.
    pub fn names(mut self) -> Vec<Name> {
        self.lengthen();
        let met = std::mem::take(&mut self.met);
        let name = |(text, met): (Box<str>, [Met; 3])| {
            let (kind, met) =
                Kind::ALL.into_iter().zip(met).rev().max_by_key(|(_, met)| met.times)?;
            (met.times >= TIMES_MIN && met.holds(kind, &text)).then(|| {
                let text = self.form(&text, met.times);
                Name { text, kind, times: met.times, articles: met.articles }
            })
        };
        let mut names: Vec<Name> = met.into_iter().filter_map(name).collect();
        names.sort_unstable_by(|a, b| {
            (a.kind, b.times, b.articles, &a.text).cmp(&(b.kind, a.times, a.articles, &b.text))
        });
        names
    }

    /// Puts longer names in the place of people of two characters who are nearly always met with the
    /// same third: the tagger cut them.
    fn lengthen(&mut self) {
        let mut longer: Vec<_> = std::mem::take(&mut self.longer).into_iter().collect();
        // Of two for the same person the more frequent counts.
        longer.sort_unstable_by(|(a, (_, met_a)), (b, (_, met_b))| {
            (met_b.times, a).cmp(&(met_a.times, b))
        });
        for (text, (short, met)) in longer {
            let Some(of_short) = self.met.get_mut(&short) else { continue };
            let of_short = &mut of_short[Kind::Person as usize];
            let is_sure = met.times >= TIMES_SURE || !text.ends_with(is_verb);
            if is_sure && met.times >= TIMES_MIN && met.times * 4 >= of_short.times * 3 {
                *of_short = Met::default();
                self.met.entry(text).or_default()[Kind::Person as usize] += met;
            }
        }
    }

    /// How a name stands most often.
    fn form(&self, text: &str, times: u32) -> String {
        let forms = self.forms.get(text).into_iter().flatten();
        let others: u32 = forms.clone().map(|(_, times)| *times).sum();
        let as_folded = (times.saturating_sub(others), text);
        let forms = forms.map(|(form, times)| (*times, &**form));
        forms.max().filter(|form| form.0 > as_folded.0).unwrap_or(as_folded).1.to_owned()
    }
}

fn before<'a, 'b>(words: &'b [Tagged<'a>], at: usize) -> Option<&'b Tagged<'a>> {
    at.checked_sub(1).and_then(|before| words.get(before))
}

/// The bytes of words.
fn length(words: &[Tagged<'_>]) -> usize {
    words.iter().map(|word| word.word.len()).sum()
}

fn is_verb(c: char) -> bool {
    lists::NO_ENDS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(words: &'a [Tagged<'a>]) -> Line<'a> {
        Line { words, forms: None }
    }

    /// Words as `word/tag`, an article a line.
    fn names(articles: &[&str]) -> String {
        let mut gatherer = Gatherer::default();
        for (article, words) in (0..).zip(articles) {
            let words: Vec<Tagged<'_>> = words
                .split_whitespace()
                .filter_map(|word| word.rsplit_once('/'))
                .map(|(word, tag)| Tagged { word, tag })
                .collect();
            gatherer.take(article, Line { words: &words, forms: None });
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
        one.take(0, line(&tagged("河口镇")));
        other.take(1, line(&tagged("河口镇")));
        other.take(1, line(&tagged("北坡村")));
        one.merge(other);
        let names = one.names();
        assert_eq!((names.len(), names[0].times, names[0].articles), (1, 2, 2));
    }

    #[test]
    fn a_name_that_was_cut_is_made_whole() {
        let articles = ["书记/n 岳南/nr 锡/ns 同志/n 岳南/nr 锡/ns 说/v", "岳南/nr 锡/ns 走/v"];
        assert_eq!(names(&articles), "岳南锡 person 3/2");
        // It is met alone as often.
        let articles = ["岳南/nr 锡/ns 同志/n 岳南/nr 说/v 岳南/nr 锡/ns 说/v 岳南/nr 先生/n"];
        assert_eq!(names(&articles), "岳南 person 4/1");
        // What it is met with is what he does.
        let articles = ["岳南/nr 笑/v 岳南/nr 笑/v 岳南/nr 先生/n"];
        assert_eq!(names(&articles), "岳南 person 3/1");
        assert_eq!(names(&["公/n 孙灯/nr 道/q 公/n 孙灯/nr 道/q"]), "公孙灯 person 2/1");
    }

    #[test]
    fn names_stand_as_they_stand_most_often() {
        let words = [("记者", "n"), ("岳南灯", "nr"), ("在", "p"), ("河口镇", "ns")];
        let words = words.map(|(word, tag)| Tagged { word, tag });
        let shown = |ranges: &[Range<usize>]| {
            let folded = "记者岳南灯在河口镇";
            ranges.iter().map(|range| folded[range.clone()].replace(['灯', '镇'], "燈")).collect()
        };
        let mut gatherer = Gatherer::default();
        for forms in [None, Some(&shown as &Forms<'_>), Some(&shown)] {
            gatherer.take(0, Line { words: &words, forms });
        }
        let mut other = Gatherer::default();
        other.take(1, Line { words: &words[2..], forms: None });
        gatherer.merge(other);
        let names = gatherer.names();
        let texts: Vec<&str> = names.iter().map(|name| &*name.text).collect();
        assert_eq!(texts, ["岳南燈", "河口镇"]);
    }
}
