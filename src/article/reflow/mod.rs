//! Lines to pieces. In comes clean text as lines, out come paragraphs made whole, and the lines that
//! are no text. Refuses to know which article a piece belongs to.

mod clutter;
mod column;
mod furniture;
mod headline;
mod paragraph;
mod running;
mod verse;

pub use clutter::sort_pieces;
pub use paragraph::{Position, role_of};
pub use running::without_running_heads;

use super::piece::Piece;
use crate::article::line;
use crate::text::Clean;

/// The pieces of a page of plain text; the lines that are no text are added to `dropped`.
pub fn page(text: &str, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let mut lines = line::lines(text);
    column::set(&mut lines);
    let lines = clutter::sort(lines, dropped);
    paragraph::reflow(&lines, Position::Top)
}

/// The pieces in a stretch of text that a format has cut out of a page; nothing is dropped.
pub fn stretch(text: &str) -> Vec<Piece> {
    let mut lines = line::lines(text);
    column::set(&mut lines);
    paragraph::reflow(&lines, Position::Inside)
}
