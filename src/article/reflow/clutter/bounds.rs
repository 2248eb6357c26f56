//! Where the text of a web page begins and ends. In come its lines with the verdict of each, out come
//! better verdicts for the lines around the title and below the last sentence. Refuses to judge words.
//!
//! A page has its menus above the title and its buttons between the title and the text: all short
//! lines without a full stop. They can be told only by where they stand.

use std::ops::Range;

use super::furniture::Mark;
use super::{Made, Verdict, View, begins_again, furniture, is_prose, menu};
use crate::article::line::{EM, Ending, Measure, width};
use crate::article::metadata::label::Place;
use crate::article::metadata::{credit, label};
use crate::article::sign::{self, Numbering};
use crate::text::han::is_han;

/// The lines of furniture and facts from which on a text is taken for a web page.
pub const LEAST_MARKS: usize = 2;

/// The most lines that stand over the text of a page.
const HEAD: usize = 800;

/// The most lines from a title at the top of a document to its text.
const LEAD: usize = 12;

/// Drops the short lines above the text of a page but its title, and those that end it.
pub fn cut(items: &[View<'_>], verdicts: &mut [Verdict], made: Made) {
    let text = |at: &usize| is_text(&items[*at], verdicts[*at]);
    let dense = match made {
        Made::OfLines => densest(items, verdicts),
        Made::OfElements => None,
    };
    let whole = || {
        let first = (0..items.len().min(HEAD)).find(text)?;
        Some((first, (first..items.len()).rev().find(text).unwrap_or(first)))
    };
    let Some((first, last)) = dense.or_else(whole) else { return };
    if dense.is_some() {
        restore(items, verdicts, first);
    }
    cut_head(items, verdicts, first);
    cut_foot(items, verdicts, last + 1);
}

/// Judges the lines above the text once more: what seemed to lie below a text may lie above this one.
fn restore(items: &[View<'_>], verdicts: &mut [Verdict], first: usize) {
    const NEAR: usize = 24;
    for at in first.saturating_sub(NEAR)..first {
        let View { text, ending, .. } = items[at];
        let is_own = furniture::mark(text, ending).is_some()
            || furniture::is_rule(text)
            || menu::is_button(text);
        if verdicts[at] == Verdict::Clutter && label::is_meta(text, Place::Head) {
            verdicts[at] = Verdict::Meta;
        } else if verdicts[at] == Verdict::Clutter && !is_own {
            verdicts[at] = Verdict::Text;
        }
    }
}

fn is_text(item: &View<'_>, verdict: Verdict) -> bool {
    let wrapped = item.wrapped && item.text.contains(['，', '。']);
    verdict == Verdict::Text && (wrapped || is_prose(item))
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
            if ending == Ending::Sentence && width(text, Measure::Compressed) >= 24 * EM {
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
        Verdict::Text => -4,
        Verdict::Head | Verdict::Meta => -2,
        Verdict::Clutter => match furniture::mark(item.text, item.ending) {
            Some(Mark::List | Mark::End) => -80,
            Some(Mark::Loose) | None => -8,
        },
    }
}

fn cut_head(items: &[View<'_>], verdicts: &mut [Verdict], first: usize) {
    let Some(title) = title(items, verdicts, first) else { return };
    let subtitle = subtitle(items, verdicts, title, first);
    for head in std::iter::once(title).chain(subtitle) {
        verdicts[head] = Verdict::Head;
    }
    for at in 0..first {
        let item = &items[at];
        let stays = at > title && (item.heading || belongs(item));
        if verdicts[at] == Verdict::Text && !stays {
            let facts = at > 0 && verdicts[at - 1] == Verdict::Meta;
            let is_value = facts && completes(items[at - 1].text, item.text);
            verdicts[at] = if is_value { Verdict::Meta } else { Verdict::Clutter };
        }
    }
}

/// Whether a line gives what the line of facts above it leaves open: 来源： and below it the name.
fn completes(facts: &str, line: &str) -> bool {
    line.chars().count() <= 30
        && (label::is_open(facts) || label::is_dated(facts) && label::is_house(line))
}

/// What may stand between a title and the first paragraph.
fn belongs(item: &View<'_>) -> bool {
    let salutation =
        item.ending == Ending::Clause && width(item.text, Measure::Compressed) >= 4 * EM;
    item.wrapped
        || item.ending == Ending::Sentence
        || salutation
        || sign::is_caption(item.text)
        || sign::numbering(item.text).is_some_and(|number| number != Numbering::Bullet)
        || credit::byline(item.text).is_some()
}

/// The line among those above the text that is its title: a long one, one that is said twice, one
/// that stands over the facts.
fn title(items: &[View<'_>], verdicts: &[Verdict], first: usize) -> Option<usize> {
    let states = |at: &usize| {
        verdicts[*at] == Verdict::Meta && {
            let facts = label::facts(items[*at].text);
            facts.date.is_some() || facts.source.is_some()
        }
    };
    let dated: Vec<usize> = (0..first).filter(states).collect();
    let mut best = None;
    for at in 0..first {
        if verdicts[at] != Verdict::Text || !could_be_title(&items[at]) {
            continue;
        }
        let ems = width(items[at].text, Measure::Compressed) / EM;
        let mut score = ems.min(24);
        let below = dated.partition_point(|&facts| facts <= at);
        if let Some(facts) = dated.get(below) {
            score += 12_u32.saturating_sub(3 * (facts - at - 1) as u32);
        }
        if ems >= 5 && said_again(items, at, first) {
            score += 24;
        }
        // A heading that opens the page is what a format knows to be the title.
        score += match (items[at].heading, at) {
            (true, 0) if first <= LEAD => 100,
            (true, _) | (_, 0) => 12,
            _ => 0,
        };
        if best.is_none_or(|(_, most)| score >= most) {
            best = Some((at, score));
        }
    }
    let (at, _) = best?;
    // Of two headlines over the facts the first is the title; a menu has a line above that, and
    // words that are much shorter than a headline.
    let wide = |at: usize| width(items[at].text, Measure::Compressed);
    let in_menu = |above: usize| {
        above > 0 && verdicts[above - 1] == Verdict::Text && wide(above) * 3 < wide(at) * 2
    };
    let above = at.checked_sub(1).filter(|&above| {
        verdicts[above] == Verdict::Text
            && !items[at].heading
            && could_be_title(&items[above])
            && wide(above) >= 7 * EM
            && !in_menu(above)
            && !said_again(items, at, first)
    });
    Some(above.unwrap_or(at))
}

/// The longest name of a site or path to a page beside its title, in bytes.
const SITE: usize = 90;

/// Whether another line above the text begins or ends with this one: the title of the window, or its twin.
fn said_again(items: &[View<'_>], at: usize, first: usize) -> bool {
    let text = items[at].text;
    (0..first).any(|other| {
        let line = items[other].text;
        let begins_or_ends = line.starts_with(text) || line.ends_with(text);
        other != at && line.len() <= text.len() + SITE && begins_or_ends
    })
}

fn could_be_title(item: &View<'_>) -> bool {
    let text = item.text;
    let wide = width(text, Measure::Compressed);
    !item.wrapped
        && (4 * EM..=48 * EM).contains(&wide)
        && text.chars().filter(|&c| is_han(c)).count() * 3 >= text.chars().count()
        && item.ending != Ending::Clause
        && !text.contains('。')
        && !text.starts_with(['·', '•', '#', '@', '>', '+', '□'])
        && text.matches(['|', '>', '›']).count() < 2
        && !is_word_list(text)
        && !sign::is_caption(text)
        && credit::byline(text).is_none()
        && !sign::opens_report(text)
        && !menu::is_button(text)
}

/// 原创 某某 某刊: names and words in a row, and no headline.
fn is_word_list(text: &str) -> bool {
    let words = text.split([' ', '\u{3000}', '|', '·']).filter(|word| !word.is_empty());
    let count = words.clone().count();
    let chars: usize = words.map(|word| word.chars().count()).sum();
    count > 6 || count >= 3 && chars <= 5 * count
}

/// A line directly below the title or directly above the text that could be a second headline.
fn subtitle(items: &[View<'_>], verdicts: &[Verdict], title: usize, first: usize) -> Option<usize> {
    let fits = |at: usize| {
        let text = items[at].text;
        verdicts[at] == Verdict::Text
            && could_be_title(&items[at])
            && width(text, Measure::Compressed) >= 6 * EM
            && !text.contains([':', '：', '#', '/', '|'])
            && !text.starts_with(|c: char| c.is_ascii_digit())
            && text != items[title].text
    };
    let next = (title + 1..first).find(|&at| verdicts[at] != Verdict::Clutter)?;
    if next == title + 1 && fits(next) {
        return Some(next);
    }
    let last = first.checked_sub(1)?;
    (last > title && fits(last) && !items[last].text.contains('，')).then_some(last)
}

/// Below the last sentence all is furniture from the first line that is.
fn cut_foot(items: &[View<'_>], verdicts: &mut [Verdict], from: usize) {
    let is_furniture = |item: &View<'_>| {
        menu::is_button(item.text) || furniture::mark(item.text, item.ending).is_some()
    };
    let Some(foot) = (from..items.len()).find(|&at| is_furniture(&items[at])) else { return };
    for verdict in &mut verdicts[foot..] {
        *verdict = Verdict::Clutter;
    }
}
