//! What is written on the marks at the caret, in a box beside it: below its line, or above where
//! there is more room.

use super::part::{Canvas, overlay, put};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::screen::popup::{Popup, Tone};
use crate::layout::{self, Area};
use crate::text::{Clean, Shown};

/// Draws the popup beside the row `y` of the caret.
pub fn draw(app: &App, popup: &Popup, y: u16, theme: &Theme, canvas: &mut Canvas<'_>) {
    let page = app.panes().page.area;
    let lines = popup.lines(layout::popup_width(page), canvas.policy);
    let shown = &lines[popup.top.min(lines.len())..];
    let area = layout::popup(page, y, shown.len());
    if area.height < 3 {
        return;
    }
    overlay(canvas, area, Shown::literal(" a修改 #标签 gl链接 Enter关闭 "), theme);
    let inner = layout::inside(area);
    let text = Area { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
    for (y, (tone, line)) in (text.y..text.bottom()).zip(shown) {
        let role = match tone {
            Tone::Head => Role::OverlayTitle,
            Tone::Doubt => Role::Quote,
            Tone::Note => Role::Overlay,
        };
        put(canvas, text.x, y, text.right(), line.shown(), theme.style(role));
    }
    let more = shown.len().saturating_sub(usize::from(text.height));
    if more > 0 {
        let more = Clean::line(&format!(" Enter 还有 {more} 行 "));
        let wide = canvas.policy.text(&more) as u16;
        let x = area.right().saturating_sub(wide + 1).max(area.x);
        put(canvas, x, area.bottom() - 1, area.right(), more.shown(), theme.style(Role::Dim));
    }
}
