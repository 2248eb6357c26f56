//! The terminal: its bytes in, our bytes out. In come frames of cells and questions, out come keys,
//! answers, signals and a screen that is given back as it was found. Refuses to know what keys mean.

pub mod clipboard;
pub mod colours;
pub mod flow;
pub mod input;
pub mod keyboard;
pub mod painter;
pub mod probe;
pub mod screen;
pub mod signals;
