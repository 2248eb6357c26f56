//! Columns that a program printed side by side on the same lines, as pdftotext -layout does. In comes
//! text, out comes the text with one column below the other. Refuses tables, and whatever is not
//! clearly set in columns.
//!
//! A gutter is a run of blanks at the same place of many lines. Programs count places in
//! characters or in cells; the count in which more gutters agree is that of the page.

use std::fmt::Write as _;

use crate::text::han::{is_cjk_punctuation, is_east_asian, is_han};

/// The fewest lines with a gutter that make columns.
const LINES: usize = 3;

/// How far apart two columns may seem to begin, in places: an indent.
const INDENT: usize = 4;

/// How far apart the lines of a column may begin that were pushed on, with an indent, in places.
const DRIFT: usize = 2 * INDENT;

/// The fewest letters of an average stretch: in a table they are fewer.
const LETTERS: usize = 6;

/// The text with its columns one below the other; `None` where it has no columns.
pub fn part(text: &str) -> Option<String> {
    if !has_blanks(text) {
        return None;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    [Count::Characters, Count::Cells]
        .into_iter()
        .filter_map(|count| set(&lines, count))
        .max_by_key(|page| (page.certain, page.parted))
        .map(|page| page.text)
}

/// Whether enough lines have long blanks behind their indent; those of most texts have none.
fn has_blanks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut from, mut count) = (0, 0);
    while let Some(at) = memchr::memmem::find(&bytes[from..], b"  ").map(|at| from + at) {
        let start = memchr::memrchr(b'\n', &bytes[from..at]).map_or(from, |end| from + end + 1);
        let indent = text.len() - text[start..].trim_start().len();
        from = if at < indent {
            // The line goes on behind its indent, which holds no blank but this.
            indent
        } else {
            count += 1;
            memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end)
        };
        if count == LINES {
            return true;
        }
    }
    false
}

/// How a program counts the places of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Characters,
    /// An East Asian character takes two.
    Cells,
}

impl Count {
    fn of(self, c: char) -> usize {
        match self {
            Self::Characters => 1,
            Self::Cells => 1 + usize::from(is_han(c) || is_east_asian(c) || c == '\u{3000}'),
        }
    }
}

/// A stretch of text between two gutters.
#[derive(Clone, Copy, Debug)]
struct Stretch<'a> {
    text: &'a str,
    /// The places where it begins and ends.
    start: usize,
    end: usize,
}

/// A page put in order, and how many of its lines were parted.
struct Page {
    text: String,
    parted: usize,
    /// How many of those have columns that begin at certain places.
    certain: usize,
}

/// Parts every block of lines between blank ones that is in columns.
fn set(lines: &[&str], count: Count) -> Option<Page> {
    let page = set_blocks(lines, count, LINES);
    // On a page that is known to have columns two lines are enough.
    (page.parted >= LINES).then(|| set_blocks(lines, count, 2))
}

/// Parts the blocks of which at least so many lines are parted.
fn set_blocks(lines: &[&str], count: Count, least: usize) -> Page {
    let mut page = Page { text: String::new(), parted: 0, certain: 0 };
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len()).find(|&k| lines[k].trim().is_empty()).unwrap_or(lines.len());
        page.block(&lines[at..end], count, least);
        at = end;
        while at < lines.len() && lines[at].trim().is_empty() {
            page.text.push_str(lines[at]);
            page.text.push('\n');
            at += 1;
        }
    }
    page
}

impl Page {
    /// Adds a block of lines; what stands above its columns stays whole.
    fn block(&mut self, lines: &[&str], count: Count, least: usize) {
        let rows: Vec<Vec<Stretch<'_>>> = lines.iter().map(|line| stretches(line, count)).collect();
        let top = rows.iter().position(|row| row.len() > 1).unwrap_or(rows.len());
        let by_edges = fill(&rows[top..]);
        let is_certain = matches!(by_edges, Some((_, Fit::Whole)));
        let columns = match by_edges {
            Some((columns, Fit::Whole)) => Some(columns),
            other => in_order(&rows[top..], least).or(other.map(|(columns, _)| columns)),
        };
        let Some(Columns { stretches, edges }) = columns else {
            for line in lines {
                let _ = writeln!(self.text, "{line}");
            }
            return;
        };
        for line in &lines[..top] {
            let _ = writeln!(self.text, "{line}");
        }
        for (column, edge) in stretches.iter().zip(&edges) {
            for stretch in column {
                let indent = stretch.start.saturating_sub(*edge);
                let ems = if count == Count::Cells { indent.div_ceil(2) } else { indent };
                let _ = writeln!(self.text, "{}{}", "\u{3000}".repeat(ems.min(4)), stretch.text);
            }
        }
        self.parted += lines.len() - top;
        self.certain += if is_certain { lines.len() - top } else { 0 };
    }
}

/// The stretches of a line: two blanks and more part them.
fn stretches(line: &str, count: Count) -> Vec<Stretch<'_>> {
    let mut found: Vec<Stretch<'_>> = Vec::new();
    let (mut place, mut blanks) = (0, 2);
    for (at, c) in line.char_indices() {
        let width = count.of(c);
        if c.is_whitespace() {
            blanks += width;
        } else {
            let end = at + c.len_utf8();
            match found.last_mut() {
                Some(last) if blanks < 2 => {
                    let start = last.text.as_ptr() as usize - line.as_ptr() as usize;
                    last.text = &line[start..end];
                    last.end = place + width;
                }
                _ => found.push(Stretch { text: &line[at..end], start: place, end: place + width }),
            }
            blanks = 0;
        }
        place += width;
    }
    found
}

/// Where the columns of a block begin: places at which the stretches of many lines do, an indent
/// more or less.
fn edges(rows: &[Vec<Stretch<'_>>]) -> Vec<usize> {
    let parted = rows.iter().filter(|row| row.len() > 1).count();
    if parted < LINES || parted * 2 < rows.len() {
        return Vec::new();
    }
    let mut starts: Vec<usize> =
        rows.iter().flat_map(|row| row.iter().map(|stretch| stretch.start)).collect();
    starts.sort_unstable();
    let mut edges = Vec::new();
    for group in starts.chunk_by(|a, b| b - a <= 1) {
        let near = edges.last().is_some_and(|&last| group[0] <= last + INDENT);
        if !near && (group.len() >= LINES || edges.is_empty()) {
            edges.push(group[0]);
        }
    }
    edges
}

/// The columns of a block with their stretches, and the places where they begin.
struct Columns<'a> {
    stretches: Vec<Vec<Stretch<'a>>>,
    edges: Vec<usize>,
}

/// Whether each row of a block has at most one stretch in each of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Whole,
    Crowded,
}

/// The columns that begin at certain places; `None` where a line does not fit, or where the columns are
/// those of a table.
fn fill<'a>(rows: &[Vec<Stretch<'a>>]) -> Option<(Columns<'a>, Fit)> {
    let edges = edges(rows);
    if edges.len() < 2 {
        return None;
    }
    let mut stretches: Vec<Vec<Stretch<'a>>> = vec![Vec::new(); edges.len()];
    let mut fit = Fit::Whole;
    for row in rows {
        let mut last = None;
        for stretch in row {
            let at = edges.partition_point(|&edge| edge <= stretch.start).checked_sub(1)?;
            if edges.get(at + 1).is_some_and(|&next| stretch.end > next) {
                return None;
            }
            if last.replace(at) == Some(at) {
                fit = Fit::Crowded;
            }
            stretches[at].push(*stretch);
        }
    }
    are_prose(&stretches).then_some((Columns { stretches, edges }, fit))
}

/// The columns of a block that begin at no certain places: poppler pushes on what stands behind a long
/// line. Many rows have as many stretches as there are columns; in the others each stretch belongs to
/// the column that begins nearest. `None` where fewer than `least` lines are parted.
fn in_order<'a>(rows: &[Vec<Stretch<'a>>], least: usize) -> Option<Columns<'a>> {
    let parted = rows.iter().filter(|row| row.len() > 1).count();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let full: Vec<&Vec<Stretch<'a>>> = rows.iter().filter(|row| row.len() == count).collect();
    if count < 2 || parted < least || parted * 2 < rows.len() || full.len() * 3 < rows.len() {
        return None;
    }
    let edge = |column: usize| {
        let mut starts: Vec<usize> = full.iter().map(|row| row[column].start).collect();
        starts.sort_unstable();
        // What is set flush right, as a signature, begins further on.
        let most = starts.len() / 2;
        (starts[most] <= starts[0] + DRIFT).then_some(starts[0])
    };
    let edges: Vec<usize> = (0..count).map(edge).collect::<Option<_>>()?;
    let mut stretches: Vec<Vec<Stretch<'a>>> = vec![Vec::new(); count];
    for row in rows {
        let mut next = 0;
        for (at, stretch) in row.iter().enumerate() {
            // As many columns are left as there are stretches.
            let last = count - (row.len() - at);
            let nearest = (next..=last).min_by_key(|&at| edges[at].abs_diff(stretch.start))?;
            stretches[nearest].push(*stretch);
            next = nearest + 1;
        }
    }
    are_prose(&stretches).then_some(Columns { stretches, edges })
}

/// Whether the lines of columns are wrapped text: long, and cut in mid-sentence.
fn are_prose(columns: &[Vec<Stretch<'_>>]) -> bool {
    let letters = |stretch: &Stretch<'_>| stretch.text.chars().filter(|&c| is_han(c)).count();
    let is_long = |column: &Vec<Stretch<'_>>| {
        column.iter().map(letters).sum::<usize>() >= column.len() * LETTERS
    };
    let all = columns.iter().map(Vec::len).sum::<usize>();
    let is_open = |line: &&Stretch<'_>| !line.text.ends_with(is_cjk_punctuation);
    let open = columns.iter().flatten().filter(is_open).count();
    columns.iter().all(is_long) && open * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: [&str; 4] = [
        "  船工老何在江上摆渡三",
        "十年，两岸的人都认得他",
        "的斗笠和号子。孩子们叫",
        "他何爷爷。",
    ];
    const RIGHT: [&str; 4] = [
        "  镇里要修桥了，有人问",
        "他以后做什么。他说桥通",
        "了船也还在，坐船的人慢",
        "一点，看得见水。",
    ];

    /// Two columns side by side, the second beginning at place 20 in characters.
    fn page(count: Count) -> String {
        let mut out = String::from("江上的桥和船\n\n");
        for (left, right) in LEFT.iter().zip(RIGHT) {
            let width: usize = left.chars().map(|c| count.of(c)).sum();
            let _ = writeln!(out, "{left}{}{right}", " ".repeat(30 - width));
        }
        out
    }

    #[test]
    fn columns_are_put_one_below_the_other() {
        for count in [Count::Characters, Count::Cells] {
            let indent = if count == Count::Cells { "　" } else { "　　" };
            let lines = LEFT.iter().chain(&RIGHT);
            let lines: Vec<String> = lines.map(|line| line.replace("  ", indent)).collect();
            let expected = format!("江上的桥和船\n\n{}\n", lines.join("\n"));
            assert_eq!(
                part(&page(count)).map(|text| text.trim_end().to_owned() + "\n"),
                Some(expected)
            );
        }
    }

    /// Rows of stretches, each behind so many blanks.
    fn rows(rows: &[&[(usize, &str)]]) -> String {
        let row = |row: &&[(usize, &str)]| {
            row.iter().map(|(blanks, text)| " ".repeat(*blanks) + text).collect::<String>() + "\n"
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn columns_that_drift_are_told_by_their_order() {
        let page = rows(&[
            &[(2, "船工老何在江上摆渡三"), (9, "镇里要修桥了，有人问他")],
            &[(0, "十年，两岸的人都认得他的"), (3, "以后做什么。他说桥通了")],
            &[(0, "斗笠和号子。孩子们都叫"), (12, "船也还在，坐船的人慢一点")],
            &[(0, "他何爷爷。"), (9, "看得见水。")],
        ]);
        let expected = "　　船工老何在江上摆渡三\n十年，两岸的人都认得他的\n斗笠和号子。孩子们都叫\n他何爷爷。\n";
        assert!(part(&page).unwrap().starts_with(expected), "{:?}", part(&page));
    }

    #[test]
    fn two_lines_are_parted_on_a_page_with_columns() {
        let short = rows(&[
            &[(2, "江边的渡船修好了，明天"), (6, "照从前的时刻开行，孩")],
            &[(0, "一早就开，船票"), (12, "子们不用买票。")],
        ]);
        assert_eq!(part(&short), None);
        let page = page(Count::Characters) + "\n" + &short;
        let parted = part(&page).unwrap();
        assert!(parted.contains("江边的渡船修好了，明天\n一早就开，船票\n"), "{parted}");
    }

    #[test]
    fn blanks_of_an_indent_are_none() {
        assert!(!has_blanks("    河口\n  \n\n   　  盐场\n  船 来\n"));
        assert!(has_blanks("河口  六点\n\n  盐场     七点  十点\n新桥  \n"));
        assert!(!has_blanks("河口  六点  七点  八点  九点\n盐场  \n"));
    }

    #[test]
    fn tables_and_verse_stay() {
        for text in [
            "站名      首班      末班\n河口      六点      十点\n盐场      七点      九点\n新桥      六点半    八点\n",
            "日落江边树，风吹渡口船。    归人行欲尽，灯火满前川。\n一叶过浅滩，孤灯照水寒。    不管风和雨，垂纶到夜阑。\n月上柳梢头，人在江边坐。    船来又船去，不见故人过。\n",
            "船来了。\n人也来了。\n",
        ] {
            assert_eq!(part(text), None, "{text}");
        }
    }
}
