//! Lines around the panes: box drawing where it is one cell, ASCII where it may be two (it is of
//! the ambiguous class too).

use ratatui::style::Style;

use super::put::{Canvas, fill, put};
use crate::layout::Area;
use crate::text::Shown;
use crate::text::width::{Ambiguous, Class};
use crate::ui::theme::{Role, Theme};

/// What meets where a line bends or branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
    TeeDown,
    TeeUp,
    TeeLeft,
    TeeRight,
}

/// The signs of one kind of line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    pub horizontal: Shown<'static>,
    pub vertical: Shown<'static>,
    corners: [Shown<'static>; 8],
}

const BOX: Edges = Edges {
    horizontal: Shown::literal("─"),
    vertical: Shown::literal("│"),
    corners: [
        Shown::literal("┌"),
        Shown::literal("┐"),
        Shown::literal("└"),
        Shown::literal("┘"),
        Shown::literal("┬"),
        Shown::literal("┴"),
        Shown::literal("┤"),
        Shown::literal("├"),
    ],
};

const ASCII: Edges = Edges {
    horizontal: Shown::literal("-"),
    vertical: Shown::literal("|"),
    corners: [Shown::literal("+"); 8],
};

impl Edges {
    /// The signs that are certain to be one cell on this terminal.
    pub const fn of(ambiguous: Ambiguous) -> Self {
        match ambiguous {
            Ambiguous::Narrow => BOX,
            Ambiguous::Wide | Ambiguous::Safe => ASCII,
        }
    }

    /// The sign of a corner.
    pub const fn corner(self, corner: Corner) -> Shown<'static> {
        self.corners[corner as usize]
    }
}

/// Draws a line from column `x` up to `right`.
pub fn rule(canvas: &mut Canvas<'_>, x: u16, y: u16, right: u16, style: Style) {
    let edges = Edges::of(canvas.policy.class(Class::Boxes));
    for at in x..right {
        put(canvas, at, y, right, edges.horizontal, style);
    }
}

/// Draws the empty box of an overlay with its title in the upper line.
pub fn overlay(canvas: &mut Canvas<'_>, area: Area, title: Shown<'_>, theme: &Theme) {
    fill(canvas, area, theme.style(Role::Overlay));
    frame(canvas, area, theme.style(Role::BorderFocus));
    let right = area.right().saturating_sub(1);
    put(canvas, area.x + 1, area.y, right, title, theme.style(Role::OverlayTitle));
}

/// Draws a box around an area, on its outermost cells.
pub fn frame(canvas: &mut Canvas<'_>, area: Area, style: Style) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let edges = Edges::of(canvas.policy.class(Class::Boxes));
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for y in [area.y, bottom] {
        rule(canvas, area.x, y, area.right(), style);
    }
    for y in area.y..area.bottom() {
        for x in [area.x, right] {
            put(canvas, x, y, area.right(), edges.vertical, style);
        }
    }
    for (x, y, corner) in [
        (area.x, area.y, Corner::TopLeft),
        (right, area.y, Corner::TopRight),
        (area.x, bottom, Corner::BottomLeft),
        (right, bottom, Corner::BottomRight),
    ] {
        put(canvas, x, y, area.right(), edges.corner(corner), style);
    }
}
