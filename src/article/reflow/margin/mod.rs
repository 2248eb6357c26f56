//! What stands around the text of a printed page or an edition: running heads, folios, page numbers,
//! licences. In come lines, out come those that are text, and what the others state of the issue.

pub mod edition;
pub mod folio;
pub mod journal;
pub mod number;
pub mod pointer;
pub mod running;
