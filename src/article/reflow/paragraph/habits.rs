//! What a page does with blanks: between its paragraphs, before their first lines, at the ends of
//! their lines. In come lines with their columns, out come its habits. Refuses to judge one line.

use super::cut;
use crate::article::line::{EM, Ending, Line};

/// What a page does with blanks.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Blank lines part paragraphs, and do not stand between all lines or at column breaks.
    pub blank_parts: bool,
    /// Blank lines stand between blocks of lines, and not between most lines.
    pub in_blocks: bool,
    /// The leading blank, in quarter ems, from which on a line is indented; `None` where the
    /// page has no indents.
    pub indent: Option<u32>,
    /// The first lines of its paragraphs are short by the indent that they have lost.
    pub lost_indents: bool,
    /// Lines are broken by hand near so many quarter ems, and blank lines part the paragraphs.
    pub hand_edge: Option<u32>,
}

impl Habits {
    pub fn of(lines: &[Line<'_>]) -> Self {
        let (mut blanks, mut ended) = (0, 0);
        for pair in lines.windows(2).filter(|pair| pair[0].wrapped && pair[1].after_blank) {
            blanks += 1;
            ended += usize::from(pair[0].ended() || pair[0].width + 4 * EM < pair[0].column);
        }
        let blank_parts = blanks >= 2 && ended * 20 >= blanks * 17 && blanks * 3 < lines.len() * 2;
        let indent = indent(lines);
        let lost_indents = indent.is_none() && has_lost_indents(lines);
        let parted = lines.iter().filter(|line| line.after_blank).count();
        let in_blocks = parted > 0 && parted * 2 < lines.len();
        Self { blank_parts, in_blocks, indent, lost_indents, hand_edge: hand_edge(lines) }
    }
}

/// Where somebody breaks the lines of his paragraphs, none exactly at an edge: blank lines stand below
/// ends, and lines stop in mid-sentence right above others.
fn hand_edge(lines: &[Line<'_>]) -> Option<u32> {
    let (mut parted, mut below_end, mut cut, mut ended, mut edge) = (0, 0, 0, 0, 0);
    for pair in lines.windows(2) {
        let [last, line] = pair else { continue };
        if !cut::is_running(last) {
            continue;
        }
        if line.after_blank {
            parted += 1;
            below_end += usize::from(last.ended());
        } else if last.ended() {
            ended += 1;
        } else {
            cut += 1;
            edge = edge.max(last.width);
        }
    }
    (cut >= 2 && parted >= 3 && below_end * 5 >= parted * 3 && ended <= cut).then_some(edge)
}

/// Whether nearly all lines below the last line of a paragraph are short by an indent, and not full.
fn has_lost_indents(lines: &[Line<'_>]) -> bool {
    let is_last = |line: &Line<'_>| line.ended() && line.width + 2 * EM < line.column;
    let (mut short, mut full) = (0, 0);
    for pair in lines.windows(2).filter(|pair| is_last(&pair[0]) && pair[1].wrapped) {
        short += usize::from(pair[1].lacks_indent());
        full += usize::from(pair[1].is_full());
    }
    short >= 3 && short >= 3 * full || short == 2 && full == 0
}

/// The indent of a page whose wrapped paragraphs have kept theirs.
fn indent(lines: &[Line<'_>]) -> Option<u32> {
    let wrapped = || lines.iter().filter(|line| line.wrapped);
    let mut counts = [0_usize; 64];
    wrapped().for_each(|line| counts[(line.indent as usize).min(63)] += 1);
    let margin = (0..64).max_by_key(|&at| (counts[at], 64 - at))? as u32;
    let least = margin + EM;
    let (mut indented, mut after_end) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].wrapped && pair[1].indent >= least) {
        indented += 1;
        after_end += usize::from(
            pair[0].ended()
                || pair[0].is_meta()
                || pair[0].ending == Ending::Open && pair[0].width + 3 * EM < pair[0].column,
        );
    }
    let common = indented >= 2 && indented * 2 <= wrapped().count();
    (common && after_end * 2 >= indented).then_some(least)
}
