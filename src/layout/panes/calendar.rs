//! How many weeks a calendar shows. In comes the size of the screen, out comes a number.

use super::{Size, inside, overlay};

/// The cells of a week: a digit, and a bracket or a blank on each side.
pub const CALENDAR_WEEK_CELLS: u16 = 3;

/// The cells of the column with the names of the days.
pub const CALENDAR_DAYS_CELLS: u16 = 4;

/// The most weeks that are shown: a year.
const WEEKS_MAX: u16 = 53;

/// The weeks that fit beside one another.
pub fn calendar_weeks(size: Size) -> usize {
    let cells = inside(overlay(size)).width.saturating_sub(CALENDAR_DAYS_CELLS);
    usize::from((cells / CALENDAR_WEEK_CELLS).clamp(1, WEEKS_MAX))
}
