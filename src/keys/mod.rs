//! A key to a command. In come strokes and the mode, out come commands with their counts, or text.
//! Refuses to know the state of the application.

mod keymap;
mod stroke;
mod trie;

pub use keymap::{Entry, Keymap, Pending, Pressed};
pub use stroke::{Code, Stroke, parse_keys};
