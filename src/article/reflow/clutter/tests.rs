//! Pages of the web: which lines are kept, and what is done with furniture between them.

use super::*;

#[test]
fn furniture_between_elements_takes_no_text_along() {
    let texts = [
        "渡船每天早晨六点从河口镇出发，晚上回来。",
        "热点新闻排行",
        "分享到： 微信 微博 QQ空间",
        "新码头的栏杆",
        "渡船每天早晨六点从河口镇出发，坐船的人都带着孩子，也带着狗。",
        "渡船每天晚上六点回到河口镇，坐船的人都睡着了，狗也睡着了。",
        "收藏",
    ];
    let pieces = texts.map(|text| Piece::new(Role::Body, text)).to_vec();
    let kept = sort_pieces(pieces, Made::OfElements, &mut Vec::new());
    assert_eq!(kept.len(), 4, "{kept:?}");
}

/// Below the first paragraph of a page.
fn sorter() -> Sorter {
    let mut sorter = Sorter::new(Made::OfLines);
    (sorter.body_seen, sorter.place) = (true, Place::Body);
    sorter
}

fn judge(text: &str) -> Verdict {
    sorter().judge(&View::of(text, &Form::of(text)), Setting::Loose)
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
        "[1]首页 [2]新闻 [3]副刊",
        "渡口版 | 河口版 | English | 寄給朋友",
        "＊＊＊＊＊＊",
        "今天是：2024年3月5日 星期二",
        "第A02版：要闻",
        "渡口-640.webp",
        "你可能還想看",
        "登录后才能查看或发表评论",
        "参见 [编辑]",
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
        "今天是第一天",
        "第二版重印了三次",
        "渡口 [编辑]",
        "编辑部的故事",
        "下一篇文章里他写到渡口。",
        "他把版权所有的收入捐给了学校。",
    ] {
        assert_eq!(judge(text), Verdict::Text, "{text}");
    }
}

#[test]
fn a_hot_list_ends_where_text_resumes() {
    let mut sorter = sorter();
    let long = "渡船每天早晨六点从河口镇出发，".repeat(4) + "晚上回来。";
    for (text, expected) in [
        ("相关新闻", Verdict::Clutter),
        ("河口镇新码头开放", Verdict::Clutter),
        ("渡船晚点了！", Verdict::Clutter),
        (long.as_str(), Verdict::Text),
        ("渡船晚点了！", Verdict::Text),
    ] {
        assert_eq!(
            sorter.judge(&View::of(text, &Form::of(text)), Setting::Loose),
            expected,
            "{text}"
        );
    }
}

/// The kept lines of a page, `#` before its title.
fn kept(page: &str) -> Vec<String> {
    let lines = sort(crate::article::line::lines(page), &mut Vec::new());
    let show = |line: &Line<'_>| match line.part {
        Part::Title => format!("# {}", line.text),
        _ => line.text.to_owned(),
    };
    lines.iter().filter(|line| line.part != Part::Facts).map(show).collect()
}

const LEAD: &str = "今年春天，河口镇的老码头修好了新的栏杆，渡船每天早晨六点开出，晚上回来。";
const MORE: &str = "老码头的渡船坐满了人，船工何老大说，新的栏杆装好以后，孩子和老人都坐得安稳。";

#[test]
fn the_title_is_the_line_that_the_text_says_again() {
    let menu = "河口要闻\n江上风光图片\n镇里人家故事\n码头老照片集\n";
    let page = format!(
        "{menu}登录 注册\n{menu}老码头修好新栏杆 渡船坐满了人\n一读就懂的江上百科小常识\n\
         来源：河口日报 2024-03-05 10:20\n分享到： 微信 微博\n{LEAD}\n{MORE}\n【打印】【关闭】\n江边的风\n"
    );
    assert_eq!(kept(&page)[0], "# 老码头修好新栏杆 渡船坐满了人");
    assert_eq!(kept(&page)[kept(&page).len() - 2..], [LEAD, MORE]);
}

#[test]
fn the_same_text_goes_on_below_the_foot_of_a_page() {
    let strange = "九月的高原上，牧民们把羊群赶下山坡，准备过冬的草料。".repeat(2);
    let foot = "本文仅代表作者观点，与本站立场无关";
    let page = |below: &str| format!("{LEAD}\n{MORE}\n{LEAD}\n{foot}\n{below}\n");
    assert_eq!(kept(&page(MORE)), [LEAD, MORE, LEAD, MORE]);
    assert_eq!(kept(&page(&strange)), [LEAD, MORE, LEAD]);
}

#[test]
fn what_a_page_puts_between_its_paragraphs_is_dropped() {
    let page = format!(
        "首页\n登录 注册\n河口老码头\n{LEAD}\n地点\n河口镇\n别名\n河口老码头\n目录\n栏杆\n渡船\n\
         {MORE}\n[1]\n渡船\n编辑\n{MORE}\n[2-3]\n{LEAD}\n\
         本文来源：江边网\n【打印】【关闭】\n上一篇：渡口\n"
    );
    let page = kept(&page);
    assert_eq!(page[..2], ["河口老码头", LEAD]);
    assert_eq!(page[page.len() - 4..], [MORE, "渡船", MORE, LEAD]);
}

#[test]
fn a_house_above_its_day_is_a_fact() {
    let page = format!(
        "首页\n登录 注册\n老码头修好新栏杆\n河口日报\n2024-03-05 10:20\n{LEAD}\n{MORE}\n【打印】【关闭】\n上一篇：渡口\n"
    );
    assert_eq!(kept(&page), ["# 老码头修好新栏杆", LEAD, MORE]);
}

#[test]
fn a_title_stands_in_the_middle_of_a_page() {
    let page = format!(
        "河口镇的渡船资料汇编\n登录 注册\n                    老码头的栏杆\n江上风光图片汇编集\n\
         分享到： 微信 微博\n{LEAD}\n{MORE}\n【打印】【关闭】\n"
    );
    assert_eq!(kept(&page)[0], "老码头的栏杆");
}

#[test]
fn headings_stand_between_paragraphs() {
    use Part::{Facts, Headline, Plain, Text, Title};
    let page = format!(
        "首页\n登录 注册\n老码头修好新栏杆\n河口日报 2024-03-05 10:20\n{LEAD}\n“船比桥还老”\n{MORE}\n\
         修好了老栏杆，坐满了新渡船\n{LEAD}\n江上行船三十年，镇里无人不识他\n{MORE}\n渡口 栏杆\n【打印】【关闭】\n"
    );
    let parts: Vec<Part> = sort(crate::article::line::lines(&page), &mut Vec::new())
        .iter()
        .map(|line| line.part)
        .collect();
    let expected = [Title, Facts, Text, Headline, Text, Headline, Text, Headline, Text, Plain];
    assert_eq!(parts, expected);
}

#[test]
fn a_button_behind_a_heading_is_dropped() {
    let mut dropped = Vec::new();
    let page = format!("{LEAD}\n渡船 [编辑]\n{MORE}");
    let lines = sort(crate::article::line::lines(&page), &mut dropped);
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    assert_eq!(texts, [LEAD, "渡船", MORE]);
    assert_eq!(dropped.len(), 1);
}

#[test]
fn the_contents_of_a_page_are_dropped() {
    let page = format!(
        "首页\n登录 注册\n河口老码头\n{LEAD}\n别名 老渡口\n地点 河口镇\n目录\n1 栏杆\n2 渡船\n栏杆\n{MORE}\n\
         渡船\n{LEAD}\n【打印】【关闭】\n"
    );
    let expected = ["# 河口老码头", LEAD, "别名 老渡口", "地点 河口镇", "栏杆", MORE, "渡船", LEAD];
    assert_eq!(kept(&page), expected);
}

#[test]
fn an_encyclopedia_has_buttons_behind_its_headings() {
    let page = format!(
        "老码头 播报 编辑 讨论 上传视频\n河口镇的渡口\n收藏 查看我的收藏\n老码头的栏杆修好了。{LEAD}\n\
         目录\n1 栏杆\n2 渡船\n栏杆 播报 编辑\n{MORE}\n渡船 播报 编辑\n{LEAD}\n\
         参考资料\n1 河口镇志 [引用日期2019-02-11]\n词条图册 更多图册\n"
    );
    let kept = kept(&page);
    assert_eq!((kept[0].as_str(), kept.len()), ("# 老码头", 7), "{kept:?}");
    assert_eq!(kept[3..], ["栏杆", MORE, "渡船", LEAD]);
}

#[test]
fn a_kicker_stands_above_the_title_and_what_it_means_below() {
    let page = format!(
        "首页\n登录 注册\n江上人家的十二个早晨\n老码头的栏杆\n——渡船坐满了人\n{LEAD}\n{MORE}\n【打印】【关闭】\n"
    );
    assert_eq!(kept(&page)[..2], ["老码头的栏杆", "——渡船坐满了人"]);
}

#[test]
fn the_day_of_a_page_may_stand_below_its_text() {
    let page = |day: &str| {
        let page = format!(
            "首页\n登录 注册\n老码头修好新栏杆\n{day}\n{LEAD}\n{MORE}\n发布日期：2024-03-05 所属分类：渡口\n【打印】【关闭】\n"
        );
        let lines = sort(crate::article::line::lines(&page), &mut Vec::new());
        let facts = lines.iter().filter(|line| line.part == Part::Facts);
        facts.map(|line| line.text.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(page("江边"), ["发布日期：2024-03-05 所属分类：渡口"]);
    assert_eq!(page("王五 2024-03-04")[0], "王五 2024-03-04");
}

#[test]
fn a_title_may_be_short_and_who_wrote_is_none() {
    let page = |head: &str| {
        let page = format!("首页\n登录 注册\n{head}\n{LEAD}\n{MORE}\n{LEAD}\n【打印】【关闭】\n");
        kept(&page)[0].clone()
    };
    assert_eq!(page("散文\n渡口\n作者：王五 2024-03-05 10:20"), "# 渡口");
    assert_eq!(
        page("老码头修好了\n江边闲人\n摆渡三十年，写点老码头的渡船\n关注他"),
        "老码头修好了"
    );
    assert_eq!(page("标题：老码头修好了\n2024-03-05 10:20"), "# 老码头修好了");
}

#[test]
fn the_parts_of_a_text_may_be_numbered() {
    let page = format!(
        "首页\n登录 注册\n老码头修好新栏杆\n河口日报 2024-03-05 10:20\n{LEAD}\n01\n栏杆\n{MORE}\n02\n渡船\n{LEAD}\n【打印】【关闭】\n"
    );
    let lines = sort(crate::article::line::lines(&page), &mut Vec::new());
    let heads = lines.iter().filter(|line| line.part == Part::Headline);
    assert_eq!(heads.map(|line| line.text).collect::<Vec<_>>(), ["01", "02"]);
}

#[test]
fn the_key_words_of_a_paper_stand_below_its_abstract() {
    let words = "关键词：渡口；潮汐；水位";
    let judge_after = |above: &str| {
        let mut sorter = Sorter::new(Made::OfLines);
        [above, words].map(|text| sorter.judge(&View::of(text, &Form::of(text)), Setting::Loose))[1]
    };
    assert_eq!(judge_after("渡船每天早晨六点从河口镇出发，晚上回来。"), Verdict::Clutter);
    for above in ["摘　要：渡船看潮汐开船。", "【摘要】渡船看潮汐开船。"] {
        assert_eq!(judge_after(above), Verdict::Text, "{above}");
    }
}

#[test]
fn a_typed_title_of_two_clauses_is_no_text() {
    let title = "河口镇的老渡口在停航三年以后昨天重新开放，两岸的人一早就来坐第一班渡船看江景";
    let head = |text: &str| Piece::new(Role::Headline(Rank::Headline), text);
    let pieces = vec![head(title), head("来源：河口镇"), Piece::new(Role::Body, LEAD)];
    let kept = sort_pieces(pieces, Made::ByTypist, &mut Vec::new());
    assert_eq!(kept[1].role, Role::Meta);
}
