//! Where the text of a web page begins and ends. In come its lines with the verdict of each, out come
//! better verdicts for the lines around the title and below the last sentence. Refuses to judge words.
//!
//! A page has its menus above the title and its buttons between the title and the text: all short
//! lines without a full stop. They can be told only by where they stand.

use super::{Verdict, View, furniture, is_prose, menu};
use crate::article::line::{EM, Ending, Measure, width};
use crate::article::metadata::{credit, label};
use crate::article::sign;
use crate::text::han::is_han;

/// The lines of furniture and facts from which on a text is taken for a web page.
pub const LEAST_MARKS: usize = 2;

/// The most lines that stand over the text of a page.
const HEAD: usize = 120;

/// Drops the short lines above the text of a page but its title, and those that end it.
pub fn cut(items: &[View<'_>], verdicts: &mut [Verdict]) {
    let text = |at: &usize| {
        let item = &items[*at];
        let wrapped = item.wrapped && item.text.contains(['，', '。']);
        verdicts[*at] == Verdict::Text && (wrapped || is_prose(item))
    };
    let Some(first) = (0..items.len().min(HEAD)).find(text) else { return };
    let last = (first..items.len()).rev().find(text).unwrap_or(first);
    cut_head(items, verdicts, first);
    cut_foot(items, verdicts, last + 1);
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
        || sign::numbering(item.text).is_some()
        || credit::byline(item.text).is_some()
}

/// The line among those above the text that is its title: a long one, one that is said twice, one
/// that stands over the facts.
fn title(items: &[View<'_>], verdicts: &[Verdict], first: usize) -> Option<usize> {
    let mut best = None;
    for at in 0..first {
        if verdicts[at] != Verdict::Text || !could_be_title(&items[at]) {
            continue;
        }
        let ems = width(items[at].text, Measure::Compressed) / EM;
        let mut score = ems.min(24);
        let facts = (at + 1..first).find(|&next| verdicts[next] == Verdict::Meta);
        if let Some(facts) = facts {
            score += 12_u32.saturating_sub(3 * (facts - at - 1) as u32);
        }
        if ems >= 5 && said_again(items, at, first) {
            score += 24;
        }
        // A heading that opens the page is what a format knows to be the title.
        score += match (items[at].heading, at) {
            (true, 0) => 100,
            (true, _) | (_, 0) => 12,
            _ => 0,
        };
        if best.is_none_or(|(_, most)| score >= most) {
            best = Some((at, score));
        }
    }
    let (at, _) = best?;
    // Of two headlines over the facts the first is the title.
    let above = at.checked_sub(1).filter(|&above| {
        verdicts[above] == Verdict::Text
            && !items[at].heading
            && could_be_title(&items[above])
            && width(items[above].text, Measure::Compressed) >= 7 * EM
            && !said_again(items, at, first)
    });
    Some(above.unwrap_or(at))
}

/// Whether another line above the text holds this one: the title of the window, or its twin.
fn said_again(items: &[View<'_>], at: usize, first: usize) -> bool {
    let text = items[at].text;
    (0..first).any(|other| other != at && items[other].text.contains(text))
}

fn could_be_title(item: &View<'_>) -> bool {
    let text = item.text;
    let wide = width(text, Measure::Compressed);
    !item.wrapped
        && (4 * EM..=48 * EM).contains(&wide)
        && text.chars().filter(|&c| is_han(c)).count() * 3 >= text.chars().count()
        && item.ending != Ending::Clause
        && !text.contains(['。', '；'])
        && !text.starts_with(['·', '•', '#', '@', '>'])
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
