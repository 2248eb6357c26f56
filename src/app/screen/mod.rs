//! The screens and overlays: each file owns the state of one and its share of `update`. The files
//! of `ui` mirror these names.

pub mod concordance;
pub mod info;
pub mod marks;
pub mod names;
pub mod note;
pub mod original;
pub mod pick;
pub mod popup;
pub mod queries;
pub mod reading;
mod rows;
pub mod search;
pub mod sources;
