//! Quotation marks and parentheses within words. In comes a word at a time, out comes the sign at its
//! end that closes what nothing opened. All others are the text's own, as in 在“码头”边.

use std::ops::Range;

use super::fault::Reason;
use super::lexer::is_quote;
use crate::text::fold::narrow;

/// What the words so far have opened and not closed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Balance {
    groups: usize,
    quotes: usize,
}

impl Balance {
    /// Takes a word; what is wrong with the sign at its end, and its place in bytes.
    pub(super) fn take(&mut self, word: &str) -> Option<(Reason, Range<usize>)> {
        let mut stray = None;
        for (at, c) in word.char_indices() {
            let before = &word[..at];
            let is_closing = before.len() + c.len_utf8() == word.len();
            let fault = match narrow(c) {
                '(' => {
                    self.groups += 1;
                    continue;
                }
                ')' => close(&mut self.groups, Reason::UnopenedGroup),
                _ if !is_quote(c) => continue,
                // A straight one closes where one is open, or where its word ends.
                _ if c == '“' || (c != '”' && self.quotes == 0 && !is_closing) => {
                    self.quotes += 1;
                    continue;
                }
                _ => close(&mut self.quotes, Reason::UnopenedQuote),
            };
            let is_meant = is_closing && !is_numbering(before);
            stray = fault.filter(|_| is_meant).map(|reason| (reason, at..word.len()));
        }
        stray
    }
}

fn close(open: &mut usize, otherwise: Reason) -> Option<Reason> {
    let left = open.checked_sub(1);
    *open = left.unwrap_or_default();
    if left.is_none() { Some(otherwise) } else { None }
}

/// Whether a text before a sign makes the sign its own: 12" across, 1) and 甲） before an item, :).
fn is_numbering(text: &str) -> bool {
    text.chars().count() <= 1 || text.bytes().all(|b| b.is_ascii_digit())
}
