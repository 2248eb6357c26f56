//! The lists that narrow as one types: marks, commands, articles.

use super::part::{Canvas, fill, overlay, put, rule};
use super::search::input;
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::screen::pick::Pick;
use crate::layout::{self, Area};
use crate::text::{Clean, Shown};

/// What the list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Marks,
    Palette,
    Picker,
    Contents,
    Faults,
    Themes,
    Searches,
    Facets,
    Names,
}

impl Sort {
    const fn title(self) -> Shown<'static> {
        Shown::literal(match self {
            Self::Marks => " 书签与批注  Enter打开 C-e修改 C-d删除 C-u撤销 ",
            Self::Palette => " 命令 ",
            Self::Picker => " 文章 ",
            Self::Contents => " 目录 ",
            Self::Faults => " 未能打开的文件 ",
            Self::Themes => " 配色  Enter选定 Esc不变 ",
            Self::Searches => " 检索过的  Enter再检索 C-d删除起的名 ",
            Self::Facets => " 年份与来源  Enter只看这些 ",
            Self::Names => " 人名 地名 机构  Enter检索 ",
        })
    }

    const fn nothing(self) -> Shown<'static> {
        Shown::literal(match self {
            Self::Marks => "没有书签或批注。阅读时按 m 加书签，v 选段后按 a 写批注。",
            Self::Palette => "没有这样的命令。",
            Self::Picker => "没有这样的文章。",
            Self::Contents => "目录里没有。",
            Self::Faults => "所有文件都打开了。",
            Self::Themes => "没有这样的配色。",
            Self::Searches => "没有这样的检索。",
            Self::Facets => "没有这样的年份或来源。",
            Self::Names => "没有这样的名字。",
        })
    }
}

/// The rows below the list that show the selected one whole.
const PREVIEW_ROWS: u16 = 3;

/// Draws the overlay and tells where the caret of the filter stands.
pub fn draw(
    app: &App,
    list: &Pick,
    sort: Sort,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let area = layout::overlay(app.size);
    overlay(canvas, area, sort.title(), theme);
    let inner = layout::inside(area);
    let shown = list.shown();
    let count = Clean::line(&format!(" {}/{} ", shown.len(), list.total()));
    let wide = canvas.policy.text(&count) as u16;
    if area.width > wide + 2 {
        let x = area.right() - 1 - wide;
        put(
            canvas,
            x,
            area.bottom().saturating_sub(1),
            area.right() - 1,
            count.shown(),
            theme.style(Role::Dim),
        );
    }
    let x = put(
        canvas,
        inner.x,
        inner.y,
        inner.right(),
        Shown::literal("> "),
        theme.style(Role::StatusKey),
    );
    let line = Area { x, width: inner.right().saturating_sub(x + 1), height: 1, ..inner };
    let caret = input(canvas, line, &list.input, theme.style(Role::Input));
    let mut rows = Area { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    if rows.height > 2 * PREVIEW_ROWS {
        rows.height -= PREVIEW_ROWS + 1;
        preview(list, Area { y: rows.bottom(), height: PREVIEW_ROWS + 1, ..inner }, theme, canvas);
    }
    let nothing = match sort {
        Sort::Names if app.names.percent().is_some() => Shown::literal("正在找名字…"),
        _ => sort.nothing(),
    };
    draw_rows(list, rows, nothing, theme, canvas);
    (inner.height > 0).then_some((caret, inner.y))
}

/// The selected row whole, below the list: in the list it may be cut.
fn preview(list: &Pick, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    rule(canvas, area.x, area.y, area.right(), theme.style(Role::Border));
    let Some(item) = list.current() else { return };
    let text = Clean::concat([item.label.shown(), Shown::literal("  "), item.detail.shown()]);
    let lines = layout::wrap(text.shown(), area.width, 0, canvas.policy);
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        put(canvas, area.x, y, area.right(), text.slice(line.bytes), theme.style(Role::Text));
    }
}

fn draw_rows(list: &Pick, area: Area, nothing: Shown<'_>, theme: &Theme, canvas: &mut Canvas<'_>) {
    let total = list.shown().len();
    if total == 0 {
        put(canvas, area.x, area.y, area.right(), nothing, theme.style(Role::Dim));
        return;
    }
    let window = layout::list_window(total, list.selected(), usize::from(area.height));
    let rows = list.shown().enumerate().skip(window.first).take(window.end - window.first);
    for (y, (index, item)) in (area.y..area.bottom()).zip(rows) {
        let selected = index == list.selected();
        let style = theme.style(if selected { Role::ListSelected } else { Role::List });
        fill(canvas, Area { y, height: 1, ..area }, style);
        // The detail keeps a third of the row at most, the label has the rest.
        let detail = layout::elide(item.detail.shown(), area.width / 3, canvas.policy);
        let wide = canvas.policy.text(&detail) as u16;
        let right = area.right() - wide;
        let label =
            layout::elide(item.label.shown(), (right - area.x).saturating_sub(1), canvas.policy);
        put(canvas, area.x, y, right, label.shown(), style);
        let role = if selected { Role::ListSelected } else { Role::Dim };
        put(canvas, right, y, area.right(), detail.shown(), theme.style(role));
    }
}
