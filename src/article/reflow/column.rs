//! The columns of a page. In come its lines, out come the same lines with the width of the column
//! around each and whether they are wrapped there. Refuses to know what the lines say.

use crate::article::line::{EM, Ending, Line, Measure, Script};
use crate::article::piece::Frame;
use crate::article::sign::{self, Numbering};

/// The lines on either side that make the column of a line.
const REACH: usize = 5;

/// The lines on either side from which it is told whether lines are wrapped.
const WINDOW: usize = 20;

/// A wider line is a paragraph of its own: no page is set wider.
const WIDEST: u32 = 64 * EM;

/// The lines from which the measure is chosen; more does not change it.
const SAMPLE: usize = 4000;

/// Finds the column of every line.
pub fn set(lines: &mut [Line<'_>]) {
    let frames = frames(lines);
    let measure = choose(lines, &frames);
    let columns = columns(lines, &frames, measure);
    for (line, (column, frame)) in lines.iter_mut().zip(columns.into_iter().zip(frames)) {
        line.width = line.width_in(measure);
        line.column = column;
        line.frame = if frame { Frame::Begins } else { Frame::Continues };
    }
    mark_wrapped(lines);
}

/// A leading blank of less than an em, where such blanks are rare, is left over from the start of
/// a text frame.
fn frames(lines: &[Line<'_>]) -> Vec<bool> {
    let is_mark = |line: &Line<'_>| (1..=2).contains(&line.indent);
    let marks = lines.iter().filter(|line| is_mark(line)).count();
    let indented = lines.iter().filter(|line| line.indent > 0).count();
    let rare = indented * 10 <= lines.len().max(10) && marks == indented;
    lines.iter().map(|line| rare && is_mark(line)).collect()
}

/// The measure in which the wrapped lines come out most alike.
fn choose(lines: &[Line<'_>], frames: &[bool]) -> Measure {
    let sample = lines.len().min(SAMPLE);
    let spread = |measure: Measure| -> u64 {
        columns(&lines[..sample], &frames[..sample], measure)
            .into_iter()
            .zip(&lines[..sample])
            .filter(|(_, line)| line.ending != Ending::Sentence)
            .map(|(column, line)| {
                let width = line.width_in(measure);
                u64::from(column.abs_diff(width).min(3 * EM))
            })
            .sum()
    };
    if spread(Measure::Grid) < spread(Measure::Compressed) {
        Measure::Grid
    } else {
        Measure::Compressed
    }
}

/// For each line the third widest of the eleven around it, in its own frame.
fn columns(lines: &[Line<'_>], frames: &[bool], measure: Measure) -> Vec<u32> {
    let mut found = Vec::with_capacity(lines.len());
    for at in 0..lines.len() {
        let low = (at.saturating_sub(REACH)..at).rev().take_while(|&k| !frames[k + 1]).count();
        let high = (at + 1..lines.len().min(at + REACH + 1)).take_while(|&k| !frames[k]).count();
        let mut widest = [0_u32; 3];
        for line in &lines[at - low..=at + high] {
            let mut width = line.width_in(measure);
            for slot in &mut widest {
                if width > *slot {
                    std::mem::swap(&mut width, slot);
                }
            }
        }
        // At the ends of a page there are fewer lines to ask.
        let rank = (low + high).min(2);
        found.push(widest[rank]);
    }
    found
}

/// Lines are wrapped where many around them stop in mid-sentence, and nearly all that do stop at
/// the edge of the column.
fn mark_wrapped(lines: &mut [Line<'_>]) {
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = (0_usize, 0_usize);
    sums.push(sum);
    let mut after_end = true;
    for (at, line) in lines.iter().enumerate() {
        if stops_short(line, lines.get(at + 1)) {
            // The first line of a paragraph may have lost its indent, but not the room for it.
            sum.0 += usize::from(at_edge(line) || (after_end && line.lacks_indent()));
            sum.1 += 1;
        }
        after_end = line.ended();
        sums.push(sum);
    }
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        let (low, high) = (at.saturating_sub(WINDOW), count.min(at + WINDOW + 1));
        let edges = sums[high].0 - sums[low].0;
        let open = sums[high].1 - sums[low].1;
        line.wrapped = edges >= 3
            && edges * 10 >= (high - low) * 3
            && edges * 10 >= open * 6
            && line.column <= WIDEST;
    }
}

/// Whether a line stops in mid-sentence: statutes and lists are made of lines that do not.
fn stops_short(line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    line.ending != Ending::Sentence
        && !line.text.ends_with(['：', '；', ':', ';'])
        && sign::numbering(line.text) != Some(Numbering::Chapter)
        && next.is_none_or(|next| sign::numbering(next.text).is_none())
}

/// Whether a line fills its column; the indent of a first line counts.
fn at_edge(line: &Line<'_>) -> bool {
    let indent = if line.indent >= EM { line.indent.min(4 * EM) } else { 0 };
    let extent = line.width + indent;
    line.column <= WIDEST
        && line.width <= line.column + 2 * EM
        && extent + slack(line) >= line.column
        && line.width >= 5 * EM
}

/// How far a wrapped line may stop short of its column: two ems, or a long word of Latin script.
fn slack(line: &Line<'_>) -> u32 {
    if line.script == Script::Latin { 6 * EM } else { EM + EM / 2 }
}
