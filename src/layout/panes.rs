//! The screen cut into panes. In come its size and what is open, out come areas in cells. Both
//! `app` and `ui` ask here, so that keys and drawing agree; refuses to know what is drawn.

mod calendar;
mod concordance;
mod popup;

pub use calendar::{CALENDAR_DAYS_CELLS, CALENDAR_WEEK_CELLS, calendar_weeks};
pub use concordance::{LineColumns, concordance, line_columns};
pub use popup::{popup, popup_rows, popup_width};

use super::page::{Page, PageOptions, page};

/// The size of the screen in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

/// A rectangle of the screen in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// The column after the last.
    pub const fn right(self) -> u16 {
        self.x + self.width
    }

    /// The row after the last.
    pub const fn bottom(self) -> u16 {
        self.y + self.height
    }

    /// Whether the cell lies inside.
    pub const fn contains(self, x: u16, y: u16) -> bool {
        x >= self.x && x < self.right() && y >= self.y && y < self.bottom()
    }
}

/// Which of the two main panes has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    Sources,
    #[default]
    Article,
}

/// How much of the screen the article takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Sources and article side by side.
    #[default]
    Panes,
    /// The article alone, without borders.
    Zen,
}

/// How far the search pane is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchPane {
    #[default]
    Closed,
    /// The query and the count.
    Bar,
    /// The query with the list of results above it.
    Results,
}

/// What the panes depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaneOptions {
    pub focus: Pane,
    pub view: View,
    pub search: SearchPane,
    pub page: PageOptions,
}

/// Where everything stands. An area that is not shown is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub size: Size,
    /// Whether lines are drawn around the panes.
    pub framed: bool,
    /// The rows of the source list.
    pub sources: Option<Area>,
    /// The whole article pane inside the lines: gutter, text, margin.
    pub article: Option<Area>,
    /// The lines of text alone.
    pub page: Page,
    /// The rows of the result list.
    pub results: Option<Area>,
    /// The row of the query.
    pub bar: Option<Area>,
    /// The row of the status; empty on a screen of one row.
    pub status: Area,
}

/// Below this width one pane is shown at a time.
const TWO_PANES_COLS: u16 = 60;
/// Below this size no lines are drawn.
const FRAME_COLS: u16 = 24;
const FRAME_ROWS: u16 = 8;
/// The source list takes a quarter of the width within these bounds.
const SOURCES_COLS: std::ops::RangeInclusive<u16> = 17..=34;

/// Cuts the screen.
pub fn panes(size: Size, options: PaneOptions) -> Panes {
    let framed = options.view == View::Panes && size.cols >= FRAME_COLS && size.rows >= FRAME_ROWS;
    let edge = u16::from(framed);
    let status = Area {
        x: 0,
        y: size.rows.saturating_sub(1),
        width: size.cols,
        height: u16::from(size.rows > 1),
    };
    // The head line carries the title: the upper border, or a line of its own in zen.
    let head = u16::from(framed || (options.view == View::Zen && size.rows >= FRAME_ROWS));
    let mut body = Area {
        x: edge,
        y: head,
        width: size.cols.saturating_sub(2 * edge),
        height: size.rows.saturating_sub(head + status.height),
    };
    let mut panes = Panes { size, framed, status, ..Panes::default() };
    cut_search(&mut panes, &mut body, options.search);
    cut_main(&mut panes, body, options);
    panes
}

/// Takes the search pane off the lower end of the body.
fn cut_search(panes: &mut Panes, body: &mut Area, search: SearchPane) {
    if search == SearchPane::Closed || body.height == 0 {
        return;
    }
    let line = u16::from(panes.framed);
    let list = match search {
        SearchPane::Results if body.height > 4 => (body.height - line - 1).div_ceil(2),
        _ => 0,
    };
    let taken = (list + 1 + line).min(body.height);
    body.height -= taken;
    let top = body.bottom() + line.min(taken.saturating_sub(1));
    if list > 0 {
        panes.results = Some(Area { y: top, height: list, ..*body });
    }
    panes.bar = Some(Area { y: top + list, height: 1, ..*body });
}

/// Cuts sources and article.
fn cut_main(panes: &mut Panes, body: Area, options: PaneOptions) {
    let alone = options.view == View::Zen || panes.size.cols < TWO_PANES_COLS;
    let article = if alone {
        if options.focus == Pane::Sources && options.view == View::Panes {
            panes.sources = Some(body);
            return;
        }
        body
    } else {
        let cols = (panes.size.cols / 4).clamp(*SOURCES_COLS.start(), *SOURCES_COLS.end());
        panes.sources = Some(Area { width: cols, ..body });
        Area { x: body.x + cols + 1, width: body.width - cols - 1, ..body }
    };
    panes.article = Some(article);
    panes.page = page(article, options.view, options.page);
}

/// Below this height an overlay needs every row of the screen but that of the status.
const OVERLAY_ROWS: u16 = 15;
/// Below this one the status as well.
const OVERLAY_ROWS_ALL: u16 = 4;
/// Below this width an overlay needs every column.
const OVERLAY_COLS: u16 = 51;

/// The area of an overlay: most of the screen, all of a small one. The status stays, as it tells
/// the keys, what was done and what is not saved.
pub fn overlay(size: Size) -> Area {
    if size.rows < OVERLAY_ROWS {
        let status = u16::from(size.rows >= OVERLAY_ROWS_ALL);
        return Area { x: 0, y: 0, width: size.cols, height: size.rows - status };
    }
    let x = if size.cols < OVERLAY_COLS { 0 } else { size.cols / 12 };
    let y = size.rows / 10;
    Area { x, y, width: size.cols - 2 * x, height: size.rows - 2 * y }
}

/// A list that narrows as one types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListParts {
    /// The line that is typed.
    pub input: Area,
    pub rows: Area,
    /// The selected row whole, with a rule above it; none where there is room for few rows.
    pub preview: Option<Area>,
}

/// The rows below a list that show the selected one whole.
const PREVIEW_ROWS: u16 = 3;

/// Cuts the overlay of a list.
pub fn list_parts(overlay: Area) -> ListParts {
    let inner = inside(overlay);
    let input = Area { height: inner.height.min(1), ..inner };
    let height = inner.height - input.height;
    let mut rows = Area { y: input.bottom(), height, ..inner };
    let mut preview = None;
    if rows.height > 2 * PREVIEW_ROWS {
        rows.height -= PREVIEW_ROWS + 1;
        preview = Some(Area { y: rows.bottom(), height: PREVIEW_ROWS + 1, ..inner });
    }
    ListParts { input, rows, preview }
}

/// What lies inside the line around an area.
pub const fn inside(area: Area) -> Area {
    if area.width < 2 || area.height < 2 {
        return area;
    }
    Area { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// The overlay in which a note is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteArea {
    pub outer: Area,
    /// The passage.
    pub quote: Area,
    /// What is written; a column is kept for the caret behind a full line.
    pub text: Area,
}

/// The area of a note: the lower part of the screen, so that the passage is seen above it.
pub fn note(size: Size) -> NoteArea {
    let height = (size.rows / 2).max(8).min(size.rows.saturating_sub(1)).max(size.rows.min(1));
    let whole = overlay(size);
    let outer = Area { y: size.rows.saturating_sub(height + 1), height, ..whole };
    let inner = inside(outer);
    let quoted = match inner.height {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    let quote = Area { height: quoted, ..inner };
    let text = Area {
        y: inner.y + quoted,
        height: inner.height - quoted,
        width: inner.width.saturating_sub(1).max(1),
        ..inner
    };
    NoteArea { outer, quote, text }
}

/// The rows of a list that are shown: from the first up to the last, which is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub first: usize,
    pub end: usize,
}

/// The window of `height` rows over a list of `len` that shows row `selected`, kept in the middle
/// where it can be: a function of the selection alone, so that drawing has nothing to remember.
pub fn list_window(len: usize, selected: usize, height: usize) -> Window {
    let first = selected.saturating_sub(height / 2).min(len.saturating_sub(height));
    Window { first, end: (first + height).min(len) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_on_screen(panes: &Panes, area: Area) -> bool {
        area.right() <= panes.size.cols && area.bottom() <= panes.size.rows
    }

    fn options() -> impl Strategy<Value = PaneOptions> {
        let focus = prop_oneof![Just(Pane::Sources), Just(Pane::Article)];
        let view = prop_oneof![Just(View::Panes), Just(View::Zen)];
        let search =
            prop_oneof![Just(SearchPane::Closed), Just(SearchPane::Bar), Just(SearchPane::Results)];
        (focus, view, search).prop_map(|(focus, view, search)| {
            let page = PageOptions { measure_cells: 80, ..PageOptions::default() };
            PaneOptions { focus, view, search, page }
        })
    }

    proptest! {
        #[test]
        fn panes_lie_on_the_screen_and_apart(cols in 0..250u16, rows in 0..80u16, options in options()) {
            let panes = panes(Size { cols, rows }, options);
            let shown: Vec<Area> =
                [panes.sources, panes.article, panes.results, panes.bar].into_iter().flatten().collect();
            for area in shown.iter().chain([&panes.status, &panes.page.area]) {
                prop_assert!(is_on_screen(&panes, *area), "{area:?} in {panes:?}");
            }
            for (i, a) in shown.iter().enumerate() {
                for b in &shown[i + 1..] {
                    let apart = a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y
                        || a.height == 0 || b.height == 0;
                    prop_assert!(apart, "{a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_selection_of_a_list_is_always_shown() {
        for len in 0..12 {
            for height in 1..6 {
                for selected in 0..len {
                    let window = list_window(len, selected, height);
                    assert!((window.first..window.end).contains(&selected));
                    assert_eq!(window.end - window.first, len.min(height));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn overlays_lie_on_the_screen(cols in 0..250u16, rows in 0..80u16) {
            let size = Size { cols, rows };
            let note = note(size);
            for area in [overlay(size), inside(overlay(size)), note.outer, note.quote] {
                prop_assert!(area.right() <= cols && area.bottom() <= rows, "{area:?}");
            }
        }
    }

    #[test]
    fn an_overlay_leaves_the_status() {
        for rows in 4..60 {
            for cols in [1, 24, 60, 200] {
                let size = Size { cols, rows };
                let status = panes(size, PaneOptions::default()).status;
                assert!(overlay(size).bottom() <= status.y, "{size:?}");
            }
        }
    }

    #[test]
    fn a_usual_screen() {
        let size = Size { cols: 80, rows: 24 };
        let cut = panes(size, PaneOptions::default());
        assert_eq!(cut.sources, Some(Area { x: 1, y: 1, width: 20, height: 22 }));
        assert_eq!(cut.page.area, Area { x: 24, y: 1, width: 54, height: 22 });
        assert_eq!(cut.bar, None);
    }

    #[test]
    fn a_small_screen_shows_one_pane() {
        let size = Size { cols: 40, rows: 12 };
        let cut = panes(size, PaneOptions { focus: Pane::Sources, ..PaneOptions::default() });
        assert!(cut.sources.is_some() && cut.article.is_none());
        let cut = panes(Size { cols: 1, rows: 1 }, PaneOptions::default());
        assert_eq!(cut.page.area, Area { x: 0, y: 0, width: 1, height: 1 });
    }
}
