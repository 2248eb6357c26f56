//! The words of which the menus, buttons, link lists and comment boxes of pages are made. In comes one
//! line, out comes a yes or no. A word never condemns a line: the line must hold nothing else.

use super::View;
use crate::article::sign;
use crate::article::words::{Table, Words};
use crate::text::han::is_han;

/// Words of which the heads of link lists are made; one of the first kind must be among them.
static LIST_MARKS: Words = Words::new(|| {
    Table::of(
        "热门 最新 相关 推荐 排行 排行榜 猜你喜欢 热点 精彩 延伸 更多 友情 大家都在看 大家都在搜 \
    相關 推薦 熱門 延伸閱讀 网友 最热 24小时 一周 本周 往期 今日 最近 你可能会喜欢 你可能还喜欢 \
    你可能會喜歡 你可能還想看 你可能还想看 你可能也想看 你可能感兴趣 你可能也喜欢 可能感兴趣 你或许想看 相关推荐 热搜 热榜 全站热搜 全站熱搜 \
    大家还在看 大家正在看 看了又看 为你推荐 此前 近期 最Hit 最hit 人氣 精選 精选 最多人看",
    )
});
static LIST_WORDS: Words = Words::new(|| {
    Table::of(
        "点击 新闻 文章 阅读 链接 资讯 图片 视频 内容 专题 热点 评论 新聞 閱讀 連結 文章 \
    动态 信息 栏目 话题 稿件 为您 今日 浏览 编辑 要闻 回顾 报道 消息 榜 帖子 头条 請見 请见 \
    话题 搜索 熱搜 排行榜 內容 報導 日志 博文 帖 回复 看 关键词 的 您 商品 产品 案例 作者 发表 更新 标签 列表",
    )
});

/// 热门点击排行, 相关阅读, 推荐阅读：某文: what follows is other articles.
pub fn opens_list(line: &View<'_>) -> bool {
    let text = line.text;
    if text.len() > 150 {
        return false;
    }
    let bare = bare(text);
    // 推荐阅读：一篇别的文章 is a list of one.
    let head = bare.split_once(['：', ':', '︰']).map_or(bare, |(head, _)| head);
    if head.len() > 60 || line.form.holds(['。', '，']) && head.len() == bare.len() {
        return false;
    }
    let Some(words) = cover(head, &[&LIST_MARKS, &LIST_WORDS]) else { return false };
    let marked = words.iter().any(|word| LIST_MARKS.has(word));
    marked && (words.len() >= 2 || head.chars().count() >= 4)
}

static COMMENT_MARKS: Words =
    Words::new(|| Table::of("评论 評論 跟帖 跟贴 留言 回帖 回應 讨论 討論"));
static COMMENT_WORDS: Words = Words::new(|| {
    Table::of(
        "条 則 则 网友 網友 热门 熱門 最新 全部 精选 精選 发表 發表 写 撰寫 查看 参与 参加 区 區 列表 \
    规则 規則 我要 写下 你的 您的 共 有 暂无 没有 更多 文章 新闻 人 参与人数 回复 取消 取消回复 \
    的 点击 登录后 登录 后 可以 才可 发布 快速 提交 已 篇 点评 只看 楼主 默认 排序 按 时间 热度",
    )
});

/// 全部评论（5）, 46 条评论, 发表回复: what follows is what readers said.
pub fn opens_comments(line: &View<'_>) -> bool {
    let text = line.text;
    if text.len() > 120 || line.form.holds(['。', '，']) {
        return false;
    }
    // 3 讨论 is a section of a paper.
    if sign::numbers_section(text) && ["讨论", "討論"].contains(&unnumbered(text)) {
        return false;
    }
    let bare = bare(text);
    let counted = ["条评论", "條評論", "则留言", "則留言", "条回复", "条留言"];
    if counted.iter().any(|end| bare.ends_with(end)) {
        return bare.starts_with(|c: char| c.is_ascii_digit() || c == '《')
            || bare.contains("》有")
            || text.starts_with(['《', '“']);
    }
    let Some(words) = cover(bare, &[&COMMENT_MARKS, &COMMENT_WORDS]) else {
        return matches!(bare, "发表回复" | "发表回复 取消回复" | "發佈回覆");
    };
    words.iter().any(|word| COMMENT_MARKS.has(word))
        && (words.len() >= 2 || bare.contains(|c: char| c.is_ascii_digit()))
}

fn unnumbered(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ')
}

/// A line without the signs at its ends.
pub fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !matches!(c, '\u{4e00}'..='\u{9fff}') && !c.is_alphanumeric())
}

/// The words of `lists` that `text` is made of, blanks, signs and figures apart; `None` where
/// anything else is left.
fn cover<'t>(text: &'t str, lists: &[&Words]) -> Option<Vec<&'t str>> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let longest = |list: &&Words| list.prefixes(rest).last().map(str::len);
        let best = lists.iter().filter_map(longest).max();
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
static BUTTONS: Words = Words::new(|| {
    Table::of(
        "分享 分享到 分享至 分享按钮 打印 打印本页 打印此文 打印文章 列印 关闭 关闭窗口 关闭本页 收藏 收藏本文 \
    点赞 点赞数 转发 返回 返回顶部 返回列表 返回目录 回到顶部 返回首页 首页 首頁 网站首页 登录 登入 登陆 \
    注册 立即注册 退出 设为首页 加入收藏 加入最爱 收藏本站 无障碍 无障碍浏览 无障碍阅读 长者模式 长者版 \
    关怀版 适老化 简体 繁体 简体版 繁体版 繁體 簡體 简 繁 转繁体版 网站地图 联系我们 关于我们 關於我 \
    上一页 下一页 上一章 下一章 没有了 字号 字级 字級 字體大小 字体 字體 放大 缩小 放大字体 缩小字体 全文复制 举报 反馈 纠错 \
    我要纠错 我要评论 我要反馈 发表评论 写评论 写文章 微信好友 朋友圈 空间 新浪微博 复制链接 复制 保存网页 \
    阅读原文 展开全文 查看更多 点击查看更多 查看全部 加载更多 顶部 搜索 搜尋 检索 大 中 小 默认 手机版 \
    订阅 关注 关注我们 关注他 关注她 加关注 已关注 取消关注 发消息 发新帖 发帖 回复 只看该作者 倒序浏览 \
    复制地址 告诉好友 推荐给朋友 推荐 支持 反对 踩 赞 讚 在看 喜欢 赞同 淘帖 转载 申请转载 一键收藏 \
    取消 允许 知道了 确定 提交 广告 廣告 換一換 换一换 收起 展开 跳转 跳至正文 切换到宽版 复制本文链接 \
    朗读 听新闻 语音播报 参与互动 会员登录 會員登入 免费注册 客户端下载 下载客户端 立即下载 投稿 留言板 归档 \
    分享朋友圈 人民微博 腾讯微博 点击数 阅读数 评论数 我来说两句 打赏 赞赏 举报反馈 扫码 扫码下载 \
    只看楼主 编辑 播报 下载APP 打开APP 打开App APP下载 上一版 下一版 上一篇 下一篇 上一期 下一期 版面导航 标题导航 返回版面 \
    用户名 密码 忘记密码 找回密码 自动登录 快捷导航 电梯直达 小字号 大字体 小字体 听报道 听全文 語音朗讀 查看历史 \
    手机看 用手机看 立即打开 立即体验 投推荐票 加入书签 章节目录 讚好 收听TA 查看大图 查看原图 使用道具 分享让更多人看到 \
    跳转到内容 移至侧栏 主菜单 网站支持IPv6 移动版 訂閱 關注 讚 留言 檢舉 列印本頁 列印此頁 寄給朋友 繁體版 簡體版 繁体版 简体版 上传视频 关注者 被浏览 关注问题 写回答 \
    邀请回答 好问题 默认排序 个回答 等你来答 回上一頁 回首頁 回列表 不感兴趣 词条图册 更多图册 搜索发现 词条统计",
    )
});
/// What the menus of pages say.
static MENU: Words = Words::new(|| {
    Table::of(
        "新闻 新聞 要闻 要聞 政务 政务公开 服务 政务服务 互动 互动交流 正文 微信 微博 公众号 \
    客户端 视频 影音 图片 图库 专题 專題 论坛 博客 邮箱 公告 通知公告 公示公告 通知 机构 机构概况 概况 党建 \
    党建工作 动态 工作动态 部门动态 信息公开 公开 办事 帮助 下载 更多 国内 国际 國際 财经 財經 体育 體育 運動 \
    娱乐 娛樂 科技 教育 文化 社会 社會 军事 评论 生活 健康 旅游 汽车 房产 房市 时政 报刊 电子报 产经 產經 \
    数据 解读 回应 关切 政治 地方 即时 即時 熱門 热门 热点 两岸 兩岸 港聞 港闻 副刊 全球 股市 股票 基金 \
    新闻中心 新闻频道 频道 栏目 主页 导读 门户 排行榜 留言 积分 主题 帖子 精华 威望 评论 深度 直播 要闻动态 \
    网页 音乐 地图 文库 贴吧 商城 杂志 知识产权 理论 法治 人事 观点 科普 书画 旅行 美食 时尚 游戏 历史 读书 艺术 学术 关于 版块 \
    相册 日志 标签 分类 存档 链接 友情链接 政府 政务要闻 通知通告 学院 学校 院系 招生 就业 校友 图书馆 English \
    QQ qq EN APP App Eng VIP RSS Qzone QZone T",
    )
});

/// A line made of nothing but the words of buttons and menus.
pub fn is_interface(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    if is_breadcrumb(text) || is_bar(text) {
        return true;
    }
    let Some(words) = cover(text, &[&BUTTONS, &MENU]) else { return false };
    let buttons = words.iter().filter(|word| BUTTONS.has(word) && word.chars().count() > 1).count();
    let characters: usize = words.iter().map(|word| word.chars().count()).sum();
    (buttons > 0 && (words.len() >= 2 || characters >= 4))
        || (words.len() >= 4 && (text.contains([' ', '|', '>', '\u{3000}']) || buttons > 0))
}

/// 首頁｜政治｜社會｜地方: short names in a bar, four of them at the least.
fn is_bar(text: &str) -> bool {
    const NAME: usize = 8;
    let is_name = |name: &str| {
        let name = name.trim();
        (1..=NAME).contains(&name.chars().count()) && !name.contains(['，', '。', '：', '“'])
    };
    text.matches(['|', '｜']).count() >= 3 && text.split(['|', '｜']).all(is_name)
}

/// A line that is one button or one menu word, with its counter: 分享, 收藏 21, 358. Such a word may as
/// well be a chapter's name; only where it stands on the page tells.
pub fn is_button(text: &str) -> bool {
    text.len() <= 60
        && !text.ends_with(['。', '，', '；'])
        && (cover(text, &[&BUTTONS, &MENU, &COMMENT_MARKS]).is_some()
            || !text.chars().any(char::is_alphabetic))
}

/// Whether at least half of a line is words of buttons and menus, and they are several: a menu whose
/// blanks a program has dropped.
pub fn is_mostly_interface(text: &str) -> bool {
    const LEAST: usize = 4;
    let (mut words, mut held, mut all) = (0, 0, 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let longest = |list: &Words| list.prefixes(rest).last().map(|word| word.chars().count());
        let found = longest(&BUTTONS).max(longest(&MENU)).filter(|&letters| letters >= 2);
        let taken = found.unwrap_or(1);
        words += usize::from(found.is_some());
        held += found.unwrap_or(0);
        all += if found.is_some() || c.is_alphanumeric() { taken } else { 0 };
        rest = &rest[rest.chars().take(taken).map(char::len_utf8).sum()..];
    }
    words >= LEAST && held * 2 >= all
}

/// A line that is a word of buttons, which no heading is: 编辑, 收藏 21.
pub fn is_command(text: &str) -> bool {
    text.len() <= 60
        && text.contains(is_han)
        && !text.ends_with(['。', '，', '；'])
        && cover(text, &[&BUTTONS]).is_some()
}

/// 首页 > 新闻 > 正文, 当前位置：…
fn is_breadcrumb(text: &str) -> bool {
    static PLACES: Words = Words::new(|| {
        Table::of(
            "当前位置 您现在的位置 您的位置 您所在的位置 当前所在位置 所在位置 你的位置 \
        您当前的位置 您的当前位置 当前的位置 目前位置 您目前的位置 你现在的位置 現在位置 目前所在",
        )
    });
    let start = text.trim_start_matches(|c: char| !is_han(c));
    if PLACES.begins(start) {
        return true;
    }
    if !text.contains(['>', '›', '»', '＞']) {
        return false;
    }
    let steps = text.split(['>', '›', '»', '＞']).filter(|step| !step.trim().is_empty());
    let mut count = 0;
    let mut short = true;
    for step in steps.clone() {
        count += 1;
        short &= step.trim().chars().count() <= 14 && step.chars().any(is_han);
    }
    let first = steps.clone().next().unwrap_or_default().trim();
    let last = steps.clone().next_back().unwrap_or_default().trim();
    let home = ["首页", "首頁", "主页"].iter().any(|home| first.ends_with(home));
    count >= 2 && (home || last == "正文") || count >= 3 && short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::line::Form;

    #[test]
    fn lists_and_comments_are_announced() {
        for text in
            ["相关阅读：", "热门点击排行", "推荐阅读：渡口的早晨", "延伸閱讀", "你可能會喜歡"]
        {
            assert!(opens_list(&View::of(text, &Form::of(text))), "{text}");
        }
        for text in
            ["推荐", "更多的人来到河口镇", "推荐大家读一读：《渡口》，很好", "最新的渡船下水"]
        {
            assert!(!opens_list(&View::of(text, &Form::of(text))), "{text}");
        }
        for text in ["全部评论（5）", "46 条评论", "《渡口》有3条评论", "網友評論", "留言列表 (3)"]
        {
            assert!(opens_comments(&View::of(text, &Form::of(text))), "{text}");
        }
        for text in ["评论", "他发表了三条评论", "评论员文章", "留言簿上的字"]
        {
            assert!(!opens_comments(&View::of(text, &Form::of(text))), "{text}");
        }
    }

    #[test]
    fn a_menu_may_have_lost_its_blanks() {
        for text in ["河口网首页新闻体育财经视频", "江边站訂閱下载App 最新政治兩岸國際社會生活"]
        {
            assert!(is_mostly_interface(text), "{text}");
        }
        for text in ["河口镇政府信息公开工作年度报告", "学院学生会新闻中心招募公告", "首页"]
        {
            assert!(!is_mostly_interface(text), "{text}");
        }
    }

    #[test]
    fn breadcrumbs_lead_from_the_first_page() {
        assert!(is_interface("河口网 > 新闻 > 正文"));
        assert!(is_interface("首页 / 新闻 / 通知"));
        assert!(is_interface("新闻中心 > 社会新闻 > 渡口"));
        assert!(!is_interface("A > B"));
        assert!(!is_interface("水温 > 气温，船就起雾"));
    }
}
