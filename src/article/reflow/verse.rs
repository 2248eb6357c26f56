//! Verse among the lines of a page. In come lines, out comes which of them are verse, so that their
//! line ends stay. Knows metre by its clauses alone: classical lines count, modern ones stop short.

mod inset;
mod modern;
pub mod poem;
mod signed;
mod tune;

use crate::article::line::{EM, Ending, Line};
use crate::text::han::{is_cjk_punctuation, is_han, leading_han};

/// The longest clause of verse, in characters.
const CLAUSE: u32 = 9;

/// So many lines of prose below one another are no chance.
const PROSE: usize = 3;

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
    modern::mark(lines, &inset, &mut verse);
    signed::mark(lines, &mut verse);
    mark_sung(lines, &mut verse);
    for (verse, line) in verse.iter_mut().zip(lines) {
        *verse = *verse || is_regulated(line);
    }
    fill(lines, &mut verse);
    verse.iter_mut().zip(inset).for_each(|(verse, inset)| *verse |= inset);
    verse
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
    let has_prose = || lines.windows(PROSE).zip(verse.windows(PROSE)).any(is_prose);
    if !poem::is_mostly_verse(verse) || !lines.iter().any(|line| line.wrapped) || has_prose() {
        return None;
    }
    let mut loose = lines.to_vec();
    for line in &mut loose {
        line.wrapped = false;
    }
    Some(loose)
}

/// Whether lines one below another are those of a column of prose: full, in mid-sentence, and with
/// clauses that end inside.
fn is_prose((lines, verse): (&[Line<'_>], &[bool])) -> bool {
    let goes_on = |line: &Line<'_>| line.wrapped && line.is_full() && !line.ended();
    !verse.contains(&true)
        && lines.iter().all(goes_on)
        && lines.iter().all(|line| line.width >= 10 * EM && line.form.holds(['，', '。', '、']))
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
    let mut rest = line.text;
    loop {
        let han = leading_han(rest.as_bytes());
        length += (han / 3) as u8;
        let mut letters = rest[han..].chars();
        let c = letters.next();
        rest = letters.as_str();
        match c {
            Some(c) if is_han(c) => length += 1,
            Some(c) if !is_cjk_punctuation(c) && !" \u{3000},.;?!".contains(c) => return None,
            _ => {
                match length {
                    0 => {}
                    1 => return None,
                    _ => clauses.add(length)?,
                }
                length = 0;
            }
        }
        // The last clause may lack its sign.
        if c.is_none() {
            break;
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

#[cfg(test)]
mod tests {
    use super::super::column;
    use super::*;
    use crate::article::line;

    /// Which lines of a page are verse, by metre or without.
    pub(super) fn check(text: &str, expected: &[bool]) {
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
    fn prose_is_not_verse() {
        check("船来了。\n他走了。\n天黑了。", &[false; 3]);
        check("近日，河口镇的老码头重新开放，居民们沿着江边散步。", &[false]);
    }
}
