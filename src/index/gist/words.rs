//! The words of one article that may tell what it is about. In come its lines as words with tags,
//! out come the few that are worth counting elsewhere. Refuses to know other articles.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::index::names::Tagged;
use crate::text::han::is_han;

/// A word that may tell what an article is about, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub text: String,
    /// How often it stands in the article as a word.
    pub times: u32,
    /// Whether it stands in the title.
    pub is_in_title: bool,
}

/// The words of an article that were met so far.
#[derive(Debug, Default)]
pub struct Words {
    met: FxHashMap<Box<str>, Met>,
    /// Two words that stood side by side, as one.
    pairs: FxHashMap<Box<str>, Pair>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Title,
    Text,
}

#[derive(Clone, Copy, Debug, Default)]
struct Met {
    times: u32,
    is_in_title: bool,
}

#[derive(Clone, Debug)]
struct Pair {
    parts: [Box<str>; 2],
    met: Met,
}

/// How many words are looked for in the other articles.
const CANDIDATES_MAX: usize = 40;

/// A word in the title weighs as if it stood so much more often.
const TITLE_TIMES: u32 = 2;

/// A word of letters is as long as a word of so many times fewer Han.
const LETTERS_A_HAN: usize = 2;

/// Characters of two words that may be one.
const PAIR_MAX: usize = 6;

/// So often two words stand side by side before they may be one.
const PAIR_TIMES_MIN: u32 = 3;

impl Words {
    /// Takes in the words of a line, folded, one after the other.
    pub fn take(&mut self, line: Line, words: &[Tagged<'_>]) {
        for (at, word) in words.iter().enumerate().filter(|(_, word)| tells(word)) {
            meet(&mut self.met, word.word, line);
            if let Some(next) = words.get(at + 1).filter(|next| tells(next)) {
                self.take_pair(line, word.word, next.word);
            }
        }
    }

    fn take_pair(&mut self, line: Line, first: &str, second: &str) {
        let text: String = [first, second].concat();
        if first == second || text.chars().count() > PAIR_MAX || !text.chars().all(is_han) {
            return;
        }
        let parts = || [first.into(), second.into()];
        let pair = self.pairs.entry(text.into());
        pair.or_insert_with(|| Pair { parts: parts(), met: Met::default() }).met.add(line);
    }

    /// The words that are worth counting, those first that stand often and are long: forty at most.
    pub fn candidates(mut self) -> Vec<Candidate> {
        self.join();
        let candidate = |(text, met): (Box<str>, Met)| Candidate {
            text: text.into_string(),
            times: met.times,
            is_in_title: met.is_in_title,
        };
        let mut candidates: Vec<Candidate> =
            self.met.into_iter().filter(|(_, met)| met.times > 0).map(candidate).collect();
        candidates.sort_unstable_by(|a, b| {
            (Reverse(a.weight()), &a.text).cmp(&(Reverse(b.weight()), &b.text))
        });
        candidates.truncate(CANDIDATES_MAX);
        candidates
    }

    /// Makes one word of two that mostly stand side by side, as 线下课堂 does: what is left of
    /// either counts alone.
    fn join(&mut self) {
        let mut pairs: Vec<(Box<str>, Pair)> = self.pairs.drain().collect();
        pairs.sort_unstable_by(|(a, one), (b, other)| {
            (Reverse(one.met.times), a).cmp(&(Reverse(other.met.times), b))
        });
        for (text, Pair { parts, met }) in pairs {
            let times = |part: &str| self.met.get(part).map_or(0, |met| met.times);
            let rarer = parts.iter().map(|part| times(part)).min().unwrap_or_default();
            if met.times < PAIR_TIMES_MIN || met.times > rarer || met.times * 3 < rarer * 2 {
                continue;
            }
            for part in &parts {
                if let Some(part) = self.met.get_mut(part) {
                    part.times -= met.times.min(part.times);
                }
            }
            self.met.insert(text, met);
        }
    }
}

impl Candidate {
    /// How much it weighs in its article, before it is known how rare it is elsewhere.
    fn weight(&self) -> u32 {
        let chars = self.text.chars().count();
        let length = if self.text.chars().all(is_han) { chars } else { chars / LETTERS_A_HAN };
        self.often() * length as u32
    }

    /// How often it stands in the article, the title counting for more.
    pub(super) fn often(&self) -> u32 {
        self.times + if self.is_in_title { TITLE_TIMES } else { 0 }
    }
}

impl Met {
    fn add(&mut self, line: Line) {
        self.times += 1;
        self.is_in_title |= line == Line::Title;
    }
}

fn meet(met: &mut FxHashMap<Box<str>, Met>, text: &str, line: Line) {
    match met.get_mut(text) {
        Some(met) => met.add(line),
        None => met.entry(text.into()).or_default().add(line),
    }
}

/// Whether a word may tell what a text is about: names, nouns, idioms, foreign words.
fn tells(word: &Tagged<'_>) -> bool {
    let is_telling = matches!(
        word.tag,
        "n" | "nr"
            | "nrt"
            | "nrfg"
            | "ns"
            | "nsf"
            | "nt"
            | "nz"
            | "nw"
            | "vn"
            | "an"
            | "i"
            | "l"
            | "j"
            | "eng"
    );
    let mut chars = word.word.chars();
    let length = chars.clone().count();
    let is_word = if chars.clone().all(is_han) {
        // Of locutions the short are those of every day: 怎么办.
        length >= if word.tag == "l" { 4 } else { 2 }
    } else {
        length >= 3 && chars.all(char::is_alphabetic)
    };
    is_telling && is_word && !COMMON.contains(word.word)
}

/// Nouns that tell nothing. In a large library they are found everywhere and weigh nothing by
/// themselves; a small one cannot know that.
static COMMON: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    "时候 东西 事情 人们 大家 方面 地方 情况 问题 时间 样子 部分 结果 原因 过程 方式 关系 内容 作用 \
     意思 基础 工作 活动 进行 开展 发展 建设 服务 管理 参加 组织 要求 影响 记者 通讯员 本报讯 图片 \
     有人 一个 一种 一些 没有 不是 还有 就是 也就是 各种 各位 全部 全体 一起 一样 不同 之间 以后 \
     以前 当时 后来 今天 明天 昨天 现在 目前 近日 日前 目的 办法 经验 条件 能力 水平 程度 机会 \
     the and for that with this from are was not you have has had but his her they which"
        .split_whitespace()
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `word/tag`, a line each; the first is the title.
    fn check(lines: &[&str], expected: &str) {
        let mut words = Words::default();
        for (at, line) in lines.iter().enumerate() {
            let tagged: Vec<Tagged<'_>> = line
                .split_whitespace()
                .filter_map(|word| word.rsplit_once('/'))
                .map(|(word, tag)| Tagged { word, tag })
                .collect();
            words.take(if at == 0 { Line::Title } else { Line::Text }, &tagged);
        }
        let one = |word: &Candidate| {
            format!("{}{}{}", word.text, word.times, if word.is_in_title { "!" } else { "" })
        };
        let shown: Vec<String> = words.candidates().iter().map(one).collect();
        assert_eq!(shown.join(" "), expected, "{lines:?}");
    }

    #[test]
    fn nouns_names_and_idioms_tell() {
        check(
            &["", "渡口/n 的/uj 灯/n 很/d 亮/a 柳暗花明/i 时候/n 岳南星/nr ferry/eng ok/eng 3/m"],
            "柳暗花明1 岳南星1 ferry1 渡口1",
        );
        check(&[], "");
    }

    #[test]
    fn the_title_and_the_long_come_first() {
        check(&["渡口/n 来/v 客/n", "码头/n 码头/n 灯塔/n 渡口/n", "灯塔/n"], "渡口2! 灯塔2 码头2");
    }

    #[test]
    fn two_words_that_stand_side_by_side_are_one() {
        let line = "线下/n 课堂/n 在/p 河口/ns";
        check(&["", line, line, line, "河口/ns 也/d 有/v 课堂/n"], "线下课堂3 河口4 课堂1");
        check(
            &["", line, line, line, "线下/n 课堂/n 、/x 线下/n", "线下/n", "课堂/n"],
            "线下课堂4 河口3 线下2 课堂1",
        );
        check(&["", line, line], "河口2 线下2 课堂2");
    }

    #[test]
    fn forty_are_enough() {
        let many: Vec<String> =
            (0x4e00..0x4e80).filter_map(char::from_u32).map(|c| format!("{c}{c}/n 、/x")).collect();
        let mut words = Words::default();
        for word in &many {
            let (word, _) = word.split_once('/').unwrap();
            words.take(Line::Text, &[Tagged { word, tag: "n" }]);
        }
        assert_eq!(words.candidates().len(), CANDIDATES_MAX);
    }
}
