//! Verse among the lines of a page. In come lines, out comes which of them are verse, so that their
//! line ends stay. Knows metre by its clauses alone: classical lines count, modern ones stop short.

mod inset;
pub mod poem;
mod tune;

use crate::article::line::{EM, Ending, Line, Script};
use crate::article::metadata::{credit, surname};
use crate::article::sign;
use crate::text::han::{is_cjk_punctuation, is_han};

/// The longest clause of verse, in characters.
const CLAUSE: u32 = 9;

/// The lines from which on a stanza proves the shorter ones.
const LONGER: usize = 4;

/// The stanzas from which on lines that look wrapped are no column.
const STANZAS: usize = 3;

/// Which of `lines` are verse.
pub fn mark(lines: &[Line<'_>]) -> Vec<bool> {
    let mut verse = vec![false; lines.len()];
    let clauses: Vec<Option<Clauses>> = lines.iter().map(clauses).collect();
    runs(
        lines.len(),
        |at| clauses[at].is_some(),
        |low, high| {
            for (from, to) in metrical(&lines[low..high], &clauses[low..high]) {
                verse[low + from..low + to].fill(true);
            }
        },
    );
    let mut inset = vec![false; lines.len()];
    inset::mark(lines, &mut inset);
    let mut mark_run = |low: usize, high: usize| {
        if !inset[low..high].contains(&true) {
            mark_modern(lines, low, high, &mut verse);
        }
    };
    runs(
        lines.len(),
        |at| is_short(&lines[at]),
        |from, to| {
            if may_hold_stanza(&lines[from..to]) {
                let fits = |at: usize| may_be_modern(&lines[from + at]);
                runs(to - from, fits, |low, high| mark_run(from + low, from + high));
            }
        },
    );
    mark_sung(lines, &mut verse);
    for (verse, line) in verse.iter_mut().zip(lines) {
        *verse = *verse || is_regulated(line);
    }
    fill(lines, &mut verse);
    verse.iter_mut().zip(inset).for_each(|(verse, inset)| *verse |= inset);
    verse
}

/// Whether a run of short lines may have a longer stanza in it, and is no column.
fn may_hold_stanza(run: &[Line<'_>]) -> bool {
    let blocks = || run.chunk_by(|_, next| !next.after_blank);
    blocks().any(|block| block.len() >= LONGER)
        && (run.iter().any(|line| !line.wrapped) || blocks().nth(STANZAS - 1).is_some())
}

/// Modern verse: stanzas whose lines stop short of any edge.
fn mark_modern(lines: &[Line<'_>], low: usize, high: usize, verse: &mut [bool]) {
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
    let name: String = author.text.chars().filter(|c| !c.is_whitespace()).collect();
    title.ending == Ending::Open
        && (2..=3).contains(&name.chars().count())
        && name.chars().all(is_han)
        && surname::begins(&name)
}

/// 词 and 曲: the lines under the name of a tune, up to the next line that ends no sentence.
fn mark_sung(lines: &[Line<'_>], verse: &mut [bool]) {
    let is_sung = |line: &&Line<'_>| line.ended() && line.text.len() <= 300 && !line.is_meta();
    for at in 0..lines.len() {
        let below = lines.iter().skip(at + 1).take(2).any(|line| is_sung(&line));
        if lines[at].ending != Ending::Open || !below || !tune::names_one(lines[at].text) {
            continue;
        }
        let from = at + 1 + usize::from(lines.get(at + 1).is_some_and(|line| !line.ended()));
        let count = lines.iter().skip(from).take(8).take_while(is_sung).count();
        if count <= 6 && lines.len() > from {
            verse[from..from + count].fill(true);
        }
    }
}

/// Lines among verse that are longer than its metre, as 君不见…… over a line of seven.
fn fill(lines: &[Line<'_>], verse: &mut [bool]) {
    let mut from = 0;
    for at in 1..=lines.len() {
        let apart = at == lines.len()
            || lines[at].after_blank
            || lines[at].ending == Ending::Open
            || lines[at - 1].ending == Ending::Open;
        if !apart {
            continue;
        }
        let block = &lines[from..at];
        let count = verse[from..at].iter().filter(|&&verse| verse).count();
        let loose = |line: &Line<'_>| {
            line.text.len() <= 90
                && !line.text.contains(|c: char| "“”：「」".contains(c) || c.is_ascii())
        };
        if count < block.len() && count * 2 >= block.len() && block.iter().all(loose) {
            verse[from..at].fill(true);
        }
        from = at;
    }
}

/// A whole poem in one line: four clauses or more, all of five or all of seven characters.
fn is_regulated(line: &Line<'_>) -> bool {
    if line.ending == Ending::Open || line.text.len() < 72 {
        return false;
    }
    let clauses =
        line.text.split(['，', '。', '？', '！', '；']).filter(|clause| !clause.is_empty());
    let mut count = 0;
    let mut metre = 0;
    for clause in clauses {
        let length = clause.len() / 3;
        if !(length == 5 || length == 7)
            || (metre != 0 && metre != length)
            || !clause.chars().all(is_han)
        {
            return false;
        }
        (metre, count) = (length, count + 1);
    }
    count >= 4
}

/// The lines of a page that is mostly verse, none of them wrapped: lines of one length look so.
pub fn unwrapped<'a>(lines: &[Line<'a>], verse: &[bool]) -> Option<Vec<Line<'a>>> {
    if !poem::is_mostly_verse(verse) || !lines.iter().any(|line| line.wrapped) {
        return None;
    }
    let mut loose = lines.to_vec();
    for line in &mut loose {
        line.wrapped = false;
    }
    Some(loose)
}

/// Calls `found` with each longest run of the first `count` lines that `fits`.
fn runs(count: usize, fits: impl Fn(usize) -> bool, mut found: impl FnMut(usize, usize)) {
    let mut start = None;
    for at in 0..=count {
        if at < count && fits(at) {
            start.get_or_insert(at);
        } else if let Some(low) = start.take() {
            found(low, at);
        }
    }
}

/// The lengths of the clauses of a line that could be verse, in characters.
fn clauses(line: &Line<'_>) -> Option<Clauses> {
    if line.text.len() > 160 || line.form.longest_run() > CLAUSE || line.is_meta() {
        return None;
    }
    let mut clauses = Clauses::default();
    // No run is longer than a clause, so that its length fits.
    let mut length = 0_u8;
    // The last clause may lack its sign.
    for c in line.text.chars().chain([' ']) {
        if is_han(c) {
            length += 1;
        } else if is_cjk_punctuation(c)
            || matches!(c, ' ' | '\u{3000}' | ',' | '.' | ';' | '?' | '!')
        {
            match length {
                0 => {}
                1 => return None,
                _ => clauses.add(length)?,
            }
            length = 0;
        } else {
            return None;
        }
    }
    (clauses.count > 0).then_some(clauses)
}

/// Up to four clauses; nearly every line of a library is asked for its own.
#[derive(Clone, Copy, Debug, Default)]
struct Clauses {
    lengths: [u8; 4],
    count: u8,
}

impl Clauses {
    /// Adds a clause; `None` where there is no room for one more.
    fn add(&mut self, length: u8) -> Option<()> {
        *self.lengths.get_mut(usize::from(self.count))? = length;
        self.count += 1;
        Some(())
    }

    fn lengths(self) -> impl Iterator<Item = usize> {
        self.lengths.into_iter().take(usize::from(self.count)).map(usize::from)
    }
}

/// The parts of a run that keep a metre. A line without its closing sign, where the others have
/// theirs, is a title or a name between poems.
fn metrical(run: &[Line<'_>], clauses: &[Option<Clauses>]) -> Vec<(usize, usize)> {
    let closed = |line: &Line<'_>| line.ending != Ending::Open;
    let signed = run.iter().filter(|line| closed(line)).count() * 3 >= run.len();
    let blanks = run.iter().skip(1).filter(|line| line.after_blank).count();
    let mut found = Vec::new();
    let mut low = 0;
    for at in 0..=run.len() {
        let apart = at == run.len() || closed(&run[at]) != signed;
        // A blank line parts poems, unless blank lines stand between all lines.
        let torn = at > low && at < run.len() && run[at].after_blank && blanks * 2 < run.len();
        if apart || torn {
            if is_metrical(&run[low..at], &clauses[low..at]) {
                found.push((low, at));
            }
            low = if apart { at + 1 } else { at };
        }
    }
    found
}

fn is_metrical(lines: &[Line<'_>], clauses: &[Option<Clauses>]) -> bool {
    let lengths: Vec<usize> = clauses.iter().flatten().flat_map(|line| line.lengths()).collect();
    if lengths.len() < 4 {
        return false;
    }
    let mut counts = [0_usize; CLAUSE as usize + 1];
    for &length in &lengths {
        counts[length] += 1;
    }
    let even = (4..=7).any(|length| counts[length] * 5 >= lengths.len() * 4);
    let even_lines = lines.len() >= 2 || (counts[5] == lengths.len() || counts[7] == lengths.len());
    (even && even_lines) || is_lyric(lines, &lengths)
}

/// 词曲: lines of uneven clauses in the old language.
fn is_lyric(lines: &[Line<'_>], lengths: &[usize]) -> bool {
    const MODERN: &str = "的了吗呢吧着这那们我你他她它曰云";
    let total: usize = lengths.iter().sum();
    lines.len() >= 3
        && lengths.len() >= lines.len() + lines.len() / 2
        && total * 2 <= lengths.len() * 13
        && lines.iter().all(|line| {
            line.ending != Ending::Open
                && !line.wrapped
                && !line.text.contains(|c| MODERN.contains(c) || "“”：、；".contains(c))
        })
}

/// A line no longer than those of modern verse.
fn is_short(line: &Line<'_>) -> bool {
    line.text.len() <= 80
        && (2 * EM..=18 * EM).contains(&line.width)
        && !line.is_meta()
        && line.script != Script::Latin
}

/// A short line that says nothing of a list or a dialogue.
fn may_be_modern(line: &Line<'_>) -> bool {
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
fn runs_on(stanza: &[Line<'_>]) -> bool {
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
    use super::super::column;
    use super::*;
    use crate::article::line;

    fn check(text: &str, expected: &[bool]) {
        let mut lines = line::lines(text);
        column::set(&mut lines);
        assert_eq!(mark(&lines), expected, "{text}");
    }

    #[test]
    fn metre_is_seen() {
        check(
            "渡口\n无名氏\n日落江边树，\n风吹渡口船。\n归人行欲尽，\n灯火满前川。",
            &[false, false, true, true, true, true],
        );
        check("日落江边树，风吹渡口船。\n归人行欲尽，灯火满前川。", &[true, true]);
        check("日落江邊樹 風吹渡口船\n歸人行欲盡 燈火滿前川", &[true, true]);
    }

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

    #[test]
    fn prose_is_not_verse() {
        check("船来了。\n他走了。\n天黑了。", &[false; 3]);
        check("近日，河口镇的老码头重新开放，居民们沿着江边散步。", &[false]);
    }
}
