//! The labels of a page: 发布时间：, 来源：, 浏览次数：. In comes a line, out comes whether it states facts
//! and which. Refuses to judge a line that is long or a sentence.

use super::credit::name;
use super::{Facts, date};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Date,
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

/// The labels of Chinese pages; a longer one stands before the one it contains.
const LABELS: [(&str, Label, Strength); 64] = {
    use Label::{Author, Date, Noise, Source, Url};
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
        ("网址", Url, Weak),
        ("原文链接", Url, Strong),
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
    if line.len() > META_BYTES || !line.contains(['：', ':', '于', '自']) {
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
        before.chars().count() <= 12 || date::find(before).is_some_and(|(at, _)| at.start < 6);
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
    let Some((at, date)) = date::find(line) else { return false };
    let rest: usize = line[..at.start]
        .chars()
        .chain(line[at.end..].chars())
        .filter(|c| c.is_alphabetic())
        .count();
    date.len() == 10 && at.start == 0 && rest <= 8 && !line.contains(['，', '。', '、', '“', '《'])
}

/// The facts that a meta line states.
pub fn facts(line: &str) -> Facts {
    let mut facts = Facts::default();
    let found = labelled(line);
    for &(label, _, _, value) in &found {
        match label {
            Label::Date => facts.date = facts.date.take().or_else(|| date::normal(value)),
            Label::Source => facts.source = facts.source.take().or_else(|| name(value)),
            Label::Author => facts.author = facts.author.take().or_else(|| name(value)),
            Label::Url => facts.url = facts.url.take().or_else(|| Some(value.to_owned())),
            Label::Noise => {}
        }
    }
    let unlabelled = found.first().map_or(line, |mark| &line[..mark.2]);
    if facts.date.is_none() && line.len() <= META_BYTES {
        facts.date = date::normal(unlabelled).or_else(|| date::normal(line));
    }
    if facts.source.is_none()
        && let Some((at, _)) = date::find(unlabelled)
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
    }
}
