//! Pieces that several panes are made of: plain functions that write into the frame.

mod lines;
mod put;

pub use lines::{Corner, Edges, frame, overlay, rule};
pub use put::{Canvas, fill, put};
