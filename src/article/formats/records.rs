//! JSON and JSON Lines of crawls. In comes decoded text, out comes an article a record. A record
//! that cannot be read is a warning, and the rest loads.

pub mod lines;

use serde_json::{Map, Value};

use super::{extracted, html};
use crate::article::compose::{Articles, Page, compose};
use crate::article::metadata::{Facts, date};
use crate::article::piece::{Piece, Rank, Role};
use crate::article::reflow::{self, Made};
use crate::article::{Article, ArticleId};
use crate::text::Clean;
use crate::text::han::{ends_sentence, is_closing};

/// The names that crawls give to the fields of an article; the first that is there counts.
/// Case and the signs _ and - in them do not matter, nor does an article_, news_ or post_ before.
const TITLE: &str = "title headline 标题 標題 题目 biaoti name subject topic";
const CONTENT: &str = "content text body article articlebody contenthtml bodyhtml htmlcontent \
    contenttext textcontent fulltext maintext rawcontent 正文 内容 內容 全文 文本 段落 neirong zhengwen paragraphs html \
    detail description desc";
const DATE: &str = "date publishdate publishtime publishedtime publishedat pubdate pubtime published \
    datepublished releasetime releasedate 发布时间 發布時間 发布日期 发表时间 日期 fabushijian riqi \
    posttime postdate";
/// When something was done with the record, as far as is known: a full day in its text is surer.
const TIME: &str = "时间 shijian ctime time datetime createtime createdat createdtime created addtime timestamp \
    updatetime updatedat";
const SOURCE: &str = "source sourcename sitename site media medianame publisher 来源 來源 文章来源 媒体 \
    laiyuan account accountname nickname mpname journal newspaper origin website column";
const AUTHOR: &str = "author authors authorname 作者 zuozhe byline writer creator";
/// The names of the object that a record may lie in, beside what the crawl says of it.
const WRAPPED: &str =
    "data article news post doc document item result source payload record page fields";
const URL: &str = "url link href sourceurl originalurl shareurl pageurl 网址 链接";

/// Reads a JSON record, an array of them, or an object that holds such an array. A file that is
/// none of these may be JSON Lines under a wrong name.
pub fn read(text: &str, warnings: &mut Vec<Clean>) -> Page {
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(_)
            if text.lines().filter(|line| line.trim_start().starts_with('{')).take(2).count()
                == 2 =>
        {
            let (page, bad) = lines::read(text, 1);
            warnings.extend(bad.sentences());
            return page;
        }
        Err(error) => {
            warnings.push(Clean::line(&format!("the file is not JSON ({error})")));
            return Page { articles: Vec::new(), dropped: vec![Clean::text(text)] };
        }
    };
    let mut page = Page::default();
    let mut bad = 0;
    for record in records(&value) {
        if !record.as_object().is_some_and(|record| read_record(record, &mut page)) {
            bad += 1;
            page.dropped.push(Clean::text(&record.to_string()));
        }
    }
    if bad > 0 {
        warnings.push(Clean::line(&match bad {
            1 => "1 record has no text field".to_owned(),
            _ => format!("{bad} records have no text field"),
        }));
    }
    page
}

/// The record that the article `id` was made of: its fields as lines, and what it gave.
pub fn original(text: &str, id: ArticleId) -> Option<(Clean, Page)> {
    let read = |value: &Value| {
        let record = value.as_object()?;
        let mut page = Page::default();
        let is_it = read_record(record, &mut page) && page.articles.iter().any(|a| a.id == id);
        is_it.then(|| (fields(record), page))
    };
    match serde_json::from_str::<Value>(text) {
        Ok(value) => records(&value).into_iter().find_map(read),
        Err(_) => text.lines().find_map(|line| read(&serde_json::from_str::<Value>(line).ok()?)),
    }
}

/// The fields of a record: each name in brackets on a line of its own, below it what it holds.
fn fields(record: &Map<String, Value>) -> Clean {
    let mut lines = String::new();
    for (name, value) in record {
        let held = match value {
            Value::String(text) if html::has_tags(text) => html::lines(text).as_str().to_owned(),
            Value::String(text) => text.clone(),
            Value::Array(parts) => parts.iter().map(in_words).collect::<Vec<_>>().join("\n"),
            other => in_words(other),
        };
        for part in ["[", name, "]\n", held.trim_end(), "\n"] {
            lines.push_str(part);
        }
    }
    Clean::text(lines.trim_end())
}

fn in_words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The records in a JSON value.
fn records(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(records) => records.iter().collect(),
        Value::Object(object)
            if field(object, CONTENT).is_none() && !extracted::json::is_one(object) =>
        {
            let lies_in_it = unwrapped(object).is_some();
            let others = if lies_in_it { None } else { wrapped(object, WRAPPERS) };
            others.unwrap_or_else(|| vec![value])
        }
        _ => vec![value],
    }
}

/// The objects that may lie around the records of an answer: {"data": {"list": […]}}.
const WRAPPERS: usize = 4;

/// The longest array of objects in an object, or the record in it that has a text.
fn wrapped(object: &Map<String, Value>, depth: usize) -> Option<Vec<&Value>> {
    let arrays = object.values().filter_map(Value::as_array);
    let records = arrays
        .filter(|array| array.iter().any(Value::is_object))
        .max_by_key(|records| records.len());
    if let Some(records) = records {
        return Some(records.iter().collect());
    }
    if depth == 0 {
        return None;
    }
    object.values().find_map(|value| {
        let inner = value.as_object()?;
        if field(inner, CONTENT).is_some() { Some(vec![value]) } else { wrapped(inner, depth - 1) }
    })
}

/// Adds the article of a record to `page`, and says whether it has one.
pub fn read_record(record: &Map<String, Value>, page: &mut Page) -> bool {
    if let Some(own) = extracted::json::read(record) {
        page.articles.extend(own.articles);
        page.dropped.extend(own.dropped);
        return true;
    }
    let Some(content) = field(record, CONTENT) else {
        return unwrapped(record).is_some_and(|inner| read_record(&inner, page));
    };
    let content = unescaped(content);
    let mut pieces = Vec::new();
    let title = field(record, TITLE)
        .or_else(|| {
            record.values().filter_map(Value::as_object).find_map(|part| field(part, TITLE))
        })
        .map(|title| Clean::line(&html::without_entities(&title)));
    if let Some(title) = &title {
        pieces.push(Piece::new(Role::Headline(Rank::Level(1)), title.trim()));
    }
    let mut found = if html::has_tags(&content) {
        reflow::sort_pieces(html::pieces(&content), Made::OfElements, &mut page.dropped)
    } else if html::has_entities(&content) {
        reflow::page(&Clean::text(&html::without_entities(&content)), &mut page.dropped).0
    } else {
        reflow::page(&Clean::text(&content), &mut page.dropped).0
    };
    // Many crawls say the title again in the first line of the text.
    if found
        .first()
        .is_some_and(|first| title.as_ref().is_some_and(|title| first.text == title.trim()))
    {
        found.remove(0);
    }
    // What the record calls its title is the title: a headline in the text is a heading.
    if title.is_some() {
        for piece in &mut found {
            if let Role::Headline(rank) = &mut piece.role {
                *rank = Rank::Heading;
            }
        }
    }
    pieces.extend(found);
    let mut read = compose(pieces, Articles::One, std::mem::take(&mut page.dropped));
    page.dropped = read.dropped;
    let Some(mut article) = read.articles.pop() else { return false };
    let is_dated = article.date.as_ref().is_some_and(|date| date.len() == 10);
    state(&mut article, facts(record, is_dated));
    page.articles.push(article);
    true
}

/// The record that lies in another, with what stands beside it: {"data": {…}, "meta": {…}}.
fn unwrapped(record: &Map<String, Value>) -> Option<Map<String, Value>> {
    let is_wrapper = |key: &str| WRAPPED.split_whitespace().any(|name| is_named(key, name));
    let (at, inner) = record.iter().find_map(|(key, value)| {
        let inner = value.as_object().filter(|inner| field(inner, CONTENT).is_some())?;
        is_wrapper(key).then_some((key, inner))
    })?;
    let mut whole = inner.clone();
    for (key, value) in record.iter().filter(|(key, _)| *key != at) {
        let parts = value.as_object().map(|parts| parts.iter().collect::<Vec<_>>());
        for (key, value) in parts.unwrap_or_else(|| vec![(key, value)]) {
            whole.entry(key).or_insert_with(|| value.clone());
        }
    }
    Some(whole)
}

/// The text with its line ends, where a crawl has escaped them twice: `船来了。\n人也来了。`.
fn unescaped(text: String) -> String {
    let ends_line = |at: usize| {
        text[..at]
            .trim_end_matches(['\\', 'r'])
            .ends_with(|c| ends_sentence(c) || is_closing(c) || c == '>')
    };
    if text.contains('\n') || !text.match_indices("\\n").any(|(at, _)| ends_line(at)) {
        return text;
    }
    text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", " ")
}

/// What a record states of its article, whose text `is_dated` or not.
fn facts(record: &Map<String, Value>, is_dated: bool) -> Facts {
    let day = |names: &str| {
        let mut names = names.split_whitespace();
        names.find_map(|name| field(record, name).and_then(|date| date::stamp(&date)))
    };
    Facts {
        date: day(DATE).or_else(|| day(TIME).filter(|_| !is_dated)),
        source: field(record, SOURCE),
        author: field(record, AUTHOR),
        url: field(record, URL),
        ..Facts::default()
    }
}

/// Lets what a file states of an article prevail over what its text gave.
pub fn state(article: &mut Article, facts: Facts) {
    for (slot, fact) in [
        (&mut article.date, facts.date),
        (&mut article.source, facts.source),
        (&mut article.author, facts.author),
        (&mut article.url, facts.url),
    ] {
        if let Some(fact) = fact {
            *slot = Some(Clean::line(fact.trim()));
        }
    }
}

/// The first field of `names` that holds text; arrays are joined by line ends.
fn field(record: &Map<String, Value>, names: &str) -> Option<String> {
    let names = names.split_whitespace();
    names.clone().find_map(|name| {
        let value = record.iter().find(|(key, _)| is_named(key, name)).map(|(_, value)| value)?;
        text_of(value)
    })
}

/// Whether a key is a name, however it is written: pub_time, pubTime, news_title.
fn is_named(key: &str, name: &str) -> bool {
    let same = |key: &str| {
        let bare = key.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '@'));
        bare.map(|c| c.to_ascii_lowercase()).eq(name.chars())
    };
    same(key)
        || ["article_", "news_", "post_", "doc_", "article", "news", "post", "doc", "info"]
            .iter()
            .any(|kind| key.len() > kind.len() && key.starts_with(kind) && same(&key[kind.len()..]))
}

/// The text that a value holds: its own, that of its parts, or the name of what it describes.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => parts.iter().filter_map(part_of).collect::<Vec<_>>().join("\n"),
        Value::Object(_) => part_of(value)?,
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// One of several paragraphs or names: a text, or an object that holds one.
fn part_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            let named =
                ["text", "content", "内容", "內容", "文本", "name", "value", "title", "html"];
            named.iter().find_map(|key| object.get(*key)?.as_str()).map(str::to_owned)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
