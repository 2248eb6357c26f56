//! What commands come to: the methods of the application that `update` routes to, a file a subject.

mod article;
mod concordance;
mod contents;
mod copying;
mod facets;
mod hits;
mod hub;
mod inking;
mod info;
mod linking;
mod marking;
mod names;
mod objects;
mod original;
mod overlays;
mod placing;
mod pointer;
mod popup;
mod progress;
mod queries;
mod setting;
mod tagging;
mod theme;
