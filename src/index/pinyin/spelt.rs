//! What the words of a query were read as. In come a query and readings, out comes the query that is
//! searched, and a line for the reader.

use super::{Pinyin, Reading};
use crate::index::query::Query;

/// A word of a query and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelt {
    /// The word, folded.
    pub word: String,
    pub reading: Reading,
}

impl Spelt {
    /// `xhq → 徐汇区 20 · 献花圈 302 · 等 501 种`: each with the number of its places.
    pub fn line(&self) -> String {
        let one = |best: &super::Expansion| format!("{} {}", best.text, best.hits);
        let told: Vec<String> = self.reading.best.iter().map(one).collect();
        let rest = match self.reading.total {
            total if total > told.len() => format!(" · 等 {total} 种"),
            _ => String::new(),
        };
        format!("{} → {}{rest}", self.word, told.join(" · "))
    }
}

/// The query with what its words were read as in their place: all of it, or the one that was picked.
/// Where words are always read they are looked for themselves too.
pub fn spelt_query(query: &Query, spelt: &[Spelt], pinyin: Pinyin, picked: Option<usize>) -> Query {
    spelt.iter().fold(query.clone(), |query, Spelt { word, reading }| {
        let itself = (pinyin == Pinyin::On && picked.is_none()).then_some(word.as_str());
        let best = reading.best.iter().enumerate();
        let best = best.filter(|(nth, _)| picked.is_none_or(|picked| picked == *nth));
        query.instead_of(word, itself.into_iter().chain(best.map(|(_, best)| best.text.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_in_the_place_of_the_word() {
        let string = |text: &str, hits| super::super::Expansion { text: text.into(), hits };
        let best = vec![string("徐汇区", 20), string("献花圈", 302)];
        let spelt = [Spelt { word: "xhq".into(), reading: Reading { best, total: 501 } }];
        assert_eq!(spelt[0].line(), "xhq → 徐汇区 20 · 献花圈 302 · 等 501 种");
        let query = Query::parse("xhq 码头").expect("a query");
        let check = |pinyin, picked, expected: &str| {
            let expected = Query::parse(expected).expect(expected);
            assert_eq!(spelt_query(&query, &spelt, pinyin, picked), expected);
        };
        check(Pinyin::Auto, None, "徐汇区|献花圈 码头");
        check(Pinyin::Auto, Some(1), "献花圈 码头");
        check(Pinyin::On, None, "xhq|徐汇区|献花圈 码头");
    }
}
