//! Who wrote and who sent it: bylines, and the credit that closes an article. In comes a line, out
//! come names. Refuses whatever could be a sentence.

use super::house::is_house;
use super::{Facts, date, dynasty, label, surname};
use crate::article::sign;
use crate::article::words::{Table, Words};
use crate::text::han::{is_han, trim};

/// Whether what a bracket or a closing line says is a credit: 来源：…, 记者 …, 文/….
pub fn is_credit(inner: &str) -> bool {
    static STARTS: Words = Words::new(|| {
        Table::of(
            "来源 來源 稿源 转自 摘自 记者 記者 通讯员 本报记者 作者 供稿 撰稿 文/ 文／ 文: 文：",
        )
    });
    STARTS.begins(inner) || inner.ends_with("供稿")
}

/// A name cut free of what pages put around it.
pub fn name(value: &str) -> Option<String> {
    let value = value.split(['|', '｜', '【', '[', '\u{3000}']).next().unwrap_or(value);
    let value = value.split("  ").next().unwrap_or(value);
    // 《河口》2024年第3期: the paper, without its issue.
    let paper = value.trim_start().strip_prefix('《').and_then(|rest| rest.split_once('》'));
    let value = paper.filter(|(_, issue)| is_issue(issue)).map_or(value, |(paper, _)| paper);
    let value = value.trim_matches(|c: char| c.is_whitespace() || "（）()“”]】".contains(c));
    let value = without_brackets(value);
    let is_name = !value.is_empty()
        && value.chars().count() <= 40
        && value.chars().any(char::is_alphanumeric);
    is_name.then(|| value.to_owned())
}

/// 《河口日报》 is 河口日报, and 《河口》杂志 stays.
fn without_brackets(name: &str) -> &str {
    match (name.strip_prefix('《'), name.strip_suffix('》')) {
        (Some(_), Some(_)) => name.trim_matches(['《', '》']),
        (Some(bare), None) if !bare.contains('》') => bare,
        (None, Some(bare)) if !bare.contains('《') => bare,
        _ => name,
    }
}

/// 2024年第3期, 2024/03, 第 12 版: which issue, and no words.
fn is_issue(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic() || "年月日第期号版".contains(c))
}

/// The facts of the bracket or line that closes an article: （来源：区金融办）, (王梓瑄).
pub fn credit(text: &str) -> Facts {
    const PASSED: [&str; 8] = ["通过", "通過", "修正", "修订", "公布", "发布", "批准", "施行"];
    let tells_of_author = ["作者为", "作者系", "作者是", "作者為", "作者係"];
    if sign::is_remark(text) || tells_of_author.iter().any(|word| text.contains(word)) {
        return Facts::default();
    }
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "（）()【】[]".contains(c));
    if let Some(author) = dynasty::author(text) {
        return Facts { author: name(author), ..Facts::default() };
    }
    // （2021年3月5日某某会议通过）: a note of when, and by no house.
    if PASSED.iter().any(|word| inner.ends_with(word)) && date::find(inner).is_some() {
        return Facts { date: date::normal(inner), ..Facts::default() };
    }
    let labelled = label::facts(inner);
    if labelled.source.is_some() || labelled.author.is_some() {
        return labelled;
    }
    let bracketed = inner.len() < text.len();
    if let Some((office, name)) = sent_by(inner).filter(|_| bracketed) {
        return Facts {
            source: Some(office.to_owned()),
            author: Some(name.to_owned()),
            ..Facts::default()
        };
    }
    if let Some(names) = byline(inner) {
        return Facts { author: author(names), ..Facts::default() };
    }
    if label::is_dated(inner) {
        return Facts { date: date::normal(inner), ..Facts::default() };
    }
    for label in ["作者单位：", "作者單位："] {
        if let Some(office) = inner.strip_prefix(label) {
            return Facts { source: name(office), ..Facts::default() };
        }
    }
    for label in ["来源", "來源"] {
        if let Some(rest) = inner.strip_prefix(label) {
            return Facts { source: name(rest.trim_start_matches('于')), ..Facts::default() };
        }
    }
    // A bracket with a day in it is a note of when: （2021年3月5日通过）.
    if let Some(date) = date::normal(inner) {
        return Facts { date: Some(date), ..Facts::default() };
    }
    // 〔唐〕 before the name of a poet.
    let bare = inner
        .trim_start_matches(['〔', '［'])
        .split(['〕', '］', '】'])
        .next_back()
        .unwrap_or(inner);
    let bare = bare.trim_end_matches("供稿").trim();
    let mut words = bare.split(['、', ' ', '\u{3000}']).filter(|word| !word.is_empty());
    let are_people = bracketed
        && words.clone().count() > 1
        && words.all(|word| surname::is_name(word, 3) && !is_office(word));
    if are_people || bare.chars().count() <= 4 && are_names(bare) && !is_office(bare) {
        Facts { author: name(bare), ..Facts::default() }
    } else if bracketed {
        Facts { source: name(heard(bare)), ..Facts::default() }
    } else {
        Facts::default()
    }
}

/// The writers among the names of a byline: 王五 摄 took the picture, 王五 摄影报道 wrote as well.
fn author(names: &str) -> Option<String> {
    const WROTE: &str = "摄影报道 攝影報道 报道 報道 文 文/图 文/摄 图/文 文图 图文";
    const TOOK: &str = "摄 攝 摄影 攝影 图";
    let is_one = |deeds: &str, word| deeds.split(' ').any(|deed| deed == word);
    // 李 文 is a name that is set apart.
    let is_whole = |names: &str| {
        names.split_whitespace().next_back().is_some_and(|last| last.chars().nth(1).is_some())
    };
    match names.rsplit_once(char::is_whitespace).filter(|(names, _)| is_whole(names)) {
        Some((names, deed)) if is_one(WROTE, deed) => name(names),
        // Of several the last took the picture.
        Some((names, deed)) if is_one(TOOK, deed) => {
            name(names.trim_end().rsplit_once(char::is_whitespace)?.0)
        }
        _ => name(names),
    }
}

/// 据河口日报报道, 综合河口日报、河口晚报: a house, without how it was heard.
fn heard(source: &str) -> &str {
    const MANNERS: [&str; 5] = ["报道", "消息", "整理", "电", "讯"];
    match source.strip_prefix('据').or_else(|| source.strip_prefix("综合")) {
        Some(bare) => MANNERS
            .iter()
            .find_map(|manner| bare.strip_suffix(manner))
            .unwrap_or(bare)
            .trim_start_matches([':', '：']),
        None => source,
    }
}

/// 河口镇党校 王五, 船厂 王五 整理: an office, and who sent it from there.
fn sent_by(text: &str) -> Option<(&str, &str)> {
    const SENT: [&str; 6] = ["整理", "报道", "供稿", "文", "報道", "報導"];
    let (office, name) = text.split_once(char::is_whitespace)?;
    let (office, name) = (office.trim(), name.trim());
    let name = match name.rsplit_once(char::is_whitespace) {
        Some((name, how)) if SENT.contains(&how) => name.trim(),
        _ => name,
    };
    let sent = (sign::is_office(office) || is_office(office)) && surname::is_name(name, 3);
    sent.then_some((office, name))
}

/// Whether a short name is that of an office and not of a person.
pub fn is_office(name: &str) -> bool {
    name.ends_with(|c| "校社报网局办部委院会镇区市台站处科室团厅所县乡村厂矿".contains(c))
}

/// The names in a line that says nothing but who wrote, such as 本报记者 张三 or 文/张三.
pub fn byline(text: &str) -> Option<&str> {
    static STARTS: Words = Words::new(|| {
        Table::new(
            [
                "本报记者",
                "本刊记者",
                "特约摄影",
                "见习记者",
                "实习记者",
                "特约记者",
                "小记者",
                "学生记者",
                "校园记者",
                "首席记者",
                "特派记者",
                "摄影记者",
                "全媒体记者",
                "融媒体记者",
                "學生記者",
                "实习生",
                "记者",
                "本报评论员",
                "本刊评论员",
                "特约评论员",
                "本报通讯员",
                "通讯员",
                "学生通讯员",
                "特约通讯员",
                "作者：",
                "作者:",
                "撰文",
                "文/",
                "文／",
                "文 /",
                "文 |",
                "文 ｜",
                "文|",
                "文｜",
                "文丨",
                "文：",
                "供稿：",
                "撰稿：",
                "采写：",
                "采写:",
                "記者",
                "本報記者",
                "作者 ",
                "图文",
                "词：",
                "曲：",
                "作词：",
                "作曲：",
                "译者：",
                "翻译：",
                "编剧：",
                "口述：",
                "口述/",
                "口述 /",
                "整理/",
                "整理：",
                "执笔：",
            ]
            .map(|word| (word, ())),
        )
    });
    if text.len() > 120 || text.ends_with(['。', '，', '；', '：', '！', '？']) {
        return None;
    }
    if let Some(names) = marked(trim(text)) {
        return Some(names);
    }
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '□' | '■' | '◎' | '●' | '（' | '）' | '(' | ')' | '【' | '】')
    });
    if let Some(names) = correspondent(bare).or_else(|| signed(bare)) {
        return Some(names);
    }
    let start = STARTS.prefixes(bare).last()?;
    let rest = &bare[start.len()..];
    let names = rest.trim_matches(|c: char| c.is_whitespace() || "/／：:|".contains(c));
    // 记者走进社区 is a headline: names stand after a blank or a sign, or are short.
    let marked = start.ends_with(['：', ':', '/', '／', '|', '｜', '丨', ' '])
        || rest.starts_with([' ', '\u{3000}', '/', '／', '：', ':', '|'])
        || (2..=3).contains(&names.chars().count());
    (marked && are_names(names)).then_some(names)
}

/// Whether `text` is nothing but names, and the words that tell reporters apart.
fn are_names(text: &str) -> bool {
    let is_name = |word: &str| {
        let length = word.chars().count();
        let plain = word.chars().all(|c| c.is_alphabetic() || c == '·' || c == '•');
        let title =
            ["记者", "通讯员", "摄影", "文", "图", "作者"].iter().any(|title| word.contains(title));
        plain && (1..=if title || word.contains('·') { 12 } else { 4 }).contains(&length)
    };
    let mut words = text
        .split([' ', '\u{3000}', '、', '/', '／', '，', '|', '：', ':', '（', '）'])
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && text.chars().count() >= 2 && words.all(is_name)
}

/// The name behind a blank, after what its bearer is: a reporter of some house, or a pupil.
fn signed(line: &str) -> Option<&str> {
    // Most lines end with no name behind a blank, and are not searched any further.
    if !line.chars().rev().take(6).any(char::is_whitespace) {
        return None;
    }
    pupil(line).or_else(|| reporter(line)).or_else(|| spaced(line)).or_else(|| posted(line))
}

/// 初二（3）班 王五, 河口小学五年级 王 五: the name, behind a school, a form or both.
fn pupil(line: &str) -> Option<&str> {
    const FORMS: [&str; 9] = ["班", "级", "級", "小学", "小學", "中学", "中學", "大学", "学院"];
    let ends = FORMS.iter().filter_map(|&form| line.rfind(form).map(|at| at + form.len()));
    let (form, name) = line.split_at(ends.max()?);
    let is_part = |c: char| c.is_alphanumeric() || c.is_whitespace() || "（）()".contains(c);
    let letters = name.chars().filter(|c| !c.is_whitespace()).count();
    let named = name.starts_with(char::is_whitespace)
        && (2..=3).contains(&letters)
        && name.chars().all(|c| is_han(c) || c.is_whitespace());
    (named && form.chars().count() <= 24 && form.chars().all(is_part)).then(|| name.trim())
}

/// 河口支教队 王 五: a name of two characters that are set apart, behind where its bearer comes from.
fn spaced(line: &str) -> Option<&str> {
    let is_letter = |word: &str| word.chars().count() == 1 && word.chars().all(is_han);
    let (house, last) = line.rsplit_once(char::is_whitespace)?;
    let (house, first) = house.trim_end().rsplit_once(char::is_whitespace)?;
    let house = house.trim_end();
    let named = is_letter(last) && is_letter(first) && surname::begins(first);
    let plain = (3..=14).contains(&house.chars().count()) && house.chars().all(is_han);
    (named && plain).then(|| line[house.len()..].trim())
}

/// 河口镇融媒体中心 王五, 河口镇党委书记、河长 王五: the name behind a blank, after an office or what
/// its bearer is there.
fn posted(line: &str) -> Option<&str> {
    const POSTS: &str = "长長任记記员員师師授生表";
    const PLACES: [&str; 9] = ["车间", "街道", "社区", "班组", "厂", "矿", "队", "車間", "社區"];
    const DESKS: &str = "处科室部局办厂矿處辦廠礦";
    let (house, name) = line.rsplit_once(char::is_whitespace)?;
    let (house, name) = (house.trim(), name.trim());
    let ends = |signs: &str| house.ends_with(|c| signs.contains(c));
    let ends_so = match house.chars().count() {
        2..=3 => ends(DESKS),
        4..=24 => ends(POSTS) || PLACES.iter().any(|place| house.ends_with(place)),
        _ => false,
    };
    let is_posted = sign::is_office(house)
        || is_trade(house)
        || ends_so && house.chars().all(|c| is_han(c) || c == '、');
    (is_posted && surname::is_name(name, 3)).then_some(name)
}

/// 读者, 校友: who somebody is that has no post.
fn is_trade(house: &str) -> bool {
    static TRADES: Words = Words::new(|| {
        Table::of(
            "读者 学生 教师 家长 居民 市民 村民 网友 校友 职工 工人 员工 战士 民警 讀者 學生 教師 家長 網友 職工",
        )
    });
    TRADES.has(house)
}

/// □ 王五: names behind the sign that sets them apart.
fn marked(line: &str) -> Option<&str> {
    let names = line.strip_prefix(['□', '■', '◎', '○', '◇', '◆', '△'])?.trim();
    let mut words = names.split_whitespace().peekable();
    let named = words.peek().is_some() && words.all(|word| surname::is_name(word, 3));
    (named && !sign::names_a_notice(names)).then_some(names)
}

/// 河口晚报记者 王五: the names, behind a blank, since 河口晚报记者走进渡口 is a headline.
fn reporter(line: &str) -> Option<&str> {
    let (house, names) = line.split_once("记者").or_else(|| line.split_once("記者"))?;
    let named = names.starts_with(char::is_whitespace) && are_names(names);
    (named && is_house(without_rank(house))).then(|| names.trim())
}

/// 河口晚报首席, 河口日报全媒体: a house, without what its reporter is there.
fn without_rank(house: &str) -> &str {
    const RANKS: [&str; 10] =
        ["首席", "高级", "资深", "见习", "实习", "全媒体", "融媒体", "全媒", "融媒", "特派"];
    RANKS.iter().find_map(|rank| house.strip_suffix(rank)).unwrap_or(house)
}

/// 本报驻河口记者王五: the name, where nothing else stands in the line.
fn correspondent(line: &str) -> Option<&str> {
    static HOUSES: Words = Words::new(|| Table::of("本报 本刊 新华社 本台 本网"));
    if !HOUSES.begins(line) {
        return None;
    }
    let (post, names) = line.split_once("记者").or_else(|| line.split_once("特派员"))?;
    let plain =
        |part: &str| part.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '、');
    (post.chars().count() <= 10 && plain(post) && plain(names) && are_names(names))
        .then(|| names.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_hold_names() {
        assert_eq!(byline("本报记者 张三 李四"), Some("张三 李四"));
        assert_eq!(byline("文/张三"), Some("张三"));
        assert_eq!(byline("文 | 张三"), Some("张三"));
        assert_eq!(name("《河口》2024年第3期").as_deref(), Some("河口"));
        assert_eq!(name("《河口》杂志").as_deref(), Some("《河口》杂志"));
        assert_eq!(name("《河口日报》").as_deref(), Some("河口日报"));
        assert_eq!(byline("小记者 张三"), Some("张三"));
        assert_eq!(byline("初二（11）班 张 三"), Some("张 三"));
        assert_eq!(byline("河口镇中心小学 五年级 张三"), Some("张三"));
        assert_eq!(byline("河口晚报记者 张三 李四"), Some("张三 李四"));
        assert_eq!(byline("河口晚报首席记者 张三"), Some("张三"));
        assert_eq!(byline("河口支教队 王 五"), Some("王 五"));
        assert_eq!(byline("河口镇融媒体中心 王五"), Some("王五"));
        assert_eq!(byline("河口镇党委书记、镇级河长 王五"), Some("王五"));
        assert_eq!(byline("学生记者 张三 李四"), Some("张三 李四"));
        assert_eq!(byline("渡船修造车间 王五"), Some("王五"));
        assert_eq!(byline("安监处 王五"), Some("王五"));
        assert_eq!(byline("读者 王五"), Some("王五"));
        assert_eq!(byline("内科 王五"), Some("王五"));
        assert_eq!(byline("□ 王五 李四"), Some("王五 李四"));
        assert_eq!(byline("□ 渡口见闻"), None);
        assert_eq!(byline("河口镇 春 天"), None);
        assert_eq!(byline("河口晚报记者走进老码头"), None);
        assert_eq!(byline("河口的老记者 张三"), None);
        assert_eq!(byline("记者走进河口镇老码头"), None);
        assert_eq!(byline("河口小学 渡船开课"), None);
        assert_eq!(byline("渡口有了夜校班"), None);
    }

    #[test]
    fn credits_name_an_office_or_a_person() {
        assert_eq!(credit("（来源：河口镇党校）").source.as_deref(), Some("河口镇党校"));
        assert_eq!(credit("(河口镇党校)").source.as_deref(), Some("河口镇党校"));
        assert_eq!(credit("(王五)").author.as_deref(), Some("王五"));
        assert_eq!(credit("（记者 王五）").author.as_deref(), Some("王五"));
        assert_eq!(credit("通讯员 王五 摄影报道").author.as_deref(), Some("王五"));
        assert_eq!(credit("本报记者 王五 摄").author, None);
        assert_eq!(credit("本报记者 李 文").author.as_deref(), Some("李 文"));
        assert_eq!(credit("（记者 王五 文/图）").author.as_deref(), Some("王五"));
        assert_eq!(
            credit("（河口日报全媒记者 王五 通讯员 李四 何一 摄）").author.as_deref(),
            Some("王五 通讯员 李四")
        );
        assert_eq!(credit("（王五 李四 何一）").author.as_deref(), Some("王五 李四 何一"));
        assert_eq!(credit("（据河口日报报道）").source.as_deref(), Some("河口日报"));
        assert_eq!(
            credit("（综合河口日报、河口晚报）").source.as_deref(),
            Some("河口日报、河口晚报")
        );
        let sent = credit("（河口镇党校 王 五）");
        assert_eq!(
            (sent.source.as_deref(), sent.author.as_deref()),
            (Some("河口镇党校"), Some("王 五"))
        );
        for bracket in ["（船厂 王五）", "（船厂 王五 整理）"] {
            let sent = credit(bracket);
            assert_eq!(
                (sent.source.as_deref(), sent.author.as_deref()),
                (Some("船厂"), Some("王五"))
            );
        }
        assert_eq!(credit("（作者单位：河口镇党校）").source.as_deref(), Some("河口镇党校"));
        assert_eq!(credit("（此件公开发布）"), Facts::default());
        assert_eq!(credit("（2021）河01民初123号"), Facts::default());
    }
}
