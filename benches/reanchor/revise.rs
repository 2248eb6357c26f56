//! What happens to texts between two readings. Each revision takes the letters of a section and gives
//! those of the text, or texts, that there are afterwards.

use std::ops::Range;

use super::corpus::{Letter, Random, put_in};
use super::score::Gate;

/// The texts after each of a row of revisions.
pub type Revised = Vec<Vec<Vec<Letter>>>;

/// What is revised.
pub struct Subject<'a> {
    pub section: &'a [Letter],
    /// All sections, to take other texts from.
    pub sections: &'a [Vec<Letter>],
    pub number: usize,
    /// The passage that was marked, where the revision is made for each mark.
    pub mark: Option<Range<usize>>,
}

/// A kind of revision, and what must be kept through it.
pub struct Row {
    pub name: &'static str,
    pub gates: &'static [Gate],
    /// Whether it is made anew for each mark.
    pub by_mark: bool,
    /// Whether marks are captured anew on the way.
    pub captures_anew: bool,
    pub revise: fn(&Subject<'_>, &mut Random) -> Option<Revised>,
}

const SAME: &[Gate] = &[Gate::right(99.9), Gate::wrong(0.0)];
const DELETED: &[Gate] = &[Gate::right(98.0), Gate::right_of_short(97.0), Gate::wrong(2.0)];

const fn row(
    name: &'static str,
    gates: &'static [Gate],
    revise: fn(&Subject<'_>, &mut Random) -> Option<Revised>,
) -> Row {
    Row { name, gates, by_mark: false, captures_anew: false, revise }
}

const fn row_by_mark(
    name: &'static str,
    gates: &'static [Gate],
    revise: fn(&Subject<'_>, &mut Random) -> Option<Revised>,
) -> Row {
    Row { name, gates, by_mark: true, captures_anew: false, revise }
}

/// All rows of the table: those with gates first.
pub const REVISIONS: &[Row] = &[
    row("unchanged", SAME, |s, _| one(s.section.to_vec())),
    row("width of punctuation", SAME, |s, _| one(each(s.section, half_width))),
    row("spaces put in and taken out", SAME, |s, r| one(spaced(s.section, r))),
    row("wrapped at 36", SAME, |s, _| one(wrapped(s.section, 36))),
    row("unwrapped", SAME, |s, _| one(without(s.section, |c| c == '\n'))),
    row("traditional", SAME, |s, _| one(each(s.section, traditional))),
    row("text put at the head", SAME, |s, _| one(with_head(s, 900))),
    row_by_mark("quote said again at the head", SAME, |s, _| one(said_at_head(s)?)),
    row("edits, 1 %", &[Gate::right(99.5), Gate::wrong(0.1)], |s, r| one(edited(s.section, 10, r))),
    row("edits, 5 %", &[Gate::right(99.0), Gate::wrong(0.1)], |s, r| one(edited(s.section, 50, r))),
    row("edits, 10 %", &[Gate::right(97.0), Gate::wrong(0.1)], |s, r| {
        one(edited(s.section, 100, r))
    }),
    row("edits, 20 %", &[Gate::right(92.0), Gate::wrong(0.1)], |s, r| {
        one(edited(s.section, 200, r))
    }),
    row("width, wrap, head, edits 3 %", &[Gate::right(99.0), Gate::wrong(0.1)], |s, r| {
        let letters = edited(&each(&with_head(s, 500), half_width), 30, r);
        one(wrapped(&letters, 30))
    }),
    row("paragraphs shuffled", &[Gate::right(97.0), Gate::wrong(0.3)], |s, r| {
        one(shuffled(s.section, r))
    }),
    row_by_mark("sentence deleted", DELETED, |s, _| one(without_range(s.section, &sentence(s)?))),
    row_by_mark("paragraph deleted", DELETED, |s, _| one(without_range(s.section, &paragraph(s)?))),
    row_by_mark("half of the quote rewritten", &[Gate::wrong(0.3)], |s, r| {
        one(half_rewritten(s, r)?)
    }),
    Row {
        captures_anew: true,
        ..row("20 revisions of 2 %, captured anew", &[Gate::right(97.0), Gate::wrong(0.0)], many)
    },
    row("20 revisions of 2 %, as first made", &[], many),
    row("re-extracted: paragraphs joined", &[], |s, r| one(joined(s.section, r))),
    row("re-extracted: paragraphs split", &[], |s, r| one(split(s.section, r))),
    row("re-extracted: hyphens at breaks", &[], |s, r| one(hyphened(s.section, r))),
    row("re-extracted: headline to the end", &[], |s, _| one(headline_last(s.section)?)),
    row("OCR confusions, 1 %", &[], |s, r| one(confused(s.section, 10, r))),
    row("OCR confusions, 2 %", &[], |s, r| one(confused(s.section, 20, r))),
    row("other quotes, dots and dashes", &[], |s, _| one(other_forms(s.section))),
    row("full-width numerals and letters", &[], |s, _| one(each(s.section, full_width))),
    row("article split in two", &[], |s, _| halves(s.section)),
    row("two articles merged", &[], |s, _| one(with_head(s, usize::MAX))),
    row_by_mark("sentence moved elsewhere", &[], |s, r| one(sentence_moved(s, r)?)),
    row_by_mark("sentence said twice", &[], |s, r| one(sentence_twice(s, r)?)),
    row_by_mark("sentence deleted, edits 3 %", &[], |s, r| {
        one(edited(&without_range(s.section, &sentence(s)?), 30, r))
    }),
    row_by_mark("quote replaced by another", &[], |s, r| one(replaced(s, r)?)),
];

/// One revision that gives one text.
#[expect(clippy::unnecessary_wraps, reason = "it ends rows of which some do not always apply")]
fn one(letters: Vec<Letter>) -> Option<Revised> {
    Some(vec![vec![tidied(letters)]])
}

/// As extraction leaves a text: no empty lines, no blanks at their ends.
fn tidied(letters: Vec<Letter>) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        if letter.c == '\n' {
            while out.last().is_some_and(|last| last.c == ' ' || last.c == '\u{3000}') {
                out.pop();
            }
        }
        let starts = out.last().is_none_or(|last| last.c == '\n');
        if !(starts && letter.c.is_whitespace()) {
            out.push(letter);
        }
    }
    while out.last().is_some_and(|last| last.c.is_whitespace()) {
        out.pop();
    }
    out
}

fn each(letters: &[Letter], change: fn(char) -> char) -> Vec<Letter> {
    letters.iter().map(|letter| Letter { c: change(letter.c), ..*letter }).collect()
}

fn without(letters: &[Letter], goes: impl Fn(char) -> bool) -> Vec<Letter> {
    letters.iter().filter(|letter| !goes(letter.c)).copied().collect()
}

fn without_range(letters: &[Letter], range: &Range<usize>) -> Vec<Letter> {
    [&letters[..range.start], &letters[range.end..]].concat()
}

fn half_width(c: char) -> char {
    match c {
        '，' => ',',
        '。' => '.',
        '：' => ':',
        '；' => ';',
        '？' => '?',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        _ => c,
    }
}

fn full_width(c: char) -> char {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A traditional form of a simplified character, by the table that folding uses.
fn traditional(c: char) -> char {
    static TABLE: std::sync::LazyLock<std::collections::HashMap<char, char>> =
        std::sync::LazyLock::new(|| {
            let pairs = include_str!("../../assets/fold/traditional.txt");
            let lines = pairs.lines().filter(|line| !line.starts_with('#'));
            let mut table = std::collections::HashMap::new();
            for pair in lines.flat_map(str::split_whitespace) {
                let mut chars = pair.chars();
                if let (Some(from), Some(to)) = (chars.next(), chars.next()) {
                    table.entry(to).or_insert(from);
                }
            }
            table
        });
    TABLE.get(&c).copied().unwrap_or(c)
}

/// Spaces between Han and Latin, a stray one here and there, and those that were there gone.
fn spaced(letters: &[Letter], random: &mut Random) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::new();
    let letters = without_lone_spaces(letters);
    for letter in &letters {
        if let Some(last) = out.last() {
            let seam = last.c.is_ascii_alphanumeric() != letter.c.is_ascii_alphanumeric();
            let is_latin = last.c.is_ascii_alphanumeric() && letter.c.is_ascii_alphanumeric();
            if !is_latin && (seam || random.happens(30)) {
                out.extend(put_in(" "));
            }
        }
        out.push(*letter);
    }
    out
}

/// Spaces that do not part two Latin words say nothing.
fn without_lone_spaces(letters: &[Letter]) -> Vec<Letter> {
    let is_word = |at: Option<&Letter>| at.is_some_and(|letter| letter.c.is_ascii_graphic());
    let stays = |(at, letter): &(usize, &Letter)| {
        letter.c != ' '
            || (is_word(letters.get(at.wrapping_sub(1))) && is_word(letters.get(at + 1)))
    };
    letters.iter().enumerate().filter(stays).map(|(_, letter)| *letter).collect()
}

/// Hard line ends; never inside a Latin word, which a reader could not put together again.
fn wrapped(letters: &[Letter], columns: usize) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::new();
    let mut column = 0;
    for letter in letters {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        let inside = out.last().is_some_and(|last| is_latin(last.c)) && is_latin(letter.c);
        if column >= columns && !inside {
            out.extend(put_in("\n"));
            column = 0;
        }
        column = if letter.c == '\n' { 0 } else { column + 1 };
        out.push(*letter);
    }
    out
}

/// Random letters replaced, left out, and put in, so many in a thousand. A letter that replaces
/// another has its number: it stands in its place.
fn edited(letters: &[Letter], per_mille: u64, random: &mut Random) -> Vec<Letter> {
    let mut out = Vec::with_capacity(letters.len());
    for letter in letters {
        if letter.c == '\n' || !random.happens(per_mille) {
            out.push(*letter);
            continue;
        }
        let other = random.one_of(letters).c;
        let other = if other.is_whitespace() { '之' } else { other };
        match random.between(0, 3) {
            0 => out.push(Letter { c: other, id: letter.id }),
            1 => {}
            _ => out.extend([Letter { c: other, id: 0 }, *letter]),
        }
    }
    out
}

#[expect(clippy::unnecessary_wraps, reason = "a row of the table")]
fn many(subject: &Subject<'_>, random: &mut Random) -> Option<Revised> {
    let mut letters = subject.section.to_vec();
    let mut revisions = Vec::new();
    for _ in 0..20 {
        letters = tidied(edited(&letters, 20, random));
        revisions.push(vec![letters.clone()]);
    }
    Some(revisions)
}

/// Another section before it, or so many of its letters.
fn with_head(subject: &Subject<'_>, at_most: usize) -> Vec<Letter> {
    let other = &subject.sections[(subject.number + 1) % subject.sections.len()];
    let head: String = other.iter().take(at_most).map(|letter| letter.c).collect();
    put_in(&head).chain(put_in("\n")).chain(subject.section.iter().copied()).collect()
}

fn said_at_head(subject: &Subject<'_>) -> Option<Vec<Letter>> {
    let quote = subject.section.get(subject.mark.clone()?)?;
    let quote: String = quote.iter().map(|letter| letter.c).collect();
    let head = put_in("编者按：本期说到").chain(put_in(&quote)).chain(put_in("，请看下文。\n"));
    Some(head.chain(subject.section.iter().copied()).collect())
}

fn lines(letters: &[Letter]) -> Vec<Vec<Letter>> {
    letters.split(|letter| letter.c == '\n').map(<[Letter]>::to_vec).collect()
}

fn unlines(lines: &[Vec<Letter>]) -> Vec<Letter> {
    let end = Letter { c: '\n', id: 0 };
    lines.join(&end)
}

fn shuffled(letters: &[Letter], random: &mut Random) -> Vec<Letter> {
    let mut lines = lines(letters);
    for at in (1..lines.len()).rev() {
        lines.swap(at, random.between(0, at + 1));
    }
    unlines(&lines)
}

/// The sentences that the mark touches.
fn sentence(subject: &Subject<'_>) -> Option<Range<usize>> {
    around(subject, |c| matches!(c, '。' | '！' | '？' | '\n'))
}

fn paragraph(subject: &Subject<'_>) -> Option<Range<usize>> {
    around(subject, |c| c == '\n')
}

fn around(subject: &Subject<'_>, ends: impl Fn(char) -> bool) -> Option<Range<usize>> {
    let (letters, mark) = (subject.section, subject.mark.clone()?);
    let start =
        letters[..mark.start].iter().rposition(|letter| ends(letter.c)).map_or(0, |at| at + 1);
    let end = letters[mark.end..].iter().position(|letter| ends(letter.c));
    let end = end.map_or(letters.len(), |at| mark.end + at + 1);
    // With nothing left there is no text.
    (end - start < letters.len() / 2).then_some(start..end)
}

fn half_rewritten(subject: &Subject<'_>, random: &mut Random) -> Option<Vec<Letter>> {
    let mark = subject.mark.clone()?;
    let half = mark.len().div_ceil(2);
    let from = if random.happens(500) { mark.start } else { mark.end - half };
    Some(rewritten(subject.section, &(from..from + half), random))
}

fn replaced(subject: &Subject<'_>, random: &mut Random) -> Option<Vec<Letter>> {
    let mut letters = rewritten(subject.section, &subject.mark.clone()?, random);
    for letter in &mut letters[subject.mark.clone()?] {
        letter.id = 0;
    }
    Some(letters)
}

/// Other letters in the place of some, with their numbers.
fn rewritten(letters: &[Letter], range: &Range<usize>, random: &mut Random) -> Vec<Letter> {
    let mut out = letters.to_vec();
    for letter in &mut out[range.clone()] {
        let other = random.one_of(letters).c;
        letter.c = if other.is_whitespace() { '之' } else { other };
    }
    out
}

fn joined(letters: &[Letter], random: &mut Random) -> Vec<Letter> {
    letters.iter().filter(|letter| letter.c != '\n' || random.happens(400)).copied().collect()
}

fn split(letters: &[Letter], random: &mut Random) -> Vec<Letter> {
    let mut out = Vec::new();
    for letter in letters {
        out.push(*letter);
        if matches!(letter.c, '。' | '，' | '；') && random.happens(250) {
            out.extend(put_in("\n"));
        }
    }
    out
}

/// What is left of bad line ends: hyphens in the middle of words and soft breaks before signs.
fn hyphened(letters: &[Letter], random: &mut Random) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::new();
    for letter in letters {
        let is_latin = letter.c.is_ascii_alphabetic();
        if out.last().is_some_and(|last| last.c.is_ascii_alphabetic())
            && is_latin
            && random.happens(150)
        {
            out.extend(put_in("-\n"));
        } else if random.happens(15) {
            out.extend(put_in("\n"));
        }
        out.push(*letter);
    }
    out
}

fn headline_last(letters: &[Letter]) -> Option<Vec<Letter>> {
    let mut lines = lines(letters);
    if lines.len() < 2 {
        return None;
    }
    lines.rotate_left(1);
    Some(unlines(&lines))
}

/// What a scanner takes for something else.
fn confused(letters: &[Letter], per_mille: u64, random: &mut Random) -> Vec<Letter> {
    const ALIKE: &str = "己已未末土士日曰人入大太干千天夫问间白自鸟乌侍待析折晴睛的旳为力办王玉木本目且\
        由申口囗了子有冇他地这迈会舍来末上土下卞不个介出岀时吋到倒可司对时年午生牛学字水永工エ一丶";
    let alike: Vec<char> = ALIKE.chars().collect();
    let mut out = Vec::new();
    for letter in letters {
        if letter.c == '\n' || !random.happens(per_mille) {
            out.push(*letter);
            continue;
        }
        match (alike.iter().position(|&c| c == letter.c), random.between(0, 10)) {
            (Some(at), _) => {
                let c = alike.get(at ^ 1).copied().unwrap_or(letter.c);
                out.push(Letter { c, id: letter.id });
            }
            // A character in two halves, a speck, or a character lost.
            (None, 0 | 1) => out.extend([*letter, Letter { c: '丨', id: 0 }]),
            (None, 2) => out.extend([Letter { c: '·', id: 0 }, *letter]),
            (None, 3) => {}
            (None, _) => {
                let c = *random.one_of(&alike);
                out.push(Letter { c, id: letter.id });
            }
        }
    }
    out
}

fn other_forms(letters: &[Letter]) -> Vec<Letter> {
    let forms = |c| match c {
        '“' => Some("「"),
        '”' => Some("」"),
        '‘' => Some("『"),
        '’' => Some("』"),
        '…' => Some("..."),
        '—' => Some("-"),
        '·' => Some("•"),
        '～' => Some("~"),
        _ => None,
    };
    let mut out = Vec::new();
    for letter in letters {
        match forms(letter.c) {
            Some(form) => out.extend(put_in(form).map(|other| Letter { id: letter.id, ..other })),
            None => out.push(*letter),
        }
    }
    out
}

fn halves(letters: &[Letter]) -> Option<Revised> {
    let middle = letters.len() / 2;
    let at = middle + letters[middle..].iter().position(|letter| letter.c == '\n')?;
    let halves = [&letters[..at], &letters[at..]];
    Some(vec![halves.into_iter().map(|half| tidied(half.to_vec())).collect()])
}

/// Another sentence end than the mark's own.
fn elsewhere(subject: &Subject<'_>, own: &Range<usize>, random: &mut Random) -> Option<usize> {
    let letters = subject.section;
    let ends = |&at: &usize| matches!(letters[at - 1].c, '。' | '\n');
    let places: Vec<usize> = (1..letters.len()).filter(ends).collect();
    let far: Vec<usize> =
        places.into_iter().filter(|&at| at + 100 < own.start || at > own.end + 100).collect();
    (!far.is_empty()).then(|| *random.one_of(&far))
}

fn sentence_moved(subject: &Subject<'_>, random: &mut Random) -> Option<Vec<Letter>> {
    let own = sentence(subject)?;
    let to = elsewhere(subject, &own, random)?;
    let (letters, moved) = (subject.section, &subject.section[own.clone()]);
    Some(if to < own.start {
        [&letters[..to], moved, &letters[to..own.start], &letters[own.end..]].concat()
    } else {
        [&letters[..own.start], &letters[own.end..to], moved, &letters[to..]].concat()
    })
}

fn sentence_twice(subject: &Subject<'_>, random: &mut Random) -> Option<Vec<Letter>> {
    let own = sentence(subject)?;
    let to = elsewhere(subject, &own, random)?;
    let copy: Vec<Letter> =
        subject.section[own].iter().map(|letter| Letter { id: 0, ..*letter }).collect();
    Some([&subject.section[..to], &copy, &subject.section[to..]].concat())
}
