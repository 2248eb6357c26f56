//! When, where and by whom: dates, sources and authors out of the lines that state them. In come
//! lines, out come [`Facts`] in one form. Never invents: a day without a year stays without one.

use std::ops::Range;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// YYYY-MM-DD, YYYY-MM or MM-DD.
    pub date: Option<String>,
    /// Newspaper, site, office.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

impl Facts {
    /// Takes from `other` what is not known yet.
    pub fn fill(&mut self, other: Self) {
        self.date = self.date.take().or(other.date);
        self.source = self.source.take().or(other.source);
        self.author = self.author.take().or(other.author);
        self.url = self.url.take().or(other.url);
    }
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Date,
    Source,
    Author,
    /// Counters, font sizes, editors: worth nothing to a reader.
    Noise,
}

/// How much a label proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// It stands only in the meta lines of pages.
    Strong,
    /// Prose and notices have it too: 时间：, 作者：.
    Weak,
}

/// The labels of Chinese pages; a longer one stands before the one it contains.
const LABELS: [(&str, Label, Strength); 62] = {
    use Label::{Author, Date, Noise, Source};
    use Strength::{Strong, Weak};
    [
        ("文章来源于", Source, Strong),
        ("文章来源", Source, Strong),
        ("信息来源", Source, Strong),
        ("新闻来源", Source, Strong),
        ("稿件来源", Source, Strong),
        ("来源于", Source, Strong),
        ("来源", Source, Strong),
        ("來源", Source, Strong),
        ("稿源", Source, Strong),
        ("转载自", Source, Strong),
        ("转自", Source, Strong),
        ("摘自", Source, Strong),
        ("出处", Source, Weak),
        ("出處", Source, Weak),
        ("发布机构", Source, Strong),
        ("发布单位", Source, Strong),
        ("发布者", Noise, Strong),
        ("发布人", Noise, Strong),
        ("供稿单位", Source, Strong),
        ("供稿", Source, Weak),
        ("发布时间", Date, Strong),
        ("发布日期", Date, Strong),
        ("發布時間", Date, Strong),
        ("發佈日期", Date, Strong),
        ("發布日期", Date, Strong),
        ("发表时间", Date, Strong),
        ("发表于", Date, Strong),
        ("更新时间", Date, Strong),
        ("成文日期", Date, Strong),
        ("发文日期", Date, Strong),
        ("时间", Date, Weak),
        ("日期", Date, Weak),
        ("作者", Author, Weak),
        ("記者", Author, Weak),
        ("记者", Author, Weak),
        ("通讯员", Author, Weak),
        ("撰稿", Author, Weak),
        ("责任编辑", Noise, Strong),
        ("責任編輯", Noise, Strong),
        ("编辑", Noise, Weak),
        ("编审", Noise, Weak),
        ("审核", Noise, Weak),
        ("校对", Noise, Weak),
        ("初审", Noise, Weak),
        ("阅览次数", Noise, Strong),
        ("浏览次数", Noise, Strong),
        ("瀏覽次數", Noise, Strong),
        ("阅读次数", Noise, Strong),
        ("访问次数", Noise, Strong),
        ("点击次数", Noise, Strong),
        ("浏览量", Noise, Strong),
        ("访问量", Noise, Strong),
        ("阅读量", Noise, Strong),
        ("点击数", Noise, Strong),
        ("点击率", Noise, Strong),
        ("点击", Noise, Weak),
        ("浏览", Noise, Weak),
        ("阅读", Noise, Weak),
        ("人气", Noise, Weak),
        ("字号", Noise, Strong),
        ("字体", Noise, Strong),
        ("分享到", Noise, Strong),
    ]
};

/// The longest line that is searched for labels, in bytes.
const META_BYTES: usize = 480;

/// The labels in `line` with their values: (label, strength, where it begins, value).
fn labelled(line: &str) -> Vec<(Label, Strength, usize, &str)> {
    if line.len() > META_BYTES {
        return Vec::new();
    }
    let mut marks: Vec<(usize, usize, Label, Strength)> = Vec::new();
    let mut skip_to = 0;
    for (at, _) in line.char_indices() {
        if at < skip_to {
            continue;
        }
        let found = LABELS.iter().find(|(word, ..)| line[at..].starts_with(word));
        let Some((word, label, strength)) = found else { continue };
        let after = line[at + word.len()..].trim_start();
        if let Some(value) = after.strip_prefix(['：', ':']) {
            skip_to = line.len() - value.len();
            marks.push((at, skip_to, *label, *strength));
        } else if *word == "来源于" || *word == "转载自" {
            skip_to = at + word.len();
            marks.push((at, skip_to, *label, *strength));
        }
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([line.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|(&(at, from, label, strength), end)| {
            (label, strength, at, line[from..end.max(from)].trim())
        })
        .collect()
}

/// Where on the page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between the title and the first paragraph.
    Head,
    /// Anywhere else.
    Body,
}

/// Whether `line` states facts of the page and is not text. In the head weak labels and bare
/// dates count, elsewhere only what never stands in prose.
pub fn is_meta(line: &str, place: Place) -> bool {
    if line.len() > META_BYTES || line.ends_with(['。', '；', '，']) {
        return false;
    }
    let found = labelled(line);
    let strong = found.iter().any(|mark| mark.1 == Strength::Strong);
    let only_source = found.iter().all(|mark| mark.0 == Label::Source);
    // What stands before the first label must itself be a date or a name.
    let before = found.first().map_or("", |mark| line[..mark.2].trim());
    let short_before =
        before.chars().count() <= 12 || find_date(before).is_some_and(|(at, _)| at.start < 6);
    match place {
        Place::Head => {
            let labels = !found.is_empty() && short_before && !before.contains(['，', '。', '“']);
            labels && (strong || found.iter().all(|mark| mark.3.chars().count() <= 30))
                || is_dated(line)
        }
        Place::Body => {
            strong && short_before && !only_source && !before.contains(['，', '。', '“', '”'])
        }
    }
}

/// A line that is a date with a time, a weekday or a short name, and nothing else.
pub fn is_dated(line: &str) -> bool {
    let Some((at, date)) = find_date(line) else { return false };
    let rest: usize = line[..at.start]
        .chars()
        .chain(line[at.end..].chars())
        .filter(|c| c.is_alphabetic())
        .count();
    date.len() == 10 && at.start == 0 && rest <= 8 && !line.contains(['，', '。', '、', '“', '《'])
}

/// Whether what a bracket or a closing line says is a credit: 来源：…, 记者 …, 文/….
pub fn is_credit(inner: &str) -> bool {
    const STARTS: [&str; 16] = [
        "来源",
        "來源",
        "稿源",
        "转自",
        "摘自",
        "记者",
        "記者",
        "通讯员",
        "本报记者",
        "作者",
        "供稿",
        "撰稿",
        "文/",
        "文／",
        "文:",
        "文：",
    ];
    STARTS.iter().any(|start| inner.starts_with(start)) || inner.ends_with("供稿")
}

/// The facts that a meta line states.
pub fn facts(line: &str) -> Facts {
    let mut facts = Facts::default();
    let found = labelled(line);
    for &(label, _, _, value) in &found {
        match label {
            Label::Date => facts.date = facts.date.take().or_else(|| date_in(value)),
            Label::Source => facts.source = facts.source.take().or_else(|| name(value)),
            Label::Author => facts.author = facts.author.take().or_else(|| name(value)),
            Label::Noise => {}
        }
    }
    let unlabelled = found.first().map_or(line, |mark| &line[..mark.2]);
    if facts.date.is_none() && line.len() <= META_BYTES {
        facts.date = date_in(unlabelled).or_else(|| date_in(line));
    }
    if facts.source.is_none()
        && let Some((at, _)) = find_date(unlabelled)
    {
        facts.source = trailing_name(&unlabelled[at.end..]);
    }
    facts
}

/// The name after a date and its time: 2025-02-21 09:21 河口日报.
fn trailing_name(rest: &str) -> Option<String> {
    let is_time = |c: char| c.is_ascii_digit() || ":：. 　|星期周一二三四五六日天T".contains(c);
    let rest = rest.trim_start_matches(is_time).trim();
    let chars = rest.chars().count();
    ((2..=20).contains(&chars) && rest.chars().any(char::is_alphabetic)).then(|| rest.to_owned())
}

/// A name cut free of what pages put around it.
fn name(value: &str) -> Option<String> {
    let value = value.split(['|', '｜', '【', '[', '\u{3000}']).next().unwrap_or(value);
    let value = value.split("  ").next().unwrap_or(value);
    let value = value.trim_matches(|c: char| c.is_whitespace() || "（）()《》“”".contains(c));
    let is_name = !value.is_empty()
        && value.chars().count() <= 40
        && value.chars().any(char::is_alphanumeric);
    is_name.then(|| value.to_owned())
}

/// The facts of the bracket or line that closes an article: （来源：区金融办）, (王梓瑄).
pub fn credit(text: &str) -> Facts {
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "（）()【】[]".contains(c));
    let labelled = facts(inner);
    if labelled.source.is_some() || labelled.author.is_some() {
        return labelled;
    }
    if let Some(names) = byline(inner) {
        return Facts { author: name(names), ..Facts::default() };
    }
    if is_dated(inner) {
        return Facts { date: date_in(inner), ..Facts::default() };
    }
    for label in ["来源", "來源"] {
        if let Some(rest) = inner.strip_prefix(label) {
            return Facts { source: name(rest.trim_start_matches('于')), ..Facts::default() };
        }
    }
    let inner = inner.trim_end_matches("供稿").trim();
    let chars = inner.chars().count();
    // Two or three characters are a person, more are an office.
    if chars <= 3 {
        Facts { author: name(inner), ..Facts::default() }
    } else {
        Facts { source: name(inner), ..Facts::default() }
    }
}

/// The names in a line that says nothing but who wrote, such as 本报记者 张三 or 文/张三.
pub fn byline(text: &str) -> Option<&str> {
    if text.len() > 120 || text.ends_with(['。', '，', '；', '：', '！', '？']) {
        return None;
    }
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '□' | '■' | '◎' | '●' | '（' | '）' | '(' | ')' | '【' | '】')
    });
    const STARTS: [&str; 22] = [
        "本报记者",
        "本刊记者",
        "见习记者",
        "实习记者",
        "特约记者",
        "记者",
        "本报通讯员",
        "通讯员",
        "作者：",
        "作者:",
        "撰文",
        "文/",
        "文／",
        "文 /",
        "文|",
        "文：",
        "供稿：",
        "撰稿：",
        "記者",
        "本報記者",
        "作者 ",
        "图文",
    ];
    if let Some(names) = correspondent(bare) {
        return Some(names);
    }
    let start = STARTS.iter().find(|start| bare.starts_with(*start))?;
    let rest = &bare[start.len()..];
    let names = rest.trim_matches(|c: char| c.is_whitespace() || "/／：:|".contains(c));
    // 记者走进社区 is a headline: names stand after a blank or a sign, or are short.
    let marked = start.ends_with(['：', ':', '/', '／', '|', ' '])
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

/// 本报驻河口记者王五: the name, where nothing else stands in the line.
fn correspondent(line: &str) -> Option<&str> {
    let houses = ["本报", "本刊", "新华社", "本台", "本网"];
    if !houses.iter().any(|house| line.starts_with(house)) {
        return None;
    }
    let (post, names) = line.split_once("记者").or_else(|| line.split_once("特派员"))?;
    let plain =
        |part: &str| part.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '、');
    (post.chars().count() <= 10 && plain(post) && plain(names) && are_names(names))
        .then(|| names.trim())
}

/// The first date in `text` in its normal form.
pub fn date_in(text: &str) -> Option<String> {
    find_date(text).map(|(_, date)| date)
}

/// The first day stated in `text`, with or without a year: where it stands in bytes, and
/// YYYY-MM-DD or MM-DD.
pub fn find_date(text: &str) -> Option<(Range<usize>, String)> {
    let mut after_digit = false;
    for (at, c) in text.char_indices() {
        let digit = digit_of(c).is_some() || c == '十';
        if digit
            && !after_digit
            && let Some((len, date)) = date_at(&text[at..])
        {
            return Some((at..at + len, date));
        }
        after_digit = digit;
    }
    None
}

fn digit_of(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1),
    }
}

/// The date that `text` begins with: its length in bytes and its normal form.
fn date_at(text: &str) -> Option<(usize, String)> {
    let (first, rest) = number(text)?;
    let (mark, rest) = mark(rest)?;
    let first_digits = text.chars().take_while(|&c| digit_of(c).is_some()).count();
    let done = |rest: &str, date: String| Some((text.len() - rest.len(), date));
    if mark == '月' {
        let (day, rest) = number(rest)?;
        let rest = rest.trim_start().strip_prefix(['日', '号', '號'])?;
        return valid(first, day).then(|| done(rest, format!("{first:02}-{day:02}")))?;
    }
    if first_digits != 4 || !(1000..2200).contains(&first) {
        return None;
    }
    let (month, rest) = number(rest)?;
    let (second, rest) = self::mark(rest)?;
    let matches = if mark == '年' { second == '月' } else { second == mark };
    let (day, rest) = number(rest)?;
    if !matches || !valid(month, day) {
        return None;
    }
    let rest = match rest.trim_start().strip_prefix(['日', '号', '號']) {
        Some(rest) => rest,
        None if mark != '年' => rest,
        None => return None,
    };
    done(rest, format!("{first:04}-{month:02}-{day:02}"))
}

fn valid(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The sign between the numbers of a date.
fn mark(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let c = text.chars().next()?;
    matches!(c, '年' | '月' | '-' | '/' | '.' | '－').then(|| (c, &text[c.len_utf8()..]))
}

/// A number of at most four digits, Chinese tens included (二十一, 三十).
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let mut value = 0;
    let mut len = 0;
    let mut digits = 0;
    let mut ten_seen = false;
    for c in text.chars() {
        if c == '十' && !ten_seen {
            value = if digits == 0 { 10 } else { value * 10 };
            ten_seen = true;
        } else if let Some(digit) = digit_of(c) {
            value = if ten_seen { value + digit } else { value * 10 + digit };
        } else {
            break;
        }
        digits += 1;
        len += c.len_utf8();
        if digits > 4 {
            return None;
        }
    }
    (digits > 0).then(|| (value, &text[len..]))
}

/// Takes the name of the site off a title: 标题_河口新闻网, 标题 - Site. Gives the title and what
/// was cut off.
pub fn cut_site(title: &str) -> (&str, &str) {
    for separator in ["_", "|", "｜", " - ", " – ", " — ", "--", "－", "-", "——"] {
        let Some(at) = title.find(separator) else { continue };
        let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
        // _ and | stand in no Chinese headline, a dash may.
        let certain = matches!(separator, "_" | "|" | "｜");
        if head.chars().count() >= 4
            && !tail.is_empty()
            && (certain && tail.chars().count() <= 40 || is_site(tail))
        {
            return (head, title[at..].trim());
        }
    }
    (title, "")
}

fn is_site(tail: &str) -> bool {
    const ENDS: [&str; 30] = [
        "网",
        "網",
        "新闻",
        "新聞",
        "频道",
        "门户",
        "门户网站",
        "在线",
        "日报",
        "日報",
        "晚报",
        "早报",
        "时报",
        "周刊",
        "网站",
        "官网",
        "中心",
        "客户端",
        "手机版",
        "百科",
        "博客",
        "论坛",
        "社区",
        "人民政府",
        "政府",
        "电视台",
        ".com",
        ".cn",
        ".org",
        "资讯",
    ];
    tail.chars().count() <= 24
        && !tail.contains(['，', '。', '“', '！', '？'])
        && ENDS.iter().any(|end| tail.to_ascii_lowercase().ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_take_one_form() {
        for (text, expected) in [
            ("2025/2/21 9:21:00", Some("2025-02-21")),
            ("本报讯 2 月 15 日，", Some("02-15")),
            ("2019年06月15日08:18", Some("2019-06-15")),
            ("二〇二三年十二月三十一日", Some("2023-12-31")),
            ("二十一日", None),
            ("十月二十五日", Some("10-25")),
            ("2023 年全年", None),
            ("3.89%", None),
            ("13月40日", None),
            ("2024-05-06T08:00:00Z", Some("2024-05-06")),
            ("12345-01-02", None),
        ] {
            assert_eq!(date_in(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn meta_lines_give_their_facts() {
        let line = "发布时间:2024/3/5 9:21:00浏览次数:574文章来源:河口镇";
        assert!(is_meta(line, Place::Body));
        let found = facts(line);
        assert_eq!(found.date.as_deref(), Some("2024-03-05"));
        assert_eq!(found.source.as_deref(), Some("河口镇"));
        let found = facts("2024-03-05 09:21 河口日报 作者：王五");
        assert_eq!(
            (found.source.as_deref(), found.author.as_deref()),
            (Some("河口日报"), Some("王五"))
        );
        assert!(is_meta("2024-03-05 09:21 河口日报", Place::Head));
        assert!(!is_meta("会议时间：2024年3月5日 地点：礼堂", Place::Body));
        assert!(!is_meta("他说，来源：不明。", Place::Head));
    }

    #[test]
    fn bylines_hold_names() {
        assert_eq!(byline("本报记者 张三 李四"), Some("张三 李四"));
        assert_eq!(byline("文/张三"), Some("张三"));
        assert_eq!(byline("记者走进河口镇老码头"), None);
    }

    #[test]
    fn credits_name_an_office_or_a_person() {
        assert_eq!(credit("（来源：河口镇党校）").source.as_deref(), Some("河口镇党校"));
        assert_eq!(credit("(河口镇党校)").source.as_deref(), Some("河口镇党校"));
        assert_eq!(credit("(王五)").author.as_deref(), Some("王五"));
        assert_eq!(credit("（记者 王五）").author.as_deref(), Some("王五"));
    }

    #[test]
    fn the_site_is_cut_off_a_title() {
        for (title, expected) in [
            ("老码头重新开放_河口新闻网", "老码头重新开放"),
            ("老码头重新开放 - 河口日报", "老码头重新开放"),
            ("老码头重新开放-要闻-河口网", "老码头重新开放"),
            ("河口——一座小镇的二十年", "河口——一座小镇的二十年"),
            ("2+X研讨班-开班", "2+X研讨班-开班"),
        ] {
            assert_eq!(cut_site(title).0, expected);
        }
    }
}
