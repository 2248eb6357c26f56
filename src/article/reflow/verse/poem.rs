//! The lines over a poem: its title, its author, its number in a set. In come the lines of a page and
//! which of them are verse, out comes what stands over each poem of a collection.
//!
//! A collection of poems, each with a title of its own, is as many articles: a reader looks up one
//! poem, not the file. A set under one title (其一, 其二) is one article with headings.

use crate::article::line::Line;
use crate::article::metadata::{credit, dynasty, surname};
use crate::article::sign;
use crate::text::han::is_han;

/// What a line over a poem says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Title,
    Author,
    /// The title and its author, which begins at this byte.
    Both(usize),
    /// 其一: a part of a set.
    Part,
    /// The name of the collection, over its first poem.
    Book,
}

/// The most lines that are looked for over a poem.
const HEAD_LINES: usize = 4;

/// A poem as its first line of verse and the lines over it show it.
#[derive(Clone, Copy, Debug)]
struct Poem {
    title: usize,
    author: Option<usize>,
    /// Where the author begins in the line of the title, in bytes.
    split: Option<usize>,
}

impl Poem {
    const fn is_signed(self) -> bool {
        self.author.is_some() || self.split.is_some()
    }
}

/// What stands over the poems of a page; empty where the page is not mostly verse.
pub fn heads(lines: &[Line<'_>], verse: &[bool]) -> Vec<Option<Head>> {
    if !is_mostly_verse(verse) {
        return Vec::new();
    }
    let mut heads = vec![None; lines.len()];
    let mut poems = Vec::new();
    for start in (0..lines.len()).filter(|&at| verse[at] && (at == 0 || !verse[at - 1])) {
        let (poem, part) = over(lines, verse, start);
        poems.extend(poem);
        if let Some(part) = part {
            heads[part] = Some(Head::Part);
        }
    }
    if !is_collection(lines, &mut poems) {
        return heads;
    }
    if let Some(above) = poems.first().and_then(|poem| poem.title.checked_sub(1))
        && !verse[above]
        && !lines[above].ended()
    {
        heads[above] = Some(Head::Book);
    }
    for poem in poems {
        heads[poem.title] = Some(poem.split.map_or(Head::Title, Head::Both));
        if let Some(author) = poem.author {
            heads[author] = Some(Head::Author);
        }
    }
    heads
}

/// Whether at least a third of the lines are verse: a poem in one line has two lines above it.
pub fn is_mostly_verse(verse: &[bool]) -> bool {
    let count = verse.iter().filter(|&&verse| verse).count();
    count >= 2 && count * 3 >= verse.len()
}

/// The poem that begins with line `start`, and the line that says which of its set it is.
fn over(lines: &[Line<'_>], verse: &[bool], start: usize) -> (Option<Poem>, Option<usize>) {
    let stands = |at: &usize| {
        let line = &lines[*at];
        !verse[*at] && !line.ended() && line.text.len() <= 120
    };
    let floor = start.saturating_sub(HEAD_LINES);
    let count = (floor..start).rev().take_while(stands).count();
    let mut end = start;
    let first = start - count;
    let part = (end > first && is_part(lines[end - 1].text)).then(|| end - 1);
    end -= usize::from(part.is_some());
    let author = (end >= first + 2 && is_author(lines[end - 1].text)).then(|| end - 1);
    end -= usize::from(author.is_some());
    if end == first || is_part(lines[end - 1].text) {
        return (None, part);
    }
    let title = end - 1;
    let split = if author.is_none() { split_author(lines[title].text) } else { None };
    (Some(Poem { title, author, split }), part)
}

/// Poems that are signed, or three with a title each and nothing above the first. A book under a
/// title of its own whose poems have no authors is one work, as is a set that says how many it has.
fn is_collection(lines: &[Line<'_>], poems: &mut [Poem]) -> bool {
    // A name behind a title is one only where most titles have it.
    let split = poems.iter().filter(|poem| poem.split.is_some()).count();
    if split < 2 || split * 3 < poems.len() * 2 {
        for poem in poems.iter_mut() {
            poem.split = None;
        }
    }
    let signed = poems.iter().filter(|poem| poem.is_signed()).count();
    let Some(first) = poems.first() else { return false };
    let whole = |at: usize| {
        let title = lines[at].text;
        title.ends_with('首') || title.contains("组诗") || title.contains("組詩")
    };
    let is_bare = first.title == 0 && !whole(first.title);
    signed >= 2 || (signed == 0 && poems.len() >= 3 && is_bare)
}

/// 其一, （二）, 3.: nothing but a number.
fn is_part(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "（）()【】[]、.．·".contains(c));
    let bare = bare.strip_prefix(['其', '之', '第']).unwrap_or(bare);
    let bare = bare.strip_suffix(['首', '章', '解']).unwrap_or(bare).trim();
    !bare.is_empty() && bare.chars().count() <= 3 && bare.chars().all(sign::is_number)
}

/// The name of a poet that stands alone under a title.
fn is_author(text: &str) -> bool {
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    dynasty::author(text).is_some()
        || credit::byline(text).is_some()
        || ((2..=4).contains(&letters)
            && text.chars().all(|c| is_han(c) || c.is_whitespace())
            && !is_part(text))
}

/// Where the author begins in a line that holds title and author: 渡口　王五, 【渡口】王五.
fn split_author(text: &str) -> Option<usize> {
    if let Some(at) = text.rfind('】').map(|at| at + '】'.len_utf8()) {
        return (text.contains('【') && is_author(text[at..].trim()))
            .then(|| text.len() - text[at..].trim_start().len());
    }
    let at = text.rfind(char::is_whitespace)?;
    let name = text[at..].trim_start();
    let from = text.len() - name.len();
    if let Some((title, _)) = text.split_once(['〔', '[', '［'])
        && !title.trim().is_empty()
        && dynasty::author(&text[title.len()..]).is_some()
    {
        return Some(title.len());
    }
    let begins = surname::begins(name);
    (begins && (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::super::super::column;
    use super::super::mark;
    use super::*;
    use crate::article::line;

    fn check(text: &str, expected: &str) {
        let mut lines = line::lines(text);
        column::set(&mut lines);
        let verse = mark(&lines);
        let letter = |head: &Option<Head>| match head {
            Some(Head::Title) => 'T',
            Some(Head::Author) => 'A',
            Some(Head::Both(_)) => 'B',
            Some(Head::Part) => 'P',
            Some(Head::Book) => 'K',
            None => '-',
        };
        let seen: String = heads(&lines, &verse).iter().map(letter).collect();
        assert_eq!(seen, expected, "{text}");
    }

    const POEM: &str = "日落江边树，风吹渡口船。\n归人行欲尽，灯火满前川。\n";

    #[test]
    fn signed_poems_are_a_collection() {
        check(&format!("渡口\n王五\n{POEM}\n晚归\n李四\n{POEM}"), "TA--TA--");
        check(&format!("渡口　王五\n{POEM}\n晚归　李四\n{POEM}"), "B--B--");
        check(&format!("《渡口》\n[唐] 王五\n{POEM}\n《晚归》\n[宋] 李四\n{POEM}"), "TA--TA--");
        check(&format!("【渡口】王五\n{POEM}\n【晚归】李四\n{POEM}"), "B--B--");
    }

    #[test]
    fn titles_alone_are_one_when_there_are_three() {
        check(&format!("渡口\n{POEM}\n晚归\n{POEM}\n夜泊\n{POEM}"), "T--T--T--");
        check(&format!("渡口\n{POEM}\n晚归\n{POEM}"), "------");
        check(&format!("诗草\n\n渡口\n{POEM}\n晚归\n{POEM}\n夜泊\n{POEM}"), "----------");
    }

    #[test]
    fn the_name_of_the_book_stands_over_its_first_poem() {
        check(&format!("渡口集\n\n渡口\n王五\n{POEM}\n晚归\n李四\n{POEM}"), "KTA--TA--");
    }

    #[test]
    fn a_set_is_one_poem() {
        check(&format!("渡口二首\n王五\n其一\n{POEM}\n其二\n{POEM}"), "--P--P--");
        check(&format!("河口三首\n渡口\n{POEM}\n晚归\n{POEM}\n夜泊\n{POEM}"), "----------");
    }

    #[test]
    fn prose_has_no_poems() {
        check("近日，河口镇的老码头重新开放，居民们沿着江边散步。", "");
    }
}
