//! The furniture of a page: navigation, share buttons, hot lists, counters, licences, page numbers.
//! In come lines, out come those that are text; the others go where they can be looked up.
//!
//! A word never condemns a line: it must be short, stand by itself, and hold little else.

use super::line::{EM, Ending, Line, Measure, ending, width};
use super::sign::could_be_headline;
use super::{Piece, Role};
use crate::article::metadata::{self, Place};
use crate::text::Clean;
use crate::text::han::is_han;

/// The lines that are text or state facts; the rest is added to `dropped`.
pub fn sort<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let mut sorter = Sorter::default();
    let mut kept: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    for mut line in lines {
        let follows = kept.last().is_none_or(|last| last.ended() || !last.wrapped);
        let setting = match (line.wrapped, follows) {
            (false, _) => Setting::Loose,
            (true, true) => Setting::Wrapped,
            (true, false) => Setting::Running,
        };
        match sorter.judge(line.text, line.ended(), setting) {
            Verdict::Text => kept.push(line),
            Verdict::Meta => {
                line.is_meta = true;
                kept.push(line);
            }
            Verdict::Clutter => dropped.push(Clean::line(line.text)),
        }
    }
    kept
}

/// The same for pieces that a format has told apart.
pub fn sort_pieces(pieces: Vec<Piece>, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let mut sorter = Sorter::default();
    let mut kept = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        if matches!(piece.role, Role::Code | Role::Meta | Role::Verse) {
            kept.push(piece);
            continue;
        }
        let ended = ending(&piece.text) == Ending::Sentence;
        match sorter.judge(&piece.text, ended, Setting::Loose) {
            Verdict::Text => kept.push(piece),
            Verdict::Meta => {
                piece.role = Role::Meta;
                kept.push(piece);
            }
            Verdict::Clutter => dropped.push(Clean::line(&piece.text)),
        }
    }
    kept
}

/// How a line stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// A line is a paragraph.
    Loose,
    /// Lines are wrapped, and the one before ended a sentence.
    Wrapped,
    /// Lines are wrapped, and this one may be the middle of a sentence.
    Running,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Text,
    Meta,
    Clutter,
}

/// What has been seen of the page so far.
#[derive(Debug)]
struct Sorter {
    place: Place,
    body_seen: bool,
    /// The list of other articles, or the foot of the page, has begun.
    in_tail: bool,
}

impl Default for Sorter {
    fn default() -> Self {
        Self { place: Place::Head, body_seen: false, in_tail: false }
    }
}

/// From here on a paragraph is taken for real text even in the tail of a page.
const LONG: u32 = 40 * EM;

impl Sorter {
    fn judge(&mut self, text: &str, ended: bool, setting: Setting) -> Verdict {
        // Most lines are too long to be anything but text; only a short head of them is measured.
        let wide = if text.len() > 2000 { LONG } else { width(text, Measure::Compressed) };
        if self.in_tail {
            let resumes = setting != Setting::Loose || (wide >= LONG && ended && !is_legal(text));
            if !resumes {
                return Verdict::Clutter;
            }
            self.in_tail = false;
        }
        if text.len() <= 600 {
            if let Some(verdict) = self.judge_short(text, ended, setting) {
                return verdict;
            }
        }
        let long = wide >= 24 * EM || ended || setting == Setting::Running;
        self.body_seen |= long;
        let headline = !long && setting == Setting::Loose && could_be_headline(text);
        self.place = if headline || !self.body_seen { Place::Head } else { Place::Body };
        Verdict::Text
    }

    /// A line of at most a few hundred bytes.
    fn judge_short(&mut self, text: &str, ended: bool, setting: Setting) -> Option<Verdict> {
        if is_page_number(text, setting) || is_rule(text) {
            return Some(Verdict::Clutter);
        }
        if setting == Setting::Running {
            return None;
        }
        let loose = setting == Setting::Loose;
        if loose && self.body_seen && opens_list(text) {
            self.in_tail = true;
            return Some(Verdict::Clutter);
        }
        if is_legal(text) && (loose || !ended) {
            self.in_tail = self.body_seen && loose;
            return Some(Verdict::Clutter);
        }
        if is_editors(text)
            || (!ended && (is_interface(text) || is_share(text)))
            || is_neighbour(text)
        {
            return Some(Verdict::Clutter);
        }
        let place = if loose { self.place } else { Place::Body };
        metadata::is_meta(text, place).then_some(Verdict::Meta)
    }
}

/// - 12 -, 第 3 页 共 10 页; a bare figure only where it cuts a sentence in two.
fn is_page_number(text: &str, setting: Setting) -> bool {
    if text.len() > 60 {
        return false;
    }
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "-—–－·.".contains(c));
    let digits = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())
    };
    if digits(bare) {
        let decorated = text.starts_with(['-', '—', '–', '－', '·'])
            && text.ends_with(['-', '—', '–', '－', '·']);
        return decorated || (setting == Setting::Running && bare.len() == text.len());
    }
    let page = |part: &str| {
        let part = part.trim().trim_start_matches(['第', '共']);
        part.trim()
            .strip_suffix('页')
            .or_else(|| part.trim().strip_suffix('頁'))
            .is_some_and(digits)
    };
    match bare.split_once(['/', '共']) {
        Some((first, second)) if first.trim_end().ends_with(['页', '頁', '/', ' ']) => {
            page(first.trim().trim_end_matches('/')) && page(second)
        }
        _ => bare.starts_with('第') && page(bare),
    }
}

/// A line drawn with signs.
fn is_rule(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && text.chars().all(|c| c.is_whitespace() || "-=_*#~+─━═".contains(c))
}

/// Words of which the heads of link lists are made; one of the first kind must be among them.
const LIST_MARKS: [&str; 22] = [
    "热门",
    "最新",
    "相关",
    "推荐",
    "排行",
    "排行榜",
    "猜你喜欢",
    "热点",
    "精彩",
    "延伸",
    "更多",
    "友情",
    "大家都在看",
    "相關",
    "推薦",
    "熱門",
    "網友",
    "网友",
    "最热",
    "24小时",
    "一周",
    "本周",
];
const LIST_WORDS: [&str; 26] = [
    "点击", "新闻", "文章", "阅读", "链接", "资讯", "图片", "视频", "内容", "专题", "热点", "评论",
    "新聞", "閱讀", "連結", "文章", "动态", "信息", "栏目", "话题", "稿件", "为您", "今日", "浏览",
    "编辑", "要闻",
];

/// 热门点击排行, 相关阅读, 上一篇：…: what follows is other articles.
fn opens_list(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(words) = cover(bare, &[&LIST_MARKS, &LIST_WORDS]) else { return false };
    let marked = words.iter().any(|word| LIST_MARKS.contains(word));
    marked && (words.len() >= 2 || bare.chars().count() >= 4)
}

/// The words of `lists` that `text` is made of, blanks, signs and figures apart; `None` where
/// anything else is left.
fn cover<'t>(text: &'t str, lists: &[&[&str]]) -> Option<Vec<&'t str>> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let best = lists
            .iter()
            .flat_map(|list| list.iter())
            .filter(|word| rest.starts_with(**word))
            .map(|word| word.len())
            .max();
        if let Some(len) = best {
            words.push(&rest[..len]);
            rest = &rest[len..];
        } else if c.is_alphabetic() {
            return None;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    (!words.is_empty()).then_some(words)
}

/// What the buttons of pages say.
const BUTTONS: [&str; 64] = [
    "分享",
    "分享到",
    "分享至",
    "打印",
    "打印本页",
    "关闭",
    "关闭窗口",
    "关闭本页",
    "收藏",
    "点赞",
    "转发",
    "返回",
    "返回顶部",
    "返回列表",
    "回到顶部",
    "返回首页",
    "首页",
    "网站首页",
    "登录",
    "登陆",
    "注册",
    "退出",
    "设为首页",
    "加入收藏",
    "收藏本站",
    "无障碍",
    "无障碍浏览",
    "无障碍阅读",
    "长者模式",
    "适老化",
    "简体",
    "繁体",
    "简",
    "繁",
    "网站地图",
    "联系我们",
    "关于我们",
    "上一页",
    "下一页",
    "上一章",
    "下一章",
    "没有了",
    "字号",
    "字体",
    "放大",
    "缩小",
    "举报",
    "纠错",
    "我要纠错",
    "我要评论",
    "微信好友",
    "朋友圈",
    "空间",
    "新浪微博",
    "复制链接",
    "阅读原文",
    "展开全文",
    "查看更多",
    "顶部",
    "搜索",
    "大",
    "中",
    "小",
    "手机版",
];
/// What the menus of pages say.
const MENU: [&str; 58] = [
    "新闻",
    "要闻",
    "政务",
    "政务公开",
    "服务",
    "政务服务",
    "互动",
    "互动交流",
    "正文",
    "微信",
    "微博",
    "公众号",
    "客户端",
    "视频",
    "图片",
    "专题",
    "论坛",
    "博客",
    "邮箱",
    "公告",
    "通知公告",
    "通知",
    "机构",
    "机构概况",
    "概况",
    "党建",
    "党建工作",
    "动态",
    "工作动态",
    "信息公开",
    "公开",
    "办事",
    "帮助",
    "下载",
    "更多",
    "国内",
    "国际",
    "财经",
    "体育",
    "娱乐",
    "科技",
    "教育",
    "文化",
    "社会",
    "军事",
    "评论",
    "生活",
    "健康",
    "旅游",
    "汽车",
    "房产",
    "时政",
    "报刊",
    "电子报",
    "数据",
    "解读",
    "回应",
    "关切",
];

/// A line made of nothing but the words of buttons and menus.
fn is_interface(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    let place = [
        "当前位置",
        "您现在的位置",
        "您的位置",
        "您所在的位置",
        "当前所在位置",
        "所在位置",
        "你的位置",
    ];
    if place.iter().any(|start| text.trim_start_matches(|c: char| !is_han(c)).starts_with(start)) {
        return true;
    }
    if text.starts_with("首页") && text.contains(['>', '›', '»', '＞']) {
        return true;
    }
    let Some(words) = cover(text, &[&BUTTONS, &MENU, &["QQ", "qq", "English", "APP", "EN"]]) else {
        return false;
    };
    let buttons =
        words.iter().filter(|word| BUTTONS.contains(word) && word.chars().count() > 1).count();
    let characters: usize = words.iter().map(|word| word.chars().count()).sum();
    (buttons > 0 && (words.len() >= 2 || characters >= 4))
        || (words.len() >= 4 && text.contains([' ', '|', '>']))
}

/// 打开微信扫一扫, 长按识别二维码: what a reader is asked to do with a telephone.
fn is_share(text: &str) -> bool {
    if text.len() > 120 || text.contains('。') {
        return false;
    }
    const CERTAIN: [&str; 16] = [
        "分享按钮",
        "分享到朋友圈",
        "分享至朋友圈",
        "微信扫码",
        "长按识别",
        "长按二维码",
        "识别二维码",
        "扫描二维码",
        "扫描下方",
        "点击阅读原文",
        "关注公众号",
        "关注我们",
        "打印本页",
        "关闭窗口",
        "返回顶部",
        "点击右上角",
    ];
    const TOGETHER: [[&str; 2]; 6] = [
        ["扫一扫", "微信"],
        ["扫一扫", "分享"],
        ["扫一扫", "手机"],
        ["扫一扫", "关注"],
        ["右上角", "分享"],
        ["二维码", "分享"],
    ];
    CERTAIN.iter().any(|word| text.contains(word))
        || TOGETHER.iter().any(|pair| pair.iter().all(|word| text.contains(word)))
}

/// Copyright, licences, who keeps the site.
fn is_legal(text: &str) -> bool {
    if text.len() > 900 {
        return false;
    }
    const STARTS: [&str; 9] = [
        "版权声明",
        "免责声明",
        "特别声明",
        "凡本网",
        "Copyright",
        "copyright",
        "COPYRIGHT",
        "©",
        "版权所有",
    ];
    const INSIDE: [&str; 10] = [
        "ICP备",
        "ICP证",
        "公网安备",
        "网安备",
        "网站标识码",
        "新闻信息服务许可证",
        "不良信息举报",
        "版权所有",
        "未经授权",
        "All Rights Reserved",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
        || (text.len() <= 360
            && !text.contains(['。', '；'])
            && INSIDE.iter().any(|word| text.contains(word)))
}

/// （责任编辑：王五）, 编辑：王五 校对：李四
fn is_editors(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    const EDITORS: [&str; 9] =
        ["责任编辑", "責任編輯", "责编", "编辑", "值班编辑", "网络编辑", "校对", "编审", "初审"];
    let bare = text.trim_start_matches(|c: char| !is_han(c));
    EDITORS.iter().any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start().starts_with(['：', ':', '/', '／', '|'])
                && !rest.contains(['，', '。'])
        })
    })
}

/// 上一篇：…, 下一篇：…
fn is_neighbour(text: &str) -> bool {
    const STARTS: [&str; 6] = ["上一篇", "下一篇", "上一条", "下一条", "上篇文章", "下篇文章"];
    text.len() <= 300
        && STARTS.iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| {
                rest.is_empty() || rest.trim_start().starts_with(['：', ':', '>', ' ', '】', ']'])
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str) -> Verdict {
        let mut sorter = Sorter { body_seen: true, place: Place::Body, in_tail: false };
        sorter.judge(text, ending(text) == Ending::Sentence, Setting::Loose)
    }

    #[test]
    fn furniture_is_dropped() {
        for text in [
            "首页 > 新闻中心 > 正文",
            "当前位置：首页 >> 要闻",
            "首页 新闻 政务公开 互动",
            "分享到： 微信 微博 QQ空间",
            "【字体：大 中 小】 打印",
            "热点新闻排行",
            "相关阅读：",
            "上一篇：渡口的早晨",
            "下一篇：没有了",
            "打开微信“扫一扫”，分享给朋友",
            "版权所有：河口镇人民政府 沪ICP备00000000号",
            "（责任编辑：王五）",
            "- 12 -",
            "第 3 页 共 10 页",
            "==========",
        ] {
            assert_eq!(judge(text), Verdict::Clutter, "{text}");
        }
    }

    #[test]
    fn text_is_kept() {
        for text in [
            "他用微信扫一扫，付了船钱。",
            "“扫一扫”便民服务走进渡口",
            "新闻",
            "返回",
            "热点",
            "更多的人来到河口镇",
            "最新的渡船下水",
            "第三页",
            "1998",
            "编辑部的故事",
            "下一篇文章里他写到渡口。",
            "他把版权所有的收入捐给了学校。",
        ] {
            assert_eq!(judge(text), Verdict::Text, "{text}");
        }
    }

    #[test]
    fn a_hot_list_ends_where_text_resumes() {
        let mut sorter = Sorter { body_seen: true, place: Place::Body, in_tail: false };
        let long = "渡船每天早晨六点从河口镇出发，".repeat(4) + "晚上回来。";
        for (text, expected) in [
            ("相关新闻", Verdict::Clutter),
            ("河口镇新码头开放", Verdict::Clutter),
            ("渡船晚点了！", Verdict::Clutter),
            (long.as_str(), Verdict::Text),
            ("渡船晚点了！", Verdict::Text),
        ] {
            let ended = ending(text) == Ending::Sentence;
            assert_eq!(sorter.judge(text, ended, Setting::Loose), expected, "{text}");
        }
    }
}
