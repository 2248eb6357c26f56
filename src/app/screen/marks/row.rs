//! What a mark says in lists, in the gutter and in the status line. In comes a mark and where it is
//! now, out come a sign and words. Refuses to know which list.

use crate::notes::{Found, Ink, Kind, Mark, Whereabouts};
use crate::text::Clean;

/// The sign of a mark in lists and in the gutter: its kind is never told by colour alone.
fn sign(mark: &Mark) -> &'static str {
    match (mark.kind, mark.letter()) {
        (Kind::Bookmark, None) => "*",
        (Kind::Bookmark, Some(_)) => "'",
        (Kind::Highlight, _) => "=",
        (Kind::Note | Kind::Progress, _) => "+",
    }
}

/// The sign of a mark where it stands, in the gutter: what is not sure comes before what it is, and
/// the letter of its ink before its kind.
pub fn sign_at(mark: &Mark, found: &Found) -> &'static str {
    match found {
        Found::Uncertain(_) => "?",
        Found::Edited(_) => "~",
        Found::Exact(_) | Found::Moved(_) | Found::Orphan => {
            ink(mark).map_or_else(|| sign(mark), Ink::sign)
        }
    }
}

/// The ink that a mark is shown in: a bookmark has a sign of its own.
pub fn ink(mark: &Mark) -> Option<Ink> {
    mark.ink().filter(|_| mark.kind != Kind::Bookmark)
}

/// Where two texts differ, each with a few characters around.
pub fn differing(old: &str, new: &str) -> (String, String) {
    const AROUND: usize = 4;
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let both = old.len().min(new.len());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let end = end.min(both - start).saturating_sub(AROUND);
    let start = start.saturating_sub(AROUND);
    let part = |text: &[char]| {
        let (more_before, more_after) = (start > 0, end > 0);
        let part: String = text[start..text.len() - end].iter().collect();
        let dots = |more| if more { "…" } else { "" };
        format!("{}{}{}", dots(more_before), part.replace('\n', " "), dots(more_after))
    };
    (part(&old), part(&new))
}

/// What has become of a passage, in words; nothing where it is as it was.
fn state(mark: &Mark, place: &Whereabouts) -> String {
    match place {
        Whereabouts::Home(_) => String::new(),
        Whereabouts::Unavailable => "〔文件不在库中〕".to_owned(),
        Whereabouts::Sought { found, now, .. } => match found {
            Found::Exact(_) => String::new(),
            Found::Moved(_) => "〔已移〕".to_owned(),
            Found::Edited(_) => {
                let (old, new) = differing(mark.words(), now);
                format!("〔已改「{old}」→「{new}」〕")
            }
            Found::Uncertain(_) => format!("〔待确认「{}」〕", now.replace('\n', " ")),
            Found::Orphan => "〔原文已不在〕".to_owned(),
        },
    }
}

/// A row of the hub: what a mark says, and from when and where it is.
pub fn row(mark: &Mark, place: Option<&Whereabouts>) -> (Clean, Clean) {
    let state = place.map(|place| state(mark, place)).unwrap_or_default();
    let first_line = mark.note.lines().next().unwrap_or_default();
    let quote = mark.words().replace('\n', " ");
    let letter = mark.letter().map(String::from);
    let letter = letter.or_else(|| ink(mark).map(|ink| ink.sign().to_owned())).unwrap_or_default();
    let mut text = if first_line.is_empty() {
        format!("{}{letter} {state}{quote}", sign(mark))
    } else {
        format!("{}{letter} {state}{first_line} 「{quote}」", sign(mark))
    };
    for tag in &mark.tags {
        text.push_str(" #");
        text.push_str(tag);
    }
    let day = mark.created.get(..10).unwrap_or_default();
    let title =
        if mark.document.title.is_empty() { "无题" } else { mark.document.title.as_str() };
    (Clean::line(&text), Clean::line(&format!("{day} {title}")))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn only_what_differs_is_shown() {
        let check = |old, new, beside: (&str, &str)| {
            let (one, other) = differing(old, new);
            assert_eq!((one.as_str(), other.as_str()), beside);
        };
        check(
            "恰好是初十，挑菱角的人要赶船",
            "恰好是初十，卖菱角的人要赶船",
            ("…是初十，挑菱角的人…", "…是初十，卖菱角的人…"),
        );
        check("挑菱角", "挑菱角的人", ("挑菱角", "挑菱角的人"));
        check("人人", "人", ("人人", "人"));
        check("", "船", ("", "船"));
    }
}
