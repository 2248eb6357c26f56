//! Texts made of a vocabulary by a fixed formula, damaged as extraction and OCR damage them, and
//! moulds filled with other names and figures, as people fill them.

use std::sync::Arc;

use super::*;
use crate::article::{BlockKind, Extraction};
use crate::disk::Memory;
use crate::library::{Builder, Loaded, Row};
use crate::text::Clean;

/// Numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

const WORDS: &str = "渡口 船夫 缆绳 清早 雾气 江面 水位 台阶 茶馆 说书人 木板 灯塔 守塔人 夜班 铁门 货栈 账本 \
    码头 石阶 苗圃 育苗 霜冻 盖膜 河堤 闸门 巡查 记录 抄写 算盘 街坊 铺子 炉火 修理 钟摆 齿轮 \
    邮差 信封 山洞 火把 地图 走廊 窗台 算术 粉笔 操场 铃声 汽笛 渔网 芦苇 水鸟 数目 报纸 排字 铅字 油墨";

/// Paragraphs of sentences, about so many letters in all.
fn prose(seed: u64, letters: usize) -> Vec<String> {
    let mut dice = Dice(seed.wrapping_mul(7919) + 17);
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let links =
        ["在", "的", "把", "和", "又", "于是", "从", "里", "上", "渐渐", "每天", "终于", "就"];
    let mut paragraphs = Vec::new();
    let mut written = 0;
    while written < letters {
        let mut text = String::new();
        for _ in 0..4 + dice.roll(4) {
            for _ in 0..4 + dice.roll(5) {
                text.push_str(words[dice.roll(words.len())]);
                text.push_str(links[dice.roll(links.len())]);
            }
            text.push_str(["，", "。"][dice.roll(2)]);
        }
        written += text.chars().count();
        paragraphs.push(text + "。");
    }
    paragraphs
}

/// The paragraphs after OCR that gets so many of a hundred letters wrong.
fn damaged(text: &[String], percent: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice(seed * 7919 + 99);
    let wrong: Vec<char> = "曰末士已千干日口囗入人八土未".chars().collect();
    let mut misread = |c: char| match dice.roll(100) {
        n if n < percent && n % 5 == 0 => String::new(),
        n if n < percent => wrong[dice.roll(wrong.len())].to_string(),
        _ => c.to_string(),
    };
    text.iter().map(|paragraph| paragraph.chars().map(&mut misread).collect()).collect()
}

fn article(title: &str, paragraphs: &[String]) -> Article {
    let title = (BlockKind::Title, Clean::line(title));
    let body = paragraphs.iter().map(|text| (BlockKind::Body, Clean::line(text)));
    Article::new(std::iter::once(title).chain(body))
}

/// The groups of articles that lie in a file each.
fn grouped(articles: Vec<Article>) -> Vec<Group> {
    let names: Vec<String> = (0..articles.len()).map(|number| format!("{number}.txt")).collect();
    let disk = Memory::new(names.iter().map(|name| (name, "")));
    let plan = Arc::new(crate::library::plan(&disk, &[]));
    let mut builder = Builder::new(Arc::clone(&plan), None);
    for (file, article) in articles.into_iter().enumerate() {
        let read = Extraction { articles: vec![article], ..Extraction::default() };
        builder.add(Loaded { file, outcome: Ok(read) }.taken(&plan));
    }
    let library = builder.library();
    let group = |(head, row): (usize, Row<'_>)| Group { head, copies: row.copies().to_vec() };
    library.rows().enumerate().map(group).filter(|group| !group.copies.is_empty()).collect()
}

/// The groups as `head+copy+copy`, one after the other.
fn groups(articles: Vec<Article>) -> String {
    let group = |group: &Group| {
        let copies = group.copies.iter().map(|copy| format!("+{copy}"));
        format!("{}{}", group.head, copies.collect::<String>())
    };
    grouped(articles).iter().map(group).collect::<Vec<_>>().join(" ")
}

fn are_copies(one: &Article, other: &Article) -> bool {
    !groups(vec![one.clone(), other.clone()]).is_empty()
}

fn titled(seed: u64, paragraphs: &[String]) -> Article {
    article(&format!("第{seed}篇"), paragraphs)
}

/// What two extractions of one text make of it.
fn extractions(seed: u64) -> Vec<(&'static str, Article)> {
    let text = prose(seed, 300 + seed as usize % 7 * 250);
    let without = |at: usize| [&text[..at], &text[at + 1..]].concat();
    let ocr = |percent| damaged(&text, percent, seed);
    let junk =
        ["分享到微信微博空间", "上一篇回到首页", "扫一扫关注我们的公众号"].map(str::to_owned);
    vec![
        ("another title", article("换了一个题目", &text)),
        ("boilerplate kept", titled(seed, &[&junk[..2], &text, &junk[2..]].concat())),
        ("a paragraph lost", titled(seed, &without(text.len() / 2))),
        ("OCR 2 %", titled(seed, &ocr(2))),
        ("OCR 5 %", titled(seed, &ocr(5))),
        ("merged with another", titled(seed, &[text.clone(), prose(seed + 5000, 500)].concat())),
        (
            "paragraphs in another order",
            titled(seed, &text.iter().rev().cloned().collect::<Vec<_>>()),
        ),
    ]
}

/// A mould of a few hundred letters, filled: another year's notice, a letter to another person.
fn filled(mould: u64, copy: usize) -> Vec<(&'static str, Article)> {
    let names = ["岳南星", "乔一苇", "纪春生", "樊桂芳", "闻人竹", "石敢当"];
    let text = prose(mould, 400).concat();
    let name = names[copy % names.len()];
    let (year, day, sum) = (2011 + copy, 3 + copy * 2, 1200 + copy * 37);
    let notice = format!(
        "{year}年度征订通知。{text}请于{year}年4月{day}日前到码头货栈办理，每份{sum}元，共{}份。{}",
        40 + copy,
        prose(mould + 1, 200).concat()
    );
    let letter = format!(
        "{name}先生：{text}特此感谢{name}先生，盼您再来。{}",
        prose(mould + 2, 150).concat()
    );
    let report = format!(
        "{text}全月水位最高{}厘米，最低{}厘米，过船{}班，停航{}天。{}",
        310 + copy * 7,
        120 + copy * 3,
        900 + copy * 13,
        copy + 2,
        prose(mould + 3, 150).concat()
    );
    vec![
        ("a notice of another year", titled(mould, &[notice])),
        ("a letter to another person", titled(mould, &[letter])),
        ("a report of another month", titled(mould, &[report])),
    ]
}

#[test]
fn extractions_of_one_text_are_copies() {
    let mut missed: HashMap<&str, usize> = HashMap::new();
    for seed in 1..=40 {
        let first = titled(seed, &prose(seed, 300 + seed as usize % 7 * 250));
        for (what, other) in extractions(seed) {
            *missed.entry(what).or_default() += usize::from(!are_copies(&first, &other));
        }
    }
    let worst = missed.values().max();
    assert!(worst.is_some_and(|&worst| worst <= 3), "missed of 40: {missed:?}");
}

#[test]
fn texts_of_one_mould_are_not() {
    for mould in 100..120 {
        for copy in 1..6 {
            for ((what, one), (_, other)) in filled(mould, 0).iter().zip(filled(mould, copy)) {
                assert!(!are_copies(one, &other), "{what}: {mould} {copy}");
            }
        }
    }
}

#[test]
fn two_poems_to_one_long_title_are_two() {
    let title = prose(1, 200).concat();
    let poem = |lines: &str| article(&title, &[lines.to_owned()]);
    let one = poem("渡口潮来船未开，灯前数尽夜行人，对岸茶烟起又散，一声汽笛到门前。");
    let other = poem("雾重江宽听橹声，石阶无语湿青苔，账中姓字都相识，明日谁从水上来。");
    assert!(!are_copies(&one, &other));
}

#[test]
fn other_texts_of_the_same_words_are_not() {
    let articles = (200..260).map(|seed| titled(seed, &prose(seed, 600))).collect();
    assert_eq!(groups(articles), "");
}

#[test]
fn what_holds_the_most_is_shown_and_of_equals_what_says_the_most() {
    let text = prose(1, 800);
    let whole = || titled(1, &text);
    let part = titled(1, &text[1..]);
    let bare = Article::new(text.iter().map(|text| (BlockKind::Body, Clean::line(text))));
    let other = titled(2, &prose(2, 700));
    assert_eq!(groups(vec![part.clone(), whole()]), "1+0");
    assert_eq!(groups(vec![bare.clone(), part.clone()]), "1+0", "the title was lost, not found");
    assert_eq!(groups(vec![other.clone(), bare, part, whole()]), "3+1+2");
    let merged = article("合在一起", &[text.clone(), prose(2, 700)].concat());
    assert_eq!(groups(vec![whole(), merged, other]), "1+0+2");
}

#[test]
fn whole_dates_that_differ_are_two_articles() {
    let dated = |date: &str| {
        let mut article = titled(1, &prose(1, 500)[..]);
        article.date = Some(Clean::line(date));
        article
    };
    let mut lost = titled(1, &prose(1, 500)[1..]);
    lost.date = Some(Clean::line("2021-03-04"));
    assert!(!are_copies(&dated("2020-03-04"), &lost));
    assert!(are_copies(&dated("2021-03-04"), &lost));
    assert!(are_copies(&dated("03-04"), &lost));
}

#[test]
fn many_copies_of_one_text_are_one_group() {
    let text = prose(3, 600);
    let copy = |n: u64| titled(3, &damaged(&text, 2, n));
    let groups = grouped((0..40).map(copy).collect());
    let folded: usize = groups.iter().map(|group| group.copies.len()).sum();
    assert!(groups.len() <= 3 && folded >= 36, "{groups:?}");
}
