//! `config.toml`: what the reader has set for good. Garbage never keeps anyone from reading: what
//! is wrong is said in a sentence, and the default holds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::args::Ambiguous;

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
    pub mouse: Option<bool>,
    /// How long a key that begins longer ones waits for them, in milliseconds.
    #[serde(rename = "key-timeout")]
    pub key_timeout: Option<u16>,
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
