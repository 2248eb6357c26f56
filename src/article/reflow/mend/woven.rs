//! Columns that a program printed row by row with a single blank between, as pdfplumber does. In
//! comes text, out comes the text with one column below the other. Refuses tables, couplets, and
//! whatever is not clearly wrapped at the edges of columns.
//!
//! No blank says that it stands between two columns, but the words before it are as wide as the
//! first column in row after row. What is left of the rows is asked again, until no blank does so.

mod columns;
mod row;

use crate::article::form::EM;
use crate::article::line;
use crate::text::han::trim;
use columns::{Block, Columns, NARROWEST};
use row::{LONGEST, Row, rows};

/// The rows from which the columns are told, at most.
const WINDOW: usize = 8;

/// Fewer rows are no columns.
const LEAST: usize = 4;

/// The text with its columns one below the other; `None` where it has none.
pub fn part(text: &str) -> Option<String> {
    if !has_blanks(text) {
        return None;
    }
    let rows = rows(text);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut found) = (0, false);
    let mut here = block_at(&rows);
    while let Some(row) = rows.get(at) {
        if row.after_blank {
            out.push('\n');
        }
        let next = block_at(&rows[at + 1..]);
        // What stands over columns seldom fills one of them.
        let filled =
            |block: &Block<'_>| next.as_ref().is_none_or(|next| next.filled < block.filled);
        if let Some(block) = here.filter(filled) {
            found = true;
            at += block.rows;
            for stretch in block.columns.iter().flatten() {
                out.push_str(stretch.text);
                out.push('\n');
            }
            here = block_at(&rows[at..]);
        } else {
            out.push_str(row.line);
            out.push('\n');
            at += 1;
            here = next;
        }
    }
    found.then_some(out)
}

/// The block that begins with the first of `rows`. An article may be lower than the window from which
/// its columns are told: of several windows that one is right whose columns are filled best.
fn block_at<'a>(rows: &[Row<'a>]) -> Option<Block<'a>> {
    // In most texts some of the next lines have no blank at all.
    let parted = |row: &&Row<'_>| row.words() >= 2;
    if rows.first()?.words() < 2 || rows.iter().take(LEAST).filter(parted).count() + 1 < LEAST {
        return None;
    }
    let mut known: Vec<Columns> = Vec::new();
    for window in (LEAST..=WINDOW).rev() {
        let columns = Columns::of(&rows[..rows.len().min(window)]);
        known.extend(columns.filter(|columns| !known.contains(columns)));
    }
    let blocks = known.iter().filter_map(|columns| columns.unweave(rows));
    blocks.max_by_key(|block| block.filled)
}

/// Whether rows that follow each other have blanks inside and are as wide as two columns.
fn has_blanks(text: &str) -> bool {
    // An em of Chinese is three bytes.
    const WIDE: usize = (2 * NARROWEST / EM * 3) as usize;
    let mut rows = 0;
    for line in line::split(text).map(trim).filter(|line| !line.is_empty()) {
        let wide = (WIDE..=LONGEST).contains(&line.len());
        rows = if wide && line.contains(' ') { rows + 1 } else { 0 };
        if rows == LEAST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: [&str; 6] = [
        "船工老何在江上摆渡三",
        "十年，两岸的人都认得他的",
        "斗笠和号子。孩子们都叫他",
        "何爷爷，他就笑，露出两颗",
        "门牙，说今天的水好，坐稳",
        "了。",
    ];
    const RIGHT: [&str; 6] = [
        "镇里要修桥了，有人问",
        "他以后做什么。他说桥通了",
        "船也还在，坐船的人慢一点",
        "看得见水。2018 年的春天",
        "桥修好了，船还停在老码头",
        "上，每天开两班。",
    ];

    fn rows(columns: &[[&str; 6]]) -> String {
        let row = |at: usize| {
            columns.iter().map(|column| column[at]).collect::<Vec<_>>().join(" ") + "\n"
        };
        (0..6).map(row).collect()
    }

    fn lines(columns: &[[&str; 6]]) -> String {
        columns.iter().flatten().flat_map(|line| [*line, "\n"]).collect()
    }

    #[test]
    fn columns_are_put_one_below_the_other() {
        for columns in [&[LEFT, RIGHT][..], &[RIGHT, LEFT, RIGHT]] {
            let page = format!("江上的桥和船\n{}渡口的灯\n", rows(columns));
            let expected = format!("江上的桥和船\n{}渡口的灯\n", lines(columns));
            assert_eq!(part(&page), Some(expected));
        }
    }

    #[test]
    fn tables_verse_and_running_text_stay() {
        for text in [
            "老镇清晨雾满船， 渡江人唱过桥边。\n".repeat(6),
            "老镇清晨雾满船 渡江人唱过桥边\n".repeat(6),
            "河口镇老码头 上午六点三十分 下午七点四十分 逢单日停航\n".repeat(6),
            LEFT.concat().replace('，', "， ").replace('。', "。 ") + "\n",
            lines(&[LEFT, RIGHT]),
        ] {
            assert_eq!(part(&text), None, "{text}");
        }
    }
}
