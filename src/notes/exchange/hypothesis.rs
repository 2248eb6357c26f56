//! The JSON of the Hypothesis API (`/api/search`): rows of annotations. Its offsets are UTF-16 code
//! units, as JavaScript counts, and ours are code points: they are converted by the text of the
//! article, and left out where that is not at hand.

use serde_json::{Value, json};

use super::{Entry, Imported, Incoming};
use crate::article::Article;
use crate::notes::record::{Kind, Selector};
use crate::text::Clean;

pub fn export(entries: &[Entry]) -> String {
    let rows: Vec<Value> = entries.iter().map(row).collect();
    format!("{:#}\n", json!({ "total": rows.len(), "rows": rows }))
}

fn row(entry: &Entry) -> Value {
    let mark = entry.mark;
    let uri = match entry.url() {
        "" => format!("urn:duben:article:{}", mark.document.article),
        url => url.to_owned(),
    };
    let quote = json!({
        "type": "TextQuoteSelector", "exact": mark.selector.exact.as_str(),
        "prefix": mark.selector.prefix.as_str(), "suffix": mark.selector.suffix.as_str(),
    });
    let mut selectors = vec![quote];
    if let Some(article) = entry.article.filter(|article| is_of(article, &mark.selector)) {
        let (start, end) = (
            points_to_units(article.text(), mark.selector.start),
            points_to_units(article.text(), mark.selector.end),
        );
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    }
    json!({
        "id": mark.id,
        "created": mark.created.as_str(),
        "updated": mark.changed.as_str(),
        "uri": uri,
        "text": mark.note.as_str(),
        "tags": mark.tags.iter().map(Clean::as_str).collect::<Vec<_>>(),
        "document": { "title": [entry.title()] },
        "target": [{ "source": uri, "selector": selectors }],
    })
}

/// Whether the offsets of a selector are those of this text.
fn is_of(article: &Article, selector: &Selector) -> bool {
    article.slice(selector.start, selector.end).as_str() == selector.exact.as_str()
}

/// UTF-16 code units before a code point of `text`.
pub fn points_to_units(text: &str, point: u32) -> u32 {
    text.chars().take(point as usize).map(|c| c.len_utf16() as u32).sum()
}

/// The code point of `text` that so many UTF-16 code units stand before; of half a character, the
/// character.
pub fn units_to_points(text: &str, unit: u32) -> u32 {
    let mut units = 0;
    let before = text.chars().take_while(|c| {
        units += c.len_utf16() as u32;
        units <= unit
    });
    before.count() as u32
}

pub fn import(text: &str) -> Result<Imported, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let rows = value.get("rows").unwrap_or(&value);
    let rows = rows.as_array().ok_or("it has no list of rows")?;
    let mut imported = Imported::default();
    for (number, row) in (1..).zip(rows) {
        imported.take(number, incoming(row));
    }
    Ok(imported)
}

fn incoming(row: &Value) -> Result<Incoming, String> {
    if row["references"].as_array().is_some_and(|references| !references.is_empty()) {
        return Err("it is a reply to another annotation, of which there are none here".to_owned());
    }
    let selectors = row["target"][0]["selector"].as_array();
    let quote = selectors
        .and_then(|all| all.iter().find(|one| one["type"] == "TextQuoteSelector"))
        .ok_or("it is about the whole page and quotes nothing of it")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let title = text(&row["document"]["title"][0]);
    let title = if title.is_empty() { text(&row["document"]["title"]) } else { title };
    let id = row["id"].as_str().ok_or("it has no id")?;
    let exact = text(&quote["exact"]);
    if exact.trim().is_empty() {
        return Err("what it quotes is empty".to_owned());
    }
    let mut mark =
        Incoming::passage(format!("hypothesis:{id}"), &title, &exact, &text(&row["text"]));
    if let Some(selector) = &mut mark.data.selector {
        selector.prefix = Clean::text(&text(&quote["prefix"]));
        selector.suffix = Clean::text(&text(&quote["suffix"]));
    }
    let position =
        selectors.and_then(|all| all.iter().find(|one| one["type"] == "TextPositionSelector"));
    let unit = |key| u32::try_from(position?[key].as_u64()?).ok();
    mark.units = unit("start").zip(unit("end"));
    let tags = row["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let tags: Vec<Clean> = tags.map(Clean::line).collect();
    mark.data.tags = (!tags.is_empty()).then_some(tags);
    mark.data.created = row["created"].as_str().map(Clean::line);
    if mark.data.note.is_none() {
        mark.data.kind = Some(Kind::Highlight);
    }
    Ok(mark)
}
