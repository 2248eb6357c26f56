//! The running heads and feet of a printed page. In comes text with a form feed between its pages,
//! out comes the text without the lines that recur at the edges of most pages.

use std::collections::HashMap;

use super::Edge;
use crate::article::sign::{self, Numbering};
use crate::text::Clean;

/// How many lines at the top and at the bottom of a page may be running.
const EDGE: usize = 3;

/// The fewest pages that can show that a line recurs.
const PAGES_MIN: usize = 3;

/// Longer lines are text, in bytes.
const LINE_MAX: usize = 240;

/// Takes the running heads and feet away and adds them to `dropped`. They are told by standing at
/// the same edge of more than half of the pages, digits apart; odd and even pages may differ, so
/// that half of them are enough in a longer text.
pub fn without_running_heads(text: &str, dropped: &mut Vec<Clean>) -> String {
    let pages: Vec<Vec<&str>> = text.split('\x0c').map(|page| page.lines().collect()).collect();
    let printed = pages.iter().filter(|page| page.iter().any(|line| !line.trim().is_empty()));
    let count = printed.count();
    if count < PAGES_MIN {
        return text.to_owned();
    }
    let mut seen: HashMap<(Edge, String), usize> = HashMap::new();
    for page in &pages {
        for edge in [Edge::Top, Edge::Bottom] {
            for (pattern, _) in at_edge(page, edge) {
                *seen.entry((edge, pattern)).or_default() += 1;
            }
        }
    }
    let enough = if count >= 8 { count * 2 / 5 } else { count / 2 + 1 };
    let mut out = String::with_capacity(text.len());
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            out.push('\x0c');
        }
        let mut running = Vec::new();
        for edge in [Edge::Top, Edge::Bottom] {
            // From the edge inwards: behind a line of text nothing runs.
            let lines = at_edge(page, edge).into_iter().map(|(pattern, at)| ((edge, pattern), at));
            let recurs = |line: &((Edge, String), usize)| {
                seen.get(&line.0).is_some_and(|&pages| pages >= enough)
            };
            let lines = lines.take_while(recurs).map(|(_, at)| at);
            // Where a chapter begins, its name stands over it, and runs from there on.
            let is_chapter = |at: &usize| {
                number == 0 && sign::numbering(page[*at].trim()) == Some(Numbering::Chapter)
            };
            let lines: Vec<usize> = lines.collect();
            let chapter = lines.iter().position(is_chapter).unwrap_or(lines.len());
            running.extend(&lines[..chapter]);
        }
        for (at, line) in page.iter().enumerate() {
            if running.contains(&at) {
                dropped.push(Clean::line(line.trim()));
            } else {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// The lines at an edge of a page that may be running, from the edge inwards, each pattern once.
fn at_edge(page: &[&str], edge: Edge) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for step in 0..page.len() {
        let at = if edge == Edge::Top { step } else { page.len() - 1 - step };
        let line = page[at].trim();
        if line.is_empty() || line.len() > LINE_MAX {
            continue;
        }
        let pattern = pattern(line);
        if found.len() == EDGE || found.iter().any(|(known, _)| *known == pattern) {
            break;
        }
        found.push((pattern, at));
    }
    found
}

/// A line with each number as one sign, so that page numbers are alike.
fn pattern(line: &str) -> String {
    let mut pattern = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !pattern.ends_with('#') {
            pattern.push(c);
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], kept: &str, cut: &[&str]) {
        let mut dropped = Vec::new();
        let out = without_running_heads(&pages.join("\x0c"), &mut dropped);
        let lines: Vec<&str> = out.split(['\n', '\x0c']).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join("/"), kept);
        let dropped: Vec<&str> = dropped.iter().map(Clean::as_str).collect();
        assert_eq!(dropped, cut);
    }

    #[test]
    fn what_recurs_at_the_edges_is_dropped() {
        check(
            &[
                "河口年鉴\n船来了\n· 1 ·",
                "河口年鉴\n河口年鉴\n人来了\n· 2 ·",
                "河口年鉴\n船走了\n· 3 ·\n",
            ],
            "船来了/河口年鉴/人来了/船走了",
            &["河口年鉴", "· 1 ·", "河口年鉴", "· 2 ·", "河口年鉴", "· 3 ·"],
        );
    }

    #[test]
    fn text_that_recurs_elsewhere_stays() {
        check(
            &["船来了\n河口\n走了", "人来了\n河口\n也走了"],
            "船来了/河口/走了/人来了/河口/也走了",
            &[],
        );
        let song = "一\n二\n三\n啊\n四\n五\n六";
        check(
            &[song, "七\n八\n九\n啊\n十\n百\n千", "甲\n乙\n丙\n啊\n丁\n戊\n己"],
            "一/二/三/啊/四/五/六/七/八/九/啊/十/百/千/甲/乙/丙/啊/丁/戊/己",
            &[],
        );
    }
}
