//! What stands around the panes: lines, titles, the status.

use super::Open;
use super::histogram::histogram;
use super::part::{Canvas, Corner, Edges, put, rule};
use super::theme::{Role, Theme};
use crate::app::screen::search::Stage;
use crate::app::{App, Awaiting, Mode, NoticeKind, Overlay};
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
    let is_original = app.sheet.is_some() && app.mode() == Mode::Article;
    let (name, hints) = if is_original {
        (Shown::literal("原文"), ORIGINAL_HINTS)
    } else if app.view == View::Zen && app.mode() == Mode::Article {
        (mode_name(app.mode()), ZEN_HINTS)
    } else {
        match app.awaiting {
            Some(Awaiting::Find(..)) => (Shown::literal("找字"), FIND_HINTS),
            None if matches!(app.overlay, Some(Overlay::Calendar { .. })) => {
                (Shown::literal("日历"), hints(app.mode()))
            }
            Some(Awaiting::Ink) => (Shown::literal("颜色"), INK_HINTS),
            Some(Awaiting::Object(..)) => (Shown::literal("选"), OBJECT_HINTS),
            _ if app.overlay == Some(Overlay::Marks) => (Shown::literal("批注"), HUB_HINTS),
            _ => (mode_name(app.mode()), hints(app.mode())),
        }
    };
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

const fn mode_name(mode: Mode) -> Shown<'static> {
    Shown::literal(match mode {
        Mode::Sources => "来源",
        Mode::Article => "阅读",
        Mode::Select => "选段",
        Mode::Search => "检索",
        Mode::Note => "批注",
        Mode::List => "选择",
        Mode::Concordance => "索引行",
        Mode::Help => "帮助",
        Mode::Letter => "字母 a–z",
    })
}

/// A key and what it does.
type Hint = (&'static str, &'static str);

/// The keys and the signs of the file as it stands.
const ORIGINAL_HINTS: &[Hint] =
    &[("\\", "回文章"), ("-", "已略去"), (":", "属别篇"), ("}", "下一处变化"), ("?", "帮助")];

/// Zen is quiet: the way out, and the way to everything else.
const ZEN_HINTS: &[Hint] = &[("z", "返回"), ("?", "帮助")];

/// What is done in the hub of all marks.
const HUB_HINTS: &[Hint] = &[
    ("Enter", "打开"),
    ("Tab", "选"),
    ("C-x", "全选"),
    ("C-o", "排序"),
    ("C-s", "导出"),
    ("C-d", "删"),
    ("C-u", "撤销"),
    ("C-e", "改"),
    ("C-t", "标签"),
    ("C-f", "链接"),
    ("Esc", "关闭"),
];

/// What may be typed after `f`.
const FIND_HINTS: &[Hint] = &[("汉字", ""), ("x", "徐新学"), (",", "，"), ("Esc", "取消")];

/// What may be typed after `s`.
const INK_HINTS: &[Hint] = &[
    ("y", "黄"),
    ("g", "绿"),
    ("b", "蓝"),
    ("r", "红"),
    ("p", "紫"),
    ("s", "同上次"),
    ("x", "去色"),
    ("Esc", "取消"),
];

/// What may be typed after `i`.
const OBJECT_HINTS: &[Hint] = &[
    ("w", "词"),
    ("s", "句"),
    ("p", "段"),
    ("\"", "引号"),
    ("(", "括号"),
    ("<", "书名号"),
    ("[", "方括号"),
    ("Esc", "取消"),
];

/// The keys that help most in a mode.
const fn hints(mode: Mode) -> &'static [Hint] {
    match mode {
        Mode::Sources => {
            &[("Enter", "打开"), ("/", "检索"), ("Tab", "正文"), ("?", "帮助"), ("q", "退出")]
        }
        Mode::Article => &[
            ("?", "帮助"),
            ("/", "检索"),
            ("m", "书签"),
            ("v", "选段"),
            ("a", "批注"),
            ("gm", "一览"),
            ("Tab", "来源"),
            ("q", "退出"),
        ],
        Mode::Select => &[
            ("s", "划线"),
            ("a", "批注"),
            ("m", "书签"),
            ("y", "复制"),
            ("*", "检索"),
            ("o", "另一端"),
            ("Esc", "取消"),
        ],
        Mode::Search => &[
            ("Enter", "打开"),
            ("C-n C-p", "选篇"),
            ("Tab", "年份来源"),
            ("C-k", "索引行"),
            ("Esc", "取消"),
        ],
        Mode::Note => &[("Esc", "保存"), ("C-g", "放弃"), ("C-u", "撤销"), ("C-x", "编辑器")],
        Mode::List => &[("Enter", "打开"), ("Esc", "关闭")],
        Mode::Concordance => &[
            ("Enter", "打开"),
            ("h", "按左文"),
            ("l", "按右文"),
            ("d", "日期"),
            ("s", "来源"),
            ("w", "存表"),
            ("Esc", "返回"),
        ],
        Mode::Help => &[("Esc", "关闭"), ("Space", "下一页")],
        Mode::Letter => &[("Esc", "取消")],
    }
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
