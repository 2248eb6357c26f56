//! Modern verse: stanzas whose lines stop short of any edge. In come the lines of a page, out comes which
//! of them are such. Refuses to know metre.

use super::runs;
use crate::article::line::{EM, Ending, Line, Script};
use crate::article::metadata::{credit, surname};
use crate::article::reflow::rows;
use crate::article::sign;

/// The lines from which on a stanza proves the shorter ones.
const LONGER: usize = 4;

/// The stanzas from which on lines that look wrapped are no column.
const STANZAS: usize = 3;

/// Marks the lines of modern verse among `lines` in `verse`, but for what stands among those that are
/// `inset` as verse already.
pub fn mark(lines: &[Line<'_>], inset: &[bool], verse: &mut [bool]) {
    let mut mark = |low: usize, high: usize| {
        if !inset[low..high].contains(&true) {
            mark_run(lines, low, high, verse);
        }
    };
    runs(
        lines.len(),
        |at| is_short(&lines[at]),
        |from, to| {
            if may_hold_stanza(&lines[from..to]) {
                let fits = |at: usize| may_be_modern(&lines[from + at]);
                runs(to - from, fits, |low, high| mark(from + low, from + high));
            }
        },
    );
}

/// Whether a run of short lines may have a longer stanza in it, and is no column and no list of people.
fn may_hold_stanza(run: &[Line<'_>]) -> bool {
    let blocks = || run.chunk_by(|_, next| !next.after_blank);
    blocks().any(|block| block.len() >= LONGER)
        && !run.iter().any(rows::is_row_of_names)
        && (run.iter().any(|line| !line.wrapped) || blocks().nth(STANZAS - 1).is_some())
}

/// Marks the stanzas of a run whose lines stop short of any edge.
fn mark_run(lines: &[Line<'_>], low: usize, high: usize, verse: &mut [bool]) {
    // Lines of one length look wrapped. A column has signs in most of its lines and no stanzas.
    let run = &lines[low..high];
    let stanzas = stanzas(lines, low, high);
    if run.iter().any(|line| line.wrapped)
        && (stanzas.len() < STANZAS
            || run.iter().filter(|line| is_signed(line)).count() * 5 > run.len())
    {
        return;
    }
    // A single line is a title; short stanzas count where there is a longer one. Lines that are
    // cut in mid-clause and unlike in width are verse, if not in this stanza then in all of them.
    let apart = |from: usize, to: usize| edge(&lines[from..to]) == Edge::Ragged;
    let whole = apart(low, high);
    let fits =
        |&(from, to): &(usize, usize)| runs_on(&lines[from..to]) && (whole || apart(from, to));
    if stanzas.iter().any(|stanza| stanza.1 - stanza.0 >= LONGER && fits(stanza)) {
        let heads = heads(lines, &stanzas);
        for (from, to) in stanzas
            .into_iter()
            .filter(|stanza| stanza.1 - stanza.0 >= 2 && fits(stanza) && !heads.contains(stanza))
        {
            if !verse[from..to].contains(&true) {
                verse[from..to].fill(true);
            }
        }
    }
}

/// The stanzas that are no verse, but the title of a poem and its author: the first of a page, and
/// others where a page has more of them than a poem could have by chance.
fn heads(lines: &[Line<'_>], stanzas: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let is_couplet = |stanza: &&(usize, usize)| stanza.1 - stanza.0 == 2;
    let couplets = stanzas.iter().filter(is_couplet).count();
    let is_head = |stanza: &(usize, usize)| is_head(&lines[stanza.0..stanza.1]);
    let mut heads: Vec<_> = stanzas.iter().copied().filter(is_head).collect();
    if heads.len() < 2 || heads.len() * 3 < couplets {
        heads.retain(|&(from, _)| from == 0);
    }
    heads
}

/// A title, and below it the name of its author.
fn is_head(stanza: &[Line<'_>]) -> bool {
    let [title, author] = stanza else { return false };
    title.ending == Ending::Open && surname::is_name(author.text, 3)
}

/// A line no longer than those of modern verse.
fn is_short(line: &Line<'_>) -> bool {
    line.text.len() <= 80
        && (2 * EM..=18 * EM).contains(&line.width)
        && !line.is_meta()
        && line.script != Script::Latin
}

/// A short line that says nothing of a list or a dialogue.
pub fn may_be_modern(line: &Line<'_>) -> bool {
    is_short(line)
        && !line.text.starts_with(['“', '「', '"', '（', '(', '【'])
        && has_signs_of_verse(line)
        && sign::numbering(line.text).is_none()
        && credit::byline(line.text).is_none()
}

/// No figures, and nothing that tells a list or a dialogue.
fn has_signs_of_verse(line: &Line<'_>) -> bool {
    let told = line.form.holds_figure() || line.form.holds(['：', ':', '|', '/']);
    let listed = || line.form.holds(['、']) && line.text.matches('、').nth(1).is_some();
    !told && !listed()
}

/// The stretches between blank lines of `low..high`.
fn stanzas(lines: &[Line<'_>], low: usize, high: usize) -> Vec<(usize, usize)> {
    let starts = (low + 1..high).filter(|&at| lines[at].after_blank);
    let edges: Vec<usize> = std::iter::once(low).chain(starts).chain([high]).collect();
    edges.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Whether most lines do not end a sentence.
pub fn runs_on(stanza: &[Line<'_>]) -> bool {
    stanza.iter().filter(|line| !line.ended()).count() * 5 >= stanza.len() * 3
}

/// How the lines that end no sentence stand at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Each has its own length, or is a clause for itself.
    Ragged,
    /// They fill a column, with commas inside.
    Straight,
}

fn edge(stanza: &[Line<'_>]) -> Edge {
    let running = || stanza.iter().filter(|line| !line.ended());
    let widest = stanza.iter().map(|line| line.width).max().unwrap_or(0);
    let short = running().filter(|line| line.width + 2 * EM < widest).count();
    let parted = stanza.iter().any(|line| has_inner_sign(line.text));
    if !parted || short * 3 >= running().count() { Edge::Ragged } else { Edge::Straight }
}

/// Whether a line has a sign in it or at its end.
fn is_signed(line: &Line<'_>) -> bool {
    line.ending != Ending::Open || has_inner_sign(line.text)
}

fn has_inner_sign(text: &str) -> bool {
    let mut inner = text.chars();
    inner.next_back();
    inner.any(|c| matches!(c, '，' | '。' | '；' | '！' | '？'))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn modern_verse_is_seen() {
        check(
            "夜渡\n\n船慢慢地走\n像一个想起往事的人\n\n忽然停下\n岸上有灯\n灯下没有人\n只有雨在数着台阶",
            &[false, true, true, true, true, true, true],
        );
    }

    #[test]
    fn a_title_over_the_name_of_its_author_is_no_couplet() {
        const POEM: &str =
            "我守着一座塔\n塔守着一条江\n\n夜里我把灯点亮\n江就把船\n一只一只\n还给我\n";
        let poem = [true; 6];
        let page = |heads: [&str; 2]| format!("{}\n\n{POEM}\n{}\n\n{POEM}", heads[0], heads[1]);
        let seen = |heads: [bool; 2]| [&[heads[0]; 2][..], &poem, &[heads[1]; 2], &poem].concat();
        check(&page(["守塔人\n王小渡", "渡口\n林素"]), &seen([false, false]));
        check(&page(["守塔人\n王小渡", "水声不问\n谁来谁往"]), &seen([false, true]));
        check(&page(["水声不问\n谁来谁往", "守塔人\n王小渡"]), &seen([true, true]));
    }
}
