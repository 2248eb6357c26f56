//! The files that could not be read, said on standard error: a folder of a thousand pictures takes
//! a few lines, not a thousand.

use std::collections::BTreeMap;

use super::complain;
use crate::library::Skipped;

/// How many files are named that one and the same thing is wrong with.
const NAMED_MAX: usize = 3;

/// Says what could not be read as it comes, but for the last of the files that were asked for by
/// name: that one is the error in the end.
#[derive(Debug, Default)]
pub struct Unread {
    held: Option<Skipped>,
    /// How many files each thing is wrong with.
    causes: BTreeMap<String, usize>,
}

impl Unread {
    /// Says why a file was left out.
    pub fn say(&mut self, skipped: &Skipped) {
        let named = self.causes.entry(skipped.cause().to_owned()).or_default();
        *named += 1;
        if *named <= NAMED_MAX {
            complain(&skipped.reason);
        }
    }

    /// Holds one back that was asked for by name, and says what was held before.
    pub fn hold(&mut self, skipped: Skipped) {
        if let Some(before) = self.held.replace(skipped) {
            self.say(&before);
        }
    }

    /// Says how many were not named, and hands over what is held.
    pub fn end(self) -> Option<Skipped> {
        for (cause, count) in self.causes {
            if let more @ 1.. = count.saturating_sub(NAMED_MAX) {
                complain(&format!("{more} more like it: {cause}"));
            }
        }
        self.held
    }
}
