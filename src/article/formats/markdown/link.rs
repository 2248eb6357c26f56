//! Pages of the web that were turned into Markdown. In comes a text, out comes whether its links show
//! it to be one, and the text with the links made whole that were broken over lines.

/// Links to other pages from which on a text is taken for a page of the web.
const LEAST: usize = 8;

/// The most lines over which a link is broken.
const LINES: usize = 6;

/// Whether `text` has as many links as a page with menus.
pub fn abound(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "](").nth(LEAST - 1).is_some()
}

/// `text` with each link on one line, and no blanks inside its target: in CommonMark a target with
/// blanks is none.
pub fn join(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    let mut is_first = true;
    while let Some(line) = lines.next() {
        if !std::mem::take(&mut is_first) {
            out.push('\n');
        }
        let start = out.len();
        out.push_str(line);
        for _ in 1..LINES {
            let goes_on = |next: &&str| is_open(&out[start..], next);
            let Some(next) = lines.next_if(goes_on) else { break };
            let next = next.trim_start();
            let is_latin = |c: char| c.is_ascii_alphanumeric();
            if next.starts_with('"') || out.ends_with(is_latin) && is_label(&out[start..]) {
                out.push(' ');
            }
            out.push_str(next);
        }
        if out[start..].contains("](") {
            let whole = close_up(&out[start..]);
            out.truncate(start);
            out.push_str(&whole);
        }
    }
    out
}

/// Whether the last link of a line ends in the `next`.
fn is_open(line: &str, next: &str) -> bool {
    if next.trim().is_empty() {
        return false;
    }
    if let Some(at) = line.rfind("](")
        && end_of_target(&line[at + 2..]).is_none()
    {
        return true;
    }
    // The words of a link may be broken as well.
    is_label(line) && next.find("](").is_some_and(|end| !next[..end].contains(['[', ']']))
}

/// Whether a line ends within the words of a link.
fn is_label(line: &str) -> bool {
    line.rfind('[').is_some_and(|at| !line[at..].contains(']'))
}

/// Where the target that `text` begins with ends: at the bracket that closes it.
fn end_of_target(text: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The line without the blanks inside the targets of its links.
fn close_up(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let (before, target) = rest.split_at(at + 2);
        out.push_str(before);
        let Some(end) = end_of_target(target) else {
            rest = target;
            break;
        };
        let (target, after) = target.split_at(end);
        let (path, title) = match target.find(" \"") {
            Some(title) if target.ends_with('"') => target.split_at(title),
            _ => (target, ""),
        };
        out.extend(path.split_whitespace());
        out.push_str(title);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_whole() {
        let text = "  * [渡口](http://a.example/b-\nc.html\n\"渡口\")\n\n[船](a.html)\n江";
        assert_eq!(
            join(text),
            "  * [渡口](http://a.example/b-c.html \"渡口\")\n\n[船](a.html)\n江"
        );
        assert_eq!(join("[船](a\n\n江"), "[船](a\n\n江");
        assert_eq!(join("[渡\n口](a.html)"), "[渡口](a.html)");
        assert_eq!(join("![Scan\nme](a.html)"), "![Scan me](a.html)");
        assert_eq!(join("[船](a\\(1\\)\n江"), "[船](a\\(1\\)江");
        assert_eq!(
            join("[船](a.html?t=渡口 的 船 \"渡 口\")，[江](b c)"),
            "[船](a.html?t=渡口的船 \"渡 口\")，[江](bc)"
        );
        assert!(abound(&"[船](a.html)\n".repeat(8)) && !abound("[船](a.html)"));
    }
}
