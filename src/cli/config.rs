//! `config.toml`: what the reader has set for good. Garbage never keeps anyone from reading: what
//! is wrong is said in a sentence, and the default holds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::args::{Ambiguous, CiteStyle};

/// The settings of a `config.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Files and folders that open when no path is given.
    pub library: Vec<PathBuf>,
    pub ambiguous: Option<Ambiguous>,
    pub theme: Option<String>,
    /// The widest line of text in cells; 0 stands for the width of the pane.
    pub measure: Option<u16>,
    /// Two empty Han before a paragraph.
    pub indent: Option<bool>,
    /// An empty line between paragraphs.
    pub gap: Option<bool>,
    pub align: Option<Align>,
    /// Rows from one line to the next.
    #[serde(rename = "line-spacing")]
    pub line_spacing: Option<Spacing>,
    /// Empty cells at either side of the text.
    pub margin: Option<u16>,
    pub columns: Option<Columns>,
    /// How references are written.
    pub cite: Option<CiteStyle>,
    pub mouse: Option<bool>,
    /// How long a key that begins longer ones waits for them, in milliseconds.
    #[serde(rename = "key-timeout")]
    pub key_timeout: Option<u16>,
    /// Libraries with more text than this, in millions of bytes, are indexed.
    #[serde(rename = "index-above-mb")]
    pub index_above_mb: Option<u64>,
    /// Mode, keys, command.
    pub keys: BTreeMap<String, BTreeMap<String, String>>,
}

/// Where the lines of a paragraph end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Ragged,
    Justified,
}

/// Rows from one line to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub enum Spacing {
    Single,
    Double,
}

impl TryFrom<toml::Value> for Spacing {
    type Error = &'static str;

    fn try_from(value: toml::Value) -> Result<Self, Self::Error> {
        match value.as_integer() {
            Some(1) => Ok(Self::Single),
            Some(2) => Ok(Self::Double),
            _ => Err("line-spacing is 1 or 2"),
        }
    }
}

/// Columns of text side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub enum Columns {
    One,
    Two,
    Auto,
}

impl TryFrom<toml::Value> for Columns {
    type Error = &'static str;

    fn try_from(value: toml::Value) -> Result<Self, Self::Error> {
        match (value.as_integer(), value.as_str()) {
            (Some(1), _) => Ok(Self::One),
            (Some(2), _) => Ok(Self::Two),
            (_, Some("auto")) => Ok(Self::Auto),
            _ => Err("columns is 1, 2 or \"auto\""),
        }
    }
}

/// What `duben config` prints.
pub const SAMPLE: &str = include_str!("../../assets/config.toml");

/// Reads the text of a `config.toml`; with the defaults comes what is wrong with it.
pub fn parse(text: &str) -> (Config, Option<String>) {
    match toml::from_str(text) {
        Ok(config) => (config, None),
        Err(error) => {
            let line = error
                .span()
                .map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            (Config::default(), Some(format!("line {line}: {message}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_sample_is_valid_with_every_line_in_use() {
        assert_eq!(parse(SAMPLE).1, None);
        let is_setting = |rest: &&str| rest.contains(" = ") || rest.starts_with('[');
        let used = |line| str::strip_prefix(line, "# ").filter(is_setting).unwrap_or(line);
        let used: Vec<&str> = SAMPLE.lines().map(used).collect();
        let (config, fault) = parse(&used.join("\n"));
        assert_eq!(fault, None);
        assert!(config.measure.is_some() && !config.keys.is_empty() && !config.library.is_empty());
    }

    #[test]
    fn garbage_is_named_and_the_defaults_hold() {
        for (text, says) in [
            ("measure = \"wide\"", "line 1"),
            ("columns = 3", "line 1: columns is 1, 2 or"),
            ("\nline-spacing = \"1.5\"", "line 2: line-spacing is 1 or 2"),
            ("\n\ncolour = 3\n", "line 3"),
            ("\u{0}\u{1}{{{", "line 1"),
            ("[keys]\narticle = 3", "line 2"),
        ] {
            let (config, fault) = parse(text);
            assert!(config.measure.is_none());
            assert!(fault.is_some_and(|fault| fault.contains(says)), "{text}");
        }
    }
}
