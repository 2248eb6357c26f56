//! How wide this terminal shows ambiguous characters. Out goes one write of questions, in come its
//! answers one by one among the keys, out comes the verdict. Refuses to wait: an answer may come
//! after any number of frames, or never.
//!
//! Each sample is printed at the start of row 2 and the terminal is asked where its cursor is
//! (CPR); a question for its attributes (DA1), which every terminal answers, marks the end. In row
//! 1 the answers would look like F3 with modifiers, so a terminal of one row is not asked.

use super::input::Report;
use crate::text::width::Ambiguous;

/// One or more of each class: quotes, dashes, dots, circled, marks, letters, boxes, arrows. A
/// terminal may have them of different widths (tmux 3.6 `codepoint-widths`).
const SAMPLES: [&str; 12] = ["“", "—", "…", "·", "①", "※", "α", "я", "é", "─", "█", "→"];

/// The bytes that ask. They spoil row 2 and the place of the cursor: the painter is to be
/// invalidated after they were sent.
pub fn questions() -> String {
    let asked = SAMPLES.map(|sample| format!("\r{sample}\x1b[6n"));
    format!("\x1b[m\x1b[2H{}\r\x1b[K\x1b[c", asked.concat())
}

/// The answers so far.
#[derive(Debug, Default)]
pub struct Answers {
    columns: Vec<u16>,
}

impl Answers {
    /// Takes an answer; with the last one comes the verdict, and all is ready to ask again.
    pub fn take(&mut self, report: Report) -> Option<Ambiguous> {
        match report {
            Report::Position { row: 2, column } => self.columns.push(column),
            Report::Position { .. } | Report::Ready => {}
            Report::Attributes => {
                let columns = std::mem::take(&mut self.columns);
                return Some(verdict(&columns));
            }
        }
        None
    }
}

/// The cursor stood in column 1 before each sample. Where the samples differ, or answers are
/// missing, nothing is certain.
fn verdict(columns: &[u16]) -> Ambiguous {
    let all = |column| columns.len() == SAMPLES.len() && columns.iter().all(|c| *c == column);
    if all(2) {
        Ambiguous::Narrow
    } else if all(3) {
        Ambiguous::Wide
    } else {
        Ambiguous::Safe
    }
}

#[cfg(test)]
mod tests {
    use super::super::input::{Decoder, Input};
    use super::*;
    use crate::text::width::is_ambiguous;

    fn check(columns: &[u16], expected: Ambiguous) {
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
        check(&[2; SAMPLES.len()], Ambiguous::Narrow);
        check(&[3; SAMPLES.len()], Ambiguous::Wide);
        check(&[3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], Ambiguous::Safe);
        check(&[2; SAMPLES.len() - 1], Ambiguous::Safe);
        check(&[], Ambiguous::Safe);
    }

    #[test]
    fn every_sample_is_ambiguous_and_asked_once() {
        assert!(SAMPLES.iter().all(|sample| sample.chars().all(is_ambiguous)));
        let questions = questions();
        assert_eq!(questions.matches("\x1b[6n").count(), SAMPLES.len());
        assert!(questions.ends_with("\x1b[c"));
    }
}
