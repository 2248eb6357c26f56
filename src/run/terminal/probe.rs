//! How wide this terminal shows ambiguous characters, and whether it repeats one when told to. Out
//! goes one write of questions, with those about colours, in come its answers one by one among the
//! keys, out comes the verdict. Refuses to wait: an answer may come after any number of frames, or never.
//!
//! The samples of each class are printed from the start of row 2 and the terminal is asked where
//! its cursor is (CPR); a question for its attributes (DA1), which every terminal answers, marks
//! the end. In row 1 the answers would look like F3 with modifiers, and in the last column a
//! cursor tells nothing, so a terminal that is too small is not asked.

use super::input::Report;
use super::painter::Repetition;
use crate::text::width::{Ambiguous, Class, WidthPolicy};

/// Several of each class: a terminal may have single characters of other widths (tmux 3.6,
/// `codepoint-widths`).
const SAMPLES: [(Class, &str); 8] = [
    (Class::Quotes, "“”‘’"),
    (Class::Dashes, "—–"),
    (Class::Dots, "…·"),
    (Class::Letters, "αяé"),
    (Class::Circled, "①⑨"),
    (Class::Boxes, "─█"),
    (Class::Arrows, "→↑"),
    (Class::Marks, "※×"),
];

/// A character and two more by REP (ECMA-48, 8.3.103). It is one of many bytes, as tmux 3.3 repeats
/// only those of ASCII; a terminal that does not repeat it stays behind the first.
const REPEATED: &str = "─\x1b[2b";

/// The columns after [`REPEATED`] where it was, narrow and wide.
const AFTER_REPEATED: [u16; 2] = [1 + 3, 1 + 6];

/// The cells that a row must have to be asked: four wide samples and the cursor behind them.
pub const COLS_MIN: u16 = 9;

/// The rows that a screen must have to be asked.
pub const ROWS_MIN: u16 = 2;

/// The bytes that ask. They spoil row 2 and the place of the cursor: the painter is to be
/// invalidated after they were sent.
/// `of_colours` goes first, so that what a terminal shows of a question that it does not know is
/// erased.
pub fn questions(widths: Widths, of_colours: &str) -> String {
    let ask = |samples: &str| format!("\r{samples}\x1b[6n");
    let asked = match widths {
        Widths::Asked => SAMPLES.map(|(_, samples)| ask(samples)).concat() + &ask(REPEATED),
        Widths::Known => String::new(),
    };
    format!("\x1b[m\x1b[2H{of_colours}{asked}\r\x1b[K\x1b[c")
}

/// Whether the terminal is asked how wide its characters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widths {
    Asked,
    Known,
}

/// What the answers tell of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub policy: WidthPolicy,
    pub repetition: Repetition,
}

/// The answers so far.
#[derive(Debug, Default)]
pub struct Answers {
    columns: Vec<u16>,
}

impl Answers {
    /// Takes an answer; with the last one comes the verdict, and all is ready to ask again.
    pub fn take(&mut self, report: Report) -> Option<Verdict> {
        match report {
            Report::Position { row: 2, column } => self.columns.push(column),
            Report::Attributes => {
                let columns = std::mem::take(&mut self.columns);
                return Some(verdict(&columns));
            }
            _ => {}
        }
        None
    }
}

/// The cursor stood in column 1 before the samples of each class. Where those of a class differ,
/// or answers are missing, nothing is certain.
fn verdict(columns: &[u16]) -> Verdict {
    let safe = WidthPolicy::all(Ambiguous::Safe);
    let (columns, after_repeated) = match columns {
        [columns @ .., last] if columns.len() == SAMPLES.len() => (columns, *last),
        _ => return Verdict { policy: safe, repetition: Repetition::Unknown },
    };
    let policy = SAMPLES.iter().zip(columns).fold(safe, |policy, ((class, samples), &column)| {
        let count = samples.chars().count() as u16;
        let shown = match column {
            _ if column == 1 + count => Ambiguous::Narrow,
            _ if column == 1 + 2 * count => Ambiguous::Wide,
            _ => Ambiguous::Safe,
        };
        policy.with(*class, shown)
    });
    let is_repeated = AFTER_REPEATED.contains(&after_repeated);
    let repetition = if is_repeated { Repetition::Known } else { Repetition::Unknown };
    Verdict { policy, repetition }
}

#[cfg(test)]
mod tests {
    use super::super::input::{Decoder, Input};
    use super::*;

    fn check(columns: &[u16], policy: WidthPolicy, repetition: Repetition) {
        let expected = Verdict { policy, repetition };
        let replies: Vec<_> = columns.iter().map(|column| format!("\x1b[2;{column}Rj")).collect();
        let replies = replies.concat();
        let mut answers = Answers::default();
        let mut verdicts = Vec::new();
        let mut keys = 0;
        let mut decoder = Decoder::default();
        // Twice, as it is asked again after a suspension.
        for _ in 0..2 {
            decoder.push(format!("{replies}\x1b[?62;4c").as_bytes(), &mut |input| match input {
                Input::Report(report) => verdicts.extend(answers.take(report)),
                Input::Key(_) => keys += 1,
                other => panic!("{other:?}"),
            });
        }
        assert_eq!(verdicts, [expected; 2], "{columns:?}");
        assert_eq!(keys, 2 * columns.len(), "every key typed in between is kept");
    }

    #[test]
    fn the_verdict_follows_the_answers() {
        use Repetition::{Known, Unknown};
        let wide_quotes = WidthPolicy::NARROW.with(Class::Quotes, Ambiguous::Wide);
        let unsure = WidthPolicy::NARROW.with(Class::Quotes, Ambiguous::Safe);
        let safe = WidthPolicy::all(Ambiguous::Safe);
        check(&[5, 3, 3, 4, 3, 3, 3, 3, 4], WidthPolicy::NARROW, Known);
        check(&[5, 3, 3, 4, 3, 3, 3, 3, 2], WidthPolicy::NARROW, Unknown);
        check(&[9, 5, 5, 7, 5, 5, 5, 5, 7], WidthPolicy::all(Ambiguous::Wide), Known);
        check(&[9, 5, 5, 7, 5, 5, 5, 5, 3], WidthPolicy::all(Ambiguous::Wide), Unknown);
        check(&[9, 3, 3, 4, 3, 3, 3, 3, 2], wide_quotes, Unknown);
        check(&[7, 3, 3, 4, 3, 3, 3, 3, 4], unsure, Known);
        check(&[3, 3, 4, 3, 3, 3, 3, 4], safe, Unknown);
        check(&[], safe, Unknown);
    }

    #[test]
    fn the_samples_of_a_class_are_of_it_and_fit_in_a_row() {
        for (class, samples) in SAMPLES {
            let wide = WidthPolicy::NARROW.with(class, Ambiguous::Wide);
            for sample in samples.chars() {
                assert_eq!(wide.shows(sample), Some(Ambiguous::Wide), "{sample}");
            }
            assert!(2 * samples.chars().count() < usize::from(COLS_MIN));
        }
        assert!(AFTER_REPEATED.iter().all(|&column| column <= COLS_MIN));
        assert_eq!(SAMPLES.map(|(class, _)| class), Class::ALL);
        let questions = questions(Widths::Asked, "");
        assert_eq!(questions.matches("\x1b[6n").count(), SAMPLES.len() + 1);
        assert!(questions.ends_with("\x1b[c"));
        assert!(!super::questions(Widths::Known, "?").contains("\x1b[6n"));
    }
}
