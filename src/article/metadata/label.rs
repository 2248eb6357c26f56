//! The labels of a page: 发布时间：, 来源：, 浏览次数：. In comes a line, out comes whether it states facts
//! and which. Refuses to judge a line that is long or a sentence.

use super::credit::name;
pub use super::house::is_house;
use super::house::{source_name, trailing_name};
use super::{Day, Facts, date};
use crate::article::words::{Lexicon, Table, Words};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Date,
    /// When it was written or last changed: the day of publication where no other is stated.
    Updated,
    Source,
    Author,
    Url,
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

/// Labels of one meaning and strength, blanks between them.
type Row = (Label, Strength, &'static str);

/// The labels of Chinese pages, with what each means and proves.
static LABELS: Lexicon<(Label, Strength)> = Lexicon::new(|| {
    Table::new(ROWS.iter().flat_map(|&(label, strength, words)| {
        words.split_whitespace().map(move |word| (word, (label, strength)))
    }))
});

const ROWS: [Row; 11] = {
    use Label::{Author, Date, Noise, Source, Updated, Url};
    use Strength::{Strong, Weak};
    [
        (
            Source,
            Strong,
            "文章来源于 文章来源 信息来源 新闻来源 稿件来源 文章來源 資料來源 来源于 来源 來源 稿源 转载自 轉載自 \
             转自 摘自 发布机构 发布单位 发布部门 发布机关 發布單位 發布機關 供稿单位 供稿部门 发文机关 发文单位",
        ),
        (Source, Weak, "出处 出處 供稿 发布方"),
        (
            Date,
            Strong,
            "发布时间 发布日期 發布時間 發佈時間 發佈日期 發布日期 发表时间 发表日期 發表時間 发表于 發表於 \
             发布于 發布於 發佈於 编辑于 公布日期 发稿时间 刊发时间 公开日期 上传时间 上架日期",
        ),
        (Date, Weak, "时间 時間 日期 发布 發布 出版 發稿"),
        (
            Updated,
            Strong,
            "更新时间 更新日期 最后更新 最後更新 修改时间 更新於 更新于 成文日期 发文日期 生成日期",
        ),
        (Updated, Weak, "更新"),
        (Author, Weak, "作者 記者 记者 通讯员 撰稿 撰文 采访 採訪 采写 文"),
        (Url, Weak, "网址"),
        (Url, Strong, "原文链接 本文链接 原文网址"),
        (
            Noise,
            Strong,
            "发布者 发布人 责任编辑 責任編輯 责编 阅览次数 浏览次数 瀏覽次數 瀏覽人次 点阅 點閱 阅读次数 访问次数 \
             点击次数 浏览量 访问量 阅读量 点击数 点击率 字号 字体 字體 分享到 索引号 主题分类 信息分类 有效性 \
             文号 时效性 实施日期 失效日期 信息索引 公开方式 公开范围 体裁分类 审稿 原标题",
        ),
        (
            Noise,
            Weak,
            "编辑 编审 审核 校对 初审 复审 终审 点击 浏览 瀏覽 阅读 閱讀 人气 人氣 查看 回复 摄影 攝影 文字 图片 \
             栏目 分类 标签 主题 排版 录入 打印",
        ),
    ]
};

/// The labels that need no colon before a day or a name.
static OPEN: Words = Words::new(|| {
    Table::of("来源于 转载自 轉載自 发表于 發表於 发布于 發布於 發佈於 编辑于 更新于 更新於")
});

/// The longest line that is searched for labels, in bytes.
const META_BYTES: usize = 480;

/// A label in a line.
#[derive(Clone, Copy, Debug)]
struct Found<'a> {
    label: Label,
    strength: Strength,
    /// Where the label begins, in bytes of the line.
    at: usize,
    value: &'a str,
}

/// The labels in `line` with their values.
fn labelled(line: &str) -> Vec<Found<'_>> {
    // The signs behind a label, and the last characters of those that need none.
    let may_end = |c: char| matches!(c, '：' | ':' | '︰' | '于' | '於' | '自' | '】');
    if line.len() > META_BYTES || !line.contains(may_end) {
        return Vec::new();
    }
    let labels = &*LABELS;
    let mut marks: Vec<(usize, usize, Label, Strength)> = Vec::new();
    let mut skip_to = 0;
    for (at, _) in labels.places(line) {
        if at < skip_to {
            continue;
        }
        if let Some((label, strength, rest)) = label_at(&line[at..]) {
            let until = line.len() - rest.len();
            // 【原文】 is a word of its own, and no 文.
            if line[..until].ends_with('】') && !line[..at].trim_end().ends_with('【') {
                continue;
            }
            skip_to = until;
            marks.push((at, skip_to, label, strength));
        }
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([line.len()]);
    let end_of_value = |c: char| c.is_whitespace() || "【[(（|｜·,，;；".contains(c);
    marks
        .iter()
        .zip(ends)
        .map(|(&(at, from, label, strength), end)| Found {
            label,
            strength,
            at,
            value: line[from..end.max(from)].trim_matches(end_of_value),
        })
        .collect()
}

/// The label that `text` begins with, and what follows it.
fn label_at(text: &str) -> Option<(Label, Strength, &str)> {
    let words = LABELS.beginning(text.chars().next()?).iter();
    words
        .filter_map(|&(word, (label, strength))| {
            let rest = strip_spaced(text, word)?;
            let after = rest.trim_start();
            let rest = match after.strip_prefix(['：', ':', '︰', '】']) {
                Some(value) => value,
                None if OPEN.has(word) => rest,
                None => return None,
            };
            Some((word.len(), (label, strength, rest)))
        })
        .max_by_key(|(len, _)| *len)
        .map(|(_, found)| found)
}

/// `text` without `word`, between whose characters pages put blanks: 来　源.
fn strip_spaced<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text;
    for (index, wanted) in word.chars().enumerate() {
        if index > 0 {
            rest = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        }
        rest = rest.strip_prefix(wanted)?;
    }
    Some(rest)
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
    // 记者：船几点开？ is what somebody asks.
    if line.len() > META_BYTES || line.ends_with(['。', '；', '，', '？', '！']) {
        return false;
    }
    let found = labelled(line);
    let strong = found.iter().any(|mark| mark.strength == Strength::Strong);
    let only_source = found.iter().all(|mark| mark.label == Label::Source);
    // What stands before the first label must itself be a date or a name.
    let before = found.first().map_or("", |mark| line[..mark.at].trim());
    let short_before =
        before.chars().count() <= 12 || date::find(before).is_some_and(|(at, _)| at.start < 6);
    let plain = |text: &str| !text.contains(['，', '。', '“', '”']);
    match place {
        Place::Head => {
            let labels = !found.is_empty() && short_before && plain(before);
            let brief = found.iter().all(|mark| mark.value.chars().count() <= 30);
            labels && (strong || brief) || is_dated(line)
        }
        Place::Body => {
            strong && short_before && !only_source && plain(before)
                || line.len() <= 200 && is_counted(line) && is_dated(line)
        }
    }
}

/// 阅读(1873) 评论(6): how often a page was read.
fn is_counted(line: &str) -> bool {
    static COUNTERS: Words = Words::new(|| {
        Table::of("阅读( 阅读（ 评论( 评论（ 浏览( 浏览（ 点击( 点击（ 閱讀( 瀏覽( 人气(")
    });
    COUNTERS.is_in(line)
}

/// Whether a line below the text says nothing but where it is from: 本文来源：河口日报.
pub fn states_source(line: &str) -> bool {
    let found = labelled(line);
    let [first, ..] = found.as_slice() else { return false };
    let before = line[..first.at].trim_start_matches(|c: char| !c.is_alphanumeric());
    first.label == Label::Source
        && matches!(before, "" | "本文" | "稿件" | "本稿")
        && is_meta(line, Place::Head)
}

/// A line that is a date with a time, a weekday or a short name, and nothing else.
pub fn is_dated(line: &str) -> bool {
    if line.len() > 200 || line.contains(['，', '。', '、', '“', '《', '？', '！']) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    match date::find(line) {
        Some((at, date)) => {
            let timed = date::starts_with_time(&line[at.end..]);
            let (before, after) = (letters(&line[..at.start]), letters(&line[at.end..]));
            if timed {
                before <= 12 && after <= 24
            } else {
                date.len() == 10 && before == 0 && after <= 8
            }
        }
        None => date::find_timed_day(line).is_some_and(|(at, _)| letters(&line[..at.start]) == 0),
    }
}

/// A line of a full date and a few words, as it stands between the title and the text of a page: 王五
/// 2024-03-05.
pub fn names_day(line: &str) -> bool {
    const WORDS: usize = 8;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    line.len() <= 90
        && date::find(line).is_some_and(|(at, date)| {
            date.len() == 10 && letters(&line[..at.start]) + letters(&line[at.end..]) <= WORDS
        })
}

/// Whether a line below the text says when and by whom something was said: a reply in a forum.
pub fn is_reply(line: &str) -> bool {
    line.len() <= META_BYTES
        && ["发表于", "發表於"].iter().any(|word| line.contains(word))
        && is_meta(line, Place::Body)
        && date::find(line).is_some()
}

/// The facts that a meta line states.
pub fn facts(line: &str) -> Facts {
    let mut facts = Facts::default();
    let found = labelled(line);
    let mut updated = None;
    for &Found { label, value, .. } in &found {
        match label {
            Label::Date => {
                // Behind a label a day needs no hour to be known.
                let timed = |value: &str| Some(date::find_timed_day(value)?.1);
                let value = part_hour(value).unwrap_or(value);
                let day = || {
                    date::normal(value)
                        .or_else(|| timed(value))
                        .or_else(|| timed(&format!("{value} 0:00")))
                };
                facts.date = facts.date.take().or_else(day);
            }
            Label::Updated => updated = updated.take().or_else(|| date::normal(value)),
            Label::Source => facts.source = facts.source.take().or_else(|| source_name(value)),
            Label::Author => facts.author = facts.author.take().or_else(|| name(value)),
            Label::Url => facts.url = facts.url.take().or_else(|| Some(value.to_owned())),
            Label::Noise => {}
        }
    }
    if line.len() > META_BYTES {
        return facts;
    }
    let unlabelled = found.first().map_or(line, |mark| &line[..mark.at]);
    let day = date::find(unlabelled)
        .or_else(|| date::find_timed_day(unlabelled))
        .or_else(|| if updated.is_none() { date::find(line) } else { None });
    facts.date = facts.date.take().or_else(|| day.map(|(_, date)| date));
    if facts.date.is_none() {
        (facts.date, facts.day) = (updated, Day::Other);
    }
    if facts.source.is_none()
        && let Some((at, _)) = date::find(unlabelled)
    {
        facts.source = trailing_name(&unlabelled[at.end..]).or_else(|| {
            let mut before = unlabelled[..at.start].split([' ', '\u{3000}', '|', '｜', '·', '/']);
            let before = before.rfind(|word| !word.trim().is_empty()).map(str::trim);
            let name = before.map(|name| name.strip_prefix("原创").unwrap_or(name));
            name.filter(|name| is_house(name)).map(str::to_owned)
        });
    }
    facts
}

/// The day before an hour that clings to it: 18-03-0823:16.
fn part_hour(value: &str) -> Option<&str> {
    const SHAPE: &[u8] = b"00-00-0000:00";
    let fits = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        sign => byte == sign,
    };
    let clings = value.len() >= SHAPE.len() && value.as_bytes().iter().zip(SHAPE).all(fits);
    clings.then(|| &value[..8])
}

/// Whether a line of facts waits for the next: a label without its value, or a day alone.
pub fn is_open(line: &str) -> bool {
    labelled(line).last().is_some_and(|mark| mark.value.is_empty() && mark.label != Label::Noise)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(!is_meta("记者：船几点开？", Place::Head) && !is_meta("【原文】", Place::Head));
        let found = facts("来源：《河口》2018年第2期 采访：王五");
        assert_eq!(
            (found.source.as_deref(), found.author.as_deref()),
            (Some("河口"), Some("王五"))
        );
        assert!(is_dated("2-15 10:20"));
        assert!(is_dated("由 王五 发表于 2020年6月14日 08:20 · 3条评论"));
        assert!(!is_dated("2-1 平局"));
        let found = facts("出版：2016-05-03 12:30 更新：2016-05-04 09:18");
        assert_eq!(found.date.as_deref(), Some("2016-05-03"));
        assert_eq!(facts("更新时间：2016-05-04").date.as_deref(), Some("2016-05-04"));
        assert_eq!(facts("发布时间：10-08 12:00 优质作者").date.as_deref(), Some("10-08"));
        assert_eq!(facts("发布时间：10-0812:00优质作者").date.as_deref(), Some("10-08"));
        assert_eq!(facts("发布时间：10-08").date.as_deref(), Some("10-08"));
        assert_eq!(facts("发布时间：18-03-08").date.as_deref(), Some("2018-03-08"));
        assert_eq!(facts("发布时间：老码头").date, None);
        assert_eq!(facts("发布时间：18-03-0823:16").date.as_deref(), Some("2018-03-08"));
        for line in [
            "2016年5月4日 09:18 河口日报缩小字体放大字体评论 36",
            "原创河口日报 2016-05-04 09:18",
            "河口日报 | 2016-05-04 09:18",
            "2016年5月4日09时18分30秒 河口日报",
            "2016-05-04 09:18 [来源：河口日报] [字号：大 中 小]",
            "posted @ 2016-05-04 09:18 河口日报 阅读(18) 评论(6) 编辑",
        ] {
            assert_eq!(facts(line).source.as_deref(), Some("河口日报"), "{line}");
        }
        for line in ["2016-05-04 09:18 江西", "2016-05-04 09:18 来自河口", "2016-05-04 09:18 HKT"]
        {
            assert_eq!(facts(line).source, None, "{line}");
        }
        assert!(names_day("王五 | 2016年5月4日") && names_day("2016年5月4日，星期三"));
        assert!(!names_day("2016年5月4日，渡船第一次开出了河口镇"));
        let mut whole = facts("成文日期：2016-05-03");
        whole.fill(facts("发布日期：2016-05-04"));
        whole.fill(facts("发布日期：2016-05-05"));
        assert_eq!(whole.date.as_deref(), Some("2016-05-04"));
        assert!(states_source("本文来源：河口日报") && states_source("（来源：河口日报"));
        assert!(!states_source("他说，来源：不明") && !states_source("作者：王五"));
        assert_eq!(facts("发布时间：18-03-08 23:16").date.as_deref(), Some("2018-03-08"));
        assert_eq!(facts("原创  河口日报  2016-05-04 09:18").source.as_deref(), Some("河口日报"));
        assert_eq!(facts("2016-05-04 09:18 王五 李小六 赵七").source, None);
        assert_eq!(facts("2016-05-04 09:18  河口日报  举报").source.as_deref(), Some("河口日报"));
        assert_eq!(facts("来源：河口日报 举报12").source.as_deref(), Some("河口日报"));
        assert_eq!(facts("来源：河口日报举报").source.as_deref(), Some("河口日报"));
        assert_eq!(facts("来　源：河口日报").source.as_deref(), Some("河口日报"));
    }
}
