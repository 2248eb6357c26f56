//! The articles that have marks, for those who cite them: BibTeX and CSL-JSON (the schema of
//! citeproc, csl-data 1.0). An article that is not at hand is cited by its title alone.

use serde_json::{Value, json};

use super::Entry;
use crate::article::cite::{Medium, Reference, Style, Title};

pub fn bibtex(entries: &[Entry]) -> String {
    let cited = cited(entries);
    let entries: Vec<String> =
        cited.iter().map(|reference| reference.cite(Style::Bibtex)).collect();
    entries.join("\n\n") + if entries.is_empty() { "" } else { "\n" }
}

pub fn csl(entries: &[Entry]) -> String {
    let items: Vec<Value> = cited(entries).iter().map(item).collect();
    format!("{:#}\n", Value::Array(items))
}

/// Each article once, in the order of its first mark.
fn cited(entries: &[Entry]) -> Vec<Reference> {
    let mut cited: Vec<Reference> = Vec::new();
    for entry in entries {
        let reference = entry.reference.cloned().unwrap_or_else(|| {
            Reference::by_title(entry.mark.document.article, &entry.mark.document.title)
        });
        if !cited.iter().any(|known| known.id == reference.id) {
            cited.push(reference);
        }
    }
    cited
}

fn item(reference: &Reference) -> Value {
    let kind = match reference.medium {
        Medium::Newspaper => "article-newspaper",
        Medium::Journal => "article-journal",
        Medium::Book => "chapter",
        Medium::Web => "webpage",
        Medium::Other => "document",
    };
    let mut item = json!({ "id": format!("duben-{}", reference.id), "type": kind });
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            item[key] = json!(value);
        }
    };
    put("title", reference.title.as_ref().map(Title::as_str));
    put("container-title", reference.source.as_deref());
    put("URL", reference.url.as_deref());
    // A Chinese name is one whole: citeproc would put a given name before the family's.
    let authors: Vec<Value> =
        reference.authors.iter().map(|author| json!({ "literal": author })).collect();
    if !authors.is_empty() {
        item["author"] = json!(authors);
    }
    if let Some(parts) = reference.date.as_deref().and_then(parts) {
        item["issued"] = json!({ "date-parts": [parts] });
    }
    if let (Some(_), Some(parts)) = (&reference.url, parts(&reference.accessed)) {
        item["accessed"] = json!({ "date-parts": [parts] });
    }
    item
}

/// Year, month and day of a date that has a year.
fn parts(date: &str) -> Option<Vec<u32>> {
    let parts: Vec<u32> = date.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.first().is_some_and(|&year| year > 31).then_some(parts)
}
