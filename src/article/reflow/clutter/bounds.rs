//! Where the text of a web page begins and ends. In come its lines with the verdict of each, out come
//! better verdicts for the lines around the title and below the last sentence. Refuses to judge words.
//!
//! A page has its menus above the title and its buttons between the title and the text: all short
//! lines without a full stop. They can be told only by where they stand.

use std::collections::HashSet;
use std::ops::Range;

use super::furniture::Mark;
use super::kin::{Kin, Kinship};
use super::title::{states, subtitle, summary, title};
use super::{Made, Verdict, View, begins_again, furniture, is_text, menu};
use crate::article::line::{EM, Ending};
use crate::article::metadata::label::Place;
use crate::article::metadata::{credit, date, label};
use crate::article::sign::{self, Numbering};

/// The lines of furniture and facts from which on a text is taken for a web page.
pub const LEAST_MARKS: usize = 2;

/// The most lines that stand over the text of a page.
const HEAD: usize = 800;

/// Drops the short lines above the text of a page but its title, and those that end it.
pub fn cut(items: &[View<'_>], verdicts: &mut [Verdict], made: Made) {
    let text = |at: &usize| is_text(&items[*at], verdicts[*at]);
    let dense = match made {
        Made::OfLines | Made::ByTypist => densest(items, verdicts),
        Made::OfElements => None,
    };
    let whole = || {
        let first = (0..items.len().min(HEAD)).find(text)?;
        Some((first, (first..items.len()).rev().find(text).unwrap_or(first)))
    };
    let Some((first, last)) = dense.or_else(whole) else { return };
    let first = if dense.is_some() { own_above(items, verdicts, first, last) } else { first };
    if dense.is_some() {
        restore(items, verdicts, first);
    }
    let listed = drop_contents(items, &mut verdicts[..=last]);
    if let Some(title) = cut_head(items, verdicts, first..last + 1)
        && dense.is_some()
    {
        drop_marks(&items[first..=last], &mut verdicts[first..=last]);
        if listed == Contents::Listed || is_only(items, verdicts, title, first) {
            verdicts[title] = Verdict::Title;
            name_headings(&items[first..=last], &mut verdicts[first..=last]);
        }
    }
    cut_foot(items, verdicts, last + 1);
    state_below(items, verdicts, last + 1);
    for (item, verdict) in items.iter().zip(verdicts).skip(last + 1) {
        if *verdict == Verdict::Text && !item.heading {
            *verdict = Verdict::Plain;
        }
    }
}

/// Finds the facts of a page right below its text, where none stand above it.
fn state_below(items: &[View<'_>], verdicts: &mut [Verdict], from: usize) {
    /// The lines that may be about the text.
    const NEAR: usize = 8;
    let is_dated = |at: usize| {
        let text = items[at].text;
        (label::is_meta(text, Place::Body) || label::names_day(text))
            && !label::is_reply(text)
            && label::facts(text).date.is_some_and(|date| date.len() == 10)
    };
    if (0..from).any(|at| verdicts[at] == Verdict::Meta && states_day(items[at].text)) {
        return;
    }
    let near = from..items.len().min(from + NEAR);
    if let Some(at) = near.into_iter().find(|&at| is_dated(at)) {
        verdicts[at] = Verdict::Meta;
    }
}

fn states_day(text: &str) -> bool {
    label::facts(text).date.is_some()
}

/// Whether a page lists the headings of its text above it, as those do that have one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contents {
    Listed,
    None,
}

/// Drops the table of contents of a page: 目录, and below it lines that head what follows. The short
/// lines above it are a table and head nothing.
fn drop_contents(items: &[View<'_>], verdicts: &mut [Verdict]) -> Contents {
    const MOST: usize = 60;
    let is_head = |at: &usize| matches!(items[*at].text, "目录" | "目錄" | "本页目录" | "Contents");
    let Some(head) = (0..verdicts.len()).find(is_head) else { return Contents::None };
    let below: HashSet<&str> = items[head + 1..verdicts.len()]
        .iter()
        .filter(|item| item.text.len() <= 90)
        .map(|item| furniture::without_button(item.text))
        .filter(|text| without_number(text) == *text)
        .collect();
    let named = items[head + 1..verdicts.len()]
        .iter()
        .take(MOST)
        .take_while(|item| {
            item.text.len() <= 90
                && item.text.contains(|c: char| c.is_numeric())
                && below.contains(without_number(furniture::without_button(item.text)))
        })
        .count();
    if named < 2 {
        return Contents::None;
    }
    verdicts[head..=head + named].fill(Verdict::Clutter);
    let prose = (0..head).rfind(|&at| is_text(&items[at], verdicts[at])).unwrap_or(head);
    for at in prose + 1..head {
        if verdicts[at] == Verdict::Text && !items[at].heading {
            verdicts[at] = Verdict::Plain;
        }
    }
    Contents::Listed
}

/// A heading without its number: 1.2 老码头.
fn without_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphabetic() || c.is_numeric())
}

/// Finds the headings of a page that elsewhere could be what somebody says, or a part of a sentence: a
/// line in quotes, and one of two clauses where there are several.
fn name_headings(items: &[View<'_>], verdicts: &mut [Verdict]) {
    let stands_over = |at: usize| {
        let [above, line, below] = &items[at - 1..=at + 1] else { return false };
        let is_own = |at: usize| is_text(&items[at], verdicts[at]);
        verdicts[at] == Verdict::Text
            && is_own(at - 1)
            && above.ending == Ending::Sentence
            && is_own(at + 1)
            && below.width() >= 2 * line.width()
            && !line.wrapped
            && !line.heading
    };
    let found: Vec<usize> =
        (1..items.len().saturating_sub(1)).filter(|&at| stands_over(at)).collect();
    let is_clauses = |at: &&usize| is_two_clauses(items[**at].text);
    let clauses = found.iter().filter(is_clauses).count();
    for at in found {
        let text = items[at].text;
        if is_cry(text) || clauses >= 2 && is_two_clauses(text) {
            verdicts[at] = Verdict::Head;
        }
    }
    for at in part_numbers(items) {
        verdicts[at] = Verdict::Head;
    }
}

/// The lines 01, 02, 03 … that number the parts of a text, where there are several.
fn part_numbers(items: &[View<'_>]) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let is_next =
            item.text.len() == 2 && !item.wrapped && item.text.parse() == Ok(found.len() + 1);
        if is_next {
            found.push(at);
        }
    }
    if found.len() >= 2 { found } else { Vec::new() }
}

/// “它比村子还老”: a few words in quotes with no sign among them, which speech has.
fn is_cry(text: &str) -> bool {
    sign::is_quotation(text)
        && text.chars().filter(|c| c.is_alphanumeric()).count() + 2 == text.chars().count()
        && (5..=16).contains(&text.chars().count())
}

/// 打通最后一公里，把水送到田头: two clauses that stop without an end.
fn is_two_clauses(text: &str) -> bool {
    let mut clauses = text.split('，').map(|clause| clause.chars().count());
    let fits = |clause: Option<usize>| clause.is_some_and(|letters| (4..=18).contains(&letters));
    fits(clauses.next())
        && fits(clauses.next())
        && clauses.next().is_none()
        && !text.contains(['（', '(', '“', '《'])
        && sign::could_be_headline(text)
        && !sign::opens_report(text)
}

/// Drops what a page puts between its paragraphs: buttons, and the numbers of notes.
fn drop_marks(items: &[View<'_>], verdicts: &mut [Verdict]) {
    for (item, verdict) in items.iter().zip(verdicts) {
        if *verdict == Verdict::Text
            && (menu::is_command(item.text) || furniture::is_note_number(item.text))
        {
            *verdict = Verdict::Clutter;
        }
    }
}

/// The first paragraph of the text where a table or its contents stand between that and the others.
fn own_above(items: &[View<'_>], verdicts: &[Verdict], first: usize, last: usize) -> usize {
    const NEAR: usize = 60;
    let kin = Kin::of(&items[first..=last], &verdicts[first..=last]);
    let is_own = |at: &usize| {
        is_text(&items[*at], verdicts[*at])
            && items[*at].width() >= 24 * EM
            && kin.of_line(&items[*at]) == Kinship::Own
    };
    let near = first.saturating_sub(NEAR);
    let facts = (near..first).rfind(|&at| label::is_meta(items[at].text, Place::Head));
    (facts.unwrap_or(near)..first).find(is_own).unwrap_or(first)
}

/// Judges the lines above the text once more: what seemed to lie below a text may lie above this one.
fn restore(items: &[View<'_>], verdicts: &mut [Verdict], first: usize) {
    const NEAR: usize = 24;
    for at in first.saturating_sub(NEAR)..first {
        let text = items[at].text;
        let is_own = furniture::mark(&items[at]).is_some()
            || furniture::is_rule(text)
            || menu::is_button(text);
        if verdicts[at] == Verdict::Clutter && label::is_meta(text, Place::Head) {
            verdicts[at] = Verdict::Meta;
        } else if verdicts[at] == Verdict::Clutter && !is_own {
            verdicts[at] = Verdict::Text;
        }
    }
}

/// The first and the last line of the stretch in which the prose of a page stands most densely:
/// slogans among the menus and teasers among the links lie outside. `None` where so much prose does
/// that the page may hold another text.
fn densest(items: &[View<'_>], verdicts: &[Verdict]) -> Option<(usize, usize)> {
    let (mut sum, mut from, mut prose) = (0, 0, 0);
    let (mut most, mut best) = (0, None);
    for (at, item) in items.iter().enumerate() {
        let weight = weight(item, verdicts[at]);
        prose += weight.max(0);
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += weight;
        if sum > most {
            (most, best) = (sum, Some((from, at)));
        }
    }
    let (first, last) = best?;
    let first = (first..=last).find(|&at| is_text(&items[at], verdicts[at]))?;
    let first = below_facts(items, verdicts, first..last + 1).unwrap_or(first);
    let inside: i64 = (first..=last).map(|at| weight(&items[at], verdicts[at]).max(0)).sum();
    let other = |part: &[View<'_>]| part.windows(3).any(begins_again);
    let outside = prose - inside;
    let alone = outside * 2 <= inside
        || outside <= 2 * inside
            && !other(&items[..first.saturating_sub(2)])
            && !other(&items[last + 1..]);
    (first < HEAD && alone).then_some((first, last))
}

/// The first line of prose below the day of a page, where only slogans and headlines that were
/// run together stand above that.
fn below_facts(items: &[View<'_>], verdicts: &[Verdict], within: Range<usize>) -> Option<usize> {
    let mut above = 0;
    for at in within.clone().take(HEAD) {
        let View { text, ending, .. } = items[at];
        if is_text(&items[at], verdicts[at]) {
            if ending == Ending::Sentence && items[at].width() >= 24 * EM {
                return None;
            }
            above += weight(&items[at], verdicts[at]);
        } else if label::is_meta(text, Place::Head) && label::facts(text).date.is_some() {
            let mut below = (at + 1..within.end).filter(|&at| is_text(&items[at], verdicts[at]));
            let next = below.next()?;
            let rest: i64 = below.chain([next]).map(|at| weight(&items[at], verdicts[at])).sum();
            return (above * 2 <= rest).then_some(next);
        }
    }
    None
}

/// What a line adds to the text around it, in ems; furniture takes away.
fn weight(item: &View<'_>, verdict: Verdict) -> i64 {
    match verdict {
        // An em of Chinese is three bytes.
        Verdict::Text if is_text(item, verdict) => (item.text.len() / 3) as i64,
        Verdict::Text if item.ending == Ending::Sentence => 3,
        Verdict::Text | Verdict::Plain => -4,
        Verdict::Title | Verdict::Head | Verdict::Meta => -2,
        Verdict::Clutter => match furniture::mark(item) {
            Some(Mark::List | Mark::Foot | Mark::End) => -80,
            Some(Mark::Loose) | None => -8,
        },
    }
}

/// Whether a page has one article: its facts stand once, between its title and its text.
fn is_only(items: &[View<'_>], verdicts: &[Verdict], title: usize, first: usize) -> bool {
    const NEAR: usize = 12;
    (title.max(first.saturating_sub(NEAR))..first).any(|at| states(&items[at], verdicts[at]))
        && !(first..items.len()).any(|at| states(&items[at], verdicts[at]))
        && !items[first..].windows(3).any(begins_again)
}

/// Gives the place of the title.
fn cut_head(items: &[View<'_>], verdicts: &mut [Verdict], text: Range<usize>) -> Option<usize> {
    let first = text.start;
    let title = title(items, verdicts, text)?;
    let subtitle = subtitle(items, verdicts, title, first);
    for head in std::iter::once(title).chain(subtitle) {
        verdicts[head] = Verdict::Head;
    }
    for at in 0..first {
        let item = &items[at];
        let stays = at > title && (item.heading || belongs(item));
        if verdicts[at] == Verdict::Text && !stays {
            let facts = at > 0 && verdicts[at - 1] == Verdict::Meta;
            let is_value = facts && completes(items[at - 1].text, item.text)
                || at > title
                    && (is_house_over_day(items, at)
                        || label::names_day(item.text)
                        || opens_with_day(item));
            verdicts[at] = if is_value { Verdict::Meta } else { Verdict::Clutter };
        }
    }
    Some(title)
}

/// 2024/03/05　河口日報　記者王五／河口報導: a whole day, and no sentence.
fn opens_with_day(item: &View<'_>) -> bool {
    item.ending == Ending::Open
        && date::opening(item.text).is_some_and(|(_, day)| day.len() == 10)
        && !item.form.holds(['，', '。'])
}

/// Whether a line is the name of a house, and the next is the day on which it published.
fn is_house_over_day(items: &[View<'_>], at: usize) -> bool {
    let dated = items.get(at + 1).is_some_and(|next| label::is_dated(next.text));
    dated && label::is_house(items[at].text)
}

/// Whether a line gives what the line of facts above it leaves open: 来源： and below it the name.
fn completes(facts: &str, line: &str) -> bool {
    line.chars().count() <= 30
        && (label::is_open(facts) || label::is_dated(facts) && label::is_house(line))
}

/// What may stand between a title and the first paragraph.
fn belongs(item: &View<'_>) -> bool {
    let salutation = item.ending == Ending::Clause && item.width() >= 4 * EM;
    item.wrapped
        || item.ending == Ending::Sentence
        || salutation
        || is_summary(item.text)
        || sign::is_caption(item.text)
        || sign::numbering(item.text).is_some_and(|number| number != Numbering::Bullet)
        || credit::byline(item.text).is_some()
}

/// 核心提示：…: what a text says in short, though without a full stop.
fn is_summary(text: &str) -> bool {
    summary(text).is_some_and(|said| said.chars().count() > 7)
}

/// Below the last sentence all is furniture from the first line that is.
fn cut_foot(items: &[View<'_>], verdicts: &mut [Verdict], from: usize) {
    let is_furniture =
        |item: &View<'_>| menu::is_button(item.text) || furniture::mark(item).is_some();
    let Some(foot) = (from..items.len()).find(|&at| is_furniture(&items[at])) else { return };
    for at in from..foot {
        if verdicts[at] == Verdict::Text && label::states_source(items[at].text) {
            verdicts[at] = Verdict::Meta;
        }
    }
    for verdict in &mut verdicts[foot..] {
        *verdict = Verdict::Clutter;
    }
}
