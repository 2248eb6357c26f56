//! The columns of a page. In come its lines, out come the same lines with the width of the column
//! around each and whether they are wrapped there. Refuses to know what the lines say.

mod measures;

use std::ops::Range;

use super::rows;
use crate::article::line::{EM, Ending, Line, Measure, Script};
use crate::article::piece::Frame;
use crate::article::sign::{self, Numbering};
use measures::Measures;

/// The lines on either side that are asked where no side makes a column.
const REACH: usize = 5;

/// The lines on one side that make the column of a line.
const SPAN: usize = 8;

/// The lines on either side from which it is told whether lines are wrapped.
const WINDOW: usize = 20;

/// A wider line is a paragraph of its own: no page is set wider.
const WIDEST: u32 = 64 * EM;

/// No page is set narrower, nor is verse: so short are names, and the last lines of paragraphs.
const NARROWEST: u32 = 5 * EM;

/// The lines from which the measure is chosen; more does not change it.
const SAMPLE: usize = 4000;

/// Finds the column of every line.
pub fn set(lines: &mut [Line<'_>]) {
    let frames = frames(lines);
    let (measure, mut columns) = choose(lines, &frames);
    let extents: Vec<u32> = lines.iter().map(|line| line.extent(measure)).collect();
    let measures = Measures::of(lines, &extents);
    if let Some(measures) = &measures {
        measures.settle(lines, &mut columns);
    }
    for (line, (column, frame)) in lines.iter_mut().zip(columns.into_iter().zip(frames)) {
        line.width = line.width_in(measure);
        line.column = column;
        line.frame = if frame { Frame::Begins } else { Frame::Continues };
    }
    mark_wrapped(lines, measures.as_ref());
    obey_indents(lines);
}

/// On a page that has kept its indents they tell more than any width: lines that are flush below
/// full ones are the rest of a paragraph, and where nearly all are indented each is a paragraph.
fn obey_indents(lines: &mut [Line<'_>]) {
    let is_first = |line: &Line<'_>| (EM..=5 * EM).contains(&line.indent);
    let extent = |line: &Line<'_>| line.width + line.indent.min(5 * EM);
    let narrow = || lines.iter().map(extent).filter(|&extent| extent <= WIDEST);
    let edge = narrow().max().unwrap_or(0);
    let indented = lines.iter().filter(|line| is_first(line)).count();
    let (mut rest, mut apart) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].indent == 0 && !pair[1].after_blank) {
        let is_full = extent(&pair[0]) <= edge && extent(&pair[0]) + 4 * EM >= edge;
        if is_full { rest += 1 } else { apart += 1 }
    }
    if indented < 2 {
        return;
    }
    let fits = edge >= 16 * EM && narrow().count() == lines.len();
    // A page that is wrapped at its own edges may have columns of several widths.
    let known = lines.iter().filter(|line| line.wrapped).count() * 3 >= lines.len() * 2;
    if rest >= 2 && rest >= 4 * apart && fits && !known {
        for line in lines {
            line.column = line.column.max(edge);
            line.wrapped = true;
        }
    } else if indented * 2 >= lines.len() && rest * 4 < indented {
        for line in lines {
            line.wrapped = false;
        }
    }
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

/// The measure in which the wrapped lines come out most alike, and the columns in it.
fn choose(lines: &[Line<'_>], frames: &[bool]) -> (Measure, Vec<u32>) {
    let sample = lines.len().min(SAMPLE);
    let [(compressed, narrow), (grid, wide)] =
        [Measure::Compressed, Measure::Grid].map(|measure| {
            let columns = columns(&lines[..sample], &frames[..sample], measure);
            (spread(lines, &columns, measure), columns)
        });
    let (measure, columns_of_sample) =
        if grid < compressed { (Measure::Grid, wide) } else { (Measure::Compressed, narrow) };
    if sample == lines.len() {
        (measure, columns_of_sample)
    } else {
        (measure, columns(lines, frames, measure))
    }
}

/// How far the lines that stop in mid-sentence miss their columns, in quarter ems.
fn spread(lines: &[Line<'_>], columns: &[u32], measure: Measure) -> u64 {
    let open = columns.iter().zip(lines).filter(|(_, line)| line.ending != Ending::Sentence);
    open.map(|(column, line)| u64::from(column.abs_diff(line.width_in(measure)).min(3 * EM))).sum()
}

/// The column of each line. Where columns of different widths meet, the lines ahead of a line and
/// those behind it disagree, and it belongs to the side that it fits.
fn columns(lines: &[Line<'_>], frames: &[bool], measure: Measure) -> Vec<u32> {
    let extents: Vec<u32> = lines.iter().map(|line| line.extent(measure)).collect();
    let ahead = edges(lines, &extents, frames, measure);
    let mut frame = 0;
    let mut found = Vec::with_capacity(lines.len());
    for at in 0..lines.len() {
        if frames[at] {
            frame = at;
        }
        let width = extents[at];
        let behind = ahead[(at + 1).saturating_sub(SPAN).max(frame)];
        let column = match (behind, ahead[at]) {
            (Some(behind), Some(ahead)) if behind.abs_diff(ahead) <= EM + EM / 2 => {
                behind.max(ahead)
            }
            (Some(behind), Some(ahead)) => match (misfit(width, behind), misfit(width, ahead)) {
                // A short line ends the paragraph above, or is a headline over what follows.
                (None, None) if at > 0 && !lines[at - 1].ended() => behind,
                (None, None) => ahead,
                (Some(_), None) => behind,
                (Some(there), Some(here)) if there <= here => behind,
                _ => ahead,
            },
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => third_widest(lines, frames, at, measure),
        };
        // In mid-sentence a column goes on, if the line fits it.
        let last = found.last().copied().filter(|&last| {
            last != column
                && !lines[at - 1].ended()
                && misfit(width, column).is_none()
                && misfit(width, last).is_some()
        });
        found.push(last.unwrap_or(column));
    }
    found
}

/// The edge of the lines ahead of each, up to where the next frame begins.
fn edges(
    lines: &[Line<'_>],
    extents: &[u32],
    frames: &[bool],
    measure: Measure,
) -> Vec<Option<u32>> {
    let mut found = vec![None; lines.len()];
    // From the bottom up it is known where the next frame begins.
    let mut next = lines.len();
    for at in (0..lines.len()).rev() {
        let span = at..next.min(at + SPAN);
        let [first, _, third] = widest(extents[span.clone()].iter().copied());
        let is_full = span.len() > 2 && first <= third + EM;
        found[at] =
            if is_full { Some(third) } else { ragged_edge(lines, extents, frames, span, measure) };
        if frames[at] {
            next = at;
        }
    }
    found
}

/// The widest edge at which lines of `span` end, give or take an em: two that reach it, and a third
/// that does so or is short by an indent. Headlines, each of its own width, make none.
fn ragged_edge(
    lines: &[Line<'_>],
    extents: &[u32],
    frames: &[bool],
    span: Range<usize>,
    measure: Measure,
) -> Option<u32> {
    let mut widths = [0; SPAN];
    let widths = &mut widths[..span.len()];
    widths.copy_from_slice(&extents[span.clone()]);
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let indented = |edge: u32| {
        let first = |at: &usize| {
            *at > 0 && (frames[*at] || lines[at - 1].ended()) && lines[*at].indent < EM
        };
        let reaches = |at: &usize| (lines[*at].width_in(measure) + 2 * EM).abs_diff(edge) <= EM / 2;
        span.clone().filter(first).any(|at| reaches(&at))
    };
    widths.windows(2).enumerate().find_map(|(at, two)| {
        if two[1] < NARROWEST {
            return None;
        }
        let third = widths.get(at + 2).filter(|&&third| two[0] <= third + EM);
        match third {
            Some(&third) => Some(third),
            None => (two[0] <= two[1] + EM && indented(two[1])).then_some(two[1]),
        }
    })
}

/// The three widest of `widths`, the widest first; zero where there are fewer.
fn widest(widths: impl Iterator<Item = u32>) -> [u32; 3] {
    let mut widest = [0; 3];
    for mut width in widths {
        for slot in &mut widest {
            if width > *slot {
                std::mem::swap(&mut width, slot);
            }
        }
    }
    widest
}

/// How far a line misses the edge of a column, the lost indent of a first line apart; `None` for
/// a line that cannot be a full line of it.
fn misfit(width: u32, column: u32) -> Option<u32> {
    let indented = column.saturating_sub(2 * EM);
    let miss = width.abs_diff(column);
    if miss <= EM { Some(miss) } else { Some(width.abs_diff(indented)).filter(|&miss| miss <= EM) }
}

/// The third widest of the eleven lines around one, in its own frame.
fn third_widest(lines: &[Line<'_>], frames: &[bool], at: usize, measure: Measure) -> u32 {
    let low = (at.saturating_sub(REACH)..at).rev().take_while(|&k| !frames[k + 1]).count();
    let high = (at + 1..lines.len().min(at + REACH + 1)).take_while(|&k| !frames[k]).count();
    let around = lines[at - low..=at + high].iter().map(|line| line.width_in(measure));
    // At the ends of a page there are fewer lines to ask.
    widest(around)[(low + high).min(2)]
}

/// Lines are wrapped where many around them stop in mid-sentence, and nearly all that do stop at
/// the edge of the column.
fn mark_wrapped(lines: &mut [Line<'_>], measures: Option<&Measures>) {
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = (0_usize, 0_usize, 0_usize, 0_usize);
    let inset = measures.map(|page| insets(lines, page)).unwrap_or_default();
    sums.push(sum);
    let mut after_end = true;
    let least = least_column(lines);
    for (at, line) in lines.iter().enumerate() {
        // Names say nothing of how a page is set, unless they fill it.
        let is_inset =
            inset.get(at) == Some(&true) || !at_edge(line) && rows::is_row_of_names(line);
        sum.3 += usize::from(is_inset);
        if !is_inset && line.column >= least && stops_short(line, lines.get(at + 1)) {
            // The first line of a paragraph may have lost its indent, but not the room for it.
            sum.0 += usize::from(at_edge(line) || (after_end && line.lacks_indent()));
            sum.1 += 1;
        }
        after_end = line.ended() || stands_over(line, lines.get(at + 1..at + 3));
        // A sentence that is longer than its column says that there is none.
        sum.2 += usize::from(line.ended() && line.width > line.column + 4 * EM);
        sums.push(sum);
    }
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        let (low, high) = (at.saturating_sub(WINDOW), count.min(at + WINDOW + 1));
        let edges = sums[high].0 - sums[low].0;
        let open = sums[high].1 - sums[low].1;
        let inset = sums[high].3 - sums[low].3;
        // Short paragraphs between headlines have few full lines; the page knows its measures.
        let (of_all, of_open) =
            if measures.is_some_and(|page| page.have(line.column)) { (2, 4) } else { (3, 6) };
        line.wrapped = edges >= 3
            && edges * 10 >= (high - low - inset) * of_all
            && edges * 10 >= open * of_open
            && edges >= (sums[high].2 - sums[low].2) * 4
            && line.column <= WIDEST;
    }
}

/// The lines that say nothing of how a page is set: verse and lists between its paragraphs, which are
/// many short lines below one another.
fn insets(lines: &[Line<'_>], measures: &Measures) -> Vec<bool> {
    const LEAST: usize = 5;
    let mut inset = vec![false; lines.len()];
    let mut from = 0;
    for at in 0..=lines.len() {
        let goes_on = lines.get(at).is_some_and(|line| {
            !line.ended() && line.width + 7 * EM / 2 <= line.column && measures.have(line.column)
        });
        if !goes_on {
            if at >= from + LEAST {
                inset[from..at].fill(true);
            }
            from = at + 1;
        }
    }
    inset
}

/// The narrowest column of a page, in quarter ems: where many lines are whole paragraphs, the short
/// ones are the words of its menus, however much alike they are.
fn least_column(lines: &[Line<'_>]) -> u32 {
    let sample = &lines[..lines.len().min(SAMPLE)];
    let mut whole: Vec<u32> = sample
        .iter()
        .filter(|line| line.ended() && line.width > 24 * EM)
        .map(|line| line.width)
        .collect();
    if whole.len() < 3 || whole.len() * 10 < sample.len() {
        return 0;
    }
    whole.sort_unstable();
    whole[whole.len() / 2].min(WIDEST) * 2 / 5
}

/// Whether a line stops in mid-sentence: statutes and lists are made of lines that do not.
fn stops_short(line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    line.ending != Ending::Sentence
        && !line.text.ends_with(['：', '；', ':', ';'])
        && sign::numbering(line.text) != Some(Numbering::Chapter)
        && next.is_none_or(|next| sign::numbering(next.text).is_none())
}

/// Whether a line is a headline to go by its width: the next is short by an indent, and full is the
/// one below. In verse, which is narrower, it proves nothing.
fn stands_over(line: &Line<'_>, below: Option<&[Line<'_>]>) -> bool {
    let Some([first, second]) = below else { return false };
    line.column >= 10 * EM
        && line.width + 4 * EM < line.column
        && first.lacks_indent()
        && first.column == second.column
        && second.is_full()
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
