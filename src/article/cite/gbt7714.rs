//! References after GB/T 7714-2015 (信息与文献 参考文献著录规则), without the number in the list.

use super::{Medium, Reference, Title};

/// The most authors that are named (8.1.2).
const AUTHORS_MAX: usize = 3;

/// The reference: `作者. 题名[N]. 报名, 日期[引用日期]. 网址.` An author who is not known is left out, as
/// 8.1.3 allows in numbered lists, and so is every other part that is not known.
pub fn reference(of: &Reference) -> String {
    let parts = [authors(of), Some(title(of)), source(of), of.url.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let mut out = parts.join(". ");
    if !out.ends_with('.') {
        out.push('.');
    }
    out
}

fn authors(of: &Reference) -> Option<String> {
    let (named, more) = of.authors.split_at(of.authors.len().min(AUTHORS_MAX));
    let and_more = if more.is_empty() { "" } else { ", 等" };
    (!named.is_empty()).then(|| named.join(", ") + and_more)
}

/// The title and the codes of the medium and, for what is on line, its carrier (appendix B). What
/// was made up for the reference stands in square brackets (7.2); for want of a title the codes stand
/// alone.
fn title(of: &Reference) -> String {
    let title = match &of.title {
        Some(Title::Stated(title)) => title.clone(),
        Some(Title::Inferred(title)) => format!("[{title}]"),
        None => String::new(),
    };
    let code = match (of.medium, &of.url) {
        (Medium::Newspaper, None) => "N",
        (Medium::Newspaper, Some(_)) => "N/OL",
        (Medium::Journal, None) => "J",
        (Medium::Journal, Some(_)) => "J/OL",
        (Medium::Book, None) => "M",
        (Medium::Book, Some(_)) => "M/OL",
        (Medium::Web, _) => "EB/OL",
        (Medium::Other, _) => "Z",
    };
    let book = of.source.as_deref().filter(|_| of.medium == Medium::Book);
    match book {
        Some(book) => format!("{title}[{code}]//{book}"),
        None => format!("{title}[{code}]"),
    }
}

/// The publication, its date, and the day on which it was read.
fn source(of: &Reference) -> Option<String> {
    let source = of.source.as_deref().filter(|_| of.medium != Medium::Book);
    // Newspapers are dated by the day, what else is printed by the year (4.4, 4.2).
    let published = match of.medium {
        Medium::Newspaper | Medium::Other => of.full_date(),
        Medium::Journal | Medium::Book | Medium::Web => of.year(),
    };
    // A page without a publisher has no year of publication either (4.6).
    let published = published.filter(|_| of.medium != Medium::Web || source.is_some());
    let published = [source, published].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let dated = of.full_date().filter(|_| of.medium == Medium::Web);
    let dated = dated.map(|date| format!("({date})")).unwrap_or_default();
    let is_read = of.url.is_some() && !of.accessed.is_empty();
    let read = if is_read { format!("[{}]", of.accessed) } else { String::new() };
    let out = published + &dated + &read;
    (!out.is_empty()).then_some(out)
}
