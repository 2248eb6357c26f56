//! Plain text: lines and nothing else. In comes decoded text, out comes a page.

use crate::article::page::{self, Articles, Page};
use crate::text::Clean;

/// Reads plain text.
pub fn read(text: String) -> Page {
    page::read(&Clean::from_owned(text), Articles::Many)
}
