//! HTML of bearable depth. In comes a page, out comes the same page without the tags that would
//! nest it deeper than any page is: a parser looks through all open elements at every tag, so that
//! a hundred thousand in one another take it minutes.

use std::borrow::Cow;

/// Elements that may be open. Pages of word processors reach a few hundred.
const DEPTH_MAX: usize = 2000;

/// Takes the tags away that lie deeper; all text stays.
pub fn shallow(page: &str) -> Cow<'_, str> {
    if page.matches('<').nth(DEPTH_MAX).is_none() {
        return Cow::Borrowed(page);
    }
    let mut depth = 0_usize;
    let mut out: Option<String> = None;
    // What lies before this is in `out`, where there is one.
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &page.as_bytes()[at..]) {
        let start = at + found;
        let Some(tag) = tag(&page[start..]) else {
            at = start + 1;
            continue;
        };
        let end = start + tag.len;
        let is_deep = match tag.kind {
            Kind::Open => {
                depth += 1;
                depth > DEPTH_MAX
            }
            Kind::Close => {
                let was_deep = depth > DEPTH_MAX;
                depth = depth.saturating_sub(1);
                was_deep
            }
            Kind::Other => false,
        };
        if is_deep {
            let out = out.get_or_insert_default();
            out.push_str(&page[copied..start]);
            copied = end;
        }
        at = end;
    }
    match out {
        None => Cow::Borrowed(page),
        Some(mut out) => {
            out.push_str(&page[copied..]);
            Cow::Owned(out)
        }
    }
}

struct Tag {
    kind: Kind,
    /// Bytes from `<` to `>`.
    len: usize,
}

enum Kind {
    Open,
    Close,
    /// It nests nothing: void elements, and those whose end people leave out.
    Other,
}

/// The tag that `text` begins with.
fn tag(text: &str) -> Option<Tag> {
    const FLAT: [&str; 22] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
    ];
    let len = memchr::memchr(b'>', text.as_bytes())? + 1;
    let inside = &text[1..len - 1];
    let (name, kind) = match inside.strip_prefix('/') {
        Some(name) => (name, Kind::Close),
        None => (inside, Kind::Open),
    };
    let end = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &name[..end];
    let is_flat = FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name));
    (end > 0).then_some(Tag { kind: if is_flat { Kind::Other } else { kind }, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_as_they_are() {
        let page = "<p>船<br>来了 3 < 5 <b>。</b>".repeat(5000);
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_too_deep_loses_its_tags_and_not_its_text() {
        let page = "<div>船".repeat(100_000) + "来了" + &"</div>".repeat(100_000) + "<p>岸";
        let flat = shallow(&page);
        assert_eq!(flat.matches("<div>").count(), DEPTH_MAX);
        assert_eq!(flat.matches("</div>").count(), DEPTH_MAX);
        assert_eq!(flat.matches('船').count(), 100_000);
        assert!(flat.ends_with("<p>岸"));
    }
}
