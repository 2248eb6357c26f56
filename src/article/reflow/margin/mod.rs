//! What stands around the text of a printed page or an edition: running heads, folios, page numbers,
//! licences. In come lines, out come those that are text, and what the others state of the issue.

pub mod edition;
pub mod folio;
pub mod journal;
pub mod number;
pub mod pointer;
pub mod running;

use crate::article::line::Line;
use crate::text::Clean;

/// Where a page begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// Takes the lines away that are marked; they are added to `dropped`.
fn take_marked<'a>(
    lines: Vec<Line<'a>>,
    marked: Vec<bool>,
    dropped: &mut Vec<Clean>,
) -> Vec<Line<'a>> {
    let mut kept = Vec::with_capacity(lines.len());
    for (line, is_marked) in lines.into_iter().zip(marked) {
        if is_marked {
            dropped.push(Clean::line(line.text));
        } else {
            kept.push(line);
        }
    }
    kept
}
