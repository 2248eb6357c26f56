//! What commands come to while an article is read: its page, its file, what is taken out of it.

mod article;
mod contents;
mod copying;
mod objects;
mod original;
mod pointer;
mod progress;
mod setting;
