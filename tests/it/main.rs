//! The one integration binary: what a person can do with the built program, and the house rules.

mod cli;
mod commands;
mod concordance;
mod docs;
mod editor;
mod emulator;
mod fixture;
mod hostile;
mod hub;
mod index;
mod journey;
mod marks;
mod page;
mod program;
mod pty;
mod query;
mod refusal;
mod screen;
mod terminal;
mod texts;
#[expect(clippy::disallowed_methods, reason = "the sources of the project are UTF-8")]
mod tidy;
