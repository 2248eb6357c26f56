//! Moving in a list of rows, so that all lists move alike. In comes a command, out comes the row that
//! it leads to. Refuses to know what the rows are.

use crate::app::Command;

/// A list as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    pub selected: usize,
    pub count: usize,
    /// How many are seen at once.
    pub page: usize,
}

impl Rows {
    /// The row that a command leads to, `times` over; `None` where it moves nothing. To the bottom a
    /// number is that of a row, the first being 1.
    pub fn on(self, command: Command, times: Option<u32>) -> Option<usize> {
        let Self { selected, count, page } = self;
        let steps = times.unwrap_or(1) as usize;
        let last = count.saturating_sub(1);
        let down = |by: usize| selected.saturating_add(by.saturating_mul(steps)).min(last);
        let up = |by: usize| selected.saturating_sub(by.saturating_mul(steps));
        let half = page.div_ceil(2);
        Some(match command {
            Command::Down => down(1),
            Command::Up => up(1),
            Command::PageDown => down(page),
            Command::PageUp => up(page),
            Command::HalfPageDown => down(half),
            Command::HalfPageUp => up(half),
            Command::Top => 0,
            Command::Bottom => times.map_or(last, |row| (row as usize).saturating_sub(1).min(last)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_moves_and_stays_in_the_list() {
        let check = |selected, count, command, times, expected| {
            let rows = Rows { selected, count, page: 5 };
            assert_eq!(rows.on(command, times), expected, "{command:?} from {selected} of {count}");
        };
        check(0, 9, Command::Down, None, Some(1));
        check(0, 9, Command::Down, Some(3), Some(3));
        check(7, 9, Command::PageDown, None, Some(8));
        check(7, 9, Command::PageUp, None, Some(2));
        check(7, 9, Command::HalfPageUp, None, Some(4));
        check(7, 9, Command::Up, Some(u32::MAX), Some(0));
        check(7, 9, Command::PageDown, Some(u32::MAX), Some(8));
        check(7, 9, Command::Top, None, Some(0));
        check(0, 9, Command::Bottom, None, Some(8));
        check(0, 9, Command::Bottom, Some(3), Some(2));
        check(0, 9, Command::Bottom, Some(30), Some(8));
        check(0, 0, Command::Down, None, Some(0));
        check(0, 9, Command::Accept, None, None);
    }
}
