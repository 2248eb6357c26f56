//! The world and the core. In come keys, signals and the answers of the terminal, out go frames
//! of bytes and effects. Refuses to decide anything: what a key means is said above.

pub mod clipboard;
pub mod input;
pub mod painter;
pub mod probe;
pub mod signals;
pub mod terminal;
