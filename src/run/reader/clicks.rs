//! Presses of the mouse button, counted. In come the cell and the time of each, out comes whether it
//! is the first, second or third of a series.

use std::time::{Duration, Instant};

use crate::app::Mouse;

/// The longest time between two presses of a series.
const PAUSE: Duration = Duration::from_millis(400);

/// The series that may still go on.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Instant, (u16, u16), Mouse)>,
}

impl Clicks {
    /// Takes a press at a cell.
    pub fn press(&mut self, cell: (u16, u16), now: Instant) -> Mouse {
        let last = self.last.filter(|(then, place, _)| {
            *place == cell && now.saturating_duration_since(*then) <= PAUSE
        });
        let press = match last.map(|(_, _, press)| press) {
            Some(Mouse::Press) => Mouse::DoublePress,
            Some(Mouse::DoublePress) => Mouse::TriplePress,
            _ => Mouse::Press,
        };
        self.last = Some((now, cell, press));
        press
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_quick_and_at_one_cell() {
        let (mut clicks, start) = (Clicks::default(), Instant::now());
        for (millis, cell, expected) in [
            (0, (3, 4), Mouse::Press),
            (200, (3, 4), Mouse::DoublePress),
            (400, (3, 4), Mouse::TriplePress),
            (600, (3, 4), Mouse::Press),
            (800, (4, 4), Mouse::Press),
            (1000, (4, 4), Mouse::DoublePress),
            (1401, (4, 4), Mouse::Press),
        ] {
            assert_eq!(clicks.press(cell, start + Duration::from_millis(millis)), expected);
        }
    }
}
