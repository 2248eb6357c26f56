//! Poems on a page of columns, where short lines look like headlines: the title and the name of the poet
//! stand above. In come the lines of a page, out comes which of them are such verse. Refuses poems
//! that nobody signs.

use super::modern::may_be_modern;
use crate::article::line::{EM, Ending, Line};
use crate::article::metadata::surname;
use crate::text::han::is_han;

/// Fewer lines may be headlines.
const LEAST: usize = 6;

/// Few lines of a poem are wider.
const WIDE: u32 = 12 * EM;

/// Marks the lines of signed poems among `lines` in `verse`.
pub fn mark(lines: &[Line<'_>], verse: &mut [bool]) {
    let mut at = 1;
    while at < lines.len() {
        let from = at + 1;
        if !is_head(lines, at) {
            at += 1;
            continue;
        }
        let goes_on = |line: &&Line<'_>| may_be_modern(line) && !is_poet(line);
        let count = lines[from..].iter().take_while(goes_on).count();
        // The title of the next poem or story stands over its name.
        let is_next = lines.get(from + count).is_some_and(is_poet);
        let to = from + count - usize::from(is_next && count > 0);
        let is_known = !verse[from..to].contains(&false);
        if !is_known && (is_next || to == lines.len()) && is_poem(&lines[from..to]) {
            verse[from..to].fill(true);
        }
        at = to.max(at + 1);
    }
}

/// Whether the line at `at` is the name of a poet below a title.
fn is_head(lines: &[Line<'_>], at: usize) -> bool {
    let [title, name] = &lines[at - 1..=at] else { return false };
    is_poet(name) && !is_poet(title) && title.ending == Ending::Open && title.width <= WIDE
}

/// 何大江, 机修车间 何大江: the name of a person, with where he works before it or without.
fn is_poet(line: &Line<'_>) -> bool {
    const PLACE: usize = 8;
    let is_place =
        |place: &str| (2..=PLACE).contains(&place.chars().count()) && place.chars().all(is_han);
    line.width <= WIDE
        && line.ending == Ending::Open
        && (surname::is_name(line.text, 3)
            || line
                .text
                .split_once(char::is_whitespace)
                .is_some_and(|(place, name)| is_place(place) && surname::is_name(name.trim(), 3)))
}

/// Whether lines stop where they want to: hardly any has a sign, and many are shorter than others.
fn is_poem(lines: &[Line<'_>]) -> bool {
    let widest = lines.iter().map(|line| line.width).max().unwrap_or_default();
    let count = |fits: &dyn Fn(&Line<'_>) -> bool| lines.iter().filter(|line| fits(line)).count();
    let signed = count(&|line| line.ending != Ending::Open || line.form.holds(['，', '。', '；']));
    lines.len() >= LEAST
        && signed * 4 <= lines.len()
        && count(&|line| line.width > WIDE) * 4 <= lines.len()
        && count(&|line| line.width + 2 * EM <= widest) * 3 >= lines.len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_poem_below_its_title_and_the_name_of_its_poet_is_verse() {
        let poem = "船慢慢地走\n像一个想起往事的人\n岸上有灯\n灯下没有人\n等一条船\n它从雾里来\n";
        let prose = "渡船每天早晨从老码头开出，船工何老大在\n江上摆了三十年渡，两岸的人都认得他的斗\n\
                     笠，也认得他的号子。他说，只要老码头还\n在，就有人过江，他的橹就停不下来，哪怕\n\
                     一天只有一个人要从江北过来。\n";
        let seen =
            |head: bool, below: usize| [&[false; 2][..], &[head; 6], &vec![false; below]].concat();
        for name in ["何 一", "机修车间 何一"] {
            check(
                &format!("夜渡\n{name}\n{poem}老码头的船\n王二\n{prose}{prose}"),
                &seen(true, 12),
            );
        }
    }
}
