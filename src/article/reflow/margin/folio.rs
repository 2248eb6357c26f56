//! The folio of a newspaper page: its number, section, date, paper and editors, in one line or a few.
//! In come lines, out come those that are text, and the day of the issue. Refuses any line in which
//! more than a name is left over.

use super::Edge;
use crate::article::metadata::date;
use crate::article::sign::{self, floor};
use crate::article::words::{Table, Words};
use crate::text::Clean;
use crate::text::han::is_han;

/// The signs that stand in no folio.
pub const PROSE: [char; 7] = ['，', '。', '；', '？', '！', '“', '、'];

/// The lines on either side of a folio that may belong to it.
const REACH: usize = 3;

/// The longest folio line, in bytes.
const LONGEST: usize = 240;

/// Who makes a page.
static ROLES: Words = Words::new(|| {
    Table::of(
        "本版责任编辑 本版责编 本版编辑 本版主编 责任编辑 責任編輯 值班编委 值班主任 \
         值班编辑 版式设计 视觉设计 美术编辑 责任校对 首席编辑 执行主编 责编 美编 编辑 \
         編輯 校对 校對 版式 组版 排版 主编 编审 检校 审校 一读 二读 制图 见习编辑",
    )
});

/// What pages are called.
static SECTIONS: Words = Words::new(|| {
    Table::of(
        "要闻 要聞 社区 新闻 新聞 综合 綜合 副刊 社会 社會 民生 教育 经济 經濟 文化 体育 \
         體育 国际 國際 国内 时政 專題 专题 专版 特刊 广告 公告 理论 评论 評論 周刊 \
         视点 本地 本市 区县 财经 財經 健康 科技 法治 生活 校园 校園 人物 深度 观察 \
         头版 来信 來信 城事 特稿 时评 文娱 娱乐 旅游 房产 汽车 金融 证券 三农 党建 读书 军事 \
         特别报道 文苑 治理",
    )
});

/// What stands before those who publish a paper, and where they are found.
const IMPRINT: [&str; 9] = [
    "主办",
    "主管",
    "承印",
    "投稿邮箱",
    "投稿热线",
    "新闻热线",
    "读者热线",
    "编辑部地址",
    "国内统一刊号",
];

/// What may stand in a folio besides its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Weekday,
    /// 第 3 版
    Page,
    /// 08, A03
    Number,
    /// 第 12 期
    Issue,
    Section,
    Paper,
    Role,
    Contact,
    /// Who publishes the paper, or where to write to it.
    Imprint,
    /// 下转, 上接: where an article goes on.
    Turn,
}

/// What stands in a line that may be a folio.
#[derive(Clone, Debug, Default)]
struct Marks {
    date: Option<String>,
    seen: Vec<Mark>,
    /// Characters that are none of these.
    unknown: usize,
}

impl Marks {
    fn has(&self, mark: Mark) -> bool {
        self.seen.contains(&mark)
    }

    /// How many of those who make the page are named.
    fn roles(&self) -> usize {
        self.seen.iter().filter(|&&mark| mark == Mark::Role).count()
    }

    /// Whether the line is a folio wherever it stands.
    fn is_sure(&self) -> bool {
        let roles = self.roles();
        let dated = self.date.as_ref().is_some_and(|date| date.len() == 10);
        let (page, weekday) = (self.has(Mark::Page), self.has(Mark::Weekday));
        let named = self.has(Mark::Section) || self.has(Mark::Paper) || roles > 0;
        let published = self.has(Mark::Imprint) || self.has(Mark::Issue);
        let issue = dated && (page || named || published || weekday && self.has(Mark::Number));
        let numbered = page && (named || weekday || self.unknown == 0);
        let editors = roles >= 2 || (roles == 1 && (self.has(Mark::Contact) || page));
        let turned = page && self.has(Mark::Turn) && self.unknown == 0;
        let imprint = self.has(Mark::Imprint) && self.seen.len() >= 2 && self.unknown == 0;
        (issue || numbered || editors || turned || imprint) && self.unknown <= self.most_unknown()
    }

    /// How many characters may be left over: the more is known, the surer is the rest.
    fn most_unknown(&self) -> usize {
        if self.has(Mark::Weekday) || self.has(Mark::Page) {
            6
        } else if self.has(Mark::Number) && self.has(Mark::Section) {
            2
        } else {
            0
        }
    }

    /// Whether the line is a part of a folio where it is the first or the last of a page.
    fn is_at_edge(&self) -> bool {
        let imprint = self.has(Mark::Imprint);
        let dated = self.date.as_ref().is_some_and(|date| date.len() == 10);
        let only_day = self.seen.iter().all(|&mark| mark == Mark::Weekday);
        (imprint || dated && only_day) && self.unknown == 0
    }

    /// Whether lines at the edge of a page are together a folio. Below a text a name and a day are who
    /// signs it, and a number to call is for those who have read it.
    fn is_spread(&self, edge: Edge) -> bool {
        let numbered = self.has(Mark::Number) || self.has(Mark::Page);
        let (section, paper) = (self.has(Mark::Section), self.has(Mark::Paper));
        let (named, made) = (section || paper, self.roles() > 0);
        let dated = self.date.is_some() && (numbered || made);
        let anywhere = dated || named && (numbered || made) || self.has(Mark::Imprint);
        let above = self.date.is_some() && named || section && paper || self.has(Mark::Contact);
        anywhere || edge == Edge::Top && above
    }

    /// Whether the line is nothing but the name of a section.
    fn is_section(&self) -> bool {
        self.seen == [Mark::Section] && self.date.is_none() && self.unknown == 0
    }

    /// Whether the line belongs to a folio that stands beside it.
    fn is_near(&self) -> bool {
        (self.date.is_some() || !self.seen.is_empty())
            && self.unknown <= if self.has(Mark::Contact) { 4 } else { 0 }
    }
}

/// Takes the folio lines out of `items`, of which `is_prose` knows those that have a sign of [`PROSE`];
/// gives the day of the issue where all folios agree on it.
pub fn take<T>(
    items: &mut Vec<T>,
    text_of: impl Fn(&T) -> &str,
    is_prose: impl Fn(&T) -> bool,
    dropped: &mut Vec<Clean>,
) -> Option<String> {
    let sure: Vec<usize> = (0..items.len())
        .filter(|&at| !is_prose(&items[at]) && may_be(text_of(&items[at])))
        .filter(|&at| read(text_of(&items[at])).is_some_and(|marks| marks.is_sure()))
        .collect();
    let at_edge: Vec<usize> = [0, items.len().saturating_sub(1)]
        .into_iter()
        .filter(|&at| items.get(at).is_some_and(|item| may_be(text_of(item))))
        .filter(|&at| read(text_of(&items[at])).is_some_and(|marks| marks.is_at_edge()))
        // A page that has no other folio may be a letter with its day.
        .filter(|_| !sure.is_empty())
        .collect();
    let mut is_folio = vec![false; items.len()];
    let above = spread(items.iter().map(&text_of), Edge::Top);
    let below = spread(items.iter().rev().map(&text_of), Edge::Bottom).min(items.len() - above);
    is_folio[..above].fill(true);
    is_folio[items.len() - below..].fill(true);
    if sure.is_empty() && above + below == 0 {
        return None;
    }
    // Where a page has a folio, the name of the paper and of its editor may stand anywhere.
    for (is_folio, item) in is_folio.iter_mut().zip(items.iter()) {
        *is_folio |= is_masthead(text_of(item)) || names_editor(text_of(item));
    }
    for at in at_edge {
        is_folio[at] = true;
    }
    let near = |at: usize| read(text_of(&items[at])).is_some_and(|marks| marks.is_near());
    for &at in &sure {
        is_folio[at] = true;
        // Where an article is continued stands below its text, far from the folio.
        if read(text_of(&items[at])).is_some_and(|marks| marks.has(Mark::Turn)) {
            continue;
        }
        (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|&k| near(k))
            .for_each(|k| is_folio[k] = true);
        let wrapped = wrapped(items[at..].iter().take(1 + REACH).map(&text_of));
        is_folio[at..=at + wrapped].fill(true);
        // Below a folio that names its section, another such word is a headline: 公告.
        let named = read(text_of(&items[at])).is_some_and(|marks| marks.has(Mark::Section));
        let is_section =
            |k: usize| read(text_of(&items[k])).is_some_and(|marks| marks.is_section());
        (at + 1 + wrapped..items.len().min(at + 1 + wrapped + REACH))
            .take_while(|&k| near(k) && !(named && is_section(k)))
            .for_each(|k| is_folio[k] = true);
    }
    let mut issued: Option<String> = None;
    let mut agreed = true;
    let mut at = 0;
    items.retain(|item| {
        let cut = is_folio[at];
        at += 1;
        if cut {
            let date =
                read(text_of(item)).and_then(|marks| marks.date).filter(|date| date.len() == 10);
            agreed &= date.is_none() || issued.is_none() || issued == date;
            issued = issued.take().or(date);
            dropped.push(Clean::line(text_of(item)));
        }
        !cut
    });
    issued.filter(|_| agreed)
}

/// How many lines from the edge of a page on are a folio of which none is one by itself: its section, its
/// day and its number stand one below another.
fn spread<'t>(lines: impl Iterator<Item = &'t str>, edge: Edge) -> usize {
    const LINES: usize = 4;
    let mut whole = Marks::default();
    let mut count = 0;
    let mut lines = lines.take(LINES).enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        let Some(marks) = read(line).filter(|marks| marks.unknown == 0) else {
            // The name of a paper between its day and its page may be any.
            let below = lines.peek().and_then(|(_, next)| read(next));
            let is_numbered = |next: Marks| {
                next.unknown == 0
                    && next.has(Mark::Section)
                    && (next.has(Mark::Number) || next.has(Mark::Page))
            };
            if at > 0 && is_paper(line) && whole.date.is_some() && below.is_some_and(is_numbered) {
                continue;
            }
            break;
        };
        let partly = marks.date.as_ref().is_some_and(|date| date.len() < 10);
        let is_headline = edge == Edge::Top && whole.has(Mark::Section) && marks.is_section();
        if partly || is_headline || marks.has(Mark::Turn) {
            break;
        }
        whole.seen.extend(marks.seen);
        whole.date = whole.date.or(marks.date);
        if whole.is_spread(edge) {
            count = at + 1;
        }
    }
    count
}

/// 渡头潮: so few characters may be the name of a paper.
fn is_paper(line: &str) -> bool {
    (2..=5).contains(&line.chars().count()) && line.chars().all(is_han)
}

/// Whether a line is a folio that states the day and the page.
pub fn is_dated_page(line: &str) -> bool {
    let is_dated = |marks: &Marks| marks.date.as_ref().is_some_and(|date| date.len() == 10);
    read(line).is_some_and(|marks| marks.has(Mark::Page) && is_dated(&marks))
}

/// How many lines below a folio are the rest of it: it was broken behind a colon or inside a word.
fn wrapped<'t>(mut lines: impl Iterator<Item = &'t str>) -> usize {
    let roles = |text: &str| read(text).map_or(0, |marks| marks.roles());
    let mut whole = lines.next().unwrap_or_default().to_owned();
    let goes_on = |line: &&str| {
        let is_open = whole.ends_with(['：', ':']);
        let apart = roles(&whole) + roles(line);
        whole.push_str(line);
        read(&whole).is_some_and(|marks| marks.is_sure() && (is_open || marks.roles() > apart))
    };
    lines.take_while(goes_on).count()
}

/// A folio has a figure, or names an editor: most lines are told apart by this alone.
fn may_be(text: &str) -> bool {
    static SIGNS: Words = Words::new(|| Table::of("编 編 版 主 〇 0 1 2 3 4 5 6 7 8 9"));
    text.len() <= LONGEST && SIGNS.is_in(text)
}

/// What a line holds; `None` where too much is left over.
fn read(text: &str) -> Option<Marks> {
    if text.len() > LONGEST || text.contains(PROSE) {
        return None;
    }
    // Pages of the web say the hour: 2024-03-05 10:20 河口日报.
    if has_hour(text) {
        return None;
    }
    let mut marks = Marks::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !is_han(c) && (c.is_whitespace() || "|｜·•/／-—:：()（）【】[]《》■□●◎".contains(c))
        {
            rest = &rest[c.len_utf8()..];
            continue;
        }
        rest = marks.mark(rest);
        if marks.unknown > 6 {
            return None;
        }
    }
    // 副刊·渡口: the name of a part of a section.
    if marks.unknown <= 4 && marks.has(Mark::Section) && text.contains('·') {
        marks.unknown = 0;
    }
    Some(marks)
}

/// 10:20
fn has_hour(text: &str) -> bool {
    text.as_bytes().windows(4).any(|part| {
        let [hour, b':', ten, one] = part else { return false };
        [hour, ten, one].iter().all(|byte| byte.is_ascii_digit())
    })
}

impl Marks {
    /// Reads what `rest` begins with; gives what follows.
    fn mark<'t>(&mut self, rest: &'t str) -> &'t str {
        if let Some((len, date)) = date::opening(&rest[..floor(rest, 60)]) {
            self.date = self.date.take().or(Some(date));
            return &rest[len..];
        }
        for word in ["星期", "礼拜", "周", "週"] {
            if let Some(after) = rest.strip_prefix(word)
                && let Some(day) = after.chars().next().filter(|&c| "一二三四五六日天".contains(c))
            {
                self.seen.push(Mark::Weekday);
                return &after[day.len_utf8()..];
            }
        }
        if let Some(after) = after_lunar_day(rest) {
            self.seen.push(Mark::Weekday);
            return after;
        }
        if let Some(after) = rest.strip_prefix("编辑部") {
            // No editor's name follows.
            self.seen.push(Mark::Paper);
            return after;
        }
        if let Some(role) = ROLES.prefixes(rest).last() {
            self.seen.push(Mark::Role);
            return after_names(&rest[role.len()..]);
        }
        if let Some(after) =
            ["下转", "上接", "下轉"].iter().find_map(|turn| rest.strip_prefix(turn))
        {
            self.seen.push(Mark::Turn);
            return after;
        }
        for word in IMPRINT {
            if let Some(after) = rest.strip_prefix(word) {
                let value = after.trim_start_matches([':', '：', ' ']);
                if after.starts_with([':', '：']) || is_address(value) {
                    self.seen.push(Mark::Imprint);
                    return value.trim_start_matches(|c: char| !c.is_whitespace());
                }
            }
        }
        for word in ["电话", "E-mail", "邮箱", "热线", "电子信箱", "网址"] {
            if let Some(after) = rest.strip_prefix(word) {
                self.seen.push(Mark::Contact);
                let value = after.trim_start_matches([':', '：', ' ']);
                return value.trim_start_matches(|c: char| c.is_ascii_graphic());
            }
        }
        // 今日八版: how many there are.
        let counted =
            ["本期", "今日", "今天", "共"].iter().find_map(|word| rest.strip_prefix(word));
        if let Some(after) = counted.and_then(after_pages) {
            self.seen.push(Mark::Page);
            return after;
        }
        if let Some(after) = self.page_number(rest) {
            return after;
        }
        self.name(rest)
    }

    /// 第 3 版, 3版, A03, 08, 第 12 期, 总第 300 期.
    fn page_number<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let bare = rest.strip_prefix('总').unwrap_or(rest);
        let ordinal = bare.strip_prefix('第');
        let inner = ordinal.unwrap_or(bare).trim_start();
        let figures = inner.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letters = inner.len() - figures.len();
        let after = figures.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c)
        });
        let digits = figures.len() - after.len();
        if digits == 0 || letters > 1 || digits > 18 {
            return None;
        }
        let after = after.trim_start();
        if let Some(after) = after.strip_prefix(['版', '叠', '疊']) {
            self.seen.push(Mark::Page);
            return Some(after);
        }
        if ordinal.is_some() {
            let after = after.strip_prefix(['期', '号'])?;
            self.seen.push(Mark::Issue);
            return Some(after);
        }
        let figure = digits <= 3 && figures.starts_with(|c: char| c.is_ascii_digit());
        let parted =
            !after.starts_with(is_han) || figures[digits..].starts_with(char::is_whitespace);
        (figure && (parted || SECTIONS.begins(after))).then(|| {
            self.seen.push(Mark::Number);
            after
        })
    }

    /// A section, a paper, or a word that is not known.
    fn name<'t>(&mut self, rest: &'t str) -> &'t str {
        let end = rest.find(|c: char| c.is_whitespace() || "|｜·/／:：《》0123456789".contains(c));
        let word = &rest[..end.unwrap_or(rest.len())];
        let length = word.chars().count();
        let mut left = word.strip_suffix('版').filter(|_| length > 1).unwrap_or(word);
        while let Some(section) = SECTIONS.prefixes(left).last() {
            left = &left[section.len()..];
        }
        let is_section =
            left.is_empty() && !word.is_empty() || length <= 4 && ends_with_section(word);
        if is_section {
            self.seen.push(Mark::Section);
        } else if (3..=8).contains(&length)
            && (word.ends_with(['报', '報', '刊'])
                || word.ends_with("通讯")
                || word.starts_with("今日"))
            && word.chars().all(is_han)
        {
            self.seen.push(Mark::Paper);
        } else if let Some(after) = after_publisher(rest) {
            self.seen.push(Mark::Imprint);
            return after;
        } else if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) || length > 20 || length == 0
        {
            let length = length.max(1);
            self.unknown += length;
            if word.is_empty() {
                let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
                return &rest[first..];
            }
        }
        &rest[word.len()..]
    }
}

/// 社区新闻: a section of some paper.
fn ends_with_section(word: &str) -> bool {
    word.char_indices().skip(1).any(|(at, _)| SECTIONS.has(&word[at..]))
}

/// 苇江日报, 苇江时报电子版: the name of a paper, alone in its line.
fn is_masthead(text: &str) -> bool {
    const PAPERS: [&str; 11] =
        ["日报", "晚报", "晨报", "时报", "商报", "都市报", "日報", "晚報", "晨報", "時報", "商報"];
    const DIGITAL: [&str; 5] = ["电子版", "電子版", "数字报", "数字版", "數位版"];
    let text = DIGITAL.iter().find_map(|kind| text.strip_suffix(kind)).unwrap_or(text).trim_end();
    text.len() <= 24 && PAPERS.iter().any(|paper| text.ends_with(paper)) && text.chars().all(is_han)
}

/// 编辑 何大江: who made the page, alone in its line. 编辑手记 is a headline, 编辑同志： opens a letter.
fn names_editor(text: &str) -> bool {
    ROLES.begins(text)
        && !text.ends_with(['：', ':'])
        && text.contains(|c: char| c.is_whitespace() || "：:/／".contains(c))
        && read(text).is_some_and(|marks| {
            marks.unknown == 0 && marks.roles() > 0 && marks.roles() == marks.seen.len()
        })
}

/// What follows 辛丑年十月初七, 农历十月初七: the day of the old calendar.
fn after_lunar_day(text: &str) -> Option<&str> {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
    let bare = ["农历", "農曆", "夏历"].iter().find_map(|name| text.strip_prefix(name));
    let mut letters = text.chars();
    let is_year = letters.next().is_some_and(|c| STEMS.contains(c))
        && letters.next().is_some_and(|c| BRANCHES.contains(c))
        && letters.next() == Some('年');
    if bare.is_none() && !is_year {
        return None;
    }
    let end = text.find(|c: char| !is_han(c)).unwrap_or(text.len());
    let day = &text[..end];
    (day.contains('月') && day.chars().count() <= 12).then_some(&text[end..])
}

/// What follows 河口镇融媒体中心 主办: who publishes the paper, one house or several offices.
fn after_publisher(text: &str) -> Option<&str> {
    let does = ["主办", "主管", "承办", "编印", "出版", "主辦", "出品"];
    let (at, word) = does.iter().filter_map(|word| Some((text.find(word)?, word))).min()?;
    let (houses, after) = (text[..at].trim(), &text[at + word.len()..]);
    let is_house =
        |house: &str| (3..=20).contains(&house.chars().count()) && house.chars().all(is_han);
    let mut names = houses.split_whitespace();
    let are_houses = is_house(houses)
        || houses.contains(char::is_whitespace)
            && names.all(|name| is_house(name) && sign::is_office(name));
    (are_houses && !after.starts_with(is_han)).then_some(after)
}

/// What follows 八版, 4 版.
fn after_pages(text: &str) -> Option<&str> {
    let bare =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    bare.trim_start().strip_prefix('版').filter(|_| bare.len() < text.len())
}

/// hekou@example.com, 0571-8808: where a paper is found, without the colon before it.
fn is_address(value: &str) -> bool {
    let word = value.split_whitespace().next().unwrap_or_default();
    word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What follows the names of those who have a role.
fn after_names(text: &str) -> &str {
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：/／|".contains(c));
        let mut labels = ["星期", "电话", "邮箱", "热线", "第"].iter().chain(&IMPRINT);
        let is_label = ROLES.begins(start) || labels.any(|word| start.starts_with(word));
        let name = start.find(|c: char| !is_han(c)).unwrap_or(start.len());
        let is_name = (1..=4).contains(&start[..name].chars().count());
        if is_label || !is_name {
            return rest;
        }
        rest = &start[name..];
    }
}

#[cfg(test)]
mod tests;
