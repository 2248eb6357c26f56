//! Where a popup lies on the page: near a row, which it leaves free. In come the page and a row, out
//! comes an area.

use super::Area;

/// The cells that the frame and the space within take from a line.
const AROUND: u16 = 3;

/// The cells of a line in a popup.
pub fn popup_width(page: Area) -> u16 {
    page.width.saturating_sub(AROUND).max(1)
}

/// The most lines that a popup shows: so many that it fits above or below any row.
pub fn popup_rows(page: Area) -> u16 {
    (page.height.saturating_sub(1) / 2).saturating_sub(2).max(1)
}

/// The area of a popup of so many lines beside row `y`: below it where it fits there, else above.
/// On a page that is too low it is cut.
pub fn popup(page: Area, y: u16, lines: usize) -> Area {
    let lines = u16::try_from(lines).unwrap_or(u16::MAX).min(popup_rows(page));
    let wanted = lines + 2;
    let y = y.clamp(page.y, page.bottom().saturating_sub(1).max(page.y));
    let (above, below) = (y - page.y, page.bottom().saturating_sub(y + 1));
    let (top, height) = if wanted <= below || below >= above {
        (y + 1, wanted.min(below))
    } else {
        let height = wanted.min(above);
        (y - height, height)
    };
    Area { y: top, height, ..page }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_lies_on_the_page_and_leaves_the_row(
            (x, top, width, height) in (0..50_u16, 0..9_u16, 0..200_u16, 0..80_u16),
            y in 0..90_u16,
            lines in 0..99_usize,
        ) {
            let page = Area { x, y: top, width, height };
            let area = popup(page, y, lines);
            prop_assert!(area.right() <= page.right() && area.x >= page.x);
            prop_assert!(area.height == 0 || (area.y >= page.y && area.bottom() <= page.bottom()));
            prop_assert!(area.height == 0 || !(area.y..area.bottom()).contains(&y));
            let rows = lines.min(usize::from(popup_rows(page)));
            let has_room = height >= 7 && (top..top + height).contains(&y);
            prop_assert!(!has_room || usize::from(area.height) == rows + 2);
        }
    }
}
