//! What takes a library longer to answer than a key may take: what an article is about, the names
//! that it speaks of, what a query of letters may spell. Each has a plain function for the command
//! line and one that a thread calls.

pub mod gist;
pub mod names;
pub mod spelling;
