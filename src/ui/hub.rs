//! The hub: all marks of the library, a row each, in an order, some of them chosen.

use super::part::Canvas;
use super::pick::Listing;
use super::search::wrong;
use super::theme::{Role, Theme};
use crate::app::App;
use crate::layout;
use crate::text::{Clean, Shown};

/// Draws the overlay and tells where the caret of the filter stands.
pub fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let hub = &app.hub;
    let chosen = hub.chosen_count();
    let title = match chosen {
        0 => format!(" 书签与批注 · {} ", hub.order.word()),
        _ => format!(" 书签与批注 · {} · 已选 {chosen} 条 ", hub.order.word()),
    };
    let title = Clean::line(&title);
    let row = |index: usize| {
        let number = *hub.shown().get(index)?;
        let (label, detail) = app.mark_row(number)?;
        if chosen == 0 {
            return Some((label, detail));
        }
        let sign = Shown::literal(if hub.is_chosen(number) { "x " } else { "  " });
        Some((Clean::concat([sign, label.shown()]), detail))
    };
    let (corner, role) = match &hub.problem {
        Some(problem) => (format!(" {} ", problem.says), Role::StatusError),
        None => (format!(" {}/{} ", hub.shown().len(), hub.total()), Role::Dim),
    };
    let corner = Clean::line(&corner);
    let nothing = Shown::literal(if hub.total() == 0 {
        "没有书签或批注。阅读时按 m 加书签，v 选段后按 a 写批注。"
    } else {
        "没有这样的书签或批注。"
    });
    let listing = Listing {
        title: title.shown(),
        corner: (corner.shown(), role),
        input: &hub.input,
        rows: hub.shown().len(),
        selected: hub.selected(),
        nothing,
        row: &row,
    };
    let area = layout::overlay(app.size);
    let caret = listing.draw(area, theme, canvas);
    if let Some(problem) = &hub.problem {
        let room = Listing::typed(layout::list_parts(area).input, theme, canvas);
        wrong(&hub.input, &problem.place, room, theme, canvas);
    }
    caret
}
