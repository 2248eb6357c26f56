#![allow(dead_code, unused_imports, reason = "the house is being built")]

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
