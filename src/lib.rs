//! duben (读本), a terminal reader for a library of articles that lie as messy text.
//!
//! # The screen, and who draws what
//!
//! ```text
//! ┌ 来源 ───────┬ title ──────────────── 3/14 · 21% ┐   ui::chrome: lines, titles, status
//! │ - source (6)│   article                         █   ui::sources   app::screen::sources
//! │   > article │   ...                             │   ui::reading   app::screen::reading
//! │     article │ + a passage with a note           │   layout::flow: the lines; layout::panes: the areas
//! ├ 检索 ───────┴───────────────────────────────────┤
//! │ results, a snippet each                         │   ui::search    app::screen::search
//! │ /query                          12 处 · 5 篇    │
//! └ 阅读  ?帮助  /检索 ──────────────── 已存 09:41 ─┘   app::screen::marks knows what is on the disk
//!   overlays: ui::help, ui::note, ui::pick              app::screen::note, pick, queries
//!   over all panes: ui::concordance                     app::screen::concordance
//! ```
//!
//! # The journey
//!
//! What is read, each folder nearer to the reader than the one above it:
//!
//! ```text
//! disk     files <-> bytes                       article  text -> articles; Anchor
//! text     bytes -> clean text, widths, folding  index    articles, query -> hits, snippets
//! library  the collection, what is kept of it    notes    what the reader adds, found again
//! layout   article, width -> lines; panes
//! ```
//!
//! What is wanted: a key becomes a `Command` (`keys`), a command an `Action`, an action a new state
//! and `Effect`s (`app::update`), a state cells (`ui::draw`), cells bytes (`run::painter`); effects
//! become work and come back as `Outcome`s (`run`). `cli` reads what was typed at the prompt.
//!
//! **The order of the `mod` lines below is the architecture**: a module uses only those above it;
//! `tests/it/tidy.rs` reads it from here.
//!
//! # Invariants
//!
//! - A position is an `Anchor`: article id and **code point** offset in its clean text. Lines and
//!   cells exist only in `layout` and `ui` and are never stored.
//! - Text never fails: decoding and extraction return a value and warnings. One bad file never
//!   stops a load; it is listed with its reason.
//! - Nothing reaches a terminal unsanitised: what may be shown is `Clean` or `Shown`, which only
//!   `text::clean` can make.
//! - `App` is `Clone + PartialEq + Debug`: no channels, closures, clocks or globals inside.
//! - `update` does no IO and never blocks; drawing changes nothing.
//! - Every `Command` has a key or a palette entry, stands in help, and has a test that presses it.
//! - Width is decided in `text::width`, colour in `ui::theme`, keys in `assets/keymap.toml`.
//! - Nothing that the reader wrote is lost or silently moved.

mod disk;
mod text;
mod article;
mod index;
mod library;
mod notes;
mod layout;
mod app;
mod keys;
mod ui;
mod run;
mod cli;

#[doc(hidden)] // for the benches
pub use article::{Article, BlockKind, extract};
pub use cli::main;
#[doc(hidden)] // for the benches
pub use layout::{Align, Flow, Gap, Indent, Measure};
#[doc(hidden)] // for the benches
pub use notes::{Finder, Found, Notebook, Selector, ledger::Ledger};
pub use run::Session;
#[doc(hidden)] // for the benches
pub use text::{Clean, width::WidthPolicy};
