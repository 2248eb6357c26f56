//! Free verse between the prose of a printed page. In come its lines, out comes which of them are
//! verse: many short lines below one another that end no sentence and stop before the edge.

use super::modern::{may_be_modern, runs_on};
use super::runs;
use crate::article::line::{EM, Line};
use crate::article::metadata::surname;
use crate::article::sign;
use crate::text::han::is_han;

/// No headline has so many lines, and with the title and the name above it no poem has fewer.
const LEAST: usize = 5;

/// Marks the verse among the wrapped lines of a page.
pub fn mark(lines: &[Line<'_>], verse: &mut [bool]) {
    runs(
        lines.len(),
        |at| stops_far(&lines[at]),
        |low, high| {
            let low = low + lines[low..high].iter().take_while(|line| line.ended()).count();
            if high - low >= LEAST && is_verse(&lines[low..high]) {
                let prose = high < lines.len();
                mark_poems(&lines[low..high], prose, &mut verse[low..high]);
            }
        },
    );
}

/// Whether a line ends where no line of a running text does, the first of a paragraph included.
fn stops_far(line: &Line<'_>) -> bool {
    line.wrapped && line.width + 7 * EM / 2 <= line.column && may_be_modern(line)
}

/// Whether lines are as short as verse; headlines that a program threw together are longer.
fn is_verse(run: &[Line<'_>]) -> bool {
    let total: u32 = run.iter().map(|line| line.width).sum();
    let is_headline = |line: &Line<'_>| line.width >= 10 * EM && sign::is_of_two_parts(line.text);
    runs_on(run) && total <= run.len() as u32 * 9 * EM && !run.iter().any(is_headline)
}

/// Marks the poems of a run, without their titles and the names of their authors, and without the
/// title of the `prose` that follows.
fn mark_poems(run: &[Line<'_>], prose: bool, verse: &mut [bool]) {
    // 只有我 is a line of a poem, and only the first may be signed with any name.
    let is_name =
        |at: usize| is_name(run[at].text) && (at < 2 || surname::is_name(run[at].text, 3));
    let heads: Vec<usize> = (0..run.len() - 1)
        .filter(|&at| is_name(at + 1))
        .filter(|&at| at + 2 >= run.len() || !is_name(at + 2))
        .collect();
    // The headlines of a page may stand at its end by themselves; nobody signs them.
    if !prose && heads.is_empty() {
        return;
    }
    let mut from = match heads.first() {
        Some(&0) | None => 0,
        Some(_) => return,
    };
    let ends = heads.iter().skip(1).copied().chain([run.len() - usize::from(prose)]);
    for to in ends {
        let first = from + 1 + usize::from(is_name(from + 1));
        // A headline and a first line are as short, but fewer.
        let least = if heads.is_empty() { LEAST } else { 3 };
        if to >= first + least {
            verse[first..to].fill(true);
        }
        from = to;
    }
}

/// Two or three characters alone in their line: a name.
fn is_name(text: &str) -> bool {
    (2..=3).contains(&text.chars().count()) && text.chars().all(is_han)
}
