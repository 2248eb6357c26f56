//! What commands come to that ask the library: queries, their hits and facets, the concordance and
//! the names.

mod concordance;
mod facets;
mod hits;
mod names;
mod queries;
