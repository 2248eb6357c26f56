//! The houses that publish: newspapers, stations, sites. In comes what stands beside a day or behind
//! a label, out comes the name. Refuses the buttons and places that stand there too.

use super::credit::{is_office, name};
use super::date;
use crate::article::words::{Table, Words};
use crate::text::han::is_han;

/// A source without the day and the hour that follow it on the line.
pub fn source_name(value: &str) -> Option<String> {
    let end = date::find(value).map_or(value.len(), |(at, _)| at.start);
    let value = if end == 0 { value } else { &value[..end] };
    let value = without_buttons(value);
    name(value.trim_end_matches(|c: char| c.is_whitespace() || "（([【".contains(c)))
}

/// A name without the buttons that stand behind it, or cling to it: 河口日报 举报 12, 河口日报举报.
fn without_buttons(value: &str) -> &str {
    const CLINGING: [&str; 4] = ["举报", "收藏", "分享", "打印"];
    let gaps = value.match_indices([' ', '\u{3000}', '\u{a0}']);
    let button = gaps.map(|(at, _)| at).find(|&at| is_noise(value[at..].trim_start()));
    let value = &value[..button.unwrap_or(value.len())];
    let bare = value.trim_end_matches(|c: char| c.is_ascii_digit());
    CLINGING
        .iter()
        .find_map(|button| bare.strip_suffix(button))
        .filter(|name| name.chars().count() >= 2)
        .unwrap_or(value)
}

/// A name without what a program printed right behind it: 河口日报缩小字体, 王五阅读(12).
fn without_clinging(name: &str) -> &str {
    let places = name.char_indices().map(|(at, _)| at).skip(2);
    let mut noise = places.filter(|&at| is_noise(&name[at..]));
    let is_end = |&at: &usize| is_house(&name[..at]) || name[at..].contains(['(', '（']);
    noise.find(is_end).map_or(name, |at| &name[..at])
}

/// Whether a word behind a date begins as no name does.
fn is_noise(word: &str) -> bool {
    static NOISE: Words = Words::new(|| {
        Table::of(
            "评论 評論 阅读 浏览 点击 查看 字号 字体 缩小 放大 分享 收藏 打印 我要 发表 发布 编辑 \
        只看 参与 听新闻 分类 作者 更新 星期 上午 下午 晴 次 人 第 举报 转发 点赞 回复 关注 原创",
        )
    });
    NOISE.begins(word)
}

/// The name after a date and its time: 2025-02-21 09:21 河口日报.
pub fn trailing_name(rest: &str) -> Option<String> {
    let is_time = |c: char| c.is_ascii_digit() || ":：. 　|·-+星期周一二三四五六日天T".contains(c);
    let rest = rest.trim_start_matches(is_time);
    let rest = after_minutes(rest).trim_start_matches(is_time);
    let first = rest.split(['／', '|', '｜', '·', '\u{3000}', '/']).next()?.trim();
    let first = first.split("  ").next()?.split(" 作者").next()?;
    let mut words = first.split(' ').take_while(|word| !is_noise(word));
    let word = words.next()?;
    let name = without_clinging(word);
    let found = if name.len() < word.len() {
        name.to_owned()
    } else {
        words.fold(name.to_owned(), |name, word| name + " " + word)
    };
    let fits = (2..=20).contains(&found.chars().count())
        && found.starts_with(char::is_alphabetic)
        && !found.contains([':', '：'])
        && !is_place(&found);
    (fits && !are_people(rest)).then_some(found)
}

/// What follows 时20分 or 时20分30秒.
fn after_minutes(rest: &str) -> &str {
    let Some(after) = rest.strip_prefix(['时', '時']) else { return rest };
    let figures = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let minutes = figures.strip_prefix('分').filter(|_| figures.len() < after.len());
    minutes.map_or(rest, |rest| {
        let figures = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        figures.strip_prefix('秒').unwrap_or(rest)
    })
}

/// Where somebody was who published, 江西 or 来自河口; or a word that goes with the hour.
fn is_place(name: &str) -> bool {
    static PLACES: Words = Words::new(|| {
        Table::of(
            "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 \
            广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 HKT 出版 刊登 發布",
        )
    });
    PLACES.has(name) || name.starts_with("来自") || name.starts_with("來自")
}

/// Whether short names stand in a row, none of them that of a house: the people who wrote.
fn are_people(names: &str) -> bool {
    let is_person = |name: &str| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(is_han)
            && !is_house(name)
            && !is_office(name)
            && !is_noise(name)
    };
    let mut names = names.split_whitespace().take(4).map(is_person);
    names.next() == Some(true) && names.next() == Some(true) && names.all(|person| person)
}

/// Whether a name is that of a newspaper, a station or a site.
pub fn is_house(name: &str) -> bool {
    const ENDS: &str = "报 報 网 網 社 日报 周刊 週刊 週報 新闻 新聞 频道 电视台 广播 客户端 在线 观察 杂志 融媒 发布 \
        快讯 财经 头条 通讯社 政府 官网 公众号 观察者";
    (2..=16).contains(&name.chars().count())
        && !name.contains([' ', '，', '：', '、'])
        && ENDS.split_whitespace().any(|end| name.ends_with(end))
}
