//! A regular expression over clean text. In comes what stood between slashes, out come its matches
//! in a paragraph, and the folded strings without which there can be none. It takes linear time
//! and bounded memory whatever is typed.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

use super::Node;
use super::fault::Reason;
use crate::text::fold;

/// Bytes that the compiled expression may take, and how deep its groups may nest.
const SIZE_MAX: usize = 1 << 20;
const DEPTH_MAX: u32 = 64;

/// A regular expression. It matches within a paragraph, on the text as it is shown.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    needs: Vec<Node>,
}

impl Pattern {
    /// Reads an expression and its flags: `i` for either case; `m`, `s`, `x` as the regex crate
    /// has them.
    pub(super) fn parse(source: &str, flags: &str) -> Result<Self, Reason> {
        let source =
            if flags.is_empty() { source.to_owned() } else { format!("(?{flags}){source}") };
        let regex = RegexBuilder::new(&source)
            .size_limit(SIZE_MAX)
            .dfa_size_limit(SIZE_MAX)
            .nest_limit(DEPTH_MAX)
            .build()
            .map_err(|error| reason(&error))?;
        let parsed =
            regex_syntax::ParserBuilder::new().nest_limit(DEPTH_MAX).build().parse(&source);
        let mut needs = Vec::new();
        if let Ok(hir) = parsed {
            add_needs(&hir, &mut needs);
        }
        Ok(Self { regex, needs })
    }

    /// What must hold of the folded text of an article for it to match anywhere in it: folding a
    /// part of a text gives a part of the folded text.
    pub fn needs(&self) -> &[Node] {
        &self.needs
    }

    /// Whether it matches in a paragraph.
    pub fn matches(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// Where it matches in a paragraph, in bytes. Matches of nothing are left out.
    pub fn places(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.regex.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str()
    }
}

fn reason(error: &regex::Error) -> Reason {
    match error {
        regex::Error::CompiledTooBig(_) => Reason::LargePattern,
        // The message draws the expression and ends in a line that says what is wrong.
        error => {
            let said = error.to_string();
            let last = said.lines().last().unwrap_or_default();
            Reason::Pattern(last.trim_start_matches("error: ").to_owned())
        }
    }
}

/// Adds what every match holds. A class, as either case of a letter is one, tells nothing.
fn add_needs(hir: &Hir, needs: &mut Vec<Node>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            needs.extend(Some(fold::fold(text)).filter(|text| !text.is_empty()).map(Node::Literal));
        }
        HirKind::Capture(capture) => add_needs(&capture.sub, needs),
        HirKind::Repetition(repetition) if repetition.min > 0 => add_needs(&repetition.sub, needs),
        HirKind::Concat(parts) => parts.iter().for_each(|part| add_needs(part, needs)),
        HirKind::Alternation(branches) => {
            let branch = |branch| {
                let mut needs = Vec::new();
                add_needs(branch, &mut needs);
                (!needs.is_empty()).then_some(Node::All(needs))
            };
            let branches: Option<Vec<Node>> = branches.iter().map(branch).collect();
            needs.extend(branches.map(Node::Any));
        }
        _ => {}
    }
}
