//! Plain text: lines and nothing else. In comes decoded text, out comes a page.

use crate::article::compose::{Articles, Page, compose};
use crate::article::reflow;
use crate::text::Clean;

/// Reads plain text.
pub fn read(text: String) -> Page {
    let text = Clean::from_owned(text);
    let mut dropped = Vec::new();
    let pieces = reflow::page(&text, &mut dropped);
    compose(pieces, Articles::Many, dropped)
}
