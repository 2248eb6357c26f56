//! Why a command ended early: one sentence, and a hint where there is one.

use std::{fmt, io};

use crate::disk::Fault;
use crate::library::Skipped;

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// The reader or the system did something that the sentence names.
    Said { sentence: String, hint: Option<String> },
    /// Standard output could not be written.
    Output(io::Error),
}

impl Failure {
    /// A sentence and what to do about it.
    pub fn new(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        let hint = Some(hint.into()).filter(|hint| !hint.is_empty());
        Self::Said { sentence: sentence.into(), hint }
    }

    /// Whether the reader of the output went away, as `head` does: that is no error.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said { sentence, hint: None } => write!(f, "{sentence}"),
            Self::Said { sentence, hint: Some(hint) } => write!(f, "{sentence}\nhint: {hint}"),
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Skipped> for Failure {
    fn from(skipped: Skipped) -> Self {
        Self::new(skipped.reason.as_str(), skipped.hint.unwrap_or_default())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::new(fault.sentence, fault.hint.unwrap_or_default())
    }
}
