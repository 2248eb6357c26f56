//! Bytes to clean text. In come the bytes of a file, out comes text that is safe to show, its
//! graphemes and their widths, how Han are read, and the folded form that search and anchors compare.
//! Knows nothing of files, articles or the screen.

pub mod clean;
pub mod common;
pub mod decode;
pub mod fold;
pub mod grams;
pub mod grapheme;
pub mod han;
pub mod pairs;
pub mod pinyin;
pub mod width;
pub mod wire;

pub use clean::{Clean, Shown};
