//! The JSON of KOReader's exporter plug-in: one book, or `documents` of several. Its places in the
//! file mean nothing here, so a passage is found again by what it says.

use serde_json::{Value, json};

use super::time;
use super::{Entry, Imported, Incoming};
use crate::notes::record::Kind;
use crate::text::Clean;

pub fn export(entries: &[Entry]) -> String {
    let mut documents: Vec<Value> = Vec::new();
    let mut article = None;
    for entry in entries {
        if article.replace(entry.mark.document.article) != Some(entry.mark.document.article) {
            documents.push(json!({
                "title": entry.title(),
                "author": entry.author(),
                "file": entry.mark.document.path.as_str(),
                "entries": [],
            }));
        }
        let list = documents.last_mut().and_then(|document| document["entries"].as_array_mut());
        if let Some(list) = list {
            list.push(highlight(entry));
        }
    }
    let created = entries.iter().filter_map(|entry| time::seconds(&entry.mark.changed)).max();
    let whole = json!({
        "version": "json/1.0.0",
        "created_on": created.unwrap_or_default(),
        "documents": documents,
    });
    format!("{whole:#}\n")
}

fn highlight(entry: &Entry) -> Value {
    let mark = entry.mark;
    let drawer = if mark.kind == Kind::Note { "underscore" } else { "lighten" };
    let mut highlight = json!({
        "sort": "highlight",
        "chapter": mark.selector.heading.as_str(),
        "page": mark.selector.start / 500 + 1,
        "text": mark.selector.exact.as_str(),
        "time": time::seconds(&mark.created).unwrap_or_default(),
        "drawer": drawer,
    });
    if !mark.note.is_empty() {
        highlight["note"] = json!(mark.note.as_str());
    }
    if !mark.color.is_empty() {
        highlight["color"] = json!(mark.color.as_str());
    }
    highlight
}

pub fn import(text: &str) -> Result<Imported, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let documents = match value["documents"].as_array() {
        Some(documents) => documents.iter().collect(),
        None if value["entries"].is_array() => vec![&value],
        None => return Err("it has neither documents nor entries".to_owned()),
    };
    let mut imported = Imported::default();
    let mut number = 0;
    for document in documents {
        for entry in document["entries"].as_array().into_iter().flatten() {
            number += 1;
            imported.take(number, incoming(document, entry));
        }
    }
    Ok(imported)
}

fn incoming(document: &Value, entry: &Value) -> Result<Incoming, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (title, exact) = (text(&document["title"]), text(&entry["text"]));
    if exact.trim().is_empty() {
        return Err("what it quotes is empty".to_owned());
    }
    let made = entry["time"].as_i64().unwrap_or_default();
    let key = format!("koreader:{title}\n{made}\n{exact}");
    let mut mark = Incoming::passage(key, &title, &exact, &text(&entry["note"]));
    let made = time::rfc3339(made);
    mark.data.created = (!made.is_empty()).then(|| Clean::line(&made));
    mark.data.color = entry["color"].as_str().map(Clean::line);
    Ok(mark)
}
