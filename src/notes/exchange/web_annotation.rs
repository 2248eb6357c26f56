//! W3C Web Annotation Data Model (Recommendation of 23 February 2017) in JSON-LD: all that duben
//! knows of a mark, offsets in code points as section 4.2.5 has them. What the model has no word for
//! stands under the prefix `duben:`, declared in the context, so that expansion keeps it.

use serde_json::{Value, json};

use super::{Entry, Imported, Incoming, OWN};
use crate::article::ArticleId;
use crate::notes::record::{Data, Extent, Kind, Selector};
use crate::text::Clean;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const PREFIX: &str = "urn:duben:ns:";
const ARTICLE: &str = "urn:duben:article:";

pub fn export(entries: &[Entry]) -> String {
    let items: Vec<Value> = entries.iter().map(annotation).collect();
    let collection = json!({
        "@context": [CONTEXT, { "duben": PREFIX }],
        "id": "urn:duben:marks",
        "type": "AnnotationCollection",
        "label": "duben",
        "total": items.len(),
        "first": {
            "id": "urn:duben:marks:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    });
    format!("{collection:#}\n")
}

fn annotation(entry: &Entry) -> Value {
    let mark = entry.mark;
    let selector = &mark.selector;
    let motivation = match mark.kind {
        Kind::Bookmark | Kind::Progress => "bookmarking",
        Kind::Highlight => "highlighting",
        Kind::Note => "commenting",
    };
    let mut bodies = Vec::new();
    if !mark.note.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "value": &*mark.note, "format": "text/markdown",
            "purpose": "commenting",
        }));
    }
    bodies.extend(
        mark.tags.iter().map(
            |tag| json!({ "type": "TextualBody", "value": tag.as_str(), "purpose": "tagging" }),
        ),
    );
    let mut target = json!({
        "source": format!("{ARTICLE}{}", mark.document.article),
        "selector": [
            {
                "type": "TextQuoteSelector", "exact": selector.exact.as_str(),
                "prefix": selector.prefix.as_str(), "suffix": selector.suffix.as_str(),
            },
            { "type": "TextPositionSelector", "start": selector.start, "end": selector.end },
        ],
        "duben:title": mark.document.title.as_str(),
        "duben:path": mark.document.path.as_str(),
        "duben:extent": if selector.extent == Extent::Place { "place" } else { "passage" },
        "duben:heading": selector.heading.as_str(),
        "duben:count": selector.count,
        "duben:hash": selector.hash,
    });
    if !mark.color.is_empty() {
        target["styleClass"] = json!(mark.color.as_str());
    }
    let mut annotation = json!({
        "id": format!("{OWN}{}", mark.id),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": target,
    });
    for (key, value) in [
        ("created", &mark.created),
        ("modified", &mark.changed),
        ("duben:name", &mark.name),
        ("duben:was", &mark.was),
    ] {
        if !value.is_empty() {
            annotation[key] = json!(value.as_str());
        }
    }
    annotation
}

pub fn import(text: &str) -> Result<Imported, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let mut imported = Imported::default();
    for (number, item) in (1..).zip(items(&value)) {
        imported.take(number, incoming(item));
    }
    Ok(imported)
}

/// The annotations in what was read: a collection, a page, a list, or one annotation.
fn items(value: &Value) -> Vec<&Value> {
    if let Some(list) = value.as_array() {
        return list.iter().flat_map(items).collect();
    }
    let inside = [value.get("items"), value.get("first")].into_iter().flatten();
    let inside: Vec<_> = inside.filter(|inside| !inside.is_string()).flat_map(items).collect();
    if inside.is_empty() && value.get("target").is_some() { vec![value] } else { inside }
}

fn incoming(item: &Value) -> Result<Incoming, String> {
    let targets = list(&item["target"]);
    let [target] = targets[..] else {
        return Err(format!("it has {} targets, and a mark has one", targets.len()));
    };
    let quote = selectors(&target["selector"])
        .into_iter()
        .find(|selector| selector["type"] == "TextQuoteSelector")
        .ok_or("it does not quote what it is about, so that it cannot be found in a text")?;
    let position = selectors(&target["selector"])
        .into_iter()
        .find(|selector| selector["type"] == "TextPositionSelector");
    let clean = |value: &Value| Clean::text(value.as_str().unwrap_or_default());
    let number = |value: &Value| {
        value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
    };
    let selector = Selector {
        exact: clean(&quote["exact"]),
        prefix: clean(&quote["prefix"]),
        suffix: clean(&quote["suffix"]),
        start: position.map(|position| number(&position["start"])).unwrap_or_default(),
        end: position.map(|position| number(&position["end"])).unwrap_or_default(),
        extent: if target["duben:extent"] == "place" { Extent::Place } else { Extent::Passage },
        heading: clean(&target["duben:heading"]),
        count: number(&target["duben:count"]),
        hash: target["duben:hash"].as_str().unwrap_or_default().to_owned(),
    };
    if selector.exact.trim().is_empty() {
        return Err("what it quotes is empty".to_owned());
    }
    let source = target["source"].as_str().or(target["source"]["id"].as_str()).unwrap_or_default();
    let (note, tags) = bodies(item);
    let data = Data {
        kind: Some(kind(item, &note, &selector)),
        selector: Some(selector),
        name: filled(clean(&item["duben:name"])),
        note: filled(note),
        tags: (!tags.is_empty()).then_some(tags),
        color: filled(clean(&target["styleClass"])),
        created: filled(clean(&item["created"])),
        was: filled(clean(&item["duben:was"])),
        ..Data::default()
    };
    let key = item["id"].as_str().map_or_else(|| item.to_string(), str::to_owned);
    Ok(Incoming {
        key,
        article: source.strip_prefix(ARTICLE).and_then(ArticleId::parse),
        title: clean(&target["duben:title"]),
        path: clean(&target["duben:path"]),
        data,
        units: None,
    })
}

fn kind(item: &Value, note: &str, selector: &Selector) -> Kind {
    let motivations: Vec<_> =
        list(&item["motivation"]).into_iter().filter_map(Value::as_str).collect();
    match () {
        () if selector.extent == Extent::Place || motivations.contains(&"bookmarking") => {
            Kind::Bookmark
        }
        () if motivations.contains(&"highlighting") || note.is_empty() => Kind::Highlight,
        () => Kind::Note,
    }
}

/// The text of what is said, and the tags.
fn bodies(item: &Value) -> (Clean, Vec<Clean>) {
    let mut said = Vec::new();
    let mut tags = Vec::new();
    if let Some(value) = item["bodyValue"].as_str() {
        said.push(value);
    }
    for body in list(&item["body"]) {
        let Some(value) = body.as_str().or_else(|| body["value"].as_str()) else { continue };
        if list(&body["purpose"]).iter().any(|purpose| *purpose == "tagging") {
            tags.push(Clean::line(value));
        } else if !value.is_empty() {
            said.push(value);
        }
    }
    (Clean::text(&said.join("\n\n")), tags)
}

/// Selectors, those inside of choices and behind others too.
fn selectors(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for selector in list(value) {
        found.push(selector);
        if let Some(refined) = selector.get("refinedBy") {
            found.extend(selectors(refined));
        }
        if let Some(choices) = selector.get("items") {
            found.extend(selectors(choices));
        }
    }
    found
}

/// What may be one or many (JSON-LD 1.1, section 9.4).
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    }
}

fn filled(text: Clean) -> Option<Clean> {
    (!text.is_empty()).then_some(text)
}
