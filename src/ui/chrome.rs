//! What stands around the panes: lines, titles, the status.

use super::histogram::histogram;
use super::part::{Canvas, Corner, Edges, put, rule};
use super::theme::{Role, Theme};
use super::{Open, hints};
use crate::app::screen::search::Stage;
use crate::app::{App, Mode, NoticeKind};
use crate::layout::{self, Area, Pane, Panes, View};
use crate::text::width::Class;
use crate::text::{Clean, Shown};

/// Draws lines, titles and status.
pub fn draw(
    app: &App,
    open: Option<&Open<'_>>,
    panes: &Panes,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    if panes.framed {
        frame(app, open, panes, theme, canvas);
    } else if app.view == View::Zen && panes.page.area.y > 0 {
        head(app, open, Area { x: 0, y: 0, width: panes.size.cols, height: 1 }, theme, canvas);
    }
    status(app, panes, theme, canvas);
}

fn frame(
    app: &App,
    open: Option<&Open<'_>>,
    panes: &Panes,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let style = theme.style(Role::Border);
    let whole = Area { x: 0, y: 0, width: panes.size.cols, height: panes.size.rows };
    super::part::frame(canvas, whole, style);
    let edges = Edges::of(canvas.policy.class(Class::Boxes));
    let right = whole.right();
    let body_bottom = panes.article.or(panes.sources).map_or(0, Area::bottom);
    if let Some(first) = panes.results.or(panes.bar)
        && first.y > 0
    {
        let y = first.y - 1;
        rule(canvas, 0, y, right, style);
        put(canvas, 0, y, right, edges.corner(Corner::TeeRight), style);
        put(canvas, right - 1, y, right, edges.corner(Corner::TeeLeft), style);
        put(
            canvas,
            1,
            y,
            right - 1,
            Shown::literal(" 检索 "),
            title_style(theme, app.mode() == Mode::Search),
        );
        dates(app, y, right - 1, theme, canvas);
    }
    if let (Some(sources), Some(article)) = (panes.sources, panes.article) {
        let x = sources.right();
        for y in sources.y..body_bottom {
            put(canvas, x, y, right, edges.vertical, style);
        }
        put(canvas, x, 0, right, edges.corner(Corner::TeeDown), style);
        put(canvas, x, body_bottom, right, edges.corner(Corner::TeeUp), style);
        pane_title(app, sources, theme, canvas);
        head(app, open, Area { y: 0, height: 1, ..article }, theme, canvas);
    } else if let Some(sources) = panes.sources {
        pane_title(app, sources, theme, canvas);
    } else if let Some(article) = panes.article {
        head(app, open, Area { y: 0, height: 1, ..article }, theme, canvas);
    }
}

/// The years of the hits, at the right end of the line above the search pane.
fn dates(app: &App, y: u16, right: u16, theme: &Theme, canvas: &mut Canvas<'_>) {
    const TITLE_CELLS: u16 = 8;
    let boxes = canvas.policy.class(Class::Boxes);
    let text = histogram(&app.search.tally.dates, right.saturating_sub(TITLE_CELLS), boxes);
    let wide = canvas.policy.text(&text) as u16;
    put(canvas, right.saturating_sub(wide + 1), y, right, text.shown(), theme.style(Role::Dim));
}

fn title_style(theme: &Theme, focused: bool) -> ratatui::style::Style {
    theme.style(if focused { Role::BorderFocus } else { Role::Border })
}

fn pane_title(app: &App, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    let focused = app.focus == Pane::Sources && app.search.stage != Stage::Typing;
    put(canvas, area.x, 0, area.right(), Shown::literal(" 来源 "), title_style(theme, focused));
}

/// The title of the article and how far it is read: the upper border, or in zen a line of its own,
/// which stays dim.
fn head(app: &App, open: Option<&Open<'_>>, area: Area, theme: &Theme, canvas: &mut Canvas<'_>) {
    let Some(Open { article, reading, flow }) = open else { return };
    let focused =
        app.focus == Pane::Article && app.search.stage != Stage::Typing && app.view == View::Panes;
    let rows = app.panes().page.lines().max(1);
    let bottom = flow.step(reading.top, rows as isize).0;
    let percent = if bottom >= flow.last() {
        100
    } else {
        u64::from(bottom.offset) * 100 / u64::from(article.chars().max(1))
    };
    let shown = app.library.shown();
    let listed = app.reading.article.map(|index| app.library.head_of(index));
    let number = listed.map_or(0, |listed| shown.partition_point(|&index| index <= listed));
    let position = Clean::line(&format!(" {number}/{} · {percent}% ", shown.len()));
    let wide = canvas.policy.text(&position) as u16;
    let mut right = area.right();
    if area.width > wide + 12 {
        right -= wide;
        put(canvas, right, area.y, area.right(), position.shown(), title_style(theme, focused));
    }
    let file = app
        .sheet
        .as_ref()
        .map(|sheet| Clean::concat([Shown::literal("原文 "), sheet.name.shown()]));
    let title = file.unwrap_or_else(|| article.label());
    let room = (right - area.x).saturating_sub(3);
    let title = layout::elide(title.shown(), room, canvas.policy);
    let mut x =
        put(canvas, area.x, area.y, right, Shown::literal(" "), title_style(theme, focused));
    x = put(canvas, x, area.y, right, title.shown(), title_style(theme, focused));
    put(canvas, x, area.y, right, Shown::literal(" "), title_style(theme, focused));
}

/// The last line: the mode and its keys at the left, what is saved or wrong at the right.
pub fn status(app: &App, panes: &Panes, theme: &Theme, canvas: &mut Canvas<'_>) {
    let area = panes.status;
    if area.height == 0 {
        return;
    }
    let edge = u16::from(panes.framed);
    let (left, mut right) = (area.x + edge, area.right().saturating_sub(edge));
    let (saying, role) = saying(app);
    if !saying.is_empty() {
        let text = layout::elide(saying.shown(), (right - left).saturating_sub(2), canvas.policy);
        let wide = canvas.policy.text(&text) as u16 + 2;
        right = right.saturating_sub(wide).max(left);
        let x = put(canvas, right, area.y, right + 1, Shown::literal(" "), theme.style(role));
        let x = put(canvas, x, area.y, area.right() - edge, text.shown(), theme.style(role));
        put(canvas, x, area.y, area.right() - edge, Shown::literal(" "), theme.style(role));
    }
    let style = theme.style(Role::Status);
    let mut x = put(canvas, left, area.y, right, Shown::literal(" "), style);
    let (name, hints) = hints::of(app);
    x = put(canvas, x, area.y, right, name, theme.style(Role::StatusKey));
    x = put(canvas, x, area.y, right, Shown::literal(" "), style);
    if !app.pending.is_empty() {
        x = put(canvas, x, area.y, right, app.pending.shown(), theme.style(Role::StatusKey));
        x = put(canvas, x, area.y, right, Shown::literal(" "), style);
    }
    for (keys, means) in hints {
        let wide = canvas.policy.text(keys) + canvas.policy.text(means) + 1;
        if usize::from(right.saturating_sub(x)) < wide + 1 {
            break;
        }
        x = put(canvas, x, area.y, right, Shown::literal(" "), style);
        x = put(canvas, x, area.y, right, Shown::literal(keys), theme.style(Role::StatusKey));
        x = put(canvas, x, area.y, right, Shown::literal(means), style);
    }
    if !panes.framed {
        return;
    }
    put(canvas, x, area.y, right, Shown::literal(" "), style);
}

/// What the status says at its right end: what is not saved is louder than anything else.
fn saying(app: &App) -> (Clean, Role) {
    if let Some(notice) = app.notice.as_ref().filter(|notice| notice.kind == NoticeKind::Error) {
        return (notice.text.clone(), Role::StatusError);
    }
    let unsaved = app.marks.unsaved().iter().filter(|record| !record.is_bookkeeping()).count();
    if unsaved > 0 {
        let text = format!("! {unsaved} 条未能保存，:retry-save 重试");
        return (Clean::line(&text), Role::StatusError);
    }
    if let Some(notice) = &app.notice {
        return (notice.text.clone(), Role::Status);
    }
    if let Some(text) = app.loading_text() {
        return (text, Role::Status);
    }
    if let Some(text) = app.doubt().filter(|_| app.mode() == Mode::Article) {
        return (text, Role::Status);
    }
    if app.marks.is_saving() {
        return (Clean::line("正在保存…"), Role::Status);
    }
    if !app.saved_at.is_empty() {
        return (Clean::line(&format!("已存 {}", app.saved_at)), Role::StatusSaved);
    }
    let skipped = app.library.skipped().len();
    if skipped > 0 {
        return (Clean::line(&format!("{skipped} 个文件未能打开，ge 查看")), Role::StatusError);
    }
    (Clean::default(), Role::Status)
}

/// What stands where no article is open.
pub fn empty_text(app: &App) -> Vec<Clean> {
    if let Some(text) = app.loading_text() {
        return vec![text];
    }
    let mut lines = vec![Clean::line("这里没有文章。")];
    lines.extend(app.library.skipped().iter().map(|skipped| skipped.reason.clone()));
    lines.push(Clean::line("duben 文件夹 打开别处；q 退出。"));
    lines
}
