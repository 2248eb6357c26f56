//! The help overlay: the key table, group by group.

use super::part::{Canvas, overlay, put};
use super::theme::{Role, Theme};
use crate::app::{App, HelpLine};
use crate::layout::{self, Area};
use crate::text::Shown;

/// The cells of the column of keys.
const KEYS_CELLS: u16 = 24;

/// Draws the lines from `top` on; the help has no caret.
pub fn draw(app: &App, top: usize, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let area = layout::overlay(app.size);
    overlay(canvas, area, Shown::literal(" 读本 · 帮助 "), theme);
    let inner = layout::inside(area);
    for (y, line) in (inner.y..inner.bottom()).zip(app.help.iter().skip(top)) {
        let row = Area { y, height: 1, ..inner };
        match line {
            HelpLine::Group(name) => {
                put(canvas, row.x, y, row.right(), name.shown(), theme.style(Role::Heading));
            }
            HelpLine::Command { keys, help } => {
                let column = KEYS_CELLS.min(row.width / 2);
                let shown = layout::elide(keys.shown(), column.saturating_sub(3), canvas.policy);
                put(
                    canvas,
                    row.x + 2,
                    y,
                    row.x + column,
                    shown.shown(),
                    theme.style(Role::StatusKey),
                );
                put(canvas, row.x + column, y, row.right(), help.shown(), theme.style(Role::Text));
            }
        }
    }
    None
}
