//! What commands that make, change and find marks come to, on the page and in the hub of them all.

mod hub;
mod inking;
mod linking;
mod marking;
mod placing;
mod tagging;
