//! Why nothing can be looked for, and where in the line that lies. Says it in plain English; what
//! a Chinese reader sees is said where the screen is.

use std::fmt;
use std::ops::Range;

/// A line that cannot be looked for. Prints as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadQuery {
    /// What is wrong.
    pub reason: Reason,
    /// Where, in code points of the line; never empty.
    pub place: Range<usize>,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing is left to be found.
    OnlyExclusions,
    /// What was typed folds to nothing, as a lone accent does.
    NothingToFind,
    /// No date.
    Date,
    /// A range of dates that ends before it begins.
    BackwardDates,
    /// `has:` something that is not known.
    Has,
    /// `is:` something that is not known.
    Is,
    /// `state:` something that is not known.
    State,
    /// NEAR that does not stand between two words.
    Near,
    /// NEAR with something else than a number of characters.
    NearChars,
    /// A quotation mark that opens a phrase without an end.
    OpenQuote,
    /// A quotation mark that ends what nothing began.
    UnopenedQuote,
    /// A parenthesis that opens a group without an end.
    OpenGroup,
    /// A parenthesis that ends what nothing began.
    UnopenedGroup,
    /// A regular expression that cannot be read, and why.
    Pattern(String),
    /// A regular expression that would take too much memory.
    LargePattern,
}

impl fmt::Display for BadQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::OnlyExclusions => {
                f.write_str("name at least one word to find beside those to leave out")
            }
            Reason::NothingToFind => f.write_str("there is nothing to find in what was typed"),
            Reason::Date => {
                f.write_str("a date is 2022, 2022-06, 2022-06-30, 06-30 or 2022..2023-06")
            }
            Reason::BackwardDates => f.write_str("the range of dates ends before it begins"),
            Reason::Has => f.write_str("an article has: note, bookmark or highlight"),
            Reason::Is => f.write_str("an article is: read or unread"),
            Reason::State => {
                f.write_str("a mark is exact, moved, edited, uncertain, orphan or unavailable")
            }
            Reason::Near => f.write_str("NEAR stands between two words"),
            Reason::NearChars => f.write_str("NEAR/ is followed by a number, as in NEAR/5"),
            Reason::OpenQuote => f.write_str("the quotation mark is not closed"),
            Reason::UnopenedQuote => f.write_str(
                "the quotation mark closes nothing; put the text before it in quotes too",
            ),
            Reason::OpenGroup => f.write_str("the parenthesis is not closed"),
            Reason::UnopenedGroup => {
                f.write_str("the parenthesis closes nothing; as text it stands in quotation marks")
            }
            Reason::Pattern(why) => write!(f, "the regular expression cannot be read: {why}"),
            Reason::LargePattern => f.write_str("the regular expression is too large"),
        }
    }
}
