//! The name of what is going on and the keys that help most there, for the last line of the screen.

use crate::app::{App, Awaiting, Mode, Overlay};
use crate::layout::View;
use crate::text::Shown;

/// A key and what it does.
pub type Hint = (&'static str, &'static str);

/// What is going on, and the keys that help most.
pub fn of(app: &App) -> (Shown<'static>, &'static [Hint]) {
    let mode = app.mode();
    let is_original = app.sheet.is_some() && mode == Mode::Article;
    if is_original {
        return (Shown::literal("原文"), ORIGINAL_HINTS);
    }
    if app.view == View::Zen && mode == Mode::Article {
        return (mode_name(mode), ZEN_HINTS);
    }
    match (&app.awaiting, &app.overlay) {
        (Some(Awaiting::Find(..)), _) => (Shown::literal("找字"), FIND_HINTS),
        (Some(Awaiting::Ink), _) => (Shown::literal("颜色"), INK_HINTS),
        (Some(Awaiting::Object(..)), _) => (Shown::literal("选"), OBJECT_HINTS),
        (_, Some(Overlay::Calendar { .. })) => (Shown::literal("日历"), CALENDAR_HINTS),
        (_, Some(Overlay::Marks)) => (Shown::literal("批注"), HUB_HINTS),
        (_, Some(Overlay::Tags { .. })) => (Shown::literal("标签"), TAG_HINTS),
        (_, Some(Overlay::Link { .. })) => (Shown::literal("链接"), LINK_HINTS),
        (_, Some(Overlay::Searches(_))) => (mode_name(mode), SEARCHES_HINTS),
        _ => (mode_name(mode), hints(mode)),
    }
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

/// What is done with tags.
const TAG_HINTS: &[Hint] = &[("Enter", "保存"), ("Tab", "补全"), ("Esc", "不变")];

/// What is done with a link.
const LINK_HINTS: &[Hint] = &[("Enter", "写入批注"), ("Esc", "不写")];

/// What is done with the searches of before.
const SEARCHES_HINTS: &[Hint] = &[("Enter", "再检索"), ("C-d", "删除起的名"), ("Esc", "关闭")];

/// What is done in the calendar.
const CALENDAR_HINTS: &[Hint] = &[("k", "往前"), ("j", "往后"), ("Esc", "关闭")];

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
        Mode::Help => &[("Esc", "关闭"), ("Space", "下一页"), ("/", "找命令")],
        Mode::Letter => &[("Esc", "取消")],
    }
}
