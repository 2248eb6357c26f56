//! What an article is about, and which others are about the same. In come the words of an article
//! and where else they stand, out come those that tell most, and the articles that share them.
//! Refuses to know how text becomes words, and how words are found.

mod many;
mod words;

pub use many::Many;
pub use words::{Candidate, Line, Words};

use super::corpus::Corpus;
use super::search::Scale;
use crate::text::Clean;

/// What an article is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// Its key words, the most telling first.
    pub words: Vec<Keyword>,
    /// The articles that are most like it, the nearest first.
    pub alike: Vec<Alike>,
}

/// A word that stands often in an article and in few others: the weight is TF-IDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// Folded: it is found by looking for it.
    pub text: String,
    /// As it stands in the article.
    pub shown: Clean,
    /// How often it stands in the article as a word.
    pub times: u32,
    /// How many articles of the library hold it, this one too; copies do not count.
    pub articles: u32,
}

/// An article that shares key words with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Its index in the library.
    pub index: usize,
    /// How much of what tells the one it has too, in percent.
    pub percent: u8,
    /// The most telling of the words that both have, three at most.
    pub shared: Vec<Clean>,
}

/// A word and where it stands.
#[derive(Clone, Debug)]
pub struct Spread {
    pub word: Candidate,
    /// The articles that hold it, ascending, with how often it stands in each. Those that are not
    /// listed are left out.
    pub articles: Vec<(u32, u32)>,
}

/// How many key words are told, and how many articles.
const WORDS_MAX: usize = 10;
const ALIKE_MAX: usize = 8;
const SHARED_MAX: usize = 3;

/// Articles are alike that share two words at least, and so much.
const SHARED_MIN: usize = 2;
const PERCENT_MIN: u8 = 6;

/// A word that stands in more than a quarter of the articles, and in more than eight, makes none
/// of them alike.
const COMMON_SHARE: usize = 4;
const COMMON_MIN: usize = 8;

impl Gist {
    /// What the article `own` is about, of whose words it is known where they stand; `form` tells how
    /// a folded word stands in it.
    pub fn of(
        corpus: &Corpus,
        own: usize,
        spreads: Vec<Spread>,
        form: &dyn Fn(&str) -> Clean,
    ) -> Self {
        let scale = Scale::of(corpus);
        let rarity = |spread: &Spread| scale.rarity(spread.articles.len());
        let mut weighed: Vec<(f64, Spread)> =
            spreads.into_iter().map(|spread| (rarity(&spread), spread)).collect();
        let tells = |(rarity, spread): &(f64, Spread)| rarity * f64::from(spread.word.often());
        weighed.sort_by(|one, other| tells(other).total_cmp(&tells(one)));
        let words =
            weighed.iter().take(WORDS_MAX).map(|(_, spread)| spread.keyword(form)).collect();
        weighed.retain(|(_, spread)| {
            spread.articles.len() <= COMMON_MIN.max(corpus.len() / COMMON_SHARE)
        });
        Self { words, alike: Likeness::of(corpus, own, &weighed).nearest(form) }
    }
}

impl Spread {
    fn keyword(&self, form: &dyn Fn(&str) -> Clean) -> Keyword {
        let Candidate { text, times, .. } = &self.word;
        let (text, shown) = (text.clone(), form(text));
        Keyword { text, shown, times: *times, articles: self.articles.len() as u32 }
    }
}

/// How like an article all others are: the part of its vector of words, each weighed as a search
/// weighs it, that lies in theirs.
struct Likeness<'a> {
    own: usize,
    /// The most telling first.
    words: &'a [(f64, Spread)],
    scores: Vec<f64>,
    /// A bit for each of the words: there are forty.
    shared: Vec<u64>,
}

impl<'a> Likeness<'a> {
    fn of(corpus: &Corpus, own: usize, words: &'a [(f64, Spread)]) -> Self {
        let scale = Scale::of(corpus);
        let (mut scores, mut shared) = (vec![0.0; corpus.len()], vec![0; corpus.len()]);
        for (bit, (rarity, spread)) in words.iter().enumerate().take(64) {
            let weight = |&(index, often): &(u32, u32)| {
                let bytes = corpus.articles().get(index as usize).map_or(0, |at| at.length);
                f64::from(scale.weight(*rarity, often, bytes))
            };
            let here = spread.articles.iter().find(|(index, _)| *index as usize == own);
            let here = here.map_or(0.0, weight);
            for entry in &spread.articles {
                let index = entry.0 as usize;
                if let (Some(score), Some(bits)) = (scores.get_mut(index), shared.get_mut(index)) {
                    *score += here * weight(entry);
                    *bits |= 1_u64 << bit;
                }
            }
        }
        Self { own, words, scores, shared }
    }

    /// The articles that are most like it.
    fn nearest(&self, form: &dyn Fn(&str) -> Clean) -> Vec<Alike> {
        let whole = self.scores.get(self.own).copied().unwrap_or_default();
        let percent = |score: f64| (100.0 * score / whole.max(f64::MIN_POSITIVE)).min(100.0) as u8;
        let others = self.scores.iter().copied().enumerate();
        let mut near: Vec<(usize, u8)> = others
            .filter(|&(index, _)| index != self.own)
            .map(|(index, score)| (index, percent(score)))
            .filter(|&(_, percent)| percent >= PERCENT_MIN)
            .collect();
        near.sort_by(|(a, one), (b, other)| {
            self.scores[*b].total_cmp(&self.scores[*a]).then(other.cmp(one)).then(a.cmp(b))
        });
        let alike = |(index, percent)| {
            let shared = self.shared_words(index);
            (shared.len() >= SHARED_MIN).then(|| Alike {
                index,
                percent,
                shared: shared.into_iter().take(SHARED_MAX).map(form).collect(),
            })
        };
        near.into_iter().filter_map(alike).take(ALIKE_MAX).collect()
    }

    /// The words that an article shares: of those that are parts of others only the whole.
    fn shared_words(&self, index: usize) -> Vec<&str> {
        let bits = self.shared.get(index).copied().unwrap_or_default();
        let is_shared = |bit: &usize| bits & (1 << bit) != 0;
        let text = |bit: usize| self.words[bit].1.word.text.as_str();
        let shared: Vec<&str> = (0..self.words.len().min(64)).filter(is_shared).map(text).collect();
        let is_part =
            |word: &&str| shared.iter().any(|other| other != word && other.contains(*word));
        shared.iter().copied().filter(|word| !is_part(word)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, BlockKind};
    use crate::index::brute::Shelf;
    use crate::index::counts;
    use crate::text::fold::fold;

    /// What the first of these texts is about, whose words are given: key words with how many
    /// articles hold them, then the articles alike.
    fn gist(texts: &[&str], words: &[(&str, u32)]) -> (String, String) {
        let article = |text: &&str| Article::new([(BlockKind::Body, Clean::text(text))]);
        let shelf = Shelf::of(texts.iter().map(article));
        let spread = |&(text, times): &(&str, u32)| Spread {
            word: Candidate { text: fold(text), times, is_in_title: false },
            articles: counts(&shelf, &fold(text), &|| false).unwrap_or_default(),
        };
        let spreads = words.iter().map(spread).collect();
        let gist = Gist::of(&shelf.corpus, 0, spreads, &|word| Clean::line(word));
        let word = |word: &Keyword| format!("{} {}/{}", word.shown, word.times, word.articles);
        let near = |near: &Alike| {
            let shared: Vec<&str> = near.shared.iter().map(Clean::as_str).collect();
            format!("{} {}", near.index, shared.join("+"))
        };
        let words: Vec<String> = gist.words.iter().map(word).collect();
        let alike: Vec<String> = gist.alike.iter().map(near).collect();
        (words.join(", "), alike.join(", "))
    }

    #[test]
    fn key_words_are_frequent_here_and_rare_elsewhere() {
        let (words, alike) = gist(
            &["碼頭的灯塔，码头的灯，灯塔。", "灯。", "灯。河。", "河。"],
            &[("码头", 2), ("灯塔", 2), ("灯", 3)],
        );
        assert_eq!((words.as_str(), alike.as_str()), ("码头 2/1, 灯塔 2/1, 灯 3/3", ""));
    }

    #[test]
    fn alike_is_what_shares_two_words_the_rarer_the_nearer() {
        let words = [("码头", 2), ("灯塔", 1), ("渡船", 1), ("渡船工", 1)];
        let own = "码头与灯塔，码头有渡船工。";
        let both = "码头，灯塔。";
        let (_, alike) =
            gist(&[own, "灯塔，渡船工。灯塔。", "码头。", both, "渡船工。", "河。"], &words);
        assert_eq!(alike, "1 灯塔+渡船工, 3 码头+灯塔");
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(gist(&["灯。"], &[]), (String::new(), String::new()));
        assert_eq!(gist(&["灯。", "河。"], &[("灯", 1)]).1, "");
        let (words, alike) = gist(&["灯。"], &[("码头", 1)]);
        assert_eq!((words.as_str(), alike.as_str()), ("码头 1/0", ""));
    }
}
