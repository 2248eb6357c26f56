//! Where the articles begin whose headlines stand elsewhere. In come the paragraphs of a page in their
//! order and the headlines that were thrown to its end; out comes the paragraph that each stands
//! over. Refuses to know how the page was set.
//!
//! Of all ways to part the page that one is taken which tells it in the fewest words: an article
//! repeats its own, and those of its headline (the measure is of Utiyama and Isahara, "A Statistical
//! Model for Domain-Independent Text Segmentation", ACL 2001).

use std::collections::HashMap;
use std::ops::Range;

use crate::text::common::is_common;
use crate::text::han::is_han;

/// The most headlines of one article: kicker, title, subtitle.
const MOST_OF_ONE: usize = 3;

/// How much more the words of a headline count than those of the text.
const WEIGHT: f64 = 4.0;

/// The part of a headline's words that is expected to stand in its article; the others may be any
/// of the page.
const OWN: f64 = 0.8;

/// How often a word that the page does not have is thought to stand in it.
const UNSEEN: f64 = 0.3;

/// What words like 近日 are worth, in nats.
const OPENING: f64 = 8.0;

/// What the signature of another article above is worth.
const SIGNATURE: f64 = 20.0;

/// What another measure of the column is worth: articles are set beside pictures too.
const MEASURE: f64 = 20.0;

/// What it costs to begin an article in the middle of a text, in nats. Twice as much loses hardly any
/// border; a third of it parts poems.
const BORDER: f64 = 30.0;

/// What it costs to leave an article without a headline where there are some to give.
const UNTITLED: f64 = 40.0;

/// A paragraph of a page.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    pub text: &'a str,
    pub place: Place,
}

/// What stands before a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The headline of an article.
    Titled,
    /// Nothing, but it begins an article.
    Untitled,
    /// The name of who wrote the text above.
    Signed,
    /// A sign that it may begin one.
    MayBegin,
    /// Text that is set in another measure than the text above.
    Reset,
    /// Text of the same article, as far as is known.
    Inside,
    /// The same, set as wide as the text above on a page of several widths.
    SameMeasure,
    /// Text that it goes on with.
    GoesOn,
}

/// For each of the `headlines`, in their order, the paragraph that it stands over; `None` for one that
/// says nothing of any article.
pub fn place(paragraphs: &[Paragraph<'_>], headlines: &[String]) -> Vec<Option<usize>> {
    let page = Page::of(paragraphs, headlines);
    let mut ways = Ways::new(paragraphs.len(), headlines.len());
    let whole = page.tally(0..paragraphs.len());
    let unsaid: Vec<f64> =
        page.headlines.iter().map(|words| whole.surprise(words, &whole)).collect();
    for at in 0..=paragraphs.len() {
        ways.pass_over(at, &unsaid);
        let Some(first) = paragraphs.get(at) else { break };
        let (untitled, most) = match first.place {
            Place::Titled => (Some(0.0), 0),
            Place::Untitled => (Some(UNTITLED), MOST_OF_ONE),
            Place::Signed | Place::MayBegin | Place::Reset | Place::Inside | Place::SameMeasure => {
                (None, MOST_OF_ONE)
            }
            Place::GoesOn => continue,
        };
        let is_known = |next: &Paragraph<'_>| matches!(next.place, Place::Titled | Place::Untitled);
        let ahead = &paragraphs[at + 1..];
        let longest = ahead.iter().position(is_known).unwrap_or(ahead.len()) + 1;
        let mut tally = page.tally(at..at);
        for to in at + 1..=at + longest {
            tally.add(&page.paragraphs[to - 1]);
            let surprises =
                page.headlines.iter().map(|words| tally.surprise(words, &whole)).collect();
            let cost = tally.cost() + page.border(first.place);
            ways.tell(&Stretch { from: at, to, cost, surprises, most, untitled });
        }
    }
    ways.best()
}

/// The words of a page, each as a number.
struct Page {
    paragraphs: Vec<Vec<usize>>,
    headlines: Vec<Vec<usize>>,
    /// How many words there are.
    words: usize,
}

impl Page {
    fn of(paragraphs: &[Paragraph<'_>], headlines: &[String]) -> Self {
        let mut known = HashMap::new();
        let mut number = |text: &str| {
            let mut found = Vec::with_capacity(text.len() / 2);
            each_word(text, |word| {
                let next = known.len();
                found.push(*known.entry(word).or_insert(next));
            });
            found
        };
        let paragraphs = paragraphs.iter().map(|paragraph| number(paragraph.text)).collect();
        let headlines = headlines.iter().map(|headline| number(headline)).collect();
        Self { paragraphs, headlines, words: known.len().max(1) }
    }

    fn tally(&self, range: Range<usize>) -> Tally {
        let mut tally = Tally { counts: vec![0; self.words], sum: 0, repeated: 0.0 };
        self.paragraphs[range].iter().for_each(|words| tally.add(words));
        tally
    }

    /// What it costs to begin an article, in nats: nothing where one is known to begin.
    fn border(&self, place: Place) -> f64 {
        let any = BORDER + (self.paragraphs.len() as f64).ln();
        match place {
            Place::Titled | Place::Untitled => 0.0,
            Place::Signed => any - SIGNATURE,
            Place::MayBegin => any - OPENING,
            Place::Reset => any - MEASURE,
            Place::Inside | Place::GoesOn => any,
            Place::SameMeasure => any + MEASURE,
        }
    }
}

/// Calls `found` with what stands for the words of `text`: its Han characters and the pairs of them,
/// those apart that every text is made of.
fn each_word(text: &str, mut found: impl FnMut((char, char))) {
    let mut last = None;
    for c in text.chars() {
        if !is_han(c) {
            last = last.filter(|_| c.is_ascii());
            continue;
        }
        let common = is_common(c);
        if !common {
            found(('\0', c));
        }
        if let Some((one, _)) = last.filter(|(_, both)| !(*both && common)) {
            found((one, c));
        }
        last = Some((c, common));
    }
}

/// How often each word of a page stands in one of its articles.
struct Tally {
    counts: Vec<u32>,
    sum: usize,
    /// The sum of f·ln(f+1) over the counts.
    repeated: f64,
}

impl Tally {
    fn add(&mut self, words: &[usize]) {
        let worth = |count: u32| f64::from(count) * f64::from(count + 1).ln();
        for &word in words {
            let count = &mut self.counts[word];
            self.repeated -= worth(*count);
            *count += 1;
            self.repeated += worth(*count);
        }
        self.sum += words.len();
    }

    /// What it takes to tell the words by their own frequencies, in nats.
    fn cost(&self) -> f64 {
        let sum = self.sum as f64;
        sum * (sum + self.counts.len() as f64).ln() - self.repeated
    }

    /// How much a headline surprises who has read the article and knows the page, in nats.
    fn surprise(&self, headline: &[usize], page: &Self) -> f64 {
        let (own, all) = (self.sum as f64, page.sum as f64 + UNSEEN * page.counts.len() as f64);
        let one = |&word: &usize| {
            let here = f64::from(self.counts[word]) / own;
            let there = (f64::from(page.counts[word]) + UNSEEN) / all;
            -(OWN * here + (1.0 - OWN) * there).ln()
        };
        WEIGHT * headline.iter().map(one).sum::<f64>()
    }
}

/// The cheapest way to each place: so many paragraphs told and so many headlines given away.
struct Ways {
    steps: Vec<Step>,
    headlines: usize,
}

#[derive(Clone, Copy)]
struct Step {
    cost: f64,
    /// The paragraphs and headlines of the step before.
    from: (usize, usize),
}

impl Ways {
    fn new(paragraphs: usize, headlines: usize) -> Self {
        let unknown = Step { cost: f64::INFINITY, from: (0, 0) };
        let mut steps = vec![unknown; (paragraphs + 1) * (headlines + 1)];
        steps[0].cost = 0.0;
        Self { steps, headlines }
    }

    const fn slot(&self, at: usize, given: usize) -> usize {
        at * (self.headlines + 1) + given
    }

    fn offer(&mut self, at: usize, given: usize, step: Step) {
        let slot = self.slot(at, given);
        if step.cost < self.steps[slot].cost {
            self.steps[slot] = step;
        }
    }

    /// Leaves headlines at paragraph `at` to nobody.
    fn pass_over(&mut self, at: usize, unsaid: &[f64]) {
        for (given, unsaid) in unsaid.iter().enumerate() {
            let cost = self.steps[self.slot(at, given)].cost + unsaid;
            self.offer(at, given + 1, Step { cost, from: (at, given) });
        }
    }

    /// Tells a stretch of paragraphs as one article, under as many headlines as it may have.
    fn tell(&mut self, stretch: &Stretch) {
        for given in 0..=self.headlines {
            let mut cost = self.steps[self.slot(stretch.from, given)].cost + stretch.cost;
            let step = |cost| Step { cost, from: (stretch.from, given) };
            if let Some(untitled) = stretch.untitled {
                self.offer(stretch.to, given, step(cost + untitled));
            }
            let coming = stretch.surprises[given..].iter().take(stretch.most).enumerate();
            for (before, surprise) in coming {
                cost += surprise;
                self.offer(stretch.to, given + before + 1, step(cost));
            }
        }
    }

    /// The paragraph of each headline on the cheapest way through.
    fn best(&self) -> Vec<Option<usize>> {
        let mut found = vec![None; self.headlines];
        let mut here = (self.steps.len() / (self.headlines + 1) - 1, self.headlines);
        while here != (0, 0) {
            let from = self.steps[self.slot(here.0, here.1)].from;
            if from.0 < here.0 {
                found[from.1..here.1].fill(Some(from.0));
            }
            here = from;
        }
        found
    }
}

/// Paragraphs that may be one article.
struct Stretch {
    from: usize,
    to: usize,
    /// What it takes to tell them, in nats.
    cost: f64,
    /// What each headline of the page adds over them.
    surprises: Vec<f64>,
    /// The most headlines that they may have.
    most: usize,
    /// What it costs to have none; `None` where one is needed.
    untitled: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const FERRY: [&str; 2] = [
        "渡船每天早晨从河口镇的老码头出发，船工何老大在江上摆了三十年渡。",
        "坐渡船的人都认得何老大，老码头的石阶被他的缆绳磨出了深深的印子。",
    ];
    const STARS: [&str; 2] = [
        "山里的小学添了一架望远镜，孩子们夜里排着队看土星，看完的都说像草帽。",
        "天文课的老师说，望远镜是校友送的，看土星的孩子里会有人学天文。",
    ];

    /// Over which paragraph each headline stands, where each text has its place.
    fn check(texts: &[(&str, Place)], headlines: &[&str], expected: &[Option<usize>]) {
        let paragraphs: Vec<Paragraph<'_>> =
            texts.iter().map(|&(text, place)| Paragraph { text, place }).collect();
        let headlines: Vec<String> = headlines.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(place(&paragraphs, &headlines), expected, "{headlines:?}");
    }

    /// Two texts about a ferry and two about stars, as far as is known of one article.
    fn page(first: Place) -> [(&'static str, Place); 4] {
        let [[a, b], [c, d]] = [FERRY, STARS];
        [(a, first), (b, Place::Inside), (c, Place::Inside), (d, Place::Inside)]
    }

    #[test]
    fn a_headline_finds_where_its_article_begins() {
        let headline = "山里孩子夜里看土星 天文课来了望远镜";
        check(&page(Place::Titled), &[headline], &[Some(2)]);
        let both = ["何老大的老码头 渡船与缆绳", headline];
        check(&page(Place::Untitled), &both, &[Some(0), Some(2)]);
        let subtitled = [both[0], "三十年摆渡的船工", headline];
        check(&page(Place::Untitled), &subtitled, &[Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn what_says_nothing_of_the_texts_parts_none() {
        check(&page(Place::Titled), &["桃子熟了"], &[None]);
        check(&page(Place::Titled), &[], &[]);
        check(&[], &["桃子熟了"], &[None]);
        let [a, b, (c, _), d] = page(Place::Titled);
        check(&[a, b, (c, Place::GoesOn), d], &["山里孩子看土星"], &[None]);
    }
}
