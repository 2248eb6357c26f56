//! Titles that a program ran into the first line of their text. In comes text with its lines, out comes
//! the text with such a title on a line of its own. Refuses lines that are followed by any as wide.
//!
//! pypdf ends a line where the text goes down by a line, and a title may stand nearer than that. Such a
//! line is wider than its column by the title, less the indent that the first line has lost.

use crate::article::line::{EM, Ending, Form, Line, Measure};
use crate::article::sign;
use crate::text::han::{is_cjk_punctuation, is_closing, is_han};
use crate::text::pairs::Pairs;

/// The lines below that show how wide the column is.
const BELOW: usize = 8;

/// The indent of a first line, in quarter ems.
const INDENT: u32 = 2 * EM;

/// The columns of newspapers, in quarter ems.
const NARROWEST: u32 = 7 * EM;
const WIDEST: u32 = 30 * EM;

/// No title is shorter, in quarter ems: with less, the line is hardly wider than its column.
const SHORTEST: u32 = 4 * EM;

/// No title is longer, in quarter ems.
const LONGEST: u32 = 26 * EM;

/// The text with each such title on its own line; `None` where there is none.
pub fn part(text: &str, lines: &[Line<'_>]) -> Option<String> {
    let found: Vec<(usize, Column)> = (0..lines.len())
        .filter_map(|at| column_below(lines, at).map(|column| (at, column)))
        .collect();
    if found.is_empty() || !is_set_so(lines, &found) {
        return None;
    }
    let is_joined = |at: &usize| found.binary_search_by_key(at, |found| found.0).is_ok();
    let others = (0..lines.len()).filter(|at| !is_joined(at)).map(|at| lines[at].text);
    let known = Pairs::of(others.collect::<Vec<_>>().into_iter());
    let mut out = String::with_capacity(text.len() + found.len());
    let mut copied = 0;
    for (at, column) in found {
        let line = lines[at].text;
        if let Some(cut) = column.cut(line, &known) {
            let offset = line.as_ptr() as usize - text.as_ptr() as usize + cut;
            out.push_str(&text[copied..offset]);
            out.push('\n');
            copied = offset;
        }
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// Whether a page has its titles so: the program leaves no blank lines and no title alone, and most
/// lines that stop in mid-sentence are as wide as the next.
fn is_set_so(lines: &[Line<'_>], found: &[(usize, Column)]) -> bool {
    let is_joined = |at: usize| found.binary_search_by_key(&at, |found| found.0).is_ok();
    let telling = found.iter().filter(|(at, _)| tells(&lines[*at])).count();
    let width = |line: &Line<'_>| line.width_in(Measure::Compressed);
    let (mut blanks, mut alone, mut open, mut full) = (0, 0, 0, 0);
    for (at, pair) in lines.windows(2).enumerate() {
        let [line, next] = [&pair[0], &pair[1]];
        blanks += usize::from(next.after_blank);
        let is_text = !is_joined(at) && !is_joined(at + 1);
        if is_text && line.ending != Ending::Sentence && next.ending != Ending::Sentence {
            open += 1;
            full += usize::from(width(line).abs_diff(width(next)) <= 3 * EM);
        }
        let is_title = line.ending == Ending::Open
            && width(line) >= SHORTEST
            && ends_above(lines, at)
            && sign::could_be_headline(line.text)
            && !sign::is_office(line.text)
            && lines.get(at + 2).is_some_and(|second| {
                let gap = width(second).saturating_sub(width(next));
                (EM + EM / 4..=EM * 11 / 4).contains(&gap) && !next.ended()
            });
        alone += usize::from(is_title);
    }
    // One line without a clause may be a title by itself.
    let is_custom = alone < telling || (found.len() > 1 && alone * 2 < found.len());
    is_custom && blanks * 20 <= lines.len() && full * 10 >= open * 6
}

/// The column of a text, and how its signs are set.
#[derive(Clone, Copy, Debug)]
struct Column {
    width: u32,
    measure: Measure,
}

/// The column below line `at`, where that is wider by a title, and the text goes on in it.
fn column_below(lines: &[Line<'_>], at: usize) -> Option<Column> {
    let line = &lines[at];
    let next = lines.get(at + 1)?;
    // Nearly every line is no wider than the next.
    let wider = |measure| line.width_in(measure) >= next.width_in(measure) + SHORTEST - INDENT;
    if line.ended() || !wider(Measure::Compressed) || !ends_above(lines, at) {
        return None;
    }
    let below = &lines[at + 1..lines.len().min(at + 1 + BELOW)];
    let columns = [Measure::Compressed, Measure::Grid]
        .into_iter()
        .filter_map(|measure| Column::of(below, measure));
    let (column, _) = columns.min_by_key(|(_, spread)| *spread)?;
    let width = line.width_in(column.measure) + INDENT;
    let first = next.width_in(column.measure);
    // A title by itself is followed by a first line, which is short.
    let is_full = first + EM + EM / 2 >= column.width;
    let fits = (column.width + SHORTEST..=column.width + LONGEST).contains(&width);
    let is_column = (NARROWEST..=WIDEST).contains(&column.width);
    (fits && is_full && is_column && first <= column.width + EM).then_some(column)
}

/// Whether a line has a clause, which a title by itself, or a folio, has not.
fn tells(line: &Line<'_>) -> bool {
    line.form.holds(['，', '。', '：'])
}

/// Whether nothing goes on in line `at`.
fn ends_above(lines: &[Line<'_>], at: usize) -> bool {
    let Some(last) = at.checked_sub(1).map(|last| &lines[last]) else { return true };
    // The folio of the page.
    if at == 1 && !tells(last) {
        return true;
    }
    let width = |line: &Line<'_>| line.width_in(Measure::Compressed);
    let below = lines.get(at + 1).map_or(0, width);
    last.ended() || sign::closing_bracket(last.text).is_some() || width(last) + 4 * EM < below
}

impl Column {
    /// The column of the lines that stop in mid-sentence, and by how much they miss it.
    fn of(lines: &[Line<'_>], measure: Measure) -> Option<(Self, u32)> {
        let open = || lines.iter().filter(|line| line.ending != Ending::Sentence);
        let widths = || open().map(|line| line.width_in(measure));
        let reach = |width: u32| widths().filter(move |other| width.abs_diff(*other) <= EM);
        let width = widths().filter(|&width| reach(width).count() >= 3).max()?;
        let spread = reach(width).map(|other| width.abs_diff(other)).sum();
        Some((Self { width, measure }, spread))
    }

    /// Where in a line the title ends and a first line of the column begins.
    fn cut(self, line: &str, known: &Pairs) -> Option<usize> {
        let first = self.width - INDENT.min(self.width);
        let cost = |at: usize| {
            let (title, text) = line.split_at(at);
            let width = Form::of(text).width(self.measure);
            let opens = sign::may_open_report(text) || text.starts_with(['“', '【']);
            let slack = if opens { EM + EM / 2 } else { EM };
            if width > first + slack || width + slack <= first || !may_part(title, text) {
                return None;
            }
            // The widest line of a column is short of it by less than a character.
            let miss = width.abs_diff(first);
            let across: String =
                title.chars().next_back().into_iter().chain(text.chars().take(1)).collect();
            let is_word = known.held(&across).0 > 0;
            Some(miss + 3 * u32::from(is_word) * EM - u32::from(opens).min(miss))
        };
        let places = line.char_indices().skip(1).filter_map(|(at, _)| Some((cost(at)?, at)));
        places.min().map(|(_, at)| at)
    }
}

/// Whether a line of text may begin with `text`, and `title` be a title.
fn may_part(title: &str, text: &str) -> bool {
    let (Some(last), Some(first)) = (title.chars().next_back(), text.chars().next()) else {
        return false;
    };
    let is_mark = |c: char| is_cjk_punctuation(c) && !"“‘《「『【（".contains(c);
    let is_open = "“‘《「『【（，、：；".contains(last);
    let within =
        !is_han(last) && !is_han(first) && last.is_alphanumeric() && first.is_alphanumeric();
    !is_mark(first)
        && !is_closing(first)
        && !is_open
        && !within
        && sign::could_be_headline(title.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::lines;

    /// An article in a column 14 ems wide, its title in the first line.
    fn article(title: &str) -> String {
        format!(
            "{title}清晨的雾还没散尽，渡船已\n经靠在码头边上，等着第一批过\n江的人。船工把缆绳解开，又看\n了看天色，\
             才吹响了汽笛。\n船票还是从前的价钱，月票\n可以用到年底，推车的菜农多付\n一块钱，就能把菜带到\
             对岸去。\n"
        )
    }

    #[test]
    fn a_title_in_the_first_line_of_a_text_is_parted_from_it() {
        let titles = ["老渡口重新开放", "菜农又坐上了渡船"];
        let page: String = titles.iter().map(|title| article(title)).collect();
        let parted = part(&page, &lines(&page)).unwrap();
        let expected: String = titles.iter().map(|title| article(&format!("{title}\n"))).collect();
        assert_eq!(parted, expected);
    }

    #[test]
    fn a_first_line_may_have_no_clause_and_stand_below_a_folio() {
        let article = |title: &str| article(title).replace("散尽，", "散尽时");
        let titles = ["老渡口重新开放", "菜农又坐上了渡船"];
        for folio in ["", "河口日报 第3版 民生 责编 何一\n"] {
            let page = |between: &str| {
                let articles = titles.map(|title| article(&(title.to_owned() + between)));
                format!("{folio}{}", articles.concat())
            };
            let whole = page("");
            assert_eq!(part(&whole, &lines(&whole)), Some(page("\n")));
        }
        let one = article(titles[0]);
        assert_eq!(part(&one, &lines(&one)), None);
    }

    #[test]
    fn pages_with_titles_of_their_own_stay() {
        let alone = article("老渡口重新开放\n") + &article("菜农又坐上了渡船\n");
        for text in [alone.clone() + &article("船工何老大"), alone, article(""), String::new()]
        {
            assert_eq!(part(&text, &lines(&text)), None, "{text}");
        }
    }
}
