//! The state to the screen. In come `&App` and a theme, out come cells and where the cursor
//! stands. Changes nothing; refuses to know how the state came about.

mod calendar;
mod chrome;
mod concordance;
mod help;
mod hints;
mod histogram;
mod hub;
mod note;
mod part;
mod pick;
mod popup;
mod reading;
mod search;
mod sources;
mod theme;

use ratatui::buffer::Buffer;

use theme::Role;
pub use theme::{Depth, Rgb, Shade, Theme, Themes};

use crate::app::screen::concordance::Stage;
use crate::app::screen::reading::Reading;
use crate::app::{App, Mode, Overlay};
use crate::article::Article;
use crate::layout::{Flow, Panes};
use part::{Canvas, fill};
use pick::Sort;

/// What the article pane shows, set once a frame: its head and its lines ask for the same.
struct Open<'a> {
    article: &'a Article,
    reading: &'a Reading,
    flow: Flow<'a>,
}

/// Draws the whole screen into an empty buffer and tells where the cursor belongs: on the caret
/// while text is typed or read, as input methods compose there.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let panes = app.panes();
    let mut canvas = Canvas { buffer, policy: app.policy };
    let whole = crate::layout::Area { x: 0, y: 0, width: app.size.cols, height: app.size.rows };
    fill(&mut canvas, whole, theme.style(Role::Text));
    let cursor = if app.concordance.stage == Stage::Open {
        concordance::draw(app, theme, &mut canvas);
        chrome::status(app, &panes, theme, &mut canvas);
        None
    } else {
        draw_panes(app, &panes, theme, &mut canvas)
    };
    match &app.overlay {
        None => cursor,
        Some(Overlay::Help { top }) => help::draw(app, *top, theme, &mut canvas),
        Some(Overlay::Calendar { weeks_back }) => {
            calendar::draw(app, *weeks_back, theme, &mut canvas)
        }
        Some(Overlay::Links(list)) => pick::draw(app, list, Sort::Links, theme, &mut canvas),
        Some(Overlay::Link { pick: list, .. }) => {
            pick::draw(app, list, Sort::Link, theme, &mut canvas)
        }
        Some(Overlay::Tags { pick: list, .. }) => {
            pick::draw(app, list, Sort::Tags, theme, &mut canvas)
        }
        Some(Overlay::Note(written)) => note::draw(app, written, theme, &mut canvas),
        Some(Overlay::Marks) => hub::draw(app, theme, &mut canvas),
        Some(Overlay::Palette(list)) => pick::draw(app, list, Sort::Palette, theme, &mut canvas),
        Some(Overlay::Picker(list)) => pick::draw(app, list, Sort::Picker, theme, &mut canvas),
        Some(Overlay::Contents(list)) => pick::draw(app, list, Sort::Contents, theme, &mut canvas),
        Some(Overlay::Faults(list)) => pick::draw(app, list, Sort::Faults, theme, &mut canvas),
        Some(Overlay::Searches(list)) => pick::draw(app, list, Sort::Searches, theme, &mut canvas),
        Some(Overlay::Facets(list)) => pick::draw(app, list, Sort::Facets, theme, &mut canvas),
        Some(Overlay::Names(list)) => pick::draw(app, list, Sort::Names, theme, &mut canvas),
        Some(Overlay::Formats(list)) => pick::draw(app, list, Sort::Formats, theme, &mut canvas),
        Some(Overlay::Info(list)) => pick::draw(app, list, Sort::Info, theme, &mut canvas),
        Some(Overlay::Themes(list)) => pick::draw(app, list, Sort::Themes, theme, &mut canvas),
    }
}

/// Draws what lies below the overlays: sources, article, search.
fn draw_panes(
    app: &App,
    panes: &Panes,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> Option<(u16, u16)> {
    let page = app.page();
    let open = page.as_ref().map(|(article, reading)| {
        let flow = app.flow(article);
        Open { article, reading, flow }
    });
    chrome::draw(app, open.as_ref(), panes, theme, canvas);
    let mut cursor = None;
    if let Some(area) = panes.sources {
        let caret = sources::draw(app, area, theme, canvas);
        cursor = caret.filter(|_| app.mode() == Mode::Sources);
    }
    if let Some(area) = panes.article {
        let caret = reading::draw(app, open.as_ref(), panes, area, theme, canvas);
        cursor = cursor.or(caret);
    }
    if let Some(popup) = app.popup.as_ref().filter(|_| app.overlay.is_none()) {
        let row = cursor.map_or(panes.page.area.y, |(_, y)| y);
        popup::draw(app, popup, row, theme, canvas);
    }
    search::draw(app, panes, theme, canvas).or(cursor)
}
