//! `duben list`: the articles, a line each.

use std::io::Write;

use serde_json::json;

use super::end;
use crate::cli::args::List;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, start};
use crate::text::Shown;

/// Lists the articles: id, date, source, title, characters.
pub fn list(given: &Given, list: &List, out: &mut dyn Write) -> Result<Found, Failure> {
    let (library, failure) = start::library(given, &list.paths)?;
    for (index, placed) in library.articles().iter().enumerate() {
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
            });
            writeln!(out, "{row}")?;
        } else {
            let id = article.id.to_string();
            let date = article.date.as_deref().unwrap_or("-");
            let source = article.source.as_deref().unwrap_or("-");
            let title = library.title(index).as_str().replace('\n', " ");
            writeln!(out, "{}\t{date}\t{source}\t{title}\t{}", &id[..8], article.chars())?;
        }
    }
    end(if library.articles().is_empty() { Found::Nothing } else { Found::Something }, failure)
}
