//! Tags as they are typed, and those of a notebook. In comes a line, out come tags, and back.
//! Refuses to know what a tag is for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::log::Notebook;
use crate::text::Clean;
use crate::text::fold::fold;

/// The quotes around a tag that has a space in it, as other programs make them.
const QUOTES: [char; 4] = ['"', '“', '”', '＂'];

/// Whether a character stands between tags.
pub fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；')
}

/// The tags of a line, each once, in its order. They stand apart by spaces or commas; `#` before
/// one means nothing.
pub fn parse(line: &str) -> Vec<Clean> {
    let mut tags: Vec<Clean> = Vec::new();
    let mut seen = Vec::new();
    let mut rest = line;
    while let Some((word, left)) = next(rest) {
        rest = left;
        let tag = Clean::line(Clean::line(&word.replace(QUOTES, "")).trim());
        let folded = fold(&tag);
        if !folded.is_empty() && !seen.contains(&folded) {
            seen.push(folded);
            tags.push(tag);
        }
    }
    tags
}

/// The first tag of a line, and what stands behind it.
fn next(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(|c| is_between(c) || matches!(c, '#' | '＃'));
    if line.is_empty() {
        return None;
    }
    if let Some(inside) = line.strip_prefix(QUOTES)
        && let Some((tag, rest)) = inside.split_once(QUOTES)
    {
        return Some((tag, rest));
    }
    let end = line.find(is_between).unwrap_or(line.len());
    Some((&line[..end], &line[end..]))
}

/// Tags as a line that is read as the same tags.
pub fn line(tags: &[Clean]) -> String {
    let word = |tag: &Clean| {
        let bare = tag.replace(QUOTES, "");
        let is_whole = !bare.contains(is_between) && !bare.starts_with(['#', '＃']);
        if is_whole { bare } else { format!("\"{bare}\"") }
    };
    tags.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Tags as they are shown: `#江 #渡口`.
pub fn shown(tags: &[Clean]) -> String {
    tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}

/// The tags of all marks with how many have each, the most frequent first.
pub fn known(notebook: &Notebook) -> Vec<(Clean, usize)> {
    let mut counts: BTreeMap<&Clean, usize> = BTreeMap::new();
    for tag in notebook.all().flat_map(|mark| &mark.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<_> = counts.into_iter().map(|(tag, count)| (tag.clone(), count)).collect();
    tags.sort_by_key(|(_, count)| Reverse(*count));
    tags
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_stand_apart_by_spaces_or_commas() {
        for (typed, expected) in [
            ("江 渡口", &["江", "渡口"][..]),
            ("#江，＃渡口、 船;；桥", &["江", "渡口", "船", "桥"]),
            ("江 江 Ａ a", &["江", "Ａ"]),
            ("\"two words\" 江 “一 二”", &["two words", "江", "一 二"]),
            ("\"没有 关上", &["没有", "关上"]),
            (" ,、 # ", &[]),
            ("a#b", &["a#b"]),
        ] {
            let tags = parse(typed);
            let tags: Vec<&str> = tags.iter().map(Clean::as_str).collect();
            assert_eq!(tags, expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_line_of_tags_is_read_as_they_are(typed in "[a江#＃ ,，“”\"、\u{301}]{0,24}") {
            let tags = parse(&typed);
            prop_assert_eq!(parse(&line(&tags)), tags);
        }
    }
}
