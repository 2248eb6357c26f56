//! Where the reader jumped from, in whichever article. In come places, out come the ones before.

use crate::article::Anchor;

/// How many places are remembered.
const PLACES_MAX: usize = 100;

/// The places before the jumps, and after those that were taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    back: Vec<Anchor>,
    forward: Vec<Anchor>,
}

impl Jumps {
    /// Remembers where the reader is before a jump.
    pub fn remember(&mut self, here: Anchor) {
        self.back.retain(|place| *place != here);
        self.back.push(here);
        if self.back.len() > PLACES_MAX {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The place before the last jump; it can be jumped back from.
    pub fn back(&mut self, here: Anchor) -> Option<Anchor> {
        let to = self.back.pop()?;
        self.forward.push(here);
        Some(to)
    }

    /// The place that was jumped back from.
    pub fn forward(&mut self, here: Anchor) -> Option<Anchor> {
        let to = self.forward.pop()?;
        self.back.push(here);
        Some(to)
    }
}
