//! Whether a paragraph is of the same text as others. In come lines with their verdicts, out comes
//! how many pairs of characters they share. Refuses to know what the words mean.
//!
//! Of 78 paragraphs of the press that follow their own text, three quarters share a sixth of their
//! pairs with it or more; of 7659 that stand under another, one in a hundred does.

use super::{Verdict, View, is_text};
use crate::article::line::{EM, Ending};
use crate::text::pairs::Pairs;

/// The paragraphs that a text is known by.
const PARAGRAPHS: usize = 24;

/// Fewer pairs of a paragraph prove nothing.
const LEAST: usize = 16;

/// Fewer pairs of a text do not show what is strange to it.
const LEAST_TEXT: usize = 150;

/// What a paragraph is to a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kinship {
    /// A part of it.
    Own,
    /// Of something else.
    Strange,
    #[default]
    Unknown,
}

/// The words of a text.
#[derive(Debug)]
pub struct Kin(Pairs);

impl Kin {
    /// The words of the last paragraphs among `items`.
    pub fn of(items: &[View<'_>], verdicts: &[Verdict]) -> Self {
        let lines = items.iter().zip(verdicts).rev();
        let texts = lines.filter(|(item, verdict)| is_text(item, **verdict));
        Self(Pairs::of(texts.take(PARAGRAPHS).map(|(item, _)| item.text)))
    }

    /// What a line is to them.
    pub fn of_line(&self, item: &View<'_>) -> Kinship {
        if item.ending != Ending::Sentence || item.width() < 16 * EM {
            return Kinship::Unknown;
        }
        let (held, all) = self.0.held(item.text);
        match all {
            ..LEAST => Kinship::Unknown,
            _ if held * 6 >= all => Kinship::Own,
            _ if held * 20 < all && self.is_known() => Kinship::Strange,
            _ => Kinship::Unknown,
        }
    }

    /// Whether there is text enough to tell what is strange to it.
    pub fn is_known(&self) -> bool {
        self.0.len() >= LEAST_TEXT
    }

    /// How many pairs of a line stand in the text.
    pub fn echo(&self, line: &str) -> usize {
        self.0.held(line).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::Form;

    fn kin(texts: &[&str]) -> Kin {
        let forms: Vec<Form> = texts.iter().map(|text| Form::of(text)).collect();
        let view = |(text, form)| View::of(text, form);
        let views: Vec<View<'_>> = texts.iter().copied().zip(&forms).map(view).collect();
        Kin::of(&views, &vec![Verdict::Text; views.len()])
    }

    #[test]
    fn a_paragraph_is_known_by_its_words() {
        let of_line = |kin: &Kin, line: &str| kin.of_line(&View::of(line, &Form::of(line)));
        let text = "渡船每天早晨六点从河口镇的老码头出发，坐船的人都带着孩子，晚上才回到河口镇来。";
        let own = kin(&[text]);
        let check = |line: &str, expected| assert_eq!(of_line(&own, line), expected, "{line}");
        check("到了晚上，坐船的人都回到了河口镇，只有渡船还停在老码头。", Kinship::Own);
        check("到了晚上，坐船的人都回到了河口镇", Kinship::Unknown);
        check("九月的高原上牧民们把羊群赶下山坡，准备过冬用的草料。", Kinship::Unknown);
        let long: String = ('\u{5000}'..'\u{50f0}').collect::<String>() + "，。";
        let strange =
            of_line(&kin(&[text, &long]), "九月的高原上牧民们把羊群赶下山坡，准备过冬用的草料。");
        assert_eq!(strange, Kinship::Strange);
    }
}
