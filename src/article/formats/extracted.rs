//! What `duben extract` prints, read again as it was. In comes JSON or Markdown that duben made, out
//! come the articles it was made of: nothing is guessed anew. Refuses what others made.

pub mod json;
pub mod markdown;
