//! What the reader typed to what is looked for. In comes a line of text, out come the strings that
//! must be there and those that must not, folded. Refuses to know any engine.
//!
//! `词 词` both; `"two words"` with their space; `-词` not. Chinese quotes, full-width signs and
//! U+3000 do as well, as an input method types them.

use std::fmt;

use crate::text::fold;

/// What is looked for. Empty where nothing was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    required: Vec<String>,
    excluded: Vec<String>,
}

/// Why nothing can be looked for. Prints as one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadQuery {
    /// Nothing is left to be found.
    OnlyExclusions,
    /// What was typed folds to nothing, as a lone accent does.
    NothingToFind,
}

impl Query {
    /// Reads a line. A quote that is not closed reaches to the end; a quote inside a word stands
    /// for itself, so that a piece of an article can be pasted as it is.
    pub fn parse(line: &str) -> Result<Self, BadQuery> {
        let mut query = Self::default();
        let mut rest = line.trim();
        while !rest.is_empty() {
            let (sign, word) = split_sign(rest);
            let (word, after) = take_word(word);
            query.add(sign, word);
            rest = after.trim_start();
        }
        match () {
            () if !query.required.is_empty() || line.trim().is_empty() => Ok(query),
            () if query.excluded.is_empty() => Err(BadQuery::NothingToFind),
            () => Err(BadQuery::OnlyExclusions),
        }
    }

    /// A query for one string as it is, whatever signs stand in it: the word under the cursor.
    pub fn exactly(text: &str) -> Self {
        let mut query = Self::default();
        query.add(Sign::Required, text);
        query
    }

    /// The folded strings of which each must be there. None is empty, none stands twice.
    pub fn required(&self) -> &[String] {
        &self.required
    }

    /// The folded strings of which none may be there.
    pub fn excluded(&self) -> &[String] {
        &self.excluded
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.required.is_empty()
    }

    fn add(&mut self, sign: Sign, word: &str) {
        let folded = fold::fold(word);
        let terms = match sign {
            Sign::Required => &mut self.required,
            Sign::Excluded => &mut self.excluded,
        };
        if !folded.is_empty() && !terms.contains(&folded) {
            terms.push(folded);
        }
    }
}

impl fmt::Display for BadQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnlyExclusions => "name at least one word to find beside those to leave out",
            Self::NothingToFind => "there is nothing to find in what was typed",
        })
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Required,
    Excluded,
}

/// A minus before a word leaves it out; one before a space, or at the end, stands for itself.
fn split_sign(rest: &str) -> (Sign, &str) {
    match rest.strip_prefix(['-', '－']) {
        Some(word) if word.starts_with(|c: char| !c.is_whitespace()) => (Sign::Excluded, word),
        _ => (Sign::Required, rest),
    }
}

/// Takes one word or quoted phrase off the front of `rest`.
fn take_word(rest: &str) -> (&str, &str) {
    if let Some(inside) = rest.strip_prefix(is_quote) {
        // A quote closes only before a space: in “共学”活动 the marks are the article's own.
        let mut closing = inside.match_indices(is_quote).map(|(at, mark)| (at, at + mark.len()));
        let none = closing.clone().next().is_none();
        let end = closing
            .find(|&(_, after)| inside[after..].chars().next().is_none_or(char::is_whitespace));
        if let Some((at, after)) = end {
            return (&inside[..at], &inside[after..]);
        }
        if none {
            return (inside, "");
        }
    }
    rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(line: &str, required: &[&str], excluded: &[&str]) {
        let query = Query::parse(line).expect(line);
        assert_eq!(query.required, required, "{line}");
        assert_eq!(query.excluded, excluded, "{line}");
    }

    #[test]
    fn words_are_all_required() {
        check("", &[], &[]);
        check(" \u{3000}", &[], &[]);
        check("码头", &["码头"], &[]);
        check("码头\u{3000}渡船 碼頭", &["码头", "渡船"], &[]);
        check("ＡＩ 模型", &["ai", "模型"], &[]);
    }

    #[test]
    fn quotes_keep_spaces() {
        check("\"deep learning\" 模型", &["deep learning", "模型"], &[]);
        check("“deep learning” 模型", &["deep learning", "模型"], &[]);
        check("“老 码头”", &["老码头"], &[]);
        check("\"deep learn", &["deep learn"], &[]);
        check("“老码头”渡口 船", &["\"老码头\"渡口", "船"], &[]);
        check("在“老码头”渡口", &["在\"老码头\"渡口"], &[]);
    }

    #[test]
    fn a_minus_leaves_out() {
        check("码头 -渡船", &["码头"], &["渡船"]);
        check("码头 －“deep learning”", &["码头"], &["deep learning"]);
        check("码头 -", &["码头", "-"], &[]);
        check("COVID-19", &["covid-19"], &[]);
        check("\"-5\"", &["-5"], &[]);
    }

    #[test]
    fn a_query_that_finds_nothing_says_why() {
        assert_eq!(Query::parse("-渡船"), Err(BadQuery::OnlyExclusions));
        assert_eq!(Query::parse("\u{301}"), Err(BadQuery::NothingToFind));
        assert_eq!(Query::parse("\"\""), Err(BadQuery::NothingToFind));
    }

    #[test]
    fn exactly_takes_signs_for_themselves() {
        assert_eq!(Query::exactly("-渡 “船”").required, ["-渡\"船\""]);
        assert!(Query::exactly(" ").is_empty());
    }

    proptest! {
        #[test]
        fn any_line_can_be_read(line in "[-－\"“” 　\u{301}a码ＡＢ]{0,12}|\\PC{0,20}") {
            if let Ok(query) = Query::parse(&line) {
                prop_assert_eq!(query.is_empty(), line.trim().is_empty());
                for term in query.required.iter().chain(&query.excluded) {
                    prop_assert!(!term.is_empty() && !term.contains('\n'));
                }
            }
        }
    }
}
