//! The lists that narrow as one types: marks, commands, articles.

use super::part::{Canvas, fill, overlay, put, rule};
use super::search::input;
use super::theme::{Role, Theme};
use crate::app::screen::pick::Pick;
use crate::app::{App, Editor};
use crate::layout::{self, Area};
use crate::text::{Clean, Shown};

/// What the list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Palette,
    Picker,
    Contents,
    Faults,
    Themes,
    Searches,
    Facets,
    Names,
    Formats,
    Tags,
    Link,
    Links,
    Info,
}

impl Sort {
    const fn title(self) -> Shown<'static> {
        Shown::literal(match self {
            Self::Palette => " 命令 ",
            Self::Picker => " 文章 ",
            Self::Contents => " 目录 ",
            Self::Faults => " 未能打开的文件 ",
            Self::Themes => " 配色  Enter选定 Esc不变 ",
            Self::Searches => " 检索过的 ",
            Self::Facets => " 年份与来源  Enter只看这些 ",
            Self::Link => " 链接到 ",
            Self::Links => " 批注里的链接  Enter前往 ",
            Self::Tags => " 标签  空格隔开 ",
            Self::Names => " 人名 地名 机构  Enter检索 ",
            Self::Formats => " 写成哪种格式  Enter选定 ",
            Self::Info => " 本篇  Enter检索或打开 数字打开相近的 ",
        })
    }

    const fn nothing(self) -> Shown<'static> {
        Shown::literal(match self {
            Self::Palette => "没有这样的命令。",
            Self::Picker => "没有这样的文章。",
            Self::Contents => "目录里没有。",
            Self::Faults => "没有这样的文件。",
            Self::Themes => "没有这样的配色。",
            Self::Searches => "没有这样的检索。",
            Self::Facets => "没有这样的年份或来源。",
            Self::Link | Self::Links => "没有这样的段落。",
            Self::Tags => "还没有这样的标签，Enter 就有了。",
            Self::Names => "没有这样的名字。",
            Self::Formats => "没有这样的格式。",
            Self::Info => "本篇没有这样的一行。",
        })
    }
}

/// Draws the overlay and tells where the caret of the filter stands.
pub fn draw(
    app: &App,
    list: &Pick,
    sort: Sort,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let nothing = match sort {
        Sort::Tags if list.input.text().trim().is_empty() => {
            Shown::literal("还没有标签，写下来就有了。")
        }
        Sort::Faults if list.total() == 0 => Shown::literal("所有文件都打开了。"),
        Sort::Names if app.names.percent().is_some() => Shown::literal("正在找名字…"),
        _ => sort.nothing(),
    };
    let row = |index: usize| {
        let item = list.shown_at(index)?;
        Some((item.label.clone(), item.detail.clone()))
    };
    let count = Clean::line(&format!(" {}/{} ", list.shown().len(), list.total()));
    let listing = Listing {
        title: sort.title(),
        corner: (count.shown(), Role::Dim),
        input: &list.input,
        rows: list.shown().len(),
        selected: list.selected(),
        nothing,
        row: &row,
    };
    listing.draw(layout::overlay(app.size), theme, canvas)
}

/// A list over the panes, of which only the rows that are seen are made.
pub struct Listing<'a> {
    pub title: Shown<'a>,
    /// What stands at the end of the lower line.
    pub corner: (Shown<'a>, Role),
    /// What is being typed.
    pub input: &'a Editor,
    pub rows: usize,
    pub selected: usize,
    /// What stands where there are no rows.
    pub nothing: Shown<'a>,
    /// What a row says first, and what besides.
    pub row: &'a dyn Fn(usize) -> Option<(Clean, Clean)>,
}

impl Listing<'_> {
    /// Draws it and tells where the caret of the filter stands.
    pub fn draw(&self, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        overlay(canvas, area, self.title, theme);
        let (corner, role) = self.corner;
        let wide = canvas.policy.text(corner.as_str()) as u16;
        if area.width > wide + 2 {
            let (x, y) = (area.right() - 1 - wide, area.bottom().saturating_sub(1));
            put(canvas, x, y, area.right() - 1, corner, theme.style(role));
        }
        let parts = layout::list_parts(area);
        let line = Self::typed(parts.input, theme, canvas);
        let caret = input(canvas, line, self.input, theme.style(Role::Input));
        if let Some(area) = parts.preview {
            self.preview(area, theme, canvas);
        }
        self.draw_rows(parts.rows, theme, canvas);
        (parts.input.height > 0).then_some((caret, line.y))
    }

    /// Where the typed line stands, behind its sign.
    pub fn typed(area: Area, theme: &Theme, canvas: &mut Canvas<'_>) -> Area {
        let sign = Shown::literal("> ");
        let x = put(canvas, area.x, area.y, area.right(), sign, theme.style(Role::StatusKey));
        Area { x, width: area.right().saturating_sub(x + 1), height: 1, ..area }
    }

    /// The selected row whole, below the list: in the list it may be cut.
    fn preview(&self, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
        rule(canvas, area.x, area.y, area.right(), theme.style(Role::Border));
        let Some((label, detail)) = (self.row)(self.selected) else { return };
        let text = Clean::concat([label.shown(), Shown::literal("  "), detail.shown()]);
        let lines = layout::wrap(text.shown(), area.width, 0, canvas.policy);
        for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
            put(canvas, area.x, y, area.right(), text.slice(line.bytes), theme.style(Role::Text));
        }
    }

    fn draw_rows(&self, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
        if self.rows == 0 {
            put(canvas, area.x, area.y, area.right(), self.nothing, theme.style(Role::Dim));
            return;
        }
        let window = layout::list_window(self.rows, self.selected, usize::from(area.height));
        for (y, index) in (area.y..area.bottom()).zip(window.first..window.end) {
            let Some((label, detail)) = (self.row)(index) else { continue };
            let selected = index == self.selected;
            let style = theme.style(if selected { Role::ListSelected } else { Role::List });
            fill(canvas, Area { y, height: 1, ..area }, style);
            // The detail keeps a third of the row at most, the label has the rest.
            let detail = layout::elide(detail.shown(), area.width / 3, canvas.policy);
            let wide = canvas.policy.text(&detail) as u16;
            let right = area.right() - wide;
            let room = (right - area.x).saturating_sub(1);
            let label = layout::elide(label.shown(), room, canvas.policy);
            put(canvas, area.x, y, right, label.shown(), style);
            let role = if selected { Role::ListSelected } else { Role::Dim };
            put(canvas, right, y, area.right(), detail.shown(), theme.style(role));
        }
    }
}
