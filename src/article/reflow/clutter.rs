//! The furniture of a page: navigation, share buttons, hot lists, counters, licences, page numbers.
//! In come lines, out come those that are text; the others go where they can be looked up.
//!
//! A word never condemns a line: it must be short, stand by itself, and hold little else.

use super::furniture;
use crate::article::line::{EM, Ending, Line, Measure, ending, width};
use crate::article::metadata::label::{self, Place};
use crate::article::piece::{Piece, Role};
use crate::article::sign::could_be_headline;
use crate::text::Clean;

/// The lines that are text or state facts; the rest is added to `dropped`.
pub fn sort<'a>(lines: Vec<Line<'a>>, dropped: &mut Vec<Clean>) -> Vec<Line<'a>> {
    let verdicts = judge_all(&lines, |line| (line.text, line.ending, line.wrapped));
    let mut kept = Vec::with_capacity(lines.len());
    for (mut line, verdict) in lines.into_iter().zip(verdicts) {
        if verdict == Verdict::Clutter {
            dropped.push(Clean::line(line.text));
        } else {
            line.is_meta = verdict == Verdict::Meta;
            kept.push(line);
        }
    }
    kept
}

/// The same for pieces that a format has told apart.
pub fn sort_pieces(pieces: Vec<Piece>, dropped: &mut Vec<Clean>) -> Vec<Piece> {
    let verdicts = judge_all(&pieces, |piece| (&piece.text, ending(&piece.text), false));
    let mut kept = Vec::with_capacity(pieces.len());
    for (mut piece, verdict) in pieces.into_iter().zip(verdicts) {
        match verdict {
            _ if matches!(piece.role, Role::Code | Role::Meta | Role::Verse) => kept.push(piece),
            Verdict::Clutter => dropped.push(Clean::line(&piece.text)),
            Verdict::Text => kept.push(piece),
            Verdict::Meta => {
                piece.role = Role::Meta;
                kept.push(piece);
            }
        }
    }
    kept
}

/// Judges items by their text, their ending and whether they are lines of a wrapped text.
fn judge_all<T>(items: &[T], view: impl Fn(&T) -> (&str, Ending, bool)) -> Vec<Verdict> {
    let mut sorter = Sorter::default();
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(items.len());
    let mut sentence_runs = false;
    for (at, item) in items.iter().enumerate() {
        let (text, ending, wrapped) = view(item);
        let setting = match (wrapped, sentence_runs) {
            (false, _) => Setting::Loose,
            (true, false) => Setting::Wrapped,
            (true, true) => Setting::Running,
        };
        let was_tail = sorter.in_tail;
        let verdict = sorter.judge(text, ending, setting);
        if was_tail && !sorter.in_tail && at >= 2 {
            // Another article begins below the list: its headline and its facts stood in the list.
            let (title, facts) = (view(&items[at - 2]).0, view(&items[at - 1]).0);
            if could_be_headline(title) && label::is_meta(facts, Place::Head) {
                (verdicts[at - 2], verdicts[at - 1]) = (Verdict::Text, Verdict::Meta);
            }
        }
        if verdict != Verdict::Clutter {
            sentence_runs = wrapped && ending != Ending::Sentence;
        }
        verdicts.push(verdict);
    }
    verdicts
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
    fn judge(&mut self, text: &str, ending: Ending, setting: Setting) -> Verdict {
        let ended = ending == Ending::Sentence;
        // Most lines are too long to be anything but text; only a short head of them is measured.
        let wide = if text.len() > 2000 { LONG } else { width(text, Measure::Compressed) };
        if self.in_tail {
            let prose = ended || text.matches(['，', ',']).nth(1).is_some();
            let resumes = wide >= LONG && prose && !furniture::is_legal(text);
            if setting == Setting::Loose && !resumes {
                return Verdict::Clutter;
            }
            self.in_tail = false;
        }
        if text.len() <= 600
            && let Some(verdict) = self.judge_short(text, ending, setting)
        {
            return verdict;
        }
        let long = wide >= 24 * EM || ended || setting == Setting::Running;
        self.body_seen |= long;
        let headline = !long && setting == Setting::Loose && could_be_headline(text);
        self.place = if headline || !self.body_seen { Place::Head } else { Place::Body };
        Verdict::Text
    }

    /// A line of at most a few hundred bytes.
    fn judge_short(&mut self, text: &str, ending: Ending, setting: Setting) -> Option<Verdict> {
        let ended = ending == Ending::Sentence;
        if furniture::is_page_number(text) || furniture::is_rule(text) {
            return Some(Verdict::Clutter);
        }
        // Above the text a line of facts is one, though the title before it ended no sentence.
        if !self.body_seen && label::is_meta(text, Place::Head) {
            return Some(Verdict::Meta);
        }
        if setting == Setting::Running {
            return furniture::is_figure(text).then_some(Verdict::Clutter);
        }
        let loose = setting == Setting::Loose;
        if loose && self.body_seen && furniture::opens_list(text) {
            self.in_tail = true;
            return Some(Verdict::Clutter);
        }
        if furniture::is_legal(text) && (loose || !ended) {
            self.in_tail = self.body_seen && loose;
            return Some(Verdict::Clutter);
        }
        if furniture::is_editors(text)
            || (!ended && (furniture::is_interface(text) || furniture::is_share(text)))
            || furniture::is_neighbour(text)
        {
            return Some(Verdict::Clutter);
        }
        let place = if loose { self.place } else { Place::Body };
        label::is_meta(text, place).then_some(Verdict::Meta)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str) -> Verdict {
        let mut sorter = Sorter { body_seen: true, place: Place::Body, in_tail: false };
        sorter.judge(text, ending(text), Setting::Loose)
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
            assert_eq!(sorter.judge(text, ending(text), Setting::Loose), expected, "{text}");
        }
    }
}
