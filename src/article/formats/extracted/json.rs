//! What `duben extract` prints as JSON Lines, read again as it was. In comes a record, out come the
//! articles that were made then: nothing is guessed anew. Refuses any other record.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::article::compose::Page;
use crate::article::{Article, BlockKind};
use crate::text::Clean;

#[derive(Deserialize)]
struct Extracted {
    articles: Vec<Record>,
    #[serde(default)]
    dropped: Vec<Clean>,
}

#[derive(Deserialize)]
struct Record {
    title: Option<Clean>,
    title_inferred: bool,
    subtitle: Option<Clean>,
    kicker: Option<Clean>,
    date: Option<Clean>,
    source: Option<Clean>,
    author: Option<Clean>,
    url: Option<Clean>,
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    kind: BlockKind,
    text: Clean,
}

/// The articles and dropped lines of a file, where `record` is what was printed of it.
pub fn read(record: &Map<String, Value>) -> Option<Page> {
    if !is_one(record) {
        return None;
    }
    let Extracted { articles, dropped } =
        Extracted::deserialize(Value::Object(record.clone())).ok()?;
    Some(Page { articles: articles.into_iter().map(article).collect(), dropped })
}

/// Whether `record` looks like what was printed of a file.
pub fn is_one(record: &Map<String, Value>) -> bool {
    record.contains_key("file") && record.get("articles").is_some_and(Value::is_array)
}

fn article(record: Record) -> Article {
    let (title, inferred) =
        if record.title_inferred { (None, record.title) } else { (record.title, None) };
    let head = [
        (BlockKind::Kicker, record.kicker),
        (BlockKind::Title, title),
        (BlockKind::Subtitle, record.subtitle),
    ];
    let head = head.into_iter().filter_map(|(kind, text)| Some((kind, text?)));
    let body = record.paragraphs.into_iter().map(|paragraph| (paragraph.kind, paragraph.text));
    let mut article = Article::new(head.chain(body));
    article.inferred_title = inferred;
    (article.date, article.source) = (record.date, record.source);
    (article.author, article.url) = (record.author, record.url);
    article
}
