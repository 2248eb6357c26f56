//! Cards for Anki: text separated by tabs with the headers of its importer. The first column is the
//! card's guid, so that importing again changes a card and makes no second one.

use std::fmt::Write;

use super::{Entry, one_line};

pub fn export(entries: &[Entry]) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n#columns:guid\tFront\tBack\tTags\n",
    );
    for entry in entries {
        let mark = entry.mark;
        let back = [one_line(entry.title()), entry.day().to_owned()];
        let source: Vec<_> = back.into_iter().filter(|part| !part.is_empty()).collect();
        let note = html(&mark.note);
        let back = if note.is_empty() { String::new() } else { format!("{note}<br><br>") };
        let tags: Vec<_> =
            mark.tags.iter().map(|tag| tag.replace(char::is_whitespace, "-")).collect();
        writeln!(
            out,
            "{}\t{}\t{back}<small>{}</small>\t{}",
            mark.id,
            html(&mark.selector.exact),
            html(&source.join(" · ")),
            tags.join(" "),
        )
        .expect("a string takes all that is written");
    }
    out
}

/// Text as HTML in one line without tabs. Quotes go too, as a cell that begins with one is read as
/// CSV.
fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            '\t' => html.push(' '),
            c => html.push(c),
        }
    }
    html
}
