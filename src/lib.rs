#![allow(dead_code, reason = "the house is being built")]
mod article;
mod text;
