//! What stands around the text of a page: share lines, editors, tags, page numbers. In comes one
//! line, out comes a yes or no. A word never condemns a line: it must hold little else.

use super::legal::is_legal;
use super::{View, menu};
use crate::article::line::Ending;
use crate::article::reflow::mend::linked;
use crate::article::words::{Lexicon, Table, Words};
use crate::text::han::{is_cjk_punctuation, is_han, trim};

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
    let text = trim(text);
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A line drawn with signs.
pub fn is_rule(text: &str) -> bool {
    let drawn =
        |c: char| matches!(c, '-' | '=' | '_' | '*' | '＊' | '#' | '~' | '+' | '─' | '━' | '═');
    text.chars().all(|c| drawn(c) || c.is_whitespace())
        && text.chars().filter(|c| !c.is_whitespace()).count() >= 3
}

/// `[1]`, `[2-3]`: the number of a note, printed on a line of its own.
pub fn is_note_number(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| {
        (1..=7).contains(&inner.len())
            && inner.bytes().all(|byte| byte.is_ascii_digit() || b"-, ".contains(&byte))
    })
}

/// What a line of furniture says of the lines that follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It may stand between two paragraphs: a button, an advertisement.
    Loose,
    /// Links to other articles follow.
    List,
    /// The foot of the page; nothing but more of the same text may stand below it.
    Foot,
    /// The text is over: comments follow.
    End,
}

/// Which furniture a short line is, if any.
pub fn mark(line: &View<'_>) -> Option<Mark> {
    let text = line.text;
    if menu::opens_comments(line) || is_end(text) {
        return Some(Mark::End);
    }
    if menu::opens_list(line) {
        // With a title behind the colon the list is over: 推荐阅读：某文.
        let named = text.split_once(['：', ':']).is_some_and(|(_, title)| !title.trim().is_empty());
        return Some(if named { Mark::Loose } else { Mark::List });
    }
    if is_neighbour(text) || is_appendix(text) {
        return Some(Mark::List);
    }
    if is_legal(line) {
        return Some(Mark::Foot);
    }
    if part_button(text).is_some() {
        return None;
    }
    let stopped = line.form.holds(['。']);
    (!stopped && (is_editors(line) || is_tags(text) || is_share(text))
        || is_notice(line)
        || is_placeholder(text)
        || linked::is_row(text)
        || line.ending != Ending::Sentence && menu::is_interface(text))
    .then_some(Mark::Loose)
}

/// 打开微信扫一扫, 长按识别二维码: what a reader is asked to do with a telephone, in words that say it by
/// themselves or with one of some others.
fn is_share(text: &str) -> bool {
    static WORDS: Lexicon<&[&str]> = Lexicon::new(|| {
        const TOGETHER: [(&str, &[&str]); 5] = [
            ("请下载", &["APP", "客户端"]),
            ("扫一扫", &["微信", "分享", "手机", "关注", "下载"]),
            ("右上角", &["分享"]),
            ("二维码", &["分享", "关注"]),
            ("点击上方", &["关注"]),
        ];
        const CERTAIN: &str = "分享按钮 分享到朋友圈 分享至朋友圈 分享至好友 分享给好友 微信扫码 长按识别 长按二维码 \
        识别二维码 扫描二维码 扫描下方 点击阅读原文 点击“阅读原文” 关注公众号 关注该公众号 关注我们 \
        打印本页 关闭窗口 返回顶部 点击右上角 手机打开当前页 手机上打开 扫码关注 扫码下载 扫描上方 \
        點我下載 點我訂閱 請繼續往下閱讀 点个“在看” 点亮“在看” 下载客户端 客户端下载 点击图片查看 \
        点击查看大图 点击下载 预览时标签不可点 侵权请联系 如有侵权 点击链接 复制链接 收录于合集 \
        以下文章来源于 点击进入专题 订阅号 人赞同了 才可以下载或查看 本帖最后由 点击上方蓝字 点击蓝字 \
        本帖子中包含更多资源 不用抽 點擊下載 阅读体验更佳";
        let certain = CERTAIN.split_whitespace().map(|word| (word, &[][..]));
        Table::new(certain.chain(TOGETHER))
    });
    text.len() <= 150
        && WORDS
            .found(text)
            .any(|others| others.is_empty() || others.iter().any(|word| text.contains(word)))
}

/// （责任编辑：王五）, 编辑：王五 校对：李四, 文字 | 王五
fn is_editors(line: &View<'_>) -> bool {
    static EDITORS: Words = Words::new(|| {
        Table::of(
            "责任编辑 責任編輯 责编 编辑 編輯 值班编辑 网络编辑 校对 编审 初审 复审 终审 审核 排版 \
        文字 图片 图片来源 摄影 监制 主编 统筹 策划 制作 设计 美编 出品 文章录入 录入 文案 视觉 值班主任 核发 \
        本期编辑 文字编辑 新媒体编辑 总监制 作者简介 作者單位 撰文",
        )
    });
    let text = line.text;
    if text.len() > 150 || line.form.holds(['。', '；']) {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !is_han(c));
    EDITORS.prefixes(bare).any(|word| {
        let rest = bare[word.len()..].trim_start();
        rest.starts_with(['：', ':', '/', '／', '|', '丨', '｜'])
            && !rest.contains('，')
            && rest.chars().count() <= 40
            || bare.chars().count() <= 6 && bare.contains(' ')
    })
}

/// 广告, 原标题：…, ☆点我下载☆, ▼: a line of the site between two of the text.
fn is_notice(line: &View<'_>) -> bool {
    let text = line.text;
    let bare = menu::bare(text);
    if bare.is_empty() {
        return text.chars().all(|c| !c.is_alphanumeric() && !is_cjk_punctuation(c) || c == '…');
    }
    if text.len() <= 240 && is_of_window(text) {
        return true;
    }
    if text.len() > 240 || line.form.holds(['。']) {
        return false;
    }
    matches!(bare, "广告" | "廣告" | "AD" | "Advertisement" | "END" | "end")
        || ["原标题", "原標題", "原题"]
            .iter()
            .any(|start| bare.strip_prefix(start).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

/// 今天是：2024年3月5日 星期二, 字級：…, 第A02版：要闻: what the window of a page says, not the page.
fn is_of_window(text: &str) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of(
            "今天是 今日是 现在是 現在是 字級： 字级： 字級設定 字型大小 本页面最后修订于 本頁面最後修訂於 取自“http",
        )
    });
    let is_today = |start: &&str| {
        !start.ends_with('是')
            || text.contains(|c: char| c.is_ascii_digit())
                && text.len() <= 90
                && !text.contains(['，', '。'])
    };
    STARTS.prefixes(text).any(|start| is_today(&start)) || is_edition(text)
}

/// 第A02版：要闻
fn is_edition(text: &str) -> bool {
    let Some((number, rest)) = text.strip_prefix('第').and_then(|rest| rest.split_once('版'))
    else {
        return false;
    };
    let figures = number.trim().trim_start_matches(|c: char| c.is_ascii_uppercase());
    is_figure(figures)
        && (rest.is_empty() || rest.starts_with(['：', ':', ' ']))
        && rest.chars().count() <= 12
}

/// `[logo]`, `[INS::INS]`, `[    ]`: what a browser of the terminal puts for pictures and fields.
pub fn is_placeholder(text: &str) -> bool {
    if is_picture_file(text) {
        return true;
    }
    let fields = |text: &str| text.split(']').filter(|part| !part.trim().is_empty()).count();
    text.starts_with('[')
        && text.ends_with(']')
        && !text.chars().any(is_han)
        && fields(text) == text.matches('[').count()
        && !text.bytes().all(|byte| byte.is_ascii_digit() || b"[] ".contains(&byte))
}

/// A headline or heading without the button behind it, as in `历史[编辑]`, and the button.
pub fn part_button(text: &str) -> Option<(&str, &str)> {
    const BUTTONS: [&str; 9] = [
        "[编辑]",
        "[編輯]",
        "[编辑源代码]",
        "[编辑 | 编辑源代码]",
        "[复制链接]",
        " 播报 编辑",
        " 播报 编辑 讨论",
        " 播报 编辑 讨论 上传视频",
        " 播报编辑",
    ];
    if text.len() > 240 || !text.ends_with([']', '辑', '论', '频']) {
        return None;
    }
    let button = BUTTONS.iter().find(|button| text.ends_with(*button))?;
    let bare = text[..text.len() - button.len()].trim_end();
    (!bare.is_empty()).then_some((bare, button.trim_start()))
}

/// The same, the button left out; a line without one as it is.
pub fn without_button(text: &str) -> &str {
    part_button(text).map_or(text, |(bare, _)| bare)
}

/// `参见[编辑]`: below it an encyclopedia has links and notes.
fn is_appendix(text: &str) -> bool {
    part_button(text).is_some_and(|(name, _)| names_appendix(name))
}

/// 参见, 参考资料: what stands below the text of an encyclopedia.
pub fn names_appendix(text: &str) -> bool {
    const NAMES: [&str; 12] = [
        "参见",
        "参看",
        "參見",
        "参考文献",
        "參考文獻",
        "参考资料",
        "參考資料",
        "外部链接",
        "外部連結",
        "注释",
        "註釋",
        "脚注",
    ];
    NAMES.contains(&text)
}

/// 640.webp, `IMG_2033.JPG`: the name of a file, printed for the picture in it.
fn is_picture_file(text: &str) -> bool {
    const ENDS: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "bmp"];
    text.len() <= 90
        && text.ends_with(|c: char| c.is_ascii_alphabetic())
        && !text.contains(char::is_whitespace)
        && text.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && ENDS.iter().any(|kind| end.eq_ignore_ascii_case(kind))
        })
}

/// 摘　要：…
pub fn opens_abstract(text: &str) -> bool {
    static LABELS: Words = Words::new(|| Table::of("摘要 内容摘要 內容摘要"));
    letters_begin(text, &LABELS)
}

/// 关键词：…
pub fn states_key_words(text: &str) -> bool {
    static LABELS: Words = Words::new(|| Table::of("关键词 關鍵詞 关键字 關鍵字"));
    letters_begin(text, &LABELS)
}

/// Whether one of `labels` opens a text and stands before a colon or in a bracket; it may be spaced.
fn letters_begin(text: &str, labels: &Words) -> bool {
    let is_letter = |c: &char| !c.is_whitespace() && !matches!(c, '[' | '【' | '〔' | '［');
    let letters = || text.chars().filter(is_letter);
    let Some(first) = letters().next() else { return false };
    labels.beginning(first).iter().any(|(label, ())| {
        let mut rest = letters();
        label.chars().all(|c| rest.next() == Some(c))
            && rest.next().is_some_and(|c| "：:]】〕］".contains(c))
    })
}

/// 关键词：…, #渡口 #河口镇: the tags of an article.
fn is_tags(text: &str) -> bool {
    static LABELS: Words = Words::new(|| {
        Table::of(
            "标签 標籤 文章标签 文章標籤 关键词 关键字 文章关键词 分类 分類 栏目 Tags TAG Tag tags",
        )
    });
    if text.len() > 240 {
        return false;
    }
    if text.starts_with('#') && !text.starts_with("# ") && !text.starts_with("##") {
        return text.split_whitespace().all(|word| word.starts_with('#'));
    }
    LABELS.prefixes(text).any(|label| {
        let rest = text[label.len()..].trim_start();
        rest.is_empty() || rest.starts_with(['：', ':', '>'])
    })
}

/// —— END ——, 用户评论 …: below it there is no more of the text.
fn is_end(text: &str) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of(
            "您需要登录后 发表评论前请先登录 登录后才能 登录后才可 登录后即可 登录后参与 登入後才能 网友评论 \
        用户昵称 您的电子邮箱 需要登录 请登录后发表 请先登录后",
        )
    });
    if text.len() > 150 {
        return false;
    }
    let bare = menu::bare(text);
    bare.eq_ignore_ascii_case("end") && bare.len() < text.len() || STARTS.begins(bare)
}

/// 上一篇：…, 下一篇：…
fn is_neighbour(text: &str) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of(
            "上一篇 下一篇 上一条 下一条 上篇文章 下篇文章 阅读下一篇 上一篇文章 下一篇文章 \
        上一則 下一則 上一页 下一页 文章导航",
        )
    });
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.len() <= 300
        && STARTS.prefixes(bare).any(|start| {
            let rest = &bare[start.len()..];
            rest.is_empty()
                || rest.trim_start().starts_with(['：', ':', '>', '】', ']', '/'])
                || rest.starts_with(' ')
        })
}
