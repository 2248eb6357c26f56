//! What is told of one article: facts at once, key words and articles alike when they are known. In
//! come the article, its marks and what it is about, out come the rows of a list. Refuses to know
//! how that is found.

use std::sync::Arc;

use super::pick::{Item, Target};
use crate::app::Effect;
use crate::article::pace::{self, HAN_PER_MINUTE};
use crate::article::{Article, ArticleId};
use crate::index::Field;
use crate::index::gist::{Alike, Gist, Keyword};
use crate::library::{Library, Row};
use crate::notes::Marked;
use crate::text::Clean;

/// Which article is told of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    pub article: Option<ArticleId>,
    /// Counts the questions, so that late answers are known.
    generation: u64,
    /// What it is about; `None` until that is known.
    gist: Option<Gist>,
}

impl Info {
    /// Tells of this article from now on: asks what it is about, if that is not known yet.
    pub fn turn_to(&mut self, library: &Arc<Library>, article: ArticleId) -> Option<Effect> {
        if self.article == Some(article) && self.gist.is_some() {
            return None;
        }
        self.article = Some(article);
        self.gist = None;
        self.generation += 1;
        Some(Effect::Gist { generation: self.generation, library: Arc::clone(library), article })
    }

    /// The library is another one: all that was known is to be asked again.
    pub fn forget(&mut self) {
        self.gist = None;
        self.generation += 1;
    }

    /// Takes what an article is about, if that was asked last.
    pub fn answer(&mut self, generation: u64, gist: Gist) {
        if generation == self.generation {
            self.gist = Some(gist);
        }
    }

    /// The article that is like this one with a number, from 1.
    pub fn alike(&self, number: usize) -> Option<usize> {
        let alike = self.gist.as_ref()?.alike.get(number.checked_sub(1)?)?;
        Some(alike.index)
    }

    /// The rows of the list.
    pub fn items(&self, row: Row<'_>, article: &Article, marked: &Marked) -> Vec<Item> {
        let mut items = facts(row, article);
        items.extend(copies(row));
        items.push(fact("标注", &marks(marked), Target::Command(crate::app::Command::Marks)));
        let Some(Gist { words, alike }) = &self.gist else {
            items.push(fact("关键词", "正在找…", Target::Nothing));
            return items;
        };
        items.extend(words.iter().map(keyword));
        items.extend((1..).zip(alike).map(|(number, alike)| near(number, alike, row.library())));
        items
    }
}

fn facts(row: Row<'_>, article: &Article) -> Vec<Item> {
    let mut items = vec![fact("标题", &row.label().replace('\n', " "), Target::Nothing)];
    let said = [
        ("来源", row.source().map(|name| (name, Field::Source.whole(name.as_str())))),
        ("日期", row.date().map(|day| (day, format!("date:{}", day.as_str())))),
        ("作者", row.author().map(|name| (name, Field::Author.whole(name.as_str())))),
    ];
    for (name, value) in said {
        let Some((value, asks)) = value else { continue };
        items.push(fact(name, value.as_str(), Target::Query(asks)));
    }
    if let Some(url) = row.url() {
        items.push(fact("网址", url.as_str(), Target::Nothing));
    }
    let (chars, minutes) = (row.chars(), pace::minutes(article.text()));
    let length = format!("{chars} 字 · 约 {minutes} 分钟（每分钟 {HAN_PER_MINUTE} 字）");
    items.push(fact("篇幅", &length, Target::Nothing));
    let (file, number) = (row.file(), row.place().number + 1);
    let place = format!("{} · 第 {number} 篇，共 {} 篇", file.name().as_str(), file.articles());
    items.push(fact("文件", &place, Target::Command(crate::app::Command::Contents)));
    items.push(fact("编号", &row.id().to_string(), Target::Nothing));
    items
}

/// The copies that are folded under an article, or the one that it is folded under.
fn copies(row: Row<'_>) -> Vec<Item> {
    let library = row.library();
    let item = |name: &'static str, index: usize| {
        let copy = library.row(index)?;
        let says = format!("{} · {}", copy.label().replace('\n', " "), copy.file().name().as_str());
        Some(fact(name, &says, Target::Article(index)))
    };
    let head = row.copy_of().and_then(|head| item("正本", head));
    head.into_iter().chain(row.copies().iter().filter_map(|&copy| item("副本", copy))).collect()
}

fn marks(marked: &Marked) -> String {
    let Marked { bookmarks, highlights, notes, is_read } = *marked;
    let counted = [("书签", bookmarks), ("划线", highlights), ("批注", notes)];
    let mut says: Vec<String> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    says.push(if is_read { "已读完" } else { "未读完" }.to_owned());
    says.join(" · ")
}

fn keyword(word: &Keyword) -> Item {
    let Keyword { text, shown, times, articles } = word;
    let label = label("关键词", shown);
    let detail = Clean::line(&format!("{times} 次 · {articles} 篇"));
    Item::new(label, detail, Target::Query(text.clone()))
}

/// An article alike: its number opens it.
fn near(number: usize, alike: &Alike, library: &Library) -> Item {
    let title = library.row(alike.index).map(|row| row.label()).unwrap_or_default();
    let label = label(&format!("相近 {number}"), &title.replace('\n', " "));
    let shared: Vec<&str> = alike.shared.iter().map(Clean::as_str).collect();
    let detail = Clean::line(&format!("{}% {}", alike.percent, shared.join(" ")));
    Item::new(label, detail, Target::Article(alike.index))
}

fn fact(name: &str, value: &str, target: Target) -> Item {
    Item::new(label(name, value), Clean::default(), target)
}

/// The values begin below one another, behind the longest name.
fn label(name: &str, value: &str) -> Clean {
    const NAME_CELLS: usize = "关键词 ".len() / "词".len() * 2 + 1;
    let cells: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    Clean::line(&format!("{name}{:1$}{value}", "", NAME_CELLS.saturating_sub(cells).max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_to_the_newest_question_counts() {
        let (one, other) = (ArticleId::of("灯"), ArticleId::of("河"));
        let mut info = Info::default();
        let ask = |info: &mut Info, id| match info.turn_to(&Arc::default(), id) {
            Some(Effect::Gist { generation, article, .. }) if article == id => Some(generation),
            _ => None,
        };
        assert_eq!((ask(&mut info, one), ask(&mut info, other)), (Some(1), Some(2)));
        let alike = vec![Alike { index: 3, percent: 9, shared: Vec::new() }];
        info.answer(1, Gist { alike: alike.clone(), ..Gist::default() });
        assert_eq!(info.alike(1), None);
        info.answer(2, Gist { alike, ..Gist::default() });
        assert_eq!((info.alike(0), info.alike(1), info.alike(2)), (None, Some(3), None));
        assert_eq!(ask(&mut info, other), None, "it is known");
        info.forget();
        assert_eq!(ask(&mut info, other), Some(4));
    }

    #[test]
    fn values_begin_below_one_another() {
        assert_eq!(label("标题", "灯").as_str(), "标题   灯");
        assert_eq!(label("关键词", "灯").as_str(), "关键词 灯");
        assert_eq!(label("相近 1", "灯").as_str(), "相近 1 灯");
    }

    #[test]
    fn marks_are_counted_by_kind() {
        let none = Marked::default();
        assert_eq!(marks(&none), "未读完");
        let some = Marked { bookmarks: 2, notes: 1, is_read: true, ..none };
        assert_eq!(marks(&some), "书签 2 · 批注 1 · 已读完");
    }
}
