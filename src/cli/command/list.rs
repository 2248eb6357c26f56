//! `duben list`: the articles, a line each.

use std::io::Write;

use serde_json::json;

use super::end;
use crate::cli::args::List;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, start};
use crate::text::Shown;

/// Lists the articles: id, date, source, title, characters; of a copy, `=` and what it is folded
/// under.
pub fn list(given: &Given, list: &List, out: &mut dyn Write) -> Result<Found, Failure> {
    let (library, failure) = start::library(given, &list.paths)?;
    let name = |index: usize| library.article(index).map(|article| article.id.to_string());
    for (index, placed) in library.articles().iter().enumerate() {
        if placed.copy_of.is_some() && !list.all {
            continue;
        }
        let article = &placed.article;
        let path = library.file_of(placed).map(|file| file.name.as_str());
        let title = article.title().map(Shown::as_str);
        if list.json {
            let row = json!({
                "id": article.id.to_string(),
                "date": article.date,
                "source": article.source,
                "title": title,
                "title_inferred": article.inferred_title.is_some(),
                "author": article.author,
                "url": article.url,
                "characters": article.chars(),
                "path": path,
                "copy_of": placed.copy_of.and_then(name),
                "copies": placed.copies.iter().filter_map(|&copy| name(copy)).collect::<Vec<_>>(),
            });
            writeln!(out, "{row}")?;
        } else {
            let id = article.id.to_string();
            let date = article.date.as_deref().unwrap_or("-");
            let source = article.source.as_deref().unwrap_or("-");
            let title = library.title(index).as_str().replace('\n', " ");
            let head = placed.copy_of.and_then(name);
            let head = head.map(|head| format!("\t= {}", &head[..8])).unwrap_or_default();
            writeln!(out, "{}\t{date}\t{source}\t{title}\t{}{head}", &id[..8], article.chars())?;
        }
    }
    end(if library.articles().is_empty() { Found::Nothing } else { Found::Something }, failure)
}
