//! What the furniture of a page says: buttons, menus, hot lists, licences, page numbers. In comes one
//! line, out comes a yes or no. A word never condemns a line: it must hold little else.

use std::sync::LazyLock;

use crate::text::han::is_han;

/// - 12 -, 第 3 页 共 10 页.
pub fn is_page_number(text: &str) -> bool {
    // Only the figures of one kind need be there, and most lines have none.
    if text.len() > 60 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let dash = |c: char| "-—–－·".contains(c);
    let bare = text.trim_matches(|c: char| c.is_whitespace() || dash(c));
    if is_figure(bare) {
        return text.starts_with(dash) && text.ends_with(dash);
    }
    let page = |part: &str| {
        let part = part.trim().trim_start_matches(['第', '共']);
        part.strip_suffix(['页', '頁']).is_some_and(is_figure)
    };
    match bare.split_once(['/', '共']) {
        Some((first, second)) => page(first) && page(second),
        None => bare.starts_with('第') && page(bare),
    }
}

/// A bare figure: a page number where it cuts a sentence in two.
pub fn is_figure(text: &str) -> bool {
    let text = text.trim();
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A line drawn with signs.
pub fn is_rule(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "-=_*#~+─━═".contains(c))
        && text.chars().filter(|c| !c.is_whitespace()).count() >= 3
}

/// Words of which the heads of link lists are made; one of the first kind must be among them.
static LIST_MARKS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "热门 最新 相关 推荐 排行 排行榜 猜你喜欢 热点 精彩 延伸 更多 友情 大家都在看 \
    相關 推薦 熱門 網友 网友 最热 24小时 一周 本周"
        .split(' ')
        .collect()
});
static LIST_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "点击 新闻 文章 阅读 链接 资讯 图片 视频 内容 专题 热点 评论 新聞 閱讀 連結 文章 \
    动态 信息 栏目 话题 稿件 为您 今日 浏览 编辑 要闻"
        .split(' ')
        .collect()
});

/// 热门点击排行, 相关阅读, 上一篇：…: what follows is other articles.
pub fn opens_list(text: &str) -> bool {
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
static BUTTONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "分享 分享到 分享至 打印 打印本页 关闭 关闭窗口 关闭本页 收藏 点赞 转发 返回 \
    返回顶部 返回列表 回到顶部 返回首页 首页 网站首页 登录 登陆 注册 退出 设为首页 \
    加入收藏 收藏本站 无障碍 无障碍浏览 无障碍阅读 长者模式 适老化 简体 繁体 简 繁 \
    网站地图 联系我们 关于我们 上一页 下一页 上一章 下一章 没有了 字号 字体 放大 \
    缩小 举报 纠错 我要纠错 我要评论 微信好友 朋友圈 空间 新浪微博 复制链接 \
    阅读原文 展开全文 查看更多 顶部 搜索 大 中 小 手机版"
        .split(' ')
        .collect()
});
/// What the menus of pages say.
static MENU: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "新闻 要闻 政务 政务公开 服务 政务服务 互动 互动交流 正文 微信 微博 公众号 \
    客户端 视频 图片 专题 论坛 博客 邮箱 公告 通知公告 通知 机构 机构概况 概况 党建 \
    党建工作 动态 工作动态 信息公开 公开 办事 帮助 下载 更多 国内 国际 财经 体育 \
    娱乐 科技 教育 文化 社会 军事 评论 生活 健康 旅游 汽车 房产 时政 报刊 电子报 \
    数据 解读 回应 关切"
        .split(' ')
        .collect()
});

/// A line made of nothing but the words of buttons and menus.
pub fn is_interface(text: &str) -> bool {
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
pub fn is_share(text: &str) -> bool {
    const CERTAIN: &str = "分享按钮 分享到朋友圈 分享至朋友圈 微信扫码 长按识别 长按二维码 识别二维码 \
        扫描二维码 扫描下方 点击阅读原文 关注公众号 关注我们 打印本页 关闭窗口 返回顶部 \
        点击右上角";
    const TOGETHER: [[&str; 2]; 6] = [
        ["扫一扫", "微信"],
        ["扫一扫", "分享"],
        ["扫一扫", "手机"],
        ["扫一扫", "关注"],
        ["右上角", "分享"],
        ["二维码", "分享"],
    ];
    if text.len() > 120 || text.contains('。') {
        return false;
    }
    CERTAIN.split(' ').any(|word| text.contains(word))
        || TOGETHER.iter().any(|pair| pair.iter().all(|word| text.contains(word)))
}

/// Copyright, licences, who keeps the site.
pub fn is_legal(text: &str) -> bool {
    const STARTS: &str =
        "版权声明 免责声明 特别声明 凡本网 Copyright copyright COPYRIGHT © 版权所有";
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
    if text.len() > 900 {
        return false;
    }
    STARTS.split(' ').any(|start| text.starts_with(start))
        || (text.len() <= 360
            && !text.contains(['。', '；'])
            && INSIDE.iter().any(|word| text.contains(word)))
}

/// （责任编辑：王五）, 编辑：王五 校对：李四
pub fn is_editors(text: &str) -> bool {
    const EDITORS: &str = "责任编辑 責任編輯 责编 编辑 值班编辑 网络编辑 校对 编审 初审";
    if text.len() > 120 {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !is_han(c));
    EDITORS.split(' ').any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start().starts_with(['：', ':', '/', '／', '|'])
                && !rest.contains(['，', '。'])
        })
    })
}

/// 上一篇：…, 下一篇：…
pub fn is_neighbour(text: &str) -> bool {
    const STARTS: [&str; 6] = ["上一篇", "下一篇", "上一条", "下一条", "上篇文章", "下篇文章"];
    text.len() <= 300
        && STARTS.iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| {
                rest.is_empty() || rest.trim_start().starts_with(['：', ':', '>', ' ', '】', ']'])
            })
        })
}
