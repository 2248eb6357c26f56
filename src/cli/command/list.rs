//! `duben list`: the articles, a line each.

use std::collections::HashSet;
use std::io::Write;

use serde_json::json;

use super::{end, notes};
use crate::article::ArticleId;
use crate::cli::args::List;
use crate::cli::failure::Failure;
use crate::cli::start::Given;
use crate::cli::{Found, start};
use crate::index::Fact;
use crate::text::Shown;

/// Lists the articles: id, date, source, title, characters; of a copy, `=` and what it is folded
/// under.
pub fn list(given: &Given, list: &List, out: &mut dyn Write) -> Result<Found, Failure> {
    let (library, failure) = start::library(&start::shelf(given, &list.paths)?)?;
    let name = |index: usize| library.row(index).map(|row| row.id().to_string());
    let read = if list.read || list.unread {
        notes::articles(&library, &notes::read(given)?, &Fact::IsRead)
    } else {
        Vec::new()
    };
    let read: HashSet<ArticleId> = read.into_iter().collect();
    let mut found = Found::Nothing;
    for (index, article) in library.rows().enumerate() {
        if article.copy_of().is_some() && !list.all {
            continue;
        }
        if (list.read || list.unread) && read.contains(&article.id()) != list.read {
            continue;
        }
        found = Found::Something;
        if list.json {
            let row = json!({
                "id": article.id().to_string(),
                "date": said(article.date()),
                "source": said(article.source()),
                "title": said(article.title()),
                "title_inferred": article.is_inferred(),
                "author": said(article.author()),
                "url": said(article.url()),
                "characters": article.chars(),
                "path": article.file().name().as_str(),
                "copy_of": article.copy_of().and_then(name),
                "copies": article.copies().iter().filter_map(|&copy| name(copy)).collect::<Vec<_>>(),
            });
            writeln!(out, "{row}")?;
        } else {
            let id = article.id().to_string();
            let date = said(article.date()).unwrap_or("-");
            let source = said(article.source()).unwrap_or("-");
            let title = library.title(index).as_str().replace('\n', " ");
            let head = article.copy_of().and_then(name);
            let head = head.map(|head| format!("\t= {}", &head[..8])).unwrap_or_default();
            writeln!(out, "{}\t{date}\t{source}\t{title}\t{}{head}", &id[..8], article.chars())?;
        }
    }
    end(found, failure)
}

fn said(fact: Option<Shown<'_>>) -> Option<&str> {
    fact.map(Shown::as_str)
}
