//! The commands, run as a person or a script runs them: the whole of what they print, and their
//! exit codes. What they refuse stands in `refusal`.

mod about;
mod itself;
mod listing;
mod notes;
mod searching;
mod showing;
